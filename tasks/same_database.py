"""Which database works on a home folder, told in its lock: who only looks asks the same one."""

from pathlib import Path

from sqlalchemy import make_url

from schemas.errors import SettingsError
from schemas.settings import Settings
from tasks.lock_home import SERVICE_LOCK, told_by_holder


def name_database(url: str) -> str:
    """A database as people tell it from others: where it lies, without user and password.

    >>> name_database("postgresql+psycopg://mail:secret@db.example:5433/mailroom?sslmode=require")
    'postgresql on db.example, port 5433: mailroom'
    """
    parts = make_url(url)
    kind = parts.get_backend_name()
    if kind == "sqlite":
        return f"{kind}: {Path(parts.database or '').resolve()}"
    host = parts.host or parts.query.get("host") or "this machine"
    port = f", port {parts.port}" if parts.port else ""
    return f"{kind} on {host}{port}: {parts.database}"


def require_same_database(settings: Settings) -> None:
    """For those who only look, before they open the database: an empty one would look well.

    Raises:
        SettingsError: what works on this home folder now has told of another database.
    """
    used, ours = told_by_holder(settings.home, SERVICE_LOCK), name_database(settings.sql_url)
    if used not in ("", ours):
        raise SettingsError(
            f"the running service uses another database ({used}) than was named here ({ours})",
            advice="Set MAILROOM_DATABASE_URL as the service has it.",
        )
