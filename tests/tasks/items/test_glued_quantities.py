"""Quantities run together with their units at the beginning of a list's rows."""

from tasks.items.glued_quantities import name_glued_quantities
from tests.tasks.tagged_pages import draw


def _quantities(rows: list[str]) -> list[str]:
    page, tags = draw(rows)
    (got,) = name_glued_quantities([page], [tags])
    pairs = zip(page.words, got, strict=True)
    return [word.text for word, tag in pairs if tag.label == "line.quantity"]


def test_a_number_with_its_unit_before_each_name_is_the_quantity() -> None:
    rows = [
        "[line.code:6pcs]    [line.description:Door hinge]    crate [line.quantity?0.5:2]",
        "1.5kg     [line.description:Wood glue]     crate 3",
    ]
    assert _quantities(rows) == ["6pcs", "1.5kg"]


def test_one_such_word_or_no_unit_may_be_a_code() -> None:
    hinge = "[line.code:6pcs]    [line.description:Door hinge]"
    assert _quantities([hinge, "[line.code:AX-1]  [line.description:Glue]"]) == []
    assert _quantities([hinge.replace("pcs", "xrt"), hinge.replace("pcs", "q")]) == []


def test_a_quantity_that_the_model_is_sure_of_stays() -> None:
    row = "[line.code:6m]    [line.description:Door seal]    [line.quantity:12]"
    assert _quantities([row, row]) == ["12", "12"]


def test_a_size_before_a_name_is_a_part_of_it() -> None:
    rows = [
        "500g [line.description:Butter]        2.30",
        "1kg [line.description:Flour]        1.20",
    ]
    assert _quantities(rows) == []


def test_under_the_one_caption_of_quantities_the_unit_may_be_any() -> None:
    rows = ["Ps   Artikel   Bezeichnung                 Menge    Gewicht"]
    for number, glued in ((1, "18Kt"), (2, "24Ei"), (3, " 8St")):
        rows.append(
            f"[line.quantity?0.5:0{number}]   [line.code:4011{number}]     "
            f"[line.description:Speisequark Eimer]            {glued}   53,2 kg"
        )
    assert _quantities(rows) == ["18Kt", "24Ei", "8St"]
    rows[0] = rows[0].replace("Gewicht", "Anzahl ")
    assert _quantities(rows) == ["01", "02", "03"]


def test_of_what_was_ordered_and_shipped_the_shipped_is_the_quantity() -> None:
    rows = ["ORDER      SHIP       B/O   ITEM NO     DESCRIPTION     PRICE     AMOUNT"]
    for ordered, shipped, owed in (("6ea", "6ea", " "), ("4ea", "3ea", "[line.quantity:1]")):
        rows.append(
            f"{ordered}        [line.unit?0.5:{shipped}]        {owed}     [line.code:25290]       "
            "[line.description:Pipe hanger]     [line.unit_price:2.50]     [line.net_amount:7.50]"
        )
    assert _quantities(rows) == ["6ea", "3ea"]
    rows[0] = rows[0].replace("ORDER", "PLACE")
    assert _quantities(rows) == ["1"]
