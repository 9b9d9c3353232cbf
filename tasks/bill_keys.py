"""What makes two bills the same one: who bills, under which number, on which day, how much.

Bills are the types of INVOICE_TYPES; an invoice and a receipt are one kind. A seller is known by
VAT id, account or name.
"""

from collections.abc import Container, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from schemas.record import Record
from schemas.vocabulary import INVOICE_TYPES
from tasks.parties.name_forms import without_form
from tasks.rows import parse_decimal, parse_iso_date

#: What a bill is known by: fields of a record, columns of `invoices`.
BILL_FIELDS = (
    "invoice_number", "issue_date", "total_gross", "currency", "seller_vat_id", "iban",
    "seller_name", "preceding_invoice",
)  # fmt: skip

#: A seller who begins anew each year gives a number again after about 365 days, none before.
_SAME_NUMBERS_DAYS = 300
_MOST_LETTERS_N = 200  # of a name or number in a key: an index takes no long texts


class Bill(NamedTuple):
    """What identifies a bill; number, ids and name in letters and digits alone, "" if unknown.

    The name is without its legal form, which some prints leave out. `preceding` is the number of
    the invoice that this one names as the one before it.
    """

    kind: str
    number: str
    issued: date | None
    total: Decimal | None
    currency: str | None
    vat_id: str
    iban: str
    seller: str
    preceding: str


def read_bill(record: Record) -> Bill | None:
    """The bill that a record tells of; None for documents of other types than INVOICE_TYPES."""
    if record.doc_type.value not in INVOICE_TYPES:
        return None
    fields = {name: record.field(name) for name in BILL_FIELDS}
    values = {name: field.value if field else None for name, field in fields.items()}
    typed = {
        "issue_date": parse_iso_date(values["issue_date"]),
        "total_gross": parse_decimal(values["total_gross"] or ""),
    }
    return make_bill(record.doc_type.value, values | typed)


def make_bill(doc_type: str, values: Mapping[str, Any]) -> Bill:
    """A bill of the typed values of `BILL_FIELDS`, as `invoices` holds them."""
    return Bill(
        kind="credit_note" if doc_type == "credit_note" else "bill",
        number=_letters(values["invoice_number"]),
        issued=values["issue_date"],
        total=values["total_gross"],
        currency=values["currency"],
        vat_id=_letters(values["seller_vat_id"]),
        iban=_letters(values["iban"]),
        seller=_letters(without_form(values["seller_name"] or "")),
        preceding=_letters(values["preceding_invoice"]),
    )


def number_keys(bill: Bill) -> list[str]:
    """Seller, number and date, one key for each way to know the seller.

    One accepted bill alone may hold such a key.
    """
    return _keys("number", bill, bill.number)


def total_keys(bill: Bill) -> list[str]:
    """Seller, total and date, by which a bill is found where a number is missing."""
    return _keys("total" if bill.number else "no number", bill, _amount(bill))


def keys_alike(bill: Bill) -> list[str]:
    """The keys of all bills that may be this one.

    Two numbers that differ are two bills, whatever the total.
    """
    if bill.number:
        return number_keys(bill) + _keys("no number", bill, _amount(bill))
    return _keys("no number", bill, _amount(bill)) + _keys("total", bill, _amount(bill))


def keys_of_other_numbers(bill: Bill) -> list[str]:
    """The keys of bills of this seller, date and total, whatever their number."""
    return _keys("total", bill, _amount(bill)) if bill.number else []


def keys_replaced(bill: Bill) -> list[str]:
    """The keys of the bill that this one names as the one before it, and of those that name this.

    A replaced bill and its replacement are both found, whichever comes first.
    """
    if bill.kind != "bill":
        return []
    before = bill._replace(number=bill.preceding)
    return number_keys(before) + keys_of_other_days(before) + _keys_after(bill, bill.number)


def keys_of_other_days(bill: Bill) -> list[str]:
    """The number keys of this bill, had it another date of which no seller gives its number anew.

    So many keys need no column, row or migration of their own, and each is looked up by an index.
    """
    if bill.issued is None or not bill.number:
        return []
    near = range(-_SAME_NUMBERS_DAYS, _SAME_NUMBERS_DAYS + 1)
    first, last = date.min.toordinal(), date.max.toordinal()
    days = (bill.issued.toordinal() + days for days in near if days)
    others = (date.fromordinal(day) for day in days if first <= day <= last)
    return [key for other in others for key in number_keys(bill._replace(issued=other))]


def key_rows(bill: Bill, reserved: Container[str]) -> list[dict[str, str | None]]:
    """The rows of `invoice_keys`, but for the document's id; no other may have a reserved key."""
    keys = number_keys(bill) + total_keys(bill) + _keys_after(bill, bill.preceding)
    return [{"key": key, "accepted_key": key if key in reserved else None} for key in keys]


def names_to_reserve(record: Record) -> list[str]:
    """What two records share of which one may repeat the other; fewer names than they have keys."""
    bill = read_bill(record)
    if bill is None or bill.issued is None:
        return []
    total = _amount(bill)
    names = (
        (bill.number, f"number|{bill.number}"),
        (bill.preceding, f"number|{bill.preceding}"),
        (total, f"{bill.issued}|{total}"),
    )
    return [f"{bill.kind}|{name}" for value, name in names if value]


def _keys(name: str, bill: Bill, value: str) -> list[str]:
    if bill.issued is None or not value:
        return []
    return [f"{name}|{bill.kind}|{value}|{bill.issued}|{seller}" for seller in _sellers(bill)]


def _keys_after(bill: Bill, number: str) -> list[str]:
    """The keys of bills of this seller that name an invoice as the one before them."""
    return [f"after|{bill.kind}|{number}|{seller}" for seller in _sellers(bill) if number]


def _sellers(bill: Bill) -> list[str]:
    """The ways to know the seller: "name|müllersöhne"."""
    sellers = (("vat_id", bill.vat_id), ("iban", bill.iban), ("name", bill.seller))
    return [f"{kind}|{seller}" for kind, seller in sellers if seller]


def _amount(bill: Bill) -> str:
    return "" if bill.total is None else f"{bill.total.normalize():f}"


def _letters(text: str | None) -> str:
    return "".join(filter(str.isalnum, (text or "").casefold()))[:_MOST_LETTERS_N]
