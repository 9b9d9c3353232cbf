"""The word pieces that our own texts never need, and a tokenizer without them.

Any other word still falls apart into smaller pieces: every single character stays. The ids below
`SPECIAL_N` stay where they are, so that the run time needs no change.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from slm.serialise import WordTokenizer

#: [PAD] 0, [UNK] 100, [CLS] 101, [SEP] 102, [MASK] 103 and what lies between them.
SPECIAL_N = 104
_INSIDE = "##"


def count_pieces(texts: Iterable[str], tokenizer: WordTokenizer) -> Counter[int]:
    """How often the texts, a word each, need each piece."""
    words = Counter(texts)
    pieces: Counter[int] = Counter()
    for word, count in words.items():
        for piece in tokenizer.pieces(word):
            pieces[piece] += count
    return pieces


def choose_pieces(content: dict[str, Any], counts: Counter[int], least_n: int = 1) -> list[int]:
    """Which rows of the table to keep, ascending: special, single characters, and needed ones.

    content: a tokenizer.json of word pieces. least_n: how often a piece must have been needed.
    """
    kept = set(range(SPECIAL_N))
    kept.update(row for row, count in counts.items() if count >= least_n)
    vocabulary: dict[str, int] = content["model"]["vocab"]
    kept.update(row for piece, row in vocabulary.items() if len(piece.removeprefix(_INSIDE)) == 1)
    return sorted(kept)


def cut_tokenizer(content: dict[str, Any], kept: Sequence[int]) -> dict[str, Any]:
    """A tokenizer.json of the kept rows, numbered anew in their order.

    Raises:
        ValueError: a special token would move.
    """
    place_of = {row: place for place, row in enumerate(kept)}
    for token in content["added_tokens"]:
        if place_of.get(token["id"]) != token["id"]:
            raise ValueError(f"{token['content']} must stay at {token['id']}.")
    vocabulary: dict[str, int] = content["model"]["vocab"]
    cut = {piece: place_of[row] for piece, row in vocabulary.items() if row in place_of}
    return content | {"model": content["model"] | {"vocab": cut}}
