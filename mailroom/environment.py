"""The environment of the launcher's children: our settings, and Prefect's as we run it."""

import os
from pathlib import Path

from schemas.settings import Settings


def child_environment(settings: Settings) -> dict[str, str]:
    """The environment for server, service, worker and deployments.

    Prefect settings of the caller's own are dropped: this server is ours alone. Nothing in it
    reaches another host.
    """
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "MAILROOM_"))}
    return {**inherited, **_our_settings(settings), **_prefect_settings(settings)}


def ui_url(settings: Settings) -> str:
    """Where a browser on this machine finds the UI."""
    return f"http://{_reachable_host(settings)}:{settings.port}"


def _our_settings(settings: Settings) -> dict[str, str]:
    # A flow run of a deployment starts in another folder, so paths must be absolute.
    values = settings.model_dump() | {"home": settings.home.resolve()}
    if Path(settings.model).is_dir():
        values["model"] = Path(settings.model).resolve()
    return {f"MAILROOM_{name.upper()}": str(value) for name, value in values.items()}


def _prefect_settings(settings: Settings) -> dict[str, str]:
    home = settings.home.resolve() / "prefect"
    return {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": f"{ui_url(settings)}/api",
        "PREFECT_API_DATABASE_CONNECTION_URL": settings.prefect_database_url
        or f"sqlite+aiosqlite:///{home / 'prefect.db'}",
        "PREFECT_SERVER_API_HOST": settings.host,
        "PREFECT_SERVER_API_PORT": str(settings.port),
        # Without batches the recorder stalls SQLite for seconds.
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "50",
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "50",
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
        "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "200",
        # The browser asks the address it came from; the newer UI calls an analytics host.
        "PREFECT_SERVER_UI_API_URL": "/api",
        "PREFECT_SERVER_UI_V2_ENABLED": "false",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        # The console shows our own line per document, and of Prefect what goes wrong.
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
        "PREFECT_CLI_PROMPT": "false",
        "PYTHONUNBUFFERED": "1",
    }


def _reachable_host(settings: Settings) -> str:
    return "127.0.0.1" if settings.host in ("0.0.0.0", "::", "") else settings.host  # noqa: S104
