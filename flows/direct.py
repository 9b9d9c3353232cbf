"""The same work on the same claims without Prefect.

For `mailroom process`, and for the service while Prefect's server cannot be reached: the
database is the record, the UI only the view.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from flows.workshop import Workshop
from schemas.arrival import Claim
from schemas.errors import StillWritten, StoreError
from tasks.handled import HandledFile


def process_directly(
    claims: Sequence[Claim], workshop: Workshop, batch_id: str
) -> list[HandledFile]:
    """Handles claims side by side; one that cannot be stored or moved stays in processing."""
    with ThreadPoolExecutor(workshop.settings.workers_n) as pool:
        results = pool.map(lambda claim: _handle(claim, workshop, batch_id), claims)
        return [handled for handled in results if handled is not None]


def _handle(claim: Claim, workshop: Workshop, batch_id: str) -> HandledFile | None:
    with workshop.slots:
        if workshop.stopping.is_set():
            return None
        try:
            return workshop.handle(claim, batch_id)
        except (StoreError, StillWritten, OSError):
            return None
