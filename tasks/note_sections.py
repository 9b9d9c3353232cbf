"""The filled-in part of a note as a clerk's editor left it → sections of rows, items and boxes.

Editors wrap lines and clerks tick as they please: our sentences are known by how they begin, and
what stands before them is their box. What a document says is no answer, whatever it says: it stands
above the form, or behind the name of a value or beside other columns.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from tasks.correction_form import INSTEAD_OF, KIND, MAIL_LABELS, OTHER_BILL, QUESTIONS
from tasks.form_tables import TABLES
from tasks.form_values import FIELDS, label_of
from tasks.named_note import part_form
from tasks.plain_text import one_line
from tasks.values.normalize import letters_of

_HEADING = re.compile(r"\[.+ (?P<id>[0-9a-f]{12})\]")
#: What stands between brackets before a sentence, and what is no mark beside them.
_BRACKETS = re.compile(r"[\[({]([^\[\](){}]*)[\])}]?|([^\[\](){}]*)[\])}]")
_LIST_MARKS = " \t-*>•"
#: A mark between strokes instead of brackets; in a table a cell of letters is no number.
_STROKES = re.compile(r"[|\s]*[^\W\d]{1,3}\s*\|\s*")
#: What the form writes before a colon, in small letters.
_LABELS = frozenset(
    label.casefold()
    for label in (
        KIND,
        *MAIL_LABELS,
        *(label_of(name, own) for name in FIELDS for own in (name, "")),
    )
)
#: Brackets at the beginning of a line that is none of our sentences.
_OTHER_BOX = re.compile(r"[\[({].{0,12}[\])}](?:\s.*)?")
_YES = frozenset(["x", "×", "✓", "✔", "✗", "✘", "ok", "yes", "ja", "oui", "si", "sí", "sì"])
_TICKED_SIGNS = frozenset("☑☒")
#: An x behind the sentence instead of between the brackets.
_BEHIND = re.compile(r"[\s.]+[\[({]?(?:x|ja|yes|ok|oui|[✓✔☑☒√])[\])}]?\s*\Z", re.IGNORECASE)
#: So many letters tell which sentence a line begins with, after so many signs of it were found.
_LETTERS_N = 12
_START_N = 9
#: So many signs may stand before it.
_MOST_BEFORE_N = 20
_PUT_X = "Put an x between the brackets, [x], or leave them empty."


@dataclass
class Box:
    """A sentence with a box before it; `problem` says what is wrong with its mark, if anything."""

    text: str
    is_ticked: bool
    problem: str = ""

    def says(self, sentence: str) -> bool:
        """Whether this is the sentence, however wrapped or cut; a bill's name must be there."""
        letters, whole = letters_of(self.text), letters_of(sentence)
        is_cut = sentence in QUESTIONS and len(letters) >= _LETTERS_N and whole.startswith(letters)
        return letters == whole or is_cut

    def goes_on_with(self, line: str) -> bool:
        """Whether a line is how the sentence goes on that the editor has wrapped."""
        if "|" in line or ":" in line:
            return False
        letters = letters_of(f"{self.text} {line}")
        named = any(_begins(self.text, bill) for bill in (OTHER_BILL, INSTEAD_OF))
        return named or any(letters_of(known).startswith(letters) for known in QUESTIONS)


class FoundTable(NamedTuple):
    """The columns that a table's heading names, and what stands below it."""

    columns: tuple[str, ...]
    lines: list[str]


@dataclass
class Section:
    """What a clerk left of a document's section: its rows, boxes, and tables by what they list.

    A table is not there where its heading is gone.
    """

    rows: list[tuple[str, str]] = field(default_factory=list)
    tables: dict[str, FoundTable] = field(default_factory=dict)
    boxes: list[Box] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def is_touched(self) -> bool:
        """Whether some box has a mark."""
        return any(box.is_ticked or box.problem for box in self.boxes)

    def is_ticked(self, sentence: str) -> bool:
        """Whether the box before this sentence is ticked."""
        return any(box.is_ticked and box.says(sentence) for box in self.boxes)


def find_sections(note: str) -> dict[str, Section]:
    """The sections by the first digits of their documents' ids; "" is what stands before them."""
    current = Section()
    sections = {"": current}
    for line in form_lines(note):
        if heading := _HEADING.fullmatch(line):
            is_new = heading["id"] not in sections
            current = sections.setdefault(heading["id"], Section())
            if not is_new:
                current.problems.append("This part of the note stands there twice.")
        elif (box := find_box(line)) is not None:
            current.boxes.append(box)
        elif current is not sections[""]:
            _add(line, current)
    return sections


def form_lines(note: str) -> list[str]:
    """The lines of a note's form, without the empty ones."""
    return [*filter(None, map(str.strip, part_form(note)[1]))]


def values_in(note: str) -> list[str]:
    """The lines of a note's form but those that name its documents' files."""
    return [line for line in form_lines(note) if not _HEADING.fullmatch(line)]


def is_touched(note: str) -> bool:
    """Whether any box of a note has a mark."""
    return any(section.is_touched for section in find_sections(note).values())


def _add(line: str, section: Section) -> None:
    """A row, one of a table, or how a sentence goes on."""
    known = ((table, *heading) for table in TABLES for heading in table.headings())
    found = next((one for one in known if letters_of(line) == letters_of(one[1])), None)
    if found is not None:
        table, heading, columns = found
        if table.many in section.tables:
            section.problems.append(f"“{heading}” stands there twice.")
        section.tables[table.many] = FoundTable(columns, [])
    elif section.boxes and (box := section.boxes[-1]).goes_on_with(line):
        box.text = f"{box.text} {line}"
    elif _OTHER_BOX.fullmatch(line):
        section.boxes.append(Box(line, is_ticked=False, problem=f"“{line}”: what is ticked here?"))
    elif section.boxes and "|" not in line and not re.match(r"[^:]{1,40}:", line):
        section.problems.append(f"“{line}” below the boxes is none of the values.")
    elif section.tables and ("|" in line or not section.boxes):
        [*section.tables.values()][-1].lines.append(line)
    else:
        _add_row(line, section)


def _add_row(line: str, section: Section) -> None:
    label, mark, value = line.partition(":")
    label = label.strip()
    if not mark:
        section.problems.append(f"“{line}” has no colon: which value is it?")
    if label.casefold() == KIND.casefold() and any(known == label for known, _ in section.rows):
        section.problems.append(f"{KIND}: it stands there twice, and is one.")
    section.rows.append((label, one_line(value)))


def find_box(line: str) -> Box | None:
    """A line with one of our sentences, whatever stands before it, or None."""
    starts = [line.casefold().find(question[:_START_N].casefold()) for question in QUESTIONS]
    pairs = [(at, question) for at, question in zip(starts, QUESTIONS, strict=True) if at >= 0]
    start = min((at for at, question in pairs if _begins(line[at:], question)), default=-1)
    before, text = line[: max(start, 0)], line[max(start, 0) :].strip()
    if start < 0 or len(before) > _MOST_BEFORE_N or _is_of_value(before):
        return None
    brackets = _BRACKETS.search(before)
    mark = (brackets[1] or brackets[2] or "").strip().casefold() if brackets else ""
    beside = _BRACKETS.sub("", before, count=1).strip(_LIST_MARKS)
    if behind := _BEHIND.search(text):
        return Box(text[: behind.start()], is_ticked=False, problem=_PUT_X)
    if beside in _TICKED_SIGNS or (mark in _YES and not beside):
        return Box(text, is_ticked=True)
    return Box(text, is_ticked=False, problem=_PUT_X if mark or beside else "")


def _is_of_value(before: str) -> bool:
    """Whether what stands before a sentence makes it part of a value: a quote, label or column."""
    label, colon, _ = before.partition(":")
    named = bool(colon) and label.strip().casefold() in _LABELS
    return (
        named or before.endswith(("“", '"')) or ("|" in before and not _STROKES.fullmatch(before))
    )


def clear_boxes(note: str) -> str:
    """The note with its boxes empty again."""
    above, form = part_form(note)
    boxes = ((line, find_box(line)) for line in form)
    cleared = [f"[ ] {box.text}" if box else line for line, box in boxes]
    return "".join(f"{line}\n" for line in (*above, *cleared))


def _begins(text: str, sentence: str) -> bool:
    return letters_of(text)[:_LETTERS_N] == letters_of(sentence)[:_LETTERS_N]
