"""A Word document (.docx) → rows of text: paragraphs as they stand, tables with aligned columns.

python-docx opens the package; its XML is walked here, since its own properties pass over text in
content controls, text boxes and tracked insertions, where invoice templates keep their values.
"""

import io
import re
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
from readers.typeset import FACES, fix, loosen, set_table, unmark
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
_SIGNS = {f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}
_BREAKS = frozenset((f"{_W}cr", f"{_W}br"))
#: A character's width where tab stops are counted, in twentieths of a point, and the least gap.
_TWIPS, _GAP_N = 100, 3
#: How far tabs go where a paragraph has no stops.
_TAB_N = 8
#: Of the usual size of type: below it, it is small. A grey has no channel darker than this.
_SMALL, _GREY = 0.88, 0x50
_WORDS_OWN = 20  # half points, where a document says nothing
#: The mark of a line by whether it is bold, and whether it is set aside.
_MARKS = dict(
    zip(((False, False), (True, False), (False, True), (True, True)), ("", *FACES), strict=True)
)
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


def _walk(block: etree._Element, depth: int, sheet: "_Sheet") -> Iterator[str]:
    """The rows of everything inside a body, cell, header, content control or text box."""
    for child in block:
        if child.tag == f"{_W}p":
            lines, boxes = _read_paragraph(child, sheet.small)
            if _breaks_before(child):
                yield "\f"
            stops = _tab_stops(child)
            for line in lines:
                if line.begins_page:
                    yield "\f"
                rows = list(wrap_rows([_expand(line.text, stops)]))
                if "\t" in line.text:
                    yield from fix(rows) if depth else rows
                else:
                    yield from (row + line.mark if row.strip() else row for row in rows)
            for box in boxes:
                yield from _walk(box, depth, sheet)
        elif child.tag == f"{_W}tbl":
            table = _set_word_table(child, depth, sheet)
            yield from fix(table) if depth else loosen(table)
        elif child.tag not in _SILENT and len(child):
            yield from _walk(child, depth, sheet)


def _set_word_table(table: etree._Element, depth: int, sheet: "_Sheet") -> list[str]:
    rows = []
    shares = _column_shares(table)
    for row in _descend(table, f"{_W}tr", f"{_W}tbl"):
        cells: list[str] = []
        for cell in _descend(row, f"{_W}tc", f"{_W}tbl"):
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


class _Sheet(NamedTuple):
    """width_n: how wide a table is to be, in characters; small: as `_read_paragraph` has it."""

    width_n: int
    small: float


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


class _Line(NamedTuple):
    """A line of a paragraph; `mark` says how all of it is set, as `typeset.FACES` has it."""

    text: str
    mark: str
    begins_page: bool


def _read_paragraph(
    paragraph: etree._Element, small: float
) -> tuple[list[_Line], list[etree._Element]]:
    """A paragraph's lines, and the text boxes anchored in it.

    small: the size, in half points, below which type is small.
    """
    writer, boxes = _LineWriter(small), []
    for element in _walk_paragraph(paragraph):
        if element.tag == _BOX:
            boxes.append(element)
        else:
            writer.write(element)
    writer.end_line()
    return writer.lines, boxes


def _walk_paragraph(paragraph: etree._Element) -> Iterator[etree._Element]:
    """What a paragraph holds, in order: nothing silent, and of a text box only itself."""
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(paragraph, events=("start", "end")):
        if event == "end":
            skipped = None if element is skipped else skipped
        elif skipped is None:
            if element.tag in _SILENT or element.tag == _BOX:
                skipped = element
            if element.tag not in _SILENT:
                yield element


class _LineWriter:
    """Lines, by the text, tabs and breaks of a paragraph as they come."""

    def __init__(self, small: float) -> None:
        self.lines: list[_Line] = []
        self._small = small
        self._pieces: list[str] = []
        self._faces: list[tuple[bool, bool]] = []  # of each run with letters: bold, and set aside
        self._begins_page = False

    def write(self, element: etree._Element) -> None:
        """Goes on with what an element prints, if anything."""
        if element.tag == f"{_W}t":
            self._pieces.append(element.text or "")
            if re.search(r"[^\W\d_]", element.text or ""):
                self._faces.append(_face_of(element, self._small))
        elif element.tag in _SIGNS:
            self._pieces.append(_SIGNS[element.tag])
        elif element.tag in _BREAKS:
            self.end_line()
            self._begins_page = element.get(f"{_W}type") == "page"

    def end_line(self) -> None:
        """Ends the line, be there anything on it or not."""
        text = unmark("".join(self._pieces))
        bold = bool(self._faces) and all(face[0] for face in self._faces)
        aside = bool(self._faces) and all(face[1] for face in self._faces)
        self.lines.append(_Line(text, _MARKS[bold, aside], self._begins_page))
        self._pieces.clear()
        self._faces.clear()


def _face_of(text: etree._Element, small: float) -> tuple[bool, bool]:
    """Whether a run's text is bold, and whether it is set aside: in italics, grey or small."""
    run = text.getparent()
    setting = run.find(f"{_W}rPr") if run is not None else None
    if setting is None:
        return False, False
    size = _number_of(setting, "sz")
    color = setting.find(f"{_W}color")
    shade = color.get(f"{_W}val", "") if color is not None else ""
    grey = re.fullmatch("[0-9A-Fa-f]{6}", shade) and min(bytes.fromhex(shade)) > _GREY
    aside = _is_on(setting, "i") or bool(grey) or (size is not None and size < small)
    return _is_on(setting, "b"), aside


def _is_on(setting: etree._Element, name: str) -> bool:
    found = setting.find(f"{_W}{name}")
    return found is not None and found.get(f"{_W}val", "1") not in ("0", "false", "off", "none")


def _number_of(setting: etree._Element, name: str) -> int | None:
    found = setting.find(f"{_W}{name}")
    value = found.get(f"{_W}val", "") if found is not None else ""
    return int(value) if value.isdecimal() else None


def _usual_size(document: Any) -> int:
    """The size of most of a document's letters, in half points."""
    styles = document.styles.element
    settings = [
        *styles.iterfind(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr"),
        *styles.iterfind(f"{_W}style[@{_W}default='1'][@{_W}type='paragraph']/{_W}rPr"),
    ]
    sizes = [size for setting in settings if (size := _number_of(setting, "sz"))]
    usual = sizes[-1] if sizes else _WORDS_OWN
    letters: Counter[int] = Counter()
    for text in document.element.body.iter(f"{_W}t"):
        run = text.getparent()
        setting = run.find(f"{_W}rPr") if run is not None else None
        size = _number_of(setting, "sz") if setting is not None else None
        letters[size or usual] += len(text.text or "")
    return letters.most_common(1)[0][0] if letters else usual
