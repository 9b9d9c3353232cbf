"""The buyer writes the invoice: whose the letterhead is."""

import pytest

from schemas.record import Field
from tasks.understand import understand
from tests.tasks.tagged_pages import FakeModel, document, draw

HEAD = ["[seller_name:Molkerei Wesermarsch eG]", "[seller_address:Hafenstr. 5 26919 Brake]", ""]
BODY = [
    "",
    "Nr. [invoice_number:GS-2026-05]",
    "Milchgeld           48.212        [line.net_amount:20.007,98]",
    "Auszahlungsbetrag                 [total_gross:20.007,98]",
]
ADDRESSED = ["[buyer_name:Hof Lüttmer GbR]", "[buyer_address:Osterende 6 26935 Stadland]"]


def _parties(rows: list[str]) -> dict[str, str]:
    page, tags = draw(rows)
    fields = understand(document(page), FakeModel((tags,), "invoice")).fields
    return {
        name: found.value
        for name, found in fields.items()
        if name.startswith(("seller", "buyer")) and isinstance(found, Field)
    }


@pytest.mark.parametrize(
    "title", ["Abrechnung im Gutschriftsverfahren", "SELF-BILLED INVOICE", "Autofacturation"]
)
def test_the_letterhead_of_a_self_billed_invoice_is_the_buyers(title: str) -> None:
    assert _parties([*HEAD, *ADDRESSED, title, *BODY]) == {
        "seller_name": "Hof Lüttmer GbR",
        "seller_address": "Osterende 6 26935 Stadland",
        "buyer_name": "Molkerei Wesermarsch eG",
        "buyer_address": "Hafenstr. 5 26919 Brake",
    }


def test_what_the_buyer_who_bills_is_registered_by_is_not_the_seller_s() -> None:
    rows = [*HEAD, *ADDRESSED, "Abrechnung im Gutschriftsverfahren", *BODY, ""]
    foot = "Molkerei Wesermarsch eG · AG Oldenburg [seller_registration_id:GnR 1418]"
    assert "seller_registration_id" not in _parties([*rows, foot])
    rows[5] = "Rechnung"
    assert _parties([*rows, foot])["seller_registration_id"] == "GnR 1418"


def test_what_the_addressee_of_a_self_billed_invoice_is_registered_by_is_the_seller_s() -> None:
    rows = [
        *HEAD,
        *ADDRESSED,
        "[seller_registration_id:HRB 4711]",
        "",
        "SELF-BILLED INVOICE",
        *BODY,
    ]
    assert _parties(rows)["seller_registration_id"] == "HRB 4711"


def test_a_headed_seller_leaves_the_letterhead_to_the_buyer() -> None:
    rows = [
        "[seller_name:Overstone Freight plc]               SELF-BILLED INVOICE",
        "[seller_address:Geddington Road]",
        "[seller_address+:Corby NN18 8AA]",
        "",
        "Supplier",
        "[buyer_name:Wilk Haulage Ltd]",
        "[seller_address:3 Ironstone Way]",
        "[seller_address+:Kettering NN14 1UD]",
    ]
    found = _parties([*rows, *BODY])
    assert (found["seller_name"], found["buyer_name"]) == (
        "Wilk Haulage Ltd", "Overstone Freight plc",
    )  # fmt: skip
    assert found["seller_address"] == "3 Ironstone Way Kettering NN14 1UD"
    assert found["buyer_address"] == "Geddington Road Corby NN18 8AA"


def test_that_of_another_is_the_sellers_and_so_is_a_name_below_a_heading() -> None:
    assert _parties([*HEAD, *ADDRESSED, "Rechnung", *BODY])["seller_name"].startswith("Molkerei")
    headed = ["Verkäufer:", *HEAD, "Käufer:", *ADDRESSED, "Selbst ausgestellte Rechnung", *BODY]
    assert _parties(headed)["seller_name"].startswith("Molkerei")
    sheet = [
        "Verkäufer", "Nummer:       549910", "Name:         [seller_name:Global Supplies Ltd.]", "",
        "Käufer", "Nummer:       7581", "Name:         [buyer_name:Metallbau Leipzig GmbH]",
        "Gutschrift (Selbst ausgestellte Rechnung)", *BODY,
    ]  # fmt: skip
    assert _parties(sheet)["seller_name"] == "Global Supplies Ltd."


@pytest.mark.parametrize(
    "told",
    [
        "Self-billing: the Client shall not issue self-billed invoices.",
        "Terms: self-billing is not accepted.",
        "Facture émise par Maltra au nom et pour le compte du prestataire.",
        "Eine Abrechnung im Gutschriftsverfahren bedarf unserer Zustimmung.",
    ],
)
def test_terms_on_such_invoices_and_a_platform_s_bill_for_its_seller_turn_nobody(told: str) -> None:
    found = _parties([*HEAD, *ADDRESSED, "Rechnung", *BODY, told])
    assert found["seller_name"] == "Molkerei Wesermarsch eG"


def test_the_terms_on_another_page_turn_nobody() -> None:
    first, tags = draw([*HEAD, *ADDRESSED, "Rechnung", *BODY])
    terms, others = draw(["12. Self-billed invoices are settled in 30 days."])
    fields = understand(document(first, terms), FakeModel((tags, others), "invoice")).fields
    assert isinstance(name := fields["seller_name"], Field)
    assert name.value == "Molkerei Wesermarsch eG"


def test_a_vat_id_whose_caption_says_whose_it_is_stays() -> None:
    ids = ["Supplier VAT no. [seller_vat_id:GB520441787]", "VAT no. [buyer_vat_id:GB918036233]"]
    found = _parties([*HEAD, *ADDRESSED, "SELF-BILLED INVOICE", *ids, *BODY])
    assert (found["seller_vat_id"], found["buyer_vat_id"]) == ("GB520441787", "GB918036233")
    assert found["seller_name"] == "Hof Lüttmer GbR"


def test_the_reader_of_a_self_billed_invoice_is_paid() -> None:
    paid = "Der Betrag wird auf Ihr Konto [iban:DE72280501000090114472] überwiesen."
    page, tags = draw([*HEAD, *ADDRESSED, "SELF-BILLED INVOICE", *BODY, paid])
    fields = understand(document(page), FakeModel((tags,), "invoice")).fields
    assert isinstance(iban := fields["iban"], Field) and iban.value == "DE72280501000090114472"


def test_a_supplier_below_a_heading_is_the_seller_though_the_letterhead_is_taken_for_it() -> None:
    headed = ["SUPPLIER", "Tuddenham Farms", "[buyer_address:4 Mill Lane]", "Leeds LS1 2AF"]
    head = ["[seller_name:Eastmoor Grain Ltd]", "[seller_address:9 Quay Road York YO1 9TX]", ""]
    found = _parties([*head, "SELF-BILLED INVOICE", *headed, *BODY])
    assert found["seller_name"] == "Tuddenham Farms"
    assert found["seller_address"] == "4 Mill Lane Leeds LS1 2AF"
    assert found["buyer_name"] == "Eastmoor Grain Ltd"


@pytest.mark.parametrize(
    ("title", "seller"),
    [("Auftragsbestätigung", "Radladen Speiche"), ("Bestellung", "Amsel e.K.")],
)
def test_a_confirmation_taken_for_an_order_is_sent_by_the_seller(title: str, seller: str) -> None:
    rows = [
        "[buyer_name:Radladen Speiche]", "Kettenweg 9, 28195 Bremen", "",
        "[seller_name:Amsel e.K.]", "Lindenstraße 12", "35037 Marburg", "",
        title, "Nr. [document_number:RS-100482]", "Schloss        1        42,00",
    ]  # fmt: skip
    page, tags = draw(rows)
    large = tuple(
        w._replace(box=(*w.box[:3], w.box[1] + 1.7 * (w.box[3] - w.box[1])))
        if w.text == title
        else w
        for w in page.words
    )
    page = page.model_copy(update={"words": large})
    fields = understand(document(page), FakeModel((tags,), "order")).fields
    found = fields["seller_name"]
    assert isinstance(found, Field)
    assert found.value == seller
