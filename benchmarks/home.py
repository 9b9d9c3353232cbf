"""A temporary home folder, its settings, and a Prefect server on it."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.server_answer import get_json
from mailroom.children import Child
from mailroom.environment import SERVER_COMMAND, child_environment, ui_url
from schemas.settings import Settings

SERVER_START_S = 120.0


def bench_settings(base: Settings, home: Path, batch_n: int) -> Settings:
    """`base` on a home, databases and a port of its own, without the mailbox that it names."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    known = Settings.model_fields
    changes = {
        **{name: known[name].default for name in known if name.startswith("imap_")},
        "home": home,
        "port": port,
        "host": "127.0.0.1",
        "batch_n": batch_n,
        "database_url": "",
        "prefect_database_url": "",
    }
    return base.model_copy(update=changes)


@contextmanager
def prefect_server(settings: Settings) -> Iterator[None]:
    """Runs the server that `mailroom up` runs, with the same settings of Prefect's.

    Raises:
        TimeoutError: it does not answer in time; its log lies in the home's logs folder.
    """
    log = settings.home / "logs" / "server.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    (settings.home / "prefect").mkdir(parents=True, exist_ok=True)
    server = Child("server", SERVER_COMMAND, child_environment(settings), log)
    server.start()
    try:
        _await_health(f"{ui_url(settings)}/api/health")
        yield
    finally:
        server.ask_to_stop()
        server.wait_or_kill(10.0)


def _await_health(url: str) -> None:
    give_up_at = time.monotonic() + SERVER_START_S
    while get_json(url) is not True:
        if time.monotonic() > give_up_at:
            raise TimeoutError("Prefect's server did not start")
        time.sleep(0.2)
