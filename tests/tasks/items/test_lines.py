"""The item table: rows, wrapped texts, page breaks."""

import re

import pytest

from tasks.understand import understand
from tests.tasks.tagged_pages import FakeModel, document, draw


def lines_of(*pages: list[str], doc_type: str = "invoice") -> list[dict[str, str]]:
    drawn = [draw(rows) for rows in pages]
    model = FakeModel(tuple(tags for _, tags in drawn), doc_type)
    got = understand(document(*(page for page, _ in drawn)), model)
    return [{column: field.raw for column, field in line.items()} for line in got.lines]


def test_name_above_its_amounts() -> None:
    got = lines_of(
        [
            "[line.description:CLAYPOT TOFU]",
            "    [line.quantity:1]      [line.unit_price:18.90]      [line.net_amount:18.90]",
            "[line.description:THAI ICE TEA]",
            "    [line.quantity:2]      [line.unit_price:6.90]       [line.net_amount:13.80]",
        ]
    )
    assert got == [
        {
            "description": "CLAYPOT TOFU",
            "quantity": "1",
            "unit_price": "18.90",
            "net_amount": "18.90",
        },
        {
            "description": "THAI ICE TEA",
            "quantity": "2",
            "unit_price": "6.90",
            "net_amount": "13.80",
        },
    ]


def test_a_text_row_taken_by_the_item_above_is_given_back() -> None:
    got = lines_of(
        [
            "[line.description:Chair]     [line.net_amount:10.00]",
            "[line.description+:Table]",
            "                             [line.net_amount:20.00]",
        ]
    )
    assert got == [
        {"description": "Chair", "net_amount": "10.00"},
        {"description": "Table", "net_amount": "20.00"},
    ]


def test_a_count_below_a_text_row_takes_none() -> None:
    got = lines_of(
        [
            "[line.description:Conference by]     [line.quantity:2]      [line.net_amount:10.00]",
            "[line.description+:phone]",
            "                    Total: [line.quantity:36.20] hours",
        ]
    )
    assert got[0]["description"] == "Conference by phone"


def test_a_credits_reference_is_no_code() -> None:
    got = lines_of(["[line.description:Goodwill credit, ref F-20881]    [line.net_amount:-5.00]"])
    assert got == [{"description": "Goodwill credit, ref F-20881", "net_amount": "-5.00"}]


def test_an_item_goes_on_over_the_page_break() -> None:
    got = lines_of(
        ["[line.description:Steel beam]     [line.net_amount:900.00]"],
        ["[line.description+:galvanised]", "[line.description:Bolts]   [line.net_amount:5.00]"],
    )
    assert got == [
        {"description": "Steel beam galvanised", "net_amount": "900.00"},
        {"description": "Bolts", "net_amount": "5.00"},
    ]


def test_a_word_of_other_text_on_the_next_page_is_no_more_of_an_item() -> None:
    got = lines_of(
        ["[line.description:Electricity tax]     [line.net_amount:900.00]"],
        ["Cancellation   [line.description+:and]   move"],
    )
    assert got == [{"description": "Electricity tax", "net_amount": "900.00"}]


def test_subtotals_and_repeated_headers_are_no_items() -> None:
    got = lines_of(
        [
            "[line.description:Bolts]            [line.net_amount:5.00]",
            "[line.description:Carried forward]  [line.net_amount:5.00]",
        ],
        [
            "[line.description:Description Qty Price]",
            "[line.description:Zwischensumme]    [line.net_amount:5.00]",
            "[line.description:Nuts]             [line.net_amount:7.00]",
        ],
    )
    assert [line["description"] for line in got] == ["Bolts", "Nuts"]


def test_items_without_prices_are_kept() -> None:
    got = lines_of(
        [
            "[line.code:A-1]  [line.description:Bolts]   [line.quantity:100] [line.unit:pcs]",
            "[line.code:A-2]  [line.description:Nuts]    [line.quantity:50]  [line.unit:pcs]",
        ],
        doc_type="delivery_note",
    )
    assert [(line["code"], line["quantity"]) for line in got] == [("A-1", "100"), ("A-2", "50")]


def test_columns_of_a_page_do_not_run_into_each_other() -> None:
    page, tags = draw(
        [
            "[seller_address:Main St 1]                                [buyer_address:Park Rd 9]",
            "[seller_address+:London]                                   [buyer_address+:Leeds]",
        ]
    )
    fields = understand(document(page), FakeModel((tags,))).fields
    assert fields["seller_address"].value == "Main St 1 London"  # type: ignore[union-attr]
    assert fields["buyer_address"].value == "Park Rd 9 Leeds"  # type: ignore[union-attr]


def test_tax_rows_are_read_together() -> None:
    page, tags = draw(
        [
            "MwSt [tax.rate:19] %   von [tax.base:100,00]    [tax.amount:19,00]",
            "MwSt [tax.rate:7] %    von [tax.base:50,00]     [tax.amount:3,50]",
        ]
    )
    taxes = understand(document(page), FakeModel((tags,))).taxes
    assert [(t.rate.value, t.base.value, t.amount.value) for t in taxes] == [  # type: ignore[union-attr]
        ("19", "100.00", "19.00"),
        ("7", "50.00", "3.50"),
    ]


def test_an_amount_taken_for_another_completes_tax_rows_that_make_the_tax() -> None:
    rows = [
        "+ [tax.rate:19] % VAT        [tax.amount:49,21] €",
        "+ [tax.rate:7] % VAT         8,38 €",
        "VAT in all                   [total_tax:57,59] €",
    ]
    page, tags = draw(rows)
    taxes = understand(document(page), FakeModel((tags,))).taxes
    assert [(t.rate.value, t.amount.value) for t in taxes] == [  # type: ignore[union-attr]
        ("19", "49.21"),
        ("7", "8.38"),
    ]
    page, tags = draw([*rows[:2], "VAT in all                   [total_tax:60,00] €"])
    taxes = understand(document(page), FakeModel((tags,))).taxes
    assert [t.amount.value for t in taxes] == ["49.21"]  # type: ignore[union-attr]


def test_price_and_amount_say_whether_a_quantity_is_a_thousand() -> None:
    rows = [
        "[line.description:Paint]   [line.quantity:1,000]  [line.unit_price:120.00]"
        "  [line.net_amount:120.00]",
        "[line.description:Bolts]   [line.quantity:1,000]  [line.unit_price:0.10]"
        "   [line.net_amount:100.00]",
    ]
    page, tags = draw(rows)
    lines = understand(document(page), FakeModel((tags,))).lines
    assert [line["quantity"].value for line in lines] == ["1.000", "1000"]


def test_a_price_for_a_thousand_does_not_say_so() -> None:
    row = "[line.description:Labels]   [line.quantity:4,000]  [line.unit_price:12.00]"
    for base, quantity in (("1000", "4000"), ("/1,000", "4000"), ("M", "4000"), ("each", "4.000")):
        page, tags = draw([f"{row}   {base}    [line.net_amount:48.00]"])
        (line,) = understand(document(page), FakeModel((tags,))).lines
        assert line["quantity"].value == quantity


def test_a_name_below_its_amounts_is_the_items_own_though_its_unit_stands_there() -> None:
    row = "[line.unit:VOL]      [line.quantity:{}]  [line.unit_price:5.00]  [line.net_amount:{}]"
    got = lines_of(
        [
            row.format("1", "5.00"),
            "[line.description:Shutter]  [line.unit:u]",
            row.format("2", "10.00"),
            "[line.description:Door]  [line.unit:u]",
        ]
    )
    assert [(line["description"], line["net_amount"]) for line in got] == [
        ("Shutter", "5.00"),
        ("Door", "10.00"),
    ]


def test_a_wrapped_unit_stays_in_its_column() -> None:
    got = lines_of(
        [
            "[line.description:Fee]     [line.quantity:1] [line.unit:lump] [line.net_amount:5.00]",
            "[line.description+:monthly]                  [line.unit+:sum]",
        ]
    )
    assert got == [
        {"description": "Fee monthly", "quantity": "1", "unit": "lump sum", "net_amount": "5.00"}
    ]


def test_texts_below_their_amounts_stay_with_them() -> None:
    got = lines_of(
        [
            "[line.code:A1]       [line.net_amount:5.00]",
            "[line.description:Bolts]",
            "[line.description+:galvanised]",
            "[line.code:A2]       [line.net_amount:7.00]",
            "[line.description:Nuts]",
        ]
    )
    assert [line["description"] for line in got] == ["Bolts galvanised", "Nuts"]


def test_quantity_and_price_without_a_space_are_parted_by_arithmetic() -> None:
    got = lines_of(
        [
            "[line.description:Lasagna]   [line.unit_price:154.000]   [line.net_amount:54.000]",
            "[line.description:Pasta]     [line.quantity:230.000]     [line.net_amount:60.000]",
            "[line.description:Tea]       [line.unit_price:12.000]    [line.net_amount:12.000]",
        ],
        doc_type="receipt",
    )
    assert [(line.get("quantity"), line["unit_price"]) for line in got] == [
        ("1", "54.000"),
        ("2", "30.000"),
        (None, "12.000"),
    ]


def test_a_code_before_the_text_and_a_count_behind_it_are_columns() -> None:
    got = lines_of(
        [
            "[line.description:0079 Lasagna]   [line.net_amount:54.00]",
            "[line.description:Baguette x3]    [line.net_amount:6.00]",
            "[line.description:Super E10 x2]   [line.net_amount:8.00]",
            "[line.description:M12 x 40]       [line.net_amount:9.00]",
            "[line.description:365 Licence]    [line.net_amount:7.00]",
            "[line.description:2024 Silvaner]    [line.net_amount:7.90]",
            "[line.description:Souris (réf. 171.960)]    [line.net_amount:5.00]",
            "[line.description:Gants (réf. GN-NIT-L)]    [line.net_amount:5.00]",
            "[line.description:Bidon (réf.]  [line.code:DX-22]  [line.net_amount:3.00]",
            "[line.description:Item for order 7]    [line.net_amount:4.00]",
            "[line.description:Remise code ANNIV5]    [line.net_amount:-4.00]",
        ]
    )
    assert got == [
        {"description": "Lasagna", "code": "0079", "net_amount": "54.00"},
        {"description": "Baguette", "quantity": "3", "net_amount": "6.00"},
        {"description": "Super E10", "quantity": "2", "net_amount": "8.00"},
        {"description": "M12 x 40", "net_amount": "9.00"},
        {"description": "365 Licence", "net_amount": "7.00"},
        {"description": "2024 Silvaner", "net_amount": "7.90"},
        {"description": "Souris", "code": "171.960", "net_amount": "5.00"},
        {"description": "Gants", "code": "GN-NIT-L", "net_amount": "5.00"},
        {"description": "Bidon", "code": "DX-22", "net_amount": "3.00"},
        {"description": "Item for order 7", "net_amount": "4.00"},
        {"description": "Remise code ANNIV5", "net_amount": "-4.00"},
    ]


def test_counts_above_the_names_go_to_the_amounts_below() -> None:
    got = lines_of(
        [
            "[line.description:PERKEDEL]                                [line.net_amount:28,000]",
            "[line.quantity:2X]    [line.unit_price:8,000]",
            "[line.description:NESTLE]                                  [line.net_amount:16,000]",
        ],
        doc_type="receipt",
    )
    assert got == [
        {"description": "PERKEDEL", "net_amount": "28,000"},
        {
            "description": "NESTLE",
            "quantity": "2X",
            "unit_price": "8,000",
            "net_amount": "16,000",
        },
    ]


def test_price_and_amount_run_together_are_parted_and_so_is_a_price_from_its_name() -> None:
    got = lines_of(
        [
            "[line.description:CHICKEN]             [line.net_amount:29,00029.000]",
            "[line.quantity:3] [line.description:HOT TEA12,000] [line.net_amount:36,000]",
        ],
        doc_type="receipt",
    )
    assert [(line["description"], line["unit_price"], line["net_amount"]) for line in got] == [
        ("CHICKEN", "29,000", "29.000"),
        ("HOT TEA", "12,000", "36,000"),
    ]


def test_a_count_before_a_name_is_one_where_the_other_lines_have_theirs_there() -> None:
    got = lines_of(
        [
            "[line.quantity:3] [line.description:HAKAU]   [line.net_amount:92.00]",
            "[line.description:4 SIAO MAI]                [line.net_amount:80.00]",
            "[line.quantity:1] [line.description:x TEA]   [line.net_amount:8.00]",
        ]
    )
    assert [(line["quantity"], line["description"]) for line in got] == [
        ("3", "HAKAU"),
        ("4", "SIAO MAI"),
        ("1", "TEA"),
    ]
    (size,) = lines_of(["[line.description:4XL Shirt]   [line.net_amount:8.00]"])
    assert size["description"] == "4XL Shirt"


def test_counts_that_touch_the_names_of_a_receipt() -> None:
    before = [
        "[line.description:2BREZEL]      [line.net_amount:6.00]",
        "[line.description:1TEE]         [line.net_amount:2.50]",
        "[line.description:330ML COLA]   [line.net_amount:2.50]",
    ]
    assert [line["description"] for line in lines_of(before, doc_type="receipt")] == [
        "BREZEL",
        "TEE",
        "330ML COLA",
    ]
    behind = [
        "[line.description:Brezel2]      [line.net_amount:6.00]",
        "[line.description:Limo3]        [line.net_amount:2.50]",
    ]
    got = lines_of(behind, doc_type="receipt")
    assert got[0] == {"description": "Brezel", "quantity": "2", "net_amount": "6.00"}
    assert lines_of(behind)[0]["description"] == "Brezel2"  # a type number, on an invoice


def test_a_lone_number_behind_a_name_is_its_count_where_others_have_theirs_there() -> None:
    rows = [
        "[line.description:Brezel]  [line.quantity:2]      [line.net_amount:6.00]",
        "[line.description:Tee 3]                          [line.net_amount:7.50]",
    ]
    assert lines_of(rows, doc_type="receipt")[1]["quantity"] == "3"


def test_a_registers_department_number_is_no_count() -> None:
    (line,) = lines_of(["[line.description:DEPT04]    [line.net_amount:6.00]"], doc_type="receipt")
    assert line["description"] == "DEPT04"


def test_count_and_price_in_one_word() -> None:
    (line,) = lines_of(
        ["[line.description:Tee]", "[line.unit_price:3x2.50]     [line.net_amount:7.50]"],
        doc_type="receipt",
    )
    assert (line["quantity"], line["unit_price"]) == ("3x", "2.50")


def test_of_two_amounts_on_a_receipts_row_the_left_one_is_the_price() -> None:
    rows = ["[line.description:Tee]   [line.net_amount:2.50]   [line.net_amount:7.50]"]
    (line,) = lines_of(rows, doc_type="receipt")
    assert (line["unit_price"], line["net_amount"]) == ("2.50", "7.50")
    assert "unit_price" not in lines_of(rows)[0]


def test_a_code_with_a_letter_is_one_where_others_have_theirs() -> None:
    got = lines_of(
        [
            "[line.code:041000]  [line.description:TEA]       [line.net_amount:5.00]",
            "[line.description:F13100 WATER]                  [line.net_amount:6.00]",
        ],
        doc_type="receipt",
    )
    assert (got[1]["code"], got[1]["description"]) == ("F13100", "WATER")


def test_a_row_that_is_the_sum_of_the_items_ends_them() -> None:
    rows = [
        "[line.description:Tee]         [line.net_amount:2.50]",
        "[line.description:Brezel]      [line.net_amount:3.00]",
        "[line.description:ITERS TOTN]  [line.net_amount:5.50]",
        "[line.description:CLUB CARD]   [line.net_amount:0.50]",
    ]
    assert [line["description"] for line in lines_of(rows, doc_type="receipt")] == ["Tee", "Brezel"]
    cake = [*rows[:2], "[line.description:Torte]       [line.net_amount:5.50]"]
    assert len(lines_of(cake, doc_type="receipt")) == 3


def test_items_priced_with_tax_stay_though_the_first_make_the_net_total() -> None:
    rows = [
        "[line.description:B] [line.quantity:1] [line.unit_price:138.00] [line.net_amount:138.00]",
        "[line.description:Tea] [line.quantity:2] [line.unit_price:14.50] [line.net_amount:29.00]",
        "{name} [line.net_amount:33.40]",
        "Net   [total_net:167.00]   VAT   [total_tax:33.40]   Total   [total_gross:200.40]",
    ]
    bar = "[line.description:Bar] [line.quantity:1] [line.unit_price:33.40]"
    tax = "[line.description:20 % of it]"
    for name, lines_n in ((bar, 3), (tax, 2)):
        assert len(lines_of([row.format(name=name) for row in rows])) == lines_n


def test_pieces_are_no_part_of_a_name() -> None:
    rows = ["[line.quantity:4] [line.description:Pcs-Cheese Tart]    [line.net_amount:6.00]"]
    (line,) = lines_of(rows, doc_type="receipt")
    assert (line["quantity"], line["description"]) == ("4", "Cheese Tart")


def test_marks_of_a_count_are_no_part_of_a_receipts_name() -> None:
    got = lines_of(
        [
            "[line.description:x Egg Salad]          [line.net_amount:12.000]",
            "[line.description:Goat Cheese 2x]       [line.net_amount:24.000]",
        ],
        doc_type="receipt",
    )
    assert got == [
        {"description": "Egg Salad", "net_amount": "12.000"},
        {"description": "Goat Cheese", "quantity": "2", "net_amount": "24.000"},
    ]


def test_a_count_before_a_name_may_end_with_a_point() -> None:
    got = lines_of(
        [
            "[line.quantity:2] [line.description:Black Tea]      [line.net_amount:24.000]",
            "[line.description:1.Chicken Steak]                  [line.net_amount:52.000]",
        ],
        doc_type="receipt",
    )
    assert got[1] == {"description": "Chicken Steak", "quantity": "1", "net_amount": "52.000"}


def test_digits_that_end_a_name_are_its_price_where_they_make_the_amount() -> None:
    got = lines_of(
        [
            "[line.quantity:2] [line.description:MINT TEA12000]     [line.net_amount:24.000]",
            "[line.quantity:2] [line.description:PUZZLE1000]        [line.net_amount:36.000]",
        ],
        doc_type="receipt",
    )
    assert got[0] == {
        "description": "MINT TEA",
        "quantity": "2",
        "unit_price": "12000",
        "net_amount": "24.000",
    }
    assert got[1]["description"] == "PUZZLE1000"


def test_the_key_of_another_column_is_no_part_of_a_receipts_name() -> None:
    got = lines_of(
        ["[line.description:Road Diesel Harga/liter]     [line.net_amount:52.000]"],
        doc_type="receipt",
    )
    assert got == [{"description": "Road Diesel", "net_amount": "52.000"}]


def test_a_count_of_one_that_ocr_missed_is_told_by_price_and_amount() -> None:
    page, tags = draw(
        [
            "[line.description:Room]        [line.unit_price:109.00]    [line.net_amount:109.00]",
            "[line.description:Parking] [line.quantity:3]    [line.unit_price:14.00]"
            "    [line.net_amount:42.00]",
        ]
    )
    scan = page.model_copy(update={"origin": "ocr"})
    printed, read = (
        understand(document(p), FakeModel((tags,), "invoice")).lines[0].get("quantity")
        for p in (page, scan)
    )
    assert printed is None
    assert read is not None and (read.value, read.origin, read.box) == ("1", "rule", None)


def test_litres_that_ocr_takes_for_a_figure_are_litres_on_a_scan_and_nowhere_else() -> None:
    page, tags = draw(
        [
            "[line.quantity:6] [line.description:Apple juice 1 1 Batch 51] [line.net_amount:14.85]",
            "[line.quantity:2] [line.description:Mineral water 12 x 0,7 I] [line.net_amount:25.00]",
            "[line.quantity:1]  [line.description:Screws M4 1 x 40]         [line.net_amount:9.00]",
            "[line.quantity:3]  [line.description:Cider 2023, 0,75 1]      [line.net_amount:12.00]",
            "[line.quantity:1]  [line.description:Cask 300 I, oak]         [line.net_amount:90.00]",
        ]
    )
    scan = page.model_copy(update={"origin": "ocr"})
    printed, read = (
        [
            line["description"].value
            for line in understand(document(p), FakeModel((tags,), "invoice")).lines
        ]
        for p in (page, scan)
    )
    assert printed == [
        "Apple juice 1 1 Batch 51", "Mineral water 12 x 0,7 I", "Screws M4 1 x 40",
        "Cider 2023, 0,75 1", "Cask 300 I, oak",
    ]  # fmt: skip
    assert read == [
        "Apple juice 1 l Batch 51", "Mineral water 12 x 0,7 l", "Screws M4 1 x 40",
        "Cider 2023, 0,75 l", "Cask 300 l, oak",
    ]  # fmt: skip


def test_running_numbers_are_no_codes() -> None:
    got = lines_of(
        [
            "[line.code:000010 0001582219]  [line.description:Schalter]  [line.net_amount:5,00]",
            "[line.code:000020]             [line.description:Leuchte]   [line.net_amount:6,00]",
            "[line.code:000030 0003770360]  [line.description:Anlage]    [line.net_amount:7,00]",
        ]
    )
    assert [line.get("code") for line in got] == ["0001582219", None, "0003770360"]


def test_codes_that_do_not_run_stay() -> None:
    got = lines_of(
        [
            "[line.code:10]  [line.description:Schalter]  [line.net_amount:5,00]",
            "[line.code:17]  [line.description:Leuchte]   [line.net_amount:6,00]",
            "[line.code:30]  [line.description:Anlage]    [line.net_amount:7,00]",
        ]
    )
    assert [line.get("code") for line in got] == ["10", "17", "30"]


def test_a_code_stands_without_its_brackets() -> None:
    page, tags = draw(
        ["[line.code:FL-190]   [line.description:Oak plank]   [line.net_amount:9.00]"]
    )
    (at,) = (i for i, tag in enumerate(tags) if tag.label == "line.code")
    words = (*page.words[:at], page.words[at]._replace(text="[FL-190]"), *page.words[at + 1 :])
    page = page.model_copy(update={"words": words})

    got = understand(document(page), FakeModel((tags,), "quote"))

    assert got.lines[0]["code"].value == "FL-190"
    assert got.lines[0]["code"].raw == "[FL-190]"


def test_running_numbers_before_all_descriptions_are_left_out() -> None:
    page, tags = draw(
        [
            "[line.description:1. Survey]    [line.net_amount:10.00]",
            "[line.description:2. Report]    [line.net_amount:20.00]",
        ]
    )
    got = understand(document(page), FakeModel((tags,), "quote"))
    assert [line["description"].value for line in got.lines] == ["Survey", "Report"]


def test_running_numbers_before_some_descriptions_are_those_of_their_places() -> None:
    names = ["1 Basin", "Bowl", "3 Seat", "Frame", "5 Plate"]
    rows = [f"[line.description:{name}]    [line.net_amount:10.00]" for name in names]
    said = [line["description"] for line in lines_of(rows)]
    assert said == ["Basin", "Bowl", "Seat", "Frame", "Plate"]
    rows[3] = "[line.description:2 Frames]    [line.net_amount:10.00]"
    assert [line["description"] for line in lines_of(rows)][2] == "3 Seat"


def test_how_a_receipt_was_paid_is_no_item() -> None:
    rows = [
        "[line.description:COFFEE]          [line.net_amount:2.50]",
        "[line.description:EGGS X12]        [line.net_amount:3.10]",
        "[line.description:TEA]             [line.net_amount:2.00]",
        "[line.description:MILK]            [line.net_amount:1.00]",
        "[line.description:BREAD]           [line.net_amount:1.40]",
        "[line.description:5 BALANCE DUE]   [line.net_amount:10.00]",
        "[line.description:VISA DEBIT]      [line.net_amount:10.00]",
        "[line.description:Amex Business •••• 4471]  [line.net_amount:10.00]",
    ]
    got = lines_of(rows, doc_type="receipt")
    assert [line["description"] for line in got] == ["COFFEE", "EGGS X12", "TEA", "MILK", "BREAD"]


def test_what_is_dangerous_of_an_item_and_rows_of_a_tax_table_are_no_items() -> None:
    rows = [
        "[line.code:AC0100]  [line.description:Acetone technical]   [line.quantity:3]",
        "[line.code:UN1090]  [line.description:ACETONE, 3, PG II]",
        "[line.code:IP0300]  [line.description:Isopropyl alcohol]   [line.quantity:2]",
        "[line.code:29141100]                 [line.discount:9]",
    ]
    assert [line["code"] for line in lines_of(rows)] == ["AC0100", "IP0300"]


def test_what_is_dangerous_is_none_either_where_it_seems_a_name() -> None:
    item = "[line.code:{}]    [line.description:{}]   [line.quantity:3]"
    below = "{} [line.description:PAINT, 3, III, 20 l]"
    rows = [item.format("PT-10", "Primer"), below.format("UN 1263"), item.format("PT-20", "Filler")]
    assert [line["description"] for line in lines_of(rows)] == ["Primer", "Filler"]
    assert len(lines_of([rows[0], below.format("Set of"), rows[2]])) == 3
    gases = ["UN 1066 [line.description:NITROGEN, 2.2]", "UN 1972 [line.description:METHANE, 2.1]"]
    assert len(lines_of(gases, doc_type="delivery_note")) == 2


def test_what_is_said_of_an_item_s_rest_is_no_item() -> None:
    item = "[line.code:{}]    [line.description:{}]   [line.quantity:3]"
    rows = [item.format("LF-2040", "Lever file"), item.format("AB-7", "Box"), ""]
    follows = "[line.quantity:6] x [line.code:{}] will follow in May"
    assert len(lines_of([*rows, follows.format("LF-2040")])) == 2
    assert len(lines_of([*rows, follows.format("LF-2050")])) == 3
    batch = "[line.code:LF-2040]   [line.quantity:4]   19/05"
    assert len(lines_of([*rows, batch])) == 3


def test_a_text_above_the_priced_items_of_a_receipt_is_none() -> None:
    text = "[line.description:Mill Lane to Harbour 2]"
    rows = [
        "[line.description:Ride at day rate]     [line.net_amount:31.40]",
        "[line.description:Booking]              [line.net_amount:4.00]",
    ]
    names = [line["description"] for line in lines_of([text, "", *rows], doc_type="receipt")]
    assert names == ["Ride at day rate", "Booking"]
    assert len(lines_of([text, "", rows[0]], doc_type="receipt")) == 2
    for amount in ("14,5O", "£14", "14 €", "free"):
        first = f"[line.description:Lunch menu]     {amount}"
        assert len(lines_of([first, "", *rows], doc_type="receipt")) == 3


def test_one_printed_sum_is_not_two_fields() -> None:
    page, tags = draw(["Total net [total_net?0.6:1,197.20]"])
    torn = tuple(
        tag._replace(alternatives=(("total_gross", 0.35),)) if tag.label == "total_net" else tag
        for tag in tags
    )
    got = understand(document(page), FakeModel((torn,), "order"))
    assert ("total_gross" in got.fields) != ("total_net" in got.fields)


def test_years_in_a_name_are_no_running_numbers() -> None:
    page, tags = draw(
        [
            "[line.description:1 year licence]    [line.net_amount:10.00]",
            "[line.description:2 year support]    [line.net_amount:20.00]",
        ]
    )
    got = understand(document(page), FakeModel((tags,), "quote"))
    assert got.lines[0]["description"].value == "1 year licence"


def test_a_bar_is_an_item_on_an_invoice() -> None:
    got = lines_of(["[line.description:Bar]    [line.net_amount:12.00]"])
    assert got == [{"description": "Bar", "net_amount": "12.00"}]


def _counts(rows: list[str]) -> list[str]:
    page, tags = draw(rows)
    lines = understand(document(page), FakeModel((tags,))).lines
    return [line["quantity"].value for line in lines]


def test_a_round_count_among_plain_ones_of_its_unit_is_a_thousand() -> None:
    rows = [
        "[line.description:Schraube 8.8]   [line.quantity:1.500]  [line.unit:Stk]",
        "[line.description:Schraube 5.8]     [line.quantity:400]  [line.unit:Stk]",
        "[line.description:Mutter 10.9]    [line.quantity:1.234]  [line.unit:Stk]",
        "[line.description:Draht]          [line.quantity:2.500]  [line.unit:kg]",
    ]
    assert _counts(rows) == ["1500", "400", "1.234", "2.500"]


@pytest.mark.parametrize(
    ("counts", "read"),
    [
        (["1", "2", "3", "4"], [""] * 4),
        (["1", "2", "3", "5"], ["1", "2", "3", "5"]),
        (["1", "2", "3"], ["1", "2", "3"]),
        (["500"] * 4, ["500"] * 4),
    ],
)
def test_numbers_of_rows_are_no_quantities(counts: list[str], read: list[str]) -> None:
    amounts = (9, 17, 31, 46)
    rows = [
        f"[line.description:Meal {letter}]   [line.quantity:{count}]   [line.net_amount:{net}.40]"
        for letter, count, net in zip("ABCD", counts, amounts, strict=False)
    ]
    assert [line.get("quantity", "") for line in lines_of(rows)] == read
    priced = [f"{row}      [line.unit_price:3.00]" for row in rows]
    assert all("quantity" in line for line in lines_of(priced))
    bare = [row.rpartition("   ")[0] for row in rows]
    assert all("quantity" in line for line in lines_of(bare, doc_type="delivery_note"))
    assert all("quantity" in line for line in lines_of(rows, doc_type="receipt"))


def test_a_name_below_its_amounts_leaves_the_text_above_to_its_item() -> None:
    spaced = "[line.description:Scaffold] [line.quantity:9] [line.net_amount:9.00]"
    rows = [spaced, "[line.description+:with nets]", "", "[line.quantity:2] [line.net_amount:8.00]",
            "[line.description:Each week more]"]  # fmt: skip
    names = [line.get("description") for line in lines_of(rows)]
    assert names == ["Scaffold with nets", "Each week more"]


def test_what_is_weighed_beside_what_is_counted_has_decimals() -> None:
    row = "[line.description:{}]  [line.quantity:{}] [line.unit:kg] [line.unit_price:{}] {} {}"
    rows = [
        row.format("Pork", "18.450", "6.95", "[line.discount:5.0]", "[line.net_amount:121.82]"),
        row.format("Turkey", "12.300", "9.90", "[line.discount:5.0]", "[line.net_amount:115.68]"),
        row.format("Potatoes", "75", "1.09", "", "[line.net_amount:81.75]"),
    ]
    assert _counts(rows) == ["18.450", "12.300", "75"]
    pieces = "[line.description:{}]  [line.quantity:{}] [line.unit:Stk] [line.unit_price:{}] {}"
    rows = [
        pieces.format("Screw", "400", "0.10", "[line.net_amount:40.00]"),
        pieces.format("Nut", "1.250", "0.08", "[line.net_amount:100.00]"),
        pieces.format("Bolt", "2.500", "0.30", ""),
    ]
    assert _counts(rows) == ["400", "1250", "2500"]


def test_a_count_without_a_unit_is_left_to_arithmetic() -> None:
    rows = [
        "[line.description:Apples]  [line.quantity:1.200] [line.unit_price:2.50] "
        "[line.net_amount:3.00]",
        "[line.description:Bag]         [line.quantity:2] [line.unit_price:0.20] "
        "[line.net_amount:0.40]",
    ]
    assert _counts(rows) == ["1.200", "2"]


def test_an_amount_may_be_marked_a_credit() -> None:
    rows = ["[line.description:Gloves]   [line.quantity:48]   [line.net_amount:151.20CR]"]
    assert lines_of(rows)[0]["net_amount"] == "151.20CR"


_WORK = "[line.description:Service]   [line.quantity:1]   [line.unit_price:93.00]   "
_WORK += "[line.net_amount:93.00]"
_PART = (
    "[line.description:Oil]   [line.quantity:1]   [line.unit_price:7.00]   [line.net_amount:7.00]"
)


def test_a_sum_of_the_first_items_ends_them_only_where_all_miss_the_total() -> None:
    rows = [_WORK, _WORK, _PART, "Labour [lines_net:186.00]", "VAT [total_tax:38.60]"]
    assert len(lines_of([*rows, "Total [total_gross:231.60]"])) == 3
    assert len(lines_of([*rows, "Total [total_gross:223.20]"])) == 2


def test_headings_with_the_sum_of_what_follows_are_no_items() -> None:
    head = "[line.description:{}]                     [line.net_amount:{}]"
    rows = [head.format("REPAIRS", "186.00"), _WORK, _WORK, head.format("PARTS", "7.00"), _PART]
    names = [line["description"] for line in lines_of([*rows, "Net [total_net:193.00]"])]
    assert names == ["Service", "Service", "Oil"]
    assert len(lines_of([*rows, "Net [total_net:386.00]"])) == 5
    assert len(lines_of([head.format("REPAIRS", "187.00"), *rows[1:]])) == 5


def test_what_names_or_prices_nothing_is_no_item_among_others() -> None:
    code = "[line.unit:drum]   [line.code:F-20]   to follow"
    reckoned = "[line.description:64 sq m @]   [line.unit_price:2.85]"
    assert len(lines_of([_WORK, _PART, "", code])) == 2
    assert len(lines_of([_WORK, "", reckoned, _PART])) == 2
    packed = "[line.quantity:4] [line.unit:boxes]   of 6"
    assert len(lines_of([_WORK, packed, _PART, ""])) == 2
    heading, free = "[line.description:Parts]", "[line.description:Delivery]   free"
    assert len(lines_of([_WORK, "", heading, _PART])) == 2
    assert len(lines_of([_WORK, "", free, _PART])) == 3


def test_a_text_above_the_first_priced_item_is_none_but_with_an_amount_beside_it() -> None:
    text = "[line.description:Stage 3 services]              {}"
    assert len(lines_of([text.format(""), _WORK, _PART])) == 2
    assert len(lines_of([text.format("6,250.00"), _WORK, _PART])) == 3


def test_a_one_that_ocr_takes_for_a_letter_is_one_before_a_unit() -> None:
    page, tags = draw(["[line.description:Threaded rod l m M8]   [line.quantity:2]"])
    for origin, name in (("ocr", "Threaded rod 1 m M8"), ("text", "Threaded rod l m M8")):
        read = page.model_copy(update={"origin": origin})
        (line,) = understand(document(read), FakeModel((tags,))).lines
        assert line["description"].value == name


def test_on_a_receipt_only_a_letter_is_taken_for_litres() -> None:
    page, tags = draw([
        "[line.description:Potting soil 40 I]       [line.net_amount:8.50]",
        "[line.description:Roses red 40 1]          [line.net_amount:6.00]",
    ])  # fmt: skip
    scan = page.model_copy(update={"origin": "ocr"})
    lines = understand(document(scan), FakeModel((tags,), "receipt")).lines
    assert [line["description"].value for line in lines] == ["Potting soil 40 l", "Roses red 40 1"]


@pytest.mark.parametrize(
    "printed", ["Réf. HK-20", "Art.-Nr. HK-20", "SKU: HK-20", "Item No. HK-20"]
)
def test_a_code_stands_without_its_key(printed: str) -> None:
    row = f"[line.code:{printed}]   [line.description:Hook]   [line.net_amount:5.00]"
    drawn, tags = draw([row])
    got = understand(document(drawn), FakeModel((tags,)))
    assert got.lines[0]["code"].value == "HK-20"


def test_a_caption_may_say_that_the_price_is_for_a_thousand() -> None:
    numbers = ("quantity:25,000", "unit_price:11.40", "net_amount:285.00")
    row = "   ".join(["[line.description:Rivet]", *(f"[line.{number}]" for number in numbers)])
    for base, count in (("per 1000", "25000"), ("Price/000", "25000"), ("per kg", "25.000")):
        drawn, tags = draw([f"Item    Qty  {base}", row, "Total    [total_net:285.00]"])
        got = understand(document(drawn), FakeModel((tags,)))
        assert got.lines[0]["quantity"].value == count


def test_a_heading_above_amounts_whose_names_stand_below_is_no_name() -> None:
    def item(code: str, name: str) -> list[str]:
        amounts = "[line.quantity:2]     [line.unit_price:5.00]     [line.net_amount:10.00]"
        return [f"[line.code:{code}]     {amounts}", f"[line.description:{name}]"]

    first = [*item("A-1", "Chair"), *item("A-2", "Table")]
    heading = "[line.description:Site: new house]"
    got = lines_of(first, [heading, *item("A-3", "Lamp"), *item("A-4", "Shelf")])
    assert [(line["code"], line["description"]) for line in got] == [
        ("A-1", "Chair"),
        ("A-2", "Table"),
        ("A-3", "Lamp"),
        ("A-4", "Shelf"),
    ]


def test_a_table_of_taxes_is_no_item() -> None:
    priced = "[line.description:{}]  [line.quantity:1]  [line.unit_price:{}]  [line.net_amount:{}]"
    rows = [priced.format("Pump", "395.00", "395.00"), priced.format("Pipe", "60.00", "60.00")]
    tax = "[line.code:STD23]      [line.quantity:455.00]      [line.unit_price:104.65]"
    assert [line["description"] for line in lines_of([*rows, tax])] == ["Pump", "Pipe"]


def test_an_item_known_by_its_code_alone_stays() -> None:
    priced = "[line.description:{}]  [line.quantity:1]  [line.unit_price:{}]  [line.net_amount:{}]"
    rows = [priced.format("Pump", "395.00", "395.00"), priced.format("Pipe", "60.00", "60.00")]
    coded = "[line.code:KX-200]      [line.quantity:4]      [line.unit_price:12.50]"
    assert len(lines_of([*rows, coded])) == 3


def test_names_above_their_codes_and_amounts_are_not_shifted() -> None:
    rows = []
    for name in ("Chair", "Table", "Shelf"):
        amounts = "[line.quantity:2]     [line.unit_price:5.00]     [line.net_amount:10.00]"
        rows += [f"[line.description:{name}]", f"[line.code:{name[0]}-1]", f"    {amounts}"]
    got = lines_of([*rows, "[line.description:Thank you]"])
    assert [line["description"] for line in got if "net_amount" in line] == [
        "Chair",
        "Table",
        "Shelf",
    ]


def test_a_bare_amount_above_the_items_or_on_a_sum_s_row_is_none() -> None:
    items = [
        "[line.description:Pump]     [line.quantity:2]    [line.net_amount:20.00]",
        "[line.description:Valve]    [line.quantity:1]    [line.net_amount:5.00]",
    ]
    names = ["Pump", "Valve"]
    total = "TOTAL                    [line.net_amount:25.00]"
    assert [line.get("description") for line in lines_of([total, *items])] == names
    group = "Equipment subtotal       [line.net_amount:25.00]"
    assert [line.get("description") for line in lines_of([*items, group])] == names
    lump = "                         [line.net_amount:7.00]"
    assert len(lines_of([*items[:1], lump, *items[1:]])) == 3


@pytest.mark.parametrize(
    ("amount", "quantity"), [("447.00", "5000"), ("0.45", "5"), ("500.00", "5")]
)
def test_three_digits_close_behind_a_quantity_are_its_own_where_they_multiply(
    amount: str, quantity: str
) -> None:
    page, tags = draw(
        [
            "[line.quantity:5] [line.unit:000 ex.]  [line.description:Flyer]  "
            f"[line.unit_price:0.0894]  [line.net_amount:{amount}]"
        ]
    )
    head = page.words[0]
    near = head._replace(box=(head.box[0], head.box[1], head.box[2] + 0.007, head.box[3]))
    page = page.model_copy(update={"words": (near, *page.words[1:])})
    (line,) = understand(document(page), FakeModel((tags,))).lines
    assert line["quantity"].value == quantity


def test_the_sum_of_a_group_is_none_whatever_the_model_calls_it() -> None:
    rows = [
        "[line.description:Pump]     [line.quantity:2]    [line.net_amount:20.00]",
        "[line.description:Valve]    [line.quantity:1]    [line.net_amount:5.00]",
        "Sub-total Chill [line.description:Hall 2]        [line.net_amount:25.00]",
    ]
    assert [line["description"] for line in lines_of(rows)] == ["Pump", "Valve"]


@pytest.mark.parametrize("name", ["Deposit received, Visa", "Acompte versé", "Anzahlung vom 3.4."])
def test_what_was_paid_before_is_no_item_where_the_totals_take_it_off(name: str) -> None:
    rows = [
        "[line.description:Room 417]     [line.net_amount:165.00]",
        f"[line.description:{name}]     [line.net_amount:150.00]",
    ]
    due = ["Total [total_gross:165.00]", "Paid [prepaid:150.00]", "Due [amount_due:15.00]"]
    assert [line["description"] for line in lines_of([*rows, *due])] == ["Room 417"]


def test_a_deposit_that_is_billed_is_an_item() -> None:
    rows = [
        "[line.description:Deposit received for 12 June]     [line.net_amount:500.00]",
        "[line.description:Chair covers]                     [line.net_amount:100.00]",
        "Total                                               [total_gross:600.00]",
    ]
    assert len(lines_of(rows)) == 2


def test_what_a_guest_paid_with_is_no_item_where_the_others_make_the_total() -> None:
    rows = [
        "[line.description:Room]     [line.quantity:318]     [line.net_amount:189.00]",
        "[line.description:Dinner]     [line.quantity:318]     [line.net_amount:36.40]",
        "[line.description:Deposit received - thank you]     [line.net_amount:50.00]",
        "[line.description:Mastercard XXXX 8830]  [line.quantity:318]  [line.net_amount:175.40]",
    ]
    total = "Total     225.40     [total_gross:225.40]"
    assert [line["description"] for line in lines_of([*rows, total])] == ["Room", "Dinner"]
    paid = "Paid     [prepaid:225.40]"
    assert [line["description"] for line in lines_of([*rows, total, paid])] == ["Room", "Dinner"]


def test_what_costs_nothing_heads_no_group() -> None:
    rows = [
        "[line.description:Base fee]     [line.net_amount:39.95]",
        "[line.description:Landline]     [line.net_amount:0.00]",
        "[line.description:Mobile]     [line.net_amount:0.00]",
        "[line.description:Data]     [line.net_amount:0.00]",
    ]
    sums = "Net [total_net:39.95]    VAT [total_tax:7.59]    Total [total_gross:47.54]"
    assert len(lines_of([*rows, sums])) == 4


def test_a_charge_below_the_sum_of_the_lines_is_no_item() -> None:
    rows = [
        "[line.description:Chair]  [line.unit_price:60.00]  [line.net_amount:60.00]",
        "[line.description:Table]  [line.unit_price:40.00]  [line.net_amount:40.00]",
        "Subtotal                                                [lines_net:100.00]",
        "[line.description:Small order fee]                      [line.net_amount:10.00]",
    ]
    sums = "Net [total_net:110.00]    VAT [total_tax:20.90]    Total [total_gross:130.90]"
    assert [line["description"] for line in lines_of([*rows, sums])] == ["Chair", "Table"]


def test_counts_behind_all_names_are_no_part_of_them() -> None:
    rows = [
        "[line.description:Crew ×]  [line.quantity:2]     [line.net_amount:188.00]",
        "[line.description:Bib × 1]     [line.net_amount:289.00]",
        "[line.description:Dry bag 20 L × 3]     [line.net_amount:103.50]",
    ]
    got = [(line["description"], line["quantity"]) for line in lines_of(rows)]
    assert got == [("Crew", "2"), ("Bib", "1"), ("Dry bag 20 L", "3")]
    sizes = ["Kantholz 60 x 60", "Dachlatte 24 x 48", "Gewindestange M10 x 100"]
    rows = [f"[line.description:{size}]     [line.net_amount:12.50]" for size in sizes]
    assert [line["description"] for line in lines_of(rows)] == sizes


def test_headings_with_the_sums_of_some_items_are_none_also_where_an_overview_names_them() -> None:
    priced = "[line.description:{}]  [line.quantity:1]  [line.unit_price:{}]  [line.net_amount:{}]"
    rows = [
        "[line.description:Delivery point 081]     [line.net_amount:33.00]",
        "[line.description:Power]     [line.net_amount:60.00]",
        priced.format("Base", "40.00", "40.00"),
        priced.format("Day", "20.00", "20.00"),
        "[line.description:Grid]     [line.net_amount:33.00]",
        priced.format("Fix", "30.00", "30.00"),
        priced.format("Meter", "3.00", "3.00"),
        priced.format("Levy", "7.00", "7.00"),
    ]
    sums = "Net [total_net:100.00]    VAT [total_tax:20.00]    Total [total_gross:120.00]"
    names = [line["description"] for line in lines_of([*rows, sums])]
    assert names == ["Base", "Day", "Fix", "Meter", "Levy"]


def test_the_day_of_an_item_is_no_code() -> None:
    got = lines_of(
        [
            "[line.code:14.10.2025]  [line.description:Transport]  [line.net_amount:5,00]",
            "[line.code:Q3/2025]     [line.description:Rent]       [line.net_amount:6,00]",
            "[line.code:01.12.02]    [line.description:Gutter]     [line.net_amount:7,00]",
            "[line.code:10.45.2030]  [line.description:Bracket]    [line.net_amount:8,00]",
        ]
    )
    assert [line.get("code") for line in got] == [None, None, "01.12.02", "10.45.2030"]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Rape oil, 6 × 0,75 1", "Rape oil, 6 × 0,75 l"),
        ("Riesling Ried 2024 0,75 1", "Riesling Ried 2024 0,75 l"),
        ("Sparkling water 12x0.71", "Sparkling water 12x0.7 l"),
        ("Grape juice, 1,01", "Grape juice, 1,0 l"),
        ("Shredder P-4, 25 1", "Shredder P-4, 25 l"),
        ("Sheet, 0,51", "Sheet, 0,51"),
        ("Huile, bouteille 11", "Huile, bouteille 1 l"),
        ("Reiniger im Kanister 201, blau", "Reiniger im Kanister 20 l, blau"),
        ("Gutedel 0,751", "Gutedel 0,75 l"),
        ("Flaschen 31", "Flaschen 31"),
        ("Strom 0,251 EUR/kWh", "Strom 0,251 EUR/kWh"),
        ("Porto 0,51", "Porto 0,51"),
        ("Karton 11", "Karton 11"),
        ("Screw 4x40 1", "Screw 4x40 1"),
        ("Capacitor 0805 1 nF", "Capacitor 0805 1 nF"),
    ],
)
def test_litres_behind_counts_commas_and_vessels_are_litres(read: str, printed: str) -> None:
    page, tags = draw([f"[line.description:{read}]   [line.net_amount:9.00]"])
    scan = page.model_copy(update={"origin": "ocr"})
    (line,) = understand(document(scan), FakeModel((tags,), "invoice")).lines
    assert line["description"].value == printed


@pytest.mark.parametrize(
    ("count", "price", "net", "expected"),
    [("14,260", "8,95", "127,63", "14.260"), ("2.500", "12,00", "30,00", "2500")],
)
def test_a_weight_beside_whole_ones_keeps_its_decimals_where_prices_prove_it(
    count: str, price: str, net: str, expected: str
) -> None:
    rows = [
        f"[line.description:Jambon]   [line.quantity:{n}] [line.unit:KG]"
        f"   [line.unit_price:{one}]   [line.net_amount:{amount}]"
        for n, one, amount in (("20", "8,64", "172,80"), (count, price, net))
    ]
    page, tags = draw([*rows, "12,50 €"])
    got = understand(document(page), FakeModel((tags,)))
    assert [line["quantity"].value for line in got.lines] == ["20", expected]


def test_a_text_above_counted_items_is_none() -> None:
    rows = [
        "[line.description:LTL Freight, prepaid]",
        "[line.code:WB-20] [line.description:Workbench top]      [line.quantity:4]",
        "[line.code:LEG-3] [line.description:Adjustable legs]    [line.quantity:6]",
    ]
    assert [line["code"] for line in lines_of(rows, doc_type="delivery_note")] == ["WB-20", "LEG-3"]
    bare = [re.sub(r"\[line.code:\S+\] ", "", row) for row in rows]
    assert len(lines_of(bare, doc_type="delivery_note")) == len(rows)


def test_what_is_carried_or_reported_for_money_is_an_item() -> None:
    rows = [
        "[line.description:Transport Dresden – Leipzig]   [line.net_amount:480,00]",
        "[line.description:Report Bodengutachten]         [line.net_amount:90,00]",
        "[line.description:Report]                        [line.net_amount:570,00]",
    ]
    page, tags = draw(rows)
    lines = understand(document(page), FakeModel((tags,))).lines
    assert [line["net_amount"].value for line in lines] == ["480.00", "90.00"]


def test_places_below_their_heading_are_no_quantities() -> None:
    def read(head: str) -> list[str | None]:
        page, tags = draw(
            [
                f"{head}    Leistung              Betrag",
                "[line.quantity:1]      [line.description:Miete]       [line.net_amount:85,00]",
                "[line.quantity:2]      [line.description:Strom]       [line.net_amount:18,00]",
            ]
        )
        lines = understand(document(page), FakeModel((tags,))).lines
        return [line["quantity"].value if "quantity" in line else None for line in lines]

    assert read("Nr.") == [None, None]
    assert read("Anz.") == ["1", "2"]


def test_prices_and_amounts_change_places_where_all_lines_say_so() -> None:
    def read(*rows: tuple[str, str, str]) -> list[tuple[str, str]]:
        page, tags = draw(
            [
                f"[line.description:Glass]      [line.unit_price:{price}]"
                f"      [line.net_amount:{net}]      [line.quantity:{count}]"
                for count, price, net in rows
            ]
        )
        lines = understand(document(page), FakeModel((tags,))).lines
        return [(line["unit_price"].value, line["net_amount"].value) for line in lines]

    assert read(("30", "64.50", "2.15"), ("12", "54.00", "4.50")) == [
        ("2.15", "64.50"), ("4.50", "54.00"),
    ]  # fmt: skip
    kept = read(("30", "2.15", "64.50"), ("12", "4.50", "54.00"))
    assert kept == [("2.15", "64.50"), ("4.50", "54.00")]


def test_a_name_goes_on_with_the_days_from_which_and_to_which_it_is() -> None:
    rent = "[line.description:Rent from] [period_start:01/12/2026] {} [period_end:31/12/2026]"
    (got,) = lines_of([rent.format("to") + "     [line.net_amount:186.42]"])
    assert got["description"] == "Rent from 01/12/2026 to 31/12/2026"
    (got,) = lines_of([rent.format("on") + "     [line.net_amount:186.42]"])
    assert got["description"] == "Rent from"


def test_how_many_all_items_are_is_no_item() -> None:
    def names(last: str) -> list[str]:
        rows = [
            "Description      Quantity",
            *(f"[line.description:{name}]      [line.quantity:{count}] [line.unit:pcs]"
              for name, count in (("Red wine", "60"), ("Rosé", "24"), (last, "84"))),
        ]  # fmt: skip
        return [line["description"] for line in lines_of(rows, doc_type="delivery_note")]

    for last in ("Totaux", "Total", "Summe", "Gesamtmenge"):
        assert names(last) == ["Red wine", "Rosé"]
    assert names("Total station") == ["Red wine", "Rosé", "Total station"]


def test_a_receipts_row_that_the_model_missed_is_an_item_where_it_makes_the_total() -> None:
    rows = [
        "[line.description:MILK]               [line.net_amount:1.55]",
        "MINCE 500G         4.20",
        "[line.description:BREAD]              [line.net_amount:1.85]",
        "TOTAL              [total_gross:7.60]",
    ]
    got = lines_of(rows, doc_type="receipt")
    assert [line["description"] for line in got] == ["MILK", "MINCE 500G", "BREAD"]
    others = lines_of([*rows[:3], "TOTAL              [total_gross:9.60]"], doc_type="receipt")
    assert [line["description"] for line in others] == ["MILK", "BREAD"]


def test_numbers_that_begin_some_names_are_no_stuck_counts() -> None:
    rows = [
        "[line.description:7UP ZERO 2L]        [line.net_amount:1.85]",
        "[line.description:4 PINT WHOLE MILK]  [line.net_amount:1.65]",
        "[line.description:BREAD]              [line.net_amount:1.55]",
        "[line.description:3 MOBILE TOPUP]     [line.net_amount:9.99]",
        "[line.description:TEA]                [line.net_amount:4.20]",
    ]
    got = lines_of(rows, doc_type="receipt")
    assert not any("quantity" in line for line in got)
    assert got[0]["description"] == "7UP ZERO 2L"
