"""Who may ask Prefect's server: programs on this machine, and the UI's own pages.

Prefect's API has no login, and whoever may use it can run commands. A page that a browser on this
machine happens to show must not: requests of other origins are refused, and so are names that
somebody else may point at this machine.
"""

import ipaddress
import socket
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from schemas.settings import Settings

WRONG_NAME = "This name is not one of Mailroom's. If it should be, put it into MAILROOM_UI_NAMES.\n"
WRONG_ORIGIN = (
    "Only Mailroom's own pages may ask this. If this is one of them, put its name into "
    "MAILROOM_UI_NAMES.\n"
)


class OwnPagesOnly:
    """Passes on what was sent to this machine by a name of its own and not by a foreign page."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        given = (name.strip() for name in settings.ui_names.lower().split(","))
        self._given = frozenset(name for name in given if name)
        own = ("localhost", socket.gethostname().lower(), settings.host.lower())
        self._names = self._given.union(own)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and (problem := self._refusal(scope)):
            await PlainTextResponse(problem, 403)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> str:
        """Why a request is refused; "" where it is not."""
        headers = Headers(scope=scope)
        host, origin = headers.get("host", "").lower(), headers.get("origin", "").lower()
        name = _host_name(f"//{host}")
        if name not in self._names and not _is_address(name):
            return WRONG_NAME
        own = origin in ("", f"http://{host}", f"https://{host}")
        # A proxy may ask under another name than its pages have.
        return "" if own or _host_name(origin) in self._given else WRONG_ORIGIN


def _host_name(url: str) -> str:
    """The host of a URL without its port; "" where there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    """Whether this is a number, which no name of somebody else's can be pointed at."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
