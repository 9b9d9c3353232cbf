from contextlib import suppress

import pytest
from compressed_rtf import compress
from hypothesis import given, settings
from hypothesis import strategies as st
from outlook_file import Tree, properties, write_container
from paper import encode, make_pdf, make_picture

from readers.detect import detect_media_type
from readers.mail import read_mail
from readers.outlook import BROKEN_RTF, read_outlook
from schemas.errors import DamagedDocument, DocumentError, DocumentTooLarge
from schemas.settings import Settings

SETTINGS = Settings()
SUBJECT, BODY, HTML, RTF = 0x0037, 0x1000, 0x1013, 0x1009
SENDER_NAME, SENDER_ADDRESS, MESSAGE_ID, HEADERS = 0x0C1A, 0x5D01, 0x1035, 0x007D
NAME, SMTP, RECIPIENT_TYPE = 0x3001, 0x39FE, 0x0C15
DATA, FILE_NAME, MIME, CONTENT_ID, METHOD = 0x3701, 0x3707, 0x370E, 0x3712, 0x3705


def make_tree(
    values: dict[int, str | bytes | int],
    *children: Tree,
    recipients: tuple[Tree, ...] = (),
    header_bytes: int = 32,
) -> dict[str, "bytes | Tree"]:
    tree = properties({SUBJECT: "Größere Bestellung", **values}, header_bytes)
    tree |= {f"__attach_version1.0_#{n:08X}": child for n, child in enumerate(children)}
    tree |= {f"__recip_version1.0_#{n:08X}": one for n, one in enumerate(recipients)}
    return tree


def make_attachment(name: str, data: bytes, **more: str) -> Tree:
    extra = {CONTENT_ID: more["cid"]} if "cid" in more else {}
    mime = "image/png" if name.endswith(".png") else "application/pdf"
    return properties({FILE_NAME: name, DATA: data, MIME: mime, METHOD: 1, **extra}, 8)


def make_recipient(name: str, address: str, kind: int) -> Tree:
    return properties({NAME: name, SMTP: address, RECIPIENT_TYPE: kind}, 8)


def test_an_outlook_message_reads_like_any_mail() -> None:
    data = write_container(
        make_tree(
            {
                SUBJECT: "AW: Größere Bestellung",
                BODY: "We order ten boxes.\r\n\r\n-----Original Message-----\r\nFrom: Ann",
                SENDER_NAME: "Jörg",
                SENDER_ADDRESS: "j@norden.example",
                MESSAGE_ID: "<1@norden.example>",
            },
            recipients=(
                make_recipient("Orders", "orders@shop.example", 1),
                make_recipient("boss@shop.example", "boss@shop.example", 2),
            ),
        )
    )
    assert detect_media_type(data) == "application/vnd.ms-outlook"
    mail = read_outlook(data, SETTINGS)
    assert mail.subject == "AW: Größere Bestellung"
    assert mail.sender == "Jörg <j@norden.example>"
    assert mail.to == ("Orders <orders@shop.example>",)
    assert mail.cc == ("boss@shop.example",)
    assert mail.message_id == "<1@norden.example>"
    assert mail.new_text == "We order ten boxes."


def test_html_is_read_where_there_is_no_text() -> None:
    mail = read_outlook(write_container(make_tree({HTML: "<p>Zwölf Stück</p>".encode()})), SETTINGS)
    assert "Stück" in mail.body


def test_a_text_in_rtf_alone_is_read() -> None:
    rtf = compress(rb"{\rtf1\ansi\ansicpg1252 Bitte 10 St\'fcck senden.\par Danke}")
    mail = read_outlook(write_container(make_tree({RTF: rtf})), SETTINGS)
    assert (mail.body, mail.problems) == ("Bitte 10 Stück senden.\nDanke", ())


def test_a_broken_text_in_rtf_is_told() -> None:
    mail = read_outlook(write_container(make_tree({RTF: b"LZFu"})), SETTINGS)
    assert mail.problems == (BROKEN_RTF,)


def test_documents_are_attachments_and_decoration_is_not() -> None:
    pdf = make_pdf()
    logo = encode(make_picture((), width=90, height=40))
    banner = encode(make_picture((), width=300, height=200))
    mail = read_outlook(
        write_container(
            make_tree(
                {BODY: "See attached.", HTML: b'<p>See</p><img src="cid:banner@1">'},
                make_attachment("invoice.pdf", pdf),
                make_attachment("logo.png", logo),
                make_attachment("banner.png", banner, cid="banner@1"),
            )
        ),
        SETTINGS,
    )
    assert [(one.name, one.data) for one in mail.attachments] == [("invoice.pdf", pdf)]


def test_a_mail_inside_becomes_an_attachment_in_eml_form() -> None:
    inner = make_tree(
        {SUBJECT: "Inner", BODY: "Inner text."},
        make_attachment("invoice.pdf", b"%PDF-1.4 x"),
        header_bytes=24,
    )
    holder = properties({METHOD: 5}, 8) | {"__substg1.0_3701000D": inner}
    outer = read_outlook(write_container(make_tree({BODY: "Outer text."}, holder)), SETTINGS)
    (attachment,) = outer.attachments
    assert (attachment.name, attachment.media_type) == ("Inner.eml", "message/rfc822")
    mail = read_mail(attachment.data, SETTINGS)
    assert (mail.subject, mail.body) == ("Inner", "Inner text.")
    assert [one.name for one in mail.attachments] == ["invoice.pdf"]


def test_too_many_attachments_are_refused() -> None:
    children = (make_attachment(f"{n}.pdf", b"%PDF-") for n in range(3))
    data = write_container(make_tree({BODY: "x"}, *children))
    with pytest.raises(DocumentTooLarge, match="3 attachments"):
        read_outlook(data, Settings(max_attachments_n=2))


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_a_message_cut_off_is_damaged(share: float) -> None:
    data = write_container(make_tree({BODY: "x" * 1500}, make_attachment("a.pdf", make_pdf())))
    with pytest.raises(DamagedDocument):
        read_outlook(data[: int(len(data) * share)], SETTINGS)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 6000), st.binary(min_size=1, max_size=12))
def test_any_scratched_message_is_read_or_refused(place: int, noise: bytes) -> None:
    tree = make_tree({BODY: "Hello"}, make_attachment("a.pdf", b"%PDF-"))
    data = bytearray(write_container(tree))
    data[place : place + len(noise)] = noise
    with suppress(DocumentError):
        read_outlook(bytes(data), SETTINGS)
