import struct
import tracemalloc
import zipfile
import zlib
from datetime import UTC, datetime
from email.message import EmailMessage
from hashlib import sha256
from io import BytesIO
from typing import Any
from unicodedata import normalize

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID
from office_files import make_tnef
from PIL import Image, ImageDraw, ImageFont

from schemas.document import SourceDocument
from schemas.errors import DamagedDocument, DocumentError, DocumentTooLarge, EmptyFile
from schemas.settings import Settings
from tasks import read as read_module
from tasks.read import read_bytes

MAIL = b"From: a@b.example\nTo: c@d.example\nSubject: Order %d\n\nPlease send %d boxes of paper.\n"


def read(data: bytes, name: str = "inbox/file", **changes: Any) -> SourceDocument:
    return read_bytes(data, name, Settings(**changes))


def make_zip(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def lock(archive: bytes, name: str) -> bytes:
    """Marks one member as encrypted, in both places where the flag stands."""
    data = bytearray(archive)
    for signature, flag, name_at in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        start = data.find(signature)
        while start >= 0:
            if data[start + name_at :].startswith(name.encode()):
                data[start + flag] |= 1
            start = data.find(signature, start + 4)
    return bytes(data)


def understate(archive: bytes, shown: bytes) -> bytes:
    """Lets the directory say that the last member is `shown`, and nothing more."""
    data = bytearray(archive)
    start = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, start + 16, zlib.crc32(shown))
    struct.pack_into("<I", data, start + 24, len(shown))
    return bytes(data)


def make_mailbox(mails_n: int) -> bytes:
    return b"\n".join(
        b"From a@b.example Mon Jan  1 10:00:00 2024\n" + MAIL % (n, n) for n in range(mails_n)
    )


def sign(content: bytes) -> bytes:
    """A DER envelope around the content."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Norden Paper GmbH")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1)
    certificate = (
        builder.not_valid_before(datetime(2024, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2034, 1, 1, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )
    return (
        pkcs7.PKCS7SignatureBuilder()
        .set_data(content)
        .add_signer(certificate, key, hashes.SHA256())
        .sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])
    )


def test_an_archives_members_are_documents_of_their_own() -> None:
    data = make_zip(
        {
            "2026/letter.txt": b"Dear Ann",
            "order.eml": MAIL % (1, 1),
            "folder/": b"",
            "__MACOSX/._letter.txt": b"junk",
            ".DS_Store": b"junk",
        }
    )
    document = read(data)
    assert document.media_type == "application/zip"
    assert document.contents == "ZIP archive with 2 files: 2026/letter.txt, order.eml."
    assert document.pages == ()
    assert [child.source for child in document.children] == [
        "inbox/file/2026/letter.txt",
        "inbox/file/order.eml",
    ]
    assert {child.parent_id for child in document.children} == {sha256(data).hexdigest()}
    assert document.failed_children == ()


def test_archives_in_archives_are_opened_to_a_depth() -> None:
    data = make_zip({"letter.txt": b"Dear Ann"})
    for _ in range(4):
        data = make_zip({"inner.zip": data})
    document = read(data, max_depth_n=4)
    while document.children:
        (document,) = document.children
    assert document.pages[0].row_texts() == ["Dear Ann"]
    outer = read(data, max_depth_n=2).children[0].children[0]
    assert (outer.children, outer.failed_children[0].code) == ((), "too_large")


def test_a_password_is_told_and_the_other_members_are_read() -> None:
    data = lock(make_zip({"secret.pdf": b"%PDF", "letter.txt": b"Dear Ann"}), "secret.pdf")
    document = read(data)
    assert [child.source for child in document.children] == ["inbox/file/letter.txt"]
    (failed,) = document.failed_children
    assert (failed.name, failed.code) == ("secret.pdf", "encrypted")
    assert "password" in failed.message and failed.advice
    assert failed.document_id != sha256(b"").hexdigest()


MIXED = b"""From: a@b.example
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: text/plain
Content-Disposition: attachment; filename*=utf-8''c%%0A%%1B%%5B2K.txt

%b
--x--
"""


@pytest.mark.parametrize("content", [b"", b"A letter of some words"])
def test_the_name_of_a_part_is_one_line_that_no_terminal_obeys(content: bytes) -> None:
    tnef = make_tnef("See the list.", **{"a\n12:00:00  accepted  b\x1b[1A.txt": content})
    for document in (read(MIXED % content), read(tnef)):
        (part,) = [*document.children, *document.failed_children]
        told = [part.source, *(one.name for one in document.failed_children)]
        assert "\ufffd" in part.source
        assert not {"\n", "\x1b"} & set("".join(told))


def test_names_in_an_archive_lead_nowhere_else() -> None:
    document = read(make_zip({"../../etc/x.txt": b"one", "C:\\a\\y.txt": b"two"}))
    assert [child.source for child in document.children] == [
        "inbox/file/etc/x.txt",
        "inbox/file/C:/a/y.txt",
    ]


def test_bombs_are_refused_before_they_unpack() -> None:
    zeros = make_zip({"zeros.txt": bytes(30_000_000)})
    with pytest.raises(DocumentTooLarge, match="times"):
        read(zeros)
    with pytest.raises(DocumentTooLarge, match="unpacks to 30 MB"):
        read(zeros, max_unpacked_bytes=1_000_000)
    with pytest.raises(DocumentTooLarge, match="more than 3 documents"):
        read(make_zip({f"{n}.txt": b"x" for n in range(4)}), max_members_n=3)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_a_member_that_lies_about_its_size_takes_no_memory(method: int) -> None:
    archive = understate(make_zip({"a.txt": bytes(100_000_000)}, method), b"\0" * 1000)
    tracemalloc.start()
    try:
        (failed,) = read(archive).failed_children
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()
    assert failed.name == "a.txt"


@pytest.mark.parametrize("name", ["word/document.xml", "xl/workbook.xml"])
def test_an_office_file_that_lies_about_its_size_takes_no_memory(name: str) -> None:
    head = b"<Types/>"
    members = {name: b"<x/>", "[Content_Types].xml": head + b" " * 100_000_000}
    package = understate(make_zip(members), head)
    tracemalloc.start()
    try:
        with pytest.raises(DamagedDocument):
            read(package)
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()


def test_all_that_one_file_brings_is_counted_together() -> None:
    inner = {f"{n}.zip": make_zip({"a.txt": b"a%d" % n, "b.txt": b"b%d" % n}) for n in range(3)}
    document = read(make_zip(inner), max_members_n=5)
    read_n = sum(1 + len(child.children) for child in document.children)
    assert read_n <= 5
    assert "more than 5 documents" in document.failed_children[0].message


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (make_zip({}), EmptyFile),
        (make_zip({".DS_Store": b"x"}), EmptyFile),
        (make_zip({"a.txt": b"Dear Ann" * 99})[:-30], DamagedDocument),
    ],
)
def test_an_archive_without_documents_fails_clearly(
    data: bytes, error: type[DocumentError]
) -> None:
    with pytest.raises(error) as caught:
        read(data)
    assert caught.value.advice


def test_a_damaged_member_does_not_lose_the_others() -> None:
    data = bytearray(make_zip({"a.txt": b"A" * 50, "b.txt": b"B" * 50}, zipfile.ZIP_STORED))
    data[data.find(b"A" * 50)] = 0x20
    document = read(bytes(data))
    assert [child.source for child in document.children] == ["inbox/file/b.txt"]
    assert document.failed_children[0].code == "damaged"


def test_each_mail_of_a_mailbox_is_a_document() -> None:
    data = make_mailbox(3).replace(b"Please send 1", b">From now on, please send 1")
    document = read(data)
    assert document.contents == "Mailbox with 3 mails."
    assert [child.source for child in document.children] == [
        f"inbox/file/mail-{n}.eml" for n in (1, 2, 3)
    ]
    mail = document.children[1].mail
    assert mail is not None
    assert (mail.subject, mail.body) == (
        "Order 1",
        "From now on, please send 1 boxes of paper.",
    )
    with pytest.raises(DocumentTooLarge):
        read(data, max_members_n=2)


def test_a_mail_dropped_alone_and_in_a_mailbox_is_the_same_document() -> None:
    alone = read(MAIL % (0, 0))
    assert read(make_mailbox(2)).children[0].document_id == alone.document_id


def test_an_outlook_container_is_a_mail(winmail: bytes) -> None:
    document = read(winmail)
    assert document.mail is not None
    assert (document.mail.subject, document.mail.body) == ("Order", "Please see the list.")
    assert [child.source for child in document.children] == ["inbox/file/list.txt"]


def test_what_an_outlook_container_carries_belongs_to_its_mail(winmail: bytes) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "Order"
    message.add_attachment(
        winmail, maintype="application", subtype="ms-tnef", filename="winmail.dat"
    )
    document = read(bytes(message))
    assert document.mail is not None
    assert document.mail.body == "Please see the list."
    assert [child.source for child in document.children] == ["inbox/file/list.txt"]


@pytest.fixture
def winmail() -> bytes:
    return make_tnef("Please see the list.", list_txt=b"Paper 10\nInk 2\n")


def test_a_signed_file_is_read_without_its_envelope() -> None:
    document = read(sign(b"Dear Ann, we order paper."), "inbox/letter.txt.p7m")
    assert document.media_type == "application/pkcs7-mime"
    assert document.contents == "Signed envelope around letter.txt."
    (child,) = document.children
    assert child.source == "inbox/letter.txt.p7m/letter.txt"
    assert child.pages[0].row_texts() == ["Dear Ann, we order paper."]


def test_a_signed_mail_saved_as_its_envelope_is_a_mail() -> None:
    inner = b"Content-Type: text/plain; charset=utf-8\n\nWe order paper.\n"
    document = read(sign(inner), "smime.p7m")
    assert document.mail is not None
    assert document.mail.body == "We order paper."


def test_a_defect_in_one_attachment_does_not_lose_the_mail(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(data: bytes, settings: Settings) -> dict[str, Any]:
        raise ZeroDivisionError("secret words of the document")

    monkeypatch.setitem(read_module._READERS, "text/csv", fail)
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "Order"
    message.set_content("See attached.")
    for name, text in (("list.csv", "a;b\n1;2\n"), ("note.txt", "Thanks\n")):
        message.add_attachment(text.encode(), maintype="x", subtype="y", filename=name)
    document = read(bytes(message))
    assert [child.source for child in document.children] == ["inbox/file/note.txt"]
    (failed,) = document.failed_children
    assert (failed.name, failed.code) == ("list.csv", "internal_error")
    assert "ZeroDivisionError" in failed.message and failed.advice
    assert "ZeroDivisionError at test_unwrap.py" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize(
    ("rows", "is_document"),
    [
        (["BAUMARKT HOLLE", "Bon-Nr. 44017", "Silikon transparent 13,98", "Kreppband 4,49",
          "Pinsel-Set klein 9,95", "SUMME EUR 28,42"], True),
        (["Unser Lager in Holle", "Tag der offenen Halle", "Eintritt frei"], False),
        ([], False),
    ],
)  # fmt: skip
def test_a_picture_in_a_mails_text_is_a_document_where_it_reads_like_one(
    rows: list[str], is_document: bool
) -> None:
    picture, buffer = Image.new("RGB", (760, 1150), "white"), BytesIO()
    for number, row in enumerate(rows):
        font = ImageFont.load_default(size=36)
        ImageDraw.Draw(picture).text((60, 80 + 100 * number), row, fill="black", font=font)
    picture.save(buffer, "PNG")
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@b.example", "c@d.example", "Beleg"
    message.set_content('<p>Hier der Beleg.</p><img src="cid:x@1">', subtype="html")
    message.add_related(buffer.getvalue(), maintype="image", subtype="png", cid="<x@1>")
    document = read(bytes(message), "inbox/mail.eml")
    assert len(document.children) == is_document
    assert document.failed_children == ()


@pytest.mark.parametrize("coding", ["utf-8", "utf-8 in parts", "cp850", "flagged"])
def test_a_members_name_is_read_as_its_packer_meant_it(coding: str) -> None:
    name = "Rechnung für Größe.txt"
    if coding == "flagged":
        data = make_zip({name: b"Dear Ann"})
    else:
        raw = name.encode("cp850" if coding == "cp850" else "utf-8")
        if coding == "utf-8 in parts":  # as macOS does
            raw = normalize("NFD", name).encode()
        stand_in = "x" * len(raw)
        data = make_zip({stand_in: b"Dear Ann"}).replace(stand_in.encode(), raw)
    assert read(data).children[0].source == f"inbox/file/{name}"
