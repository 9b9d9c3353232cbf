"""A home may have any name: what means something in a URL is a mere letter of a path."""

from pathlib import Path

import pytest
from sqlalchemy import make_url

from mailroom.environment import child_environment
from schemas.settings import Settings
from tasks.copy_database import warn_of_rows_left
from tasks.same_database import name_database
from tasks.store import Store
from tests.tasks.made_records import invoice, make_claim

NAMES = ["x?1", "50%20", "100%", "a#b", "a&b=c", "$HOME", "x:memory:", "Büro 1+2", "it's"]


@pytest.mark.parametrize("name", NAMES)
def test_databases_lie_in_the_home_whatever_it_is_called(name: str, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / name)
    store = Store(settings.sql_url)
    store.migrate()
    store.save(make_claim("bill"), [invoice(b"bill")])
    store.close()

    assert (settings.home / "mailroom.db").is_file()
    assert [path.name for path in tmp_path.iterdir()] == [name]
    named = name_database(settings.sql_url, settings.home)
    assert named == "sqlite in the home folder: mailroom.db"
    prefect = child_environment(settings)["PREFECT_API_DATABASE_CONNECTION_URL"]
    assert make_url(prefect).database == str(settings.home / "prefect" / "prefect.db")


def test_homes_that_differ_behind_a_question_mark_share_nothing(tmp_path: Path) -> None:
    stores = [Store(Settings(home=tmp_path / name).sql_url) for name in ("x?1", "x?2")]
    for store in stores:
        store.migrate()
    stores[0].save(make_claim("bill"), [invoice(b"bill")])
    assert [store.counts()["arrivals"] for store in stores] == [1, 0]


@pytest.mark.parametrize("name", NAMES)
def test_a_relative_url_means_the_same_file_from_any_folder(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / name
    folder.mkdir()
    monkeypatch.chdir(folder)
    told = child_environment(Settings(database_url="sqlite:///a%3Fb.db?timeout=5"))
    url = make_url(told["MAILROOM_DATABASE_URL"])
    assert url.database == str(folder / "a?b.db")
    assert dict(url.query) == {"timeout": "5"}


def test_the_command_that_takes_rows_along_can_be_pasted(tmp_path: Path) -> None:
    home = tmp_path / "our home?"
    own = Store(Settings(home=home).sql_url)
    own.migrate()
    own.save(make_claim("bill"), [invoice(b"bill")])
    other = Store(f"sqlite:///{tmp_path / 'other.db'}")
    other.migrate()
    named = Settings(home=home, database_url=other.url)
    assert f"copy-database 'sqlite:///{tmp_path}/our home%3F/mailroom.db'" in (
        warn_of_rows_left(other, named)
    )
