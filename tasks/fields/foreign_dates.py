"""Dates that captions give to other papers: an order's, that of the invoice which is corrected."""

import re
from collections.abc import Iterator, Sequence

from schemas.document import Page
from schemas.prediction import OUTSIDE
from tasks.fields.claims import Claim
from tasks.values.cells import find_rows
from tasks.values.dates import DateOrder, find_dates

#: When an order or quote was written, and on a credit note the invoice that it corrects.
OTHER_DATE, INVOICE_DATE = "other_date", "invoice_date"
#: The invoice that a sentence of its correction is about, up to its date: "zu Rechnung 4711 vom".
_CORRECTED = re.compile(
    r"(?<!\w)(?:zu[rm]?|to|for|on|of|sur|à|pour|concernant|per|su|a|op|bij|voor|von)"
    r"(?: (?:our|unserer?|der|la|notre|nostra|onze))?"
    r" (?:rechnung|invoice|facture|factura|fattura|factuur)"
    r"(?: ?(?:n[or°º]\.?|nr\.?|no\.?|number|nummer|numéro))?[ :]+(?=\S*[0-9])\S+,?"
    r" (?:vom|dated|of|du|del|van|d\.d\.) ",
    re.IGNORECASE,
)
_ROW_STEPS = 2.5  # of the text's height: from one row to the next
_EDGE = 0.02  # of the page's width


def settle_dates(
    pages: Sequence[Page],
    found: dict[str, list[tuple[str, Claim]]],
    order: DateOrder,
    *,
    corrects: bool = False,
) -> None:
    """The dates of other papers are no field's, unless the pages print no other date.

    On a credit note an "invoice date" is its own where no other is captioned, and not right below
    the invoice that it is about. `corrects`: whether the paper is one.
    """
    others, invoiced = found.pop(OTHER_DATE, []), found.pop(INVOICE_DATE, [])
    others += _find_corrected(pages, order) if corrects else ()
    invoices = [claim for _, claim in found.get("preceding_invoice", [])]
    if "issue_date" in found or any(_is_right_below(pages, c, invoices) for _, c in invoiced):
        others += invoiced
    elif invoiced:
        found["issue_date"] = [(text, c._replace(label="issue_date")) for text, c in invoiced]
    texts = {text for text, _ in others}
    rows = (row.text for page in pages for row in find_rows(page)) if others else ()
    if any(str(date.value) not in texts for row in rows for date in find_dates(row, order)):
        outside = [(text, claim._replace(label=OUTSIDE)) for text, claim in others]
        found[OUTSIDE] = [*found.get(OUTSIDE, []), *outside]


def _find_corrected(pages: Sequence[Page], order: DateOrder) -> Iterator[tuple[str, Claim]]:
    """The dates of invoices that a credit note says it is about."""
    for number, page in enumerate(pages):
        for row in find_rows(page):
            for match in _CORRECTED.finditer(row.text):
                dates = find_dates(row.text[match.end() :], order)
                if dates and not dates[0].start:
                    words = row.words_at(match.end(), match.end() + dates[0].end)
                    yield str(dates[0].value), Claim(OTHER_DATE, number, words)


def _is_right_below(pages: Sequence[Page], claim: Claim, others: Sequence[Claim]) -> bool:
    """Whether a claim's words stand in the row below those of another, in its column."""
    box = pages[claim.page].words[claim.words[0]].box
    for other in others:
        above = pages[other.page].box_of(other.words)
        near = 0 < box[1] - above[1] < _ROW_STEPS * (above[3] - above[1])
        beside = box[0] > above[2] or above[0] > box[2] + _EDGE
        if other.page == claim.page and near and not beside:
            return True
    return False
