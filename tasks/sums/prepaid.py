"""What was paid before, where the rows between the total and what is still due say so.

"Arrhes −118,00" and "Carte bancaire −456,40" stand between a total of 574.40 and a balance of
nothing: each names a payment, and together they are what the total is more.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.sums.amount_fields import decimal_of
from tasks.sums.printed_amounts import (
    PrintedAmount,
    field_of_amounts,
    find_printed_amounts,
    is_print_of,
)
from tasks.sums.told_payments import is_payment, names_no_payment, read_told_payment
from tasks.sums.total_words import may_name_total, names_owed, names_tax
from tasks.values.cells import word_rows
from tasks.values.dates import month_number
from tasks.values.named_fields import find_fields
from tasks.values.normalize import Conventions
from tasks.values.paid_words import ADVANCE, MEANS

#: A payment among what a guest had, behind its day.
_AMONG_ITEMS = re.compile(rf"(?:[0-9]+[./-][0-9./-]+ )?(?:{MEANS}|{ADVANCE})", re.IGNORECASE)
#: The sum of payments that stands below them.
_SUM = re.compile(r"summe|gesamt|total|sum\b|totaal", re.IGNORECASE)
#: How a row takes something off.
_LESS = re.compile(
    r"\W*(?:abz|less\b|minus\b|moins\b|à déduire|déduction|bereits (?:erhalten|gezahlt))",
    re.IGNORECASE,
)
#: What is taken off and no payment.
_KEPT = re.compile(
    r"leergut|pfand\b|consigne|vidange|statiegeld|commission|provision", re.IGNORECASE
)
#: Before the balance of an earlier bill: "Balance due from last bill   0.00".
_EARLIER = re.compile(
    r"\b(?:last|previous|prior|opening|vor(?:monat|jahr|herig)\w*|letzte\w*|précédent\w*|antérieur\w*"
    r"|precedente|anterior|vorige?)\b",
    re.IGNORECASE,
)
#: What the account of a customer comes to, of whatever bills.
_ACCOUNT = re.compile(
    r"\b(?:\w*konto\w*|posten|account|compte|conto|cuenta|rekening|alte[rs]?)\b", re.IGNORECASE
)
#: What is left of a total below its payments; elsewhere it is of a list of bills, or of wine.
_OPEN = re.compile(r"(?:noch )?offen[^\w]*[0-9][0-9.,'’ ]*\W*(?:EURO?|CHF)?\W*", re.IGNORECASE)
#: An amount at the end of its row's words.
_FIGURE = re.compile(r"[0-9.,'’ ]+[^0-9]*$")
_ROWS_N = 12  # between the total and what is due, at most
_PROVED = 0.95  # how often payments are right that the total and what is due leave room for


def add_payments(
    fields: Fields, pages: Sequence[Page], conventions: Conventions
) -> dict[str, Field | list[Field]]:
    """The fields with the payments that are the whole difference of total and amount due.

    One row says it alone, the sum of several or the only payment; else all rows do together, or one
    among the items of a guest's bill. Where nothing but the total is known to be due, one sentence
    or the rows below it may say both.
    """
    total, due = fields.get("total_gross"), fields.get("amount_due")
    if not isinstance(total, Field) or isinstance(due, list):
        return dict(fields)
    whole = Decimal(total.value)
    known = due is not None or "prepaid" in fields
    told = _read_settled(fields, total, pages, conventions) if known else {}
    told = told or read_told_payment(fields, whole, pages, conventions)
    if told:
        return {**fields, **told}
    if "prepaid" not in fields and (due is None or Decimal(due.value) == whole):
        said = _read_rest(total, pages, conventions)
        return {**fields, **(said or _read_balance(whole, pages, conventions))}
    if due is None:
        return {**fields, **_owe_rest(fields, whole, pages, conventions)}
    paid = whole - Decimal(due.value)
    if paid <= 0 or Decimal(due.value) < 0 or "rounding" in fields:
        return dict(fields)
    printed = find_printed_amounts(pages, conventions)
    between = _between(printed, pages, total, due)
    payments = [one for one in between if is_payment(one.key) or _is_begun(one, printed, pages)]
    alone = [one for one in payments if abs(one.value) == paid]
    among = [one for one in printed if abs(one.value) == paid and _AMONG_ITEMS.match(one.key)]
    found = alone[-1:] or _find_parts(between, payments, paid) or among[-1:]
    if not found:
        return dict(fields)
    return {**fields, "prepaid": field_of_amounts(pages, found, paid, _PROVED)}


def _find_parts(
    between: Sequence[PrintedAmount], payments: Sequence[PrintedAmount], paid: Decimal
) -> list[PrintedAmount]:
    """All payments, where nothing but a tax stands among them; or all that is taken off.

    "abzgl. AR-26-011 (inkl. 1.520,00 USt)   -9.520,00", "Less part exchange   1,500.00".
    """
    others = [one for one in between if not names_tax(one.key)]
    ways = [[one for one in payments if not _SUM.search(one.key)]]
    ways = [way for way in ways if len(way) == len(others)]
    if not any(_KEPT.search(one.key) or names_no_payment(one.key) for one in between):
        less = [one for one in others if _LESS.match(one.key)]
        signed = [one for one in others if one.value < 0]
        beside = [o for o in others if o.value >= 0 and not (o.key.endswith(")") or o in less)]
        ways += [signed] if (less or payments) and not beside else []
        ways += [less] if len(less) == len(others) else []
    return next((way for way in ways if sum(abs(one.value) for one in way) == paid), [])


def _read_settled(
    fields: Fields, total: Field, pages: Sequence[Page], conventions: Conventions
) -> Fields:
    """What differs from the fields where payments that leave nothing stand below the total."""
    known = find_fields(fields, "total_gross", "prepaid", "amount_due")
    rest = _read_rest(total, pages, conventions)
    owed = rest.get("amount_due")
    if not isinstance(owed, Field) or decimal_of(owed):
        return {}
    return {
        name: found
        for name, found in rest.items()
        if name not in known
        or not isinstance(found, Field)
        or abs(decimal_of(known[name])) != decimal_of(found)
    }


def _owe_rest(
    fields: Fields, total: Decimal, pages: Sequence[Page], conventions: Conventions
) -> Fields:
    """What a payment leaves of the total, where an amount is printed that says so."""
    paid = fields.get("prepaid")
    left = total - abs(Decimal(paid.value)) if isinstance(paid, Field) else total
    printed = find_printed_amounts(pages, conventions) if 0 < left < total else []
    found = [one for one in printed if one.value == left and _is_left(one.key)][-1:]
    return {"amount_due": field_of_amounts(pages, found, left, _PROVED)} if found else {}


def _read_rest(known: Field, pages: Sequence[Page], conventions: Conventions) -> Fields:
    """Total, payments and rest of rows that follow each other, where the total is one of the two.

    "Summe 514,50", "Barzahlung dankend erhalten 200,00", "bleibt noch Rest 314,50". Not those of
    the account of an earlier bill, be it of the same amount.
    """
    total, printed = decimal_of(known), find_printed_amounts(pages, conventions)
    own = [at for at, one in enumerate(printed) if is_print_of(one, pages, known)]
    for at, whole in enumerate(printed):
        left, paid = whole.value, list[PrintedAmount]()
        for end, one in enumerate(printed[at + 1 : at + 1 + _ROWS_N], at + 1):
            if paid and one.value == left and _is_left(one.key):
                if total not in (whole.value, left) or left < 0:
                    break
                if at not in own and (_is_of_another(whole) or any(n > end for n in own)):
                    break
                sums = {
                    "total_gross": ([whole], whole.value),
                    "prepaid": (paid, whole.value - left),
                    "amount_due": ([one], left),
                }
                return {
                    name: field_of_amounts(pages, found, value, _PROVED)
                    for name, (found, value) in sums.items()
                    if name != "total_gross" or total == left
                }
            if names_tax(one.key) or (paid and one.key.startswith("(") and one.value >= 0):
                continue  # "dont TVA 10 %   42,23", "(netto 5.000,00 €, USt 950,00 €)"
            if not is_payment(one.key):
                break
            paid.append(one)
            left -= abs(one.value)
    return {}


def _is_left(key: str) -> bool:
    """Whether words name what payments leave of a total: "Restbetrag", "Noch offen"."""
    return names_owed(key) or bool(_OPEN.fullmatch(key))


def _is_of_another(whole: PrintedAmount) -> bool:
    """Whether an amount is not named a total, or may be another bill's: "Rechnung Oktober"."""
    words = _FIGURE.sub("", whole.key)
    other = _EARLIER.search(words) or _ACCOUNT.search(words) or re.search("[0-9]", words)
    dated = any(month_number(word) for word in re.findall(r"[^\W\d_]{3,}", words))
    return bool(other) or dated or not may_name_total(whole.key)


def _read_balance(total: Decimal, pages: Sequence[Page], conventions: Conventions) -> Fields:
    """The payment of all among what a guest had, and the balance of nothing left below it."""
    printed = find_printed_amounts(pages, conventions)
    among = [
        one
        for one in printed
        if abs(one.value) == total and _AMONG_ITEMS.match(one.key) and not names_no_payment(one.key)
    ]
    below = printed[printed.index(among[-1]) :] if among else []
    balance = [
        one
        for one in below
        if not one.value and names_owed(one.key) and not _EARLIER.search(one.key)
    ]
    if not balance:
        return {}
    return {
        "prepaid": field_of_amounts(pages, among[-1:], total, _PROVED),
        "amount_due": field_of_amounts(pages, balance[-1:], balance[-1].value, _PROVED),
    }


def _is_begun(
    amount: PrintedAmount, printed: Sequence[PrintedAmount], pages: Sequence[Page]
) -> bool:
    """Whether the row above names the payment: "less instalment 1," above "of 4 Sept. (net …)"."""
    if names_no_payment(amount.key):
        return False
    page = pages[amount.page]
    above = page.words[amount.words[0]].row - 1
    priced = {page.words[one.words[0]].row for one in printed if one.page == amount.page}
    text = page.text_of(word_rows(page).get(above, ()))
    return above not in priced and bool(_LESS.match(text)) and is_payment(text)


def _between(
    printed: Sequence[PrintedAmount], pages: Sequence[Page], total: Field, due: Field
) -> Sequence[PrintedAmount]:
    """The amounts below the total and above what is due, each the last of its row.

    A row in brackets but tells of the one above: "(netto 5.000,00 + USt 950,00)"; one without words
    is of a table beside them.
    """
    end = [at for at, one in enumerate(printed) if is_print_of(one, pages, due)]
    if not end:
        return ()
    above = list(enumerate(printed[: end[-1]]))
    start = [at for at, one in above if is_print_of(one, pages, total)]
    start = start or [at for at, one in above if one.value == Decimal(total.value)]
    if not start or not 1 < end[-1] - start[-1] <= _ROWS_N:
        return ()
    between = _without_bracketed(printed[start[-1] + 1 : end[-1]], pages)
    told = [one for one in between if (one.key and not one.key.startswith("(")) or one.value < 0]
    return told or between


def _without_bracketed(
    amounts: Sequence[PrintedAmount], pages: Sequence[Page]
) -> list[PrintedAmount]:
    """Amounts without those in a bracket that the row above opens and their own row closes.

    "less deposit of 4 May (incl.   -2,975.00" above "475.00 VAT)"; one that its words call a
    payment is one.
    """
    opened = [_opened_n(one, pages) for one in amounts]
    inside = {at for at, (above, own) in enumerate(pairwise(opened), 1) if above > 0 > own}
    return [
        one
        for at, one in enumerate(amounts)
        if at not in inside or one.value < 0 or is_payment(one.key)
    ]


def _opened_n(amount: PrintedAmount, pages: Sequence[Page]) -> int:
    """How many brackets more the row of an amount opens than it closes."""
    page = pages[amount.page]
    words = word_rows(page)[page.words[amount.words[0]].row]
    text = page.text_of(words)
    return text.count("(") - text.count(")")
