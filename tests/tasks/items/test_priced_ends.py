"""Counts and "à" that stand at a name's end, where its price stood behind them."""

import pytest

from schemas.record import Field
from tasks.items.priced_ends import mend_priced_ends
from tests.tasks.printed_lines import printed_field


@pytest.mark.parametrize(
    ("name", "price", "net", "count", "mended"),
    [
        ("Bio-Riegel 3 x", "1.29", "3.87", "3", "Bio-Riegel"),
        ("Bio-Riegel 3", "1.29", "3.87", "3", "Bio-Riegel"),
        ("Sonnencreme LSF 50", "12.95", "12.95", None, "Sonnencreme LSF 50"),
        ("Roggenbrot 750g à", "3.95", "7.90", None, "Roggenbrot 750g"),
        ("Kaffee", "3.20", "3.20", None, "Kaffee"),
    ],
)
def test_a_count_that_the_amount_proves_is_none_of_the_name(
    name: str, price: str, net: str, count: str | None, mended: str
) -> None:
    box = (0.61, 0.0, 0.65, 0.02)  # right behind the name
    line = {
        "description": printed_field(name, 0),
        "unit_price": printed_field(price, 0).model_copy(update={"box": box}),
        "net_amount": printed_field(net, 0),
    }
    (found,) = mend_priced_ends([line])
    values = {column: field.value for column, field in found.items() if isinstance(field, Field)}
    assert values.get("quantity") == count
    assert values["description"] == mended


def test_a_price_in_a_column_leaves_the_name_as_it_is() -> None:
    line = {
        "description": printed_field("Numéro communiqué à", 0),
        "unit_price": printed_field("3.95", 0).model_copy(update={"box": (0.8, 0.0, 0.9, 0.02)}),
    }
    assert mend_priced_ends([line]) == [line]


def test_a_counted_line_keeps_the_number_in_its_name() -> None:
    line = {
        "description": printed_field("Bio-Riegel 3", 0),
        "quantity": printed_field("3", 0),
        "unit_price": printed_field("1.29", 0),
        "net_amount": printed_field("3.87", 0),
    }
    assert mend_priced_ends([line]) == [line]


@pytest.mark.parametrize(
    ("name", "mended", "price"),
    [
        ("Regie 118.00", "Regie", "118.00"),
        ("Regie 118,00", "Regie", "118.00"),
        ("Regie 117.00", "Regie 117.00", None),
        ("Schraube M8 118", "Schraube M8 118", None),
    ],
)
def test_a_price_at_a_name_s_end_is_one_where_the_amount_proves_it(
    name: str, mended: str, price: str | None
) -> None:
    line = {
        "description": printed_field(name, 0),
        "quantity": printed_field("14.5", 0),
        "net_amount": printed_field("1711.00", 0),
    }
    (found,) = mend_priced_ends([line])
    assert found["description"].value == mended
    assert (found["unit_price"].value if "unit_price" in found else None) == price
