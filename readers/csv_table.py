"""Comma-separated values and their kin → rows of cells."""

import csv
from collections.abc import Iterator

from schemas.errors import DamagedDocument

#: Delimiters, and how many columns it takes until one is believed: commas stand in prose, too.
_DELIMITERS = ((";", 2), ("\t", 2), ("|", 3), (",", 3))
#: So many lines above a table at most have other cells, and so many rows it has then at least.
_MOST_HEADS_N, _LEAST_ROWS_N = 3, 4
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

    Above a table of several rows a few may say whose it is: "Statement,Firm Ltd,31/10/2026".
    """
    lines = text.lstrip("\ufeff").replace("\x00", "").splitlines(keepends=True)
    lines = lines[: _SAMPLE_LINES_N + 1]
    if len(lines) > _SAMPLE_LINES_N:
        lines.pop()  # it may be the first of two that belong together
    for delimiter, least_n in _DELIMITERS:
        try:
            counts = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        except csv.Error:
            continue
        table = counts[next((n for n, count in enumerate(counts) if count == counts[-1]), 0) :]
        heads_n = len(counts) - len(table)
        enough = heads_n <= _MOST_HEADS_N and len(table) >= (_LEAST_ROWS_N if heads_n else 2)
        if enough and min(table) >= least_n and len(set(table)) == 1:
            return delimiter
    return None
