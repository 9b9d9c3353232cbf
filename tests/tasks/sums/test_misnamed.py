"""A tip, a town's tax of its guests and change are no rounding and no allowance."""

import pytest

from schemas.record import Field, Fields
from tasks.sums.misnamed import drop_misnamed
from tests.tasks.tagged_pages import draw


def _read(
    row: str, name: str, currency: str = "EUR", *, below: bool = False, lines: str = ""
) -> dict[str, str]:
    rows = ["Total   40.00", row] if below else [row, "Total   40.00"]
    page, _ = draw(rows)
    words = {"total_gross": "40.00", name: row.split()[-1]}
    boxes = {word.text: word.box for word in page.words}
    fields: Fields = {
        n: Field(value=v, raw=v, confidence=0.9, page=1, box=boxes[v], origin="model")
        for n, v in words.items()
    }
    if lines:
        fields["lines_net"] = Field(value=lines, raw=lines, confidence=0.9, origin="model")
    fields["currency"] = Field(value=currency, raw="", confidence=0.9, origin="rule")
    found = drop_misnamed(fields, [page])
    others = found.keys() - {"total_gross", "currency", "lines_net"}
    return {n: f.value for n in others if isinstance(f := found[n], Field)}


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("Resto   5.00", "rounding"),
        ("Rabatt Händler   -1.00", "rounding"),
        ("Rabatt   -0.50", "rounding"),
        ("BONUS   -2.00", "rounding"),
        ("Tassa di soggiorno   0.80", "rounding"),
        ("Taxe de séjour (hors TVA)   2.53", "allowances"),
        ("Tasa turística   2.20", "allowances"),
        ("Toeristenbelasting   2.20", "allowances"),
        ("Citytax   2.20", "allowances"),
        ("Rückgeld   -3.03", "allowances"),
    ],
)
def test_what_has_another_name_is_dropped(row: str, name: str) -> None:
    assert _read(row, name) == {}


@pytest.mark.parametrize("row", ["Fooi   3.20", "Trinkgeld   3.20", "Pourboire   3.20"])
def test_a_tip_that_the_total_holds_is_a_charge(row: str) -> None:
    assert _read(row, "allowances") == _read(row, "rounding") == {"charges": "3.20"}
    assert _read(row, "allowances", below=True) == {}


@pytest.mark.parametrize(
    ("row", "name", "currency"),
    [
        ("Rundung   -0.02", "rounding", "CHF"),
        ("Arrondi   1.00", "rounding", "EUR"),
        ("Adj   0.04", "rounding", "MYR"),
        ("Adj   50", "rounding", "IDR"),
        ("Rabatt   1.00", "allowances", "EUR"),
        ("Kerekítés   -2", "rounding", "HUF"),
        ("Discount (excl. tip)   3.00", "allowances", "GBP"),
        ("Rabatt Tip des Tages   3.00", "allowances", "EUR"),
    ],
)
def test_what_is_one_stays(row: str, name: str, currency: str) -> None:
    assert _read(row, name, currency) == {name: row.split()[-1]}


def test_what_makes_the_total_as_a_discount_is_one() -> None:
    row = "Ermäßigung mit Kurkarte/Kurtaxe   3.00"
    assert _read(row, "allowances", lines="43.00") == {"allowances": "3.00"}
    assert _read(row, "allowances", lines="40.00") == {}
    assert _read("Rabatt   -0.50", "rounding", lines="40.50") == {"allowances": "0.50"}
    assert _read("Rabatt   -0.50", "rounding", lines="40.00") == {}
