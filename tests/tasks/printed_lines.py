"""Item lines made by hand, each printed on a row of one page."""

from schemas.record import Field


def printed_field(value: str, row: int) -> Field:
    """A value as the model reads it on a row."""
    box = (0.5, row / 20, 0.6, row / 20 + 0.02)
    return Field(value=value, raw=value, confidence=0.9, page=1, box=box, origin="model")


def priced_item(net: str, row: int) -> dict[str, Field]:
    """A line with all that an item is priced by."""
    others = {
        name: printed_field("1.00", row) for name in ("description", "quantity", "unit_price")
    }
    return {**others, "net_amount": printed_field(net, row)}


def named_amount(name: str, net: str, row: int) -> dict[str, Field]:
    """A line with a name and an amount alone."""
    return {"description": printed_field(name, row), "net_amount": printed_field(net, row)}
