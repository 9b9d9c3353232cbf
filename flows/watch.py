"""The long-lived loop: scan the inbox, claim what is ready, hand it on in batches."""

import threading
import time
from collections.abc import Callable
from itertools import islice

from flows.wake import observe_inbox
from flows.workshop import Workshop
from schemas.arrival import Claim
from tasks.handle_claim import is_suspect
from tasks.intake import Sightings, claim_file, is_settling, pending_claims, scan_inbox

#: How long files wait that could be neither stored nor moved, until they are tried again.
RETRY_S = 30.0
#: Shortest pause between two scans while a file is not yet still.
SHORTEST_PAUSE_S = 0.1

RunBatch = Callable[[list[Claim]], None]


def watch(workshop: Workshop, run_batch: RunBatch, wake: threading.Event) -> None:
    """Processes the inbox until `workshop.stopping` is set.

    Starts with the files that a killed service left in processing. What `run_batch` leaves there
    is tried again every RETRY_S seconds. A file that may itself have ended the service comes
    last, alone, when nothing else is left to do.

    Args:
        workshop: settings and the stop signal.
        run_batch: handles claims; returns when they are done and raises nothing.
        wake: set by events in the inbox, and by whoever sets `stopping`.
    """
    settings, stopping = workshop.settings, workshop.stopping
    seen: Sightings = {}
    suspects: list[Claim] = []
    retry_at = time.monotonic()
    with observe_inbox(settings, wake):
        while not stopping.is_set():
            wake.clear()
            if time.monotonic() >= retry_at:
                pending = pending_claims(settings)
                suspects = [claim for claim in pending if is_suspect(claim)]
                _run_in_batches(
                    [claim for claim in pending if claim not in suspects], workshop, run_batch
                )
                retry_at = time.monotonic() + RETRY_S
            if claims := claim_ready(workshop, seen):
                run_batch(claims)
            elif suspects and not is_settling(seen):
                run_batch([suspects.pop(0)])
            else:
                wake.wait(_pause_s(workshop, unready=is_settling(seen)))
                # A large copy sends thousands of events; one scan answers them all.
                stopping.wait(SHORTEST_PAUSE_S / 2)


def claim_ready(workshop: Workshop, seen: Sightings) -> list[Claim]:
    """Claims the files that are ready, at most a batch of them; the rest stays for the next.

    Files that cannot be taken do not count: however many there are, they hold up no other.
    """
    settings = workshop.settings
    taken = (claim_file(path, settings) for path in scan_inbox(settings, seen))
    return list(islice((claim for claim in taken if claim is not None), settings.batch_n))


def _run_in_batches(claims: list[Claim], workshop: Workshop, run_batch: RunBatch) -> None:
    batch_n = workshop.settings.batch_n
    for start in range(0, len(claims), batch_n):
        if not workshop.stopping.is_set():
            run_batch(claims[start : start + batch_n])


def _pause_s(workshop: Workshop, unready: bool) -> float:
    """Until the next scan: short while a file is still being written, else the timer's."""
    settings = workshop.settings
    if not unready:
        return settings.scan_s
    return min(settings.scan_s, max(SHORTEST_PAUSE_S, settings.ready_s / 4))
