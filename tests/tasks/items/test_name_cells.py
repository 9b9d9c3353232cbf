"""Numbers before a name, years and rates behind it, in the name's own cell."""

import pytest

from tasks.items.name_cells import complete_name_cells
from tests.tasks.tagged_pages import draw, names_of

_COUNTED = "       [line.quantity:9800]    [line.net_amount:1886.50]"


def _names(*rows: str) -> list[str]:
    page, tags = draw([f"{row}{_COUNTED}" for row in rows])
    (got,) = complete_name_cells([page], [tags])
    names: list[str] = []
    for word, tag in zip(page.words, got, strict=True):
        if tag.label == "line.description":
            own = tag.begins or not names
            names = [*names, word.text] if own else [*names[:-1], f"{names[-1]} {word.text}"]
    return names


def test_a_number_before_a_name_is_of_it_where_other_names_begin_at_its_edge() -> None:
    carrier = "[line.code:PAK]     [line.description:4-pack carrier, black]"
    can = "[line.code:CAN]     16 [line.description:oz can, sleeve-label]"
    assert _names(can, carrier) == ["16 oz can, sleeve-label", "4-pack carrier, black"]
    assert _names(can) == ["oz can, sleeve-label"]
    priced = can.replace("16 ", "1.60 ")
    assert _names(priced, carrier) == ["oz can, sleeve-label", "4-pack carrier, black"]


def test_what_stands_before_a_name_that_goes_on_from_nothing_is_of_it() -> None:
    cut = "Carry out 40,000 mile [line.description+:service incl. inspection]"
    whole = "Carry out 40,000 mile service incl. inspection"
    assert _names(cut, "[line.description:Front pads]") == [whole, "Front pads"]
    begun = cut.replace("description+", "description")
    assert _names(begun) == ["service incl. inspection"]
    assert _names("[line.description:Front pads]", cut)[0].startswith("Front pads service")


@pytest.mark.parametrize("before", ["ART-4711", "Pos. 1", "Stk", "Betreff: Kiel", "Nov 3", "Mo 3."])
def test_codes_days_units_and_captions_are_of_no_name(before: str) -> None:
    assert _names(f"{before} [line.description+:Widget]") == ["Widget"]


def test_what_stands_before_a_column_of_names_is_of_none() -> None:
    rows = ("Neu [line.description+:Front pads]", "Alt [line.description:Rear pads]")
    assert _names(*rows) == ["Front pads", "Rear pads"]


def test_a_count_amid_a_name_is_of_it() -> None:
    row = "[line.description:Gas records,] [line.quantity:5] [line.description+:no. at £65]"
    assert _names(row) == ["Gas records, 5 no. at £65"]
    begun = row.replace("description+", "description")
    assert _names(begun) == ["Gas records,", "no. at £65"]


def test_a_day_below_its_caption_is_of_no_name() -> None:
    head = "Tag    Tätigkeit                Menge    Betrag"
    rows = (
        "10.08. [line.description:Testmigration]",
        "[line.description:28.08. Fernwartung]",
        "[line.description:Zwischenstand]",
    )
    page, tags = draw([head, *(f"{row}{_COUNTED}" for row in rows)])
    (got,) = complete_name_cells([page], [tags])
    assert names_of(page, got) == ["Testmigration", "Fernwartung", "Zwischenstand"]
    assert _names(*rows) == ["10.08. Testmigration", "28.08. Fernwartung", "Zwischenstand"]


def test_a_lone_code_that_another_name_begins_with_begins_a_name() -> None:
    crate, back = (
        "[line.code:E2-Kiste] [line.description:Pfand]",
        "[line.description:E2-Kiste zurück]",
    )
    assert _names(crate, back) == ["E2-Kiste Pfand", "E2-Kiste zurück"]
    assert _names(crate, "[line.description:Bratwurst]") == ["Pfand", "Bratwurst"]
    coded = "[line.code:E2] [line.description:Kiste]"
    assert _names(crate, back, coded) == ["Pfand", "E2-Kiste zurück", "Kiste"]


def test_a_year_or_a_rate_that_ends_the_cell_is_of_the_name() -> None:
    assert _names("[line.description:Early care –] January 2025") == ["Early care – January 2025"]
    assert _names("[line.description:Fuel surcharge] 9,5 %") == ["Fuel surcharge 9,5 %"]
    assert _names("[line.description:Fuel surcharge] kg") == ["Fuel surcharge"]
    assert _names("[line.description:Early care] see 2025 list") == ["Early care"]


def test_a_further_row_is_of_the_name_that_the_model_nearly_saw_it_whole_in() -> None:
    page, tags = draw([f"[line.description:Basin]{_COUNTED}", "incl. [line.description+:seat]"])
    for chance, whole in ((0.4, True), (0.1, False)):
        more = (("line.description", chance),)
        doubted = [tag._replace(alternatives=more) if tag.label == "O" else tag for tag in tags]
        (got,) = complete_name_cells([page], [doubted])
        found = [w.text for w, t in zip(page.words, got, strict=True) if t.label.endswith("tion")]
        assert found == (["Basin", "incl.", "seat"] if whole else ["Basin", "seat"])


@pytest.mark.parametrize(
    ("captions", "name"),
    [
        ("VAT", "Commission (12%) of €884.50"),
        ("Quantity", "Commission of"),
        ("Price", "Commission of"),
    ],
)
def test_under_no_caption_for_them_a_rate_and_its_price_are_the_name_s(
    captions: str, name: str
) -> None:
    rows = [
        f"Description                              {captions}      Amount",
        "[line.description:Commission] [line.quantity:(12%)] [line.description+:of] "
        "[line.unit_price:€884.50]           20%      [line.net_amount:106.14]",
    ]
    page, tags = draw(rows)
    (got,) = complete_name_cells([page], [tags])
    assert names_of(page, got) == [name]


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("[line.description:Coffee] [line.quantity:2]", "Coffee"),
        ("[line.description:Advice] [line.quantity:5] [line.unit:hrs] at [line.unit_price:120.00]",
         "Advice"),
        ("[line.description:ADDED LINES] [line.quantity:6] @ [line.unit_price:4.50]",
         "ADDED LINES"),
        ("[line.description:Fee, 27% of sales] [line.unit_price:€100.00]",
         "Fee, 27% of sales €100.00"),
        ("[line.description:Fee] [line.quantity:(12] [line.description+:%) sur] "
         "[line.unit_price:225,00]", "Fee (12 %) sur 225,00"),
        ("[line.description:Stuhl, 10% Rabatt auf] [line.unit_price:30.00]",
         "Stuhl, 10% Rabatt auf"),
    ],
)  # fmt: skip
def test_only_a_rate_and_what_it_is_of_are_of_a_name_beside_which_no_caption_names_them(
    row: str, name: str
) -> None:
    head = "Leistung                              Betrag EUR"
    page, tags = draw([head, f"{row}         [line.net_amount:27.00]"])
    (got,) = complete_name_cells([page], [tags])
    assert names_of(page, got) == [name]
