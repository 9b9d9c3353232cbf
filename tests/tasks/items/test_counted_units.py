"""Units behind quantities are no part of an item's name."""

import pytest

from tasks.items.counted_units import name_counted_units
from tests.tasks.tagged_pages import draw, names_of


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (
            "[line.description:Hose bilge]     [line.quantity:15] [line.description+:m]",
            "Hose bilge",
        ),
        (
            "[line.description:Hose bilge]     [line.quantity:15] [line.description+:blue]",
            "Hose bilge blue",
        ),
        ("[line.quantity:15] [line.description:m Hose bilge]", "m Hose bilge"),
    ],
)
def test_a_unit_behind_the_quantity_is_none_of_the_name(row: str, name: str) -> None:
    page, tags = draw([f"{row}     [line.net_amount:90.75]"])
    (mended,) = name_counted_units([page], [tags])
    assert names_of(page, mended) == [name]
