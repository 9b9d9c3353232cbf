"""Item lines held against the printed sum of lines."""

from schemas.record import Field
from tasks.items.line_sum import (
    drop_below_total,
    drop_group_sums,
    drop_part_sum,
    drop_prepaid,
    drop_rows_after_items,
)


def _field(value: str, row: int) -> Field:
    box = (0.5, row / 20, 0.6, row / 20 + 0.02)
    return Field(value=value, raw=value, confidence=0.9, page=1, box=box, origin="model")


def _item(net: str, row: int) -> dict[str, Field]:
    others = {name: _field("1.00", row) for name in ("description", "quantity", "unit_price")}
    return {**others, "net_amount": _field(net, row)}


_LINES = [{"net_amount": _field(v, at)} for at, v in enumerate(("60.00", "30.00", "10.00"))]


def test_what_follows_the_items_that_make_the_sum_is_dropped() -> None:
    assert drop_rows_after_items(_LINES, {"lines_net": _field("90.00", 2)}) == _LINES[:2]


def test_items_go_on_above_the_sum_of_a_group_of_them() -> None:
    totals = {"total_tax": _field("19.00", 7), "total_gross": _field("119.00", 8)}
    group = {"lines_net": _field("90.00", 5), **totals}
    assert drop_rows_after_items(_LINES, group) == _LINES
    others = group | {"total_gross": _field("109.00", 8)}
    assert drop_rows_after_items(_LINES, others) == _LINES[:2]
    between = group | {"lines_net": _field("90.00", 2)}
    assert drop_rows_after_items(_LINES, between) == _LINES[:2]


def test_alternatives_that_an_offer_s_sum_leaves_out_stay() -> None:
    more = {name: _field("5.00", 2) for name in ("description", "quantity", "unit_price")}
    free = {"description": _field("Plinth", 4)}
    lines = [*_LINES[:2], more, {**more, "net_amount": _field("25.00", 3)}, free]
    below, between = ({"lines_net": _field("90.00", row)} for row in (6, 2))
    assert drop_rows_after_items(lines, below, offered=True) == lines
    assert drop_rows_after_items(lines, below) == lines[:2]
    assert drop_rows_after_items(lines, between, offered=True) == lines[:2]


def test_amounts_without_a_name_are_of_a_remark_where_the_others_make_the_sum() -> None:
    items = [_item("60.00", 1), _item("30.00", 3)]
    remark = {"net_amount": _field("1843.00", 2)}
    lines = [items[0], remark, items[1]]
    assert drop_group_sums(lines, {"total_net": _field("90.00", 5)}) == items
    assert drop_group_sums(lines, {"total_net": _field("91.00", 5)}) == lines
    assert drop_group_sums(lines, {"total_net": _field("1933.00", 5)}) == lines


def test_names_alone_are_headings_where_the_others_make_the_sum() -> None:
    items = [_item("60.00", 2), _item("30.00", 4)]
    head = {"description": _field("Consignment 4711", 3)}
    lines = [items[0], head, items[1]]
    assert drop_group_sums(lines, {"total_net": _field("90.00", 5)}) == items
    assert drop_group_sums(lines, {"total_net": _field("95.00", 5)}) == lines
    open_item = {name: items[1][name] for name in ("description", "quantity")}
    lines = [items[0], head, open_item]
    assert drop_group_sums(lines, {"total_net": _field("60.00", 5)}) == lines


def test_an_overview_of_groups_above_their_items_is_no_item() -> None:
    items = [_item(net, 5 + at) for at, net in enumerate(("50.00", "10.00", "30.00", "10.00"))]
    named = [{"description": _field("Power", n), **line} for n, line in enumerate(_LINES)]
    advance = {"description": _field("Advance", 4), "net_amount": _field("25.00", 4)}
    assert drop_group_sums([*named, advance, *items], {}) == items
    assert drop_group_sums([*named[:2], *items], {}) == [*named[:2], *items]


def test_one_part_s_sum_above_its_items_drops_none_of_them() -> None:
    priced = {name: _field("5.00", 2) for name in ("description", "quantity", "unit_price")}
    lines = [_LINES[0], priced | _LINES[1], priced | _LINES[2]]
    assert drop_rows_after_items(lines, {"lines_net": _field("60.00", 1)}) == lines


def test_an_overview_of_groups_below_all_items_is_no_item() -> None:
    items = [_item(net, 5 + at) for at, net in enumerate(("50.00", "10.00", "30.00", "10.00"))]
    named = [{"description": _field("Power", 9), **line} for line in _LINES]
    assert drop_group_sums([*items, *named], {}) == items
    others = [{"net_amount": _field(net, 10)} for net in ("55.00", "45.00")]
    assert drop_group_sums([*items, *others], {}) == [*items, *others]


def test_one_patient_s_sum_is_not_that_of_all_items() -> None:
    items = [_item("60.00", 1), _item("30.00", 2), _item("10.00", 5)]
    fields = {"lines_net": _field("90.00", 3), "total_net": _field("100.00", 6)}
    charged = {**fields, "charges": _field("10.00", 6)}
    assert drop_rows_after_items(items, charged) == items
    assert drop_part_sum(charged, items).keys() == {"total_net"}
    freight = [*items[:2], {"net_amount": _field("10.00", 5)}]
    assert drop_rows_after_items(freight, charged) == freight[:2]
    assert drop_part_sum(charged, freight) == charged
    assert drop_part_sum(fields, items[:2]) == fields


def test_rows_that_sum_up_a_group_in_both_columns_are_no_items() -> None:
    def item(name: str, count: str, net: str, row: int) -> dict[str, Field]:
        values = {"description": name, "quantity": count, "net_amount": net}
        return {column: _field(value, row) for column, value in values.items()}

    sole = [item("Sole", "42.5", "1054.00", 1), item("Sole", "61.0", "1302.35", 2)]
    plaice = [item("Plaice", "120.0", "494.40", 4)]
    sums = [item("Total sole", "103.5", "2356.35", 3), item("Total plaice", "120.0", "494.40", 5)]
    assert drop_group_sums([*sole, sums[0], *plaice, sums[1]], {}) == [*sole, *plaice]
    whole = {"total_net": _field("4712.70", 9)}  # of all five: then they are items
    assert len(drop_group_sums([*sole, sums[0]], whole)) == 3
    subscription = item("Subscription", "103.5", "2356.35", 3)
    assert drop_group_sums([*sole, subscription], {}) == [*sole, subscription]
    other = item("Total care", "1", "494.40", 5)
    assert drop_group_sums([*sole, other], {}) == [*sole, other]
    priced = sums[0] | {"unit_price": _field("22.77", 3)}
    assert drop_group_sums([*sole, priced, *plaice], {}) == [*sole, priced, *plaice]


def test_an_amount_alone_that_repeats_the_item_above_is_none() -> None:
    again = {"net_amount": _field("60.00", 2)}
    other = {"net_amount": _field("30.00", 3)}
    item = _item("60.00", 1)
    assert drop_group_sums([item, again, other], {}) == [item, other]


def test_items_below_an_overview_of_their_groups_are_the_lines() -> None:
    groups = [
        {"description": _field("Power", 0), "net_amount": _field("60.00", 0)},
        {"description": _field("Water", 1), "net_amount": _field("40.00", 1)},
    ]
    items = [_item("50.00", 4), _item("10.00", 5), _item("40.00", 6)]
    after = {"description": _field("Levies in this", 8), "net_amount": _field("7.00", 8)}
    fields = {"total_net": _field("100.00", 2)}
    assert drop_rows_after_items([*groups, *items, after], fields) == items


def test_amounts_alone_that_the_printed_sum_counts_stay() -> None:
    lines = [_item("60.00", 1), {"net_amount": _field("60.00", 2)}]
    assert drop_group_sums(lines, {"total_net": _field("120.00", 4)}) == lines


def test_a_group_s_sum_that_has_no_quantity_is_no_item_either() -> None:
    name = {"description": _field("Worker total", 3)}
    workers = [_item("50.00", 1), _item("40.00", 2)]
    more = [_item("30.00", 4), _item("20.00", 5)]
    total = {**name, "net_amount": _field("90.00", 3)}
    assert drop_group_sums([*workers, total, *more], {}) == [*workers, *more]
    other = {**name, "net_amount": _field("91.00", 3)}
    assert drop_group_sums([*workers, other, *more], {}) == [*workers, other, *more]
    last = {**name, "net_amount": _field("40.00", 3)}
    assert drop_group_sums([*workers, last, *more], {}) == [*workers, last, *more]


def test_an_overview_may_be_repeated_as_headings_of_the_items() -> None:
    def group(net: str, row: int) -> dict[str, Field]:
        return {"description": _field("Taxes", row), "net_amount": _field(net, row)}

    overview = [group("42.74", 1), group("39.59", 2)]
    flat, taxes = [_item("39.74", 4), _item("3.00", 5)], [_item("8.32", 7), _item("31.27", 8)]
    whole = [*overview, *flat, group("39.59", 6), *taxes]
    assert drop_group_sums(whole, {}) == [*flat, *taxes]
    other = [*overview, *flat, group("39.60", 6), *taxes]
    assert drop_group_sums(other, {}) == other


def test_items_go_on_below_a_sum_that_is_carried_to_the_next_page() -> None:
    items = [_item("60.00", 1), _item("30.00", 2), _item("10.00", 5), _item("5.00", 6)]
    over = [
        {name: found.model_copy(update={"page": 2}) for name, found in item.items()}
        for item in items[2:]
    ]
    carried, total = {"net_amount": _field("90.00", 3)}, {"net_amount": _field("105.00", 7)}
    last = {"net_amount": total["net_amount"].model_copy(update={"page": 2})}
    lines = [*items[:2], carried, *over, last]
    assert drop_rows_after_items(lines, {}) == [*items[:2], *over]
    assert drop_rows_after_items([*items[:2], carried, *items[2:], total], {}) == items[:2]


def _named(name: str, net: str, row: int) -> dict[str, Field]:
    return {"description": _field(name, row), "net_amount": _field(net, row)}


def test_an_overview_above_unpriced_items_is_dropped() -> None:
    groups = [_named("Subscriptions", "90.00", 1), _named("Calls", "6.00", 2)]
    nets = {"Fibre": "60.00", "Mobile": "30.00", "Calls abroad": "6.00"}
    items = [_named(name, net, row) for row, (name, net) in enumerate(nets.items(), start=5)]
    assert drop_group_sums([*groups, *items], {"lines_net": _field("98.00", 9)}) == items
    whole = {"lines_net": _field("192.00", 9)}
    assert drop_group_sums([*groups, *items], whole) == [*groups, *items]


def test_what_a_guest_paid_is_none_of_what_he_had() -> None:
    had = [_item("400.00", 1), _item("85.70", 2)]
    paid = [_named("Arrhes reçues", "100.00", 3), _named("Carte VISA 7715", "385.70", 4)]
    assert drop_prepaid([*had, *paid], {"prepaid": _field("485.70", 5)}) == had
    assert drop_prepaid([*had, *paid], {"prepaid": _field("385.70", 5)}) == [*had, *paid]


def test_what_a_bill_charges_is_no_payment_by_its_name() -> None:
    deposit = [_named("Anzahlung 50 % lt. Auftrag", "1500.00", 1)]
    assert drop_prepaid(deposit, {"prepaid": _field("1500.00", 3)}) == deposit
    visa = [_item("30.00", 1), _named("Visa application", "120.00", 2)]
    fields = {"prepaid": _field("120.00", 4), "total_net": _field("150.00", 3)}
    assert drop_prepaid(visa, fields) == visa


def test_small_print_below_the_total_is_no_item() -> None:
    items = [_item("60.00", 1), _item("30.00", 2)]
    levy = {"description": _field("Umlage 0,275 ct/kWh", 8), "quantity": _field("1.320", 8)}
    total = {"total_gross": _field("107.10", 5)}
    assert drop_below_total([*items, levy], total) == items
    assert drop_below_total([levy], total) == [levy]
    priced = levy | {"unit_price": _field("2.00", 8)}
    assert drop_below_total([*items, priced], total) == [*items, priced]
    at_head = {"total_gross": _field("107.10", 0)}
    assert drop_below_total([*items, levy], at_head) == [*items, levy]
