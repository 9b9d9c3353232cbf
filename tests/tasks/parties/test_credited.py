"""Whom a credit note credits is its buyer where the model sees no other."""

import pytest

from tasks.fields.find_claims import find_claims
from tasks.values.normalize import Conventions
from tests.tasks.tagged_pages import draw


@pytest.mark.parametrize(("buyer", "named"), [("Lund Ltd", True), ("[buyer_name:Lund Ltd]", False)])
def test_a_credit_goes_to_the_buyer_for_want_of_an_addressee(buyer: str, named: bool) -> None:
    rows = [buyer, "Note 4471", "Credit to: The Old Forge", "Mill Lane", "Faversham ME13 8GA"]
    page, tags = draw(rows)
    claims = find_claims([page], [tags], "credit_note", Conventions())
    names = [c for c in claims if c.label == "buyer_name"]
    texts = [" ".join(page.words[i].text for i in c.words) for c in names]
    assert ("The Old Forge" in texts) is named
