"""What SQLAlchemy and the drivers raise, as errors of ours with advice."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc
from sqlalchemy.orm.exc import StaleDataError

from schemas.errors import RecordRefused, RightMissing, StoreError

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
RIGHTS_ADVICE = (
    "Let the owner of the database grant what docs/operations.md names under PostgreSQL; nothing "
    "was moved, so run again."
)
LOGIN_ADVICE = (
    "Correct user and password in MAILROOM_DATABASE_URL; signs such as @ : / % in them are written "
    "as %40 %3A %2F %25."
)
READ_ONLY_ADVICE = "Let this user write the database file and its folder, then run again."
DAMAGED_ADVICE = (
    "The database's file (mailroom.db in the home folder, unless MAILROOM_DATABASE_URL names "
    "another) is damaged, or no database: put a backup of it in its place."
)
UNOPENED_ADVICE = (
    "Look whether the database's file (mailroom.db in the home folder, unless "
    "MAILROOM_DATABASE_URL names another) is a file, and this user may read and write it."
)
ADVICE = {
    "file is not a database": DAMAGED_ADVICE,
    "is malformed": DAMAGED_ADVICE,
    "unable to open database file": UNOPENED_ADVICE,
    "is locked": LOCKED_ADVICE,
    "disk I/O error": NO_ROOM_ADVICE,
    "disk is full": NO_ROOM_ADVICE,
    "No space left": NO_ROOM_ADVICE,
    "readonly database": READ_ONLY_ADVICE,
    "permission denied": RIGHTS_ADVICE,
    "must be owner": RIGHTS_ADVICE,
    "password authentication failed": LOGIN_ADVICE,
}


def lost_race(error: Exception) -> bool:
    """Whether a transaction may succeed when it is tried again."""
    if isinstance(error, exc.OperationalError):
        return _sqlstate(error) in LOST_RACES
    return True


def _sqlstate(error: exc.DBAPIError) -> str | None:
    """PostgreSQL's code of an error."""
    return getattr(error.orig, "sqlstate", None)


@contextmanager
def plain_errors(role: str) -> Iterator[None]:
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
