"""One file → its records: read, understand, summarize, validate, each part timed.

This is what the flows, the command line and the benchmarks call. A document never raises here: what
goes wrong with it becomes a failed record with a reason.
"""

import hashlib
import logging
import os
import time
from pathlib import Path

from readers.detect import HEAD_BYTES, UNKNOWN, detect_media_type
from schemas.document import FailedChild, SourceDocument
from schemas.errors import DocumentError, MailroomError, StoreError
from schemas.identity import hash_file
from schemas.prediction import AssessingModel, DocumentModel
from schemas.record import Labelled, Reason, Record
from schemas.settings import Settings
from schemas.understanding import Understanding
from tasks.apply_correction import apply_correction
from tasks.defects import DEFECT_ADVICE, DEFECT_CODE, describe_defect, log_defect
from tasks.doubtful import drop_doubtful
from tasks.known_sellers import ClerkWords, trust_known_seller
from tasks.read import read_file
from tasks.steps import Observer, Values
from tasks.stored_headers import read_headers
from tasks.summarize import summarize
from tasks.text_bills import is_bill
from tasks.understand import understand
from tasks.validate import validate

logger = logging.getLogger(__name__)


def extract_file(
    path: Path,
    model: DocumentModel,
    settings: Settings,
    source: str | None = None,
    words: ClerkWords | None = None,
) -> list[Record]:
    """The records of one file: its own first, then one for each document that it carries.

    Never raises for what is in the file: it becomes a record with outcome failed.

    Args:
        source: the path to print in the record; `path` itself if not given.
        words: what clerks have said; None where nobody is to be asked.

    Raises:
        StoreError: what clerks have said cannot be read.
    """
    started = time.perf_counter()
    name = source or str(path)
    try:
        document = read_file(path, settings, source=name)
    except DocumentError as error:
        return [_unread(path, name, error, started)]
    except Exception as error:  # one document must not stop a batch
        record = _unread(path, name, error, started)
        log_defect(logger, "reading", record.document_id, error)
        return [record]
    return extract_document(document, model, settings, words)


def extract_document(
    document: SourceDocument,
    model: DocumentModel,
    settings: Settings,
    words: ClerkWords | None = None,
) -> list[Record]:
    """The records of a document already read, its children's after its own."""
    own = extract_alone(document, model, settings, words=words)
    parts: list[Record] = []
    for child in document.children:
        found = extract_document(child, model, settings, words)
        if child.text_of is None or _is_document(child, found[0], document, parts, words):
            parts.extend(found)
    failed = [_failed_child(child, document) for child in document.failed_children]
    return [_answer_for(parts, own), *parts, *failed]


def _is_document(
    text: SourceDocument,
    record: Record,
    document: SourceDocument,
    attached: list[Record],
    words: ClerkWords | None,
) -> bool:
    """Whether a mail's text is a bill, or was one before: then it stays, whatever a clerk says."""
    if is_bill(record, text, attached):
        return True
    return words is not None and words.is_part(text.document_id, document.document_id)


def _answer_for(parts: list[Record], own: Record) -> Record:
    """The record of a mail, to be reviewed where one of its parts failed: never done unseen.

    Parts that could not be read are no matter here: its own reasons name them.
    """
    names = (part.source.rsplit("/", 1)[-1] for part in parts if part.outcome == "failed")
    reasons = [
        Reason(
            code="attachment_failed",
            message=f"The attachment {name} could not be processed. Look at it yourself.",
        )
        for name in dict.fromkeys(names)
    ]
    if not reasons or own.outcome == "failed":
        return own
    changes = {"outcome": "needs_review", "reasons": [*own.reasons, *reasons]}
    return own.model_copy(update=changes)


def extract_alone(
    document: SourceDocument,
    model: DocumentModel,
    settings: Settings,
    observer: Observer | None = None,
    words: ClerkWords | None = None,
) -> Record:
    """The record of a document already read, without those of its children.

    The observer is told what each rule changes.

    Raises:
        StoreError: what clerks have said cannot be read.
    """
    timings = dict(document.timings_ms)
    try:
        mark = time.perf_counter()
        understanding = understand(document, model, observer)
        if isinstance(model, AssessingModel):
            assessed, understanding = understanding, drop_doubtful(understanding)
            if observer is not None:
                observer.values_step(drop_doubtful, _values(assessed), _values(understanding))
        understanding, settled = _ask_clerks(document, understanding, words)
        timings["understand"] = _elapsed_ms(mark)
        mark = time.perf_counter()
        summary = summarize(document, understanding, model)
        timings["summarize"] = _elapsed_ms(mark)
        mark = time.perf_counter()
        record = validate(document, understanding, summary, settings, settled)
        timings["validate"] = _elapsed_ms(mark)
    except StoreError:
        raise
    except Exception as error:  # one document must not stop a batch
        if not isinstance(error, DocumentError):
            log_defect(logger, "understanding", document.document_id, error)
        return failed_record(
            document.document_id,
            document.source,
            error,
            media_type=document.media_type,
            parent_id=document.parent_id,
            pages_n=len(document.pages),
            timings_ms=timings,
        )
    stages = ("read", "ocr", "understand", "summarize", "validate")
    timings["total"] = round(sum(timings.get(stage, 0.0) for stage in stages), 3)
    headers = read_headers(document.mail) if document.mail else None
    return record.model_copy(update={"timings_ms": timings, "headers": headers})


def _ask_clerks(
    document: SourceDocument, content: Understanding, words: ClerkWords | None
) -> tuple[Understanding, tuple[str, ...]]:
    """The content by what clerks have said of it, and the codes of reasons seen to by them."""
    if words is None:
        return content, ()
    correction = words.correction(document.document_id)
    if document.xml_invoice is not None:  # exact, but a clerk may know whether it is entered
        return content, correction.settled if correction is not None else ()
    if correction is None:
        return trust_known_seller(content, words), ()
    try:
        return apply_correction(document, content, correction), correction.settled
    except Exception as error:  # it waits again as it was read
        log_defect(logger, "correcting", document.document_id, error)
        return content, ()


def _values(content: Understanding) -> Values:
    return Values(content.fields, content.lines, content.taxes)


def failed_record(
    document_id: str,
    source: str,
    error: Exception,
    *,
    media_type: str = UNKNOWN,
    parent_id: str | None = None,
    pages_n: int = 0,
    timings_ms: dict[str, float] | None = None,
) -> Record:
    """The record of a document that could not be processed, with the reason and what to do."""
    if isinstance(error, MailroomError):
        reason = Reason(code=error.code, message=f"{error} {error.advice}".strip())
    else:
        reason = Reason(code=DEFECT_CODE, message=f"{describe_defect(error)} {DEFECT_ADVICE}")
    return Record(
        document_id=document_id,
        parent_id=parent_id,
        source=source,
        media_type=media_type,
        pages_n=pages_n,
        doc_type=Labelled(value="other", confidence=0.0),
        outcome="failed",
        reasons=[reason],
        timings_ms=timings_ms or {},
    )


def _failed_child(child: FailedChild, parent: SourceDocument) -> Record:
    return Record(
        document_id=child.document_id,
        parent_id=parent.document_id,
        source=child.source,
        media_type=child.media_type,
        doc_type=Labelled(value="other", confidence=0.0),
        outcome="failed",
        reasons=[Reason(code=child.code, message=f"{child.message} {child.advice}".strip())],
    )


def _unread(path: Path, source: str, error: Exception, started: float) -> Record:
    """The failed record of a file that no reader could read; its type is known all the same."""
    return failed_record(
        _hash(path), source, error, media_type=_media_type(path), timings_ms=_total(started)
    )


def _media_type(path: Path) -> str:
    """IANA media type by the file's first bytes: it may be too large to read."""
    try:
        with path.open("rb") as file:
            return detect_media_type(file.read(HEAD_BYTES))
    except OSError:
        return UNKNOWN


def _hash(path: Path) -> str:
    """SHA-256 of the file's bytes; of its name where even those cannot be read."""
    try:
        return hash_file(path)
    except OSError:
        return hashlib.sha256(os.fsencode(path)).hexdigest()


def _elapsed_ms(mark: float) -> float:
    return round((time.perf_counter() - mark) * 1000, 3)


def _total(started: float) -> dict[str, float]:
    return {"total": _elapsed_ms(started)}
