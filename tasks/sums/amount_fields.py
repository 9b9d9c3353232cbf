"""The amounts among a document's fields, by name, as what settles them reads them."""

from collections.abc import Mapping
from decimal import Decimal

from schemas.record import Field

Amounts = Mapping[str, Decimal]
BETWEEN = frozenset({"allowances", "charges"})  # what stands between the lines and the net
ENDS = frozenset({"total_net", "total_gross"})
TOTALS_N = 3  # net, tax and gross
MOST_ROUNDING = Decimal(1)
ZERO = Decimal(0)
CLOSED = 0.9  # how often an amount is right that closes a sum and that nothing else claims


def decimal_of(field: Field) -> Decimal:
    """The amount that a field of money holds."""
    return Decimal(field.value)


def made_net(values: Amounts) -> Decimal:
    """What lines, discounts and charges make the net (BR-CO-13)."""
    return values["lines_net"] - values.get("allowances", ZERO) + values.get("charges", ZERO)
