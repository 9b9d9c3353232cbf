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
#: How long a lock is asked for at least: `is_locked` shares it for an instant.
PROBE_S = 0.2
PAUSE_S = 0.05


@contextmanager
def lock_home(home: Path, name: str, wait_s: float = 0.0) -> Iterator[None]:
    """Holds the lock `name` of a home folder; the kernel frees it even after kill -9.

    Args:
        home: the folder; made if missing.
        name: SYSTEM_LOCK or SERVICE_LOCK.
        wait_s: how long to wait for another process to let go; at least PROBE_S.

    Raises:
        AlreadyRunning: another process still holds it after that.
    """
    home.mkdir(parents=True, exist_ok=True)
    give_up_at = time.monotonic() + max(wait_s, PROBE_S)
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
                time.sleep(PAUSE_S)
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def is_locked(home: Path, name: str) -> bool:
    """Whether another process holds the lock `name` right now; its file stays as it is."""
    try:
        with (home / name).open("rb") as file:
            # Shared, so that two who ask do not take each other for the holder.
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
