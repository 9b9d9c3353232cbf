"""The small print at a page's foot is its sender's: capital, register, tax numbers, bank.

A vendor without a letterhead stands nowhere else, and the model may take him there for the buyer.
What a slip for payment at the foot says of the payer is not small print.
"""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.parties.party_headings import SENT_BY_BUYER
from tasks.values.cells import find_rows
from tasks.values.tax_words import VAT_WORDS

_FOOT = 0.85  # of the page's height: below it
_SIGNS = (
    r"\bcapital\b|\bkapital\b",
    r"\b(?:siret|siren|rcs|rpm|hr[ab]|handelsregister|amtsgericht|firmenbuch\w*|kvk)\b|\bregist",
    rf"\b(?:{VAT_WORDS}|ust\S*|uid|steuer-?n\S*)\b",
    r"\b(?:iban|bic|swift)\b",
    r"\b(?:geschäftsführ\w*|gf|gérante?|directors?)\b",
    r"\bsitz\b|\bsiège\b|\bregistered office\b",
)
_PATTERNS = tuple(re.compile(sign, re.IGNORECASE) for sign in _SIGNS)
_LEAST_SIGNS_N = 3
_PAYER = re.compile(
    r"\b(?:zahlbar durch|payable par|payable by|pagabile da|zahler|débiteur|payor|remitter)\b"
    r"|\bpayer\s?:",
    re.IGNORECASE,
)
_BUYER, _SELLER = "buyer_", "seller_"
#: What both parties have.
_SHARED = ("name", "address", "vat_id")
_KNOWN = 0.6  # confidence of a seller's name that the model sees elsewhere


def turn_small_print(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]], doc_type: str
) -> list[tuple[WordTag, ...]]:
    """The tags with the receiver's of such small print for the sender's.

    On a paper of the seller only where the model is sure of none elsewhere.
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
    signs_n = sum(bool(pattern.search(text)) for pattern in _PATTERNS)
    if signs_n < _LEAST_SIGNS_N or _PAYER.search(text):
        return tuple(tags)
    within = {i for row in foot for cell in row.cells for i in cell.words}
    turned = {f"{theirs}{field}": f"{own}{field}" for field in _SHARED}
    return tuple(
        tag._replace(label=turned[tag.label], alternatives=())
        if i in within and tag.label in turned
        else tag
        for i, tag in enumerate(tags)
    )
