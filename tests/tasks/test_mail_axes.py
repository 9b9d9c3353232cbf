"""What a mail asks of its reader."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tagged_pages import FakeModel, document, draw

from schemas.document import MailMessage
from schemas.understanding import Sentence
from tasks.deadlines import find_deadline
from tasks.mail_axes import find_action
from tasks.understand import understand

SENT = date(2025, 5, 6)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we must have the offer until 19.5.2025 at the latest.", "2025-05-19"),
        ("Bitte bis spätestens Freitag, den 9. Mai zurücksenden.", "2025-05-09"),
        ("Need it on site by Friday 9/5, offload before 9am.", "2025-05-09"),
        ("merci de répondre avant le 15 mai", "2025-05-15"),
        ("entro il 20/05/2025 grazie", "2025-05-20"),
        ("uiterlijk op 12 mei graag", "2025-05-12"),
        ("antes del 15 de mayo", "2025-05-15"),
        ("please reply by tomorrow", "2025-05-07"),
        ("by 5pm on Thursday", "2025-05-08"),
        ("please confirm by noon on 9 May", "2025-05-09"),
        ("by the end of February", "2026-02-28"),
        ("send it by end of next week", "2025-05-16"),
        ("bitte innerhalb von 14 Tagen bezahlen", "2025-05-20"),
        ("veuillez répondre sous huit jours", "2025-05-14"),
        ("please return it within 3 working days", "2025-05-09"),
        ("we need it by the 12th", "2025-05-12"),
    ],
)
def test_deadlines_are_resolved_against_the_date_of_the_mail(text: str, expected: str) -> None:
    found = find_deadline(text, SENT, "dmy")
    assert found is not None and found.date == expected
    assert found.text in text


@pytest.mark.parametrize(
    "text",
    [
        "by the way, we met on 5 May",
        "paid by card",
        "delivered before 1 May 2024",
        "see you Friday",
    ],
)
def test_other_dates_are_no_deadlines(text: str) -> None:
    assert find_deadline(text, SENT, "dmy") is None


@given(st.text(max_size=120))
def test_any_text_gives_a_deadline_or_none(text: str) -> None:
    found = find_deadline("by " + text, SENT, "dmy")
    assert found is None or found.date is None or date.fromisoformat(found.date) >= SENT


def test_the_action_is_the_most_salient_request() -> None:
    sentences = (
        Sentence(text="The weather is fine.", salience=0.9),
        Sentence(text="Could you call me?", salience=0.2),
        Sentence(text="Please send the signed contract back.", salience=0.6),
    )
    assert find_action(sentences) == "Please send the signed contract back."
    assert find_action(sentences[:1]) is None
    courtesy = Sentence(text="Please do not hesitate to call.", salience=0.9)
    assert find_action((courtesy,)) is None


def test_a_mail_is_a_mail_with_its_axes() -> None:
    body = "Dear team,\n\nplease send us the order confirmation by 9 May 2025.\n\nRegards"
    page, _ = draw(["From: a@b.example", "Subject: PO 1", "", *body.split("\n")])
    message = MailMessage(
        subject="PO 1",
        sender="a@b.example",
        date=datetime(2025, 5, 6, 9, tzinfo=UTC),
        body=body,
        new_text=body,
    )
    model = FakeModel(
        doc_type="invoice",
        mail={
            "category": {"order": 0.8, "quote": 0.2},
            "needs_reply": {"true": 0.9, "false": 0.1},
            "urgency": {"high": 0.7, "normal": 0.3},
        },
    )
    got = understand(document(page, mail=message), model)
    assert got.doc_type.value == "mail" and got.language == "en"
    assert got.mail is not None
    assert (got.mail.category.value, got.mail.category.confidence) == ("order", 0.8)
    assert got.mail.needs_reply.value and got.mail.urgency.value == "high"
    assert got.mail.deadline is not None and got.mail.deadline.date == "2025-05-09"
    assert got.mail.action == "please send us the order confirmation by 9 May 2025."
    assert all("Subject" not in sentence.text for sentence in got.sentences)
