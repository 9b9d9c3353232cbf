"""What a row's key says of the amount behind it."""

import pytest

from schemas.prediction import WordTag
from tasks.sums.keys import weigh_keys
from tests.tasks.tagged_pages import draw

_BEFORE = 0.7


def _chance_of_tax(row: str) -> float:
    """How likely the last word of a row is a tax, its key weighed."""
    page, tags = draw([row])
    tag = WordTag(label="total_tax", begins=True, confidence=_BEFORE)
    weighed = weigh_keys([page], [[*tags[:-1], tag]])[0][-1]
    return dict([(weighed.label, weighed.confidence), *weighed.alternatives])["total_tax"]


@pytest.mark.parametrize(
    "key",
    ["Auslagen nach § 10 GOÄ", "Disbursements (no VAT)", "Prestations hors champ de TVA"],
)
def test_outlays_and_what_is_outside_the_scope_are_no_tax(key: str) -> None:
    assert _chance_of_tax(f"{key} 48,50") < _BEFORE


@pytest.mark.parametrize("key", ["MwSt. 19 %", "VAT on disbursements"])
def test_a_tax_on_outlays_is_one(key: str) -> None:
    assert _chance_of_tax(f"{key} 48,50") > _BEFORE
