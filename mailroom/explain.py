"""`mailroom explain`: which rule changed what of a document, as it is read; stores nothing."""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

from mailroom.changes import Choice, quote_words, tag_changes, tagged_words, value_changes
from mailroom.report import as_words, print_record
from schemas.document import Page, SourceDocument
from schemas.prediction import OUTSIDE, DocumentModel, Prediction, Tags
from schemas.record import Fields, Record
from schemas.settings import Settings
from slm.models import load_models
from tasks.document_kind import DocumentKind
from tasks.extract import extract_alone
from tasks.fields.claims import Claim
from tasks.plain_text import clean_name, clean_text
from tasks.read import read_file
from tasks.steps import Rule, Values, leave_out, name_of
from tasks.values.named_fields import as_list
from tasks.values.normalize import Conventions

#: Of one rule, and of one change, where everything is shown: so many changes, so many letters.
_CHANGES_N, _LETTERS_N = 25, 240
#: What is read of a mail's text may be no document in the end.
_IF_BILL = "A mail's own text is a document only if it is a whole bill and no attached one is."


class Told(NamedTuple):
    """A part of the explanation: who changed something, where that stands, and what changed."""

    name: str
    about: str
    changes: list[str]


class Notes:
    """The `tasks.steps.Observer` that notes what becomes of the chosen words and values."""

    def __init__(self, pages: Sequence[Page], choice: Choice) -> None:
        self.told: list[Told] = []
        self.idle_n = 0  # rules that changed nothing that is told
        self._pages, self._choice = pages, choice

    def begin(self, prediction: Prediction, kind: DocumentKind, conventions: Conventions) -> None:
        """Begins anew: only the last reading counts."""
        again = bool(self.told)
        self.idle_n = 0
        self.told = [Told("kind", "", list(_describe(prediction, kind, conventions, again)))]
        if self._choice.is_narrow:
            labels = tagged_words(self._pages, prediction.tags, self._choice)
            self.told.append(Told("model", "what it takes such words for", labels or ["nothing"]))

    def tags_step(self, rule: Rule, before: Tags, after: Tags) -> None:
        """Notes the words whose label changed."""
        self._note(rule, tag_changes(self._pages, before, after, self._choice))

    def claims_believed(self, claims: Sequence[Claim], believed: Tags) -> None:
        """Notes what captions name, and what the model knows better."""
        told = [
            f"{_verdict(claim, believed)} {claim.label}: {quote_words(self._pages, places)}"
            for claim in claims
            if claim.label != OUTSIDE and self._choice.has_label(claim.label)
            if (places := [(claim.page, word) for word in claim.words])
            if any(self._choice.has_word(*place) for place in places)
        ]
        if told:
            told = list(dict.fromkeys(told))
            self.told.append(Told("claims", "what captions and sums say that words are", told))

    def values_step(self, rule: Rule, before: Values, after: Values) -> None:
        """Notes the fields, items and rows of tax that changed."""
        self._note(rule, value_changes(before, after, self._choice))

    def _note(self, rule: Rule, changes: list[str]) -> None:
        if not changes:
            self.idle_n += 1
            return
        purpose = " ".join((rule.__doc__ or "").split("\n\n")[0].split())
        place = f"{rule.__module__.replace('.', '/')}.py"
        self.told.append(Told(name_of(rule), f"{place}  {purpose}", changes))


def _describe(
    prediction: Prediction, kind: DocumentKind, conventions: Conventions, again: bool
) -> Iterator[str]:
    likely = sorted(prediction.doc_types.items(), key=lambda item: -item[1])[:2]
    model = ", ".join(f"{as_words(name)} {chance:.2f}" for name, chance in likely)
    found = kind.doc_type
    yield f"{as_words(found.value)} {found.confidence:.2f} (the model alone: {model})"
    if kind.is_slip or kind.is_paid:
        yield "read as a till's slip" if kind.is_slip else "a receipt laid out as an invoice"
    order = "month first" if conventions.date_order == "mdy" else "day first"
    yield (
        f"language {conventions.language}, currency {conventions.currency or 'unknown'}, "
        f"decimal sign “{conventions.notation.decimal}”, {order}"
    )
    if again:
        yield "read a second time: with the other order of day and month it was due too early"


def _verdict(claim: Claim, believed: Tags) -> str:
    labels = {believed[claim.page][word].label for word in claim.words}
    return "believed" if labels == {claim.label} else "not believed"


def explain_file(
    path: Path,
    settings: Settings,
    field: str | None = None,
    rows: re.Pattern[str] | None = None,
    without: Sequence[str] = (),
) -> bool:
    """Prints how a file, and each document that it carries, is read; whether all could be.

    Args:
        without: names of rules to leave out.

    Raises:
        DocumentError: the file cannot be read.
        ModelError: the model cannot be loaded.
    """
    document = read_file(path, settings, source=clean_name(str(path)))
    model = load_models(settings)
    console = Console(highlight=False)
    all_read = True
    with leave_out(without) as met:
        for one in _family(document):
            read = _explain(one, model, settings, Choice(one.pages, field, rows), console)
            all_read = all_read and read
    for name in dict.fromkeys(without):
        told = "was left out" if name in met else "is no step of this document"
        console.print(Text(f"── {clean_name(name)} {told}", "yellow"))
    return all_read


def _family(document: SourceDocument) -> Iterator[SourceDocument]:
    """A document, then those that it carries."""
    yield document
    for child in document.children:
        yield from _family(child)


def _explain(
    document: SourceDocument,
    model: DocumentModel,
    settings: Settings,
    choice: Choice,
    console: Console,
) -> bool:
    """Prints how one document is read; whether it and all that it carries could be opened."""
    notes = Notes(document.pages, choice)
    record = extract_alone(document, model, settings, notes)
    console.print(Text(f"── {clean_name(document.source)}", "bold"))
    if document.text_of is not None:
        console.print(Text(f"  {_IF_BILL}"))
    if reason := _why_nothing(document, record):
        console.print(Text(f"  {reason}"))
    if document.pages and choice.is_empty:
        console.print(Text("  No printed row matches."))
    for told in notes.told:
        _print_told(told, choice, console)
    if notes.told:
        others = f"{notes.idle_n} other steps changed nothing"
        console.print(Text(f"  {others}{' of this' if choice.is_narrow else ''}.", "dim"))
    for lost in document.failed_children:
        console.print(Text(clean_text(f"  {lost.name}: {lost.message} {lost.advice}"), "yellow"))
    heading = Text("── the record", "bold")
    if notes.told:
        heading.append("  how sure each value is in the end: tasks/assess.py", "not bold dim")
    console.print(heading)
    print_record(_chosen_part(record, choice), sys.stdout)
    return record.outcome != "failed" and not document.failed_children


def _why_nothing(document: SourceDocument, record: Record) -> str | None:
    """In a sentence, why no rule is at work on a document; None where rules are."""
    if document.contents is not None:
        return "It only wraps other documents, so there is nothing to explain but those."
    if document.xml_invoice is not None:
        syntax = document.xml_invoice.syntax.upper()
        return (
            f"It is an e-invoice ({syntax}): its values are those of its XML. "
            "Neither model nor rules have a say; its pages, if any, only tell where they stand."
        )
    if document.mail is not None:
        return (
            "A mail has no fields or lines that rules could change: what it asks of its reader is "
            "told by the model of mails and by its sentences. Attached documents follow it."
        )
    return "It could not be understood." if record.outcome == "failed" else None


def _print_told(told: Told, choice: Choice, console: Console) -> None:
    heading = Text(f"  {told.name}", "cyan")
    heading.append(f"  {told.about}", "dim")
    console.print(heading, soft_wrap=True)
    shown = told.changes if choice.is_narrow else told.changes[:_CHANGES_N]
    for change in shown:
        cut = len(change) > _LETTERS_N and not choice.is_narrow
        text = f"{change[:_LETTERS_N]} …" if cut else change
        console.print(Text(f"      {clean_text(text)}"), soft_wrap=True)
    if len(shown) < len(told.changes):
        more = f"and {len(told.changes) - len(shown)} more: --field or --rows shows them"
        console.print(Text(f"      {more}", "dim"))


def _chosen_part(record: Record, choice: Choice) -> Record:
    """The record, of its fields and lines those that are wanted."""
    if not choice.is_narrow:
        return record
    fields: Fields = {}
    for name, found in record.fields.items():
        wanted = [one for one in as_list(found) if choice.has_value(name, one)]
        if wanted:
            fields[name] = wanted if isinstance(found, list) else wanted[0]
    lines = [
        line
        for line in record.lines
        if any(choice.has_value(f"line.{column}", cell) for column, cell in line.items())
    ]
    return record.model_copy(update={"fields": fields, "lines": lines, "summary": None})
