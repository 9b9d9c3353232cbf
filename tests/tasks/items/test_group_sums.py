"""Of two amounts on a group's last row the right one sums the group up."""

from tasks.items.group_sums import clear_group_sums, clear_sums_below
from tasks.values.notation import Notation
from tests.tasks.tagged_pages import draw


def _row(name: str, left: str, right: str = "") -> str:
    """An item with its amount, and what its group comes to."""
    total = f"     [line.net_amount:{right}]" if right else ""
    return f"[line.description:{name}]{left:>{30 - len(name)}}{total}"


ROWS = (
    _row("Freight", "214.60"),
    f"{'Toll':<24}{'18.40':>6}",
    _row("Fuel", " 20.39", "253.39"),
    _row("Freight", " 78.90"),
    _row("Advice", "  6.50", " 85.40"),
    f"{'Sum':<35}338.79",
)


def _amounts(*rows: str) -> list[str]:
    page, tags = draw(list(rows))
    (got,) = clear_group_sums([page], [tags], Notation())
    return [w.text for w, t in zip(page.words, got, strict=True) if t.label == "line.net_amount"]


def test_the_amounts_that_are_summed_up_are_the_items() -> None:
    assert _amounts(*ROWS) == ["214.60", "18.40", "20.39", "78.90", "6.50"]


def test_what_does_not_add_up_stays() -> None:
    changed = _row("Advice", "  6.50", " 85.41")
    assert _amounts(*ROWS[:4], changed, ROWS[5]) == ["253.39", "85.41"]


def test_items_behind_the_last_sum_or_one_group_alone_prove_nothing() -> None:
    assert _amounts(*ROWS[:4]) == ["253.39"]
    assert _amounts(*ROWS[:3], ROWS[5]) == ["253.39"]


def test_a_discount_below_its_price_and_hours_are_no_group() -> None:
    rows = (
        _row("Chair", "120.00"),
        _row("Discount 10 %", "-12.00", "108.00"),
        _row("Desk", "300.00"),
        _row("Discount 10 %", "-30.00", "270.00"),
    )
    assert _amounts(*rows) == ["108.00", "270.00"]
    hours = [f"[line.description:{name}]{left:>20}{right:>12}" for name, left, right in (
        ("Workshop", "3.50", ""), ("Report", "4.00", "7.50"), ("Concept", "8.00", "8.00"),
    )]  # fmt: skip
    assert not _amounts(*hours)


def _below(*rows: str) -> list[str]:
    page, tags = draw(list(rows))
    (got,) = clear_sums_below([page], [tags], Notation("."))
    return [w.text for w, t in zip(page.words, got, strict=True) if t.label == "line.net_amount"]


def _priced(name: str, net: str) -> str:
    return f"[line.description:{name}]{'':10}[line.net_amount:{net}]"


def test_a_sum_below_each_group_is_no_item_s_amount() -> None:
    first = [_priced("Review", "945.00"), _priced("Research", "1,054.00")]
    second = [_priced("Letter", "1,050.00"), _priced("Exhibits", "652.50")]
    below = [
        f"       Fees, this matter   [line.net_amount:{net}]" for net in ("1,999.00", "1,702.50")
    ]
    items = ["945.00", "1,054.00", "1,050.00", "652.50"]
    assert _below(*first, below[0], *second, below[1]) == items
    assert "1,999.00" in _below(*first, below[0], *second)
    named = [row.replace("Fees, this matter", "[line.description:Fees]") for row in below]
    assert "1,999.00" in _below(*first, named[0], *second, named[1])
