"""Record → rows: one contract spread over the tables, values typed."""

import math
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from schemas.record import Field, MailHeaders, Record
from schemas.tables import (
    CheckRow,
    FieldRow,
    InvoiceRow,
    LineRow,
    MailRow,
    ReasonRow,
    Table,
    TaxRow,
    TimingRow,
)  # fmt: skip
from schemas.vocabulary import (
    INVOICE_FIELDS,
    INVOICE_TYPES,
    LINE_COLUMNS,
    TAX_COLUMNS,
    Kind,
)  # fmt: skip
from tasks.plain_text import clean_text
from tasks.values.named_fields import as_list

#: Longer decimals are no amounts; they stay in the table `fields` as text.
_DECIMAL = re.compile(r"[+-]?[0-9]{1,28}(\.[0-9]{1,18})?")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
Row = dict[str, Any]


def clean_record(record: Record) -> Record:
    """The record with every text and number such that both databases take it unchanged."""
    headers = record.headers.model_dump() if record.headers else None
    return Record.model_validate(_clean(record.model_dump() | {"headers": headers}))


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, float) and not math.isfinite(value):
        return 0.0
    if isinstance(value, Mapping):
        return {clean_text(key): _clean(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(member) for member in value]
    return value


def parse_decimal(value: str) -> Decimal | None:
    """A normalised decimal string as a number; None when it is not one."""
    return Decimal(value) if _DECIMAL.fullmatch(value) else None


def parse_iso_date(value: str | None) -> date | None:
    """An ISO 8601 calendar date; None when it is not one."""
    if value is None or not _ISO_DATE.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def document_columns(record: Record) -> Row:
    """The columns of `documents` that the record itself determines."""
    return {
        "outcome": record.outcome,
        "source": record.source,
        "media_type": record.media_type,
        "pages_n": record.pages_n,
        "language": record.language,
        "doc_type": record.doc_type.value,
        "doc_type_confidence": record.doc_type.confidence,
        "summary": record.summary.text if record.summary else None,
        "summary_origin": record.summary.origin if record.summary else None,
        "model_name": record.model.name if record.model else None,
        "model_version": record.model.version if record.model else None,
        "model_sha256": record.model.sha256 if record.model else None,
        "record": record.model_dump(mode="json"),
    }


def part_rows(record: Record) -> dict[type[Table], list[Row]]:
    """The rows of all tables whose rows belong to this one document."""
    rows: dict[type[Table], list[Row]] = {
        FieldRow: list(_field_rows(record)),
        LineRow: _numbered(_typed(line, LINE_COLUMNS) for line in record.lines),
        TaxRow: _numbered(
            _typed({name: getattr(tax, name) for name in TAX_COLUMNS}, TAX_COLUMNS)
            for tax in record.taxes
        ),
        CheckRow: _numbered(check.model_dump() for check in record.checks),
        ReasonRow: _numbered(reason.model_dump() for reason in record.reasons),
        TimingRow: [
            {"stage": stage, "duration_ms": value} for stage, value in record.timings_ms.items()
        ],
        MailRow: [_mail_row(record)] if record.mail else [],
        InvoiceRow: [_invoice_row(record)] if record.doc_type.value in INVOICE_TYPES else [],
    }
    for members in rows.values():
        for row in members:
            row["document_id"] = record.document_id
    return rows


def _numbered(rows: Iterator[Row]) -> list[Row]:
    return [{"position": position, **row} for position, row in enumerate(rows, start=1)]


def _typed(fields: Mapping[str, Field | None], columns: Mapping[str, tuple[Kind, str]]) -> Row:
    """Columns with the SQL type of their kind; what does not parse is null, never a guess."""
    row: Row = {}
    for name, (kind, _) in columns.items():
        field = fields.get(name)
        if field is None:
            row[name] = None
        elif kind in (Kind.MONEY, Kind.QUANTITY, Kind.RATE):
            row[name] = parse_decimal(field.value)
        elif kind is Kind.DATE:
            row[name] = parse_iso_date(field.value)
        else:
            row[name] = field.value
    return row


def _invoice_row(record: Record) -> Row:
    return _typed({name: record.field(name) for name in INVOICE_FIELDS}, INVOICE_FIELDS)


def _mail_row(record: Record) -> Row:
    assert record.mail is not None
    mail = record.mail
    return {
        "category": mail.category.value,
        "category_confidence": mail.category.confidence,
        "needs_reply": mail.needs_reply.value,
        "needs_reply_confidence": mail.needs_reply.confidence,
        "urgency": mail.urgency.value,
        "urgency_confidence": mail.urgency.confidence,
        "deadline_text": mail.deadline.text if mail.deadline else None,
        "deadline_date": parse_iso_date(mail.deadline.date) if mail.deadline else None,
        "action": mail.action,
        **_header_columns(record.headers or MailHeaders(), record.document_id),
    }


def _header_columns(headers: MailHeaders, document_id: str) -> Row:
    """A mail that names no thread is one of its own.

    The key that makes two mails one is set by `tasks.save`, which has compared it.
    """
    return {
        "message_id": headers.message_id,
        "in_reply_to": headers.in_reply_to,
        "thread_id": headers.thread_id or document_id,
        "subject": headers.subject or None,
        "sender": headers.sender or None,
        "recipients": "; ".join(headers.recipients) or None,
        "sent_at": headers.sent_at,
    }


def _field_rows(record: Record) -> Iterator[Row]:
    for name, found in record.fields.items():
        repeated = as_list(found)
        for position, field in enumerate(repeated, start=1):
            yield _field_row(name, position, field)
    for position, line in enumerate(record.lines, start=1):
        for name, field in line.items():
            yield _field_row(f"line.{name}", position, field)
    for position, tax in enumerate(record.taxes, start=1):
        for name in TAX_COLUMNS:
            if (field := getattr(tax, name)) is not None:
                yield _field_row(f"tax.{name}", position, field)


def _field_row(name: str, position: int, field: Field) -> Row:
    box = field.box or (None, None, None, None)
    return {
        "name": name,
        "position": position,
        **field.model_dump(include={"value", "raw", "confidence", "origin", "page"}),
        **dict(zip(("x0", "y0", "x1", "y1"), box, strict=True)),
    }
