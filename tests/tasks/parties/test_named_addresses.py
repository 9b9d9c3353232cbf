"""Addresses without the name or the phone before them, with house and town."""

import pytest

from schemas.document import union
from schemas.record import Field, Fields
from tasks.parties.named_addresses import (
    begin_at_house,
    drop_name_before_address,
    drop_phone_before_address,
    end_with_town,
)
from tests.tasks.tagged_pages import draw


def test_a_mill_may_be_named_by_its_street() -> None:
    name = Field(value="Alte Mühle", raw="Alte Mühle", confidence=0.9, origin="model")
    place = "Alte Mühle 3, 99999 Dorf"
    fields = {"seller_name": name, "seller_address": name.model_copy(update={"value": place})}
    assert drop_name_before_address({**fields}) == fields


def test_an_address_begins_behind_a_phone() -> None:
    said = "24 HOUR LOCKS 0131 496 0277 88 Easter Road, Edinburgh EH7 5RG"
    address = Field(value=said, raw=said, confidence=0.9, origin="model")
    found = drop_phone_before_address({"seller_address": address})["seller_address"]
    assert isinstance(found, Field)
    assert found.value == "88 Easter Road, Edinburgh EH7 5RG"


@pytest.mark.parametrize(
    ("row", "begin", "whole"),
    [
        ("Office: Quay House, Skipton Road, Keighley BD20 6QA. VAT 1", 3, "Quay House, Skipton"),
        ("Vane Ltd, Gwash Works, Ryhall Road, Stamford PE9 1XF", 4, "Gwash Works, Ryhall"),
        ("Quay Works Ltd, Skipton Road, Keighley BD20 6QA", 3, "Skipton Road,"),
        ("Gwash Works, 5 Ryhall Road, Stamford PE9 1XF", 2, "5 Ryhall"),
    ],
)
def test_a_british_address_begins_at_its_house(row: str, begin: int, whole: str) -> None:
    page, _ = draw([row])
    words = page.words[begin : begin + 5 + row.startswith("Gwash")]
    said = " ".join(word.text for word in words)
    address = Field(
        value=said, raw=said, confidence=0.9, origin="model", page=1,
        box=union(word.box for word in words),
    )  # fmt: skip
    fields: Fields = {"seller_address": address}
    found = begin_at_house(fields, [page])["seller_address"]
    assert isinstance(found, Field)
    assert found.value.startswith(whole)


@pytest.mark.parametrize(
    ("row", "end"),
    [
        ("Seestraße 2, 74613 Öhringen, USt-IdNr. DE116707915", "74613 Öhringen"),
        ("Seestraße 2, 61348 Bad Homburg v.d. Höhe, Tor 4", "61348 Bad Homburg v.d. Höhe"),
        ("Seestraße 2, 74613 Öhringen Tor 4", "74613"),
        ("Seestraße 2, 74613       Öhringen, Tor", "74613"),
        ("Elm Street 2, VA 23219 Billing, Miller", "23219"),
    ],
)
def test_an_address_ends_with_its_town(row: str, end: str) -> None:
    page, _ = draw([row])
    said = row[: row.index(end[:5]) + 5]
    words = page.words[: len(said.split())]
    address = Field(
        value=said, raw=said, confidence=0.9, origin="model", page=1,
        box=union(word.box for word in words),
    )  # fmt: skip
    found = end_with_town({"buyer_address": address}, [page])["buyer_address"]
    assert isinstance(found, Field)
    assert found.value.endswith(end)
