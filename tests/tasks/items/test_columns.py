"""A column of numbers votes on what it is."""

from tasks.items.columns import vote_columns
from tests.tasks.tagged_pages import draw


def labels(rows: list[str]) -> dict[str, str]:
    page, tags = draw(rows)
    (voted,) = vote_columns([page], [tags])
    return {word.text: tag.label for word, tag in zip(page.words, voted, strict=True)}


def test_a_doubtful_number_takes_the_label_of_its_column() -> None:
    got = labels(
        [
            "Bolts   [line.quantity:10]    [line.unit_price:5.00]     [line.net_amount:50.00]",
            "Nuts    [line.quantity:20]    [line.quantity?0.5:6.00]     [line.net_amount:120.00]",
            "Screws  [line.quantity:30]    [line.unit_price:7.00]     [line.net_amount:210.00]",
        ]
    )
    assert got["6.00"] == "line.unit_price"
    assert got["20"] == "line.quantity"


def test_a_sure_number_keeps_its_label() -> None:
    got = labels(
        [
            "Bolts   [line.unit_price:5.00]",
            "Nuts    [line.net_amount:6.00]",
            "Screws  [line.unit_price:7.00]",
        ]
    )
    assert got["6.00"] == "line.net_amount"


def test_two_rows_make_no_column() -> None:
    rows = ["Bolts   [line.unit_price:5.00]", "Nuts    [line.quantity?0.5:6.00]"]
    assert labels(rows)["6.00"] == "line.quantity"


def test_a_percentage_is_no_amount() -> None:
    got = labels(
        [
            "Rack     [line.net_amount:43.74]",
            "         [line.tax_rate?0.5:9.00%]",
            "Tile     [line.net_amount:83.16]",
            "         [line.discount?0.5:8.00%]",
        ]
    )
    assert (got["9.00%"], got["8.00%"]) == ("line.tax_rate", "line.discount")


def test_a_percentage_may_be_what_was_done_of_a_work() -> None:
    got = labels(
        [
            "Walls    [line.quantity:30%]",
            "Roof     [line.quantity:45%]",
            "Floor    [line.unit_price?0.5:25%]",
        ]
    )
    assert got["25%"] == "line.quantity"


def test_numbers_with_cents_that_end_their_rows_count_nothing() -> None:
    def got(*amounts: str, behind: str = "") -> dict[str, str]:
        return labels([f"Parcel {at}    [{amount}]{behind}" for at, amount in enumerate(amounts)])

    rows = ("line.quantity?0.9:12.75", "line.quantity:17.85", "line.net_amount?0.5:16.40")
    assert set(got(*rows).values()) == {"O", "line.net_amount"}
    assert got(*rows, behind="    kg")["12.75"] == "line.quantity"
    assert got("line.quantity:12.75", "line.quantity:17.85", "line.quantity:16.40")["12.75"] == (
        "line.quantity"
    )
