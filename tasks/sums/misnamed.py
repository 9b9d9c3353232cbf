"""What was taken for a rounding or an allowance, and is none by what its row calls it."""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.fields.beside import text_before
from tasks.sums.amount_fields import MOST_ROUNDING, decimal_of
from tasks.sums.other_amounts import names_tourist_tax
from tasks.sums.total_words import fields_named
from tasks.values.currency import minor_digits
from tasks.values.named_fields import find_fields, one_field
from tasks.values.paid_words import TIP

_ROUNDING = re.compile(
    r"round|rundung|arrond|redond|arrotond|afrond|pembulatan|kerek[ií]t", re.IGNORECASE
)
_TIP = re.compile(TIP, re.IGNORECASE)
_CHANGE = re.compile(
    r"\W*(?:rückgeld|wechselgeld|change|cambio|resto|rendu|monnaie rendue|wisselgeld)\b",
    re.IGNORECASE,
)
_ALLOWANCE, _CHARGE = ("allowances",), ("charges",)


def drop_misnamed(fields: Fields, pages: Sequence[Page]) -> Fields:
    """Without a town's tax of its guests, a tip, change or a discount as a rounding or allowance.

    "Resto   5,00": no coins make that much of a rounding. "Rückgeld   -3,03" is no allowance. A tip
    that the total holds, "Fooi   3,20" above it, is a charge. What is called a discount, or makes
    the total as one, stays an allowance, "Discount (excl. tip)   3.00", and what does both becomes
    one.
    """
    kept = dict(fields)
    for name, found in find_fields(fields, "rounding", "allowances").items():
        caption = text_before(pages, found)
        named, off = fields_named(caption), _is_taken_off(found, fields)
        if name == "allowances" and (off or "allowances" in named):
            continue
        tip = bool(_TIP.search(caption))
        other = names_tourist_tax(caption) or bool(_CHANGE.match(caption))
        if tip or other or _is_no_rounding(name, found, caption, fields):
            del kept[name]
        if tip and "charges" not in kept and _is_above_total(found, fields):
            kept["charges"] = found
        if off and named == _ALLOWANCE and "allowances" not in fields:
            text = {"value": str(abs(decimal_of(found)))}
            kept["allowances"] = found.model_copy(update=text)
    return kept


def _is_taken_off(found: Field, fields: Fields) -> bool:
    """Whether an amount is all that a total is less than the lines' sum."""
    sums = [one_field(fields, name) for name in ("lines_net", "total_gross")]
    lines, total = (decimal_of(one) if one else None for one in sums)
    return lines is not None and total is not None and lines - total == abs(decimal_of(found))


def _is_no_rounding(name: str, found: Field, caption: str, fields: Fields) -> bool:
    """Whether a rounding has another's name, or is more than coins can pay and has not its own."""
    if name != "rounding" or not caption.strip() or _ROUNDING.search(caption):
        return False
    currency = one_field(fields, "currency")
    coins = minor_digits(currency.value if currency else None) > 0
    is_change = fields_named(caption) in (_ALLOWANCE, _CHARGE)
    return is_change or (coins and abs(decimal_of(found)) >= MOST_ROUNDING)


def _is_above_total(found: Field, fields: Fields) -> bool:
    total = one_field(fields, "total_gross")
    if total is None or total.box is None or found.box is None:
        return False
    return (found.page, found.box[1]) < (total.page, total.box[1])
