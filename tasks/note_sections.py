"""The filled-in part of a note as a clerk's editor left it → sections of rows, items and boxes.

Editors wrap lines and clerks tick as they please: sentences are known by how they begin.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tasks.correction_form import ITEMS, QUESTIONS, one_line

_HEADING = re.compile(r"\[.+ (?P<id>[0-9a-f]{12})\]")
_BOX = re.compile(
    r"[-*>•x✓\s]*[\[(](?:(?P<mark>[^\])]{0,8})[\])]|(?P<open>\s*[x✓✔])\s)\s*(?P<text>\D.*)",
    re.IGNORECASE,
)
#: An x beside the brackets instead of between them.
_BESIDE = re.compile(r"(?:^|\s)[x✓✔](?:\s|$)", re.IGNORECASE)
_YES = frozenset(["x", "×", "✓", "✔", "✗", "✘", "ok", "yes", "ja", "oui", "si", "sí", "sì"])
#: So many letters tell which sentence a line begins with.
_LETTERS_N = 10


@dataclass
class Box:
    """A sentence with a box before it; `problem` says what is wrong with its mark, if anything."""

    text: str
    is_ticked: bool
    problem: str = ""

    def says(self, sentence: str) -> bool:
        """Whether this is the sentence, wrapped or without its end as it may be."""
        letters = _letters(self.text)
        return len(letters) >= _LETTERS_N and _letters(sentence).startswith(letters)


@dataclass
class Section:
    """What a clerk left of a document's section; items are None where their heading is gone."""

    rows: list[tuple[str, str]] = field(default_factory=list)
    items: list[str] | None = None
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
    for line in filter(None, map(str.strip, note.splitlines())):
        if heading := _HEADING.fullmatch(line):
            current = sections[heading["id"]] = Section()
        elif (box := find_box(line)) is not None:
            current.boxes.append(box)
        elif line.casefold() == ITEMS.casefold():
            current.items = []
        elif current is not sections[""]:
            _add(line, current)
    return sections


def _add(line: str, section: Section) -> None:
    """A row, an item, or how a sentence goes on that the editor has wrapped."""
    if section.boxes and "|" not in line and ":" not in line:
        section.boxes[-1].text += f" {line}"
    elif section.items is not None and ("|" in line or not section.boxes):
        section.items.append(line)
    else:
        label, mark, value = line.partition(":")
        section.rows.append((label.strip(), one_line(value)))
        if not mark:
            section.problems.append(f"“{line}” has no colon: which value is it?")


def find_box(line: str) -> Box | None:
    """A line with a box before one of our sentences, or None."""
    found = _BOX.fullmatch(line.strip())
    text = _BESIDE.sub(" ", found["text"]).strip() if found else ""
    if found is None or not any(_begins(text, question) for question in QUESTIONS):
        return None
    mark = (found["mark"] or found["open"] or "").strip().casefold()
    if mark in _YES:
        return Box(text, is_ticked=True)
    problem = ""
    if mark or _BESIDE.search(line):
        problem = "Put an x between the brackets, [x], or leave them empty."
    return Box(text, is_ticked=False, problem=problem)


def clear_boxes(note: str) -> str:
    """The note with its boxes empty again."""
    return "\n".join(_clear(note.splitlines())) + "\n"


def _clear(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        box = find_box(line)
        yield line if box is None else f"[ ] {box.text}"


def _begins(text: str, sentence: str) -> bool:
    return _letters(text)[:_LETTERS_N] == _letters(sentence)[:_LETTERS_N]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
