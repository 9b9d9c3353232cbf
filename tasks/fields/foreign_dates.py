"""Dates that captions give to other papers: an order's, that of the invoice which is corrected."""

from collections.abc import Sequence

from schemas.document import Page
from tasks.fields.claims import OUTSIDE, Claim
from tasks.values.cells import find_rows
from tasks.values.dates import DateOrder, find_dates
from tasks.values.entities import union

#: When an order or quote was written, and on a credit note the invoice that it corrects.
OTHER_DATE, INVOICE_DATE = "other_date", "invoice_date"
_ROW_STEPS = 2.5  # of the text's height: from one row to the next
_EDGE = 0.02  # of the page's width


def settle_dates(
    pages: Sequence[Page], found: dict[str, list[tuple[str, Claim]]], order: DateOrder
) -> None:
    """The dates of other papers are no field's, unless the pages print no other date.

    On a credit note an "invoice date" is its own where no other is captioned, and not right below
    the invoice that it is about.
    """
    others, invoiced = found.pop(OTHER_DATE, []), found.pop(INVOICE_DATE, [])
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


def _is_right_below(pages: Sequence[Page], claim: Claim, others: Sequence[Claim]) -> bool:
    """Whether a claim's words stand in the row below those of another, in its column."""
    box = pages[claim.page].words[claim.words[0]].box
    for other in others:
        above = union(pages[other.page].words[at].box for at in other.words)
        near = 0 < box[1] - above[1] < _ROW_STEPS * (above[3] - above[1])
        beside = box[0] > above[2] or above[0] > box[2] + _EDGE
        if other.page == claim.page and near and not beside:
            return True
    return False
