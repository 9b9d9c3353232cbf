import pytest

from tasks.form_values import (
    FIELDS,
    NotUnderstood,
    label_of,
    parse_column,
    parse_kind,
    parse_mail_value,
    parse_value,
)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1 234,50", "1234.50"),
        ("1'234.50 CHF", "1234.50"),
        ("€ 1.234,50", "1234.50"),
        ("$ 5.00", "5.00"),
        ("1.234.567,89", "1234567.89"),
        ("1.234.567", "1234567"),
        ("-5,00", "-5.00"),
        ("−5.00", "-5.00"),
        ("1234", "1234"),
        ("0.125", "0.125"),
        ("1234.567", "1234.567"),
        ("1200,--", "1200"),
        ("1,200.-", "1200"),
        ("100.–", "100"),
        ("–14.706,46 EUR", "-14706.46"),
        ("EUR –5,00", "-5.00"),
    ],
)
def test_amounts_are_read_as_clerks_write_them(typed: str, value: str) -> None:
    assert parse_value("total_gross", typed) == value


@pytest.mark.parametrize(
    "typed",
    [
        "12.345,00- EUR", "€ 119,00-", "119,00 -€", "119 EUR-", "(EUR 119,00)", "(119,00 €)",
        "minus 119 EUR", "EUR 119,00 ?", "EUR 12,00 H", "12 EUR/Monat", "5,00.- €",
        "1.234", "1,234", "12 abc", "1.23.456", "about 5", "5 5", "-", ".50", "19 %", "1 234.567",
    ],
)  # fmt: skip
def test_what_is_no_amount_or_two_is_refused(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        parse_value("total_gross", typed)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2026-03-09", "2026-03-09"),
        ("9.3.2026", "2026-03-09"),
        ("09.03.26", "2026-03-09"),
        ("2026-3-9", "2026-03-09"),
        ("31/03/2026", "2026-03-31"),
        ("03/31/2026", "2026-03-31"),
        ("9/9/2026", "2026-09-09"),
        ("9. März 2026", "2026-03-09"),
        ("5 mars 2026", "2026-03-05"),
    ],
)
def test_days_are_read_as_clerks_write_them(typed: str, value: str) -> None:
    assert parse_value("issue_date", typed) == value


@pytest.mark.parametrize("typed", ["9/3/2026", "3-9-2026", "26-03-09", "31.2.2026", "soon"])
def test_what_is_no_day_or_two_is_refused(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        parse_value("issue_date", typed)


def test_identifiers_lose_their_spaces_and_text_its_breaks() -> None:
    assert parse_value("iban", "DE40 4740 6812 4158 6834 49") == "DE40474068124158683449"
    assert parse_value("seller_vat_id", "DE 491 500 087") == "DE491500087"
    assert parse_value("seller_name", "  Lindner \t GmbH ") == "Lindner GmbH"
    assert parse_value("currency", "€") == "EUR"
    assert parse_column("quantity", "2,5") == "2.5"
    with pytest.raises(NotUnderstood):
        parse_value("currency", "money")


def test_kinds_and_what_a_mail_wants_are_of_the_vocabulary() -> None:
    assert parse_kind("Credit  note") == "credit_note"
    assert parse_mail_value("category", "Complaint") == "complaint"
    assert parse_mail_value("deadline", "9.3.2026") == "2026-03-09"
    assert parse_mail_value("deadline", "as soon as you can") == "as soon as you can"
    for refused in (lambda: parse_kind("bill"), lambda: parse_mail_value("needs_reply", "maybe")):
        with pytest.raises(NotUnderstood, match="“"):
            refused()


@pytest.mark.parametrize("own", ["invoice_number", "document_number"])
def test_no_two_fields_have_one_label(own: str) -> None:
    labels = [label_of(name, own).casefold() for name in FIELDS]
    assert len(set(labels)) == len(labels)
    assert label_of(own, own) == "Number"
