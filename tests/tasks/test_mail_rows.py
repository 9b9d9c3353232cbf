"""A mail in SQL: its headers, thread and attachments; the same mail twice; a failed attachment."""

from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from made_documents import KnowNothing
from sqlalchemy import text

from readers.mail import read_mail
from schemas.record import MailHeaders, Record
from schemas.settings import Settings
from tasks.extract import extract_file
from tasks.store import Store
from tasks.stored_headers import read_headers
from tests.tasks.made_records import (
    attached,
    document_id,
    doubtful,
    failed,
    invoice,
    mail,
    make_claim,
)

SETTINGS = Settings()


def write(message_id: str | None = "<1@x.example>", body: str = "Dear all, the lamps are here.",
          **headers: str) -> EmailMessage:  # fmt: skip
    message = EmailMessage()
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message["From"], message["To"] = "Ida Lind <ida@x.example>", "post@firma.example"
    message["Cc"], message["Subject"] = "Bo <bo@firma.example>", "Lamps"
    message["Date"] = "Mon, 02 Mar 2026 09:00:00 +0100"
    if message_id:
        message["Message-ID"] = message_id
    message.set_content(body)
    return message


def headers(message: EmailMessage) -> MailHeaders:
    return read_headers(read_mail(message.as_bytes(), SETTINGS))


def save(store: Store, name: str, message: EmailMessage, *parts: Record) -> Record:
    """Stores a mail as the reader would give it; its bytes are those of the message."""
    data = message.as_bytes()
    record = mail(data, source=f"mail/{name}.eml", headers=headers(message))
    store.save(
        make_claim(name, f"mail/{name}.eml"), [record, *(attached(record, p) for p in parts)]
    )
    return record


def query(store: Store, sql: str, **values: Any) -> list[dict[str, Any]]:
    with store.reading() as session:
        return [dict(row) for row in session.execute(text(sql), values).mappings()]


def test_a_mail_is_one_row_with_headers_and_what_became_of_its_attachments(store: Store) -> None:
    save(store, "a", write(), invoice(b"one"), failed(b"two"), doubtful(b"three"))
    (row,) = query(store, "SELECT * FROM mailroom_mails")
    assert row["sender"] == "Ida Lind <ida@x.example>"
    assert row["recipients"] == "post@firma.example; Bo <bo@firma.example>"
    assert (row["subject"], row["message_id"]) == ("Lamps", "<1@x.example>")
    assert str(row["sent_at"]).startswith("2026-03-02")
    assert (row["category"], row["urgency"], bool(row["needs_reply"])) == ("invoice", "high", True)
    assert row["action"] == "Please pay by Friday"
    counted = [
        row[f"attachments_{name}n"] for name in ("", "accepted_", "needs_review_", "failed_")
    ]
    assert counted == [3, 1, 1, 1]
    assert row["file_outcome"] == "needs_review"
    parts = query(store, "SELECT * FROM mailroom_attachments ORDER BY position")
    assert [part["outcome"] for part in parts] == ["accepted", "failed", "needs_review"]
    assert "password" in parts[1]["reason"]


@pytest.mark.parametrize(
    ("given", "thread"),
    [
        ({"References": "<root@x> <2@x>", "In_Reply_To": "<2@x>"}, "<root@x>"),
        ({"In_Reply_To": "Your mail of Monday <2@x>"}, "<2@x>"),
        ({}, "<1@x.example>"),
    ],
)
def test_a_thread_is_named_by_the_mail_that_began_it(given: dict[str, str], thread: str) -> None:
    assert headers(write(**given)).thread_id == thread


def test_mails_of_one_thread_are_found_together(store: Store) -> None:
    first = save(store, "a", write())
    last = save(store, "b", write("<2@x.example>", "Thanks!", In_Reply_To="<1@x.example>"))
    save(store, "c", write("<3@x.example>", "Other"))
    save(store, "d", write(None, "Nobody named me"))
    threads = {row["thread_id"]: row for row in query(store, "SELECT * FROM mailroom_threads")}
    assert len(threads) == 3
    assert threads["<1@x.example>"]["mails_n"] == 2
    assert threads["<1@x.example>"]["subject"] == "Lamps"
    found = query(
        store,
        "SELECT document_id FROM mailroom_mails WHERE thread_id = :thread",
        thread="<1@x.example>",
    )
    assert {row["document_id"] for row in found} == {first.document_id, last.document_id}


def test_a_mail_that_came_another_way_is_a_duplicate(store: Store) -> None:
    first = save(store, "a", write(), invoice(b"one"))
    again = write(Received="from relay.example by mx.example", X_Mailing_List="all")
    copy = save(store, "b", again, invoice(b"one"))
    assert copy.document_id != first.document_id
    saved = store.saved("b")
    assert saved is not None
    assert (saved.outcome, saved.duplicate_of) == ("duplicate", first.document_id)
    assert "mail/a.eml" in saved.reasons[0].message
    assert [part.outcome for part in saved.parts] == ["duplicate"]
    (thread,) = query(store, "SELECT mails_n FROM mailroom_threads")
    assert thread["mails_n"] == 1
    assert len(query(store, "SELECT * FROM erp_invoices")) == 1


@pytest.mark.parametrize(
    "other",
    [
        write(body="Dear all, the lamps are late."),
        write("<2@x.example>"),
        write(None),
    ],
)
def test_mails_that_differ_are_all_kept(store: Store, other: EmailMessage) -> None:
    save(store, "a", write())
    save(store, "b", other)
    saved = store.saved("b")
    assert saved is not None
    assert saved.outcome == "accepted"


def test_another_attachment_makes_another_mail() -> None:
    one, two = write(), write()
    one.add_attachment(b"1", maintype="application", subtype="pdf", filename="a.pdf")
    two.add_attachment(b"2", maintype="application", subtype="pdf", filename="a.pdf")
    assert headers(one).same_mail_key != headers(two).same_mail_key


def test_a_mail_read_again_for_its_failed_attachment_stays_itself(store: Store) -> None:
    save(store, "a", write(), failed(b"two"))
    save(store, "b", write(), invoice(b"two"))
    saved = store.saved("b")
    assert saved is not None
    assert saved.outcome == "accepted"
    assert len(query(store, "SELECT * FROM mailroom_mails")) == 1


class CrashesOnNotes(KnowNothing):
    def predict(self, pages: Any) -> Any:
        if "crash" in pages[0].row_texts()[0]:
            raise RuntimeError("the model met its end")
        return super().predict(pages)


def test_a_mail_is_not_done_while_an_attachment_failed_after_it_was_read(
    store: Store, tmp_path: Path
) -> None:
    message = write()
    message.add_attachment("crash me", filename="note.txt")
    path = tmp_path / "mail.eml"
    path.write_bytes(message.as_bytes())
    own, note = extract_file(path, CrashesOnNotes(), SETTINGS, source="mail/mail.eml")
    assert note.outcome == "failed"
    assert own.outcome == "needs_review"
    assert any("note.txt" in reason.message for reason in own.reasons)
    assert store.save(make_claim(), [own, note]).outcome == "needs_review"
    (row,) = query(store, "SELECT outcome, attachments_failed_n FROM mailroom_mails")
    assert (row["outcome"], row["attachments_failed_n"]) == ("needs_review", 1)
    assert query(store, "SELECT code FROM erp_rejections WHERE code = 'attachment_failed'")


def test_headers_are_stored_but_no_part_of_the_printed_record(store: Store) -> None:
    record = save(store, "a", write())
    assert "headers" not in record.to_json()
    stored = store.record(document_id(write().as_bytes()))
    assert stored is not None
    assert stored.model_dump() == record.model_dump()
