"""Of amounts without tax, tax and with tax, the first is the item's."""

from tasks.items.taxed_columns import name_net_amounts
from tasks.values.notation import Notation
from tests.tasks.tagged_pages import draw

_HEAD = "Description                 Net £      VAT £      Total £"


def _amounts(*rows: str, head: str = _HEAD) -> list[str]:
    page, tags = draw([head, *rows])
    (got,) = name_net_amounts([page], [tags], Notation())
    return [w.text for w, t in zip(page.words, got, strict=True) if t.label == "line.net_amount"]


_FEE = (
    "[line.description:Fee]                         70.00      14.00      [line.net_amount:84.00]"
)
_COPY = (
    "[line.description:Copies]                      12.00       0.00      [line.net_amount:12.00]"
)


def test_what_tax_is_added_to_is_the_amount() -> None:
    assert _amounts(_FEE, _COPY) == ["70.00", "12.00"]


def test_without_captions_or_where_they_do_not_add_up_amounts_stay() -> None:
    plain = "Description                 Value      Other      Total £"
    assert _amounts(_FEE, _COPY, head=plain) == ["84.00", "12.00"]
    assert _amounts(_FEE, _COPY.replace("0.00 ", "3.00 ")) == ["84.00", "12.00"]


def test_no_tax_at_all_proves_nothing() -> None:
    free = _FEE.replace("14.00", " 0.00").replace("84.00", "70.00")
    assert _amounts(free, _COPY) == ["70.00", "12.00"]
    assert _amounts(_COPY) == ["12.00"]
