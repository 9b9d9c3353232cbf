"""The mail encoder: what it is given to read, and what it says of plain mails."""

import time
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest

from schemas.document import MailMessage
from schemas.errors import ModelError
from schemas.settings import Settings
from slm.mail_encoder import WORDS_FILE, MailEncoder, load_mail_encoder
from slm.mail_input import write_mail_text
from slm.mail_words import WordModel, terms_of

MAILS = [
    (
        "cancellation",
        "Kündigung Wartungsvertrag",
        "Sehr geehrte Damen und Herren,\n\nhiermit kündigen wir den Wartungsvertrag 4711 "
        "fristgerecht zum Jahresende. Bitte bestätigen Sie uns die Kündigung schriftlich.",
    ),
    (
        "automatic",
        "Automatic reply: Budget",
        "I am out of the office until Monday and will read your message when I am back.",
    ),
    (
        "quote",
        "Demande de devis",
        "Bonjour,\n\nmerci de nous faire parvenir votre meilleure offre pour 40 chaises de bureau, "
        "livraison comprise.\n\nCordialement",
    ),
]


def mail(subject: str, body: str, sender: str = "jo@muster.example") -> MailMessage:
    return MailMessage(
        subject=subject,
        sender=sender,
        to=("office@ours.example",),
        date=datetime(2026, 5, 6, tzinfo=UTC),
        body=body,
        new_text=body,
    )


@pytest.fixture(scope="module")
def encoder() -> MailEncoder:
    return load_mail_encoder(Settings().mail_model, threads_n=1)


@pytest.mark.parametrize(("category", "subject", "body"), MAILS)
def test_plain_mails_are_told_apart(
    encoder: MailEncoder, category: str, subject: str, body: str
) -> None:
    axes = encoder.classify_mail(mail(subject, body))
    found = axes["category"]
    assert max(found, key=lambda name: found[name]) == category
    for chances in axes.values():
        assert sum(chances.values()) == pytest.approx(1, abs=1e-5)


def test_any_mail_gets_an_answer(encoder: MailEncoder) -> None:
    for body in ("", "\U0001f600", "<s> </s> <pad>", "long " * 5000):
        axes = encoder.classify_mail(mail("", body))
        assert all(0 <= p <= 1 for chances in axes.values() for p in chances.values())


def test_forwarded_header_rows_are_not_read() -> None:
    body = (
        "fyi\n\n-----Original Message-----\nFrom: Ann Example\nSent: Monday, May 4\n"
        "To: Bob/HOU/X@Y, Cy Dent@Z\nSubject: Plans\n\nHere are the plans."
    )
    text = write_mail_text(mail("FW: Plans", body, sender="no-reply@x.example"))
    assert text == "query: FW: Plans | automatic | fyi || Plans Here are the plans."


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("On\nDate:   Every Thursday\nTime:   1 pm", "On Date: Every Thursday Time: 1 pm"),
        ("His address:\n\nann@x.example\n\nBob", "His address: ann@x.example Bob"),
        ("12/31/92 Agreement:\nSee page 5/14-5/15, Houston).",
         "12/31/92 Agreement: See page 5/14-5/15, Houston)."),
        ("To: All members\n\nDear colleague", "To: All members Dear colleague"),
        ("Thanks\n__________\nAnn Lee\nSales", "Thanks Ann Lee Sales"),
        ("fyi\n---- Forwarded by Ann Lee on 05/04/2001\n03:08 PM ----\nPlease sign.",
         "fyi || Please sign."),
        ('fyi\n"Bob Roe" <bob@x.example> on 04/25/2001 04:46:18 PM\n'
         'To: "Ann Lee (E-mail)" <ann@y.example>, "Cy\nDent (E-mail)" <cy@z.example>\ncc:\n'
         "Subject: Plans\n\nSign.", "fyi || Plans Sign."),
        ("fyi\n---------- Forwarded message ---------\nFrom: Ann Lee <ann@x.example>\n"
         "Date: Mon, 4 May 2020\nSubject: Plans\nTo: Bob <bob@y.example>\n\n\nHi all,\nsend it to "
         "ann@x.example.\nThanks", "fyi || Plans Hi all, send it to ann@x.example. Thanks"),
        ("Call back before 05/05/2020 10:00.\n\nFrom: Cy Low\nSent: Monday\nTo: Bob\n"
         "Subject: Plans\n\nWell?", "Call back before 05/05/2020 10:00. || Plans Well?"),
        ("Date: 5 May\nTime: 1 pm\nPlace: Room 5\nSubject: Budget\nPlease come.",
         "Date: 5 May Time: 1 pm Place: Room 5 Budget Please come."),
        ("From: Hamburg\nTo: Munich\nDate: 4 May", "From: Hamburg To: Munich Date: 4 May"),
        ("Begin original work, please (a || b).", "Begin original work, please (a // b)."),
        ("item     qty\n-----    ---\nchair    12", "item qty chair 12"),
        ("fyi\n------ Transféré par Ann le 04/05/2001\n15:08 ------\nSigne.", "fyi || Signe."),
        ("fyi\nReceived: from a.example by b.example;\n\tMon, 4 May\nMessage-ID: <1@a.example>\n"
         "Subject: Plans\n\nSign.", "fyi || Plans Sign."),
    ],
)  # fmt: skip
def test_what_looks_like_a_header_is_one_where_two_rows_say_so(body: str, text: str) -> None:
    assert write_mail_text(mail("Plans", body)).split(" | ", 2)[2] == text


def test_hostile_texts_take_no_time() -> None:
    started = time.monotonic()
    for body in (
        "-----Original Message-----\n" + " " * 3950 + "x",
        "-" * 3990 + "x",
        "a@b\n" * 59 + "a" * 3700,
        "To: a\n" * 600,
        "\n" * 4000,
        "=== " * 1000,
    ):
        write_mail_text(mail("x", body))
    assert time.monotonic() - started < 10


def test_a_bar_in_a_subject_parts_nothing() -> None:
    text = write_mail_text(mail("Offer | Acme", "Well?"))
    assert text == "query: Offer / Acme | external | Well?"


@pytest.mark.parametrize(
    ("sender", "to", "kind"),
    [
        ("ann@acme.example", ("bob@mail.acme.example",), "colleague"),
        ("ann@acme.co.uk", ("bob@other.co.uk",), "external"),
        ("ann@acme.onmicrosoft.com", ("bob@other.onmicrosoft.com",), "external"),
        ("ann@acme.example.", ("bob@acme.example",), "colleague"),
        ("ann@acme.example", ("bob@acme.example", "c@x.example", "d@y.example"), "external"),
        ("ann@acme.example", (), "external"),
        ("no-reply@acme.example", ("bob@acme.example",), "automatic"),
    ],
)
def test_a_colleague_writes_to_his_house_above_all(
    sender: str, to: tuple[str, ...], kind: str
) -> None:
    message = MailMessage(subject="Plans", sender=sender, to=to, body="Sign.", new_text="Sign.")
    assert write_mail_text(message).split(" | ")[1] == kind


def test_the_words_of_who_passes_a_mail_on_are_told_from_those_passed_on() -> None:
    terms = terms_of("query: FW: Plans | colleague | please sign || Can you send 12 chairs?")
    assert {"s:plans", "t:please", "t:please sign", "send 00", "#questions 0"} <= terms
    assert "t:send" not in terms
    assert any(term.startswith("#forwards ") for term in terms)
    plain = terms_of("query: Plans | external | Can you send 12 chairs?")
    assert {"#questions 1", "#long 0"} <= plain
    assert not any(term.startswith(("t:", "#forwards ")) for term in plain)


def test_a_word_model_survives_its_file(tmp_path: Path) -> None:
    model = WordModel(
        ["s:urgent", "please send"],
        np.array([1.0, 2.0], np.float32),
        np.array([[0.5, 0.0], [0.0, -1.0]], np.float32),
        np.array([0.25, 0.5], np.float32),
    )
    model.save(tmp_path / WORDS_FILE)
    again = WordModel.load(tmp_path / WORDS_FILE)
    text = "query: Urgent | external | Please send 12 chairs"
    assert {"s:urgent", "please send", "00", "send 00"} <= terms_of(text)
    assert again.judge(text) == pytest.approx(model.judge(text), abs=1e-2)
    assert again.judge("nothing known") == pytest.approx([0.25, 0.5])


def test_an_altered_file_is_refused(tmp_path: Path) -> None:
    folder = copytree(Settings().mail_model, tmp_path / "mail")
    (folder / WORDS_FILE).write_bytes(b"other")
    with pytest.raises(ModelError, match="hash"):
        load_mail_encoder(str(folder), threads_n=1)


def test_the_sentence_that_asks_is_told_from_those_around_it(encoder: MailEncoder) -> None:
    told = ["The crane came on Monday.", "Could you send | me the invoice?", "", "Thanks || again."]
    chances = encoder.weigh_asking(told)
    assert len(chances) == len(told) and all(0 < chance < 1 for chance in chances)
    assert max(chances) == chances[1] > 0.5
