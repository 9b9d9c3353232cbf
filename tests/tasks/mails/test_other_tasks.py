"""Tasks of somebody named, and words by which work may begin."""

from datetime import UTC, datetime

import pytest

from schemas.document import MailMessage
from schemas.understanding import Sentence
from tasks.mails.mail_axes import judge_axes
from tasks.mails.other_tasks import is_task_of_another
from tasks.values.sentences import split_text

SENT = datetime(2025, 5, 6, 9, 30, tzinfo=UTC)  # a Tuesday


@pytest.mark.parametrize(
    ("subject", "text", "to", "expected"),
    [
        ("Notes - yard meeting", "3. Crane idle. Pruitt to push the maker by Friday.", "", True),
        ("Protokoll 12", "Nagel klärt die Fenster bis Freitag.", "", True),
        ("CR réunion", "Bruno appelle le fournisseur avant vendredi.", "", True),
        (
            "Notes - yard meeting",
            "Pruitt to push the maker by Friday.",
            "r.pruitt@x.example",
            False,
        ),
        ("Notes - yard meeting", "Please send corrections by Friday.", "", False),
        ("Crane", "Pruitt to push the maker by Friday.", "", False),
    ],
)
def test_minutes_name_who_has_to_do_it(subject: str, text: str, to: str, expected: bool) -> None:
    mail = MailMessage(subject=subject, body=text, new_text=text, to=(to,) if to else ())
    phrase = "avant vendredi" if "avant" in text else "bis F" if "bis" in text else "by Friday"
    own = [Sentence(text=one, salience=0.5) for one in split_text(text)]
    assert is_task_of_another(phrase, mail, own) == expected


def test_a_word_given_is_given_by_what_the_question_says() -> None:
    new = "Seen with the client, 42.5 is right. Please go ahead and cut it."
    asked = (
        "\n\nOn Tue, 6 May 2025 at 09:02, Cutting room wrote:\n"
        "> 42 or 42.5? If we don't have it by tonight we lose the slot."
    )
    axes = {
        "needs_reply": {"true": 0.3, "false": 0.7},
        "urgency": {"low": 0.4, "normal": 0.5, "high": 0.1},
    }
    own = tuple(Sentence(text=one, salience=0.5) for one in split_text(new))
    for body, due in ((new + asked, "2025-05-06"), (new + asked.replace("6 May", "5 May"), None)):
        mail = MailMessage(subject="Re: Plan", date=SENT, body=body, new_text=new)
        got = judge_axes(mail, axes, own, "dmy")
        assert got.needs_reply.value
        assert (got.deadline.date if got.deadline else None) == due
        assert (got.urgency.value == "high") == (due is not None)
