"""Single values of e-invoices: written forms that are accepted, and those that are not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.einvoice_values import negate, normalise_decimal, normalise_value
from schemas.vocabulary import Kind


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.MONEY, " +0120.5000 ", "120.50"),
        (Kind.MONEY, "10", "10"),
        (Kind.MONEY, "-.5", "-0.5"),
        (Kind.MONEY, "-0.00", "0.00"),
        (Kind.MONEY, "3.33330", "3.3333"),
        (Kind.QUANTITY, "3.0000", "3"),
        (Kind.QUANTITY, "0.2500", "0.25"),
        (Kind.RATE, "19.00", "19"),
        (Kind.RATE, "5.5", "5.5"),
        (Kind.DATE, "2026-02-28", "2026-02-28"),
        (Kind.DATE, "2026-02-28Z", "2026-02-28"),
        (Kind.DATE, "2026-02-28T10:00:00+01:00", "2026-02-28"),
        (Kind.DATE, "202602281530", "2026-02-28"),
        (Kind.DATE, "0001-01-01", ""),
        (Kind.DATE, "1900-01-01", ""),
        (Kind.CURRENCY, " eur ", "EUR"),
        (Kind.IBAN, "de89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        (Kind.VAT_ID, "DE 136 695 976", "DE136695976"),
        (Kind.TEXT, " a\n\t b ", "a b"),
    ],
)
def test_normalises(kind: Kind, text: str, value: str) -> None:
    assert normalise_value(kind, text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.MONEY, "1.234,50"),
        (Kind.MONEY, "1,5"),
        (Kind.MONEY, "1e3"),
        (Kind.MONEY, "."),
        (Kind.MONEY, "NaN"),
        (Kind.MONEY, "9" * 40),
        (Kind.DATE, "28.02.2026"),
        (Kind.DATE, "2026-02-30"),
        (Kind.DATE, "0000-01-01"),
        (Kind.CURRENCY, "€"),
        (Kind.IBAN, "1234567890"),
    ],
)
def test_refuses_rather_than_guesses(kind: Kind, text: str) -> None:
    with pytest.raises(ValueError, match=r"^(is|names) "):
        normalise_value(kind, text)


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=6), st.integers(0, 4))
def test_decimals_keep_their_value_and_negate_to_zero_sum(number: Decimal, scale: int) -> None:
    value = normalise_decimal(f"{number:f}", scale)
    assert Decimal(value) == number
    assert Decimal(value) + Decimal(negate(value)) == 0
    assert not negate(value).startswith("--")


@given(st.sampled_from(list(Kind)), st.text(), st.sampled_from(["", "102", "610"]))
def test_any_text_gives_a_value_or_a_value_error(kind: Kind, text: str, date_format: str) -> None:
    try:
        value = normalise_value(kind, text, date_format)
    except ValueError:
        return
    assert value == " ".join(value.split())
