"""Price and amount of an item, told from each other by arithmetic."""

from schemas.record import Field
from tasks.items.line_amounts import turn_crossed


def _line(quantity: str, price: tuple[str, float], net: tuple[str, float]) -> dict[str, Field]:
    """An item with its price and its amount, each where it begins in its row."""
    found = {"quantity": (quantity, 0.5), "unit_price": price, "net_amount": net}
    return {
        name: Field(
            value=value, raw=value, confidence=0.9, page=1, box=(x0, 0.3, x0 + 0.05, 0.32),
            origin="model",
        )
        for name, (value, x0) in found.items()
    }  # fmt: skip


def test_price_and_amount_are_turned_where_only_so_they_multiply() -> None:
    first = _line("2", price=("112.00", 0.3), net=("224.00", 0.1))
    crossed = _line("2", price=("5.06", 0.1), net=("2.53", 0.3))
    turned = {**crossed, "unit_price": crossed["net_amount"], "net_amount": crossed["unit_price"]}
    assert turn_crossed([first, crossed]) == [first, turned]
    assert turn_crossed([crossed]) == [crossed]
    usual = _line("2", price=("112.00", 0.1), net=("224.00", 0.3))
    assert turn_crossed([usual, crossed]) == [usual, crossed]
    other = _line("2", price=("5.06", 0.1), net=("2.50", 0.3))
    assert turn_crossed([first, other]) == [first, other]
