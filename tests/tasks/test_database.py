import errno
import os
import shutil
import sqlite3
import subprocess
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from schemas.errors import DatabaseLost, RecordRefused, SettingsError, StoreError
from schemas.tables import Table
from tasks.database import Database, alembic_config
from tasks.store import Store

VIEWS = {
    "erp_invoices",
    "erp_invoice_lines",
    "erp_invoice_taxes",
    "erp_rejections",
    "mailroom_documents",
    "mailroom_mails",
    "mailroom_attachments",
    "mailroom_threads",
}


def test_migrations_make_exactly_the_tables_of_the_metadata(store: Store) -> None:
    with store.reading() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []
        assert set(inspect(session.connection()).get_view_names()) == VIEWS


def test_migrations_can_be_taken_back(empty_url: str) -> None:
    store = Store(empty_url)
    store.migrate()
    config = alembic_config()
    with store._writer.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        assert set(inspect(connection).get_table_names()) == {"alembic_version"}
    store.migrate()
    assert store.counts()["arrivals"] == 0
    store.close()


def test_migrating_again_changes_nothing(store: Store) -> None:
    store.migrate()
    assert store.counts()["arrivals"] == 0


def test_threads_that_start_at_once_migrate_once(empty_url: str) -> None:
    def start(_number: int) -> int:
        store = Store(empty_url)
        store.migrate()
        counts = store.counts()
        store.close()
        return counts["arrivals"]

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(start, range(6))) == [0] * 6


def test_processes_that_start_at_once_migrate_once(empty_url: str) -> None:
    program = f"from tasks.store import Store; Store({empty_url!r}).migrate()"
    processes = [
        subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE) for _ in range(3)
    ]
    for process in processes:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors.decode()


def test_a_database_of_a_newer_version_is_refused(empty_url: str) -> None:
    store = Store(empty_url)
    store.migrate()
    with store._writer.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer version"):
        store.migrate()
    store.close()


@pytest.mark.parametrize(
    "url",
    ["postgresql://127.0.0.1:1/mailroom", "postgresql+psycopg://nobody@127.0.0.1:1/mailroom"],
)
def test_a_server_that_is_down_is_a_retryable_store_error(url: str) -> None:
    store = Store(url)
    with pytest.raises(StoreError) as caught:
        store.migrate()
    assert caught.value.retryable


@pytest.mark.parametrize(
    "url", ["", "nonsense", "oracle9://x/y", "mysql://x/y", "postgresql://x:port/y"]
)
def test_a_url_of_no_known_database_is_a_bad_setting(url: str) -> None:
    with pytest.raises(SettingsError, match="not a database URL"):
        Database(url)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://mailroom:s3cr@ret@localhost/mailroom",
        "postgresql+psycopg://mailroom:s3cr@r/et@localhost/mailroom",
        "postgresql+psycopg://mailroom:s3cr@re:t@localhost/mailroom",
        "postgresql+psycopg://mailroom:s3cr@re?t@localhost/mailroom",
        "postgresql+psycopg://mailroom:s3?cr@ret@localhost/mailroom",
        "postgresql+psycopg://mailroom@firma:s3cr@ret@localhost/mailroom?application_name=x",
        "postgresql+psycopg://mailroom:s3cret/mailroom",
        "sqlite://mailroom:s3cret@localhost/mailroom.db",
    ],
)
def test_no_part_of_a_password_is_told_that_ends_too_early(url: str) -> None:
    with pytest.raises(SettingsError, match="TO is not a database URL") as caught:
        Database(url, "TO")
    told = "".join(traceback.format_exception(caught.value))
    assert not [part for part in ("s3cr", "ret@", "et@", "re:t") if part in told]
    if "postgresql" in url:
        assert "%40" in caught.value.advice


@pytest.mark.parametrize(
    ("url", "user", "host", "database"),
    [
        ("user@server:s3cr%40@h/db", "user@server", "h", "db"),
        ("u:s3cr%40@h/db?application_name=a@b", "u", "h", "db"),
        ("u:s3cr%40@h/db?sslrootcert=/etc/ca@firma.pem&x=y@z", "u", "h", "db"),
        ("h:5432/db?application_name=a@b", None, "h", "db"),
        ("/db?host=/var/run/pg@14&user=a@b", None, None, "db"),
        ("u@h/d@b", "u", "h", "d@b"),
        ("u:s3cr%40@h/d%40b", "u", "h", "d@b"),
        ("u:s3?cr%40@h/db", "u", "h", "db"),
        ("u:12?3/4@h/db", "u", "h", "db"),
    ],
)
def test_an_at_sign_that_ends_no_password_is_let_be(
    url: str, user: str | None, host: str | None, database: str
) -> None:
    parts = make_url(Database(f"postgresql+psycopg://{url}").url)
    assert (parts.username, parts.host, parts.database) == (user, host, database)


def test_a_file_below_a_file_is_a_bad_setting(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match=r"folder .* cannot be made"):
        Store(f"sqlite:///{tmp_path}/file/mailroom.db").migrate()


def test_a_database_never_migrated_is_a_store_error(empty_url: str) -> None:
    store = Store(empty_url)
    with pytest.raises(StoreError):
        store.counts()
    store.close()


def test_sqlite_keeps_what_it_committed_through_a_power_cut(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'new' / 'mailroom.db'}")
    store.migrate()
    with store.reading() as session:
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"
        assert session.scalar(text("PRAGMA synchronous")) == 2  # FULL
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
    store.close()


@pytest.mark.parametrize("statement", ["UPDATE events SET name = 'x'", "DELETE FROM events"])
def test_events_cannot_be_changed(store: Store, statement: str) -> None:
    with store._writer.begin() as connection:
        connection.execute(
            text("INSERT INTO events (at, name, detail) VALUES (:at, 'received', '{}')"),
            {"at": "2026-03-14T09:26:53.000000Z"},
        )
    with pytest.raises(RecordRefused, match="append-only"):
        store.write(lambda session: session.execute(text(statement)))
    with store.reading() as session:
        assert session.scalar(text("SELECT name FROM events")) == "received"


@pytest.mark.parametrize(
    ("granted", "said"),
    [
        ("", r"permission denied for schema public: the role {} may not CREATE"),
        ("ON TABLE documents", r"permission denied for table arrivals: the role {} may not SELECT"),
    ],
)
def test_a_right_that_a_role_lacks_is_named(
    postgresql_store: Store, granted: str, said: str
) -> None:
    """Of a database without tables, and of one whose tables another role owns."""
    role = f"role_{uuid4().hex}"
    name = f"test_{uuid4().hex}"
    own = make_url(postgresql_store.url)
    with psycopg.connect(postgresql_store.url.replace("+psycopg", ""), autocommit=True) as owner:
        owner.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'p@ss'")
        owner.execute(f"CREATE DATABASE {name}")
        if granted:
            owner.execute(f"GRANT SELECT {granted} TO {role}")
            owner.execute(f"GRANT SELECT ON TABLE alembic_version TO {role}")
    url = own.set(username=role, password="p@ss", database=own.database if granted else name)
    store = Store(url.render_as_string(hide_password=False))
    with pytest.raises(StoreError, match=said.format(role)) as caught:
        store.migrate()
        store.counts()
    assert caught.value.exit_code == 4
    assert "grant what docs/operations.md names" in caught.value.advice
    store.close()


def test_errors_carry_no_text_of_documents(store: Store) -> None:
    with pytest.raises(StoreError) as caught:
        store.write(
            lambda session: session.execute(
                text("INSERT INTO arrivals (claim_id) VALUES (:text)"), {"text": "secret words"}
            )
        )
    assert "secret" not in str(caught.value)


def test_alembic_alone_reads_the_url_from_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path}/alone.db"
    monkeypatch.setenv("MAILROOM_DATABASE_URL", url)
    command.upgrade(alembic_config(), "head")
    assert "documents" in inspect(create_engine(url)).get_table_names()


def test_connections_that_the_server_dropped_are_replaced(postgresql_store: Store) -> None:
    assert postgresql_store.counts()
    kill = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> {}"
    database = Database(postgresql_store.url)
    with database.reading() as session:
        own = session.scalar(text("SELECT pg_backend_pid()"))
        same = " AND datname = current_database()"
        assert session.scalar(text(kill.format(own) + same))
    assert postgresql_store.counts()
    database.close()


def test_a_database_locked_for_too_long_can_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tasks.database.BUSY_TIMEOUT_S", 0.1)
    store = Store(f"sqlite:///{tmp_path / 'mailroom.db'}")
    store.migrate()
    statement = text("INSERT INTO events (at, name, detail) VALUES ('x', 'received', '{}')")
    with sqlite3.connect(tmp_path / "mailroom.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked") as caught:
            store.write(lambda session: session.execute(statement))
        assert caught.value.retryable
        assert caught.value.advice.startswith("Another program holds the database locked")
        store.migrate()
        assert store.counts()["arrivals"] == 0  # readers do not wait
        other.execute("ROLLBACK")
    store.write(lambda session: session.execute(statement))
    store.close()
    other.close()


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("disk I/O error", "disk that holds the database"),
        ("database or disk is full", "disk that holds the database"),
        ("password authentication failed for user", "%40"),
        ("attempt to write a readonly database", "Let this user write the database file"),
        ("unable to open database file", "may read and write it"),
        ("file is not a database", "put a backup of it in its place"),
        ("database disk image is malformed", "put a backup of it in its place"),
        ("could not connect to server", "Check MAILROOM_DATABASE_URL"),
    ],
)
def test_the_advice_fits_what_the_database_says(tmp_path: Path, said: str, advice: str) -> None:
    def fail(_session: object) -> None:
        raise OperationalError("INSERT", {}, sqlite3.OperationalError(said))

    with pytest.raises(StoreError, match=said) as caught:
        Store(f"sqlite:///{tmp_path / 'mailroom.db'}").write(fail)
    assert advice in caught.value.advice


@pytest.mark.parametrize("moment", ["deleted", "replaced"])
def test_nothing_is_written_to_a_database_file_that_lost_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    monkeypatch.setattr("tasks.sqlite_file.AWAY_S", 0.0)
    path, aside = tmp_path / "mailroom.db", tmp_path / "aside.db"
    store = Store(f"sqlite:///{path}")
    store.migrate()
    statement = text("INSERT INTO events (at, name, detail) VALUES ('x', 'received', '{}')")
    store.write(lambda session: session.execute(statement))
    path.rename(aside)
    if moment == "replaced":
        path.write_bytes(b"")
    with ThreadPoolExecutor(3) as pool:
        for attempt in [pool.submit(store.write, lambda s: s.execute(statement)) for _ in range(3)]:
            with pytest.raises(DatabaseLost, match="moved, deleted or replaced") as caught:
                attempt.result()
            assert not caught.value.retryable
    assert path.exists() == (moment == "replaced")
    aside.replace(path)  # put back: who can tell what happened in between
    with pytest.raises(DatabaseLost):
        store.require_same_file()
    store.close()
    started_anew = Store(f"sqlite:///{path}")
    started_anew.migrate()
    started_anew.write(lambda session: session.execute(statement))
    assert _count_events(path) == 2
    started_anew.close()


def test_a_file_that_is_away_for_a_moment_is_tried_again(tmp_path: Path) -> None:
    path, aside = tmp_path / "mailroom.db", tmp_path / "aside.db"
    store = Store(f"sqlite:///{path}")
    store.migrate()
    store.write(_log)
    path.rename(aside)
    for _ in range(2):
        with pytest.raises(StoreError, match="is missing") as caught:
            store.write(_log)
        assert caught.value.retryable
        store.require_same_file()
    assert not path.exists()
    aside.rename(path)
    store.write(_log)
    store.close()
    assert _count_events(path) == 2


@pytest.mark.parametrize("name", ["mailroom.db", "mailroom.db-wal"])
def test_a_file_that_cannot_be_looked_at_for_a_moment_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / "mailroom.db"
    store = Store(f"sqlite:///{path}")
    store.migrate()
    store.write(_log)
    look = Path.stat

    def fail(looked_at: Path, **how: bool) -> os.stat_result:
        if looked_at.name == name:
            raise OSError(errno.ESTALE, "Stale file handle")
        return look(looked_at, **how)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "stat", fail)
        with pytest.raises(StoreError, match="cannot be looked at: Stale file handle") as caught:
            store.write(_log)
        assert caught.value.retryable
    store.write(_log)
    store.close()
    assert _count_events(path) == 2


def test_a_file_exchanged_and_put_back_unseen_is_opened_anew(tmp_path: Path) -> None:
    path, aside = tmp_path / "mailroom.db", tmp_path / "aside.db"
    store = Store(f"sqlite:///{path}")
    store.migrate()
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM events").fetchall()
    store.write(_log)  # what it wrote is in the -wal alone
    reader.close()
    path.rename(aside)
    other = sqlite3.connect(path)  # SQLite throws away a -wal that it finds beside an empty file
    other.execute("CREATE TABLE mine (number)")
    aside.replace(path)
    with pytest.raises(StoreError, match=r"mailroom\.db-wal is not the one") as caught:
        store.write(_log)
    assert caught.value.retryable
    store.write(_log)
    other.close()
    store.write(_log)
    store.close()
    assert _count_events(path) == 3
    with sqlite3.connect(path) as after:
        assert after.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    after.close()


def test_a_wal_that_sqlite_makes_anew_ends_nothing(tmp_path: Path) -> None:
    path = tmp_path / "mailroom.db"
    store = Store(f"sqlite:///{path}")
    store.migrate()
    store.write(_log)
    path.read_bytes()  # with that all our locks on the file are gone
    program = f"from tasks.store import Store; s = Store('sqlite:///{path}'); s.counts(); s.close()"
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
    store.require_same_file()
    for _ in range(2):
        store.write(_log)
        store.require_same_file()
    store.close()
    assert _count_events(path) == 3


def test_other_programs_that_come_and_go_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "mailroom.db"
    store = Store(f"sqlite:///{path}")
    store.migrate()
    for _ in range(3):
        guest = Store(f"sqlite:///{path}")
        guest.migrate(make=False)
        guest.write(_log)
        guest.close()
        store.write(_log)
        store.require_same_file()
    assert _count_events(path) == 6
    store.close()


def test_a_copy_of_the_file_alone_has_every_row_where_nobody_reads(tmp_path: Path) -> None:
    path, copy = tmp_path / "mailroom.db", tmp_path / "backup" / "copy.db"
    copy.parent.mkdir()
    store = Store(f"sqlite:///{path}")
    store.migrate()
    for written_n in range(1, 4):
        store.write(_log)
        shutil.copy(path, copy)
        assert _count_events(copy) == written_n
    store.close()


def test_who_only_looks_makes_no_file(tmp_path: Path) -> None:
    path = tmp_path / "mailroom.db"
    with pytest.raises(StoreError, match="is missing"):
        Store(f"sqlite:///{path}").migrate(make=False)
    assert not path.exists()


def test_who_only_looks_leaves_an_empty_file_and_what_lies_beside(tmp_path: Path) -> None:
    path, wal = tmp_path / "mailroom.db", tmp_path / "mailroom.db-wal"
    path.touch()
    wal.write_bytes(b"rows")
    with pytest.raises(StoreError, match="is empty"):
        Store(f"sqlite:///{path}").migrate(make=False)
    assert (path.read_bytes(), wal.read_bytes()) == (b"", b"rows")


def test_who_only_looks_makes_no_tables(empty_url: str) -> None:
    store = Store(empty_url)
    if store.is_sqlite:
        with sqlite3.connect(str(make_url(empty_url).database)) as other:
            other.execute("CREATE TABLE mine (number)")
        other.close()
    with pytest.raises(StoreError, match="no tables of Mailroom"):
        store.migrate(make=False)
    store.migrate()
    store.migrate(make=False)
    store.close()


@pytest.mark.parametrize("left", [None, b""])
def test_no_file_is_made_beside_what_belongs_to_a_missing_one(
    tmp_path: Path, left: bytes | None
) -> None:
    path, wal = tmp_path / "mailroom.db", tmp_path / "mailroom.db-wal"
    wal.write_bytes(b"rows")
    if left is not None:
        path.write_bytes(left)
    with pytest.raises(StoreError, match=r"missing, and mailroom\.db-wal of it is there"):
        Store(f"sqlite:///{path}").migrate()
    assert wal.read_bytes() == b"rows"
    wal.write_bytes(b"")  # nothing is in it
    store = Store(f"sqlite:///{path}")
    store.migrate()
    store.close()


def _log(session: Session) -> None:
    session.execute(text("INSERT INTO events (at, name, detail) VALUES ('x', 'received', '{}')"))


def _count_events(path: Path) -> int:
    with sqlite3.connect(path) as other:
        (events_n,) = other.execute("SELECT count(*) FROM events").fetchone()
    other.close()
    return int(events_n)
