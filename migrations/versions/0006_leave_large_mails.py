"""Remembers which messages were too large to be fetched, so that a higher limit fetches them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column."""
    op.add_column("mailbox_messages", sa.Column("left_bytes", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    """Drops it."""
    with op.batch_alter_table("mailbox_messages") as messages:
        messages.drop_column("left_bytes")
