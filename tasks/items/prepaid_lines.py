"""Item lines that are payments made before the bill, which its totals take off."""

import re
from collections.abc import Sequence
from decimal import Decimal

from schemas.record import Field, Fields, Line
from tasks.items.printed_sums import SUM_COLUMNS, adds_up, sum_lines
from tasks.values.paid_words import MEANS

#: What was paid before the bill, among what it charges.
_PREPAID = re.compile(
    r"(?:deposits?|advance(?: payment)?s?|prepayments?|payments?) (?:received|paid)\b"
    r"|(?:acomptes?|arrhes) (?:reçue?s?|versée?s?|réglée?s?)\b|(?:erhaltene|geleistete) anzahlung"
    r"|anzahlung (?:vom|erhalten)\b",
    re.IGNORECASE,
)
#: What a guest's payments are called, the first of them at least.
_PAID = re.compile(
    rf"{_PREPAID.pattern}|(?:{MEANS}|deposit|payment|zahlung|anzahlung|acompte|arrhes"
    r"|carte (?:visa|mastercard)|virement|règlement)\b",
    re.IGNORECASE,
)


def drop_prepaid(lines: Sequence[Line], fields: Fields) -> list[Line]:
    """The lines without what was paid before, where the totals take it off: "Deposit received".

    In one amount, or below what a guest had: "Deposit 100.00", "Visa xxxx 7715   385.70"; without
    such an amount where the other lines alone make the total.
    """
    prepaid, total = fields.get("prepaid"), fields.get("total_gross")
    if not isinstance(prepaid, Field):
        if not isinstance(total, Field) or adds_up(lines, fields):
            return list(lines)
        # "Bar" may be where a guest had something, and no cash: of the payments the last alone.
        others = [[line for line in lines if not _is_paid(line)]]
        others += [list(lines[:n]) for n in range(1, len(lines)) if all(map(_is_paid, lines[n:]))]
        makes = (had for had in others if sum_lines(had) == Decimal(total.value))
        return next(makes, list(lines))
    paid = abs(Decimal(prepaid.value))
    ends = (n for n in range(1, len(lines)) if all(map(_is_plain, lines[n:])))
    n = next((n for n in ends if _is_paid(lines[n])), len(lines))
    if n < len(lines) and abs(sum_lines(lines[n:])) == paid and not adds_up(lines, fields):
        return list(lines[:n])
    return [line for line in lines if not _is_payment(line, paid)]


def _is_plain(line: Line) -> bool:
    """Whether a line is a name with an amount; a room's number may stand for its count."""
    return line.keys() - {"quantity"} == SUM_COLUMNS


def _is_paid(line: Line) -> bool:
    return _is_plain(line) and bool(_PAID.match(line["description"].raw))


def _is_payment(line: Line, paid: Decimal) -> bool:
    if line.keys() != SUM_COLUMNS:
        return False
    return (
        bool(_PREPAID.match(line["description"].raw))
        and abs(Decimal(line["net_amount"].value)) == paid
    )
