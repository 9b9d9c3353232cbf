"""Whether a till printed a page: it tells of itself, its clerk or the cash."""

import re
from collections.abc import Sequence

from schemas.document import Page
from tasks.values.cells import Cell, Row, find_rows
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
