"""What is called paid before, or due, and is neither: a discount, a fee, what is still to come."""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.fields.beside import last_cell, texts_beside
from tasks.sums.amount_fields import TOTALS_N, decimal_of
from tasks.sums.other_amounts import names_balance_before, names_withheld
from tasks.sums.told_payments import depends_on_payment, is_payment
from tasks.values.dates import DateOrder, find_dates
from tasks.values.named_fields import find_fields, without
from tasks.values.paid_words import LAID_OUT, MEANS, names_early_discount

_BY_CARD = re.compile(rf"\W*{MEANS}[\W0-9]*", re.IGNORECASE)
#: What a lawyer paid for the client, who owes it: "Verauslagte Gerichtskosten   711,00".
_LAID_OUT = re.compile(rf"\W*{LAID_OUT}\b", re.IGNORECASE)
#: What is asked for being late.
_FEE = re.compile(
    r"indemnité|mahngebühr|mahnkosten|verzugs|pauschale|late fee|(?:reminder|recovery) (?:fee|cost)"
    r"|compensation|pénalité|intérêts|interest\b|indennizzo|recargo|aanmaningskosten",
    re.IGNORECASE,
)
#: A part that is to be paid later.
_INSTALMENT = re.compile(
    r"éch[ée]ance|mensualité|instal+ment|\brate\b|teilbetrag|\bdue\b|fällig|\brata\b|cuota|termijn"
    r"|\bzahlung bis\b|\bpayments? (?:by|before|until)\b|\bpaiement (?:avant|jusqu)"
    r"|\bpago (?:antes|hasta)\b|\bbetaling (?:voor|vóór|tot|uiterlijk)\b",
    re.IGNORECASE,
)


def drop_no_payment(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The fields without a "payment" that is a discount, held back, laid out, a fee or to come.

    Nor one that makes more due than the total, or is an earlier bill's: "Previous balance   0.00".
    Nor is what is due with a discount off:

    "abzgl. 2 % Skonto bis 12.06.   -8,33" above "Zahlbetrag bei Skonto   408,17".

    What was paid by card is not due, and then another payment beside it not all: "EC-Karte 155,00".
    """
    due = fields.get("amount_due")
    if isinstance(due, Field) and _BY_CARD.fullmatch(texts_beside(pages, due)[0]):
        fields = without(fields, "prepaid", "amount_due")
    spoilt = set()
    for name in ("prepaid", "amount_due"):
        found = fields.get(name)
        key = texts_beside(pages, found)[0] if isinstance(found, Field) else ""
        own = last_cell(key.rstrip(" \t-–−"))
        if is_payment(own):  # what stands left of it is another column's
            key = own
        owed = names_withheld(key) or _LAID_OUT.match(key) or _is_to_come(key, fields)
        owed = owed or _is_added(fields) or names_balance_before(key) or depends_on_payment(key)
        late = _FEE.search(key) and not is_payment(key)
        if names_early_discount(key) or (name == "prepaid" and (owed or late)):
            spoilt.add(name)
    return without(fields, *spoilt)


def _is_added(fields: Fields) -> bool:
    """Whether the total and a "payment" are what is due: a deposit for crates, "Consignes"."""
    found = find_fields(fields, "total_gross", "prepaid", "amount_due")
    if len(found) < TOTALS_N:
        return False
    total, paid, due = (abs(decimal_of(one)) for one in found.values())
    return 0 < paid == due - total


def _is_to_come(key: str, fields: Fields) -> bool:
    """Whether the words before an amount name an instalment of a day after that of the bill."""
    issued = fields.get("issue_date")
    if not isinstance(issued, Field) or not _INSTALMENT.search(key):
        return False
    orders: tuple[DateOrder, ...] = ("dmy", "mdy")
    for order in orders:  # that in which the bill's own day is written
        if [day.value.isoformat() for day in find_dates(issued.raw, order)] == [issued.value]:
            return any(day.value.isoformat() > issued.value for day in find_dates(key, order))
    return False
