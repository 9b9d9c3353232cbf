"""Names end in the days from and until which they are for."""

import pytest

from schemas.document import union
from schemas.record import Field
from tasks.items.span_ends import end_with_spans
from tests.tasks.tagged_pages import draw


def _ended(row: str, read: str) -> str:
    """The name that was read as the first words of a row's first cell, once it is ended."""
    page, _ = draw([row])
    box = union(word.box for word in page.words[: len(read.split())])
    name = Field(value=read, raw=read, confidence=0.9, page=1, box=box, origin="model")
    return end_with_spans([{"description": name}], [page])[0]["description"].value


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("Greenhouse 4, 1 March 2026 to 31 March 2026", "Greenhouse"),
        ("Greenhouse 4, 1 March 2026 to 31 March 2026", "Greenhouse 4, 1"),
        ("Cloud backup 01.03.2026 - 28.02.2027", "Cloud backup 01.03.2026"),
        ("Sauvegarde du 01/03/2026 au 28/02/2027", "Sauvegarde du 01/03/2026 au"),
        ("Seat licence Mar 5 - Apr 4, 2026", "Seat licence Mar 5"),
        ("Wartung 2026-03-01 bis 2026-03-31", "Wartung"),
    ],
)
def test_a_name_goes_on_to_the_days_that_end_its_cell(name: str, read: str) -> None:
    assert _ended(f"{name}                  2      35.00", read) == name


@pytest.mark.parametrize(
    ("row", "read"),
    [
        ("Cloud backup 01.03.2026                2      35.00", "Cloud backup"),
        ("Cloud backup        01.03.2026 - 28.02.2027      35.00", "Cloud backup"),
        ("Cloud backup, billed yearly, 01.03.2026 - 28.02.2027      35.00", "Cloud backup,"),
        ("Pump 4 - 20 bar           35.00", "Pump"),
    ],
)
def test_other_cells_and_other_words_are_no_end(row: str, read: str) -> None:
    assert _ended(row, read) == read
