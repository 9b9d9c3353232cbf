"""The environment of the launcher's children: our settings, and Prefect's as we run it."""

import os
import sys
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import unquote

from dotenv import dotenv_values

from schemas.settings import NO_ENV_FILE, Settings, sqlite_url

#: Starts Prefect's server, in the environment of a child.
SERVER_COMMAND = (sys.executable, "-m", "mailroom.prefect_server")


def child_environment(settings: Settings) -> dict[str, str]:
    """The environment for server, worker and deployments.

    Prefect settings of the caller's own are dropped: this server is ours alone. Nothing in it
    reaches another host. A `.env` is not read again: it may hold the mailbox's password, and what
    is empty here would come from it.
    """
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "MAILROOM_"))}
    ours = _our_settings(settings) | {NO_ENV_FILE: "1"}
    return {**inherited, **ours, **_prefect_settings(settings)}


def service_environment(settings: Settings) -> dict[str, str]:
    """The environment of the watching service: it alone is told the mailbox's password.

    Its output is the console. Events that Prefect's server was not there to take, with the reasons
    that they carry, are none of it.
    """
    password = settings.imap_password.get_secret_value()
    told = {"MAILROOM_IMAP_PASSWORD": password} if password else {}
    return child_environment(settings) | {"PREFECT_LOGGING_INTERNAL_LEVEL": "CRITICAL"} | told


def find_mistyped(names: Iterable[str]) -> dict[str, str]:
    """Names of variables that are nearly a setting's and so change nothing, with what is meant.

    Others that begin with MAILROOM_ may be for another program.

    >>> find_mistyped(["MAILROOM_THREDS_N", "MAILROOM_PORT", "MAILROOM_SCREENSHOTS", "PORT"])
    {'MAILROOM_THREDS_N': 'MAILROOM_THREADS_N'}
    """
    known = [f"MAILROOM_{name.upper()}" for name in Settings.model_fields]
    told = {name for name in names if name.upper().startswith("MAILROOM_")} - {NO_ENV_FILE}
    unknown = sorted(name for name in told if name.upper() not in known)
    near = {name: get_close_matches(name.upper(), known, 1, cutoff=0.9) for name in unknown}
    return {name: found[0] for name, found in near.items() if found}


def given_names() -> list[str]:
    """The names of all variables that may be settings: of the environment and of `.env`."""
    written = {} if os.environ.get(NO_ENV_FILE) else dotenv_values(".env")
    return [*os.environ, *written]


def ui_url(settings: Settings) -> str:
    """Where a browser on this machine finds the UI."""
    return f"http://{_reachable_host(settings)}:{settings.port}"


def _our_settings(settings: Settings) -> dict[str, str]:
    # A flow run of a deployment starts in another folder, so paths must be absolute.
    values = settings.model_dump(exclude={"imap_password"}) | {
        "home": settings.home.resolve(),
        "database_url": _absolute_database(settings.database_url),
    }
    for name in ("model", "summariser", "mail_model"):
        values[name] = _find_model(values[name])
    for name in ("imap_password_file", "imap_ca_file"):
        if (path := values[name]) is not None:
            values[name] = Path(path).resolve()
    return {f"MAILROOM_{k.upper()}": str(v) for k, v in values.items() if v is not None}


def _find_model(model: str) -> str:
    """A model as a child in another folder finds it; an empty variable would mean the default."""
    return str(Path(model).resolve()) if model and Path(model).is_dir() else model or "off"


def _absolute_database(url: str) -> str:
    """The URL of a SQLite file with its path made absolute; any other as it is."""
    scheme, mark, path = url.partition(":///")
    if not mark or scheme.partition("+")[0] != "sqlite" or path.startswith(("/", "file:")):
        return url
    name, question, options = path.partition("?")
    if not name or name == ":memory:":
        return url
    return f"{sqlite_url(Path(unquote(name)).resolve(), scheme)}{question}{options}"


def _prefect_settings(settings: Settings) -> dict[str, str]:
    home = settings.home.resolve() / "prefect"
    return {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": f"{ui_url(settings)}/api",
        "PREFECT_API_DATABASE_CONNECTION_URL": _absolute_database(settings.prefect_database_url)
        or sqlite_url(home / "prefect.db", "sqlite+aiosqlite"),
        "PREFECT_SERVER_API_HOST": settings.host,
        "PREFECT_SERVER_API_PORT": str(settings.port),
        # By default any web page may ask the API, and read what it answers.
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": ",".join(_own_origins(settings)),
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


def _own_origins(settings: Settings) -> list[str]:
    """The addresses whose pages are ours."""
    local = [f"http://{name}:{settings.port}" for name in ("127.0.0.1", "localhost")]
    return list(dict.fromkeys([ui_url(settings), *local]))


def _reachable_host(settings: Settings) -> str:
    """The host as in a URL; of a server on all addresses the one of this machine itself."""
    own = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
    host = own.get(settings.host, settings.host)
    return f"[{host}]" if ":" in host else host
