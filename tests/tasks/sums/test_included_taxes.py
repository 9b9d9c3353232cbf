"""The taxes that a total holds are its rows, where what they are of comes to the total."""

import pytest

from schemas.record import Field, Fields, Tax
from tasks.sums.included_taxes import split_included, total_of_included
from tasks.values.normalize import Conventions
from tests.tasks.tagged_pages import draw


def _split(rows: list[str], **values: str) -> tuple[dict[str, str], list[tuple[str | None, ...]]]:
    fields: Fields = {
        name: Field(value=value, raw=value, confidence=0.9, origin="model")
        for name, value in values.items()
    }
    summed, taxes = split_included(fields, [], [draw(rows)[0]], Conventions())
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
def test_taxes_within_the_total_are_rows_and_one_is_no_sum(
    rows: list[str], tax: dict[str, str]
) -> None:
    fields, taxes = _split(["Summe   90.80", *rows], total_gross="90.80", **tax)
    whole = {n: v for n, v in tax.items() if v == "8.44"}
    assert fields == {"total_gross": "90.80", **whole}
    assert taxes == [("7", None, "4.21"), ("19", None, "4.23")]


@pytest.mark.parametrize("net", ["60.09", "90.80", "82.36"])
@pytest.mark.parametrize(
    "rows",
    [
        ["MwSt 7% Netto   60.09   MwSt   4.21", "MwSt 19% Netto   22.27   MwSt   4.23"],
        ["7% MwSt   4.21   Netto   60.09", "19% MwSt   4.23   Netto   22.27"],
    ],
)
def test_so_is_a_base(rows: list[str], net: str) -> None:
    fields, taxes = _split(["Summe   90.80", *rows], total_gross="90.80", total_net=net)
    whole = {"total_net": net} if net == "82.36" else {}
    assert fields == {"total_gross": "90.80", **whole}
    assert taxes == [("7", "60.09", "4.21"), ("19", "22.27", "4.23")]


@pytest.mark.parametrize(
    "rows",
    [
        ["inkl. 7 % MwSt von 60.09 = 4.21; 19 % MwSt von 22.27 = 4.23; Kurtaxe 0 %"],
        ["dont TVA 7 % sur 60.09 = 4.21 ; TVA 19 % sur", "22.27 = 4.23. Kurtaxe 0 %"],
        ["incl. VAT 7% 4.21 on 60.09 and 19% 4.23 on 22.27"],
    ],
)
def test_so_are_rates_of_a_sentence_each_with_its_amounts(rows: list[str]) -> None:
    for guests, total in (("3.00", "93.80"), ("0.00", "90.80")):
        above = [f"Kurtaxe   {guests}", f"Summe   {total}"]
        fields, taxes = _split([*above, *rows], total_gross=total, total_net="60.09")
        assert fields == {"total_gross": total}
        assert taxes == [("7", "60.09", "4.21"), ("19", "22.27", "4.23")]
    assert _split(["Frühstück   3.00", *rows], total_gross="93.80")[1] == []


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ([], ["Preise mit 7 % MwSt", "Bar   100.00"]),
        (["MwSt 7 % und 19 % enthalten", "Essen   64.30"], []),
        (["inkl. 19 % MwSt", "Nr 1   EUR 12.00"], []),
        ([], ["Speisen 7 % MwSt, Getränke 19 % MwSt", "Bar   100.00"]),
    ],
)
def test_a_rate_that_is_but_mentioned_takes_no_amount_below_it(
    above: list[str], below: list[str]
) -> None:
    rows = ["MwSt 7 %  Netto 60.09  MwSt 4.21", "MwSt 19 %  Netto 22.27  MwSt 4.23"]
    _, taxes = _split([*above, "Summe   90.80", *rows, *below], total_gross="90.80")
    assert taxes == [("7", "60.09", "4.21"), ("19", "22.27", "4.23")]


def test_what_is_known_to_be_taxed_stays() -> None:
    rows = ["Netto 7%   60.09", "MwSt 7%   4.21", "Netto 19%   22.27", "MwSt 19%   4.23"]
    page, _ = draw(["Summe   90.80", *rows])
    known = [
        Tax(**{name: Field(value=value, raw=value, confidence=0.9, origin="model")
               for name, value in zip(("rate", "base", "amount"), row, strict=True)})
        for row in (("7", "60.09", "4.21"), ("19", "22.27", "4.23"))
    ]  # fmt: skip
    total: Fields = {
        "total_gross": Field(value="90.80", raw="90.80", confidence=0.9, origin="model")
    }
    assert split_included(total, known, [page], Conventions())[1] == known
    assert split_included(total, known[:1], [page], Conventions())[1][0] == known[0]


def test_a_sum_of_taxes_may_be_a_cent_off_its_parts() -> None:
    rows = ["Total   32.60", "IVA 10 % incluido   2.64", "IVA 21 % incluido   0.62"]
    for tax, kept in (("3.27", True), ("2.64", False)):
        fields, taxes = _split(rows, total_gross="32.60", total_tax=tax)
        assert ("total_tax" in fields) is kept
        assert len(taxes) == 2


def test_what_is_called_the_net_may_be_the_total_before_a_tip() -> None:
    rows = ["Zwischensumme   90.80", "Trinkgeld   9.20", "Gesamt   100.00"]
    with_bases = ["MwSt 7% Netto   60.09   MwSt   4.21", "MwSt 19% Netto   22.27   MwSt   4.23"]
    totals = {"total_gross": "100.00", "total_net": "90.80"}
    for taxed in (with_bases, ["MwSt 7%   4.21", "MwSt 19%   4.23"]):
        fields, taxes = _split([*rows, *taxed], **totals)
        assert fields == {"total_gross": "100.00"}
        assert len(taxes) == 2


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
def test_what_does_not_come_to_the_total_changes_nothing(rows: list[str]) -> None:
    totals = {"total_gross": "90.80", "total_tax": "4.23"}
    assert _split(["Summe   90.80", *rows], **totals) == (totals, [])


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


def test_a_total_in_its_rates_row_is_no_tax_of_the_note_given_for_it() -> None:
    rows = ["SUMME EUR   7.98", "Bar   50.00", "A MwSt 19%   1.27   6.71   7.98"]
    assert _total(rows, total_gross="7.98") == {"total_gross": "7.98"}
