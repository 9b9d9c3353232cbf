"""A claimed file to its end, whatever interrupts or repeats it."""

from pathlib import Path
from typing import Any

import pytest
from made_documents import KnowNothing, write_einvoice, write_mail

from schemas.arrival import Claim, SavedDocument
from schemas.errors import RecordRefused, StillWritten, StoreError
from schemas.identity import hash_file
from schemas.settings import Settings
from tasks import extract as extracting
from tasks import handle_claim as handling
from tasks.handle_claim import (
    ATTEMPTS_N,
    CHANGES_N,
    handle_claim,
    is_suspect,
)
from tasks.handled import HandledFile
from tasks.intake import ATTEMPTS_FILE, claim_file, pending_claims, prepare_folders
from tasks.store import Store


@pytest.fixture
def shop(tmp_path: Path) -> tuple[Settings, Store]:
    settings = Settings(home=tmp_path / "home", ready_s=0.0)
    prepare_folders(settings)
    store = Store(settings.sql_url)
    store.migrate()
    return settings, store


def take(settings: Settings, path: Path) -> Claim:
    claim = claim_file(path, settings)
    assert claim is not None
    return claim


def handle(claim: Claim, shop: tuple[Settings, Store]) -> HandledFile:
    settings, store = shop
    return handle_claim(claim, KnowNothing(), store, settings, "batch")


def test_a_correct_einvoice_is_accepted_and_filed(shop: tuple[Settings, Store]) -> None:
    settings, store = shop
    claim = take(settings, write_einvoice(settings.inbox / "invoices" / "a.xml", "R-1"))
    handled = handle(claim, shop)
    assert (handled.outcome, handled.reason, handled.name) == ("accepted", "", "a.xml")
    assert handled.path.parent.parent.parent == settings.done.absolute()
    (document,) = handled.documents
    assert document.key_facts == "R-1 · 2026-03-02 · Nordlicht Lampen GmbH · 119.00 EUR"
    assert pending_claims(settings) == []
    assert store.counts()["undelivered"] == 0


def test_the_same_bytes_again_are_a_duplicate_and_are_not_read(
    shop: tuple[Settings, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, _ = shop
    path = settings.inbox / "a.xml"
    first = handle(take(settings, write_einvoice(path, "R-1")), shop)
    monkeypatch.setattr(handling, "extract_file", None)
    again = handle(take(settings, write_einvoice(path, "R-1")), shop)
    assert again.outcome == "duplicate"
    assert again.documents[0].document_id == first.documents[0].document_id
    assert again.path != first.path


def test_interrupted_after_the_commit_it_is_filed_without_reading_again(
    shop: tuple[Settings, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, store = shop
    claim = take(settings, write_einvoice(settings.inbox / "a.xml", "R-1"))

    def fail(*_args: Any) -> Path:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(handling, "deliver", fail)
        with pytest.raises(OSError, match="disk full"):
            handle(claim, shop)
    assert pending_claims(settings) == [claim]
    monkeypatch.setattr(handling, "extract_file", None)
    assert handle(claim, shop).outcome == "accepted"
    assert store.counts()["arrivals"] == 1
    assert pending_claims(settings) == []


def test_a_mail_tells_of_its_attachments(shop: tuple[Settings, Store]) -> None:
    settings, _ = shop
    attached = write_einvoice(settings.home / "r.xml", "R-9").read_bytes()
    mail = write_mail(settings.inbox / "mail" / "m.eml", "Rechnung", {"r.xml": attached})
    handled = handle(take(settings, mail), shop)
    assert [document.name for document in handled.documents] == ["m.eml", "r.xml"]
    assert handled.documents[1].outcome == "accepted"
    assert "R-9" in handled.documents[1].key_facts


def test_a_refused_record_becomes_a_failed_one_instead_of_waiting_for_ever(
    shop: tuple[Settings, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, store = shop
    save = store.save

    def refuse_what_was_read(claim: Claim, records: Any, batch_id: str) -> SavedDocument:
        if records[0].outcome != "failed":
            raise RecordRefused("value too long")
        return save(claim, records, batch_id)

    monkeypatch.setattr(store, "save", refuse_what_was_read)
    handled = handle(take(settings, write_einvoice(settings.inbox / "a.xml", "R-1")), shop)
    assert handled.outcome == "failed"
    assert "value too long" in handled.reason


def test_a_file_that_ends_the_program_time_and_again_fails(
    shop: tuple[Settings, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, _ = shop
    claim = take(settings, write_einvoice(settings.inbox / "poison.xml", "R-1"))

    def die(*_args: Any, **_more: Any) -> None:
        raise SystemExit(139)

    monkeypatch.setattr(handling, "extract_file", die)
    for attempt in range(ATTEMPTS_N):
        assert is_suspect(claim) == (attempt >= 2)
        with pytest.raises(SystemExit):
            handle(claim, shop)
    handled = handle(claim, shop)
    assert handled.outcome == "failed"
    assert "ended the whole program" in handled.reason
    assert handled.path.parent == settings.failed.absolute()


def test_a_database_away_does_not_count_against_the_file(
    shop: tuple[Settings, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, store = shop
    claim = take(settings, write_einvoice(settings.inbox / "a.xml", "R-1"))

    def refuse(*_args: Any) -> SavedDocument:
        raise StoreError("away")

    with monkeypatch.context() as patch:
        patch.setattr(store, "save", refuse)
        for _ in range(ATTEMPTS_N + 2):
            with pytest.raises(StoreError):
                handle(claim, shop)
    assert not (claim.path.parent / ATTEMPTS_FILE).exists()
    assert handle(claim, shop).outcome == "accepted"


def write_on_while_reading(claim: Claim, times_n: int, patch: pytest.MonkeyPatch) -> None:
    """Lets a program add a byte to the claimed file at each of the first `times_n` readings."""
    extract, left = handling.extract_file, iter(range(times_n))

    def extract_meanwhile(*args: Any, **more: Any) -> Any:
        records = extract(*args, **more)
        if next(left, None) is not None:
            with claim.path.open("ab") as file:
                file.write(b" ")
        return records

    patch.setattr(handling, "extract_file", extract_meanwhile)


def test_a_file_that_grows_while_it_is_read_is_read_again(
    shop: tuple[Settings, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, store = shop
    claim = take(settings, write_einvoice(settings.inbox / "a.xml", "R-1"))
    write_on_while_reading(claim, 1, monkeypatch)
    with pytest.raises(StillWritten, match="changed while it was read"):
        handle(claim, shop)
    assert store.counts()["arrivals"] == 0
    assert pending_claims(settings) == [claim]
    handled = handle(claim, shop)
    assert handled.outcome == "accepted"
    assert handled.documents[0].document_id == hash_file(handled.path)
    assert pending_claims(settings) == []


def test_a_file_that_never_stops_growing_fails(
    shop: tuple[Settings, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, _ = shop
    claim = take(settings, write_einvoice(settings.inbox / "a.xml", "R-1"))
    write_on_while_reading(claim, CHANGES_N + 1, monkeypatch)
    for _ in range(CHANGES_N):
        with pytest.raises(StillWritten):
            handle(claim, shop)
    handled = handle(claim, shop)
    assert handled.outcome == "failed"
    assert "changed each time" in handled.reason
    assert handled.documents[0].document_id == hash_file(handled.path)


def test_what_was_cut_short_when_read_does_not_fail_as_the_whole_file(
    shop: tuple[Settings, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, _ = shop
    whole = write_einvoice(settings.home / "whole.xml", "R-1").read_bytes()
    path = settings.inbox / "a.xml"
    path.write_bytes(whole[:2000])
    claim = take(settings, path)

    def complete(path: Path, settings: Settings, source: str) -> Any:
        try:
            return read(path, settings, source)
        finally:
            path.write_bytes(whole)

    read = extracting.read_file
    with monkeypatch.context() as patch:
        patch.setattr(extracting, "read_file", complete)
        with pytest.raises(StillWritten):
            handle(claim, shop)
    assert handle(claim, shop).outcome == "accepted"


def test_what_is_told_of_a_document_is_obeyed_by_no_terminal(shop: tuple[Settings, Store]) -> None:
    settings, _ = shop
    path = write_einvoice(settings.inbox / "a.xml", "R-1\x9b2J\u202e")
    (document,) = handle(take(settings, path), shop).documents
    assert document.key_facts.startswith("R-1\ufffd2J\ufffd ·")
