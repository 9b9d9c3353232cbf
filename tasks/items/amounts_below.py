"""Amounts in the row below an item's count and price, which the model takes for an item."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from schemas.record import Field

_ABOVE = frozenset({"quantity", "unit_price"})
_BELOW = (frozenset({"net_amount"}), frozenset({"net_amount", "description"}))
_CENT = Decimal("0.01")


def join_amounts_below(lines: Sequence[dict[str, Field]]) -> list[dict[str, Field]]:
    """The lines with each amount that the count and price right above make in the line of these."""
    joined: list[dict[str, Field]] = []
    for line in lines:
        above = joined[-1] if joined else {}
        lacks = above.keys() >= _ABOVE and "net_amount" not in above
        if lacks and line.keys() in _BELOW and _makes(above, line["net_amount"]):
            joined[-1] = {**above, "net_amount": line["net_amount"]}
        else:
            joined.append(line)
    return joined


def _makes(line: Mapping[str, Field], amount: Field) -> bool:
    """Whether count times price, less the discount, is an amount."""
    made = Decimal(line["quantity"].value) * Decimal(line["unit_price"].value)
    net = Decimal(amount.value)
    if "discount" in line:
        off = Decimal(line["discount"].value)
        return any(abs(x - net) <= _CENT for x in (made - off, made * (1 - off / 100)))
    return abs(made - net) <= _CENT
