"""Of amounts without tax, tax and with tax, the first is the item's."""

from tasks.items.taxed_columns import name_net_amounts
from tasks.values.notation import Notation
from tests.tasks.tagged_pages import draw

_HEAD = "Description                 Net £      VAT £      Total £"


def _amounts(*rows: str, head: str = _HEAD) -> list[str]:
    page, tags = draw([head, *rows])
    (got,) = name_net_amounts([page], [tags], Notation())
    return [w.text for w, t in zip(page.words, got, strict=True) if t.label == "line.net_amount"]


_FEE = (
    "[line.description:Fee]                         70.00      14.00      [line.net_amount:84.00]"
)
_COPY = (
    "[line.description:Copies]                      12.00       0.00      [line.net_amount:12.00]"
)


def test_what_tax_is_added_to_is_the_amount() -> None:
    assert _amounts(_FEE, _COPY) == ["70.00", "12.00"]


def test_without_captions_or_where_they_do_not_add_up_amounts_stay() -> None:
    plain = "Description                 Value      Other      Total £"
    assert _amounts(_FEE, _COPY, head=plain) == ["84.00", "12.00"]
    assert _amounts(_FEE, _COPY.replace("0.00 ", "3.00 ")) == ["84.00", "12.00"]


def test_no_tax_at_all_proves_nothing() -> None:
    free = _FEE.replace("14.00", " 0.00").replace("84.00", "70.00")
    assert _amounts(free, _COPY) == ["70.00", "12.00"]
    assert _amounts(_COPY) == ["12.00"]


def test_tax_beside_what_seems_a_price_makes_that_the_amount() -> None:
    fee, work, copy = (
        f"[line.description:{name}]            [line.unit_price:{net:>8}]   "
        f"[line.net_amount:{tax:>7}]"
        for name, net, tax in (
            ("Fees", "1,850.00", "370.00"), ("Work", "588.00", "117.60"), ("Copy", "21.00", "nil")
        )
    )  # fmt: skip
    copy = copy.replace("line.net_amount", "O")
    page, tags = draw(["                        £           VAT £", fee, work, copy])
    (got,) = name_net_amounts([page], [tags], Notation("."))
    nets = [w.text for w, t in zip(page.words, got, strict=True) if t.label == "line.net_amount"]
    assert nets == ["1,850.00", "588.00", "21.00"]


def test_counted_items_keep_prices_of_which_the_amount_is_a_share() -> None:
    counted = "[line.description:A] [line.quantity:2]"
    row = f"{counted}   [line.unit_price:100.00]   [line.net_amount:20.00]"
    assert _amounts(row, row, head="Item    Qty     Price     Amount") == ["20.00", "20.00"]


def test_numbers_of_rows_are_no_counts_and_items_may_bear_no_tax() -> None:
    duty, fee, late = (
        f"[line.quantity:{n}] [line.description:{name}]    [line.unit_price:{net:>7}]   "
        f"[line.net_amount:{tax:>6}]"
        for n, name, net, tax in ((1, "Duty", "684.50", "0.00"), (2, "Work", "62.50", "12.50"),
                                  (3, "Late", "28.00", "5.60"))
    )  # fmt: skip
    head = "#  Charge        Net      VAT"
    assert _amounts(duty, fee, late, head=head) == ["684.50", "62.50", "28.00"]
    assert _amounts(fee, late, head=head) == ["12.50", "5.60"]
