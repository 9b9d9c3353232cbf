"""Net and tax of each rate make those of the paper, where they make its total."""

import pytest

from schemas.record import Field, Fields
from tasks.sums.rated_nets import sum_up_rates
from tasks.values.normalize import Conventions
from tests.tasks.tagged_pages import draw

ROWS = [
    "Net 6 %   300.00",
    "VAT 6 %   18.00",
    "Net 21 %   50.00",
    "VAT 21 %   10.50",
    "Total  378.50",
]


def _sum_up(rows: list[str], **values: str) -> tuple[dict[str, str], list[tuple[str | None, ...]]]:
    fields: Fields = {
        name: Field(value=value, raw=value, confidence=0.9, origin="model")
        for name, value in values.items()
    }
    summed, taxes = sum_up_rates(fields, [], [draw(rows)[0]], Conventions())
    columns = ("rate", "base", "amount")
    return {n: f.value for n, f in summed.items() if isinstance(f, Field)}, [
        tuple(found.value if (found := getattr(tax, column)) else None for column in columns)
        for tax in taxes
    ]


@pytest.mark.parametrize("net", [{}, *({"total_net": v} for v in ("300.00", "50.00", "378.50"))])
def test_the_nets_of_all_rates_are_summed(net: dict[str, str]) -> None:
    fields, taxes = _sum_up(ROWS, total_gross="378.50", **net)
    assert fields == {"total_gross": "378.50", "total_net": "350.00", "total_tax": "28.50"}
    assert taxes == [("6", "300.00", "18.00"), ("21", "50.00", "10.50")]


def test_a_town_s_tax_of_its_guests_is_part_of_the_net() -> None:
    rows = ["Citytax (untaxed)   3.00", *ROWS[:4], "Total   381.50"]
    fields, taxes = _sum_up(rows, total_gross="381.50")
    assert fields == {"total_gross": "381.50", "total_net": "353.00", "total_tax": "28.50"}
    assert len(taxes) == 2
    rows[0] = "Breakfast   3.00"
    assert _sum_up(rows, total_gross="381.50") == ({"total_gross": "381.50"}, [])


def test_what_misses_the_total_is_not_summed() -> None:
    for rows in (ROWS[:2], [*ROWS[:3], "VAT 21 %   10.90"], ["Net 6 %   300.00", *ROWS[2:]]):
        assert _sum_up(rows, total_gross="378.50") == ({"total_gross": "378.50"}, [])
    assert _sum_up(ROWS, total_gross="400.00") == ({"total_gross": "400.00"}, [])


def test_a_net_that_is_none_of_the_rates_stays() -> None:
    assert _sum_up(ROWS, total_gross="378.50", total_net="351.00")[0]["total_net"] == "351.00"
