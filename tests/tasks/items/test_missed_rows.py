"""Item rows that the model missed: the printed sum, or a word for the amount, tells them."""

import re

import pytest

from tasks.items.amount_words import is_no_name, stands_for_amount
from tasks.items.missed_rows import name_missed_rows, price_missed_rows
from tasks.values.notation import Notation
from tests.tasks.tagged_pages import draw

_AMOUNT = 60  # the column where amounts end


def _row(name: str, amount: str, label: str = "") -> str:
    """A row with its amount, tagged or not, set flush right."""
    plain = re.sub(r"\[\S+?:(.*?)\]", r"\1", name)
    tagged = f"[{label}:{amount}]" if label else amount
    return name + " " * (_AMOUNT - len(plain) - len(amount)) + tagged


_FIRST = _row("[line.description:Wall plaster, two coats]", "640.00", "line.net_amount")
_LAST = _row("[line.description:Corner beads]", "60.00", "line.net_amount")


def _whole(amount: str) -> str:
    return _row("Total net", amount, "total_net")


def _names(rows: list[str]) -> dict[str, str]:
    """Name → amount beside it, or ""."""
    page, tags = draw(rows)
    (got,) = name_missed_rows([page], [tags], Notation("."))
    found: dict[int, list[list[str]]] = {}
    for word, tag in zip(page.words, got, strict=True):
        if tag.label in ("line.description", "line.net_amount"):
            place = tag.label == "line.net_amount"
            found.setdefault(word.row, [[], []])[place].append(word.text)
    return {" ".join(name): " ".join(net) for name, net in found.values()}


@pytest.mark.parametrize("at", [1, 2])
@pytest.mark.parametrize("label", ["", "charges?0.5"])
def test_an_amount_that_closes_the_sum_is_an_item_s(at: int, label: str) -> None:
    rows = [_FIRST, _LAST]
    rows.insert(at, _row("Clearing the rooms          lump sum", "95.00", label))
    assert _names([*rows, _whole("795.00")])["Clearing the rooms"] == "95.00"
    assert "Clearing the rooms" not in _names([*rows, _whole("700.00")])


def test_a_row_whose_price_alone_was_seen_has_its_amount() -> None:
    row = _row("Beads   [line.quantity:2]   [line.unit_price:47.50]", "95.00")
    assert _names([_FIRST, row, _whole("735.00")])["Beads"] == "95.00"


def test_so_is_one_right_above_the_first_item() -> None:
    head = _row("Work", "Amount")
    rows = [_row("Standing charge", "55.00"), _row("Scaffold", "40.00"), _FIRST, _LAST]
    found = _names([head, *rows, _whole("795.00")])
    assert (found["Standing charge"], found["Scaffold"]) == ("55.00", "40.00")
    balance = [_row("Balance from last bill", "95.00"), _FIRST, _LAST]
    assert len(_names([head, *balance, _whole("795.00")])) == 2


def test_what_is_used_outside_an_allowance_is_no_discount() -> None:
    row = _row("Calls outside allowance", "95.00")
    assert _names([_FIRST, _LAST, row, _whole("795.00")])["Calls outside allowance"] == "95.00"


def test_a_sum_of_a_group_is_no_item() -> None:
    rows = [_FIRST, _row("Subtotal rooms", "95.00"), _LAST, _whole("795.00")]
    assert len(_names(rows)) == 2


def test_a_code_beside_an_amount_is_no_name_of_its_own() -> None:
    coded = _row("Ref.: [line.code:91881220]", "95.00", "line.net_amount")
    below = "[line.description:Cloud hosting plan 10]"
    rows = [_FIRST, coded, below, _LAST, _whole("795.00")]
    assert "Ref.: 91881220" not in _names(rows)
    assert _names(rows)["Cloud hosting plan 10"] == ""


def test_amounts_without_a_name_get_it_where_the_sum_is_made() -> None:
    rows = [_FIRST, _row("Deposit on pallets", "95.00", "line.net_amount")]
    assert _names([*rows, _whole("735.00")])["Deposit on pallets"] == "95.00"
    assert "Deposit on pallets" not in _names([*rows, _whole("640.00")])


@pytest.mark.parametrize("word", ["included", "en option", "nur EP", "Offert"])
def test_a_row_with_a_word_for_its_amount_is_an_item(word: str) -> None:
    assert _names([_FIRST, _row("Cleaning at last", word), _LAST])["Cleaning at last"] == ""
    assert "Cleaning at last" not in _names([_FIRST, _row("Cleaning at last", "of May"), _LAST])


def test_words_that_stand_for_an_amount_fill_their_cell() -> None:
    assert stands_for_amount("(en option)")
    assert not stands_for_amount("Option board")
    assert is_no_name("Lump sum")
    assert not is_no_name("m")


@pytest.mark.parametrize(
    ("name", "amount"),
    [
        ("Shipping", "95.00"),
        ("Frais de port", "95.00"),
        ("20% VAT", "95.00"),
        ("State sales tax", "95.00"),
        ("Tip", "95.00"),
        ("Shipping", "free"),
        ("VAT 20%", "included"),
    ],
)
def test_what_is_added_below_the_items_is_none(name: str, amount: str) -> None:
    rows = [_FIRST, _LAST, _row(name, amount), _row("Total", "795.00", "total_gross")]
    assert name not in _names(rows)


def test_an_amount_in_the_second_row_of_a_name_is_its_item_s() -> None:
    box = [
        "[line.description:Archive box]",
        _row("[line.description+:Colour: grey]", "95.00", "line.net_amount"),
    ]
    rows = [*box, _FIRST, *box, _LAST, _whole("890.00")]
    page, tags = draw(rows)
    (got,) = name_missed_rows([page], [tags], Notation("."))
    assert got == tags


def test_surcharges_below_names_that_stand_below_their_amounts_are_items() -> None:
    rows = [
        _row("4711", "178.20", "line.net_amount"),
        "[line.description:Cable, 100 m]",
        _row("Copper surcharge", "165.00"),
        _row("Carried forward", "343.20"),
        _row("Copper surcharge, too", "12.00"),
        _row("4712", "60.00", "line.net_amount"),
        "[line.description:Socket]",
    ]
    got = _names([*rows, _whole("415.20")])
    assert (got["Copper surcharge"], got["Copper surcharge, too"]) == ("165.00", "12.00")
    assert "Carried forward" not in got
    assert "Copper surcharge" not in _names([*rows, _whole("238.20")])


def test_a_name_whose_amount_was_missed_gets_it() -> None:
    rows = [_FIRST, _row("[line.description:Toll]", "95.00"), _LAST]
    assert _names([*rows, _whole("795.00")])["Toll"] == "95.00"
    assert _names([*rows, _whole("700.00")])["Toll"] == ""


def test_expenses_below_the_items_are_one() -> None:
    rows = [_FIRST, _LAST, _row("Auslagen: Porto", "95.00"), _row("Total", "795.00", "total_gross")]
    assert _names(rows)["Auslagen: Porto"] == "95.00"


def test_a_discount_that_the_first_sum_below_counts_is_an_item() -> None:
    rows = [_FIRST, _LAST, _row("Referral discount", "-95.00", "allowances")]
    assert _names([*rows, _whole("605.00")])["Referral discount"] == "-95.00"
    assert "Referral discount" not in _names([*rows, _whole("700.00")])


def test_a_credit_is_taken_off_the_sum() -> None:
    rows = [_FIRST, _LAST, _row("Goodwill for the fault", "95.00 CR"), _whole("605.00")]
    assert _names(rows)["Goodwill for the fault"] == "95.00 CR"


def test_the_first_item_may_be_missed_and_no_amount_have_cents() -> None:
    names = ("Hedges along the road,", "[line.description+:and waste]", "Old cherry", "New lawn")
    first = f"[line.description:{names[0]}]"
    rows = [_row(first, "540"), names[1]]
    rows += [_row(f"[line.description:{n}]", "380", "line.net_amount") for n in names[2:]]
    assert _names([*rows, _whole("1300")])["Hedges along the road,"] == "540"


def test_amounts_above_the_first_named_item_are_items_as_well() -> None:
    above = [_row("Chimney sweep", "95.00", "line.net_amount"), _row("Land survey", "40.00")]
    made = {"Chimney sweep": "95.00", "Land survey": "40.00"}
    assert made.items() <= _names([*above, _FIRST, _LAST, _whole("835.00")]).items()
    assert not made.keys() & _names([*above, _FIRST, _LAST, _whole("830.00")]).keys()


def test_a_minus_may_stand_apart_from_its_amount() -> None:
    rows = [_FIRST, _LAST, _row("Loyalty discount 5 %", "– 35.00"), _whole("665.00")]
    assert _names(rows)["Loyalty discount 5 %"] == "– 35.00"


def test_what_a_missed_row_costs_apiece_is_its_count_and_price() -> None:
    rows = [
        "Wages            112.00   25.40     [line.net_amount:2,844.80]",
        "Bonus              4.00    5.00     20.00",
    ]
    page, tags = draw(rows)
    before = [tag if tag.label == "O" else tag._replace(label="O") for tag in tags]
    for old, found in ((before, ["112.00", "25.40"]), (tags, [])):
        (got,) = price_missed_rows([page], [tags], [old], Notation("."))
        counted = ("line.quantity", "line.unit_price")
        assert [w.text for w, t in zip(page.words, got, strict=True) if t.label in counted] == found


@pytest.mark.parametrize(("count", "missed"), [("2     47.50", True), ("2     40.00", False)])
def test_what_is_counted_and_priced_below_the_items_is_one(count: str, missed: bool) -> None:
    rows = [_FIRST, _LAST, _row(f"Shipping        {count}", "95.00"), _whole("795.00")]
    assert any(name.startswith("Shipping") for name in _names(rows)) is missed


@pytest.mark.parametrize(("end", "name"), [("EUR", "Seat from"), ("NCE", "Seat from NCE")])
def test_the_currency_before_an_amount_is_none_of_a_missed_name_s(end: str, name: str) -> None:
    rows = [_FIRST, _row(f"Seat from {end}", "95.00"), _LAST, _whole("795.00")]
    assert _names(rows)[name] == "95.00"


@pytest.mark.parametrize(
    ("name", "missed"),
    [
        ("Annual test (outside the scope of VAT)", True),
        ("Annual test, plus VAT", False),
    ],
)
def test_a_remark_in_brackets_makes_no_tax_of_an_item(name: str, missed: bool) -> None:
    rows = [_FIRST, _LAST, _row(name, "95.00"), _whole("795.00")]
    assert (name in _names(rows)) is missed


@pytest.mark.parametrize(("indent", "missed"), [(0, True), (2, False)])
def test_a_name_may_begin_where_others_have_their_counts(indent: int, missed: bool) -> None:
    counted = [
        _row(f"[line.quantity:{n}] x [line.description:{name}]", net, "line.net_amount")
        for n, name, net in (("3", "Tuning, upright", "510.00"), ("1", "Tuning, grand", "210.00"))
    ]
    travel = _row(" " * indent + "Travel", "24.00")
    assert ("Travel" in _names([*counted, travel, _whole("744.00")])) is missed


def test_expenses_may_begin_left_of_the_other_items_names() -> None:
    worked = _row("JT    [line.description:Draft of a lease]", "640.00", "line.net_amount")
    paid = [_row(f"  Expense: {what}", net) for what, net in (("courier", "35.00"),)]
    copies = _row("  [line.description:Expense: copies]", "25.00", "line.net_amount")
    rows = [worked, worked, worked, *paid, copies, _whole("1,980.00")]
    assert _names(rows)["Expense: courier"] == "35.00"
    for what, net in (("Less courtesy discount", "-35.00"), ("Surcharge", "35.00"),
                      ("Trust funds applied", "-35.00"), ("Less retainer", "35.00")):  # fmt: skip
        other = [worked, worked, worked, copies, _row(f"  {what}", net)]
        sums = {"-35.00": "1,910.00", "35.00": "1,980.00"}
        assert what not in _names([*other, _whole(sums[net])])
    free = _row("  Postage", "included")
    assert "Postage" not in _names([worked, worked, worked, free, copies, _whole("1,945.00")])
    ways = [
        _row("[line.description:Graz - Linz]   Van", "640.00", "line.net_amount"),
        _row("Graz - Linz    [line.description:Lorry]", "60.00", "line.net_amount"),
        _row("               [line.description:Toll]", "5.00", "line.net_amount"),
    ]
    assert "Lorry" in _names([*ways, _whole("705.00")])


def test_a_count_of_boxes_before_the_name_of_a_priced_item_is_none_of_it() -> None:
    rows = [
        _row(f"{n} [line.description:{name}]   [line.unit_price:{price}]", net, "line.net_amount")
        for n, name, price, net in (
            ("8", "Long shallots", "2.15", "172.00"),
            ("[line.quantity:9]", "Celeriac", "1.05", "96.39"),
        )
    ]
    assert [*_names([*rows, _whole("268.39")])] == ["Long shallots", "Celeriac"]
