"""All rows from one database into another, as when SQLite is left for PostgreSQL, or back."""

import shlex
from collections.abc import Generator
from contextlib import closing
from typing import Any

from sqlalchemy import Table as SqlTable
from sqlalchemy import bindparam, exc, func, insert, inspect, literal, select, text, update
from sqlalchemy.orm import Session

from schemas.errors import RecordRefused, SettingsError, StoreError
from schemas.settings import Settings
from schemas.tables import (
    ArrivalRow,
    CorrectionRow,
    DocumentRow,
    EventRow,
    MailboxMessageRow,
    Table,
)
from tasks.database import Database
from tasks.sqlite_file import sqlite_path

#: Read and written at once.
ROWS_N = 500
REFUSED_ADVICE = "Nothing was copied; mend or remove that in the source, then copy again."
#: Of documents: they name other documents, which may come later.
_LINKS = ("duplicate_of", "parent_id")


def copy_database(source: Database, target: Database) -> dict[str, int]:
    """Copies every row, with its keys, in one transaction; returns how many each table has.

    A target with rows is left as it is, older tables included; else both are brought to this
    version's tables first. Nobody else may write to either.

    Raises:
        SettingsError: the target has rows.
        StoreError: one of them cannot be reached, or the source has no tables of Mailroom.
        RecordRefused: the target does not take what a table has, as a NUL in a text.
    """
    if _is_there(target):
        with target.reading() as looking:
            _require_empty(looking)
    source.migrate(make=False)
    target.migrate()
    with source.reading() as reading:
        return target.write(lambda writing: _copy_all(reading, writing))


def _is_there(database: Database) -> bool:
    """Whether there is anything to look at: a server, or a SQLite file that is not empty."""
    if not database.is_sqlite:
        return True
    path = sqlite_path(database.url)
    return path is not None and path.is_file() and path.stat().st_size > 0


def _copy_all(reading: Session, writing: Session) -> dict[str, int]:
    _require_empty(writing)
    counts = {table.name: _copy(reading, writing, table) for table in Table.metadata.sorted_tables}
    _link_documents(reading, writing)
    if writing.get_bind().dialect.name == "postgresql":
        _go_on_counting(writing)
    return counts


def _require_empty(target: Session) -> None:
    there = set(inspect(target.connection()).get_table_names())
    tables = [table for table in Table.metadata.sorted_tables if table.name in there]
    if filled := [table.name for table in tables if _has_rows(target, table)]:
        raise SettingsError(
            f"the database to copy to has rows already (in {', '.join(filled)})",
            advice="Name one without rows; nothing was copied.",
        )


def _copy(reading: Session, writing: Session, table: SqlTable) -> int:
    without = dict.fromkeys(_LINKS) if table.name == DocumentRow.__tablename__ else {}
    copied_n = 0
    with closing(_read(reading, select(table))) as batches:
        for rows in batches:
            try:
                writing.execute(insert(table), [row | without for row in rows])
            except exc.DataError as error:  # "PostgreSQL text fields cannot contain NUL"
                said = f"the table {table.name} cannot be copied: {error.orig}"
                raise RecordRefused(said, advice=REFUSED_ADVICE) from error
            copied_n += len(rows)
    return copied_n


def _link_documents(reading: Session, writing: Session) -> None:
    documents = Table.metadata.tables[DocumentRow.__tablename__]
    key, links = documents.c.document_id, [documents.c[name] for name in _LINKS]
    linked = select(key.label("own_id"), *links).where(
        links[0].is_not(None) | links[1].is_not(None)
    )
    change = update(documents).where(key == bindparam("own_id"))
    for rows in _read(reading, linked):
        writing.connection().execute(
            change.values({name: bindparam(name) for name in _LINKS}), rows
        )


def _read(session: Session, query: Any) -> Generator[list[dict[str, Any]]]:
    with session.execute(query, execution_options={"yield_per": ROWS_N}) as found:
        for rows in found.mappings().partitions():
            yield [dict(row) for row in rows]


def _go_on_counting(session: Session) -> None:
    """SQLite goes on from the highest key by itself."""
    for key in (EventRow.event_id, CorrectionRow.correction_id):
        if (last := session.scalar(select(func.max(key)))) is not None:
            sequence = text("SELECT setval(pg_get_serial_sequence(:table, :key), :last)")
            names = {"table": key.class_.__tablename__, "key": key.key, "last": last}
            session.execute(sequence, names)


def warn_of_rows_left(store: Database, settings: Settings) -> str:
    """A sentence where the settings name an empty database, and the home's own one has rows.

    Else "". What came before would be unknown, as if it had never come.
    """
    if not settings.database_url or _knows_anything(store):
        return ""
    own_url = settings.model_copy(update={"database_url": ""}).sql_url
    path = settings.home.resolve() / "mailroom.db"
    if not path.is_file():
        return ""
    own = Database(own_url)
    try:
        left = _knows_anything(own)
    except StoreError:  # nothing of ours, or locked
        left = False
    finally:
        own.close()
    if not left:
        return ""
    return (
        f"MAILROOM_DATABASE_URL names an empty database, and {path} has rows: what was accepted "
        "there is not known here and would be accepted again, and mails would be fetched again. "
        f"To take them along, stop Mailroom and run: mailroom copy-database {shlex.quote(own_url)}"
    )


def _knows_anything(database: Database) -> bool:
    tables = (ArrivalRow.__table__, MailboxMessageRow.__table__)
    with database.reading() as session:
        return any(_has_rows(session, table) for table in tables)


def _has_rows(session: Session, table: Any) -> bool:
    return session.execute(select(literal(1)).select_from(table).limit(1)).first() is not None
