"""The word pieces that our own texts never need, and a tokenizer without them.

Any other word still falls apart into smaller pieces: every single character stays. Vocabularies of
both kinds can be cut: BERT's, whose special tokens the run time looks for at fixed ids, and
XLM-RoBERTa's, where it finds them by name.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from slm.serialise import WordTokenizer

#: How a piece inside a word (BERT) or at its start (XLM-RoBERTa) is marked.
_MARKS = ("##", "\u2581")


def count_pieces(texts: Iterable[str], tokenizer: WordTokenizer) -> Counter[int]:
    """How often the texts, a word each, need each piece."""
    words = Counter(texts)
    pieces: Counter[int] = Counter()
    for word, count in words.items():
        for piece in tokenizer.pieces(word):
            pieces[piece] += count
    return pieces


def choose_pieces(content: Mapping[str, Any], counts: Counter[int], least_n: int = 1) -> list[int]:
    """Which rows of the table to keep, ascending: special, single characters, and needed ones.

    content: a tokenizer.json. least_n: how often a piece must have been needed.
    """
    kept = {token["id"] for token in content["added_tokens"]}
    if _is_bert(content):
        kept.update(range(max(kept)))
    kept.update(row for row, count in counts.items() if count >= least_n)
    for row, piece in enumerate(list_pieces(content)):
        bare = piece
        for mark in _MARKS:
            bare = bare.removeprefix(mark)
        if len(bare) <= 1:
            kept.add(row)
    return sorted(kept)


def cut_tokenizer(content: Mapping[str, Any], kept: Sequence[int]) -> dict[str, Any]:
    """A tokenizer.json of the kept rows, numbered anew in their order.

    Raises:
        ValueError: a special token would be lost, or move where it must not.
    """
    place_of = {row: place for place, row in enumerate(kept)}
    added, model = [], dict(content["model"])
    for token in content["added_tokens"]:
        place = place_of.get(token["id"])
        if place is None or (_is_bert(content) and place != token["id"]):
            raise ValueError(f"{token['content']} must stay at {token['id']}.")
        added.append(token | {"id": place})
    if _is_bert(content):
        pieces = list_pieces(content)
        model["vocab"] = {pieces[row]: place for row, place in place_of.items()}
    else:
        model["vocab"] = [model["vocab"][row] for row in kept]
        model["unk_id"] = place_of[model["unk_id"]]
    return {**content, "added_tokens": added, "model": model}


def list_pieces(content: Mapping[str, Any]) -> list[str]:
    """The pieces of a tokenizer.json by row."""
    vocabulary = content["model"]["vocab"]
    if _is_bert(content):
        return sorted(vocabulary, key=vocabulary.__getitem__)
    return [piece for piece, _ in vocabulary]


def _is_bert(content: Mapping[str, Any]) -> bool:
    return isinstance(content["model"]["vocab"], dict)
