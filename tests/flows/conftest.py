"""One real Prefect server for the session, as `mailroom up` runs it, and a workshop per test."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_documents import KnowNothing
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker
from prefect.settings import PREFECT_API_URL, PREFECT_LOGGING_LEVEL, temporary_settings

from flows.server_answer import get_json
from flows.workshop import Workshop, open_workshop
from mailroom.children import Child
from mailroom.environment import SERVER_COMMAND, child_environment, ui_url
from schemas.settings import Settings
from tasks.intake import prepare_folders
from tasks.store import Store


@pytest.fixture(scope="session")
def prefect_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings whose host and port are those of a running server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = tmp_path_factory.mktemp("server")
    settings = Settings(home=home, port=port)
    (home / "prefect").mkdir()
    server = Child("server", SERVER_COMMAND, child_environment(settings), home / "server.log")
    server.start()
    try:
        give_up_at = time.monotonic() + 100
        while get_json(f"{ui_url(settings)}/api/health") is not True:
            assert server.exit_code() is None, (home / "server.log").read_text()
            assert time.monotonic() < give_up_at
            time.sleep(0.2)
        yield settings
    finally:
        # What is still queued for the server would be tried for a minute after it has gone.
        for queue in (APILogWorker, EventsWorker):
            queue.drain_all(timeout=10, at_exit=False)
        server.ask_to_stop()
        server.wait_or_kill(10.0)


@pytest.fixture
def prefect_api(prefect_settings: Settings) -> Iterator[str]:
    """Flow runs of this process go to the session's server."""
    url = f"{ui_url(prefect_settings)}/api"
    with temporary_settings({PREFECT_API_URL: url, PREFECT_LOGGING_LEVEL: "CRITICAL"}):
        yield url


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    """An opened workshop with a home of its own and a model that knows nothing."""
    settings = Settings(home=tmp_path / "home", ready_s=0.0, scan_s=0.2)
    prepare_folders(settings)
    store = Store(settings.sql_url)
    store.migrate()
    opened = Workshop(settings, KnowNothing(), store)
    open_workshop(opened)
    yield opened
    store.close()
