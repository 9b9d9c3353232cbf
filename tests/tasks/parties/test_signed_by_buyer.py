"""Who signs at a page's head is its sender, whatever the names were read as."""

import pytest

from schemas.document import Word
from schemas.record import Field
from tasks.parties.signed_by_buyer import swap_parties
from tests.tasks.tagged_pages import draw


@pytest.mark.parametrize(
    ("sign", "size", "seller", "buyer", "swapped"),
    [
        ("mobiwal", 2.0, "Hahn BVBA", "Mobiwal Telecom SA", True),
        ("mobiwal", 1.0, "Hahn BVBA", "Mobiwal Telecom SA", False),  # set as all else
        ("mobiwal", 2.0, "Mobiwal Shop SA", "Mobiwal Telecom SA", False),
        ("mobiwal", 2.0, "Hahn BVBA", "Mobiwal Nord", False),  # no firm's full name
        ("Facture", 2.0, "Hahn BVBA", "Mobiwal Telecom SA", False),
        ("Mobiwal Telecom SA", 2.0, "Hahn BVBA", "Mobiwal Telecom SA", False),  # its window
    ],
)
def test_names_are_those_of_sign_and_window(
    sign: str, size: float, seller: str, buyer: str, *, swapped: bool
) -> None:
    page, _ = draw([sign, "", "Hahn BVBA", "Rue Haute 4", "1000 Bruxelles"])
    words: list[Word] = []
    for word in page.words:
        x0, y0, x1, y1 = word.box
        bottom = y0 + (1.0 if word.row else size) * (y1 - y0)
        words.append(word._replace(box=(x0, y0, x1, bottom)))
    names = {
        name: Field(value=text, raw=text, confidence=0.9, page=1, box=page.words[0].box,
                    origin="model")
        for name, text in (("seller_name", seller), ("buyer_name", buyer))
    }  # fmt: skip
    got = swap_parties(names, [page.model_copy(update={"words": tuple(words)})])
    values = [f.value for f in (got["seller_name"], got["buyer_name"]) if isinstance(f, Field)]
    assert values == ([buyer, seller] if swapped else [seller, buyer])


def test_the_sellers_own_sign_beside_a_large_window_leaves_both() -> None:
    page, _ = draw(["Hahn Design LLP", "Media PLC", *["Tel. 0151 496 0495"] * 9])
    words = [
        word._replace(box=(*word.box[:3], word.box[1] + 2 * (word.box[3] - word.box[1])))
        if word.row < 2
        else word
        for word in page.words
    ]
    names = {
        name: Field(value=text, raw=text, confidence=0.9, page=1, box=words[0].box, origin="model")
        for name, text in (
            ("seller_name", "Hahn Design LLP"),
            ("buyer_name", "Media PLC Leeds LLP"),
        )
    }
    assert swap_parties(names, [page.model_copy(update={"words": tuple(words)})]) == names
