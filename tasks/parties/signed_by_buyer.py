"""A buyer whose name the sign at the page's head begins is the seller, and the other way round."""

from collections.abc import Mapping, Sequence
from statistics import median

from schemas.document import Page
from schemas.record import Field
from tasks.parties.legal_forms import ends_with_form, plain
from tasks.values.cells import find_rows

_SIGN_ROWS_N = 3  # of the first page, in which its sender's sign stands
_LARGE = 1.2  # times the usual height of a page's words
_LETTERS_N = 4  # that a sign has at least


def swap_parties(
    fields: Mapping[str, Field | list[Field]], pages: Sequence[Page]
) -> dict[str, Field | list[Field]]:
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
    if not page.words:
        return []
    usual = median(word.box[3] - word.box[1] for word in page.words)
    signs = []
    for cell in (cell for row in find_rows(page)[:_SIGN_ROWS_N] for cell in row.cells):
        height = min(page.words[i].box[3] - page.words[i].box[1] for i in cell.words)
        if height >= _LARGE * usual and sum(map(str.isalpha, cell.text)) >= _LETTERS_N:
            signs.append(_words(cell.text))
    return signs


def _words(text: str) -> list[str]:
    return [plain(word) for word in text.split()]
