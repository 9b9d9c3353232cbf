"""What makes an item's amount: its quantity and its price."""

from decimal import Decimal

from schemas.record import Line

_FACTORS = ("quantity", "unit_price", "net_amount")


def factors_of(line: Line) -> tuple[Decimal, Decimal, Decimal] | None:
    """Quantity, price and amount of an item; None where one of them is not printed."""
    if any(name not in line for name in _FACTORS):
        return None
    count, price, amount = (Decimal(line[name].value) for name in _FACTORS)
    return count, price, amount


def turn_prices(line: Line) -> Line:
    """An item with its price for the amount, and the other way round."""
    return {**line, "unit_price": line["net_amount"], "net_amount": line["unit_price"]}
