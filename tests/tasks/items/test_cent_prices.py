"""A price in cents is one in the currency, and a price for a hundred pieces stays."""

import pytest

from schemas.record import Field
from tasks.items.cent_prices import price_in_currency
from tests.tasks.tagged_pages import draw, printed


def _price(rows: list[str], *factors: str) -> str:
    page, _ = draw(rows)
    values = dict(zip(("quantity", "unit_price", "net_amount"), factors, strict=True))
    texts = [word.text for word in page.words]
    line: dict[str, Field] = {}
    for column, value in values.items():
        raw = f"{float(value):,.2f}".translate(str.maketrans(",.", ".,"))
        at = next(i for i, text in enumerate(texts) if text.startswith(raw))
        line[column] = printed(page, at, at).model_copy(update={"value": value})
    return price_in_currency([line], [page])[0]["unit_price"].value


@pytest.mark.parametrize(
    "rows",
    [
        ["Arbeitspreis    14.300,00 kWh     25,10 ct      3.589,30"],
        ["Arbeitspreis    14.300,00 kWh     25,10 ct/kWh  3.589,30"],
        ["Electricity     14.300,00 kWh     25,10p        3.589,30"],
        ["Énergie         14.300,00 kWh     25,10 c€/kWh  3.589,30"],
        ["Posten   Menge   Preis (ct/kWh)  Betrag", "A   14.300,00    25,10    3.589,30"],
        ["Posten   Menge   Preis Cent/kWh  Betrag", "A   14.300,00    25,10    3.589,30"],
        ["Concepto Cantidad  Céntimos/kWh  Total €", "A   14.300,00    25,10    3.589,30"],
    ],
)
def test_a_price_in_cents_is_one_in_the_currency(rows: list[str]) -> None:
    assert _price(rows, "14300.00", "25.10", "3589.30") == "0.2510"


@pytest.mark.parametrize(
    ("row", "price", "net"),
    [
        ("Blindniete     14.300,00 St     25,10 / 100   3.589,30", "25.10", "3589.30"),
        ("Arbeitspreis   14.300,00 kWh     0,25 ct      3.575,00", "0.25", "3575.00"),
        ("Conduit        14.300,00        25,10 C       3.589,30", "25.10", "3589.30"),
        ("Rivets         14.300,00  25,10 le cent       3.589,30", "25.10", "3589.30"),
        ("CT-58 Rohr     14.300,00 St     25,10         3.589,30", "25.10", "3589.30"),
    ],
)
def test_another_price_stays(row: str, price: str, net: str) -> None:
    assert _price([row], "14300.00", price, net) == price
