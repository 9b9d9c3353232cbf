"""An item's name ends where its column had room for what stands below."""

from tagged_pages import draw

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.name_ends import end_names

_AMOUNTS = "  [line.quantity:2]  [line.net_amount:9.00]"
_WIDE = f"[line.description:Network switch with 24 ports, rack]{_AMOUNTS}"


def _read(page: Page, tags: tuple[WordTag, ...]) -> list[str]:
    (got,) = end_names([page], [tags])
    names: list[str] = []
    for word, tag in zip(page.words, got, strict=True):
        if tag.label == "line.description":
            names = [*names, word.text] if tag.begins else [*names[:-1], f"{names[-1]} {word.text}"]
    return names


def _names(first: str, below: str) -> list[str]:
    row = f"[line.description:{first}]".ljust(54) + "[line.quantity:1]  [line.net_amount:8.00]"
    return _read(*draw([_WIDE, row, f"[line.description+:{below}]"]))[1:]


def test_a_row_that_had_room_above_is_no_part_of_the_name() -> None:
    assert _names("Cable duct", "light grey RAL 7035") == ["Cable duct"]


def test_a_row_that_had_no_room_above_goes_on() -> None:
    assert _names("Cable duct made of hard plastics", "halogen-free") == [
        "Cable duct made of hard plastics halogen-free"
    ]
    # Broken by a count of characters: a little room is left.
    assert _names("Cable duct made of p.v.c.", "halogens") == ["Cable duct made of p.v.c. halogens"]


def test_a_row_that_plainly_goes_on_does_whatever_room_it_had() -> None:
    for first in ("Cable duct,", "Cable duct with", "Kabelkanal mit", "Duct (grey", "Goulotte de"):
        assert _names(first, "cover") == [f"{first} cover"]


def test_what_says_something_of_its_own_ends_the_name_at_any_room() -> None:
    assert _names("Cable duct made of p.v.c.", "EAN 4080988") == ["Cable duct made of p.v.c."]
    assert _names("Cable duct made of hard plastics", "EAN 4080988521951 7") != [
        "Cable duct made of hard plastics"
    ]


def test_smaller_print_is_a_remark() -> None:
    row = "[line.description:Cable duct made of hard plastics]   [line.quantity:1]"
    page, tags = draw([_WIDE, row, "[line.description+:halogen-free]"])
    words = [
        word._replace(box=(*word.box[:3], word.box[1] + 0.8 * (word.box[3] - word.box[1])))
        if word.text == "halogen-free"
        else word
        for word in page.words
    ]
    small = page.model_copy(update={"words": tuple(words)})
    assert _read(small, tags)[1] == "Cable duct made of hard plastics"
    scanned = small.model_copy(update={"origin": "ocr"})
    assert _read(scanned, tags)[1] == "Cable duct made of hard plastics halogen-free"


def test_rows_far_below_or_left_of_the_name_are_none_of_it() -> None:
    row = "    [line.description:Cable duct made of hard plastics]   [line.quantity:1]"
    for rows in (
        [row, "", "    [line.description+:halogen-free]"],
        [row, "[line.description+:DRINKS]"],
    ):
        assert _read(*draw(rows)) == ["Cable duct made of hard plastics"]


def test_names_below_their_amounts_end_as_well() -> None:
    rows = [
        "4711                                    [line.quantity:1]  [line.net_amount:8.00]",
        "[line.description:Bearing housing, welded from sheets]",
        "4712                                    [line.quantity:1]  [line.net_amount:8.00]",
        "[line.description:Flange]",
        "[line.description+:stress-relieved]",
    ]
    assert _read(*draw(rows)) == ["Bearing housing, welded from sheets", "Flange"]


def test_a_name_above_its_amounts_stays() -> None:
    rows = [
        _WIDE,
        "[line.description+:Flange]",
        "                                        [line.quantity:1]  [line.net_amount:8.00]",
    ]
    assert _read(*draw(rows)) == ["Network switch with 24 ports, rack Flange"]
