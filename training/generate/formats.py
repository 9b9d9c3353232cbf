"""Drafts as they arrive: PDF, scan, hybrid e-invoice, mail, protected or mixed PDF."""

import io
import re
from email.message import EmailMessage
from email.policy import SMTP
from random import Random
from typing import cast

import facturx
import pikepdf
import pypdfium2
from PIL import Image

from training.generate.deal import Deal
from training.generate.degrade import degrade_image
from training.generate.draft import Draft
from training.generate.einvoices import write_cii
from training.generate.pdf import write_pdf

#: The moment all our documents were made, so that they stay the same bytes.
MADE = "2026-03-09T08:00:00+00:00"


def pdf_bytes(draft: Draft) -> bytes:
    """The draft as a PDF in memory."""
    buffer = io.BytesIO()
    write_pdf(draft.sheet.pages, buffer)
    return buffer.getvalue()


def render(data: bytes, dpi: int = 150, page: int = 0) -> Image.Image:
    """A page of a PDF as a picture."""
    document = pypdfium2.PdfDocument(data)
    try:
        picture = document[page].render(scale=dpi / 72).to_pil()
        return cast(Image.Image, picture.convert("RGB"))
    finally:
        document.close()


def scan(draft: Draft, seed: int, strength: float = 0.4, dpi: int = 150) -> Image.Image:
    """The first page as a scanner would give it, grey."""
    return degrade_image(render(pdf_bytes(draft), dpi), Random(seed), strength)


def facturx_pdf(deal: Deal, draft: Draft) -> bytes:
    """A PDF/A-3 with the same invoice embedded as XML."""
    about = {"author": deal.seller.name, "title": deal.number, "subject": "Factur-X"}
    made = facturx.generate_from_binary(
        pdf_bytes(draft),
        write_cii(deal),
        flavor="factur-x",
        level="en16931",
        check_xsd=True,
        pdf_metadata={**about, "keywords": "Factur-X"},
    )
    return _fix_dates(bytes(made))


def _fix_dates(data: bytes) -> bytes:
    """Replaces the moment of writing wherever the file keeps it."""
    stamp = "D:" + re.sub(r"[-:T]", "", MADE[:19]) + "+00'00'"
    with pikepdf.open(io.BytesIO(data)) as document:
        for key in ("/CreationDate", "/ModDate"):
            document.docinfo[key] = stamp
        for attached in document.attachments.values():
            attached.obj.EF.F.Params.ModDate = stamp
        xmp = document.Root.Metadata.read_bytes().decode()
        xmp = re.sub(r"(<xmp:\w+Date>)[^<]+", rf"\g<1>{MADE}", xmp)
        document.Root.Metadata.write(xmp.encode())
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue()


def make_mail(
    subject: str, text: str, attachments: dict[str, bytes], message_id: str
) -> EmailMessage:
    """A mail from the stationer with attachments."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "Petra Lindner <rechnung@papierhaus.example>"
    mail["To"], mail["Subject"] = "post@amsel.example", subject
    mail["Date"], mail["Message-ID"] = "Mon, 09 Mar 2026 08:15:00 +0100", message_id
    mail.set_content(text)
    for name, data in attachments.items():
        kind = "pdf" if name.endswith(".pdf") else "xml"
        mail.add_attachment(data, maintype="application", subtype=kind, filename=name)
    return fix_boundaries(mail, "mail")


def fix_boundaries(mail: EmailMessage, name: str) -> EmailMessage:
    """Gives each multipart a boundary that does not change from run to run."""
    for number, part in enumerate(mail.walk()):
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            part.set_boundary(f"=-{name}-{number}-=")
    return mail


def mix_pages(pdf: bytes, picture: Image.Image) -> bytes:
    """The PDF with the picture as a further, scanned page."""
    scanned = io.BytesIO()
    picture.save(scanned, "PDF", resolution=110, quality=50)
    with pikepdf.open(io.BytesIO(pdf)) as first, pikepdf.open(scanned) as second:
        first.pages.extend(second.pages)
        out = io.BytesIO()
        first.save(out, deterministic_id=True)
    return out.getvalue()


def protect(pdf: bytes, password: str) -> bytes:
    """The PDF encrypted; an empty password only restricts what may be done with it.

    With RC4, since AES begins each stream with random bytes and the file would never be the same.
    """
    out = io.BytesIO()
    lock = pikepdf.Encryption(owner="owner", user=password, R=3, aes=False, metadata=False)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, encryption=lock, static_id=True)
    return out.getvalue()
