"""Creates the tables that remember what was fetched from which mailbox."""

import sqlalchemy as sa
from alembic import op

from schemas.tables import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = ("host", "account", "folder")


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "mailboxes",
        *(sa.Column(name, sa.String(), nullable=False) for name in KEY),
        sa.Column("uid_validity", sa.BigInteger(), nullable=True),
        sa.Column("checked_at", UtcDateTime(), nullable=True),
        sa.Column("problem", sa.String(), nullable=True),
        sa.Column("problem_since", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint(*KEY, name="pk_mailboxes"),
    )
    op.create_table(
        "mailbox_messages",
        *(sa.Column(name, sa.String(), nullable=False) for name in KEY),
        sa.Column("uid_validity", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("fetched_at", UtcDateTime(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint(*KEY, "uid_validity", "uid", name="pk_mailbox_messages"),
    )
    op.create_index(
        "ix_mailbox_messages_document_id", "mailbox_messages", ["document_id"], unique=False
    )


def downgrade() -> None:
    """Drops them."""
    op.drop_table("mailbox_messages")
    op.drop_table("mailboxes")
