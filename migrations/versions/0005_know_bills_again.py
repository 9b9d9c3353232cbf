"""Keeps several keys for each invoice, by which it is known when it comes again.

One key of the seller's name, as printed, made two bills of one that is printed "Lindner" here and
"Lindner GmbH" there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from alembic import op

from schemas.tables import ExactDecimal, UtcDateTime
from tasks.bill_keys import BILL_FIELDS, key_rows, make_bill, number_keys

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ROWS_N = 1000  # inserted at once
KEYS = sa.table(
    "invoice_keys", sa.column("document_id"), sa.column("key"), sa.column("accepted_key")
)
DOCUMENTS = sa.table(
    "documents", sa.column("document_id"), sa.column("outcome"), sa.column("doc_type"),
    sa.column("processed_at", UtcDateTime()),
)  # fmt: skip
KINDS = {"issue_date": sa.Date(), "total_gross": ExactDecimal()}
INVOICES = sa.table(
    "invoices",
    sa.column("document_id"),
    *(sa.column(name, KINDS.get(name)) for name in BILL_FIELDS),
)


def upgrade() -> None:
    """Makes the table, fills it, and drops the one key that did not suffice."""
    op.create_table(
        "invoice_keys",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("accepted_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.document_id"],
            name="fk_invoice_keys_document_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "key", name="pk_invoice_keys"),
        sa.UniqueConstraint("accepted_key", name="uq_invoice_keys_accepted_key"),
    )
    op.create_index("ix_invoice_keys_key", "invoice_keys", ["key"], unique=False)
    rows = list(stored_keys())
    for start in range(0, len(rows), ROWS_N):
        op.get_bind().execute(sa.insert(KEYS), rows[start : start + ROWS_N])
    with free_of_views(), op.batch_alter_table("invoices") as invoices:
        invoices.drop_constraint("uq_invoices_accepted_key", type_="unique")
        invoices.drop_column("accepted_key")


def downgrade() -> None:
    """Takes the table back; the older version knows none of the bills accepted before."""
    op.drop_table("invoice_keys")
    with free_of_views(), op.batch_alter_table("invoices") as invoices:
        invoices.add_column(sa.Column("accepted_key", sa.String(), nullable=True))
        invoices.create_unique_constraint("uq_invoices_accepted_key", ["accepted_key"])


def stored_keys() -> Iterator[dict[str, Any]]:
    """The keys of all invoices; of bills that were accepted twice the first one has them."""
    query = (
        sa.select(DOCUMENTS, *(INVOICES.c[name] for name in BILL_FIELDS))
        .join(INVOICES, INVOICES.c.document_id == DOCUMENTS.c.document_id)
        .where(DOCUMENTS.c.outcome.in_(("accepted", "needs_review")))
        .order_by(DOCUMENTS.c.processed_at, DOCUMENTS.c.document_id)
    )
    taken: set[str] = set()
    for row in op.get_bind().execute(query).mappings():
        bill = make_bill(row["doc_type"], row)
        own = set(number_keys(bill)) - taken if row["outcome"] == "accepted" else set()
        taken |= own
        for key in key_rows(bill, reserved=own):
            yield {"document_id": row["document_id"], **key}


@contextmanager
def free_of_views() -> Iterator[None]:
    """Takes the view of invoices away meanwhile: SQLite changes a table by making a new one."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        yield
        return
    query = "SELECT sql FROM sqlite_master WHERE name = 'erp_invoices'"
    view = connection.scalar(sa.text(query))
    op.execute("DROP VIEW erp_invoices")
    yield
    connection.exec_driver_sql(view)
