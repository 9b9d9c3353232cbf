"""The day on which all is due, among the days of a discount, a delivery, the print."""

import pytest

from schemas.record import Field, Fields
from tasks.fields.claims import Claim
from tasks.fields.due_dates import (
    drop_days_of_sentences,
    drop_other_due_date,
    drop_unlikely_due_date,
    find_due_date,
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


def _due(rows: list[str], due: str | None, *, reminds: bool = False) -> str | None:
    def day(value: str) -> Field:
        return Field(value=value, raw=value, confidence=0.8, origin="model")

    page, _ = draw(rows)
    fields: Fields = {"issue_date": day("2025-02-24")}
    if due:
        fields["due_date"] = day(due)
    found = find_due_date(fields, [page], "dmy", reminds=reminds).get("due_date")
    return found.value if isinstance(found, Field) else None


def test_all_is_due_on_the_last_day_that_a_sentence_with_a_discount_names() -> None:
    rows = ["Rechnung vom 24.02.2025", "bis 06.03.2025 mit 2 % Skonto, bis 26.03.2025 ohne Abzug"]
    assert _due(rows, "2025-03-06") == "2025-03-26"
    assert _due(["Zahlbar bis 06.03.2025", "Lieferung 26.03.2025"], "2025-03-06") == "2025-03-06"
    apart = ["Fällig 06.03.2025        Skonto 2 %        Lieferdatum 26.03.2025"]
    assert _due(apart, "2025-03-06") == "2025-03-06"
    captioned = [
        "Zahlbar bis 06.03.2025 mit 2 % Skonto (12,00 EUR) oder bis 26.03.2025 ohne Abzug."
    ]
    assert _due(captioned, "2025-03-06") == "2025-03-26"


def test_all_is_due_by_the_day_without_deduction() -> None:
    terms = "10 Tage 2 % Skonto oder bis 16.04.2025"
    assert _due([f"{terms} ohne Abzug."], None) == "2025-04-16"
    assert _due(["ohne Abzug bis 16.04.2025"], None) == "2025-04-16"
    assert _due([terms, "Lieferung bis 16.04.2025"], None) is None


@pytest.mark.parametrize(
    "rows",
    [
        ["3 % Skonto bei Zahlung bis 06.03.2025, danach netto."],
        ["bei Zahlung bis zum 06.03.2025 3 % Skonto = 56,29 EUR, danach rein netto"],
        ["Skonto 3 % bis:          06.03.2025", "Zahlungsziel 30 Tage netto."],
        ["Settlement discount 2.5% if paid by 06/03/2025. Full payment 30 days from invoice date."],
        ["Escompte de 2 % si payé avant le 06/03/2025"],
        ["Sconto 3% per pagamento entro il 06/03/2025, altrimenti 60 gg."],
        ["Descuento 2 % por pronto pago hasta el 06/03/2025"],
        ["2 % korting bij betaling voor 06-03-2025"],
        ["Valutadatum          06.03.2025", "Zahlbar 30 Tage nach Valuta."],
    ],
)
def test_the_end_of_a_discount_and_a_value_date_are_no_due_dates(rows: list[str]) -> None:
    assert _due(rows, "2025-03-06") is None
    assert _due([*rows, "Fällig am 06.03.2025"], "2025-03-06") == (
        None if "Valuta" in rows[0] else "2025-03-06"
    )


@pytest.mark.parametrize(
    "row",
    [
        "Pas d'escompte pour paiement anticipé. Échéance 06/03/2025",
        "Zahlbar bis 06.03.2025 ohne Skonto",
        "Fällig 06.03.2025, bei Zahlung innerhalb 10 Tagen 2 % Skonto",
        "2 % Skonto 10 Tage, 30 Tage netto = 06.03.2025",
        "No discount for payment before 06/03/2025",
        "Valuta 06.03.2025",
    ],
)
def test_a_due_date_beside_another_discount_stays(row: str) -> None:
    assert _due([row], "2025-03-06") == "2025-03-06"


@pytest.mark.parametrize(
    ("rows", "due"),
    [
        (["Zahlung bis 06.03.2025 (3 % Skonto)   97,00", "Zahlung bis 26.03.2025   100,00"],
         "2025-03-06"),
        (["Valuta 10.03.2025", "bei Zahlung bis 26.03.2025 netto"], "2025-03-10"),
    ],
)  # fmt: skip
def test_all_is_due_by_the_later_day(rows: list[str], due: str) -> None:
    assert _due(rows, due) == "2025-03-26"


def test_a_reminders_deadline_is_later_than_itself() -> None:
    rows = ["Rechnung 4711 vom 10.01.2025, fällig 24.01.2025", "Bitte zahlen Sie bis 10.03.2025."]
    assert _due(rows, "2025-01-24", reminds=True) == "2025-03-10"
    assert _due(rows, None, reminds=True) == "2025-03-10"
    assert _due(rows, None) is None
    assert _due([*rows, "Wir sind ab 12.03.2025 im Urlaub."], None, reminds=True) is None


def test_all_is_due_by_the_day_without_deduction_where_the_other_is_of_a_discount() -> None:
    rows = ["10 Tage 2 % Skonto oder bis 26.03.2025 netto.", "Skontobetrag bis 06.03.2025: 45,06"]
    assert _due(rows, "2025-03-06") == "2025-03-26"
    assert _due([*rows, "Fällig 06.03.2025"], "2025-03-06") == "2025-03-06"


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
        ("Fällig am 30.06.2026", True),
    ],
)
def test_a_day_on_which_a_paper_was_made_is_not_due(row: str, stays: bool) -> None:
    page, _ = draw([row])
    due = Field(value="2026-06-30", raw="", confidence=0.7, origin="model")
    assert ("due_date" in drop_other_due_date({"due_date": due}, [page], "dmy", [])) is stays
    claim = Claim("due_date", 0, (1,))
    assert "due_date" in drop_other_due_date({"due_date": due}, [page], "dmy", [claim])


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


def test_all_is_due_on_the_last_day_of_a_table_of_discounts() -> None:
    table = [
        "Zahlung bis     Skonto %     Skontobetrag     Zahlbetrag",
        "06.03.2025      3,00         36,00            1.164,00",
        "16.03.2025      2,00         24,00            1.176,00",
        "26.03.2025      0,00         0,00             1.200,00",
    ]
    assert _due(table, "2025-03-06") == "2025-03-26"
    assert _due(table, None) == "2025-03-26"
    assert _due(["Zahlung bis     Betrag", *table[1:]], "2025-03-06") == "2025-03-06"


def test_the_expiry_date_that_the_terms_make_is_when_all_is_due() -> None:
    row = "Delivered    20-02-2025        Expiry date    26-03-2025"
    assert _due(["Payment    30 days net", row], None) == "2025-03-26"
    assert _due(["Payment    60 days net", row], None) is None
    assert _due(["Payment    30 days net", row.replace("Expiry", "Show")], None) is None
