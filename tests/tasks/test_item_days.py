"""Days of delivery of single items."""

import pytest

from schemas.record import Field
from tasks.item_days import drop_item_day
from tests.tasks.tagged_pages import draw


def _is_kept(rows: list[str]) -> bool:
    page, _ = draw(rows)
    found = Field(value="2026-02-03", raw="03/02/2026", confidence=0.6, origin="model")
    return "delivery_date" in drop_item_day({"delivery_date": found}, [page], "dmy")


@pytest.mark.parametrize("mark", ["", ":", "       "])
def test_days_that_differ_from_item_to_item_are_not_the_documents(mark: str) -> None:
    rows = ["Hinge    20    8.00", f"Delivery{mark} 03/02/2026", "Clamp     5    9.00"]
    assert not _is_kept([*rows, f"Delivery{mark} 17/02/2026"])
    assert _is_kept([*rows, f"Delivery{mark} 03/02/2026"])


def test_other_captions_and_bare_days_say_nothing() -> None:
    assert _is_kept(["Delivery 03/02/2026", "Order of 17/02/2026", "17/02/2026"])
    assert _is_kept(["03/02/2026", "17/02/2026"])
