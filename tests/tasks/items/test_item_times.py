"""Hours of the day are no prices."""

from tasks.items.item_times import clear_times
from tests.tasks.tagged_pages import draw


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
