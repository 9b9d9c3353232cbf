"""A home that was moved, restored or copied works on its own files, as before."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import event, select, update

from schemas.arrival import SavedDocument
from schemas.record import Record
from schemas.settings import Settings, sqlite_url
from schemas.tables import ArrivalRow
from tasks import file_moves
from tasks.deliver import deliver, note_path
from tasks.home_places import HomePlaces, home_of, take_places_along
from tasks.intake import pending_claims, prepare_folders, release_claim
from tasks.store import Store
from tests.tasks.made_records import doubtful, drop_and_claim, failed, invoice

Place = Callable[[Path, Path], object]
OPENED: list[Store] = []


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "old", ready_s=0.0)


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
def test_a_file_on_its_way_is_one_in_the_new_place(
    place: Place, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened(settings)
    claim = drop_and_claim(settings, b"doubt", "invoices/doubt.pdf")
    store.save(claim, [doubtful(b"doubt")])

    def cut(_folder: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        sync = file_moves.sync_folder
        patch.setattr(
            file_moves, "sync_folder", lambda one: cut(one) if one == settings.review else sync(one)
        )
        deliver(claim, store.save(claim, [doubtful(b"doubt")]), None, settings)
    assert claim.path.samefile(settings.review / "doubt.pdf")
    store.close()
    place(settings.home, tmp_path / "new")
    moved = settings.model_copy(update={"home": tmp_path / "new"})
    store = opened(moved)

    (pending,) = pending_claims(moved)
    again = store.save(pending, [doubtful(b"doubt")])
    assert deliver(pending, again, None, moved) == moved.review / "doubt.pdf"
    assert [one.name for one in moved.home.rglob("*.pdf")] == ["doubt.pdf"]


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


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database that lies in no home."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "shared.db")
    return str(request.getfixturevalue("made_database"))


def test_places_in_a_database_outside_the_home_stay(elsewhere: str, tmp_path: Path) -> None:
    one = Settings(home=tmp_path / "one", ready_s=0.0, database_url=elsewhere)
    filed_home(one)
    one.home.rename(tmp_path / "away")
    other = one.model_copy(update={"home": tmp_path / "other"})
    for name in ("review/doubt.pdf", "failed/bad.pdf"):  # of the same name, but not the same
        (other.home / name).parent.mkdir(parents=True)
        (other.home / name).touch()
    store = opened(other)
    OPENED.append(looking := Store(elsewhere, HomePlaces(other).present))
    for asked in (store, looking):
        assert asked.waiting()[0].path == one.review / "doubt.pdf"
        assert asked.last_failures()[0].path == one.failed / "bad.pdf"


@pytest.mark.parametrize("first", ["old", "link"])
def test_a_home_by_another_name_stays_where_it_is(first: str, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "old")
    (tmp_path / "old").mkdir()
    settings = Settings(home=tmp_path / first, ready_s=0.0)
    filed_home(settings)
    for name in ("link", "old"):
        again = settings.model_copy(update={"home": tmp_path / name})
        assert opened(again).waiting()[0].path == settings.review / "doubt.pdf"


def statements(store: Store) -> list[str]:
    """What is asked of the database from now on."""
    asked: list[str] = []
    event.listen(store._engine, "before_cursor_execute", lambda *all_: asked.append(all_[2]))
    return asked


def test_a_start_in_the_same_place_loads_no_rows(settings: Settings, tmp_path: Path) -> None:
    filed_home(settings)
    (tmp_path / "link").symlink_to(settings.home)
    for home in (settings.home, tmp_path / "link"):
        store = Store(settings.sql_url)
        OPENED.append(store)
        asked = statements(store)
        take_places_along(store, settings.model_copy(update={"home": home}))
        assert len([one for one in asked if one.startswith("SELECT")]) == 2
        assert not [one for one in asked if one.startswith("UPDATE")]


@pytest.mark.parametrize("name", [".", "deeper/home"])
def test_homes_of_several_names_become_one(name: str, tmp_path: Path) -> None:
    old = Settings(home=tmp_path / "a" / "old", ready_s=0.0)
    filed_home(old)
    between = old.model_copy(update={"home": tmp_path / "between"})
    old.home.rename(between.home)
    store = Store(between.sql_url)  # by an earlier version: what was filed then stays
    file_once(store, between, b"bad", failed(b"bad"))
    store.close()
    last = old.model_copy(update={"home": (tmp_path / "a" / name).resolve()})
    shutil.copytree(between.home, last.home, dirs_exist_ok=True)
    store = opened(last)
    with store.reading() as session:
        places = [Path(one) for one in session.scalars(select(ArrivalRow.delivered_to)) if one]
    assert len(places) == 4
    assert all(one.is_relative_to(last.home) and one.exists() for one in places)


def test_an_answer_that_cannot_be_read_does_not_stop_the_start(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    filed_home(settings)
    store = opened(settings)
    claim = drop_and_claim(settings, b"new", "invoices/new.pdf")
    store.save(claim, [invoice(b"new")])
    with store._writer.begin() as connection:
        of_it = update(ArrivalRow).where(ArrivalRow.claim_id == claim.claim_id)
        connection.execute(of_it.values(saved={"of": "another version"}))
    store.close()
    settings.home.rename(tmp_path / "new")
    moved = settings.model_copy(update={"home": tmp_path / "new"})
    assert opened(moved).waiting()[0].path == moved.review / "doubt.pdf"
    assert f"claim {claim.claim_id} cannot be read" in caplog.text


@pytest.mark.parametrize("home", ["/srv/mailroom", "/review/mailroom", "/srv/review"])
@pytest.mark.parametrize(
    "place", ["review/a.pdf", "review/Petra/Mai/a.pdf", "failed/a.pdf", "done/2026/03/a.pdf"]
)
def test_a_home_is_told_by_each_place_in_it(home: str, place: str) -> None:
    assert home_of(Path(home) / place) == Path(home)
