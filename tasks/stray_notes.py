"""Notes that lie elsewhere than beside their files: a clerk has dragged them, or renamed a file.

A note names its document. Where that waits in review its note goes beside it, and is read there.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from schemas.identity import hash_file
from schemas.settings import Settings
from tasks.correction_form import compose_form
from tasks.deliver import note_path
from tasks.file_moves import copy_durably
from tasks.junk import NOTE_SUFFIX, is_junk
from tasks.named_note import named_document
from tasks.note_sections import find_sections, form_lines, is_touched
from tasks.note_text import Note, read_note
from tasks.store import Store


def find_file(path: Path, note: Note, store: Store, settings: Settings) -> Path | None:
    """Where the file of a note lies in review, under whatever name; None where it does not."""
    document = named_document(note.text)
    if not document:
        return None
    for place in _places(document, path, store, settings):
        with suppress(OSError):  # it was on its way
            if place.is_file() and hash_file(place).startswith(document):
                return place
    return None


def bring_home(path: Path, note: Note, file: Path, store: Store) -> bool:
    """Moves a note beside its file; False where another one lies that is not to be replaced.

    That is one in which a clerk has written anything, and any where this one is not ticked.
    """
    home = note_path(file)
    if home.exists() and not (is_touched(note.text) and _is_as_written(home, file, store)):
        return False
    try:
        path.replace(home)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        copy_durably(path, home)
        path.unlink()
    return True


def _is_as_written(home: Path, file: Path, store: Store) -> bool:
    """Whether the form of the note beside a file is the one that we wrote."""
    there = read_note(home)
    form = compose_form(store.waiting_file(hash_file(file)))
    return there is not None and form_lines(there.text) == form_lines(form)


def tell_stray(path: Path, note: Note, file: Path | None, store: Store) -> str:
    """Why a note stays in the inbox, and what to do; `file` is its own where that is in review."""
    if file is not None:
        return _tell_own_note(file)
    name = path.name[: -len(NOTE_SUFFIX)]
    if place := _find_place(path, note, store):
        return f"{name} went on and lies in {place}; delete this note."
    return f"{name} does not lie in review. Put it back there, and this note beside it."


def tell_gone(file: Path, note: Note, found: Path | None, store: Store) -> str:
    """What became of a file that lies no more beside its note; `found` where it is in review."""
    if found is not None:
        return _tell_own_note(found)
    if place := _find_place(file, note, store):
        return f"{file.name} went on and lies in {place}; delete this note."
    return f"{file.name} does not lie beside this note any more. Put it back under this name."


def _tell_own_note(file: Path) -> str:
    return f"A note of its own lies beside {file}; fill in that one, and delete this one."


def tell_settled(file: Path, note: Note, store: Store) -> str:
    """Why nothing that is said of a file is taken any more: a copy of it went on."""
    place = _find_place(file, note, store)
    where = f", and lies in {place}" if place else ""
    return f"{file.name} is settled already{where}. Put this file away and delete this note."


def _find_place(file: Path, note: Note, store: Store) -> Path | None:
    """Where the file of a note lies that went on; None where nobody knows."""
    for document_id in filter(None, (named_document(note.text), *find_sections(note.text))):
        for found in store.find(document_id):
            if found.path is not None and found.path.is_file() and found.path != file:
                return found.path
    return None


def _places(document: str, note: Path, store: Store, settings: Settings) -> Iterator[Path]:
    """Where a document's file may lie in review.

    Where it was put, or renamed beside its note, or under its name in another folder there.
    """
    review = settings.review.absolute()
    put = (found.path.absolute() for found in store.find(document) if found.path)
    yield from (place for place in put if place.is_relative_to(review))
    for beside in dict.fromkeys((note.parent.absolute(), review)):
        if beside.is_relative_to(review):
            yield from (place for place in sorted(beside.iterdir()) if not is_junk(place.name))
    name = note.name[: -len(NOTE_SUFFIX)]
    yield from (Path(folder) / name for folder, _, names in os.walk(review) if name in names)
