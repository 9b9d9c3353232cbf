"""Takes files out of review whose notes a clerk has filled in.

The order of writing survives kill -9 at any instant: a ticked note is moved to a hidden folder
beside it, so that nobody writes to what is read; what it says is committed; the file is claimed;
the hidden note goes. A hidden note that is left over is put back, and read again.
"""

import logging
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from schemas.arrival import REVIEWED, Claim
from schemas.errors import StoreError
from schemas.identity import hash_file
from schemas.settings import Settings
from tasks.deliver import NOTE_SUFFIX
from tasks.file_moves import place_staged, write_bytes_durably, write_durably
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
#: A note that waits for a program that has it open, a disk or the database: so long at least.
_LATER_S = 10.0
#: But some programs never close what they wrote.
_OPEN_WAIT_S = 120.0


class _Sighting(NamedTuple):
    """A note as last seen, since when it is unchanged, and whether it was read since."""

    size_bytes: int
    mtime_ns: int
    since_s: float
    is_read: bool


class _Note(NamedTuple):
    """A note's text, and the file's size and time of change when it was read.

    `encoding` is None where its letters may be others than those that were typed.
    """

    text: str
    encoding: str | None
    size_bytes: int
    mtime_ns: int


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
                self._wait(path)
                self._troubles.tell(path, f"the correction in {path} waits: {error.strerror}")
                continue
            except StoreError:
                self._wait(path)
                raise
            if claim is not None:
                claims.append(claim)
        return claims

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
        waited = now_s - sighting.since_s > _OPEN_WAIT_S
        return waited or self._settings.polling or not is_open_for_writing(path)

    def _mark_read(self, path: Path, note: "_Note | _Sighting") -> None:
        """Of what was read: a clerk may have saved the note anew since."""
        self._seen[path] = _Sighting(note.size_bytes, note.mtime_ns, 0.0, is_read=True)

    def _wait(self, path: Path) -> None:
        """Looks at a note again a while later."""
        if (seen := self._seen.get(path)) is not None:
            self._seen[path] = seen._replace(since_s=time.monotonic() + _LATER_S)

    def _take(self, path: Path) -> Claim | None:
        """Claims a note's file; what cannot be claimed now is offered again by the next scan."""
        note = _read_note(path)
        if note is None:
            self._mark_read(path, self._seen[path])
            return None
        if not is_touched(note.text):
            self._withdraw(note.text)
            self._mark_read(path, note)
            return None
        hidden = path.parent / _HIDDEN / path.name
        hidden.parent.mkdir(exist_ok=True)
        path.rename(hidden)
        try:
            return self._take_hidden(hidden, path)
        finally:
            if hidden.exists():
                _give_back(hidden, path)
            with suppress(OSError):
                hidden.parent.rmdir()

    def _withdraw(self, text: str) -> None:
        """Forgets what a note said before it was unticked, where that is not yet applied."""
        ids = [*filter(None, find_sections(text))]
        if ids and (waiting := self._store.open_corrections()):
            said = [one for one in waiting if one.startswith(tuple(ids))]
            self._store.withdraw_corrections(said)

    def _take_hidden(self, hidden: Path, path: Path) -> Claim | None:
        note = _read_note(hidden)
        assert note is not None
        file = path.with_name(path.name.removesuffix(NOTE_SUFFIX))
        filled = self._read(file, note)
        if filled.problems:
            _write_problems(hidden, note, filled.problems)
            told = _read_note(hidden)
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

    def _read(self, file: Path, note: _Note) -> FilledForm:
        if not file.is_file():
            return FilledForm(problems=(self._tell_gone(file, note.text),))
        waiting = self._store.waiting_file(hash_file(file))
        if not waiting:
            return FilledForm(problems=(f"We do not know {file.name}; drop it into the inbox.",))
        return read_form(note.text, waiting, is_unicode=note.encoding is not None)

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

    def _list_notes(self) -> Iterator[tuple[Path, os.stat_result]]:
        """The notes in review and in folders that clerks have made there, left-over ones too."""
        for parent, folders, names in os.walk(self._settings.review):
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


def _is_note(name: str) -> bool:
    return name.endswith(NOTE_SUFFIX) and not name.startswith(".")


def _give_back(hidden: Path, path: Path) -> bool:
    """Puts a hidden note back; False where the clerk has saved another one, which goes first."""
    if path.exists() and path.stat().st_size == 0:
        path.unlink()  # a name that was taken for it, and no more
    if place_staged(hidden, path):
        return True
    hidden.unlink(missing_ok=True)
    return False


def _read_note(path: Path) -> _Note | None:
    """A note as an editor left it, whatever it writes in; None for what is no note."""
    if path.is_symlink() or path.stat().st_size > _MOST_BYTES:
        return None
    with path.open("rb") as file:
        status, data = os.fstat(file.fileno()), file.read()
    state = (status.st_size, status.st_mtime_ns)
    encoding = _encoding(data)
    try:
        return _Note(data.decode(encoding), encoding, *state)
    except UnicodeDecodeError:
        return _Note(data.decode("latin-1"), None, *state)


def _encoding(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if b"\0" in data[:2]:
        return "utf-16-be" if data[0] == 0 else "utf-16-le"
    return "utf-8-sig"


def _write_problems(hidden: Path, note: _Note, problems: Sequence[str]) -> None:
    """Says in the note what was not understood; its letters stay those of the clerk's editor."""
    text = _with_problems(note.text, problems)
    if note.encoding is not None:
        write_durably(hidden, text)
        return
    plain = text.translate(str.maketrans("“”’…–", '""\'.-'))
    write_bytes_durably(hidden, plain.encode("latin-1", "replace"))


def _with_problems(text: str, problems: Sequence[str]) -> str:
    """The note with its boxes empty again, and what was not understood behind its first line."""
    first, _, rest = clear_boxes(text).partition("\n")
    if rest.lstrip().startswith(_NOT_TAKEN):
        rest = rest.lstrip().partition("\n\n")[2]
    told = "\n".join(f"  - {problem}" for problem in problems)
    block = f"{_NOT_TAKEN}\n{told}\nMend that, tick the box again and save this note."
    return f"{first}\n\n{block}\n\n{rest.lstrip()}"
