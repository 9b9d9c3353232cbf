"""Creates the views that the ERP may read, and the triggers that keep events append-only.

Amounts are NUMERIC in the views of PostgreSQL and REAL in those of SQLite, so that the same SQL
compares and adds them on both; see docs/erp.md.
"""

from collections.abc import Iterator

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INVOICE_TEXTS = (
    "invoice_number", "issue_date", "due_date", "delivery_date", "period_start", "period_end",
    "currency", "po_number", "buyer_reference", "contract_number", "preceding_invoice",
    "seller_name", "seller_address", "seller_vat_id", "seller_registration_id", "buyer_name",
    "buyer_address", "buyer_vat_id", "ship_to_address", "iban", "bic", "payment_reference",
    "payment_terms",
)  # fmt: skip
INVOICE_AMOUNTS = (
    "lines_net", "allowances", "charges", "total_net", "total_tax", "total_gross", "prepaid",
    "rounding", "amount_due",
)  # fmt: skip
LINE_TEXTS = ("description", "code", "unit")
LINE_AMOUNTS = ("quantity", "unit_price", "discount", "net_amount", "tax_rate")
TAX_AMOUNTS = ("rate", "base", "amount")
VIEWS = (
    "erp_invoices", "erp_invoice_lines", "erp_invoice_taxes", "erp_rejections",
    "mailroom_documents",
)  # fmt: skip

ACCEPTED = "d.outcome = 'accepted' AND d.doc_type IN ('invoice', 'credit_note', 'receipt')"


def view_queries(dialect: str) -> Iterator[tuple[str, str]]:
    """Name and SELECT of each view."""

    def columns(texts: tuple[str, ...], amounts: tuple[str, ...]) -> str:
        number = "CAST(i.{0} AS REAL) AS {0}" if dialect == "sqlite" else "i.{0}"
        return ", ".join([f"i.{name}" for name in texts] + [number.format(a) for a in amounts])

    yield (
        "erp_invoices",
        f"""
        SELECT d.document_id, d.version, d.batch_id, d.doc_type,
               {columns(INVOICE_TEXTS, INVOICE_AMOUNTS)},
               d.source, d.parent_id, a.delivered_to AS file_path, a.channel,
               d.received_at, d.processed_at
        FROM documents d
        JOIN invoices i ON i.document_id = d.document_id
        LEFT JOIN arrivals a ON a.claim_id = d.claim_id
        WHERE {ACCEPTED}
        """,
    )
    yield (
        "erp_invoice_lines",
        f"""
        SELECT i.document_id, i.position, {columns(LINE_TEXTS, LINE_AMOUNTS)}
        FROM invoice_lines i
        JOIN documents d ON d.document_id = i.document_id
        WHERE {ACCEPTED}
        """,
    )
    yield (
        "erp_invoice_taxes",
        f"""
        SELECT i.document_id, i.position, i.category, {columns((), TAX_AMOUNTS)}
        FROM invoice_taxes i
        JOIN documents d ON d.document_id = i.document_id
        WHERE {ACCEPTED}
        """,
    )
    yield (
        "erp_rejections",
        """
        SELECT 'documents' AS parent_table, d.document_id AS parent_id, r.position, d.outcome,
               COALESCE(r.code, 'unknown') AS code,
               COALESCE(r.message, 'No reason was recorded.') AS message,
               r.field, d.source, d.batch_id, d.processed_at
        FROM documents d
        LEFT JOIN reasons r ON r.document_id = d.document_id
        WHERE d.outcome IN ('needs_review', 'failed')
        """,
    )
    yield (
        "mailroom_documents",
        """
        SELECT d.document_id, d.version, d.outcome,
               (SELECT r.message FROM reasons r WHERE r.document_id = d.document_id
                ORDER BY r.position LIMIT 1) AS reason,
               d.doc_type, d.doc_type_confidence, d.source, d.media_type, d.pages_n, d.language,
               d.summary, d.parent_id, d.duplicate_of, a.delivered_to AS file_path, a.channel,
               d.batch_id, d.model_name, d.model_version, d.received_at, d.processed_at
        FROM documents d
        LEFT JOIN arrivals a ON a.claim_id = d.claim_id
        """,
    )


SQLITE_TRIGGERS = (
    """
    CREATE TRIGGER events_no_update BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END
    """,
    """
    CREATE TRIGGER events_no_delete BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END
    """,
)
POSTGRESQL_TRIGGERS = (
    """
    CREATE FUNCTION events_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'events are append-only' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    """
    CREATE TRIGGER events_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION events_are_append_only()
    """,
)


def upgrade() -> None:
    """Makes views and triggers."""
    dialect = op.get_bind().dialect.name
    for name, query in view_queries(dialect):
        op.execute(f"CREATE VIEW {name} AS {query}")
    for statement in SQLITE_TRIGGERS if dialect == "sqlite" else POSTGRESQL_TRIGGERS:
        op.execute(statement)


def downgrade() -> None:
    """Drops them."""
    for name in VIEWS:
        op.execute(f"DROP VIEW {name}")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER events_no_update")
        op.execute("DROP TRIGGER events_no_delete")
    else:
        op.execute("DROP TRIGGER events_no_change ON events")
        op.execute("DROP FUNCTION events_are_append_only")
