"""Days of something else, which are no due dates."""

import pytest

from schemas.record import Field, Fields
from tasks.fields.claims import Claim
from tasks.fields.no_due_dates import (
    drop_days_of_sentences,
    drop_other_due_date,
    drop_unlikely_due_date,
)
from tests.tasks.tagged_pages import draw


def test_a_date_before_the_invoice_is_due_only_if_a_caption_says_so() -> None:
    def day(value: str) -> Field:
        return Field(value=value, raw=value, confidence=0.8, origin="model")

    early = {"issue_date": day("2023-09-07"), "due_date": day("2023-08-01")}
    assert drop_unlikely_due_date(early, [], []) == {"issue_date": early["issue_date"]}
    assert drop_unlikely_due_date(early, [], [Claim("due_date", 0, (1,))]) == early
    late = {"issue_date": day("2023-09-07"), "due_date": day("2023-10-01")}
    assert drop_unlikely_due_date(late, [], []) == late


@pytest.mark.parametrize(
    ("above", "stays"),
    [("REÇU LE", False), ("Received on:", False), ("EINGEGANGEN", False), ("Received from", True)],
)
def test_the_day_on_which_a_paper_came_in_is_no_due_date(above: str, stays: bool) -> None:
    page, _ = draw(["Invoice", above, "2023-10-01", "COMPTABILITÉ"])
    place = next(word.box for word in page.words if word.text == "2023-10-01")
    day = Field(value="2023-10-01", raw="", confidence=0.8, page=1, box=place, origin="model")
    owed: Fields = {"due_date": day, "amount_due": day.model_copy(update={"value": "0.10"})}
    assert ("due_date" in drop_unlikely_due_date(owed, [page], [])) is stays
    assert drop_unlikely_due_date(owed, [page], [Claim("due_date", 0, (1,))]) == owed


@pytest.mark.parametrize(
    "rows",
    [
        ("Invoice date 01/10/2026      Received", "We ask for money on        2023-10-01"),
        ("RECEIVED", "", "", "", "2023-10-01"),
    ],
)
def test_a_day_far_below_a_stamp_or_behind_other_words_stays(rows: tuple[str, ...]) -> None:
    page, _ = draw(["Invoice", *rows])
    place = next(word.box for word in page.words if word.text == "2023-10-01")
    day = Field(value="2023-10-01", raw="", confidence=0.8, page=1, box=place, origin="model")
    assert drop_unlikely_due_date({"due_date": day}, [page], []) == {"due_date": day}


@pytest.mark.parametrize(
    ("above", "before", "stays"),
    [
        ("PAID", "", False),
        ("All invoices must be paid at once:", "", True),
        ("Balance due 0.00", "Please pay within 30 days, i.e. no later than", True),
        ("Solde 0,00", "Le montant sera prélevé le", True),
    ],
)
def test_the_day_of_a_payment_is_no_due_date(above: str, before: str, stays: bool) -> None:
    page, _ = draw(["Invoice", above, f"{before} 2023-10-01".strip()])
    place = next(word.box for word in page.words if word.text == "2023-10-01")
    due = Field(value="2023-10-01", raw="", confidence=0.8, page=1, box=place, origin="model")
    owed = {"due_date": due, "amount_due": due.model_copy(update={"value": "0.10"})}
    assert drop_unlikely_due_date(owed, [page], []) == owed
    paid = {"due_date": due, "amount_due": due.model_copy(update={"value": "0.00"})}
    assert ("due_date" in drop_unlikely_due_date(paid, [page], [])) is stays
    assert drop_unlikely_due_date(paid, [page], [Claim("due_date", 0, (1,))]) == paid


@pytest.mark.parametrize(
    ("row", "stays"),
    [
        ("Auszug erstellt am 30.06.2026", False),
        ("Émis le 30/06/2026", False),
        ("Einwendungen bitten wir bis 30.06.2026 mitzuteilen", False),
        ("a new rent of £1,295 from 30 June 2026", False),
        ("Bezahlt mit Girocard am 30.06.2026", False),
        ("Facture acquittée le 30/06/2026", False),
        ("PAID by card 30 June 2026", False),
        ("Betrag per PayPal dankend erhalten am 30.06.2026", False),
        ("To be paid by 30 June 2026", True),
        ("Zahlung erhalten wir gern bis 30.06.2026", True),
        ("55,20 € wurden am 30.06.2026 Ihrer Karte belastet", False),
        ("The parcel was on 30/06/2026 handed over", False),
        ("Has to be paid on 30/06/2026", True),
        ("Der Betrag muss bezahlt sein am 30.06.2026", True),
        ("devra être intégralement réglée avant le 30/06/2026", True),
        ("deve essere pagata entro il 30/06/2026", True),
        ("moet betaald worden voor 30/06/2026", True),
        ("A fee is due if not paid by 30/06/2026", True),
        ("Zahlbar ab 30.06.2026", True),
        ("Bitte gleichen Sie die Differenz bis zum 30.06.2026 aus", True),
        ("Please raise any queries early and settle by 30/06/2026", True),
        ("Merci de solder l'écart avant le 30.06.2026", True),
        ("Heft 9 liegt bei, Heft 10 erscheint am 30. Juni 2026.", False),
        ("The course begins on 30/06/2026", False),
        ("La formation aura lieu le 30/06/2026", False),
        ("Zahlbar, bevor der Kurs beginnt am 30.06.2026", True),
        ("Die Abbuchung des Gesamtbetrags findet am 30.06.2026 statt.", True),
        ("Der Einzug per Lastschrift beginnt am 30.06.2026", True),
        ("Par prélèvement automatique, qui aura lieu le 30/06/2026.", True),
        ("Le paiement aura lieu le 30/06/2026", True),
        ("L'addebito si svolge il 30/06/2026", True),
        ("The direct debit takes place on 30/06/2026", True),
        ("Fällig am 30.06.2026", True),
    ],
)
def test_a_day_on_which_a_paper_was_made_is_not_due(row: str, stays: bool) -> None:
    page, _ = draw([row])
    due = Field(value="2026-06-30", raw="", confidence=0.7, origin="model")
    assert ("due_date" in drop_other_due_date({"due_date": due}, [page], "dmy", [])) is stays
    claim = Claim("due_date", 0, (1,))
    assert "due_date" in drop_other_due_date({"due_date": due}, [page], "dmy", [claim])


@pytest.mark.parametrize(
    ("rows", "stays"),
    [
        (
            ["Die Abbuchung des Gesamtbetrags durch unsere", "Bank findet am 30.06.2026 statt."],
            True,
        ),
        (["Total          57.40", "The course begins on 30/06/2026"], False),
    ],
)
def test_a_sentence_on_a_debit_may_break(rows: list[str], stays: bool) -> None:
    page, _ = draw(rows)
    due = Field(value="2026-06-30", raw="", confidence=0.7, origin="model")
    assert ("due_date" in drop_other_due_date({"due_date": due}, [page], "dmy", [])) is stays


@pytest.mark.parametrize(
    ("rows", "stays"),
    [
        (["MOT due: 30/06/2026"], False),
        (["Reg YK19 OTL   Mileage 44,120   Service due 30/06/2026"], False),
        (["Next service due: 30 June 2026"], False),
        (["MOT due", "30/06/2026"], False),
        (["Your policy renewal date 30/06/2026"], False),
        (["Nächste Inspektion fällig am 30.06.2026"], False),
        (["Nächster TÜV/HU fällig 30.06.2026"], False),
        (["Échéance contrôle technique : 30/06/2026"], False),
        (["Prochaine révision le 30/06/2026"], False),
        (["Prossima revisione: 30/06/2026"], False),
        (["Próxima ITV 30/06/2026"], False),
        (["Volgende APK: 30-06-2026"], False),
        (["Scadenza revisione 30/06/2026"], False),
        (["Caducidad del seguro: 30/06/2026"], False),
        (["Vencimiento de la ITV: 30/06/2026"], False),
        (["Verzekering vervalt op 30-06-2026"], False),
        (["Boiler model EC-24    Next gas safety inspection due on 30/06/2026"], False),
        (["Next appointment: 30/06/2026"], False),
        (["Prochain rendez-vous le 30/06/2026"], False),
        (["Prochain contrôle technique avant le 30/06/2026"], False),
        (["Next scheduled read 30/06/2026"], False),
        (["MOT due: 30/06/2026        Total 120.00"], False),
        (["MOT due: 30/06/2026", "Payment due 30/06/2026"], True),
        (["Invoice due 30/06/2026"], True),
        (["Service charge due 30/06/2026"], True),
        (["Nächste Rate fällig am 30.06.2026"], True),
        (["Next payment due 30/06/2026"], True),
        # What is paid for is what is due, and "next" may stand before a day alone.
        (["Please pay by next Friday, 30/06/2026"], True),
        (["Please settle before our next visit on 30/06/2026"], True),
        (
            ["Please settle the balance of your account before our", "next visit on 30/06/2026"],
            True,
        ),
        (["Next due: 30/06/2026"], True),
        (["Due next month on 30/06/2026"], True),
        (["We will take this from your card next on 30/06/2026"], True),
        (["Next month", "30/06/2026"], True),
        (["Payment for service due by 30/06/2026"], True),
        (["Balance of contract due: 30/06/2026"], True),
        (["Membership renewal due date: 30/06/2026"], True),
        (["Insurance due: 30/06/2026"], True),
        (["Renewal due", "30/06/2026"], True),
        (["Bitte überweisen Sie den Betrag bis nächsten Freitag, den 30.06.2026"], True),
        (["Zahlbar bis zum nächsten Monatsersten, dem 30.06.2026"], True),
        (["Der Betrag wird in den nächsten Tagen, spätestens am 30.06.2026 abgebucht"], True),
        (["Kosten der Wartung fällig am 30.06.2026"], True),
        (["Entgelt für die Wartung fällig bis zum 30.06.2026"], True),
        (["Vor der nächsten Wartung am 30.06.2026 zu bezahlen"], True),
        (["À régler avant vendredi prochain le 30/06/2026"], True),
        (["Montant à verser avant la prochaine révision le 30/06/2026"], True),
        (["Échéance du contrat : 30/06/2026"], True),
        (["Prochaine échéance au 30/06/2026"], True),
        (["Échéance de votre assurance : 30/06/2026"], True),
        (["Se cargará en su cuenta el próximo día 30/06/2026"], True),
        (["A pagar antes del próximo viernes 30/06/2026"], True),
        (["Vencimiento del seguro: 30/06/2026"], True),
        (["Da pagare entro il prossimo venerdì 30/06/2026"], True),
        (["L'importo sarà addebitato alla prossima revisione il 30/06/2026"], True),
        (["Scadenza polizza: 30/06/2026"], True),
        (["Te betalen vóór volgende vrijdag 30-06-2026"], True),
        (["Wij schrijven het bedrag volgende week af, op 30-06-2026"], True),
        (["Prochaine échéance le 30/06/2026"], True),
        (["Due date", "30/06/2026"], True),
        (["Échéance 30/06/2026"], True),
    ],
)
def test_what_comes_round_is_not_paid_on_its_day(rows: list[str], stays: bool) -> None:
    page, _ = draw(rows)
    due = Field(value="2026-06-30", raw="", confidence=0.9, origin="model")
    claims = [Claim("due_date", 0, (1,))]
    assert ("due_date" in drop_other_due_date({"due_date": due}, [page], "dmy", claims)) is stays


def test_a_letter_speaks_of_days_on_which_nothing_is_due_or_delivered() -> None:
    names = ("issue_date", "due_date", "delivery_date")
    day = Field(value="2026-06-30", raw="", confidence=0.7, origin="model")
    fields: Fields = dict.fromkeys(names, day)
    page, _ = draw(["Wir passen unsere Preise am 30.06.2026 an"])
    assert set(drop_days_of_sentences(fields, [page], "dmy", [])) == {"issue_date"}
    claim = Claim("due_date", 0, (1,))
    left = drop_days_of_sentences(fields, [page], "dmy", [claim])
    assert set(left) == {"issue_date", "due_date"}
    bill = {**fields, "amount_due": day}
    assert drop_days_of_sentences(bill, [page], "dmy", []) == bill


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("bitte überweisen Sie die Kaution bis zum 30.06.2026", "due_date"),
        ("Die Gebühr von 120,00 EUR ist bis zum 30.06.2026 zu zahlen", "due_date"),
        ("Die Hundesteuer von 120,00 EUR ist am 30.06.2026 fällig", "due_date"),
        ("Merci de régler la caution avant le 30.06.2026", "due_date"),
        ("Ihre Küche wird am 30.06.2026 geliefert", "delivery_date"),
        ("Your goods will arrive on 30.06.2026", "delivery_date"),
        ("Die Anzahl der Zähler am 30.06.2026", None),
        ("Wir passen unsere Preise für alle Lieferungen ab dem 30.06.2026 an", None),
    ],
)
def test_a_sentence_may_say_what_is_due_or_delivered_on_its_day(row: str, name: str | None) -> None:
    page, _ = draw([row])
    day = Field(value="2026-06-30", raw="", confidence=0.7, origin="model")
    fields: Fields = {"due_date": day, "delivery_date": day}
    assert set(drop_days_of_sentences(fields, [page], "dmy", [])) == ({name} if name else set())
