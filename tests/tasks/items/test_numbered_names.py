"""Numbers that begin the names of a receipt's items."""

import pytest

from tasks.items.numbered_names import name_by_numbers
from tests.tasks.tagged_pages import draw, names_of

_BREAD = "[line.description:Brot]                    [line.net_amount:2,49]"
_DWARFS = "[line.quantity:7] [line.description:Zwerge Pudding]  [line.net_amount:1,29]"
_MILK = "[line.quantity:3,5%] [line.description:Milch 1L]    [line.net_amount:1,19]"
_COLA = "[line.quantity:2] [line.description:Cola]            [line.net_amount:5,00]"
_ESPRESSO = "[line.description:Espresso]               [line.net_amount:2,50]"
_PRICED = "[line.quantity:2] [line.description:Cola]  [line.unit_price:2,50] [line.net_amount:5,00]"


def names(rows: list[str]) -> list[str]:
    page, tags = draw(rows)
    (mended,) = name_by_numbers([page], [tags])
    return names_of(page, mended)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([_DWARFS, _BREAD], ["7 Zwerge Pudding", "Brot"]),
        ([_DWARFS, _MILK, _BREAD], ["7 Zwerge Pudding", "3,5% Milch 1L", "Brot"]),
        ([_MILK, _COLA, _COLA], ["3,5% Milch 1L", "Cola", "Cola"]),  # where most are counted
        ([_COLA, _COLA, _BREAD], ["Cola", "Cola", "Brot"]),
        ([_COLA], ["Cola"]),
        # A till that leaves "1" away: what it counts divides the amount.
        ([_ESPRESSO, _COLA, _BREAD], ["Espresso", "Cola", "Brot"]),
        ([_COLA, _DWARFS, _BREAD, _BREAD], ["Cola", "7 Zwerge Pudding", "Brot", "Brot"]),
        ([_PRICED, _BREAD, _BREAD], ["Cola", "Brot", "Brot"]),  # a price makes it a count
        # A row without an amount says how an item was wanted.
        ([_COLA, "[line.description:ohne Eis]", "[line.description:kalt]"],
         ["Cola", "ohne Eis", "kalt"]),
    ],
)  # fmt: skip
def test_a_number_that_few_names_have_is_no_count(rows: list[str], expected: list[str]) -> None:
    assert names(rows) == expected
