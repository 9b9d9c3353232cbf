"""Mails that no mail program should write: each ends in a document or a clear refusal, in time."""

import base64
import time
from collections.abc import Callable

import pytest

from schemas.document import SourceDocument
from schemas.errors import DocumentError, DocumentTooLarge
from schemas.settings import Settings
from tasks.read import read_bytes

#: Seconds of CPU time, whatever else the machine does; most take milliseconds.
LIMIT_S = 10
HEAD = b"From: a@b.example\nTo: c@d.example\nSubject: Order\nMIME-Version: 1.0\n"
MIXED = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n"
TEXT = b"Content-Type: text/plain\n\nPlease send ten boxes.\n"


def nest(depth_n: int, kind: str) -> bytes:
    if kind == "multipart":
        return HEAD + b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
            for n in range(depth_n)
        )
    return HEAD + b"Content-Type: message/rfc822\n\n" * depth_n + TEXT


def nest_forwards(depth_n: int) -> bytes:
    """Mails forwarded as attachments of each other, as a mail loop makes them."""
    mail = HEAD + TEXT
    for n in range(depth_n):
        mail = (
            HEAD + b"Content-Type: multipart/mixed; boundary=x%d\n\n--x%d\n" % (n, n)
            + TEXT + b"--x%d\nContent-Type: message/rfc822\n\n" % n + mail + b"\n--x%d--\n" % n
        )  # fmt: skip
    return mail


#: Read: what the text of the document then says, or None where a refusal is as good.
CASES: dict[str, tuple[Callable[[], bytes], str | None]] = {
    "truncated multipart": (lambda: MIXED + b"--b\n" + TEXT[:-10], "Please send"),
    "truncated in a part's header": (lambda: MIXED + b"--b\nContent-Ty", ""),
    "boundary never used": (lambda: MIXED + b"Please send ten boxes.\n", "Please send ten boxes."),
    "boundary not stated": (
        lambda: HEAD + b"Content-Type: multipart/mixed\n\n--b\n" + TEXT + b"--b--\n",
        "Please send ten boxes.",
    ),
    "boundary of another part": (
        lambda: MIXED + b"--c\n" + TEXT + b"--c--\n--b\n" + TEXT + b"--b--\n",
        "Please send ten boxes.",
    ),
    "boundary of no part, 8-bit text": (
        lambda: MIXED + b"--c\n" + TEXT.replace(b"ten", "zwölf".encode()) + b"--c--\n",
        "Please send zwölf boxes.",
    ),
    "boundary never used, 8-bit text": (
        lambda: MIXED.replace(b"\n\n", b"\nContent-Transfer-Encoding: base64\n\n")
        + "Grüße, zwölf Stück.\n".encode(),
        "Grüße, zwölf Stück.",
    ),
    "text that is no base64": (
        lambda: HEAD + b"Content-Transfer-Encoding: base64\n" + TEXT, "Please send ten boxes."),
    "little base64 above a footer in plain words": (
        lambda: HEAD + b"Content-Transfer-Encoding: base64\n\nT0ssIGFncmVlZCwgQW5u\n\n--\nList: "
        b"http://x.example/y\n", "OK, agreed, Ann"),
    "base64 above a stray mark": (
        lambda: HEAD + b"Content-Transfer-Encoding: base64\n\n"
        b"SmEsIGJpdHRlIGJpcyAyMC4wMy4=\n!\n", "Ja, bitte bis 20.03."),
    "a word above others that are no base64": (
        lambda: HEAD + b"Content-Transfer-Encoding: base64\n\nRechnung\nfehlt!\n",
        "Rechnung\nfehlt!"),
    "base64 above a footer in plain words": (
        lambda: HEAD + b"Content-Transfer-Encoding: base64\n\n"
        + base64.b64encode(b"Please send ten boxes. We need them soon.") + b"\n-- \nThe list\n",
        "Please send ten boxes.",
    ),
    "mark of UTF-8": (lambda: b"\xef\xbb\xbf" + HEAD + TEXT, "Please send ten boxes."),
    "all of it in UTF-16": (
        lambda: (HEAD + TEXT).decode().encode("utf-16"), "Please send ten boxes."),
    "boundary without end": (lambda: MIXED.replace(b"=b\n", b'="b\n') + b"--b\n" + TEXT, None),
    "8-bit headers": (
        lambda: HEAD.replace(b"Order", "Bestellung für Größe".encode("cp1252")) + b"\nHello\n",
        "Bestellung für Größe",
    ),
    "8-bit headers in UTF-8": (
        lambda: HEAD.replace(b"a@b", "Jörg <j@b".encode()).replace(b"mple\nTo", b"mple>\nTo")
        + b"\nHello\n",
        "Jörg <j@b.example>",
    ),
    "10,000 recipients": (
        lambda: HEAD.replace(
            b"To: c@d.example\n",
            b"To: " + b",\n ".join(b"Person %d <p%d@d.example>" % (n, n) for n in range(10_000))
            + b"\n",
        )
        + TEXT,
        "Please send ten boxes.",
    ),
    "10,000 To headers": (
        lambda: b"".join(b"To: p%d@d.example\n" % n for n in range(10_000)) + HEAD + TEXT,
        "Please send ten boxes.",
    ),
    "1,000 nested multiparts": (lambda: nest(1000, "multipart"), None),
    "1,000 nested mails": (lambda: nest(1000, "mail"), None),
    "150 nested mails": (lambda: nest(150, "mail"), None),
    "1,000 nested forwards": (lambda: nest_forwards(1000), None),
    "60 nested forwards": (lambda: nest_forwards(60), "Please send ten boxes."),
    "header bomb": (
        lambda: HEAD + b"".join(b"X-%d: %s\n" % (n, b"x" * 900) for n in range(40_000)) + b"\nHi",
        None,
    ),
    "header of many short lines": (lambda: HEAD + b"X: y\n" * 2_000_000 + b"\nHi", None),
    "folded header without end": (lambda: HEAD + b"X-Long: " + b"\n x" * 1_000_000, None),
    "endless subject": (
        lambda: HEAD + b"Subject: " + b"=?utf-8?q?x?= " * 300_000 + b"\n" + TEXT,
        "Please send ten boxes.",
    ),
    "endless encoded word": (
        lambda: b"Subject: =?utf-8?b?" + b"QUJD" * 1_000_000 + b"?=\n" + HEAD + TEXT, None),
    "endless content type": (
        lambda: HEAD + b"Content-Type: text/plain" + b";" * 3_000_000 + b"\n\nHi", None),
    "endless boundary": (
        lambda: HEAD + b'Content-Type: multipart/mixed; boundary="' + b"b" * 3_000_000 + b'"\n\nHi',
        None,
    ),
    "many long content types": (
        lambda: MIXED + b"".join(
            b"--b\nContent-Type: text/plain" + b";a=b" * 3000 + b"\n\nx\n" for _ in range(900)),
        None,
    ),
    "nested comments in an address": (
        lambda: b"From: " + b"(" * 50_000 + b"\n" + HEAD + TEXT, "Please send ten boxes."),
    "quotes in an address": (
        lambda: b'To: "' + b'\\"' * 50_000 + b"\n" + HEAD + TEXT, "Please send ten boxes."),
    "wrong charset names": (
        lambda: HEAD + b'Content-Type: text/plain; charset="x-\xff unknown"\n\nGr\xfc\xdfe, Ann\n',
        "Grüße, Ann",
    ),
    "charset that is no text encoding": (
        lambda: HEAD + b"Content-Type: text/plain; charset=zlib\n\nHello Ann\n", "Hello Ann"),
    "charset in two languages": (
        lambda: HEAD + b"Content-Type: text/plain; charset*0*=u'';charset*1=tf\n\nHello Ann\n",
        "Hello Ann",
    ),
    "NUL bytes": (lambda: HEAD + b"\nHel\x00lo\x00 Ann\x00\n", "Hello Ann"),
    "NUL bytes in headers": (lambda: HEAD.replace(b"Order", b"Or\x00der") + b"\nHi\n", "Order"),
    "huge line": (lambda: HEAD + b"\n" + b"x" * 20_000_000 + b"\n", None),
    "huge line of words": (lambda: HEAD + b"\n" + b"order " * 2_000_000 + b"\n", "order order"),
    "millions of empty lines": (lambda: HEAD + b"\n" * 5_000_000, None),
    "carriage returns only": (lambda: HEAD.replace(b"\n", b"\r") + b"\rHello Ann\r", None),
    "many lines in many boundaries": (
        lambda: nest(200, "multipart") + b"x\n" * 1_000_000, None),
    "a million parts": (lambda: MIXED + b"--b\n\n" * 1_000_000, None),
    "900 texts": (
        lambda: MIXED + b"".join(
            b"--b\n\n" + b" ".join(b"w%d" % (n * 97 + m) for m in range(900)) + b"\n"
            for n in range(900)
        ),
        "w0 w1",
    ),
    "base64 debris": (
        lambda: HEAD + b"Content-Transfer-Encoding: base64\n\n$$$ Hello %% ===\n", None),
    "quoted-printable debris": (
        lambda: HEAD + b"Content-Transfer-Encoding: quoted-printable\n\nGr=C3=BC=C3=\n=9Fe =ZZ =\n",
        "Grüße",
    ),
    "unknown transfer encoding": (
        lambda: HEAD + b"Content-Transfer-Encoding: 9bit\n\nHello Ann\n", "Hello Ann"),
    "uuencode without end": (
        lambda: HEAD + b"Content-Transfer-Encoding: uuencode\n\nbegin 644 x\nM!!\n", None),
    "names that are no names": (
        lambda: MIXED + b"--b\nContent-Type: application/x\nContent-Disposition: attachment;"
        b" filename*0*=a''%ff%00;filename*2=z;filename=\"../../\x00\"\n\nnote\n--b--\n",
        "",
    ),
    "a sender in comments in comments": (
        lambda: b"From: " + b"(" * 2000 + b"bob@x.example\n\nHello Ann\n", "Hello Ann"),
    "HTML without end": (
        lambda: HEAD + b"Content-Type: text/html\n\n" + b"<table><tr><td>" * 60_000 + b"Hello",
        None,
    ),
    "broken calendar": (
        lambda: HEAD
        + b"Content-Type: text/calendar\n\nBEGIN:VCALENDAR\n"
        + b"BEGIN:VEVENT\n" * 9999,
        None,
    ),
    "broken delivery report": (
        lambda: HEAD + b"Content-Type: message/delivery-status\n\n" + b"Action: \xff\n\n" * 9999,
        None,
    ),
}  # fmt: skip


@pytest.mark.timeout(60 * LIMIT_S)
@pytest.mark.parametrize("name", CASES)
def test_a_malformed_mail_is_read_or_refused_in_time(name: str) -> None:
    make, words = CASES[name]
    data = make()
    start = time.thread_time()
    try:
        document = read_bytes(data, "inbox/mail", Settings())
    except DocumentError as error:
        assert words is None, f"refused: {error}"
        assert str(error) and error.advice
    else:
        if words:
            assert words in say(document)
    assert time.thread_time() - start < LIMIT_S


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (MIXED + b"--b\n" + TEXT, "cut off"),
        (MIXED + TEXT, "told apart"),
        (MIXED + b"--b\n" + TEXT + b"--b--\n", ""),
        (nest_forwards(150), "mails in mails"),
    ],
)
def test_what_may_be_missing_is_told(data: bytes, told: str) -> None:
    problems = read_bytes(data, "inbox/mail", Settings()).problems
    assert [told in problem for problem in problems] == ([True] if told else [])


def say(document: SourceDocument) -> str:
    """All that stands on the pages of a mail."""
    return "\n".join(text for page in document.pages for text in page.row_texts())


def test_mails_in_mails_without_end_are_not_called_damaged() -> None:
    with pytest.raises(DocumentTooLarge):
        read_bytes(nest(1000, "mail"), "inbox/mail", Settings())
