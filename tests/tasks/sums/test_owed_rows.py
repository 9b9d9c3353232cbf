"""What is due, captioned apart from a total that is the same."""

import pytest

from schemas.record import Field
from tasks.sums.owed_rows import is_owed_apart
from tasks.values.normalize import decide_conventions
from tests.tasks.tagged_pages import draw


@pytest.mark.parametrize(
    ("rows", "apart"),
    [
        (["Total TTC     119,00", "Net à payer     119,00"], True),
        (["Total HT     Total TTC     Net à payer", "100,00     119,00     119,00"], True),
        (["Total TTC     119,00", "Net à payer     99,00"], False),
        (["Total à payer     119,00"], False),
        (["Net à payer     119,00", "Net à payer     119,00"], False),
    ],
)
def test_what_is_due_is_told_apart_from_the_total_by_a_caption_of_its_own(
    rows: list[str], apart: bool
) -> None:
    page, _ = draw(rows)
    total = Field(value="119.00", raw="119,00", confidence=0.9, origin="model")
    conventions = decide_conventions([*page.row_texts()], "fr")
    assert is_owed_apart(total, [page], conventions) is apart
