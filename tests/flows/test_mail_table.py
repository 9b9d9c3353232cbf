"""The table of a batch's mails, and the thread that a mail belongs to."""

from email.message import EmailMessage
from typing import Any

import pytest

from flows import tables
from flows.process import publish_mails
from flows.workshop import Workshop
from schemas.arrival import Claim
from tasks.handle_claim import handle_claim
from tasks.intake import claim_file
from tasks.mail_query import list_mails, list_thread


def drop(workshop: Workshop, number: int, reply_to: str = "") -> Claim:
    message = EmailMessage()
    message["From"], message["To"] = "Ida <ida@x.example>", "post@firma.example"
    message["Subject"], message["Message-ID"] = f"Lamps {number}", f"<{number}@x.example>"
    message["Date"] = f"Mon, 0{number} Mar 2026 09:00:00 +0100"
    if reply_to:
        message["In-Reply-To"] = reply_to
    message.set_content(f"Please confirm order {number} by 13 March 2026.")
    message.add_attachment(b"", maintype="application", subtype="pdf", filename="void.pdf")
    path = workshop.settings.inbox / "mail" / f"{number}.eml"
    path.write_bytes(message.as_bytes())
    claim = claim_file(path, workshop.settings)
    assert claim is not None
    return claim


def test_a_batch_with_mail_has_a_table_of_who_wants_what(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    published: list[dict[str, Any]] = []
    monkeypatch.setattr(tables, "create_table_artifact", lambda **given: published.append(given))
    ids = []
    for claim in (drop(workshop, 2), drop(workshop, 3, "<2@x.example>")):
        store, settings = workshop.store, workshop.settings
        handled = handle_claim(claim, workshop.model, store, settings, "batch")
        ids += [document.document_id for document in handled.documents]

    publish_mails(list_mails(workshop.store, ids))

    (table,) = published
    assert table["key"] == "mails"
    first, second = table["table"]
    assert (first["Subject"], first["From"]) == ("Lamps 2", "Ida <ida@x.example>")
    assert first["Deadline"] == "2026-03-13"
    assert first["Attachments"] == "void.pdf failed"
    assert first["Outcome"] == "needs review"
    assert {first["Mails in thread"], second["Mails in thread"]} == {"2"}
    thread = list_thread(workshop.store, "<3@x.example>")
    assert [mail.subject for mail in thread] == ["Lamps 2", "Lamps 3"]
    assert list_thread(workshop.store, "<unknown@x.example>") == []

    publish_mails([])
    assert len(published) == 1
