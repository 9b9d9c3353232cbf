"""What a tax on sales is called."""

import pytest

from tasks.sums.total_words import fields_named
from tasks.values.tax_words import TAX


@pytest.mark.parametrize(
    "text", ["Umsatzsteuer 19 %", "zzgl. MwSt.", "T.V.A. 20 %", "PST 7%", "CGST @ 9%", "PB1 10%"]
)
def test_names_of_taxes(text: str) -> None:
    assert TAX.search(text)


@pytest.mark.parametrize("text", ["Energiesteuer", "Steuernummer 12/345", "taxi", "August"])
def test_what_is_no_tax_on_sales(text: str) -> None:
    assert not TAX.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "PST 7%", "SGST", "dont TVA 3 %", "Total before GST", "without TVA",
        "Order total before tax and freight",
    ],
)  # fmt: skip
def test_captions_of_totals_know_them_all(text: str) -> None:
    assert fields_named(text)[:1] in {("total_tax",), ("total_net",)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Discount on total before VAT", "allowances"),
        ("Total before VAT and discount", "allowances"),
        ("Remise sur total hors TVA", "allowances"),
        ("Frais de port total hors TVA", "charges"),
        ("Delivery total excluding VAT", "charges"),
    ],
)
def test_what_is_of_a_total_before_tax_is_not_it(text: str, name: str) -> None:
    assert fields_named(text)[:1] == (name,)
