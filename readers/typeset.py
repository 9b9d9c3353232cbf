"""Tables → rows of text with aligned columns, as a typewriter would set them.

So the words of a spreadsheet or of a table in a letter stand on the page where a reader, and the
model, expects them: below their column's head, numbers to the right.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from readers.text import COLUMNS_N

#: Blank columns between two columns of a table.
GAP_N = 4
_TABS_N = 2  # in a row, at least, that make columns of it
#: Tables wider than this have their texts wrapped, down to the longest word but no further than
#: `_LEAST_WIDTH_N`.
MAX_WIDTH_N = 160
_LEAST_WIDTH_N, _LONGEST_WORD_N = 12, 40
#: Stands for a space in rows that are set already, those of a table within a cell: none is broken
#: and none taken away. Whoever calls `set_table` for a cell's table puts it in (`fix`), and
#: whoever sets the outermost one takes it out (`loosen`).
_FIXED = "\ue000"
#: Ends a line of text and says how it is set; a row's other lines are plain.
FACES = {"\ue001": "b0", "\ue002": "i0", "\ue003": "bi0"}
PLAIN = "0"
_MARKS = "".join(FACES)

_NUMBER = re.compile(
    r"[-+(]?\s?(?:[A-Z]{3}|[€$£¥%])?\s?[-+]?\d[\d.,'’\s]*(?:[A-Z]{3}|[€$£¥%])?[-)]?"
)
_SPACE = re.compile(r"[^\S\n]+")


class _Cell(NamedTuple):
    """A text and where it stands; `end` is the first column that it may not cover."""

    column: int
    end: int
    text: str
    is_number: bool


def unmark(text: str) -> str:
    """A text of others without the signs that have a meaning here."""
    return "".join(char for char in text if char != _FIXED and char not in FACES)


def fix(rows: Sequence[str]) -> list[str]:
    """Rows of a table that stands within a cell of another, as a text that keeps its columns."""
    return [row.replace(" ", _FIXED) for row in rows]


def loosen(rows: Sequence[str]) -> list[str]:
    """The rows of an outermost table with spaces where `fix` has left its own."""
    return [row.replace(_FIXED, " ") for row in rows]


def set_table(rows: Sequence[Sequence[str]], width_n: int = MAX_WIDTH_N) -> list[str]:
    """The table as rows of text, columns parted by at least `GAP_N` spaces.

    A text whose neighbours to the right are empty runs over them, as in a spreadsheet; else it is
    wrapped inside its column where the table is wider than `width_n` characters.
    """
    placed = [_place(row) for row in rows]
    columns_n = max((cell.column + 1 for row in placed for cell in row), default=0)
    widths = _choose_widths(placed, columns_n, width_n)
    starts = [0]
    for width in widths:
        starts.append(starts[-1] + (width + GAP_N if width else 0))
    lines: list[str] = []
    for row in placed:
        lines.extend(_set_row(row, widths, starts, columns_n, width_n) or [""])
    return lines


def set_tabbed(text: str) -> str:
    """The text with rows of as many tabs, two or more, set as tables; single rows stay."""
    lines = re.split(r"\r\n|\r|\n", text)
    kept: list[str] = []
    start = 0
    while start < len(lines):
        tabs_n = lines[start].count("\t")
        end = start + 1
        while (
            tabs_n >= _TABS_N
            and end < len(lines)
            and (lines[end].count("\t") == tabs_n or not lines[end].strip())
        ):
            end += 1
        while end - 1 > start and not lines[end - 1].strip():
            end -= 1
        group = lines[start:end]
        rows = [line.split("\t") for line in group]
        kept.extend(group if len(group) == 1 else set_table(rows, COLUMNS_N))
        start = end
    return "\n".join(kept)


def _place(row: Sequence[str]) -> list[_Cell]:
    texts = [(number, _tidy(text)) for number, text in enumerate(row) if text and text.strip()]
    cells = []
    for index, (column, text) in enumerate(texts):
        is_last = index + 1 == len(texts)
        end = 1 << 30 if is_last else texts[index + 1][0]
        is_number = _NUMBER.fullmatch(text.rstrip(_MARKS)) is not None
        cells.append(_Cell(column, end, text, is_number))
    return cells


def _tidy(text: str) -> str:
    lines = (_SPACE.sub(" ", line).strip() for line in text.replace("\r", "").split("\n"))
    return "\n".join(lines).strip("\n")


def _choose_widths(placed: list[list[_Cell]], columns_n: int, width_n: int) -> list[int]:
    """Each column's width: what its texts need, less where the table would be too wide."""
    wanted, least = [0] * columns_n, [0] * columns_n
    running = []
    for cell in (cell for row in placed for cell in row):
        length = max(map(len, cell.text.split("\n")))
        word = length if cell.is_number else max(map(len, cell.text.split()))
        own_column = cell.end == cell.column + 1 or cell.column + 1 == columns_n
        if own_column or cell.is_number:
            wanted[cell.column] = max(wanted[cell.column], length)
            word = length if _FIXED in cell.text else min(word, _LONGEST_WORD_N)
            least[cell.column] = max(least[cell.column], word)
        else:
            running.append((cell, length))
    for cell, length in running:
        if cell.end < columns_n:  # it ends where its neighbour begins
            length -= sum(width + GAP_N for width in wanted[cell.column + 1 : cell.end] if width)
        elif not wanted[cell.column]:  # a column of running texts alone
            length = min(length, _LEAST_WIDTH_N)
        else:
            continue
        wanted[cell.column] = max(wanted[cell.column], length)
    excess = sum(wanted) + GAP_N * (sum(map(bool, wanted)) - 1) - width_n
    for column in sorted(range(columns_n), key=lambda c: -wanted[c]):
        if excess <= 0:
            break
        floor = min(wanted[column], max(least[column], _LEAST_WIDTH_N))
        cut = min(excess, wanted[column] - floor)
        wanted[column] -= cut
        excess -= cut
    return wanted


def _set_row(
    row: list[_Cell], widths: list[int], starts: list[int], columns_n: int, width_n: int
) -> list[str]:
    lines: list[str] = []
    for cell in row:
        start = starts[cell.column]
        own = widths[cell.column]
        if cell.end >= columns_n:  # nothing to the right
            room = max(own, width_n - start, COLUMNS_N - start)
        else:
            room = max(own, starts[cell.end] - GAP_N - start)
        for number, piece in enumerate(_wrap(cell.text, room)):
            if number == len(lines):
                lines.append("")
            if cell.is_number:
                piece = piece.rjust(own)
            lines[number] = lines[number].ljust(start) + piece
    return lines


def _wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` characters, broken at spaces, inside words only where needed."""
    lines = []
    for line in text.split("\n"):
        mark = line[-1:] if line[-1:] in FACES else ""
        start = 0
        while len(line) - start > width:
            cut = line.rfind(" ", start + 1, start + width + 1)
            cut = cut if cut > 0 else start + width
            lines.append(line[start:cut] + mark)
            start = cut
            while line[start : start + 1].isspace():
                start += 1
        lines.append(line[start:])
    return lines
