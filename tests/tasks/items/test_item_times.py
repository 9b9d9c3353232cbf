"""Hours of the day are no prices."""

import pytest

from tasks.items.item_times import clear_times
from tests.tasks.tagged_pages import draw, names_of


def test_a_span_of_hours_has_no_price() -> None:
    page, tags = draw(
        [
            "[line.quantity:07.15] – [line.unit_price:07.50]     [line.net_amount:24,50]",
            "[line.unit_price:07.50]     [line.net_amount:24,50]",
            "[line.unit_price:12.10 bis 27.50]",
        ]
    )
    (cleared,) = clear_times([page], [tags])
    assert [tag.label for tag in cleared] == [
        "O", "O", "O", "line.net_amount", "line.unit_price", "line.net_amount",
        *["line.unit_price"] * 3,
    ]  # fmt: skip


def test_days_of_a_month_one_below_the_other_are_no_counts() -> None:
    rows = [
        "[line.quantity:14–19] [line.description:Jul   Hotel, five nights]     "
        "[line.net_amount:905.00]",
        "[line.quantity:16] Jul       [line.description:Day tour]            "
        "[line.net_amount:354.00]",
        "[line.quantity:14] & [line.quantity:19] Jul  [line.description:Transfer]            "
        "[line.net_amount:149.00]",
    ]
    page, tags = draw(rows)
    (cleared,) = clear_times([page], [tags])
    assert not any(tag.label == "line.quantity" for tag in cleared)
    assert names_of(page, cleared) == ["Hotel, five nights", "Day tour", "Transfer"]


@pytest.mark.parametrize(
    "rows",
    [
        ["[line.quantity:14] Jul   [line.description:Hotel]"],
        ["[line.quantity:2] [line.unit:Set]   [line.description:Hinges]"] * 2,
    ],
)
def test_one_day_alone_and_sets_tell_nothing(rows: list[str]) -> None:
    page, tags = draw(rows)
    assert clear_times([page], [tags]) == [tags]
