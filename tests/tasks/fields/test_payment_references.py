"""What a payment is to quote, bare of its sentence."""

import pytest

from schemas.record import Field
from tasks.fields.payment_references import bare_reference


@pytest.mark.parametrize("verb", ["an.", "angeben.", "bitte angeben", "“,"])
def test_a_sentence_s_end_is_no_part_of_a_reference(verb: str) -> None:
    said = f"4100237718 SR-0910662 {verb}"
    found = Field(value=said, raw=said, confidence=0.9, page=1, origin="model")
    bare = bare_reference({"payment_reference": found})["payment_reference"]
    assert isinstance(bare, Field)
    assert bare.value == "4100237718 SR-0910662"
