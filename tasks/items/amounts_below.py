"""Amounts in the row below an item's count and price, which the model takes for an item."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from schemas.document import union
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
            joined[-1] = {**above, "net_amount": line["net_amount"], **_go_on(above, line)}
        else:
            joined.append(line)
    return joined


def _go_on(above: Mapping[str, Field], line: Mapping[str, Field]) -> dict[str, Field]:
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


def _makes(line: Mapping[str, Field], amount: Field) -> bool:
    """Whether count times price, less the discount, is an amount; of one piece any may be."""
    if Decimal(line["quantity"].value) == 1 or not Decimal(amount.value):
        return False
    made = Decimal(line["quantity"].value) * Decimal(line["unit_price"].value)
    net = Decimal(amount.value)
    if "discount" in line:
        off = Decimal(line["discount"].value)
        return any(abs(x - net) <= _CENT for x in (made - off, made * (1 - off / 100)))
    return abs(made - net) <= _CENT
