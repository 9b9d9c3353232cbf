"""Mails of every kind: invitations, delivery reports, signed, encrypted, wrapped by Outlook."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID
from office_files import INVITATION, INVITATION_TEXT
from paper import encode, make_pdf, make_picture
from PIL import Image

from readers.image import image_size
from readers.mail import read_mail
from readers.mail_text import clean_body
from schemas.document import MailMessage
from schemas.settings import Settings

HEAD = b"From: Ann Lee <a@b.example>\nTo: c@d.example\nSubject: Order\nMIME-Version: 1.0\n"


def read(raw: bytes) -> MailMessage:
    return read_mail(raw, Settings())


def multipart(kind: str, *parts: bytes) -> bytes:
    body = b"".join(b"--b\n" + part + b"\n" for part in parts)
    return f"Content-Type: multipart/{kind}; boundary=b\n\n".encode() + body + b"--b--\n"


@pytest.fixture(scope="module")
def identity() -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Ann Lee")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1)
        .not_valid_before(datetime(2024, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2034, 1, 1, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )
    return key, certificate


def sign(identity: tuple[rsa.RSAPrivateKey, x509.Certificate], content: bytes) -> bytes:
    key, certificate = identity
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content)
    return builder.add_signer(certificate, key, hashes.SHA256()).sign(
        serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary]
    )


def envelope(content: bytes, kind: str, **headers: str) -> bytes:
    message = EmailMessage()
    message.set_content(
        content,
        maintype="application",
        subtype="pkcs7-mime",
        params={"smime-type": kind, "name": "smime.p7m"},
        **headers,
    )
    return b"From: a@b.example\nSubject: Order\n" + bytes(message)


def make_content() -> bytes:
    message = EmailMessage()
    message.set_content("We order paper, März.")
    message.add_attachment(make_pdf(), maintype="application", subtype="pdf", filename="order.pdf")
    return bytes(message)


@pytest.mark.parametrize("kind", ["alternative", "mixed"])
def test_an_invitation_follows_the_text_of_its_mail(kind: str) -> None:
    calendar = (
        b"Content-Type: text/calendar; method=REQUEST; charset=utf-8\n\n" + INVITATION.encode()
    )
    attached = (
        b"Content-Type: application/ics; name=invite.ics\n"
        b"Content-Disposition: attachment; filename=invite.ics\n\n" + INVITATION.encode()
    )
    text = b"Content-Type: text/plain\n\nPlease come to the meeting.\n"
    mail = read(HEAD + multipart(kind, text, calendar, attached))
    assert mail.body == "Please come to the meeting.\n\n" + INVITATION_TEXT
    assert mail.new_text == mail.body
    assert mail.attachments == ()


def test_an_invitation_alone_is_read() -> None:
    mail = read(HEAD + b"Content-Type: text/calendar; method=REQUEST\n\n" + INVITATION.encode())
    assert mail.body == INVITATION_TEXT


def test_a_delivery_report_says_what_became_of_which_recipient() -> None:
    report = (
        b"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.shop.example\n\n"
        b"Final-Recipient: rfc822; bob@norden.example\nAction: failed\nStatus: 5.1.1\n"
        b"Diagnostic-Code: smtp; 550 User unknown\n\n"
        b"Final-Recipient: rfc822; eve@norden.example\nAction: delayed\nStatus: 4.4.1\n"
    )
    parts = (
        b"Content-Type: text/plain\n\nYour message could not be delivered.\n",
        report,
        b"Content-Type: message/rfc822\n\nFrom: c@d.example\nSubject: Offer\n\nOur offer.\n",
    )
    mail = read(HEAD + multipart('report; report-type="delivery-status"', *parts))
    assert mail.body == (
        "Your message could not be delivered.\n\n"
        "Not delivered to: bob@norden.example (5.1.1: 550 User unknown)\n"
        "Still not delivered to: eve@norden.example (4.4.1)"
    )
    assert mail.attachments == ()  # our own mail, brought back
    sent_again = read(HEAD + multipart("mixed", *parts))  # by a person, with the report
    assert [one.media_type for one in sent_again.attachments] == ["message/rfc822"]


def test_a_read_receipt_says_who_read_it() -> None:
    receipt = (
        b"Content-Type: message/disposition-notification\n\n"
        b"Final-Recipient: rfc822; bob@norden.example\n"
        b"Disposition: manual-action/MDN-sent-manually; displayed\n"
    )
    text = b"Content-Type: text/plain\n\nThe message was read.\n"
    mail = read(HEAD + multipart("report", text, receipt))
    assert "Read by: bob@norden.example" in mail.body


def test_a_mail_inside_its_own_signature_is_read(
    identity: tuple[rsa.RSAPrivateKey, x509.Certificate],
) -> None:
    once = sign(identity, make_content())
    twice = sign(identity, envelope(once, "signed-data"))
    for signed in (once, twice):
        mail = read(envelope(signed, "signed-data"))
        assert (mail.subject, mail.body) == ("Order", "We order paper, März.")
        assert [one.name for one in mail.attachments] == ["order.pdf"]
        assert mail.attachments[0].data.startswith(b"%PDF")
        assert mail.problems == ()


def test_a_signed_file_in_a_mail_is_that_file(
    identity: tuple[rsa.RSAPrivateKey, x509.Certificate],
) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "Invoice"
    message.set_content("See attached.")
    message.add_attachment(
        sign(identity, make_pdf()),
        maintype="application",
        subtype="pkcs7-mime",
        filename="invoice.pdf.p7m",
    )
    mail = read(bytes(message))
    assert [(one.name, one.data[:4]) for one in mail.attachments] == [("invoice.pdf", b"%PDF")]
    assert mail.problems == ()


def test_an_encrypted_mail_is_told_whatever_its_label_says(
    identity: tuple[rsa.RSAPrivateKey, x509.Certificate],
) -> None:
    secret = (
        pkcs7.PKCS7EnvelopeBuilder()
        .set_data(make_content())
        .add_recipient(identity[1])
        .encrypt(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])
    )
    for kind in ("enveloped-data", "signed-data"):
        mail = read(envelope(secret, kind))
        assert "encrypted" in mail.problems[0]
        assert (mail.body, mail.attachments) == ("", ())


def test_an_encrypted_attachment_does_not_hide_the_others() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "Invoice"
    message.set_content("See attached.")
    message.add_attachment(make_pdf(), maintype="application", subtype="pdf", filename="a.pdf")
    message.add_attachment(
        b"0\x80\x06\x09*\x86H\x86\xf7\x0d\x01\x07\x03",
        maintype="application",
        subtype="pkcs7-mime",
        filename="b.p7m",
    )
    mail = read(bytes(message))
    assert [one.name for one in mail.attachments] == ["a.pdf"]
    assert len(mail.problems) == 1


def test_a_damaged_signature_is_told() -> None:
    mail = read(envelope(b"0\x82 no envelope", "signed-data"))
    assert "damaged" in mail.problems[0]


def test_a_piece_of_a_mail_is_told() -> None:
    mail = read(HEAD + b"Content-Type: message/partial; number=1; total=3; id=x\n\nSubject: y\n\nz")
    assert "one piece" in mail.problems[0]


def test_a_picture_is_the_message_where_there_is_no_text() -> None:
    for text, pictures_n in (("", 1), ("See the picture.", 0)):
        message = EmailMessage()
        message["From"], message["Subject"] = "a@b.example", "Invoice"
        message.set_content(f'<p>{text}</p><img src="cid:scan@1">', subtype="html")
        picture = encode(make_picture((), width=1000, height=400))
        message.add_related(picture, maintype="image", subtype="png", cid="<scan@1>")
        assert len(read(bytes(message)).attachments) == pictures_n


def test_only_a_picture_is_hidden_by_being_shown() -> None:
    scan = encode(make_picture((), width=1000, height=400))
    for data, kind, shown, attachments_n in (
        (make_pdf(), "application/pdf", "scan@1", 1),
        (scan, "image/png", "scan@1", 0),
        (scan, "image/png", "scan@10", 1),  # another one
        (scan, "image/png", "scan@1.org", 1),
    ):
        message = EmailMessage()
        message["From"], message["Subject"] = "a@b.example", "Invoice"
        message.set_content(f'<p>See below.</p><object data="cid:{shown}">', subtype="html")
        main, _, sub = kind.partition("/")
        message.add_related(data, maintype=main, subtype=sub, cid="<scan@1>")
        assert len(read(bytes(message)).attachments) == attachments_n


@pytest.mark.parametrize(
    ("width", "height", "is_kept"),
    [
        (760, 1150, True),  # a receipt
        (1240, 1754, True),
        (4032, 3024, True),  # a photo, turned as its EXIF says
        (1200, 500, False),  # a banner
        (1920, 1080, False),
        (290, 900, False),
        (400, 500, False),
    ],
)
def test_a_picture_in_the_text_that_may_be_a_paper_is_kept(
    width: int, height: int, is_kept: bool
) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "Invoice"
    message.set_content("See below.\n\n[cid:scan@1]\n\nKevin")
    message.add_alternative('<p>See below.</p><img src="cid:scan@1"><p>Kevin</p>', subtype="html")
    picture = encode(Image.new("L", (width, height), 255))
    alternative = message.get_payload()[1]
    assert isinstance(alternative, EmailMessage)
    alternative.add_related(picture, maintype="image", subtype="png", cid="<scan@1>")
    mail = read(bytes(message))
    assert [one.shown for one in mail.attachments] == [True] * is_kept
    assert mail.body == "See below.\n\nKevin"


def test_pictures_in_the_text_are_no_attachments_too_many() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "News"
    shown = "".join(f'<img src="cid:{number}@1">' for number in range(3))
    message.set_content(f"<p>Our news</p>{shown}", subtype="html")
    for number in range(3):
        picture = encode(Image.new("L", (600, 900), 255))
        message.add_related(picture, maintype="image", subtype="png", cid=f"<{number}@1>")
    mail = read_mail(bytes(message), Settings(max_attachments_n=2))
    assert len(mail.attachments) == 3


@pytest.mark.parametrize(
    ("header", "sides"), [({}, list(range(902, 908))), ({"list-id": "<x>"}, [])]
)
def test_of_many_pictures_in_a_text_the_largest_are_looked_at(
    header: dict[str, str], sides: list[int]
) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "Our offers"
    for name, value in header.items():
        message[name] = value
    shown = "".join(f'<img src="cid:{number}@1">' for number in range(8))
    message.set_content(f"<p>Our offers</p>{shown}", subtype="html")
    for number in range(8):
        picture = encode(Image.new("L", (600, 900 + number), 255))
        message.add_related(picture, maintype="image", subtype="png", cid=f"<{number}@1>")
    message.make_mixed()
    message.add_attachment(make_pdf(), maintype="application", subtype="pdf", filename="a.pdf")
    *pictures, paper = read(bytes(message)).attachments
    assert [image_size(one.data)[1] for one in pictures] == sides
    assert paper.name == "a.pdf"


def test_many_parts_are_joined_once() -> None:
    parts = [b"Content-Type: text/plain\n\nThe same words again and again.\n"] * 30
    assert read(HEAD + multipart("mixed", *parts)).body == "The same words again and again."


def test_a_text_that_a_mail_program_made_a_file_of_is_text() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "Invoice"
    message.set_content("Here is the invoice.")
    message.add_attachment(make_pdf(), maintype="application", subtype="pdf", filename="a.pdf")
    message.add_attachment("Please pay it by Friday.\n", filename="ATT00001.txt")
    html = "<p>Please pay it by Friday.</p>"
    message.add_attachment(html, subtype="html", filename="ATT00002.htm")
    message.add_attachment("The list of items\n", filename="items.txt")
    mail = read(bytes(message))
    assert mail.body == "Here is the invoice.\n\nPlease pay it by Friday."
    assert [one.name for one in mail.attachments] == ["a.pdf", "items.txt"]


@pytest.mark.parametrize(
    ("text", "is_kept"),
    [
        ("Rechnung RE-2026-77 vom 10.11.2026\nBrett 100,00\nGesamtbetrag EUR 119,00\n", True),
        ("This message was scanned by MailGuard 4.20 on 10.11.2026.\n", False),
    ],
)
@pytest.mark.parametrize("kind", ["plain", "html"])
def test_a_bill_that_a_mail_program_named_is_a_document(
    kind: str, text: str, is_kept: bool
) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "Rechnung"
    message.set_content("Anbei.")
    name = f"ATT00001.{'txt' if kind == 'plain' else 'htm'}"
    message.add_attachment(text, subtype=kind, filename=name)
    mail = read(bytes(message))
    assert len(mail.attachments) == is_kept
    assert (text.split()[0] in mail.body) is not is_kept


@pytest.mark.parametrize(
    ("name", "is_kept"),
    [
        ("google.com!brandt.example!1762905600!1762991999.zip", False),
        ("google.com!brandt.example!1762905600!1762991999!001.json.gz", False),
        ("daticert.xml", False),
        ("fattura.xml", True),
        ("Rechnung 4711!.zip", True),
    ],
)
def test_what_servers_tell_one_another_is_no_document(name: str, is_kept: bool) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "Report"
    message.set_content("See attached.")
    message.add_attachment(b"data", maintype="application", subtype="octet-stream", filename=name)
    assert len(read(bytes(message)).attachments) == is_kept


def test_a_mail_passed_on_is_an_attachment_whatever_it_is_called() -> None:
    forwarded = b"Content-Type: message/rfc822\n\nFrom: c@d.example\nSubject: Offer\n\nOur offer.\n"
    mail = read(HEAD + multipart("mixed", b"Content-Type: text/plain\n\nFYI\n", forwarded))
    assert [one.media_type for one in mail.attachments] == ["message/rfc822"]


def test_a_dash_that_was_read_as_a_control_character_is_one() -> None:
    assert clean_body("bis Freitag \x96 sonst \x84morgen\x93") == "bis Freitag – sonst „morgen“"
