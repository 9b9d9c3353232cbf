"""Lesser amounts that cannot be are left out; contradictions that touch the total stay."""

from decimal import Decimal

import pytest

from schemas.record import Field, Fields, Tax
from tasks.sums.close_sums import drop_of_lines
from tasks.sums.other_amounts import is_withheld, names_withheld
from tasks.sums.settle import owe_total, settle_amounts, settle_tax
from tasks.values.normalize import Conventions
from tests.tasks.tagged_pages import draw

_CONVENTIONS = Conventions()


def _field(value: str, row: int, sure: float = 0.9) -> Field:
    box = (0.5, row / 20, 0.6, row / 20 + 0.02)
    return Field(value=value, raw=value, confidence=sure, page=1, box=box, origin="model")


def _tax(**columns: str) -> Tax:
    return Tax(**{name: _field(value, 19) for name, value in columns.items()})


def _settle(
    fields: dict[str, Field],
    taxes: list[Tax] | None = None,
    rows: list[str] | None = None,
    lines: list[dict[str, Field]] | None = None,
) -> tuple[dict[str, str], list[Tax]]:
    page, _ = draw(rows or [""])
    kept, left = settle_amounts(dict(fields), taxes or [], lines or [], [page], _CONVENTIONS)
    return {n: f.value for n, f in kept.items() if isinstance(f, Field)}, left


TOTALS = {
    "total_net": _field("100.00", 3),
    "total_tax": _field("19.00", 4),
    "total_gross": _field("119.00", 5),
}


def test_one_printed_amount_is_not_a_discount_and_a_charge_at_once() -> None:
    fields = {
        "lines_net": _field("95.00", 1),
        "charges": _field("5.00", 2),
        "allowances": _field("5.00", 2, 0.3),
        **TOTALS,
    }
    kept, _ = _settle(fields)
    assert kept == {n: f.value for n, f in fields.items() if n != "allowances"}


def test_a_sum_of_lines_is_no_net_where_a_charge_stands_between_it_and_the_total() -> None:
    fields = TOTALS | {
        "lines_net": _field("100.00", 3),
        "charges": _field("10.00", 4),
        "total_tax": _field("20.90", 5),
        "total_gross": _field("130.90", 6),
    }
    kept, _ = _settle(fields)
    assert "total_net" not in kept
    assert kept["lines_net"] == "100.00"


def test_one_of_several_taxes_is_not_their_sum() -> None:
    fields = TOTALS | {"total_tax": _field("7.00", 4), "total_gross": _field("126.00", 6)}
    rows = [_tax(rate="19", amount="19.00"), _tax(rate="7", amount="7.00")]
    kept, taxes = _settle(fields, rows)
    assert "total_tax" not in kept
    assert taxes == rows


def test_a_total_that_nothing_proves_keeps_its_contradictions() -> None:
    fields = TOTALS | {"total_gross": _field("120.00", 5)}
    kept, _ = _settle(fields)
    assert kept == {n: f.value for n, f in fields.items()}


def test_an_earlier_balance_in_what_is_due_is_left_to_a_clerk() -> None:
    fields = TOTALS | {"prepaid": _field("50.00", 6), "amount_due": _field("169.00", 7)}
    kept, _ = _settle(fields)
    assert kept == {n: f.value for n, f in fields.items()}


def test_a_discount_that_closes_the_sum_is_taken_in() -> None:
    page, _ = draw(["Lines 110.00", "Bonus 10.00", "Net 100.00"])
    lines, net = page.words[1].box, page.words[5].box
    fields = TOTALS | {
        "lines_net": _field("110.00", 1).model_copy(update={"box": lines}),
        "total_net": _field("100.00", 3).model_copy(update={"box": net}),
    }
    kept, _ = settle_amounts(dict(fields), [], [], [page], _CONVENTIONS)
    allowance = kept["allowances"]
    assert isinstance(allowance, Field)
    assert Decimal(allowance.value) == 10
    assert allowance.box == page.words[3].box


def test_a_breakdown_that_does_not_make_a_proved_tax_is_not_told() -> None:
    _, taxes = _settle(TOTALS, [_tax(rate="19", amount="12.00")])
    assert taxes == []
    assert _settle(TOTALS, [_tax(rate="0", base="40.00", amount="0.00")])[1] == []
    whole = [_tax(rate="19", base="100.00", amount="19.00")]
    assert _settle(TOTALS, whole)[1] == whole
    doubled = [*whole, _tax(rate="152", base="74355.28", amount="7435.53")]
    assert _settle(TOTALS, doubled)[1] == whole


def test_the_total_of_an_invoice_is_the_one_before_rounding() -> None:
    rows = ["Net 100.00", "VAT 19.03", "Total 119.03", "Rounding 0.02", "To pay 119.05"]
    fields = TOTALS | {
        "total_tax": _field("19.03", 4),
        "rounding": _field("0.02", 5),
        "total_gross": _field("119.05", 6),
    }
    kept, _ = _settle(fields, rows=rows)
    assert (kept["total_gross"], kept["amount_due"]) == ("119.03", "119.05")
    assert _settle(fields, rows=rows[:2])[0]["total_gross"] == "119.05"


def test_a_sure_sum_of_lines_that_contradicts_the_net_stays_for_a_clerk() -> None:
    doubtful = {"lines_net": _field("120.00", 1, 0.6), **TOTALS}
    assert "lines_net" not in _settle(doubtful)[0]
    sure = {"lines_net": _field("120.00", 1, 0.99), **TOTALS}
    assert _settle(sure)[0]["lines_net"] == "120.00"


def test_an_amount_due_after_a_prepayment_stays_where_the_total_was_rounded() -> None:
    rows = ["Net 100.00", "VAT 19.03", "Total 119.03", "Rounded 119.05", "Paid 50.00", "Due 69.05"]
    fields = TOTALS | {
        "total_tax": _field("19.03", 4),
        "rounding": _field("0.02", 6),
        "total_gross": _field("119.05", 7),
        "prepaid": _field("50.00", 8),
        "amount_due": _field("69.05", 9),
    }
    kept, _ = _settle(fields, rows=rows)
    assert (kept["total_gross"], kept["prepaid"], kept["amount_due"]) == (
        "119.03",
        "50.00",
        "69.05",
    )


def test_a_tax_row_that_fits_and_contradicts_the_tax_stays_for_a_clerk() -> None:
    fields = TOTALS | {"total_tax": _field("90.00", 4), "total_gross": _field("190.00", 5)}
    rows = [_tax(rate="19", base="100.00", amount="19.00")]
    assert _settle(fields, rows)[1] == rows
    fields = TOTALS | {"total_tax": _field("400.00", 4), "total_gross": _field("519.00", 5)}
    kept, left = _settle(fields, rows)
    assert (kept["total_tax"], left) == ("400.00", rows)


def test_a_sum_that_the_item_lines_make_is_not_left_out() -> None:
    lines = [{"net_amount": _field(value, 1)} for value in ("60.00", "40.00")]
    fields = {
        "lines_net": _field("100.00", 2),
        "total_net": _field("500.00", 3),
        "total_tax": _field("95.00", 4),
        "total_gross": _field("595.00", 5),
    }
    assert _settle(fields, lines=lines)[0]["lines_net"] == "100.00"
    assert "lines_net" not in _settle(fields)[0]


def test_what_was_paid_before_is_not_left_out_because_it_was_not_deducted() -> None:
    fields = TOTALS | {"prepaid": _field("50.00", 6), "amount_due": _field("119.00", 7)}
    assert _settle(fields)[0]["prepaid"] == "50.00"


def test_an_amount_that_was_read_as_something_else_closes_no_sum() -> None:
    page, _ = draw(["Lines 119.00", "VAT 19.00", "Net 100.00", "Total 119.00"])
    words = page.words
    fields = {
        "lines_net": _field("119.00", 1).model_copy(update={"box": words[1].box}),
        "total_tax": _field("19.00", 2).model_copy(update={"box": words[3].box}),
        "total_net": _field("100.00", 3).model_copy(update={"box": words[5].box}),
        "total_gross": _field("119.00", 4).model_copy(update={"box": words[7].box}),
    }
    kept, _ = settle_amounts(dict(fields), [], [], [page], _CONVENTIONS)
    assert "allowances" not in kept


def test_a_charge_of_a_credit_note_looks_like_a_discount() -> None:
    fields = {
        "lines_net": _field("-3271.34", 1),
        "allowances": _field("-15.00", 2),
        "total_net": _field("-3286.34", 3),
        "total_tax": _field("-690.13", 4),
        "total_gross": _field("-3976.47", 5),
    }
    kept, _ = _settle(fields)
    assert kept.get("charges") == "-15.00"
    assert "allowances" not in kept
    fitting = fields | {"total_net": _field("-3256.34", 3)}
    assert _settle(fitting)[0].get("allowances") == "-15.00"


@pytest.mark.parametrize(("total", "name"), [("124.95", "charges"), ("113.05", "allowances")])
def test_a_charge_is_told_by_the_total_without_its_tax_where_no_net_is_printed(
    total: str, name: str
) -> None:
    tax = {"124.95": "19.95", "113.05": "18.05"}[total]
    fields = {
        "lines_net": _field("100.00", 1),
        "allowances": _field("5.00", 2),
        "total_tax": _field(tax, 3),
        "total_gross": _field(total, 4),
    }
    kept, _ = _settle(fields)
    assert kept == {n: f.value for n, f in fields.items() if n != "allowances"} | {name: "5.00"}


def test_the_sum_of_the_lines_is_the_net_where_tax_alone_makes_it_the_total() -> None:
    totals = {
        "lines_net": _field("1326.75", 1),
        "total_tax": _field("107.47", 2),
        "rounding": _field("-0.02", 3),
        "total_gross": _field("1434.20", 4),
    }
    kept, _ = _settle(totals)
    assert kept["total_net"] == "1326.75"
    kept, _ = _settle({**totals, "charges": _field("5.00", 5)})
    assert "total_net" not in kept


def _lines(*amounts: str) -> list[dict[str, Field]]:
    return [{"net_amount": _field(amount, at)} for at, amount in enumerate(amounts)]


def test_a_charge_is_none_where_all_lines_alone_make_the_net() -> None:
    fields = TOTALS | {"charges": _field("37.50", 2)}
    assert "charges" not in _settle(fields, lines=_lines("60.00", "40.00"))[0]
    assert "charges" in _settle(fields, lines=_lines("60.00", "2.50"))[0]
    adds_up = fields | {"lines_net": _field("62.50", 2)}
    assert "charges" in _settle(adds_up, lines=_lines("62.50", "37.50"))[0]


def test_sums_of_groups_are_none_where_all_lines_and_tax_make_the_total() -> None:
    fields = {n: f for n, f in TOTALS.items() if n != "total_net"}
    fields |= {"lines_net": _field("60.00", 2), "charges": _field("30.00", 3)}
    kept, _ = _settle(fields, lines=_lines("60.00", "30.00", "10.00"))
    assert kept == {"total_tax": "19.00", "total_gross": "119.00"}


def test_the_lines_sum_is_taken_in_where_a_charge_stands_between_it_and_the_net() -> None:
    rows = ["", "Summe Wäsche        95,00", "", "Zuschlag        5,00", "", "Netto    100,00"]
    fields = TOTALS | {"charges": _field("5.00", 3), "total_net": _field("100.00", 5)}
    lines = [{"net_amount": _field("50.00", 9)}, {"net_amount": _field("45.00", 10)}]
    assert _settle(fields, rows=rows, lines=lines)[0]["lines_net"] == "95.00"
    group = fields | {"lines_net": _field("45.00", 0)}
    assert _settle(group, rows=rows, lines=lines)[0]["lines_net"] == "95.00"
    others = [{"net_amount": _field("50.00", 9)}, {"net_amount": _field("40.00", 10)}]
    assert "lines_net" not in _settle(fields, rows=rows, lines=others)[0]


def test_what_a_row_of_its_own_asks_for_is_due() -> None:
    rows = ["", "", "", "", "", "", "Total 119.00", "Montant à payer 119.00"]
    page, _ = draw(rows)
    assert owe_total(dict(TOTALS), [page], _CONVENTIONS)["amount_due"].value == "119.00"
    less = {**TOTALS, "prepaid": _field("19.00", 8)}
    assert "amount_due" not in owe_total(less, [page], _CONVENTIONS)
    assert "amount_due" not in owe_total(dict(TOTALS), [draw(rows[:-1])[0]], _CONVENTIONS)


def test_a_total_of_several_taxes_is_the_one_before_rounding_too() -> None:
    fields = {
        "total_net": _field("100.00", 3), "rounding": _field("0.02", 4),
        "total_gross": _field("119.05", 6),
    }  # fmt: skip
    taxes = [_tax(amount="12.00"), _tax(amount="7.03")]
    kept, _ = _settle(fields, taxes, ["Total with tax        119.03", "To pay       119.05"])
    assert kept["total_gross"] == "119.03"
    assert kept["amount_due"] == "119.05"


def test_where_the_whole_total_is_due_a_doubtful_prepayment_is_an_earlier_one() -> None:
    page, _ = draw(["", "", "", "", "", "", "Total 119.00", "Amount due by 2 May 119.00"])
    earlier = {**TOTALS, "prepaid": _field("80.00", 8, 0.4)}
    owed = owe_total(earlier, [page], _CONVENTIONS)
    assert "amount_due" in owed
    assert "prepaid" not in owed


def test_an_amount_due_may_stand_below_its_caption() -> None:
    page, _ = draw(
        ["Montant total à payer", "119,00 € TTC", "", "", "", "", "", "Total TTC 119,00"]
    )
    owed = owe_total(dict(TOTALS), [page], _CONVENTIONS)
    assert owed["amount_due"].value == "119.00"


def test_the_tax_of_the_only_rate_is_all_the_tax() -> None:
    fields = {"total_net": _field("735.43", 1), "total_gross": _field("870.80", 3)}
    row = _tax(rate="20.0", base="676.83", amount="135.37")
    assert _settle(fields, [row])[0]["total_tax"] == "135.37"
    other = {**fields, "total_tax": _field("58.60", 2, 0.5)}
    assert _settle(other, [row])[0]["total_tax"] == "135.37"
    assert "total_tax" not in _settle(fields, [row, row])[0]
    assert "total_tax" not in _settle(fields, [_tax(amount="135.30")])[0]


def test_what_net_and_total_lack_is_the_tax_and_not_due() -> None:
    fields = {
        "total_net": _field("100.00", 3),
        "total_gross": _field("119.10", 5),
        "rounding": _field("0.10", 4),
        "amount_due": _field("19.00", 9, 0.4),
    }
    kept, _ = _settle(fields)
    assert kept["total_tax"] == "19.00"
    assert "amount_due" not in kept
    kept, _ = _settle(fields | {"amount_due": _field("19.10", 9, 0.4)})
    assert "total_tax" not in kept
    kept, _ = _settle(fields, rows=["Balance due          19.00"])
    assert kept["amount_due"] == "19.00"
    half = fields | {"total_gross": _field("200.10", 5), "amount_due": _field("100.00", 9, 0.4)}
    assert _settle(half)[0]["amount_due"] == "100.00"


@pytest.mark.parametrize("rates", [("5 %", "7 %"), ("(5 %)", "(7 %)"), ("(5%)", "(7%)")])
def test_a_tax_that_is_one_of_two_is_no_total_tax(rates: tuple[str, str]) -> None:
    rows = ["Subtotal           100.00", f"GST {rates[0]}            5.00",
            f"PST {rates[1]}            4.20", "Total              109.20"]  # fmt: skip
    fields = {**TOTALS, "total_tax": _field("5.00", 1), "total_gross": _field("109.20", 3)}
    kept, taxes = _settle(fields, rows=rows)
    assert kept == {"total_net": "100.00", "total_gross": "109.20"}
    values = [(t.rate.value, t.amount.value) for t in taxes if t.rate and t.amount]
    assert values == [("5", "5.00"), ("7", "4.20")]
    apart = [rows[0], rows[1], "", "", "x", "y", "z", rows[2]]
    assert _settle(fields, rows=apart)[0]["total_tax"] == "5.00"


def test_what_was_taken_for_the_tax_is_the_net_of_the_only_row() -> None:
    fields = {"total_tax": _field("81.25", 3), "total_gross": _field("97.50", 5)}
    kept, _ = _settle(fields, [_tax(rate="20", amount="16.25")])
    assert (kept["total_net"], kept["total_tax"]) == ("81.25", "16.25")
    kept, _ = _settle(fields, [_tax(rate="19", amount="16.25")])
    assert "total_net" not in kept


def test_a_tax_of_the_only_row_that_is_more_than_the_tax_is_the_net() -> None:
    fields = {"total_tax": _field("4.40", 3), "total_gross": _field("84.40", 5)}
    kept, taxes = _settle(fields, [_tax(amount="80.00")])
    assert (kept["total_net"], kept["total_tax"]) == ("80.00", "4.40")
    assert not taxes
    kept, _ = _settle(fields, [_tax(amount="79.00")])
    assert "total_net" not in kept


def test_a_tax_that_is_more_than_the_total_is_the_net() -> None:
    fields = {
        "total_net": _field("-119.00", 3),
        "total_tax": _field("-100.00", 4),
        "total_gross": _field("-19.00", 5),
    }
    kept, _ = _settle(fields)
    assert (kept["total_net"], kept["total_tax"]) == ("-100.00", "-19.00")
    assert kept["total_gross"] == "-119.00"
    withheld = {**fields, "total_tax": fields["total_gross"], "total_gross": fields["total_tax"]}
    assert _settle(withheld)[0]["total_net"] == "-119.00"
    values = {"total_net": "-160.00", "total_tax": "-100.00", "total_gross": "-60.00"}
    more = {name: _field(value, 3) for name, value in values.items()}
    assert _settle(more)[0]["total_net"] == "-160.00"  # no tax is 60 %


def test_the_only_item_s_amount_is_the_net_where_tax_alone_makes_it_the_total() -> None:
    totals = {"total_tax": _field("35.06", 3), "total_gross": _field("219.56", 5)}
    assert _settle(totals, lines=_lines("184.50"))[0]["total_net"] == "184.50"
    assert "total_net" not in _settle(totals, lines=_lines("180.50"))[0]
    assert "total_net" not in _settle(totals, lines=_lines("184.50", "1.00"))[0]
    assert "total_net" not in _settle({**totals, "charges": _field("1.00", 4)})[0]


def test_a_tax_has_the_sign_of_a_credits_other_totals() -> None:
    fields = {
        "total_net": _field("-100.00", 3),
        "total_tax": _field("19.00", 4),
        "total_gross": _field("-119.00", 5),
    }
    assert _settle(fields)[0]["total_tax"] == "-19.00"


def test_the_total_is_the_one_before_what_is_refunded() -> None:
    rows = ["Total inc GST               119.00", "Less rebate                 -19.00",
            "You pay                     100.00"]  # fmt: skip
    fields = {**TOTALS, "total_gross": _field("100.00", 2)}
    found, _ = _settle(fields, rows=rows)
    assert (found["total_gross"], found["amount_due"]) == ("119.00", "100.00")


@pytest.mark.parametrize(
    ("row", "total", "due"),
    [
        ("Retención IRPF 15 %         -15.00", None, "104.00"),
        ("Ritenuta d'acconto 15 %     -15.00", None, "104.00"),
        ("Difference                  -15.00", "104.00", None),
    ],
)
def test_what_is_left_of_a_total_that_nobody_printed_is_due(
    row: str, total: str | None, due: str | None
) -> None:
    rows = ["Net                         100.00", "VAT 19 %                     19.00",
            row, "Total                       104.00"]  # fmt: skip
    found, _ = _settle({**TOTALS, "total_gross": _field("104.00", 5)}, rows=rows)
    assert (found.get("total_gross"), found.get("amount_due")) == (total, due)
    printed, _ = _settle({**TOTALS, "total_gross": _field("104.00", 5)},
                         rows=[*rows[:2], "Total          119.00", *rows[2:]])  # fmt: skip
    assert (printed["total_gross"], printed["amount_due"]) == ("119.00", "104.00")


@pytest.mark.parametrize(
    ("row", "rate"),
    [("VAT 19 %   19.00", "19"), ("zzgl. 19% USt.   19.00", "19"), ("VAT 20 %   19.00", None),
     ("Discount 19 %   19.00", None), ("VAT 19 %   38.00", None)],
)  # fmt: skip
def test_the_rate_beside_the_tax_that_makes_it_of_the_net_is_the_breakdown(
    row: str, rate: str | None
) -> None:
    _, taxes = _settle(dict(TOTALS), rows=["Net   100.00", row, "Total   119.00"])
    found = [(tax.rate, tax.base, tax.amount) for tax in taxes]
    printed = [tuple(one and one.value for one in columns) for columns in found]
    assert printed == ([(rate, "100.00", "19.00")] if rate else [])


def test_a_tax_s_base_is_not_its_own_amount() -> None:
    _, rows = _settle(dict(TOTALS), [_tax(rate="19", base="19.00", amount="19.00")])
    assert [(row.base, row.amount and row.amount.value) for row in rows] == [(None, "19.00")]


def test_a_receipt_s_breakdown_prints_its_net_and_tax() -> None:
    rows = ["TOTAL                      53.35", "A   20.0%      32.63       6.52",
            "Z    0.0%      14.20       0.00", "               46.83       6.52"]  # fmt: skip
    page, _ = draw(rows)
    found, taxes = settle_tax({"total_gross": _field("53.35", 1)}, [], [page], _CONVENTIONS)
    values = {name: one.value for name, one in found.items() if isinstance(one, Field)}
    assert (values["total_net"], values["total_tax"], len(taxes)) == ("46.83", "6.52", 2)
    fields: Fields = {"total_gross": _field("53.35", 1), "total_tax": _field("53.35", 1)}
    again, _ = settle_tax(fields, [], [page], _CONVENTIONS)  # a tax that makes no total
    assert again["total_tax"] == found["total_tax"]


def test_a_receipt_s_breakdown_goes_before_sums_that_make_no_total() -> None:
    rows = ["TOTAL CHF                          132.15",
            "A   8.1%    93.28    86.29           6.99",
            "B   2.6%    38.85    37.87           0.98",
            "Total      132.13   124.16           7.97"]  # fmt: skip
    page, _ = draw(rows)
    fields: Fields = {
        "total_gross": _field("132.15", 1),
        "total_net": _field("132.13", 4),
        "total_tax": _field("124.16", 4),
    }
    found, _ = settle_tax(fields, [], [page], _CONVENTIONS)
    values = {name: one.value for name, one in found.items() if isinstance(one, Field)}
    assert (values["total_net"], values["total_tax"]) == ("124.16", "7.97")


@pytest.mark.parametrize(
    ("captions", "turned"),
    [
        (("TOTAL inc VAT", "VAT included @ 20%", "Net"), True),
        (("Angebotssumme inkl. MwSt.", "darin 19 % MwSt.", "Nettowert"), True),
        (("Subtotal", "CIS deduction 20%", "Total payable"), False),
    ],
)
def test_of_two_totals_that_tax_parts_the_greater_is_the_total(
    captions: tuple[str, str, str], turned: bool
) -> None:
    names, amounts = ("total_net", "total_tax", "total_gross"), ("76.52", "12.75", "63.77")
    rows = [f"{c:40}{amount}" for c, amount in zip(captions, amounts, strict=True)]
    page, _ = draw(rows)
    places = {word.text: word.box for word in page.words}
    fields: dict[str, Field | list[Field]] = {
        name: _field(amount, 0).model_copy(update={"box": places[amount]})
        for name, amount in zip(names, amounts, strict=True)
    }
    kept, _ = settle_tax(fields, [], [page], _CONVENTIONS)
    total = kept["total_gross"]
    assert isinstance(total, Field) and (total.value == "76.52") is turned


def test_a_base_is_no_total_where_all_rows_make_another_printed_amount() -> None:
    rows = ["Paid in full          418.89", "Includes VAT at 20%: 67.32 on 336.62"]
    taxes = [
        _tax(rate="20", base="336.62", amount="67.32"),
        _tax(rate="0", base="14.95", amount="0.00"),
    ]
    fields = {"total_gross": _field("336.62", 2), "total_net": _field("418.89", 1)}
    kept, _ = _settle(fields, taxes, rows)
    assert kept == {"total_gross": "418.89"}
    assert _settle(fields, taxes, ["Paid          400.00"])[0] == {
        n: f.value for n, f in fields.items()
    }


def test_a_rounding_that_makes_no_sum_is_none() -> None:
    rounding = {"rounding": _field("-1.00", 6)}
    assert "rounding" not in _settle({**TOTALS, **rounding})[0]
    assert "rounding" in _settle({**TOTALS, **rounding, "amount_due": _field("118.00", 7)})[0]
    assert "rounding" not in _settle({**TOTALS, **rounding, "amount_due": _field("113.00", 7)})[0]


def test_what_is_charged_for_service_is_no_tax_of_a_slip() -> None:
    def named(row: str) -> set[str]:
        page, tags = draw([f"{row}     [total_tax:4.50]", "Total     [total_gross:40.50]"])
        fields: Fields = {
            tag.label: Field(
                value=word.text, raw=word.text, confidence=0.9, page=1, box=word.box, origin="model"
            )
            for word, tag in zip(page.words, tags, strict=True)
            if tag.label != "O"
        }
        return set(settle_tax(fields, [], [page], _CONVENTIONS)[0]) - {"total_gross"}

    assert named("Service 12.5%") == {"charges"}
    assert named("Service tax 12.5%") == named("VAT 12.5%") == {"total_tax"}


def test_the_only_tax_of_a_slip_is_a_printed_rate_of_its_total_or_of_its_row() -> None:
    def tax(*rows: str, total: str, known: str | None = None) -> str | None:
        page, _ = draw([row.replace(" | ", " " * 10) for row in rows])
        fields: Fields = {"total_gross": _field(total, 9)}
        if known:
            fields["total_tax"] = _field(known, 10)
        found = settle_tax(fields, [], [page], _CONVENTIONS)[0].get("total_tax")
        return found.value if isinstance(found, Field) else None

    said = "Total incl. VAT @ 20% | 212.99", "VAT included | 35.50"
    assert tax(*said, total="212.99") == "35.50"
    assert tax(said[0], "VAT included | 34.50", total="212.99") is None
    assert tax(*said, total="212.99", known="12.00") == "12.00"
    rates = "VAT S 20.00% on 29.07 | 5.82", "VAT Z 0.00% on 16.50 | 0.00"
    assert tax(*rates, total="51.39", known="0.00") == "5.82"
    assert tax(*rates, "VAT R 5.00% on 100.00 | 5.00", total="156.39") is None  # one of two


@pytest.mark.parametrize(
    ("column", "row", "kept"),
    [
        ("net_amount", 3, False),  # "Happy Hour  -3.00" is a line
        ("discount", 3, False),
        ("net_amount", 2, True),  # another print of the same amount
    ],
)
def test_an_items_amount_is_no_discount_of_the_receipt_as_well(
    column: str, row: int, kept: bool
) -> None:
    fields: Fields = {"allowances": _field("3.00", 3), "total_gross": _field("85.86", 5)}
    left = drop_of_lines(fields, [{column: _field("-3.00", row)}])
    assert ("allowances" in left) is kept
    assert "total_gross" in left


@pytest.mark.parametrize(
    ("withheld", "due"),
    [("Ritenuta d'acconto 20%", "Netto a pagare"), ("Retención IRPF 15 %", "Total a pagar")],
)
def test_what_is_called_due_less_what_is_withheld_is_due(withheld: str, due: str) -> None:
    rows = ["", "", "", "", "", "", "Totale fattura   119.00", f"{withheld}   -20.00"]
    page, _ = draw([*rows, f"{due}   99.00"])
    doubled = {**TOTALS, "amount_due": TOTALS["total_gross"]}
    for fields in (TOTALS, doubled):
        assert owe_total(dict(fields), [page], _CONVENTIONS)["amount_due"].value == "99.00"
    page, _ = draw([*rows, f"{due}   98.00"])
    assert "amount_due" not in owe_total(dict(TOTALS), [page], _CONVENTIONS)


def test_a_tax_that_a_public_buyer_pays_itself_is_withheld() -> None:
    page, _ = draw(
        [
            "Imponibile        100.00",
            "IVA 22% (scissione dei pagamenti)        22.00",
            "Totale        122.00",
            "IVA a Vs. carico da versare all'Erario   -22.00",
            "Netto a pagare        100.00",
        ]
    )
    assert is_withheld([page], _CONVENTIONS, Decimal("122.00"), Decimal("100.00"))


@pytest.mark.parametrize(
    ("key", "withheld"),
    [
        ("IVA 22% (split payment)", True),
        ("Split payment art. 17-ter DPR 633/72", True),
        ("Split payment 1 of 3 received", False),
        ("Split payment: Visa", False),
        ("SPLIT PAYMENT CASH", False),
    ],
)
def test_a_part_paid_in_english_is_not_withheld(key: str, withheld: bool) -> None:
    assert names_withheld(key) is withheld
