"""Moves a saved file to the folder its outcome asks for, with a note where a person must act.

The database has committed before; any step may run twice.
"""

from collections.abc import Sequence
from pathlib import Path

from schemas.arrival import Claim, SavedDocument
from schemas.correction import WaitingDocument
from schemas.record import Record
from schemas.settings import Settings
from tasks.clerk_note import compose_note
from tasks.file_moves import move_once, write_durably
from tasks.home_places import HomePlaces
from tasks.intake import DELIVERY_FILE
from tasks.junk import NOTE_SUFFIX
from tasks.named_note import named_document
from tasks.note_sections import is_touched, values_in
from tasks.note_text import read_note


def deliver(
    claim: Claim,
    saved: SavedDocument,
    record: Record | None,
    settings: Settings,
    waiting: Sequence[WaitingDocument] = (),
) -> Path:
    """Moves the claimed file to done/YYYY/MM, review or failed; returns where it lies now.

    Never overwrites: a taken name gets " (2)". Review, failed and duplicate files get a note
    beside them. Calling it again, after whatever interruption, returns the same place.

    Args:
        claim: the file.
        saved: what `Store.save` returned for it.
        record: the file's own record, for the note; None if it is not at hand.
        settings: the folders.
        waiting: the documents of a file in review, for the form in its note.

    Raises:
        OSError: the file could not be moved; it still lies in processing.
    """
    folder = destination(claim, saved, settings).absolute()
    plan = claim.path.parent / DELIVERY_FILE
    path = move_once(claim.path, folder, plan, HomePlaces(settings).present)
    note = compose_note(path.name, _without_lost_place(saved, path), record, waiting)
    if note is not None and not _is_clerks(note_path(path), note):
        write_durably(note_path(path), note)
    for earlier in saved.replaces:
        is_gone = earlier != path and not earlier.exists()
        if is_gone and not _is_clerks(note_path(earlier), note or ""):
            note_path(earlier).unlink(missing_ok=True)
    return path


def _is_clerks(there: Path, note: str) -> bool:
    """Whether a clerk has ticked the note that is there, or typed what `note` has not in its form.

    He may have moved the file to the inbox, and left its note: what he says is read next.
    """
    found = read_note(there) if there.is_file() else None
    if found is None or is_touched(found.text):
        return found is not None
    typed, written = values_in(found.text), values_in(note)
    return bool(written) and named_document(found.text) == named_document(note) and typed != written


def _without_lost_place(saved: SavedDocument, path: Path) -> SavedDocument:
    """What a note may say: that the first copy lies at `path` itself, or nowhere, helps nobody."""
    first = saved.first
    if first is None or first.path is None or (first.path != path and first.path.exists()):
        return saved
    return saved.model_copy(update={"first": first.model_copy(update={"path": None})})


def destination(claim: Claim, saved: SavedDocument, settings: Settings) -> Path:
    """The folder for an outcome; done is split by the month of arrival, local time.

    What a clerk has corrected and still waits does so where he keeps it; in review itself where
    that folder was renamed or deleted meanwhile.
    """
    if saved.outcome == "needs_review":
        kept = settings.review / claim.kept_in
        return kept if kept.is_dir() else settings.review
    if saved.outcome == "failed":
        return settings.failed
    arrived = claim.received_at.astimezone()
    return settings.done / f"{arrived:%Y}" / f"{arrived:%m}"


def note_path(path: Path) -> Path:
    """Where the note about a file lies."""
    return path.with_name(path.name + NOTE_SUFFIX)
