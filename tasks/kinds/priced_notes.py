"""Notes of goods or work that print prices, and are no receipts for all that."""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.vocabulary import DocType
from tasks.kinds.titles import find_titles
from tasks.values.cells import cell_texts

#: What a till prints of itself, its clerk and the cash.
TILL = re.compile(
    r"\b(?:cash(?:ier)?|change|tender(?:ed)?|rounding|till|kassen?|kassa|bon-?nr|tse|rückgeld"
    r"|gegeben|caissier|caisse|rendu|cajero|caja|cambio|cassa|resto|wisselgeld)\b",
    re.IGNORECASE,
)
#: "This is not an invoice."
_NO_BILL = re.compile(
    r"\b(?:this|it) is not an? (?:tax |vat )?invoice\b|\bnot an? (?:tax |vat )?invoice\W*$"
    r"|\b(?:dies ist )?keine rechnung\W*$|\bdies ist keine rechnung\b"
    r"|\bceci n['’]est pas une facture\b|\bne (?:vaut|tient) pas (?:lieu de )?facture\b",
    re.IGNORECASE,
)
_NOTES = frozenset({"delivery_note", "order_confirmation", "quote", "report"})
_BIG = 1.25  # of the page's usual text height
_PLAIN = ("alone", "numbered")


def name_priced_note(pages: Sequence[Page]) -> DocType | None:
    """What a page is titled as, large and as nothing else, where no till printed it.

    A small title does, without a number, where the page says that it is no invoice.
    """
    cells = cell_texts(pages)
    no_bill = any(map(_NO_BILL.search, cells))
    ways = ("alone",) if no_bill else _PLAIN
    titles = [title for title in find_titles(pages[0]) if title.how in ways]
    kinds = {title.kind for title in titles}
    if len(kinds) != 1 or not kinds <= _NOTES:
        return None
    if not no_bill and max(title.height for title in titles) < _BIG:
        return None
    return None if any(map(TILL.search, cells)) else kinds.pop()
