"""Comma-separated values and their kin → rows of cells."""

import csv
from collections.abc import Iterator, Sequence

from schemas.errors import DamagedDocument

#: Delimiters, and how many columns it takes until one is believed: commas stand in prose, too.
_DELIMITERS = ((";", 2), ("\t", 2), ("|", 3), (",", 3))
#: So many lines above a table at most have other cells; it has so many rows and cells then.
_MOST_HEADS_N, _LEAST_ROWS_N, _LEAST_CELLS_N = 3, 4, 3
#: So many lines tell what a file is.
_SAMPLE_LINES_N = 50


def is_csv(text: str) -> bool:
    """Whether a text, or its beginning, is a table of values with a delimiter between them."""
    return _find_delimiter(text) is not None


def read_csv(text: str) -> Iterator[list[str]]:
    """The rows of cells, white space around each removed; a quoted cell may hold line breaks.

    Raises:
        DamagedDocument: a quotation mark is never closed, so that cells run on without end.
    """
    delimiter = _find_delimiter(text) or ","
    lines = text.lstrip("\ufeff").replace("\x00", "").splitlines(keepends=True)
    try:
        for row in csv.reader(lines, delimiter=delimiter):
            yield [cell.strip() for cell in row]
    except csv.Error as error:
        raise DamagedDocument("The table cannot be parted into cells.") from error


def _find_delimiter(text: str) -> str | None:
    """The delimiter that gives every line of the beginning the same number of cells.

    Else the one that does so below a few lines that say whose a table of several rows is:
    "Statement,Firm Ltd,31/10/2026".
    """
    lines = text.lstrip("\ufeff").replace("\x00", "").splitlines(keepends=True)
    lines = lines[: _SAMPLE_LINES_N + 1]
    if len(lines) > _SAMPLE_LINES_N:
        lines.pop()  # it may be the first of two that belong together
    counted = [
        (delimiter, least_n, _count_cells(lines, delimiter)) for delimiter, least_n in _DELIMITERS
    ]
    for delimiter, least_n, counts in counted:
        if len(counts) >= 2 and min(counts) >= least_n and len(set(counts)) == 1:
            return delimiter
    for delimiter, _, counts in counted:
        for table in (counts[heads_n:] for heads_n in range(1, _MOST_HEADS_N + 1)):
            if (
                len(table) >= _LEAST_ROWS_N
                and min(table) >= _LEAST_CELLS_N
                and len(set(table)) == 1
            ):
                return delimiter
    return None


def _count_cells(lines: Sequence[str], delimiter: str) -> list[int]:
    """How many cells each row has that has any; none where the lines cannot be parted."""
    try:
        return [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
    except csv.Error:
        return []
