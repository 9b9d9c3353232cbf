"""Notes of goods or work that print prices, and are no receipts for all that."""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.vocabulary import DocType
from tasks.kinds.tills import prints_till
from tasks.kinds.titles import Title, find_titles
from tasks.values.cells import cell_texts

#: "This is not an invoice."
_NO_BILL = re.compile(
    r"\b(?:this|it) is not an? (?:tax |vat )?invoice\b|\bnot an? (?:tax |vat )?invoice\W*$"
    r"|\b(?:dies ist )?keine rechnung\W*$|\bdies ist keine rechnung\b"
    r"|\bceci n['’]est pas une facture\b|\bne (?:vaut|tient) pas (?:lieu de )?facture\b",
    re.IGNORECASE,
)
_NOTES = frozenset({"delivery_note", "order_confirmation", "quote", "report"})
#: What a large title tells, too, where no word says that anything was paid.
_UNPAID = frozenset({"credit_note", "order", "payment_reminder", "other"})
_BIG = 1.25  # of the page's usual text height


def name_priced_note(pages: Sequence[Page]) -> DocType | None:
    """What a page is titled as, large and as nothing else, where no till printed it.

    A small title does, without a number, where the page says that it is no invoice. Below a large
    one that says nothing more, a small one with a number is another paper's: "Invoice HI-3321".
    """
    cells = cell_texts(pages)
    no_bill = any(map(_NO_BILL.search, cells))
    found = list(find_titles(pages[0]))
    headed = any(title.how == "alone" and title.height >= _BIG for title in found)
    titles = [
        title
        for title in found
        if title.how == "alone" or (not no_bill and _is_numbered(title, small=not headed))
    ]
    kinds = {title.kind for title in titles}
    if len(kinds) != 1 or not kinds <= _NOTES:
        return None
    if not no_bill and max(title.height for title in titles) < _BIG:
        return None
    return None if prints_till(pages) else kinds.pop()


def _is_numbered(title: Title, *, small: bool) -> bool:
    """Whether a title with a number is one of this paper, small ones as well or not."""
    return title.how == "numbered" and (small or title.height >= _BIG)


def name_unpaid(pages: Sequence[Page]) -> DocType | None:
    """What a page is titled as, large and alone in its cell, where nothing was paid."""
    titles = [t for t in find_titles(pages[0]) if t.how == "alone" and t.height >= _BIG]
    kinds = {title.kind for title in titles}
    return kinds.pop() if len(kinds) == 1 and kinds <= _UNPAID else None
