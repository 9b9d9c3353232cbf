"""Adds a mail's headers, and the views of mails, their attachments and threads."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from schemas.tables import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXTS = ("message_id", "in_reply_to", "thread_id", "subject", "sender", "recipients")
INDEXES = ("message_id", "thread_id")
#: In the order in which they can be dropped.
VIEWS = ("mailroom_threads", "mailroom_mails", "mailroom_attachments")
OUTCOMES = ("accepted", "needs_review", "duplicate", "failed")


def view_queries() -> Iterator[tuple[str, str]]:
    """Name and SELECT of each view."""
    counts = ", ".join(
        f"(SELECT COUNT(*) FROM attachments t JOIN documents p ON p.document_id = t.document_id"
        f" WHERE t.parent_id = d.document_id AND p.outcome = '{outcome}')"
        f" AS attachments_{outcome}_n"
        for outcome in OUTCOMES
    )
    yield (
        "mailroom_attachments",
        """
        SELECT t.parent_id, t.position, t.document_id, t.source, p.outcome,
               (SELECT r.message FROM reasons r WHERE r.document_id = p.document_id
                ORDER BY r.position LIMIT 1) AS reason,
               p.doc_type, p.media_type, p.pages_n, p.duplicate_of
        FROM attachments t
        JOIN documents p ON p.document_id = t.document_id
        """,
    )
    yield (
        "mailroom_mails",
        f"""
        SELECT d.document_id, d.version, d.outcome, a.outcome AS file_outcome,
               (SELECT r.message FROM reasons r WHERE r.document_id = d.document_id
                ORDER BY r.position LIMIT 1) AS reason,
               m.subject, m.sender, m.recipients, m.sent_at, m.message_id, m.in_reply_to,
               m.thread_id, m.category, m.category_confidence, m.needs_reply,
               m.urgency, m.deadline_text, m.deadline_date, m.action, d.summary, d.language,
               (SELECT COUNT(*) FROM attachments t WHERE t.parent_id = d.document_id)
                   AS attachments_n, {counts},
               d.source, d.parent_id, d.duplicate_of, a.delivered_to AS file_path, a.channel,
               d.batch_id, d.received_at, d.processed_at
        FROM documents d
        JOIN mails m ON m.document_id = d.document_id
        LEFT JOIN arrivals a ON a.claim_id = d.claim_id
        """,
    )
    yield (
        "mailroom_threads",
        """
        SELECT m.thread_id, COUNT(*) AS mails_n,
               (SELECT f.subject FROM mailroom_mails f WHERE f.thread_id = m.thread_id
                AND f.outcome <> 'duplicate'
                ORDER BY COALESCE(f.sent_at, f.received_at), f.document_id LIMIT 1) AS subject,
               MIN(COALESCE(m.sent_at, m.received_at)) AS first_at,
               MAX(COALESCE(m.sent_at, m.received_at)) AS last_at,
               (SELECT l.document_id FROM mailroom_mails l WHERE l.thread_id = m.thread_id
                AND l.outcome <> 'duplicate'
                ORDER BY COALESCE(l.sent_at, l.received_at) DESC, l.document_id DESC LIMIT 1)
                   AS last_document_id,
               SUM(CASE WHEN m.outcome = 'needs_review' THEN 1 ELSE 0 END) AS needs_review_n
        FROM mailroom_mails m
        WHERE m.outcome <> 'duplicate'
        GROUP BY m.thread_id
        """,
    )


def upgrade() -> None:
    """Adds columns, indexes and views; mails stored before have no headers, and no thread."""
    for name in TEXTS:
        op.add_column("mails", sa.Column(name, sa.String(), nullable=True))
    op.add_column("mails", sa.Column("sent_at", UtcDateTime(), nullable=True))
    op.add_column("mails", sa.Column("same_mail_key", sa.String(), nullable=True))
    op.execute("UPDATE mails SET thread_id = document_id")
    for name in INDEXES:
        op.create_index(f"ix_mails_{name}", "mails", [name], unique=False)
    op.create_index("uq_mails_same_mail_key", "mails", ["same_mail_key"], unique=True)
    for name, query in view_queries():
        op.execute(f"CREATE VIEW {name} AS {query}")


def downgrade() -> None:
    """Takes them back."""
    for name in VIEWS:
        op.execute(f"DROP VIEW {name}")
    op.drop_index("uq_mails_same_mail_key", "mails")
    for name in INDEXES:
        op.drop_index(f"ix_mails_{name}", "mails")
    for name in (*TEXTS, "sent_at", "same_mail_key"):
        op.drop_column("mails", name)
