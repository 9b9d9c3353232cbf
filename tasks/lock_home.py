"""The home folder: whether there is one, and its one owner by a lock that dies with its process."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import AlreadyRunning, SettingsError

#: Held by `mailroom up` for as long as it runs.
SYSTEM_LOCK = "system.lock"
#: Held by whoever works on the files in processing.
SERVICE_LOCK = "service.lock"
#: How long a lock is asked for at least: `is_locked` shares it for an instant.
PROBE_S = 0.2
PAUSE_S = 0.05
HOME_ADVICE = "Give another folder by --home or MAILROOM_HOME, or let this user write there."


@contextmanager
def using_home(home: Path) -> Iterator[None]:
    """Says of an OSError that it is the home folder that cannot be used.

    Raises:
        SettingsError: it is no folder, lies below none, or this user may not use it.
    """
    try:
        yield
    except OSError as error:
        raise SettingsError(
            f"the home folder {home.absolute()} cannot be used: {error.strerror}",
            advice=HOME_ADVICE,
        ) from error


def require_home(home: Path) -> None:
    """For those who only read: checks that Mailroom has worked here; makes nothing.

    Raises:
        SettingsError: it has not, or the folder cannot be used.
    """
    with using_home(home):
        names = {path.name for path in home.iterdir()} if home.exists() else set()
    if not names & {SYSTEM_LOCK, SERVICE_LOCK, "inbox", "mailroom.db"}:
        raise SettingsError(
            f"There is no Mailroom home at {home.absolute()}",
            advice="Name it by --home or MAILROOM_HOME; `mailroom up` makes a new one.",
        )


@contextmanager
def lock_home(home: Path, name: str, wait_s: float = 0.0, told: str = "") -> Iterator[None]:
    """Holds the lock `name` of a home folder; the kernel frees it even after kill -9.

    Args:
        home: the folder; made if missing.
        name: SYSTEM_LOCK or SERVICE_LOCK.
        wait_s: how long to wait for another process to let go; at least PROBE_S.
        told: a line for whoever asks what works here, see `told_by_holder`.

    Raises:
        AlreadyRunning: another process still holds it after that.
        SettingsError: the folder cannot be used.
    """
    with using_home(home):
        home.mkdir(parents=True, exist_ok=True)
        opened = (home / name).open("a+", encoding="utf-8", errors="replace")
    give_up_at = time.monotonic() + max(wait_s, PROBE_S)
    with opened as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= give_up_at:
                    file.seek(0)
                    holder = file.readline().strip() or "unknown"
                    raise AlreadyRunning(
                        f"process {holder} already works on {home.resolve()}"
                    ) from None
                time.sleep(PAUSE_S)
        file.truncate(0)
        file.write(f"{os.getpid()}\n{told}\n" if told else f"{os.getpid()}\n")
        file.flush()
        yield


def is_locked(home: Path, name: str) -> bool:
    """Whether another process holds the lock `name` right now; its file stays as it is.

    Raises:
        SettingsError: the folder cannot be used.
    """
    with using_home(home):
        try:
            with (home / name).open("rb") as file:
                # Shared, so that two who ask do not take each other for the holder.
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
    return False


def told_by_holder(home: Path, name: str) -> str:
    """What the process that holds the lock `name` now has told; "" where none does, or did.

    Raises:
        SettingsError: the folder cannot be used.
    """
    if not is_locked(home, name):
        return ""
    with using_home(home):
        text = (home / name).read_text("utf-8", errors="replace")
    return text.partition("\n")[2].strip()
