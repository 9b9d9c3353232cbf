"""Creates the tables."""

import sqlalchemy as sa
from alembic import op

from schemas.tables import ExactDecimal, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "timings",
    "reasons",
    "mails",
    "invoices",
    "invoice_taxes",
    "invoice_lines",
    "fields",
    "checks",
    "attachments",
    "arrivals",
    "events",
    "documents",
)


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "documents",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("duplicate_of", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("pages_n", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("doc_type", sa.String(), nullable=False),
        sa.Column("doc_type_confidence", sa.Double(), nullable=False),
        sa.Column("summary", sa.String(), nullable=True),
        sa.Column("summary_origin", sa.String(), nullable=True),
        sa.Column("model_name", sa.String(), nullable=True),
        sa.Column("model_version", sa.String(), nullable=True),
        sa.Column("model_sha256", sa.String(), nullable=True),
        sa.Column("parent_id", sa.String(), nullable=True),
        sa.Column("claim_id", sa.String(), nullable=False),
        sa.Column("batch_id", sa.String(), nullable=True),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("processed_at", UtcDateTime(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["duplicate_of"], ["documents.document_id"], name="fk_documents_duplicate_of"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["documents.document_id"], name="fk_documents_parent_id"
        ),
        sa.PrimaryKeyConstraint("document_id", name="pk_documents"),
    )
    op.create_index("ix_documents_batch_id", "documents", ["batch_id"], unique=False)
    op.create_index("ix_documents_claim_id", "documents", ["claim_id"], unique=False)
    op.create_index("ix_documents_outcome", "documents", ["outcome"], unique=False)
    op.create_index("ix_documents_parent_id", "documents", ["parent_id"], unique=False)

    op.create_table(
        "events",
        sa.Column("event_id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("claim_id", sa.String(), nullable=True),
        sa.Column("document_id", sa.String(), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name="pk_events"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_claim_id", "events", ["claim_id"], unique=False)
    op.create_index("ix_events_document_id", "events", ["document_id"], unique=False)

    op.create_table(
        "arrivals",
        sa.Column("claim_id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("original_path", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("batch_id", sa.String(), nullable=True),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("delivered_at", UtcDateTime(), nullable=True),
        sa.Column("delivered_to", sa.String(), nullable=True),
        sa.Column("saved", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.document_id"], name="fk_arrivals_document_id"
        ),
        sa.PrimaryKeyConstraint("claim_id", name="pk_arrivals"),
    )
    op.create_index("ix_arrivals_document_id", "arrivals", ["document_id"], unique=False)
    op.create_index("ix_arrivals_outcome", "arrivals", ["outcome"], unique=False)

    op.create_table(
        "attachments",
        sa.Column("parent_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.document_id"], name="fk_attachments_document_id"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["documents.document_id"],
            name="fk_attachments_parent_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("parent_id", "position", name="pk_attachments"),
    )
    op.create_index("ix_attachments_document_id", "attachments", ["document_id"], unique=False)

    op.create_table(
        "checks",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.document_id"],
            name="fk_checks_document_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "position", name="pk_checks"),
    )
    op.create_table(
        "fields",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("raw", sa.String(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("x0", sa.Double(), nullable=True),
        sa.Column("y0", sa.Double(), nullable=True),
        sa.Column("x1", sa.Double(), nullable=True),
        sa.Column("y1", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.document_id"],
            name="fk_fields_document_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "name", "position", name="pk_fields"),
    )
    op.create_table(
        "invoice_lines",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("quantity", ExactDecimal(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("unit_price", ExactDecimal(), nullable=True),
        sa.Column("discount", ExactDecimal(), nullable=True),
        sa.Column("net_amount", ExactDecimal(), nullable=True),
        sa.Column("tax_rate", ExactDecimal(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.document_id"],
            name="fk_invoice_lines_document_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "position", name="pk_invoice_lines"),
    )
    op.create_table(
        "invoice_taxes",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rate", ExactDecimal(), nullable=True),
        sa.Column("base", ExactDecimal(), nullable=True),
        sa.Column("amount", ExactDecimal(), nullable=True),
        sa.Column("category", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.document_id"],
            name="fk_invoice_taxes_document_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "position", name="pk_invoice_taxes"),
    )
    op.create_table(
        "invoices",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("accepted_key", sa.String(), nullable=True),
        sa.Column("invoice_number", sa.String(), nullable=True),
        sa.Column("document_number", sa.String(), nullable=True),
        sa.Column("issue_date", sa.Date(), nullable=True),
        sa.Column("due_date", sa.Date(), nullable=True),
        sa.Column("delivery_date", sa.Date(), nullable=True),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("currency", sa.String(), nullable=True),
        sa.Column("po_number", sa.String(), nullable=True),
        sa.Column("buyer_reference", sa.String(), nullable=True),
        sa.Column("contract_number", sa.String(), nullable=True),
        sa.Column("preceding_invoice", sa.String(), nullable=True),
        sa.Column("seller_name", sa.String(), nullable=True),
        sa.Column("seller_address", sa.String(), nullable=True),
        sa.Column("seller_vat_id", sa.String(), nullable=True),
        sa.Column("seller_registration_id", sa.String(), nullable=True),
        sa.Column("buyer_name", sa.String(), nullable=True),
        sa.Column("buyer_address", sa.String(), nullable=True),
        sa.Column("buyer_vat_id", sa.String(), nullable=True),
        sa.Column("ship_to_address", sa.String(), nullable=True),
        sa.Column("iban", sa.String(), nullable=True),
        sa.Column("bic", sa.String(), nullable=True),
        sa.Column("payment_reference", sa.String(), nullable=True),
        sa.Column("payment_terms", sa.String(), nullable=True),
        sa.Column("lines_net", ExactDecimal(), nullable=True),
        sa.Column("allowances", ExactDecimal(), nullable=True),
        sa.Column("charges", ExactDecimal(), nullable=True),
        sa.Column("total_net", ExactDecimal(), nullable=True),
        sa.Column("total_tax", ExactDecimal(), nullable=True),
        sa.Column("total_gross", ExactDecimal(), nullable=True),
        sa.Column("prepaid", ExactDecimal(), nullable=True),
        sa.Column("rounding", ExactDecimal(), nullable=True),
        sa.Column("amount_due", ExactDecimal(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.document_id"],
            name="fk_invoices_document_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", name="pk_invoices"),
        sa.UniqueConstraint("accepted_key", name="uq_invoices_accepted_key"),
    )
    op.create_index("ix_invoices_invoice_number", "invoices", ["invoice_number"], unique=False)

    op.create_table(
        "mails",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("category_confidence", sa.Double(), nullable=False),
        sa.Column("needs_reply", sa.Boolean(), nullable=False),
        sa.Column("needs_reply_confidence", sa.Double(), nullable=False),
        sa.Column("urgency", sa.String(), nullable=False),
        sa.Column("urgency_confidence", sa.Double(), nullable=False),
        sa.Column("deadline_text", sa.String(), nullable=True),
        sa.Column("deadline_date", sa.Date(), nullable=True),
        sa.Column("action", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.document_id"],
            name="fk_mails_document_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", name="pk_mails"),
    )
    op.create_table(
        "reasons",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.document_id"],
            name="fk_reasons_document_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "position", name="pk_reasons"),
    )
    op.create_table(
        "timings",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("duration_ms", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.document_id"],
            name="fk_timings_document_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "stage", name="pk_timings"),
    )


def downgrade() -> None:
    """Drops them."""
    for table in TABLES:
        op.drop_table(table)
