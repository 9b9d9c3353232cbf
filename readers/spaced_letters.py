"""Words set with wide spaces between their letters, as letterheads and titles are, as words.

    F E N E A L U   A T L A N T I Q U E  →  FENEALU ATLANTIQUE

A text layer gives each letter, or two that are kerned, as a word. In such a line all letters stand
equally far apart, and words much farther. Where they are spaced a little, only some letters are
parted ("I N VOICE DAT E"), by less than any space between two words.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Protocol

from schemas.document import Box


class _Piece(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def box(self) -> Box: ...


_PART = re.compile(
    r"[^\W\d_]{1,2}|[A-ZÀ-Þ]{3,4}|[&.,'’·–-]|[^\W\d_][.,'’]|[.'’][^\W\d_]{1,2}|[0-9][.,]?"
)
_CAPITALS = re.compile(r"[A-ZÀ-Þ]+[.:]?")
_TIGHT = 0.15  # of the height, between two words: no space is as narrow
_WORDLIKE = re.compile(r"\w{2}")
_LETTER_N = 4  # parts that are one letter, at least
_SHARE = 0.6  # of the parts are one letter
_WORD = 1.7  # times as far as letters are words apart
_MOST_GAP = 0.8  # of the height, between letters: more parts the columns of a table
_WIDEST = 2.5  # of the height, between words of one line


def find_spaced(row: Sequence[_Piece], aspect: float) -> list[range]:
    """The pieces of a row, left to right, that make one word each; of most only one does.

    Args:
        aspect: the page's height over its width; boxes are fractions of both.
    """
    runs = _find_runs(row, _may_go_on, aspect)
    return [word for run in runs for word in _part(row, run, aspect)]


def find_tight(row: Sequence[_Piece], aspect: float) -> list[range]:
    """The pieces of a row that make one word each, capitals that hardly any space parts joined."""
    words: list[range] = []
    for run in _find_runs(row, _is_tight, aspect):
        one = any(len(row[i].text) == 1 for i in run)
        words += [run] if one else [range(i, i + 1) for i in run]
    return words


def _find_runs(
    row: Sequence[_Piece], goes_on: Callable[[_Piece, _Piece, float], bool], aspect: float
) -> Iterator[range]:
    """The pieces of a row in stretches, in which each goes on with the next."""
    start = 0
    for end in range(1, len(row) + 1):
        if end == len(row) or not goes_on(row[end - 1], row[end], aspect):
            yield range(start, end)
            start = end


def _is_tight(left: _Piece, right: _Piece, aspect: float) -> bool:
    """Whether two pieces are of one word; a mark ends it: "RECHNUNG NR. R 4471" in narrow type."""
    ended = not left.text[-1].isalpha()
    capitals = not ended and _CAPITALS.fullmatch(left.text) and _CAPITALS.fullmatch(right.text)
    return bool(capitals) and abs(_gap(left, right, aspect)) < _TIGHT


def _may_go_on(left: _Piece, right: _Piece, aspect: float) -> bool:
    parts = _PART.fullmatch(left.text) and _PART.fullmatch(right.text)
    return bool(parts) and 0 <= _gap(left, right, aspect) < _WIDEST


def _part(row: Sequence[_Piece], run: range, aspect: float) -> Iterator[range]:
    """The words of a run of short texts: as they are, if they are not letters of words."""
    letters_n = sum(len(row[i].text) == 1 and row[i].text.isalpha() for i in run)
    gaps = [_gap(row[a], row[b], aspect) for a, b in pairwise(run)]
    apart = median(gaps) if gaps else 0.0
    if gaps and _is_kerned(row, run) and max(gaps) <= _WORD * apart:
        letters_n += 1
    if letters_n < max(_LETTER_N, _SHARE * len(run)) or not 0 < apart < _MOST_GAP:
        yield from (range(i, i + 1) for i in run)
        return
    beside = [
        _gap(row[a], row[b], aspect)
        for a, b in ((run.start - 1, run.start), (run.stop - 1, run.stop))
        if a >= 0 and b < len(row) and _WORDLIKE.search(row[a if a < run.start else b].text)
    ]
    if any(gap <= _WORD * apart for gap in beside):  # a list: "Classes A B C D E"
        yield from (range(i, i + 1) for i in run)
        return
    ends = [i + 1 for i, gap in zip(run, gaps, strict=False) if gap > _WORD * apart]
    yield from (range(a, b) for a, b in pairwise([run.start, *ends, run.stop]))


def _is_kerned(row: Sequence[_Piece], run: range) -> bool:
    """Whether a run is of capitals and begins with a pair of them: "AV O I R"; no sizes."""
    first, *others = (row[i].text for i in run)
    letters = "".join(others)
    text = first + letters
    if len(first) != 2 or len(letters) != len(others) or set(letters) <= set("SMLX"):
        return False
    return text.isalpha() and text.isupper()


def _gap(left: _Piece, right: _Piece, aspect: float) -> float:
    """Free space between two pieces, in heights of the smaller one."""
    height = min(left.box[3] - left.box[1], right.box[3] - right.box[1]) * aspect
    return (right.box[0] - left.box[2]) / max(height, 1e-6)
