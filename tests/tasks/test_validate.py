"""Checks, outcome and reasons."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from schemas.document import Page, SourceDocument, Word, XmlInvoice
from schemas.record import Field, Labelled, Mail, Tax
from schemas.settings import Settings
from schemas.understanding import Understanding
from schemas.vocabulary import DocType, Origin
from tasks import check_amounts
from tasks.checks import check_document
from tasks.validate import validate
from tasks.values.normalize import Conventions
from tests.tasks.tagged_pages import draw

PAGE = Page(width=10, height=10, words=(Word("Rechnung", (0.1, 0.1, 0.2, 0.2)),))
GOOD = {
    "invoice_number": "4711",
    "issue_date": "2026-03-12",
    "due_date": "2026-04-12",
    "seller_name": "Muster GmbH",
    "currency": "EUR",
    "total_net": "1000.00",
    "total_tax": "190.00",
    "total_gross": "1190.00",
    "amount_due": "1190.00",
    "iban": "DE89370400440532013000",
}


DOCUMENT = SourceDocument(document_id="d", source="x.pdf", media_type="x", pages=(PAGE,))


def field(value: str, confidence: float = 0.97) -> Field:
    return Field(value=value, raw=value, confidence=confidence, page=1, origin="model")


def understanding(
    values: dict[str, str] | None = None,
    doc_type: DocType = "invoice",
    lines: tuple[str, ...] = (),
    taxes: tuple[tuple[str, str, str], ...] = (),
    confidence: float = 0.97,
) -> Understanding:
    return Understanding(
        language="de",
        doc_type=Labelled(value=doc_type, confidence=0.97),
        fields={k: field(v, confidence) for k, v in (GOOD if values is None else values).items()},
        lines=[{"net_amount": field(amount)} for amount in lines],
        taxes=[Tax(rate=field(r), base=field(b), amount=field(a)) for r, b, a in taxes],
    )


def outcome_of(
    content: Understanding, document: SourceDocument | None = None, *, itemised: bool = True
) -> tuple[str, list[str]]:
    """The outcome, and the reasons' codes; of a bill for one item, or of none at all."""
    if itemised:
        content = content.model_copy(update={"lines": [{"net_amount": field("1000.00")}]})
    document = document or SourceDocument(
        document_id="d", source="x.pdf", media_type="application/pdf", pages=(PAGE,)
    )
    record = validate(document, content, None, Settings())
    return record.outcome, [reason.code for reason in record.reasons]


def verdicts(content: Understanding) -> dict[str, bool]:
    return {check.rule: check.passed for check in check_document(DOCUMENT, content)}


def test_a_sound_invoice_is_accepted() -> None:
    assert outcome_of(understanding()) == ("accepted", [])


@pytest.mark.parametrize("doc_type", ["invoice", "credit_note"])
def test_a_bill_of_which_no_item_was_read_goes_to_review(doc_type: DocType) -> None:
    content = understanding(doc_type=doc_type)
    assert outcome_of(content, itemised=False) == ("needs_review", ["lines_missing"])
    named = content.model_copy(update={"lines": [{"description": field("Beratung")}]})
    assert outcome_of(named, itemised=False) == ("needs_review", ["lines_missing"])
    assert outcome_of(content) == ("accepted", [])


def test_a_receipt_may_be_that_of_a_card_alone() -> None:
    assert outcome_of(understanding(doc_type="receipt"), itemised=False) == ("accepted", [])


def test_a_wrong_total_goes_to_review_in_a_clerks_words() -> None:
    content = understanding({**GOOD, "total_gross": "1180.00", "amount_due": "1180.00"})
    document = SourceDocument(document_id="d", source="x", media_type="x", pages=(PAGE,))
    content.lines.append({"net_amount": field("1000.00")})
    record = validate(document, content, None, Settings())
    assert record.outcome == "needs_review"
    (reason,) = record.reasons
    assert (reason.code, reason.field) == ("check_failed", "total_gross")
    assert reason.message == (
        "The total (1,180.00) is not net (1,000.00) plus tax (190.00). "
        "Compare the amounts with the paper and correct the wrong one."
    )


def test_discounts_below_items_may_be_told_again_below_their_sum() -> None:
    values = {"lines_net": "12.50", "allowances": "1.25", "total_gross": "11.25"}
    lines = ("8.50", "-0.50", "4.00", "-0.75")
    assert "BR-CO-10" not in verdicts(understanding(values, lines=lines))
    assert verdicts(understanding(values, lines=("8.50", "-0.50", "3.00", "-0.75")))[
        "BR-CO-10"
    ] is (False)
    assert verdicts(understanding(values, lines=("7.25", "4.00")))["BR-CO-10"] is False
    assert verdicts(understanding(values, lines=("8.50", "4.00")))["BR-CO-10"]


def test_items_priced_with_tax_make_the_total() -> None:
    values = {"lines_net": "121.19", "allowances": "10.00", "total_net": "93.44",
              "total_tax": "17.75", "total_gross": "111.19"}  # fmt: skip
    assert "BR-CO-13" not in verdicts(understanding(values))
    assert verdicts(understanding({**values, "allowances": "9.00"}))["BR-CO-13"] is False
    # A shop may print the net and no sum of the taxes.
    untold = {name: value for name, value in values.items() if name != "total_tax"}
    assert "BR-CO-13" not in verdicts(understanding(untold))


def verdicts_on(
    rows: list[str], total: str, due: str, taxed: str = "1000.00", tax: str = "190.00"
) -> list[bool]:
    """Whether the total and the amount due of a page with these rows pass."""
    document = DOCUMENT.model_copy(update={"pages": (draw(rows)[0],)})
    values = {**GOOD, "total_tax": tax, "total_gross": total, "amount_due": due}
    content = understanding(values, taxes=(("19", taxed, tax),))
    found = {check.rule: check.passed for check in check_document(document, content)}
    return [found["BR-CO-15"], found["BR-CO-16"]]


@pytest.mark.parametrize(
    ("row", "total", "due", "passed"),
    [
        ("Retención IRPF 15 %  -150,00", "1190.00", "1040.00", [True, True]),
        ("Ritenuta d'acconto 15 %  -150,00", "1190.00", "1040.00", [True, True]),
        ("Restbetrag Vormonat  12,50", "1190.00", "1202.50", [True, True]),
        *(
            (f"{name}  64,80", "1254.80", "1254.80", [True, True])
            for name in ("Barauslagen", "Taxe de séjour (hors TVA)", "Citytax", "Trinkgeld")
        ),
        ("Gesamtsumme  12,50", "1190.00", "1202.50", [True, False]),
        ("Einbehalt  64,80", "1254.80", "1254.80", [False, True]),
        # What is owed from before is no part of the total, nor are outlays paid beside it.
        ("Restbetrag Vormonat  12,50", "1202.50", "1202.50", [False, True]),
        ("Barauslagen  64,80", "1190.00", "1254.80", [True, False]),
        # What is free of tax is part of the net amount, which was misread.
        ("Lieferung steuerfrei  64,80", "1254.80", "1254.80", [False, True]),
    ],
)
def test_a_printed_amount_may_say_why_a_sum_is_another(
    row: str, total: str, due: str, passed: list[bool]
) -> None:
    printed = f"Zahlbetrag  {due.replace('.', ',')}"
    assert verdicts_on([row, printed], total, due) == passed


def test_a_receipt_s_balance_of_nothing_contradicts_no_total() -> None:
    values = {**GOOD, "amount_due": "0.00"}
    assert not verdicts(understanding(values))["BR-CO-16"]
    receipt = understanding(values).model_copy(
        update={"doc_type": Labelled(value="receipt", confidence=0.9)}
    )
    assert "BR-CO-16" not in verdicts(receipt)


def test_lines_may_hold_the_deposits_that_a_paper_adds_to_its_total() -> None:
    values = {"total_net": "30.00", "total_gross": "35.70", "total_tax": "5.70"}

    def is_right(row: str) -> bool:
        rows = ["Gesamt  35,70", row, "Zahlbetrag  38,70"]
        document = DOCUMENT.model_copy(update={"pages": (draw(rows)[0],)})
        content = understanding({**values, "amount_due": "38.70"}, lines=("30.00", "3.00"))
        found = {check.rule: check.passed for check in check_document(document, content)}
        return found["LINES"]

    assert is_right("Pfand  3,00")
    assert not is_right("Sonstiges  3,00")


@pytest.mark.parametrize(("charge", "right"), [("Fuel surcharge 10 %", True), ("Pallets", False)])
def test_a_surcharge_above_the_net_explains_why_it_is_not_the_lines(
    charge: str, *, right: bool
) -> None:
    rows = ["Load  30,00", f"{charge}  3,00", "Net  33,00"]
    document = DOCUMENT.model_copy(update={"pages": (draw(rows)[0],)})
    values = {"total_net": "33.00", "total_tax": "6.27", "total_gross": "39.27"}
    content = understanding(values, lines=("30.00",))
    found = {check.rule: check.passed for check in check_document(document, content)}
    assert found["LINES"] is right


def test_an_amount_elsewhere_explains_no_sum() -> None:
    rows = ["Einbehalt  150,00", "Summe netto  1.000,00", "Zahlbetrag  1.040,00"]
    assert verdicts_on(rows, "1190.00", "1040.00") == [True, False]
    assert verdicts_on(["Rückstand  0,00  Zahlbetrag  1190,00"], "0.00", "1190.00")[1] is False


def test_a_tip_is_beside_the_net_of_all_rates() -> None:
    document = DOCUMENT.model_copy(update={"pages": (draw(["Tip  5,00", "Total  50,00"])[0],)})
    rows = (("7", "33.46", "2.34"), ("19", "7.73", "1.47"))
    for net, passed in (("41.19", True), ("41.00", False)):
        totals = {"total_net": net, "total_tax": "3.81", "total_gross": "50.00"}
        content = understanding({**GOOD, **totals}, taxes=rows)
        found = {check.rule: check.passed for check in check_document(document, content)}
        assert found["BR-CO-15"] is passed


@pytest.mark.parametrize(
    ("net", "rows", "passed"),
    [
        ("2687.32", (("10", "2421.82", "242.18"), ("20", "265.50", "53.10")), False),
        ("2687.32", (("10", "2421.82", "242.18"), ("20", "265.50", "153.90")), True),
        ("2421.82", ((None, "265.50", None),), False),
        (None, (("20", "10.00", "2.00"),), False),
        (None, (("20", "2569.50", "513.90"),), True),
        (None, (("20", None, "513.90"),), None),
        ("2569.50", (("20", None, None),), True),
        ("2569.50", (("10", None, None),), False),
        ("2569.50", (("20", "2569.50", None),), True),
        ("2803.09", (("10", "2803.09", None), ("20", None, None)), None),
    ],
)
def test_without_a_total_tax_net_and_rows_make_the_total(
    net: str | None, rows: Sequence[Sequence[str | None]], passed: bool | None
) -> None:
    kept = {k: v for k, v in GOOD.items() if k in ("invoice_number", "issue_date", "seller_name")}
    named = {"total_net": net} if net else {}
    content = understanding({**kept, **named, "total_gross": "3083.40"}).model_copy(
        update={"taxes": [
            Tax(**{n: field(v) for n, v in zip(("rate", "base", "amount"), row, strict=True) if v})
            for row in rows
        ]}
    )  # fmt: skip
    assert verdicts(content).get("BR-CO-15") is passed
    told = [c.message for c in check_document(DOCUMENT, content) if c.rule == "BR-CO-15"]
    assert not any("tax (0.00)" in message for message in told)


def test_taxed_outlays_are_part_of_the_net_amount() -> None:
    rows = ["Honorar  1.000,00", "Auslagen  64,80", "Gesamt  1.267,11"]
    assert not verdicts_on(rows, "1267.11", "1267.11", "1064.80", "202.31")[0]


def test_a_missing_operand_is_no_pass() -> None:
    content = understanding({k: v for k, v in GOOD.items() if k != "total_tax"})
    assert "BR-CO-15" not in verdicts(content)


@pytest.mark.parametrize(
    ("total", "lines", "off", "rules"),
    [
        ("75.76", ("71.06", "80.00"), {}, ["LINES"]),
        ("75.76", ("71.06", "75.80"), {}, []),
        ("75.76", ("80.00", "-4.24"), {}, []),
        ("75.76", ("80.00",), {"allowances": "4.24"}, []),
        ("75.76", ("80.00",), {"prepaid": "4.24"}, []),
        ("-75.76", ("80.00",), {}, []),
    ],
)
def test_no_line_of_a_receipt_is_more_than_its_total(
    total: str, lines: tuple[str, ...], off: dict[str, str], rules: list[str]
) -> None:
    content = understanding({"total_gross": total, **off}, lines=lines).model_copy(
        update={"doc_type": Labelled(value="receipt", confidence=0.9)}
    )
    assert [check.rule for check in check_document(DOCUMENT, content)] == rules


@pytest.mark.parametrize(
    ("rule", "values", "lines", "taxes", "passed"),
    [
        ("BR-CO-10", {"lines_net": "30.00"}, ("10.00", "20.00"), (), True),
        ("BR-CO-10", {"lines_net": "30.00"}, ("10.00", "21.00"), (), False),
        ("BR-CO-10", {"lines_net": "0.02"}, ("0.005", "0.010"), (), True),
        ("LINES", {"total_net": "30.00", "total_gross": "35.70"}, ("10.00", "20.00"),
                  (("19", "30.00", "5.70"),), True),
        ("LINES", {"total_net": "30.00", "total_gross": "35.70"}, ("10.00", "20.00"), (), False),
        ("LINES", {"total_net": "10.00", "total_gross": "35.70"}, ("10.00",),
                  (("19", "10.00", "1.90"), ("70", "34.00", "23.80")), False),
        ("LINES", {"total_net": "30.00", "total_gross": "38.70", "charges": "3.00"},
                  ("10.00", "20.00"), (("19", "30.00", "5.70"),), True),
        ("LINES", {"total_net": "30.00", "total_gross": "35.70"}, ("15.70", "20.00"), (), True),
        ("LINES", {"total_net": "30.00", "total_gross": "35.70"}, ("10.00",), (), False),
        ("LINES", {"total_tax": "5.70", "total_gross": "35.70"}, ("10.00", "20.00"), (), True),
        ("LINES", {"total_net": "33.00", "allowances": "2", "charges": "5"}, ("30.00",), (), True),
        ("LINES", {"total_gross": "30.05"}, ("30.02",), (), True),
        ("BR-CO-13", {"lines_net": "30", "allowances": "5", "total_net": "25"}, (), (), True),
        ("BR-CO-13", {"lines_net": "30", "charges": "5", "total_net": "25"}, (), (), False),
        ("BR-CO-14", {"total_tax": "22.50"}, (), (("19", "100", "19"), ("7", "50", "3.5")), True),
        ("BR-CO-14", {"total_tax": "19.00"}, (), (("19", "100", "19"), ("7", "50", "3.5")), False),
        ("BR-CO-15", {"total_net": "-10", "total_tax": "-2", "total_gross": "-12"}, (), (), True),
        ("BR-CO-15", {"total_net": "9.98", "total_tax": "0", "total_gross": "10",
                      "rounding": "0.02"}, (), (), True),
        ("BR-CO-16", {"total_gross": "100", "prepaid": "40", "amount_due": "60"}, (), (), True),
        ("BR-CO-16", {"total_gross": "100", "prepaid": "40", "amount_due": "100"}, (), (), False),
        ("BR-CO-17", {}, (), (("19", "100.00", "19.00"),), True),
        ("BR-CO-17", {}, (), (("19", "100.00", "19.02"),), False),
        ("BR-CO-17", {}, (), (("0", "100.00", "0.00"),), True),
        ("BR-CO-17", {}, (), (("0", "100.00", "0.01"),), False),
        ("BR-CO-17", {}, (), (("9" * 18, "9" * 18, "1"),), False),
        ("BR-CO-17", {"currency": "JPY"}, (), (("10", "1234", "123"),), True),
        ("BR-CO-17", {"currency": "JPY"}, (), (("10", "1234", "125"),), False),
        ("IBAN", {"iban": "DE88370400440532013000"}, (), (), False),
        ("VAT-ID-SELLER", {"seller_vat_id": "DE123456789"}, (), (), False),
        ("VAT-ID-BUYER", {"buyer_vat_id": "DE136695976"}, (), (), True),
        ("DATE-DUE", {"issue_date": "2026-03-12", "due_date": "2026-03-11"}, (), (), False),
        ("DATE-PERIOD", {"period_start": "2026-03-01", "period_end": "2026-03-01"}, (), (), True),
    ],
)  # fmt: skip
def test_rules(
    rule: str,
    values: dict[str, str],
    lines: tuple[str, ...],
    taxes: tuple[tuple[str, str, str], ...],
    passed: bool,
) -> None:
    assert verdicts(understanding(values, lines=lines, taxes=taxes))[rule] is passed


@pytest.mark.parametrize(
    ("base", "net", "verdict"),
    [("100.01", "100", False), ("-120", "-100", False), ("100", "100", None), ("80", "100", None)],
)
def test_what_a_tax_without_a_rate_is_of_is_no_more_than_net(
    base: str, net: str, verdict: bool | None
) -> None:
    content = understanding({"total_net": net})
    rows = [Tax(base=field(base), amount=field("7.00"))]
    assert verdicts(content.model_copy(update={"taxes": rows})).get("BR-CO-17") is verdict


_BRANCHES = {"seller_address": "Uferweg 8", "buyer_address": "Messeweg 10"}


@pytest.mark.parametrize(
    ("more", "doc_type", "verdict"),
    [
        ({}, "invoice", False),
        ({}, "letter", False),
        ({"seller_vat_id": "DE136695976"}, "invoice", False),
        ({"seller_vat_id": "DE136695976", "buyer_vat_id": "ATU13585627"}, "invoice", True),
        ({"buyer_name": "Muster Holz GmbH"}, "invoice", None),
        ({}, "mail", None),
        (_BRANCHES, "delivery_note", None),
        (_BRANCHES, "order", None),
        (_BRANCHES, "invoice", False),
        ({**_BRANCHES, "buyer_address": "Uferweg 8"}, "delivery_note", False),
        ({"buyer_address": "Uferweg 8"}, "delivery_note", False),
    ],
)
def test_seller_and_buyer_are_not_one(
    more: dict[str, str], doc_type: DocType, verdict: bool | None
) -> None:
    content = understanding({**GOOD, "buyer_name": "MUSTER GmbH", **more}, doc_type)
    assert verdicts(content).get("PARTIES") is verdict
    own = {name: one.model_copy(update={"origin": "xml"}) for name, one in content.fields.items()}
    assert "PARTIES" not in verdicts(content.model_copy(update={"fields": own}))


@pytest.mark.parametrize(
    ("currency", "printed", "passed"),
    [("CHF", "1776.70", True), ("CHF", "1776.65", False), ("EUR", "1776.70", False)],
)
def test_swiss_sums_are_rounded_to_what_coins_there_are(
    currency: str, printed: str, passed: bool
) -> None:
    taxed = {"total_net": "1643.55", "total_tax": "133.13", "total_gross": printed}
    owed = {"total_gross": "1776.68", "amount_due": printed}
    assert verdicts(understanding({**taxed, "currency": currency}))["BR-CO-15"] is passed
    assert verdicts(understanding({**owed, "currency": currency}))["BR-CO-16"] is passed


@pytest.mark.parametrize(
    ("currency", "sums", "passed", "told"),
    [
        ("KWD", ("246.505", "46.836", "293.345"), False, "total (293.345) is not net (246.505)"),
        ("TND", ("246.505", "46.836", "293.341"), True, "total (293.341) is net (246.505)"),
        # Two decimals are enough for a paper that rounds to them.
        ("KWD", ("246.51", "46.83", "293.34"), True, "total (293.34) is net (246.51)"),
        ("EUR", ("246.505", "46.836", "293.345"), True, "total (293.35) is net (246.51)"),
    ],
)
def test_sums_of_thousandths_are_held_against_each_other_at_three_decimals(
    currency: str, sums: tuple[str, str, str], passed: bool, told: str
) -> None:
    names = ("total_net", "total_tax", "total_gross")
    content = understanding(
        {**dict(zip(names, sums, strict=True)), "currency": currency},
        taxes=(("19", sums[0], sums[1]),),
    )
    checks = {c.rule: c for c in check_document(DOCUMENT, content)}
    assert checks["BR-CO-15"].passed is passed
    assert checks["BR-CO-15"].message.startswith(f"The {told}")
    assert checks["BR-CO-17"].passed


def test_what_a_reminder_asks_for_was_due_before() -> None:
    dates = understanding({"issue_date": "2026-11-25", "due_date": "2026-11-13"})
    reminder = dates.doc_type.model_copy(update={"value": "payment_reminder"})
    assert "DATE-DUE" in verdicts(dates)
    assert "DATE-DUE" not in verdicts(dates.model_copy(update={"doc_type": reminder}))


@pytest.mark.parametrize(
    ("due", "doc_type", "origin", "passed"),
    [
        ("2027-11-05", "invoice", "model", False),
        ("2027-03-05", "invoice", "model", True),
        ("2027-11-05", "invoice", "xml", True),
        ("2027-11-05", "order_confirmation", "model", True),
    ],
)
def test_a_printed_bill_that_is_due_much_later_is_looked_at(
    due: str, doc_type: DocType, origin: Origin, passed: bool
) -> None:
    content = understanding({"issue_date": "2026-11-05", "due_date": due}, doc_type)
    own = {n: f.model_copy(update={"origin": origin}) for n, f in content.fields.items()}
    assert verdicts(content.model_copy(update={"fields": own}))["DATE-DUE"] is passed


def test_each_missing_or_unsure_required_field_is_named() -> None:
    values = {k: v for k, v in GOOD.items() if k != "seller_name"}
    assert outcome_of(understanding(values)) == ("needs_review", ["field_missing"])
    assert (
        outcome_of(understanding(confidence=0.8))[1] == ["field_unsure"] * 6
    )  # five required, and the account


def test_what_is_not_required_may_be_unsure() -> None:
    content = understanding()
    unsure = {**content.fields, "amount_due": field("1190.00", 0.3)}
    assert outcome_of(content.model_copy(update={"fields": unsure}))[0] == "accepted"


def test_an_unsure_type_goes_to_review() -> None:
    content = understanding({}, "letter").model_copy(
        update={"doc_type": Labelled[DocType](value="letter", confidence=0.4)}
    )
    assert outcome_of(content) == ("needs_review", ["doc_type_unsure"])


def test_a_type_without_required_fields_must_be_as_sure_as_a_field() -> None:
    def of(doc_type: DocType, confidence: float) -> Understanding:
        values = GOOD if doc_type == "invoice" else {}
        labelled = Labelled[DocType](value=doc_type, confidence=confidence)
        return understanding(values, doc_type).model_copy(update={"doc_type": labelled})

    assert outcome_of(of("letter", 0.87)) == ("needs_review", ["doc_type_unsure"])
    assert outcome_of(of("letter", 0.95))[0] == "accepted"
    assert outcome_of(of("invoice", 0.87))[0] == "accepted"
    assert outcome_of(of("invoice", 0.8)) == ("needs_review", ["doc_type_unsure"])


def test_a_paper_of_no_known_kind_is_called_one_of_another() -> None:
    content = understanding({}, "other", confidence=0.5)
    content = content.model_copy(update={"doc_type": Labelled(value="other", confidence=0.5)})
    record = validate(DOCUMENT, content, None, Settings())
    assert record.reasons[0].message.startswith("This may be a document of another kind, but")


def test_what_the_reader_met_goes_to_review() -> None:
    broken = SourceDocument(
        document_id="d",
        source="x",
        media_type="x",
        pages=(PAGE, Page(width=1, height=1, words=())),
        problems=("The e-invoice inside the PDF cannot be read",),
    )
    assert outcome_of(understanding(), broken)[1] == ["reading_problem", "page_without_text"]
    back = Page(width=1, height=1, words=(), blank=True)
    sheet = broken.model_copy(update={"pages": (PAGE, back), "problems": ()})
    assert outcome_of(understanding(), sheet)[0] == "accepted"
    bare = broken.model_copy(update={"pages": (back, back), "problems": ()})
    assert "page_without_text" in outcome_of(understanding(), bare)[1]
    faint = Page(width=1, height=1, words=(Word("x", (0.1, 0.1, 0.2, 0.2), 0, 0.4),))
    scan = SourceDocument(document_id="d", source="x", media_type="x", pages=(faint,))
    assert outcome_of(understanding(), scan)[1] == ["poor_scan"]


def test_problems_of_the_xml_go_to_review() -> None:
    xml = XmlInvoice(
        syntax="ubl", profile="", doc_type="invoice", fields={}, problems=("No total.",)
    )
    document = SourceDocument(document_id="d", source="x", media_type="x", xml_invoice=xml)
    assert outcome_of(understanding(), document) == ("needs_review", ["xml_problem"])


def test_an_einvoice_that_does_not_add_up_is_not_the_clerks_to_correct() -> None:
    wrong = understanding(GOOD | {"total_net": "200.00"})
    xml = XmlInvoice(syntax="ubl", profile="", doc_type="invoice", fields=GOOD)
    for document, told in (
        (DOCUMENT, "correct the wrong one."),
        (SourceDocument(document_id="d", source="x", media_type="x", xml_invoice=xml),
         "ask the seller for a corrected one."),
    ):  # fmt: skip
        record = validate(document, wrong, None, Settings(accept_confidence=0.9))
        failed = [one.message for one in record.reasons if one.code == "check_failed"]
        assert failed
        assert all(message.endswith(told) for message in failed)


def test_an_xml_that_says_another_total_than_its_page_goes_to_review() -> None:
    xml = XmlInvoice(syntax="cii", profile="", doc_type="invoice", fields=GOOD)
    document = DOCUMENT.model_copy(update={"xml_invoice": xml})
    assert outcome_of(understanding(), document) == ("accepted", [])
    content = understanding()
    lost = {name: found.model_copy(update={"page": None}) for name, found in content.fields.items()
            if isinstance(found, Field)}  # fmt: skip
    content = content.model_copy(update={"fields": lost})
    assert outcome_of(content, document) == ("needs_review", ["check_failed"])


@pytest.mark.parametrize(
    ("row", "failed"),
    [
        ("IBAN DE89 3704 0044 0532 0130 00", None),
        ("IBAN DE44 5001 0517 5407 3249 31", "XML-IBAN"),
        ("Konto DE44 5001 0517 5407 3249 31, DE89 3704 0044 0532 0130 00", None),
        ("Abbuchung von Ihrem Konto DE44 5001 0517 5407 3249 31", None),
        ("Rechnungsnummer: 4711", None),
        ("Rechnungsnummer: RE-4711", None),
        ("Rechnungsnummer: 4712", "XML-NUMBER"),
        ("Rechnung 4712 vom 12.03.2026", "XML-NUMBER"),
        ("Rechnungsnummer: 4712  Beleg: 4711", None),
        ("Kundennummer: 4712", None),
    ],
)
def test_an_xml_whose_pages_print_another_number_or_account_goes_to_review(
    row: str, failed: str | None
) -> None:
    xml = XmlInvoice(syntax="cii", profile="", doc_type="invoice", fields=GOOD)
    update = {"xml_invoice": xml, "pages": (draw([row])[0],)}
    document = DOCUMENT.model_copy(update=update)
    assert outcome_of(understanding(), document)[0] == ("needs_review" if failed else "accepted")
    checks = check_document(document, understanding())
    assert [check.rule for check in checks if not check.passed] == ([failed] if failed else [])


def test_a_mail_of_unsure_category_goes_to_review(tmp_path: Path) -> None:
    def mail(confidence: float) -> Understanding:
        return Understanding(
            language="en",
            doc_type=Labelled(value="mail", confidence=1.0),
            mail=Mail(
                category=Labelled(value="order", confidence=confidence),
                needs_reply=Labelled(value=True, confidence=0.9),
                urgency=Labelled(value="normal", confidence=0.9),
            ),
        )

    assert outcome_of(mail(0.9))[0] == "accepted"
    assert outcome_of(mail(0.3)) == ("needs_review", ["category_unsure"])


def test_a_bill_that_calls_itself_a_draft_goes_to_review() -> None:
    page, _ = draw(["Rechnung (ENTWURF)"])
    document = DOCUMENT.model_copy(update={"pages": (page,)})
    assert outcome_of(understanding(), document) == ("needs_review", ["not_final"])
    record = validate(document, understanding(), None, Settings())
    assert "Do not pay it" in next(r.message for r in record.reasons if r.code == "not_final")
    assert "not_final" not in outcome_of(understanding(doc_type="quote"), document)[1]


def test_a_bill_with_another_one_behind_it_goes_to_review() -> None:
    pages = tuple(
        draw([f"Rechnung {number}", "Datum 12.03.2026", "Summe 99,96"])[0] for number in (471, 472)
    )
    document = DOCUMENT.model_copy(update={"pages": pages})
    record = validate(document, understanding(), None, Settings())
    message = next(r.message for r in record.reasons if r.code == "several_papers")
    assert "another bill (“Rechnung 472”) begins on page 2" in message


@pytest.mark.parametrize(
    ("doc_type", "cover", "is_told"),
    [
        ("letter", "Guten Tag, anbei die Rechnung 4711.", True),
        ("contract", "§ 1 Der Verkäufer liefert nach diesen Bedingungen.", True),
        ("letter", "Rechnung 4711 ist bezahlt.", True),
        ("payment_reminder", "Zu den Rechnungen in Kopie:", False),
        ("letter", "Rechnung 4711", False),
    ],
)
def test_a_letter_with_a_bill_behind_it_goes_to_review(
    doc_type: DocType, cover: str, is_told: bool
) -> None:
    bill = ["Rechnung 4711", "Datum 12.03.2026", "Summe 99,96"]
    pages = tuple(draw(rows)[0] for rows in ([cover], bill))
    document = DOCUMENT.model_copy(update={"pages": pages})
    record = validate(document, understanding(doc_type=doc_type), None, Settings())
    told = [reason.message for reason in record.reasons if reason.code == "several_papers"]
    assert bool(told) == is_told
    assert all("a bill (“Rechnung 4711”) begins on page 2" in message for message in told)


def test_how_the_pages_write_amounts_is_decided_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def decide(_texts: object, language: str) -> Conventions:
        asked.append(language)
        return Conventions()

    monkeypatch.setattr(check_amounts, "decide_conventions", decide)
    wrong = GOOD | {"total_gross": "1200.00", "amount_due": "1100.00"}
    content = understanding(wrong, taxes=(("19", "1000.00", "190.00"),))
    failed = [c.rule for c in check_document(DOCUMENT, content) if not c.passed]
    assert failed == ["BR-CO-15", "BR-CO-16"]
    assert len(asked) == 1
