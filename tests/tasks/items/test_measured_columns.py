"""What is called a quantity is one, not what all packs of it weigh."""

from tasks.items.measured_columns import name_packs
from tests.tasks.tagged_pages import draw

_HEAD = "Art.-Nr.    Bezeichnung     Gebinde         Menge        kg"
_ROWS = [
    f"{code}       [line.description:{name}]      Sack 25 kg         {count}     {weight}"
    for code, name, count, weight in (
        ("10025", "Weizenmehl", "40", "[line.quantity:1.000]"),
        ("10031", "Roggenmehl", "24", "  [line.quantity:600]"),
    )
]


def _counts(head: str, rows: list[str]) -> list[str]:
    page, tags = draw([head, *rows])
    (got,) = name_packs([page], [tags])
    return [w.text for w, t in zip(page.words, got, strict=True) if t.label == "line.quantity"]


def test_the_count_of_packs_is_the_quantity() -> None:
    assert _counts(_HEAD, _ROWS) == ["40", "24"]


def test_without_such_captions_or_with_prices_quantities_stay() -> None:
    assert _counts(_HEAD.replace("  kg", "Rest"), _ROWS) == ["1.000", "600"]
    priced = [f"{row}   [line.net_amount:9.00]" for row in _ROWS]
    assert _counts(_HEAD, priced) == ["1.000", "600"]
