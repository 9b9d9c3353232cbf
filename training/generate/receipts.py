"""Shop receipts of the narrow kind, and the styles they come in."""

from random import Random

from training.generate.draft import Draft
from training.generate.parties import Party
from training.generate.receipt_goods import draw_goods, draw_top
from training.generate.receipt_sums import draw_sums
from training.generate.till import Receipt
from training.generate.words import plain

#: How the goods stand; the last two are never met in training.
ITEM_STYLES = (
    "bare",
    "one_line",
    "qty_below",
    "qty_above",
    "columns",
    "code_first",
    "at_price",
    "qty_suffix",
    "barcode",
)
HELD_OUT_STYLES = frozenset({"qty_suffix", "barcode"})


def draw_receipt(rng: Random, country: str, language: str, style: str, shop: Party) -> Draft:
    """Draws a receipt; the sheet's page is cut to its length."""
    receipt = Receipt(rng, country, language, style, shop)
    return finish_receipt(receipt)


def finish_receipt(receipt: Receipt) -> Draft:
    """Draws a receipt whose facts are set."""
    draw_top(receipt)
    draw_goods(receipt)
    draw_sums(receipt)
    rng = receipt.rng
    for words in rng.sample(
        receipt.words["thanks"], rng.choice((0, 1, min(2, len(receipt.words["thanks"]))))
    ):
        receipt.centre(plain(words))
    if rng.random() < 0.2:
        receipt.centre(plain(receipt.shop.web))
    receipt.draft.sheet.page.height = receipt.y + rng.uniform(5, 40)
    return receipt.draft
