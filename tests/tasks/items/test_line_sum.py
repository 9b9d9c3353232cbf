"""Item lines held against the printed sum of lines."""

from schemas.record import Field
from tasks.items.line_sum import drop_group_sums, drop_rows_after_items


def _field(value: str, row: int) -> Field:
    box = (0.5, row / 20, 0.6, row / 20 + 0.02)
    return Field(value=value, raw=value, confidence=0.9, page=1, box=box, origin="model")


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


def test_an_overview_of_groups_above_their_items_is_no_item() -> None:
    def item(net: str, row: int) -> dict[str, Field]:
        others = {name: _field("1.00", row) for name in ("description", "quantity", "unit_price")}
        return {**others, "net_amount": _field(net, row)}

    items = [item("50.00", 5), item("10.00", 6), item("30.00", 7), item("10.00", 8)]
    named = [{"description": _field("Power", n), **line} for n, line in enumerate(_LINES)]
    advance = {"description": _field("Advance", 4), "net_amount": _field("25.00", 4)}
    assert drop_group_sums([*named, advance, *items], {}) == items
    assert drop_group_sums([*named[:2], *items], {}) == [*named[:2], *items]


def test_one_part_s_sum_above_its_items_drops_none_of_them() -> None:
    priced = {name: _field("5.00", 2) for name in ("description", "quantity", "unit_price")}
    lines = [_LINES[0], priced | _LINES[1], priced | _LINES[2]]
    assert drop_rows_after_items(lines, {"lines_net": _field("60.00", 1)}) == lines
