from datetime import datetime
from pathlib import Path

import pytest

from schemas.arrival import FirstCopy, SavedDocument, SavedPart
from schemas.correction import WaitingDocument
from schemas.record import Deadline, Labelled, MailHeaders, Reason, Record
from schemas.vocabulary import Outcome
from tasks.clerk_note import compose_note
from tests.tasks.made_records import document_id, doubtful, failed, invoice, mail

REVIEW_NOTE = """\
PLEASE CHECK: bill.pdf

We read this file, but not everything in it is certain. Nothing of it goes on
before you have looked, and nothing is lost.

What to look at
  - Net 1000.10 and tax 190.02 do not add up to the total 1190.00.

What we read
  Number  RE-7692c3ad
  Date    2026-03-14
  From    Müller & Söhne GmbH
  Net     1000.10 EUR
  Tax     190.02 EUR
  Total   1190.12 EUR

What to do
  1. Open bill.pdf and compare it with the points above.
  2. Is it right? Then enter it by hand, put the file away and delete this
     note.
  3. Is it wrong? Then ask the sender for a new one and drop that into the
     inbox.

We know this very file already: dropped again while this one lies here, it is
filed as a copy; later the new one waits here in its place.

If you ask for help, name this document: 7692c3ad3540
"""


def saved(
    record: Record, outcome: Outcome | None = None, parts: tuple[SavedPart, ...] = ()
) -> SavedDocument:
    return SavedDocument(
        claim_id="claim-1",
        document_id=record.document_id,
        outcome=outcome or record.outcome,
        reasons=tuple(record.reasons),
        parts=parts,
    )


def part(outcome: Outcome, message: str) -> SavedPart:
    return SavedPart(
        document_id=document_id(message.encode()),
        source="mail/message.eml/scan.pdf",
        outcome=outcome,
        reasons=(Reason(code="x", message=message),),
    )


def test_a_review_note_reads_well() -> None:
    record = doubtful(b"one")
    assert compose_note("bill.pdf", saved(record), record) == REVIEW_NOTE


def test_an_accepted_file_needs_no_note() -> None:
    record = invoice(b"one")
    assert compose_note("bill.pdf", saved(record), record) is None


def test_a_failed_note_says_why_and_what_helps() -> None:
    note = compose_note("bill.pdf", saved(failed(b"one")), None)
    assert note is not None
    assert note.startswith("COULD NOT BE READ: bill.pdf\n")
    assert "  - The PDF needs a password. Print it to a new PDF.\n" in note


def test_a_failed_note_without_reason_says_whom_to_ask() -> None:
    note = compose_note("bill.pdf", saved(failed(b"one", reasons=[])), None)
    assert note is not None
    assert "ask your operator" in note


def test_a_mail_names_the_attachment_in_question_once() -> None:
    message = mail(b"mail")
    parts = (part("failed", "It is damaged"), part("accepted", "never told"))
    note = compose_note("message.eml", saved(message, "needs_review", parts), message)
    assert note is not None
    assert "  - Attachment scan.pdf: It is damaged.\n" in note
    assert "never told" not in note
    assert "Accepted already: do not enter it again\n  - scan.pdf\n" in note
    assert "deal with it as usual" in note
    told = Reason(code="attachment", message="The attachment scan.pdf could not be read.")
    message = message.model_copy(update={"reasons": [told]})
    note = compose_note("message.eml", saved(message, "needs_review", parts), message)
    assert note is not None
    assert note.partition("Accepted already")[0].count("scan.pdf") == 1


def test_an_attachment_is_named_beside_one_whose_name_ends_like_its_own() -> None:
    told = Reason(code="attachment", message="The attachment 1scan.pdf could not be read.")
    message = mail(b"mail", reasons=[told])
    note = compose_note("m.eml", saved(message, "needs_review", (part("failed", "Cut"),)), message)
    assert note is not None
    assert "  - Attachment scan.pdf: Cut.\n" in note


@pytest.mark.parametrize("again", [False, True])
def test_what_is_accepted_of_an_archive_is_not_entered_again(again: bool) -> None:
    """Also where the archive came a second time, and the database alone knows of it."""
    archive = doubtful(b"archive", doc_type=Labelled(value="other", confidence=1.0))
    bill = invoice(b"bill", source="bills.zip/bill.pdf", parent_id=archive.document_id)
    stored = SavedPart(document_id=bill.document_id, source=bill.source, outcome="accepted")
    waiting = [WaitingDocument(record=record) for record in (archive, bill)] if again else []
    kept = saved(archive, "needs_review", () if again else (stored,))
    note = compose_note("bills.zip", kept, archive, waiting)
    assert note is not None
    text = " ".join(note.split())
    assert "Accepted already: do not enter it again - bill.pdf" in text
    assert "enter by hand what is not accepted" in text
    assert "What is accepted of it goes on, nothing else before you have looked" in text


@pytest.mark.parametrize("again", [False, True])
def test_what_repeats_a_mail_that_waits_is_not_accepted(again: bool) -> None:
    archive = doubtful(b"archive", doc_type=Labelled(value="other", confidence=1.0))
    copy = mail(b"copy", source="m.zip/m.eml", parent_id=archive.document_id, outcome="duplicate")
    for waits in (False, True):
        stored = SavedPart(
            document_id=copy.document_id,
            source=copy.source,
            outcome="duplicate",
            first_waits=waits,
        )
        waiting = [WaitingDocument(record=copy, earlier_waits=waits)] if again else []
        kept = saved(archive, "needs_review", () if again else (stored,))
        note = compose_note("m.zip", kept, archive, waiting)
        assert note is not None
        assert ("Accepted already: do not enter it again\n  - m.eml" in note) == (not waits)


@pytest.mark.parametrize(("outcome", "anew"), [("failed", True), ("needs_review", False)])
def test_a_note_says_whether_the_same_file_is_read_anew(outcome: Outcome, anew: bool) -> None:
    message = mail(b"mail")
    parts = (part(outcome, "It is damaged"),)
    note = compose_note("m.eml", saved(message, "needs_review", parts), message)
    assert note is not None
    assert ("we read it anew" in " ".join(note.split())) is anew
    assert ("We know this very file" in note) is not anew


def test_a_duplicate_note_tells_when_and_where_the_first_came() -> None:
    first = FirstCopy(
        document_id="d",
        source="invoices/bill.pdf",
        received_at=datetime(2026, 3, 14, 9, 26).astimezone(),
        path=Path("/home/review/bill.pdf"),
    )
    again = saved(invoice(b"one"), "duplicate").model_copy(update={"first": first})
    note = compose_note("copy.pdf", again, None)
    assert note is not None
    assert "on 14.03.2026 at 09:26 as invoices/bill.pdf" in note
    assert "  /home/review/bill.pdf\n" in note
    assert "It was not entered a second time. You need not do anything.\n" in note
    first = first.model_copy(update={"waits": True})
    note = compose_note("copy.pdf", again.model_copy(update={"first": first}), None)
    assert note is not None
    assert "The first copy still waits for review; it is not entered." in note
    assert "a second time" not in note


@pytest.mark.parametrize("code", ["possible_duplicate", "duplicate_number"])
def test_a_note_on_what_may_be_entered_already_says_so(code: str) -> None:
    first = FirstCopy(
        document_id="d",
        source="invoices/bill.pdf",
        received_at=datetime(2026, 3, 14, 9, 26).astimezone(),
        path=Path("/home/review/bill.pdf"),
    )
    record = doubtful(b"one", reasons=[Reason(code=code, message="It may be the same.")])
    note = compose_note("copy.pdf", saved(record).model_copy(update={"first": first}), record)
    assert note is not None
    assert "The other file lies here\n  /home/review/bill.pdf\n" in note
    assert "  2. Is this bill entered already? Then put the file away and delete this" in note
    assert "  3. Is it right, and not entered yet? Then enter it by hand" in note


def test_a_mail_that_took_the_place_of_its_first_copy_is_no_bill() -> None:
    told = Reason(code="possible_duplicate", message="This very file came before.")
    message = mail(b"mail", outcome="needs_review", reasons=[told])
    note = compose_note("m.eml", saved(message), message)
    assert note is not None
    assert "bill" not in note
    assert "  2. Is it right? Then deal with it as usual" in note


def test_nobody_is_told_to_enter_a_draft_that_is_right() -> None:
    record = doubtful(b"one", reasons=[Reason(code="not_final", message="It is a draft.")])
    note = compose_note("bill.pdf", saved(record), record)
    assert note is not None
    assert "  2. Is that not so, and the bill to be paid? Then enter it by hand" in note
    assert "Is it right?" not in note


@pytest.mark.parametrize("outcome", ["needs_review", "failed", "duplicate"])
def test_lines_are_short_enough_for_any_window(outcome: Outcome) -> None:
    record = doubtful(b"one", reasons=[Reason(code="x", message="many words " * 40)])
    note = compose_note("bill.pdf", saved(record, outcome), record)
    assert note is not None
    assert max(map(len, note.splitlines())) <= 78


def test_a_mail_says_who_wants_what_until_when() -> None:
    asks = mail(b"mail").mail
    assert asks is not None
    sent_at = datetime(2026, 3, 4, 9, 15).astimezone()
    record = mail(
        b"mail",
        headers=MailHeaders(sender="Ida <ida@x.example>", subject="Lamps", sent_at=sent_at),
        mail=asks.model_copy(update={"deadline": Deadline(text="by Friday", date="2026-03-06")}),
        outcome="needs_review",
    )
    reasons = (Reason(code="category_unsure", message="Say what it is about."),)
    saved = SavedDocument(
        claim_id="c", document_id=record.document_id, outcome="needs_review", reasons=reasons
    )
    note = compose_note("lamps.eml", saved, record)
    assert note is not None
    zone = sent_at.tzname()  # of the machine, as the clerk's mail program tells it
    assert f"  Subject Lamps\n  Sent    04.03.2026 09:15 {zone}\n  About   invoice\n" in note
    assert "  Reply   yes\n  Until   2026-03-06\n  To do   Please pay by Friday\n" in note
