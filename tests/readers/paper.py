"""Documents that the readers' tests make for themselves."""

import io
from collections.abc import Sequence

import pikepdf
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen.canvas import Canvas

LINES = (
    "Norden Paper GmbH",
    "Hafenstrasse 12, 20457 Hamburg",
    "Invoice 2024-0117",
    "Date 12.03.2024",
    "Copy paper A4 white 10 x 3.90",
    "Total amount 46.41 EUR",
    "Please pay within fourteen days",
    "Thank you for your order",
)


def make_pdf(
    lines: Sequence[str] = LINES, *, rotate: int = 0, pages_n: int = 1, size: int = 12
) -> bytes:
    """A born-digital PDF of A4 pages, each with `lines`."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    for _ in range(pages_n):
        canvas.setFont("Helvetica", size)
        for number, line in enumerate(lines):
            canvas.drawString(72, 770 - 30 * number, line)
        canvas.showPage()
    canvas.save()
    return _rotate(buffer.getvalue(), rotate) if rotate else buffer.getvalue()


def _rotate(pdf: bytes, degrees: int) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            page.rotate(degrees, relative=False)
        document.save(buffer)
    return buffer.getvalue()


def make_picture(
    lines: Sequence[str] = LINES, *, width: int = 900, height: int = 700
) -> Image.Image:
    """A page as a scanner would see it."""
    picture = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size=30)
    for number, line in enumerate(lines):
        draw.text((60, 40 + 75 * number), line, fill="black", font=font)
    return picture


def encode(picture: Image.Image, form: str = "PNG", **options: object) -> bytes:
    """A picture's file bytes."""
    buffer = io.BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()


def make_scanned_pdf(pictures: Sequence[Image.Image], lines: Sequence[str] = ()) -> bytes:
    """A PDF whose pages are pictures; `lines` are a text layer on the first page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    for picture in pictures:
        canvas.drawInlineImage(picture, 0, 842 - 463, 595, 463)
        canvas.setFont("Helvetica", 8)
        for number, line in enumerate(lines):
            canvas.drawString(20, 20 + 10 * number, line)
        canvas.showPage()
        lines = ()
    canvas.save()
    return buffer.getvalue()


def encrypt(pdf: bytes, *, user: str, owner: str = "owner") -> bytes:
    """The PDF under a user password, or with an empty one under an owner password only."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(buffer, encryption=pikepdf.Encryption(user=user, owner=owner))
    return buffer.getvalue()


def embed(pdf: bytes, name: str, content: bytes) -> bytes:
    """The PDF with a file inside."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.attachments[name] = pikepdf.AttachedFileSpec(document, content, filename=name)
        document.save(buffer)
    return buffer.getvalue()
