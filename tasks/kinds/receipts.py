"""Receipts, which say how they were paid or are a till's strips, and bills taken for them."""

import re
from collections.abc import Sequence

from schemas.document import Page, union
from tasks.fields.captioned_periods import bills_nights
from tasks.kinds.tills import prints_till
from tasks.kinds.titles import find_titles
from tasks.parties.address_blocks import find_blocks
from tasks.values.cells import cell_texts, find_rows
from tasks.values.dates import DateOrder
from tasks.values.identifiers import find_ibans
from tasks.values.paid_words import MEANS

_RECEIPT_NUMBER = re.compile(
    r"receipt\s?(?:no\b|nr\b|number|id\b|#)|quittungs?\s?-?\s?(?:nr|nummer)\b"
    r"|reçu n[°ºo]|(?:n[°ºo]|numéro) (?:de |du )?reçu|recibo n[°ºo.]|ricevuta n[°ºo.]"
    r"|n[°ºo.] (?:de )?(?:recibo|ricevuta)|kwitantie\s?(?:nr|nummer)",
    re.IGNORECASE,
)
_RECEIPT_TITLE = re.compile(
    r"(?:[^\W\d_]+ )?(?:receipt|quittung|reçu|recibo|ricevuta|kwitantie)"
    r"(?: (?:for|für|pour|de|di|por|voor) .{3,40})?",
    re.IGNORECASE,
)
#: Captions and titles of an invoice: its receipt would name it, too, but so does a paid invoice.
NAMES_INVOICE = re.compile(
    r"(?:(?:tax|vat|commercial|proforma|pro-forma) )?invoice\b|(?:[^\W\d_]+-?)?rechnung(?:s|\b)"
    r"|facture\b|n[°o] (?:de )?facture|factura\b|fattura\b|factuur",
    re.IGNORECASE,
)
_PAID = re.compile(
    r"\b(?:paid|payée?|réglée?|bezahlt|erhalten|pagado|pagato|incassato|betaald|voldaan"
    rf"|(?!cash\b|bar\b){MEANS}|moyen de paiement|mode de (?:règlement|paiement)|payment method)\b",
    re.IGNORECASE,
)

#: What a web shop prints one behind the other: "Order #4711 · Receipt no. 17".
_PARTS = re.compile(r"\s+[·|–—]\s+")
_TO_PAY = re.compile(
    r"\bà (?:régler|payer)\b|\bpayable\b|\bzahlbar\b|\bzu (?:be)?zahlen\b|\bto (?:be paid|pay)\b"
    r"|\bda pagare\b|\ba pagar\b|\bte betalen\b|\bif paid\b"
    r"|\b(?:paid|payée?|réglée?|pagad[oa]|pagat[oa]|betaald)"
    r" (?:within|before|sous|dans|avant|entro|prima|antes|en los|binnen|voor)\b",
    re.IGNORECASE,
)

_STRIP = 1.45  # height by width: more is a till's strip and no A4 sheet
_OFFICE = (1.28, 1.43)  # what sheets of office paper measure: Letter and A4
_BROAD = 0.6  # of its width, which no strip laid upon office paper covers


def is_receipt(pages: Sequence[Page]) -> bool:
    """A receipt's number or small title, a word of payment, and nothing that names an invoice."""
    cells = _parts(pages)
    if any(map(NAMES_INVOICE.match, cells)) or not any(map(_PAID.search, cells)):
        return False
    return _calls_itself_receipt(pages)


def _calls_itself_receipt(pages: Sequence[Page]) -> bool:
    cells = _parts(pages)
    titled = any(
        title.kind == "receipt" and title.how == "alone" for title in find_titles(pages[0])
    )
    titled = titled or any(map(_RECEIPT_TITLE.fullmatch, cells))
    return titled or any(map(_RECEIPT_NUMBER.match, cells))


def is_billed(pages: Sequence[Page]) -> bool:
    """Whether a page titled as an invoice says who is to pay or where to, not how it was paid.

    A sheet, which no till prints, need only name an invoice, and be titled as nothing else.
    """
    titles = list(find_titles(pages[0]))
    kinds = {title.kind for title in titles if title.how in ("alone", "numbered")}
    if not kinds <= {"invoice"} or _tells_payment(pages):
        return False
    cells = cell_texts(pages)
    if _is_sheet(pages[0]):
        named = any(title.kind == "invoice" for title in titles) or any(
            map(NAMES_INVOICE.match, cells)
        )
        return named and not _calls_itself_receipt(pages)
    if not kinds:
        return False
    addresses = {block.key for block in find_blocks(pages[0], "invoice") if block.names}
    return len(addresses) > 1 or any(map(find_ibans, cells))


def is_hotel_bill(pages: Sequence[Page], order: DateOrder) -> bool:
    """Whether a page names its guest's nights, and none is headed as a receipt."""
    titled = any(title.kind == "receipt" for page in pages for title in find_titles(page))
    return not titled and any(bills_nights(find_rows(page), order) for page in pages)


def is_doubtful_receipt(pages: Sequence[Page]) -> bool:
    """Whether a sheet neither calls itself a receipt nor says that anything was paid."""
    quiet = not _tells_payment(pages) and not _calls_itself_receipt(pages)
    return quiet and _is_sheet(pages[0])


def _tells_payment(pages: Sequence[Page]) -> bool:
    """Whether a page says how it was paid, or prints what a till does."""
    cells = cell_texts(pages)
    paid = any(_PAID.search(cell) and not _TO_PAY.search(cell) for cell in cells)
    return paid or prints_till(pages)


def _is_sheet(page: Page) -> bool:
    """Whether a page, and what is printed on it, is as wide as a sheet: no strip of a till.

    With a line at its foot a sheet of office paper is printed as far down as a strip.
    """
    if not page.words:
        return False
    x0, y0, x1, y1 = union(word.box for word in page.words)
    shape = page.height / page.width
    printed = (y1 - y0) * page.height / max((x1 - x0) * page.width, 1e-6)
    office = _OFFICE[0] <= shape <= _OFFICE[1] and x1 - x0 >= _BROAD
    return office or max(shape, printed) < _STRIP


def _parts(pages: Sequence[Page]) -> list[str]:
    return [part for cell in cell_texts(pages) for part in _PARTS.split(cell)]
