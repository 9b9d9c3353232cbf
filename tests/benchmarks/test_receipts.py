"""Receipts' totals are counted by the amount that a label prints, not by its digits."""

from decimal import Decimal

import pytest

from benchmarks.receipts import printed_amounts


@pytest.mark.parametrize(
    ("label", "amount"),
    [
        ("TOTAL91000", "91000"),
        ("Total.62.000,00", "62000.00"),
        ("Rp116000.00", "116000.00"),
        ("TAX 10%8,728", "8728"),
        ("Tax10.00%:Rp4,454.55", "4454.55"),
        ("PB110/1.818", "1818"),
        ("PB1:0", "0"),
        ("Total..41,000", "41000"),
        ("38.500.00Total.", "38500.00"),
        ("Grand Total17-999", "17999"),
    ],
)
def test_the_key_and_the_signs_are_no_digits_of_an_amount(label: str, amount: str) -> None:
    assert printed_amounts("total_gross", label) == {Decimal(amount)}


@pytest.mark.parametrize("label", ["TOTAL4 5.000", "", "Total"])
def test_what_is_not_one_number_is_no_amount(label: str) -> None:
    assert printed_amounts("total_gross", label) == set()


@pytest.mark.parametrize(("label", "tax"), [("PB114.513", "14513"), ("P.Rest102,864", "2864")])
def test_a_rate_or_a_one_may_be_glued_before_a_tax(label: str, tax: str) -> None:
    assert Decimal(tax) in printed_amounts("total_tax", label)
    assert Decimal(tax) not in printed_amounts("total_gross", label)
