"""The text that the summariser reads: names as people write them, no rows of mail programs."""

import time

import pytest

from schemas.document import MailMessage
from slm.mail_source import build_source, find_name, tidy_body


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("Darren Oakes <d.oakes@fab.example>", "Darren Oakes"),
        ("Miller, Jane Q. <jq@x.example>", "Jane Miller"),
        ("steven.miller@x.example", "Steven Miller"),
        ("orders@x.example", "orders"),
        ("Acme Widgets, Inc. <info@x.example>", "Acme Widgets, Inc."),
        ("Jane Q Miller", "Jane Miller"),
        ("", ""),
    ],
)
def test_the_name_in_an_address(address: str, name: str) -> None:
    assert find_name(address) == name


def test_rows_of_a_mail_inside_the_mail_are_left_out_but_its_sender() -> None:
    body = (
        "Please see below.\n\n-----Original Message-----\nFrom: Bob Gray <bob@x.example>\n"
        "Sent: Monday\nTo: Ann Lee\nCc: Tim\nSubject: Test\n\nThe pump\nis broken.\n=========\n"
    )
    assert tidy_body(body) == "Please see below.\nFrom: Bob Gray\nThe pump is broken."


def test_what_a_reply_answers_stands_last() -> None:
    mail = MailMessage(
        subject="Re: Pump",
        sender="Ann Lee <ann@x.example>",
        to=("bob@x.example",),
        body="Yes, fine.\n\n> Shall I order it?",
        new_text="Yes, fine.",
    )
    assert build_source(mail) == (
        "From: Ann Lee\nTo: bob\nSubject: Re: Pump\n\nYes, fine.\nAnswers: Shall I order it?"
    )


def test_another_header_may_name_the_people() -> None:
    mail = MailMessage(
        sender="j.miller@x.example",
        sender_name="Miller, Jane </O=X/CN=J>",
        recipient_name="Bob Gray, Tim Dee",
        to=("b@x.example",),
        new_text="Hello",
    )
    assert build_source(mail).startswith("From: Jane Miller\nTo: Bob Gray\n")


def test_hostile_bodies_take_no_time() -> None:
    assert tidy_body("a  <mailto:a@b.example> <c@d.example> b [e@f@g x] (h@i).") == "a b."
    start = time.monotonic()
    for body in ("x" + " " * 5_990 + "x", "[@" * 3_000, "[@[" * 2_000):
        tidy_body(body)
    assert time.monotonic() - start < 5
