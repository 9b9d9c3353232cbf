"""Read: a file's bytes → pages of words, whatever its format."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from readers import detect
from readers.calendar_text import describe_calendar
from readers.csv_table import read_csv
from readers.detect import detect_media_type
from readers.einvoice import is_einvoice, parse_einvoice
from readers.html import html_to_rows
from readers.image import read_image
from readers.invisible import TURNS_WRITING
from readers.left_mail import refuse_stand_in
from readers.pdf import SPARSE_CHARS_N, read_pdf
from readers.rtf import rtf_to_plain
from readers.text import ROWS_N, decode_text, paginate, paginate_rows
from readers.typeset import FACES, PLAIN, set_tabbed, set_table
from readers.word import find_pictures, read_word
from readers.workbook import read_workbook
from schemas.document import SourceDocument
from schemas.errors import (
    DamagedDocument,
    DocumentError,
    DocumentTooLarge,
    EmptyFile,
    EncryptedDocument,
    UnsupportedType,
)
from schemas.settings import Settings
from tasks.named_note import named_document
from tasks.read_embedded import sort_embedded
from tasks.read_parts import Budget
from tasks.unwrap import WRAPPINGS, Wrapping, describe_holder, read_inside, unwrap

#: What a clerk calls the types that have no reader.
_TYPE_NAMES = {
    "application/postscript": "a PostScript file",
    "application/x-ole-storage": "an old Office document",
    detect.PPTX: "a presentation",
    detect.ODT: "an OpenDocument text",
    detect.ODS: "an OpenDocument spreadsheet",
    detect.SVG: "a drawing",
    detect.UNKNOWN: "of an unknown type",
}
#: What to do with what can be no PDF.
_OTHER_ADVICE = {"audio": "Listen to it yourself.", "video": "Watch it yourself."}
#: What to do with a note that was saved under another name.
_NOTE = (
    "Fill in the note that lies beside its file in review and save it there; this copy can be "
    "deleted."
)
_TURNED = (
    "A sign in the text turns the writing that follows, so that what is seen is not what is read: "
    "compare every value."
)
#: What to do with pages without text: a photograph is no empty file.
_LOOK = (
    "Open it: if something is written there, scan it again or ask the sender for a better one; "
    "a blank page or a mere picture needs nothing more."
)


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
    data: bytes,
    name: str,
    settings: Settings,
    parent_id: str | None = None,
    depth: int = 0,
    budget: Budget | None = None,
) -> SourceDocument:
    """Reads a document of any known type; `name` is only what the record calls it.

    `parent_id` is the mail, archive or PDF that carried it, at `depth` of those above. `budget`
    counts what one file has brought so far.

    Raises:
        DocumentError: it cannot be read; the subclass says why.
    """
    start = time.perf_counter()
    if not data:
        raise EmptyFile("The file has no bytes.")
    if len(data) > settings.max_file_bytes:
        raise _too_large(len(data), settings)
    if depth == 0:
        refuse_stand_in(data)
    media_type = detect_media_type(data)
    document_id = sha256(data).hexdigest()
    budget = budget or Budget(settings)

    def read_part(inside: bytes, source: str) -> SourceDocument:
        return read_bytes(inside, source, settings, document_id, depth + 1, budget)

    wrapping = Wrapping(data, media_type, name, document_id, depth)
    if media_type in WRAPPINGS:
        content = unwrap(wrapping, settings, budget, read_part)
    else:
        content = _read_content(data, media_type, settings)
        if parts := content.pop("parts", ()):
            content |= read_inside(parts, wrapping, settings, budget, read_part)
    if any(TURNS_WRITING in word.text for page in content.get("pages", ()) for word in page.words):
        content["problems"] = (*content.get("problems", ()), _TURNED)
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


def _read_content(data: bytes, media_type: str, settings: Settings) -> dict[str, Any]:
    """The fields of SourceDocument that depend on the format."""
    if media_type == detect.ENCRYPTED_OFFICE:
        raise EncryptedDocument("The Office file is protected by a password.")
    reader = _READERS.get("image" if media_type in detect.IMAGES else media_type)
    if reader is None:
        kind = _TYPE_NAMES.get(media_type, f"of type {media_type}")
        advice = _OTHER_ADVICE.get(media_type.partition("/")[0])
        raise UnsupportedType(f"The file is {kind}, which is not read.", advice=advice)
    content = reader(data, settings)
    if content.get("xml_invoice") is None and not content.get("parts"):
        _refuse_blank(content["pages"])
    return content


def _read_image(data: bytes, settings: Settings) -> dict[str, Any]:
    image = read_image(data, settings)
    return {"pages": image.pages, "ocr_ms": image.ocr_ms}


def _read_xml(data: bytes, settings: Settings) -> dict[str, Any]:
    if not is_einvoice(data):
        raise UnsupportedType("The file is XML, but not an e-invoice (CII or UBL).")
    return {"xml_invoice": parse_einvoice(data)}


def _read_text(data: bytes, settings: Settings) -> dict[str, Any]:
    text = decode_text(data)
    if named_document(text):
        raise UnsupportedType("It is one of Mailroom's own notes, and no document.", advice=_NOTE)
    return {"pages": paginate(set_tabbed(text), settings)}


def _read_html(data: bytes, settings: Settings) -> dict[str, Any]:
    return {"pages": paginate_rows(html_to_rows(decode_text(data)), settings)}


def _read_csv(data: bytes, settings: Settings) -> dict[str, Any]:
    rows = list(_within_pages(read_csv(decode_text(data)), settings))
    return {"pages": paginate_rows(set_table(rows), settings)}


def _within_pages(rows: Iterable[list[str]], settings: Settings) -> Iterator[Sequence[str]]:
    """The rows as they are; raises DocumentTooLarge before a table without end is set."""
    filled_n = 0
    for row in rows:
        filled_n += any(row)
        if filled_n > settings.max_pages_n * ROWS_N:
            raise DocumentTooLarge(f"The table has more than {settings.max_pages_n} pages of rows.")
        yield row


def _read_rtf(data: bytes, settings: Settings) -> dict[str, Any]:
    return {"pages": paginate(rtf_to_plain(data.decode("latin-1")), settings)}


def _read_calendar(data: bytes, settings: Settings) -> dict[str, Any]:
    text = describe_calendar(data)
    if not text:
        raise DamagedDocument("The calendar file holds no appointment that can be read.")
    return {"pages": paginate(text, settings)}


def _read_word(data: bytes, settings: Settings) -> dict[str, Any]:
    rows = read_word(data, settings)
    pages, ocr_ms, problems = paginate_rows(rows, settings, {"": PLAIN, **FACES}), 0.0, []
    if sum(map(len, rows)) < SPARSE_CHARS_N:  # perhaps a scan that was pasted into a letter
        for picture in find_pictures(data):
            try:
                image = read_image(picture, settings)
            except DocumentError as error:
                problems.append(f"A picture in the Word document cannot be read: {error}")
                continue
            pages = (*pages, *(page for page in image.pages if page.words))
            ocr_ms += image.ocr_ms
    return {"pages": pages, "ocr_ms": ocr_ms, "problems": tuple(problems)}


def _read_workbook(data: bytes, settings: Settings) -> dict[str, Any]:
    content = read_workbook(data, settings)
    return {"pages": paginate_rows(content.rows, settings), "problems": content.problems}


def _read_pdf(data: bytes, settings: Settings) -> dict[str, Any]:
    content = read_pdf(data, settings)
    inside = sort_embedded(content.embedded_files)
    fields: dict[str, Any] = {
        "pages": content.pages,
        "xml_invoice": inside.xml_invoice,
        "problems": (*content.problems, *inside.problems),
        "ocr_ms": content.ocr_ms,
        "parts": inside.parts,
    }
    blank = content.ocr_ms == 0 and not any(page.words for page in content.pages)
    if blank and inside.parts and inside.xml_invoice is None:  # a cover around its documents
        fields |= {"pages": (), "contents": describe_holder("PDF", inside.parts)}
    return fields


def _refuse_blank(pages: tuple[Any, ...]) -> None:
    if not any(page.words for page in pages):
        raise EmptyFile("There is no text on any page.", advice=_LOOK)


def _too_large(size_bytes: int, settings: Settings) -> DocumentTooLarge:
    return DocumentTooLarge(
        f"The file has {size_bytes / 1e6:.1f} MB; at most {settings.max_file_bytes / 1e6:.1f} MB "
        "are read."
    )


_READERS: dict[str, Callable[[bytes, Settings], dict[str, Any]]] = {
    detect.PDF: _read_pdf,
    "image": _read_image,
    detect.XML: _read_xml,
    detect.TEXT: _read_text,
    detect.HTML: _read_html,
    detect.CSV: _read_csv,
    detect.RTF: _read_rtf,
    detect.CALENDAR: _read_calendar,
    detect.DOCX: _read_word,
    detect.XLSX: _read_workbook,
}
