"""Takes files out of review whose notes a clerk has filled in.

The order of writing survives kill -9 at any instant: what the clerk says is committed first, then
the file is claimed, then the note goes. Until then the note is ticked, and is read again.
"""

import logging
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from schemas.arrival import REVIEWED, Claim
from schemas.identity import hash_file
from schemas.settings import Settings
from tasks.deliver import NOTE_SUFFIX
from tasks.file_moves import write_durably
from tasks.intake import claim_file
from tasks.open_files import is_open_for_writing
from tasks.read_form import FilledForm, is_ticked, read_form, untick
from tasks.store import Store
from tasks.troubles import Troubles

log = logging.getLogger("mailroom.review")

#: A note is a page of text; who drops something larger there has other plans.
_MOST_BYTES = 5_000_000
_NOT_TAKEN = "NOT TAKEN YET"


class _Sighting(NamedTuple):
    """A note as last seen, since when it is unchanged, and whether it was read since."""

    size_bytes: int
    mtime_ns: int
    since_s: float
    is_read: bool


class ReviewNotes:
    """The notes in review, each read once after every change."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self._settings = settings
        self._store = store
        self._seen: dict[Path, _Sighting] = {}
        self._troubles = Troubles()

    def is_settling(self) -> bool:
        """Whether some note has changed that is not yet still for long enough: look again soon."""
        return any(not sighting.is_read for sighting in self._seen.values())

    def take_ready(self) -> list[Claim]:
        """Claims the files whose ticked notes can be understood; says in the others what is not.

        A note is ready when it is still for `settings.ready_s` and no program writes to it.

        Raises:
            StoreError: the database cannot be reached. What was taken before lies in processing.
        """
        self._troubles.next_round()
        claims: list[Claim] = []
        for path in self._find_changed():
            if len(claims) == self._settings.batch_n:
                break
            try:
                claim = self._take(path)
            except OSError as error:
                told = f"the correction in {path} waits: {error.strerror}"
                self._troubles.tell(path, told)
                continue
            if claim is not None:
                claims.append(claim)
        return claims

    def _find_changed(self) -> list[Path]:
        """The notes that are still, and were not read since their last change."""
        now_s = time.monotonic()
        found: dict[Path, _Sighting] = {}
        for path, status in _list_notes(self._settings.review):
            state = (status.st_size, status.st_mtime_ns)
            before = self._seen.get(path)
            if before is None or before[:2] != state:
                before = _Sighting(*state, now_s, is_read=False)
            found[path] = before
        self._seen = found
        return [path for path, sighting in found.items() if self._is_ready(path, sighting, now_s)]

    def _is_ready(self, path: Path, sighting: _Sighting, now_s: float) -> bool:
        if sighting.is_read or now_s - sighting.since_s < self._settings.ready_s:
            return False
        return self._settings.polling or not is_open_for_writing(path)

    def _mark_read(self, path: Path) -> None:
        status = path.stat()
        self._seen[path] = _Sighting(status.st_size, status.st_mtime_ns, 0.0, is_read=True)

    def _take(self, note: Path) -> Claim | None:
        """Claims a note's file; what cannot be claimed now is offered again by the next scan."""
        text = _read_text(note)
        if text is None or not is_ticked(text):
            self._mark_read(note)
            return None
        file = note.with_name(note.name.removesuffix(NOTE_SUFFIX))
        filled = self._read(file, text)
        if filled.problems:
            write_durably(note, _with_problems(text, filled.problems))
            self._mark_read(note)
            return None
        self._store.save_corrections(filled.corrections)
        return self._claim(file, note)

    def _read(self, file: Path, text: str) -> FilledForm:
        if not file.is_file():
            gone = (
                f"{file.name} does not lie beside this note any more. Put it back here, and tick "
            )
            return FilledForm(problems=(gone + "again.",))
        waiting = self._store.waiting_file(hash_file(file))
        if waiting is None:
            return FilledForm(problems=(f"We do not know {file.name}; drop it into the inbox.",))
        return read_form(text, waiting)

    def _claim(self, file: Path, note: Path) -> Claim | None:
        original = self._store.dropped_as(hash_file(file)) or Path(file.name)
        claim = claim_file(file, self._settings, self._troubles, origin=(original, REVIEWED))
        if claim is not None:
            note.unlink(missing_ok=True)
        return claim


def _list_notes(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """The notes in review and in folders that clerks have made there."""
    for parent, _, names in os.walk(folder):
        for name in sorted(names):
            if name.endswith(NOTE_SUFFIX) and not name.startswith("."):
                path = Path(parent, name)
                try:
                    yield path, path.stat(follow_symlinks=False)
                except OSError:  # it was on its way
                    continue


def _read_text(note: Path) -> str | None:
    """A note as an editor left it, whatever it writes in; None for what is no note."""
    if note.is_symlink() or note.stat().st_size > _MOST_BYTES:
        return None
    data = note.read_bytes()
    for encoding in (
        ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    ):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _with_problems(text: str, problems: tuple[str, ...]) -> str:
    """The note with its boxes empty again, and what was not understood behind its first line."""
    first, _, rest = untick(text).partition("\n")
    if rest.lstrip().startswith(_NOT_TAKEN):
        rest = rest.lstrip().partition("\n\n")[2]
    told = "\n".join(f"  - {problem}" for problem in problems)
    block = f"{_NOT_TAKEN}\n{told}\nMend that below, tick the box again and save this note."
    return f"{first}\n\n{block}\n\n{rest.lstrip()}"
