"""A buyer on one line behind his caption."""

import pytest

from schemas.record import Field, Fields
from tasks.parties.inline_buyers import settle_buyer
from tests.tasks.tagged_pages import draw


def _named(seller: str, buyer: str | None) -> Fields:
    names = {"seller_name": seller, "buyer_name": buyer}
    return {
        name: Field(value=value, raw=value, confidence=0.8, origin="model")
        for name, value in names.items()
        if value is not None
    }


def _buyer(known: str | None, *rows: str, doc_type: str = "invoice") -> str | None:
    page, _ = draw(list(rows))
    found = settle_buyer(_named("Hahn GmbH", known), [page], doc_type).get("buyer_name")
    return found.value if isinstance(found, Field) else None


@pytest.mark.parametrize(
    ("row", "buyer"),
    [
        ("Rechnung an: Alpenquell GmbH, Brunnweg 2, 3100 St. Pölten, UID ATU", "Alpenquell GmbH"),
        ("To: Fern & Pell Ltd, Unit 9, Canal Mills, Leeds LS12 2QL", "Fern & Pell Ltd"),
        ("Kunde Birgit Lohse, Eichenkamp 3, 29223 Celle", "Birgit Lohse"),
        ("Cliente Carrasco, S.L., Calle Mayor 2, 28001 Madrid", "Carrasco, S.L."),
        ("für Birgit Lohse, Eichenkamp 3, 29223 Celle", "Birgit Lohse"),
        ("Aan Notariskantoor Hofstee, Brink 20, 9401 HV Assen", "Notariskantoor Hofstee"),
        ("From: Maren Oake, 6 Chapel Steps, Leeds LS12 2QL", None),
        ("Rechnung an: Hahn GmbH, Brunnweg 2, 3100 St. Pölten", None),
        ("Bill to: see above, and pay soon", None),
        ("Bill to: 4711, 22 Park Road, Newbury RG14 5BN", None),
        ("Kunde holt ab, Lindenweg 8, 07745 Jena", None),
        ("Customer: Cash sale, 22 Park Road, Newbury RG14 5BN", None),
        ("To: Hahn, 22 Park Road, Newbury RG14 5BN", None),
        ("Bill to: Oakfield Ltd c/o Harris, 22 Park Road, Newbury RG14 5BN", "Oakfield Ltd"),
    ],
)  # fmt: skip
def test_a_caption_names_the_buyer_before_his_address(row: str, buyer: str | None) -> None:
    assert _buyer(None, row) == buyer
    assert _buyer(None, row, doc_type="letter") is None


def test_it_goes_before_what_was_read_elsewhere() -> None:
    row = "To:  Fern & Pell Ltd, Unit 9, Canal Mills, Leeds LS12 2QL"
    assert _buyer("Copywriting, 3 days", row) == "Fern & Pell Ltd"
    assert _buyer("To: Fern & Pell Ltd", row) == "Fern & Pell Ltd"


@pytest.mark.parametrize("row", ["Client: Jane Reed, 22 Park Road, Newbury RG14 5BN"])
def test_a_firm_that_was_read_is_billed_whoever_else_is_named(row: str) -> None:
    assert _buyer("Oakfield Ltd", row) == "Oakfield Ltd"
    page, _ = draw([row])
    names = _named("Hahn GmbH", "Oakfield")
    elsewhere = {
        **names,
        "buyer_address": _named("3 High Street, Reading RG1 4QT", None)["seller_name"],
    }
    assert settle_buyer(elsewhere, [page], "invoice") == elsewhere


def test_where_a_ride_went_is_no_buyer() -> None:
    ride = ("From: Temple Station, Redcliffe Way, Bristol BS1 6QF",
            "To: Royal Hotel, College Green, Bristol BS1 5TA")  # fmt: skip
    assert _buyer(None, *ride) is None
    assert _buyer(None, ride[1], doc_type="receipt") is None


def test_nobody_bills_a_card() -> None:
    assert _buyer("Visa .... 8841", "Visa .... 8841") is None
    assert _buyer("Discover Travel 2000", "Discover Travel 2000") == "Discover Travel 2000"
    assert _buyer("Visa Services AG", "Visa Services AG") == "Visa Services AG"


def test_a_caption_in_a_cell_of_its_own_is_no_part_of_the_name() -> None:
    assert _buyer("Kunde Birgit Lohse", "Kunde     Birgit Lohse") == "Birgit Lohse"
    assert _buyer("Customer Birds Ltd", "Customer Birds Ltd") == "Customer Birds Ltd"
