"""A sender's name is mended by what the paper has of it, also where a rule is sure of a part."""

import pytest

from schemas.record import Field, Fields
from tasks.fields.claims import Claim
from tasks.parties.sender_names import name_sender
from tests.tasks.tagged_pages import draw

ROWS = ["IRON GATE", "Facilities North plc", "220 Shap Street", "Penrith CA11 8RD", ""]
WHOLE = "Iron Gate Facilities North plc. Registered in England 02881744."


@pytest.mark.parametrize(
    ("small_print", "name"),
    [(WHOLE, "Iron Gate Facilities North plc"), ("Registered in England", "Facilities North plc")],
)
def test_a_sign_begins_a_claimed_name_where_small_print_has_both(
    small_print: str, name: str
) -> None:
    page, _ = draw([*ROWS, small_print])
    part = Field(
        value="Facilities North plc", raw="Facilities North plc", confidence=0.9, origin="model"
    )
    claims = [Claim("seller_name", 0, (2, 3, 4))]
    found = name_sender({"seller_name": part}, [page], claims, by_buyer=False)["seller_name"]
    assert isinstance(found, Field)
    assert found.value == name


def test_a_strap_line_between_sign_and_address_is_not_the_name() -> None:
    rows = ["Crescent & Quoin", "LETTERPRESS PRINTERS", "22 Dauphine Street", "", ""]
    page, _ = draw([*rows, "Make checks payable to Crescent & Quoin LLC"])
    strap = Field(
        value="LETTERPRESS PRINTERS", raw="LETTERPRESS PRINTERS", confidence=0.9, origin="model"
    )
    claims = [Claim("seller_name", 0, (3, 4))]
    found = name_sender({"seller_name": strap}, [page], claims, by_buyer=False)["seller_name"]
    assert isinstance(found, Field)
    assert found.value == "Crescent & Quoin LLC"


def test_an_office_before_the_name_on_the_sign_is_left_out() -> None:
    page, _ = draw(["THE RUTHVEN COLLECTION", "", "Finance, The Ruthven Collection"])
    name = Field(
        value="Finance, The Ruthven Collection", raw="", confidence=0.9, origin="rule", page=1
    )
    claims = [Claim("buyer_name", 0, (3, 4, 5, 6))]
    found = name_sender({"buyer_name": name}, [page], claims, by_buyer=True)["buyer_name"]
    assert isinstance(found, Field)
    assert found.value == "THE RUTHVEN COLLECTION"


def test_a_buyers_town_behind_his_name_is_no_sign() -> None:
    page, _ = draw(["The Council of St Anne, Hexley", "Hexley", "HX9 4QT"])
    name = "The Council of St Anne, Hexley"
    fields: Fields = {
        "buyer_name": Field(value=name, raw=name, confidence=0.9, origin="rule", page=1),
        "buyer_address": Field(
            value="Hexley HX9 4QT",
            raw="Hexley HX9 4QT",
            confidence=0.9,
            origin="rule",
            page=1,
            box=page.box_of((6, 7, 8)),
        ),
    }
    found = name_sender(fields, [page], [], by_buyer=True)["buyer_name"]
    assert isinstance(found, Field)
    assert found.value == name
