from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.record import Record
from schemas.tables import InvoiceRow, LineRow, TaxRow
from schemas.vocabulary import INVOICE_FIELDS, LINE_COLUMNS, TAX_COLUMNS
from tasks.rows import clean_record, parse_decimal, parse_iso_date, part_rows
from tests.tasks.made_records import field, invoice

any_text = st.text(st.characters(codec=None, exclude_categories=[]))


@given(any_text | st.from_regex(r"[+-]?\d*[.,]?\d*(e\d)?", fullmatch=True))
def test_any_text_is_a_finite_decimal_or_nothing(text: str) -> None:
    value = parse_decimal(text)
    assert value is None or (value.is_finite() and text.isascii() and value == Decimal(text))


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_every_amount_is_a_decimal(value: Decimal) -> None:
    assert parse_decimal(f"{value:f}") == value


@given(any_text)
def test_any_text_is_a_date_or_nothing(text: str) -> None:
    value = parse_iso_date(text)
    assert value is None or value.isoformat() == text


@given(st.dates())
def test_every_iso_date_is_a_date(value: date) -> None:
    assert parse_iso_date(value.isoformat()) == value


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


def test_json_is_obeyed_by_no_terminal_and_says_the_same() -> None:
    told = invoice(b"a").model_copy(update={"source": "a\x1b[2Jb\x9b2Jc\x7f\u202ed.pdf"})
    line = told.to_json()
    assert not set(line) & set("\x1b\x9b\x7f\u202e")
    assert Record.model_validate_json(line) == told
