"""Counts in the row below a name are what times the price is the amount."""

from tasks.items.counts_below import name_counts_below
from tasks.values.notation import Notation
from tests.tasks.tagged_pages import draw

_HEAD = "Pos.      Material       Bezeichnung                     Preis/EH       Nettowert"


def _item(position: str, name: str, price: str, amount: str) -> str:
    return (
        f"{position}        M-00{len(name)}       [line.description:{name}]          "
        f"[line.unit_price:{price}]          [line.net_amount:{amount}]"
    )


def _counts(*rows: str) -> list[str]:
    page, tags = draw([_HEAD, *rows])
    (got,) = name_counts_below([page], [tags], Notation(","))
    return [w.text for w, t in zip(page.words, got, strict=True) if t.label == "line.quantity"]


_BEARING = _item("10", "Kugellager", "7,84", "470,40")
_SEAL = _item("[line.quantity:20]", "Dichtung", "3,15", "378,00")


def test_a_count_below_each_name_is_its_quantity_and_no_position() -> None:
    rows = (_BEARING, "         60 ST             Termin: 12.11.2025",
            _SEAL, "         [line.description:120] ST            Termin: 12.11.2025")  # fmt: skip
    assert _counts(*rows) == ["60", "120"]


def test_a_number_that_does_not_make_the_amount_is_no_count() -> None:
    rows = (_BEARING, "         61 ST", _SEAL, "         120 ST")
    assert _counts(*rows) == ["20"]


def test_counts_on_the_items_own_rows_stay() -> None:
    own = _BEARING.replace("10   ", "[line.quantity:60]   ")
    assert _counts(own, "         60 ST", own, "         60 ST") == ["60", "60"]


def test_counts_stand_in_one_column() -> None:
    rows = (_BEARING, "         60 ST", _SEAL, "                           120 ST")
    assert _counts(*rows) == ["20"]
