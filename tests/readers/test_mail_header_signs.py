"""Headers that say how a mail was sent."""

import pytest

from readers.mail import read_mail
from schemas.settings import Settings


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Auto-Submitted: auto-replied (vacation)", ("auto_reply",)),
        ("Auto-Submitted: auto-generated; type=ticket", ("auto_generated",)),
        ("Auto-Submitted: no", ()),
        ("X-Autoreply: yes", ("auto_reply",)),
        ("X-Autorespond: no", ()),
        ("Precedence: auto_reply", ("auto_reply",)),
        ("Precedence: Bulk", ("bulk",)),
        ("Precedence: list", ("list",)),
        ("Precedence: first-class", ()),
        ("List-Unsubscribe: <mailto:off@news.example>", ("list",)),
        ("List-Id: <a.b>\nPrecedence: list", ("list",)),
        ("Return-Path: <>", ("no_return",)),
        ("Return-Path: <a@b.example>", ()),
        ("Content-Type: multipart/report; boundary=x", ("report",)),
        ("Auto-Submitted:", ()),
    ],
)
def test_signs_are_read_from_the_headers(header: str, expected: tuple[str, ...]) -> None:
    raw = f"From: a@b.example\nSubject: x\n{header}\n\nHello\n"
    assert read_mail(raw.encode(), Settings()).signs == expected
