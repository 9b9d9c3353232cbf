"""`mailroom process`: files and folders once, with no server."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from rich.console import Console

from flows.direct import process_directly
from flows.workshop import Workshop, build_workshop
from mailroom.report import handled_lines, outcome_list, progress_bar
from schemas.arrival import Claim
from schemas.settings import Settings
from tasks.copy_database import warn_of_rows_left
from tasks.hand_over import copy_into, list_documents
from tasks.handle_claim import is_suspect
from tasks.handled import HandledFile
from tasks.intake import claim_file, pending_claims
from tasks.lock_home import SERVICE_LOCK, lock_home
from tasks.plain_text import clean_name
from tasks.same_database import name_database
from tasks.take_corrected import ReviewNotes

log = logging.getLogger("mailroom.once")


class Processed(NamedTuple):
    """What became of each file that could be stored, and how many could not."""

    handled: list[HandledFile]
    waiting_n: int


def process_paths(paths: Sequence[Path], settings: Settings) -> bool:
    """Processes files, and all files of folders; returns whether every one was read and stored.

    Files inside the inbox are taken from it; of others a copy is taken.

    Raises:
        AlreadyRunning: the watching service owns the home folder; drop the files in its inbox.
        ModelError, StoreError: the model or the database cannot be used.
    """
    files = [file for path in paths for file in (list_documents(path) if path.is_dir() else [path])]
    handled, waiting_n = process_quietly(files, settings)
    console = Console(highlight=False, markup=False)
    if handled or waiting_n:
        console.print(outcome_list(handled_lines(handled)))
    else:
        named = ", ".join(clean_name(str(path)) for path in paths)
        console.print(f"There is nothing to read in {named}.", soft_wrap=True)
    return waiting_n == 0 and not any(one.outcome == "failed" for one in handled)


def process_quietly(files: Sequence[Path], settings: Settings) -> Processed:
    """Processes what an earlier run left in processing, then the files.

    A file that may itself have ended an earlier run comes last, alone.

    Raises:
        AlreadyRunning, ModelError, StoreError: as `process_paths`.
    """
    handled: list[HandledFile] = []
    batch_n, batch_id = settings.batch_n, str(uuid4())
    used = name_database(settings.sql_url, settings.home)
    with lock_home(settings.home, SERVICE_LOCK, told=used):
        pending = pending_claims(settings)
        suspects = [claim for claim in pending if is_suspect(claim)]
        left = [claim for claim in pending if claim not in suspects]
        with progress_bar(len(pending) + len(files), "Processing") as advance:

            def tell(one: HandledFile) -> None:
                handled.append(one)
                advance()

            workshop = build_workshop(settings, tell)
            if warning := warn_of_rows_left(workshop.store, settings):
                Console(highlight=False, markup=False, soft_wrap=True).print(f"WARNING {warning}")
            corrected = take_corrected(workshop)
            left += corrected
            for start in range(0, len(left), batch_n):
                process_directly(left[start : start + batch_n], workshop, batch_id)
            for start in range(0, len(files), batch_n):
                taken = [take_file(file, settings) for file in files[start : start + batch_n]]
                process_directly([claim for claim in taken if claim], workshop, batch_id)
            for claim in suspects:
                process_directly([claim], workshop, batch_id)
    taken_n = len(pending) + len(corrected) + len(files)
    return Processed(handled, taken_n - len(handled))


def take_corrected(workshop: Workshop) -> list[Claim]:
    """Claims all files in review whose notes clerks have ticked."""
    at_once = workshop.settings.model_copy(update={"ready_s": 0.0})
    notes = ReviewNotes(at_once, workshop.store)
    notes.forget_taken()
    return [claim for batch in iter(notes.take_ready, []) for claim in batch]


def take_file(path: Path, settings: Settings) -> Claim | None:
    """Claims a file of the inbox, or a copy of any other; None when it cannot be taken."""
    path, inbox = path.resolve(), settings.inbox.resolve()
    if path.is_relative_to(inbox):
        return claim_file(settings.inbox / path.relative_to(inbox), settings)
    try:
        return claim_file(copy_into(path, settings.inbox), settings)
    except OSError as error:
        log.warning("cannot take %s: %s", clean_name(str(path)), error.strerror)
        return None
