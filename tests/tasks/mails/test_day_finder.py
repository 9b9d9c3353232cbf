"""Days that a text names, wherever they stand."""

import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.mails.day_finder import find_days

SENT = datetime(2025, 5, 6, 9, 30, tzinfo=UTC)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "named", "expected"),
    [
        ("we must have the offer until 19.5.2025 at the latest.", "19.5.2025", "2025-05-19"),
        ("Bitte bis Freitag, den 9. Mai zurück.", "Freitag, den 9. Mai", "2025-05-09"),
        ("on site by Friday 9/5, before 9am.", "Friday 9/5", "2025-05-09"),
        ("merci de répondre avant le 15 mai", "15 mai", "2025-05-15"),
        ("uiterlijk op 12 mei graag", "12 mei", "2025-05-12"),
        ("I need the following by May 14: names, rooms", "May 14", "2025-05-14"),
        ("uiterlijk donderdagmiddag 12 uur", "donderdagmiddag", "2025-05-08"),
        ("vrijdagochtend graag", "vrijdagochtend", "2025-05-09"),
        ("dans les 10 prochains jours", "10 prochains jours", "2025-05-16"),
        ("by the middle of next week", "the middle of next week", "2025-05-14"),
        ("d'ici le milieu de juin", "milieu de juin", "2025-06-15"),
        ("a week from Friday", "a week from Friday", "2025-05-16"),
        ("two weeks from today", "two weeks from today", "2025-05-20"),
        ("by the close of the month", "the close of the month", "2025-05-31"),
        ("pour le 23 au matin", "le 23", "2025-05-23"),
        ("first thing in the morning", "first thing in the morning", "2025-05-07"),
        ("before the 10:00 call", "10:00", "2025-05-06"),
        ("by Wed 3 Dec 12 noon", "Wed 3 Dec", "2025-12-03"),
        ("the conference of October 18-19, 2001", "October 18", "2025-10-18"),
        ("please reply by tomorrow", "tomorrow", "2025-05-07"),
        ("by the day after tomorrow", "the day after tomorrow", "2025-05-08"),
        ("by EOD Friday 5/16.", "Friday 5/16", "2025-05-16"),
        ("by end of Q3", "end of Q3", "2025-09-30"),
        ("bis Ende Q2 bitte", "Ende Q2", "2025-06-30"),
        ("bis Ende Q1 2027.", "Ende Q1 2027", "2027-03-31"),
        ("bis Ende März 2027 bitte", "Ende März 2027", "2027-03-31"),
        ("by the end of the year 2027", "the end of the year 2027", "2027-12-31"),
        ("avant la fin du T1", "fin du T1", "2026-03-31"),
        ("noch am heutigen Tag", "am heutigen Tag", "2025-05-06"),
        ("pick it up Tues pm", "Tues", "2025-05-13"),
        ("for Thursday's van", "Thursday's", "2025-05-08"),
        ("by the end of February", "the end of February", "2026-02-28"),
        ("end april is fine", "end april", "2026-04-30"),
        ("send it by end of next week", "end of next week", "2025-05-16"),
        ("before about mid-June", "mid-June", "2025-06-15"),
        ("bis Mitte Juli", "Mitte Juli", "2025-07-15"),
        ("sometime this week", "this week", "2025-05-09"),
        ("nächste Woche", "nächste Woche", "2025-05-16"),
        ("im Laufe des Augusts", "Laufe des Augusts", "2025-08-31"),
        ("in week 42", "week 42", "2025-10-17"),
        ("before Christmas", "Christmas", "2025-12-24"),
        ("within fourteen days of this letter", "fourteen days", "2025-05-20"),
        ("within nine days of this letter", "nine days", "2025-05-15"),
        ("binnen zes weken", "zes weken", "2025-06-17"),
        ("sous huit jours", "huit jours", "2025-05-14"),
        ("on offre un week-end", "week-end", "2025-05-09"),
        ("return it within 3 working days", "3 working days", "2025-05-09"),
        ("sous 5 jours ouvrés", "5 jours ouvrés", "2025-05-13"),
        ("answer within 30 minutes", "30 minutes", "2025-05-06"),
        ("we need it by the 12th", "12th", "2025-05-12"),
        ("call me before the weekend", "the weekend", "2025-05-09"),
        ("let me know by 11", "11", "2025-05-06"),
        ("let me know before 8am", "8am", "2025-05-07"),
        ("ring me before lunch", "lunch", "2025-05-06"),
        ("comments by COB please", "COB", "2025-05-06"),
        ("the CFO wants a number by 3, a rough one", "3", "2025-05-06"),
        ("they need it before 11:30 or they cut us", "11:30", "2025-05-06"),
        ("entro le 12, per favore", "12", "2025-05-06"),
        ("d'en effectuer le règlement sous huitaine.", "huitaine", "2025-05-14"),
        ("dans la quinzaine", "quinzaine", "2025-05-21"),
        ("in a fortnight", "fortnight", "2025-05-20"),
        ("binnen Wochenfrist", "Wochenfrist", "2025-05-13"),
        ("Bitte bis zum 20. zurück", "zum 20", "2025-05-20"),
        ("merci de répondre avant le 15.", "le 15", "2025-05-15"),
        ("rispondere entro il 20!", "il 20", "2025-05-20"),
        ("avant la fin du mois", "fin du mois", "2025-05-31"),
        ("voor het einde van de maand", "einde van de maand", "2025-05-31"),
        ("pour la fin du trimestre", "fin du trimestre", "2025-06-30"),
        ("by the end of next quarter", "the end of next quarter", "2025-09-30"),
        ("bis Quartalsende", "Quartalsende", "2025-06-30"),
        ("bis Mitte nächster Woche", "Mitte nächster Woche", "2025-05-14"),
        ("entro dopodomani", "dopodomani", "2025-05-08"),
        ("pasado mañana a más tardar", "pasado mañana", "2025-05-08"),
        ("entro la settimana", "entro la settimana", "2025-05-09"),
        ("entro la settimana prossima", "la settimana prossima", "2025-05-16"),
        ("dans la semaine prochaine", "la semaine prochaine", "2025-05-16"),
        ("bis zum 15. Mai", "15. Mai", "2025-05-15"),
        ("den 20. Juni 2025", "20. Juni 2025", "2025-06-20"),
        ("avant le 15, 16 ou 17 mai", "17 mai", "2025-05-17"),
        ("by mid next month", "mid next month", "2025-06-15"),
        ("bis 07:00 melden", "07:00", "2025-05-07"),
        ("vor 6.30 anliefern", "6.30", "2025-05-07"),
        ("timesheets by EOW please", "EOW", "2025-05-09"),
        ("the figures by EOM", "EOM", "2025-05-31"),
        ("bis Mittwoch nächster Woche", "Mittwoch nächster Woche", "2025-05-14"),
        ("by Wednesday next week", "Wednesday next week", "2025-05-14"),
        ("mercredi de la semaine prochaine", "mercredi de la semaine prochaine", "2025-05-14"),
        ("by Friday week", "Friday week", "2025-05-16"),
        ("vrijdag over een week", "vrijdag over een week", "2025-05-16"),
        ("Friday week 20", "Friday", "2025-05-09"),
        ("next Wednesday at nine", "Wednesday", "2025-05-14"),
        ("mercredi prochain", "mercredi", "2025-05-14"),
        ("next Thursday", "Thursday", "2025-05-08"),
        ("this Wednesday", "Wednesday", "2025-05-07"),
        ("brauche 20 bis 18", "18", "2025-05-06"),
        (
            "one month of the date of this email",
            "one month of the date of this",
            "2025-06-06",
        ),
        ("zwei Monate ab Zugang dieses Schreibens", "zwei Monate ab Zugang dieses", "2025-07-06"),
        ("un mois à compter du présent envoi", "un mois à compter du présent", "2025-06-06"),
        ("by Wednesday, next week is too late", "Wednesday", "2025-05-07"),
    ],
)
def test_a_day_is_found_in_the_middle_of_a_sentence(text: str, named: str, expected: str) -> None:
    found = find_days(text, SENT, "dmy")
    assert (text[found[0].start : found[0].end], found[0].day.isoformat()) == (named, expected)


@pytest.mark.parametrize(
    "text",
    [
        "paid by card",
        "the hotline answers 24/7",
        "a STAY by the 9th Circuit Court",
        "envoyez mon dossier, merci",
        "by 11 people",
        "we will march on",
        "reduced by 12%",
        "Zimmer 12 bis 18",
        "one month of rent",
        "three months after the date of delivery",
        "une quinzaine de pièces",
        "le 15 rue Haute",
        "Wir mahnen Sie zum 3. Mal",
        "in den 3. Stock",
        "le 5 pour cent",
        "dans la semaine du bilan",
        "she charges by the six minutes",
    ],
)
def test_other_words_and_numbers_are_no_days(text: str) -> None:
    assert find_days(text, SENT, "dmy") == []


def test_a_time_of_day_belongs_to_the_day_beside_it() -> None:
    for text in ("by noon on 9 May", "9 May at midnight", "by end of day Friday, May 9"):
        assert {found.day for found in find_days(text, SENT, "dmy")} == {date(2025, 5, 9)}


@given(st.text(max_size=120))
def test_any_text_gives_days_that_stand_in_it(text: str) -> None:
    for found in find_days("by " + text, SENT, "dmy"):
        assert 0 <= found.start < found.end <= len(text) + 3


def test_long_sentences_take_no_longer_by_word() -> None:
    words = "le dem the il entro le " * 3000
    begun = time.perf_counter()
    find_days(words, SENT, "dmy")
    assert time.perf_counter() - begun < 10  # some 0.3 s; each word reading all before it, minutes


def test_a_raised_digit_is_no_count() -> None:
    assert find_days("Please reply within the next \u00b2 days.", SENT, "dmy") == []
