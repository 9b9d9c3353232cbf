"""Amounts beside a bill's own sums explain why a sum of it fails."""

from decimal import Decimal

from tasks.sums.other_amounts import explains_due
from tasks.values.normalize import Conventions
from tests.tasks.tagged_pages import draw


def _is_explained(*rows: str) -> bool:
    page, _ = draw([row.replace(" | ", " " * 20) for row in rows])
    return explains_due([page], Conventions(), Decimal("300.00"), Decimal("418.40"))


def test_a_balance_from_before_explains_what_is_due_though_the_total_stands_between() -> None:
    balance, total = "Balance brought forward | 118.40", "Total charges | 300.00"
    assert _is_explained(balance, "Amount to pay | 418.40")
    assert _is_explained(balance, total, "Amount to pay | 418.40")


def test_another_amount_explains_nothing() -> None:
    assert not _is_explained("Balance brought forward | 100.00", "Amount to pay | 418.40")
    assert not _is_explained("Service fee | 118.40", "Total | 300.00", "Amount to pay | 418.40")
