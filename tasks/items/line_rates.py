"""Discounts of item lines that were taken for their tax rates, and rates taken for discounts."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from schemas.record import Line
from tasks.items.line_factors import factors_of
from tasks.values.amounts import comes_to


def find_discounts(lines: Sequence[Line]) -> list[Line]:
    """The lines, each percentage named by what it does to the amount.

    A rate is a discount where quantity × price less that rate is the amount; a discount that takes
    nothing off is a rate where other lines have the same one.
    """
    mended = [_mend(dict(line)) for line in lines]
    rates = {Decimal(line["tax_rate"].value) for line in mended if "tax_rate" in line}
    return [_find_rate(line, rates) for line in mended]


def _mend(line: Line) -> Line:
    given = line.get("discount")
    if given is not None and given.value.startswith("-"):  # "-15,0 %" is as much off
        line["discount"] = given.model_copy(update={"value": given.value.removeprefix("-")})
    full, net = _full_and_net(line)
    if "discount" in line or "tax_rate" not in line or full is None or net is None:
        return line
    rate = abs(Decimal(line["tax_rate"].value))
    reduced = full * (1 - rate / 100)
    if rate and not comes_to(full, net) and comes_to(reduced, net):
        line["discount"] = line.pop("tax_rate")
    return line


def _find_rate(line: Line, rates: Collection[Decimal]) -> Line:
    full, net = _full_and_net(line)
    if "discount" not in line or "tax_rate" in line or full is None or net is None:
        return line
    percent = Decimal(line["discount"].value)
    if percent in rates and percent and comes_to(full, net):
        rate = line.pop("discount")
        line["tax_rate"] = rate.model_copy(update={"value": f"{percent.normalize():f}"})
    return line


def _full_and_net(line: Line) -> tuple[Decimal | None, Decimal | None]:
    """Quantity × price and the amount, where all three are printed."""
    factors = factors_of(line)
    if factors is None:
        return None, None
    quantity, price, net = map(abs, factors)
    return quantity * price, net
