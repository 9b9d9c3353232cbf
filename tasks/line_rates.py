"""Discounts of item lines that were taken for their tax rates."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from schemas.record import Field

_TOLERANCE = Decimal("0.011")


def find_discounts(lines: Sequence[Mapping[str, Field]]) -> list[dict[str, Field]]:
    """The lines, a rate named a discount where quantity × price less that rate is the amount."""
    return [_mend(dict(line)) for line in lines]


def _mend(line: dict[str, Field]) -> dict[str, Field]:
    given = line.get("discount")
    if given is not None and given.value.startswith("-"):  # "-15,0 %" is as much off
        line["discount"] = given.model_copy(update={"value": given.value.removeprefix("-")})
    needed = ("quantity", "unit_price", "net_amount", "tax_rate")
    if "discount" in line or any(name not in line for name in needed):
        return line
    quantity, price, net, rate = (abs(Decimal(line[name].value)) for name in needed)
    full = quantity * price
    reduced = full * (1 - rate / 100)
    if rate and abs(full - net) > _TOLERANCE and abs(reduced - net) <= _TOLERANCE:
        line["discount"] = line.pop("tax_rate")
    return line
