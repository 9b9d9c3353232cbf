"""The SQL tables, typed. Contracts are separate classes; `tasks.rows` maps one to the other.

Money is exact: NUMERIC on PostgreSQL, decimal text on SQLite, see
docs/decisions/decimals-in-sqlite.md. Times are aware UTC. What the ERP may read are the views of
the migrations, see docs/erp.md.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    MetaData,
    Numeric,
    String,
    TypeDecorator,
    false,
)  # fmt: skip
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeEngine


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal that comes back digit for digit, trailing zeros included."""

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String())
        return dialect.type_descriptor(Numeric())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return f"{value:f}"

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time; ISO 8601 text with Z on SQLite, so that text order is time order."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String())
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("times are stored aware; this one has no time zone")
        value = value.astimezone(UTC)
        if dialect.name == "sqlite":
            return value.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        return value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if isinstance(value, str):
            return datetime.fromisoformat(value)
        stored: datetime = value
        return stored.astimezone(UTC)


class Table(DeclarativeBase):
    """Base of all tables; constraints have names, so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        Decimal: ExactDecimal,
        datetime: UtcDateTime,
        dict[str, Any]: JSON,
        list[str]: JSON,
    }


def _part_of() -> Mapped[str]:
    """The owning document, as the first column of a part's primary key."""
    return mapped_column(ForeignKey("documents.document_id", ondelete="CASCADE"), primary_key=True)


class DocumentRow(Table):
    """One row per distinct bytes. `version` grows by one at each change.

    `claim_id` names the arrival that brought what the row now says; `parent_id` the mail with
    which the document first came, null when it was dropped by itself.
    """

    __tablename__ = "documents"

    document_id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    outcome: Mapped[str] = mapped_column(index=True)
    duplicate_of: Mapped[str | None] = mapped_column(ForeignKey("documents.document_id"))
    source: Mapped[str]
    media_type: Mapped[str]
    pages_n: Mapped[int]
    language: Mapped[str]
    doc_type: Mapped[str]
    doc_type_confidence: Mapped[float]
    summary: Mapped[str | None]
    summary_origin: Mapped[str | None]
    model_name: Mapped[str | None]
    model_version: Mapped[str | None]
    model_sha256: Mapped[str | None]
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("documents.document_id"), index=True)
    claim_id: Mapped[str] = mapped_column(index=True)
    batch_id: Mapped[str | None] = mapped_column(index=True)
    received_at: Mapped[datetime]
    processed_at: Mapped[datetime]
    record: Mapped[dict[str, Any]]

    __mapper_args__ = {"version_id_col": version}


class ArrivalRow(Table):
    """One row per dropped file, duplicates included; `saved` is the contract as returned.

    A file that was taken from review again with a correction has one more (`is_corrected`).
    """

    __tablename__ = "arrivals"

    claim_id: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.document_id"), index=True)
    outcome: Mapped[str] = mapped_column(index=True)
    original_path: Mapped[str]
    channel: Mapped[str]
    tags: Mapped[list[str]]
    batch_id: Mapped[str | None]
    is_corrected: Mapped[bool] = mapped_column(server_default=false())
    received_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]
    delivered_to: Mapped[str | None]
    saved: Mapped[dict[str, Any]]


class AttachmentRow(Table):
    """Which documents a mail carried. One document may hang on many mails."""

    __tablename__ = "attachments"

    parent_id: Mapped[str] = _part_of()
    position: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.document_id"), index=True)
    source: Mapped[str]


class InvoiceRow(Table):
    """Header of an invoice, credit note or receipt; columns are named as in the vocabulary."""

    __tablename__ = "invoices"

    document_id: Mapped[str] = _part_of()
    invoice_number: Mapped[str | None] = mapped_column(index=True)
    document_number: Mapped[str | None]
    issue_date: Mapped[date | None]
    due_date: Mapped[date | None]
    delivery_date: Mapped[date | None]
    period_start: Mapped[date | None]
    period_end: Mapped[date | None]
    currency: Mapped[str | None]
    po_number: Mapped[str | None]
    buyer_reference: Mapped[str | None]
    contract_number: Mapped[str | None]
    preceding_invoice: Mapped[str | None]
    seller_name: Mapped[str | None]
    seller_address: Mapped[str | None]
    seller_vat_id: Mapped[str | None]
    seller_registration_id: Mapped[str | None]
    buyer_name: Mapped[str | None]
    buyer_address: Mapped[str | None]
    buyer_vat_id: Mapped[str | None]
    ship_to_address: Mapped[str | None]
    iban: Mapped[str | None]
    bic: Mapped[str | None]
    payment_reference: Mapped[str | None]
    payment_terms: Mapped[str | None]
    lines_net: Mapped[Decimal | None]
    allowances: Mapped[Decimal | None]
    charges: Mapped[Decimal | None]
    total_net: Mapped[Decimal | None]
    total_tax: Mapped[Decimal | None]
    total_gross: Mapped[Decimal | None]
    prepaid: Mapped[Decimal | None]
    rounding: Mapped[Decimal | None]
    amount_due: Mapped[Decimal | None]


class InvoiceKeyRow(Table):
    """What an invoice is found by when it comes again, see `tasks.bill_keys`.

    Those that are accepted or wait for review have such rows. `accepted_key` is the key of seller,
    number and date of an accepted one, so that SQL itself refuses to accept the same bill twice;
    it is null for all others.
    """

    __tablename__ = "invoice_keys"

    document_id: Mapped[str] = _part_of()
    key: Mapped[str] = mapped_column(primary_key=True, index=True)
    accepted_key: Mapped[str | None] = mapped_column(unique=True)


class LineRow(Table):
    """One line item, in printed order from 1."""

    __tablename__ = "invoice_lines"

    document_id: Mapped[str] = _part_of()
    position: Mapped[int] = mapped_column(primary_key=True)
    description: Mapped[str | None]
    code: Mapped[str | None]
    quantity: Mapped[Decimal | None]
    unit: Mapped[str | None]
    unit_price: Mapped[Decimal | None]
    discount: Mapped[Decimal | None]
    net_amount: Mapped[Decimal | None]
    tax_rate: Mapped[Decimal | None]


class TaxRow(Table):
    """One row of the tax breakdown, in printed order from 1."""

    __tablename__ = "invoice_taxes"

    document_id: Mapped[str] = _part_of()
    position: Mapped[int] = mapped_column(primary_key=True)
    rate: Mapped[Decimal | None]
    base: Mapped[Decimal | None]
    amount: Mapped[Decimal | None]
    category: Mapped[str | None]


class MailRow(Table):
    """A mail's headers, and what it asks of its reader.

    `same_mail_key` is set on the first copy of a mail alone, so that SQL itself refuses a second
    row for it. `recipients` are parted by "; ". `thread_id` is the Message-ID that began the
    thread.
    """

    __tablename__ = "mails"
    __table_args__ = (Index("uq_mails_same_mail_key", "same_mail_key", unique=True),)

    document_id: Mapped[str] = _part_of()
    category: Mapped[str]
    category_confidence: Mapped[float]
    needs_reply: Mapped[bool]
    needs_reply_confidence: Mapped[float]
    urgency: Mapped[str]
    urgency_confidence: Mapped[float]
    deadline_text: Mapped[str | None]
    deadline_date: Mapped[date | None]
    action: Mapped[str | None]
    message_id: Mapped[str | None] = mapped_column(index=True)
    in_reply_to: Mapped[str | None]
    thread_id: Mapped[str | None] = mapped_column(index=True)
    subject: Mapped[str | None]
    sender: Mapped[str | None]
    recipients: Mapped[str | None]
    sent_at: Mapped[datetime | None]
    same_mail_key: Mapped[str | None]


class MailboxRow(Table):
    """A mailbox that is fetched from, and how it fares; `problem` is a sentence for operators."""

    __tablename__ = "mailboxes"

    host: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(primary_key=True)
    folder: Mapped[str] = mapped_column(primary_key=True)
    uid_validity: Mapped[int | None] = mapped_column(BigInteger)
    checked_at: Mapped[datetime | None]
    problem: Mapped[str | None]
    problem_since: Mapped[datetime | None]


class MailboxMessageRow(Table):
    """A message taken from a mailbox, so that none is fetched twice and none forgotten.

    The row is committed before its file appears in the inbox. `document_id` is the SHA-256 of its
    bytes; the document itself may not be stored yet. `settled_at` is when the server was told.
    `left_bytes` is the size of a message that was too large to be fetched: a file with its headers
    stands for it, and the server is told nothing.
    """

    __tablename__ = "mailbox_messages"

    host: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(primary_key=True)
    folder: Mapped[str] = mapped_column(primary_key=True)
    uid_validity: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    uid: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    document_id: Mapped[str] = mapped_column(index=True)
    file_name: Mapped[str]
    fetched_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    left_bytes: Mapped[int | None] = mapped_column(BigInteger)


class CorrectionRow(Table):
    """What a clerk said of a document, the last row counting; see `schemas.correction`.

    `applied_at` is when the document was read and stored by it; until then it is to be read anew.
    """

    __tablename__ = "corrections"

    correction_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.document_id"), index=True)
    given_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]
    content: Mapped[dict[str, Any]]


class FieldRow(Table):
    """Every value read, of any document, with its evidence.

    `name` is as in the vocabulary, `line.…` and `tax.…` for columns; `position` counts from 1
    the repeats, lines or tax rows. The box is in fractions of the page, origin top left.
    """

    __tablename__ = "fields"

    document_id: Mapped[str] = _part_of()
    name: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str]
    raw: Mapped[str]
    confidence: Mapped[float]
    origin: Mapped[str]
    page: Mapped[int | None]
    x0: Mapped[float | None]
    y0: Mapped[float | None]
    x1: Mapped[float | None]
    y1: Mapped[float | None]


class CheckRow(Table):
    """One rule and whether the document satisfies it."""

    __tablename__ = "checks"

    document_id: Mapped[str] = _part_of()
    position: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[str]
    passed: Mapped[bool]
    message: Mapped[str]


class ReasonRow(Table):
    """Why a document is not simply accepted."""

    __tablename__ = "reasons"

    document_id: Mapped[str] = _part_of()
    position: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    message: Mapped[str]
    field: Mapped[str | None]


class TimingRow(Table):
    """How long a stage took, in milliseconds."""

    __tablename__ = "timings"

    document_id: Mapped[str] = _part_of()
    stage: Mapped[str] = mapped_column(primary_key=True)
    duration_ms: Mapped[float]


class EventRow(Table):
    """What happened, in order. Triggers refuse UPDATE and DELETE."""

    __tablename__ = "events"
    __table_args__ = (
        Index("ix_events_document_id", "document_id"),
        Index("ix_events_claim_id", "claim_id"),
        {"sqlite_autoincrement": True},
    )

    event_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    name: Mapped[str]
    claim_id: Mapped[str | None]
    document_id: Mapped[str | None]
    detail: Mapped[dict[str, Any]]


#: Tables whose rows belong to one document and are replaced with it.
PART_TABLES: tuple[type[Table], ...] = (
    InvoiceRow, InvoiceKeyRow, LineRow, TaxRow, MailRow, FieldRow, CheckRow, ReasonRow, TimingRow,
)  # fmt: skip
