"""Numbers of orders and contracts by the captions before or above them."""

import pytest

from schemas.record import Field
from tasks.understand import understand
from tests.tasks.tagged_pages import FakeModel, document, draw


def numbers(rows: list[str], doc_type: str) -> dict[str, str]:
    page, tags = draw(rows)
    fields = understand(document(page), FakeModel((tags,), doc_type)).fields
    return {
        name: field.value
        for name, field in fields.items()
        if name.endswith("number") and isinstance(field, Field)
    }


@pytest.mark.parametrize(
    ("rows", "doc_type", "name", "number"),
    [
        (["Orders     Order / Rev:    1940495"], "order", "document_number", "1940495"),
        (["Contract # 222543     Date Entered"], "contract", "contract_number", "222543"),
        (
            ["Contract / Revision     Alt Order #", "2502252 /               26916320"],
            "contract",
            "contract_number",
            "2502252",
        ),
        (
            ["Client     Buy #     Flight Dates", "Nord       3390      5/9/2026 - 5/22/2026"],
            "order",
            "document_number",
            "3390",
        ),
        (
            [
                "ORDER   318845   REV 02",
                "EST   7731   REP ORDER 05519827",
                "Program     Len     Spots     Rate",
                "Early       30      2         40.00",
            ],
            "order_confirmation",
            "document_number",
            "318845",
        ),
        (["Bestellnummer: B-20471"], "order", "document_number", "B-20471"),
        (["Bestellung Nr. 4711-22 vom 12.03.2025"], "order", "document_number", "4711-22"),
        (["BESTELLUNG 4500 217 936"], "order", "document_number", "4500 217 936"),
        (
            ["Contrat de location", "Contrat", "CL-118 427"],
            "invoice",
            "contract_number",
            "CL-118 427",
        ),
        (["Contract:     4196722"], "invoice", "contract_number", "4196722"),
        (["Contract ID: 222543"], "contract", "contract_number", "222543"),
        (["Invoice     7304711     Page 1"], "invoice", "invoice_number", "7304711"),
        (["Harbour TV Invoice #     84711-1"], "invoice", "invoice_number", "84711-1"),
    ],
)
def test_captions_name_the_number(rows: list[str], doc_type: str, name: str, number: str) -> None:
    rows = [*rows, "Estimate [document_number?0.6:9912]"]
    assert numbers(rows, doc_type)[name] == number


@pytest.mark.parametrize(
    ("rows", "doc_type"),
    [
        (["Contract # 222543", "Contract # 222544"], "contract"),
        (["Alt Order #     26916320"], "order"),
        (["Order Date     2020-02-23", "Order     02-23-20"], "order"),
        (["Contract Dates     02/10/20"], "contract"),
        (["This contract 222543 is subject to our terms"], "contract"),
    ],
)
def test_two_numbers_dates_and_running_text_name_none(rows: list[str], doc_type: str) -> None:
    assert not numbers(rows, doc_type)


def test_the_plainest_caption_counts() -> None:
    rows = ["Order # 8865413     Contract # 26588159"]
    assert numbers(rows, "contract")["contract_number"] == "26588159"
    assert numbers(rows, "order")["document_number"] == "8865413"


def test_the_invoice_that_a_credit_note_names_is_another_paper() -> None:
    rows = ["Credit No.   [invoice_number:CN 6107]", "Original Invoice     88214"]
    assert numbers(rows, "credit_note")["invoice_number"] == "CN 6107"


@pytest.mark.parametrize("reference", ["PO 4417", "HB/PO/4417", "P.O. 4417", "BC 2025-88"])
def test_a_customer_ref_that_calls_itself_an_order_is_one(reference: str) -> None:
    rows = ["Order No     SO-7731", f"Customer Ref     {reference}"]
    assert numbers(rows, "delivery_note")["po_number"] == reference


def test_a_customer_ref_is_no_order_by_itself() -> None:
    rows = ["Order No     SO-7731", "Customer Ref     DEPOT 4417"]
    assert numbers(rows, "delivery_note")["po_number"] == "SO-7731"


@pytest.mark.parametrize("reference", ["BC-14/25", "JS/P.O. 12"])
def test_a_clerk_s_sign_is_no_order(reference: str) -> None:
    rows = ["Bestellnummer: 4500012345", f"Ihr Zeichen: {reference}"]
    assert numbers(rows, "invoice")["po_number"] == "4500012345"


def test_what_the_buyer_calls_his_order_is_it() -> None:
    rows = ["Purchase order no: 4500012345", "Customer Ref     PO 4417"]
    assert numbers(rows, "delivery_note")["po_number"] == "4500012345"


def test_an_agreement_that_a_sentence_names_is_not_the_order() -> None:
    rows = ["deliver within 3 days. Outline", "agreement 5600003381 applies."]
    assert "document_number" not in numbers(rows, "order")


def test_a_business_number_is_no_confirmation_s() -> None:
    rows = ["ABN 45 062 184 472", "Our Order No      Terms", "00471938          30 days"]
    assert numbers(rows, "order_confirmation")["document_number"] == "00471938"


@pytest.mark.parametrize("sign", ["CF250071", "BC104417", "CF01234567890"])
def test_a_reference_in_one_word_is_no_order(sign: str) -> None:
    assert "po_number" not in numbers([f"Ihr Zeichen: {sign}", "Datum: 14.06.2026"], "invoice")
