"""A sender's name is mended by what the paper has of it, also where a rule is sure of a part."""

import pytest

from schemas.record import Field
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
