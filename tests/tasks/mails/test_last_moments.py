"""Days after which it is too late, as mails say without a deadline's words."""

from datetime import UTC, datetime

import pytest

from schemas.document import MailMessage
from schemas.understanding import Sentence
from tasks.mails.last_moments import find_last_moment
from tasks.mails.mail_axes import judge_axes

SENT = datetime(2025, 5, 6, 9, 30, tzinfo=UTC)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bids close at 11:45.", "2025-05-06"),
        ("Bestellschluss ist heute um 14 Uhr.", "2025-05-06"),
        ("Clôture des commandes à 16 h.", "2025-05-06"),
        ("Please correct ticket 77 before the desk closes at 4.", "2025-05-06"),
        ("Bitte ändern, bevor der Lauf startet um 15 Uhr.", "2025-05-06"),
        ("The booklet goes to print on the 14th.", "2025-05-14"),
        ("Das Heft geht am 14. Mai in Druck.", "2025-05-14"),
        ("La brochure part à l'impression le 14 mai.", "2025-05-14"),
        ("Bikes still in the yard on Friday will be removed.", "2025-05-09"),
        ("Räder, die am Freitag noch im Hof am 9. Mai stehen, werden entsorgt.", "2025-05-09"),
        ("Les vélos encore dans la cour vendredi seront enlevés.", "2025-05-09"),
        ("Der Abschluss ist am 14., was bis dahin da ist, zahlen wir sofort.", "2025-05-14"),
        ("We close the month on 14 May and pay whatever is in by then.", "2025-05-14"),
        ("Der Prüfer kommt am Freitag, vorher muss die Liste hier sein.", "2025-05-09"),
        ("The audit begins on Friday and the list must be here before then.", "2025-05-09"),
        ("The binder is ready but Joan goes on leave on Friday and she signs.", "2025-05-09"),
        ("I have to report to the board who has replied on 14 May.", "2025-05-14"),
        ("Je dois rendre compte au conseil le 14 mai.", "2025-05-14"),
        ("Terms 8 days as ever so that'd be the 14th.", "2025-05-14"),
        ("Zahlungsziel 8 Tage, das wäre der 14. Mai.", "2025-05-14"),
        ("Si on ne l'a pas vendredi, on perd la place.", "2025-05-09"),
        ("If we don't have it by Friday we lose the slot.", "2025-05-09"),
        ("Can we make it 12 tomorrow instead of 8, thanks.", "2025-05-07"),
        ("The password expires in 2 days.", "2025-05-08"),
        ("The portal closes Friday, can you upload the forms?", "2025-05-09"),
        ("Die Ausschreibung schließt am Freitag um 12 Uhr.", "2025-05-09"),
        ("Le portail ferme vendredi à midi.", "2025-05-09"),
        ("Our submission window shuts at 16:00 today.", "2025-05-06"),
        ("The van leaves at 3 pm and the papers must be in it.", "2025-05-06"),
        ("Der Kurier kommt um 15 Uhr, die Papiere müssen mit.", "2025-05-06"),
        ("Le camion part à 15 h, il me faut les papiers avant.", "2025-05-06"),
        ("I fly out on Thursday, could you send the figures before I leave?", "2025-05-08"),
        ("Ich bin ab Donnerstag weg und brauche vorher Ihre Unterschrift.", "2025-05-08"),
        ("Je pars en congé jeudi, il me faut votre accord avant.", "2025-05-08"),
        ("We print on Monday.", "2025-05-12"),
        ("The 14th is the big order, and I need the oven by then.", "2025-05-14"),
        ("Die Meldung ist am Freitag fällig.", "2025-05-09"),
    ],
)
def test_what_is_too_late_afterwards_is_due_by_then(text: str, expected: str) -> None:
    found = find_last_moment([text], SENT, "dmy", asks=True)
    assert found is not None and found.asks
    assert found.found.day.isoformat() == expected


@pytest.mark.parametrize(
    "text",
    [
        "The shop closes at 18:00.",
        "Bids close at 8:30.",  # that hour is over
        "We met before the desk opened at 10.",
        "The booklet went to print on Monday.",
        "Bikes still in the yard on Friday are no problem.",
        "Joan goes on leave on Friday.",
        "Der Abschluss ist am 14. Mai und läuft wie immer.",
        "We have 8 days of work, so that is fine.",
        "Your voucher expires in 2 days.",
        "The plan renews on 14 May.",
        "Our desk closes at 5 pm every day.",
        "The van comes at 3 pm.",
        "I fly out on Thursday and am back on Monday.",
        "Wir ziehen am 14. Mai um, davor bitte nichts liefern.",
        "Der Umzug ist am 14. Mai, vorher waren wir in Köln.",
        "Le virement est prévu le 14 mai et rien ne change.",
        "Das Abo verlängert sich am 14. Mai.",
        "The bill is due in 8 days, so that'd be the 14th: we take it by direct debit.",
    ],
)
def test_other_days_are_no_last_moments(text: str) -> None:
    assert find_last_moment([text], SENT, "dmy", asks=True) is None


def test_a_plan_that_shall_not_renew_is_ended_before_it_does() -> None:
    plan = "The plan renews on 14 May I believe."
    found = find_last_moment([plan, "Please don't renew it."], SENT, "dmy", asks=True)
    assert found is not None and found.found.day.isoformat() == "2025-05-14"


@pytest.mark.parametrize(
    "text",
    [
        "The minutes are deemed accepted unless somebody objects within one week.",
        "Das Protokoll gilt als genehmigt, wenn nicht binnen einer Woche widersprochen wird.",
        "Please object within one week or we go ahead.",
        "Le compte rendu est réputé approuvé sauf objection sous une semaine.",
    ],
)
def test_silence_agrees_on_a_day_by_which_nobody_need_act(text: str) -> None:
    found = find_last_moment([text], SENT, "dmy", asks=False)
    assert found is not None and not found.asks
    assert found.found.day.isoformat() == "2025-05-13"


def test_a_print_day_is_nobody_s_where_nothing_is_asked() -> None:
    text = "The booklet goes to print on the 14th."
    assert find_last_moment([text], SENT, "dmy", asks=False) is None


@pytest.mark.parametrize(
    ("text", "due", "asks", "urgency"),
    [
        ("Cars still in the yard on Friday evening will be towed.", "2025-05-09", True, "normal"),
        ("Cars still in the yard tomorrow will be towed.", "2025-05-07", True, "high"),
        (
            "The minutes are deemed accepted unless somebody objects within one week.",
            "2025-05-13",
            False,
            "low",
        ),
        ("Nothing happened.", None, False, "low"),
    ],
)
def test_a_last_moment_asks_of_its_reader(text: str, due: str, asks: bool, urgency: str) -> None:
    mail = MailMessage(subject="Yard", date=SENT, body=text, new_text=text)
    axes = {
        "needs_reply": {"true": 0.1, "false": 0.9},
        "urgency": {"low": 0.6, "normal": 0.35, "high": 0.05},
        "category": {"notice": 1.0},
    }
    got = judge_axes(mail, axes, (Sentence(text=text, salience=0.5, asks=0.1),), "dmy")
    assert (got.deadline.date if got.deadline else None) == due
    assert (got.needs_reply.value, got.urgency.value) == (asks, urgency)
