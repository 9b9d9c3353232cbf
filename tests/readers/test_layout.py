"""Loose words become rows, level or askew."""

import re

from readers.layout import LooseWord, arrange_page
from schemas.document import TextOrigin

ITEMS = ("Kaffee", "Brezel", "Apfelsaft", "Kuchen", "Wasser")


def receipt(sink: float) -> list[LooseWord]:
    """Five names with an amount each, 20 units high and 30 apart; the amounts `sink` lower."""
    words: list[LooseWord] = []
    for n, name in enumerate(ITEMS):
        top = 100.0 + 30 * n
        words.append((name, [20, top, 120, top + 20], 1.0))
        words.append((f"{n},50", [320, top + sink, 380, top + sink + 20], 1.0))
    return words


def rows(words: list[LooseWord], origin: TextOrigin) -> list[str]:
    return arrange_page(words, 400, 400, origin).row_texts()


def test_amounts_of_a_tilted_receipt_stand_beside_their_names() -> None:
    expected = [f"{name} {n},50" for n, name in enumerate(ITEMS)]
    for sink in (-14, -6, 0, 6, 14):
        assert rows(receipt(sink), "given") == expected
        assert rows(receipt(sink), "ocr") == expected


def test_an_amount_nearer_to_the_next_name_does_not_join_two_amounts_in_a_row() -> None:
    words = [*receipt(-9), ("Summe", [20, 250, 120, 270], 1.0), ("9,50", [320, 238, 380, 258], 1.0)]
    assert rows(words, "given")[0] == "Kaffee 0,50"
    assert rows(words, "given")[-1] == "Summe 9,50"


def test_amounts_on_rows_of_their_own_stay_there() -> None:
    apart = rows(receipt(15), "text")
    assert len(apart) == 2 * len(ITEMS)  # a text layer is never askew
    words = [w for w in receipt(0) if w[0] in ITEMS] + [("0,50", [20.0, 115, 120, 135], 1.0)]
    assert "0,50" in rows(words, "given")


def test_leaders_part_a_name_from_its_amount() -> None:
    words = [
        ("Setting out........£240.00", [0.0, 10, 260, 30], 1.0),
        ("etc...", [0, 50, 60, 70], 1.0),
    ]
    page = arrange_page(words, 400, 400, "given")
    assert [word.text for word in page.words] == ["Setting", "out", "........", "£240.00", "etc..."]
    assert [round(word.box[2] * 400) for word in page.words[:4]] == [70, 110, 190, 260]


def test_a_prime_that_parts_thousands_is_an_apostrophe() -> None:
    page = arrange_page(
        [("1′250.00", (0, 0, 8, 1), 1.0), ("4′30″", (10, 0, 15, 1), 1.0)], 100, 60, "text"
    )
    assert [word.text for word in page.words] == ["1'250.00", "4′30″"]


def _typed(rows: list[str]) -> list[str]:
    loose = [
        (match.group(), (match.start(), 2.0 * at, match.end(), 2.0 * at + 1), 1.0)
        for at, row in enumerate(rows)
        for match in re.finditer(r"\S+", row)
    ]
    return [word.text for word in arrange_page(loose, 60, 40, "text").words]


def test_boxes_drawn_of_letters_are_no_words() -> None:
    rule = "+----------+---------+"
    assert _typed([rule, "|TOTAL HT  |  704,65 |", rule]) == [rule, "TOTAL", "HT", "704,65", rule]
    assert _typed([rule, "|A|B| C |"])[1:] == ["A|B", "C"]
    assert _typed(["┌───┬──┐", "│Net│ 7│", "│TVA│19│"])[1:] == ["Net", "7", "TVA", "19"]


def test_boxes_may_be_drawn_with_letters_for_upright_lines() -> None:
    rule = "+------+-----+"
    rows = ["I Net  I   7 I", "I VAT  I  19 I", "I Art  I     I", "I Sum  I  26 I"]
    assert _typed([rule, *rows])[1:] == ["Net", "7", "VAT", "19", "Art", "Sum", "26"]
    assert _typed([rule, "Henry I of Bourg"])[1:] == ["Henry", "I", "of", "Bourg"]
    assert "I" in _typed(rows)
    levels = [f"| Level I   | {n} |" for n in range(4)]
    assert _typed([rule, *levels]).count("I") == 4
    assert _typed([rule, *["I agree"] * 4]).count("I") == 4


def test_boxes_without_corners_have_lines_that_stand_below_each_other() -> None:
    rule = "-" * 40
    rows = [f"| Name   | {n}  |" for n in range(4)]
    assert "|" not in _typed([rule, *rows, rule])
    assert _typed([rule, *rows, "Tel. 12 | Fax 13"]).count("|") == 1
    assert _typed(rows).count("|") == 12
    assert _typed([rule, *rows[:3], rule]).count("|") == 9


def test_a_bar_between_words_stays() -> None:
    assert _typed(["Tel. 12 | Fax 13"]) == ["Tel.", "12", "|", "Fax", "13"]


def test_ornaments_are_no_words() -> None:
    assert _typed(["❀ Wharfe Meadow ❀", "★★★★ Hotel ☎ 12"]) == [
        "Wharfe",
        "Meadow",
        "Hotel",
        "☎",
        "12",
    ]


def test_calls_between_columns_of_a_drawn_box_are_its_lines() -> None:
    rule = "+----+-------+--------+"
    rows = [f"! 1{n}! EMB-{n} ! 48{n}00!U ! 1,5{n}!" for n in range(3)]
    assert _typed([rule, *rows])[1:6] == ["10", "EMB-0", "48000", "U", "1,50"]
    assert "Achtung!" in _typed([rule, "Achtung!", "Bitte zahlen!"])
    drawn = rule.replace("+", "!")
    assert _typed([drawn, *rows])[:6] == [drawn, "10", "EMB-0", "48000", "U", "1,50"]


def test_lines_printed_over_each_other_are_two_rows() -> None:
    filled = [
        ("Remit to Alder Broadcast Group Inc", (20, 104, 220, 118), 1.0),
        ("Advertiser", (150, 99, 205, 113), 1.0),
        ("Invoice 7245066", (300, 104, 390, 118), 1.0),
    ]
    assert rows(filled, "text") == [
        "Advertiser",
        "Remit to Alder Broadcast Group Inc Invoice 7245066",
    ]


def test_words_that_stand_a_little_lower_stay_in_their_row() -> None:
    raised = [("Total", (20, 104, 60, 118), 1.0), ("1)", (60, 101, 68, 113), 1.0)]
    assert rows(raised, "text") == ["Total 1)"]


def test_columns_with_lines_of_their_own_make_no_rows_of_two_lines() -> None:
    """OCR's boxes are higher than the lines lie apart, and a date stands between two of them."""
    words: list[LooseWord] = [
        ("Herrn", [20, 100, 60, 120], 1.0),
        ("Kunde", [200, 106, 240, 126], 1.0),
        ("11842", [300, 105.5, 340, 125.5], 1.0),
        ("Johannes", [20, 113, 90, 133], 1.0),
        ("Breitsamer", [95, 112.5, 180, 132.5], 1.0),
        ("Karpfenweiher", [20, 127, 120, 147], 1.0),
    ]
    expected = ["Herrn Kunde 11842", "Johannes Breitsamer", "Karpfenweiher"]
    assert rows(words, "ocr") == expected


def test_a_word_stands_in_the_row_whose_middle_is_nearest() -> None:
    words: list[LooseWord] = [
        ("Sender", [20, 100, 120, 120], 1.0),
        ("Road", [125, 100, 170, 120], 1.0),
        ("Kiel", [175, 100, 200, 120], 1.0),
        ("4711", [320, 109.5, 370, 129.5], 1.0),
        ("Invoice", [220, 110.5, 300, 130.5], 1.0),
    ]
    assert rows(words, "ocr") == ["Sender Road Kiel", "Invoice 4711"]
