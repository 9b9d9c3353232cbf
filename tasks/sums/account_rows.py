"""The account of what was owed before a bill and is paid, which some bills print above their own.

    Previous invoice    120.00
    Payment received   -120.00
    Balance               0.00

None of it is paid or due of this bill, whose own amounts may be the very same.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from tasks.sums.other_amounts import names_balance_before
from tasks.values.cells import Row
from tasks.values.notation import CURRENCY, MINUS, Notation, parse_number
from tasks.values.paid_words import names_payment

#: The bill before this one; one that stands for a part of it ("previous invoices" of a final
#: account) has no balance of its own below its payments.
_BILL_BEFORE = re.compile(
    r"\b(?:previous|prior|last|preceding) (?:month['’]?s? )?"
    r"(?:bill|invoice|statement|charges|amount)"
    r"|\b(?:letzte|vorherige|vorige|vorangegangene)[rns]? (?:rechnung|abrechnung)|\bvorrechnung"
    r"|\b(?:dernière|précédente) facture|\bfacture précédente|\bfattura precedente"
    r"|\bultima fattura|\bfactura anterior|\b[uú]ltima factura|\b(?:vorige|laatste) factuur",
    re.IGNORECASE,
)
#: What is left of the bill before, and what is of this one: a customer who owes two months and pays
#: one is left with as much as the next costs.
_LEFT = re.compile(
    r"\bbalance\b|\boutstanding\b|\bremain|\bowing\b|\bowed\b|\bunpaid\b|\barrears\b|\bsaldo\b"
    r"|\boffen|\bkontostand\b|\brest|\brückstand|\bsolde\b|\bdû\b|\bimpayé|\bresid|\bpendiente|\bopenstaand",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\bthis\b|\binvoice total|\btotal invoice|\bcurrent\b|\bnew\b|\bttc\b|brutto|rechnungsbetrag"
    r"|gesamt|\bdiese|\baktuell|\bneue|\bcette\b|\bprésente\b|\bnouve|\bquest[oa]\b|\best[ae]\b"
    r"|\bdeze\b|\bdit\b|\bnieuwe?\b",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"\bcredits?\b|\bgutschrift|\bavoir\b|\baccredit|\babono\b", re.IGNORECASE)
_FIGURE = re.compile(
    rf"(?:[{MINUS}(]\s?)?(?:{CURRENCY}\s?)?(?:[{MINUS}(]\s?)?(?<![0-9])[0-9]{{1,3}}"
    rf"(?:[.,'’ ]?[0-9]{{3}})*(?:[.,][0-9]{{2}})?(?:\s?(?:{CURRENCY}|CR|\)|[{MINUS}]))*$"
)
_PAYMENTS_N = 3  # rows of them in one account


def rows_of_account(rows: Sequence[Row], notation: Notation) -> frozenset[int]:
    """Which of a page's rows tell of the bill before this one, its payments and what is left."""
    found: set[int] = set()
    for at, row in enumerate(rows):
        if _BILL_BEFORE.search(row.text) or names_balance_before(row.text):
            found |= _account(rows, at, notation)
    return frozenset(found)


def _account(rows: Sequence[Row], at: int, notation: Notation) -> set[int]:
    """The rows from the bill before to what is left of it; none where the sum does not hold."""
    left = _amount(rows[at], notation)
    for n, row in enumerate(rows[at + 1 : at + _PAYMENTS_N + 2], at + 1):
        amount = _amount(row, notation)
        if left is None or amount is None:
            return set()
        if n > at + 1 and abs(amount) == abs(left) and _closes(row):
            return {*range(at, n + 1)}
        if not (names_payment(row.text) or _CREDIT.search(row.text)):
            return set()
        left -= abs(amount)
    return set()


def _closes(row: Row) -> bool:
    """Whether a row says what is left of an account, not what this bill comes to."""
    named = (pattern.search(row.text) for pattern in (_LEFT, _BILL_BEFORE))
    return (any(named) or names_balance_before(row.text)) and not _OWN.search(row.text)


def _amount(row: Row, notation: Notation) -> Decimal | None:
    """The amount that a row ends in."""
    found = _FIGURE.search(row.text)
    return parse_number(found[0].removesuffix("CR"), notation) if found else None
