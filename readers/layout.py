"""Loose words → one page in visual order: rows top to bottom, words left to right.

Every reader, the given-words input and the training data go through `arrange_page`, so that the
model meets the same order everywhere.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter
from statistics import median
from typing import NamedTuple

from readers.invisible import drop_invisible
from readers.spaced_letters import find_spaced, find_tight
from schemas.document import Box, Page, TextOrigin, Word, lie_on_each_other, union

#: A box of any unit with its text and the reader's confidence.
LooseWord = tuple[str, Sequence[float], float]


class TypesetWord(NamedTuple):
    """The same with how it is set, see `schemas.document.Word`."""

    text: str
    box: Sequence[float]
    confidence: float = 1.0
    face: str = ""


class _Piece(NamedTuple):
    """A word with its box in fractions of the page."""

    text: str
    box: Box
    confidence: float
    face: str


#: Dots or lines that lead from a name to its amount: "Survey........£240.00".
_LEADER = r"(?:\.{4,}|_{4,}|·{4,}|…{2,})"
#: Swiss thousands, parted by what looks like an apostrophe: "1′290.00".
_PRIME = re.compile(r"(?<=[0-9])[′ʼ‘](?=[0-9]{3}(?![0-9]))")
_WORD = re.compile(rf"{_LEADER}|(?:(?!{_LEADER})\S)+")
#: "+------+---+", "!------!---!": what draws the level lines of a box on a page of letters, and the
#: upright ones.
_BOX_RULE = re.compile(r"[+!](?:[-=]{2,}[+!])+|[┌├└][─┬┼┴]+[┐┤┘]")
_LEVEL_RULE, _UPRIGHT = re.compile(r"[-=_]{20,}|[─═]{20,}"), ("|", "│")
#: What stands for the upright ones where a printer lacks them.
_DRAWN_AS = re.compile("[I!]")
_CALLS_N = 8  # words with "!" on a page that draws boxes: they are lines, and nobody shouts
_LEAST_LINES_N = 2  # upright lines of one box
_STANDS_N = 400  # places across a page where an upright line may stand
_BETWEEN_LINES = re.compile(r"(?!\|)[^│]*[^│|]")
#: Stars, flowers, hearts and scissors say nothing, and are taller than the line they stand in.
_ORNAMENT = re.compile("[★☆✂-✄✡-✿❀-❧♠-♫☀-☃]+")
#: Tilts that are tried: the print's sink over the page's width, in heights of a word.
_TILTS = (0.2, -0.2, 0.4, -0.4, 0.6, -0.6, 0.8, -0.8)
_LEAST_GAIN = 0.05  # of the level rows: so many faults fewer, and a tilt is believed
_LEAST_ROWS_N = 4  # fewer tell no tilt
_LINE_STEP = 0.3  # of the text height: how far the middles of two printed lines differ at least


def arrange_page(
    loose: Iterable[LooseWord | TypesetWord],
    width: float,
    height: float,
    origin: TextOrigin,
    rotation: int = 0,
) -> Page:
    """Builds a page from (text, [x0, y0, x1, y1], confidence) in units of `width` × `height`.

    Texts of several words are split at white space and leaders, their box shared out by length.
    Boxes become fractions of the page, clipped to 0–1. Texts of nothing but white space are
    dropped.
    """
    pieces = [
        _Piece(text, box, word.confidence, word.face)
        for word in (TypesetWord(*one) for one in loose)
        for text, box in split_words(word.text, _normalise(word.box, width, height))
    ]
    if origin == "text":
        pieces = _without_box_lines([p for p in pieces if not _ORNAMENT.fullmatch(p.text)])
        lines = (line for row in _group_level(pieces) for line in _part_lines(row))
        rows = [_join_spaced(line, height / width) for line in lines]
    else:
        rows = _group_photographed(pieces)
    words = [
        Word(piece.text, piece.box, row, piece.confidence, piece.face)
        for row, members in enumerate(rows)
        for piece in members
    ]
    return Page(width=width, height=height, words=tuple(words), origin=origin, rotation=rotation)


def _without_box_lines(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The words of a page that draws boxes of letters, without the upright lines: "|TOTAL |".

    Printers that lack the sign draw these as letters that stand below each other: "I TOTAL I".
    A box whose level lines have no corners has upright ones that stand below each other, too.
    """
    if not any(_BOX_RULE.fullmatch(piece.text) for piece in pieces):
        ruled = any(_LEVEL_RULE.fullmatch(piece.text) for piece in pieces)
        lines = _find_lines(p for p in pieces if ruled and p.text in _UPRIGHT)
        return [p for p in pieces if p.text not in _UPRIGHT or _stand(p) not in lines]
    barred = any("|" in piece.text or "│" in piece.text for piece in pieces)
    if not barred and sum("!" in piece.text for piece in pieces) >= _CALLS_N:
        pieces = [
            piece
            if _BOX_RULE.fullmatch(piece.text)
            else piece._replace(text=piece.text.replace("!", "│"))
            for piece in pieces
        ]
        barred = True
    lines = _find_lines(p for p in pieces if not barred and _DRAWN_AS.fullmatch(p.text))
    bare = []
    for piece in pieces:
        if _DRAWN_AS.fullmatch(piece.text) and _stand(piece) in lines:
            continue
        x0, y0, x1, y1 = piece.box
        step = (x1 - x0) / len(piece.text)
        for part in _BETWEEN_LINES.finditer(piece.text):
            box = (x0 + part.start() * step, y0, x0 + part.end() * step, y1)
            bare.append(piece._replace(text=part.group(), box=box))
    return bare


def _find_lines(signs: Iterable[_Piece]) -> set[int]:
    """Where signs stand below each other as the upright lines of one box."""
    stands = Counter(map(_stand, signs))
    lines = {stand for stand, rows_n in stands.items() if rows_n >= _LEAST_ROWS_N}
    return lines if len(lines) >= _LEAST_LINES_N else set()


def _stand(piece: _Piece) -> int:
    """Where across the page a piece begins."""
    return round(piece.box[0] * _STANDS_N)


def _join_spaced(row: Sequence[_Piece], aspect: float) -> list[_Piece]:
    """A row with the letters of words that are set with spaces between them joined."""
    spaced = _join(row, find_spaced(row, aspect))
    return _join(spaced, find_tight(spaced, aspect))


def _join(row: Sequence[_Piece], words: Iterable[range]) -> list[_Piece]:
    """The pieces of each word as one."""
    joined = []
    for word in words:
        pieces = [row[i] for i in word]
        box = union(piece.box for piece in pieces)
        text = "".join(piece.text for piece in pieces)
        joined.append(_Piece(text, box, min(p.confidence for p in pieces), pieces[0].face))
    return joined


def split_words(text: str, box: Box) -> list[tuple[str, Box]]:
    """Splits a printed line at white space and around leaders.

    Each word gets its share of the line's width. Thousands have a plain apostrophe.
    """
    printed = _PRIME.sub("'", " ".join(drop_invisible(text).split()))
    x0, y0, x1, y1 = box
    step = (x1 - x0) / max(1, len(printed))
    return [
        (
            printed[start:end],
            (x0 + start * step, y0, x0 + end * step, y1)
            if (start, end) != (0, len(printed))
            else box,
        )
        for start, end in word_spans(printed)
    ]


def word_spans(printed: str) -> list[tuple[int, int]]:
    """Start and end of each word of a text; a run of dots or lines that leads on is a word."""
    return [match.span() for match in _WORD.finditer(printed)]


def _normalise(box: Sequence[float], width: float, height: float) -> Box:
    x0, x1 = sorted((box[0] / width, box[2] / width))
    y0, y1 = sorted((box[1] / height, box[3] / height))

    def clip(value: float) -> float:
        return round(min(1.0, max(0.0, value)), 5)

    return clip(x0), clip(y0), clip(x1), clip(y1)


def _group_level(pieces: Sequence[_Piece], slope: float = 0.0) -> list[list[_Piece]]:
    """Groups words whose vertical middles lie within each other's height.

    A row is compared by its median middle, so that a slightly tilted line stays together while
    two close lines stay apart.

    Args:
        slope: by how much of the page's height the print sinks from its left edge to its right.
    """

    def middle_of(piece: _Piece) -> float:
        x0, y0, x1, y1 = piece.box
        return (y0 + y1) / 2 - slope * (x0 + x1) / 2

    pieces = sorted(pieces, key=lambda p: (middle_of(p), p.box[0]))
    rows: list[list[_Piece]] = []
    for piece in pieces:
        middle, size = middle_of(piece), piece.box[3] - piece.box[1]
        if rows:
            recent = rows[-1][-8:]
            row_middle = median(map(middle_of, recent))
            row_size = median(p.box[3] - p.box[1] for p in recent)
            if abs(middle - row_middle) <= 0.5 * min(max(size, 1e-6), max(row_size, 1e-6)):
                rows[-1].append(piece)
                continue
        rows.append([piece])
    return [sorted(row, key=lambda p: p.box[0]) for row in rows]


def _part_lines(row: Sequence[_Piece]) -> list[list[_Piece]]:
    """The printed lines of what was taken for one row: one where no words lie on each other.

    Lines are printed over each other by forms that are filled in, or stand so close that the text
    of another column between them makes one row of them.
    """

    def middle_of(piece: _Piece) -> float:
        return (piece.box[1] + piece.box[3]) / 2

    def height_of(piece: _Piece) -> float:
        return piece.box[3] - piece.box[1]

    def is_another(a: _Piece, b: _Piece) -> bool:
        return abs(middle_of(a) - middle_of(b)) > _LINE_STEP * min(height_of(a), height_of(b))

    if not any(lie_on_each_other(a.box, b.box) and is_another(a, b) for a, b in pairwise(row)):
        return [list(row)]
    lines: list[list[_Piece]] = []
    for piece in sorted(row, key=middle_of):
        if lines and not is_another(lines[-1][-1], piece):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda p: p.box[0]) for line in lines]


def _group_photographed(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Rows of a page that may lie askew: an amount far to the right of its name is on its row.

    The tilt is believed under which the words fall into fewer rows without lying on each other.
    """
    level = _group_level(pieces)
    if len(level) < _LEAST_ROWS_N:
        return level
    size = median(p.box[3] - p.box[1] for p in pieces)
    groupings = (_group_level(pieces, tilt * size) for tilt in _TILTS)
    faults_n, tilted = min(((_faults_n(rows), rows) for rows in groupings), key=itemgetter(0))
    gain = _faults_n(level) - faults_n
    return tilted if gain >= max(1, _LEAST_GAIN * len(level)) else level


def _faults_n(rows: Sequence[Sequence[_Piece]]) -> int:
    """How many rows there are, and twice the pairs of neighbours in one that overlap."""
    overlaps = sum(
        lie_on_each_other(left, right)
        for row in rows
        for left, right in pairwise(piece.box for piece in row)
    )
    return len(rows) + 2 * overlaps
