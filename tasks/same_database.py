"""Which database works on a home folder, told in its lock: who only looks asks the same one."""

import logging
from pathlib import Path

from schemas.errors import SettingsError
from schemas.settings import Settings
from tasks.database_url import parse_url
from tasks.lock_home import SERVICE_LOCK, told_by_holder

log = logging.getLogger("mailroom.same_database")

#: How a machine calls itself; a socket has no host.
_LOCAL = frozenset({"", "localhost", "127.0.0.1", "::1"})
_USUAL_PORT = "5432"


def name_database(url: str, home: Path) -> str:
    """A database as people tell it from others: where it lies, without user and password.

    One in the home folder is named by its place there: a container sees the folder elsewhere.

    >>> url = "postgresql+psycopg://mail:secret@DB.example:5433/mailroom?sslmode=require"
    >>> name_database(url, Path("/srv/mailroom"))
    'postgresql on db.example, port 5433: mailroom'

    Raises:
        SettingsError: the URL cannot be understood.
    """
    parts = parse_url(url)
    kind = parts.get_backend_name()
    if kind == "sqlite":
        path = Path(parts.database or "").resolve()
        inside = path.is_relative_to(home.resolve())
        where = path.relative_to(home.resolve()) if inside else path
        return f"{kind}{' in the home folder' if inside else ''}: {where}"
    host, port = (_first(parts.query.get(name)) for name in ("host", "port"))
    host = (parts.host or host).lower()
    port = str(parts.port or port)
    at = f", port {port}" if port not in ("", _USUAL_PORT) else ""
    return f"{kind} on {'this machine' if host in _LOCAL else host}{at}: {parts.database}"


def require_same_database(settings: Settings) -> None:
    """For those who only look, before they open the database: an empty one would look well.

    One of the same name on a host that is called otherwise may be the same: it is told, no more.

    Raises:
        SettingsError: what works on this home folder now has told of another database.
    """
    used = told_by_holder(settings.home, SERVICE_LOCK)
    ours = name_database(settings.sql_url, settings.home)
    if used in ("", ours):
        return
    said = f"the running service uses another database ({used}) than was named here ({ours})"
    if used.startswith("sqlite") or _without_host(used) != _without_host(ours):
        raise SettingsError(said, advice="Set MAILROOM_DATABASE_URL as the service has it.")
    log.warning("%s, unless both names are of one machine", said)


def _first(value: tuple[str, ...] | str | None) -> str:
    return value if isinstance(value, str) else (value or ("",))[0]


def _without_host(name: str) -> tuple[str, str]:
    kind, _, rest = name.partition(" on ")
    return kind, rest.rpartition(": ")[2]
