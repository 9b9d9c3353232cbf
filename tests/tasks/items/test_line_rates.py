"""A rate by which the amount of a line is less is its discount."""

from schemas.record import Field
from tasks.items.line_rates import find_discounts


def _line(**values: str) -> dict[str, Field]:
    return {
        name: Field(value=value, raw=value, confidence=0.9, origin="model")
        for name, value in values.items()
    }


def test_a_rate_that_lowers_the_amount_is_a_discount() -> None:
    line = _line(quantity="2", unit_price="150.00", net_amount="240.00", tax_rate="20")
    (mended,) = find_discounts([line])
    assert mended["discount"].value == "20"
    assert "tax_rate" not in mended


def test_a_tax_rate_stays() -> None:
    for net in ("300.00", "360.00"):
        line = _line(quantity="2", unit_price="150.00", net_amount=net, tax_rate="20")
        assert find_discounts([line]) == [line]
    assert find_discounts([_line(description="x", tax_rate="20")])[0]["tax_rate"].value == "20"


def test_a_discount_that_takes_nothing_off_is_the_rate_of_other_lines() -> None:
    taxed = _line(quantity="2", unit_price="150.00", net_amount="300.00", tax_rate="20")
    line = _line(quantity="1", unit_price="10.02", net_amount="10.02", discount="20.00")
    assert find_discounts([taxed, line])[1]["tax_rate"].value == "20"
    assert "discount" not in find_discounts([taxed, line])[1]
    other = _line(quantity="1", unit_price="10.02", net_amount="10.02", discount="3.00")
    assert find_discounts([taxed, other])[1] == other
