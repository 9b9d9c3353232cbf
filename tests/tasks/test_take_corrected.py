"""A clerk fills in a note in review: the file goes on, and what was said sticks."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from made_documents import KnowNothing, write_mail

from schemas.arrival import Claim
from schemas.correction import Correction, WaitingDocument
from schemas.errors import StoreError
from schemas.settings import Settings
from tasks import take_corrected as taking
from tasks.correction_form import shown_mail
from tasks.form_tables import ITEMS
from tasks.handle_claim import handle_claim
from tasks.handled import HandledFile
from tasks.intake import claim_file, pending_claims
from tasks.store import Store
from tasks.take_corrected import ReviewNotes
from tests.tasks.made_records import attached, doubtful, invoice, mail, make_claim

BILL = """Lindner GmbH

Rechnung R-1
14.03.2026

Wartung      100,00
netto        100,00
MwSt 19 %     19,00
gesamt       119,00 EUR
"""
SAID = {
    "Kind": "invoice",
    "Number": "R-1",
    "Date": "14.3.2026",
    "Due": "",
    "From": "Lindner GmbH",
    "Net": "100,00",
    "Tax": "19,00",
    "Total": "119,00",
    "Currency": "EUR",
    "VAT id of the seller": "DE136695976",
}


def handle(claim: Claim, store: Store, settings: Settings) -> HandledFile:
    return handle_claim(claim, KnowNothing(), store, settings, "batch")


def drop(text: str, store: Store, settings: Settings, name: str = "bill.txt") -> HandledFile:
    path = settings.inbox / "invoices" / name
    path.write_text(text, "utf-8")
    claim = claim_file(path, settings)
    assert claim is not None
    return handle(claim, store, settings)


def note_of(handled: HandledFile) -> Path:
    return handled.path.with_name(f"{handled.path.name}.note.txt")


def drag(handled: HandledFile, folder: Path, name: str = "") -> Path:
    """Moves the note of a file into another folder, as a clerk does; returns where it lies."""
    folder.mkdir(exist_ok=True)
    note = note_of(handled)
    return note.rename(folder / (name or note.name))


def fill(note: Path, *, part: str = "[", **said: str) -> None:
    """Fills in the form as a clerk does who enters all that he sees."""
    values = SAID | {name.replace("_", " "): value for name, value in said.items()}
    head, heading, form = note.read_text("utf-8").partition(f"\n{part}")
    rows = [f"{label}: {value}" for label, value in values.items()]
    items = ["Items, one a line: quantity | description | price of one | amount"]
    items += [f" | Wartung |  | {values['Net']}", "[x] I compared all of this with the paper."]
    heading += form.splitlines()[0]
    note.write_text("\n".join([head + heading, *rows, *items]), "utf-8")


def tick_all(note: Path, but: str = "?") -> None:
    text = note.read_text("utf-8").replace("[ ]", "[x]")
    note.write_text(text.replace(f"[x] {but}", f"[ ] {but}"), "utf-8")


def take(store: Store, settings: Settings) -> list[HandledFile]:
    return [handle(claim, store, settings) for claim in ReviewNotes(settings, store).take_ready()]


def drop_twice(store: Store, settings: Settings) -> tuple[Path, HandledFile]:
    """An accepted bill again in another file, corrected to another total: the note of that file."""
    fill(note_of(drop(BILL, store, settings)))
    take(store, settings)
    other = drop(BILL.replace("gesamt", "Summe"), store, settings, "other.txt")
    note = note_of(other)
    fill(note, Total="129,00", Net="110,00")
    (again,) = take(store, settings)
    return note, again


def test_a_corrected_bill_is_accepted_as_the_clerk_says(store: Store, settings: Settings) -> None:
    waits = drop(BILL, store, settings)
    assert waits.outcome == "needs_review"
    assert take(store, settings) == []
    fill(note_of(waits))
    (done,) = take(store, settings)
    assert (done.outcome, done.name) == ("accepted", "bill.txt")
    assert done.path.is_relative_to(settings.done.absolute())
    assert list(settings.review.iterdir()) == []
    record = store.record(done.documents[0].document_id)
    assert record is not None
    assert record.source == "invoices/bill.txt"
    seller, total = record.field("seller_name"), record.field("total_gross")
    assert seller is not None
    assert total is not None
    assert (seller.value, seller.origin, seller.confidence) == ("Lindner GmbH", "human", 1.0)
    assert total.value == "119.00"
    assert total.page == 1  # where the paper prints it
    assert store.counts() == {"arrivals": 1, "duplicate": 0, "undelivered": 0}
    assert [event.name for event in store.events(record.document_id)].count("corrected") == 1


def test_what_was_corrected_is_told_of_rows_and_mails_too(store: Store, settings: Settings) -> None:
    def told(document_id: str) -> str:
        return store.events(document_id)[-1].detail.get("fields", "")

    bill = doubtful(b"one")
    letter = mail(b"two", outcome="needs_review")
    columns = ("quantity", "description", "unit_price", "net_amount")
    lines = [dict(zip(columns, row, strict=True)) for row in ITEMS.rows(bill, columns)]
    for record, said, changed in (
        (bill, {"doc_type": "invoice", "lines": lines}, ""),
        (bill, {"doc_type": "receipt", "lines": [], "taxes": []}, "doc_type, taxes, lines"),
        (bill, {"doc_type": "invoice", "fields": {"iban": ("DE1",)}}, "iban"),
        (letter, {"doc_type": "mail", "mail": shown_mail(letter) | {"urgency": "low"}}, "urgency"),
    ):
        store.save(make_claim(record.document_id[:4]), [record])
        correction = Correction.model_validate({"document_id": record.document_id} | said)
        store.save_corrections([correction])
        assert told(record.document_id) == changed


def test_the_same_bytes_are_a_duplicate_from_then_on(store: Store, settings: Settings) -> None:
    fill(note_of(drop(BILL, store, settings)))
    take(store, settings)
    assert drop(BILL, store, settings).outcome == "duplicate"


def test_what_still_does_not_fit_waits_with_the_clerks_values(
    store: Store, settings: Settings
) -> None:
    waits = drop(BILL, store, settings)
    fill(note_of(waits), Total="120,00")
    (again,) = take(store, settings)
    assert again.outcome == "needs_review"
    assert again.path == waits.path
    note = note_of(again).read_text("utf-8")
    assert "The total (120.00) is not net (100.00) plus tax (19.00)." in note
    assert "Total:                120.00\n" in note
    assert "[ ] I compared" in note
    fill(note_of(again))
    assert [one.outcome for one in take(store, settings)] == ["accepted"]


def test_what_is_required_must_be_entered(store: Store, settings: Settings) -> None:
    fill(note_of(drop(BILL, store, settings)), Number="")
    (again,) = take(store, settings)
    assert "No invoice number was found" in again.reason


def test_what_is_not_understood_is_said_in_the_note_once(store: Store, settings: Settings) -> None:
    waits = drop(BILL, store, settings)
    note = note_of(waits)
    fill(note, Date="3/4/2026")
    for _ in range(2):
        note.write_text(note.read_text("utf-8").replace("[ ]", "[x]"), "utf-8")
        assert take(store, settings) == []
    text = note.read_text("utf-8")
    assert text.startswith("PLEASE CHECK: bill.txt\n\nNOT TAKEN YET\n  - Date: “3/4/2026” may be")
    assert text.count("NOT TAKEN YET") == 1
    assert text.count("We read this file") == 1
    assert "[ ] I compared" in text
    assert waits.path.exists()


def test_a_note_that_asked_for_another_tick_is_taken_with_it(
    store: Store, settings: Settings
) -> None:
    note, _ = drop_twice(store, settings)
    tick_all(note, but="I compared")
    assert take(store, settings) == []
    assert "  - Tick “I compared all of this with the paper.”, too.\n" in note.read_text("utf-8")
    tick_all(note)
    assert [one.outcome for one in take(store, settings)] == ["accepted"]


def test_what_was_not_taken_is_said_in_short_lines(store: Store, settings: Settings) -> None:
    note = note_of(drop(BILL, store, settings))
    fill(note, Kind="Liste")
    take(store, settings)
    told, _, _ = note.read_text("utf-8").partition("We read this file")
    assert "“Liste” is no kind of document" in told
    assert max(map(len, told.splitlines())) <= 78


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_editors_write_in_many_ways(encoding: str, settings: Settings) -> None:
    store = Store(settings.sql_url)
    store.migrate()
    note = note_of(drop(BILL, store, settings))
    fill(note, From="Loewe & Co. GmbH")
    note.write_bytes(note.read_text("utf-8").replace("\n", "\r\n").encode(encoding, "replace"))
    (done,) = take(store, settings)
    record = store.record(done.documents[0].document_id)
    assert record is not None
    seller = record.field("seller_name")
    assert seller is not None
    assert seller.value == "Loewe & Co. GmbH"


def _hide(note: Path) -> None:
    """Puts a note where kill -9 leaves it once its file is claimed."""
    hidden = note.parent / ".taking" / note.name
    hidden.parent.mkdir(exist_ok=True)
    hidden.write_bytes(note.read_bytes())
    note.unlink()


def test_interrupted_at_any_step_it_is_done_once(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = note_of(drop(BILL, store, settings))
    fill(note)
    hidden = note.parent / ".taking" / note.name
    hidden.parent.mkdir()
    note.rename(hidden)  # killed while the note was read
    with monkeypatch.context() as patch:  # killed before the file was claimed

        def die(*_args: object, **_named: object) -> None:
            raise KeyboardInterrupt

        patch.setattr(taking, "claim_file", die)
        with pytest.raises(KeyboardInterrupt):
            ReviewNotes(settings, store).take_ready()
    with monkeypatch.context() as patch:  # killed when it was claimed
        patch.setattr(Path, "unlink", die)
        with pytest.raises(KeyboardInterrupt):
            ReviewNotes(settings, store).take_ready()
    _hide(note)
    ReviewNotes(settings, store).forget_taken()
    (claim,) = pending_claims(settings)
    assert handle(claim, store, settings).outcome == "accepted"
    assert take(store, settings) == []
    assert not note.exists()
    with store.reading() as session:
        said = session.connection().exec_driver_sql("SELECT count(*) FROM corrections").scalar()
    assert said == 1


def test_what_is_saved_while_the_note_is_taken_counts(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = note_of(drop(BILL, store, settings))
    fill(note, From="First Thought Ltd")
    first = note.read_text("utf-8")
    save = store.save_corrections

    def slowly(corrections: Sequence[Correction]) -> None:
        save(corrections)
        note.write_text(first.replace("First Thought", "Second Thought"), "utf-8")

    notes = ReviewNotes(settings, store)
    with monkeypatch.context() as patch:
        patch.setattr(store, "save_corrections", slowly)
        assert notes.take_ready() == []
    (done,) = take(store, settings)
    assert "Second Thought Ltd" in done.documents[0].key_facts


def test_a_note_waits_for_the_database(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(note_of(drop(BILL, store, settings)))
    notes = ReviewNotes(settings, store)
    with monkeypatch.context() as patch:

        def fail(*_args: object) -> None:
            raise StoreError("away")

        patch.setattr(store, "save_corrections", fail)
        patch.setattr(taking, "_LATER_S", 0.0)
        with pytest.raises(StoreError):
            notes.take_ready()
    assert notes.is_settling()
    assert [handle(one, store, settings).outcome for one in notes.take_ready()] == ["accepted"]


def test_a_note_is_read_once_after_each_change(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = note_of(drop(BILL, store, settings))
    notes = ReviewNotes(settings, store)
    assert notes.take_ready() == []
    assert not notes.is_settling()
    monkeypatch.setattr(taking, "read_note", None)
    assert notes.take_ready() == []
    os.utime(note, (1, 1))
    with pytest.raises(TypeError):
        notes.take_ready()


def test_a_note_that_was_left_alone_says_so(store: Store, settings: Settings) -> None:
    waits = drop(BILL, store, settings)
    fill(note_of(waits))
    waits.path.rename(settings.home / "elsewhere.txt")
    assert take(store, settings) == []
    assert "bill.txt does not lie beside this note any more." in note_of(waits).read_text("utf-8")


@pytest.mark.parametrize("place", ["inbox/invoices", "inbox/mail/Petra", "review/Petra"])
def test_a_note_that_was_dragged_elsewhere_is_taken(
    place: str, store: Store, settings: Settings
) -> None:
    waits = drop(BILL, store, settings)
    fill(note_of(waits))
    dragged = drag(waits, settings.home / place, "notes.txt.note.txt")
    assert take(store, settings) == []
    assert not dragged.exists()
    assert [one.outcome for one in take(store, settings)] == ["accepted"]


def test_a_dragged_note_replaces_none_in_which_a_clerk_has_written(
    store: Store, settings: Settings
) -> None:
    waits = drop(BILL, store, settings)
    written = note_of(waits).read_text("utf-8")
    fill(note_of(waits))
    copied = drag(waits, settings.inbox / "invoices")
    note_of(waits).write_text(written.replace("\nDue:", "\nDue: 2024-07-01\nDue:"), "utf-8")
    typed = note_of(waits).read_text("utf-8")
    assert typed != written
    assert take(store, settings) == []
    assert note_of(waits).read_text("utf-8") == typed
    assert "A note of its own lies beside" in copied.read_text("utf-8")


def test_a_note_whose_file_was_renamed_in_review_is_taken(store: Store, settings: Settings) -> None:
    waits = drop(BILL, store, settings)
    fill(note_of(waits))
    waits.path.rename(waits.path.with_name("Lindner März.txt"))
    assert take(store, settings) == []
    (done,) = take(store, settings)
    assert (done.outcome, done.path.name) == ("accepted", "Lindner März.txt")
    assert list(settings.review.iterdir()) == []


def test_a_note_whose_file_was_moved_within_review_is_taken(
    store: Store, settings: Settings
) -> None:
    waits = drop(BILL, store, settings)
    note = note_of(waits)
    fill(note)
    moved = settings.review / "later" / waits.path.name
    moved.parent.mkdir()
    waits.path.rename(moved)
    assert take(store, settings) == []  # it goes beside its file
    assert [done.outcome for done in take(store, settings)] == ["accepted"]


@pytest.mark.parametrize("suffix", [".NOTE.TXT", ".Note.txt"])
def test_a_note_is_known_whatever_the_case_of_its_name(
    store: Store, settings: Settings, suffix: str
) -> None:
    note = note_of(drop(BILL, store, settings))
    fill(note)
    note.rename(note.with_name(f"bill.txt{suffix}"))
    assert [done.outcome for done in take(store, settings)] == ["accepted"]


def test_a_note_that_was_dragged_with_its_file_keeps_what_was_filled_in(
    store: Store, settings: Settings
) -> None:
    waits = drop(BILL, store, settings)
    fill(note_of(waits))
    dragged = drag(waits, settings.inbox / "invoices")
    file = waits.path.rename(settings.inbox / "invoices" / waits.path.name)
    assert take(store, settings) == []  # the file goes first
    claim = claim_file(file, settings)
    assert claim is not None
    assert take(store, settings) == []
    handle(claim, store, settings)
    assert take(store, settings) == []
    assert not dragged.exists()
    assert [one.outcome for one in take(store, settings)] == ["accepted"]


def test_a_note_in_the_inbox_that_nothing_waits_for_says_so(
    store: Store, settings: Settings
) -> None:
    waits = drop(BILL, store, settings)
    dragged = settings.inbox / "invoices" / note_of(waits).name
    text = note_of(waits).read_text("utf-8")

    def told() -> str:
        dragged.write_text(text, "utf-8")
        assert take(store, settings) == []
        assert take(store, settings) == []
        assert dragged.read_text("utf-8").count("NOT TAKEN YET") == 1
        return " ".join(dragged.read_text("utf-8").split())

    assert f"A note of its own lies beside {waits.path}; fill in that one" in told()
    fill(note_of(waits))
    (done,) = take(store, settings)
    assert f"bill.txt went on and lies in {done.path}; delete this note." in told()
    done.path.unlink()
    assert "bill.txt does not lie in review. Put it back there" in told()
    dragged.write_text("a text of ours\n", "utf-8")
    assert take(store, settings) == []
    assert dragged.read_text("utf-8") == "a text of ours\n"


def test_a_copy_of_a_settled_file_says_where_that_one_is(store: Store, settings: Settings) -> None:
    waits = drop(BILL, store, settings)
    copy = settings.review / "Petra" / waits.path.name
    copy.parent.mkdir()
    copy.write_bytes(waits.path.read_bytes())
    fill(note_of(waits))
    text = note_of(waits).read_text("utf-8")
    (done,) = take(store, settings)
    note = copy.with_name(f"{copy.name}.note.txt")
    note.write_text(text, "utf-8")
    assert take(store, settings) == []
    told = " ".join(note.read_text("utf-8").split())
    assert f"bill.txt is settled already, and lies in {done.path}. Put this file away" in told


def test_a_note_saved_once_more_says_where_its_file_is(store: Store, settings: Settings) -> None:
    note = note_of(drop(BILL, store, settings))
    fill(note)
    text = note.read_text("utf-8")
    (done,) = take(store, settings)
    note.write_text(text, "utf-8")
    assert take(store, settings) == []
    told = " ".join(note.read_text("utf-8").split())
    assert f"bill.txt went on and lies in {done.path}; delete" in told


def test_a_copy_of_a_note_in_review_is_told_where_its_files_own_note_lies(
    store: Store, settings: Settings
) -> None:
    note = note_of(drop(BILL, store, settings))
    copy = note.with_name("bill (2).txt.note.txt")
    copy.write_bytes(note.read_bytes())
    note.write_text(f"{note.read_text('utf-8')}Total: by hand\n", "utf-8")
    fill(copy)
    assert take(store, settings) == []
    told = " ".join(copy.read_text("utf-8").split())
    assert f"A note of its own lies beside {note.with_name('bill.txt')}; fill in that one" in told


def test_a_document_of_a_notes_name_gets_another(store: Store, settings: Settings) -> None:
    odd = drop(BILL, store, settings, "bill.txt.note.txt")
    assert odd.path.name == "bill.txt.note-file.txt"
    assert odd.path.exists()


def test_a_bill_accepted_before_its_attachment_was_corrected_stays(
    store: Store, settings: Settings
) -> None:
    mail = invoice(b"mail", source="mail/m.pdf")
    part = attached(mail, doubtful(b"part"))
    saved = store.save(make_claim("first"), [mail, part])
    assert saved.outcome == "needs_review"
    said = Correction(document_id=part.document_id, doc_type="invoice")
    store.save_corrections([said])
    assert store.save_known(make_claim("second"), mail.document_id) is None
    again = store.save(make_claim("second"), [mail, attached(mail, invoice(b"part"))])
    assert again.outcome == "accepted"
    with store.reading() as session:
        versions = session.connection().exec_driver_sql(
            "SELECT parent_id IS NULL, version, claim_id FROM documents ORDER BY 1"
        )
        assert [tuple(row)[1:] for row in versions] == [(2, "second"), (1, "second")]


def test_an_attachment_is_corrected_in_the_note_of_its_mail(
    store: Store, settings: Settings
) -> None:
    path = write_mail(settings.inbox / "mail" / "m.eml", "Rechnung", {"bill.txt": BILL.encode()})
    claim = claim_file(path, settings)
    assert claim is not None
    waits = handle(claim, store, settings)
    assert waits.outcome == "needs_review"
    fill(note_of(waits), part="[bill.txt")
    (done,) = take(store, settings)
    assert {one.name: one.outcome for one in done.documents}["bill.txt"] == "accepted"


def drop_mail(store: Store, settings: Settings, name: str, files: dict[str, bytes]) -> HandledFile:
    claim = claim_file(write_mail(settings.inbox / "mail" / name, name, files), settings)
    assert claim is not None
    return handle(claim, store, settings)


def test_a_mail_goes_on_when_what_it_waited_for_is_settled_in_another_file(
    store: Store, settings: Settings
) -> None:
    first = drop(BILL, store, settings)
    alone = drop_mail(store, settings, "alone.eml", {"bill.txt": BILL.encode()})
    other = BILL.replace("R-1", "R-2").encode()
    with_more = drop_mail(
        store, settings, "more.eml", {"bill.txt": BILL.encode(), "other.txt": other}
    )
    for waits in (alone, with_more):
        assert waits.outcome == "needs_review"
        tick_all(note_of(waits))
    assert [one.outcome for one in take(store, settings)] == ["needs_review"] * 2
    assert "see to it there, once" in " ".join(note_of(alone).read_text("utf-8").split())
    fill(note_of(first))
    assert [one.outcome for one in take(store, settings)] == ["accepted"]
    (claim,) = pending_claims(settings)
    done = handle(claim, store, settings)
    assert (done.outcome, done.name) == ("accepted", "alone.eml")
    assert done.path.is_relative_to(settings.done.absolute())
    assert not note_of(alone).exists()
    assert store.counts() == {"arrivals": 3, "duplicate": 0, "undelivered": 0}
    assert with_more.path.exists()
    fill(note_of(with_more), part="[other.txt", Number="R-2", Date="2.3.2026")
    assert [one.outcome for one in take(store, settings)] == ["accepted"]
    assert pending_claims(settings) == []


def test_a_bill_that_may_be_here_is_entered_when_the_clerk_says_so(
    store: Store, settings: Settings
) -> None:
    note, again = drop_twice(store, settings)
    assert again.outcome == "needs_review"
    text = note.read_text("utf-8")
    assert "[ ] This is another bill than bill.txt." in text
    note.write_text(text.replace("[ ]", "[x]"), "utf-8")
    (done,) = take(store, settings)
    assert done.outcome == "accepted"


def test_an_answer_is_about_the_bill_that_was_named(store: Store, settings: Settings) -> None:
    """Another one that came meanwhile is asked for anew."""
    first = drop(BILL, store, settings)
    fill(note_of(first), Total="129,00", Net="110,00")
    take(store, settings)
    note = note_of(drop(BILL.replace("gesamt", "Summe"), store, settings, "b.txt"))
    fill(note)
    take(store, settings)
    asked = note.read_text("utf-8")
    assert "[ ] This is another bill than bill.txt." in asked
    meanwhile = drop(BILL.replace("gesamt", "total"), store, settings, "c.txt")
    fill(note_of(meanwhile), Date="15.3.2026")
    take(store, settings)
    note_c = note_of(meanwhile)
    tick_all(note_c, but="This file counts")
    assert [one.outcome for one in take(store, settings)] == ["accepted"]
    tick_all(note, but="This file counts")
    (again,) = take(store, settings)
    assert again.outcome == "needs_review"
    assert "[ ] This is another bill than c.txt." in note.read_text("utf-8")


def test_the_copy_that_is_kept_of_two_that_wait_is_accepted(
    store: Store, settings: Settings
) -> None:
    """As its note asks: the other one is put away, and nobody says that they are two bills."""
    first = drop(BILL, store, settings)
    fill(note_of(first), Total="129,00")
    take(store, settings)
    note = note_of(drop(BILL.replace("gesamt", "Summe"), store, settings, "b.txt"))
    fill(note)
    take(store, settings)
    assert "put one away and say so in the note" in " ".join(note.read_text("utf-8").split())
    first.path.unlink()
    note_of(first).unlink()
    tick_all(note)
    assert take(store, settings) == []
    assert "tick one of the two" in note.read_text("utf-8")
    tick_all(note, but="This is another bill")
    assert [one.outcome for one in take(store, settings)] == ["accepted"]
    assert drop(BILL, store, settings).outcome == "needs_review"  # its file comes once more


#: How the second of two copies differs from the first, which waits as it is due too early.
_DOUBTS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "receipts": ({"Kind": "receipt", "Number": ""}, {"Kind": "receipt", "Number": ""}),
    "totals": ({}, {"Net": "200,00", "Tax": "38,00", "Total": "238,00"}),
    "days": ({}, {"Date": "15.3.2026"}),
    "numbers": ({}, {"Number": "Nr 00R-1"}),
    "same": ({}, {}),
}


def wait_for_each_other(store: Store, settings: Settings, doubt: str) -> tuple[Path, Path]:
    """The notes of two copies of a bill; the first waits for a mended due date, too."""
    first, second = _DOUBTS[doubt]
    note_a = note_of(drop(BILL, store, settings, "a.txt"))
    note_b = note_of(drop(BILL.replace("gesamt", "Summe"), store, settings, "b.txt"))
    for note, said in ((note_a, first | {"Due": "1.1.2026"}), (note_b, second)):
        fill(note, **said)
        assert [one.outcome for one in take(store, settings)] == ["needs_review"]
    return note_a, note_b


def keep(note: Path, due: str = "") -> None:
    """Says that everything was compared, and that the file counts, where that is asked."""
    text = re.sub(r"(?m)^Due:.*$", f"Due: {due}", note.read_text("utf-8"))
    note.write_text(text, "utf-8")
    tick_all(note, but="This is another bill")


@pytest.mark.parametrize("doubt", _DOUBTS)
def test_of_two_copies_that_both_count_instead_one_is_accepted(
    doubt: str, store: Store, settings: Settings
) -> None:
    """Both notes were read before the first of them was judged."""
    note_a, note_b = wait_for_each_other(store, settings, doubt)
    keep(note_a)
    assert [one.outcome for one in take(store, settings)] == ["needs_review"]
    for note in (note_a, note_b):
        assert "[ ] This file counts instead of" in note.read_text("utf-8")
        keep(note)
    first, second = take(store, settings)
    assert first.outcome == "accepted"
    assert second.outcome == ("duplicate" if doubt == "same" else "needs_review")
    if second.outcome == "needs_review":
        text = note_of(second).read_text("utf-8")
        assert "[ ] This is another bill than a.txt." in text
        assert "This file counts" not in text


@pytest.mark.parametrize("doubt", _DOUBTS)
def test_that_a_file_counts_instead_is_void_once_the_other_is_accepted(
    doubt: str, store: Store, settings: Settings
) -> None:
    note_a, note_b = wait_for_each_other(store, settings, doubt)
    keep(note_b, due="1.1.2026")
    assert [one.outcome for one in take(store, settings)] == ["needs_review"]
    assert "This file counts" not in note_b.read_text("utf-8")
    for outcome in ("needs_review", "accepted"):
        keep(note_a)
        assert [one.outcome for one in take(store, settings)] == [outcome]
    keep(note_b)
    (again,) = take(store, settings)
    assert again.outcome == ("duplicate" if doubt == "same" else "needs_review")
    if again.outcome == "needs_review":
        assert "[ ] This is another bill than a.txt." in note_b.read_text("utf-8")
        tick_all(note_b)
        assert [one.outcome for one in take(store, settings)] == ["accepted"]


@pytest.mark.parametrize("doubt", ["receipts", "totals", "days", "numbers"])
def test_of_two_answers_that_contradict_the_last_holds(
    doubt: str, store: Store, settings: Settings
) -> None:
    """That they are two bills, then that one counts instead of the other: they are one."""
    note_a, note_b = wait_for_each_other(store, settings, doubt)
    keep(note_a, due="1.1.2026")
    assert [one.outcome for one in take(store, settings)] == ["needs_review"]
    tick_all(note_a, but="This file counts")
    assert [one.outcome for one in take(store, settings)] == ["needs_review"]
    assert "This is another bill" not in note_a.read_text("utf-8")
    assert "What is ticked last holds." in " ".join(note_b.read_text("utf-8").split())
    keep(note_b)
    assert [one.outcome for one in take(store, settings)] == ["accepted"]
    for outcome in ("needs_review", "accepted"):
        keep(note_a)
        if outcome == "accepted":
            tick_all(note_a)
        assert [one.outcome for one in take(store, settings)] == [outcome]
        if outcome == "needs_review":
            assert "[ ] This is another bill than b.txt." in note_a.read_text("utf-8")


def test_a_copy_of_an_accepted_bill_stays_one_whatever_is_said(
    store: Store, settings: Settings
) -> None:
    fill(note_of(drop(BILL, store, settings)))
    take(store, settings)
    note = note_of(drop(BILL.replace("gesamt", "Summe"), store, settings, "other.txt"))
    fill(note)
    (done,) = take(store, settings)
    assert done.outcome == "duplicate"


def test_what_a_clerk_settled_of_a_seller_holds_for_the_next_bill(
    store: Store, settings: Settings
) -> None:
    fill(note_of(drop(BILL, store, settings)))
    take(store, settings)
    (known,) = store.known_sellers("DE136695976", None)
    assert known.name == "Lindner GmbH"
    assert store.known_sellers("DE999999999", "DE40474068124158683449") == []
    assert store.known_sellers(None, None) == []


@pytest.mark.parametrize("typed", ["Nr. R-1", "Rechnung R-1", "R-1 (Kopie)", "R-01", "Ｒ-1"])
def test_a_number_typed_otherwise_pays_no_bill_twice(
    typed: str, store: Store, settings: Settings
) -> None:
    fill(note_of(drop(BILL, store, settings)))
    take(store, settings)
    other = drop(BILL.replace("gesamt", "Summe"), store, settings, "other.txt")
    fill(note_of(other), Number=typed)
    (done,) = take(store, settings)
    assert done.outcome in ("duplicate", "needs_review")
    if done.outcome == "needs_review":
        assert "[ ] This is another bill than bill.txt." in note_of(done).read_text("utf-8")


def test_a_second_tick_is_judged_anew(store: Store, settings: Settings) -> None:
    note = note_of(drop(BILL, store, settings))
    fill(note, Total="120,00")
    for _ in range(2):
        (again,) = take(store, settings)
        assert again.reason.startswith("The total (120.00) is not net")
        note.write_text(note.read_text("utf-8").replace("[ ]", "[x]"), "utf-8")


def test_a_note_saved_while_another_is_refused_is_read(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = note_of(drop(BILL, store, settings))
    fill(note)
    right = note.read_text("utf-8")
    note.write_text(right.replace("14.3.2026", "3/4/2026"), "utf-8")
    ask = store.waiting_file

    def slowly(document_id: str) -> list[WaitingDocument]:
        note.write_text(right, "utf-8")
        return ask(document_id)

    notes = ReviewNotes(settings, store)
    with monkeypatch.context() as patch:
        patch.setattr(store, "waiting_file", slowly)
        assert notes.take_ready() == []
    assert [handle(one, store, settings).outcome for one in notes.take_ready()] == ["accepted"]


def test_an_unticked_note_takes_back_what_was_said(store: Store, settings: Settings) -> None:
    waits = drop(BILL, store, settings)
    note = note_of(waits)
    said = Correction(document_id=waits.documents[0].document_id, doc_type="invoice")
    store.save_corrections([said])  # killed before the file was claimed
    assert store.open_corrections() == [said.document_id]
    assert take(store, settings) == []
    assert note.exists()
    assert store.open_corrections() == []


def test_the_answer_about_an_account_holds_for_that_account(
    store: Store, settings: Settings
) -> None:
    account = "DE40474068124158683449"
    text = f"{BILL}Unsere Bankverbindung hat sich geändert: IBAN {account}\n"
    note = note_of(drop(text, store, settings))
    assert "[ ] The seller says that this account is right" in note.read_text("utf-8")
    ticks = "[x] I compared all of this with the paper.\n[x] The seller says that this account is "
    ticks += "right; I asked, not by what the paper prints."
    other = "DE02120300000000202051"
    for iban, total, reason in (
        (account, "120,00", "The total (120.00) is not net"),
        (other, "119,00", "This says that the account to pay to has changed"),
        (account, "119,00", ""),
    ):
        fill(note, IBAN=iban, Total=total)
        if total == "120,00":
            whole = note.read_text("utf-8")
            note.write_text(whole[: whole.index("[x] I compared")] + ticks, "utf-8")
        (done,) = take(store, settings)
        assert done.reason.startswith(reason)
    assert done.outcome == "accepted"


def test_a_review_folder_that_cannot_be_written_ends_nothing(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = note_of(drop(BILL, store, settings))
    fill(note)
    hidden = note.parent / ".taking" / note.name
    hidden.parent.mkdir()
    note.rename(hidden)

    def refuse(*_args: object) -> None:
        raise PermissionError(13, "Permission denied")

    notes = ReviewNotes(settings, store)
    with monkeypatch.context() as patch:
        patch.setattr(taking, "place_staged", refuse)
        assert notes.take_ready() == []
    assert [handle(one, store, settings).outcome for one in notes.take_ready()] == ["accepted"]


def test_what_was_emptied_stays_empty_at_the_next_tick(store: Store, settings: Settings) -> None:
    note = note_of(drop(f"{BILL}Bestellnummer: 4711\n", store, settings))
    fill(note, Total="120,00")
    for total in ("120,00", "119,00"):
        fill(note, Total=total, Order_number="")
        (done,) = take(store, settings)
    record = store.record(done.documents[0].document_id)
    assert record is not None
    assert done.outcome == "accepted"
    assert set(record.fields) <= {
        "invoice_number", "issue_date", "seller_name", "seller_vat_id", "total_net", "total_tax",
        "total_gross", "currency",
    }  # fmt: skip


def test_the_erp_sees_whence_the_file_came(store: Store, settings: Settings) -> None:
    folder = settings.inbox / "invoices" / "berlin"
    folder.mkdir()
    waits = drop(BILL, store, settings, "berlin/bill.txt")
    fill(note_of(waits))
    (done,) = take(store, settings)
    with store.reading() as session:
        query = "SELECT channel, source, file_path FROM erp_invoices"
        rows = session.connection().exec_driver_sql(query).all()
        tags = "SELECT tags FROM arrivals WHERE is_corrected"
        assert "berlin" in str(session.connection().exec_driver_sql(tags).scalar())
    assert [tuple(row) for row in rows] == [
        ("invoices", "invoices/berlin/bill.txt", str(done.path))
    ]


@pytest.mark.parametrize("folder", ["Petra", "Petra/Mai", "failed", "x/done/2026/05"])
def test_what_still_waits_stays_in_the_clerks_own_folder(
    folder: str, store: Store, settings: Settings
) -> None:
    """Unless it is called like one of ours, by which the places of a moved home are told."""
    waits = drop(BILL, store, settings)
    fill(note_of(waits), Total="120,00")
    kept = settings.review / folder
    kept.mkdir(parents=True)
    for path in (waits.path, note_of(waits)):
        path.rename(kept / path.name)
    (again,) = take(store, settings)
    assert again.outcome == "needs_review"
    is_ours = folder.startswith("Petra")
    assert again.path == (kept if is_ours else settings.review).absolute() / "bill.txt"
    fill(note_of(again))
    assert [one.outcome for one in take(store, settings)] == ["accepted"]
    assert list(kept.iterdir()) == []


@pytest.mark.parametrize("meanwhile", ["renamed", "deleted", "a file"])
def test_what_still_waits_lies_in_review_where_the_clerks_folder_is_gone(
    meanwhile: str, store: Store, settings: Settings
) -> None:
    waits = drop(BILL, store, settings)
    fill(note_of(waits), Total="120,00")
    kept = settings.review / "Petra"
    kept.mkdir()
    for path in (waits.path, note_of(waits)):
        path.rename(kept / path.name)
    (claim,) = ReviewNotes(settings, store).take_ready()
    if meanwhile == "renamed":
        kept.rename(settings.review / "Paula")
    else:
        kept.rmdir()
    if meanwhile == "a file":
        kept.write_text("a list of Petra's", "utf-8")
    again = handle(claim, store, settings)
    assert (again.outcome, again.path) == ("needs_review", waits.path)
    assert note_of(again).exists()
    assert not kept.is_dir()


def test_restarts_take_nothing_back_of_a_file_in_hand(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = note_of(drop(BILL, store, settings))
    fill(note)
    with monkeypatch.context() as patch:  # killed when the file was claimed

        def die(*_args: object, **_named: object) -> None:
            raise KeyboardInterrupt

        patch.setattr(Path, "unlink", die)
        with pytest.raises(KeyboardInterrupt):
            ReviewNotes(settings, store).take_ready()
    _hide(note)
    for _ in range(2):
        notes = ReviewNotes(settings, store)
        notes.forget_taken()
        assert notes.take_ready() == []
    assert list(settings.review.iterdir()) == []
    (claim,) = pending_claims(settings)
    assert handle(claim, store, settings).outcome == "accepted"


def test_a_note_saved_while_its_file_is_worked_on_is_read_next(
    store: Store, settings: Settings
) -> None:
    waits = drop(BILL, store, settings)
    note = note_of(waits)
    fill(note, Total="120,00")
    (claim,) = ReviewNotes(settings, store).take_ready()
    note.write_text("x\n", "utf-8")
    prefix = waits.documents[0].document_id[:12]
    note.write_text(f"PLEASE CHECK\n\n[bill.txt  {prefix}]\n", "utf-8")
    fill(note)
    assert handle(claim, store, settings).outcome == "needs_review"
    assert [one.outcome for one in take(store, settings)] == ["accepted"]


def test_an_account_of_an_einvoice_is_confirmed_once(store: Store, settings: Settings) -> None:
    said = Correction(
        document_id=drop(BILL, store, settings).documents[0].document_id,
        doc_type="invoice",
        fields={"iban": ("DE40474068124158683449",)},
        account="DE40474068124158683449",
        is_account_told=True,
    )
    store.save_corrections([said])
    last = store.correction(said.document_id)
    assert last is not None
    assert "account_changed" in last.settled


@pytest.mark.parametrize("ticked", [True, False])
@pytest.mark.parametrize("is_claimed", [True, False])
def test_what_was_typed_is_kept_where_the_paper_alone_went_to_the_inbox(
    store: Store,
    settings: Settings,
    ticked: bool,
    is_claimed: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(taking, "_LATER_S", 0.0)
    waits = drop(BILL, store, settings)
    note = note_of(waits)
    fill(note, From="Typed Ltd")
    text = note.read_text("utf-8")
    note.write_text(text if ticked else text.replace("[x]", "[ ]"), "utf-8")
    dropped = settings.inbox / "invoices" / waits.path.name
    waits.path.rename(dropped)
    notes = ReviewNotes(settings, store)
    claim = claim_file(dropped, settings) if is_claimed else None
    assert notes.take_ready() == []
    claim = claim or claim_file(dropped, settings)
    assert claim is not None
    assert handle(claim, store, settings).path == waits.path
    assert "From: Typed Ltd" in note.read_text("utf-8")
    assert "NOT TAKEN YET" not in note.read_text("utf-8")
    assert len(take(store, settings)) == ticked
