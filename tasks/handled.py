"""What became of a claimed file, as operators read it in tables.

Apart from the work itself: whoever only tells of documents loads neither readers nor rules.
"""

from pathlib import Path

from schemas.document import Contract
from schemas.record import Record
from schemas.vocabulary import Outcome


class HandledDocument(Contract):
    """One document of a handled file, as an operator reads it in a table."""

    name: str
    document_id: str
    doc_type: str
    key_facts: str
    outcome: Outcome
    reason: str = ""


class HandledFile(Contract):
    """What became of a claimed file; `documents` has the file itself first, then its parts.

    `reason` may quote the document; `cause` says the same in words fit for a log.
    """

    claim_id: str
    name: str
    outcome: Outcome
    reason: str
    cause: str
    path: Path
    documents: tuple[HandledDocument, ...]
    duration_ms: float


def key_facts(record: Record) -> str:
    """Number, date, counterpart and total of a document, or what a mail asks; "" if unknown."""
    if record.mail is not None:
        wishes: list[str] = [record.mail.category.value]
        if record.mail.needs_reply.value:
            wishes.append("needs a reply")
        if record.mail.urgency.value != "normal":
            wishes.append(f"{record.mail.urgency.value} urgency")
        return ", ".join(wishes)

    def first(*names: str) -> str:
        return next((found.value for name in names if (found := record.field(name))), "")

    total = " ".join(filter(None, (first("total_gross", "amount_due", "value"), first("currency"))))
    facts = (
        first("document_number", "invoice_number", "contract_number"),
        first("issue_date", "effective_date"),
        first("seller_name", "party", "title"),
        total,
    )
    return " · ".join(filter(None, facts))
