"""The buyer's name, printed once more, is not the seller's."""

import pytest

from tasks.parties.buyers_names import clear_buyers_names
from tests.tasks.tagged_pages import draw

BUYER = "[buyer_name:Pumpwerk Sauer GmbH]"


@pytest.mark.parametrize(
    ("rows", "sellers"),
    [
        (
            [
                "[seller_name?0.6:Dichtech GmbH]",
                BUYER,
                "An: [seller_name?0.7:Pumpwerk Sauer GmbH,]",
            ],
            ["Dichtech", "GmbH"],
        ),
        ([BUYER, "An: [seller_name?0.7:Pumpwerk Sauer GmbH]"], ["Pumpwerk", "Sauer", "GmbH"]),
        (
            ["[seller_name:Sauer GmbH]", BUYER, "[seller_name?0.7:Sauer Werke GmbH]"],
            ["Sauer", "GmbH", "Sauer", "Werke", "GmbH"],
        ),
    ],
)
def test_a_seller_is_not_called_as_surely_as_the_buyer(rows: list[str], sellers: list[str]) -> None:
    page, tags = draw(rows)
    (mended,) = clear_buyers_names([page], [tags])
    kept = zip(page.words, mended, strict=True)
    assert [word.text for word, tag in kept if tag.label == "seller_name"] == sellers
