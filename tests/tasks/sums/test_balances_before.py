"""Tests of tasks.sums.balances_before."""

import pytest

from schemas.document import Page, union
from schemas.record import Field, Fields
from tasks.sums.balances_before import (
    drop_balance_before,
    owe_with_balance,
    total_without_balance,
)
from tasks.values.normalize import decide_conventions
from tests.tasks.tagged_pages import draw


def _field(value: str) -> Field:
    return Field(value=value, raw=value, confidence=0.9, origin="model")


def _printed(page: Page, value: str, *texts: str) -> Field:
    box = union(word.box for word in page.words if word.text in texts)
    return _field(value).model_copy(update={"page": 1, "box": box})


@pytest.mark.parametrize(
    ("rows", "total"),
    [
        (["Total this invoice    275.50", "Prior balance    164.00"], "275.50"),
        (["Montant TTC    275,50", "Solde antérieur (facture 26-04)    164,00"], "275.50"),
        (["Summe dieser Rechnung    275,50", "Rückstand aus April    164,00"], "275.50"),
        (["Overdue balance    164.00", "Total new charges    275.50"], "275.50"),
        (["Total this invoice    275.50", "Late fee    164.00"], "439.50"),
        (["Total this invoice    275.50", "Previous balance as per stmt. May    164.00"], "275.50"),
        (["Total this invoice    275.50", "Previous balance from acct. Due    164.00"], "275.50"),
        (
            [
                "Total this invoice    275.50",
                "Brought from the previous balance acct. Due    164.00",
            ],
            "275.50",
        ),
        (
            [
                "Total this invoice    275.50",
                "Previous balance is still left unpaid. Total    164.00",
            ],
            "275.50",
        ),
        (["Labour    275.50", "Prior balance    164.00"], "439.50"),
        (["Total this invoice    100.00", "Prior balance    164.00"], "439.50"),
        (
            [
                "A charge applies to past due balances. Subtotal    275.50",
                "Cheques are payable to us. Sales Tax    164.00",
            ],
            "439.50",
        ),
    ],
)
def test_what_was_owed_before_is_no_part_of_a_bills_total(rows: list[str], total: str) -> None:
    sign = "," if "," in rows[0] else "."
    page, _ = draw([*rows, f"Total balance due    439{sign}50"])
    conventions = decide_conventions([*page.row_texts()], "fr" if sign == "," else "en")
    fields: Fields = {"total_gross": _printed(page, "439.50", f"439{sign}50")}
    mended = total_without_balance(fields, [page], "invoice", conventions)
    own, due = mended["total_gross"], mended.get("amount_due")
    assert isinstance(own, Field) and own.value == total
    assert (isinstance(due, Field) and due.value == "439.50") == (total == "275.50")
    assert total_without_balance(fields, [page], "statement", conventions) == fields


@pytest.mark.parametrize(
    ("row", "due"),
    [
        ("TOTAL À RÉGLER EN EUROS    439,50", "439.50"),
        ("TOTAL À RÉGLER EN EUROS    438,50", None),
        ("Encours autorisé    439,50", None),
    ],
)
def test_a_bill_s_total_and_a_balance_from_before_are_due_where_both_are_asked_for(
    row: str, due: str | None
) -> None:
    page, _ = draw(["Total TTC    275,50", "Solde antérieur au 31.05.2025    164,00", row])
    conventions = decide_conventions([*page.row_texts()], "fr")
    fields: Fields = {"total_gross": _printed(page, "275.50", "275,50")}
    found = owe_with_balance(fields, [page], "invoice", conventions).get("amount_due")
    assert (found.value if isinstance(found, Field) else None) == due
    assert owe_with_balance(fields, [page], "statement", conventions) == fields


def test_a_balance_from_before_is_neither_owed_nor_paid_by_a_bill() -> None:
    rows = ["Total          140,29", "SOLDE ANTERIEUR AU 31.05.2025 : 137,40 EUR, payé, merci"]
    page, _ = draw(rows)
    fields: Fields = {
        "total_gross": _printed(page, "140.29", "140,29"),
        "prepaid": _printed(page, "137.40", "137,40"),
    }
    assert drop_balance_before(fields, [page], "invoice").keys() == {"total_gross"}
    assert drop_balance_before(fields, [page], "statement") == fields
    proved = fields | {"amount_due": _field("2.89")}
    assert drop_balance_before(proved, [page], "invoice") == proved
    owed = {"amount_due": fields["prepaid"]}
    assert drop_balance_before(owed, [page], "invoice") == {}


@pytest.mark.parametrize(
    ("row", "owed"),
    [
        ("Paid 9 Oct. with thanks    -214.60", False),
        ("Payment received 9 Oct.    -214.60", False),
        ("Credit in your favour    -214.60", True),
    ],
)
def test_what_was_paid_is_not_owed(row: str, owed: bool) -> None:
    page, _ = draw(["Total this invoice    1,017.34", "Previous balance    214.60", row])
    fields: Fields = {"amount_due": _printed(page, "-214.60", "-214.60")}
    assert ("amount_due" in drop_balance_before(fields, [page], "invoice")) == owed


def test_a_balance_from_before_is_no_tax_and_no_part_of_the_total() -> None:
    rows = ["This invoice      817.40", "Balance forward    62.10", "Please pay     879.50"]
    page, _ = draw(rows)
    printed = (("total_net", "817.40"), ("total_tax", "62.10"), ("total_gross", "879.50"))
    fields: Fields = {name: _printed(page, value, value) for name, value in printed}
    mended = drop_balance_before(fields, [page], "invoice")
    values = {name: found.value for name, found in mended.items() if isinstance(found, Field)}
    assert values == {"total_gross": "817.40", "amount_due": "879.50"}
    taxed, _ = draw([rows[0], "Sales tax    62.10", rows[2]])
    assert drop_balance_before(fields, [taxed], "invoice") == fields
    taxed, _ = draw([rows[0], "VAT on balance forward    62.10", rows[2]])
    assert drop_balance_before(fields, [taxed], "invoice") == fields


@pytest.mark.parametrize(
    "row",
    [
        "Previous balance 85.20          New charges          Amount due          90.00",
        "Zu zahlen inkl. Rückstand          90.00",
        "Total due including previous balance          90.00",
    ],
)
def test_what_holds_a_balance_from_before_is_due(row: str) -> None:
    page, _ = draw([row])
    owed: Fields = {"amount_due": _printed(page, "90.00", "90.00")}
    assert drop_balance_before(owed, [page], "invoice") == owed
