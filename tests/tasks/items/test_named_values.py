"""What a fee is measured by is told in its name and is no price."""

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


def test_a_price_stays() -> None:
    name = "[line.description:Verfahren]"
    amount = "          [line.net_amount:762,00]"
    for row in (
        f"{name} [line.unit_price:762,00] EUR{amount}",
        f"{name}          [line.unit_price:1.524,00]{amount}",
        f"{name} [line.quantity:0,5] [line.unit_price:1.524,00]{amount}",
    ):
        assert _read(row) == ["Verfahren"]
