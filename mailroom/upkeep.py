"""Which children of the launcher are started again, and when that ends the system."""

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from mailroom.children import Child
from schemas.errors import MailroomError

#: A child that lived shorter than this failed to start; so often in a row ends the system.
SHORT_LIFE_S = 30.0
SHORT_LIVES_N = 12
#: The worker runs what is started from the UI: documents are read without it. It is tried again
#: at once so often, then at long intervals.
SPARED = "worker"
SPARED_LIVES_N = 3
SPARED_PAUSE_S = 60.0
#: A disk that does not take so much is full.
PROBE_BYTES = 1_000_000


class ServiceFailed(MailroomError):
    """A part of the system does not stay up."""

    code = "service_failed"
    advice = "Look at the lines above and at the files in the logs folder, then start again."

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc]  # the child's own, where it gave one


class Upkeep:
    """Starts again what has died; `tell` gets a line about each."""

    def __init__(self, children: Sequence[Child], home: Path, tell: Callable[[str], None]) -> None:
        self._children = children
        self._home = home
        self._tell = tell
        self._short_lives: dict[str, int] = {}
        self._rest_until: dict[str, float] = {}

    def look(self) -> None:
        """Looks once at each child.

        Raises:
            ServiceFailed: one died soon after its start, several times in a row.
        """
        for child in self._children:
            code = child.exit_code()
            if code is None or time.monotonic() < self._rest_until.get(child.name, 0.0):
                continue
            if self._rest_until.pop(child.name, None) is not None or self._may_start(child, code):
                child.start()

    def _may_start(self, child: Child, code: int) -> bool:
        """Whether a child that has ended is started again at once."""
        short = time.monotonic() - child.started_at < SHORT_LIFE_S
        lives_n = self._short_lives.get(child.name, 0) + 1 if short else 0
        self._short_lives[child.name] = lives_n
        why = name_disk_trouble(self._home)
        if child.name == SPARED and lives_n >= SPARED_LIVES_N:
            self._rest_until[child.name] = time.monotonic() + SPARED_PAUSE_S
            self._tell(
                f"The {child.name} does not stay up{why}. Documents are read without it, runs "
                f"started from the UI wait; it is tried again every {SPARED_PAUSE_S:.0f} s."
            )
            return False
        if lives_n >= SHORT_LIVES_N:
            raise ServiceFailed(
                f"the {child.name} ended {lives_n} times right after its start{why}"
            )
        self._tell(f"The {child.name} ended (code {code}){why}; starting it again.")
        return True


def name_disk_trouble(home: Path) -> str:
    """What the disk says to a little file in the home folder, for the end of a line; else ""."""
    try:
        with tempfile.TemporaryFile(dir=home) as probe:
            probe.write(bytes(PROBE_BYTES))
    except OSError as error:
        return f"; the disk that holds {home.absolute()} takes nothing ({error.strerror})"
    return ""
