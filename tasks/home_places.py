"""Where filed files lie now: a home may have been moved, restored or copied since they were filed.

The database names places in full. One that lies in the home itself is this home's alone, and so is
each place in it, which then follows the home. Of any other one nobody can tell whose its places
are: they stay as they are. What lies behind the home in them follows from the outcome: review,
failed or done/YYYY/MM.
"""

import logging
import re
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError
from sqlalchemy import ColumnElement, and_, func, not_, or_, select, update
from sqlalchemy.orm import Session

from schemas.arrival import SavedDocument
from schemas.settings import Settings
from schemas.tables import ArrivalRow, Table
from tasks.database import Database
from tasks.plain_text import clean_text
from tasks.sqlite_file import sqlite_path

log = logging.getLogger("mailroom.places")

_ARRIVALS = Table.metadata.tables[ArrivalRow.__tablename__]
_PLACE = _ARRIVALS.c.delivered_to
_OUTCOMES = ("/review/", "/failed/", "/done/")
_FILED = re.compile(r"(/review|/failed|/done/\d+/\d+)/[^/]+\Z")
#: A folder that a clerk has made in review.
_KEPT = re.compile(r"/review(?=/)(?!.*/review/)")


class HomePlaces:
    """Tells of places that the database names where they are in the present home.

    `owns_all` says that the database lies in the home, so that each place is one of it.
    """

    def __init__(self, settings: Settings) -> None:
        self.home = settings.home.absolute()
        self._resolved = self.home.resolve()
        #: The names of the present home as the database has them, be it opened by a link.
        self.names = {clean_text(str(one)).rstrip("/") for one in (self.home, self._resolved)}
        path = sqlite_path(settings.sql_url) if settings.sql_url.startswith("sqlite") else None
        self.owns_all = path is not None and path.resolve().is_relative_to(self._resolved)

    def present(self, place: Path) -> Path:
        """Where a file lies now that was filed at `place`; itself if it lies there or is not ours.

        Example:
            HomePlaces(Settings(home="/new")).present(Path("/old/review/a.pdf"))
        """
        home = home_of(place) if self.owns_all else None
        return place if home is None or self.is_here(home) else self.home / place.relative_to(home)

    def is_here(self, home: Path) -> bool:
        """Whether it is the present home, be it by another name of the folder."""
        return str(home) in self.names or home.resolve() == self._resolved


def home_of(place: Path) -> Path | None:
    """The home in which a file was filed; None where its path is not such a place.

    >>> home_of(Path("/srv/mailroom/done/2026/03/bill.pdf"))
    PosixPath('/srv/mailroom')
    """
    found = _FILED.search(str(place)) or _KEPT.search(str(place))
    return Path(str(place)[: found.start()] or "/") if found else None


class _Unfinished(NamedTuple):
    claim_id: str
    saved: dict[str, Any]


def take_places_along(database: Database, settings: Settings) -> None:
    """For the one who works on the home, at the start: moves all stored places into it, or none.

    Raises:
        StoreError: the database cannot be reached; no place was moved.
    """
    places = HomePlaces(settings)
    if not places.owns_all:
        return
    with database.reading() as session:
        former = _find_former(session, places)
        unfinished = _find_unfinished(session, places)
    if not former and not unfinished:
        return

    def change(session: Session) -> int:
        for claim_id, saved in unfinished:
            still = and_(_ARRIVALS.c.claim_id == claim_id, _PLACE.is_(None))
            session.connection().execute(update(_ARRIVALS).where(still).values(saved=saved))
        return sum(_move(session, home, places.home) for home in former)

    if moved_n := database.write(change):
        log.info("the home lies in %s now: %d places follow it", places.home, moved_n)


def _find_former(session: Session, places: HomePlaces) -> list[str]:
    """The other homes that are named, each once; no more than one place of each is looked at."""
    former, here = [], set(places.names)
    known = [_is_in(home) for home in here]
    while (place := _other_place(session, known)) is not None:
        home = home_of(Path(place))
        if home is None:
            folder = place[: place.rfind("/") + 1]
            known.append(func.substr(_PLACE, 1, len(folder)) == folder)
            continue
        name = str(home).rstrip("/")
        known.append(_is_in(name))
        if not places.is_here(home):
            former.append(name)
    return former


def _other_place(session: Session, known: list[ColumnElement[bool]]) -> str | None:
    return session.scalar(select(_PLACE).where(_PLACE.is_not(None), not_(or_(*known))).limit(1))


def _is_in(home: str) -> ColumnElement[bool]:
    """Whether a file was filed in a home, and not in another one below it."""
    return or_(*(func.substr(_PLACE, 1, len(start)) == start for start in _starts(home)))


def _starts(home: str) -> list[str]:
    return [f"{home}{outcome}" for outcome in _OUTCOMES]


def _move(session: Session, former: str, home: Path) -> int:
    """How many places were those of a former home, and are now of the present one."""
    now = clean_text(str(home)).rstrip("/")
    moved = update(_ARRIVALS).where(_is_in(former))
    moved = moved.values(delivered_to=now + func.substr(_PLACE, len(former) + 1))
    return int(session.connection().execute(moved).rowcount)


def _find_unfinished(session: Session, places: HomePlaces) -> list[_Unfinished]:
    """What was answered of files that are not yet delivered, with the places in it as of now.

    They are few. One that this version cannot read is left as it is.
    """
    undelivered = select(_ARRIVALS.c.claim_id, _ARRIVALS.c.saved).where(_PLACE.is_(None))
    found = []
    for claim_id, stored in session.execute(undelivered):
        try:
            saved = SavedDocument.model_validate(stored)
        except ValidationError:
            log.warning("what was stored of the claim %s cannot be read; it stays", claim_id)
            continue
        now = _with_present_places(saved, places)
        if now != saved:
            found.append(_Unfinished(claim_id, now.model_dump(mode="json")))
    return found


def _with_present_places(saved: SavedDocument, places: HomePlaces) -> SavedDocument:
    changes: dict[str, Any] = {"replaces": tuple(places.present(one) for one in saved.replaces)}
    if saved.first is not None and saved.first.path is not None:
        first = {"path": places.present(saved.first.path)}
        changes["first"] = saved.first.model_copy(update=first)
    return saved.model_copy(update=changes)
