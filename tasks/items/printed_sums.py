"""Whether item lines make a sum that the document prints."""

from collections.abc import Sequence
from decimal import Decimal

from schemas.record import Field, Fields, Line

#: What the lines should make; with discounts below them, the first.
SUMS = ("lines_net", "total_net")
#: What the model may call an amount that closes a list of items.
CLOSING = frozenset({"lines_net", "total_net", "total_gross", "amount_due"})
#: What the row of a sum has, beside items with more.
SUM_COLUMNS = frozenset({"description", "net_amount"})
#: What a line charges by.
PRICES = frozenset({"unit_price", "net_amount"})
PRICED_N = 2  # lines that charge something make a priced table


def adds_up(lines: Sequence[Line], fields: Fields) -> bool:
    """Whether all lines make a sum that the document prints."""
    whole = sum_lines(lines)
    return is_printed_sum(whole, fields) or makes_total(whole, fields)


def is_printed_sum(whole: Decimal, fields: Fields) -> bool:
    """Whether the document prints this as the sum of its items."""
    printed = (fields.get(name) for name in SUMS)
    return any(isinstance(f, Field) and Decimal(f.value) == whole for f in printed)


def makes_total(whole: Decimal, fields: Fields, total: str = "total_gross") -> bool:
    """Whether all lines and the tax make the total: a "sum" of fewer is one part's, of labour."""
    tax, gross = (fields.get(name) for name in ("total_tax", total))
    if not isinstance(tax, Field) or not isinstance(gross, Field) or not Decimal(tax.value):
        return False
    return whole + Decimal(tax.value) == Decimal(gross.value)


def sum_lines(lines: Sequence[Line]) -> Decimal:
    """What the amounts of lines come to, those without one left out."""
    nets = (Decimal(line["net_amount"].value) for line in lines if "net_amount" in line)
    return sum(nets, Decimal(0))


def is_priced_line(line: Line) -> bool:
    """Whether a line has all that an item is priced by, and a name."""
    return line.keys() >= {"description", "quantity", "unit_price", "net_amount"}
