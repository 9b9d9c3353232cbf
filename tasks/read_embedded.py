"""The files inside a PDF: its own e-invoice, and those that are documents of their own."""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from readers import detect
from readers.detect import detect_media_type
from readers.einvoice import is_einvoice, parse_einvoice
from readers.mail_attachments import is_document
from readers.pdf_files import EmbeddedFile
from schemas.document import Attachment, XmlInvoice
from schemas.errors import DocumentError
from tasks.junk import is_junk
from tasks.read_parts import Part

#: Embedded files that claim to be e-invoices, whatever is in them.
_EINVOICE_NAMES = frozenset(("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"))
#: What makes two e-invoices the same one, where both name it.
_SAME_INVOICE = ("invoice_number", "issue_date", "total_gross", "seller_vat_id")
#: A file of these types is a document, whatever its name.
_DOCUMENT_TYPES = detect.IMAGES | {
    detect.PDF, detect.DOCX, detect.XLSX, detect.PPTX, detect.ENCRYPTED_OFFICE, detect.RTF,
    detect.EML, detect.MSG, detect.MBOX, detect.TNEF, detect.PKCS7, detect.ZIP, detect.HTML,
    detect.CSV,
}  # fmt: skip
#: A file so named is a document, be it of a type that is not read. Fonts, settings of printers and
#: data for programs have other names.
_DOCUMENT_SUFFIXES = frozenset(
    (
        ".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".heic", ".doc", ".docx", ".docm",
        ".xls", ".xlsx", ".xlsm", ".ppt", ".pptx", ".odt", ".ods", ".odp", ".rtf", ".txt", ".csv",
        ".htm", ".html", ".eml", ".msg", ".zip",
    )
)  # fmt: skip


class InsidePdf(NamedTuple):
    """The PDF's own e-invoice, the documents inside it, and what is wrong in plain words."""

    xml_invoice: XmlInvoice | None
    parts: tuple[Part, ...]
    problems: tuple[str, ...]


def sort_embedded(files: Sequence[EmbeddedFile]) -> InsidePdf:
    """Tells a PDF's own e-invoice from the documents that it carries.

    Another invoice than its own is one of those. All else (fonts, data of programs, the same
    invoice in another XML) is no document. What is broken is told, not raised.
    """
    own: XmlInvoice | None = None
    parts: list[Part] = []
    broken: list[str] = []
    for file in _own_first(files):
        if not _claims_einvoice(file):
            if _is_document(file):
                parts.append(Part(file.name, partial(bytes, file.data)))
            continue
        try:
            invoice = parse_einvoice(file.data)
        except DocumentError as error:
            broken.append(f"The e-invoice inside the PDF ({file.name}) cannot be read: {error}")
            continue
        if own is None:
            own = invoice
        elif not _is_same(own, invoice):
            parts.append(Part(file.name, partial(bytes, file.data), detect.XML))
    if own is None:
        broken = [f"{problem} The page itself was read instead." for problem in broken]
    return InsidePdf(own, tuple(parts), tuple(broken))


def _own_first(files: Iterable[EmbeddedFile]) -> list[EmbeddedFile]:
    """The file that by its name is the PDF's own e-invoice, then the others as they come."""
    return sorted(files, key=lambda file: file.name.lower() not in _EINVOICE_NAMES)


def _claims_einvoice(file: EmbeddedFile) -> bool:
    return file.name.lower() in _EINVOICE_NAMES or is_einvoice(file.data)


def _is_same(one: XmlInvoice, other: XmlInvoice) -> bool:
    pairs = ((one.fields.get(name), other.fields.get(name)) for name in _SAME_INVOICE)
    return all(a == b for a, b in pairs if a and b)


def _is_document(file: EmbeddedFile) -> bool:
    media_type = detect_media_type(file.data)
    if media_type not in _DOCUMENT_TYPES and Path(file.name).suffix.lower() not in (
        _DOCUMENT_SUFFIXES
    ):
        return False
    attachment = Attachment(name=file.name, media_type=media_type, data=file.data)
    return is_document(attachment) and not is_junk(file.name)
