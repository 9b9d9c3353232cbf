from datetime import UTC, datetime
from pathlib import Path

import pytest

from schemas.arrival import Claim, SavedDocument
from schemas.record import Record
from schemas.settings import Settings
from schemas.tables import DocumentRow
from tasks.deliver import deliver, destination, note_path
from tasks.intake import release_claim, scan_inbox
from tasks.store import Store
from tests.tasks.made_records import (
    attached,
    document_id,
    doubtful,
    drop_and_claim,
    failed,
    invoice,
    mail,
)  # fmt: skip


@pytest.fixture
def store(settings: Settings) -> Store:
    opened = Store(settings.sql_url)
    opened.migrate()
    return opened


def process(
    store: Store, settings: Settings, data: bytes, record: Record, original: str
) -> tuple[Path, SavedDocument]:
    claim = drop_and_claim(settings, data, original)
    saved = store.save(claim, [record])
    path = deliver(claim, saved, record, settings)
    store.mark_delivered(claim.claim_id, path)
    release_claim(claim)
    return path, saved


def test_an_accepted_file_is_done_without_a_word(store: Store, settings: Settings) -> None:
    path, _ = process(store, settings, b"one", invoice(b"one"), "invoices/bill.pdf")
    now = datetime.now()
    assert path == settings.done.absolute() / f"{now:%Y}" / f"{now:%m}" / "bill.pdf"
    assert path.read_bytes() == b"one"
    assert not note_path(path).exists()
    assert list(settings.processing.iterdir()) == []


def test_a_doubtful_file_lies_in_review_with_a_note(store: Store, settings: Settings) -> None:
    path, _ = process(store, settings, b"one", doubtful(b"one"), "invoices/bill.pdf")
    assert path == settings.review.absolute() / "bill.pdf"
    note = note_path(path).read_text("utf-8")
    assert "Net 1000.10 and tax 190.02 do not add up to the total 1190.00." in note
    assert "1190.12 EUR" in note
    assert document_id(b"one")[:12] in note


def test_a_failed_file_lies_in_failed_with_a_note(store: Store, settings: Settings) -> None:
    path, _ = process(store, settings, b"one", failed(b"one"), "invoices/bill.pdf")
    assert path == settings.failed.absolute() / "bill.pdf"
    assert "needs a password" in note_path(path).read_text("utf-8")


def test_a_duplicate_is_done_and_says_where_the_first_lies(
    store: Store, settings: Settings
) -> None:
    first, _ = process(store, settings, b"one", doubtful(b"one"), "invoices/bill.pdf")
    second, _ = process(store, settings, b"one", doubtful(b"one"), "invoices/bill.pdf")
    assert second.parent.parent.parent == settings.done.absolute()
    note = note_path(second).read_text("utf-8")
    assert str(first) in note


def test_a_file_moved_from_review_to_the_inbox_goes_back_there(
    store: Store, settings: Settings
) -> None:
    one = doubtful(b"one")
    first, _ = process(store, settings, b"one", one, "invoices/bill.pdf")
    first.unlink()  # the clerk moved it
    taken, _ = process(store, settings, b"two", doubtful(b"two"), "invoices/2/bill.pdf")
    assert taken == first
    again, saved = process(store, settings, b"one", one, "invoices/bill.pdf")
    assert (saved.outcome, again.name) == ("needs_review", "bill (2).pdf")
    note = " ".join(note_path(again).read_text("utf-8").split())
    assert "no longer lies where it was put, so this one takes its place" in note
    assert "do not add up" in note and "Is this bill entered already?" in note
    assert [found.path for found in store.waiting()] == [taken, again]
    copy, saved = process(store, settings, b"one", one, "invoices/copy.pdf")
    assert (saved.outcome, copy.parent.parent.parent) == ("duplicate", settings.done.absolute())
    assert str(again) in note_path(copy).read_text("utf-8")
    again.unlink()
    note_path(taken).unlink()
    last, _ = process(store, settings, b"one", one, "invoices/new name.pdf")
    assert sorted(path.name for path in settings.review.iterdir()) == [
        "bill.pdf", "new name.pdf", "new name.pdf.note.txt",
    ]  # fmt: skip
    assert {found.path for found in store.waiting()} == {last, taken}
    assert store.outcomes() == {"needs_review": (2, 0)}


def test_of_copies_that_come_together_one_takes_the_place_in_review(
    store: Store, settings: Settings
) -> None:
    first, _ = process(store, settings, b"one", doubtful(b"one"), "invoices/bill.pdf")
    first.unlink()
    claims = [drop_and_claim(settings, b"one", f"invoices/{number}.pdf") for number in range(2)]
    saved = [store.save(claim, [doubtful(b"one")]) for claim in claims]
    assert [each.outcome for each in saved] == ["needs_review", "duplicate"]


def test_what_takes_a_place_in_review_may_be_interrupted_before_its_place_is_noted(
    store: Store, settings: Settings
) -> None:
    first, _ = process(store, settings, b"one", doubtful(b"one"), "invoices/bill.pdf")
    first.unlink()
    claim = drop_and_claim(settings, b"one", "invoices/again.pdf")
    path = deliver(claim, store.save(claim, [doubtful(b"one")]), None, settings)
    assert [found.path for found in store.waiting()] == [None]
    for _ in range(2):
        saved = store.saved(claim.claim_id)
        assert saved is not None
        assert deliver(claim, saved, None, settings) == path
        store.mark_delivered(claim.claim_id, path)
    assert [found.path for found in store.waiting()] == [path]
    assert store.counts()["undelivered"] == 0
    assert sorted(entry.name for entry in settings.review.iterdir()) == [
        "again.pdf", "again.pdf.note.txt",
    ]  # fmt: skip


def test_an_attachment_whose_mail_is_gone_waits_by_itself(store: Store, settings: Settings) -> None:
    message, part = mail(b"mail"), doubtful(b"one")
    claim = drop_and_claim(settings, b"mail", "mail/message.eml")
    saved = store.save(claim, [message, attached(message, part)])
    path = deliver(claim, saved, message, settings)
    store.mark_delivered(claim.claim_id, path)
    _, saved = process(store, settings, b"one", part, "invoices/one.pdf")
    assert (saved.outcome, saved.first and saved.first.waits) == ("duplicate", True)
    path.unlink()
    here, saved = process(store, settings, b"one", part, "invoices/one.pdf")
    assert saved.outcome == "needs_review"
    assert [found.path for found in store.waiting()] == [here]
    with store.reading() as session:
        assert session.get_one(DocumentRow, part.document_id).version == 1
    mail_here, again = process(store, settings, b"mail", message, "mail/message.eml")
    assert (again.outcome, mail_here.parent) == ("needs_review", settings.review.absolute())
    assert "Attachment bill.pdf: Net 1000.10" in note_path(mail_here).read_text("utf-8")


def test_an_accepted_file_moved_to_the_inbox_is_not_said_to_lie_where_it_lies(
    store: Store, settings: Settings
) -> None:
    first, _ = process(store, settings, b"one", invoice(b"one"), "invoices/bill.pdf")
    first.unlink()
    again, saved = process(store, settings, b"one", invoice(b"one"), "invoices/bill.pdf")
    assert (again, saved.outcome) == (first, "duplicate")
    note = note_path(again).read_text("utf-8")
    assert "It was not entered a second time" in note and "lies here" not in note
    again.unlink()
    moved, _ = process(store, settings, b"one", invoice(b"one"), "invoices/other name.pdf")
    assert not note_path(first).exists()
    (found,) = store.find(document_id(b"one"))
    assert (found.path, found.outcome) == (moved, "accepted")


def test_files_of_one_name_never_overwrite_each_other(store: Store, settings: Settings) -> None:
    for number in range(3):
        data = b"%d" % number
        process(store, settings, data, doubtful(data), f"invoices/{number}/bill.pdf")
    names = sorted(path.name for path in settings.review.iterdir())
    assert names == [
        "bill (2).pdf", "bill (2).pdf.note.txt", "bill (3).pdf", "bill (3).pdf.note.txt",
        "bill.pdf", "bill.pdf.note.txt",
    ]  # fmt: skip
    for number in range(3):
        name = "bill.pdf" if number == 0 else f"bill ({number + 1}).pdf"
        note = note_path(settings.review / name).read_text("utf-8")
        assert document_id((settings.review / name).read_bytes())[:12] in note
        assert note.startswith(f"PLEASE CHECK: {name}")


def test_a_note_dropped_into_the_inbox_is_no_document(store: Store, settings: Settings) -> None:
    path, _ = process(store, settings, b"one", failed(b"one"), "invoices/bill.pdf")
    note_path(path).rename(settings.inbox / "invoices" / note_path(path).name)
    assert scan_inbox(settings, {}) == []


def test_the_note_of_a_failed_file_goes_when_the_file_is_done_again(
    store: Store, settings: Settings
) -> None:
    path, _ = process(store, settings, b"one", failed(b"one"), "invoices/bill.pdf")
    path.unlink()  # the clerk moved it back to the inbox
    process(store, settings, b"one", invoice(b"one"), "invoices/bill.pdf")
    assert list(settings.failed.iterdir()) == []


def test_the_note_of_a_copy_that_still_lies_there_stays(store: Store, settings: Settings) -> None:
    path, _ = process(store, settings, b"one", failed(b"one"), "invoices/bill.pdf")
    process(store, settings, b"one", invoice(b"one"), "invoices/bill.pdf")
    assert path.exists()
    assert note_path(path).exists()


def test_a_second_failure_lies_in_failed_with_its_own_note(
    store: Store, settings: Settings
) -> None:
    for _ in range(2):
        path, _ = process(store, settings, b"one", failed(b"one"), "invoices/bill.pdf")
        assert note_path(path).exists()
        path.unlink()
    assert [entry.name for entry in settings.failed.iterdir()] == ["bill.pdf.note.txt"]


def test_a_mail_with_a_broken_attachment_waits_for_review(store: Store, settings: Settings) -> None:
    message = mail(b"mail")
    part = attached(message, failed(b"two", source="mail/message.eml/scan.pdf"))
    claim = drop_and_claim(settings, b"mail", "mail/message.eml")
    saved = store.save(claim, [message, part])
    path = deliver(claim, saved, message, settings)
    assert path.parent == settings.review.absolute()
    assert "Attachment scan.pdf: The PDF needs a password." in note_path(path).read_text("utf-8")


def test_a_name_as_long_as_names_may_be_still_gets_its_note(
    store: Store, settings: Settings
) -> None:
    name = "ü" * 125 + ".pdf"
    for number in range(2):
        data = b"%d" % number
        path, _ = process(store, settings, data, failed(data), f"invoices/{number}/{name}")
        assert path.suffix == ".pdf"
        assert note_path(path).exists()


def test_done_is_split_by_the_month_of_arrival(settings: Settings) -> None:
    claim = Claim(
        claim_id="1",
        original=Path("invoices/bill.pdf"),
        path=Path("bill.pdf"),
        channel="invoices",
        received_at=datetime(2026, 3, 14, 12, tzinfo=UTC),
    )
    saved = SavedDocument(claim_id="1", document_id="d", outcome="accepted")
    assert destination(claim, saved, settings) == settings.done / "2026" / "03"


def test_delivering_again_changes_nothing(store: Store, settings: Settings) -> None:
    claim = drop_and_claim(settings, b"one")
    record = doubtful(b"one")
    saved = store.save(claim, [record])
    path = deliver(claim, saved, record, settings)
    assert deliver(claim, saved, None, settings) == path
    assert sorted(entry.name for entry in settings.review.iterdir()) == [
        "bill.pdf", "bill.pdf.note.txt",
    ]  # fmt: skip
