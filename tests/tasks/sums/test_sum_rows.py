"""Sums that their captions name are believed where no arithmetic denies them."""

from tasks.sums.sum_rows import find_sums
from tasks.values.notation import Notation
from tests.tasks.tagged_pages import draw

_TOTAL, _DUE = "Total TTC          30 505,65", "Net à payer          21 480,37"
_HELD_BACK = "Retenue de garantie 5 %          -1 525,28"
_PAID = "Acompte reçu le 05/12          -7 500,00"


def _found(*rows: str) -> dict[str, str]:
    page, _ = draw(rows)
    return {
        claim.label: " ".join(page.words[i].text for i in claim.words)
        for claim in find_sums([page], Notation(","))
    }


def test_what_stands_from_the_total_to_the_amount_due_makes_their_difference() -> None:
    assert _found(_TOTAL, _HELD_BACK, _PAID, _DUE) == {
        "total_gross": "30 505,65",
        "amount_due": "21 480,37",
    }
    assert _found(_TOTAL, _HELD_BACK, _DUE) == {}
    assert _found(_DUE, _HELD_BACK, _PAID, _TOTAL) == {}


def test_other_sums_that_deny_each_other_are_not_believed() -> None:
    rows = ("Total HT          20 000,00", "Total TVA          4 000,00")
    assert _found(*rows, _TOTAL, _HELD_BACK, _PAID, _DUE) == {}
