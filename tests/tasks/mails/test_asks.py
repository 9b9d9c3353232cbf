"""Whether a mail asks something of its reader: what is seen of it, and what that weighs."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.document import MailMessage
from schemas.settings import Settings
from schemas.vocabulary import URGENCIES
from slm.mail_clauses import ClauseModel
from slm.mail_encoder import CLAUSES_FILE, tell
from slm.mail_input import write_mail_text
from tasks.mails.ask_features import describe_hurry, describe_mail
from tasks.mails.asks import AskWeights, judge_reply, view_asks, weigh_urgency
from tasks.mails.mail_axes import judge_axes

PASSED_ON = "\n\n-----Original Message-----\nFrom: Ann Example\nSubject: Plans\n\nCan you come?"
UNDECIDED = {
    "category": {"other": 0.5, "meeting": 0.5},
    "needs_reply": {"true": 0.5, "false": 0.5},
    "urgency": {"low": 0.4, "normal": 0.5, "high": 0.1},
}


def mail(text: str, subject: str = "Plans", **more: object) -> MailMessage:
    fields = {"sender": "jo.muster@ours.example", "to": ("ann@ours.example",)} | more
    return MailMessage(subject=subject, body=text, new_text=text, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Looks good. Add Mona and Peggy to the list.", True),
        ("Could you send me the new figures?", True),
        ("Können Sie uns die Zahlen schicken?", True),
        ("Pourriez-vous nous envoyer les chiffres ?", True),
        ("FYI" + PASSED_ON, False),
        ("Thanks for the update.", False),
        ("Vielen Dank für Ihre Nachricht.", False),
    ],
)
def test_an_undecided_model_is_helped_by_the_words(text: str, expected: bool) -> None:
    message = mail(text, "Re: Plans")
    clauses = ClauseModel.load(Path(Settings().mail_model) / CLAUSES_FILE)
    asks = tell(clauses.judge(write_mail_text(message)))
    got = judge_axes(message, UNDECIDED | {"asks": asks}, (), "dmy").needs_reply
    assert got.value is expected and 0.5 < got.confidence <= 1


def test_the_sender_s_own_words_are_told_from_those_passed_on() -> None:
    own = describe_mail(mail("Can you come?"))
    passed = describe_mail(mail("fyi" + PASSED_ON, "FW: Plans"))
    assert {"could you", "questions:1", "how:new plain", "sender:colleague"} <= own
    assert {"how:fw passes on", "questions:0", "fyi"} <= passed
    assert "could you" not in passed


@pytest.mark.parametrize(
    ("text", "orders_n"),
    [
        ("Maureen - please print it for my file.", 1),
        ("Yes, send it to Dennis and revise the memo.", 1),
        ("Bitte senden Sie uns die Rechnung.", 1),
        ("I will send it.", 0),
    ],
)
def test_orders_are_told_by_their_first_verb(text: str, orders_n: int) -> None:
    assert f"orders:{orders_n}" in describe_mail(mail(text))


def test_recipients_and_headers_count() -> None:
    found = describe_mail(
        mail("x", to=("jo.muster@home.example",), cc=("a@b.example",) * 3, signs=("list",))
    )
    assert {"to himself", "to:1", "cc:3", "sign:list"} <= found


def test_a_near_deadline_is_stated() -> None:
    assert describe_hurry(None, pressing=True) == {"due:never", "presses:True due:False"}
    assert describe_hurry(9, pressing=False) == {"due:5", "presses:False due:True"}


def test_a_score_adds_weighed_views_and_true_statements() -> None:
    weights = AskWeights(0.5, {"a": 2.0}, {"x": 1.0, "y": -4.0})
    assert weights.score({"a": 0.25, "b": 9.0}, {"x", "unknown"}) == pytest.approx(2.0)


def test_a_surer_model_makes_a_reply_likelier() -> None:
    chances = [
        judge_reply(UNDECIDED | {"needs_reply": {"true": true}}, frozenset())
        for true in (0.0, 0.3, 0.7, 1.0)
    ]
    assert chances == sorted(set(chances))
    assert view_asks({})["needs_reply"] == 0


@given(st.lists(st.floats(0, 1), min_size=3, max_size=3), st.integers(0, 7) | st.none())
def test_urgencies_share_one_probability(chances: list[float], days_left: int | None) -> None:
    given_ = dict(zip(URGENCIES, chances, strict=True))
    found = weigh_urgency(given_, describe_hurry(days_left, pressing=False))
    assert sum(found.values()) == pytest.approx(1)
    assert all(0 <= chance <= 1 for chance in found.values())


@given(st.text(max_size=300), st.text(max_size=40))
def test_any_mail_is_described(text: str, subject: str) -> None:
    found = describe_mail(mail(text, subject))
    assert any(name.startswith("how:") for name in found)
