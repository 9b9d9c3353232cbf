"""The item rows of a receipt, completed by the rows around them."""

from tasks.items.receipt_rows import mend_item_rows
from tests.tasks.tagged_pages import draw


def mend(rows: list[str]) -> list[tuple[str, str]]:
    page, tags = draw(rows)
    (mended,) = mend_item_rows([page], [tags])
    return [
        (word.text, f"{'B-' if tag.begins else ''}{tag.label}")
        for word, tag in zip(page.words, mended, strict=True)
    ]


def test_an_amount_under_the_other_amounts_is_the_rows_own() -> None:
    got = mend(
        [
            "[line.description:RENDANG]          [line.net_amount:28,000]",
            "[line.description:DENDENG]          [lines_net?0.6:23,000]",
            "SUBTOTAL                            [lines_net:51,000]",
        ]
    )
    assert ("23,000", "B-line.net_amount") in got
    assert ("51,000", "B-lines_net") in got


def test_a_row_of_text_goes_on_with_the_whole_item_above() -> None:
    got = dict(
        mend(
            [
                "[line.description:JINSENG]         [line.net_amount:35,000]",
                "[line.description:SAMGYETANG]",
                "[line.description:BIBIMBAB]        [line.net_amount:85,000]",
            ]
        )
    )
    assert got["SAMGYETANG"] == "line.description"
    assert got["BIBIMBAB"] == "B-line.description"


def test_how_an_item_was_wanted_is_no_item() -> None:
    got = dict(
        mend(
            [
                "[line.description:LATTE]           [line.net_amount:35,000]",
                "[line.description:*LARGE*]",
                "[line.description:TEA]             [line.net_amount:15,000]",
            ]
        )
    )
    assert got["*LARGE*"] == "O"


def test_names_above_their_amounts_stay_apart() -> None:
    rows = [
        "[line.description:LATTE]",
        "[line.quantity:2]  [line.unit_price:5,000]   [line.net_amount:10,000]",
        "[line.description:TEA]",
        "[line.quantity:1]  [line.unit_price:4,000]   [line.net_amount:4,000]",
    ]
    assert ("TEA", "B-line.description") in mend(rows)


def test_a_discount_below_an_item_is_no_amount_of_its_own() -> None:
    got = mend(
        [
            "[line.description:LEMPER]           [line.net_amount:18,000]",
            "DISC ITEM                           -30.00%",
            "AMOUNT                              [line.net_amount?0.6:-5,400]",
            "[line.description:AREM]             [line.net_amount:8,000]",
        ]
    )
    assert ("-5,400", "B-line.discount") in got


def test_a_word_is_no_quantity() -> None:
    got = mend(["[line.quantity?0.6:#BENECOL]   [line.net_amount:14,000]"])
    assert got[0] == ("#BENECOL", "B-line.description")


def test_a_row_set_in_below_an_item_says_how_it_was_wanted() -> None:
    got = dict(
        mend(
            [
                "1 [line.description:BURGER MENU]     [line.net_amount:35,000]",
                "      [line.description:GREEN SAUCE]",
                "1 [line.description:TEA]             [line.net_amount:15,000]",
            ]
        )
    )
    assert got["SAUCE"] == "O"
    assert got["TEA"] == "B-line.description"


def test_words_where_the_names_begin_are_a_name() -> None:
    got = dict(
        mend(
            [
                "  [line.description:RENDANG]     [line.net_amount:28,000]",
                "  SAYUR LODEH   [line.net_amount:23,000]",
                "  [line.description:TEA]         [line.net_amount:15,000]",
                "[line.quantity:1] KERUPUK        [line.net_amount:5,000]",
            ]
        )
    )
    assert got["SAYUR"] == got["KERUPUK"] == "B-line.description"
    assert got["LODEH"] == "line.description"


def test_what_is_given_back_is_no_amount_of_an_item() -> None:
    got = dict(
        mend(
            [
                "[line.description:TEA]          [line.net_amount:15,000]",
                "TOTAL                           [total_gross:15,000]",
                "CHANGE                          [line.net_amount?0.6:5,000]",
            ]
        )
    )
    assert got["5,000"] == "O"


def test_a_name_keeps_its_number_and_its_measure() -> None:
    got = dict(
        mend(
            [
                "[line.description:TEA]                      [line.net_amount:5,000]",
                "[line.unit_price?0.4:2025-ROLL] [line.description:MOCCA] [line.net_amount:6,000]",
                "[line.description:CAKE] 125 [line.description+?0.3:GR] [line.net_amount:7,000]",
            ]
        )
    )
    assert got["2025-ROLL"] == "B-line.description"
    assert got["125"] == got["GR"] == "line.description"


def test_a_row_of_text_goes_on_with_all_its_words() -> None:
    got = dict(
        mend(
            [
                "[line.description:TEA WITH SALT]   [line.net_amount:5,000]",
                "COCOA [line.description:CREAM]",
                "[line.description:CAKE]            [line.net_amount:6,000]",
            ]
        )
    )
    assert got["COCOA"] == got["CREAM"] == "line.description"


def test_how_a_drink_is_wanted_stands_between_its_name_and_its_price() -> None:
    rows = [
        "[line.description:COFFEE]",
        "[line.description:Less Ice]",
        "[line.quantity:1x]  [line.unit_price:5,000]  [line.net_amount:5,000]",
        "[line.description:TEA]",
        "[line.quantity:1x]  [line.unit_price:4,000]  [line.net_amount:4,000]",
    ]
    got = dict(mend(rows))
    assert got["Ice"] == "O"
    assert got["TEA"] == "B-line.description"


def test_a_row_of_count_and_price_is_no_item_of_its_own() -> None:
    got = mend(
        [
            "10 x [line.net_amount:2,49]",
            "[line.description:Geranie]          [line.net_amount:24,90]",
        ]
    )
    assert ("10", "B-line.quantity") in got
    assert ("2,49", "B-line.unit_price") in got
    assert ("24,90", "B-line.net_amount") in got


def test_litres_and_their_price_below_a_name_are_how_many_at_what_price() -> None:
    got = mend(
        [
            "[line.description:Diesel]          [line.net_amount:61,80]",
            "[line.unit_price?0.6:38,20] 1 x [line.unit_price:1,618] EUR/l",
        ]
    )
    assert ("38,20", "B-line.quantity") in got
    assert ("1,618", "B-line.unit_price") in got


def test_a_discount_below_an_item_is_no_item() -> None:
    got = dict(
        mend(
            [
                "[line.description:ROSIER BUISSON]          [line.net_amount:14.90]",
                "  [line.description:REMISE] 20%                [line.net_amount:-2.98]",
                "[line.description:MIEL ACACIA]              [line.net_amount:8.40]",
            ]
        )
    )
    assert got["REMISE"] == "O"
    assert got["-2.98"] == "B-line.discount"


def test_a_measure_within_a_name_is_no_price() -> None:
    got = mend(
        [
            "[line.description:Red wine, 6 x] [line.unit_price?0.8:0.75] [line.description+:l]",
            "  [line.quantity:2] @ [line.unit_price:26.70]          [line.net_amount:53.40]",
        ]
    )
    assert ("0.75", "line.description") in got and ("26.70", "B-line.unit_price") in got


def test_a_name_of_two_rows_above_its_amounts_is_an_item_s_own() -> None:
    got = dict(
        mend(
            [
                "[line.description:Stapler]              [line.net_amount:16,39]",
                "[line.description:Pencils]              [line.net_amount:11,00]",
                "[line.description:Envelope with window, box]",
                "[line.description+:of 500]",
                "  [line.quantity:4] x [line.unit_price:19,35]      [line.net_amount:77,40]",
            ]
        )
    )
    assert got["Envelope"] == "B-line.description" and got["of"] == "line.description"


def test_a_name_goes_on_above_the_count_of_the_amount_beside_it() -> None:
    rows = [
        "[line.description:TARP]                    [line.net_amount:9,60]",
        "[line.description:50 MICRONS]",
        "   [line.quantity:3] x [line.unit_price:3,20]",
        "[line.description:ROLLER]                  [line.net_amount:11,95]",
    ]
    assert dict(mend(rows))["MICRONS"] == "line.description"
    assert ("50", "line.description") in mend(rows)
    other = [*rows[:2], rows[2].replace("3,20", "4,10")]
    assert ("50", "B-line.description") in mend(other)


def test_a_discount_above_the_sums_is_none_of_the_last_item() -> None:
    rows = [
        "[line.description:SHAMPOO]                 [line.net_amount:19,80]",
        "REMISE [line.description:FIDÉLITÉ]         [allowances:−5,00]",
        "TOTAL                                      [total_gross:14,80]",
    ]
    assert mend(rows)[2:5] == [("REMISE", "O"), ("FIDÉLITÉ", "O"), ("−5,00", "B-allowances")]


def test_a_codes_sign_and_the_number_below_it_are_one() -> None:
    item = "          [line.description:Plaster]      [line.net_amount:7,20]"
    below = "[line.code:08628244]     [line.description?0.6:6 cm]"
    got = mend([f"[line.code:PZN]{item}", below])
    assert ("08628244", "line.code") in got and ("6", "line.description") in got
    got = mend([f"[line.code:4711]{item}", below])
    assert ("08628244", "B-line.code") in got


def test_a_number_that_a_bracket_amid_a_name_begins_with_is_of_the_name() -> None:
    for amid, label in (("(4", "line.description"), ("4", "B-line.quantity")):
        got = mend([
            f"[line.description:Waiting time] [line.quantity:{amid}] [line.description+:min)]"
            "     [line.net_amount:1.60]",
        ])  # fmt: skip
        assert dict(got)[amid] == label


def test_an_article_taken_back_is_a_line_of_its_own() -> None:
    got = mend(
        [
            "[line.description:Brot]             [line.net_amount:3,49]",
            "[line.description:Seife]            [line.net_amount:1,95]",
            "*STORNO* Seife  [allowances?0.6:-1,95]",
            "Leergut         [rounding?0.5:-3,30]",
            "SUMME                           [total_gross:0,19]",
        ]
    )
    assert ("*STORNO*", "B-line.description") in got
    assert ("-1,95", "B-line.net_amount") in got
    assert ("Leergut", "B-line.description") in got
    assert ("-3,30", "B-line.net_amount") in got


def test_a_discount_for_the_whole_receipt_stays_one() -> None:
    got = mend(
        [
            "[line.description:Brot]             [line.net_amount:3,49]",
            "[line.description:Seife]            [line.net_amount:1,95]",
            "Kundenkarte -3% [allowances?0.6:-0,16]",
            "SUMME                           [total_gross:5,28]",
        ]
    )
    assert ("-0,16", "B-allowances") in got


def test_what_is_weighed_below_its_name_has_no_other_count_nor_name() -> None:
    got = mend(
        [
            "[line.quantity:1] [line.description:PAN]      [line.net_amount:1,10]",
            "[line.quantity:1] [line.description:TOMATE RAMA]",
            "[line.quantity:0,846] kg [line.unit_price:2,19] [O?0.4:€/kg]  [line.net_amount:1,85]",
            "[line.quantity:1] [line.description:GEL]      [line.net_amount:2,65]",
        ]
    )
    assert got[3:6] == [
        ("1", "O"),
        ("TOMATE", "B-line.description"),
        ("RAMA", "line.description"),
    ]
    assert ("kg", "O") in got
    assert ("€/kg", "O") in got


def test_three_sizes_before_a_name_are_no_count() -> None:
    row = "[line.quantity?0.6:{}] [line.description:PINE]      [line.net_amount:57.08]"
    for sizes in ("2X4X12", "1/2x3x8"):
        got = mend([row.format(sizes)])
        assert got[:2] == [(sizes, "B-line.description"), ("PINE", "line.description")]
    assert mend([row.format("2")])[0] == ("2", "B-line.quantity")
