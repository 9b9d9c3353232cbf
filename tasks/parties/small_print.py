"""The small print at a page's foot is its sender's: capital, register, tax numbers, bank.

A vendor without a letterhead stands nowhere else, and the model may take him there for the buyer.
"""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.parties.party_blocks import SENT_BY_BUYER
from tasks.values.cells import find_rows

_FOOT = 0.85  # of the page's height: below it
_SIGNS = (
    r"\bcapital\b|\bkapital\b",
    r"\b(?:siret|siren|rcs|rpm|hr[ab]|handelsregister|amtsgericht|firmenbuch\w*|kvk)\b|\bregist",
    r"\b(?:tva|ust\S*|uid|vat|btw|iva|steuer-?n\S*)\b",
    r"\b(?:iban|bic|swift)\b",
    r"\b(?:geschäftsführ\w*|gf|gérante?|directors?)\b",
    r"\bsitz\b|\bsiège\b|\bregistered office\b",
)
_PATTERNS = tuple(re.compile(sign, re.IGNORECASE) for sign in _SIGNS)
_LEAST_SIGNS_N = 3
_BUYER, _SELLER = "buyer_", "seller_"
_KNOWN = 0.6  # confidence of a seller's name that the model sees elsewhere


def turn_small_print(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]], doc_type: str
) -> list[tuple[WordTag, ...]]:
    """The tags with the receiver's of such small print for the sender's.

    On a paper of the seller only where no other is named.
    """
    if doc_type in SENT_BY_BUYER:
        return [_turn(page, row, _SELLER, _BUYER) for page, row in zip(pages, tags, strict=True)]
    known = any(
        tag.label == "seller_name" and tag.confidence >= _KNOWN for row in tags for tag in row
    )
    if known:
        return [tuple(row) for row in tags]
    return [_turn(page, row, _BUYER, _SELLER) for page, row in zip(pages, tags, strict=True)]


def _turn(page: Page, tags: Sequence[WordTag], theirs: str, own: str) -> tuple[WordTag, ...]:
    foot = [row for row in find_rows(page) if page.words[row.cells[0].words[0]].box[1] > _FOOT]
    text = "\n".join(row.text for row in foot)
    if sum(bool(pattern.search(text)) for pattern in _PATTERNS) < _LEAST_SIGNS_N:
        return tuple(tags)
    within = {i for row in foot for cell in row.cells for i in cell.words}
    return tuple(
        tag._replace(label=tag.label.replace(theirs, own, 1), alternatives=())
        if i in within and tag.label.startswith(theirs)
        else tag
        for i, tag in enumerate(tags)
    )
