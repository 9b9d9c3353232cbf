"""Notes of goods or work that print prices, and are no receipts for all that."""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.vocabulary import DocType
from tasks.kinds.titles import Title, find_titles
from tasks.values.cells import Cell, Row, cell_texts, find_rows
from tasks.values.notation import AMOUNT

#: What a till prints of itself, its clerk and the cash.
_TILL = re.compile(
    r"\b(?:cash(?:ier)?|tendered|kassen?|kassa|bon-?nr|tse|rückgeld|caissier|cajero|wisselgeld)\b"
    r"|\b(?<!compte[ -])rendu\b|\b(?:ticket|reçu|hôte(?:sse)?|monnaie) de caisse\b"
    # What boxes, oil changes and the rest of an order are called, too.
    r"|^\W*(?:(?:totale?|your|amount|bar|ec|betrag|il|su|importe) )?"
    r"(?:change|tender|rounding|till|gegeben|cambio|resto)\b"
    r"(?! (?:of|in|to|order|de|di|dei|dell?[aoe]?)\b)"
    r"|\b(?:caja|caisse|cassa) principale?\b|\bat till [0-9]"
    r"|\b(?:caja|caisse|cassa)\s?(?:(?:n[°ºro]|nr|no)\b\.?)?[\s:#]*(?:[0-9]|$)",
    re.IGNORECASE,
)
#: A row of what was given in cash, or came back: "Bar EUR 20,00", "Zurück 3,00".
_CASH = re.compile(
    r"\W*(?:bar|zurück|herausgeld|contant|terug|contanti|efectivo|vuelt[ao]|espèces)\b"
    rf"[\s:]*(?:(?:eur|chf|€)\s)?-?(?:{AMOUNT.pattern})[\s€]*(?:eur|chf)?",
    re.IGNORECASE,
)
#: What came back, behind a sum or alone: "Total 10.00 Change 5.80" is a row of no item.
_CHANGE = re.compile(
    r"(?:^\W*|[0-9][0-9€£$]?\s+)(?:(?:bar|ec|betrag) )?(?:gegeben|rückgeld|wisselgeld|change|cambio"
    rf"|resto|rendu|tendered)\s?:?\s?(?:[€£$]|[A-Z]{{3}}\b)?\s?{AMOUNT.pattern}",
    re.IGNORECASE,
)
_AMOUNTS_N = 2  # of a row that is an item's: its price, and what it comes to
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


def prints_till(pages: Sequence[Page]) -> bool:
    """Whether a till printed a page: "Rückgeld 4,80", "Caja 3"; no item: "Guantes (caja)"."""
    rows = [row for page in pages for row in find_rows(page)]
    told = any(_TILL.search(cell.text) for row in rows for cell in _told_by(row))
    return told or any(_CASH.fullmatch(row.text) for row in rows)


def _told_by(row: Row) -> Sequence[Cell]:
    """The cells of a row that may be a till's; of one with two amounts the word before them.

    Unless one is the cash and the other the change.
    """
    if len(AMOUNT.findall(row.text)) < _AMOUNTS_N or _CHANGE.search(row.text):
        return row.cells
    return [cell for cell in row.cells[:1] if len(cell.text.split()) == 1]


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
