"""Amounts beside a bill's own sums explain why a sum of it fails."""

from decimal import Decimal

from tasks.sums.other_amounts import explains_due
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
