"""Which requests reach Prefect's app: none of foreign pages, none under foreign names."""

import asyncio
from collections.abc import MutableMapping
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from mailroom.own_pages import OwnPagesOnly
from schemas.settings import Settings

HERE = "127.0.0.1:4200"


async def _app(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "passed"})


def ask(kind: str = "http", settings: Settings | None = None, **headers: str) -> str:
    """What the guarded app sends first."""
    sent: list[MutableMapping[str, Any]] = []

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    async def receive() -> MutableMapping[str, Any]:
        return {"type": f"{kind}.connect"}

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {
        "type": kind, "headers": raw, "path": "/api/health", "method": "POST",
        "extensions": {"websocket.http.response": {}},
    }  # fmt: skip
    asyncio.run(OwnPagesOnly(_app, settings or Settings())(scope, receive, send))
    return str(sent[0].get("status", sent[0]["type"]))


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    "host", [HERE, "localhost:4200", "LOCALHOST:4200", "[::1]:4200", "192.0.2.7:4200"]
)
def test_programs_and_own_pages_are_heard(kind: str, host: str) -> None:
    assert ask(kind, host=host) == "passed"
    assert ask(kind, host=host, origin=f"http://{host}") == "passed"


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "http://127.0.0.1:8080", "null", "http://[", "https://localhost:4200"],
)
def test_a_foreign_page_is_not(kind: str, origin: str) -> None:
    assert ask(kind, host=HERE, origin=origin) == "403"


@pytest.mark.parametrize("host", ["evil.example:4200", "evil.example", "", "[", "127.0.0.1.nip.io"])
def test_nor_is_anybody_under_a_name_that_is_not_ours(host: str) -> None:
    assert ask(host=host) == "403"
    assert ask(host=host, origin=f"http://{host}") == "403"


def test_names_can_be_given() -> None:
    settings = Settings(ui_names="Mailroom.firma.example, post.firma.example")
    proxied = "https://mailroom.firma.example"
    assert ask(settings=settings, host="post.firma.example") == "passed"
    assert ask(settings=settings, host=HERE, origin=proxied) == "passed"
    assert ask(settings=settings, host=HERE, origin="https://firma.example") == "403"
