"""A buyer whose name the sign at the page's head begins is the seller, and the other way round."""

from collections.abc import Sequence

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.parties.name_forms import ends_with_form
from tasks.parties.name_words import plain
from tasks.parties.signed_names import is_large
from tasks.values.cells import find_rows

_SIGN_ROWS_N = 3  # of the first page, in which its sender's sign stands
_LETTERS_N = 4  # that a sign has at least


def swap_parties(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The names of the two parties for each other where the buyer's is that of the sender's sign.

    "mobiwal" in large type at the head, and "Mobiwal Telecom SA" in small print read as the buyer.
    """
    seller, buyer = fields.get("seller_name"), fields.get("buyer_name")
    if not isinstance(seller, Field) or not isinstance(buyer, Field) or not pages:
        return dict(fields)
    signs = _signs(pages[0])
    sold, bought = _words(seller.value), _words(buyer.value)
    if any(sold[: len(sign)] == sign for sign in signs) or not ends_with_form(buyer.value.split()):
        return dict(fields)
    if any(len(sign) < len(bought) and bought[: len(sign)] == sign for sign in signs):
        return {**fields, "seller_name": buyer, "buyer_name": seller}
    return dict(fields)


def _signs(page: Page) -> list[list[str]]:
    """The words of each large cell at a page's head."""
    return [
        _words(cell.text)
        for row in find_rows(page)[:_SIGN_ROWS_N]
        for cell in row.cells
        if sum(map(str.isalpha, cell.text)) >= _LETTERS_N and is_large(page, cell.words)
    ]


def _words(text: str) -> list[str]:
    return [plain(word) for word in text.split()]
