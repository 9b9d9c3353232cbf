from datetime import date
from decimal import Decimal
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.record import Record
from schemas.tables import InvoiceRow, LineRow, TaxRow
from schemas.vocabulary import INVOICE_FIELDS, LINE_COLUMNS, TAX_COLUMNS
from tasks.rows import clean_name, clean_record, clean_text, parse_date, parse_decimal, part_rows
from tests.tasks.made_records import field, invoice

any_text = st.text(st.characters(codec=None, exclude_categories=[]))


@given(any_text)
def test_any_text_can_be_stored_after_cleaning(text: str) -> None:
    cleaned = clean_text(text)
    assert "\x00" not in cleaned
    assert cleaned.encode().decode() == cleaned
    assert clean_text(cleaned) == cleaned


@given(any_text)
def test_a_name_is_one_line_that_no_terminal_obeys(text: str) -> None:
    cleaned = clean_name(text)
    assert len(cleaned.splitlines()) <= 1
    assert not {category(sign) for sign in cleaned} & {"Cc", "Cs", "Zl", "Zp"}
    assert "\u202e" not in cleaned
    assert clean_name(cleaned) == clean_text(cleaned) == cleaned


def test_white_space_of_a_text_stays() -> None:
    assert clean_text("a\tb\r\nc\x0cd\x1b[2Je\x9bf") == "a\tb\r\nc\x0cd\ufffd[2Je\ufffdf"


@given(any_text | st.from_regex(r"[+-]?\d*[.,]?\d*(e\d)?", fullmatch=True))
def test_any_text_is_a_finite_decimal_or_nothing(text: str) -> None:
    value = parse_decimal(text)
    assert value is None or (value.is_finite() and text.isascii() and value == Decimal(text))


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_every_amount_is_a_decimal(value: Decimal) -> None:
    assert parse_decimal(f"{value:f}") == value


@given(any_text)
def test_any_text_is_a_date_or_nothing(text: str) -> None:
    value = parse_date(text)
    assert value is None or value.isoformat() == text


@given(st.dates())
def test_every_iso_date_is_a_date(value: date) -> None:
    assert parse_date(value.isoformat()) == value


@given(any_text)
def test_any_value_gives_rows(text: str) -> None:
    record = invoice(b"one", fields=dict.fromkeys(INVOICE_FIELDS, field(text)))
    lines = [dict.fromkeys(LINE_COLUMNS, field(text))]
    rows = part_rows(clean_record(record.model_copy(update={"lines": lines})))
    assert len(rows[InvoiceRow]) == len(rows[LineRow]) == len(rows[TaxRow]) == 1


@given(st.floats(), any_text)
def test_a_cleaned_record_is_json_that_reads_back(number: float, text: str) -> None:
    record = invoice(b"one", timings_ms={"read": number}, source=text)
    cleaned = clean_record(record)
    assert Record.model_validate_json(cleaned.to_json()) == cleaned


@pytest.mark.parametrize(
    ("table", "columns"),
    [(InvoiceRow, INVOICE_FIELDS), (LineRow, LINE_COLUMNS), (TaxRow, TAX_COLUMNS)],
)
def test_tables_have_a_column_for_every_name_of_the_vocabulary(
    table: type, columns: dict[str, object]
) -> None:
    keys = {"document_id", "position"}
    assert set(table.__table__.columns.keys()) - keys == set(columns)  # type: ignore[attr-defined]
