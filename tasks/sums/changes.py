"""Allowances and charges in several rows, or cells, between the sum of lines and the net total.

    Positionssumme             3.944,00
    abzgl. 5 % Objektrabatt     -197,20
    zzgl. Fracht                  60,00
    zzgl. Entsorgung              35,50
    Nettosumme                 3.842,30

Each kind has one sum in a record; they are believed only where they make the one of the other.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.sums.printed_amounts import (
    PrintedAmount,
    amounts_among,
    field_of_amounts,
    find_printed_amounts,
    is_print_of,
)
from tasks.values.amounts import CENT
from tasks.values.cells import Row, find_rows
from tasks.values.named_fields import without
from tasks.values.normalize import Conventions
from tasks.values.paid_words import DISCOUNTS

_PROVED = 0.95
_MOST_N = 8
_TAKEN_OFF = re.compile(rf"{DISCOUNTS}|abschlag|abzgl|abzüglich|allowance|\bless\b", re.IGNORECASE)
#: What is added to goods: a charge, or whatever a row says is added.
_ADDED = re.compile(
    r"zzgl|zuzüglich|\bplus\b|\badd\b|\+|fracht|versand|porto|verpackung|transport|liefer|maut|zoll"
    r"|entsorg|zuschlag|gebühr|pauschale|pfand|rücknahme|anfahrt|bearbeitung|versicherung|kosten"
    r"|freight|carriage|postage|shipping|delivery|packing|packaging|handling|surcharge|charge|\bfees?\b"
    r"|insurance|disposal|duty|toll|levy|deposit|frais|\bport\b|livraison|emballage|expédition"
    r"|éco|supplément|majoration|participation|taxe|consigne|gastos|portes|envío|embalaje|spese"
    r"|trasporto|imballo|spedizione|contributo|kosten|toeslag|verzend|bijdrage|statiegeld",
    re.IGNORECASE,
)


def sum_changes(fields: Fields, pages: Sequence[Page], conventions: Conventions) -> Fields:
    """The fields with all that is added and taken off between the sum of lines and the net total.

    Where what is known of it makes the net total already, nothing changes.
    """
    before, after = fields.get("lines_net"), fields.get("total_net")
    if not isinstance(before, Field) or not isinstance(after, Field) or before.page != after.page:
        return fields
    wanted = Decimal(after.value) - Decimal(before.value)
    if not wanted or wanted == _known(fields, "charges") - _known(fields, "allowances"):
        return fields
    between = _find_between(pages, before, after, conventions)
    if (rated := _find_rated(Decimal(before.value), wanted, between)) is not None:
        name = "allowances" if wanted < 0 else "charges"
        kept = without(fields, "allowances", "charges")
        return {**kept, name: field_of_amounts(pages, [rated], abs(rated.value), _PROVED)}
    off = [one for one in between if one.value < 0 or _TAKEN_OFF.search(one.key)]
    on = [one for one in between if one not in off]
    made = sum((one.value for one in on), Decimal(0)) - sum(abs(one.value) for one in off)
    lone = len(between) == len(off) == 1  # maybe an earlier bill's: "abzgl. 1. Teilrechnung"
    if lone or len(between) > _MOST_N or made != wanted:
        return fields
    if any((one.key or len(on) == 1) and not _ADDED.search(one.key) for one in on):
        return fields  # "Parts   330.50" is another group of items
    kept = without(fields, "allowances", "charges")
    for name, parts in (("allowances", off), ("charges", on)):
        if parts:
            whole = sum((abs(one.value) for one in parts), Decimal(0))
            kept[name] = field_of_amounts(pages, parts, whole, _PROVED)
    return kept


def total_after_changes(fields: Fields) -> Fields:
    """The fields with what is due as the total of a bill that prints no tax and no other total.

    It is the sum of lines with a discount off: "Total 4 040,00", "Remise -202,00", "Net à payer".
    """
    before, due = fields.get("lines_net"), fields.get("amount_due")
    total = fields.get("total_gross", before)
    if fields.keys() & {"total_net", "total_tax", "prepaid"} or not isinstance(total, Field):
        return fields
    if not isinstance(before, Field) or not isinstance(due, Field) or total.value != before.value:
        return fields
    change = _known(fields, "charges") - _known(fields, "allowances")
    if not change or Decimal(before.value) + change != Decimal(due.value):
        return fields
    kept = without(fields, "amount_due")
    return {**kept, "total_gross": due}


def _known(fields: Fields, name: str) -> Decimal:
    found = fields.get(name)
    return abs(Decimal(found.value)) if isinstance(found, Field) else Decimal(0)


def _find_rated(
    before: Decimal, wanted: Decimal, between: Sequence[PrintedAmount]
) -> PrintedAmount | None:
    """The one change that makes the net total, behind its own rate: "1.200,00  3,00  36,00"."""
    if len(between) != 2:
        return None
    rate, change = between
    made = abs(before * rate.value / 100)
    is_own = abs(change.value) == abs(wanted) and abs(made - abs(wanted)) < CENT
    return change if is_own else None


def _find_between(
    pages: Sequence[Page], before: Field, after: Field, conventions: Conventions
) -> Sequence[PrintedAmount]:
    """The amounts below the one and above the other, or between them in one row."""
    printed = find_printed_amounts(pages, conventions)
    start, end = (
        [n for n, one in enumerate(printed) if is_print_of(one, pages, found)]
        for found in (before, after)
    )
    if start and end and start[-1] != end[-1]:
        return printed[start[-1] + 1 : end[-1]]
    number = (before.page or 1) - 1
    page = pages[number]
    rows = find_rows(page)
    for row, above in zip(rows, (None, *rows), strict=False):
        words = row.words
        amounts = [
            PrintedAmount(value, "", number, parts)
            for value, parts in amounts_among(page, words, conventions)
        ]
        places = [
            next((n for n, one in enumerate(amounts) if is_print_of(one, pages, f)), None)
            for f in (before, after)
        ]
        if places[0] is not None and places[1] is not None:
            return [_name(one, page, above) for one in amounts[places[0] + 1 : places[1]]]
    return ()


def _name(amount: PrintedAmount, page: Page, above: Row | None) -> PrintedAmount:
    """An amount of a strip, with the heading above it where that names what is added."""
    box = page.box_of(amount.words)
    heads = [c.text for c in above.cells if c.x0 < box[2] and c.x1 > box[0]] if above else []
    key = " ".join(heads)
    return amount._replace(key=key) if _ADDED.search(key) else amount
