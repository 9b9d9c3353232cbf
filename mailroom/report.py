"""What people see in a terminal: records, counts, progress. Numbers and words, no work."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from schemas.record import Field, Record
from schemas.settings import Settings
from tasks.store import Store

OUTCOME_STYLES = {
    "accepted": "green",
    "needs_review": "yellow",
    "duplicate": "cyan",
    "failed": "red",
}


def outcome_text(outcome: str) -> Text:
    """An outcome as a person reads it, in its colour."""
    return Text(outcome.replace("_", " "), style=OUTCOME_STYLES.get(outcome, ""))


@contextmanager
def progress_bar(total_n: int, what: str) -> Iterator[Callable[[], None]]:
    """Gives a function that moves the bar by one; draws only on a terminal, on stderr."""
    console = Console(stderr=True)
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=_is_dull(console, total_n)) as bar:
        task_id = bar.add_task(what, total=total_n)
        yield lambda: bar.advance(task_id)


def _is_dull(console: Console, total_n: int) -> bool:
    return total_n < 2 or not console.is_terminal


def print_record(record: Record, out: TextIO) -> None:
    """A record as a readable block: fields with their confidence, lines, checks, reasons."""
    Console(file=out, highlight=False).print(_record_view(record))


def _record_view(record: Record) -> RenderableType:
    parts: list[RenderableType] = [_headline(record)]
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
    parts += [Text(f"  ✗ {c.rule}: {c.message}", "red") for c in record.checks if not c.passed]
    parts += [Text(f"  • {reason.message}", "yellow") for reason in record.reasons]
    return Group(*parts, Text())


def _headline(record: Record) -> Text:
    line = Text(record.source, style="bold")
    line.append(f"  {record.doc_type.value.replace('_', ' ')}", style="not bold")
    line.append(f" {record.doc_type.confidence:.0%}, {record.pages_n} pages  ", style="dim")
    line.append_text(outcome_text(record.outcome))
    line.append(f"  {record.document_id[:12]}", style="dim")
    return line


def _field_table(fields: Mapping[str, Field | list[Field]]) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2))
    for name, found in fields.items():
        for field in found if isinstance(found, list) else [found]:
            where = f"page {field.page}" if field.page else ""
            table.add_row(
                Text(name.replace("_", " "), "dim"),
                Text(field.value),
                Text(f"{field.confidence:.0%}", "dim"),
                Text(f"{field.origin} {where}", "dim"),
            )
    return table


def _line_table(lines: Sequence[Mapping[str, Field]]) -> Table:
    columns = list(dict.fromkeys(column for line in lines for column in line))
    table = Table(box=None, padding=(0, 2), header_style="dim")
    for column in columns:
        table.add_column(column.replace("_", " "))
    for line in lines:
        table.add_row(*(escape(line[c].value) if c in line else "" for c in columns))
    return table
