"""`mailroom process`: files and folders once, with no server."""

from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from rich.console import Console

from flows.direct import process_directly
from flows.workshop import build_workshop
from mailroom.report import handled_lines, outcome_list, progress_bar
from schemas.arrival import Claim
from schemas.settings import Settings
from tasks.hand_over import copy_into, list_documents
from tasks.handle_claim import HandledFile
from tasks.intake import claim_file
from tasks.lock_home import SERVICE_LOCK, lock_home


def process_paths(paths: Sequence[Path], settings: Settings) -> bool:
    """Processes files, and all files of folders; returns whether every one was read and stored.

    Files inside the inbox are taken from it; of others a copy is taken.

    Raises:
        AlreadyRunning: the watching service owns the home folder; drop the files in its inbox.
        ModelError, StoreError: the model or the database cannot be used.
    """
    files = [file for path in paths for file in (list_documents(path) if path.is_dir() else [path])]
    handled = process_quietly(files, settings)
    Console(highlight=False).print(outcome_list(handled_lines(handled)))
    unread_n = sum(one.outcome == "failed" for one in handled)
    return unread_n == 0 and len(handled) == len(files)


def process_quietly(files: Sequence[Path], settings: Settings) -> list[HandledFile]:
    """Processes files and tells what became of each that could be stored.

    Raises:
        AlreadyRunning, ModelError, StoreError: as `process_paths`.
    """
    handled: list[HandledFile] = []
    with (
        lock_home(settings.home, SERVICE_LOCK),
        progress_bar(len(files), "Processing") as advance,
    ):

        def tell(one: HandledFile) -> None:
            handled.append(one)
            advance()

        workshop = build_workshop(settings, tell)
        batch_id = str(uuid4())
        for start in range(0, len(files), settings.batch_n):
            taken = [take_file(file, settings) for file in files[start : start + settings.batch_n]]
            process_directly([claim for claim in taken if claim], workshop, batch_id)
    return handled


def take_file(path: Path, settings: Settings) -> Claim | None:
    """Claims a file of the inbox, or a copy of any other; None when it cannot be taken."""
    path, inbox = path.resolve(), settings.inbox.resolve()
    if path.is_relative_to(inbox):
        return claim_file(settings.inbox / path.relative_to(inbox), settings)
    return claim_file(copy_into(path, settings.inbox), settings)
