"""Whether two receipts lie on one page, one beside the other or one below the other.

Each has a tax number above its total, and days and totals that the other has not: the customer's
copy of a card's payment has the day and the amount of its receipt.
"""

import re
from collections.abc import Iterator, Sequence

from schemas.document import Page
from schemas.vocabulary import DocType
from tasks.sums.total_words import fields_named, may_name_total
from tasks.values.dates import find_dates
from tasks.values.identifiers import find_national_vat_ids, find_vat_ids
from tasks.values.notation import AMOUNT

_TAX_NUMBER = re.compile(
    r"\b(?:st\.?[ -]{0,2}nr|steuer-?(?:nr|nummer)|siret)\b\W{0,3}[0-9][0-9/ ]{7,}", re.IGNORECASE
)
_GUTTER = 0.02  # of the page's width: the least between two receipts that lie side by side


def find_second_receipt(pages: Sequence[Page], doc_type: DocType) -> str | None:
    """The row with the second receipt's tax number: "St.-Nr. 06/412/30771"."""
    if doc_type != "receipt":
        return None
    found = (_find_beside(page) or _find_below(page.row_texts()) for page in pages)
    return next(filter(None, found), None)


def _find_below(texts: Sequence[str]) -> str | None:
    """The first tax number below a total, where it parts the rows into two receipts."""
    numbers = (at for at, text in enumerate(texts) if _tells_tax_number(text))
    second = next((at for at in numbers if any(map(_is_total, texts[:at]))), None)
    if second is None or not _are_two(texts[:second], texts[second:]):
        return None
    return texts[second]


def _find_beside(page: Page) -> str | None:
    """The tax number right of a gutter that parts the page into two receipts."""
    for gutter in _find_gutters(page):
        halves = ([w for w in page.words if (w.box[0] < gutter) == left] for left in (True, False))
        sides = [page.model_copy(update={"words": tuple(words)}).row_texts() for words in halves]
        if _are_two(*sides):
            return next(filter(_tells_tax_number, sides[1]))
    return None


def _find_gutters(page: Page) -> Iterator[float]:
    """Where no word of the page stands from top to bottom, from left to right."""
    spans = sorted((word.box[0], word.box[2]) for word in page.words)
    reached = spans[0][1] if spans else 0.0
    for left, right in spans:
        if left - reached > _GUTTER:
            yield (left + reached) / 2
        reached = max(reached, right)


def _are_two(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether each half has a tax number and below it a total, and none has a day of the other."""
    halves = (first, second)
    days = [{day.value for text in half for day in find_dates(text, "dmy")} for half in halves]
    totals = [_totals(half) for half in halves]
    return all((*days, *totals)) and not days[0] & days[1] and not totals[0] & totals[1]


def _totals(texts: Sequence[str]) -> set[str]:
    """The amounts of the totals below a tax number."""
    starts = (at for at, text in enumerate(texts) if _tells_tax_number(text))
    return {
        amount
        for text in texts[next(starts, len(texts)) :]
        if _is_total(text)
        for amount in AMOUNT.findall(text)[-1:]
    }


def _is_total(text: str) -> bool:
    if AMOUNT.search(text) is None:
        return False
    return may_name_total(text) or "prepaid" in fields_named(text)


def _tells_tax_number(text: str) -> bool:
    return bool(find_vat_ids(text) or find_national_vat_ids(text) or _TAX_NUMBER.search(text))
