"""Headers that say how a mail was sent."""

import pytest

from readers.mail import read_mail
from schemas.settings import Settings
from tests.office_files import INVITATION


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


@pytest.mark.parametrize(
    ("calendar", "asks"),
    [
        (INVITATION.replace("ATTENDEE;", "ATTENDEE;RSVP=TRUE;"), True),
        (INVITATION.replace("ATTENDEE;", "ATTENDEE;ROLE=CHAIR;\r\n PARTSTAT=NEEDS-ACTION;"), True),
        (INVITATION, False),
        (INVITATION.replace("ATTENDEE;", "ATTENDEE;RSVP=FALSE;PARTSTAT=ACCEPTED;"), False),
        (
            INVITATION.replace("ATTENDEE;", "ATTENDEE;RSVP=TRUE;").replace("REQUEST", "CANCEL"),
            False,
        ),
    ],
)
def test_an_invitation_that_asks_its_guests_is_a_sign(calendar: str, asks: bool) -> None:
    part = f"Content-Type: text/calendar; charset=utf-8\n\n{calendar}"
    expected = ("invitation",) if asks else ()
    raw = f"From: a@b.example\nSubject: x\n{part}"
    assert read_mail(raw.encode(), Settings()).signs == expected
    mixed = "Content-Type: multipart/alternative; boundary=x\n\n--x\n\nHello\n--x\n"
    raw = f"From: a@b.example\nSubject: x\n{mixed}{part}\n--x--\n"
    assert read_mail(raw.encode(), Settings()).signs == expected
    passed_on = f"{mixed}Content-Type: message/rfc822\n\nFrom: c@d.example\n{part}\n--x--\n"
    raw = f"From: a@b.example\nSubject: x\n{passed_on}"
    assert read_mail(raw.encode(), Settings()).signs == ()
