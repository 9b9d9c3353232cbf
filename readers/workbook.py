"""An Excel workbook (.xlsx) → rows of text, one sheet after the other, columns aligned."""

import io
import re
import struct
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import ParseError

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from readers.archive import BROKEN, SHEETS, refuse_bomb, refuse_forged
from readers.typeset import set_table
from schemas.document import Contract
from schemas.errors import DamagedDocument, MoreThanIsRead
from schemas.settings import Settings

#: What openpyxl raises on broken workbooks, besides what zipfile does.
_BROKEN = (
    *BROKEN, InvalidFileException, etree.LxmlError, ParseError, struct.error, TypeError,
    AttributeError, AssertionError, RecursionError, StopIteration,
)  # fmt: skip
#: More cells than anyone reads as a document.
MAX_CELLS_N = 200_000
#: Rows with any cell, and cells and blank rows in all: a lone one far out stands for many.
MAX_ROWS_N = 100_000
MAX_RAW_CELLS_N = 2_200_000
#: Excel's own bound.
MAX_COLUMNS_N = 16_384

#: Excel writes no longer one.
MAX_FORMAT_CHARS = 255

NO_RESULTS = (
    "The workbook holds formulas without results, as some programs write them. Open it in a "
    "spreadsheet program, save it there, and drop it again."
)
_LITERAL = re.compile(r'"([^"]*)"|\[\$([^\[\]-]*)(?:-[^\[\]]*)?\]|\\(.)|_.|\*.')
_SYMBOL = re.compile(r"[€$£¥]|[A-Z]{3}|zł|Kč|kr\.?|Ft|CHF", re.IGNORECASE)
#: A column or row of a sheet that is not shown, and what tells which.
_NOT_SHOWN = re.compile(rb'<(?:\w+:)?(col|row)\b(?=[^<>]*\bhidden="(?:1|true)")([^<>]*+)>')
_PLACE = re.compile(rb'(?<![\w:])(min|max|r)="(\d{1,7})"')
#: The first colour of every theme is that of paper.
_WHITE, _PAPER = "FFFFFF", 0


class WorkbookContent(Contract):
    """The rows of all visible sheets; "\\f" stands between two of them."""

    rows: tuple[str, ...]
    problems: tuple[str, ...] = ()


def read_workbook(data: bytes, settings: Settings) -> WorkbookContent:
    """Reads the values a person would see: results of formulas, numbers as their format shows.

    Raises:
        DamagedDocument: it cannot be opened.
        DocumentTooLarge: it unpacks to more, or has more cells, than is allowed.
    """
    rows: list[str] = []
    problems: tuple[str, ...] = ()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            refuse_bomb(package.infolist(), len(data), settings)
            refuse_forged(package)
            if _has_empty_formulas(package):
                problems = (NO_RESULTS,)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl cannot keep does not concern a reader
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            room = _Room()
            for sheet in book.worksheets:
                if sheet.sheet_state != "visible":
                    continue
                table = list(_read_sheet(sheet, room))
                rows.extend([*(["\f"] if rows else []), *set_table(table)])
            book.close()
    except _BROKEN as error:
        raise DamagedDocument("The Excel workbook is damaged and cannot be opened.") from error
    return WorkbookContent(rows=tuple(rows), problems=problems)


def _has_empty_formulas(package: zipfile.ZipFile) -> bool:
    """Whether a formula stands in a sheet with no result beside it."""
    pattern = re.compile(rb"<f[^<>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>|</c>)")
    return any(
        pattern.search(package.read(entry)) is not None
        for entry in package.infolist()
        if entry.filename.lower().startswith(SHEETS) and not entry.flag_bits & 1
    )


class _Room:
    """Counts what a workbook holds, over all its sheets."""

    def __init__(self) -> None:
        self._raw_n = self._rows_n = self._cells_n = 0

    def take_row(self, width: int) -> None:
        """Counts a row up to its last cell, which may be blank as those before it."""
        self._raw_n += width + 1
        self._rows_n += width > 0
        if self._raw_n > MAX_RAW_CELLS_N or self._rows_n > MAX_ROWS_N:
            raise MoreThanIsRead("The workbook has more rows and columns than are read.")

    def take_cells(self, cells_n: int) -> None:
        """Counts the cells up to the last one with text."""
        self._cells_n += cells_n
        if self._cells_n > MAX_CELLS_N:
            raise MoreThanIsRead(f"The workbook has more than {MAX_CELLS_N} cells.")


def _read_sheet(sheet: Any, room: _Room) -> Iterator[list[str]]:
    """The rows of a sheet as shown; several blank rows in a row become one."""
    if hasattr(sheet, "reset_dimensions"):  # a sheet may claim millions of columns
        sheet.reset_dimensions()
    blank = True
    rows, columns = _find_hidden(sheet)
    for number, row in enumerate(sheet.iter_rows(), start=1):
        room.take_row(len(row))
        if number in rows:
            continue
        texts = [
            "" if cell.value is None or column in columns or _is_unseen(cell)
            else _show(cell.value, cell.number_format)
            for column, cell in enumerate(row, start=1)
        ]  # fmt: skip
        while texts and not texts[-1].strip():
            texts.pop()
        room.take_cells(len(texts))
        if texts or not blank:
            yield texts
        blank = not texts


def _find_hidden(sheet: Any) -> tuple[set[int], set[int]]:
    """The numbers of the rows and of the columns that a sheet hides.

    They stand in its XML: openpyxl keeps neither where it reads row by row.
    """
    rows: set[int] = set()
    columns: set[int] = set()
    with sheet._get_source() as source:
        for kind, told in _NOT_SHOWN.findall(source.read()):
            place = {name: int(number) for name, number in _PLACE.findall(told)}
            if kind == b"row":
                rows.add(place.get(b"r", 0))
            else:
                last = min(place.get(b"max", 0), MAX_COLUMNS_N)
                columns.update(range(place.get(b"min", 1), last + 1))
    return rows, columns


def _is_unseen(cell: Any) -> bool:
    """Whether a cell is written in white on nothing: table heads are white on a colour."""
    color = cell.font.color
    if color is None or cell.fill.fill_type is not None:
        return False
    if color.type == "theme":
        return bool(color.theme == _PAPER and not color.tint)
    return color.type == "rgb" and str(color.rgb)[-6:].upper() == _WHITE


def _show(value: Any, number_format: str) -> str:
    """A cell's value as text: dates in ISO form, numbers with the decimals of their format."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return f"{value:%Y-%m-%d}" if midnight else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, int | float):
        known = 0 < len(number_format) <= MAX_FORMAT_CHARS
        return _show_number(value, number_format if known else "General")
    return str(value)


def _show_number(value: int | float, number_format: str) -> str:
    sections = number_format.split(";")
    section = sections[1] if value < 0 and len(sections) > 1 else sections[0]
    symbol = next(
        (text for match in _LITERAL.finditer(section)
         if (text := (match[1] or match[2] or "").strip()) and _SYMBOL.fullmatch(text)),
        "",
    )  # fmt: skip
    pattern = _LITERAL.sub("", section)
    symbol = symbol or next((char for char in "€$£¥" if char in pattern), "")
    if "%" in pattern:
        value *= 100
        symbol = "%"
    text = _digits(value, pattern)
    return f"{text} {symbol}".strip() if symbol != "%" else f"{text}%"


def _digits(value: int | float, pattern: str) -> str:
    """The number itself: a point before its decimals, no grouping."""
    numeric = re.search(r"[0#?][0#?,]*(?:\.([0#?]+))?", pattern)
    if numeric is None or "E" in pattern:  # General
        exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        if isinstance(value, float) and exact.is_finite():
            exact = round(exact, 10).normalize()
        return f"{exact:f}"
    text = f"{value:.{len(numeric[1] or '')}f}"
    zeros = len(pattern) if re.fullmatch("0+", pattern) else 0
    return text.zfill(zeros) if value >= 0 else text
