"""`mailroom up` as a process on a home and a port of its own, and questions to it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

import psutil

from mailroom.environment import child_environment
from schemas.settings import REPOSITORY, Settings
from tasks.store import Store

MAILROOM = str(Path(sys.executable).with_name("mailroom"))


def wait_until(met: Callable[[], object], what: Callable[[], str], patience_s: float = 60) -> None:
    give_up_at = time.monotonic() + patience_s
    while not met():
        assert time.monotonic() < give_up_at, what()
        time.sleep(0.1)


class RunningSystem:
    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.settings = Settings(home=folder / "home", port=port, ready_s=0.3, scan_s=2.0)
        self.env = child_environment(self.settings)
        self.log = folder / "up.log"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def store(self) -> Store:
        return Store(self.settings.sql_url)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.settings.port}"

    def said(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def start(self) -> None:
        """Starts it and waits until it says that it runs and watches."""
        before = self.said()
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [MAILROOM, "up"], env=self.env, cwd=REPOSITORY, stdout=output, stderr=output
            )

        def ready() -> bool:
            said = self.said()[len(before) :]
            return "Mailroom runs" in said and "watching" in said

        wait_until(ready, self.said, 100)

    def run(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [MAILROOM, *map(str, arguments)],
            env=self.env, cwd=REPOSITORY, capture_output=True, text=True, timeout=100,
        )  # fmt: skip

    def tree(self) -> list[psutil.Process]:
        assert self.process is not None
        parent = psutil.Process(self.process.pid)
        return [parent, *parent.children(recursive=True)]

    def child(self, words: str) -> psutil.Process:
        return next(one for one in self.tree() if words in " ".join(one.cmdline()))

    def end(self, number: int) -> int:
        """Sends a signal; returns the exit code."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(30)

    def kill(self) -> None:
        if self.process is not None and self.process.poll() is None:
            for one in self.tree():
                os.kill(one.pid, signal.SIGKILL)
            self.process.wait()

    def ask(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """Asks Prefect's API; while its SQLite is locked (503) again, as Prefect's client does."""
        request = urllib.request.Request(
            f"{self.url}/api{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        give_up_at = time.monotonic() + 20
        while True:
            try:
                with urllib.request.urlopen(request, timeout=10) as answer:
                    return json.load(answer)
            except urllib.error.HTTPError as error:
                if error.code != HTTPStatus.SERVICE_UNAVAILABLE or time.monotonic() > give_up_at:
                    raise
            time.sleep(0.5)
