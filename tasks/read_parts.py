"""The documents inside a document: attachments of a mail, members of an archive, files in a PDF.

Each is read by itself. What goes wrong with one becomes a failed child with its reason; the others,
and the document around them, are read all the same.
"""

import logging
import re
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import NamedTuple

from readers.detect import IMAGES, UNKNOWN, detect_media_type
from readers.image import image_size
from readers.mail_text import MAX_ROWS_N
from readers.text import ROWS_N
from readers.word import MIN_SCAN_SIDE_PIXELS
from schemas.document import FailedChild, MailMessage, SourceDocument
from schemas.errors import DocumentError, DocumentTooLarge, EmptyFile
from schemas.settings import Settings
from tasks.defects import DEFECT_ADVICE, DEFECT_CODE, describe_defect, log_defect
from tasks.plain_text import clean_name

logger = logging.getLogger(__name__)

#: What a picture in a mail's text has at least if it shows a bill, or a letter.
_BILL_WORDS_N, _BILL_AMOUNTS_N, _LETTER_WORDS_N = 12, 2, 60
#: A mail's text with more pages is a log or a price list: no more is read than of the mail itself.
_TEXT_PAGES_N = MAX_ROWS_N // ROWS_N
_AMOUNT = re.compile(r"\D{0,4}\d[\d.,']*[.,]\d\d\D{0,4}")


class Part(NamedTuple):
    """A document inside another; `load` gives its bytes or raises a DocumentError.

    `shown`: a picture that a mail shows in its text; `text_of`: the mail whose text it is itself.
    """

    name: str
    load: Callable[[], bytes]
    media_type: str = UNKNOWN
    shown: bool = False
    text_of: MailMessage | None = None


class BudgetSpent(DocumentTooLarge):
    """One file brings more documents, or more bytes, than the settings allow."""


class Budget:
    """What one file may still bring, counted over all that lies in it, however deep."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._documents_n = self._bytes_n = 0

    def take(self, size_bytes: int) -> None:
        """Counts one more document; raises BudgetSpent when it is one too many."""
        self._documents_n += 1
        self._bytes_n += size_bytes
        limit_n, limit_bytes = self._settings.max_members_n, self._settings.max_unpacked_bytes
        if self._documents_n > limit_n:
            raise BudgetSpent(
                f"The file holds more than {limit_n} documents. This one and those after it were "
                "not read."
            )
        if self._bytes_n > limit_bytes:
            raise BudgetSpent(
                f"The documents in the file have more than {limit_bytes / 1e6:.0f} MB. This one "
                "and those after it were not read."
            )


class PartsRead(NamedTuple):
    """The parts that could be read, and those that could not."""

    children: tuple[SourceDocument, ...]
    failed_children: tuple[FailedChild, ...]


def read_parts(
    parts: Iterable[Part],
    name: str,
    document_id: str,
    budget: Budget,
    read: Callable[[bytes, str], SourceDocument],
) -> PartsRead:
    """Reads every part by `read`, which takes its bytes and its path in the record.

    Its name becomes one that can be printed.

    A small picture without text is no document and left out. A larger one may be a receipt that
    was photographed too poorly to be read: it fails, so that somebody looks at it. What a mail
    shows in its text is a document only if it reads like a paper.
    """
    children: list[SourceDocument] = []
    failed: list[FailedChild] = []
    for given in parts:
        part = given._replace(name=clean_name(given.name))
        source = f"{name}/{part.name}"
        data: bytes | None = None
        try:
            data = part.load()
            if part.text_of is None:  # the mail brought it: it was counted
                budget.take(len(data))
            child = read(data, source).model_copy(update={"text_of": part.text_of})
            if _may_be_document(part, child):
                children.append(child)
        except BudgetSpent as error:
            failed.append(_fail(part, source, document_id, data, error))
            break
        except DocumentError as error:
            if part.text_of is not None:
                continue
            is_empty = isinstance(error, EmptyFile) and data is not None
            if is_empty and data and (part.shown or _is_decoration(data)):
                logger.info("%s: a picture without text is no document", document_id[:12])
                continue
            failed.append(_fail(part, source, document_id, data, error))
        except Exception as error:  # one part must not lose the others
            failed.append(_fail(part, source, document_id, data, error))
            log_defect(logger, "reading", failed[-1].document_id, error)
    return PartsRead(tuple(children), tuple(failed))


def _may_be_document(part: Part, document: SourceDocument) -> bool:
    if part.text_of is not None:
        return len(document.pages) <= _TEXT_PAGES_N
    return not part.shown or _reads_as_paper(document)


def _reads_as_paper(document: SourceDocument) -> bool:
    """Whether a picture has amounts among its words, as bills do, or a letter's many words.

    The photo of a damaged door and a portrait above a signature have neither.
    """
    words = [word.text for page in document.pages for word in page.words]
    amounts_n = sum(_AMOUNT.fullmatch(word) is not None for word in words)
    least_n = _BILL_WORDS_N if amounts_n >= _BILL_AMOUNTS_N else _LETTER_WORDS_N
    return len(words) >= least_n


def _is_decoration(data: bytes) -> bool:
    return detect_media_type(data) in IMAGES and min(image_size(data)) < MIN_SCAN_SIDE_PIXELS


def _fail(
    part: Part, source: str, parent_id: str, data: bytes | None, error: Exception
) -> FailedChild:
    if isinstance(error, DocumentError):
        code, message, advice = error.code, str(error), error.advice
    else:
        code, message, advice = DEFECT_CODE, describe_defect(error), DEFECT_ADVICE
    # A part whose bytes cannot be had is known by its place.
    identity = f"{parent_id}/{part.name}".encode(errors="replace") if data is None else data
    return FailedChild(
        name=part.name,
        source=source,
        document_id=sha256(identity).hexdigest(),
        media_type=detect_media_type(data) if data else part.media_type,
        code=code,
        message=message,
        advice=advice,
    )
