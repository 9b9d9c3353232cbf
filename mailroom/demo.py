"""`mailroom demo`: our own sample documents through the system, and what became of each."""

import time
from pathlib import Path

from rich.console import Console

from mailroom.report import outcome_list, saved_lines
from schemas.arrival import SavedDocument
from schemas.errors import AlreadyRunning
from schemas.settings import Settings
from tasks.hand_over import HandedOver, follow, hand_over, list_documents
from tasks.intake import prepare_folders
from tasks.lock_home import SERVICE_LOCK, is_locked
from tasks.store import Store

SAMPLES = Path(__file__).resolve().parent / "samples"
MAIL_SUFFIXES = (".eml", ".msg")
POLL_S = 0.3


def run_demo(settings: Settings, wait_s: float) -> bool:
    """Drops the samples into the inbox and waits; returns whether all were finished in time.

    Without a running system the samples are processed here, once.
    """
    console = Console(highlight=False)
    prepare_folders(settings)
    store = Store(settings.sql_url)
    store.migrate()
    running = is_locked(settings.home, SERVICE_LOCK)
    handed = [_drop(sample, settings, store) for sample in list_documents(SAMPLES)]
    console.print(f"Dropped {len(handed)} documents into {settings.inbox}.", soft_wrap=True)
    if not running:
        console.print("No system is running (`mailroom up` starts it); they are processed here.")
        from mailroom.once import process_quietly

        try:
            process_quietly([one.path for one in handed], settings)
            wait_s = 0.0
        except AlreadyRunning:
            console.print("One has just been started; it takes them.")
    finished = _await(handed, store, wait_s)
    console.print(
        outcome_list(
            line
            for one in handed
            for line in saved_lines(one.name, one.path, finished.get(one.path), store)
        )
    )
    return len(finished) == len(handed)


def _drop(sample: Path, settings: Settings, store: Store) -> HandedOver:
    channel = "mail" if sample.suffix.lower() in MAIL_SUFFIXES else "invoices"
    return hand_over(sample, channel, settings, store)


def _await(handed: list[HandedOver], store: Store, wait_s: float) -> dict[Path, SavedDocument]:
    finished: dict[Path, SavedDocument] = {}
    give_up_at = time.monotonic() + wait_s
    with Console(stderr=True).status("Waiting for the service …"):
        while True:
            for one in handed:
                if one.path not in finished and (saved := follow(one, store)) is not None:
                    finished[one.path] = saved
            if len(finished) == len(handed) or time.monotonic() >= give_up_at:
                return finished
            time.sleep(POLL_S)
