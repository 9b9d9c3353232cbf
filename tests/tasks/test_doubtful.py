"""Values more likely wrong than right are not reported, unless the document must have them."""

from typing import Literal

import pytest

from schemas.record import Field, Labelled
from schemas.understanding import Understanding
from schemas.vocabulary import DocType
from tasks.doubtful import drop_doubtful


def _field(confidence: float) -> Field:
    return Field(value="1", raw="1", confidence=confidence, origin="model")


def test_a_guess_at_what_need_not_be_printed_is_dropped() -> None:
    content = Understanding(
        language="en",
        doc_type=Labelled(value="invoice", confidence=0.9),
        fields={
            "amount_due": _field(0.39),
            "po_number": _field(0.41),
            "total_gross": _field(0.25),
            "seller_name": _field(0.1),
            "party": [_field(0.3), _field(0.8)],
        },
    )
    kept = drop_doubtful(content).fields
    assert set(kept) == {"po_number", "total_gross", "party"}
    assert kept["party"] == [_field(0.8)]


def test_a_buyers_name_is_reported_sooner_than_others() -> None:
    found = {"buyer_name": _field(0.3), "buyer_reference": _field(0.3)}
    content = Understanding(
        language="en", doc_type=Labelled(value="quote", confidence=0.9), fields=found
    )
    assert set(drop_doubtful(content).fields) == {"buyer_name"}


@pytest.mark.parametrize(
    ("doc_type", "origin", "kept"),
    [("order", "rule", {"seller_name"}), ("order", "model", set()), ("quote", "rule", set())],
)
def test_the_seller_that_an_order_s_caption_names_is_reported_sooner(
    doc_type: DocType, origin: Literal["model", "rule"], kept: set[str]
) -> None:
    content = Understanding(
        language="en",
        doc_type=Labelled(value=doc_type, confidence=0.9),
        fields={"seller_name": _field(0.18).model_copy(update={"origin": origin})},
    )
    assert set(drop_doubtful(content).fields) == kept
