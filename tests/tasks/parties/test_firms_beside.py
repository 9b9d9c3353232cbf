"""A firm beside a party's block, below words of its own, is no part of that party."""

import pytest

from readers.layout import arrange_page
from schemas.document import Page
from schemas.prediction import WordTag
from tasks.parties.address_blocks import find_blocks
from tasks.parties.firms_beside import drop_firms_beside
from tests.tasks.tagged_pages import OUTSIDE

_CHAR, _SPACE, _TOUCH = 0.5, 0.3, 0.9  # of the text height


def _set(head: str) -> Page:
    """A page with a head beside "Praxis am Deich", and the rows of two blocks that touch below."""
    left = ["Praxis am Deich", "Dr. Ina Petersen", "Deichweg 30, 25899 Niebüll"]
    right = [head, "Verrechnungsstelle eG", "Kamp 8, 24768 Rendsburg"]
    begin = 10 + _width(left[2]) + _TOUCH
    words = []
    for row, texts in enumerate(zip(left, right, strict=True)):
        places = (10, begin)
        for text, x0 in zip(texts, places, strict=True):
            for word in text.split():
                width = len(word) * _CHAR
                words.append((word, (x0, row * 1.5, x0 + width, row * 1.5 + 1), 1.0))
                x0 += width + _SPACE
    return arrange_page(words, 100, 60, "text")


def _width(text: str) -> float:
    return sum(len(word) * _CHAR + _SPACE for word in text.split()) - _SPACE


def _kept(page: Page) -> str:
    """What is left of the seller's address, which the model sees in both columns."""
    row = max(word.row for word in page.words)
    tags = [WordTag("seller_address", False, 0.9) if w.row == row else OUTSIDE for w in page.words]
    (found,) = drop_firms_beside([page], [tags])
    kept = zip(page.words, found, strict=True)
    return " ".join(word.text for word, tag in kept if tag.label == "seller_address")


@pytest.mark.parametrize(
    "head", ["Abrechnung über:", "Accounts handled by:", "In Kooperation mit:"]
)
def test_a_firm_below_words_with_a_colon_is_another(head: str) -> None:
    assert _kept(_set(head)) == "Deichweg 30, 25899 Niebüll"


@pytest.mark.parametrize(
    "head", ["Verkäufer:", "Tierärztin", "Registered office:", "Sitz:", "PLZ/Ort:", "Prénom:"]
)
def test_a_partys_heading_and_plain_words_drop_nothing(head: str) -> None:
    assert _kept(_set(head)) == "Deichweg 30, 25899 Niebüll Kamp 8, 24768 Rendsburg"


def test_blocks_that_touch_below_such_words_are_two_addresses() -> None:
    page = _set("Collected by:")
    blocks = {block.key: block.party for block in find_blocks(page, "invoice")}
    assert blocks == {"DEICHWEG3025899NIEBÜLL": None, "KAMP824768RENDSBURG": "other"}
