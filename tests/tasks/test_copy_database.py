"""Rows go over from SQLite to PostgreSQL and back, all or none."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import exc, func, insert, select
from sqlalchemy.orm import Session

from schemas.arrival import Mailbox
from schemas.correction import Correction
from schemas.errors import RecordRefused, SettingsError, StoreError
from schemas.settings import Settings
from schemas.tables import DocumentRow, EventRow, Table
from tasks.copy_database import copy_database, warn_of_rows_left
from tasks.mailbox.ledger import MailLedger
from tasks.store import Store
from tests.tasks.made_records import (
    attached,
    document_id,
    doubtful,
    failed,
    invoice,
    mail,
    make_claim,
)

MAILBOX = Mailbox(host="mail.firma.example", account="post@firma.example", folder="INBOX")


@pytest.fixture
def other(store: Store, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A database of the other kind, without tables or without rows."""
    if store.is_sqlite:
        url = str(request.getfixturevalue("made_database"))
    else:
        url = f"sqlite:///{tmp_path / 'copy.db'}"
    opened = Store(url)
    yield opened
    opened.close()


def fill(store: Store) -> None:
    message = mail(b"mail")
    store.save(make_claim("mail"), [message, attached(message, invoice(b"attached"))], "batch")
    store.save(make_claim("bill"), [invoice(b"bill")])
    store.save(make_claim("again"), [invoice(b"bill")])
    store.save(make_claim("doubtful"), [doubtful(b"doubtful")])
    store.save(make_claim("failed"), [failed(b"failed")])
    ledger = MailLedger(store, MAILBOX)
    ledger.add(7, 1, document_id(b"mail"), "mail.eml")
    ledger.note_checked(7)


def rows(store: Store) -> dict[str, list[dict[str, Any]]]:
    with store.reading() as session:
        return {
            table.name: [
                dict(row)
                for row in session.execute(select(table).order_by(*table.primary_key)).mappings()
            ]
            for table in Table.metadata.sorted_tables
        }


def link_backwards(store: Store) -> None:
    """Documents that name one another, so that neither can come first."""
    one, two = document_id(b"bill"), document_id(b"doubtful")

    def change(session: Any) -> None:
        session.get_one(DocumentRow, one).duplicate_of = two
        session.get_one(DocumentRow, two).duplicate_of = one

    store.write(change)


def test_every_row_goes_over_and_new_ones_follow(store: Store, other: Store) -> None:
    fill(store)
    link_backwards(store)
    doubtful_id = document_id(b"doubtful")
    store.save_corrections([Correction(document_id=doubtful_id, doc_type="invoice")])
    counts = copy_database(store, other)
    assert rows(other) == rows(store)
    assert {name: len(found) for name, found in rows(store).items()} == counts
    assert counts["mailbox_messages"] == counts["corrections"] == 1
    other.save_corrections(
        [Correction(document_id=doubtful_id, doc_type="invoice", settled=("poor_scan",))]
    )
    assert [row["correction_id"] for row in rows(other)["corrections"]] == [1, 2]
    again = other.save(make_claim("once more"), [invoice(b"bill")])
    assert again.outcome == "duplicate"
    assert other.save(make_claim("new"), [invoice(b"new")]).outcome == "accepted"
    with other.reading() as session:
        events_n = session.scalar(select(func.max(EventRow.event_id)))
        assert events_n == session.scalar(select(func.count()).select_from(EventRow))


def test_a_database_with_rows_takes_none(store: Store, other: Store) -> None:
    fill(store)
    other.migrate()
    now = datetime.now(UTC)
    other.write(lambda s: s.execute(insert(EventRow).values(at=now, name="received", detail={})))
    before = rows(other)
    with pytest.raises(SettingsError, match=r"has rows already \(in events\)"):
        copy_database(store, other)
    assert rows(other) == before


def test_a_target_with_rows_is_refused_before_its_tables_are_upgraded(
    store: Store, other: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    other.migrate()
    fill(other)
    monkeypatch.setattr(other, "migrate", lambda: pytest.fail("upgraded"))
    with pytest.raises(SettingsError, match="has rows already"):
        copy_database(store, other)


def test_what_the_target_does_not_take_is_said_with_its_table(
    store: Store, other: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    execute = Session.execute

    def refuse(session: Session, query: Any, *args: Any, **options: Any) -> Any:
        if getattr(query, "is_insert", False) and query.table.name == "events":
            raise exc.DataError("INSERT", {}, ValueError("text fields cannot contain NUL"))
        return execute(session, query, *args, **options)

    monkeypatch.setattr(Session, "execute", refuse)
    with pytest.raises(RecordRefused, match="the table events cannot be copied: text fields"):
        copy_database(store, other)
    monkeypatch.undo()
    assert not any(rows(other).values())


def test_nothing_is_made_of_what_is_not_there(tmp_path: Path) -> None:
    source, target = (Store(f"sqlite:///{tmp_path / name}") for name in ("from.db", "to.db"))
    with pytest.raises(StoreError, match="is missing"):
        copy_database(source, target)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("own_has_rows", "named_has_rows", "warned"),
    [(True, False, True), (True, True, False), (False, False, False)],
)
def test_an_empty_database_beside_one_with_rows_is_told(
    tmp_path: Path, own_has_rows: bool, named_has_rows: bool, warned: bool
) -> None:
    home = Settings(home=tmp_path)
    named = home.model_copy(update={"database_url": f"sqlite:///{tmp_path / 'named.db'}"})
    stores = [Store(settings.sql_url) for settings in (home, named)]
    for store, has_rows in zip(stores, (own_has_rows, named_has_rows), strict=True):
        store.migrate()
        if has_rows:
            fill(store)
    told = warn_of_rows_left(stores[1], named)
    assert bool(told) == warned
    assert told.endswith(f"mailroom copy-database {home.sql_url}") == warned
    assert warn_of_rows_left(stores[0], home) == ""
    for store in stores:
        store.close()


def test_a_home_without_a_database_of_its_own_warns_of_nothing(tmp_path: Path) -> None:
    named = Settings(home=tmp_path / "home", database_url=f"sqlite:///{tmp_path / 'named.db'}")
    store = Store(named.sql_url)
    store.migrate()
    assert warn_of_rows_left(store, named) == ""
    assert not (tmp_path / "home").exists()
    store.close()
