"""Whose the VAT ids of a paper are."""

import pytest

from schemas.record import Field
from tasks.fields.claims import Claim
from tasks.fields.supplement import supplement_fields
from tasks.fields.vat_ids import give_sender_vat_id, give_your_vat_id
from tasks.values.normalize import Conventions
from tests.tasks.tagged_pages import draw


def _field(value: str) -> Field:
    return Field.model_validate(
        {"value": value, "raw": value, "confidence": 0.9, "origin": "model"}
    )


def test_a_lone_vat_id_on_an_order_is_the_buyers() -> None:
    found = {"seller_vat_id": _field("DE136695976")}
    assert set(give_sender_vat_id(found, [], by_buyer=True)) == {"buyer_vat_id"}
    in_block = [Claim("seller_vat_id", 0, (3,))]
    assert give_sender_vat_id(found, in_block, by_buyer=True) == found
    assert give_sender_vat_id(found, [], by_buyer=False) == found


def test_one_vat_id_is_not_both_parties() -> None:
    found = {"seller_vat_id": _field("DE136695976"), "buyer_vat_id": _field("DE136695976")}
    assert set(give_sender_vat_id(found, [], by_buyer=False)) == {"seller_vat_id"}
    assert set(give_sender_vat_id(found, [], by_buyer=True)) == {"buyer_vat_id"}
    sure = {**found, "buyer_vat_id": found["buyer_vat_id"].model_copy(update={"confidence": 0.99})}
    assert set(give_sender_vat_id(sure, [], by_buyer=False)) == {"buyer_vat_id"}
    in_block = [Claim("buyer_vat_id", 0, (3,))]
    assert set(give_sender_vat_id(found, in_block, by_buyer=False)) == {"buyer_vat_id"}


def test_your_vat_id_is_the_buyers_and_so_is_one_below_his_address() -> None:
    page, _ = draw(["VOTRE TVA  BE 0417.497.106", "TVA BE 0403.170.701"])
    cut = {"seller_vat_id": _field("0417497106")}
    for by_buyer, receiver, sender in (
        (False, "buyer", "seller"),
        (True, "seller", "buyer"),
    ):
        found = give_your_vat_id(dict(cut), [page], by_buyer=by_buyer)
        values = {name: f.value for name, f in found.items() if isinstance(f, Field)}
        assert values[f"{receiver}_vat_id"] == "BE0417497106"
        assert values[f"{sender}_vat_id"] == "BE0403170701"
    right = {"buyer_vat_id": _field("BE0417497106")}
    assert give_your_vat_id(dict(right), [page], by_buyer=False) == right
    page, _ = draw(["TVA LU10259805", "     Rue Haute 4", "     TVA BE 0417.497.106"])
    street = [word.box for word in page.words if word.row == 1]
    box = (street[0][0], street[0][1], street[-1][2], street[0][3])
    address = _field("Rue Haute 4").model_copy(update={"page": 1, "box": box})
    fields = {"seller_vat_id": _field("LU10259805"), "buyer_address": address}
    below = supplement_fields(fields, [], [page], Conventions())["buyer_vat_id"]
    assert isinstance(below, Field) and below.value == "BE0417497106"


@pytest.mark.parametrize(
    ("rows", "buyers"),
    [
        (["Rech. an Deb.-Nr.    D20417", "USt-IdNr.            DE136695976"], "DE136695976"),
        (["N° client facturé    C20417", "N° identif.          DE136695976"], "DE136695976"),
        (["Kundennummer D20417", "USt-IdNr. DE136695976"], "DE136695976"),
        (["Kundennummer D20417", "Unsere USt-IdNr. DE136695976"], None),
        (["Customer No. D20417", "Our VAT no.    DE136695976"], None),
        (["Rechnungsnummer      R20417", "USt-IdNr.            DE136695976"], None),
        (["Kundennummer D20417", "Datum 05.06.2026", "USt-IdNr. DE136695976"], None),
    ],
)
def test_below_the_customers_number_stands_his_vat_id(rows: list[str], buyers: str | None) -> None:
    page, _ = draw([*rows, "", "Nordlicht GmbH · USt-IdNr. DE811907980"])
    seller = {"seller_vat_id": _field("DE811907980")}
    found = supplement_fields(seller, [], [page], Conventions()).get("buyer_vat_id")
    assert (found and found.value) == buyers  # type: ignore[union-attr]


def test_your_uid_is_the_buyers() -> None:
    page, _ = draw(["Ihre UID: ATU13585627, meine USt-IdNr.: DE136695976."])
    found = give_your_vat_id({"seller_vat_id": _field("ATU13585627")}, [page], by_buyer=False)
    values = {name: field.value for name, field in found.items() if isinstance(field, Field)}
    assert values == {"buyer_vat_id": "ATU13585627", "seller_vat_id": "DE136695976"}


@pytest.mark.parametrize("said", ["btw-nummer afnemer", "USt-IdNr. des Leistungsempfängers:"])
def test_a_vat_id_may_be_called_the_receivers(said: str) -> None:
    page, _ = draw([f"{said} DE136695976", "btw ATU13585627"])
    found = give_your_vat_id({"seller_vat_id": _field("ATU13585627")}, [page], by_buyer=False)
    values = {name: field.value for name, field in found.items() if isinstance(field, Field)}
    assert values == {"buyer_vat_id": "DE136695976", "seller_vat_id": "ATU13585627"}


def test_of_several_countries_ids_the_seller_s_is_that_of_his_account() -> None:
    rows = ["VAT NL: NL817702234B01", "VAT DE: DE136695976", "VAT FR: FR27772104485"]
    page, _ = draw(rows)
    found = {
        "iban": _field("NL70ABNA0551188220"),
        "seller_vat_id": _field("DE136695976"),
        "buyer_vat_id": _field("FR27772104485").model_copy(update={"origin": "rule"}),
    }
    given = supplement_fields(found, [], [page], Conventions())
    values = {name: field.value for name, field in given.items() if isinstance(field, Field)}
    assert values["seller_vat_id"] == "NL817702234B01" and "buyer_vat_id" not in values


@pytest.mark.parametrize(
    ("said", "own"),
    [
        ("VAT reverse-charged to DE136695976", True),
        ("Steuerschuldnerschaft des Empfängers (DE136695976)", True),
        ("Fiscal representative DE136695976", False),
    ],
)
def test_to_whom_the_tax_is_left_has_the_other_country_s_vat_id(said: str, *, own: bool) -> None:
    page, _ = draw([said, "BTW NL817702234B01"])
    given = supplement_fields(
        {"seller_vat_id": _field("NL817702234B01")}, [], [page], Conventions()
    )
    assert ("buyer_vat_id" in given) == own


def test_a_vat_id_without_its_country_is_made_whole() -> None:
    page, _ = draw(["VAT GB 971 3004 02"])
    fields = {"seller_vat_id": _field("971300402")}
    found = supplement_fields(fields, [], [page], Conventions())["seller_vat_id"]
    assert isinstance(found, Field) and found.value == "GB971300402"


@pytest.mark.parametrize(
    ("row", "owner"),
    [
        ("Unsere USt-IdNr. DE136695976", "seller_vat_id"),
        ("USt-IdNr. DE136695976", "buyer_vat_id"),
    ],
)
def test_what_a_paper_calls_its_own_is_the_senders(row: str, owner: str) -> None:
    page, _ = draw([row])
    found = give_your_vat_id({"buyer_vat_id": _field("DE136695976")}, [page], by_buyer=False)
    assert set(found) == {owner}


@pytest.mark.parametrize(
    ("below", "value"), [("190 662", "FR62438190662"), ("66210 Mont-Louis", "FR62438")]
)
def test_a_vat_id_may_go_on_in_the_next_row(below: str, value: str) -> None:
    page, _ = draw(["SAS Vauban - RCS Perpignan - TVA FR62 438", below])
    fields = {"seller_vat_id": _field("FR62438")}
    found = supplement_fields(fields, [], [page], Conventions())["seller_vat_id"]
    assert isinstance(found, Field) and found.value == value


def test_a_lone_vat_id_below_the_buyers_address_stays_the_sellers() -> None:
    page, _ = draw(["     Ronda Ponent 112", "     NIF A08122343"])
    boxes = [word.box for word in page.words]
    address = _field("Ronda Ponent 112").model_copy(update={"page": 1, "box": boxes[0]})
    own = _field("A08122343").model_copy(update={"page": 1, "box": boxes[-1]})
    fields = {"seller_vat_id": own, "buyer_address": address}
    assert "buyer_vat_id" not in supplement_fields(fields, [], [page], Conventions())


def test_the_number_of_a_guest_s_identity_card_stands_below_his_address() -> None:
    page, _ = draw(
        ["C/ Carabeo 40 · CIF B92711308", "", "Huésped   Calle Zapatería 9", "DNI       29154027D"]
    )
    words = [word for word in page.words if word.row == 1][1:]
    box = (words[0].box[0], words[0].box[1], words[-1].box[2], words[0].box[3])
    address = _field("Calle Zapatería 9").model_copy(update={"page": 1, "box": box})
    fields = {"seller_vat_id": _field("B92711308"), "buyer_address": address}
    given = supplement_fields(fields, [], [page], Conventions())["buyer_vat_id"]
    assert isinstance(given, Field) and given.value == "29154027D"


def test_a_tax_number_may_begin_the_next_row_of_a_sentence() -> None:
    rows = ["Acqua Servizi S.p.A. con sede in Empoli. C.F. e P.IVA", "05173300483. Cap. soc. i.v."]
    page, _ = draw(rows)
    found = supplement_fields({}, [], [page], Conventions())["seller_vat_id"]
    assert isinstance(found, Field) and found.value == "05173300483"
