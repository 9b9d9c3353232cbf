"""Which party a heading names."""

import pytest

from tasks.parties.party_headings import may_head_reader, party_of


@pytest.mark.parametrize("heading", ["Für", "Voor:", "Aan", "To:"])
def test_whom_a_paper_is_for_is_its_buyer_but_on_an_order(heading: str) -> None:
    assert party_of(heading, "quote") == "buyer"
    assert party_of(heading, "invoice") == "buyer"
    assert party_of(heading, "order") != "buyer"


@pytest.mark.parametrize("heading", ["Sold to", "Vendu à", "VENDU A :", "BILL TO – THIRD PARTY"])
def test_whom_a_thing_was_sold_to_is_the_buyer(heading: str) -> None:
    assert party_of(heading, "invoice") == "buyer"


@pytest.mark.parametrize("heading", ["Para:", "Pour :"])
def test_what_a_paper_is_for_heads_no_party_by_itself(heading: str) -> None:
    assert party_of(heading, "invoice") is None
    assert may_head_reader(heading, "quote")
    assert not may_head_reader(heading, "order")
    assert not may_head_reader(f"{heading} Rénovation", "quote")


@pytest.mark.parametrize("heading", ["CLIENTE 430.00187", "Client 004418", "Klant: nr. 10472"])
def test_a_heading_may_go_on_with_its_partys_number(heading: str) -> None:
    assert party_of(heading, "delivery_note") == "buyer"
    assert party_of(f"{heading} x", "delivery_note") is None
