"""The counting rules, on records small enough to count by hand."""

from benchmarks.counting import Tally, Truth, match_in_order
from schemas.record import Field, Labelled, Record


def record(fields: dict[str, str], lines: list[dict[str, str]] | None = None) -> Record:
    def cell(value: str) -> Field:
        return Field(value=value, raw=value, confidence=0.8, origin="model")

    return Record(
        document_id="d",
        source="d.pdf",
        media_type="application/pdf",
        doc_type=Labelled(value="invoice", confidence=0.9),
        fields={name: cell(value) for name, value in fields.items()},
        lines=[{name: cell(value) for name, value in line.items()} for line in lines or []],
        outcome="accepted",
    )


def test_counts_right_wrong_missing_and_invented_fields() -> None:
    tally = Tally()
    truth = Truth(
        "invoice",
        {"total_gross": "10.00", "issue_date": "2026-01-02", "seller_name": "Öl & Gas AG"},
    )
    tally.add(truth, record({"total_gross": "10", "issue_date": "2026-02-01", "iban": "DE1"}))
    counted = tally.summary()
    assert counted["micro_f1"] == round(2 * 1 / (3 + 3), 4), "one right of 3 found and 3 expected"
    assert counted["fields"] == {"iban": 0, "issue_date": 0, "seller_name": 0, "total_gross": 1}
    assert (counted["accepted"], counted["accepted_precision"]) == (1, 0)


def test_names_and_numbers_compare_by_letters_and_digits() -> None:
    tally = Tally()
    truth = Truth("credit_note", {"seller_name": "Groß-Öl, AG", "invoice_number": "R 2026/7"})
    tally.add(truth, record({"seller_name": "GROSS ÖL AG", "invoice_number": "r2026-7"}))
    counted = tally.summary()
    assert counted["micro_f1"] == 1
    assert counted["type_accuracy"] == 0
    assert counted["accepted_precision"] == 1


def test_repeated_fields_are_paired_one_to_one() -> None:
    def cell(value: str) -> Field:
        return Field(value=value, raw=value, confidence=0.8, origin="model")

    both = record({}).model_copy(update={"fields": {"party": [cell("A AG"), cell("A AG")]}})
    tally = Tally()
    tally.add(Truth("contract", {"party": ["A AG", "B AG"]}), both)
    assert (tally.fields["party"].right, tally.fields["party"].predicted) == (1, 2)
    assert tally.fields["party"].expected == 2


def test_the_invoice_of_a_reminder_has_two_names_and_counts_once() -> None:
    for name in ("invoice_number", "preceding_invoice"):
        tally = Tally()
        both = record({"invoice_number": "R-7", "preceding_invoice": "R-7"})
        tally.add(Truth("payment_reminder", {name: "R 7"}), both)
        assert (tally.fields[name].right, tally.summary()["micro_f1"]) == (1, 1)
    tally = Tally()
    tally.add(Truth("credit_note", {"preceding_invoice": "R 7"}), both)
    assert tally.fields["invoice_number"].predicted == 1


def test_no_record_finds_nothing() -> None:
    tally = Tally()
    tally.add(Truth("invoice", {"currency": "EUR"}, [{"net_amount": "1"}]), None)
    counted = tally.summary()
    assert (counted["documents"], counted["micro_f1"], counted["line_f1"]) == (1, 0, 0)


def test_a_line_needs_every_expected_column_and_the_order() -> None:
    a = {"description": "Tea", "net_amount": "2.50"}
    b = {"description": "Milk", "net_amount": "1.00"}
    assert match_in_order([a, b], [a | {"unit": "C62"}, b]) == 2
    assert match_in_order([a, b], [b, a]) == 1
    assert match_in_order([a], [{"description": "Tea"}]) == 0
    assert match_in_order([a, b], [{"description": "noise"}, a, b]) == 2
