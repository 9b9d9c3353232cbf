"""A server of Prefect's that calls itself healthy and can do nothing else, or is none."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from made_documents import write_einvoice
from prefect.settings import PREFECT_API_URL, PREFECT_LOGGING_LEVEL, temporary_settings

from flows.server_answer import get_json
from flows.service import BatchRunner
from flows.workshop import Workshop
from schemas.arrival import Claim
from tasks.intake import claim_file, pending_claims


class HealthyOnly(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self._answer(200 if self.path.endswith("/health") else 500, b"true")

    def do_POST(self) -> None:
        self._answer(500, b'{"exception_message": "database or disk is full"}')

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        pass


class NoServer(HealthyOnly):
    def _answer(self, status: int, body: bytes) -> None:
        self.wfile.write(b"this is no HTTP\r\n\r\n")


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/api"
    with temporary_settings({PREFECT_API_URL: url, PREFECT_LOGGING_LEVEL: "CRITICAL"}):
        yield url
    server.shutdown()
    server.server_close()


@pytest.fixture
def broken_api() -> Iterator[str]:
    with serving(HealthyOnly) as url:
        yield url


def take(workshop: Workshop, count_n: int) -> list[Claim]:
    paths = [write_einvoice(workshop.settings.inbox / f"{n}.xml", f"B-{n}") for n in range(count_n)]
    claims = [claim_file(path, workshop.settings) for path in paths]
    return [claim for claim in claims if claim is not None]


def test_a_server_that_cannot_write_holds_nothing_up(workshop: Workshop, broken_api: str) -> None:
    runner = BatchRunner(workshop)
    assert runner.server_answers()
    runner.run(take(workshop, 3))
    assert workshop.store.outcomes() == {"accepted": (3, 0)}
    assert pending_claims(workshop.settings) == []


def test_what_no_task_began_is_done_and_what_one_began_waits(
    workshop: Workshop, broken_api: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = take(workshop, 3)
    runner = BatchRunner(workshop)

    def begin_one(claims: list[Claim], return_state: bool) -> None:
        workshop.begun.add(claims[1].claim_id)

    monkeypatch.setattr(runner, "_flow", begin_one)
    runner.run(claims)
    assert pending_claims(workshop.settings) == [claims[1]]
    assert workshop.begun == set()


def test_what_answers_no_http_is_no_server(workshop: Workshop) -> None:
    with serving(NoServer) as url:
        assert not BatchRunner(workshop).server_answers()
        assert get_json(f"{url}/health") is None
    assert get_json("http://127.0.0.1:no-port/api/health") is None
    assert get_json("http://[::1/api/health") is None
