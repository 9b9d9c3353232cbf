"""A paragraph of a Word document → lines of text: what it prints, how it is set, where tabs go."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from readers.text import COLUMNS_N
from readers.typeset import FACES, unmark

#: The namespace of a document's elements, as lxml writes it.
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = f"{W}txbxContent"
#: Text that was deleted, or is an instruction to Word.
SILENT = frozenset((f"{W}del", f"{W}moveFrom", f"{W}instrText", _FALLBACK, f"{W}pPr"))
_SIGNS = {f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
_BREAKS = frozenset((f"{W}cr", f"{W}br"))
#: A character's width where tab stops are counted, in twentieths of a point, and the least gap.
_TWIPS, _GAP_N = 100, 3
#: How far tabs go where a paragraph has no stops.
_TAB_N = 8
#: A grey has no channel darker than this.
_GREY = 0x50
#: The mark of a line by whether it is bold, and whether it is set aside.
_MARKS = dict(
    zip(((False, False), (True, False), (False, True), (True, True)), ("", *FACES), strict=True)
)


class Line(NamedTuple):
    """A line of a paragraph; `mark` says how all of it is set, as `typeset.FACES` has it."""

    text: str
    mark: str
    begins_page: bool


def read_paragraph(
    paragraph: etree._Element, small: float
) -> tuple[list[Line], list[etree._Element]]:
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
            is_silent = element.tag in SILENT or _is_hidden(element)
            if is_silent or element.tag == _BOX:
                skipped = element
            if not is_silent:
                yield element


def _is_hidden(element: etree._Element) -> bool:
    """Whether an element is a run that Word neither shows nor prints."""
    setting = element.find(f"{W}rPr") if element.tag == f"{W}r" else None
    return setting is not None and _is_on(setting, "vanish")


class _LineWriter:
    """Lines, by the text, tabs and breaks of a paragraph as they come."""

    def __init__(self, small: float) -> None:
        self.lines: list[Line] = []
        self._small = small
        self._pieces: list[str] = []
        self._faces: list[tuple[bool, bool]] = []  # of each run with letters: bold, and set aside
        self._run: etree._Element | None = None  # the last of them, and how it is set
        self._face = (False, False)
        self._begins_page = False

    def write(self, element: etree._Element) -> None:
        """Goes on with what an element prints, if anything."""
        if element.tag == f"{W}t":
            self._pieces.append(element.text or "")
            if re.search(r"[^\W\d_]", element.text or ""):
                self._faces.append(self._face_of_run(element.getparent()))
        elif element.tag in _SIGNS:
            self._pieces.append(_SIGNS[element.tag])
        elif element.tag in _BREAKS:
            self.end_line()
            self._begins_page = element.get(f"{W}type") == "page"

    def end_line(self) -> None:
        """Ends the line, be there anything on it or not."""
        text = unmark("".join(self._pieces))
        bold = bool(self._faces) and all(face[0] for face in self._faces)
        aside = bool(self._faces) and all(face[1] for face in self._faces)
        self.lines.append(Line(text, _MARKS[bold, aside], self._begins_page))
        self._pieces.clear()
        self._faces.clear()

    def _face_of_run(self, run: etree._Element | None) -> tuple[bool, bool]:
        if run is not self._run:  # looked up once: a run may have any number of texts
            self._run, self._face = run, _face_of(run, self._small)
        return self._face


def _face_of(run: etree._Element | None, small: float) -> tuple[bool, bool]:
    """Whether a run is bold, and whether it is set aside: in italics, grey or small."""
    setting = run.find(f"{W}rPr") if run is not None else None
    if setting is None:
        return False, False
    size = number_of(setting, "sz")
    color = setting.find(f"{W}color")
    shade = color.get(f"{W}val", "") if color is not None else ""
    grey = re.fullmatch("[0-9A-Fa-f]{6}", shade) and min(bytes.fromhex(shade)) > _GREY
    aside = _is_on(setting, "i") or bool(grey) or (size is not None and size < small)
    return _is_on(setting, "b"), aside


def _is_on(setting: etree._Element, name: str) -> bool:
    found = setting.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in ("0", "false", "off", "none")


def number_of(setting: etree._Element, name: str) -> int | None:
    """The number that a run's or style's properties state for a name, such as "sz"."""
    found = setting.find(f"{W}{name}")
    value = found.get(f"{W}val", "") if found is not None else ""
    return int(value) if value.isdecimal() else None


class Stop(NamedTuple):
    """Up to where a tab goes, in characters, and whether what follows ends there."""

    column: int
    is_right: bool


def tab_stops(paragraph: etree._Element) -> list[Stop]:
    """The stops that a paragraph sets itself, from left to right."""
    stops = []
    for tab in paragraph.findall(f"{W}pPr/{W}tabs/{W}tab"):
        place, kind = tab.get(f"{W}pos", ""), tab.get(f"{W}val", "")
        if place.isdecimal() and kind not in ("clear", "bar"):
            column = min(int(place) // _TWIPS, COLUMNS_N)
            stops.append(Stop(column, kind in ("right", "end", "decimal")))
    return sorted({*stops})


def expand_tabs(line: str, stops: list[Stop]) -> str:
    """A paragraph's line with its tabs as the stops have them, no gap narrower than `_GAP_N`."""
    first, *rest = line.split("\t")
    pieces, length, is_blank = [first], len(first), not first.strip()
    for piece in rest:
        stop = next((stop for stop in stops if stop.column > length), None)
        column = stop.column if stop else length // _TAB_N * _TAB_N + _TAB_N
        column -= len(piece) if stop and stop.is_right else 0
        gap = max(column - length, 0 if is_blank else _GAP_N)
        pieces += (" " * gap, piece)
        length += gap + len(piece)
        is_blank = is_blank and not piece.strip()
    return "".join(pieces)
