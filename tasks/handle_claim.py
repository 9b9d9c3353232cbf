"""One claimed file from its bytes to its folder: extract, save, deliver.

The database commits first, the file moves second; every step may run twice. This is the whole
work on a document, with no orchestration in it: the flow, `mailroom process` and the benchmark
call the very same function.
"""

import time
from pathlib import Path

from schemas.arrival import Claim, SavedDocument
from schemas.errors import DamagedDocument, RecordRefused, StillWritten, StoreError
from schemas.identity import hash_file
from schemas.prediction import DocumentModel
from schemas.record import Reason, Record
from schemas.settings import Settings
from tasks.deliver import deliver
from tasks.extract import extract_file, failed_record
from tasks.handled import HandledDocument, HandledFile, key_facts
from tasks.intake import ATTEMPTS_FILE, CHANGES_FILE, release_claim
from tasks.rows import clean_record
from tasks.settled_files import claim_settled
from tasks.store import Store

ATTEMPTS_N = 10
CHANGES_N = 10
#: So many unfinished attempts make a file suspect: the others go first.
SUSPECT_N = 2


def handle_claim(
    claim: Claim, model: DocumentModel, store: Store, settings: Settings, batch_id: str
) -> HandledFile:
    """Reads a claimed file, commits its rows, then moves it to done, review or failed.

    A document that cannot be read is handled too: its outcome is "failed".

    Raises:
        StoreError: the database did not take the rows; the file still lies in processing.
        StillWritten: it changed while it was read; nothing was stored. Calling again reads it anew.
        OSError: the file could not be moved; calling again moves it.
    """
    start = time.perf_counter()
    saved, records = _save_once(claim, model, store, settings, batch_id)
    waiting = store.waiting_file(saved.document_id) if saved.outcome == "needs_review" else []
    path = deliver(claim, saved, records[0], settings, waiting)
    store.mark_delivered(claim.claim_id, path)
    claim_settled(_accepted(saved), store, settings)
    release_claim(claim)
    return _summarise(claim, saved, records, path, (time.perf_counter() - start) * 1000)


def _accepted(saved: SavedDocument) -> list[str]:
    """The documents of a file that are accepted."""
    parts = [part.document_id for part in saved.parts if part.outcome == "accepted"]
    return [saved.document_id, *parts] if saved.outcome == "accepted" else parts


def _save_once(
    claim: Claim, model: DocumentModel, store: Store, settings: Settings, batch_id: str
) -> tuple[SavedDocument, list[Record]]:
    """What the database holds of the claim; reads the file only where that is not yet known."""
    saved = store.saved(claim.claim_id)
    document_id = saved.document_id if saved is not None else hash_file(claim.path)
    if saved is None:
        saved = store.save_known(claim, document_id, batch_id)
    if saved is not None and (record := store.record(saved.document_id)) is not None:
        return saved, [record, *store.parts(saved.document_id)]
    records = [clean_record(one) for one in _read(claim, document_id, model, store, settings)]
    try:
        return store.save(claim, records, batch_id), records
    except RecordRefused as error:
        # Tried again it would be refused again, for ever: a person has to enter this one.
        refused = failed_record(records[0].document_id, str(claim.original), error)
        return store.save(claim, [refused], batch_id), [refused]


def _summarise(
    claim: Claim, saved: SavedDocument, records: list[Record], path: Path, duration_ms: float
) -> HandledFile:
    stored_parts = {part.document_id: part for part in saved.parts}
    documents = []
    for index, record in enumerate(records):
        stored = saved if index == 0 else stored_parts.get(record.document_id)
        reasons = stored.reasons if stored else tuple(record.reasons)
        documents.append(
            HandledDocument(
                name=claim.original.name if index == 0 else record.source.rsplit("/", 1)[-1],
                document_id=record.document_id,
                doc_type=record.doc_type.value,
                key_facts=key_facts(record),
                outcome=stored.outcome if stored else record.outcome,
                reason=reasons[0].message if reasons else "",
            )
        )
    part, reason = _first_reason(saved)
    return HandledFile(
        claim_id=claim.claim_id,
        name=claim.original.name,
        outcome=saved.outcome,
        reason=f"{part}: {reason.message}" if part else reason.message,
        cause=": ".join(filter(None, (part, *_name_cause(reason)))),
        path=path,
        documents=tuple(documents),
        duration_ms=round(duration_ms, 1),
    )


def _first_reason(saved: SavedDocument) -> tuple[str, Reason]:
    """Why the file is not simply accepted, and which attachment that is about ("": the file)."""
    if saved.reasons:
        return "", saved.reasons[0]
    for part in saved.parts:
        if part.outcome == saved.outcome and part.reasons:
            return part.source.rsplit("/", 1)[-1], part.reasons[0]
    return "", Reason(code="", message="")


def _name_cause(reason: Reason) -> tuple[str, str]:
    return reason.code.replace("_", " "), (reason.field or "").replace("_", " ")


def is_suspect(claim: Claim) -> bool:
    """Whether the program ended more than once while it read this file."""
    attempts = claim.path.parent / ATTEMPTS_FILE
    return attempts.exists() and attempts.stat().st_size >= SUSPECT_N


def _read(
    claim: Claim, document_id: str, model: DocumentModel, store: Store, settings: Settings
) -> list[Record]:
    """The claim's records; a file that ended the whole program time and again fails instead.

    The count lies beside the file and survives kill -9, so such a file cannot stop the others
    for ever. It is forgotten once the file was read, whatever the database then says.

    A file whose program writes on after the claim must be the same (`document_id`) before, in and
    after reading. One that changes every time fails, too.
    """
    name = str(claim.original)
    if _count_one(claim, ATTEMPTS_FILE) > ATTEMPTS_N:
        error = DamagedDocument("Reading this file ended the whole program several times.")
        return [failed_record(hash_file(claim.path), name, error)]
    attempts = claim.path.parent / ATTEMPTS_FILE
    try:
        records = extract_file(claim.path, model, settings, source=name, words=store)
    except StoreError:
        attempts.unlink(missing_ok=True)
        raise
    attempts.unlink(missing_ok=True)
    now_id = hash_file(claim.path)
    if document_id == records[0].document_id == now_id:
        return records
    if _count_one(claim, CHANGES_FILE) <= CHANGES_N:
        raise StillWritten(f"{claim.original.name} changed while it was read.")
    changing = StillWritten("The file changed each time it was read.")
    return [failed_record(now_id, name, changing)]


def _count_one(claim: Claim, name: str) -> int:
    """Adds one to a count that lies beside the claimed file; returns the sum."""
    with (claim.path.parent / name).open("ab") as notes:
        notes.write(b".")
        return notes.tell()
