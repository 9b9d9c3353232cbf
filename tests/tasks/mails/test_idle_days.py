"""Days by which nobody has to do anything."""

from datetime import UTC, datetime

import pytest

from tasks.mails.day_finder import find_days
from tasks.mails.deadlines import find_deadline
from tasks.mails.idle_days import is_idle

SENT = datetime(2025, 5, 6, 9, 30, tzinfo=UTC)  # a Tuesday
ASKED = {"needs_reply": {"true": 0.97, "false": 0.03}}


@pytest.mark.parametrize(
    "text",
    [
        "Please tell him yes. Anyone else can wait until tomorrow.",
        "Bitte sagen Sie ihm ja. Alles andere kann bis morgen warten.",
        "Merci de lui dire oui. Les autres peuvent attendre demain.",
        "Prego, gli dica di sì. Gli altri possono aspettare domani.",
        "Please send it to Ann. I am on leave until Friday.",
        "Merci de le relire. Me Lebrun est de toute façon absente jusqu'au 9 mai.",
        "Bitte sagen Sie die drei Nächte ab dem 9. Mai ab.",
        "Merci d'annuler les trois nuits à partir du 9 mai.",
        "If you do not recognise this payment, please call us within 2 business days.",
        "Any discrepancy must be notified within 24 hours, please.",
        "Beanstandungen bitte innerhalb von 5 Tagen.",
        "Toute réclamation doit nous parvenir sous 48 heures, merci.",
        "Orders received by 9 May will be honoured at present prices, please note.",
        "Bestellungen, die bis 9. Mai eingehen, bitte zu alten Preisen.",
        "The second instalment went over this afternoon so please don't remind me.",
        "Das Paket ist heute rausgegangen, bitte nicht mehr erinnern.",
        "Kit's doing the model tonight, please have coffee ready at eleven.",
        "Please cancel the coach booked for Friday.",
        "Merci d'annuler le car réservé pour vendredi.",
        "Merci de vérifier, les fonds devraient figurer sur votre compte sous 48 heures.",
        "Können Sie bitte zur Version 8.6 zurückkehren?",
        "Bitte merken: Die Begründung schulden wir bis zum 9. Mai.",
        "Liebe alle, ich bring morgen einen Kuchen mit.",
    ],
)
def test_days_of_absences_cases_and_events_are_no_deadlines(text: str) -> None:
    assert find_deadline("Order", text, SENT, "dmy", ASKED) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This cannot wait until Friday, please send it by tomorrow.", "2025-05-07"),
        ("Das kann nicht bis Freitag warten, bitte bis morgen senden.", "2025-05-07"),
        ("Please report by Friday whether you found any discrepancies.", "2025-05-09"),
        ("Please make sure that orders are sent by Friday.", "2025-05-09"),
        ("Your subscription is expiring today, please renew it.", "2025-05-06"),
        ("Has it been sent? Please send it today.", "2025-05-06"),
        ("The deadline has been moved from May 9 to May 14.", "2025-05-14"),
        ("Please send version 8.6 by 9 May.", "2025-05-09"),
    ],
)
def test_what_sounds_alike_and_asks_has_its_deadline(text: str, expected: str) -> None:
    found = find_deadline("Order", text, SENT, "dmy", ASKED)
    assert found is not None and found.date == expected


def test_the_end_of_a_stretch_of_hours_or_days_is_no_deadline() -> None:
    for text in (
        "Donnerstag, 8.5.2025, 22:00 Uhr bis Freitag, 9.5.2025.",
        "The bridge is closed from 7 May to 9 May.",
        "Le pont est fermé du 7 mai au 9 mai.",
    ):
        assert is_idle(text, find_days(text, SENT, "dmy")[-1]), text
