"""Takes files out of the inbox: finds those that are ready, claims each for one worker.

A claim is a folder `processing/<claim id>/` that holds `.claim.json` and the file. The order of
writing survives kill -9 at any instant:

1. `.claim.json` is on disk before the file moves, so a file in processing always tells whence it
   came and when.
2. The file moves by one atomic rename. Before it, the file lies in the inbox and the claim is
   empty (dropped at the next start); after it, the claim is complete.
3. Where the inbox is another file system, the file is first renamed to a hidden name beside
   itself, which takes it from everybody else, then copied, then removed. What was interrupted is
   copied again at the next start.
"""

import errno
import json
import logging
import os
import secrets
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from schemas.arrival import Claim
from schemas.settings import Settings
from tasks.file_moves import copy_durably, fit_name, staged_name, sync_folder, write_durably
from tasks.junk import NOTE_SUFFIX, is_junk, is_stale
from tasks.lock_home import using_home
from tasks.mailbox import maildir
from tasks.open_files import is_open_for_writing
from tasks.plain_text import clean_name
from tasks.troubles import Troubles, is_no_room

log = logging.getLogger("mailroom.intake")

#: Hidden names, as no document has one.
CLAIM_FILE = ".claim.json"
DELIVERY_FILE = ".delivery"
#: Where the attempts at a claim are counted: one byte each, beside the claimed file.
ATTEMPTS_FILE = ".attempts"
#: Where it is counted how often the file had changed once it was read.
CHANGES_FILE = ".changes"
#: Folders within folders are looked through this deep.
DEEPEST_N = 60
#: So long a still file waits for the program that has it open; some never close what they wrote.
OPEN_WAIT_S = 120.0


class Sighting(NamedTuple):
    """A file as last seen.

    `since_s` is the monotonic time since which size and mtime are unchanged; `ready` says that
    this was long enough ago, and that no program is known to write on.
    """

    size_bytes: int
    mtime_ns: int
    since_s: float
    ready: bool


#: What a watcher remembers between two scans.
Sightings = dict[Path, Sighting]


def prepare_folders(settings: Settings) -> None:
    """Creates the folders staff drop into and find their files in.

    Raises:
        SettingsError: they cannot be made in this home folder.
    """
    inboxes = (settings.inbox / "invoices", settings.inbox / "mail")
    with using_home(settings.home):
        for folder in (
            *inboxes, settings.processing, settings.done, settings.review, settings.failed
        ):  # fmt: skip
            folder.mkdir(parents=True, exist_ok=True)


def scan_inbox(settings: Settings, seen: Sightings, troubles: Troubles | None = None) -> list[Path]:
    """Files that are ready, oldest first.

    Ready means: size and mtime were the same at two scans at least `settings.ready_s` apart, and
    no program has the file open for writing, or not for OPEN_WAIT_S. Shares of other machines, as
    `settings.polling` names them, do not tell the latter. Files that lay there before the start
    count. Links are not followed. What cannot be looked at is told and skipped.

    Args:
        settings: the inbox and `ready_s`.
        seen: what earlier scans saw; empty at first. Changed in place.
        troubles: what earlier scans told, which is not told again.
    """
    troubles = troubles or Troubles()
    troubles.next_round()
    now_s = time.monotonic()
    found: Sightings = {}
    for path, status in list_files(settings.inbox, troubles):
        before = seen.get(path)
        size_bytes, mtime_ns = status.st_size, status.st_mtime_ns
        still = before is not None and before[:2] == (size_bytes, mtime_ns)
        since_s = before.since_s if before is not None and still else now_s
        ready = now_s - since_s >= settings.ready_s
        if ready and now_s - since_s < OPEN_WAIT_S and not settings.polling:
            ready = not is_open_for_writing(path)
        found[path] = Sighting(size_bytes, mtime_ns, since_s, ready)
    seen.clear()
    seen.update(found)
    taken = [path for path, sighting in found.items() if sighting.ready]
    return sorted(taken, key=lambda path: (found[path].mtime_ns, path))


def is_settling(seen: Sightings) -> bool:
    """Whether some file was seen that is not yet still for long enough: scan again soon."""
    return any(not sighting.ready for sighting in seen.values())


def list_files(
    folder: Path, troubles: Troubles | None = None
) -> Iterator[tuple[Path, os.stat_result]]:
    """The files below a folder that may be documents, with their status; links are not followed.

    What cannot be looked at, is a link or a pipe, or lies more than DEEPEST_N folders deep, is told
    and skipped. So are, where `troubles` are given, old files that only their name makes junk.
    """
    tell = (troubles or Troubles()).tell
    waiting = [(folder, 0, False)]
    while waiting:
        parent, depth_n, in_maildir = waiting.pop()
        try:
            with os.scandir(parent) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            tell(parent, f"cannot list {parent}: {error.strerror}")
            continue
        box = in_maildir or maildir.is_maildir([entry.name for entry in entries])
        if troubles is not None and not box:
            _tell_stale(entries, troubles)
        for entry in entries:
            if is_junk(entry.name) or (box and not maildir.may_be_taken(parent, entry.name)):
                continue
            path = Path(entry.path)
            try:
                if entry.is_file(follow_symlinks=False):
                    yield path, entry.stat(follow_symlinks=False)
                elif not entry.is_dir(follow_symlinks=False):
                    tell(path, f"{path} stays: it is a link or a pipe; put the file itself there")
                elif depth_n < DEEPEST_N:
                    waiting.append((path, depth_n + 1, box and not in_maildir))
                else:
                    tell(path, f"{path} lies too deep to be looked into")
            except OSError as error:
                tell(path, f"cannot look at {path}: {error.strerror}")


def _tell_stale(entries: Iterable[os.DirEntry[str]], troubles: Troubles) -> None:
    for entry in entries:
        with suppress(OSError):  # it was on its way, or may not be looked at
            if is_junk(entry.name) and is_stale(entry):
                why = "its name is hidden, a transfer's or a note's; rename it if it is to be read"
                troubles.tell(Path(entry.path), f"{entry.path} stays: {why}")


def claim_file(
    path: Path,
    settings: Settings,
    troubles: Troubles | None = None,
    change: Callable[[Claim], Claim] = lambda claim: claim,
) -> Claim | None:
    """Takes a file out of the inbox; None when it is gone or cannot be taken now.

    What cannot be taken (permissions, a lock by another program) is told, unless `troubles` knows
    it, stays, and is offered again by the next scan.

    Args:
        path: the file.
        settings: the folders.
        troubles: what was told before.
        change: what the claim says beyond what its path tells.
    """
    claim = change(_new_claim(path, settings))
    folder = claim.path.parent
    try:
        if not os.access(path, os.R_OK):
            path.stat()
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        folder.mkdir(parents=True)
        write_durably(folder / CLAIM_FILE, _to_json(claim, path, settings))
        _take(path, claim)
    except FileNotFoundError:
        release_claim(claim)
        return None
    except OSError as error:
        # A full disk is told once for all files.
        what = settings.processing if is_no_room(error) else path
        told = f"files for {what}" if is_no_room(error) else f"{path}"
        (troubles or Troubles()).tell(what, f"cannot take {told} yet: {error.strerror}")
        # A file that already has its hidden name is ours: `pending_claims` copies it later.
        if not _hidden_beside(path, claim.claim_id).exists():
            release_claim(claim)
        return None
    return claim


def release_claim(claim: Claim) -> None:
    """Forgets a claim whose file is delivered, or was never taken; keeps one whose file is there.

    What others have left in its folder stays.
    """
    if claim.path.exists():
        return
    folder = claim.path.parent
    notes = (ATTEMPTS_FILE, CHANGES_FILE, DELIVERY_FILE, CLAIM_FILE)
    for name in (*(staged_name(name) for name in (claim.path.name, *notes)), *notes):
        (folder / name).unlink(missing_ok=True)
    try:
        folder.rmdir()
    except FileNotFoundError:
        pass
    except OSError as error:
        log.info("%s stays: %s", clean_name(str(folder)), error.strerror)


def pending_claims(settings: Settings, in_hand: Collection[str] = ()) -> list[Claim]:
    """Claims that lie in processing, oldest first: begun, and not yet released.

    To be called by the one process that works on this home folder. A claim whose file was already
    moved to its final folder is included: saving it again returns what was saved, and delivering it
    again finds the file.

    Args:
        in_hand: ids of the claims that are worked on right now; their folders are left alone.
    """
    claims = []
    for folder in sorted(settings.processing.glob("*/")):
        if folder.is_symlink() or is_junk(folder.name) or folder.name in in_hand:
            continue
        try:
            claim = _reopen(folder, settings)
            if claim.path.exists() or (folder / DELIVERY_FILE).exists():
                claims.append(claim)
            else:
                release_claim(claim)
        except OSError as error:
            log.warning("cannot take up %s: %s", clean_name(str(folder)), error.strerror)
    return claims


def _new_claim(path: Path, settings: Settings) -> Claim:
    now = datetime.now(UTC)
    claim_id = f"{now:%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
    inside = path.is_relative_to(settings.inbox)
    outer = maildir.outer_path(path) if inside and maildir.is_message(path) else path
    original = outer.relative_to(settings.inbox) if inside else Path(outer.name)
    folders = original.parts[:-1]
    return Claim(
        claim_id=claim_id,
        # A name that is not valid UTF-8 could not be stored, one of two lines would forge a log.
        original=Path(clean_name(str(original))),
        path=settings.processing / claim_id / fit_name(_no_note(clean_name(outer.name))),
        tags=tuple(clean_name(tag) for tag in folders[1:]),
        channel=clean_name(folders[0]) if folders else "inbox",
        received_at=now,
    )


def _no_note(name: str) -> str:
    """A document's name that is not that of a note, which would take its place: "a.note.txt"."""
    is_note = name.lower().endswith(NOTE_SUFFIX)
    return f"{name[: -len(NOTE_SUFFIX)]}.note-file.txt" if is_note else name


def _to_json(claim: Claim, path: Path, settings: Settings) -> str:
    """The claim with the raw path it was taken from, relative to the inbox where it lies there."""
    taken_from = path.relative_to(settings.inbox) if path.is_relative_to(settings.inbox) else path
    content = claim.model_dump(mode="json") | {"taken_from": str(taken_from)}
    return json.dumps(content, indent=1)


def _take(path: Path, claim: Claim) -> None:
    try:
        path.rename(claim.path)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        hidden = _hidden_beside(path, claim.claim_id)
        path.rename(hidden)
        _finish_copy(hidden, claim.path)
    sync_folder(claim.path.parent)


def _hidden_beside(path: Path, claim_id: str) -> Path:
    return path.with_name(f".{claim_id}.claimed")


def _finish_copy(hidden: Path, target: Path) -> None:
    before = hidden.stat()
    copy_durably(hidden, target)
    after = hidden.stat()
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise OSError(errno.EBUSY, "it changed while it was copied")
    hidden.unlink()


def _reopen(folder: Path, settings: Settings) -> Claim:
    """Reads a claim back, finishing a copy that was cut short."""
    try:
        content = json.loads((folder / CLAIM_FILE).read_text("utf-8"))
        taken_from = settings.inbox / content.pop("taken_from")
        # The home folder may have been moved since.
        claim = Claim.model_validate(content | {"path": folder / Path(content["path"]).name})
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return _adopt(folder)
    hidden = _hidden_beside(taken_from, claim.claim_id)
    if hidden.exists():
        _finish_copy(hidden, claim.path)
    return claim


def _adopt(folder: Path) -> Claim:
    """A claim for whatever lies in a folder whose own claim cannot be read."""
    with os.scandir(folder) as listing:
        names = sorted(
            entry.name
            for entry in listing
            if entry.is_file(follow_symlinks=False) and not is_junk(entry.name)
        )
    path = folder / (names[0] if names else "nothing")
    return Claim(
        claim_id=folder.name,
        original=Path(path.name),
        path=path,
        channel="inbox",
        received_at=datetime.fromtimestamp(folder.stat().st_mtime, UTC),
    )
