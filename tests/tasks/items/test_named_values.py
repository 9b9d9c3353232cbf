"""What a fee is measured by is told in its name and is no price."""

import pytest

from tasks.items.named_values import join_named_values
from tasks.values.notation import Notation
from tests.tasks.tagged_pages import draw, names_of


def _read(row: str) -> list[str]:
    page, tags = draw([row])
    return names_of(page, join_named_values([page], [tags], Notation(","))[0])


def test_an_amount_in_a_name_s_cell_that_is_more_than_the_item_s_is_no_price() -> None:
    name = "[line.description:Verfahren, Geschäftswert] [line.unit_price:185.000,00] EUR"
    got = _read(f"{name}               [line.net_amount:762,00]")
    assert got == ["Verfahren, Geschäftswert 185.000,00 EUR"]


@pytest.mark.parametrize(
    ("name", "amount"),
    [
        ("Annual licence", "960,00"),
        ("Value pack", "960,00"),
        ("Pallet returned", "-1.200,00"),
        ("Versicherungswert", "-1.200,00"),
    ],
)
def test_a_price_before_a_discount_or_of_what_comes_back_stays(name: str, amount: str) -> None:
    row = f"[line.description:{name}] [line.unit_price:1.200,00]      [line.net_amount:{amount}]"
    assert _read(row) == [name]


@pytest.mark.parametrize(
    "name",
    ["Capital garanti", "Sum insured", "Prüfung, Wert", "Gebühr, Streitwert nach § 3 ZPO"],
)
def test_what_is_measured_is_told_before_the_amount(name: str) -> None:
    row = f"[line.description:{name}] [line.unit_price:1.200,00]      [line.net_amount:-96,00]"
    assert _read(row) == [f"{name} 1.200,00"]


def test_a_price_stays() -> None:
    name = "[line.description:Verfahren]"
    amount = "          [line.net_amount:762,00]"
    for row in (
        f"{name} [line.unit_price:762,00] EUR{amount}",
        f"{name}          [line.unit_price:1.524,00]{amount}",
        f"{name} [line.quantity:0,5] [line.unit_price:1.524,00]{amount}",
    ):
        assert _read(row) == ["Verfahren"]
