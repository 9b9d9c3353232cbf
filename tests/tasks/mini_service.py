"""The service's steps without reading or Prefect; as a program it kills itself at a given call.

Usage: mini_service.py HOME URL OWNER NAME before|after CALL
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from schemas.arrival import Claim
from schemas.settings import Settings
from tasks import deliver as delivering
from tasks.deliver import deliver
from tasks.intake import claim_file, pending_claims, release_claim, scan_inbox
from tasks.store import Store
from tests.tasks.made_records import doubtful, failed, invoice

#: The first byte of a file decides what it is read as.
READERS = {b"a": invoice, b"n": doubtful, b"f": failed}
OWNERS: dict[str, Any] = {"Store": Store, "Path": Path, "os": os, "deliver": delivering}


def serve(settings: Settings, store: Store) -> None:
    """One start of the service: what was left in processing, then what lies in the inbox."""
    for claim in pending_claims(settings):
        handle(claim, settings, store)
    for path in scan_inbox(settings, {}):
        if (claimed := claim_file(path, settings)) is not None:
            handle(claimed, settings, store)


def handle(claim: Claim, settings: Settings, store: Store) -> None:
    saved, record = store.saved(claim.claim_id), None
    if saved is None:
        data = claim.path.read_bytes()
        record = READERS[data[:1]](data)
        saved = store.save(claim, [record])
    store.mark_delivered(claim.claim_id, deliver(claim, saved, record, settings))
    release_claim(claim)


def die_at(owner: Any, name: str, moment: str, call: int) -> None:
    """Makes the `call`-th call of a function the last thing this process does."""
    original, calls = getattr(owner, name), 0

    def wrapper(*arguments: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == call and moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*arguments, **named)
        if calls == call:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, wrapper)


if __name__ == "__main__":
    home, url, owner, name, moment, call = sys.argv[1:]
    die_at(OWNERS[owner], name, moment, int(call))
    serve(Settings(home=Path(home), database_url=url, ready_s=0.0), Store(url))
