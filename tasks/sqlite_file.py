"""The file of a SQLite database: made on purpose only, the same for as long as it is open.

Each commit goes on into `mailroom.db` itself at once, unless somebody else reads just then: what
his transaction may not see yet stays in the -wal until a later commit.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, exc, make_url

from schemas.errors import DatabaseLost, SettingsError, StoreError

#: How long a writer waits for another one before the database counts as unreachable.
BUSY_TIMEOUT_S = 30.0
#: So long the file may be away (a network folder that is gone for a moment) before it is lost.
AWAY_S = 60.0
#: After so long it is looked again at a file that seems to be another one.
LOOK_AGAIN_S = 0.2
MISSING_ADVICE = (
    "Stop Mailroom and put the file back; does it lie elsewhere, name it by MAILROOM_DATABASE_URL. "
    "`mailroom up` makes that of a new home."
)
LEFT_WAL_ADVICE = (
    "Put the file back that belongs to it. To begin with an empty database, or with a restored "
    "one, take the -wal and -shm files away first."
)

Identity = tuple[int, int]


def create_sqlite_engine(url: str, busy_timeout_s: float) -> Engine:
    """An engine whose connections refuse a file that is not the one first opened."""
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": busy_timeout_s})
    path = sqlite_path(url) or Path(":memory:").absolute()
    watched = _WatchedFile(path, engine.dispose)
    event.listen(engine, "do_connect", lambda *_: watched.require_same())
    event.listen(engine, "checkout", lambda _raw, record, _proxy: watched.require_same(record))
    event.listen(engine, "connect", watched.set_up)
    event.listen(engine, "checkin", lambda _raw, record: watched.remember_wal(record))

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("mailroom_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def sqlite_path(url: str) -> Path | None:
    """Where the file lies; None of a database in memory, or a name that only SQLite understands.

    >>> sqlite_path("sqlite:////srv/mailroom.db")
    PosixPath('/srv/mailroom.db')
    """
    name = make_url(url).database or ":memory:"
    return None if name == ":memory:" or name.startswith("file:") else Path(name).absolute()


def require_file(url: str) -> None:
    """For those who only look: checks that the file is there and not empty; makes none.

    Raises:
        StoreError: it is missing or empty: SQLite would throw a -wal beside it away.
    """
    path = sqlite_path(url)
    if path is None:
        return
    with _looking_at(path):
        size = _size(path)
    if not size:
        how = "missing" if size is None else "empty"
        raise StoreError(f"the database file {path} is {how}", advice=MISSING_ADVICE)


def make_file(engine: Engine, url: str) -> None:
    """Makes the file, and its folder, where there is none.

    Raises:
        SettingsError: the folder cannot be made.
        StoreError: the file is missing, and what belongs to it still lies there: SQLite would
            throw that away.
    """
    if (path := sqlite_path(url)) is not None:
        _make_folder(path.parent)
        with _looking_at(path):
            is_left = not _size(path) and bool(_size(_wal(path)))
        if is_left:
            raise StoreError(
                f"the database file {path} is missing, and {_wal(path).name} of it is there",
                advice=LEFT_WAL_ADVICE,
            )
    # SQLite does not wait for its busy timeout when the journal mode changes.
    give_up_at = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            with engine.connect() as connection:
                raw = connection.connection.dbapi_connection
                raw.execute("PRAGMA journal_mode=WAL")  # type: ignore[union-attr]
                return
        except (exc.OperationalError, sqlite3.OperationalError) as error:
            if "locked" not in str(error) or time.monotonic() > give_up_at:
                raise
            time.sleep(0.05)


class _WatchedFile:
    """Rows written to a file that has lost its name would be gone with the process."""

    def __init__(self, path: Path, close_all: Callable[[], None]) -> None:
        self._path = path
        self._close_all = close_all
        self._opened: Identity | None = None  # the file that the first connection opened
        self._away_since: float | None = None
        self._is_lost = False

    def require_same(self, record: Any = None) -> None:
        """Checks the file, and the -wal that a connection has open; once lost it stays lost.

        Raises:
            DatabaseLost: another file has its name, or it is away for long. In between another
                program may have written there, so that the old one put back does not mend it.
            StoreError: this may pass: it cannot be looked at, is away for now, or its -wal is not
                the one that is open. Connections are then opened anew.
        """
        with _looking_at(self._path):
            self._is_lost = self._is_lost or self._is_another()
            if not self._is_lost and record is not None:
                self._require_same_wal(record)
        if self._is_lost:
            raise DatabaseLost(
                f"the database file {self._path} was moved, deleted or replaced while Mailroom had "
                "it open; put it back, then start Mailroom anew"
            )

    def _is_another(self) -> bool:
        """Whether it certainly is; raises where it is away, but not for long."""
        found = _identity(self._path)
        if self._opened is None or found == self._opened:
            self._away_since = None
            return False
        if found is not None:
            time.sleep(LOOK_AGAIN_S)
            again = _identity(self._path)
            if again is not None:
                return again != self._opened
        now = time.monotonic()
        if self._away_since is None:
            self._away_since = now
        if now - self._away_since < AWAY_S:
            raise StoreError(f"the database file {self._path} is missing", advice=MISSING_ADVICE)
        return True

    def _require_same_wal(self, record: Any) -> None:
        # Where locks fail, SQLite itself makes a new one. All connections share what they know of
        # the old one; the last to close brings its rows home.
        if "wal" in record.info and record.info["wal"] != _identity(_wal(self._path)):
            self._close_all()
            raise StoreError(f"{_wal(self._path).name} is not the one that Mailroom had open")

    def remember_wal(self, record: Any) -> None:
        # While a connection that has read is open, no well-behaved program removes the -wal.
        with suppress(OSError):  # what was committed is committed
            if (wal := _identity(_wal(self._path))) is not None:
                record.info.setdefault("wal", wal)

    def set_up(self, connection: Any, _record: Any) -> None:
        # The driver's own BEGIN comes too late to protect what a transaction has read.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA wal_autocheckpoint=1")
        if self._opened is None:
            with _looking_at(self._path):
                self._opened = _identity(self._path)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"the database's folder {folder} cannot be made: {error.strerror}",
            advice="Give another by MAILROOM_DATABASE_URL.",
        ) from error


def _wal(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


@contextmanager
def _looking_at(path: Path) -> Iterator[None]:
    """What keeps us from looking at a file (a slow network folder) may pass."""
    try:
        yield
    except OSError as error:
        said = f"the database file {path} cannot be looked at: {error.strerror}"
        raise StoreError(said) from error


def _size(path: Path) -> int | None:
    """None where there is no file."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None


def _identity(path: Path) -> Identity | None:
    """What stays the same while a file is the same; None where there is none."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino
