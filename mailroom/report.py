"""What people see in a terminal: records, counts, progress. Numbers and words, no work."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TextIO

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from schemas.arrival import DocumentSummary, SavedDocument
from schemas.record import Fields, Line, Record, Tax
from tasks.handled import HandledFile, key_facts
from tasks.plain_text import count_words
from tasks.rows import clean_record
from tasks.store import Store
from tasks.values.named_fields import as_list

OUTCOME_STYLES = {
    "accepted": "green",
    "needs_review": "yellow",
    "duplicate": "cyan",
    "failed": "red",
    "waits": "yellow",
}


def outcome_text(outcome: str) -> Text:
    """An outcome as a person reads it, in its colour."""
    return Text(as_words(outcome), style=OUTCOME_STYLES.get(outcome, ""))


class OutcomeLine(NamedTuple):
    """A document in a list: its outcome, name, facts, why, and where the file lies."""

    outcome: str
    name: str
    facts: str = ""
    why: str = ""
    where: str = ""


def outcome_list(lines: Iterable[OutcomeLine]) -> Table:
    """Documents one below the other: the outcome on the left, all that is known on the right."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 2))
    table.add_column(width=12)
    table.add_column(overflow="fold")
    for line in lines:
        text = Text(line.name, style="bold")
        text.append(f"  {line.facts}", style="not bold dim")
        for more, style in ((line.why, "not bold"), (line.where, "not bold dim")):
            if more:
                text.append(f"\n{more}", style=style)
        table.add_row(outcome_text(line.outcome), text)
    return table


def handled_lines(files: Iterable[HandledFile]) -> Iterator[OutcomeLine]:
    """What became of processed files and of their parts."""
    for file in files:
        for index, document in enumerate(file.documents):
            yield OutcomeLine(
                document.outcome,
                file.name if index == 0 else f"↳ {document.name}",
                f"{as_words(document.doc_type)}  {document.key_facts}",
                document.reason,
                str(file.path) if index == 0 else "",
            )


def saved_lines(
    name: str, waits_at: Path, saved: SavedDocument | None, store: Store
) -> Iterator[OutcomeLine]:
    """What became of a file dropped into the inbox, as far as the database knows."""
    if saved is None:
        yield OutcomeLine("waits", name, where=str(waits_at))
        return
    why = saved.reasons[0].message if saved.reasons else ""
    facts = _stored_facts(saved.document_id, store)
    yield OutcomeLine(saved.outcome, name, facts, why, str(saved.delivered_to or ""))
    for part in saved.parts:
        why = part.reasons[0].message if part.reasons else ""
        facts = _stored_facts(part.document_id, store)
        yield OutcomeLine(part.outcome, f"↳ {part.source.rsplit('/', 1)[-1]}", facts, why)


def _stored_facts(document_id: str, store: Store) -> str:
    """The type of a stored document and what matters in it."""
    record = store.record(document_id)
    return "" if record is None else f"{as_words(record.doc_type.value)}  {key_facts(record)}"


def as_words(name: str) -> str:
    """A name of ours as a person reads it."""
    return name.replace("_", " ")


@contextmanager
def progress_bar(total_n: int, what: str) -> Iterator[Callable[[], None]]:
    """Gives a function that moves the bar by one; draws only on a terminal, on stderr."""
    console = Console(stderr=True)
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    dull = total_n < 2 or not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=dull) as bar:
        task_id = bar.add_task(what, total=total_n)
        yield lambda: bar.advance(task_id)


def print_record(record: Record, out: TextIO) -> None:
    """A record as a readable block: fields with their confidence, lines, checks, reasons."""
    Console(file=out, highlight=False).print(_record_view(clean_record(record)))


def _record_view(record: Record) -> RenderableType:
    parts: list[RenderableType] = [_headline(record)]
    if record.headers is not None:
        parts.append(Text(f"  {record.headers.subject}  from {record.headers.sender}"))
    if record.summary is not None:
        parts.append(Text(f"  {record.summary.text}", style="italic"))
    if record.mail is not None:
        mail = record.mail
        asks = f"  {mail.category.value}, urgency {mail.urgency.value}"
        asks += ", needs a reply" if mail.needs_reply.value else ", needs no reply"
        asks += f", by {mail.deadline.date or mail.deadline.text}" if mail.deadline else ""
        parts.append(Text(asks))
    if record.fields:
        parts.append(_field_table(record.fields))
    if record.lines:
        parts.append(_line_table(record.lines))
    parts += map(_tax_text, record.taxes)
    parts += [Text(f"  ✗ {c.rule}: {c.message}", "red") for c in record.checks if not c.passed]
    parts += [Text(f"  • {reason.message}", "yellow") for reason in record.reasons]
    return Group(*parts, Text())


def _headline(record: Record) -> Text:
    line = Text(record.source, style="bold")
    line.append(f"  {as_words(record.doc_type.value)}", style="not bold")
    line.append(
        f" {record.doc_type.confidence:.0%}, {count_words(record.pages_n, 'page')}  ", style="dim"
    )
    line.append_text(outcome_text(record.outcome))
    line.append(f"  {record.document_id[:12]}", style="dim")
    return line


def _field_table(fields: Fields) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2))
    for name, found in fields.items():
        for field in as_list(found):
            where = f"page {field.page}" if field.page else ""
            table.add_row(
                Text(as_words(name), "dim"),
                Text(field.value),
                Text(f"{field.confidence:.0%}", "dim"),
                Text(f"{field.origin} {where}", "dim"),
            )
    return table


def _line_table(lines: Sequence[Line]) -> Table:
    columns = list(dict.fromkeys(column for line in lines for column in line))
    table = Table(box=None, padding=(0, 2), header_style="dim")
    for column in columns:
        table.add_column(as_words(column))
    for line in lines:
        table.add_row(*(escape(line[c].value) if c in line else "" for c in columns))
    return table


def _tax_text(tax: Tax) -> Text:
    """ "tax 19 % of 807.60 is 153.44", as far as it is known."""
    words = (("", tax.rate, " %"), ("of ", tax.base, ""), ("is ", tax.amount, ""))
    told = (f"{before}{field.value}{behind}" for before, field, behind in words if field)
    return Text(f"  tax {' '.join(told)}", "dim")


def print_summaries(console: Console, title: str, documents: Sequence[DocumentSummary]) -> None:
    """A titled list of stored documents; nothing where there are none."""
    if documents:
        console.print(Text(title, "bold"))
        console.print(
            outcome_list(
                OutcomeLine(
                    document.outcome,
                    document.source,
                    f"{as_words(document.doc_type)}  {document.document_id[:12]}",
                    document.reason or "",
                    str(document.path or ""),
                )
                for document in documents
            )
        )
