import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper import encode, make_pdf, make_picture

from readers.detect import detect_media_type

CII = (
    b'<?xml version="1.0"?><rsm:CrossIndustryInvoice xmlns:rsm='
    b'"urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"/>'
)
MAIL = b"From: a@b.example\r\nTo: c@d.example\r\nSubject: Hello\r\n\r\nHello"


def make_zip(*names: str, content: bytes = b"content") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, content)
    return buffer.getvalue()


def make_open_document(kind: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", OPEN + kind)
        archive.writestr("content.xml", b"<office/>")
    return buffer.getvalue()


OPEN = "application/vnd.oasis.opendocument."
OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = make_zip("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (make_pdf(), "application/pdf"),
        (b"\xef\xbb\xbf\r\nGhost\r\n" + make_pdf(), "application/pdf"),
        *(
            (encode(make_picture((), width=64, height=64), form), f"image/{form.lower()}")
            for form in ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF")
        ),
        (CII, "application/xml"),
        (CII[21:], "application/xml"),  # no declaration
        (b"\xef\xbb\xbf" + CII, "application/xml"),
        (CII.decode().encode("utf-16"), "application/xml"),
        (b"<?xml version='1.0'?><note/>", "application/xml"),
        (b"<!DOCTYPE html><html><p>Hi", "text/html"),
        (b"<html><body>Hi</body></html>", "text/html"),
        (MAIL, "message/rfc822"),
        (b"From MAILER-DAEMON Mon Jan 1 10:00:00 2024\n" + MAIL, "message/rfc822"),
        (b"Received: from a\r\n\tby b; Mon\r\nDKIM-Signature: v=1\r\n\r\n", "message/rfc822"),
        (b"X-Mailer: x\nContent-Type: text/plain\n\n%PDF-1.4 was attached", "message/rfc822"),
        (b"Note: buy paper\nPrice: 3.90\n", "text/plain"),
        ("Größe: 10 m²\nPreis: 3,90 €".encode(), "text/plain"),
        ("Größe: 10 m²\nPreis: 3,90 €".encode("cp1252"), "text/plain"),
        ("Größe: 10 m²".encode("utf-16"), "text/plain"),
        (DOCX, f"{OFFICE}wordprocessingml.document"),
        (make_zip("[Content_Types].xml", "xl/workbook.xml"), f"{OFFICE}spreadsheetml.sheet"),
        (make_zip("[Content_Types].xml", "ppt/slides.xml"), f"{OFFICE}presentationml.presentation"),
        (make_open_document("text"), f"{OPEN}text"),
        (make_open_document("spreadsheet"), f"{OPEN}spreadsheet"),
        (make_zip("mimetype"), "application/zip"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><text>Invoice</text></svg>', "image/svg+xml"),
        (make_zip("readme.txt"), "application/zip"),
        (make_zip("word/list.txt"), "application/zip"),  # a folder of that name
        (make_zip("letter.docx", content=DOCX), "application/zip"),
        (make_zip("invoice.pdf", content=make_pdf()), "application/zip"),
        (make_zip(), "application/zip"),
        (b"PK\x03\x04 cut off", "application/zip"),
        (b"From a@b.example Mon Jan  1 10:00:00 2024\n" + MAIL
         + b"\n\nFrom a@b.example Mon Jan  1 11:00:00 2024\n" + MAIL, "application/mbox"),
        (b"From a@b.example Mon Jan  1 10:00:00 2024\n" + MAIL
         + b"\n\nFrom here on it rains, since 2024\nYes: it does", "message/rfc822"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR", "text/calendar"),
        (b"Item;Price\nPaper;3,90\nToner;120,00\n", "text/csv"),
        (b"Item,Qty,Price\n\"Paper, white\",10,3.90\n", "text/csv"),
        (b"Dear Ann, thank you\nfor the paper, the ink\nYours, Bob\n", "text/plain"),
        (b"{\\rtf1 Hello}", "application/rtf"),
        (b"\x78\x9f\x3e\x22\x01\x00", "application/ms-tnef"),
        (bytes.fromhex("3082010006092a864886f70d010702"), "application/pkcs7-mime"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
         "application/x-encrypted-office"),
        (bytes(range(256)) * 20, "application/octet-stream"),
        (b"\x00", "application/octet-stream"),
    ],
)  # fmt: skip
def test_types_are_told_by_bytes(data: bytes, media_type: str) -> None:
    assert detect_media_type(data) == media_type


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_have_a_type(data: bytes) -> None:
    assert "/" in detect_media_type(data)
