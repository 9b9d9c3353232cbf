"""What is carried from page to page is no sum of the paper."""

import pytest

from tasks.sums.carried_rows import clear_carried
from tests.tasks.tagged_pages import draw


@pytest.mark.parametrize(
    ("caption", "sums"),
    [
        ("REPORT", []),
        ("Übertrag:", []),
        ("Brought forward", []),
        ("Report on emissions", ["4.073,63"]),
        ("Report page 1", []),
        ("Pag. 1          Suma y sigue", []),
        ("Übertragung der Nutzungsrechte", ["4.073,63"]),
        ("Zwischensumme", ["4.073,63"]),
    ],
)
def test_a_carried_row_has_no_sum(caption: str, sums: list[str]) -> None:
    page, tags = draw([f"{caption}           [lines_net:4.073,63]"])
    (got,) = clear_carried([page], [tags])
    assert [w.text for w, t in zip(page.words, got, strict=True) if t.label != "O"] == sums
