"""The tests' documents: every format and every way of being broken, small, each with its twin."""

from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from random import Random
from typing import Any, Protocol

from PIL import Image

from training.generate import cases
from training.generate.cases import key_facts, truth_of
from training.generate.einvoices import write_cii, write_ubl
from training.generate.formats import (
    facturx_pdf,
    fix_boundaries,
    make_mail,
    mix_pages,
    pdf_bytes,
    protect,
    scan,
)

TEXT = "Dear all,\n\nplease find our invoice attached.\n\nBest regards\nPetra\n"
HTML = "<p>Dear all,</p><p>please find our <b>invoice</b> attached.</p>"
NEWS = (
    "<html><body><h1>Angebot</h1><p>Nur heute: <b>20 %</b> Rabatt.</p>"
    "<script>alert(1)</script></body></html>"
)


class Shelf(Protocol):
    """Where documents are put."""

    def put(self, name: str, data: bytes, twin: dict[str, Any]) -> None: ...
    def put_image(
        self, name: str, image: Image.Image, twin: dict[str, Any], **how: Any
    ) -> None: ...


def failed(code: str) -> dict[str, Any]:
    """The twin of a document that cannot be read; `code` is the error's."""
    return {"outcome": "failed", "code": code}


def write_resources(folder: Shelf) -> None:
    """Writes all of them."""
    invoice = cases.german_invoice()
    pdf = pdf_bytes(invoice)
    _write_pdfs(folder, pdf)
    _write_pictures(folder)
    _write_broken(folder, pdf)
    _write_xml(folder)
    _write_mails(folder, pdf)


def _write_pdfs(folder: Shelf, pdf: bytes) -> None:
    twin = truth_of(cases.german_invoice())
    folder.put("invoice_de.pdf", pdf, twin)
    wrong, credit = cases.wrong_invoice(), cases.french_credit_note()
    folder.put("invoice_en_wrong_total.pdf", pdf_bytes(wrong), truth_of(wrong, "needs_review"))
    folder.put("credit_note_fr.pdf", pdf_bytes(credit), truth_of(credit))
    hybrid = cases.german_invoice("RE-2026-0433", seed=12)
    folder.put("invoice_facturx.pdf", facturx_pdf(hybrid.deal, hybrid), key_facts(hybrid.deal))
    folder.put("restricted_no_password.pdf", protect(pdf, ""), twin)
    page = scan(cases.german_invoice(), 3, strength=0.25, dpi=110)
    mixed = mix_pages(pdf, page)
    folder.put("mixed_digital_and_scan.pdf", mixed, {"pages_n": 2, "origins": ["text", "ocr"]})


def _write_pictures(folder: Shelf) -> None:
    receipt = cases.cafe_receipt()
    picture = scan(receipt, 2, dpi=170)
    folder.put_image("receipt_scan.png", picture, truth_of(receipt), optimize=True)
    turned = picture.transpose(Image.Transpose.ROTATE_90)
    folder.put_image("receipt_turned_90.jpg", turned, truth_of(receipt), quality=70)
    invoice = cases.german_invoice()
    page = scan(invoice, 3, strength=0.25, dpi=110)
    turned = page.transpose(Image.Transpose.ROTATE_180)
    folder.put_image("invoice_turned_180.jpg", turned, truth_of(invoice), quality=55)
    credit = scan(cases.french_credit_note(), 4, strength=0.2, dpi=110)
    folder.put_image(
        "two_pages.tiff",
        page.convert("1"),
        {"pages_n": 2},
        save_all=True,
        append_images=[credit.convert("1")],
        compression="group4",
    )
    one_pixel = Image.new("RGB", (1, 1), "white")
    folder.put_image("one_pixel.png", one_pixel, failed("empty_file"))


def _write_broken(folder: Shelf, pdf: bytes) -> None:
    folder.put("encrypted.pdf", protect(pdf, "geheim"), failed("encrypted"))
    folder.put("zero_bytes.pdf", b"", failed("empty_file"))
    folder.put("truncated.pdf", pdf[: len(pdf) // 3], failed("damaged"))
    folder.put(
        "header_then_noise.pdf", b"%PDF-1.7\n" + Random(5).randbytes(3000), failed("damaged")
    )


def _write_xml(folder: Shelf) -> None:
    invoice = cases.german_deal("RE-2026-0440", issued=date(2026, 1, 15))
    folder.put("invoice_ubl.xml", write_ubl(invoice), key_facts(invoice))
    folder.put("invoice_cii.xml", write_cii(invoice), key_facts(invoice))
    credit = cases.german_deal("GS-2026-0007", "credit_note", issued=date(2026, 1, 15))
    folder.put("credit_note_ubl.xml", write_ubl(credit), key_facts(credit))


def _write_mails(folder: Shelf, pdf: bytes) -> None:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = "Petra <petra@papierhaus.example>", "post@amsel.example"
    mail["Subject"], mail["Message-ID"] = "Invoice March", "<m1@papierhaus.example>"
    mail["Date"] = "Mon, 09 Mar 2026 08:15:00 +0100"
    mail.set_content(TEXT)
    mail.add_alternative(HTML, subtype="html")
    mail.add_attachment(pdf, maintype="application", subtype="pdf", filename="invoice.pdf")
    fix_boundaries(mail, "inner")
    twin = {"doc_type": "mail", "attachments_n": 1, "subject": "Invoice March"}
    folder.put("mail_multipart.eml", mail.as_bytes(), twin)
    html = EmailMessage(policy=SMTP)
    html["From"], html["To"] = "news@shop.example", "post@amsel.example"
    html["Subject"], html["Message-ID"] = "Größe XL – jetzt günstiger", "<m2@shop.example>"
    html["Date"] = "Tue, 10 Mar 2026 10:00:00 +0100"
    html.set_content(NEWS, subtype="html")
    twin = {"doc_type": "mail", "attachments_n": 0, "subject": "Größe XL – jetzt günstiger"}
    folder.put("mail_html_only.eml", html.as_bytes(), twin)
    outer = make_mail("Fwd: Invoice March", "see below\n", {}, "<m3@amsel.example>")
    outer.add_attachment(mail)
    outer.set_boundary("=-outer-=")
    twin = {"doc_type": "mail", "attachments_n": 1, "subject": "Fwd: Invoice March"}
    folder.put("mail_nested.eml", outer.as_bytes(), twin)
