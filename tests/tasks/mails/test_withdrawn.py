"""Mails whose matter is over for their reader."""

from datetime import UTC, datetime

import pytest

from schemas.document import MailMessage
from schemas.understanding import Sentence
from tasks.mails.mail_axes import judge_axes
from tasks.mails.withdrawn import is_over, is_taken
from tasks.values.sentences import split_text

SENT = datetime(2025, 5, 6, 9, 30, tzinfo=UTC)  # a Tuesday
ASKS = {
    "needs_reply": {"true": 0.8, "false": 0.2},
    "urgency": {"low": 0.3, "normal": 0.4, "high": 0.3},
}
PASSED_ON = """

-----Original Message-----
From: Dale <dale@seller.example>
To: Kim <kim@buyer.example>
Subject: Tender

Please send us your comments by Friday."""


def _mail(subject: str, text: str) -> MailMessage:
    return MailMessage(subject=subject, date=SENT, body=text, new_text=text)


def _sentences(text: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(text=one, salience=0.5) for one in split_text(text))


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Never mind - RE: need the file by noon", "Found it under my desk."),
        ("Hat sich erledigt: DRINGEND Drucker steht", "Es lag am Kabel."),
        ("Fausse alerte : facture à payer avant vendredi", "Elle était déjà classée."),
        (
            "Erledigt: Server steht",
            "Es lag an uns.\n\nAm 06.05.2025 schrieb Anke Roth:\n\n> Bitte sofort anrufen!",
        ),
        ("FW: Tender", "FYI only, the lawyers write ours." + PASSED_ON),
        ("WG: Rückruf", "Zur Kenntnis. Wir haben diese Ware nie bekommen." + PASSED_ON),
        ("Re: Payment reminder 4411", "Sorry about that. EUR 410.00 was sent this morning."),
        ("AW: Zahlungserinnerung", "410,00 € sind heute früh als Überweisung raus."),
        ("Re: Interview", "I have to withdraw. Please don't trouble to reply."),
        ("Re: Gespräch", "Ich ziehe zurück. Machen Sie sich nicht die Mühe, mir zu antworten."),
    ],
)
def test_what_is_over_asks_for_nothing(subject: str, text: str) -> None:
    mail, said = _mail(subject, text), _sentences(text)
    got = judge_axes(mail, ASKS, said, "dmy")
    assert not got.needs_reply.value and got.deadline is None and got.urgency.value == "low"


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Never mind the price - RE: offer", "Please send the file by Friday."),
        ("FW: Tender", "FYI, we should answer this." + PASSED_ON),
        ("FW: Tender", "FYI - your thoughts?" + PASSED_ON),
        ("Re: Payment reminder 4411", "EUR 410.00 was sent today. Please confirm it."),
        ("Re: Offer", "EUR 410.00 was sent this morning."),
        ("Re: Interview", "Please call me on Friday. I was struck by how kindly you wrote."),
    ],
)
def test_who_asks_all_the_same_is_not_done(subject: str, text: str) -> None:
    own = _sentences(text.removesuffix(PASSED_ON))
    assert not is_over(_mail(subject, text), own)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You pay by Direct Debit. We'll collect £20 on or after 14 May.", True),
        ("Wir buchen den Betrag am 14.05.2025 von Ihrem Konto ab.", True),
        ("Le montant sera prélevé le 14 mai.", True),
        ("The direct debit failed. We will collect £20 on 14 May.", False),
        ("Please pay by 14 May.", False),
    ],
)
def test_what_is_fetched_is_due_for_nobody(text: str, expected: bool) -> None:
    own = _sentences(text)
    assert is_taken(own) == expected
    got = judge_axes(_mail("Your bill: payment due 14 May", text), ASKS, own, "dmy")
    assert (got.deadline is None) == expected and got.needs_reply.value != expected
