"""Finds the mail that comes a second time in other bytes: from two mailboxes, over a list, or
exported again. Its transport headers differ; Message-ID, words and attachments do not.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from schemas.record import Reason, Record
from schemas.tables import DocumentRow, MailRow
from tasks.same_invoice import Verdict


def mail_key(record: Record) -> str | None:
    """What makes two mails the same one; None where the record is no mail or has no Message-ID."""
    if record.mail is None or record.headers is None:
        return None
    return record.headers.same_mail_key


def judge_mail(session: Session, record: Record) -> Verdict:
    """Compares a mail with those stored before.

    Returns:
        The mail, a duplicate where it is already in; else with the key that reserves it.
    """
    key = mail_key(record)
    if key is None or record.outcome not in ("accepted", "needs_review"):
        return Verdict(record)
    first = session.scalar(
        select(DocumentRow)
        .join(MailRow, MailRow.document_id == DocumentRow.document_id)
        .where(MailRow.same_mail_key == key, MailRow.document_id != record.document_id)
    )
    if first is None:
        return Verdict(record, mail_key=key)
    message = f"This mail is already in the system, from the file {first.source}."
    reason = Reason(code="duplicate", message=message)
    changes = {"outcome": "duplicate", "reasons": [reason, *record.reasons]}
    return Verdict(record.model_copy(update=changes), first=first)
