"""A receipt's own arithmetic says which of its amounts is the total."""

from decimal import Decimal

from schemas.record import Field
from tasks.checks import check_document
from tasks.sums.printed_amounts import find_printed_amounts
from tasks.sums.receipt_totals import prove_totals
from tasks.understand import understand
from tasks.values.normalize import decide_conventions
from tests.tasks.tagged_pages import FakeModel, document, draw


def proved(rows: list[str]) -> list[Decimal]:
    page, _ = draw(rows)
    conventions = decide_conventions(page.row_texts(), "en")
    return list(prove_totals(find_printed_amounts([page], conventions)))


def test_cash_less_change_is_the_total() -> None:
    rows = ["SUBTOTAL 28.70", "ROUNDED 28.75", "CASH 50.00", "CHANGE 21.25"]
    assert proved(rows) == [Decimal("28.75")]


def test_a_key_may_stand_above_its_amount() -> None:
    rows = ["TEA 9.00", "TOTAL", "9.00", "CASH", "10.00", "CHANGE DUE", "1.00"]
    assert proved(rows) == [Decimal("9.00")]


def test_a_subtotal_adds_up_with_service_and_tax() -> None:
    rows = ["SUBTOTAL 940.000", "SERVICE CHARGE 56.400", "Tax 10% 99.640", "DU 1.096.040"]
    assert proved(rows) == [Decimal("1096040")]


def test_a_first_total_adds_up_with_tax_to_one_that_is_called_so() -> None:
    rows = ["TOTAL 57.636", "TAX 10.00% 5.764", "GRAND TOTAL 63.400", "CASH 70.000"]
    assert proved(rows) == [Decimal("63400")]
    assert proved(["TOTAL 57.636", "TAX 10.00% 5.764", "CASH 63.400", "DUE 57.636"]) == []


def test_totals_of_one_tax_rate_are_not_the_receipts_but_their_sum_is() -> None:
    taxed = ["TOTAL 6% SUPPLIES 28.32", "GST 1.69", "TOTAL 6% SUPPLIES INC. GST 30.01"]
    both = [*taxed, "TOTAL 0% SUPPLIES 7.43"]
    assert proved([*both, "TOTAL PAYABLE 37.44"]) == [Decimal("37.44")]
    assert proved([*both, "TOTAL PAYABLE 37.45"]) == []


def test_goods_add_up_to_what_is_called_the_total() -> None:
    goods = [f"ITEM {n} 2.50" for n in range(30)]
    assert proved([*goods, "GRAND TOTAL 75.00"]) == [Decimal("75.00")]
    assert proved([*goods, "GRAND TOTAL 75.10"]) == []
    assert proved(["TEA 9.00", "TOTAL 9.00"]) == []


def test_a_summary_of_the_taxes_is_not_the_goods() -> None:
    rows = ["TEA 9.50", "AMOUNT DUE 10.07", "NET 9.50", "TAX 0.57", "TOTAL 10.07", "CASH 10.07"]
    assert proved(rows) == [Decimal("10.07")]
    assert proved(["TEA 90.50", "SOUP 9.50", "S 4.18", "Z 0.25", "TOTAL GST 4.43"]) == []


def test_a_total_in_rupiah_may_be_rounded_to_hundreds() -> None:
    rows = ["Sub Total 481,000", "Services 24,050", "Tax 48,100", "CS 553,200"]
    assert proved(rows) == [Decimal("553200")]
    assert proved([*rows[:3], "CS 553,400"]) == []


def test_what_is_printed_nowhere_else_is_not_proved() -> None:
    assert proved(["TOTAL 9.00", "CASH 50.00", "CHANGE 1.00"]) == []


def test_a_proved_total_wins_over_a_doubtful_one_but_not_over_a_sure_one() -> None:
    for confidence, expected in (("0.5", "28.70"), ("0.97", "30.10")):
        page, tags = draw(
            [
                "SUBTOTAL     28.70",
                f"SERVIS       [total_gross?{confidence}:30.10]",
                "CASH         50.00",
                "CHANGE       21.30",
            ]
        )
        read = understand(document(page), FakeModel((tags,), doc_type="receipt"))
        total = read.fields["total_gross"]
        assert isinstance(total, Field)
        assert total.value == expected


def test_a_total_that_is_not_what_was_paid_fails_its_check() -> None:
    for total, passed in (("28.70", True), ("30.10", False)):
        page, tags = draw(
            [
                "AMOUNT       28.70",
                f"TOTAL        [total_gross:{total}]",
                "CASH         50.00",
                "CHANGE       21.30",
            ]
        )
        source = document(page)
        read = understand(source, FakeModel((tags,), doc_type="receipt"))
        checks = {check.rule: check.passed for check in check_document(source, read)}
        assert checks["PAID"] is passed


def test_a_total_rounded_to_coins_is_what_is_paid() -> None:
    rows = ["SUBTOTAL 52.32", "GST 6% 3.14", "TOTAL 55.46"]
    rounded = [*rows, "ROUNDING ADJ: -0.01", "TOTAL PAYABLE 55.45", "AMOUNT PAID 55.45"]
    assert proved(rounded) == [Decimal("55.45")]
    assert proved([*rows, "ROUNDING 0.00", "TOTAL PAYABLE 55.46"]) == [Decimal("55.46")]
    assert proved([*rows, "ROUNDING -0.02", "TOTAL PAYABLE 55.45"]) == [Decimal("55.46")]


def test_a_total_may_be_paid_by_a_voucher_and_a_card() -> None:
    rows = ["SUBTOTAL 103.59", "TOTAL TO PAY 93.23", "GIFT CARD 25.00", "VISA DEBIT 68.23"]
    assert proved([*rows, "CHANGE 0.00"]) == [Decimal("93.23")]
    assert proved(["TOTAL 68.23", "VISA DEBIT 68.23", "CHANGE 0.00"]) == [Decimal("68.23")]


def test_what_was_saved_is_no_total_that_was_paid() -> None:
    rows = ["Total 20.00", "Total savings 45.00", "VOUCHER 20.00", "Card 25.00", "Change 0.00"]
    assert Decimal("45.00") not in proved(rows)


def test_goods_add_up_to_what_was_paid_where_nothing_is_called_a_total() -> None:
    goods = ["Double room 2 118.00 236.00", "Packed lunch 2 9.50 19.00", "Dog 1 10.00 10.00"]
    assert proved([*goods, "Paid by debit card 265.00"]) == [Decimal("265.00")]
    assert proved([*goods, "Paid by debit card 200.00"]) == []
    assert proved([*goods, "TOTAL 265.10", "Paid by debit card 265.00"]) == []
