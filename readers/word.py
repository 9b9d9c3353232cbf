"""A Word document (.docx) → rows of text: paragraphs as they stand, tables with aligned columns.

python-docx opens the package; its XML is walked here, since its own properties pass over text in
content controls, text boxes and tracked insertions, where invoice templates keep their values.
"""

import io
import struct
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from docx import Document
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from lxml import etree

from readers.archive import BROKEN, refuse_bomb, refuse_forged
from readers.image import image_size
from readers.text import COLUMNS_N, wrap_rows
from readers.typeset import fix, loosen, set_table
from schemas.errors import DamagedDocument, DocumentTooLarge
from schemas.settings import Settings

#: What python-docx raises on broken packages, besides what zipfile does.
_BROKEN = (
    *BROKEN, PythonDocxError, OpcError, etree.LxmlError, struct.error, TypeError, AttributeError,
    AssertionError, RecursionError,
)  # fmt: skip
#: Smaller pictures are logos and photographs of goods.
MIN_SCAN_SIDE_PIXELS = 400
MAX_PICTURES_N = 20
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = f"{_W}txbxContent"
#: Text that was deleted, or is an instruction to Word.
_SILENT = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", _FALLBACK, f"{_W}pPr"))
#: A character's width where tab stops are counted, in twentieths of a point, and the least gap.
_TWIPS, _GAP_N = 100, 3
#: How far tabs go where a paragraph has no stops.
_TAB_N = 8
#: Tables within tables are set as tables this deep, then as plain text.
_MAX_TABLE_DEPTH = 3
#: More paragraphs than a document within the page limit can have.
_MAX_ROWS_N = 100_000


def read_word(data: bytes, settings: Settings) -> list[str]:
    """The rows of the document: header, body, footer; "\\f" where a page ends on purpose.

    Raises:
        DamagedDocument: it cannot be opened.
        DocumentTooLarge: it unpacks to more than the settings allow.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            refuse_bomb(package.infolist(), len(data), settings)
            refuse_forged(package)
        document = Document(io.BytesIO(data))
        rows: list[str] = []
        for part in _parts(document):
            for row in _walk(part, 0):
                rows.append(row)
                if len(rows) > _MAX_ROWS_N:
                    raise DocumentTooLarge("The Word document has more lines than are read.")
            rows.append("")
    except _BROKEN as error:
        raise DamagedDocument("The Word document is damaged and cannot be opened.") from error
    return rows


def find_pictures(data: bytes) -> list[bytes]:
    """The pictures in a Word document that may be scans, as files; decoration is left out."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = sorted(name for name in package.namelist() if name.startswith("word/media/"))
            pictures = [package.read(name) for name in names[:MAX_PICTURES_N]]
    except BROKEN:
        return []
    return [one for one in pictures if min(image_size(one)) >= MIN_SCAN_SIDE_PIXELS]


def _parts(document: object) -> Iterator[etree._Element]:
    """Headers, body and footers, each once: a section repeats those before it."""
    sections = list(document.sections)  # type: ignore[attr-defined]
    heads = [s.first_page_header for s in sections] + [s.header for s in sections]
    feet = [s.first_page_footer for s in sections] + [s.footer for s in sections]
    yield from (part._element for part in heads if not part.is_linked_to_previous)
    yield document.element.body  # type: ignore[attr-defined]
    yield from (part._element for part in feet if not part.is_linked_to_previous)


def _walk(block: etree._Element, depth: int, width_n: int = COLUMNS_N) -> Iterator[str]:
    """The rows of everything inside a body, cell, header, content control or text box.

    width_n: how wide a table in it is to be, in characters.
    """
    for child in block:
        if child.tag == f"{_W}p":
            text, boxes = _read_paragraph(child)
            if _breaks_before(child):
                yield "\f"
            stops = _tab_stops(child) if "\t" in text else []
            for number, sheet in enumerate(text.split("\f")):
                if number:
                    yield "\f"
                for line in sheet.split("\n"):
                    rows = list(wrap_rows([_expand(line, stops)]))
                    yield from fix(rows) if depth and "\t" in line else rows
            for box in boxes:
                yield from _walk(box, depth, width_n)
        elif child.tag == f"{_W}tbl":
            table = _set_word_table(child, depth, width_n)
            yield from fix(table) if depth else loosen(table)
        elif child.tag not in _SILENT and len(child):
            yield from _walk(child, depth, width_n)


def _set_word_table(table: etree._Element, depth: int, width_n: int) -> list[str]:
    rows = []
    shares = _column_shares(table)
    for row in _descend(table, f"{_W}tr", f"{_W}tbl"):
        cells: list[str] = []
        for cell in _descend(row, f"{_W}tc", f"{_W}tbl"):
            share = sum(shares[len(cells) : len(cells) + _span(cell)]) or 1.0
            inside = _walk(cell, depth + 1, int(share * width_n))
            cells.append("\n".join(line for line in inside if line.strip("\f")))
            cells.extend([""] * (_span(cell) - 1))
        rows.append(cells)
    if depth >= _MAX_TABLE_DEPTH:
        return ["  ".join(filter(None, cells)).replace("\n", "  ") for cells in rows]
    return set_table(rows, width_n)


def _column_shares(table: etree._Element) -> list[float]:
    """What share of the table's width each of its columns has, as far as Word says."""
    columns = table.findall(f"{_W}tblGrid/{_W}gridCol")
    texts = [column.get(f"{_W}w", "") for column in columns]
    widths = [int(text) if text.isdecimal() else 0 for text in texts]
    return [width / sum(widths) for width in widths] if all(widths) else []


def _descend(block: etree._Element, wanted: str, barrier: str) -> Iterator[etree._Element]:
    """The nearest elements of a name, through content controls but not into tables inside."""
    for child in block:
        if child.tag == wanted:
            yield child
        elif child.tag != barrier and child.tag not in _SILENT and len(child):
            yield from _descend(child, wanted, barrier)


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    value = span.get(f"{_W}val", "1") if span is not None else "1"
    return min(63, int(value)) if value.isdigit() else 1


class _Stop(NamedTuple):
    """Up to where a tab goes, in characters, and whether what follows ends there."""

    column: int
    is_right: bool


def _tab_stops(paragraph: etree._Element) -> list[_Stop]:
    stops = []
    for tab in paragraph.findall(f"{_W}pPr/{_W}tabs/{_W}tab"):
        place, kind = tab.get(f"{_W}pos", ""), tab.get(f"{_W}val", "")
        if place.isdecimal() and kind not in ("clear", "bar"):
            column = min(int(place) // _TWIPS, COLUMNS_N)
            stops.append(_Stop(column, kind in ("right", "end", "decimal")))
    return sorted(stops)


def _expand(line: str, stops: list[_Stop]) -> str:
    """A paragraph's line with its tabs as the stops have them, no gap narrower than `_GAP_N`."""
    text, *rest = line.split("\t")
    for piece in rest:
        stop = next((stop for stop in stops if stop.column > len(text)), None)
        column = stop.column if stop else len(text) // _TAB_N * _TAB_N + _TAB_N
        column -= len(piece) if stop and stop.is_right else 0
        text = text.ljust(max(column, len(text) + _GAP_N if text.strip() else 0)) + piece
    return text


def _breaks_before(paragraph: etree._Element) -> bool:
    return paragraph.find(f"{_W}pPr/{_W}pageBreakBefore") is not None


def _read_paragraph(paragraph: etree._Element) -> tuple[str, list[etree._Element]]:
    """A paragraph's text, and the text boxes anchored in it."""
    pieces: list[str] = []
    boxes: list[etree._Element] = []
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(paragraph, events=("start", "end")):
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
            continue
        if event == "end":
            continue
        if element.tag in _SILENT or element.tag == _BOX:
            skipped = element
            if element.tag == _BOX:
                boxes.append(element)
        elif element.tag == f"{_W}t":
            pieces.append(element.text or "")
        elif element.tag == f"{_W}tab":
            pieces.append("\t")
        elif element.tag == f"{_W}cr" or element.tag == f"{_W}br":
            pieces.append("\f" if element.get(f"{_W}type") == "page" else "\n")
        elif element.tag == f"{_W}noBreakHyphen":
            pieces.append("-")
    return "".join(pieces), boxes
