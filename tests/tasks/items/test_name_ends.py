"""An item's name ends at rows that stand apart from it, are marked or set in smaller type."""

import pytest

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.items.name_ends import end_names
from tests.tasks.tagged_pages import draw

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


def test_a_marked_row_is_no_part_of_the_name() -> None:
    assert _names("Cable duct", "* light grey") == ["Cable duct"]
    assert _names("Cable duct", "light grey") == ["Cable duct light grey"]


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
        "[line.description+:• stress-relieved]",
    ]
    assert _read(*draw(rows)) == ["Bearing housing, welded from sheets", "Flange"]


def test_a_name_above_its_amounts_stays() -> None:
    rows = [
        _WIDE,
        "[line.description+:Flange]",
        "                                        [line.quantity:1]  [line.net_amount:8.00]",
    ]
    assert _read(*draw(rows)) == ["Network switch with 24 ports, rack Flange"]


def test_smaller_type_below_is_a_remark_unless_a_scan_tells_of_it() -> None:
    page, tags = draw([_WIDE, "[line.description+:19 inch, black]"])
    words = [
        word._replace(box=(x0, y0, x1, y0 + 0.8 * (y1 - y0))) if word.row else word
        for word in page.words
        for x0, y0, x1, y1 in [word.box]
    ]
    small = page.model_copy(update={"words": tuple(words)})
    assert _read(small, tags) == ["Network switch with 24 ports, rack"]
    for other in (page, small.model_copy(update={"origin": "ocr"})):
        assert _read(other, tags) == ["Network switch with 24 ports, rack 19 inch, black"]


def test_smaller_letters_go_on_with_a_name_that_ends_in_a_comma() -> None:
    page, tags = draw([f"[line.description:Hose clip,]{_AMOUNTS}", "[line.description+:rose]"])
    words = tuple(
        word._replace(box=(*word.box[:3], word.box[3] - 0.2 * (word.box[3] - word.box[1])))
        if word.row
        else word
        for word in page.words
    )
    assert _read(page.model_copy(update={"words": words}), tags) == ["Hose clip, rose"]


def test_what_traces_a_delivery_is_no_part_of_the_name() -> None:
    row = f"[line.description:Malt, active]{_AMOUNTS}"
    for below in ("Charge [line.description+:27-0815]", "[line.description+:Lot 5582]"):
        assert _read(*draw([_WIDE, row, below]))[1:] == ["Malt, active"]
    assert _read(*draw([row, "[line.description+:Lot of 6 bags]"])) == [
        "Malt, active Lot of 6 bags"
    ]


@pytest.mark.parametrize(
    ("below", "is_name"),
    [
        ("Traufe: 2 x 24,60 = 49,20", False),
        ("11.03. + 12.03.", False),
        ("08.03. bis 15.03.", False),
        ("NEVER DELIVERED", False),
        ("12 Stab a 12100 mm", False),
        ("Dest. Super Ocean", False),
        ("Empfänger: Werk 2", False),
        ("B/O 3 to follow", False),
        ("Im Rückstand: 5", False),
        ("Reliquat d'un rouleau", True),
        ("Empfänger 868 MHz", True),
        ("3 rolls, wide", True),
        ("Destined for the roof", True),
        ("01.03.2026 bis 31.03.2026", True),
        ("PVC", True),
        ("Grade 304 STAINLESS", True),
    ],
)
def test_how_it_was_measured_and_what_is_shouted_is_no_name(below: str, is_name: bool) -> None:
    row = f"[line.description:Gutter, half round]{_AMOUNTS}"
    name = f"Gutter, half round {below}" if is_name else "Gutter, half round"
    assert _read(*draw([row, f"[line.description+:{below}]"])) == [name]


def test_below_a_name_in_capitals_capitals_go_on_with_it() -> None:
    row = f"[line.description:GUTTER, HALF ROUND]{_AMOUNTS}"
    assert _read(*draw([row, "[line.description+:WITH BRACKETS]"])) == [
        "GUTTER, HALF ROUND WITH BRACKETS"
    ]


def _narrowed(rows: list[str], share: float) -> list[str]:
    """Names of a scan on which the letters of all rows without amounts are as much narrower."""
    page, tags = draw(rows)
    below = {word.row for word in page.words} - {
        word.row for word, tag in zip(page.words, tags, strict=True) if tag.label == "line.quantity"
    }
    words = [
        word._replace(box=(share * x0, y0, share * x1, y1)) if word.row in below else word
        for word in page.words
        for x0, y0, x1, y1 in [word.box]
    ]
    return _read(page.model_copy(update={"words": tuple(words), "origin": "ocr"}), tags)


def test_on_a_scan_narrower_letters_below_several_names_are_remarks() -> None:
    remark = "[line.description+:19 inch, black]"
    name = "Network switch with 24 ports, rack"
    assert _narrowed([_WIDE, remark, _WIDE, remark], 0.8) == [name, name]
    whole = f"{name} 19 inch, black"
    assert _narrowed([_WIDE, remark, _WIDE, remark], 0.95) == [whole, whole]
    assert _narrowed([_WIDE, remark, _WIDE], 0.88) == [whole, name]
    assert _narrowed([_WIDE, remark, _WIDE], 0.8) == [name, name]  # hardly a row of a name
    few = "[line.description+:mois]"
    assert _narrowed([_WIDE, few, _WIDE, few], 0.8) == [f"{name} mois", f"{name} mois"]


@pytest.mark.parametrize(
    ("name", "below", "goes_on"),
    [
        ("b0", "0", False),
        ("0", "5", False),
        ("0", "i0", False),
        ("b0", "b0", True),
        ("i0", "0", True),
        ("", "0", True),
        ("0", "", True),
    ],
)
def test_a_row_that_is_set_otherwise_is_no_part_of_the_name(
    name: str, below: str, *, goes_on: bool
) -> None:
    page, tags = draw([_WIDE, "[line.description+:19 inch]"])
    words = tuple(w._replace(face=below if w.row else name) for w in page.words)
    got = _read(page.model_copy(update={"words": words}), tags)
    assert got == ["Network switch with 24 ports, rack" + " 19 inch" * goes_on]


@pytest.mark.parametrize(
    ("below", "name"),
    [
        (
            "[line.quantity:3] h at [line.unit_price:58.00] - [line.description+:by phone]",
            ["Proofreading"],
        ),
        ("[line.description+:of the catalogue]", ["Proofreading of the catalogue"]),
        (
            "[line.quantity:3] at [line.unit_price:58.00] [line.description:Layout]",
            ["Proofreading", "Layout"],
        ),
    ],
)
def test_what_stands_behind_the_counts_below_a_name_is_a_remark(
    below: str, name: list[str]
) -> None:
    page, tags = draw(["[line.description:Proofreading]      [line.net_amount:174.00]", below])
    assert _read(page, tags) == name


def test_a_name_that_goes_on_without_having_begun_begins_with_its_row() -> None:
    page, tags = draw(["Courier [line.description+:and photocopies]     [line.net_amount:41.20]"])
    for chance, names in ((0.3, ["Courier and photocopies"]), (0.05, [])):
        first = WordTag("O", False, 1 - chance, (("line.description", chance),))
        (got,) = end_names([page], [(first, *tags[1:])])
        assert got[0].begins == bool(names)
    assert got[1].label == "line.description"


@pytest.mark.parametrize(("height", "face", "is_name"), [(0.8, "i4", False), (1.0, "i4", True)])
def test_a_remark_that_seems_to_begin_a_name_is_none(
    height: float, face: str, *, is_name: bool
) -> None:
    page, tags = draw([_WIDE, "[line.description:Posts 8 ft on center]"])
    words = []
    for word in page.words:
        x0, y0, x1, y1 = word.box
        box = (x0, y0, x1, y0 + height * (y1 - y0)) if word.row else word.box
        words.append(word._replace(box=box, face=face if word.row else "0"))
    got = _read(page.model_copy(update={"words": tuple(words)}), tags)
    assert got == ["Network switch with 24 ports, rack", *["Posts 8 ft on center"] * is_name]


def test_a_second_remark_is_no_item_either() -> None:
    rows = [_WIDE, "[line.description:Posts 8 ft on center]", "[line.description:Rails of wood]"]
    page, tags = draw(rows)
    words = []
    for word in page.words:
        x0, y0, x1, y1 = word.box
        box = (x0, y0, x1, y0 + 0.8 * (y1 - y0)) if word.row else word.box
        words.append(word._replace(box=box, face="i4" if word.row else "0"))
    got = _read(page.model_copy(update={"words": tuple(words)}), tags)
    assert got == ["Network switch with 24 ports, rack"]


def test_a_counted_name_begins_with_the_word_before_it() -> None:
    row = "[O?0.7:Mutterboden] [line.description+:gesiebt]     [line.quantity:18,88]"
    page, tags = draw([row])
    half = tags[0]._replace(alternatives=(("line.description", 0.3),))
    assert _read(page, (half, *tags[1:])) == ["Mutterboden gesiebt"]


def test_no_name_begins_with_to() -> None:
    row = "[O:LE19] [line.description+:to B78, 4 pallets]     [line.net_amount:168.00]"
    assert _read(*draw([row])) == ["LE19 to B78, 4 pallets"]


def test_a_position_does_not_begin_the_name_behind_it() -> None:
    row = "[O?0.7:1] [line.description+:Leistung laut Vertrag]     [line.quantity:3]"
    page, tags = draw([row])
    half = tags[0]._replace(alternatives=(("line.description", 0.3),))
    assert _read(page, (half, *tags[1:])) == ["Leistung laut Vertrag"]
