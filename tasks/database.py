"""The connection to SQL: transactions that retry lost races, migrations, plain errors.

SQLite runs in WAL mode with `synchronous=FULL`: a file leaves processing only after its rows would
survive a power cut (docs/decisions/nothing-lost.md).
"""

import logging
import random
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, exc, make_url, text
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from schemas.errors import DatabaseLost, RecordRefused, RightMissing, SettingsError, StoreError
from schemas.settings import REPOSITORY
from tasks.sqlite_file import BUSY_TIMEOUT_S, create_sqlite_engine, make_file, require_file

log = logging.getLogger("mailroom.store")

Result = TypeVar("Result")

MIGRATIONS = REPOSITORY / "migrations"
#: How often a transaction is tried that lost a race against another.
ATTEMPTS_N = 8
#: PostgreSQL's serialization_failure and deadlock_detected.
LOST_RACES = ("40001", "40P01")
#: And its insufficient_privilege.
NO_RIGHT = "42501"
#: What to do where the driver's words tell what is wrong; else it is the connection.
LOCKED_ADVICE = (
    "Another program holds the database locked: let it finish, or end it; nothing was moved, so "
    "run again."
)
NO_ROOM_ADVICE = (
    "Look whether the disk that holds the database is full or broken; nothing was moved, so run "
    "again."
)
NO_TABLES_ADVICE = (
    "`mailroom up` makes them as it starts; else look whether MAILROOM_DATABASE_URL is right."
)
RIGHTS_ADVICE = (
    "Let the owner of the database grant what docs/operations.md names under PostgreSQL; nothing "
    "was moved, so run again."
)
LOGIN_ADVICE = (
    "Correct user and password in MAILROOM_DATABASE_URL; signs such as @ : / % in them are written "
    "as %40 %3A %2F %25."
)
READ_ONLY_ADVICE = "Let this user write the database file and its folder, then run again."
ADVICE = {
    "is locked": LOCKED_ADVICE,
    "disk I/O error": NO_ROOM_ADVICE,
    "disk is full": NO_ROOM_ADVICE,
    "No space left": NO_ROOM_ADVICE,
    "readonly database": READ_ONLY_ADVICE,
    "permission denied": RIGHTS_ADVICE,
    "must be owner": RIGHTS_ADVICE,
    "password authentication failed": LOGIN_ADVICE,
}
#: Where the URL comes from that the settings have.
SETTING = "MAILROOM_DATABASE_URL"
URL_ADVICE = "Give one as in .env.example, or leave it empty."
ENCODE_ADVICE = (
    "Give one as in .env.example. In user and password write signs percent-encoded: @ : / ? # % "
    "and a space as %40 %3A %2F %3F %23 %25 %20."
)
#: What a URL has before its query: the end of a login, or a slash.
_PLACE = re.compile("[@/]")
#: No name in a query has an @.
_AT_IN_NAME = re.compile("(?:^|&)[^=&]*@")
#: An arbitrary number that all Mailroom processes lock while they migrate a PostgreSQL database.
MIGRATION_LOCK = 7_245_062_118


class Database:
    """One database, by SQLAlchemy URL; safe to share between threads.

    `named` is what the URL comes from, for the words of an error.

    Raises:
        SettingsError: the URL cannot be understood. Nothing is connected to yet.
    """

    def __init__(self, url: str, named: str = SETTING) -> None:
        try:
            self._url = parse_url(url, named)
            if self._url.drivername in ("postgresql", "postgres"):
                self._url = self._url.set(drivername="postgresql+psycopg")
            self._engine = _create_engine(self.url)
        except (exc.NoSuchModuleError, ImportError) as error:
            raise _bad_url(named, str(error)) from error
        except exc.ArgumentError:  # it may quote the URL
            raise _bad_url(named, "compare its slashes") from None
        self._plain_errors = partial(_plain_errors, self._url.username or "of this user")
        self._writer = self._engine.execution_options(mailroom_write=True)

    @property
    def url(self) -> str:
        """The database's URL, password included."""
        return self._url.render_as_string(hide_password=False)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is a SQLite file."""
        return self._engine.dialect.name == "sqlite"

    def require_same_file(self) -> None:
        """For those who go on for long: checks that this still is the database that was opened.

        Raises:
            DatabaseLost: its file was exchanged, which does not mend itself.
        """
        try:
            with self.reading() as session:
                _revision(session.connection())
        except DatabaseLost:
            raise
        except StoreError:  # locked or full: this may pass
            pass

    def close(self) -> None:
        """Closes all connections."""
        self._engine.dispose()

    def migrate(self, make: bool = True) -> None:
        """Creates or upgrades the tables; two processes may call it at once.

        Where they are as they should be it only reads, and waits for no writer.

        Args:
            make: whether tables are made where there are none, and the file of a SQLite database.

        Raises:
            SettingsError: the folder of a SQLite file cannot be made.
            StoreError: no connection, no file or tables that are not to be made, or the database
                is of a newer version of Mailroom.
        """
        with self._plain_errors():
            if self.is_sqlite and not make:
                require_file(self.url)
            elif self.is_sqlite:
                make_file(self._engine, self.url)
            with self._engine.connect() as connection:
                revision = _revision(connection)
            if revision == _script().get_current_head():
                return
            if revision is None and not make:
                raise StoreError("the database has no tables of Mailroom", advice=NO_TABLES_ADVICE)
            with self._writer.begin() as connection:
                if connection.dialect.name == "postgresql":
                    connection.execute(
                        text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK}
                    )
                _upgrade(connection)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for queries.

        Raises:
            StoreError: the database cannot be reached, or was never migrated.
        """
        with self._plain_errors(), Session(self._engine) as session:
            yield session

    def write(self, change: Callable[[Session], Result]) -> Result:
        """Runs `change` in one transaction, again from the start when it lost a race.

        Raises:
            StoreError: the database cannot be reached.
            RecordRefused: it can, but does not take this.
        """
        with self._plain_errors():
            for attempt in range(1, ATTEMPTS_N + 1):
                try:
                    with Session(self._writer, expire_on_commit=False) as session, session.begin():
                        return change(session)
                except (exc.IntegrityError, StaleDataError, exc.OperationalError) as error:
                    if attempt == ATTEMPTS_N or not _lost_race(error):
                        raise
                    time.sleep(random.uniform(0, 0.02 * attempt))  # noqa: S311
        raise AssertionError("the last attempt returns or raises")


def parse_url(url: str, named: str = SETTING) -> URL:
    """A database URL in its parts.

    Raises:
        SettingsError: it cannot be understood, or a sign in its password ends the password. What
            is behind its slashes, where that stands, is never quoted.
    """
    before, query = _cut_query(url)
    try:
        # SQLAlchemy takes an @ in a query for the end of a password, where there is none.
        parts = make_url(before).update_query_string(query) if query else make_url(url)
    except (exc.ArgumentError, ValueError):  # ValueError: of a port that is no number
        raise _bad_url(named, "it is none, or its port is no number", ENCODE_ADVICE) from None
    # One in the user's name, which ends at the first colon, is no riddle: Azure's have one.
    after_user = before.partition("://")[2].partition(":")[2]
    if parts.get_backend_name() != "sqlite" and after_user.count("@") > 1:
        raise _bad_url(named, "it has more than one @ behind the user", ENCODE_ADVICE)
    return parts


def _cut_query(url: str) -> tuple[str, str]:
    """A URL and its query; all of it and "" where the question mark is rather of a password."""
    before, _, query = url.partition("?")
    is_whole = _PLACE.search(before.partition("://")[2]) and not _AT_IN_NAME.search(query)
    return (before, query) if is_whole else (url, "")


def _bad_url(named: str, why: str, advice: str = URL_ADVICE) -> SettingsError:
    return SettingsError(f"{named} is not a database URL that Mailroom knows: {why}", advice=advice)


def _lost_race(error: Exception) -> bool:
    if isinstance(error, exc.OperationalError):
        return _sqlstate(error) in LOST_RACES
    return True


def _sqlstate(error: exc.DBAPIError) -> str | None:
    """PostgreSQL's code of an error."""
    return getattr(error.orig, "sqlstate", None)


@contextmanager
def _plain_errors(role: str) -> Iterator[None]:
    """Turns what SQLAlchemy raises into our errors; the driver's text names the cause.

    `role` is who has connected.
    """
    try:
        yield
    except (exc.IntegrityError, exc.DataError, StaleDataError) as error:
        cause = error.orig if isinstance(error, exc.DBAPIError) else error
        raise RecordRefused(_first_line(cause)) from error
    except exc.DBAPIError as error:
        said = f"{_first_line(error.orig)}{_name_right(error, role)}"
        advice = next((what for words, what in ADVICE.items() if words in said), None)
        kind = RightMissing if _sqlstate(error) == NO_RIGHT else StoreError
        raise kind(said, advice=advice) from error
    except exc.StatementError as error:
        raise RecordRefused(_first_line(error.orig)) from error
    except exc.SQLAlchemyError as error:
        raise StoreError(_first_line(error)) from error


def _name_right(error: exc.DBAPIError, role: str) -> str:
    """Which right a role lacks, as PostgreSQL itself does not say; for the end of a line."""
    if _sqlstate(error) != NO_RIGHT or not error.statement:
        return ""
    what = "UPDATE" if " FOR UPDATE" in error.statement else error.statement.split()[0].upper()
    return f": the role {role} may not {what}"


def _first_line(error: BaseException | None) -> str:
    # Later lines quote the statement's values, which are text of documents.
    return (str(error).strip().splitlines() or ["unknown error"])[0]


def _create_engine(url: str) -> Engine:
    if not make_url(url).drivername.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    return create_sqlite_engine(url, BUSY_TIMEOUT_S)


def _upgrade(connection: Connection) -> None:
    script = _script()
    known = {revision.revision for revision in script.walk_revisions()}
    current = _revision(connection)
    if current is not None and current not in known:
        raise StoreError(
            f"the database is of a newer version ({current}) than this Mailroom "
            f"({script.get_current_head()}); update Mailroom"
        )
    if current != script.get_current_head():
        log.info("migrating the database from %s", current or "nothing")
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(alembic_config())


def alembic_config() -> Config:
    """Alembic's configuration, without a file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
