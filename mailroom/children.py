"""Child processes of the launcher: started so that none outlives it, stopped gently, then hard."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1


class Child:
    """A named process that can be started again.

    It runs in a session of its own: Ctrl-C in the terminal reaches the launcher alone, which then
    stops the children in order.
    """

    def __init__(
        self, name: str, command: Sequence[str], env: Mapping[str, str], log: Path | None = None
    ) -> None:
        self.name = name
        self._command = list(command)
        self._env = dict(env)
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None
        self.started_at = 0.0

    def start(self) -> None:
        """Starts the process; its output goes to the log file, else to our own."""
        self.started_at = time.monotonic()
        output = self._log.open("ab") if self._log else None
        try:
            self._process = subprocess.Popen(  # noqa: S603 (our own commands)
                self._command,
                env=self._env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT if output else None,
                start_new_session=True,
                preexec_fn=_follow_parent(os.getpid()),
            )
        finally:
            if output:
                output.close()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def exit_code(self) -> int | None:
        """None while it runs."""
        return None if self._process is None else self._process.poll()

    def ask_to_stop(self) -> None:
        """Sends SIGTERM, if it still runs."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def wait_or_kill(self, wait_s: float) -> bool:
        """Waits for the end; after `wait_s` kills its session. Returns whether it ended itself."""
        if self._process is None:
            return True
        try:
            self._process.wait(wait_s)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            return False
        return True


def _follow_parent(parent_pid: int) -> Callable[[], None]:
    """What a child does before it becomes its program: die with us, obey Ctrl-C and SIGTERM."""
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def prepare() -> None:
        # Started with `&` from a script, we inherit an ignored SIGINT; workers then never stop.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        if libc is not None:
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() != parent_pid:
                os._exit(1)

    return prepare
