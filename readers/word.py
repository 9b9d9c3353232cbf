"""A Word document (.docx) → rows of text: paragraphs as they stand, tables with aligned columns.

python-docx opens the package; its XML is walked here, since its own properties pass over text in
content controls, text boxes and tracked insertions, where invoice templates keep their values.
"""

import io
import struct
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from docx import Document
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from lxml import etree

from readers.archive import BROKEN, refuse_bomb, refuse_forged
from readers.image import image_size
from readers.text import COLUMNS_N, wrap_rows
from readers.typeset import fix, loosen, set_table
from readers.word_paragraph import SILENT, W, expand_tabs, number_of, read_paragraph, tab_stops
from schemas.errors import DamagedDocument, MoreThanIsRead
from schemas.settings import Settings

#: What python-docx raises on broken packages, besides what zipfile does.
_BROKEN = (
    *BROKEN, PythonDocxError, OpcError, etree.LxmlError, struct.error, TypeError, AttributeError,
    AssertionError, RecursionError,
)  # fmt: skip
#: Smaller pictures are logos and photographs of goods.
MIN_SCAN_SIDE_PIXELS = 400
MAX_PICTURES_N = 20
#: Of the usual size of type: below it, it is small.
_SMALL = 0.88
_WORDS_OWN = 20  # half points, where a document says nothing
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
        sheet = _Sheet(COLUMNS_N, _SMALL * _usual_size(document))
        for part in _parts(document):
            for row in _walk(part, 0, sheet):
                rows.append(row)
                if len(rows) > _MAX_ROWS_N:
                    raise MoreThanIsRead("The Word document has more lines than are read.")
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


def _walk(block: etree._Element, depth: int, sheet: "_Sheet") -> Iterator[str]:
    """The rows of everything inside a body, cell, header, content control or text box."""
    for child in block:
        if child.tag == f"{W}p":
            lines, boxes = read_paragraph(child, sheet.small)
            if _breaks_before(child):
                yield "\f"
            stops = tab_stops(child)
            for line in lines:
                if line.begins_page:
                    yield "\f"
                rows = list(wrap_rows([expand_tabs(line.text, stops)]))
                if "\t" in line.text:
                    yield from fix(rows) if depth else rows
                else:
                    yield from (row + line.mark if row.strip() else row for row in rows)
            for box in boxes:
                yield from _walk(box, depth, sheet)
        elif child.tag == f"{W}tbl":
            table = _set_word_table(child, depth, sheet)
            yield from fix(table) if depth else loosen(table)
        elif child.tag not in SILENT and len(child):
            yield from _walk(child, depth, sheet)


def _set_word_table(table: etree._Element, depth: int, sheet: "_Sheet") -> list[str]:
    rows = []
    shares = _column_shares(table)
    for row in _descend(table, f"{W}tr", f"{W}tbl"):
        cells: list[str] = []
        for cell in _descend(row, f"{W}tc", f"{W}tbl"):
            share = sum(shares[len(cells) : len(cells) + _span(cell)]) or 1.0
            inside = _walk(cell, depth + 1, sheet._replace(width_n=int(share * sheet.width_n)))
            cells.append("\n".join(line for line in inside if line.strip("\f")))
            cells.extend([""] * (_span(cell) - 1))
        rows.append(cells)
    if depth >= _MAX_TABLE_DEPTH:
        return ["  ".join(filter(None, cells)).replace("\n", "  ") for cells in rows]
    return set_table(rows, sheet.width_n)


def _column_shares(table: etree._Element) -> list[float]:
    """What share of the table's width each of its columns has, as far as Word says."""
    columns = table.findall(f"{W}tblGrid/{W}gridCol")
    texts = [column.get(f"{W}w", "") for column in columns]
    widths = [int(text) if text.isdecimal() else 0 for text in texts]
    return [width / sum(widths) for width in widths] if all(widths) else []


def _descend(block: etree._Element, wanted: str, barrier: str) -> Iterator[etree._Element]:
    """The nearest elements of a name, through content controls but not into tables inside."""
    for child in block:
        if child.tag == wanted:
            yield child
        elif child.tag != barrier and child.tag not in SILENT and len(child):
            yield from _descend(child, wanted, barrier)


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    value = span.get(f"{W}val", "1") if span is not None else "1"
    return min(63, int(value)) if value.isdigit() else 1


class _Sheet(NamedTuple):
    """width_n: how wide a table is to be, in characters; small: as `read_paragraph` has it."""

    width_n: int
    small: float


def _breaks_before(paragraph: etree._Element) -> bool:
    return paragraph.find(f"{W}pPr/{W}pageBreakBefore") is not None


def _usual_size(document: Any) -> int:
    """The size of most of a document's letters, in half points."""
    styles = document.styles.element
    settings = [
        *styles.iterfind(f"{W}docDefaults/{W}rPrDefault/{W}rPr"),
        *styles.iterfind(f"{W}style[@{W}default='1'][@{W}type='paragraph']/{W}rPr"),
    ]
    sizes = [size for setting in settings if (size := number_of(setting, "sz"))]
    usual = sizes[-1] if sizes else _WORDS_OWN
    letters: Counter[int] = Counter()
    for run in document.element.body.iter(f"{W}r"):
        setting = run.find(f"{W}rPr")
        size = number_of(setting, "sz") if setting is not None else None
        letters[size or usual] += sum(len(text.text or "") for text in run.iterchildren(f"{W}t"))
    return letters.most_common(1)[0][0] if letters else usual
