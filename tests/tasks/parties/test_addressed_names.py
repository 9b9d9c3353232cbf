"""The buyer's name from the block of his address."""

import pytest

from schemas.record import Field, Fields
from tasks.parties.addressed_names import name_addressee
from tests.tasks.tagged_pages import draw

_PLACE = ["KERVIGEN", "29870 LANNILIS"]


def _named(rows: list[str], address: str, **others: str) -> tuple[str | None, str]:
    page, _ = draw(rows)
    fields: Fields = {
        name: Field(value=value, raw=value, confidence=0.8, origin="model", page=1)
        for name, value in {"buyer_address": address, **others}.items()
    }
    found = name_addressee(fields, [page], "invoice")
    name, place = found.get("buyer_name"), found["buyer_address"]
    assert isinstance(place, Field) and (name is None or isinstance(name, Field))
    return name and name.value, place.value


@pytest.mark.parametrize("read", ["BISCUITERIE DES ABERS ", ""])
def test_the_line_above_a_buyers_address_names_him(read: str) -> None:
    rows = ["BISCUITERIE DES ABERS", *_PLACE]
    address = "KERVIGEN 29870 LANNILIS"
    assert _named(rows, read + address) == ("BISCUITERIE DES ABERS", address)


def test_a_name_that_was_read_or_is_the_sellers_names_no_buyer() -> None:
    rows, address = ["BISCUITERIE DES ABERS", *_PLACE], "KERVIGEN 29870 LANNILIS"
    assert _named(rows, address, buyer_name="Mme Perrin") == ("Mme Perrin", address)
    assert _named(rows, address, seller_name="Biscuiterie des Abers") == (None, address)


def test_of_two_lines_none_is_taken() -> None:
    rows = ["BISCUITERIE DES ABERS", "MAISON PERRIN", "2 RUE DU PORT", "29870 LANNILIS"]
    assert _named(rows, "2 RUE DU PORT 29870 LANNILIS")[0] is None


@pytest.mark.parametrize("line", ["Dear Catrin", "Notary ________ Official ________"])
def test_a_greeting_or_a_line_to_be_filled_in_names_no_buyer(line: str) -> None:
    rows = [line, "12 High Street", "Leeds LS1 4AB"]
    assert _named(rows, "12 High Street Leeds LS1 4AB")[0] is None
