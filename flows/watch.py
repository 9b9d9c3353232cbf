"""The long-lived loop: scan inbox and review, claim what is ready, hand it on in batches."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextvars import copy_context
from itertools import islice

from flows.wake import observe_folders
from flows.workshop import DATABASE, Workshop
from schemas.arrival import Claim
from schemas.errors import DatabaseLost, StoreError
from tasks.handle_claim import is_suspect
from tasks.intake import Sightings, claim_file, is_settling, pending_claims, scan_inbox
from tasks.take_corrected import ReviewNotes
from tasks.troubles import Troubles, name_problem

#: How long files wait that could be neither stored nor moved, until they are tried again.
RETRY_S = 30.0
#: While batches are at work, it is looked this often whether a worker is free.
ROOM_S = 1.0
#: Shortest pause between two scans while a file is not yet still.
SHORTEST_PAUSE_S = 0.1

RunBatch = Callable[[list[Claim]], None]


def watch(workshop: Workshop, run_batch: RunBatch, wake: threading.Event) -> None:
    """Processes the inbox, and what clerks have corrected, until `workshop.stopping` is set.

    Starts with the files that a killed service left in processing. What `run_batch` leaves there
    is tried again every RETRY_S seconds. A file that may itself have ended the service comes
    last, alone, when nothing else is left to do.

    Args:
        workshop: settings and the stop signal.
        run_batch: handles claims; returns when they are done. What it raises ends the watch.
            Called side by side where a slow document of one batch would hold up the next.
        wake: set by events in the inbox, and by whoever sets `stopping`.
    """
    settings, stopping = workshop.settings, workshop.stopping
    seen: Sightings = {}
    troubles = Troubles()
    notes = ReviewNotes(settings, workshop.store)
    notes.forget_taken()
    left: list[Claim] = []
    suspects: list[Claim] = []
    retry_at = time.monotonic()
    with observe_folders(settings, wake), ThreadPoolExecutor(settings.workers_n) as pool:
        batches = Batches(pool, settings.workers_n, run_batch, wake)
        while not stopping.is_set():
            wake.clear()
            in_hand = {claim.claim_id for claim in batches.in_hand()}
            if not left and time.monotonic() >= retry_at:
                pending = pending_claims(settings, in_hand)
                suspects = [claim for claim in pending if is_suspect(claim)]
                left = [claim for claim in pending if claim not in suspects]
                retry_at = time.monotonic() + RETRY_S
            if batches.has_room() and (
                claims := left[: settings.batch_n]
                or take_corrected(workshop, notes)
                or claim_ready(workshop, seen, troubles)
            ):
                left = left[settings.batch_n :]
                batches.start(claims)
            elif suspects and not in_hand and not is_settling(seen):
                run_batch([suspects.pop(0)])
            else:
                unready = is_settling(seen) or notes.is_settling()
                pause_s = _pause_s(workshop, unready)
                wake.wait(min(pause_s, ROOM_S) if in_hand else pause_s)
                # A large copy sends thousands of events; one scan answers them all.
                stopping.wait(SHORTEST_PAUSE_S / 2)


class Batches:
    """Batches at work, mostly one: the next begins when some worker has nothing left to do.

    So a slow document does not hold up what comes after it.
    """

    def __init__(
        self, pool: Executor, workers_n: int, run_batch: RunBatch, wake: threading.Event
    ) -> None:
        self._pool = pool
        self._workers_n = workers_n
        self._run_batch = run_batch
        self._wake = wake
        self._at_work: dict[Future[None], list[Claim]] = {}

    def in_hand(self) -> list[Claim]:
        """The claims of batches that have not ended; raises what ended one unexpectedly."""
        for batch in [batch for batch in self._at_work if batch.done()]:
            del self._at_work[batch]
            batch.result()
        return [claim for claims in self._at_work.values() for claim in claims]

    def has_room(self) -> bool:
        """Whether some worker has nothing to do."""
        return sum(claim.path.exists() for claim in self.in_hand()) < self._workers_n

    def start(self, claims: list[Claim]) -> None:
        """Begins a batch; `wake` is set when it has ended."""
        # Prefect keeps its settings in the context, which a new thread does not have.
        batch = self._pool.submit(copy_context().run, self._run_batch, claims)
        self._at_work[batch] = claims
        batch.add_done_callback(lambda _batch: self._wake.set())


def claim_ready(
    workshop: Workshop, seen: Sightings, troubles: Troubles | None = None
) -> list[Claim]:
    """Claims the files that are ready, at most a batch of them; the rest stays for the next.

    Files that cannot be taken do not count: however many there are, they hold up no other. Each is
    told once, where `troubles` are those of the scan before.
    """
    settings, troubles = workshop.settings, troubles or Troubles()
    ready = scan_inbox(settings, seen, troubles)
    taken = (claim_file(path, settings, troubles) for path in ready)
    return list(islice((claim for claim in taken if claim is not None), settings.batch_n))


def take_corrected(workshop: Workshop, notes: ReviewNotes) -> list[Claim]:
    """Claims the files in review that clerks have corrected; none while the database is away."""
    try:
        return notes.take_ready()
    except DatabaseLost:
        raise
    except StoreError as error:
        workshop.waiting.tell(DATABASE, f"Corrections wait in review: {name_problem(error)}")
        return []


def _pause_s(workshop: Workshop, unready: bool) -> float:
    """Until the next scan: short while a file is still being written, else the timer's."""
    settings = workshop.settings
    if not unready:
        return settings.scan_s
    return min(settings.scan_s, max(SHORTEST_PAUSE_S, settings.ready_s / 4))
