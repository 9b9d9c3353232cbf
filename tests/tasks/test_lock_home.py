"""A home folder has one owner, and asking who it is disturbs nobody."""

import fcntl
import os
import time
from pathlib import Path

import pytest

from schemas.errors import AlreadyRunning
from tasks.lock_home import SERVICE_LOCK, is_locked, lock_home


def test_a_lock_has_one_holder_whom_the_second_is_told(tmp_path: Path) -> None:
    with lock_home(tmp_path, SERVICE_LOCK):
        assert is_locked(tmp_path, SERVICE_LOCK)
        with (
            pytest.raises(AlreadyRunning, match=f"process {os.getpid()} already works"),
            lock_home(tmp_path, SERVICE_LOCK),
        ):
            pass
    assert not is_locked(tmp_path, SERVICE_LOCK)


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
