"""A home that was moved, restored or copied works on its own files, as before."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from schemas.arrival import SavedDocument
from schemas.record import Record
from schemas.settings import Settings
from tasks.deliver import deliver, note_path
from tasks.home_places import PLACE_FILE, HomePlaces, take_places_along
from tasks.intake import pending_claims, prepare_folders, release_claim
from tasks.store import Store
from tests.tasks.made_records import doubtful, drop_and_claim, failed, invoice

Place = Callable[[Path, Path], object]
OPENED: list[Store] = []


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    home = tmp_path / "old"
    if request.param == "sqlite":
        return Settings(home=home, ready_s=0.0)
    url = str(request.getfixturevalue("made_database"))
    return Settings(home=home, ready_s=0.0, database_url=url)


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    while OPENED:
        OPENED.pop().close()


def opened(settings: Settings) -> Store:
    store = Store(settings.sql_url)
    OPENED.append(store)
    prepare_folders(settings)
    store.migrate()
    take_places_along(store, settings)
    return store


def file_once(
    store: Store, settings: Settings, data: bytes, record: Record
) -> tuple[Path, SavedDocument]:
    claim = drop_and_claim(settings, data, f"invoices/{data.decode()}.pdf")
    saved = store.save_known(claim, record.document_id) or store.save(claim, [record])
    path = deliver(claim, saved, record, settings)
    store.mark_delivered(claim.claim_id, path)
    release_claim(claim)
    return path, saved


def filed_home(settings: Settings) -> None:
    store = opened(settings)
    for data, kind in ((b"bill", invoice), (b"doubt", doubtful), (b"bad", failed)):
        file_once(store, settings, data, kind(data))
    store.close()


@pytest.mark.parametrize("place", [shutil.move, shutil.copytree])
def test_the_answers_are_those_as_before_in_another_place(
    place: Place, settings: Settings, tmp_path: Path
) -> None:
    filed_home(settings)
    place(settings.home, tmp_path / "new")
    moved = settings.model_copy(update={"home": tmp_path / "new"})
    store = opened(moved)

    (waiting,), (failure,) = store.waiting(), store.last_failures()
    assert waiting.path == moved.review / "doubt.pdf"
    assert failure.path == moved.failed / "bad.pdf"
    path, again = file_once(store, moved, b"doubt", doubtful(b"doubt"))
    assert again.outcome == "duplicate"
    assert again.first is not None
    assert again.first.path == moved.review / "doubt.pdf"
    assert path.is_relative_to(moved.done)
    mended, _ = file_once(store, moved, b"bad", invoice(b"bad"))
    assert mended.is_relative_to(moved.done)
    assert not note_path(moved.failed / "bad.pdf").exists() or failure.path.exists()
    assert not (moved.review / "doubt (2).pdf").exists()


def test_a_copy_never_touches_what_the_original_has(settings: Settings, tmp_path: Path) -> None:
    filed_home(settings)
    shutil.copytree(settings.home, tmp_path / "new")
    before = sorted(settings.home.rglob("*"))
    copied = settings.model_copy(update={"home": tmp_path / "new"})
    store = opened(copied)
    (copied.failed / "bad.pdf").unlink()
    (copied.review / "doubt.pdf").unlink()

    _, doubt = file_once(store, copied, b"doubt", doubtful(b"doubt"))
    file_once(store, copied, b"bad", invoice(b"bad"))

    assert doubt.outcome == "needs_review"
    assert sorted(settings.home.rglob("*")) == before
    assert not note_path(copied.failed / "bad.pdf").exists()


@pytest.mark.parametrize("place", [shutil.move, shutil.copytree])
def test_what_was_cut_short_is_ended_in_the_new_place(
    place: Place, settings: Settings, tmp_path: Path
) -> None:
    store = opened(settings)
    file_once(store, settings, b"bad", failed(b"bad"))
    (settings.failed / "bad.pdf").unlink()
    claim = drop_and_claim(settings, b"bad", "invoices/bad.pdf")
    saved = store.save(claim, [invoice(b"bad")])
    assert saved.replaces == (settings.failed / "bad.pdf",)
    deliver(claim, saved, None, settings)  # killed before it was noted
    note_path(settings.failed / "bad.pdf").touch()
    store.close()
    place(settings.home, tmp_path / "new")
    moved = settings.model_copy(update={"home": tmp_path / "new"})
    store = opened(moved)

    (pending,) = pending_claims(moved)
    again = store.save(pending, [invoice(b"bad")])
    path = deliver(pending, again, None, moved)

    assert path.is_relative_to(moved.done)
    assert [one.name for one in moved.done.rglob("*.pdf")] == ["bad.pdf"]
    assert not note_path(moved.failed / "bad.pdf").exists()
    assert note_path(settings.failed / "bad.pdf").exists() == settings.home.exists()


def test_who_only_looks_is_told_the_present_place_and_changes_nothing(
    settings: Settings, tmp_path: Path
) -> None:
    filed_home(settings)
    settings.home.rename(tmp_path / "new")
    moved = settings.model_copy(update={"home": tmp_path / "new"})

    for present, home in ((HomePlaces(moved).present, moved), (Path, settings)):
        OPENED.append(looking := Store(moved.sql_url, present))
        assert looking.waiting()[0].path == home.review / "doubt.pdf"


def test_a_database_without_the_home_s_memory_follows_a_moved_home(
    settings: Settings, tmp_path: Path
) -> None:
    filed_home(settings)
    (settings.home / PLACE_FILE).unlink()
    settings.home.rename(tmp_path / "new")
    moved = settings.model_copy(update={"home": tmp_path / "new"})
    assert opened(moved).waiting()[0].path == moved.review / "doubt.pdf"


def test_another_home_on_the_same_server_keeps_its_places(
    made_database: str, tmp_path: Path
) -> None:
    one = Settings(home=tmp_path / "one", ready_s=0.0, database_url=made_database)
    filed_home(one)
    other = one.model_copy(update={"home": tmp_path / "other"})
    store = opened(other)
    file_once(store, other, b"doubt", doubtful(b"doubt"))
    assert store.waiting()[0].path == one.review / "doubt.pdf"


def test_a_home_by_another_name_stays_where_it_is(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "old", ready_s=0.0)
    filed_home(settings)
    (tmp_path / "link").symlink_to(settings.home)
    linked = settings.model_copy(update={"home": tmp_path / "link"})
    assert opened(linked).waiting()[0].path == settings.review / "doubt.pdf"
