"""Identifiers that go on below, or behind what the model saw of them."""

import pytest
from tagged_pages import draw

from schemas.document import Page
from schemas.record import Field
from tasks.broken_numbers import find_bics_below, with_lacking
from tasks.entities import union


def _printed(page: Page, first: int, last: int) -> Field:
    """The words from `first` to `last` of a page as a field."""
    words = page.words[first : last + 1]
    return Field(
        value="".join(word.text for word in words),
        raw=" ".join(word.text for word in words),
        confidence=0.9,
        page=1,
        box=union(word.box for word in words),
        origin="model",
    )


@pytest.mark.parametrize(
    ("rows", "whole"),
    [
        (["VAT GB 618 9923 07. Lloyds"], "GB618992307"),
        (["VAT GB 618 9923          Lloyds", "07 or so                 London"], "GB618992307"),
        (["VAT GB 618 9923          Lloyds", "071                      London"], "GB6189923"),
        (["VAT GB 618 9923 Lloyds"], "GB6189923"),
    ],
)
def test_a_vat_id_has_all_its_digits(rows: list[str], whole: str) -> None:
    page, _ = draw(rows)
    assert with_lacking(_printed(page, 1, 3), [page]).value == whole


@pytest.mark.parametrize(
    ("below", "codes"),
    [
        ("PBNKDEFF", ["PBNKDEFF"]),
        ("KREDBEBB", []),
        ("LINDENSTRASSE", []),
        ("bei PBNKDEFF", []),
    ],
)
def test_the_code_of_a_bank_stands_below_its_account(below: str, codes: list[str]) -> None:
    page, _ = draw(["Volksbank", "DE02700100800030876808      HRB 7", f"{below:28}Traunstein"])
    found = find_bics_below(_printed(page, 1, 1), [page])
    assert [code.value for code in found] == codes


def test_the_code_of_a_bank_may_stand_in_the_row_below_its_caption() -> None:
    page, _ = draw(["Konto DE02700100800030876808 BIC", "PBNKDEFF. Zahlbar sofort."])
    found = find_bics_below(_printed(page, 1, 1), [page])
    assert [code.value for code in found] == ["PBNKDEFF"]
