"""The day on which all is due, among the days of a discount, a delivery, the print."""

import pytest

from schemas.record import Field, Fields
from tasks.fields.due_dates import find_due_date
from tests.tasks.tagged_pages import draw


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
        "Skonto: -      Zahlbar bis: 06.03.2025",
        "Zahlbar bis 06.03.2025 (Skonto: 0 %)",
        "Règlement le 06/03/2025 - Escompte : 0 %",
        "Descuento 0 %      Pago hasta el 06/03/2025",
        "Sconto 10%   Pagamento entro il 06/03/2025",
        "Discount 10 %    Pay by 06/03/2025",
        "Sconto 10% Pagamento entro il 06/03/2025",
        "Korting 0% Betaling uiterlijk 06-03-2025",
        "Escompte 0 % Paiement le 06/03/2025",
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


@pytest.mark.parametrize(
    ("box", "due"),
    [
        (("Amount due", "€646.15", "by 16 March 2025"), "2025-03-16"),
        (("Please pay", "€646.15", "by 16 March 2025"), "2025-03-16"),
        (("Zahlbetrag", "646,15 €", "bis 16.03.2025"), "2025-03-16"),
        (("Amount due", "€646.15", "read 16 March 2025"), None),
        (("Deposit", "€646.15", "by 16 March 2025"), None),
        (("Amount due", "Bakery", "by 16 March 2025"), None),
    ],
)
def test_below_what_is_due_stands_when(box: tuple[str, str, str], due: str | None) -> None:
    rows = [f"{cell:<30}{item}" for cell, item in zip(box, ("", "Day   427.66", ""), strict=True)]
    assert _due(rows, None) == due
