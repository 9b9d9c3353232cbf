"""Takes files out of review whose notes a clerk has filled in, wherever he has put the notes.

The order of writing survives kill -9 at any instant: a ticked note is moved to a hidden folder
beside it, so that nobody writes to what is read; what it says is committed; the file is claimed;
the hidden note goes. A hidden note that is left over is put back, and read again.
"""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from schemas.arrival import Claim
from schemas.errors import StoreError
from schemas.identity import hash_file
from schemas.settings import Settings
from tasks.deliver import note_path
from tasks.file_moves import place_staged
from tasks.home_places import home_of
from tasks.intake import OPEN_WAIT_S, claim_file
from tasks.junk import NOTE_SUFFIX
from tasks.named_note import named_document
from tasks.note_sections import is_touched
from tasks.note_text import Note, read_note, write_problems
from tasks.open_files import is_open_for_writing
from tasks.plain_text import clean_text
from tasks.read_form import FilledForm, read_form
from tasks.store import Store
from tasks.stray_notes import bring_home, find_file, tell_gone, tell_settled, tell_stray
from tasks.troubles import Troubles

_HIDDEN = ".taking"
#: A note that waits for a program that has it open, a disk or the database: so long at least.
_LATER_S = 10.0


class _Sighting(NamedTuple):
    """A note as last seen, since when it is unchanged, and whether it was read since."""

    size_bytes: int
    mtime_ns: int
    since_s: float
    is_read: bool


class ReviewNotes:
    """The notes in review, and those dragged into the inbox, each read once after every change."""

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
                self._wait(path)
                self._troubles.tell(path, f"the correction in {path} waits: {error.strerror}")
                continue
            except StoreError:
                self._wait(path)
                raise
            if claim is not None:
                claims.append(claim)
        return claims

    def forget_taken(self) -> None:
        """Drops notes whose files were claimed when the program was killed.

        To be called before what lies in processing is worked on: later nothing tells that these
        were taken.
        """
        for parent, folders, _ in os.walk(self._settings.review):
            hidden = Path(parent) / _HIDDEN
            with suppress(OSError):  # it is looked at again when notes are listed
                for left in [*hidden.iterdir()] if _HIDDEN in folders else ():
                    if self._is_in_hand(_file_of(hidden.parent / left.name)):
                        left.unlink()

    def _find_changed(self) -> list[Path]:
        """The notes that are still, and were not read since their last change."""
        now_s = time.monotonic()
        found: dict[Path, _Sighting] = {}
        for path, status in self._list_notes():
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
        waited = now_s - sighting.since_s > OPEN_WAIT_S
        return waited or self._settings.polling or not is_open_for_writing(path)

    def _mark_read(self, path: Path, note: Note | _Sighting) -> None:
        """Of what was read: a clerk may have saved the note anew since."""
        self._seen[path] = _Sighting(note.size_bytes, note.mtime_ns, 0.0, is_read=True)

    def _wait(self, path: Path) -> None:
        """Looks at a note again a while later."""
        if (seen := self._seen.get(path)) is not None:
            self._seen[path] = seen._replace(since_s=time.monotonic() + _LATER_S)

    def _take(self, path: Path) -> Claim | None:
        """Claims a note's file; what cannot be claimed now is offered again by the next scan."""
        note = read_note(path)
        if note is None:
            self._mark_read(path, self._seen[path])
            return None
        if path.is_relative_to(self._settings.inbox):
            self._take_stray(path, note)
            return None
        if not is_touched(note.text):
            self._withdraw(path)
            self._mark_read(path, note)
            return None
        if self._is_brought_home(path, note):
            return None
        hidden = path.parent / _HIDDEN / path.name
        hidden.parent.mkdir(exist_ok=True)
        path.rename(hidden)
        try:
            claim = self._take_hidden(hidden, path)
        finally:
            if hidden.exists():
                _give_back(hidden, path)
            with suppress(OSError):
                hidden.parent.rmdir()
        if claim is None and not self._seen[path].is_read:
            self._wait(path)
        return claim

    def _is_brought_home(self, path: Path, note: Note) -> bool:
        """Whether a note lies beside its file now, which lay elsewhere: it is read there next."""
        beside = _file_of(path)
        if beside.is_file() or self._is_in_hand(beside):
            return False
        file = find_file(path, note, self._store, self._settings)
        return file is not None and bring_home(path, note, file, self._store)

    def _take_stray(self, path: Path, note: Note) -> None:
        """Moves a note that lies in the inbox beside its file, or says in it why it stays."""
        beside = _file_of(path)
        if not named_document(note.text):
            self._mark_read(path, note)
            return
        if beside.exists() or self._is_in_hand(beside):
            self._wait(path)  # it was dragged there together with its file
            return
        file = find_file(path, note, self._store, self._settings)
        if file is not None and bring_home(path, note, file, self._store):
            return
        problem = tell_stray(path, note, file, self._store)
        if problem not in " ".join(note.text.split()):
            write_problems(path, note, (problem,))
        self._mark_read(path, read_note(path) or note)

    def _withdraw(self, path: Path) -> None:
        """Forgets what a note said before it was unticked, where that is not yet applied."""
        file = _file_of(path)
        if (waiting := self._store.open_corrections()) and file.is_file():
            documents = self._store.waiting_file(hash_file(file))
            ids = {document.record.document_id for document in documents}
            self._store.withdraw_corrections([*ids.intersection(waiting)])

    def _take_hidden(self, hidden: Path, path: Path) -> Claim | None:
        note = read_note(hidden)
        file = _file_of(path)
        if note is None:
            hidden.unlink()
            return None
        if self._is_in_hand(file) or self._is_dropped(file):
            return None  # it is read when the file is back
        filled = self._read(file, note)
        if filled.problems:
            write_problems(hidden, note, filled.problems)
            told = read_note(hidden)
            if _give_back(hidden, path) and told is not None:
                self._mark_read(path, told)
            return None
        self._store.save_corrections(filled.corrections)
        claim = None if path.exists() else self._claim(file)
        if claim is None:
            said = [correction.document_id for correction in filled.corrections]
            self._store.withdraw_corrections(said)
            return None
        hidden.unlink()
        return claim

    def _is_dropped(self, file: Path) -> bool:
        """Whether the file was moved to the inbox."""
        inbox = os.walk(self._settings.inbox)
        return not file.exists() and any(file.name in names for _, _, names in inbox)

    def _is_in_hand(self, file: Path) -> bool:
        """Whether the file was claimed, and is worked on yet."""
        places = self._settings.processing.glob("*/")
        return not file.exists() and any((place / file.name).exists() for place in places)

    def _read(self, file: Path, note: Note) -> FilledForm:
        if not file.is_file():
            found = find_file(note_path(file), note, self._store, self._settings)
            return FilledForm(problems=(tell_gone(file, note, found, self._store),))
        waiting = self._store.waiting_file(hash_file(file))
        if not waiting:
            return FilledForm(problems=(f"We do not know {file.name}; drop it into the inbox.",))
        if all(one.record.outcome in ("accepted", "duplicate") for one in waiting):
            return FilledForm(problems=(tell_settled(file, note, self._store),))
        return read_form(note.text, waiting, is_unicode=note.encoding is not None)

    def _claim(self, file: Path) -> Claim | None:
        document_id = hash_file(file)

        def tell_origin(claim: Claim) -> Claim:
            dropped = self._store.as_dropped(claim, document_id)
            kept_in = self._kept_in(file.parent)
            return dropped.model_copy(update={"is_corrected": True, "kept_in": kept_in})

        return claim_file(file, self._settings, self._troubles, change=tell_origin)

    def _kept_in(self, folder: Path) -> Path:
        """A folder of the clerk's, within review; not one of a name by which homes are told."""
        is_told = home_of(folder.absolute() / "file") == self._settings.home.absolute()
        is_storable = clean_text(str(folder)) == str(folder)
        return folder.relative_to(self._settings.review) if is_told and is_storable else Path()

    def _list_notes(self) -> Iterator[tuple[Path, os.stat_result]]:
        """The notes in review and inbox, and in folders within, left-over ones too."""
        places = (self._settings.review, self._settings.inbox)
        for parent, folders, names in chain.from_iterable(map(os.walk, places)):
            folder = Path(parent)
            if _HIDDEN in folders:
                folders.remove(_HIDDEN)
                names.extend(self._put_back(folder / _HIDDEN))
            for name in sorted({*names}):
                if _is_note(name):
                    with suppress(OSError):  # it was on its way
                        yield folder / name, (folder / name).stat(follow_symlinks=False)

    def _put_back(self, hidden: Path) -> list[str]:
        """Puts notes back that were being read when the program was killed; returns their names."""
        put_back = []
        try:
            for left in [*hidden.iterdir()]:
                if _is_note(left.name):
                    _give_back(left, hidden.parent / left.name)
                    put_back.append(left.name)
                else:
                    left.unlink()
            hidden.rmdir()
        except OSError as error:
            self._troubles.tell(hidden, f"the corrections in {hidden} wait: {error.strerror}")
        return put_back


def _file_of(note: Path) -> Path:
    return note.with_name(note.name[: -len(NOTE_SUFFIX)])


def _is_note(name: str) -> bool:
    return name.lower().endswith(NOTE_SUFFIX) and not name.startswith(".")


def _give_back(hidden: Path, path: Path) -> bool:
    """Puts a hidden note back; False where the clerk has saved another one, which goes first."""
    if path.exists() and path.stat().st_size == 0:
        path.unlink()  # a name that was taken for it, and no more
    if place_staged(hidden, path):
        return True
    hidden.unlink(missing_ok=True)
    return False
