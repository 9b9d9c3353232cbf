"""Descriptions go on in the rows right below them."""

import pytest

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.items.wrapped_rows import continue_descriptions
from tests.tasks.tagged_pages import draw

_PRICED = "[line.description:{text}]          [line.quantity:2]   [line.net_amount:{net}]"


def _close(page: Page, rows: frozenset[int]) -> Page:
    """The page with the given rows moved up to right below the row before."""
    bottoms: dict[int, float] = {}
    words = []
    for word in page.words:
        x0, y0, x1, y1 = word.box
        if word.row in rows:
            top = bottoms[word.row - 1] + 0.002
            y0, y1 = top, top + (y1 - y0)
        bottoms[word.row] = y1
        words.append(word._replace(box=(x0, y0, x1, y1)))
    return page.model_copy(update={"words": tuple(words)})


def _names(rows: list[str], *, close: tuple[int, ...] = ()) -> list[str]:
    """The descriptions, one for each beginning."""
    page, tags = draw(rows)
    page = _close(page, frozenset(close))
    (row,) = continue_descriptions([page], [tags])
    return _read(page, row)


def _read(page: Page, tags: tuple[WordTag, ...]) -> list[str]:
    names: list[str] = []
    for word, tag in zip(page.words, tags, strict=True):
        if tag.label == "line.description":
            names += [word.text] if tag.begins or not names else []
            if not tag.begins and names[-1] is not word.text:
                names[-1] += f" {word.text}"
    return names


def test_a_row_right_below_goes_on() -> None:
    rows = [_PRICED.format(text="Workshop", net="9.00"), "[O?0.6:half-day sessions]",
            _PRICED.format(text="Pump", net="8.00")]  # fmt: skip
    assert _names(rows, close=(1,)) == ["Workshop half-day sessions", "Pump"]


@pytest.mark.parametrize(("last", "whole"), [("job", "Lorry hire, job KT-5512"), ("van", None)])
def test_the_number_of_a_job_goes_on_below_the_word(last: str, whole: str | None) -> None:
    rows = [_PRICED.format(text=f"Lorry hire, {last}", net="9.00"), "[line.code?0.9:KT-5512]",
            _PRICED.format(text="Pump", net="8.00")]  # fmt: skip
    assert _names(rows, close=(1,)) == [whole or f"Lorry hire, {last}", "Pump"]


def test_a_fee_for_a_file_or_an_order_ends_with_that_word() -> None:
    for name in ("Frais de dossier", "Pauschale je Auftrag", "Nettoyage fin de chantier"):
        rows = [_PRICED.format(text=name, net="9.00"), "[line.code?0.9:KT-5512]",
                _PRICED.format(text="Pump", net="8.00")]  # fmt: skip
        assert _names(rows, close=(1,)) == [name, "Pump"]


def test_how_an_item_is_packed_is_no_more_of_its_name() -> None:
    for packed in ("bundles of 25", "boîtes de 12", "scatole da 1,44 mq", "Kartons zu 6"):
        rows = [_PRICED.format(text="Cane", net="9.00"), f"[O?0.6:{packed}]",
                _PRICED.format(text="Pump", net="8.00")]  # fmt: skip
        assert _names(rows, close=(1,)) == ["Cane", "Pump"]


def test_a_second_row_with_the_price_of_the_item_above_begins_no_other_item() -> None:
    item = [
        "[line.description:O-Ring]          [line.quantity:20]",
        "Drawing 88 Ind. C        [line.unit_price:18.40]   [line.net_amount:368.00]",
    ]
    assert _names(item * 2) == ["O-Ring Drawing 88 Ind. C"] * 2
    assert len(_names(item)) == 2  # one tells nothing


def test_a_row_that_the_model_surely_holds_for_nothing_does_not() -> None:
    rows = [_PRICED.format(text="Workshop", net="9.00"), "[O?0.9:free of charge]",
            _PRICED.format(text="Pump", net="8.00")]  # fmt: skip
    assert _names(rows, close=(1,)) == ["Workshop", "Pump"]


def test_a_row_further_below_is_another_text() -> None:
    rows = [_PRICED.format(text="Workshop", net="9.00"), "", "Thank you"]
    assert _names(rows) == ["Workshop"]


def test_what_says_something_of_its_own_goes_on_with_nothing() -> None:
    for text in ("Art.-Nr.: 4711", "Subtotal", "EAN: 4006381333931"):
        rows = [_PRICED.format(text="Pump", net="8.00"), f"[O?0.6:{text}]"]
        assert _names(rows, close=(1,)) == ["Pump"], text


def test_words_within_a_description_are_its_own() -> None:
    page, tags = draw(["[line.description:Switch 6] [line.unit:kA]     [line.net_amount:9.00]"])
    at = [word.text for word in page.words].index("kA")
    x0, y0, _, y1 = page.words[at].box
    before = page.words[at - 1].box[2]
    touching = page.words[at]._replace(box=(before + 0.002, y0, x0, y1))
    words = (*page.words[:at], touching, *page.words[at + 1 :])
    (row,) = continue_descriptions([page.model_copy(update={"words": words})], [tags])
    assert _read(page, row) == ["Switch 6 kA"]
    (row,) = continue_descriptions([page], [tags])
    assert _read(page, row) == ["Switch 6"]


def test_a_priced_row_without_a_name_gets_the_words_in_the_column() -> None:
    rows = [
        _PRICED.format(text="Pump", net="8.00"),
        "Hose                            [line.quantity:1]   [line.net_amount:5.00]",
    ]
    assert _names(rows) == ["Pump", "Hose"]
    item = "[line.quantity:1] {}    [line.unit_price:5.00]   [line.net_amount:5.00]"
    rows = [item.format("[line.description:Pump]"), item.format("[O?0.5:Fitting]")]
    assert _names(rows) == ["Pump", "Fitting"]  # right behind the count


def test_references_below_an_item_are_no_part_of_its_description() -> None:
    for row in ("Charge 0028356939", "EAN 4080988521951", "Best.-Nr. Lieferant: MV203761",
                "vom 19.05.2025", "** Rückstand 0"):  # fmt: skip
        rows = [_PRICED.format(text="Zitronensäure", net="9.00"), f"[O?0.6:{row}]",
                _PRICED.format(text="Epoxid", net="8.00")]  # fmt: skip
        assert _names(rows, close=(1,)) == ["Zitronensäure", "Epoxid"], row


def test_a_code_that_ends_in_a_hyphen_goes_on_right_below() -> None:
    page, tags = draw(
        [
            "[line.code:BRG-6205-]    [line.description:Ball bearing]  [line.quantity:60]",
            "2RS                      [line.description+:sealed]",
        ]
    )
    page = _close(page, frozenset({1}))
    (got,) = continue_descriptions([page], [tags])
    labels = dict(zip((word.text for word in page.words), got, strict=True))
    assert labels["2RS"].label == "line.code"
    assert not labels["2RS"].begins
    assert labels["sealed"].label == "line.description"


def test_a_code_that_ends_in_a_hyphen_leaves_the_next_items_code() -> None:
    page, tags = draw(
        [
            "[line.code:AB-]    [line.description:Pump]  [line.quantity:6]  [line.net_amount:9.00]",
            "[line.code:CD-]    [line.description:Hose]  [line.quantity:2]  [line.net_amount:8.00]",
        ]
    )
    (got,) = continue_descriptions([_close(page, frozenset({1}))], [tags])
    assert [tag.begins for tag in got if tag.label == "line.code"] == [True, True]


def test_a_set_of_six_goes_on_with_its_name() -> None:
    rows = [_PRICED.format(text="Verres", net="9.00"), "[O?0.6:Lot de 6 pièces]"]
    assert _names(rows, close=(1,)) == ["Verres Lot de 6 pièces"]


def test_the_row_of_a_code_below_a_name_has_no_name_of_its_own() -> None:
    rows = [
        "[line.description:Smoker]                              [line.net_amount:34.90]",
        "[O?0.6:Art.] [line.code:SM-ED4]   [line.quantity:1] x [line.unit_price:34.90]",
    ]
    assert _names(rows, close=(1,)) == ["Smoker"]


def _touching(page: Page, tags: tuple[WordTag, ...]) -> Page:
    """The page with the words one space apart set close."""
    words = [w._replace(box=(*w.box[:2], w.box[2] + 0.008, w.box[3])) for w in page.words]
    assert len(words) == len(tags)
    return page.model_copy(update={"words": tuple(words)})


def test_a_name_begins_where_the_others_do() -> None:
    fibre = "1  [line.description:Fibre Pro]                [line.net_amount:17.96]"
    for row, first in (
        ("2  Goodwill [line.description:for outage]      [line.net_amount:25.00]", "Goodwill"),
        ("2x Router [line.description:rental]    [line.net_amount:25.00]", "Router"),
        ("2 Goodwill [line.description:for outage]       [line.net_amount:25.00]", "for"),
    ):
        page, tags = draw([fibre, row])
        (got,) = continue_descriptions([_touching(page, tags)], [tags])
        begun = [w.text for w, t in zip(page.words, got, strict=True)
                 if t.label == "line.description" and t.begins]  # fmt: skip
        assert begun == ["Fibre", first]


def test_an_amount_and_a_rate_make_a_row_an_items() -> None:
    assert _names([
        "[line.description:Roaming]           [line.net_amount:12.60]   [line.tax_rate:19]",
        "Basis                 [line.net_amount:37.77]   [line.tax_rate:19]",
    ]) == ["Roaming", "Basis"]  # fmt: skip


def test_a_number_within_a_wrapped_name_is_no_second_quantity() -> None:
    rows = [
        "[line.quantity:12]  [line.description:Board (planed 30 x]    [line.net_amount:9.00]",
        "    [line.quantity?0.7:70] [line.description+?0.6:mm) 2 m long]",
    ]
    assert _names(rows, close=(1,)) == ["Board (planed 30 x 70 mm) 2 m long"]


def test_a_number_before_the_column_of_names_is_the_next_items_quantity() -> None:
    rows = ["[line.quantity:14,75] [line.description:Câble réseau]",
            "    [line.quantity:1] [line.description:Conseil]"]  # fmt: skip
    assert _names(rows, close=(1,)) == ["Câble réseau", "Conseil"]


def test_a_count_below_an_item_without_one_stays() -> None:
    rows = [
        "    [line.description:Board, planed]              [line.net_amount:9.00]",
        "    [line.quantity?0.7:70] [O?0.6:metres]",
    ]
    assert _names(rows, close=(1,)) == ["Board, planed"]


_BLOCK = "Account         [line.code:PX-20]  {name}    [line.quantity:2]   [line.net_amount:8.00]"


def test_a_block_left_of_the_table_does_not_end_a_name() -> None:
    rows = [
        _BLOCK.format(name="[line.description:Poster A2, 150 g]"),
        "Your reference         [O?0.4:glossy]",
    ]
    assert _names(rows, close=(1,)) == ["Poster A2, 150 g glossy"]


def test_what_the_model_sees_as_a_name_in_a_block_left_of_the_table_is_none() -> None:
    rows = [
        _BLOCK.format(name="[line.description:Poster A2, 150 g]"),
        "[line.description?0.66:Quote no.]              [line.description+?0.7:glossy]",
    ]
    assert _names(rows, close=(1,)) == ["Poster A2, 150 g glossy"]


def test_a_number_left_of_a_table_may_be_the_next_items() -> None:
    rows = [
        _BLOCK.format(name="[line.description:Poster A2, 150 g]"),
        "2                      [O?0.4:glossy]",
    ]
    assert _names(rows, close=(1,)) == ["Poster A2, 150 g"]


def test_a_name_that_cannot_end_so_goes_on_though_the_model_sees_nothing() -> None:
    for end in ("with lamp and", "mit Lampe,", "avec lampe et"):
        rows = [_PRICED.format(text=f"Mirror {end}", net="9.00"), "[O?0.98:shelf]"]
        assert _names(rows, close=(1,)) == [f"Mirror {end} shelf"]


def test_a_name_below_its_amounts_goes_on() -> None:
    rows = [
        "[line.code:PX-20]                    [line.quantity:2]   [line.net_amount:8.00]",
        "[line.description:Screen with two loudspeakers]",
        "[O?0.6:in front] [line.description+?0.6:and a stand]",
    ]
    assert _names(rows, close=(1, 2)) == ["Screen with two loudspeakers in front and a stand"]


_FEES = [
    "[line.description:Yearly fee]                        [line.net_amount:148.50]",
    "[line.description:Berth 7]                           [line.net_amount:612.00]",
]


def test_a_row_of_name_and_amount_right_below_the_items_is_one() -> None:
    for label in ("line.net_amount", "charges?0.6"):
        page, tags = draw([*_FEES, f"Hosting                            [{label}:95.00]"])
        (got,) = continue_descriptions([page], [tags])
        assert _read(page, got)[-1] == "Hosting"
        assert got[-1].label == "line.net_amount"


def test_a_name_may_share_the_right_edge_of_the_others() -> None:
    rooms = [
        "18.08.    [line.description:Room with breakfast]          [line.net_amount:95.00]"
    ] * 2
    for last, names_n in (("Parking", 3), ("2026-71", 2), ("Subtotal", 2)):
        page, tags = draw([*rooms, f"19.08.{last:>23}          [line.net_amount:15.00]"])
        (got,) = continue_descriptions([page], [tags])
        assert len(_read(page, got)) == names_n


def test_a_charge_that_the_model_is_sure_of_or_that_stands_apart_is_no_item() -> None:
    for rows in (
        [*_FEES, "Postage                            [charges:95.00]"],
        [*_FEES, "", "Postage                            [charges?0.6:95.00]"],
        [*_FEES, "                 Postage           [charges?0.6:95.00]"],
        [*_FEES, "Shipping                           [charges?0.6:95.00]"],
        [*_FEES, "Carried forward                    [charges?0.6:760.50]"],
    ):
        page, tags = draw(rows)
        (got,) = continue_descriptions([page], [tags])
        assert got[-1].label == "charges"


def test_a_letter_or_a_norm_at_a_name_s_end_does_not_make_it_go_on() -> None:
    for name in ("Vitamin E", "Norm DIN EN"):
        rows = [f"[line.description:{name}]      [line.quantity:2]   [line.net_amount:8.00]"]
        assert _names([*rows, "[O?0.98:free of charge]"], close=(1,)) == [name]


def test_a_row_of_the_block_beside_a_table_stands_between_two_of_a_name() -> None:
    page, tags = draw([
        "                              " + _PRICED.format(text="Sketch for 12", net="9.00"),
        "Tel. 0123",
        "                              [O?0.6:pages] [line.description+?0.6:and] [O?0.6:drafts]",
        "                              [O?0.6:in] [O?0.6:print]",
    ])  # fmt: skip
    tops = (0.1, 0.11, 0.118, 0.136)
    words = (
        w._replace(box=(w.box[0], tops[w.row], w.box[2], tops[w.row] + 0.016)) for w in page.words
    )
    page = page.model_copy(update={"words": tuple(words)})
    (got,) = continue_descriptions([page], [tags])
    assert _read(page, got) == ["Sketch for 12 pages and drafts in print"]


def test_a_word_of_the_block_beside_a_table_begins_no_name() -> None:
    items = [f"                         {_PRICED.format(text=name, net='9.00')}" for name in "AB"]
    rows = [*items, "[line.description?0.7:PERIOD]" + items[0][6:]]
    assert _names(rows) == ["A", "B", "A"]


def test_a_deduction_among_the_items_has_a_name_too() -> None:
    rows = [
        "[line.description:Line 1]                 [line.net_amount:9.00]",
        "[line.description:Line 2]                 [line.net_amount:8.00]",
        "[O?0.8:Discount]              [line.net_amount?0.5:-2.00]",
        "",
        "[O?0.8:Discount]              [line.net_amount?0.5:-1.00]",
    ]
    assert _names(rows) == ["Line 1", "Line 2", "Discount"]


def test_how_an_item_is_packed_is_no_part_of_its_name() -> None:
    rows = [
        _PRICED.format(text="Cider", net="9.00"),
        "[O?0.4:12] [O?0.4:cartons] [O?0.4:of] [O?0.4:6]",
    ]
    assert _names(rows, close=(1,)) == ["Cider"]


def test_what_is_taken_off_between_two_items_is_an_item() -> None:
    rows = [
        "[line.description:Timber]            [line.net_amount:90.00]",
        "[O?0.9:Discount]          [allowances?0.9:-9.00]",
        "[line.description:Screws]            [line.net_amount:80.00]",
        "[O?0.9:Discount]          [allowances?0.9:-1.00]",
    ]
    assert _names(rows) == ["Timber", "Discount", "Screws"]


def test_numbers_of_a_block_beside_a_table_are_no_codes_unless_a_caption_says_so() -> None:
    item = "{}              [line.description:Lamp]    [line.quantity:2]   [line.net_amount:9.00]"
    rows = [item.format(""), item.format("Tax [line.code:882]"), *[item.format("")] * 4]
    for head, kept in (
        ("        Item         Qty     Amount", False),
        ("    Code     Item     Qty", True),
    ):
        page, tags = draw([head, *rows])
        (got,) = continue_descriptions([page], [tags])
        assert any(tag.label == "line.code" for tag in got) is kept


def _columns(rows: list[str]) -> list[tuple[str, str]]:
    """Codes and names of a page with narrow spaces, as they are after all."""
    page, tags = draw(rows)
    words = tuple(
        w._replace(box=(w.box[0], w.box[1], w.box[2] + 0.006, w.box[3])) for w in page.words
    )
    page = page.model_copy(update={"words": words})
    (got,) = continue_descriptions([page], [tags])
    found: list[tuple[str, str]] = []
    for word, tag in zip(page.words, got, strict=True):
        if tag.label in ("line.code", "line.description"):
            label = tag.label.removeprefix("line.")
            if tag.begins or not found or found[-1][0] != label:
                found.append((label, word.text))
            else:
                found[-1] = (label, f"{found[-1][1]} {word.text}")
    return found


_REST = "      [line.quantity:2]      [line.net_amount:9.00]"


def test_an_initial_before_a_name_is_part_of_it() -> None:
    rows = [
        f"{n} [line.description:{name}]{_REST}" for n, name in (("K.", "Young"), ("D.", "Osei"))
    ]
    assert _columns(rows) == [("description", "K. Young"), ("description", "D. Osei")]
    letters = [
        f"{n} [line.description:{name}]{_REST}" for n, name in (("A.", "Wall"), ("B.", "Roof"))
    ]
    assert _columns(letters) == [("description", "Wall"), ("description", "Roof")]


def test_a_name_begins_where_names_with_initials_do() -> None:
    people = [
        f"{n} [line.description:{name}]{_REST}" for n, name in (("K.", "Young"), ("D.", "Osei"))
    ]
    cut = "Travel at [line.description+:cost, Paris]      [line.net_amount:9.00]"
    assert ("description", "Travel at cost, Paris") in _columns([*people, cut])
    inset = f"  {cut}"
    assert ("description", "Travel at cost, Paris") not in _columns([*people, inset])


def test_a_year_before_a_name_is_part_of_it_where_no_item_has_a_code_there() -> None:
    wine = f"[line.code:2023] [line.description:Riesling]{_REST}"
    assert _columns([wine, f"[line.description:Box]{_REST}"])[0] == ("description", "2023 Riesling")
    other = f"[line.code:4711] [line.description:Box]{_REST}"
    assert _columns([wine, other])[0] == ("code", "2023")
    coded = f"2023 [line.description:Riesling]     [line.code:R23]{_REST}"
    assert _columns([coded, coded])[0] == ("description", "2023 Riesling")


def test_letters_before_codes_are_part_of_them_where_several_have_the_same() -> None:
    rows = [f"HP [line.code:{n}]     [line.description:Soap]{_REST}" for n in (4419, 7001, 7002)]
    assert [text for label, text in _columns(rows) if label == "code"] == [
        "HP 4419", "HP 7001", "HP 7002",
    ]  # fmt: skip
    assert [text for label, text in _columns(rows[:2]) if label == "code"] == ["4419", "7001"]


def test_such_letters_are_no_unit_where_they_stand_closer_to_the_code_than_to_a_count() -> None:
    rest = "     [line.description:Soap]      [line.net_amount:9.00]"
    rows = [f"[line.quantity:6]  [line.unit:WH] [line.code:{n}]{rest}" for n in (4419, 7001, 7002)]
    assert [text for label, text in _columns(rows) if label == "code"] == [
        "WH 4419", "WH 7001", "WH 7002",
    ]  # fmt: skip


def test_they_are_one_before_codes_with_letters_of_their_own() -> None:
    rest = "     [line.description:Soap]      [line.net_amount:9.00]"
    rows = [f"[line.quantity:6]  [line.unit:LGTH] [line.code:C{n}]{rest}" for n in (44, 70, 71)]
    assert [text for label, text in _columns(rows) if label == "code"] == ["C44", "C70", "C71"]


def test_a_code_behind_its_key_above_a_name_is_no_name() -> None:
    rest = "      [line.quantity:2]     [line.net_amount:9.00]"
    rows = [f"[line.description:Soap]{rest}", f"Réf. article: [line.code:74.76]{rest}"]
    rows += ["[line.description:Brush]"]
    assert [text for label, text in _columns(rows) if label == "description"] == ["Soap", "Brush"]


def test_the_sign_between_a_count_and_a_price_is_no_name() -> None:
    rows = ["[line.description:Auger]                    [line.net_amount:236.00]"]
    rows += ["      [line.quantity:2] × [line.unit_price:118.00]"]
    assert [text for label, text in _columns(rows) if label == "description"] == ["Auger"]
    rows[1] = "×     [line.quantity:2] [line.unit_price:118.00]"
    assert [text for label, text in _columns(rows) if label == "description"] == ["Auger"]


def test_numbers_that_the_model_misses_behind_such_letters_are_codes() -> None:
    numbers = ("[line.code:4419]", "[line.code:7001]", "7002", "99")
    rows = [f"[line.description:Soap]     KV {n}{_REST}" for n in numbers]
    assert [text for label, text in _columns(rows) if label == "code"] == [
        "KV 4419", "KV 7001", "KV 7002",
    ]  # fmt: skip
    assert not [text for label, text in _columns(rows[1:]) if label == "code" and "KV" in text]
    whole = rows[0].replace("KV [line.code:4419]", "[line.code:KV 7002]")
    again = [*rows[:3], whole]
    assert [text for label, text in _columns(again) if label == "code"] == [
        "4419",
        "7001",
        "KV 7002",
    ]
    again = [*rows[:2], rows[2].replace("7002", "7001")]
    assert not [text for label, text in _columns(again) if label == "code" and "KV" in text]


def test_codes_of_a_side_bar_are_none_where_items_have_theirs_below_their_names() -> None:
    rows = []
    for n, beside in enumerate(["5550", "", "9002", "15872", ""]):
        code = f"[line.code:{beside}]{' ' * (20 - len(beside))}" if beside else " " * 20
        rows += [
            f"{code}[line.description:Paper {n}]       [line.net_amount:9.00]",
            f"{' ' * 20}[line.code:P-{n}0]      [line.quantity:5]",
            "",
        ]
    found = [text for label, text in _columns(rows) if label == "code"]
    assert found == ["P-00", "P-10", "P-20", "P-30", "P-40"]


@pytest.mark.parametrize("letters", [["C.", "D."], ["a.", "b."], ["I.", "V."]])
def test_letters_that_number_items_are_no_initials(letters: list[str]) -> None:
    rows = [
        f"{n} [line.description:{t}]{_REST}" for n, t in zip(letters, ("Wall", "Roof"), strict=True)
    ]
    assert _columns(rows) == [("description", "Wall"), ("description", "Roof")]


@pytest.mark.parametrize("before", ["[line.quantity:2] [line.unit:ST]", "EAN"])
def test_units_and_captions_are_no_part_of_codes(before: str) -> None:
    rest = "      [line.net_amount:9.00]"
    rows = [
        f"{before} [line.code:{n}]     [line.description:Soap]{rest}" for n in (4419, 7001, 7002)
    ]
    assert [text for label, text in _columns(rows) if label == "code"] == ["4419", "7001", "7002"]


def test_the_end_of_a_span_goes_on_in_the_row_below() -> None:
    rows = [_PRICED.format(text="Refuse collection, 01/04/2026 to", net="9.00"), "30/06/2026",
            _PRICED.format(text="Pump", net="8.00"), "30/06/2026"]  # fmt: skip
    names = ["Refuse collection, 01/04/2026 to 30/06/2026", "Pump"]
    assert _names(rows, close=(1, 3)) == names


def test_a_day_of_delivery_beside_the_amounts_is_no_name_where_that_stands_below() -> None:
    amounts = "[line.quantity:2]   [line.net_amount:9.00]"
    rows = [f"{amounts}     [line.description:02.06.2025]", "[line.description:Drill, stepped]"]
    assert _names(rows * 2) == ["Drill, stepped"] * 2


def test_an_abbreviation_that_leads_on_ends_no_name() -> None:
    rows = [_PRICED.format(text="Dormer, inkl.", net="9.00"), "Wechsel der Sparren",
            _PRICED.format(text="Pump", net="8.00")]  # fmt: skip
    assert _names(rows, close=(1,)) == ["Dormer, inkl. Wechsel der Sparren", "Pump"]


_WIDE = _PRICED.replace("]", "]" + " " * 20, 1)


@pytest.mark.parametrize(
    ("below", "face", "chance", "names"),
    [
        ("for busbars, 1 TE", "0", 0.02, ["Circuit breaker for busbars, 1 TE", "Pump"]),
        ("for busbars, 1 TE", "3", 0.02, ["Circuit breaker", "Pump"]),  # set lighter
        ("for busbars, 1 TE", "0", 0.001, ["Circuit breaker", "Pump"]),
        ("4006381333931", "0", 0.02, ["Circuit breaker", "Pump"]),  # it had room above
        ("107 x 48 x 4", "0", 0.02, ["Circuit breaker 107 x 48 x 4", "Pump"]),
        ("(107 x 48)", "0", 0.02, ["Circuit breaker (107 x 48)", "Pump"]),
        ("0,75 l", "0", 0.02, ["Circuit breaker 0,75 l", "Pump"]),
        ("0,75 l", "3", 0.02, ["Circuit breaker", "Pump"]),
        ("M 10 X 50", "0", 0.02, ["Circuit breaker M 10 X 50", "Pump"]),
        ("107 x 48 x 4", "3", 0.02, ["Circuit breaker", "Pump"]),
        ("6,4", "0", 0.2, ["Circuit breaker 6,4", "Pump"]),
        ("M6", "0", 0.2, ["Circuit breaker M6", "Pump"]),
        ("6,4", "0", 0.02, ["Circuit breaker", "Pump"]),
        ("Reason: not ordered", "0", 0.02, ["Circuit breaker", "Pump"]),
        ("Grund:", "0", 0.02, ["Circuit breaker", "Pump"]),
        ("ETA 04/02/2026", "0", 0.02, ["Circuit breaker", "Pump"]),
        ("UN1263", "0", 0.02, ["Circuit breaker", "Pump"]),
        ("Your drawing 33-SiC Rev. B", "0", 0.02, ["Circuit breaker", "Pump"]),
        ("Your logo, 2 colours", "0", 0.02, ["Circuit breaker Your logo, 2 colours", "Pump"]),
    ],
)
def test_a_row_set_as_the_name_goes_on_where_the_model_doubts(
    below: str, face: str, chance: float, names: list[str]
) -> None:
    rows = [_WIDE.format(text="Circuit breaker", net="9.00"), below]
    assert _print_alike([*rows, _WIDE.format(text="Pump", net="8.00")], face, chance) == names
    assert _print_alike(rows, face, chance) == ["Circuit breaker"]  # other text may follow there


def test_a_row_below_the_last_name_goes_on_where_other_text_stands_apart() -> None:
    rows = [_WIDE.format(text="Circuit breaker", net="9.00"), "for busbars, 1 TE", "", "Payable"]
    assert _print_alike(rows, "0", 0.02) == ["Circuit breaker for busbars, 1 TE"]


def test_what_had_no_room_behind_a_name_goes_on_with_it() -> None:
    rows = [_PRICED.format(text="Wall calendar of railway stations", net="9.00"), "2026"]
    assert _print_alike(rows, "0", 0.02) == ["Wall calendar of railway stations 2026"]
    rows.append(_PRICED.format(text="Pump for barrels and other large vessels", net="9.00"))
    assert _print_alike(rows, "0", 0.02)[0] == "Wall calendar of railway stations"


def test_a_number_follows_a_size_that_is_cut_short() -> None:
    rows = [_PRICED.format(text="Ball bearing 17 x 40 x", net="9.00"), "12",
            _PRICED.format(text="Pump", net="8.00")]  # fmt: skip
    assert _names(rows, close=(1,)) == ["Ball bearing 17 x 40 x 12", "Pump"]
    rows[0] = _PRICED.format(text="Ball bearing 17 x 40", net="9.00")
    assert _names(rows, close=(1,)) == ["Ball bearing 17 x 40", "Pump"]


def test_a_number_goes_on_with_its_unit() -> None:
    rows = [_PRICED.format(text="Hydraulic oil of the grade HLP 46,", net="9.00"), "20 l",
            _PRICED.format(text="Hydraulic oil of the grade HLP 46 it", net="9.00")]  # fmt: skip
    assert _print_alike(rows, "0", 0.02)[0] == "Hydraulic oil of the grade HLP 46, 20 l"


def test_a_block_right_of_the_table_does_not_end_a_name() -> None:
    name, bar = "Desk of oak, electric, adjustable", " " * 78 + "Open Mo-Fr"
    first, last = (_PRICED.format(text=text, net="9.00") for text in (name, "Pump"))
    for below in (f"160 x 80{bar[8:]}", "160 x 80"):
        assert _print_alike([first, below, last], "0", 0.02)[0] == f"{name} 160 x 80"
    assert _print_alike([first, bar, last], "0", 0.02)[0] == name


def test_accents_make_no_other_type() -> None:
    """The boxes of words with an accent are a little higher than those of the name."""
    rows = [_WIDE.format(text="Joint 35 x 52", net="9.00"), "livré emballé"]
    rows.append(_WIDE.format(text="Pump", net="8.00"))
    assert _print_alike(rows, "0", 0.02, 1.05)[0] == "Joint 35 x 52 livré emballé"
    assert _print_alike(rows, "0", 0.02, 1.1)[0] == "Joint 35 x 52"
    assert _print_alike(rows, "0", 0.02, 0.96)[0] == "Joint 35 x 52"


@pytest.mark.parametrize(
    ("scale", "chance", "goes_on"),
    [
        (1.0, 0.02, True),
        (0.93, 0.02, False),  # neither of the same size nor small print
        (0.87, 0.7, False),
        (0.87, 0.9, True),  # the model is sure
        (0.8, 0.9, False),  # and is not believed
    ],
)
def test_on_scans_the_widths_of_letters_tell_small_print(
    scale: float, chance: float, goes_on: bool
) -> None:
    """What the model takes for a name is one there only in type that is as large, or surely."""
    name, more = "sealing ring of rubber", "rubber of sealing ring"
    tag = "[line.description+?{}:{}]" if chance > 0.5 else "[O?0.9:{1}]"
    rows = [_WIDE.format(text=name, net="9.00"), tag.format(chance, more),
            _WIDE.format(text="Pump", net="8.00")]  # fmt: skip
    page, tags = draw(rows)
    words = tuple(
        w._replace(box=(*(scale * x if n % 2 == 0 else x for n, x in enumerate(w.box)),))
        if w.row == 1
        else w
        for w in page.words
    )
    scan = _close(page.model_copy(update={"words": words, "origin": "ocr"}), frozenset({1}))
    seen = tuple(
        t._replace(alternatives=(("line.description", chance),)) if t.label == "O" else t
        for t in tags
    )
    (got,) = continue_descriptions([scan], [seen])
    assert _read(scan, got)[0] == (f"{name} {more}" if goes_on else name)


def _print_alike(rows: list[str], face: str, chance: float, height: float = 1) -> list[str]:
    """The names where the row below the first one has a face, and a chance of being more of it."""
    page, tags = draw(rows)
    words = tuple(w._replace(face=face if w.row == 1 else "0") for w in page.words)
    page = _close(page.model_copy(update={"words": words}), frozenset({1}))
    words = tuple(
        w._replace(box=(*w.box[:3], w.box[1] + height * (w.box[3] - w.box[1]))) if w.row == 1 else w
        for w in page.words
    )
    page = page.model_copy(update={"words": words})
    row = tuple(
        t._replace(confidence=0.9, alternatives=(("line.description", chance),))
        if w.row == 1
        else t
        for w, t in zip(page.words, tags, strict=True)
    )
    (got,) = continue_descriptions([page], [row])
    return _read(page, got)


@pytest.mark.parametrize(("code", "on"), [("(SF-B)", False), ("<SF-B>", True)])
def test_a_row_goes_on_below_the_code_in_brackets_before_its_name(code: str, on: bool) -> None:
    rows = [
        f"[line.code:{code}] [line.description:Banquette]          [line.net_amount:9.00]",
        "[O?0.6:fabric to choose]",
        "[line.code:4711] [line.description:Chair]              [line.net_amount:7.00]",
    ]
    page, tags = draw(rows)
    brackets = str.maketrans("<>", "[]")
    words = tuple(word._replace(text=word.text.translate(brackets)) for word in page.words)
    page = _touching(_close(page.model_copy(update={"words": words}), frozenset({1})), tags)
    (got,) = continue_descriptions([page], [tags])
    assert _read(page, got) == ["Banquette fabric to choose" if on else "Banquette", "Chair"]


@pytest.mark.parametrize(
    ("base", "on"), [("per PC", True), ("/ 100 ST", True), ("only now", False)]
)
def test_what_the_price_above_is_for_is_no_part_of_the_row(base: str, on: bool) -> None:
    item = "[line.description:{}]          [line.quantity:2]   [line.unit_price:4.50]   "
    item += "[line.net_amount:9.00]"
    rows = [item.format("V-belt"), f"[O?0.6:set of 5]           {base}",
            item.format("Pump")]  # fmt: skip
    assert _names(rows, close=(1,)) == ["V-belt set of 5" if on else "V-belt", "Pump"]


def test_a_name_beside_a_count_and_its_unit_is_found_below_the_others() -> None:
    item = "[line.quantity:2]   [line.unit:Sack]   {}"
    names = "[line.description:Potatoes]", "[line.description:Onions]", "[O?0.5:Pumpkin]"
    assert _names([item.format(name) for name in names]) == ["Potatoes", "Onions", "Pumpkin"]
    assert "Pumpkin" not in _names([item.format(n.replace("0.5", "0.9")) for n in names])


@pytest.mark.parametrize(("left", "on"), [(60, True), (20, False)])
def test_rows_of_a_block_right_of_the_table_stand_between_no_rows_of_a_name(
    left: int, on: bool
) -> None:
    item = "[line.description:{}]          [line.quantity:2]   [line.net_amount:9.00]"
    rows = [item.format("Workshop"), " " * left + "Pay to", "[O?0.6:(Leeds)]", item.format("Pump")]
    page, tags = draw(rows)
    page = _close(page, frozenset({1, 2}))
    top = {word.row: word.box[1] for word in page.words}
    words = tuple(
        word._replace(box=(word.box[0], top[1], word.box[2], top[1] + word.box[3] - word.box[1]))
        if word.row == 2
        else word
        for word in page.words
    )
    (got,) = continue_descriptions([page.model_copy(update={"words": words})], [tags])
    assert _read(page, got) == ["Workshop (Leeds)" if on else "Workshop", "Pump"]


def _close_names(rows: list[str]) -> list[str]:
    page, tags = draw(rows)
    (got,) = continue_descriptions([_touching(page, tags)], [tags])
    return _read(page, got)


def test_a_number_in_brackets_is_no_price() -> None:
    row = (
        "[line.description:Filing fee (value] [line.unit_price:285,000.00] €)"
        "      [line.quantity:2]   [line.net_amount:267.50]"
    )
    assert _close_names([row]) == ["Filing fee (value 285,000.00 €)"]
    assert _close_names([row.replace(" €)", " €")]) == ["Filing fee (value"]


def test_the_only_item_s_name_stands_below_its_caption() -> None:
    head = "Description                    Number   Price     Amount CHF"
    row = "Ten lessons of yoga            [line.quantity:1]        [line.unit_price:330.00]"
    row += "    [line.net_amount:330.00]"
    assert _close_names([head, row]) == ["Ten lessons of yoga"]
    assert _close_names([head.replace("Description", "Reference  "), row]) == []
    assert _close_names(["Description", row]) == []


@pytest.mark.parametrize(("sure", "on"), [("0.3", True), ("0.9", False)])
def test_a_row_may_begin_with_what_the_model_hardly_takes_for_a_sum(sure: str, on: bool) -> None:
    rows = [
        _PRICED.format(text="Strapping, price corrected to", net="45.00"),
        f"[total_net?{sure}:£41.50] [line.description+:per reel]",
        _PRICED.format(text="Tape", net="9.00"),
    ]
    strapping = "Strapping, price corrected to £41.50 per reel"
    assert (strapping in _names(rows, close=(1,))) == on


def test_a_number_below_a_code_s_end_goes_on_with_a_name_that_wants_one() -> None:
    rows = [
        "[line.code:DIS-]       [line.description:Cutting discs, set of]     [line.quantity:16]",
        "[line.code+:TRO-125]   [line.code+?0.7:25]",
    ]
    page, tags = draw(rows)
    (got,) = continue_descriptions([_close(page, frozenset({1}))], [tags])
    assert _read(page, got) == ["Cutting discs, set of 25"]


@pytest.mark.parametrize("key", ["Qty:", "Menge", "Qté"])
def test_what_a_count_stands_behind_is_no_name(key: str) -> None:
    rows = ["[line.description:Helmet]                [line.net_amount:168.00]",
            f"[O?0.6:{key}] [line.quantity:2] × [line.unit_price:84.00]",
            "[line.description:Jersey]                [line.net_amount:72.00]"]  # fmt: skip
    assert _names(rows) == ["Helmet", "Jersey"]
