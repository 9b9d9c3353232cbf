"""Days on which something is due, or closes."""

from datetime import UTC, datetime

import pytest

from tasks.mails.day_finder import find_days
from tasks.mails.deadlines import find_deadline
from tasks.mails.due_days import find_due

SENT = datetime(2025, 5, 6, 9, 30, tzinfo=UTC)  # a Tuesday
ASKED = {"needs_reply": {"true": 0.97, "false": 0.03}}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4711 steht noch offen. Wir haben uns den 16.05.2025 vorgemerkt.", "2025-05-16"),
        ("Für Ihre Zahlung haben wir uns den 16.05.2025 notiert.", "2025-05-16"),
        ("Die Rechnung ist am Freitag fällig.", "2025-05-09"),
        ("Die Rechnung ist am 16.05.2025 zur Zahlung fällig.", "2025-05-16"),
        ("Einsendeschluss ist der 16. Mai.", "2025-05-16"),
        ("La clôture est lundi, je plaide à Dijon demain.", "2025-05-12"),
        ("La facture arrive à échéance le 16 mai.", "2025-05-16"),
        ("Applications close on 16 May.", "2025-05-16"),
        ("We close it 16.05 and offers coming later will not be considered.", "2025-05-16"),
        ("To be received within three (3) Business Days of this notice.", "2025-05-09"),
        ("Bitte heut noch melden, das muss ich wissen.", "2025-05-06"),
        ("Pouvez-vous me le confirmer encore aujourd'hui ?", "2025-05-06"),
        ("Merci de le relire avant vendredi, je suis absent jusqu'au 7 mai.", "2025-05-09"),
    ],
)
def test_a_day_on_which_something_is_due_or_closes_is_a_deadline(text: str, expected: str) -> None:
    found = find_deadline("Order", text, SENT, "dmy", ASKED)
    assert found is not None and found.date == expected


@pytest.mark.parametrize(
    "text",
    [
        "Für Ihren Besuch haben wir uns den 16.05.2025 vorgemerkt.",
        "Gerne haben wir uns den 16. Mai für Ihren Umzug vorgemerkt.",
        "Wir haben den 16. Mai für die Wartung Ihrer Heizung notiert.",
        "Wir haben uns den 16. Mai vorgemerkt.",
        "Wir haben die Reise für den 16. Mai notiert, Ihre Zahlung kam an.",
        "Ihre Zahlung haben wir dankend erhalten und den 16. Mai für Ihren Umzug notiert.",
        "Ihr Beitrag wird am 16. Mai fällig und wie gewohnt von Ihrem Konto eingezogen.",
        "Su recibo con vencimiento el 16 de mayo será cargado en su cuenta.",
        "Le informamos del cierre de oficinas el 16 de mayo.",
        "Vi informiamo della chiusura delle scuole il 16 maggio.",
        "Notre clôture de l'exercice est le 16 mai.",
        "La clôture du festival aura lieu le 16 mai.",
        "The closing date is 16 May and you get the keys then.",
        "We joined the auction, bids closed on 16 May.",
    ],
)
def test_what_ends_or_is_fetched_or_noted_on_a_day_is_due_for_nobody(text: str) -> None:
    (day,) = find_days(text, SENT, "dmy")
    assert find_due(text, day) is None


def test_a_day_before_the_end_of_a_year_or_of_lessons_is_the_deadline() -> None:
    for text in (
        "Con motivo del cierre de ejercicio el 31 de mayo, envíenos sus facturas antes del 16 de"
        " mayo.",
        "In vista della chiusura delle attività il 31 maggio la preghiamo di inviarli entro il 16"
        " maggio.",
    ):
        found = find_deadline("Order", text, SENT, "dmy", ASKED)
        assert found is not None and found.date == "2025-05-16", text
