"""A clerk's values in the place of what was read."""

from typing import Any

import pytest

from schemas.correction import Correction
from schemas.document import SourceDocument
from schemas.record import Deadline, Field, Labelled, Mail, Tax
from schemas.settings import Settings
from schemas.understanding import Understanding
from tasks.apply_correction import apply_correction
from tasks.checks import check_document
from tasks.form_tables import shown_row
from tasks.read import read_bytes
from tests.tasks.made_records import field

PAPER = b"""Rechnung R-1
Wartung 100,00
Abzug -10,00
netto 90,00
MwSt 19 % 17,10
gesamt 107,10 EUR
"""


def item(description: str, amount: str, **more: str) -> dict[str, Field]:
    columns = {"quantity": "1", "description": description, "net_amount": amount, **more}
    return {name: field(value) for name, value in columns.items()}


def content(doc_type: Any = "invoice", **changes: Any) -> Understanding:
    values: dict[str, Any] = {
        "language": "de",
        "doc_type": Labelled(value=doc_type, confidence=0.7),
        "fields": {
            "invoice_number": field("R-1"),
            "currency": field("EUR"),
            "total_net": field("90.00"),
            "total_tax": field("17.10"),
            "total_gross": field("107.10"),
            "amount_due": field("50.00"),
        },
        "lines": [item("Wartung", "100.00", code="A-1"), item("Abzug", "-10.00", code="B-2")],
        "taxes": [Tax(rate=field("19"), base=field("90.00"), amount=field("17.10"))],
    }
    return Understanding(**{**values, **changes})


def said(read: Understanding, **changes: Any) -> Correction:
    """The correction of a clerk who leaves all as it is but for the changes."""
    shown = {name: (one.value,) for name, one in read.fields.items() if isinstance(one, Field)}
    fields = shown | {name: value for name, value in changes.items() if name in shown}
    columns = ("quantity", "description", "unit_price", "net_amount")
    lines = [dict(zip(columns, shown_row(line, columns), strict=True)) for line in read.lines]
    return Correction.model_validate(
        {
            "document_id": "x",
            "doc_type": read.doc_type.value,
            "lines": lines,
            **{name: value for name, value in changes.items() if name not in shown},
            "fields": fields,
            "read": shown,
        }
    )


@pytest.fixture
def document() -> SourceDocument:
    return read_bytes(PAPER, "bill.txt", Settings())


def apply(document: SourceDocument, read: Understanding, correction: Correction) -> Understanding:
    return apply_correction(document, read, correction)


def value(read: Understanding, name: str) -> str | None:
    found = read.fields.get(name)
    return found.value if isinstance(found, Field) else None


def test_what_is_left_as_it_was_is_sure_and_keeps_its_origin(document: SourceDocument) -> None:
    read = content()
    corrected = apply(document, read, said(read))
    for name, found in corrected.fields.items():
        assert isinstance(found, Field)
        assert (found.origin, found.confidence) == ("model", 1.0), name
    assert corrected.taxes == read.taxes
    assert [line["code"].value for line in corrected.lines] == ["A-1", "B-2"]
    assert corrected.lines[0]["net_amount"].confidence == 1.0
    assert corrected.lines[0]["code"].confidence == 0.97  # nobody was shown it


def test_what_is_entered_is_looked_for_on_the_paper(document: SourceDocument) -> None:
    read = content(fields={"total_gross": field("100.00")})
    corrected = apply(document, read, said(read, total_gross=("107.10",)))
    total = corrected.fields["total_gross"]
    assert isinstance(total, Field)
    assert (total.value, total.raw, total.origin, total.page) == (
        "107.10",
        "107,10 EUR",
        "human",
        1,
    )


def test_what_is_emptied_is_gone(document: SourceDocument) -> None:
    read = content()
    assert value(apply(document, read, said(read, amount_due=())), "amount_due") is None


def test_taxes_are_as_the_clerk_left_them(document: SourceDocument) -> None:
    read = content(
        taxes=[
            Tax(rate=field("19"), base=field("80.00"), amount=field("17.10"), category=field("S"))
        ]
    )
    row = {"rate": "19", "base": "90.00", "amount": "17.10"}
    (tax,) = apply(document, read, said(read, taxes=(row,))).taxes
    assert tax.base is not None
    assert tax.amount is not None
    assert (tax.base.value, tax.base.origin) == ("90.00", "human")
    assert (tax.amount.origin, tax.amount.confidence) == ("model", 1.0)
    assert tax.category == field("S")
    assert apply(document, read, said(read, taxes=())).taxes == []


def test_taxes_that_were_shown_and_contradict_are_told(document: SourceDocument) -> None:
    read = content()
    row = {"rate": "19", "base": "90.00", "amount": "17.10"}
    changed = said(read, total_tax=("18.10",), total_gross=("108.10",), taxes=(row,))
    corrected = apply(document, read, changed)
    assert len(corrected.taxes) == 1
    failed = {check.rule for check in check_document(document, corrected) if not check.passed}
    assert "BR-CO-14" in failed


def test_another_kind_turns_taxes_too(document: SourceDocument) -> None:
    read = content()
    row = {"rate": "19", "base": "90.00", "amount": "17.10"}
    (tax,) = apply(document, read, said(read, doc_type="credit_note", taxes=(row,))).taxes
    assert tax.base is not None
    assert tax.amount is not None
    assert (tax.base.value, tax.amount.value) == ("-90.00", "-17.10")


def test_taxes_that_contradict_are_left_out(document: SourceDocument) -> None:
    read = content()
    changed = said(read, total_tax=("18.10",), total_gross=("108.10",))
    assert apply(document, read, changed).taxes == []


@pytest.mark.parametrize("again", [False, True])
def test_another_kind_turns_all_signs_once(document: SourceDocument, again: bool) -> None:
    """A second note shows the amounts as they turned out; the file is read as in the first."""
    read = content()
    shown = read
    if again:
        shown = apply(document, read, said(read, doc_type="credit_note"))
    corrected = apply(document, read, said(shown, doc_type="credit_note"))
    assert value(corrected, "total_gross") == "-107.10"
    assert [line["net_amount"].value for line in corrected.lines] == ["-100.00", "10.00"]
    assert [line["quantity"].value for line in corrected.lines] == ["-1", "-1"]
    assert {line["net_amount"].origin for line in corrected.lines} == {"model"}


def test_what_a_clerk_types_keeps_its_sign(document: SourceDocument) -> None:
    read = content()
    lines = [{"quantity": "1", "description": "Wartung", "unit_price": "", "net_amount": "-90.00"}]
    corrected = apply(document, read, said(read, doc_type="credit_note", lines=lines))
    (line,) = corrected.lines
    assert (line["net_amount"].value, line["net_amount"].origin) == ("-90.00", "human")


def test_a_credit_note_becomes_a_bill(document: SourceDocument) -> None:
    read = content(
        "credit_note", fields={"total_gross": field("-107.10")}, lines=[item("Wartung", "-90.00")]
    )
    corrected = apply(document, read, said(read, doc_type="invoice"))
    assert value(corrected, "total_gross") == "107.10"
    assert corrected.lines[0]["net_amount"].value == "90.00"


def test_a_changed_item_keeps_what_was_not_shown_of_it(document: SourceDocument) -> None:
    read = content()
    lines = [
        {"quantity": "2", "description": "Wartung", "unit_price": "50.00", "net_amount": "100.00"},
        {"quantity": "1", "description": "Fahrt", "unit_price": "", "net_amount": "20.00"},
    ]
    first, second = apply(document, read, said(read, lines=lines)).lines
    assert (first["code"].value, first["quantity"].value) == ("A-1", "2")
    assert first["net_amount"].origin == "model"
    assert "code" not in second  # it is no "Abzug"


def test_the_unit_and_discount_of_an_item_are_what_the_clerk_says(
    document: SourceDocument,
) -> None:
    line = {name: field(text) for name, text in (("unit", "C62"), ("discount", "10"))}
    read = content(lines=[line | {"description": field("Wartung")}] * 2)
    rows = [
        {"unit": "HUR", "description": "Wartung", "discount": ""},
        {"unit": "C62", "description": "Wartung", "discount": "10"},
    ]
    changed, same = apply(document, read, said(read, lines=rows)).lines
    assert (changed["unit"].value, changed["unit"].origin) == ("HUR", "human")
    assert "discount" not in changed
    assert (same["unit"].confidence, same["discount"].confidence) == (1.0, 1.0)


def test_a_mail_is_what_its_reader_says(document: SourceDocument) -> None:
    mail = Mail(
        category=Labelled(value="other", confidence=0.3),
        needs_reply=Labelled(value=True, confidence=0.6),
        urgency=Labelled(value="normal", confidence=0.6),
        deadline=Deadline(text="by Friday", date="2026-03-13"),
    )
    read = content("mail", fields={}, lines=[], mail=mail)
    words = {"category": "complaint", "needs_reply": "no", "urgency": "high"}
    for until, deadline in (
        ("2026-03-13", mail.deadline),
        ("2026-03-14", Deadline(text="2026-03-14", date="2026-03-14")),
        ("14 days", Deadline(text="14 days")),
        ("", None),
    ):
        told = Correction(document_id="x", doc_type="mail", mail={**words, "deadline": until})
        corrected = apply(document, read, told).mail
        assert corrected is not None
        assert (corrected.category.value, corrected.needs_reply.value) == ("complaint", False)
        assert corrected.deadline == deadline
