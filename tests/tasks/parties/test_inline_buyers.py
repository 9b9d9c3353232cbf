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
        ("From: Maren Oake, 6 Chapel Steps, Leeds LS12 2QL", None),
        ("Rechnung an: Hahn GmbH, Brunnweg 2, 3100 St. Pölten", None),
        ("Bill to: see above, and pay soon", None),
    ],
)  # fmt: skip
def test_a_caption_names_the_buyer_before_his_address(row: str, buyer: str | None) -> None:
    assert _buyer(None, row) == buyer
    assert _buyer(None, row, doc_type="letter") is None


def test_it_goes_before_what_was_read_elsewhere() -> None:
    row = "To:  Fern & Pell Ltd, Unit 9, Canal Mills, Leeds LS12 2QL"
    assert _buyer("Copywriting, 3 days", row) == "Fern & Pell Ltd"
    assert _buyer("To: Fern & Pell Ltd", row) == "Fern & Pell Ltd"


def test_nobody_bills_a_card() -> None:
    assert _buyer("Visa .... 8841", "Visa .... 8841") is None
    assert _buyer("Visa Services AG", "Visa Services AG") == "Visa Services AG"


def test_a_caption_in_a_cell_of_its_own_is_no_part_of_the_name() -> None:
    assert _buyer("Kunde Birgit Lohse", "Kunde     Birgit Lohse") == "Birgit Lohse"
    assert _buyer("Customer Birds Ltd", "Customer Birds Ltd") == "Customer Birds Ltd"
