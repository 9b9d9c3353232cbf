"""Words of a page → its visual rows, top to bottom, each from left to right."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from schemas.document import Box, lie_on_each_other

#: Tilts that are tried: the print's sink over the page's width, in heights of a word.
_TILTS = (0.2, -0.2, 0.4, -0.4, 0.6, -0.6, 0.8, -0.8)
_LEAST_GAIN = 0.05  # of the level rows: so many faults fewer, and a tilt is believed
_LEAST_ROWS_N = 4  # fewer tell no tilt
_LINE_STEP = 0.3  # of the text height: how far the middles of two printed lines differ at least
_NEARER = 0.5  # of its distance to its own row: a word that is as near to another stands in that


class Piece(NamedTuple):
    """A word with its box in fractions of the page."""

    text: str
    box: Box
    confidence: float
    face: str


def group_level(pieces: Sequence[Piece], slope: float = 0.0) -> list[list[Piece]]:
    """Groups words whose vertical middles lie within each other's height.

    A row is compared by its median middle, so that a slightly tilted line stays together while
    two close lines stay apart.

    Args:
        slope: by how much of the page's height the print sinks from its left edge to its right.
    """
    pieces = sorted(pieces, key=lambda p: (_middle_of(p, slope), p.box[0]))
    rows: list[list[Piece]] = []
    for piece in pieces:
        middle, size = _middle_of(piece, slope), _height_of(piece)
        if rows:
            recent = rows[-1][-8:]
            row_middle = median(_middle_of(p, slope) for p in recent)
            row_size = median(map(_height_of, recent))
            if abs(middle - row_middle) <= 0.5 * min(max(size, 1e-6), max(row_size, 1e-6)):
                rows[-1].append(piece)
                continue
        rows.append([piece])
    return [_from_left(row) for row in rows]


def part_lines(row: Sequence[Piece]) -> list[list[Piece]]:
    """The printed lines of what was taken for one row: one where no words lie on each other.

    Lines are printed over each other by forms that are filled in, or stand so close that the text
    of another column between them makes one row of them.
    """
    if not any(lie_on_each_other(a.box, b.box) and _is_another(a, b) for a, b in pairwise(row)):
        return [list(row)]
    lines: list[list[Piece]] = []
    for piece in sorted(row, key=_middle_of):
        if lines and not _is_another(lines[-1][-1], piece):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [_from_left(line) for line in lines]


def group_photographed(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Rows of a page that may lie askew: an amount far to the right of its name is on its row.

    The tilt is believed under which the words fall into fewer rows without lying on each other.
    """
    level = group_level(pieces)
    if len(level) >= _LEAST_ROWS_N:
        size = median(map(_height_of, pieces))
        groupings = ((tilt * size, group_level(pieces, tilt * size)) for tilt in _TILTS)
        slope, tilted = min(groupings, key=lambda one: _faults_n(one[1]))
        gain = _faults_n(level) - _faults_n(tilted)
        if gain >= max(1, _LEAST_GAIN * len(level)):
            return _settle(tilted, slope)
    return _settle(level, 0.0)


def _settle(rows: Sequence[list[Piece]], slope: float) -> list[list[Piece]]:
    """The rows of a photographed page with each word in that whose middle is nearest.

    Its boxes are higher than print, so that where columns have lines of their own, those of one
    may hold two of the other together: such a row is parted first.
    """
    parted = [line for row in rows for line in _part_stacked(row, slope)]
    middles = [median(_middle_of(piece, slope) for piece in row) for row in parted]
    settled: list[list[Piece]] = [[] for _ in parted]
    for at, row in enumerate(parted):
        near = range(max(0, at - 1), min(len(parted), at + 2))
        for piece in row:
            off = {i: abs(_middle_of(piece, slope) - middles[i]) for i in near}
            nearest = min(near, key=off.__getitem__)
            settled[nearest if off[nearest] < _NEARER * off[at] else at].append(piece)
    return [_from_left(row) for row in settled if row]


def _part_stacked(row: list[Piece], slope: float) -> list[list[Piece]]:
    """Parts a row where words lie below each other, at the widest step between them."""
    for above, below in pairwise(row):
        top, bottom = sorted((above, below), key=lambda p: _middle_of(p, slope))
        if not lie_on_each_other(top.box, bottom.box) or not _is_another(top, bottom, slope):
            continue
        middles = sorted(_middle_of(piece, slope) for piece in row)
        first, last = (
            middles.index(_middle_of(top, slope)),
            middles.index(_middle_of(bottom, slope)),
        )
        at = max(range(first + 1, last + 1), key=lambda i: middles[i] - middles[i - 1])
        upper = [piece for piece in row if _middle_of(piece, slope) < middles[at]]
        lower = [piece for piece in row if _middle_of(piece, slope) >= middles[at]]
        return [*_part_stacked(upper, slope), *_part_stacked(lower, slope)]
    return [row]


def _is_another(a: Piece, b: Piece, slope: float = 0.0) -> bool:
    """Whether words of a row stand so high above each other that it is two lines."""
    step = abs(_middle_of(a, slope) - _middle_of(b, slope))
    return step > _LINE_STEP * min(_height_of(a), _height_of(b))


def _middle_of(piece: Piece, slope: float = 0.0) -> float:
    x0, y0, x1, y1 = piece.box
    return (y0 + y1) / 2 - slope * (x0 + x1) / 2


def _height_of(piece: Piece) -> float:
    return piece.box[3] - piece.box[1]


def _from_left(row: Sequence[Piece]) -> list[Piece]:
    return sorted(row, key=lambda p: p.box[0])


def _faults_n(rows: Sequence[Sequence[Piece]]) -> int:
    """How many rows there are, and twice the pairs of neighbours in one that overlap."""
    overlaps = sum(
        lie_on_each_other(left, right)
        for row in rows
        for left, right in pairwise(piece.box for piece in row)
    )
    return len(rows) + 2 * overlaps
