"""What may be the value of a field."""

import pytest

from tasks.fields.candidates import Reading, gather_candidates, geometric_confidence
from tasks.values.entities import find_segments, join_entities
from tasks.values.normalize import Conventions
from tests.tasks.tagged_pages import draw


@pytest.mark.parametrize(
    ("row", "values"),
    [
        ("Card **** [total_gross:8821]", []),
        ("Card XXXX [total_gross:8821]", []),
        ("Card [total_gross:***8821]", []),
        ("Card •••• [total_gross:1007]", []),
        ("Card No" + 60 * "*" + " [total_gross:1007]", []),
        ("Card " + 60 * "*" + ": [total_gross:1007]", ["1007.00"]),
        ("VISA [total_gross:14.50]", ["14.50"]),
        ("** TOTAL ** [total_gross:14.50]", ["14.50"]),
        ("TOTAL [total_gross:***14.50]", ["14.50"]),
        ("TOTAL * [total_gross:14.50]", ["14.50"]),
    ],
)
def test_the_end_of_a_masked_number_is_no_amount(row: str, values: list[str]) -> None:
    page, tags = draw([row])
    read = Reading([page], [tags], Conventions(), geometric_confidence)
    entities = join_entities([page], [tags], find_segments([page], [tags]))
    found = gather_candidates("total_gross", entities, read)
    assert [one.value for one in found] == values
