"""Loose words → one page in visual order: rows top to bottom, words left to right.

Every reader, the given-words input and the training data go through `arrange_page`, so that the
model meets the same order everywhere.
"""

from collections.abc import Iterable, Sequence
from statistics import median

from schemas.document import Box, Page, TextOrigin, Word

#: A box of any unit with its text and the reader's confidence.
LooseWord = tuple[str, Sequence[float], float]


def arrange_page(
    loose: Iterable[LooseWord],
    width: float,
    height: float,
    origin: TextOrigin,
    rotation: int = 0,
) -> Page:
    """Builds a page from (text, [x0, y0, x1, y1], confidence) in units of `width` × `height`.

    Texts of several words are split at white space, their box shared out by length. Boxes become
    fractions of the page, clipped to 0–1. Texts of nothing but white space are dropped.
    """
    pieces = [
        (piece, box, confidence)
        for text, raw_box, confidence in loose
        for piece, box in split_words(text, _normalise(raw_box, width, height))
    ]
    words = [
        Word(piece, box, row, confidence)
        for row, members in enumerate(_group_rows(pieces))
        for piece, box, confidence in members
    ]
    return Page(width=width, height=height, words=tuple(words), origin=origin, rotation=rotation)


def split_words(text: str, box: Box) -> list[tuple[str, Box]]:
    """Splits a printed line at white space; each word gets its share of the line's width."""
    pieces = text.split()
    if len(pieces) < 2:
        return [(pieces[0], box)] if pieces else []
    x0, y0, x1, y1 = box
    step = (x1 - x0) / (sum(map(len, pieces)) + len(pieces) - 1)
    placed, start = [], 0
    for piece in pieces:
        left = x0 + start * step
        placed.append((piece, (left, y0, left + len(piece) * step, y1)))
        start += len(piece) + 1
    return placed


def _normalise(box: Sequence[float], width: float, height: float) -> Box:
    x0, x1 = sorted((box[0] / width, box[2] / width))
    y0, y1 = sorted((box[1] / height, box[3] / height))

    def clip(value: float) -> float:
        return round(min(1.0, max(0.0, value)), 5)

    return clip(x0), clip(y0), clip(x1), clip(y1)


def _group_rows(
    pieces: list[tuple[str, Box, float]],
) -> list[list[tuple[str, Box, float]]]:
    """Groups words whose vertical middles lie within each other's height.

    A row is compared by its median middle, so that a slightly tilted line stays together while
    two close lines stay apart.
    """
    pieces = sorted(pieces, key=lambda p: ((p[1][1] + p[1][3]) / 2, p[1][0]))
    rows: list[list[tuple[str, Box, float]]] = []
    for piece in pieces:
        _, (_, y0, _, y1), _ = piece
        middle, size = (y0 + y1) / 2, y1 - y0
        if rows:
            recent = rows[-1][-8:]
            row_middle = median((p[1][1] + p[1][3]) / 2 for p in recent)
            row_size = median(p[1][3] - p[1][1] for p in recent)
            if abs(middle - row_middle) <= 0.5 * min(max(size, 1e-6), max(row_size, 1e-6)):
                rows[-1].append(piece)
                continue
        rows.append([piece])
    return [sorted(row, key=lambda p: p[1][0]) for row in rows]
