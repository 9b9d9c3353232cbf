"""Codes at the items' rows are rates by the document's legend."""

import pytest

from schemas.document import Page, union
from schemas.record import Field
from tasks.items.tax_codes import rate_by_codes
from tests.tasks.tagged_pages import draw

ITEMS = ["Bread        2,79 A", "Soap         6,45 B"]


def _rates(rows: list[str], amounts: tuple[str, ...] = ("2,79", "6,45")) -> list[str | None]:
    page, tags = draw(rows)
    lines = [{"net_amount": _field(page, amount)} for amount in amounts]
    found = rate_by_codes(lines, [page], [tags])
    return [line["tax_rate"].value if "tax_rate" in line else None for line in found]


def _field(page: Page, text: str) -> Field:
    box = next(word.box for word in page.words if word.text == text)
    value = text.replace(",", ".")
    return Field(value=value, raw=text, confidence=0.9, page=1, box=box, origin="model")


@pytest.mark.parametrize(
    "legend",
    [
        ["A= 7,0%   2,61   0,18", "B= 19,0%   5,42   1,03"],
        ["A  7 %    2,61", "B  19 %   5,42"],
        ["VAT codes: A = Reduced rate 7%   B = Standard rate 19%"],
        ["MwSt A  7%", "MwSt B  19%"],
        ["A  [tax.rate:7,00]    2,61", "B  [tax.rate:19,00]   5,42"],
        ["Code   Base HT   Taux TVA   TVA", "A  2,61  7 %  0,18", "B  9 005,42  19 %  1 711,03"],
        ["VAT code   Rate %   Goods", "A            7,0    2,61", "B             19    5,42"],
    ],
)
def test_each_code_has_the_rate_of_the_legend(legend: list[str]) -> None:
    assert _rates([*ITEMS, "", *legend]) == ["7", "19"]


def test_without_a_legend_of_rates_codes_say_nothing() -> None:
    assert _rates(ITEMS) == [None, None]
    assert _rates([*ITEMS, "A  30 % à la commande", "B  70 % à la livraison"]) == [None, None]
    bare = ["Group      Rate %   Goods", "A            7,0    2,61", "B             19    5,42"]
    assert _rates([*ITEMS, *bare]) == [None, None]
    assert _rates([*ITEMS, "VAT code   Disc %   Goods", *bare[1:]]) == [None, None]
    assert _rates([*ITEMS, "VAT code   Rate %   Goods", "Points earned", *bare[1:]]) == [None, None]
    assert _rates([*ITEMS, "VAT code   Rate     Goods %", *bare[1:]]) == [None, None]


def test_a_code_explained_twice_says_nothing() -> None:
    assert _rates([*ITEMS, "A = 7 %", "A = 19 %"]) == [None, None]


def test_a_code_on_few_rows_is_none() -> None:
    rows = ["Bread   2,79 A", "Soap    6,45", "Milk    1,10", "A = 7 %"]
    assert _rates(rows, ("2,79", "6,45", "1,10")) == [None, None, None]


def test_codes_under_a_tax_caption_stand_before_the_amount() -> None:
    rows = [
        "Beschreibung          MwSt-     Betrag",
        "                      Kennz.",
        "[line.description:Kabel]                     1       12,00",
        "[line.description:Buch]                      2       79,44",
        "1 = 19 %    2 = 7 %",
    ]
    assert _rates(rows, ("12,00", "79,44")) == ["19", "7"]


def test_codes_under_a_short_caption_are_no_counts() -> None:
    rows = [
        "Menge   Artikel      Preis    St    Gesamt",
        "[line.quantity:36]      [line.description:Riesling]      8,90    1      320,40",
        "[line.quantity:30]      [line.description:Saft]          3,10    2       93,00",
        "MwSt 1 = 19 %    MwSt 2 = 7 %",
    ]
    assert _rates(rows, ("320,40", "93,00")) == ["19", "7"]
    other = [rows[0].replace("St ", "VPE"), *rows[1:]]
    assert _rates(other, ("320,40", "93,00")) == [None, None]


def test_codes_are_explained_by_what_rates_are_called() -> None:
    legend = ["A Standard 20.00%   net 971.19", "B Zero rated 0.00%   net 2.00"]
    assert _rates([*ITEMS, "", *legend]) == ["20", "0"]


def test_what_is_outside_the_scope_bears_no_tax() -> None:
    legend = ["A  Standard  20%", "B  Outside scope / disbursement    net 1,127.46"]
    assert _rates([*ITEMS, "", *legend]) == ["20", "0"]
    assert _rates([*ITEMS, "", "A Outside of town", "B 20 %"]) == [None, None]


def test_the_numbers_of_an_item_are_no_legend() -> None:
    rows = [*ITEMS, "[line.quantity:2]  [line.unit_price:95,33]  10 %  [line.net_amount:171,59]"]
    assert _rates([row.replace(" A", " 1").replace(" B", " 2") for row in rows]) == [None, None]


def test_a_letter_before_the_amount_is_a_code_and_no_end_of_the_name() -> None:
    rows = ["BREAD 5KG A   2,79", "SOAP          6,45", "OATS B        1,10"]
    legend = ["A  7 %  2,61", "B  19 %  5,42"]
    page, tags = draw([rows[0], rows[1].replace("SOAP ", "SOAP A"), rows[2], *legend])
    boxes = [word.box for word in page.words if word.row == page.words[0].row]
    name = _field(page, "BREAD").model_copy(
        update={"value": "BREAD 5KG A", "raw": "BREAD 5KG A", "box": union(boxes[:3])}
    )
    lines = [{"net_amount": _field(page, amount)} for amount in ("2,79", "6,45", "1,10")]
    found = rate_by_codes([lines[0] | {"description": name}, *lines[1:]], [page], [tags])
    assert [line["tax_rate"].value for line in found] == ["7", "7", "19"]
    assert found[0]["description"].value == "BREAD 5KG"
    assert _rates([rows[0], rows[1], "Total A  9,24", *legend]) == [None, None]


def test_a_letter_that_only_some_names_end_in_is_no_code() -> None:
    legend = ["A = 7 %", "B = 19 %"]
    vitamins = ["Vitamin A   5,00", "Vitamin B   6,00"]
    assert _rates([*vitamins, *legend], ("5,00", "6,00")) == [None, None]
    more = [*vitamins, "Vitamin A   7,00", "Cable 10 m   11,90"]
    assert _rates([*more, *legend], ("5,00", "6,00", "7,00", "11,90")) == [None] * 4
