"""Which sums a kind of paper has."""

import pytest

from schemas.document import Page, union
from schemas.record import Field, Fields
from tasks.fields.paper_sums import (
    drop_ends_of_amounts,
    drop_named_taxes,
    drop_sums,
    drop_weighed_total,
    go_on_behind_thousands,
    owe_all,
    total_with_outlays,
    total_without_tax,
)
from tasks.values.normalize import decide_conventions
from tests.tasks.tagged_pages import draw


def _field(value: str) -> Field:
    return Field(value=value, raw=value, confidence=0.9, origin="model")


def _printed(page: Page, value: str, *texts: str) -> Field:
    box = union(word.box for word in page.words if word.text in texts)
    return _field(value).model_copy(update={"page": 1, "box": box})


def _owed(rows: list[str], value: str, text: str) -> str:
    page, _ = draw(rows)
    conventions = decide_conventions([*page.row_texts()], "fr")
    found = owe_all({"amount_due": _printed(page, value, text)}, [page], conventions)["amount_due"]
    assert isinstance(found, Field)
    return found.value


def test_what_is_overdue_is_but_a_part_of_what_is_owed() -> None:
    rows = [
        "Totaux et solde en notre faveur          6.508,58     2.624,18     3.884,40",
        "dont échu au 31/08/2026 : 1.476,54",
    ]
    assert _owed(rows, "1476.54", "1.476,54") == "3884.40"
    rows[1] = "Solde échu : 1.476,54"
    assert _owed(rows, "1476.54", "1.476,54") == "1476.54"


def test_what_is_not_due_yet_is_a_part_of_the_balance() -> None:
    rows = [
        "Gesamtsaldo zu unseren Gunsten          7.927,51",
        "davon fällig          5.598,12",
        "davon noch nicht fällig          2.329,39",
    ]
    assert _owed(rows, "2329.39", "2.329,39") == "7927.51"


def test_what_a_column_comes_to_is_not_owed() -> None:
    rows = ["31.10.2026 Saldo zu unseren Gunsten          1.967,05", "Summe Haben 2.338,60. Bitte"]
    assert _owed(rows, "2338.60", "2.338,60.") == "1967.05"
    rows[1] = "Summe 2.338,60."
    assert _owed(rows, "2338.60", "2.338,60.") == "2338.60"


def test_a_weight_on_a_delivery_note_is_no_total() -> None:
    found: Fields = {
        "total_gross": _field("740.00"), "currency": _field("EUR"), "buyer_name": _field("A"),
    }  # fmt: skip
    items = [{"description": _field("Courgettes"), "quantity": _field("5")}]
    assert drop_weighed_total(found, items, "delivery_note").keys() == {"buyer_name"}
    assert drop_weighed_total(found, items, "order") == found
    assert drop_weighed_total(found, [{"net_amount": _field("740.00")}], "delivery_note") == found
    page, _ = draw(["Total EUR 740,00"])
    named = {**found, "currency": _printed(page, "EUR", "EUR")}
    assert drop_weighed_total(named, items, "delivery_note") == named


def test_the_end_of_an_amount_is_no_amount_of_its_own() -> None:
    page, _ = draw(["Sous-total 11 124,15"])
    whole = _printed(page, "11124.15", "11", "124,15")
    part = _printed(page, "124.15", "124,15")
    assert drop_ends_of_amounts({"total_net": whole, "lines_net": part}) == {"total_net": whole}
    same = whole.model_copy()
    both: Fields = {"total_net": whole, "lines_net": same}
    assert drop_ends_of_amounts(both) == both
    total = drop_ends_of_amounts({"total_net": whole, "total_gross": part})["total_gross"]
    assert isinstance(total, Field)
    assert (total.value, total.box) == (whole.value, whole.box)


def test_an_instalment_is_no_total_beside_a_contract_s_value() -> None:
    rent = _field("405.00").model_copy(update={"confidence": 0.1})
    found: Fields = {"value": _field("4860.00"), "total_gross": rent}
    assert drop_sums(found, "contract").keys() == {"value"}
    assert drop_sums({"total_gross": rent}, "contract").keys() == {"total_gross"}


def test_an_amount_of_which_the_thousands_were_read_is_whole() -> None:
    page, _ = draw(["Net viré EUR 25 513,47"])
    (whole,) = go_on_behind_thousands({"total_gross": _printed(page, "25", "25")}, [page]).values()
    assert isinstance(whole, Field)
    assert (whole.value, whole.raw) == ("25513.47", "25 513,47")
    apart, _ = draw(["Acompte 2          165,30"])
    found: Fields = {"prepaid": _printed(apart, "2", "2")}
    assert go_on_behind_thousands(found, [apart]) == found


def test_what_a_caption_calls_a_tax_is_no_charge() -> None:
    page, _ = draw(["TPS 5 %          99,29", "Frais de port          12,00"])
    tax, freight = _printed(page, "99.29", "99,29"), _printed(page, "12.00", "12,00")
    assert drop_named_taxes({"charges": tax, "allowances": tax}, [page]) == {}
    assert drop_named_taxes({"charges": freight}, [page]) == {"charges": freight}


@pytest.mark.parametrize(
    ("rows", "doc_type", "whole"),
    [
        (["Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge)"], "invoice", True),
        (["TVA non applicable, art. 293 B du CGI"], "invoice", True),
        (["Steuerschuldnerschaft des Leistungsempfängers"], "quote", False),
        (["Vielen Dank"], "invoice", False),
        (["N° TVA intracommunautaire : FR40303265045"], "invoice", False),
        (["Reverse charge            ", "TVA 20 %        1567.90"], "invoice", False),
        (["Autoliquidation", "Net à payer        9407.40"], "invoice", False),
    ],
)
def test_the_net_of_a_bill_without_tax_is_its_total(
    rows: list[str], doc_type: str, whole: bool
) -> None:
    page, _ = draw(["Total HT        7839.50", *rows])
    conventions = decide_conventions([*page.row_texts()], "fr")
    net: dict[str, Field | list[Field]] = {"total_net": _field("7839.50")}
    assert ("total_gross" in total_without_tax(net, [page], doc_type, conventions)) is whole
    taxed = net | {"total_tax": _field("1489.51")}
    assert total_without_tax(taxed, [page], doc_type, conventions) == taxed


@pytest.mark.parametrize(
    ("fee", "total"),
    [
        ("HU-Gebühr (durchlaufender Posten)", "273.00"),
        ("Spese esenti ex art. 15 D.P.R. 633/72", "273.00"),
        ("Marca da bollo, esclusa art. 15", "273.00"),
        ("Trinkgeld", None),
    ],
)
def test_what_is_passed_on_stands_between_tax_and_total(fee: str, total: str | None) -> None:
    page, _ = draw(["Netto          100,00", "MwSt.          19,00", f"{fee}          154,00",
                    "Zu zahlen          273,00"])  # fmt: skip
    conventions = decide_conventions([*page.row_texts()], "de")
    sums: Fields = {"total_net": _field("100.00"), "total_tax": _field("19.00")}
    found = total_with_outlays(
        {**sums, "amount_due": _field("273.00")}, [page], "invoice", conventions
    )
    assert getattr(found.get("total_gross"), "value", None) == total
    found = total_with_outlays(
        {**sums, "amount_due": _field("119.00")}, [page], "invoice", conventions
    )
    assert getattr(found.get("total_gross"), "value", None) == "119.00"
