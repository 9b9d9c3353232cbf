"""One owner of a home folder at a time: a lock that dies with its process."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import AlreadyRunning

#: Held by `mailroom up` for as long as it runs.
SYSTEM_LOCK = "system.lock"
#: Held by whoever works on the files in processing.
SERVICE_LOCK = "service.lock"


@contextmanager
def lock_home(home: Path, name: str, wait_s: float = 0.0) -> Iterator[None]:
    """Holds the lock `name` of a home folder; the kernel frees it even after kill -9.

    Args:
        home: the folder; made if missing.
        name: SYSTEM_LOCK or SERVICE_LOCK.
        wait_s: how long to wait for another process to let go.

    Raises:
        AlreadyRunning: another process still holds it after `wait_s`.
    """
    home.mkdir(parents=True, exist_ok=True)
    give_up_at = time.monotonic() + wait_s
    with (home / name).open("a+") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= give_up_at:
                    file.seek(0)
                    holder = file.read().strip() or "unknown"
                    raise AlreadyRunning(
                        f"process {holder} already works on {home.resolve()}"
                    ) from None
                time.sleep(0.1)
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def is_locked(home: Path, name: str) -> bool:
    """Whether another process holds the lock `name` right now."""
    if not (home / name).exists():
        return False
    try:
        with lock_home(home, name):
            return False
    except AlreadyRunning:
        return True
