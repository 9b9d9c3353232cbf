"""An address without the name before it."""

from schemas.record import Field
from tasks.parties.named_addresses import drop_name_before_address


def test_a_mill_may_be_named_by_its_street() -> None:
    name = Field(value="Alte Mühle", raw="Alte Mühle", confidence=0.9, origin="model")
    place = "Alte Mühle 3, 99999 Dorf"
    fields = {"seller_name": name, "seller_address": name.model_copy(update={"value": place})}
    assert drop_name_before_address({**fields}) == fields
