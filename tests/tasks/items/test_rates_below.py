"""A row below each item that says its rate of tax does so."""

import pytest

from tasks.items.rates_below import name_rates_below
from tests.tasks.tagged_pages import draw

_ITEM = "[line.description:Contactor]      [line.quantity:5]    [line.net_amount:206.00]"


def _rates(rows: list[str]) -> list[str]:
    page, tags = draw(rows)
    (got,) = name_rates_below([page], [tags])
    return [w.text for w, t in zip(page.words, got, strict=True) if t.label == "line.tax_rate"]


@pytest.mark.parametrize("name", ["Output VAT 20.000 %", "MwSt. 20.000 %", "TVA: 20.000 %"])
def test_it_is_the_items_rate(name: str) -> None:
    assert _rates([_ITEM, "Short delivered", name, _ITEM, name]) == ["20.000", "20.000"]


def test_what_says_more_or_stands_elsewhere_is_none() -> None:
    total = "Output VAT 20.000 % on 412.00           [total_tax:82.40]"
    assert _rates([_ITEM, total, _ITEM, total]) == []
    far = ["Short delivered"] * 4
    assert _rates([_ITEM, *far, "VAT 20 %", _ITEM, *far, "VAT 20 %"]) == []
    assert _rates([_ITEM, "VAT 20 %", "VAT 20 %"]) == []
    rated = _ITEM + "    [line.tax_rate:5]"
    assert _rates([rated, "VAT 20 %", rated, "VAT 20 %"]) == ["5", "5"]
