"""Lines that sum up others are no items."""

from schemas.record import Field
from tasks.items.subtotal_lines import drop_subtotal_lines
from tests.tasks.printed_lines import named_amount, priced_item, printed_field

_LINES = [{"net_amount": printed_field(v, at)} for at, v in enumerate(("60.00", "30.00", "10.00"))]


def test_amounts_without_a_name_are_of_a_remark_where_the_others_make_the_sum() -> None:
    items = [priced_item("60.00", 1), priced_item("30.00", 3)]
    remark = {"net_amount": printed_field("1843.00", 2)}
    lines = [items[0], remark, items[1]]
    assert drop_subtotal_lines(lines, {"total_net": printed_field("90.00", 5)}) == items
    assert drop_subtotal_lines(lines, {"total_net": printed_field("91.00", 5)}) == lines
    assert drop_subtotal_lines(lines, {"total_net": printed_field("1933.00", 5)}) == lines


def test_names_alone_are_headings_where_the_others_make_the_sum() -> None:
    items = [priced_item("60.00", 2), priced_item("30.00", 4)]
    head = {"description": printed_field("Consignment 4711", 3)}
    lines = [items[0], head, items[1]]
    assert drop_subtotal_lines(lines, {"total_net": printed_field("90.00", 5)}) == items
    assert drop_subtotal_lines(lines, {"total_net": printed_field("95.00", 5)}) == lines
    open_item = {name: items[1][name] for name in ("description", "quantity")}
    lines = [items[0], head, open_item]
    assert drop_subtotal_lines(lines, {"total_net": printed_field("60.00", 5)}) == lines


def test_an_overview_of_groups_above_their_items_is_no_item() -> None:
    items = [
        priced_item(net, 5 + at) for at, net in enumerate(("50.00", "10.00", "30.00", "10.00"))
    ]
    named = [{"description": printed_field("Power", n), **line} for n, line in enumerate(_LINES)]
    advance = {"description": printed_field("Advance", 4), "net_amount": printed_field("25.00", 4)}
    assert drop_subtotal_lines([*named, advance, *items], {}) == items
    assert drop_subtotal_lines([*named[:2], *items], {}) == [*named[:2], *items]


def test_an_overview_of_groups_below_all_items_is_no_item() -> None:
    items = [
        priced_item(net, 5 + at) for at, net in enumerate(("50.00", "10.00", "30.00", "10.00"))
    ]
    named = [{"description": printed_field("Power", 9), **line} for line in _LINES]
    assert drop_subtotal_lines([*items, *named], {}) == items
    others = [{"net_amount": printed_field(net, 10)} for net in ("55.00", "45.00")]
    assert drop_subtotal_lines([*items, *others], {}) == [*items, *others]


def test_rows_that_sum_up_a_group_in_both_columns_are_no_items() -> None:
    def item(name: str, count: str, net: str, row: int) -> dict[str, Field]:
        values = {"description": name, "quantity": count, "net_amount": net}
        return {column: printed_field(value, row) for column, value in values.items()}

    sole = [item("Sole", "42.5", "1054.00", 1), item("Sole", "61.0", "1302.35", 2)]
    plaice = [item("Plaice", "120.0", "494.40", 4)]
    sums = [item("Total sole", "103.5", "2356.35", 3), item("Total plaice", "120.0", "494.40", 5)]
    assert drop_subtotal_lines([*sole, sums[0], *plaice, sums[1]], {}) == [*sole, *plaice]
    whole = {"total_net": printed_field("4712.70", 9)}  # of all five: then they are items
    assert len(drop_subtotal_lines([*sole, sums[0]], whole)) == 3
    subscription = item("Subscription", "103.5", "2356.35", 3)
    assert drop_subtotal_lines([*sole, subscription], {}) == [*sole, subscription]
    other = item("Total care", "1", "494.40", 5)
    assert drop_subtotal_lines([*sole, other], {}) == [*sole, other]
    priced = sums[0] | {"unit_price": printed_field("22.77", 3)}
    assert drop_subtotal_lines([*sole, priced, *plaice], {}) == [*sole, priced, *plaice]


def test_an_amount_alone_that_repeats_the_item_above_is_none() -> None:
    again = {"net_amount": printed_field("60.00", 2)}
    other = {"net_amount": printed_field("30.00", 3)}
    item = priced_item("60.00", 1)
    assert drop_subtotal_lines([item, again, other], {}) == [item, other]


def test_amounts_alone_that_the_printed_sum_counts_stay() -> None:
    lines = [priced_item("60.00", 1), {"net_amount": printed_field("60.00", 2)}]
    assert drop_subtotal_lines(lines, {"total_net": printed_field("120.00", 4)}) == lines


def test_a_group_s_sum_that_has_no_quantity_is_no_item_either() -> None:
    name = {"description": printed_field("Worker total", 3)}
    workers = [priced_item("50.00", 1), priced_item("40.00", 2)]
    more = [priced_item("30.00", 4), priced_item("20.00", 5)]
    total = {**name, "net_amount": printed_field("90.00", 3)}
    assert drop_subtotal_lines([*workers, total, *more], {}) == [*workers, *more]
    other = {**name, "net_amount": printed_field("91.00", 3)}
    assert drop_subtotal_lines([*workers, other, *more], {}) == [*workers, other, *more]
    last = {**name, "net_amount": printed_field("40.00", 3)}
    assert drop_subtotal_lines([*workers, last, *more], {}) == [*workers, last, *more]


def test_an_overview_may_be_repeated_as_headings_of_the_items() -> None:
    def group(net: str, row: int) -> dict[str, Field]:
        return {"description": printed_field("Taxes", row), "net_amount": printed_field(net, row)}

    overview = [group("42.74", 1), group("39.59", 2)]
    flat, taxes = (
        [priced_item("39.74", 4), priced_item("3.00", 5)],
        [priced_item("8.32", 7), priced_item("31.27", 8)],
    )
    whole = [*overview, *flat, group("39.59", 6), *taxes]
    assert drop_subtotal_lines(whole, {}) == [*flat, *taxes]
    other = [*overview, *flat, group("39.60", 6), *taxes]
    assert drop_subtotal_lines(other, {}) == other


def test_an_overview_above_unpriced_items_is_dropped() -> None:
    groups = [named_amount("Subscriptions", "90.00", 1), named_amount("Calls", "6.00", 2)]
    nets = {"Fibre": "60.00", "Mobile": "30.00", "Calls abroad": "6.00"}
    items = [named_amount(name, net, row) for row, (name, net) in enumerate(nets.items(), start=5)]
    assert drop_subtotal_lines([*groups, *items], {"lines_net": printed_field("98.00", 9)}) == items
    whole = {"lines_net": printed_field("192.00", 9)}
    assert drop_subtotal_lines([*groups, *items], whole) == [*groups, *items]


def test_equal_items_that_make_the_sum_are_no_overview_of_each_other() -> None:
    months = [named_amount("Support", "49.00", at) for at in range(4)]
    assert drop_subtotal_lines(months, {"total_net": printed_field("196.00", 5)}) == months
    assert drop_subtotal_lines(months, {"total_net": printed_field("98.00", 5)}) == months[:2]
