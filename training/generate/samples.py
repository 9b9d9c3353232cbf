"""Writes our own sample documents: `mailroom/samples/` and the tests' golden pairs.

Run `python -m training.generate.samples`; the same code gives the same documents.
"""

import io
import json
import logging
from datetime import date
from decimal import Decimal
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from random import Random
from typing import Any

import facturx
import pikepdf
import pypdfium2
from PIL import Image

from training.generate.business import Layout, draw_business
from training.generate.cases import (
    AMSEL,
    BRACKEN,
    HARTLEY,
    LINDNER,
    SOLANE,
    VALMONT,
    make_case,
    make_fixed_party,
    office_items,
    truth_of,
)
from training.generate.deal import Deal
from training.generate.degrade import degrade_image
from training.generate.draft import Draft
from training.generate.einvoices import write_cii, write_ubl
from training.generate.pdf import write_pdf
from training.generate.receipts import draw_receipt

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "mailroom" / "samples"
RESOURCES = ROOT / "tests" / "resources"

GERMAN = Layout("left", "window_left", "colon", "ruled", "right", "columns3")
ENGLISH = Layout("split", "headed_left", "table", "dark_head", "boxed", "columns2")
FRENCH = Layout("centre", "headed_left", "aligned", "zebra", "right", "line")


def german_invoice(seed: int = 1) -> tuple[Deal, Draft]:
    """An invoice of a stationer to a bookshop, two VAT rates."""
    deal = make_case(seed, "invoice", "de", (make_fixed_party(1, LINDNER), make_fixed_party(2, AMSEL)), office_items("de"), "RE-2026-0412", date(2026, 3, 9))
    return deal, draw_business(Random(seed), deal, GERMAN)


def wrong_invoice() -> tuple[Deal, Draft]:
    """An English invoice whose total does not follow from its lines."""
    deal = make_case(3, "invoice", "en", (make_fixed_party(3, BRACKEN), make_fixed_party(4, HARTLEY)), office_items("en"), "BD-1087", date(2026, 3, 12))
    deal.gross += Decimal("90.00")
    deal.due_amount = deal.gross
    return deal, draw_business(Random(5), deal, ENGLISH)


def french_credit_note() -> tuple[Deal, Draft]:
    """A credit note for a returned door."""
    deal = make_case(6, "credit_note", "fr", (make_fixed_party(5, VALMONT), make_fixed_party(6, SOLANE)), office_items("fr"), "AV-2026-031", date(2026, 2, 18))
    deal.numbers["preceding"] = "F-2026-118"
    return deal, draw_business(Random(8), deal, FRENCH)


def sample_receipt(seed: int = 4, country: str = "GB", language: str = "en") -> Draft:
    """A shop receipt."""
    return draw_receipt(Random(seed), country, language, "qty_below", lambda _: True)


def pdf_bytes(draft: Draft) -> bytes:
    """The draft as a PDF in memory."""
    buffer = io.BytesIO()
    write_pdf(draft.sheet.pages, buffer)
    return buffer.getvalue()


def render(data: bytes, dpi: int = 150, page: int = 0) -> Image.Image:
    """A page of a PDF as a picture."""
    document = pypdfium2.PdfDocument(data)
    try:
        return document[page].render(scale=dpi / 72).to_pil().convert("RGB")
    finally:
        document.close()


def scan(draft: Draft, seed: int, strength: float = 0.4, dpi: int = 150) -> Image.Image:
    """The first page as a scanner would give it."""
    return degrade_image(render(pdf_bytes(draft), dpi), Random(seed), strength)


def facturx_pdf(deal: Deal, draft: Draft) -> bytes:
    """A PDF/A-3 with the same invoice embedded as XML."""
    metadata = {"author": deal.seller.name, "keywords": "Factur-X", "title": deal.number, "subject": "Factur-X"}
    made = facturx.generate_from_binary(pdf_bytes(draft), write_cii(deal), flavor="factur-x", level="en16931", check_xsd=True, pdf_metadata=metadata)
    return bytes(made)


def make_mail(subject: str, text: str, attachments: dict[str, bytes], message_id: str) -> EmailMessage:
    """A mail from the stationer with attachments."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = "Petra Lindner <rechnung@papierhaus.example>", "post@amsel.example"
    mail["Subject"], mail["Date"], mail["Message-ID"] = subject, "Mon, 09 Mar 2026 08:15:00 +0100", message_id
    mail.set_content(text)
    for name, data in attachments.items():
        kind = "pdf" if name.endswith(".pdf") else "xml"
        mail.add_attachment(data, maintype="application", subtype=kind, filename=name)
    for number, part in enumerate(mail.walk()):
        if part.is_multipart():
            part.set_boundary(f"=-samples-{number}-=")
    return mail


class Folder:
    """Where documents go, each with its golden twin beside it if asked."""

    def __init__(self, path: Path, twins: bool) -> None:
        self.path, self.twins = path, twins
        path.mkdir(parents=True, exist_ok=True)

    def put(self, name: str, data: bytes, twin: dict[str, Any]) -> None:
        """Writes a document, and its twin if this folder keeps them."""
        (self.path / name).write_bytes(data)
        if self.twins:
            text = json.dumps(twin, ensure_ascii=False, indent=1, sort_keys=True)
            (self.path / f"{name}.json").write_text(text + "\n", encoding="utf-8")

    def put_image(self, name: str, image: Image.Image, twin: dict[str, Any], **options: Any) -> None:
        """Writes a picture; its format follows from the name."""
        buffer = io.BytesIO()
        kinds = {".png": "PNG", ".jpg": "JPEG", ".tiff": "TIFF"}
        image.save(buffer, kinds[Path(name).suffix], **options)
        self.put(name, buffer.getvalue(), twin)


def failed(code: str) -> dict[str, Any]:
    """The twin of a document that cannot be read."""
    return {"outcome": "failed", "code": code}


def write_samples(folder: Folder) -> None:
    """The documents of `mailroom demo`."""
    deal, draft = german_invoice()
    pdf = pdf_bytes(draft)
    folder.put("Rechnung RE-2026-0412.pdf", pdf, truth_of(draft))
    _, wrong = wrong_invoice()
    folder.put("Invoice BD-1087.pdf", pdf_bytes(wrong), truth_of(wrong, "needs_review"))
    _, credit = french_credit_note()
    folder.put("Avoir AV-2026-031.pdf", pdf_bytes(credit), truth_of(credit))
    receipt = sample_receipt()
    folder.put_image("scan-0007.png", scan(receipt, 1, dpi=200), truth_of(receipt), optimize=True)
    hybrid, hybrid_draft = german_invoice(seed=12)
    folder.put("Rechnung-ZUGFeRD.pdf", facturx_pdf(_renumbered(hybrid, "RE-2026-0433"), _redraw(hybrid, 12)), truth_of(hybrid_draft))
    other = make_case(7, "invoice", "de", (make_fixed_party(1, LINDNER), make_fixed_party(2, AMSEL)), office_items("de")[:2], "RE-2026-0440", date(2026, 3, 20))
    folder.put("xrechnung.xml", write_ubl(other), {"doc_type": "invoice"})
    mailed = make_case(9, "invoice", "de", (make_fixed_party(1, LINDNER), make_fixed_party(2, AMSEL)), office_items("de")[1:3], "RE-2026-0451", date(2026, 3, 27))
    mailed_pdf = pdf_bytes(draw_business(Random(9), mailed, GERMAN))
    text = "Sehr geehrte Damen und Herren,\n\nanbei erhalten Sie unsere Rechnung RE-2026-0451. Bitte überweisen Sie den Betrag bis zum 26.04.2026.\n\nMit freundlichen Grüßen\nPetra Lindner\n-- \nPapierhaus Lindner GmbH\nSpeicherstraße 14, 20457 Hamburg\n"
    mail = make_mail("Rechnung RE-2026-0451", text, {"RE-2026-0451.pdf": mailed_pdf}, "<20260309.0451@papierhaus.example>")
    folder.put("Rechnung RE-2026-0451.eml", mail.as_bytes(), {"doc_type": "mail"})
    folder.put("broken-upload.pdf", pdf[: len(pdf) // 3], failed("corrupt"))


def _renumbered(deal: Deal, number: str) -> Deal:
    deal.number = number
    return deal


def _redraw(deal: Deal, seed: int) -> Draft:
    return draw_business(Random(seed), deal, GERMAN)


def write_resources(folder: Folder) -> None:
    """The tests' documents: every format and every way of being broken, small."""
    _, draft = german_invoice()
    pdf, twin = pdf_bytes(draft), truth_of(draft)
    folder.put("invoice_de.pdf", pdf, twin)
    _, wrong = wrong_invoice()
    folder.put("invoice_en_wrong_total.pdf", pdf_bytes(wrong), truth_of(wrong, "needs_review"))
    _, credit = french_credit_note()
    folder.put("credit_note_fr.pdf", pdf_bytes(credit), truth_of(credit))
    hybrid, _ = german_invoice(seed=12)
    folder.put("invoice_facturx.pdf", facturx_pdf(hybrid, _redraw(hybrid, 12)), twin | {"lines": twin["lines"]})
    receipt = sample_receipt(11, "MY")
    receipt_twin = truth_of(receipt)
    picture = scan(receipt, 2, dpi=170)
    folder.put_image("receipt_scan.png", picture, receipt_twin, optimize=True)
    folder.put_image("receipt_turned_90.jpg", picture.transpose(Image.Transpose.ROTATE_90), receipt_twin, quality=70)
    page = scan(draft, 3, strength=0.25, dpi=110)
    folder.put_image("invoice_turned_180.jpg", page.transpose(Image.Transpose.ROTATE_180), twin, quality=55)
    pages = [page.convert("1"), scan(credit, 4, strength=0.2, dpi=110).convert("1")]
    folder.put_image("two_pages.tiff", pages[0], {"pages_n": 2}, save_all=True, append_images=pages[1:], compression="group4")
    folder.put("mixed_digital_and_scan.pdf", _mixed(pdf, page), {"pages_n": 2, "origins": ["text", "ocr"]})
    folder.put("encrypted.pdf", _encrypt(pdf, "geheim"), failed("encrypted"))
    folder.put("restricted_no_password.pdf", _encrypt(pdf, ""), twin)
    folder.put("zero_bytes.pdf", b"", failed("empty"))
    folder.put("truncated.pdf", pdf[: len(pdf) // 3], failed("corrupt"))
    folder.put("header_then_noise.pdf", b"%PDF-1.7\n" + Random(5).randbytes(3000), failed("corrupt"))
    folder.put_image("one_pixel.png", Image.new("RGB", (1, 1), "white"), {"outcome": "needs_review"})
    _write_xml(folder)
    _write_mails(folder, pdf)


def _write_xml(folder: Folder) -> None:
    parties = (make_fixed_party(1, LINDNER), make_fixed_party(2, AMSEL))
    for name, kind in (("invoice", "invoice"), ("credit_note", "credit_note")):
        deal = make_case(21, kind, "de", parties, office_items("de"), f"X-{name}-7", date(2026, 1, 15))
        twin = {"doc_type": kind, "fields": {"invoice_number": deal.number, "issue_date": "2026-01-15", "seller_name": deal.seller.name, "buyer_name": deal.buyer.name, "currency": "EUR"}}
        folder.put(f"{name}_ubl.xml", write_ubl(deal), twin)
        if kind == "invoice":
            folder.put("invoice_cii.xml", write_cii(deal), twin)


def _write_mails(folder: Folder, pdf: bytes) -> None:
    text = "Dear all,\n\nplease find our invoice attached.\n\nBest regards\nPetra\n"
    plain = make_mail("Invoice March", text, {"invoice.pdf": pdf}, "<m1@papierhaus.example>")
    plain.get_payload()[0].add_alternative("<p>Dear all,</p><p>please find our <b>invoice</b> attached.</p>", subtype="html")  # type: ignore[union-attr]
    for number, part in enumerate(plain.walk()):
        if part.is_multipart():
            part.set_boundary(f"=-mail-{number}-=")
    folder.put("mail_multipart.eml", plain.as_bytes(), {"doc_type": "mail", "attachments_n": 1, "subject": "Invoice March"})
    html = EmailMessage(policy=SMTP)
    html["From"], html["To"], html["Subject"] = "news@shop.example", "post@amsel.example", "Größe XL – jetzt günstiger"
    html["Date"], html["Message-ID"] = "Tue, 10 Mar 2026 10:00:00 +0100", "<m2@shop.example>"
    html.set_content("<html><body><h1>Angebot</h1><p>Nur heute: <b>20 %</b> Rabatt.</p><script>alert(1)</script></body></html>", subtype="html")
    folder.put("mail_html_only.eml", html.as_bytes(), {"doc_type": "mail", "attachments_n": 0})
    outer = make_mail("Fwd: Invoice March", "see below\n", {}, "<m3@amsel.example>")
    outer.add_attachment(plain)
    for number, part in enumerate(outer.walk()):
        if part.is_multipart() and part.get_content_type() == "multipart/mixed" and part.get_boundary() is None:
            part.set_boundary(f"=-outer-{number}-=")
    folder.put("mail_nested.eml", outer.as_bytes(), {"doc_type": "mail", "attachments_n": 1})


def _mixed(pdf: bytes, picture: Image.Image) -> bytes:
    scanned = io.BytesIO()
    picture.save(scanned, "PDF", resolution=110, quality=50)
    with pikepdf.open(io.BytesIO(pdf)) as first, pikepdf.open(scanned) as second:
        first.pages.extend(second.pages)
        out = io.BytesIO()
        first.save(out, deterministic_id=True)
    return out.getvalue()


def _encrypt(pdf: bytes, password: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="owner", user=password, R=6))
    return out.getvalue()


def main() -> None:
    """Writes both folders."""
    logging.getLogger("factur-x").setLevel(logging.WARNING)
    write_samples(Folder(SAMPLES, twins=False))
    write_resources(Folder(RESOURCES, twins=True))


if __name__ == "__main__":
    main()
