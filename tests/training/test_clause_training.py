"""Which clauses ask is learned from mails of which only the whole is labelled."""

import importlib.util

import pytest

from training.mail.data import MailSample

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("torch") is None, reason="torch is in the training environment"
)

NEWS = ("The crane came.", "The yard is clean.", "The men were paid.", "Rain is on its way.")
ASKING = ("Please call me.", "Please sign it.", "Please pay them.")


def make(number: int, asks: bool, source: str = "real", group: str = "") -> MailSample:
    clauses = [NEWS[number % 4], NEWS[(number + 1) % 4], NEWS[(number + 3) % 4]]
    if asks:
        clauses[number % 3] = ASKING[number % 3]
    return MailSample(
        id=str(number),
        source=source,
        part="train",
        language="en",
        text=f"query: Site | colleague | {' '.join(clauses)}",
        category="other",
        needs_reply=asks,
        urgency="normal",
        weight=1.0,
        sure=True,
        group=group or str(number),
    )


def test_the_clause_that_asks_is_told_from_those_around_it() -> None:
    from training.mail.clauses import fit_clauses

    model = fit_clauses([make(number, number % 2 == 0) for number in range(80)])
    assert model.judge("query: Site | colleague | Rain is on its way. Please fax it.") > 0.7
    assert model.judge("query: Site | colleague | Rain is on its way. The men were paid.") < 0.3


def test_sources_whose_labels_are_not_of_mails_teach_nothing() -> None:
    from training.mail.clauses import fit_clauses

    mails = [make(number, number % 2 == 0) for number in range(80)]
    wrong = [make(number, number % 2 == 1, "questions") for number in range(80)]
    text = mails[0].text
    assert fit_clauses([*mails, *wrong]).judge(text) == fit_clauses(mails).judge(text)


def test_near_duplicates_count_as_two_mails_at_most() -> None:
    from training.mail.data import weigh_groups

    mails = [make(n, True, group="same") for n in range(4)] + [make(9, True)]
    like = make(10, False, "turned", "same")
    assert weigh_groups([*mails, like]) == [0.5, 0.5, 0.5, 0.5, 1.0, 0.5]
