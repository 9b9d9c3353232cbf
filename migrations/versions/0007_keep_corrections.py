"""Keeps what clerks say of documents that waited for review."""

import sqlalchemy as sa
from alembic import op

from schemas.tables import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the table, and the mark of files that were taken from review again."""
    op.add_column(
        "arrivals",
        sa.Column("is_corrected", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.create_table(
        "corrections",
        sa.Column("correction_id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.Column("applied_at", UtcDateTime(), nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.document_id"],
            name=op.f("fk_corrections_document_id"),
        ),
        sa.PrimaryKeyConstraint("correction_id", name=op.f("pk_corrections")),
    )
    op.create_index(op.f("ix_corrections_document_id"), "corrections", ["document_id"])


def downgrade() -> None:
    """Drops them."""
    op.drop_index(op.f("ix_corrections_document_id"), table_name="corrections")
    op.drop_table("corrections")
    op.execute("ALTER TABLE arrivals DROP COLUMN is_corrected")
