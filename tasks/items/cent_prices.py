"""Prices that are printed in cents: "14.300 kWh   25,10 ct/kWh   3.589,30" is 0.2510 EUR each.

Suppliers of energy, telephone and milk price in them. Beside the price, or in a heading above it,
stands so, and quantity × price is a hundred times the amount.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from schemas.document import Box, Page
from schemas.record import Field, Line
from tasks.items.line_factors import factors_of
from tasks.values.amounts import multiplies
from tasks.values.notation import format_decimal

#: "ct", "(ct/kWh)", "25,10ct", "Cent/Tag", "c€/kWh", "18.5p", "Rp./kWh"; "C" and French "le cent"
#: are hundreds.
_CENTS = re.compile(
    r"[^\w€]*(?:[0-9.,'’]+ ?)?(?:(?:euro)?(?:cents|(?-i:Cent)|cent(?=[/)]))|e?cts?|(?-i:c(?=/)|p)"
    r"|ct€|c€|€c|¢|pence|rp|rappen|centimes?|céntimos?|centesim[io])(?![\w€-]).*",
    re.IGNORECASE,
)
_BESIDE = 0.09  # of the page's width


def price_in_currency(lines: Sequence[Line], pages: Sequence[Page]) -> list[Line]:
    """The lines, a price in cents as one in the currency where print and arithmetic say so."""
    return [_mend(line, pages) if _is_hundredfold(line) else line for line in lines]


def _is_hundredfold(line: Line) -> bool:
    """Whether quantity × price / 100 is the amount."""
    factors = factors_of(line)
    if factors is None:
        return False
    count, price, net = map(abs, factors)
    return multiplies(count, price / 100, net) and not multiplies(count, price, net)


def _mend(line: Line, pages: Sequence[Page]) -> Line:
    price = line["unit_price"]
    if not _CENTS.fullmatch(price.raw) and not _is_in_cents(price, pages):
        return line
    value = format_decimal(Decimal(price.value).scaleb(-2))
    return {**line, "unit_price": price.model_copy(update={"value": value})}


def _is_in_cents(price: Field, pages: Sequence[Page]) -> bool:
    """Whether "ct" stands right of a price in its row, or in its column above."""
    if price.page is None or price.box is None:
        return False
    words = pages[price.page - 1].words
    return any(_CENTS.fullmatch(w.text) and _is_of(w.box, price.box) for w in words)


def _is_of(box: Box, price: Box) -> bool:
    middle = (box[1] + box[3]) / 2
    if price[1] < middle < price[3]:
        return price[0] <= box[0] < price[2] + _BESIDE
    return middle < price[1] and box[0] < price[2] + _BESIDE and box[2] > price[0] - _BESIDE
