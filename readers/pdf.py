"""PDF → pages of words with boxes: from the text layer where there is one, else by OCR."""

import io
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from readers.layout import arrange_page
from readers.ocr import is_too_thin, recognize_page
from readers.pdf_canvas import flatten_annotations
from readers.pdf_drawing import Drawing
from readers.pdf_files import EmbeddedFile, EmbeddedFiles
from readers.pdf_forms import refuse_form_bomb
from readers.pdf_scans import SCAN_SHARE, agrees, hides_text, picture_share
from readers.pdf_streams import refuse_stream_bomb
from readers.pdf_text import TextLayer, read_text_layer, seen_layer
from schemas.document import Contract, Page
from schemas.errors import DamagedDocument, DocumentTooLarge, EncryptedDocument, MoreThanIsRead
from schemas.settings import Settings

#: pdfium is not thread-safe: every call into it, closing included, happens inside this lock.
PDFIUM = threading.RLock()

#: Below this many characters a page that shows a picture or drawing is looked at by OCR too.
SPARSE_CHARS_N = 200
#: OCR reads pages at this many pixels per point (200 dpi) unless the page is very large.
OCR_SCALE = 200 / 72
#: Longest side of a page rendered for OCR, in pixels.
OCR_SIDE_PIXELS = 2600


class PdfContent(Contract):
    """All of a PDF that the later stages use. `ocr_ms` is the time spent in OCR."""

    pages: tuple[Page, ...]
    embedded_files: tuple[EmbeddedFile, ...] = ()
    problems: tuple[str, ...] = ()
    ocr_ms: float = 0.0


def read_pdf(data: bytes, settings: Settings) -> PdfContent:
    """Reads every page of a PDF and the files embedded in it.

    Raises:
        EncryptedDocument: it needs a password.
        DamagedDocument: it is cut off or broken, in part or as a whole.
        DocumentTooLarge: it has more pages than the settings allow.
        MoreThanIsRead: it draws or unpacks without end.
    """
    _refuse_truncated(data)
    refuse_stream_bomb(data)
    refuse_form_bomb(data)
    pages: list[Page] = []
    ocr_ms = 0.0
    with _open_document(data) as (document, drawing):
        with PDFIUM:
            pages_n = len(document)
        if pages_n == 0:
            raise DamagedDocument("The PDF has no pages.")
        if pages_n > settings.max_pages_n:
            raise DocumentTooLarge(
                f"The PDF has {pages_n} pages; at most {settings.max_pages_n} are read."
            )
        embedded = EmbeddedFiles(document, settings)
        with PDFIUM:
            embedded.gather_listed()
        for index in range(pages_n):
            look = _look_at_page(document, drawing, index, embedded)
            start = time.perf_counter()
            page = _read_picture(look, settings)
            ocr_ms += (time.perf_counter() - start) * 1000 if page else 0.0
            pages.append(page or _text_page(look.layer))
    return PdfContent(
        pages=tuple(pages),
        embedded_files=tuple(embedded.files),
        problems=tuple(embedded.problems),
        ocr_ms=ocr_ms,
    )


def _refuse_truncated(data: bytes) -> None:
    """Raises DamagedDocument for a PDF whose end is missing.

    pdfium repairs what it can and would hand us the first half of an invoice as if it were all.
    """
    end = data.rfind(b"%%EOF")
    if end < 0 and b"startxref" not in data[-2048:]:
        raise DamagedDocument("The PDF is damaged or cut off: its end is missing.")
    if end >= 0 and b" obj" in data[end : end + 200_000] and b"startxref" not in data[-2048:]:
        raise DamagedDocument("The PDF is cut off: its last part is incomplete.")


@contextmanager
def _open_document(data: bytes) -> Iterator[tuple[Any, Drawing]]:
    with PDFIUM:
        document, data = _load(data)
        with suppress(pdfium.PdfiumError):  # draws the fields that were filled without a picture
            document.init_forms()
    drawing = Drawing(data)
    try:
        yield document, drawing
    finally:
        with PDFIUM:
            document.close()
        drawing.close()


def _load(data: bytes) -> tuple[Any, bytes]:
    """The document, and the bytes that pdfium could open."""
    try:
        return pdfium.PdfDocument(data), data
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None)  # perhaps of the document before
        is_locked = code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY)
        if is_locked and b"/Encrypt" in data:
            raise EncryptedDocument("The PDF is protected by a password.") from error
        return _load_repaired(data)


def _load_repaired(data: bytes) -> tuple[Any, bytes]:
    """Lets qpdf rebuild what pdfium cannot open."""
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as repaired:
            if not repaired.pages:
                raise DamagedDocument("The PDF has no pages.")
            buffer = io.BytesIO()
            repaired.save(buffer)
        data = buffer.getvalue()
        return pdfium.PdfDocument(data), data
    except pikepdf.PasswordError as error:
        raise EncryptedDocument("The PDF is protected by a password.") from error
    except (pikepdf.PdfError, pdfium.PdfiumError, ValueError, RuntimeError) as error:
        raise DamagedDocument("The PDF is damaged and cannot be opened.") from error


class _Look(NamedTuple):
    """A page's text layer, and a picture of it where the layer is not all that is to be known.

    is_hidden: people see a picture where the layer lies.
    """

    layer: TextLayer
    picture: Image.Image | None = None
    is_hidden: bool = False


def _look_at_page(document: Any, drawing: Drawing, index: int, embedded: EmbeddedFiles) -> _Look:
    """What is seen of a page. The files pinned to the page go to `embedded`."""
    layer, shows_picture, is_hidden = _read_layer(document, index, embedded)
    width, height = layer.width, layer.height
    draw = partial(drawing.draw, index)
    layer = seen_layer(layer, draw)
    if _needs_no_ocr(layer, shows_picture) and not is_hidden:
        return _Look(layer)
    scale = min(OCR_SCALE, OCR_SIDE_PIXELS / max(width, height))
    picture = Image.fromarray(draw(scale, False)[:, :, ::-1])
    if np.ptp(np.asarray(picture.convert("L"))) < 24:  # one colour: a blank page
        return _Look(layer)
    if is_too_thin(width, height):
        raise MoreThanIsRead(f"Page {index + 1} of the PDF is too long for its width to be read.")
    return _Look(layer, picture, is_hidden)


def _read_layer(document: Any, index: int, embedded: EmbeddedFiles) -> tuple[TextLayer, bool, bool]:
    """A page's text layer, whether a picture covers much of it, and whether it hides words."""
    with PDFIUM:
        try:
            page = document[index]
        except pdfium.PdfiumError as error:
            raise DamagedDocument(f"Page {index + 1} of the PDF cannot be read.") from error
        try:
            if pdfium_c.FPDFPage_GetAnnotCount(page.raw) > 0:
                embedded.gather_pinned(page)
                page = flatten_annotations(document, page, index)
            shows_picture = picture_share(page) >= SCAN_SHARE
            return read_text_layer(page), shows_picture, shows_picture and hides_text(page)
        except pdfium.PdfiumError as error:
            raise DamagedDocument(f"Page {index + 1} of the PDF cannot be read.") from error
        finally:
            page.close()


def _needs_no_ocr(layer: TextLayer, shows_picture: bool) -> bool:
    """Whether the text layer alone tells what the page says.

    A scan with a stamp or a fax header on it has a text layer too, but a short one.
    """
    if not layer.usable or not layer.words:
        return False
    return _tells_much(layer) or not shows_picture


def _tells_much(layer: TextLayer) -> bool:
    return layer.usable and sum(len(word.text) for word in layer.words) >= SPARSE_CHARS_N


def _read_picture(look: _Look, settings: Settings) -> Page | None:
    """What the picture of a page says; None where the text layer is to be taken."""
    if look.picture is None:
        return None
    is_doubted = look.is_hidden and _tells_much(look.layer)
    if is_doubted and agrees(_text_page(look.layer), look.picture, settings.threads_n):
        return None
    recognized = recognize_page(look.picture, settings)
    return recognized if look.is_hidden else _better_page(look.layer, recognized)


def _text_page(layer: TextLayer) -> Page:
    page = arrange_page(layer.words, layer.width, layer.height, "text", layer.rotation)
    return page if page.words else page.model_copy(update={"blank": True})


def _better_page(layer: TextLayer, recognized: Page) -> Page:
    """The text layer is kept only if it is usable and OCR saw no more than it."""
    recognized_n = sum(len(word.text) for word in recognized.words)
    if layer.words and layer.usable and sum(len(w.text) for w in layer.words) >= recognized_n:
        return _text_page(layer)
    return recognized
