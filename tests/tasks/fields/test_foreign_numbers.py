"""Numbers of mandates, licences and reservations are no references."""

import pytest

from schemas.record import Field
from tasks.fields.foreign_numbers import drop_mere_signs, find_foreign_numbers
from tasks.understand import understand
from tests.tasks.tagged_pages import FakeModel, document, draw


@pytest.mark.parametrize(
    ("row", "number"),
    [
        ("par prélèvement. RUM : [payment_reference?0.5:PHO830417-0001]", "PHO830417-0001"),
        ("prélèvement SEPA, mandat [payment_reference?0.5:NUA-118820-02.]", "NUA-118820-02."),
        ("Mandatsreferenz [contract_number?0.5:SWL-0418775-01], Gläubiger", "SWL-0418775-01,"),
        ("Reservierung: [seller_registration_id?0.5:HRS] 70081944", "HRS 70081944"),
        ("Office 517-555-0188 · License 4-00771", "4-00771"),
        ("Gas Safe Register No. [seller_registration_id?0.5:720044]", "720044"),
        ("UKAS accredited laboratory No. [document_number?0.8:7741]", "7741"),
        ("Votre offre : [buyer_reference?0.5:DV-2203] du 3 mai", "DV-2203"),
        ("(article [document_number?0.4:L441-10] du Code)", "L441-10"),
        ("Assurance décennale Solidane, contrat n° [contract_number?0.6:118.204]", "118.204"),
        ("Décennale n° [invoice_number?0.6:4471-B88]", "4471-B88"),
        ("Haftpflichtversicherung: Allianz, Vertrag Nr. [contract_number?0.6:123456]", "123456"),
        ("Code client : MULLER OR n° [po_number?0.6:30118]", "30118"),
        ("Ordre de réparation [po_number?0.6:30118] du 3 mai", "30118"),
        ("Werkstattauftrag Nr. [po_number?0.6:A-30118]", "A-30118"),
        ("Ihre Steuer-Nr.  [po_number?0.6:61/118/04471]", "61/118/04471"),
        ("Tax no. [contract_number?0.6:61/118/04471]", "61/118/04471"),
        ("Steuer [po_number?0.6:61/118/04471]", ""),
        ("ORDEN REP. : [po_number?0.7:25/0733]", "25/0733"),
        ("Orden de compra : [po_number?0.7:25/0733]", ""),
        ("RCC Z [seller_registration_id?0.6:3308.14]", "Z 3308.14"),
        ("MAJOR n° [po_number?0.6:30118]", ""),
        ("Insurance policy number: [contract_number?0.6:1234567]", ""),
        ("Assurance de qualité. Contrat n° [contract_number?0.6:118.204]", ""),
        ("licence for 3 users", ""),
        ("Mandat vom 1", ""),
        ("Mandatsreferenz [contract_number?0.95:SWL-0418775-01]", ""),
        ("Licence [line.quantity?0.5:1000]", ""),
        ("Bestellnummer 118842", ""),
    ],
)
def test_numbers_of_what_no_field_holds(row: str, number: str) -> None:
    page, tags = draw([row])
    claims = find_foreign_numbers([page], [tags], "invoice")
    assert " ".join(page.words[i].text for c in claims for i in c.words) == number


@pytest.mark.parametrize(
    "row",
    [
        "Acme Ltd, in England with company number [contract_number?0.8:04418822],",
        "Acme B.V., KvK [document_number?0.8:12345678], te Utrecht",
        "Muster GmbH, HRB [document_number?0.8:40118],",
    ],
)
def test_a_party_s_number_in_a_register_is_not_its_contract_s(row: str) -> None:
    page, tags = draw([row])
    assert find_foreign_numbers([page], [tags], "contract")
    assert not find_foreign_numbers([page], [tags], "invoice")
    own, tags = draw(["Contract no. [contract_number?0.8:04418822]"])
    assert not find_foreign_numbers([own], [tags], "contract")


def test_the_number_of_a_repair_is_its_papers_own_or_an_orders() -> None:
    page, tags = draw(["Reparaturauftrag Nr. [document_number?0.6:30118]"])
    assert not find_foreign_numbers([page], [tags], "invoice")
    page, tags = draw(["Reparaturauftrag Nr. [po_number?0.6:30118]"])
    assert find_foreign_numbers([page], [tags], "invoice")
    assert not find_foreign_numbers([page], [tags], "order_confirmation")
    page, tags = draw(["N° commande : [po_number?0.6:OR n° 88123]"])
    assert not find_foreign_numbers([page], [tags], "invoice")


def test_a_mandate_is_no_payment_reference() -> None:
    page, tags = draw(["RUM : [payment_reference?0.6:PHO830417-0001]"])
    assert "payment_reference" not in understand(document(page), FakeModel((tags,))).fields
    page, tags = draw(["Ref. : [payment_reference?0.6:PHO830417-0001]"])
    assert "payment_reference" in understand(document(page), FakeModel((tags,))).fields


def test_a_single_digit_refers_to_nothing() -> None:
    one = Field(value="2", raw="2", confidence=0.6, origin="model")
    two = one.model_copy(update={"value": "M2"})
    assert drop_mere_signs({"buyer_reference": one, "invoice_number": one}, []) == {
        "invoice_number": one
    }
    assert drop_mere_signs({"buyer_reference": two}, []) == {"buyer_reference": two}


def test_a_mark_names_no_party() -> None:
    mark, shop = (Field(value=v, raw=v, confidence=0.3, origin="model") for v in ("&", "7"))
    assert drop_mere_signs({"seller_name": mark, "buyer_name": mark}, []) == {}
    assert drop_mere_signs({"seller_name": shop}, []) == {"seller_name": shop}


def test_a_word_of_a_caption_refers_to_nothing() -> None:
    page, tags = draw(
        ["N° [buyer_reference:BL]      Échéance", "BL0220471                30/11/2026"]
    )
    box = next(w.box for w, t in zip(page.words, tags, strict=True) if t.label != "O")
    found = Field(value="BL", raw="BL", confidence=0.6, page=1, box=box, origin="model")
    assert drop_mere_signs({"buyer_reference": found}, [page]) == {}
    page, tags = draw(["Bearbeiter [buyer_reference:BL]"])
    box = next(w.box for w, t in zip(page.words, tags, strict=True) if t.label != "O")
    kept = {"buyer_reference": found.model_copy(update={"box": box})}
    assert drop_mere_signs(kept, [page]) == kept


@pytest.mark.parametrize(("said", "kept"), [("tel.", False), ("TEL-SANDRO", True), ("b77", True)])
def test_how_was_ordered_is_no_number(said: str, kept: bool) -> None:
    fields = {"po_number": Field(value=said, raw=said, confidence=0.6, page=1, origin="model")}
    assert bool(drop_mere_signs(fields, [])) is kept
