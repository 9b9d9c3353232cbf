"""Which field a caption names on a paper of a kind: "Order no." is an order's own number.

The same words name another field on a paper of another kind, or none.
"""

import re

from schemas.prediction import OUTSIDE
from schemas.vocabulary import INVOICE_TYPES
from tasks.fields.caption_words import (
    BARE_DATE,
    BARE_NUMBER,
    BARE_ORDER,
    OF_ORDER,
    OF_PAPER,
    REFERS,
    WORDS,
    is_of_another_paper,
)
from tasks.fields.foreign_dates import INVOICE_DATE, OTHER_DATE
from tasks.fields.number_words import OWN_NUMBERS
from tasks.fields.own_captions import CODED_ORDER, ORDER_SIGN
from tasks.fields.payee_accounts import PAID_BY_SENDER
from tasks.fields.statement_numbers import STATEMENT_NUMBER
from tasks.values.cells import Cell, Row, ends_strip, is_strip_head
from tasks.values.notation import AMOUNT
from tasks.values.title_words import TITLES

#: What an invoice is dated by says nothing of another paper that lists it.
_OF_INVOICE = re.compile(r"(?<!ab)rechnung|invoice|fact|fatt|\bbill|re[.-]", re.IGNORECASE)
_OF_ENTRY = re.compile(r"beleg|do[ck]ument(?! établi)|pièce|issue|émission", re.IGNORECASE)
#: On a bill the day of an account's statement: its own day goes before.
_OF_STATEMENT = re.compile(r"statement", re.IGNORECASE)
#: The same of the day of the tax, which may stand below its caption in any strip.
_OF_TAX = re.compile(r"tax", re.IGNORECASE)
TAX_DATE = "tax_date"
#: Papers that list others.
LISTS = frozenset({"statement", "remittance_advice"})
#: What a bare "invoice number" names on those: weaker than "original invoice".
OTHER_INVOICE = "other_invoice"
#: Documents that correct or claim an invoice, whose number they print.
ABOUT_INVOICE = frozenset({"credit_note", "payment_reminder"})
#: What no caption on a paper of a kind names, whatever it says.
NOT_CAPTIONED = {
    "order": {"po_number", "due_date"},
    "quote": {"due_date"},
    "statement": {"due_date", "delivery_date", "po_number", "payment_reference"},
    "remittance_advice": {"due_date", "delivery_date", "po_number", "payment_reference", "iban"},
    "payslip": {"buyer_reference"},
}
#: What a remittance advice may have beside its own number, or for want of one.
_PAYMENT = re.compile(r"(?:payment|remittance)[\s/-]?ref", re.IGNORECASE)
#: A confirmation's "order date" may be its own, or the day on which the customer ordered.
ORDER_DATE = "order_date"
#: When a paper was printed.
PRINT_DATE = "print_date"
_OF_CONFIRMATION = re.compile(r"bestätig|confirm|acknowl", re.IGNORECASE)
_BARE = re.compile(rf"(?:{BARE_NUMBER})\s?:?", re.IGNORECASE)
#: An order that may be the seller's own: where "Your order" or "External doc no." stand, it is.
_PLAIN_ORDER = re.compile(r"order\s?(?:#|n[°º]|(?:no|nr|num|number|id)\b\.?)", re.IGNORECASE)
_SELLER_ORDERED = INVOICE_TYPES | {"delivery_note"}  # papers that name it so
_BARE_REFERENCE = re.compile(
    r"(?:reference|référence|referen(?:z|tie|cia)|riferimento)\s?:?", re.IGNORECASE
)
#: What items' codes are called, too: there a value stands beside it and never below.
REFERENCE_OR_CODE = re.compile(r"(?:referen(?:tie|cia)|riferimento)\s?:?", re.IGNORECASE)
#: Type → its title with nothing but a number behind it, no year and no amount: "QUOTATION Q/4471
#: rev 1".
_TITLED: dict[str, re.Pattern[str]] = {
    kind: re.compile(
        rf"(?:{words}) (?=\S*[0-9]{{3}}\S*(?: rev\.? ?[0-9A-Z]{{1,2}})?$)(?!(?:19|20)[0-9]{{2}}$)"
        rf"(?!{AMOUNT.pattern}$)",
        re.IGNORECASE,
    )
    for kind, words in TITLES.items()
    if kind in OWN_NUMBERS
}
#: What stands below "Invoice" in a strip of captions, beside those of its order or delivery.
STRIP_NUMBER = "strip_number"
BARE_INVOICE = re.compile(r"(?:rechnung|invoice|facture|fattura|factura|factuur)\s?:?", re.I)
#: "Date" and nothing more.
BARE_DATE_CAPTION = re.compile(rf"(?:{BARE_DATE})\s?:?", re.IGNORECASE)
#: The same with its value behind a typewriter's leader or a mark: "Datum ...... 28.08.2026".
#: Or with nothing but the date: "Date 16 November 2026".
_LED_DATE = re.compile(
    rf"(?:{BARE_DATE})(?=\s?(?::|[.…]{{3,}})\s?[0-9]|\s(?:[0-9]{{1,2}}(?:[./-][0-9]{{1,2}}[./-]"
    r"|\.?[ -][^\W\d_]{3,9}\.?,?[ -])[0-9]{2,4}|[^\W\d_]{3,9}\.? [0-9]{1,2},? [0-9]{4})$)",
    re.IGNORECASE,
)
#: "Commande : HB-0722", for which goods are delivered or billed.
_LED_ORDER = re.compile(
    r"(?:bestellung|order|commande|ordine|pedido|bestelling)\s?:(?=\s?\S*[0-9])", re.I
)
#: The same in a row of what a bill goes by: "Facture VX-093 | 30.11.2026 | Commande CF2500719".
_NAMED_ORDER = re.compile(
    r"(?:bestellung|order|commande|ordine|pedido|bestelling) (?P<number>\S+)(?: [|·•]|$)", re.I
)
#: All that stands behind it on an invoice, where more words may say how and when one ordered.
_ORDER_NUMBER = re.compile(r"\s?(?=\S*[0-9]{3})(?!\S*\.[0-9]{2}$)[\w./-]+")
_NUMBERED = re.compile(r"(?=\S*[0-9]{3})[A-Z]{0,4}[0-9/-]+")
#: Beside "Date" it is that of the order above: "Your order", "dated", "Date".
_DATED_CAPTION = re.compile(r"dated\s?:?", re.IGNORECASE)


def own_number_field(doc_type: str) -> str:
    """The field that holds the own number of a document of this type."""
    return "invoice_number" if doc_type in INVOICE_TYPES else "document_number"


def fields_at(row: Row, cell: Cell, start: int, doc_type: str) -> list[tuple[str, str, int]]:
    """(field, caption's name, its end) for what the caption at a cell's beginning names.

    A caption that fills its cell goes before one that only begins it ("Rechnung Nr. Kunde").
    """
    whole = cell.text.rstrip(" :.")
    found = []
    for name, pattern in WORDS.starts.items():
        match = pattern.match(row.text, start)
        if match is None:
            continue
        field = _field_of(doc_type, name, match.group())
        if field is not None:
            filled = match.end() >= start + len(whole)
            found.append((filled, field, name, match.end()))
    if not found:
        return _bare_fields_at(row, cell, start, doc_type)
    if any(filled for filled, *_ in found):
        found = [one for one in found if one[0]]
    own = own_number_field(doc_type)
    if any(field == own for _, field, *_ in found):
        found = [one for one in found if one[1] not in ("po_number", "order", "preceding_invoice")]
    return [one[1:] for one in found]


def _bare_fields_at(row: Row, cell: Cell, start: int, doc_type: str) -> list[tuple[str, str, int]]:
    """The same for a title, or for a word that is a caption only where nothing goes with it."""
    end = start + len(cell.text)
    title = _TITLED.get(doc_type)
    if title and (titled := title.match(cell.text)):
        return [("number", "bare.number", start + titled.end())]
    if doc_type not in INVOICE_TYPES and _BARE.fullmatch(cell.text):
        return [("number", "bare.number", end)]
    if BARE_ORDER.fullmatch(cell.text) and _may_be_order(row, cell, doc_type):
        return [("order", "bare.number", end)]
    if doc_type == "invoice" and BARE_INVOICE.fullmatch(cell.text) and is_strip_head(row):
        return [(STRIP_NUMBER, "bare.number", end)]
    if doc_type in INVOICE_TYPES and _BARE_REFERENCE.fullmatch(cell.text):
        sign = [("sign", "buyer_reference", end)] if doc_type == "invoice" else []  # no reason
        return [("reference", "bare.number", end), *sign]
    if BARE_DATE_CAPTION.fullmatch(cell.text) or ends_strip(row, cell, REFERS):
        weak = doc_type == "order_confirmation" and _DATED_CAPTION.fullmatch(cell.text)
        return [("dated" if weak else "date", "issue_date", end)]
    led = _LED_ORDER.match(cell.text)
    alone = led and _ORDER_NUMBER.fullmatch(cell.text, led.end())
    if led and (doc_type == "delivery_note" or (doc_type == "invoice" and alone)):
        return [("order", "bare.number", start + led.end())]
    named = _NAMED_ORDER.match(cell.text)
    if named and doc_type == "invoice" and _is_buyers(named["number"]):
        return [("order", "bare.number", start + named.start("number") - 1)]
    if led := _LED_DATE.match(cell.text):
        return [("date", "issue_date", start + led.end())]
    return []


def _may_be_order(row: Row, cell: Cell, doc_type: str) -> bool:
    """Whether a bare "Order" heads a strip of an invoice, or stands before a number alone.

    On an invoice that may be the seller's, but for one that calls itself a buyer's: "CF25-0719".
    """
    if doc_type in INVOICE_TYPES:
        return is_strip_head(row) or (_is_led(row, cell) and _is_buyers(row.cells[-1].text))
    return doc_type == "delivery_note" and _is_led(row, cell)


def _is_buyers(number: str) -> bool:
    """Whether the number of an order calls itself a buyer's."""
    return bool(ORDER_SIGN.search(number) or CODED_ORDER.fullmatch(number))


def _is_led(row: Row, cell: Cell) -> bool:
    """Whether a number is all that stands behind a cell, which nothing but text stands before."""
    *before, last = row.cells
    return len(before) > 0 and cell == before[-1] and bool(_NUMBERED.fullmatch(last.text))


def _field_of(doc_type: str, name: str, caption: str) -> str | None:
    """The field that a caption names on a document of this type."""
    if name.endswith(".number"):
        return _field_of_number(doc_type, name.partition(".")[0], caption)
    if name == "issue_date":
        return _field_of_date(doc_type, caption)
    if _names_nothing(doc_type, name):
        return None
    if name == "no_date":
        return OUTSIDE
    if name == "sailing_date":
        return OUTSIDE if doc_type in INVOICE_TYPES else None
    if name == PRINT_DATE and doc_type == "order_confirmation":
        return ORDER_DATE
    if name == "po_number" and doc_type in _SELLER_ORDERED and _PLAIN_ORDER.fullmatch(caption):
        return "order"
    return name


def _field_of_number(doc_type: str, kind: str, caption: str) -> str | None:
    """The field of a number that is captioned as one of such a kind of paper, or as `any`."""
    if kind == "any":
        return "number"
    if kind == doc_type == "remittance_advice" and _PAYMENT.match(caption):
        return "payment"
    if kind == "statement" and doc_type == "invoice" and _OF_STATEMENT.match(caption):
        return STATEMENT_NUMBER
    if kind == doc_type or (doc_type not in OWN_NUMBERS and kind == "invoice"):
        return own_number_field(doc_type)
    return OTHER_INVOICE if kind == "invoice" and doc_type in ABOUT_INVOICE else None


def _field_of_date(doc_type: str, caption: str) -> str | None:
    """The field of a date, which is the document's own unless its caption says of what it is."""
    if doc_type not in INVOICE_TYPES and _OF_INVOICE.search(caption):
        return None
    if doc_type in INVOICE_TYPES and _OF_STATEMENT.match(caption):
        return "dated"
    if doc_type in INVOICE_TYPES and _OF_TAX.match(caption):
        return TAX_DATE
    if is_of_another_paper(caption, doc_type):
        return OTHER_DATE
    if doc_type == "order_confirmation" and OF_ORDER.search(_OF_CONFIRMATION.split(caption)[-1]):
        return ORDER_DATE
    if doc_type == "credit_note" and _OF_INVOICE.search(caption):
        return INVOICE_DATE
    if doc_type in LISTS and _OF_ENTRY.search(caption):
        return None
    return "issue_date"


def _names_nothing(doc_type: str, name: str) -> bool:
    """Whether no caption of this name counts on a document of this type."""
    if name in ("iban", "bic", "seller_registration_id") and doc_type in PAID_BY_SENDER:
        return True
    if name == "preceding_invoice" and doc_type not in ABOUT_INVOICE:
        return True
    if name == OTHER_DATE and any(doc_type in types for _, types in OF_PAPER):
        return True
    return name in NOT_CAPTIONED.get(doc_type, ())
