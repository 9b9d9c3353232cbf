"""Quantity × price = amount decides which column is which."""

import pytest

from schemas.document import Page, Word
from schemas.prediction import WordTag
from tasks.items.products import label_products
from tasks.values.notation import POINT_NOTATION, Notation
from tests.tasks.tagged_pages import draw

NAME, QUANTITY, PRICE, AMOUNT = (
    "line.description", "line.quantity", "line.unit_price", "line.net_amount",
)  # fmt: skip


def _table(*rows: str) -> Page:
    """Rows of columns divided by " | ", right edges in line."""
    words = []
    for row, text in enumerate(rows):
        for column, cell in enumerate(text.split(" | ")):
            right = 0.2 * (column + 1)
            box = (right - 0.01 * len(cell), 0.1 * row, right, 0.1 * row + 0.03)
            words.append(Word(cell, box, row))
    return Page(width=600, height=800, words=tuple(words))


def _labels(page: Page, labels: list[str], decimal: str = ".") -> list[str]:
    tags = [WordTag(label, True, 0.8) for label in labels]
    return [tag.label for tag in label_products([page], [tags], Notation(decimal))[0]]


@pytest.mark.parametrize("wrong", [["O", QUANTITY, PRICE], [QUANTITY, "O", PRICE]])
def test_shifted_columns_are_put_right(wrong: list[str]) -> None:
    page = _table("Hose | 3 | 12.00 | 36.00", "Pump | 5 | 1.04 | 5.20")
    expected = [NAME, QUANTITY, PRICE, AMOUNT]
    assert _labels(page, [NAME, *wrong] * 2) == expected * 2


def test_the_column_without_cents_is_the_quantity() -> None:
    page = _table("Hose | 12,00 | 3 | 36,00", "Pump | 1,04 | 5 | 5,20")
    expected = [NAME, PRICE, QUANTITY, AMOUNT]
    assert _labels(page, [NAME, QUANTITY, "O", PRICE] * 2, ",") == expected * 2


def test_a_column_of_which_some_lack_cents_is_the_quantity() -> None:
    page = _table("Paving | 495.00 | 3 | 1485.00", "Trimming | 34.00 | 11.75 | 399.50")
    expected = [NAME, PRICE, QUANTITY, AMOUNT]
    assert _labels(page, [NAME, QUANTITY, PRICE, AMOUNT] * 2) == expected * 2


def test_hours_with_decimals_beside_whole_prices_stay_what_the_model_says() -> None:
    page = _table("Design | 2.50 | 80 | 200.00", "Print | 1.25 | 120 | 150.00")
    labels = [NAME, QUANTITY, PRICE, AMOUNT] * 2
    assert _labels(page, labels) == labels


def test_a_discount_lies_between() -> None:
    page = _table("Hose | 2 | 0.72 | 10 | 1.30")
    assert _labels(page, [NAME, QUANTITY, "O", "line.discount", PRICE]) == [
        NAME, QUANTITY, PRICE, "line.discount", AMOUNT,
    ]  # fmt: skip


def test_what_does_not_multiply_stays() -> None:
    page = _table("Hose | 3 | 12.00 | 99.00", "Pump | 5 | 1.04 | 77.20")
    labels = [NAME, "O", QUANTITY, PRICE] * 2
    assert _labels(page, labels) == labels


@pytest.mark.timeout(20)
def test_rows_of_a_wide_spreadsheet_take_no_time() -> None:
    row = " | ".join(f"{column}.25" for column in range(1, 61))
    page = _table(*[row] * 200)
    labels = [*["O"] * 59, AMOUNT] * 200
    assert _labels(page, labels) == labels


def test_what_is_left_of_a_row_is_a_discount_or_a_rate() -> None:
    page = _table("Hose | 2 | 5.00 | 10.00 | 20.00", "Pump | 4 | 2.50 | 10.00 | 20.00")
    taken = [NAME, QUANTITY, PRICE, AMOUNT, AMOUNT]
    assert _labels(page, taken * 2) == [NAME, QUANTITY, PRICE, AMOUNT, "line.tax_rate"] * 2
    page = _table("Hose | 2 | 5.00 | 8.00 | 9.20", "Pump | 3 | 1.00 | 8.00 | 2.76")
    taken = [NAME, QUANTITY, PRICE, PRICE, AMOUNT]
    assert _labels(page, taken * 2) == [NAME, QUANTITY, PRICE, "line.discount", AMOUNT] * 2


def test_a_rate_with_a_minus_is_a_discount() -> None:
    page = _table("Hose | 2 | -15,0% | 8,50")
    found = _labels(page, [NAME, QUANTITY, "line.tax_rate", AMOUNT], ",")
    assert found == [NAME, QUANTITY, "line.discount", AMOUNT]


def test_thousands_that_stand_apart_belong_to_their_amount() -> None:
    def word(text: str, x0: float, x1: float) -> Word:
        return Word(text, (x0, 0.1, x1, 0.12), 0)

    words = (
        word("Audit", 0.1, 0.2), word("1", 0.4, 0.41), word("1", 0.6, 0.61),
        word("195,67", 0.615, 0.68), word("1", 0.8, 0.81), word("195,67", 0.815, 0.88),
    )  # fmt: skip
    page = Page(width=600, height=800, words=words)
    assert _labels(page, [NAME, "O", "O", QUANTITY, "O", AMOUNT], ",") == [
        NAME, QUANTITY, PRICE, PRICE, AMOUNT, AMOUNT,
    ]  # fmt: skip


def test_of_two_rates_the_one_taken_off_is_the_discount() -> None:
    rows = "Tides | 14 | 9.99 | 42 | 0 | 81.12", "Canals | 9 | 12.99 | 42 | 0 | 67.81"
    tagged = [NAME, QUANTITY, PRICE, "line.tax_rate", "line.tax_rate", AMOUNT]
    expected = [NAME, QUANTITY, PRICE, "line.discount", "line.tax_rate", AMOUNT]
    assert _labels(_narrow(*rows), tagged * 2) == expected * 2


def test_a_tax_rate_as_high_as_the_discount_stays() -> None:
    rows = "Flour | 4 | 23.56 | 5 | 5 | 89.53", "Coffee | 6 | 15.97 | 5 | 5 | 91.03"
    labels = [NAME, QUANTITY, PRICE, "line.discount", "line.tax_rate", AMOUNT] * 2
    assert _labels(_narrow(*rows), labels) == labels


def _narrow(*rows: str) -> Page:
    """Like `_table`, with columns for more numbers."""
    page = _table(*rows)
    words = tuple(
        word._replace(box=(word.box[0] * 0.7, word.box[1], word.box[2] * 0.7, word.box[3]))
        for word in page.words
    )
    return page.model_copy(update={"words": words})


def test_what_a_unit_stands_behind_is_the_quantity_beside_prices_of_a_tenth_of_a_cent() -> None:
    rows = "Canvas | 412.50 | MTR | 17.850 | 7363.13", "Linen | 206.20 | MTR | 17.850 | 3680.67"
    tagged = [NAME, PRICE, "line.unit", PRICE, AMOUNT] * 2
    expected = [NAME, QUANTITY, "line.unit", PRICE, AMOUNT] * 2
    assert _labels(_table(*rows), tagged) == expected


def test_what_stands_behind_a_sign_is_the_price() -> None:
    rows = [
        "[line.net_amount:1,573.00]  [line.description:Daily clean]  [line.quantity:22] visits @ "
        "[line.net_amount:71.50]",
        "[line.net_amount:385.00]  [line.description:Washroom]  [line.quantity:4] weeks @ "
        "[line.net_amount:96.25]",
    ]
    page, tags = draw(rows)
    (got,) = label_products([page], [tags], POINT_NOTATION)
    prices = [
        word.text for word, tag in zip(page.words, got, strict=True)
        if tag.label == "line.unit_price"
    ]  # fmt: skip
    assert prices == ["71.50", "96.25"]


def test_the_only_amount_of_a_row_stays_one() -> None:
    page, tags = draw(["[line.description:Clean]  [line.quantity:22] @ [line.net_amount:71.50]"])
    assert label_products([page], [tags], POINT_NOTATION) == [tags]


def test_a_number_that_the_model_missed_is_named_as_on_the_other_rows() -> None:
    page = _table(
        "A | 40.00 | 13.90 | 556.00", "B | 4.00 | 20.85 | 83.40", "C | 3.50 | 2.00 | 7.00"
    )
    labels = [NAME, "O", PRICE, AMOUNT, *[NAME, QUANTITY, PRICE, AMOUNT] * 2]
    tags = tuple(WordTag(label, label != "O", 0.9) for label in labels)
    (got,) = label_products([page], [tags], POINT_NOTATION)
    assert [tag.label for tag in got] == [NAME, QUANTITY, PRICE, AMOUNT] * 3


@pytest.mark.parametrize(("rate", "found"), [("10%", True), ("10", True), ("12", False)])
def test_a_discount_that_the_model_missed_is_told_by_the_amount(rate: str, found: bool) -> None:
    page = _table(f"A | 24 | 12.50 | {rate} | 270.00", *["B | 2 | 5.00 | 0 | 10.00"] * 2)
    row = [NAME, QUANTITY, PRICE, "O", AMOUNT]
    tags = tuple(WordTag(label, label != "O", 0.9) for label in row * 3)
    (got,) = label_products([page], [tags], POINT_NOTATION)
    assert (got[3].label == "line.discount") is found


def test_a_row_s_tax_that_looks_like_a_rate_is_none_beside_its_rate() -> None:
    page = _table("Permit | 2 | 45.00 | 9% | 8.10 | 90.00", "Fee | 3 | 5.00 | 9% | 1.35 | 15.00")
    labels = [NAME, QUANTITY, PRICE, "line.tax_rate", PRICE, AMOUNT]
    expected = [NAME, QUANTITY, PRICE, "line.tax_rate", "O", AMOUNT]
    assert _labels(page, labels * 2) == expected * 2


def test_two_prices_on_a_row_are_a_price_and_the_amount() -> None:
    page = _table("A | 12 | 8.45 | 101.40", "B | 3 | 31.20 | 93.60", "C | 10 | 6.95 | 69.50")
    labels = [*[NAME, QUANTITY, PRICE, AMOUNT] * 2, NAME, QUANTITY, PRICE, PRICE]
    assert _labels(page, labels) == [NAME, QUANTITY, PRICE, AMOUNT] * 3
