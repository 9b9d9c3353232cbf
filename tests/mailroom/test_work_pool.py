"""The pool is made also where Prefect's server is busy for a moment."""

import urllib.error
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from mailroom import work_pool
from mailroom.work_pool import prepare_pool


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, list[int]]]:
    """A server's address, and what it will answer, in order; it stays with the last."""
    codes: list[int] = []

    class Server(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(codes.pop(0) if len(codes) > 1 else codes[0])
            self.end_headers()

        do_PATCH = do_POST  # noqa: N815 (a method of HTTP)

        def log_message(self, *_: object) -> None:
            pass

    monkeypatch.setattr(work_pool, "_WAITS", (0.01, 0.01))
    server = HTTPServer(("127.0.0.1", 0), Server)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/api", codes
    server.shutdown()
    server.server_close()


def test_a_busy_server_is_asked_again(answers: tuple[str, list[int]]) -> None:
    url, codes = answers
    codes += [409, 503, 503, 204]
    prepare_pool(url)
    assert codes == [204]


@pytest.mark.parametrize("code", [503, 500])
def test_a_server_that_stays_busy_or_refuses_is_an_error(
    answers: tuple[str, list[int]], code: int
) -> None:
    url, codes = answers
    codes.append(code)
    with pytest.raises(urllib.error.HTTPError):
        prepare_pool(url)
