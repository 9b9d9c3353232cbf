"""Printed numbers, by the document's own separators."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.values.language import LANGUAGES
from tasks.values.notation import (
    AMOUNT,
    CENTS,
    COMMA_LANGUAGES,
    Notation,
    decide_notation,
    format_decimal,
    parse_number,
)

COMMA, POINT, WHOLE = Notation(","), Notation("."), Notation(".", whole=True)


@pytest.mark.parametrize(
    ("text", "notation", "expected"),
    [
        ("1.234,56", COMMA, "1234.56"),
        ("1,234.56", POINT, "1234.56"),
        ("1'234.56", POINT, "1234.56"),
        ("42'987,56", COMMA, "42987.56"),
        ("3 038,14", COMMA, "3038.14"),
        ("3\u202f038,14", COMMA, "3038.14"),
        ("1 234 567,89", COMMA, "1234567.89"),
        ("1.234", COMMA, "1234"),
        ("1.234", POINT, "1.234"),
        ("0,750", COMMA, "0.750"),
        ("75,000", WHOLE, "75000"),
        ("37.000", WHOLE, "37000"),
        ("1.000.000", COMMA, "1000000"),
        ("-12,50 €", COMMA, "-12.50"),
        ("(1.234,50)", COMMA, "-1234.50"),
        ("1.234,50-", COMMA, "-1234.50"),
        ("-$1,250.00", POINT, "-1250.00"),
        ("-CA$81.60", POINT, "-81.60"),
        ("EUR -5,00", COMMA, "-5.00"),
        ("(-)0.40", POINT, "-0.40"),
        ("₹ 1,74,911.00", POINT, "174911.00"),
        ("1,234.56 CR", POINT, "-1234.56"),
        ("TOTAL91000", WHOLE, "91000"),
        ("Rp.127.270", WHOLE, "127270"),
        ("RM18.90", POINT, "18.90"),
        ("INV-500.00", POINT, "500.00"),
        ("19 %", COMMA, "19"),
        ("17-999", WHOLE, "17999"),
        ("2:0,500", WHOLE, "20500"),
        ("516, 780", WHOLE, "516780"),
        ("1x", POINT, "1"),
    ],
)
def test_reads(text: str, notation: Notation, expected: str) -> None:
    assert parse_number(text, notation) == Decimal(expected)


@pytest.mark.parametrize("text", ["", "abc", "12-34", "1 x 5.00", "٣", "1.2.3.4", "4" * 27])
def test_what_is_not_one_number_is_none(text: str) -> None:
    assert parse_number(text, POINT) is None


@pytest.mark.parametrize(
    ("texts", "currency", "language", "expected"),
    [
        (["Summe 1.234,56", "am 27.04.2018"], "EUR", "de", COMMA),
        (["Sum 1,234.56"], "EUR", "de", POINT),
        (["2 x 75,000", "37.000"], None, "en", WHOLE),
        (["Menge 1,000", "Preis 12,50", "Summe 1.012,50"], "EUR", "de", COMMA),
        (["Tax 10.0% 3.000", "Total 33.000"], None, "en", WHOLE),
        (["10 x 125.050", "Total 1,250.500"], "KWD", "en", POINT),
        (["10 x 125.050", "Total 1,250.500"], "USD", "en", WHOLE),
        (["1.759 per litre", "42.31 l", "74.43"], "GBP", "en", POINT),
    ],
)
def test_separators_are_decided_from_all_numbers(
    texts: list[str], currency: str | None, language: str, expected: Notation
) -> None:
    assert decide_notation(texts, currency, language) == expected


@given(st.text(max_size=40), st.sampled_from([COMMA, POINT, WHOLE]))
def test_any_text_gives_a_finite_number_or_none(text: str, notation: Notation) -> None:
    value = parse_number(text, notation)
    assert value is None or value.is_finite()


@given(st.text(alphabet="0123456789.,' -()€$CR%", max_size=20))
def test_any_jumble_of_marks_gives_a_number_or_none(text: str) -> None:
    for notation in (COMMA, POINT, WHOLE):
        value = parse_number(text, notation)
        if value is not None:
            assert re.fullmatch(r"-?\d+(\.\d+)?", format_decimal(value))


@given(st.decimals(0, 10**9, places=2), st.sampled_from([",.", ".,", ",'", ". "]))
def test_what_is_printed_is_read_back(value: Decimal, marks: str) -> None:
    decimal, grouping = marks
    printed = f"{value:,.2f}".replace(",", "_").replace(".", decimal).replace("_", grouping)
    assert parse_number(printed, Notation(decimal)) == value


def test_a_list_of_numbers_is_not_one_number() -> None:
    for text in ("5.00, 120", "2025, 100"):
        assert parse_number(text) is None


def test_three_decimals_beside_euros_are_no_thousands() -> None:
    notation = decide_notation(["10,000 SAC 250,000", "4,000 SAC 100,000"], "EUR", "fr")
    assert parse_number("10,000", notation) == 10


@pytest.mark.parametrize(("language", "value"), [("de", 12.46), ("en", 12460), ("id", 12460)])
def test_weights_on_a_paper_without_prices_have_three_decimals(language: str, value: float) -> None:
    notation = decide_notation(["12,460 kg", "8,905 kg"], None, language)
    assert float(parse_number("12,460", notation) or 0) == value


def test_months_say_nothing_of_how_amounts_are_written() -> None:
    rows = ["86,420 kg MHD 12.2025", "41,185 kg MHD 11.2026", "3,5 kg"]
    assert decide_notation(rows, None, "de").decimal == ","


def test_prices_in_thousands_without_a_currency_stay_thousands() -> None:
    notation = decide_notation(["Nasi goreng 12,000", "Total 24,000"], None, "it")
    assert parse_number("24,000", notation) == 24000


def test_a_price_of_less_than_one_may_begin_with_its_point() -> None:
    assert parse_number(".3150") == Decimal("0.3150")
    assert parse_number("$.45") == Decimal("0.45")
    assert parse_number(".5") == Decimal("0.5")
    assert parse_number("Rs.500") == Decimal("500")
    assert parse_number("$.100") == Decimal("100")  # the rest of "3.100", as OCR has it
    assert parse_number("Rp.5000", Notation(whole=True)) == Decimal("5000")
    assert parse_number("1.234.567", Notation(",")) == Decimal("1234567")


def test_counts_on_a_paper_without_prices_have_three_decimals_before_their_unit() -> None:
    notation = decide_notation(["88,000 SCK", "120,000 LFM", "ca. 9.480 kg"], None, "de")
    assert parse_number("120,000", notation) == 120
    notation = decide_notation(["NASI 10,000", "MIE 12,000"], None, "de")
    assert parse_number("12,000", notation) == 12000


@pytest.mark.parametrize(("language", "decimal"), [("pl", ","), ("no", ","), ("en", ".")])
def test_where_no_number_tells_the_language_does(language: str, decimal: str) -> None:
    assert decide_notation(["12.345", "1,500"], None, language).decimal == decimal


def test_languages_with_a_comma_are_those_that_are_told_apart() -> None:
    assert set(LANGUAGES) >= COMMA_LANGUAGES


@pytest.mark.parametrize(
    "text", ["2.376,00", "12 34.50", "28,75,000.00", "It comes to 2,376.00.", "12.50-", "9,90/kg"]
)
def test_amounts_with_cents(text: str) -> None:
    assert AMOUNT.search(text)
    assert CENTS.search(text)


@pytest.mark.parametrize("text", ["31.01.", "04.11.25", "1.2.10", "12.500", "10.12/2024", "7.5"])
def test_days_and_versions_are_no_amounts(text: str) -> None:
    assert not AMOUNT.search(text)
    assert not CENTS.search(text)
