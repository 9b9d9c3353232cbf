"""Prefect's server as `mailroom up` runs it: as `prefect server start` does, for own pages only."""

import uvicorn
from prefect.server.api.server import create_app
from prefect.settings import get_current_settings

from mailroom.own_pages import OwnPagesOnly
from schemas.settings import Settings


def main() -> None:
    """Serves API and UI until SIGTERM or SIGINT."""
    settings, server = Settings(), get_current_settings().server
    uvicorn.run(
        OwnPagesOnly(create_app(final=True), settings),
        host=settings.host,
        port=settings.port,
        timeout_keep_alive=server.api.keepalive_timeout,
        ws_ping_interval=server.api.websocket_ping_interval,
        ws_ping_timeout=server.api.websocket_ping_timeout,
        log_level=server.logging_level.lower(),
    )


if __name__ == "__main__":
    main()
