"""A home folder has one owner, and asking who it is disturbs nobody."""

import fcntl
import os
import re
import time
from pathlib import Path

import pytest

from mailroom.status import print_status
from schemas.errors import AlreadyRunning, SettingsError
from schemas.settings import Settings
from tasks.intake import prepare_folders
from tasks.lock_home import SERVICE_LOCK, is_locked, lock_home, require_home
from tasks.same_database import name_database, require_same_database


def test_a_lock_has_one_holder_whom_the_second_is_told(tmp_path: Path) -> None:
    with lock_home(tmp_path, SERVICE_LOCK):
        assert is_locked(tmp_path, SERVICE_LOCK)
        with (
            pytest.raises(AlreadyRunning, match=f"process {os.getpid()} already works"),
            lock_home(tmp_path, SERVICE_LOCK),
        ):
            pass
    assert not is_locked(tmp_path, SERVICE_LOCK)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql+psycopg://mail:s3cret@db.example/mailroom", "postgresql on db.example: mailr"),
        ("postgresql+psycopg:///mailroom?host=/run/pg&password=s3cret", "postgresql on /run/pg: m"),
        ("sqlite:////srv/mail.db", "sqlite: /srv/mail.db"),
    ],
)
def test_who_only_looks_is_told_of_another_database(tmp_path: Path, url: str, said: str) -> None:
    ours, its = Settings(home=tmp_path), Settings(home=tmp_path, database_url=url)
    require_same_database(ours)
    with lock_home(tmp_path, SERVICE_LOCK, told=name_database(its.sql_url, tmp_path)):
        require_same_database(its)
        with pytest.raises(SettingsError, match=re.escape(said)) as caught:
            print_status(ours)
        assert "s3cret" not in str(caught.value)
    require_same_database(ours)
    assert not (tmp_path / "mailroom.db").exists()


@pytest.mark.parametrize(
    ("its", "ours"),
    [
        ("//m:x@localhost/mailroom", "//m:x@127.0.0.1/mailroom"),
        ("//m:x@localhost/mailroom", "//m:x@localhost:5432/mailroom"),
        ("//m:x@DB.example/mailroom", "//m:x@db.example/mailroom"),
        ("//m:x@/mailroom", "//m:x@localhost/mailroom"),
        ("//m:x@/mailroom?host=db.example&port=5433", "//m:x@db.example:5433/mailroom"),
    ],
)
def test_one_database_has_one_name_however_its_host_is_written(
    tmp_path: Path, its: str, ours: str
) -> None:
    assert len({name_database(f"postgresql+psycopg:{one}", tmp_path) for one in (its, ours)}) == 1


@pytest.mark.parametrize("url", ["nonsense", "postgresql://db:port/mailroom"])
def test_a_url_that_names_no_database_is_a_bad_setting(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsError, match="MAILROOM_DATABASE_URL is not a database URL"):
        name_database(url, tmp_path)


def test_a_container_s_view_of_a_database_is_no_other_one(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    container, away = Path("/data"), "postgresql+psycopg://m:x@db/mailroom"
    here = Settings(home=tmp_path, database_url="postgresql+psycopg://m:x@127.0.0.1/mailroom")
    with lock_home(tmp_path, SERVICE_LOCK, told=name_database(away, container)):
        require_same_database(here)
        assert "another database (postgresql on db: mailroom)" in caplog.text
        other = here.model_copy(update={"database_url": here.sql_url.replace("lroom", "lroom2")})
        with pytest.raises(SettingsError):
            require_same_database(other)
    with lock_home(tmp_path, SERVICE_LOCK, told=name_database("sqlite:////data/m.db", container)):
        require_same_database(Settings(home=tmp_path, database_url=f"sqlite:///{tmp_path}/m.db"))


def test_asking_changes_nothing(tmp_path: Path) -> None:
    assert not is_locked(tmp_path, SERVICE_LOCK)
    assert not list(tmp_path.iterdir())
    (tmp_path / SERVICE_LOCK).write_text("4711\n")
    assert not is_locked(tmp_path, SERVICE_LOCK)
    assert (tmp_path / SERVICE_LOCK).read_text() == "4711\n"


def test_who_asks_keeps_nobody_from_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / SERVICE_LOCK).touch()
    asking = (tmp_path / SERVICE_LOCK).open("rb")
    fcntl.flock(asking, fcntl.LOCK_SH)
    assert not is_locked(tmp_path, SERVICE_LOCK)  # another asks at the same time
    monkeypatch.setattr(time, "sleep", lambda _s: asking.close())
    with lock_home(tmp_path, SERVICE_LOCK):
        assert is_locked(tmp_path, SERVICE_LOCK)


@pytest.mark.parametrize("place", ["file", "file/below", "/proc/nix"])
def test_a_home_that_cannot_be_used_is_a_bad_setting(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    home = tmp_path / place
    with (
        pytest.raises(SettingsError, match=f"home folder {home} cannot be used: ") as caught,
        lock_home(home, SERVICE_LOCK),
    ):
        pass
    assert "MAILROOM_HOME" in caught.value.advice
    with pytest.raises(SettingsError, match="cannot be used"):
        prepare_folders(Settings(home=home))
    with pytest.raises(SettingsError, match=r"cannot be used|There is no Mailroom home"):
        require_home(home)


def test_who_reads_makes_no_home(tmp_path: Path) -> None:
    for home in (tmp_path / "typo" / "deep", tmp_path):
        with pytest.raises(SettingsError, match=f"There is no Mailroom home at {home}"):
            require_home(home)
    assert not list(tmp_path.iterdir())
    with lock_home(tmp_path, SERVICE_LOCK):
        require_home(tmp_path)
