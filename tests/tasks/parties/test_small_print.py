"""Whose the small print at a page's foot is."""

import pytest

from schemas.prediction import WordTag
from tasks.parties.small_print import turn_small_print
from tests.tasks.tagged_pages import draw

_FOOT = (
    "[buyer_name:FENEALU SAS] au capital de 1 200 000 - [buyer_address:22 rue des Pins] - "
    "TVA [buyer_vat_id:FR94339061749]"
)
_BANK = "SIRET 33906174900042 - RCS BREST - IBAN FR76 1027 8061 1200 0203 3840 178"


def _labels(rows: list[str], doc_type: str = "order_confirmation") -> set[str]:
    page, tags = draw(rows)
    (got,) = turn_small_print([page], [tags], doc_type)
    return {tag.label for tag in got} - {"O"}


def _page(foot: list[str], head: str = "ARC no 4711") -> list[str]:
    return [head, *[""] * 35, *foot]


def test_capital_register_and_tax_numbers_are_the_vendors() -> None:
    found = _labels(_page([_FOOT, _BANK]))
    assert found == {"seller_name", "seller_address", "seller_vat_id"}


def test_on_an_order_they_are_the_buyers() -> None:
    theirs = {"buyer_name", "buyer_address", "buyer_vat_id"}
    assert _labels(_page([_FOOT, _BANK]), "order") == theirs
    sellers = _FOOT.replace("buyer_", "seller_")
    assert _labels(_page([sellers, _BANK]), "order") == theirs


def test_a_vendor_who_is_named_keeps_the_buyer() -> None:
    head = "[seller_name:Menuiserie Riou]"
    assert "buyer_name" in _labels(_page([_FOOT, _BANK], head))


def test_a_buyer_at_the_foot_without_such_words_stays() -> None:
    assert _labels(_page(["[buyer_name:Trégor SARL]", "[buyer_address:3 route de Kerbabu]"])) == {
        "buyer_name", "buyer_address",
    }  # fmt: skip


def test_the_head_of_the_page_stays() -> None:
    page, tags = draw([_FOOT, _BANK])
    assert turn_small_print([page], [tags], "invoice") == [tags]
    assert isinstance(tags[0], WordTag)


def test_the_payer_of_a_slip_at_the_foot_is_the_buyer() -> None:
    slip = "Zahlbar durch [buyer_name:Peter Meier]"
    assert "buyer_name" in _labels(_page([_BANK, "UID CHE-123.456.789 TVA Sitz Bern", slip]))


def test_only_what_both_parties_have_is_turned() -> None:
    foot = f"{_FOOT} - Réf. [buyer_reference:4711]"
    assert "buyer_reference" in _labels(_page([foot, _BANK]))


@pytest.mark.parametrize(
    "more",
    ["Kontoinhaber Fenealu SAS", "Der Auftraggeber haftet", "Montant net à payer sous 30 jours"],
)
def test_small_print_may_speak_of_payment(more: str) -> None:
    assert "seller_name" in _labels(_page([_FOOT, f"{_BANK} - {more}"]))
