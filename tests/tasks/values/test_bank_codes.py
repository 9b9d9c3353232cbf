"""Codes of banks that stand below their account, above it, or behind its end."""

import time

import pytest

from readers.layout import arrange_page
from tasks.values.bank_codes import find_bics_below
from tests.tasks.tagged_pages import draw, printed


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
    found = find_bics_below(printed(page, 1, 1), [page])
    assert [code.value for code in found] == codes


@pytest.mark.parametrize("below", ["(PBNKDEFF), Zweck: 4711", "       PBNKDEFF"])
def test_the_code_of_a_bank_heads_the_next_row_or_stands_alone_below(below: str) -> None:
    page, _ = draw(["Konto DE02700100800030876808", below])
    found = find_bics_below(printed(page, 1, 1), [page])
    assert [code.value for code in found] == ["PBNKDEFF"]


def test_the_code_of_a_bank_may_stand_in_the_row_below_its_caption() -> None:
    page, _ = draw(["Konto DE02700100800030876808 BIC", "PBNKDEFF. Zahlbar sofort."])
    found = find_bics_below(printed(page, 1, 1), [page])
    assert [code.value for code in found] == ["PBNKDEFF"]


@pytest.mark.parametrize("caption", ["BIC des Kreditinstituts", "BIC:", "SWIFT/BIC"])
def test_the_code_of_a_bank_may_stand_below_a_caption_of_its_own(caption: str) -> None:
    page, _ = draw(["IBAN", "DE02700100800030876808", "", caption, "PBNKDEFF        415,83"])
    found = find_bics_below(printed(page, 1, 1), [page])
    assert [code.value for code in found] == ["PBNKDEFF"]


@pytest.mark.parametrize(
    ("below", "codes"),
    [("Husum (PBNKDEFF) mit dem Zweck 4711", ["PBNKDEFF"]), ("Husum PBNKDEFF mit dem Zweck", [])],
)
def test_the_code_of_a_bank_may_stand_in_brackets_in_the_next_row(
    below: str, codes: list[str]
) -> None:
    page, _ = draw(["Konto DE02700100800030876808 bei der Postbank", below])
    assert [code.value for code in find_bics_below(printed(page, 1, 1), [page])] == codes


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ("2700 1008 0003 0876 808 · PBNKDEFF", ["PBNKDEFF"]),
        ("2700 1008 0003 0876 909 · PBNKDEFF", []),
    ],
)
def test_the_code_of_a_bank_stands_behind_the_end_of_its_account(
    row: str, codes: list[str]
) -> None:
    page, _ = draw(["Konto DE02700100800030876808", "", "", row])
    assert [code.value for code in find_bics_below(printed(page, 1, 1), [page])] == codes


def test_a_long_row_is_searched_for_the_code_of_a_bank_in_little_time() -> None:
    row = [(f"w{at}", (at * 8, 2, at * 8 + 6, 3), 1.0) for at in range(6000)]
    account = ("DE02700100800030876808", (0, 0, 100, 1), 1.0)
    page = arrange_page([account, *row], 48000, 60, "text")
    start = time.monotonic()
    assert not find_bics_below(printed(page, 0, 0), [page])
    assert time.monotonic() - start < 5


def test_the_code_of_a_bank_may_end_in_brackets_in_the_next_row() -> None:
    page, _ = draw(["Konto DE02700100800030876808 (BIC", "PBNKDEFF) bei der Postbank"])
    found = find_bics_below(printed(page, 1, 1), [page])
    assert [code.value for code in found] == ["PBNKDEFF"]
