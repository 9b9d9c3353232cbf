"""Read: a file's bytes → pages of words, whatever its format."""

import logging
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

from readers.detect import EML, HTML, IMAGES, MSG, PDF, TEXT, XML, detect_media_type
from readers.einvoice import is_einvoice, parse_einvoice
from readers.html import html_to_text
from readers.image import read_image
from readers.mail import read_mail
from readers.mail_text import lay_out_mail
from readers.outlook import read_outlook
from readers.pdf import EmbeddedFile, read_pdf
from readers.text import decode_text, paginate
from schemas.document import Attachment, FailedChild, MailMessage, SourceDocument, XmlInvoice
from schemas.errors import DocumentError, DocumentTooLarge, EmptyFile, UnsupportedType
from schemas.settings import Settings

#: Mails within mails within mails are read this deep.
MAX_DEPTH = 4

#: What a clerk calls the types that have no reader.
_TYPE_NAMES = {
    "application/zip": "a ZIP archive",
    "application/rtf": "an RTF text",
    "application/postscript": "a PostScript file",
    "application/ms-tnef": "an Outlook container (winmail.dat)",
    "application/x-ole-storage": "an old Office document",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "a Word document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "an Excel workbook",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "a presentation",
    "application/octet-stream": "of an unknown type",
}

#: Embedded files that claim to be e-invoices, whatever is in them.
_EINVOICE_NAMES = frozenset(("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"))

logger = logging.getLogger(__name__)


def read_file(path: Path, settings: Settings, source: str | None = None) -> SourceDocument:
    """Reads a file and all documents inside it; `source` is its name in the record.

    Raises:
        DocumentError: it cannot be read; the subclass says why.
        OSError: the file system does not give it to us.
    """
    size_bytes = path.stat().st_size
    if size_bytes > settings.max_file_bytes:
        raise _too_large(size_bytes, settings)
    return read_bytes(path.read_bytes(), source or str(path), settings)


def read_bytes(
    data: bytes, name: str, settings: Settings, parent_id: str | None = None, depth: int = 0
) -> SourceDocument:
    """Reads a document of any known type; `name` is only what the record calls it.

    `parent_id` is the mail that carried it, at `depth` mails above.

    Raises:
        DocumentError: it cannot be read; the subclass says why.
    """
    start = time.perf_counter()
    if not data:
        raise EmptyFile("The file has no bytes.")
    if len(data) > settings.max_file_bytes:
        raise _too_large(len(data), settings)
    media_type = detect_media_type(data)
    document_id = sha256(data).hexdigest()
    content = _read_content(data, media_type, name, document_id, settings, depth)
    ocr_ms = content.pop("ocr_ms", 0.0)
    elsewhere_ms = ocr_ms + content.pop("children_ms", 0.0)
    timings_ms = {"read": (time.perf_counter() - start) * 1000 - elsewhere_ms}
    if ocr_ms:
        timings_ms["ocr"] = ocr_ms
    return SourceDocument(
        document_id=document_id,
        parent_id=parent_id,
        source=name,
        media_type=media_type,
        size_bytes=len(data),
        timings_ms={stage: round(ms, 1) for stage, ms in timings_ms.items()},
        **content,
    )


def _read_content(
    data: bytes, media_type: str, name: str, document_id: str, settings: Settings, depth: int
) -> dict[str, Any]:
    """The fields of SourceDocument that depend on the format."""
    if media_type == PDF:
        return _read_pdf(data, settings)
    if media_type in IMAGES:
        image = read_image(data, settings)
        _refuse_blank(image.pages)
        return {"pages": image.pages, "ocr_ms": image.ocr_ms}
    if media_type == XML:
        if not is_einvoice(data):
            raise UnsupportedType("The file is XML, but not an e-invoice (CII or UBL).")
        return {"xml_invoice": parse_einvoice(data)}
    if media_type in (EML, MSG):
        if depth > MAX_DEPTH:
            raise DocumentTooLarge(f"The mail lies more than {MAX_DEPTH} mails deep.")
        mail = (read_mail if media_type == EML else read_outlook)(data, settings)
        return _read_mail(mail, name, document_id, settings, depth)
    if media_type in (TEXT, HTML):
        text = decode_text(data)
        pages = paginate(html_to_text(text) if media_type == HTML else text, settings)
        _refuse_blank(pages)
        return {"pages": pages}
    kind = _TYPE_NAMES.get(media_type, f"of type {media_type}")
    raise UnsupportedType(f"The file is {kind}, which is not read.")


def _read_pdf(data: bytes, settings: Settings) -> dict[str, Any]:
    content = read_pdf(data, settings)
    xml_invoice, problems = _read_embedded_xml(content.embedded_files)
    if xml_invoice is None:
        _refuse_blank(content.pages)
    return {
        "pages": content.pages,
        "xml_invoice": xml_invoice,
        "problems": (*content.problems, *problems),
        "ocr_ms": content.ocr_ms,
    }


def _read_embedded_xml(
    files: tuple[EmbeddedFile, ...],
) -> tuple[XmlInvoice | None, list[str]]:
    """The first e-invoice among a PDF's embedded files; what is broken is told, not raised."""
    problems: list[str] = []
    for file in files:
        named = file.name.lower() in _EINVOICE_NAMES
        if not named and not is_einvoice(file.data):
            continue
        try:
            return parse_einvoice(file.data), problems
        except DocumentError as error:
            problems.append(
                f"The e-invoice inside the PDF ({file.name}) cannot be read: {error} "
                "The page itself was read instead."
            )
    return None, problems


def _read_mail(
    mail: MailMessage, name: str, document_id: str, settings: Settings, depth: int
) -> dict[str, Any]:
    children: list[SourceDocument] = []
    failed: list[FailedChild] = []
    start = time.perf_counter()
    for attachment in mail.attachments:
        source = f"{name}/{attachment.name}"
        try:
            child = read_bytes(attachment.data, source, settings, document_id, depth + 1)
        except DocumentError as error:
            media_type = detect_media_type(attachment.data)
            if media_type in IMAGES and isinstance(error, EmptyFile):
                logger.info("%s: a picture without text is no document", document_id[:12])
                continue
            failed.append(_failed_child(attachment, source, media_type, error))
        else:
            children.append(child)
    return {
        "pages": (lay_out_mail(mail),),
        "mail": mail,
        "children": tuple(children),
        "failed_children": tuple(failed),
        "problems": mail.problems,
        "children_ms": (time.perf_counter() - start) * 1000,
    }


def _failed_child(
    attachment: Attachment, source: str, media_type: str, error: DocumentError
) -> FailedChild:
    return FailedChild(
        name=attachment.name,
        source=source,
        document_id=sha256(attachment.data).hexdigest(),
        media_type=media_type if attachment.data else attachment.media_type,
        code=error.code,
        message=str(error),
        advice=error.advice,
    )


def _refuse_blank(pages: tuple[Any, ...]) -> None:
    if not any(page.words for page in pages):
        raise EmptyFile("There is no text on any page.")


def _too_large(size_bytes: int, settings: Settings) -> DocumentTooLarge:
    return DocumentTooLarge(
        f"The file has {size_bytes / 1e6:.1f} MB; at most {settings.max_file_bytes / 1e6:.1f} MB "
        "are read."
    )
