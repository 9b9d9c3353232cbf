"""A note that a clerk has filled in → corrections, or what of it is not understood."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from schemas.correction import Correction, Waiting
from schemas.record import Record
from schemas.vocabulary import REPEATED_FIELDS, DocType
from tasks.correction_form import (
    ANSWERS,
    COLUMNS,
    COMPARED,
    ENOUGH,
    ITEMS,
    KIND,
    MAIL_LABELS,
    READ,
    SEEN,
    is_exact,
    mail_values,
    may_correct,
    one_line,
    shown_columns,
    shown_fields,
)
from tasks.fields.caption_fields import own_number_field
from tasks.form_values import (
    FIELDS,
    NotUnderstood,
    label_of,
    parse_column,
    parse_kind,
    parse_mail_value,
    parse_value,
)

_BOX = re.compile(r"\[(?P<mark>[^\]]{0,3})\]\s*(?P<text>.*)")
_HEADING = re.compile(r"\[.+ (?P<id>[0-9a-f]{12})\]")


class FilledForm(NamedTuple):
    """What was ticked, and why some of it cannot be taken, in sentences."""

    corrections: tuple[Correction, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass
class _Section:
    """What a clerk left of a document's section; items are None where their heading is gone."""

    rows: list[tuple[str, str]] = field(default_factory=list)
    items: list[str] | None = None
    ticked: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)

    def parse(self, parse: Callable[[str, str], str], name: str, label: str, text: str) -> str:
        """The value, or "" and a problem more."""
        try:
            return parse(name, text) if text else ""
        except NotUnderstood as error:
            self.problems.append(f"{label}: {error}")
            return ""


def is_ticked(note: str) -> bool:
    """Whether any box is ticked."""
    return any(section.ticked for section in _sections(note).values())


def untick(note: str) -> str:
    """The note with its boxes empty again."""
    lines = note.splitlines()
    return "\n".join(f"[ ] {box['text']}" if (box := _box(line)) else line for line in lines) + "\n"


def read_form(note: str, waiting: Waiting) -> FilledForm:
    """What a clerk says of each document whose section is ticked.

    Args:
        note: the whole text, as a clerk's editor wrote it.
        waiting: the file's documents.
    """
    corrections: list[Correction] = []
    problems: list[str] = []
    sections = _sections(note)
    for record, codes in zip(waiting.records, waiting.codes, strict=True):
        section = sections.get(record.document_id[:12])
        if section is None or not section.ticked:
            continue
        if not may_correct(record, codes):
            name = record.source.rsplit("/", 1)[-1]
            problems.append(f"{name} does not wait for a correction (any more).")
            continue
        correction = _read_section(section, record)
        problems += section.problems
        corrections.append(correction)
    if not corrections and not problems:
        problems.append("This note is not about the file beside it.")
    return FilledForm(() if problems else tuple(corrections), tuple(problems))


def _read_section(section: _Section, record: Record) -> Correction:
    if is_exact(record):
        doc_type, settled = record.doc_type.value, _settled(section)
        return Correction(document_id=record.document_id, doc_type=doc_type, settled=settled)
    if not section.ticked.intersection(ENOUGH):
        first = READ if record.mail is not None else COMPARED
        section.problems.append(f"Tick “{first}”, too.")
    return (_read_mail if record.mail is not None else _read_paper)(section, record)


def _box(line: str) -> re.Match[str] | None:
    """A line with a box before one of our sentences."""
    found = _BOX.fullmatch(line.strip())
    return found if found and found["text"] in (*ENOUGH, *ANSWERS) else None


def _sections(note: str) -> dict[str, _Section]:
    """The sections of a note by the first digits of their documents' ids; they end the note."""
    sections: dict[str, _Section] = {}
    current = _Section()
    for line in filter(None, map(str.strip, note.splitlines())):
        if heading := _HEADING.fullmatch(line):
            current = sections[heading["id"]] = _Section()
        elif box := _box(line):
            if box["mark"].strip():
                current.ticked.add(box["text"])
        elif line == ITEMS:
            current.items = []
        elif current.items is not None:
            current.items.append(line)
        else:
            label, mark, value = line.partition(":")
            current.rows.append((label.strip(), one_line(value)))
            if not mark:
                current.problems.append(f"“{line}” has no colon: which value is it?")
    return sections


def _read_mail(section: _Section, record: Record) -> Correction:
    shown = {MAIL_LABELS[label]: value for label, value in mail_values(record).items()}
    labels = {label.casefold(): name for label, name in MAIL_LABELS.items()}
    values = dict(shown)
    for label, text in section.rows:
        name = labels.get(label.casefold())
        if name is None:
            section.problems.append(_unknown(label))
        elif text != shown[name]:
            values[name] = section.parse(parse_mail_value, name, label, text)
    return Correction(
        document_id=record.document_id, doc_type="mail", mail=values, settled=_settled(section)
    )


def _read_paper(section: _Section, record: Record) -> Correction:
    doc_type = _read_kind(section, record)
    own = own_number_field(record.doc_type.value)
    shown = shown_fields(record)
    read: dict[str, list[str]] = {name: [] for name in shown}
    labels = {label_of(name, own).casefold(): name for name in FIELDS}
    for label, text in section.rows:
        name = labels.get(label.casefold())
        if label.casefold() == KIND.casefold():
            continue
        if name is None:
            section.problems.append(_unknown(label))
        elif text in shown.get(name, ()):
            read[name].append(text)
        elif text:
            read.setdefault(name, []).append(section.parse(parse_value, name, label, text))
    for name, values in read.items():
        if len(values) > 1 and name not in REPEATED_FIELDS:
            label = label_of(name, own)
            section.problems.append(f"{label}: it stands there {len(values)} times, and is one.")
    if (moved := own_number_field(doc_type)) != own and own in read:
        read[moved] = read.pop(own)
    return Correction(
        document_id=record.document_id,
        doc_type=doc_type,
        fields={name: tuple(values) for name, values in read.items()},
        lines=None if section.items is None else tuple(_read_items(section, record)),
        settled=_settled(section),
        read=shown,
    )


def _read_kind(section: _Section, record: Record) -> DocType:
    before = record.doc_type.value
    kinds = [text for label, text in section.rows if label.casefold() == KIND.casefold()]
    try:
        kind = parse_kind(kinds[-1]) if kinds else before
    except NotUnderstood as error:
        section.problems.append(f"{KIND}: {error}")
        return before
    if "mail" in (kind, before) and kind != before:
        section.problems.append(f"{KIND}: a paper becomes no mail here, nor a mail a paper.")
    return kind


def _read_items(section: _Section, record: Record) -> Iterator[dict[str, str]]:
    shown = {shown_columns(line) for line in record.lines}
    for item in section.items or ():
        cells = tuple(map(one_line, item.split("|")))
        if len(cells) != len(COLUMNS):
            section.problems.append(
                f"Item “{item}”: write quantity | description | price of one | amount, and leave "
                "empty what the paper has not."
            )
            continue
        columns = dict(zip(COLUMNS, cells, strict=True))
        if cells not in shown:
            columns = {
                name: section.parse(parse_column, name, f"Item “{item}”", text)
                for name, text in columns.items()
            }
        yield columns


def _settled(section: _Section) -> tuple[str, ...]:
    answered = [code for text in section.ticked for code in ANSWERS.get(text, ())]
    return (*SEEN, *sorted(answered))


def _unknown(label: str) -> str:
    return f"“{label}” is none of the values that can be entered here."
