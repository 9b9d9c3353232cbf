"""A note that a clerk has filled in → corrections, or what of it is not understood."""

from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from schemas.correction import Correction, WaitingDocument
from schemas.vocabulary import REPEATED_FIELDS, DocType, Kind
from tasks.correction_form import (
    ACCOUNT,
    KIND,
    MAIL_LABELS,
    SEEN,
    instead_of,
    is_exact,
    may_correct,
    other_bill,
    questions,
    shown_fields,
    shown_mail,
)
from tasks.fields.caption_fields import own_number_field
from tasks.form_tables import ITEMS, TAXES, Table, in_codes
from tasks.form_values import (
    COLUMN_KINDS,
    FIELDS,
    NotUnderstood,
    label_of,
    parse_column,
    parse_kind,
    parse_mail_value,
    parse_value,
    require_currency,
)
from tasks.note_sections import FoundTable, Section, find_sections
from tasks.plain_text import one_line

#: A paper may be dated ahead a little, and not by decades.
_AHEAD_DAYS = 60
#: The sums whose sign tells a credit note from a bill.
_SIGNED = ("total_net", "total_gross")


class FilledForm(NamedTuple):
    """What was ticked, and why some of it cannot be taken, in sentences."""

    corrections: tuple[Correction, ...] = ()
    problems: tuple[str, ...] = ()


def read_form(
    note: str, waiting: Sequence[WaitingDocument], *, is_unicode: bool = True
) -> FilledForm:
    """What a clerk says of each document whose section is ticked.

    All of a note is taken or nothing: what cannot be is said, and stays as it was typed.

    Args:
        note: the whole text, as a clerk's editor wrote it.
        waiting: the file's documents.
        is_unicode: whether its letters are surely those that were typed.
    """
    sections = find_sections(note)
    corrections: list[Correction] = []
    problems = [
        box.problem for section in sections.values() for box in section.boxes if box.problem
    ]
    if any(box.is_ticked for box in sections.pop("").boxes):
        problems.append("The line in brackets above the values, like [bill.pdf  …], is gone.")
    open_ones = [document for document in waiting if may_correct(document)]
    for document in open_ones:
        section = sections.get(document.record.document_id[:12])
        if section is None:
            continue
        reader = _Reader(section, document, is_unicode)
        if section.is_touched:
            corrections.append(reader.read())
            problems += section.problems
        elif reader.is_changed():
            name = document.record.source.rsplit("/", 1)[-1]
            problems.append(f"{name}: values were changed, but its box is not ticked.")
    if not corrections and not problems:
        problems.append("This note is not about what waits in the file beside it.")
    return FilledForm(() if problems else tuple(corrections), tuple(dict.fromkeys(problems)))


class _Reader:
    """Reads one document's section."""

    def __init__(self, section: Section, document: WaitingDocument, is_unicode: bool) -> None:
        self._section = section
        self._document = document
        self._record = document.record
        self._is_unicode = is_unicode
        self._own = own_number_field(self._record.doc_type.value)

    def read(self) -> Correction:
        """What is said; what is not understood is added to the section's problems."""
        if is_exact(self._record):
            if self.is_changed():
                self._problem("An e-invoice's values are exact; they cannot be changed here.")
            account = self._record.field("iban")
            kept = {"iban": (account.value,)} if account is not None else {}
            return self._answer(self._record.doc_type.value, fields=kept, read=kept)
        first = questions(self._document)[0]
        has_problem = any(box.problem for box in self._section.boxes)
        if not self._section.is_ticked(first) and not has_problem:
            self._problem(f"Tick “{first}”, too.")
        return self._read_mail() if self._record.mail is not None else self._read_paper()

    def is_changed(self) -> bool:
        """Whether other values stand there than were shown."""
        if is_exact(self._record):
            return bool(self._section.rows or self._section.tables)
        read = Section(rows=self._section.rows, tables=self._section.tables)
        said = _Reader(read, self._document, self._is_unicode)
        if self._record.mail is not None:
            return said._read_mail().mail != shown_mail(self._record)
        correction = said._read_paper()
        tables = ((TAXES, correction.taxes), (ITEMS, correction.lines))
        rows = any(table.is_changed(self._record, now) for table, now in tables)
        kind = correction.doc_type != self._record.doc_type.value
        return bool(read.problems) or rows or kind or correction.fields != correction.read

    def _problem(self, sentence: str) -> None:
        self._section.problems.append(sentence)

    def _answer(self, doc_type: DocType, **said: object) -> Correction:
        """The correction with what the boxes behind the first say."""
        asked = questions(self._document)
        account = self._record.field("iban")
        bills = {
            name: (self._document.earlier_id,)
            for name, box in (
                ("other_than", other_bill(self._document)),
                ("instead_of", instead_of(self._document)),
            )
            if box in asked and self._section.is_ticked(box)
        }
        answers: dict[str, object] = {"settled": SEEN}
        if ACCOUNT in asked and self._section.is_ticked(ACCOUNT):
            answers["account"] = account.value if account is not None else ""
            answers["is_account_told"] = True
        if len(bills) > 1:
            self._problem("It is another bill, or counts instead of that one: tick one of the two.")
        identity = {"document_id": self._record.document_id, "doc_type": doc_type}
        return Correction.model_validate(identity | answers | bills | said)

    def _parse(self, parse: Callable[[str, str], str], name: str, label: str, text: str) -> str:
        """The value, or "" and a problem more."""
        if not text:
            return ""
        if not self._is_unicode and not text.isascii():
            self._problem(f"{label}: its letters may be misread; save this note as UTF-8.")
            return ""
        try:
            return parse(name, text)
        except NotUnderstood as error:
            self._problem(f"{label}: {error}")
            return ""

    def _read_mail(self) -> Correction:
        shown = shown_mail(self._record)
        labels = {label.casefold(): name for label, name in MAIL_LABELS.items()}
        values = dict(shown)
        for label, text in self._section.rows:
            name = labels.get(label.casefold())
            if name is None:
                self._problem(_unknown(label))
            elif text != shown[name]:
                values[name] = self._parse(parse_mail_value, name, label, text)
                if not text and name != "deadline":
                    self._problem(f"{label}: it cannot be empty.")
        return self._answer("mail", mail=values)

    def _read_paper(self) -> Correction:
        doc_type = self._read_kind()
        latest = (datetime.now(UTC).date() + timedelta(days=_AHEAD_DAYS)).isoformat()
        shown = shown_fields(self._record)
        read: dict[str, list[str]] = {name: [] for name in shown}
        labels = {label_of(name, self._own).casefold(): name for name in FIELDS}
        for label, text in self._section.rows:
            name = labels.get(label.casefold())
            if label.casefold() == KIND.casefold():
                continue
            if name is None:
                self._problem(_unknown(label))
            elif text in shown.get(name, ()):
                read[name].append(text)
            elif any(_lost_letters(text, value) for value in shown.get(name, ())):
                self._problem(f"{label}: “{text}” has lost letters; save the note as UTF-8.")
            elif text:
                value = self._parse(parse_value, name, label, text)
                read.setdefault(name, []).append(value)
                self._check_amount(name, label, text, doc_type, value)
                if name == "issue_date" and value > latest:
                    self._problem(f"{label}: “{text}” lies ahead of us.")
        self._refuse_gone_lines(shown)
        self._refuse_repeats(read)
        fields = {name: tuple(values) for name, values in read.items()}
        self._move_number(fields, doc_type)
        taxes, lines = map(self._read_table, (TAXES, ITEMS))
        return self._answer(doc_type, fields=fields, lines=lines, taxes=taxes, read=shown)

    def _check_amount(
        self, name: str, label: str, text: str, doc_type: DocType, value: str
    ) -> None:
        """Refuses an amount in another currency, and a total with the other kind's sign."""
        if FIELDS[name][0] is Kind.MONEY:
            self._check_currency(label, text)
        is_credit = doc_type == "credit_note"
        if name in _SIGNED and value.startswith("-") != is_credit and value.strip("-0."):
            told = "are below zero, like -119.00" if is_credit else "are not below zero"
            self._problem(f"{label}: the totals of this kind of paper {told}.")

    def _check_currency(self, label: str, text: str) -> None:
        currencies = [said for row, said in self._section.rows if row.casefold() == "currency"]
        try:
            require_currency(text, currencies[-1] if currencies else "")
        except NotUnderstood as error:
            self._problem(f"{label}: {error}")

    def _refuse_gone_lines(self, shown: dict[str, tuple[str, ...]]) -> None:
        """Asks for lines that are no more: an emptied one alone says that a paper has no value."""
        there = {label.casefold() for label, _ in self._section.rows}
        labels = [label_of(name, self._own) for name, values in shown.items() if any(values)]
        gone = [f"“{label}:”" for label in labels if label.casefold() not in there]
        if gone:
            self._problem(
                f"Gone below the brackets: {', '.join(gone)}. Write each again, and leave empty "
                "what the paper has not."
            )

    def _refuse_repeats(self, read: dict[str, list[str]]) -> None:
        for name, values in read.items():
            repeated = len(values) if name not in REPEATED_FIELDS else len(values) - len({*values})
            if repeated > (name not in REPEATED_FIELDS):
                label = label_of(name, self._own)
                self._problem(f"{label}: it stands there {len(values)} times, and is one.")

    def _move_number(self, fields: dict[str, tuple[str, ...]], doc_type: DocType) -> None:
        """The paper's own number has another name on a paper of another kind."""
        moved = own_number_field(doc_type)
        if moved == self._own or self._own not in fields:
            return
        number = fields.pop(self._own)
        if number and fields.get(moved):
            label = label_of(moved, self._own)
            self._problem(f"{label}: a paper of this kind has one number; empty the wrong one.")
        fields[moved] = number or fields.get(moved, ())

    def _read_kind(self) -> DocType:
        before = self._record.doc_type.value
        kinds = [text for label, text in self._section.rows if label.casefold() == KIND.casefold()]
        try:
            kind = parse_kind(kinds[-1]) if kinds else before
        except NotUnderstood as error:
            self._problem(f"{KIND}: {error}")
            return before
        if kind == "mail" != before:
            self._problem(f"{KIND}: only a mail's own file becomes a mail.")
        return kind

    def _read_table(self, table: Table) -> tuple[dict[str, str], ...] | None:
        """The rows of a table; None where its heading is gone."""
        found = self._section.tables.get(table.many)
        return None if found is None else tuple(self._read_rows(table, found))

    def _read_rows(self, table: Table, found: FoundTable) -> Iterator[dict[str, str]]:
        names = found.columns
        shown = table.rows(self._record, names)
        for row in found.lines:
            label = f"{table.one} “{row}”"
            cells = tuple(map(one_line, row.split("|")))
            if len(cells) != len(names):
                self._problem(
                    f"{label}: write {table.says(names)}, and leave empty what the paper has not."
                )
                continue
            if not any(cells):
                continue
            cells = tuple(map(in_codes, names, cells))
            if cells not in shown:
                known = (*zip(*shown, strict=True),) or ((),) * len(names)
                cells = tuple(
                    self._read_cell(name, label, text, column)
                    for name, text, column in zip(names, cells, known, strict=True)
                )
            yield dict(zip(names, cells, strict=True))

    def _read_cell(self, name: str, label: str, text: str, known: Container[str]) -> str:
        """A cell as it was shown in its column, or as it is typed."""
        if text in known:
            return text
        if COLUMN_KINDS[name] is Kind.MONEY:
            self._check_currency(label, text)
        return self._parse(parse_column, name, label, text)


def _lost_letters(text: str, shown: str) -> bool:
    """Whether an editor has put other signs for letters that it has not: “M?ller”, “MÃ¼ller”."""
    with suppress(UnicodeError):
        if text.encode("cp1252").decode("utf-8") == shown != text:
            return True
    pairs = list(zip(text, shown, strict=False))
    lost = any(a == "?" and not b.isascii() for a, b in pairs)
    return lost and len(text) == len(shown) and all(a in (b, "?") for a, b in pairs)


def _unknown(label: str) -> str:
    return f"“{label}” is none of the values that can be entered here."
