"""Amounts in the row below an item's count and price, which the model takes for an item.

Or its count and price in the row below its amount: "2 Espresso   5,60" above "2 x 2,80".
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from schemas.document import union
from schemas.record import Field, Line
from tasks.values.amounts import multiplies

_ABOVE = frozenset({"quantity", "unit_price"})
_BELOW = (frozenset({"net_amount"}), frozenset({"net_amount", "description"}))


def join_amounts_below(lines: Sequence[Line]) -> list[Line]:
    """The lines with each amount that the count and price right above make in the line of these."""
    joined: list[Line] = []
    for line in lines:
        above = joined[-1] if joined else {}
        lacks = above.keys() >= _ABOVE and "net_amount" not in above
        if lacks and line.keys() in _BELOW and _makes(above, line["net_amount"]):
            joined[-1] = {**above, "net_amount": line["net_amount"], **_go_on(above, line)}
        else:
            joined.append(line)
    return joined


def join_counts_below(lines: Sequence[Line]) -> list[Line]:
    """The lines with the price that the row below tells where it counts once more what is above."""
    joined: list[Line] = []
    for line in lines:
        above = joined[-1] if joined else {}
        counted = "quantity" in above and "unit_price" not in above and line.keys() == _ABOVE
        if counted and _tells_price(above, line):
            joined[-1] = {**above, "unit_price": line["unit_price"]}
        else:
            joined.append(line)
    return joined


def _tells_price(above: Line, line: Line) -> bool:
    """Whether a line has another's count, and with its price makes the amount of that one."""
    same = Decimal(above["quantity"].value) == Decimal(line["quantity"].value)
    return same and "net_amount" in above and _makes(line, above["net_amount"])


def _go_on(above: Line, line: Line) -> Line:
    """The description of both rows, if both have one."""
    first, second = above.get("description"), line.get("description")
    if first is None or second is None:
        return {} if second is None else {"description": second}
    update: dict[str, Any] = {
        name: f"{getattr(first, name)} {getattr(second, name)}" for name in ("value", "raw")
    }
    if first.box is not None and second.box is not None and first.page == second.page:
        update["box"] = union([first.box, second.box])
    return {"description": first.model_copy(update=update)}


def _makes(line: Line, amount: Field) -> bool:
    """Whether count times price, less the discount, is an amount; of one piece any may be."""
    if Decimal(line["quantity"].value) == 1 or not Decimal(amount.value):
        return False
    count, price = (Decimal(line[name].value) for name in ("quantity", "unit_price"))
    off = Decimal(line["discount"].value) if "discount" in line else Decimal(0)
    return multiplies(count, price, Decimal(amount.value), off)
