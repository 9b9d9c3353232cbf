"""Names whose amounts stand on their second row."""

from tasks.items.last_row_amounts import begin_above
from tests.tasks.tagged_pages import draw

_NAME = "line.description"


def _names(rows: list[str]) -> list[str]:
    page, tags = draw(rows)
    (mended,) = begin_above([page], [tags], [tags])
    names: list[str] = []
    for word, tag in zip(page.words, mended, strict=True):
        if tag.label != _NAME:
            continue
        if tag.begins:
            names.append(word.text)
        else:
            names[-1] += f" {word.text}"
    return names


def _item(name: str, amount: str, on: str = "") -> str:
    return f"[{_NAME}{on}:{name}]".ljust(60 + len(_NAME)) + f"[line.net_amount:{amount}]"


def test_a_name_in_small_letters_goes_on_from_the_row_above() -> None:
    rows = [
        _item("Travel time", "110.00"),
        f"[{_NAME}+:Preparation of the] deed, talks,",
        _item("with the accountant", "960.00"),
    ]
    assert _names(rows) == ["Travel time", "Preparation of the deed, talks, with the accountant"]


def test_a_remark_stays_where_the_next_name_begins_in_a_capital() -> None:
    rows = [_item("Chair", "10.00"), f"[{_NAME}+:Oak, oiled]", _item("Table", "20.00")]
    assert _names(rows) == ["Chair Oak, oiled", "Table"]


def test_where_all_names_are_small_they_tell_nothing() -> None:
    rows = [_item("chair", "10.00"), f"[{_NAME}+:Oak, oiled]", _item("table", "20.00")]
    assert _names(rows) == ["chair Oak, oiled", "table"]


def test_a_row_of_another_column_is_no_name() -> None:
    rows = [_item("Chair", "10.00"), "          Delivered", _item("and table", "20.00")]
    assert _names(rows) == ["Chair", "and table"]


def test_what_is_added_to_an_item_is_one_of_its_own() -> None:
    rows = [_item("Kiste Bier", "10.00"), f"[{_NAME}+:Flaschen,]", _item("zzgl. Pfand", "3.10")]
    assert _names(rows) == ["Kiste Bier Flaschen,", "zzgl. Pfand"]
    rows = [_item("Cover", "10.00"), f"[{_NAME}+:Black, with]", _item("iPad cover", "3.10")]
    assert _names(rows) == ["Cover Black, with", "iPad cover"]


def test_a_row_that_the_model_sees_a_name_begin_in_needs_no_comma() -> None:
    rows = [_item("Travel", "1.00"), f"[{_NAME}:Preparation of deeds]", _item("by us", "9.00", "+")]
    assert _names(rows) == ["Travel", "Preparation of deeds by us"]
    rows[1] = f"[{_NAME}+:Preparation of deeds]"
    assert _names(rows)[0] == "Travel Preparation of deeds by us"


def test_all_names_begin_above_their_amounts_where_the_first_does() -> None:
    rows = [
        "Description".ljust(60) + "Amount",
        f"[{_NAME}:Wall panel, class A,]",
        "1200 x 600 mm, stone grey,",
        _item("with clips", "1632.00", "+"),
        f"[{_NAME}:Ceiling baffle,] suspended",
        _item("including wire kit", "872.00"),
        _item("Survey", "480.00"),
    ]
    assert _names(rows) == [
        "Wall panel, class A, 1200 x 600 mm, stone grey, with clips",
        "Ceiling baffle, suspended including wire kit",
        "Survey",
    ]
    headed = ["AUDIO", _item("d&b line array", "10.00"), "VIDEO", _item("Projector", "20.00")]
    assert _names(headed) == ["d&b line array", "Projector"]
    assert _names([*rows, "panels are cut on site"])[0].startswith("Wall panel, class A, with")


def test_a_name_that_ends_in_a_comma_goes_on_above_its_amounts() -> None:
    amounts = "    [line.quantity:62] lines         [line.net_amount:117.80]"
    rows = [f"[{_NAME}:Sworn translation, Turkish–German,]", f"[{_NAME}:Marriage certificate]"]
    assert _names([*rows, amounts]) == ["Sworn translation, Turkish–German, Marriage certificate"]
    assert len(_names([rows[0].replace("German,", "German"), rows[1], amounts])) == 2
    assert len(_names([*rows, "Thank you"])) == 2


def test_a_name_of_its_own_that_ends_in_a_comma_goes_on_above_its_amounts() -> None:
    first, below = _item("8yd skip, exchange", "530.00"), _item("Load over 10% gypsum", "85.00")
    whole = "Surcharge, Load over 10% gypsum"
    assert _names([first, f"[{_NAME}:Surcharge,]", below])[1:] == [whole]
    assert len(_names([first, f"[{_NAME}:Surcharge]", below])) == 3
    assert len(_names([first, f"[{_NAME}:Surcharge,]", "    " + below])) == 3


def test_its_code_tells_such_a_name_where_the_model_missed_its_beginning() -> None:
    head = f"[line.code:41066]    Heavy [{_NAME}+:load,]"
    below = "         " + _item("over 10% gypsum", "85.00")
    assert _names([_item("Skip", "530.00"), head, below]) == ["Skip load, over 10% gypsum"]
    assert len(_names([_item("Skip", "530.00"), head.replace("line.code", "O"), below])) == 2
