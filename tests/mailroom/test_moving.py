"""`mailroom copy-database` as an operator calls it."""

from pathlib import Path

import pytest

from mailroom.moving import copy_rows
from schemas.errors import AlreadyRunning, SettingsError
from schemas.settings import Settings
from tasks.lock_home import SERVICE_LOCK, lock_home
from tasks.store import Store
from tests.tasks.made_records import invoice, make_claim


@pytest.fixture
def own(tmp_path: Path) -> Settings:
    """A home whose own database has a row, and the URL of another."""
    home = Settings(home=tmp_path / "home")
    store = Store(home.sql_url)
    store.migrate()
    store.save(make_claim("bill"), [invoice(b"bill")])
    store.close()
    return home.model_copy(update={"database_url": f"sqlite:///{tmp_path / 'new.db'}"})


def test_rows_go_into_the_database_of_the_settings(
    own: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    copy_rows(f"sqlite:///{own.home}/mailroom.db", "", own)
    assert "documents         1 row\n" in capsys.readouterr().out
    assert Store(own.sql_url).counts()["arrivals"] == 1


def test_nothing_is_copied_while_a_service_runs(own: Settings, tmp_path: Path) -> None:
    with lock_home(own.home, SERVICE_LOCK), pytest.raises(AlreadyRunning):
        copy_rows(f"sqlite:///{own.home}/mailroom.db", "", own)
    assert not (tmp_path / "new.db").exists()


def test_the_argument_that_is_no_url_is_named(own: Settings) -> None:
    with pytest.raises(SettingsError, match=r"^FROM is not a database URL"):
        copy_rows("x", "", own)
    with pytest.raises(SettingsError, match=r"^TO is not a database URL"):
        copy_rows(f"sqlite:///{own.home}/mailroom.db", "x", own)
