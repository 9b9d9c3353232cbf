"""The sum right below a short list proves its items."""

from tasks.items.proved_rows import name_proved_rows
from tasks.values.notation import POINT_NOTATION
from tests.tasks.tagged_pages import draw, names_of

_ROWS = [
    "Full membership 2026                  £36.00",
    "[line.description:Insurance], 4 colonies                  £4.75",
    "Beginners' [line.description:course]                     £85.00",
    "Total received                       [total_gross:£125.75]",
]


def _names(rows: list[str]) -> list[str]:
    page, tags = draw(rows)
    words = tuple(w._replace(box=(*w.box[:2], w.box[2] + 0.008, w.box[3])) for w in page.words)
    (got,) = name_proved_rows([page.model_copy(update={"words": words})], [tags], POINT_NOTATION)
    amounts = [w.text for w, t in zip(words, got, strict=True) if t.label == "line.net_amount"]
    return [f"{n} {a}" for n, a in zip(names_of(page, got), amounts, strict=False)]


def test_rows_that_make_the_sum_below_are_items() -> None:
    assert _names(_ROWS) == [
        "Full membership 2026 £36.00", "Insurance, 4 colonies £4.75", "Beginners' course £85.00",
    ]  # fmt: skip


def test_rows_that_miss_the_sum_or_name_a_tax_prove_nothing() -> None:
    assert _names([_ROWS[0].replace("36.00", "37.00"), *_ROWS[1:]]) == []
    assert (
        _names([_ROWS[0].replace("Full membership 2026", "VAT included at 20 %"), *_ROWS[1:]]) == []
    )


def test_rows_of_which_the_model_saw_little_stay() -> None:
    unseen = [row.replace("line.description", "O") for row in _ROWS]
    assert _names(unseen) == []


def test_groups_below_priced_items_are_none() -> None:
    item = "[line.description:Pump]     [line.unit_price:4.00]     [line.net_amount:8.00]"
    assert not any("membership" in name for name in _names([item, *_ROWS]))


def test_a_currency_between_name_and_amount_is_of_neither() -> None:
    rows = [row.replace("  £", "    EUR    ") for row in _ROWS[:3]]
    assert _names([*rows, f"Total received{' ' * 25}EUR    [total_gross:125.75]"]) == [
        "Full membership 2026 36.00", "Insurance, 4 colonies 4.75", "Beginners' course 85.00",
    ]  # fmt: skip
