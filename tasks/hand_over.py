"""Files of any folder → copies in the inbox, for the running service to take.

The originals stay where they are. A copy appears in the inbox under its name only when complete.
"""

import secrets
import shutil
from itertools import islice
from pathlib import Path

from schemas.arrival import SavedDocument
from schemas.document import Contract
from schemas.identity import hash_file
from schemas.settings import Settings
from tasks.file_moves import fit_name, numbered_places, place_staged, staged_name
from tasks.intake import list_files
from tasks.plain_text import clean_name
from tasks.store import Store

#: So many files of one name may wait in one folder.
_MOST_NAMES_N = 999


class HandedOver(Contract):
    """A file given to the inbox; `deliveries_n` is how often its bytes had been filed before."""

    document_id: str
    name: str
    path: Path
    deliveries_n: int


def list_documents(folder: Path) -> list[Path]:
    """The files below a folder that the inbox would take, sorted: no junk names, no links.

    Raises:
        NotADirectoryError: there is no such folder.
    """
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder} is no folder")
    return sorted(path for path, _ in list_files(folder))


def hand_over(path: Path, folder: str, settings: Settings, store: Store) -> HandedOver:
    """Copies a file to `folder` below the inbox ("invoices/2024"); never over another file.

    Raises:
        OSError: it cannot be read or copied.
    """
    document_id = hash_file(path)
    deliveries_n = len(_deliveries(store, document_id))
    target = copy_into(path, settings.inbox / folder)
    return HandedOver(
        document_id=document_id, name=clean_name(path.name), path=target, deliveries_n=deliveries_n
    )


def follow(handed: HandedOver, store: Store) -> SavedDocument | None:
    """What became of a file handed over; None while it is not yet in its folder."""
    deliveries = _deliveries(store, handed.document_id)
    if len(deliveries) <= handed.deliveries_n:
        return None
    return store.saved(deliveries[-1])


def copy_into(path: Path, target_folder: Path) -> Path:
    """Copies a file under its name, or a numbered one where that is taken; returns the copy.

    A name that is too long to be numbered is shortened, control characters are replaced.
    """
    target_folder.mkdir(parents=True, exist_ok=True)
    staged = target_folder / staged_name(secrets.token_hex(16))  # no other program's file
    try:
        with path.open("rb") as original, staged.open("xb") as copy:
            shutil.copyfileobj(original, copy)
        places = numbered_places(target_folder, fit_name(clean_name(path.name)))
        for target in islice(places, _MOST_NAMES_N):
            if place_staged(staged, target):
                return target
    finally:
        staged.unlink(missing_ok=True)
    raise FileExistsError(f"no free name for {path.name} in {target_folder}")


def _deliveries(store: Store, document_id: str) -> list[str]:
    """The claims of a document that were filed, oldest first."""
    events = store.events(document_id)
    return [event.claim_id for event in events if event.name == "delivered" and event.claim_id]
