"""Of amounts without tax, tax and with tax, the first is the item's."""

import pytest

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


def test_an_item_that_bears_no_tax_has_its_amount_before_it_too() -> None:
    rows = [
        f"[line.description:{name:<10}]{net:>18}{tax:>10}      [line.net_amount:{whole}]"
        for name, net, tax, whole in (
            ("Liability", "70.00", "14.00", "84.00"),
            ("Transport", "10.00", "2.00", "12.00"),
            ("Broker", "75.00", "–", "75.00"),
        )
    ]
    page, tags = draw(["Cover                Premium £    IPT £      Total £", *rows])
    (got,) = name_net_amounts([page], [tags], Notation("."))
    at = [i for i, tag in enumerate(got) if tag.label == "line.net_amount"]
    assert [page.words[i].text for i in at] == ["70.00", "10.00", "75.00"]
    assert len({round(page.words[i].box[2], 2) for i in at}) == 1  # in one column


@pytest.mark.parametrize(
    ("net", "tax", "amounts"),
    [
        ("HT", "58,20", ["312,40", "58,20"]),
        ("HT", "57,20", ["374,88", "69,84"]),
        ("P.U.", "58,20", ["374,88", "69,84"]),
        ("Autre", "58,20", ["374,88", "69,84"]),
    ],
)
def test_before_what_a_tax_is_in_stands_the_amount(net: str, tax: str, amounts: list[str]) -> None:
    rows = [
        f"[line.description:{name:<9}]   20 %{before:>12}      [line.net_amount:{whole:>8}]"
        for name, before, whole in (("Loyer", "312,40", "374,88"), ("Service", tax, "69,84"))
    ]
    page, tags = draw([f"Prestation  TVA{net:>13}           TTC", *rows])
    (got,) = name_net_amounts([page], [tags], Notation(","))
    found = [w.text for w, t in zip(page.words, got, strict=True) if t.label == "line.net_amount"]
    assert found == amounts


@pytest.mark.parametrize(
    ("head", "tax", "amounts"),
    [
        ("Charges    VAT%       VAT", "13.60", ["68.00", "212.38", "15.00"]),
        ("  Price    VAT%       VAT", "13.60", []),
        ("Charges    VAT%      Left", "13.60", []),
        ("Charges    VAT%       VAT", "14.60", []),
    ],
)
def test_what_a_rate_makes_a_tax_of_is_the_amount(head: str, tax: str, amounts: list[str]) -> None:
    rows = [
        f"[line.description:{name:<8}]     [line.unit_price:{net:>6}]   {rate:>5}     {own:>5}"
        for name, net, rate, own in (
            ("Handling", "68.00", "20.00", tax),
            ("Outlay", "212.38", "0.00", "0.00"),
            ("Safety", "15.00", "20.00", "3.00"),
        )
    ]
    assert _amounts(*rows, head=f"Description {head}") == amounts


@pytest.mark.parametrize(
    ("tax", "amounts"), [("0,36", ["81,30", "5,50"]), ("0,56", ["5,32", "0,56"])]
)
def test_a_price_is_the_amount_where_the_tax_beside_it_is_within(
    tax: str, amounts: list[str]
) -> None:
    rows = [
        f"[line.description:{name:<8}]    [line.unit_price:{price:>5}] €    "
        f"[line.net_amount:{own}] €"
        for name, price, own in (("Ticket", "81,30", "5,32"), ("Seat", "5,50", tax))
    ]
    page, tags = draw(["Leistung     Preis     MwSt 7%", *rows])
    (got,) = name_net_amounts([page], [tags], Notation(","))
    found = [w.text for w, t in zip(page.words, got, strict=True) if t.label == "line.net_amount"]
    assert found == amounts


def test_no_tax_at_a_rate_of_zero_proves_no_amount_and_what_has_it_in_is_none() -> None:
    row = "[line.description:{:<8}]     [line.unit_price:{:>6}]   {:>5}     {:>5}"
    free = [row.format(name, net, "0.00", "0.00") for name, net in (("A", "68.00"), ("B", "15.00"))]
    assert _amounts(*free, head="Description Charges    VAT%       VAT") == []
    rows = [
        f"{row.format(name, net, '20.00', tax)}     [line.net_amount:{whole}]"
        for name, net, tax, whole in (
            ("A", "68.00", "13.60", "81.60"),
            ("B", "15.00", "3.00", "18.00"),
        )
    ]
    head = "Description Charges    VAT%       VAT      Due"
    assert _amounts(*rows, head=head) == ["68.00", "15.00"]
