import io
from contextlib import suppress
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path
from unittest.mock import patch

import pikepdf
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen.canvas import Canvas

from schemas.document import Page, SourceDocument
from schemas.errors import (
    DamagedDocument,
    DocumentError,
    DocumentTooLarge,
    EmptyFile,
    EncryptedDocument,
    UnsupportedType,
)
from schemas.settings import Settings
from tasks.named_note import ABOVE
from tasks.read import read_bytes, read_file

SETTINGS = Settings()
INVOICES = Path(__file__).parent.parent / "resources" / "einvoices"
UBL, CII = (INVOICES / f"{name}.xml" for name in ("ubl_invoice", "cii_en16931"))
BLANK = Page(width=1, height=1, words=())


def make_pdf(text: str = "Invoice 4711") -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=True)
    canvas.drawString(72, 700, text)
    canvas.save()
    return buffer.getvalue()


def embed(pdf: bytes, name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.attachments[name] = pikepdf.AttachedFileSpec(document, content, filename=name)
        document.save(buffer)
    return buffer.getvalue()


def encrypt(pdf: bytes) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(buffer, encryption=pikepdf.Encryption(user="secret", owner="owner"))
    return buffer.getvalue()


def make_png(text: str = "", size: tuple[int, int] = (400, 200)) -> bytes:
    picture = Image.new("L", size, "white")
    ImageDraw.Draw(picture).text((30, 60), text, font=ImageFont.load_default(size=40))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def make_mail(**attachments: bytes) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@b.example", "c@d.example", "Invoice"
    message.set_content("Please find it attached.")
    for name, data in attachments.items():
        message.add_attachment(
            data,
            maintype="application",
            subtype="octet-stream",
            filename=name.replace("_", "."),
        )
    return message


def read(data: bytes, **changes: int) -> SourceDocument:
    return read_bytes(data, "inbox/file", Settings(**changes))  # type: ignore[arg-type]


def test_a_file_is_known_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "scan.doc"  # the name lies
    path.write_bytes(make_pdf())
    document = read_file(path, SETTINGS)
    assert document.document_id == sha256(path.read_bytes()).hexdigest()
    assert document.media_type == "application/pdf"
    assert document.source == str(path)
    assert document.size_bytes == path.stat().st_size
    assert document.pages[0].row_texts() == ["Invoice 4711"]
    assert document.timings_ms["read"] > 0
    assert read_file(path, SETTINGS, source="a/b.pdf").source == "a/b.pdf"


def test_reading_twice_gives_the_same() -> None:
    data = bytes(make_mail(invoice_pdf=make_pdf()))
    first, second = (
        read(data).model_copy(update={"timings_ms": {}, "children": ()}) for _ in range(2)
    )
    assert first == second


@pytest.mark.parametrize("path", [UBL, CII], ids=["ubl", "cii"])
def test_an_einvoice_alone_has_no_pages(path: Path) -> None:
    document = read(path.read_bytes())
    assert document.media_type == "application/xml"
    assert document.pages == ()
    assert document.xml_invoice is not None
    assert document.xml_invoice.fields["invoice_number"]


@pytest.mark.parametrize("name", ["factur-x.xml", "ZUGFeRD-invoice.xml", "data.xml"])
def test_an_einvoice_inside_a_pdf_is_found_beside_its_pages(name: str) -> None:
    document = read(embed(make_pdf(), name, CII.read_bytes()))
    assert document.xml_invoice is not None
    assert document.pages[0].row_texts() == ["Invoice 4711"]
    assert document.problems == ()


def test_a_broken_einvoice_inside_a_pdf_is_a_problem_not_a_failure() -> None:
    document = read(embed(make_pdf(), "factur-x.xml", CII.read_bytes()[:900]))
    assert document.xml_invoice is None
    assert document.pages[0].row_texts() == ["Invoice 4711"]
    assert "factur-x.xml" in document.problems[0]


def test_other_files_inside_a_pdf_are_no_concern() -> None:
    document = read(embed(make_pdf(), "notes.xml", b"<notes/>"))
    assert (document.xml_invoice, document.problems) == (None, ())


def test_attachments_become_children_of_their_mail() -> None:
    document = read(
        bytes(make_mail(invoice_pdf=make_pdf(), data_xml=UBL.read_bytes(), note_txt=b"Thanks\n"))
    )
    assert document.mail is not None
    assert document.pages[0].row_texts()[-1] == "Please find it attached."
    assert [child.media_type for child in document.children] == [
        "application/pdf",
        "application/xml",
        "text/plain",
    ]
    assert {child.parent_id for child in document.children} == {document.document_id}
    assert document.children[0].source == "inbox/file/invoice.pdf"
    assert document.failed_children == ()


def test_an_attachment_that_cannot_be_read_does_not_lose_the_mail() -> None:
    broken = {"cut_pdf": make_pdf()[:400], "locked_pdf": encrypt(make_pdf()), "empty_pdf": b""}
    document = read(bytes(make_mail(good_pdf=make_pdf(), word_docx=b"PK\x03\x04word/", **broken)))
    assert len(document.children) == 1
    failed = {child.name: child for child in document.failed_children}
    assert {name: child.code for name, child in failed.items()} == {
        "word.docx": "damaged",
        "cut.pdf": "damaged",
        "locked.pdf": "encrypted",
        "empty.pdf": "empty_file",
    }
    assert "Word document" in failed["word.docx"].message
    assert failed["locked.pdf"].document_id == sha256(broken["locked_pdf"]).hexdigest()
    assert failed["locked.pdf"].source == "inbox/file/locked.pdf"
    assert failed["locked.pdf"].advice


def test_a_small_picture_without_text_in_a_mail_is_left_out() -> None:
    document = read(bytes(make_mail(beach_png=make_png())))
    assert (document.children, document.failed_children) == ((), ())


def test_a_picture_as_large_as_a_page_is_told_when_no_text_is_found() -> None:
    document = read(bytes(make_mail(receipt_png=make_png(size=(600, 900)))))
    (failed,) = document.failed_children
    assert (failed.name, failed.code) == ("receipt.png", "empty_file")
    assert document.children == ()


def test_a_picture_with_text_in_a_mail_is_a_document() -> None:
    (child,) = read(bytes(make_mail(receipt_png=make_png("TOTAL 12.00")))).children
    assert child.pages[0].row_texts() == ["TOTAL 12.00"]
    assert child.timings_ms["ocr"] > 0


def test_a_scan_pasted_into_a_letter_is_read() -> None:
    letter = Document()
    letter.add_picture(io.BytesIO(make_png("TOTAL 12.00", (900, 500))))
    buffer = io.BytesIO()
    letter.save(buffer)
    document = read(buffer.getvalue())
    assert [page.row_texts() for page in document.pages] == [["TOTAL 12.00"]]
    assert document.timings_ms["ocr"] > 0


def test_mails_inside_mails_are_read_to_a_depth() -> None:
    message = make_mail(invoice_pdf=make_pdf())
    for _ in range(SETTINGS.max_depth_n + 2):
        outer = make_mail()
        outer.add_attachment(message)
        message = outer
    document, depth = read(bytes(message)), 0
    while document.children:
        (document,) = document.children
        depth += 1
    assert depth == SETTINGS.max_depth_n
    assert document.failed_children[0].code == "too_large"


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"", EmptyFile, "no bytes"),
        (b"  \n\n ", EmptyFile, "no text"),
        (make_pdf(""), EmptyFile, "no text"),
        (encrypt(make_pdf()), EncryptedDocument, "password"),
        (make_pdf()[:500], DamagedDocument, "cut off"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 9, DamagedDocument, "damaged"),
        (b"<?xml version='1.0'?><note/>", UnsupportedType, "not an e-invoice"),
        (CII.read_bytes()[:1500], DamagedDocument, "XML"),
        (b"PK\x03\x04" + b"xl/workbook.xml", DamagedDocument, "Excel"),
        (bytes(range(256)) * 9, UnsupportedType, "unknown type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), UnsupportedType, "old Office"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__properties_version1.0".encode("utf-16-le"),
            DamagedDocument,
            "Outlook",
        ),
    ],
)
def test_what_cannot_be_read_is_told_in_plain_words(
    data: bytes, error: type[DocumentError], words: str
) -> None:
    with pytest.raises(error, match=words) as caught:
        read(data)
    assert caught.value.advice


def test_a_picture_without_text_is_not_called_an_empty_file() -> None:
    with pytest.raises(EmptyFile) as caught:
        read(make_pdf(""))
    told = f"{caught.value} {caught.value.advice}"
    assert "a mere picture needs nothing more" in told
    assert "file is empty" not in told


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(60), "Listen to it yourself."),
        (bytes(range(256)) * 9, "Save the document as PDF and drop that into the inbox."),
    ],
)
def test_what_can_be_no_pdf_is_to_be_listened_to(data: bytes, advice: str) -> None:
    with pytest.raises(UnsupportedType) as caught:
        read(data)
    assert caught.value.advice == advice


def test_entities_never_expand() -> None:
    bomb = CII.read_bytes().replace(
        b"?>", b'?><!DOCTYPE a [<!ENTITY e "x"><!ENTITY f SYSTEM "file:///etc/passwd">]>', 1
    )
    with pytest.raises(DocumentError):
        read(bomb)


def test_limits_of_bytes_and_pages_are_settings(tmp_path: Path) -> None:
    path = tmp_path / "big.pdf"
    path.write_bytes(make_pdf())
    with pytest.raises(DocumentTooLarge, match="MB"):
        read_file(path, Settings(max_file_bytes=100))
    with pytest.raises(DocumentTooLarge, match="pages"):
        read(b"line\n" * 500, max_pages_n=2)


def test_a_table_without_end_is_refused_before_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.read.set_table", None)
    with pytest.raises(DocumentTooLarge, match="2 pages"):
        read(b"1;2;3\n" * 121, max_pages_n=2)


STARTS = [
    b"", b"%PDF-1.4\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"II*\x00", b"MM\x00*", b"BM",
    b"RIFF\x00\x00\x00\x00WEBP", b"\x00\x00\x00\x18ftypheic", b"GIF89a", b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<?xml version='1.0'?>", b"<html>", b"\xff\xfe",
    b"From: a@b\nSubject: x\n",
]  # fmt: skip


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # Pillow's remarks on broken files
@settings(max_examples=120, deadline=None)
@given(st.sampled_from(STARTS), st.binary(max_size=200))
def test_any_bytes_are_a_document_or_a_document_error(start: bytes, rest: bytes) -> None:
    with suppress(DocumentError), patch("readers.image.recognize_page", return_value=BLANK):
        assert isinstance(read(start + rest), SourceDocument)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1400), st.binary(min_size=1, max_size=20))
def test_any_scratched_pdf_is_a_document_or_a_document_error(place: int, noise: bytes) -> None:
    data = bytearray(make_pdf())
    data[place : place + len(noise)] = noise
    with suppress(DocumentError), patch("readers.pdf.recognize_page", return_value=BLANK):
        assert isinstance(read(bytes(data)), SourceDocument)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "Invoice 7\nTotal EUR \u202e142,80\u202c\n"),
        ("a.html", '<html><body><p>Total EUR <bdo dir="RTL">142,80</bdo></p></body></html>'),
        ("a.eml", "From: a@b.example\nSubject: Bill\n\nPlease pay \u202e142,80\u202c today.\n"),
    ],
)
def test_an_amount_that_is_seen_from_its_end_is_told(name: str, content: str) -> None:
    turned = read_bytes(content.encode(), name, SETTINGS)
    assert any("turns the writing" in problem for problem in turned.problems)
    plain = content.replace("\u202e", "").replace("RTL", "LTR")
    assert read_bytes(plain.encode(), name, SETTINGS).problems == ()


def test_a_note_of_ours_under_another_name_is_no_document() -> None:
    note = (
        f"PLEASE CHECK: bill.pdf\n\n{ABOVE} 7692c3ad3540\n\n[bill.pdf  7692c3ad3540]\nTotal: 119.00"
    )
    with pytest.raises(UnsupportedType, match="own notes") as raised:
        read_bytes(note.encode("utf-16"), "Notiz.txt", SETTINGS)
    assert "beside its file in review" in raised.value.advice
