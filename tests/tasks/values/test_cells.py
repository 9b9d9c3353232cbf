"""A row's words in cells: free space parts them, less of it beside type of another size."""

import pytest

from readers.layout import arrange_page
from schemas.document import TextOrigin
from tasks.values.cells import find_rows


def _cells(size: float, gap: float, origin: TextOrigin = "text") -> list[str]:
    """The cells of "Nord", 10 high, and of "Charles", `size` high and `gap` points behind it."""
    loose = [("Nord", (50.0, 50.0, 90.0, 60.0), 1.0)]
    loose += [("Charles", (90.0 + gap, 52.0, 140.0, 52.0 + size), 1.0)]
    page = arrange_page(loose, 600, 800, origin)
    return [cell.text for row in find_rows(page) for cell in row.cells]


@pytest.mark.parametrize(
    ("size", "gap", "cells"),
    [
        (10.0, 4.0, ["Nord Charles"]),
        (10.0, 17.0, ["Nord", "Charles"]),
        (5.0, 4.0, ["Nord", "Charles"]),
        (16.2, 8.6, ["Nord", "Charles"]),  # "to the BALANCE DUE", larger than what is left of it
        (5.0, 2.0, ["Nord Charles"]),
        (4.0, 3.0, ["Nord Charles"]),  # a space of the larger type
    ],
)
def test_a_small_gap_parts_words_of_another_size(size: float, gap: float, cells: list[str]) -> None:
    assert _cells(size, gap) == cells


def test_the_boxes_of_a_scan_do_not_tell_the_size_of_type() -> None:
    assert _cells(5.0, 4.0, "ocr") == ["Nord Charles"]
