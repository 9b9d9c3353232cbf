"""Net, tax and gross in running text."""

import pytest

from schemas.record import Field, Fields
from tasks.sums.sum_sentences import read_sum_sentences
from tasks.values.normalize import Conventions
from tests.tasks.tagged_pages import draw

_SUMS = {"total_net": "1000.00", "total_tax": "190.00", "total_gross": "1190.00"}


def _read(rows: list[str], doc_type: str = "invoice", **known: str) -> dict[str, str]:
    page, _ = draw(rows)
    fields: Fields = {
        name: Field(value=value, raw=value, confidence=0.9, origin="model")
        for name, value in known.items()
    }
    found = read_sum_sentences(fields, [page], doc_type, Conventions())
    return {name: field.value for name, field in found.items() if isinstance(field, Field)}


@pytest.mark.parametrize(
    "rows",
    [
        ["Die Summe beträgt 1.000,00 €. Mit 19 % Umsatzsteuer von 190,00 € macht das 1.190,00 €."],
        [
            "The total credited to you is EUR 1,190.00,",
            "made up of EUR 1,000.00 and VAT at 19% 190.00.",
        ],
        ["Le montant est de 1.000,00 €, avec", "la TVA de 19 %, soit 190,00 €,", "1.190,00 € TTC."],
    ],
)
def test_text_that_says_the_rate_proves_net_and_tax(rows: list[str]) -> None:
    assert _read(rows) == _SUMS
    assert _read(rows, total_gross="190.00") == _SUMS


@pytest.mark.parametrize(
    "row",
    [
        "Die Summe beträgt 1.000,00 €, mit Versand für 190,00 € macht das zusammen 1.190,00 €.",
        "Die Summe beträgt 1.000,00 €. Mit 7 % Umsatzsteuer von 190,00 € macht das 1.190,00 €.",
        "Die Anzahlung beträgt 1.000,00 €. Mit 19 % Steuer von 190,00 € macht das 1.190,00 €.",
        "Aus 900,00 € von 1.000,00 € wird mit 19 % Steuer von 190,00 € der Preis von 1.190,00 €.",
        "Netto 1.000,00 19 % USt 190,00 1.190,00",
        "Surcharge for express delivery of 10 %: 1,000.00 plus 100.00 makes 1,100.00 in all.",
        "50 % tax of the first part of 1,000.00 euro, which is 500.00, make a sum of 1,500.00.",
    ],
)
def test_other_text_proves_nothing(row: str) -> None:
    assert _read([row]) == {}


def test_sums_that_fit_stay_and_papers_that_owe_nothing_have_none() -> None:
    row = "Die Summe beträgt 1.000,00 €. Mit 19 % Umsatzsteuer von 190,00 € macht das 1.190,00 €."
    known = {"total_net": "1100.00", "total_tax": "90.00", "total_gross": "1190.00"}
    assert _read([row], **known) == known
    assert _read([row], "delivery_note") == {}
    assert _read([row], "payment_reminder") == {}


def test_a_total_that_the_text_does_not_say_stays() -> None:
    row = "Die Summe beträgt 1.000,00 €. Mit 19 % Umsatzsteuer von 190,00 € macht das 1.190,00 €."
    assert _read([row], total_gross="2500.00") == {"total_gross": "2500.00"}
