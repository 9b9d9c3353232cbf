"""A scan's text layer is believed where it says what the picture does."""

import io
from collections.abc import Sequence

import pypdfium2 as pdfium
import pytest
from paper import LINES, make_pdf
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from readers.pdf import read_pdf
from schemas.settings import Settings

SETTINGS = Settings()
LONG = (
    *LINES[:6],
    "IBAN DE89 3704 0044 0532 0130 00",
    "Delivered to our customer's warehouse in Bremen",
    "Payment by bank transfer within fourteen days",
)
INVISIBLE, PRINTED = 3, 0


def _scan(shown: Sequence[str], told: Sequence[str], mode: int, below: bool) -> bytes:
    """A page whose picture shows some lines, with a text layer of others below or above it."""
    page = pdfium.PdfDocument(make_pdf(shown))[0]
    picture = ImageReader(page.render(scale=2).to_pil().convert("RGB"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    if not below:
        canvas.drawImage(picture, 0, 0, 595, 842)
    for number, line in enumerate(told):
        canvas.drawString(72, 770 - 30 * number, line, mode=mode)
    if below:
        canvas.drawImage(picture, 0, 0, 595, 842)
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("mode", "below"), [(INVISIBLE, False), (INVISIBLE, True), (PRINTED, True)]
)
def test_a_layer_that_says_what_the_picture_says_is_read(mode: int, below: bool) -> None:
    told = [line.replace("46.41", "46.47") for line in LONG]  # as OCR misreads now and then
    content = read_pdf(_scan(LONG, told, mode, below), SETTINGS)
    assert (content.pages[0].origin, content.ocr_ms) == ("text", 0)
    assert content.pages[0].row_texts() == told


@pytest.mark.parametrize(
    ("mode", "below"), [(INVISIBLE, False), (INVISIBLE, True), (PRINTED, True)]
)
@pytest.mark.parametrize(
    "changes",
    [
        {"DE89 3704 0044 0532 0130 00": "DE44 5001 0517 5407 3249 31"},
        {"2024-0117": "7953-8682", "46.41": "9875.30"},
    ],
    ids=["account", "number and total"],
)
def test_the_picture_is_read_where_the_layer_says_something_else(
    changes: dict[str, str], mode: int, below: bool
) -> None:
    told = list(LONG)
    for old, new in changes.items():
        told = [line.replace(old, new) for line in told]
    page = read_pdf(_scan(LONG, told, mode, below), SETTINGS).pages[0]
    text = " ".join(page.row_texts())
    assert page.origin == "ocr"
    assert all(old in text and new not in text for old, new in changes.items())


def test_a_short_layer_is_no_better() -> None:
    data = _scan(LINES[2:3], ["Invoice 7953-8682 of our own"], INVISIBLE, False)
    assert read_pdf(data, SETTINGS).pages[0].row_texts() == ["Invoice 2024-0117"]


def test_print_on_a_picture_is_print() -> None:
    content = read_pdf(_scan([], LONG, PRINTED, False), SETTINGS)
    assert (content.pages[0].origin, content.pages[0].row_texts()) == ("text", list(LONG))
