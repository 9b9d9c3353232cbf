"""Amounts beside a bill's own sums explain why a sum of it fails."""

from decimal import Decimal

import pytest

from tasks.sums.other_amounts import explains_due, explains_lines
from tasks.values.normalize import Conventions
from tests.tasks.tagged_pages import draw


def _is_explained(*rows: str, due: str = "418.40") -> bool:
    page, _ = draw([row.replace(" | ", " " * 20) for row in rows])
    return explains_due([page], Conventions(), Decimal("300.00"), Decimal(due))


def test_a_balance_from_before_explains_what_is_due_though_the_total_stands_between() -> None:
    balance, total = "Balance brought forward | 118.40", "Total charges | 300.00"
    assert _is_explained(balance, "Amount to pay | 418.40")
    assert _is_explained(balance, total, "Amount to pay | 418.40")


def test_another_amount_explains_nothing() -> None:
    assert not _is_explained("Balance brought forward | 100.00", "Amount to pay | 418.40")
    assert not _is_explained("Service fee | 118.40", "Total | 300.00", "Amount to pay | 418.40")


def test_several_amounts_explain_it_together() -> None:
    total, due = "Total | 300.00", "Amount to pay | 418.40"
    late = "Offener Betrag aus Rechnung 4711 | 113.40", "Mahnpauschale | 5.00"
    assert _is_explained(total, *late, due)
    assert not _is_explained(total, late[0], "Extra | 5.00", due)
    kept = "Less retention 3% | -30.00", "Less CIS deduction | -20.00", "To pay | 250.00"
    assert _is_explained(total, *kept, due="250.00")
    assert not _is_explained(total, "Less discount | -20.00", kept[0], kept[2], due="250.00")


def test_a_balance_brought_forward_explains_a_sum_that_stands_on_top() -> None:
    top, total = "Total now due | 418.40", "Total of this bill | 300.00"
    assert _is_explained(top, "Balance brought forward | 118.40", total)
    assert not _is_explained(top, "Payment received | 118.40", total)


@pytest.mark.parametrize(
    ("row", "explains"),
    [
        ("Solde consignes | 118.40", True),
        ("Pfand Leergut | 118.40", True),
        ("Kistenpfand 16 Stk à 7.40 | 118.40", True),
        ("Keg deposits | 118.40", True),
        ("davon Einwegpfand | 118.40", False),
        ("Zahlungsempfand | 118.40", False),
        ("Consignee Ash Ltd | 118.40", False),
        ("Deposit paid | 118.40", False),
    ],
)
def test_what_crates_cost_until_they_are_back_is_due_beside_the_total(
    row: str, explains: bool
) -> None:
    assert _is_explained("Total | 300.00", row, "Amount to pay | 418.40") is explains
    less = row.replace("118.40", "-20.00")
    assert _is_explained("Total | 300.00", less, "To pay | 280.00", due="280.00") is explains


@pytest.mark.parametrize(
    ("row", "explains"),
    [
        ("Kistenpfand | 20.00", False),
        ("davon Einwegpfand | 20.00", False),
        ("Rückgabe Kistenpfand | 20.00", True),
        ("Vidanges | 20.00", True),
    ],
)
def test_what_crates_cost_is_taken_off_only_where_they_come_back(row: str, explains: bool) -> None:
    due = "Warenwert ohne Pfand | 280.00"
    assert _is_explained("Total | 300.00", row, due, due="280.00") is explains


def test_a_balance_that_was_paid_explains_nothing() -> None:
    rows = "Payment received, thank you | -118.40", "Old and new together | 418.40"
    for balance in ("Balance on your last bill | 118.40", "Previous balance | 118.40"):
        assert not _is_explained("Total | 300.00", balance, *rows)
        assert _is_explained("Total | 300.00", balance, rows[1])
    assert not _is_explained("Total | 300.00", "Balance of last invoice paid | 118.40", rows[1])


def test_payments_of_a_balance_from_before_stand_with_it() -> None:
    account = "Previous balance | 618.40", "Payment received | -500.00"
    assert _is_explained(*account, "New charges | 300.00", "Total due | 418.40")
    glance = "Balance on your last bill | 618.40", account[1], "Charges | 300.00", "Due | 418.40"
    assert _is_explained(*glance)
    assert not _is_explained("Balance on delivery | 618.40", *glance[1:])
    settled = "Total | 300.00", account[0], "Payment Visa | -918.40", "Balance | 0.00"
    assert _is_explained(*settled, due="0.00")
    assert not _is_explained(*settled[:2], "Extra | -918.40", settled[3], due="0.00")
    assert not _is_explained(settled[0], "Payment Visa | -300.00", settled[3], due="0.00")


def test_a_balance_may_stand_beside_payments_total_and_what_is_due() -> None:
    heads = "Previous balance | Payment received | New charges | Total due"
    assert _is_explained(heads, "618.40 | -500.00 | 300.00 | 418.40")
    assert not _is_explained(heads, "600.40 | -500.00 | 300.00 | 418.40")
    assert not _is_explained("Deposit | Paid | Charges | Due", "618.40 | -500.00 | 300.00 | 418.40")


@pytest.mark.parametrize(
    ("rows", "explains"),
    [
        (("Fuel surcharge 8.5 % | 20.00", "Net | 320.00"), True),
        (("Contribution gazole 4 % | 12.00", "Frais de rendez-vous | 8.00", "H.T. | 320.00"), True),
        (("Remise 10 % | 30.00", "Avoir TTC | -270.00"), True),
        (("Remise 10 % | 30.00", "Total | 320.00"), False),
        (("Fuel surcharge 8.5 % | 20.00", "Pallets | 5.00", "Net | 320.00"), False),
        (("Pallets | 20.00", "Net | 320.00"), False),
    ],
)
def test_what_is_charged_or_let_off_above_a_sum_is_why_it_is_not_the_lines(
    rows: tuple[str, ...], explains: bool
) -> None:
    page, _ = draw([row.replace(" | ", " " * 20) for row in ("Load | 300.00", *rows)])
    lines, total = Decimal(300), Decimal(rows[-1].split()[-1])
    assert explains_lines([page], Conventions(), lines, total) is explains
