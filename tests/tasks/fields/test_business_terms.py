"""Printed views of e-invoices: each value by its term of EN 16931, wherever that is printed."""

import pytest

from schemas.record import Field
from tasks.understand import understand
from tests.tasks.tagged_pages import FakeModel, document, draw


def values(rows: list[str]) -> dict[str, str]:
    page, tags = draw(rows)
    fields = understand(document(page), FakeModel((tags,))).fields
    return {name: found.value for name, found in fields.items() if isinstance(found, Field)}


def test_terms_in_a_column_before_their_captions_name_the_values() -> None:
    fields = values([
        "BT-1      Nummer             R-4711",
        "BT-2      Wann               05.06.2025",
        "BT-9      Bis wann           05.07.2025",
        "Verkauf (BG-4)",
        "BT-27     Name               [buyer_name:Kanuhof Süd GmbH]",
        "BG-5      Wo                 [buyer_address:Seestraße 20, 80333 München, DE]",
        "BT-44     Name               Segelschule Ammersee",
        "BT-109    Ohne Steuer        100,00 EUR",
    ])  # fmt: skip
    assert fields["invoice_number"] == "R-4711"
    assert fields["due_date"] == "2025-07-05"
    assert fields["seller_name"] == "Kanuhof Süd GmbH"
    assert fields["seller_address"] == "Seestraße 20, 80333 München, DE"
    assert fields["buyer_name"] == "Segelschule Ammersee"
    assert fields["total_net"] == "100.00"
    assert "buyer_address" not in fields


def test_terms_within_captions_name_the_values_beside_them_with_all_their_rows() -> None:
    fields = values([
        "Nom (BT-27)      Voiles du Ponant SAS     Nom (BT-44)      Chantier naval de la Rance",
        "Adresse (BG-5)   3 quai Duguay            et Fils SARL",
        "                 35400 Saint-Malo         Lieu (BG-8)      8 rue du Port",
        "                                                           22690 Pleudihen",
        "Terme (BT-9)     05/07/2025               TVA (BT-48)      FR40303265045",
        "Date (BT-2)      05/06/2025",
    ])  # fmt: skip
    assert fields["seller_name"] == "Voiles du Ponant SAS"
    assert fields["seller_address"] == "3 quai Duguay 35400 Saint-Malo"
    assert fields["due_date"] == "2025-07-05"


def test_terms_behind_the_values_and_parts_of_an_address() -> None:
    fields = values([
        "Street           12 Quay Road           BT-50",
        "City             Falmouth               BT-52",
        "Name             Ropes and Rigging Ltd  BT-27",
        "Tax no.          1234567                BT-32",
        "Day              2025-06-05             BT-2",
    ])  # fmt: skip
    assert fields["buyer_address"] == "12 Quay Road Falmouth"
    assert fields["seller_name"] == "Ropes and Rigging Ltd"


def test_a_remark_on_one_term_names_nothing() -> None:
    rows = ["BT-27   Name   as in the contract", "[seller_name:Ropes and Rigging Ltd]"]
    assert values(rows)["seller_name"] == "Ropes and Rigging Ltd"


def test_codes_of_articles_name_nothing() -> None:
    fields = values([
        "[seller_name:Ropes and Rigging Ltd]",
        "Code      Item              Qty     Price     Amount",
        "BT-2      Block, 27 mm      2       10.00     20.00",
        "BT-27     Bench trestle     2       10.00     20.00",
        "BT-44     Bolt, brass       2       10.00     20.00",
        "BT-115    Bolt, iron        2       10.00     20.00",
    ])  # fmt: skip
    assert fields["seller_name"] == "Ropes and Rigging Ltd"
    assert not fields.keys() & {"buyer_name", "amount_due"}


@pytest.mark.parametrize(("day", "doc_type"), [("2025-06-05", "invoice"), ("required", "report")])
def test_a_view_of_an_invoice_is_one_but_no_guide_to_the_terms(day: str, doc_type: str) -> None:
    page, tags = draw([
        "BT-1      Number         R-4711",
        f"BT-2      Day            {day}",
        "BT-27     Seller         Ropes and Rigging Ltd",
        "BT-115    Amount due     20.00 EUR",
    ])  # fmt: skip
    assert understand(document(page), FakeModel((tags,), "report")).doc_type.value == doc_type
