"""Which party a heading names."""

import pytest

from tasks.parties.party_headings import party_of


@pytest.mark.parametrize("heading", ["Para:", "Pour :", "Für", "Voor:", "Aan", "To:"])
def test_whom_a_paper_is_for_is_its_buyer_but_on_an_order(heading: str) -> None:
    assert party_of(heading, "quote") == "buyer"
    assert party_of(heading, "invoice") == "buyer"
    assert party_of(heading, "order") != "buyer"


@pytest.mark.parametrize("heading", ["CLIENTE 430.00187", "Client 004418", "Klant: nr. 10472"])
def test_a_heading_may_go_on_with_its_partys_number(heading: str) -> None:
    assert party_of(heading, "delivery_note") == "buyer"
    assert party_of(f"{heading} x", "delivery_note") is None
