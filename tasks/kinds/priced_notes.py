"""Notes of goods or work that print prices, and are no receipts for all that."""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.vocabulary import DocType
from tasks.kinds.titles import find_titles
from tasks.values.cells import find_cells

#: What a till prints of itself, its clerk and the cash.
TILL = re.compile(
    r"\b(?:cash(?:ier)?|change|tender(?:ed)?|rounding|till|kassen?|kassa|bon-?nr|tse|rückgeld"
    r"|gegeben|caissier|caisse|rendu|cajero|caja|cambio|cassa|resto|wisselgeld)\b",
    re.IGNORECASE,
)
_NOTES = frozenset({"delivery_note", "order_confirmation", "quote", "report"})
_BIG = 1.25  # of the page's usual text height
_PLAIN = ("alone", "numbered")


def name_priced_note(pages: Sequence[Page]) -> DocType | None:
    """What a page is titled as, large and as nothing else, where no till printed it."""
    titles = [title for title in find_titles(pages[0]) if title.how in _PLAIN]
    kinds = {title.kind for title in titles}
    if len(kinds) != 1 or not kinds <= _NOTES or max(title.height for title in titles) < _BIG:
        return None
    by_till = any(TILL.search(cell.text) for page in pages for cell in find_cells(page))
    return None if by_till else kinds.pop()
