"""Pages of words → token windows for the encoder. Training and run time both come through here.

A window is at most `WINDOW_N` tokens of one page, cut between words. Boxes are integers 0–1000
over the page's printed area (margins differ between scanners, the print does not); all words of a
visual row share the row's top and bottom, so that "same row" is exactly the same embedding.
"""

from collections.abc import Sequence
from functools import lru_cache
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from schemas.document import Page, Word
from slm.shapes import Place, shape_of, type_id

WINDOW_N = 512
STRIDE_N = 128
#: A word's first pieces and its shape say enough; numbers would else take half of each window.
PIECES_PER_WORD_N = 4
UNITS = 1000
CLS_BOX, SEP_BOX = (0, 0, 0, 0), (UNITS, UNITS, UNITS, UNITS)
#: Token type of [CLS]: tells the document heads whether they see how the document begins.
FIRST_PAGE_TYPE, LATER_PAGE_TYPE, SEP_TYPE = 1, 2, 0
#: Printed height is taken as at least this much of the printed width: a short last page or a
#: three-line mail is not stretched over the whole range.
LEAST_ASPECT = 1.2
#: A gap wider than this many row heights starts a new cell.
CELL_GAP = 0.9

Integers = NDArray[np.int64]


class Window(NamedTuple):
    """Some words of one page as tokens.

    ids, types: (tokens,); boxes: (tokens, 4); `words`: the page's word index of each word in the
    window; `firsts`: the token index of each of them.
    """

    page: int
    ids: Integers
    boxes: Integers
    types: Integers
    words: Integers
    firsts: Integers


class Specials(NamedTuple):
    """Ids of the tokens that are no piece of a word; BERT's, unless the vocabulary says others."""

    cls: int = 101
    sep: int = 102
    unk: int = 100
    mask: int = 103


#: The same tokens in a vocabulary of XLM-RoBERTa's kind.
_XLMR_NAMES = ("<s>", "</s>", "<unk>", "<mask>")


class WordTokenizer:
    """Word → its word pieces (at most `PIECES_PER_WORD_N`), cached; and the special tokens' ids."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self.specials = _find_specials(tokenizer)
        self.pieces = lru_cache(maxsize=100_000)(self._pieces)

    def _pieces(self, text: str) -> tuple[int, ...]:
        ids = self._tokenizer.encode(text, add_special_tokens=False).ids
        return tuple(ids[:PIECES_PER_WORD_N]) or (self.specials.unk,)


def _find_specials(tokenizer: Tokenizer) -> Specials:
    cls, sep, unk, mask = (tokenizer.token_to_id(name) for name in _XLMR_NAMES)
    if cls is None or sep is None or unk is None:
        return Specials()
    return Specials(cls, sep, unk, unk if mask is None else mask)


def serialise(pages: Sequence[Page], tokenizer: WordTokenizer) -> list[Window]:
    """All windows of a document, page by page; a page without words gives none."""
    return [
        window
        for number, page in enumerate(pages)
        if page.words
        for window in _page_windows(number, page, tokenizer)
    ]


def _page_windows(number: int, page: Page, tokenizer: WordTokenizer) -> list[Window]:
    pieces = [tokenizer.pieces(word.text) for word in page.words]
    boxes = scale_boxes(page.words, page.width, page.height)
    types = word_types(page.words, page.width, page.height)
    cls_type = FIRST_PAGE_TYPE if number == 0 else LATER_PAGE_TYPE
    windows = []
    for start, stop in cut_windows([len(p) for p in pieces]):
        ids, token_boxes, token_types = [tokenizer.specials.cls], [CLS_BOX], [cls_type]
        firsts = []
        for index in range(start, stop):
            firsts.append(len(ids))
            ids.extend(pieces[index])
            token_boxes.extend([boxes[index]] * len(pieces[index]))
            token_types.extend([types[index]] * len(pieces[index]))
        ids.append(tokenizer.specials.sep)
        token_boxes.append(SEP_BOX)
        token_types.append(SEP_TYPE)
        windows.append(
            Window(
                number,
                np.array(ids, dtype=np.int64),
                np.array(token_boxes, dtype=np.int64),
                np.array(token_types, dtype=np.int64),
                np.arange(start, stop, dtype=np.int64),
                np.array(firsts, dtype=np.int64),
            )
        )
    return windows


def cut_windows(pieces_n: Sequence[int]) -> list[tuple[int, int]]:
    """Word ranges [start, stop) that fit a window; neighbours overlap by about `STRIDE_N` tokens.

    Example: 3 words of 200 pieces each → [(0, 2), (2, 3)] (one word never covers the overlap).
    """
    room = WINDOW_N - 2
    windows, start = [], 0
    while True:
        stop, used = start, 0
        while stop < len(pieces_n) and used + pieces_n[stop] <= room:
            used += pieces_n[stop]
            stop += 1
        windows.append((start, stop))
        if stop >= len(pieces_n):
            return windows
        overlap, following = 0, stop
        while following > start + 1 and overlap + pieces_n[following - 1] <= STRIDE_N:
            following -= 1
            overlap += pieces_n[following]
        start = following


def most_central(windows: Sequence[Window], page: int, words_n: int) -> list[tuple[int, int]]:
    """For each word of a page: (index of the window where it is most central, its token there)."""
    best: list[tuple[float, int, int]] = [(-1.0, -1, -1)] * words_n
    for index, window in enumerate(windows):
        if window.page != page:
            continue
        for word, token in zip(window.words.tolist(), window.firsts.tolist(), strict=True):
            margin = float(min(token, len(window.ids) - 1 - token))
            if margin > best[word][0]:
                best[word] = (margin, index, token)
    return [(index, token) for _, index, token in best]


def scale_boxes(
    words: Sequence[Word], width: float, height: float
) -> list[tuple[int, int, int, int]]:
    """Boxes in 0–1000 of the printed area, tops and bottoms shared within a row."""
    left = min(word.box[0] for word in words)
    top = min(word.box[1] for word in words)
    printed_width = max(max(word.box[2] for word in words) - left, 1e-6)
    printed_height = max(word.box[3] for word in words) - top
    aspect = width / height if height else 1.0
    printed_height = max(printed_height, LEAST_ASPECT * printed_width * aspect, 1e-6)
    spans: dict[int, tuple[float, float]] = {
        row: (median(b[1] for b in boxes), median(b[3] for b in boxes))
        for row, boxes in _boxes_by_row(words).items()
    }
    return [
        (
            _unit((word.box[0] - left) / printed_width),
            _unit((spans[word.row][0] - top) / printed_height),
            _unit((word.box[2] - left) / printed_width),
            _unit((spans[word.row][1] - top) / printed_height),
        )
        for word in words
    ]


def word_types(words: Sequence[Word], width: float, height: float) -> list[int]:
    """Token type of each word: its shape, and whether it starts a row or a cell."""
    aspect = width / height if height else 1.0
    types, before = [], None
    for word in words:
        if before is None or before.row != word.row:
            place = Place.STARTS_ROW
        else:
            size = max(word.height, 1e-6)
            gap = (word.box[0] - before.box[2]) * aspect
            place = Place.AFTER_GAP if gap > CELL_GAP * size else Place.FOLLOWS
        types.append(type_id(shape_of(word.text), place))
        before = word
    return types


def _boxes_by_row(words: Sequence[Word]) -> dict[int, list[tuple[float, float, float, float]]]:
    rows: dict[int, list[tuple[float, float, float, float]]] = {}
    for word in words:
        rows.setdefault(word.row, []).append(word.box)
    return rows


def _unit(fraction: float) -> int:
    return min(UNITS, max(0, round(fraction * UNITS)))
