"""The taxes that a total holds make the tax, where what they are of comes to the total."""

import pytest

from schemas.record import Field, Fields
from tasks.sums.included_taxes import sum_up_included, total_of_included
from tasks.values.normalize import Conventions
from tests.tasks.tagged_pages import draw


def _sum_up(rows: list[str], **values: str) -> tuple[dict[str, str], list[tuple[str | None, ...]]]:
    fields: Fields = {
        name: Field(value=value, raw=value, confidence=0.9, origin="model")
        for name, value in values.items()
    }
    summed, taxes = sum_up_included(fields, [], [draw(rows)[0]], Conventions())
    columns = ("rate", "base", "amount")
    return {n: f.value for n, f in summed.items() if isinstance(f, Field)}, [
        tuple(found.value if (found := getattr(tax, column)) else None for column in columns)
        for tax in taxes
    ]


@pytest.mark.parametrize("tax", [{}, {"total_tax": "4.23"}, {"total_tax": "8.44"}])
@pytest.mark.parametrize(
    "rows",
    [
        ["enth. MwSt 7%   4.21", "enth. MwSt 19%   4.23"],
        ["inkl. 7% MwSt   4.21", "inkl. 19% MwSt   4.23", "inkl. 19% MwSt   4.23"],
        ["dont TVA 7.00%   4.21", "dont TVA 19.00%   4.23"],
        ["IVA 7% incluido   4.21", "IVA 19% incluido   4.23"],
    ],
)
def test_taxes_within_the_total_are_summed(rows: list[str], tax: dict[str, str]) -> None:
    fields, taxes = _sum_up(["Summe   90.80", *rows], total_gross="90.80", **tax)
    assert fields == {"total_gross": "90.80", "total_tax": "8.44"}
    assert taxes == [("7", None, "4.21"), ("19", None, "4.23")]


@pytest.mark.parametrize("net", [{}, {"total_net": "60.09"}, {"total_net": "90.80"}])
@pytest.mark.parametrize(
    "rows",
    [
        ["MwSt 7% Netto   60.09   MwSt   4.21", "MwSt 19% Netto   22.27   MwSt   4.23"],
        ["7% MwSt   4.21   Netto   60.09", "19% MwSt   4.23   Netto   22.27"],
    ],
)
def test_so_are_their_bases(rows: list[str], net: dict[str, str]) -> None:
    fields, taxes = _sum_up(["Summe   90.80", *rows], total_gross="90.80", **net)
    assert fields == {"total_gross": "90.80", "total_net": "82.36", "total_tax": "8.44"}
    assert taxes == [("7", "60.09", "4.21"), ("19", "22.27", "4.23")]


def test_what_is_called_the_net_may_be_the_total_before_a_tip() -> None:
    rows = ["Zwischensumme   90.80", "Trinkgeld   9.20", "Gesamt   100.00"]
    with_bases = ["MwSt 7% Netto   60.09   MwSt   4.21", "MwSt 19% Netto   22.27   MwSt   4.23"]
    totals = {"total_gross": "100.00", "total_net": "90.80"}
    fields, _ = _sum_up([*rows, *with_bases], **totals)
    assert (fields["total_net"], fields["total_tax"]) == ("82.36", "8.44")
    fields, _ = _sum_up([*rows, "MwSt 7%   4.21", "MwSt 19%   4.23"], **totals)
    assert fields == {"total_gross": "100.00", "total_tax": "8.44"}


@pytest.mark.parametrize(
    "rows",
    [
        ["enth. MwSt 7%   4.21"],
        ["enth. MwSt 7%   4.21", "enth. MwSt 19%   5.23"],
        ["GST 5%   4.00", "PST 7%   5.60"],  # both of the same goods, on top
        ["enth. MwSt 7%   4.21", "enth. MwSt 19%   4.23", "enth. MwSt 19%   1.00"],
        ["MwSt 7% Netto   60.09   MwSt   4.21", "MwSt 19%   4.23"],
    ],
)
def test_what_does_not_come_to_the_total_is_not_summed(rows: list[str]) -> None:
    totals = {"total_gross": "90.80", "total_tax": "4.23"}
    assert _sum_up(["Summe   90.80", *rows], **totals) == (totals, [])


def _total(rows: list[str], **values: str) -> dict[str, str]:
    fields: Fields = {
        name: Field(value=value, raw=value, confidence=0.9, origin="model")
        for name, value in values.items()
    }
    found = total_of_included(fields, [draw(rows)[0]], Conventions())
    return {n: f.value for n, f in found.items() if isinstance(f, Field)}


@pytest.mark.parametrize(
    "values",
    [
        {"total_gross": "2.42"},
        {"total_tax": "2.42"},
        {"total_gross": "2.42", "total_tax": "2.42"},
    ],
)
def test_what_holds_the_tax_at_its_rate_is_the_total(values: dict[str, str]) -> None:
    rows = ["Amount paid   14.50", "incl VAT @ 20%   2.42", "Card **** 8821"]
    assert _total(rows, **values) == {"total_gross": "14.50", "total_tax": "2.42"}
    assert _total(["Amount paid   19.00", *rows[1:]], **values) == values
    assert _total(["Parking   14.50", "Amount paid   14.55", *rows[1:]], **values) == values


def test_a_total_that_is_no_tax_stays() -> None:
    rows = ["Goods   87.00", "Total incl VAT   14.50", "incl VAT @ 20%   2.42"]
    values = {"total_gross": "14.50", "total_tax": "2.42"}
    assert _total(rows, **values) == values
    assert _total(rows, total_gross="14.50") == {"total_gross": "14.50"}
