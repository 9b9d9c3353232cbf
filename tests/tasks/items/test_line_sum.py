"""Item lines held against the printed sum of lines."""

from tasks.items.line_sum import (
    drop_part_sum,
    keep_items,
    take_prices_for_amounts,
)
from tests.tasks.printed_lines import priced_item, printed_field

_LINES = [{"net_amount": printed_field(v, at)} for at, v in enumerate(("60.00", "30.00", "10.00"))]


def test_what_follows_the_items_that_make_the_sum_is_dropped() -> None:
    assert keep_items(_LINES, {"lines_net": printed_field("90.00", 2)}) == _LINES[:2]


def test_items_go_on_above_the_sum_of_a_group_of_them() -> None:
    totals = {"total_tax": printed_field("19.00", 7), "total_gross": printed_field("119.00", 8)}
    group = {"lines_net": printed_field("90.00", 5), **totals}
    assert keep_items(_LINES, group) == _LINES
    others = group | {"total_gross": printed_field("109.00", 8)}
    assert keep_items(_LINES, others) == _LINES[:2]
    between = group | {"lines_net": printed_field("90.00", 2)}
    assert keep_items(_LINES, between) == _LINES[:2]


def test_deposits_that_only_what_is_to_be_paid_counts_are_items() -> None:
    items = [priced_item(v, at) for at, v in enumerate(("60.00", "30.00", "10.00"))]
    sums = {"total_net": "90.00", "total_tax": "19.00", "total_gross": "109.00"}
    fields = {name: printed_field(value, 7) for name, value in sums.items()}
    assert keep_items(items, fields) == items[:2]
    due = fields | {"amount_due": printed_field("119.00", 8)}
    assert keep_items(items, due) == items


def test_alternatives_that_an_offer_s_sum_leaves_out_stay() -> None:
    more = {name: printed_field("5.00", 2) for name in ("description", "quantity", "unit_price")}
    free = {"description": printed_field("Plinth", 4)}
    lines = [*_LINES[:2], more, {**more, "net_amount": printed_field("25.00", 3)}, free]
    below, between = ({"lines_net": printed_field("90.00", row)} for row in (6, 2))
    assert keep_items(lines, below, offered=True) == lines
    assert keep_items(lines, below) == lines[:2]
    assert keep_items(lines, between, offered=True) == lines[:2]


def test_one_part_s_sum_above_its_items_drops_none_of_them() -> None:
    priced = {name: printed_field("5.00", 2) for name in ("description", "quantity", "unit_price")}
    lines = [_LINES[0], priced | _LINES[1], priced | _LINES[2]]
    assert keep_items(lines, {"lines_net": printed_field("60.00", 1)}) == lines


def test_one_patient_s_sum_is_not_that_of_all_items() -> None:
    items = [priced_item("60.00", 1), priced_item("30.00", 2), priced_item("10.00", 5)]
    fields = {"lines_net": printed_field("90.00", 3), "total_net": printed_field("100.00", 6)}
    charged = {**fields, "charges": printed_field("10.00", 6)}
    assert keep_items(items, charged) == items
    assert drop_part_sum(charged, items).keys() == {"total_net"}
    freight = [*items[:2], {"net_amount": printed_field("10.00", 5)}]
    assert keep_items(freight, charged) == freight[:2]
    assert drop_part_sum(charged, freight) == charged
    assert drop_part_sum(fields, items[:2]) == fields


def test_items_below_an_overview_of_their_groups_are_the_lines() -> None:
    groups = [
        {"description": printed_field("Power", 0), "net_amount": printed_field("60.00", 0)},
        {"description": printed_field("Water", 1), "net_amount": printed_field("40.00", 1)},
    ]
    items = [priced_item("50.00", 4), priced_item("10.00", 5), priced_item("40.00", 6)]
    after = {
        "description": printed_field("Levies in this", 8),
        "net_amount": printed_field("7.00", 8),
    }
    fields = {"total_net": printed_field("100.00", 2)}
    assert keep_items([*groups, *items, after], fields) == items


def test_items_go_on_below_a_sum_that_is_carried_to_the_next_page() -> None:
    items = [
        priced_item("60.00", 1),
        priced_item("30.00", 2),
        priced_item("10.00", 5),
        priced_item("5.00", 6),
    ]
    over = [
        {name: found.model_copy(update={"page": 2}) for name, found in item.items()}
        for item in items[2:]
    ]
    carried, total = (
        {"net_amount": printed_field("90.00", 3)},
        {"net_amount": printed_field("105.00", 7)},
    )
    last = {"net_amount": total["net_amount"].model_copy(update={"page": 2})}
    lines = [*items[:2], carried, *over, last]
    assert keep_items(lines, {}) == [*items[:2], *over]
    assert keep_items([*items[:2], carried, *items[2:], total], {}) == items[:2]


def test_groups_that_print_their_sums_are_no_charges() -> None:
    labour = [priced_item("170.00", 0), priced_item("170.00", 1)]
    parts = [priced_item("300.00", 3), priced_item("30.50", 4)]
    fields = {
        "lines_net": printed_field("340.00", 6),
        "charges": printed_field("330.50", 7),
        "total_net": printed_field("670.50", 8),
    }
    assert keep_items([*labour, *parts], fields) == [*labour, *parts]
    with_test = {**fields, "total_net": printed_field("725.35", 8)}
    assert keep_items([*labour, *parts], with_test) == [*labour, *parts]
    assert drop_part_sum(with_test, [*labour, *parts]).keys() == {"total_net"}


def test_only_prices_that_make_the_sum_are_amounts() -> None:
    lines = [{"unit_price": line["net_amount"]} for line in _LINES]
    assert take_prices_for_amounts(lines, {"total_net": printed_field("100.00", 4)}) == _LINES
    assert take_prices_for_amounts(lines, {"total_net": printed_field("99.00", 4)}) == lines
    counted = [{**line, "quantity": printed_field("1", 1)} for line in lines]
    assert take_prices_for_amounts(counted, {"total_net": printed_field("100.00", 4)}) == counted


def test_of_counted_goods_prices_that_make_the_sum_are_amounts() -> None:
    counts = [{"quantity": printed_field(v, at)} for at, v in enumerate(("2", "1", "4"))]
    lines = [
        {**n, "unit_price": line["net_amount"]} for n, line in zip(counts, _LINES, strict=True)
    ]
    lines[2] = {**counts[2], **_LINES[2]}  # the model saw one
    amounts = [{**n, **line} for n, line in zip(counts, _LINES, strict=True)]
    assert take_prices_for_amounts(lines, {"lines_net": printed_field("100.00", 4)}) == amounts
    assert take_prices_for_amounts(lines, {"lines_net": printed_field("180.00", 4)}) == lines
    both = [*lines[:2], {**lines[2], "unit_price": printed_field("10.00", 2)}]
    assert take_prices_for_amounts(both, {"lines_net": printed_field("110.00", 4)}) == both
