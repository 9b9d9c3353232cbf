"""Where filed files lie now: a home may have been moved, restored or copied since they were filed.

The database names places in full. What lies behind the home in them follows from the outcome:
review, failed or done/YYYY/MM.
"""

import logging
import re
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from schemas.arrival import SavedDocument
from schemas.settings import Settings
from schemas.tables import ArrivalRow, Table
from tasks.database import Database
from tasks.file_moves import write_bytes_durably
from tasks.plain_text import clean_text
from tasks.sqlite_file import sqlite_path

log = logging.getLogger("mailroom.places")

#: Holds the path that the home had when it was last worked on; a copy of the home has it, too.
PLACE_FILE = ".place"
_ARRIVALS = Table.metadata.tables[ArrivalRow.__tablename__]
_FILED = re.compile(r"(/review|/failed|/done/\d+/\d+)/[^/]+\Z")


class HomePlaces:
    """Tells of places that the database names where they are in the present home.

    Where the database lies in the home, each place is one of it. Another one may be shared with
    other homes: places are those of the path that the home itself remembers, and those of a home
    that is gone, where the file lies here.
    """

    def __init__(self, settings: Settings) -> None:
        self.home = settings.home.absolute()
        path = sqlite_path(settings.sql_url) if settings.sql_url.startswith("sqlite") else None
        self._owns_all = path is not None and path.resolve().is_relative_to(self.home.resolve())
        self._former = self._read_former()
        self._same: dict[Path, bool] = {}

    def present(self, place: Path) -> Path:
        """Where a file lies now that was filed at `place`; itself if of no home of ours.

        Example:
            HomePlaces(Settings(home="/new")).present(Path("/old/review/a.pdf"))
        """
        home = home_of(place)
        if home is None or self._is_here(home):
            return place
        here = put_into(place, self.home)
        if self._owns_all or home == self._former:
            return here
        return here if not home.exists() and here.exists() else place

    def remember(self) -> None:
        """Notes where the home lies; a disk that takes nothing now takes it at the next start."""
        if self._former != self.home:
            try:
                write_bytes_durably(self.home / PLACE_FILE, bytes(self.home))
            except OSError as error:
                log.warning("%s cannot be written: %s", self.home / PLACE_FILE, error.strerror)

    def _read_former(self) -> Path | None:
        try:
            return Path((self.home / PLACE_FILE).read_bytes().decode("utf-8", "surrogateescape"))
        except OSError:
            return None

    def _is_here(self, home: Path) -> bool:
        """Whether it is the present home, be it by another name of the folder."""
        if home not in self._same:
            self._same[home] = home == self.home or home.resolve() == self.home.resolve()
        return self._same[home]


def home_of(place: Path) -> Path | None:
    """The home in which a file was filed; None where its path is not such a place.

    >>> home_of(Path("/srv/mailroom/done/2026/03/bill.pdf"))
    PosixPath('/srv/mailroom')
    """
    found = _FILED.search(str(place))
    return Path(str(place)[: found.start()] or "/") if found else None


def put_into(place: Path, home: Path) -> Path:
    """The same place in another home; one that is of none stays.

    >>> put_into(Path("/srv/mailroom/review/bill.pdf"), Path("/new"))
    PosixPath('/new/review/bill.pdf')
    """
    former = home_of(place)
    return place if former is None else home.absolute() / place.relative_to(former)


def take_places_along(database: Database, settings: Settings) -> None:
    """For the one who works on the home, at the start: moves all stored places into it, or none.

    Raises:
        StoreError: the database cannot be reached; no place was moved.
    """
    places = HomePlaces(settings)

    def change(session: Session) -> int:
        filed, unfinished = _find_filed(session, places), _find_unfinished(session, places)
        for name, rows in (("delivered_to", filed), ("saved", unfinished)):
            if rows:
                moves = update(_ARRIVALS).where(_ARRIVALS.c.claim_id == bindparam("own_id"))
                session.connection().execute(moves.values({name: bindparam("now")}), rows)
        return len(filed)

    with database.reading() as session:
        is_moved = bool(_find_filed(session, places) or _find_unfinished(session, places))
    if is_moved and (moved_n := database.write(change)):
        log.info("the home lies in %s now: %d places follow it", places.home, moved_n)
    places.remember()


def _find_filed(session: Session, places: HomePlaces) -> list[dict[str, Any]]:
    """The new places of files, by claim."""
    own = f"{clean_text(str(places.home)).rstrip('/')}/"
    elsewhere = select(_ARRIVALS.c.claim_id, _ARRIVALS.c.delivered_to).where(
        _ARRIVALS.c.delivered_to.is_not(None),
        func.substr(_ARRIVALS.c.delivered_to, 1, len(own)) != own,
    )
    found = [(claim_id, Path(place)) for claim_id, place in session.execute(elsewhere)]
    moved = [(claim_id, place, places.present(place)) for claim_id, place in found]
    return [
        {"own_id": claim_id, "now": clean_text(str(now))}
        for claim_id, place, now in moved
        if now != place
    ]


def _find_unfinished(session: Session, places: HomePlaces) -> list[dict[str, Any]]:
    """What was answered of files that are not yet delivered, with the places in it as of now."""
    undelivered = select(_ARRIVALS.c.claim_id, _ARRIVALS.c.saved).where(
        _ARRIVALS.c.delivered_to.is_(None)
    )
    found = []
    for claim_id, stored in session.execute(undelivered):
        saved = SavedDocument.model_validate(stored)
        now = _with_present_places(saved, places)
        if now != saved:
            found.append({"own_id": claim_id, "now": now.model_dump(mode="json")})
    return found


def _with_present_places(saved: SavedDocument, places: HomePlaces) -> SavedDocument:
    changes: dict[str, Any] = {"replaces": tuple(places.present(one) for one in saved.replaces)}
    if saved.first is not None and saved.first.path is not None:
        first = {"path": places.present(saved.first.path)}
        changes["first"] = saved.first.model_copy(update=first)
    return saved.model_copy(update=changes)
