"""The type of a file, from its bytes alone: names lie."""

import codecs
import io
import re
import zipfile

import puremagic

from readers.csv_table import is_csv
from readers.einvoice import is_einvoice
from readers.mbox import is_mailbox
from readers.text import decode_text, looks_like_text, without_utf16

PDF = "application/pdf"
XML = "application/xml"
EML = "message/rfc822"
MSG = "application/vnd.ms-outlook"
TEXT = "text/plain"
HTML = "text/html"
CSV = "text/csv"
CALENDAR = "text/calendar"
RTF = "application/rtf"
MBOX = "application/mbox"
TNEF = "application/ms-tnef"
PKCS7 = "application/pkcs7-mime"
ZIP = "application/zip"
UNKNOWN = "application/octet-stream"

#: First bytes → type. Formats that need more than that are found below.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"\x78\x9f\x3e\x22", TNEF),
    (b"{\\rtf", RTF),
    (b"%!PS", "application/postscript"),
)
_HEIF_BRANDS = frozenset(
    (b"heic", b"heix", b"hevc", b"heim", b"heis", b"hevm", b"mif1", b"msf1", b"avif")
)
IMAGES = frozenset(
    ("image/png", "image/jpeg", "image/tiff", "image/heic", "image/webp", "image/bmp", "image/gif")
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = f"{_OFFICE}wordprocessingml.document"
XLSX = f"{_OFFICE}spreadsheetml.sheet"
PPTX = f"{_OFFICE}presentationml.presentation"
_ZIP_PARTS = (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX))
#: An OpenDocument file's first member is called "mimetype", is not packed and tells what it is.
_OPEN_DOCUMENT = re.compile(rb".{30}mimetype(application/vnd\.oasis\.opendocument\.[a-z-]+)", re.S)
ODT, ODS = (f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "spreadsheet"))
SVG = "image/svg+xml"
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK")
#: An archive with more entries is no office file; listing them all would take long.
_MAX_OFFICE_ENTRIES_N = 20_000
#: An Office file under a password is a container with this stream.
ENCRYPTED_OFFICE = "application/x-encrypted-office"
#: DER: a ContentInfo that holds signed, enveloped or other PKCS #7 data (RFC 5652).
_PKCS7_OID = bytes.fromhex("06092a864886f70d0107")

_HEADER_LINE = re.compile(r"([!-9;-~]{1,70}):[ \t]?")
#: A mail has at least two of these among its first headers.
_MAIL_HEADERS = frozenset(
    (
        "from", "to", "cc", "subject", "date", "message-id", "received", "return-path", "sender",
        "mime-version", "content-type", "content-transfer-encoding", "reply-to", "delivered-to",
        "in-reply-to", "references", "x-mailer", "x-received", "arc-seal", "dkim-signature",
        "authentication-results",
    )
)  # fmt: skip
#: Leading bytes that may stand before a PDF's header.
_PDF_JUNK_BYTES = 1024
#: How much of a file is looked at; a few formats name their parts further on.
HEAD_BYTES = 65_536


def detect_media_type(data: bytes) -> str:
    """IANA media type of `data`; `application/octet-stream` when unknown. Never raises."""
    head = data[:HEAD_BYTES]
    for signature, media_type in _SIGNATURES:
        if data.startswith(signature):
            return media_type
    if container := _container_type(data, head):
        return container
    # After the others: an archive may begin with a PDF inside it.
    if b"%PDF-" in head[: _PDF_JUNK_BYTES + 5] and not _is_mail(head):
        return PDF
    if looks_like_text(head):
        return _text_type(data, head)
    return _other_type(head)


def _container_type(data: bytes, head: bytes) -> str | None:
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return "image/heic"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[:2] == b"BM" and len(head) > 26 and head[6:10] == bytes(4):
        return "image/bmp"
    if head.startswith(_OLE):
        return _ole_type(data)
    if head.startswith(_ZIP_STARTS):
        return _zip_type(data, head)
    if head[:1] == b"0" and _PKCS7_OID in head[:40]:
        return PKCS7
    return None


def _ole_type(data: bytes) -> str:
    if "__properties_version1.0".encode("utf-16-le") in data:
        return MSG
    if "EncryptedPackage".encode("utf-16-le") in data:
        return ENCRYPTED_OFFICE
    return "application/x-ole-storage"


def _zip_type(data: bytes, head: bytes) -> str:
    """Office files are archives with a list of content types and a folder that tells which."""
    if told := _OPEN_DOCUMENT.match(head):
        return told[1].decode()
    if data.count(b"PK\x01\x02") > _MAX_OFFICE_ENTRIES_N:
        return ZIP
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        # Cut off, or the first part only: the names stand before each member, too.
        return next((kind for part, kind in _ZIP_PARTS if part.encode() in head), ZIP)
    if "[Content_Types].xml" not in names and "[content_types].xml" not in map(str.lower, names):
        return ZIP
    folders = (name.lower() for name in names)
    found = {part for name in folders for part, _ in _ZIP_PARTS if name.startswith(part)}
    return next((kind for part, kind in _ZIP_PARTS if part in found), ZIP)


def _text_type(data: bytes, head: bytes) -> str:
    text = decode_text(head).lstrip("\ufeff \t\r\n")
    start = text[:200].lower()
    if start.startswith(("<!doctype html", "<html")):
        return HTML
    if start.startswith("<svg"):
        return SVG
    if start.startswith(("<?xml", "<!--", "<!doctype")) or (text[:1] == "<" and is_einvoice(data)):
        return HTML if "<html" in text[:2000].lower() else XML
    if text[:15].upper() == "BEGIN:VCALENDAR":
        return CALENDAR
    if _is_mail(head):
        return MBOX if is_mailbox(data) else EML
    return CSV if is_csv(text) else TEXT


def _is_mail(head: bytes) -> bool:
    """Whether the bytes begin with the header of a mail (RFC 5322), an mbox line allowed."""
    known = 0
    head = without_utf16(head).removeprefix(codecs.BOM_UTF8)
    lines = head[:16_384].decode("latin-1").lstrip("\r\n").splitlines()
    for number, line in enumerate(lines[:80]):
        if not line:
            break
        if line[0] in " \t" and number:
            continue
        if number == 0 and line.startswith("From "):
            continue
        match = _HEADER_LINE.match(line)
        if match is None:
            return False
        known += match[1].lower() in _MAIL_HEADERS
    return known >= 2


def _other_type(head: bytes) -> str:
    try:
        return str(puremagic.from_string(head, mime=True)) or UNKNOWN
    except (puremagic.PureError, ValueError):
        return UNKNOWN
