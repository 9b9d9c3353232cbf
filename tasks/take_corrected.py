"""Takes files out of review whose notes a clerk has filled in.

The order of writing survives kill -9 at any instant: a ticked note is renamed to a hidden name, so
that nobody writes to what is read; what it says is committed; the file is claimed; the hidden note
goes. A hidden note that is left over gets its name back, and is read again.
"""

import logging
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from schemas.arrival import REVIEWED, Claim
from schemas.identity import hash_file
from schemas.settings import Settings
from tasks.deliver import NOTE_SUFFIX
from tasks.file_moves import place_staged, write_durably
from tasks.intake import claim_file
from tasks.note_sections import clear_boxes, find_sections
from tasks.open_files import is_open_for_writing
from tasks.read_form import FilledForm, is_touched, read_form
from tasks.store import Store
from tasks.troubles import Troubles

log = logging.getLogger("mailroom.review")

#: A note is a page of text; who puts something larger there has other plans.
_MOST_BYTES = 5_000_000
_NOT_TAKEN = "NOT TAKEN YET"
_HIDDEN = ".taking"


class _Sighting(NamedTuple):
    """A note as last seen, since when it is unchanged, and whether it was read since."""

    size_bytes: int
    mtime_ns: int
    since_s: float
    is_read: bool


class _Note(NamedTuple):
    """A note's text; `is_unicode` says that its letters are surely those that were typed."""

    text: str
    is_unicode: bool


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

    def _take(self, path: Path) -> Claim | None:
        """Claims a note's file; what cannot be claimed now is offered again by the next scan."""
        note = _read_note(path)
        if note is None or not is_touched(note.text):
            self._mark_read(path)
            return None
        hidden = path.with_name(f".{path.name}{_HIDDEN}")
        path.rename(hidden)
        try:
            return self._take_hidden(hidden, path)
        finally:
            if hidden.exists():  # not taken; a newer note of the clerk's goes first
                _give_back(hidden, path)

    def _take_hidden(self, hidden: Path, path: Path) -> Claim | None:
        note = _read_note(hidden)
        assert note is not None
        file = path.with_name(path.name.removesuffix(NOTE_SUFFIX))
        filled = self._read(file, note)
        if filled.problems:
            write_durably(hidden, _with_problems(note.text, filled.problems))
            _give_back(hidden, path)
            self._mark_read(path)
            return None
        self._store.save_corrections(filled.corrections)
        claim = None if path.exists() else self._claim(file)
        if claim is None:
            said = [correction.document_id for correction in filled.corrections]
            self._store.withdraw_corrections(said)
            return None
        hidden.unlink()
        return claim

    def _read(self, file: Path, note: _Note) -> FilledForm:
        if not file.is_file():
            return FilledForm(problems=(self._tell_gone(file, note.text),))
        waiting = self._store.waiting_file(hash_file(file))
        if not waiting:
            return FilledForm(problems=(f"We do not know {file.name}; drop it into the inbox.",))
        return read_form(note.text, waiting, is_unicode=note.is_unicode)

    def _tell_gone(self, file: Path, text: str) -> str:
        """What became of a file that lies no more beside its note."""
        for document_id in filter(None, find_sections(text)):
            for found in self._store.find(document_id):
                if found.path is not None and found.path.is_file() and found.path != file:
                    return f"{file.name} went on and lies in {found.path}; delete this note."
        return f"{file.name} does not lie beside this note any more. Put it back here."

    def _claim(self, file: Path) -> Claim | None:
        original = self._store.dropped_as(hash_file(file)) or Path(file.name)
        return claim_file(file, self._settings, self._troubles, origin=(original, REVIEWED))


def _list_notes(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """The notes in review and in folders that clerks have made there."""
    for parent, _, names in os.walk(folder):
        for name in sorted(names):
            path = Path(parent, name)
            if name.startswith(".") and name.endswith(NOTE_SUFFIX + _HIDDEN):
                path = _give_back(path, path.with_name(name[1 : -len(_HIDDEN)]))
            elif not name.endswith(NOTE_SUFFIX) or name.startswith("."):
                continue
            try:
                yield path, path.stat(follow_symlinks=False)
            except OSError:  # it was on its way
                continue


def _give_back(hidden: Path, path: Path) -> Path:
    """Gives a hidden note its name again, unless the clerk has saved another one meanwhile."""
    if not place_staged(hidden, path):
        hidden.unlink(missing_ok=True)
    return path


def _read_note(path: Path) -> _Note | None:
    """A note as an editor left it, whatever it writes in; None for what is no note."""
    if path.is_symlink() or path.stat().st_size > _MOST_BYTES:
        return None
    data = path.read_bytes()
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return _Note(data.decode(encoding), is_unicode=True)
    except UnicodeDecodeError:
        return _Note(data.decode("cp1252", "replace"), is_unicode=False)


def _with_problems(text: str, problems: Sequence[str]) -> str:
    """The note with its boxes empty again, and what was not understood behind its first line."""
    first, _, rest = clear_boxes(text).partition("\n")
    if rest.lstrip().startswith(_NOT_TAKEN):
        rest = rest.lstrip().partition("\n\n")[2]
    told = "\n".join(f"  - {problem}" for problem in problems)
    block = f"{_NOT_TAKEN}\n{told}\nMend that, tick the box again and save this note."
    return f"{first}\n\n{block}\n\n{rest.lstrip()}"
