"""The connection to SQL: transactions that retry lost races, and migrations.

SQLite runs in WAL mode with `synchronous=FULL`: a file leaves processing only after its rows would
survive a power cut (docs/decisions/nothing-lost.md).
"""

import logging
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, exc, make_url, text
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from schemas.errors import DatabaseLost, StoreError
from schemas.settings import REPOSITORY
from tasks.database_errors import lost_race, plain_errors
from tasks.database_url import SETTING, bad_url, parse_url
from tasks.sqlite_file import BUSY_TIMEOUT_S, create_sqlite_engine, make_file, require_file

log = logging.getLogger("mailroom.store")

Result = TypeVar("Result")

MIGRATIONS = REPOSITORY / "migrations"
#: How often a transaction is tried that lost a race against another.
ATTEMPTS_N = 8
NO_TABLES_ADVICE = (
    "`mailroom up` makes them as it starts; else look whether MAILROOM_DATABASE_URL is right."
)
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
            raise bad_url(named, str(error)) from error
        except exc.ArgumentError:  # it may quote the URL
            raise bad_url(named, "compare its slashes") from None
        self._plain_errors = partial(plain_errors, self._url.username or "of this user")
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
                    if attempt == ATTEMPTS_N or not lost_race(error):
                        raise
                    time.sleep(random.uniform(0, 0.02 * attempt))  # noqa: S311
        raise AssertionError("the last attempt returns or raises")


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
