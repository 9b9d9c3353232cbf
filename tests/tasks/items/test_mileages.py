"""How far a vehicle has run is no price of it."""

import pytest

from tasks.items.mileages import name_mileages
from tasks.values.notation import Notation
from tests.tasks.tagged_pages import draw


@pytest.mark.parametrize(
    ("row", "labels"),
    [
        ("[line.description:Golf, 03/2010,] [line.unit_price:98.400] km", ["line.description"] * 2),
        ("[line.description:Fiesta,] [line.quantity:41,250] miles, VIN", ["line.description"] * 2),
        ("[line.description:Anfahrt,] [line.quantity:120] km", ["line.quantity", "O"]),
        ("[line.description:Anfahrt] [line.quantity:1.200] km", ["line.quantity", "O"]),
        (
            "[line.description:Mehrkilometer,] [line.quantity:3.500] km"
            "     [line.unit_price:0,12]     [line.net_amount:420,00]",
            ["line.quantity", "O"],
        ),
        (
            "[line.description:Golf,] [line.quantity:98.400] km"
            "     [line.unit_price:9.800,00]     [line.net_amount:9.800,00]",
            ["line.description"] * 2,
        ),
        ("[line.description:Kies,] [line.quantity:1.200] kg", ["line.quantity", "O"]),
    ],
)
def test_a_mileage_belongs_to_the_vehicle_s_name(row: str, labels: list[str]) -> None:
    page, tags = draw([row])
    (found,) = name_mileages([page], [tags], Notation(","))
    at = next(i for i, word in enumerate(page.words) if word.text.startswith(("km", "mi", "kg")))
    assert [tag.label for tag in found[at - 1 : at + 1]] == labels
