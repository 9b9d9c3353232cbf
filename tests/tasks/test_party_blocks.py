"""Names of parties by the headings of their blocks."""

import pytest
from tagged_pages import draw

from tasks.party_blocks import find_parties


@pytest.mark.parametrize(
    "rows",
    [
        ["Supplier", "4453884907881", "Kaur Print Ltd.", "12 Holt Inlet", "7129 Limerick"],
        ["Supplier", "Name          Kaur Print Ltd.", "Street        12 Holt Inlet"],
        ["Emisor", "Kaur Print Ltd.", "12 Holt Inlet", "7129 Limerick"],
    ],
)
def test_a_party_is_no_number_and_no_caption(rows: list[str]) -> None:
    page, _ = draw(rows)
    names = [c for c in find_parties([page], "invoice") if c.label == "seller_name"]
    assert [" ".join(page.words[i].text for i in c.words) for c in names] == ["Kaur Print Ltd."]
