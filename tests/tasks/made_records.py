"""Records made by hand for the tests of store and deliver."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from schemas.arrival import Claim
from schemas.record import Check, Field, Labelled, Mail, ModelVersion, Reason, Record, Summary, Tax
from schemas.settings import Settings
from tasks.intake import claim_file, scan_inbox


def document_id(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def field(value: str, raw: str | None = None) -> Field:
    return Field(
        value=value,
        raw=raw or value,
        confidence=0.97,
        page=1,
        box=(0.1, 0.2, 0.3, 0.4),
        origin="model",
    )


def invoice(data: bytes, number: str | None = None, **changes: Any) -> Record:
    """An accepted invoice of one line; the number follows from the bytes unless given."""
    identity = document_id(data)
    values: dict[str, Any] = {
        "document_id": identity,
        "source": "invoices/bill.pdf",
        "media_type": "application/pdf",
        "pages_n": 1,
        "language": "de",
        "doc_type": Labelled(value="invoice", confidence=0.99),
        "fields": {
            "invoice_number": field(number or f"RE-{identity[:8]}"),
            "issue_date": field("2026-03-14", "14.03.2026"),
            "currency": field("EUR", "€"),
            "seller_name": field("Müller & Söhne GmbH"),
            "total_net": field("1000.10", "1.000,10"),
            "total_tax": field("190.02", "190,02"),
            "total_gross": field("1190.12", "1.190,12"),
        },
        "lines": [
            {
                "description": field("Wartung"),
                "quantity": field("3"),
                "unit_price": field("333.366667"),
                "net_amount": field("1000.10"),
            }
        ],
        "taxes": [Tax(rate=field("19"), base=field("1000.10"), amount=field("190.02"))],
        "summary": Summary(text="Invoice over 1190.12 EUR", origin="fields"),
        "checks": [Check(rule="BR-CO-15", passed=True, message="1000.10 + 190.02 = 1190.12")],
        "outcome": "accepted",
        "model": ModelVersion(name="encoder", version="1", sha256="00" * 32),
        "timings_ms": {"read": 4.5, "total": 61.0},
    }
    return Record.model_validate(values | changes)


def failed(data: bytes, **changes: Any) -> Record:
    values: dict[str, Any] = {
        "document_id": document_id(data),
        "source": "invoices/bill.pdf",
        "media_type": "application/pdf",
        "doc_type": Labelled(value="other", confidence=0.0),
        "outcome": "failed",
        "reasons": [
            Reason(code="encrypted", message="The PDF needs a password. Print it to a new PDF.")
        ],
    }
    return Record.model_validate(values | changes)


def doubtful(data: bytes, **changes: Any) -> Record:
    reason = Reason(
        code="BR-CO-15",
        message="Net 1000.10 and tax 190.02 do not add up to the total 1190.00",
        field="total_gross",
    )
    return invoice(data, **({"outcome": "needs_review", "reasons": [reason]} | changes))


def mail(data: bytes, **changes: Any) -> Record:
    values: dict[str, Any] = {
        "document_id": document_id(data),
        "source": "mail/message.eml",
        "media_type": "message/rfc822",
        "pages_n": 1,
        "language": "en",
        "doc_type": Labelled(value="mail", confidence=0.99),
        "mail": Mail(
            category=Labelled(value="invoice", confidence=0.9),
            needs_reply=Labelled(value=True, confidence=0.8),
            urgency=Labelled(value="high", confidence=0.7),
            action="Please pay by Friday",
        ),
        "outcome": "accepted",
    }
    return Record.model_validate(values | changes)


def attached(parent: Record, record: Record) -> Record:
    """The record as an attachment of a mail."""
    return record.model_copy(update={"parent_id": parent.document_id})


def make_claim(claim_id: str = "claim-1", original: str = "invoices/bill.pdf") -> Claim:
    """A claim without a file, for tests of SQL alone."""
    path = Path(original)
    return Claim(
        claim_id=claim_id,
        original=path,
        path=Path("processing") / claim_id / path.name,
        tags=path.parts[1:-1],
        channel=path.parts[0],
        received_at=datetime(2026, 3, 14, 9, 26, 53, 589793, tzinfo=UTC),
    )


def drop_and_claim(settings: Settings, data: bytes, original: str = "invoices/bill.pdf") -> Claim:
    """Drops a file into the inbox and claims it as the service would."""
    path = settings.inbox / original
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    assert path in scan_inbox(settings, {})
    claim = claim_file(path, settings)
    assert claim is not None
    return claim
