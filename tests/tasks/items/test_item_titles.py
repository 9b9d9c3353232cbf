"""Numbered titles above the texts of items name them; texts that wrap do not."""

from tasks.items.item_titles import name_by_titles
from tests.tasks.tagged_pages import draw

_AMOUNTS = "       [line.quantity:12]      [line.unit_price:4.00]      [line.net_amount:48.00]"


def _names(rows: list[str]) -> list[str]:
    page, tags = draw(rows)
    (got,) = name_by_titles([page], [tags])
    names: list[str] = []
    for word, tag in zip(page.words, got, strict=True):
        if tag.label == "line.description":
            names = [*names, word.text] if tag.begins else [*names[:-1], f"{names[-1]} {word.text}"]
    return names


def _item(title: str, text: str) -> list[str]:
    return [title, f"    [line.description:{text}]", _AMOUNTS]


def test_a_title_with_room_behind_it_is_the_name() -> None:
    rows = [
        *_item("1   Floor tiles", "Tiles laid in thin bed, joints filled, edges cut to size."),
        *_item("2   [line.description:Skirting]", "Skirting tiles, cut on site."),
    ]
    assert _names(rows) == ["Floor tiles", "Skirting"]


def test_a_text_that_wraps_or_stands_alone_keeps_its_first_row() -> None:
    text = "Floor tiles laid in a thin bed of mortar, with joints"
    rows = [*_item(f"1   {text}", "filled in grey"), *_item(f"2   {text}", "filled in white")]
    assert _names(rows) == ["filled in grey", "filled in white"]
    single = _item("1   Floor tiles", "Tiles laid in thin bed, joints filled.")
    assert _names(single) == ["Tiles laid in thin bed, joints filled."]


def test_neither_a_code_nor_the_title_of_several_items_is_a_name() -> None:
    bolt = [
        "10   [line.code:MAT-100234]",
        "     [line.description:Hexagon bolt, zinc plated]",
        _AMOUNTS,
    ]
    nut = [
        "20   [line.code:MAT-100240]",
        "     [line.description:Hexagon nut, zinc plated]",
        _AMOUNTS,
    ]
    assert _names([*bolt, *nut]) == ["Hexagon bolt, zinc plated", "Hexagon nut, zinc plated"]
    dig = ["    [line.description:Topsoil dug out by machine and kept]", _AMOUNTS]
    fill = ["    [line.description:Gravel filled in by layers]", _AMOUNTS]
    rows = ["1   Earthworks", *dig, *fill, "2   Gardens", *dig, *fill]
    assert "Earthworks" not in _names(rows)
