"""What charges nothing below the total is no item."""

from tasks.items.below_total import drop_below_total
from tests.tasks.printed_lines import named_amount, priced_item, printed_field


def test_small_print_below_the_total_is_no_item() -> None:
    items = [priced_item("60.00", 1), priced_item("30.00", 2)]
    levy = {
        "description": printed_field("Umlage 0,275 ct/kWh", 8),
        "quantity": printed_field("1.320", 8),
    }
    total = {"total_gross": printed_field("107.10", 5)}
    assert drop_below_total([*items, levy], total) == items
    card = {"description": printed_field("Flottenkarte", 5)}
    assert drop_below_total([*items, card], total) == items
    assert drop_below_total([levy], total) == [levy]
    priced = levy | {"unit_price": printed_field("2.00", 8)}
    assert drop_below_total([*items, priced], total) == [*items, priced]
    at_head = {"total_gross": printed_field("107.10", 0)}
    assert drop_below_total([*items, levy], at_head) == [*items, levy]


def test_what_a_flat_rate_includes_is_no_item_below_the_total() -> None:
    items = [priced_item("60.00", 1), priced_item("30.00", 2)]
    free = named_amount("Mobile", "0.0000", 8)
    total = {"total_gross": printed_field("107.10", 5)}
    assert drop_below_total([*items, free, free], total) == items
    above = named_amount("Mobile", "0.00", 3)
    assert drop_below_total([*items, above, free], total) == [*items, above]
    sample = {**named_amount("Sample", "0.00", 8), "quantity": printed_field("2", 8)}
    assert drop_below_total([*items, sample], total) == [*items, sample]
