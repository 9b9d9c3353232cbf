"""The names of things: document types, fields, line columns, mail axes.

Business terms (BT, BG) are those of EN 16931-1. Every other module takes its names from here.
"""

from enum import StrEnum
from typing import Literal, get_args

DocType = Literal[
    "invoice", "credit_note", "receipt", "order", "order_confirmation", "quote", "delivery_note",
    "payment_reminder", "statement", "remittance_advice", "contract", "letter", "mail", "payslip",
    "form", "report", "other",
]  # fmt: skip
DOC_TYPES: tuple[DocType, ...] = get_args(DocType)

Outcome = Literal["accepted", "needs_review", "duplicate", "failed"]
Origin = Literal["xml", "model", "rule", "human"]


class Kind(StrEnum):
    """How a field's printed text is read and compared."""

    TEXT = "text"
    NUMBER_ID = "id"
    DATE = "date"
    MONEY = "money"
    QUANTITY = "quantity"
    RATE = "rate"
    CURRENCY = "currency"
    IBAN = "iban"
    BIC = "bic"
    VAT_ID = "vat_id"
    UNIT = "unit"


#: Header fields of invoices, receipts and other business documents: name → (kind, business term).
INVOICE_FIELDS: dict[str, tuple[Kind, str]] = {
    "invoice_number": (Kind.NUMBER_ID, "BT-1"),
    "document_number": (Kind.NUMBER_ID, ""),
    "issue_date": (Kind.DATE, "BT-2"),
    "due_date": (Kind.DATE, "BT-9"),
    "delivery_date": (Kind.DATE, "BT-72"),
    "period_start": (Kind.DATE, "BT-73"),
    "period_end": (Kind.DATE, "BT-74"),
    "currency": (Kind.CURRENCY, "BT-5"),
    "po_number": (Kind.NUMBER_ID, "BT-13"),
    "buyer_reference": (Kind.TEXT, "BT-10"),
    "contract_number": (Kind.NUMBER_ID, "BT-12"),
    "preceding_invoice": (Kind.NUMBER_ID, "BT-25"),
    "seller_name": (Kind.TEXT, "BT-27"),
    "seller_address": (Kind.TEXT, "BG-5"),
    "seller_vat_id": (Kind.VAT_ID, "BT-31"),
    "seller_registration_id": (Kind.NUMBER_ID, "BT-30"),
    "buyer_name": (Kind.TEXT, "BT-44"),
    "buyer_address": (Kind.TEXT, "BG-8"),
    "buyer_vat_id": (Kind.VAT_ID, "BT-48"),
    "ship_to_address": (Kind.TEXT, "BG-15"),
    "iban": (Kind.IBAN, "BT-84"),
    "bic": (Kind.BIC, "BT-86"),
    "payment_reference": (Kind.TEXT, "BT-83"),
    "payment_terms": (Kind.TEXT, "BT-20"),
    "lines_net": (Kind.MONEY, "BT-106"),
    "allowances": (Kind.MONEY, "BT-107"),
    "charges": (Kind.MONEY, "BT-108"),
    "total_net": (Kind.MONEY, "BT-109"),
    "total_tax": (Kind.MONEY, "BT-110"),
    "total_gross": (Kind.MONEY, "BT-112"),
    "prepaid": (Kind.MONEY, "BT-113"),
    "rounding": (Kind.MONEY, "BT-114"),
    "amount_due": (Kind.MONEY, "BT-115"),
}

#: Fields of contracts; `party` repeats.
CONTRACT_FIELDS: dict[str, tuple[Kind, str]] = {
    "title": (Kind.TEXT, ""),
    "party": (Kind.TEXT, ""),
    "effective_date": (Kind.DATE, ""),
    "expiration_date": (Kind.DATE, ""),
    "term": (Kind.TEXT, ""),
    "notice_period": (Kind.TEXT, ""),
    "governing_law": (Kind.TEXT, ""),
    "value": (Kind.MONEY, ""),
}
REPEATED_FIELDS = frozenset({"party"})

#: Columns of an invoice line (BG-25).
LINE_COLUMNS: dict[str, tuple[Kind, str]] = {
    "description": (Kind.TEXT, "BT-153"),
    "code": (Kind.NUMBER_ID, "BT-155"),
    "quantity": (Kind.QUANTITY, "BT-129"),
    "unit": (Kind.UNIT, "BT-130"),
    "unit_price": (Kind.MONEY, "BT-146"),
    "discount": (Kind.MONEY, ""),
    "net_amount": (Kind.MONEY, "BT-131"),
    "tax_rate": (Kind.RATE, "BT-152"),
}

#: Columns of the tax breakdown (BG-23).
TAX_COLUMNS: dict[str, tuple[Kind, str]] = {
    "rate": (Kind.RATE, "BT-119"),
    "base": (Kind.MONEY, "BT-116"),
    "amount": (Kind.MONEY, "BT-117"),
    "category": (Kind.TEXT, "BT-118"),
}

#: Header fields and those of contracts, in their order.
DATE_FIELDS = tuple(
    name for name, (kind, _) in {**INVOICE_FIELDS, **CONTRACT_FIELDS}.items() if kind is Kind.DATE
)
#: What changes its sign in a credit note: every amount, so that all sums still hold, and the
#: quantity, so that quantity × price does. Prices stay positive (BR-27).
AMOUNT_FIELDS = frozenset(name for name, (kind, _) in INVOICE_FIELDS.items() if kind is Kind.MONEY)
SIGNED_COLUMNS = frozenset({"quantity", "net_amount"})

#: All entity names the token head can tag: header fields, `line.*` columns, `tax.*` columns.
ENTITY_NAMES: tuple[str, ...] = (
    *INVOICE_FIELDS,
    *CONTRACT_FIELDS,
    *(f"line.{column}" for column in LINE_COLUMNS),
    *(f"tax.{column}" for column in ("rate", "base", "amount")),
)

#: Of the two parties of a sale.
PARTY_NAMES: tuple[str, str] = ("seller_name", "buyer_name")
#: By which a seller is entered, for its taxes and by law.
SELLER_IDS = ("seller_vat_id", "seller_registration_id")
#: What a document's own number is, by its type.
OWN_NUMBERS = frozenset({"invoice_number", "document_number"})
#: The same and those of the documents that it names, in the order in which they are made whole.
DOCUMENT_NUMBERS = (
    "invoice_number", "document_number", "po_number", "contract_number", "preceding_invoice",
)  # fmt: skip
#: Both ends of what is invoiced (BG-14).
PERIOD = ("period_start", "period_end")
#: What the whole comes to (BG-22): the first and the second make the third.
TOTALS = ("total_net", "total_tax", "total_gross")

#: Document types whose number is an invoice_number; on any other type it is a document_number.
INVOICE_TYPES: frozenset[str] = frozenset({"invoice", "credit_note", "receipt"})
#: Those that have items with amounts, always; a receipt may be that of a card alone.
BILL_TYPES: frozenset[str] = INVOICE_TYPES - {"receipt"}
#: What a seller sends whose items have prices, where it has items.
PRICED_TYPES: frozenset[str] = INVOICE_TYPES | {"quote", "order_confirmation"}
#: The papers of a sale that come to a total, whoever sends them.
SALE_TYPES: frozenset[str] = PRICED_TYPES | {"order"}
#: What claims an amount, and is no bill.
DEBT_TYPES: frozenset[str] = frozenset({"payment_reminder", "statement"})

MailCategory = Literal[
    "order", "quote", "invoice", "payment", "delivery", "contract", "complaint", "cancellation",
    "inquiry", "meeting", "hr", "report", "notice", "marketing", "automatic", "request",
    "personal", "other",
]  # fmt: skip
MAIL_CATEGORIES: tuple[MailCategory, ...] = get_args(MailCategory)
Urgency = Literal["low", "normal", "high"]
URGENCIES: tuple[Urgency, ...] = get_args(Urgency)
