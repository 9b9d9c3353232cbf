"""Receipts and orders made up in the shape of the public sets."""

from typing import Any

from training.dev_documents import public_documents
from training.generate.produce import draw_document
from training.sample import LabelledPage, Sample
from training.sets import adbuy, cord, scans, sroie
from training.sets.split import part_of


def labelled(page: LabelledPage) -> list[tuple[str, str]]:
    pairs = zip(page.texts, page.labels, strict=True)
    return [(text, label) for text, label in pairs if label != "O"]


def receipt(*rows: tuple[str, ...], **fields: str) -> dict[str, Any]:
    words, boxes = [], []
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            words.append(cell)
            boxes.append([300 * column, 40 * row, 300 * column + 12 * len(cell), 40 * row + 25])
    return {
        "id": "R1",
        "words": words,
        "bboxes": boxes,
        "image_size": {"width": 800, "height": 1200},
        "fields": fields,
    }


def test_the_total_is_labelled_beside_its_own_keyword_only() -> None:
    sample = sroie.label_receipt(
        receipt(
            ("ACME KEDAI SDN BHD",),
            ("TEH", "8.70"),
            ("SUBTOTAL", "8.70"),
            ("GRAND TOTAL", "8.70"),
            ("CASH", "8.70"),
            company="ACME KEDAI SDN BHD",
            total="RM8.70",
        )
    )
    amounts = [label for text, label in zip(sample.pages[0].texts, sample.pages[0].labels,
               strict=True) if text == "8.70"]  # fmt: skip
    assert amounts == ["?total_gross", "O", "B-total_gross", "O"]


def test_without_a_keyword_every_equal_amount_may_be_the_total() -> None:
    sample = sroie.label_receipt(receipt(("KOPI", "2.00"), ("", "2.00"), total="2.00"))
    labels = [label for _, label in labelled(sample.pages[0])]
    assert labels
    assert {label.lstrip("?").removeprefix("B-") for label in labels} == {"total_gross"}


def test_a_day_first_date_is_found_in_another_notation_and_stuck_to_its_key() -> None:
    sample = sroie.label_receipt(receipt(("Date: 5 MAR 2018",), date="05/03/2018"))
    assert [text for text, _ in labelled(sample.pages[0])] == ["5", "MAR", "2018"]
    stuck = sroie.label_receipt(receipt(("DATE:05/03/2018",), date="05/03/2018"))
    assert labelled(stuck.pages[0]) == [("DATE:05/03/2018", "B-issue_date")]


def line(text: str, x: int, y: int, first: int) -> dict[str, Any]:
    chars = [[c, [x + 10 * i, y, x + 10 * i + 9, y + 15]] for i, c in enumerate(text)]
    box = [x, y, x + 10 * len(text), y + 15]
    return {"box": box, "text": text, "words": chars, "first_word_id": first}


def test_menu_rows_of_characters_become_line_columns() -> None:
    entry = {
        "id": "C1",
        "lines": [line("2x", 0, 0, 0), line("Es Teh", 50, 0, 2), line("9.000", 300, 0, 8),
                  line("TAX 10% 900", 0, 40, 13)],
        "entities": [
            {"label": "menu.cnt", "word_ids": [0, 1]},
            {"label": "menu.nm", "word_ids": list(range(2, 8))},
            {"label": "menu.price", "word_ids": list(range(8, 13))},
            {"label": "sub_total.tax_price", "word_ids": list(range(13, 24))},
        ],
    }  # fmt: skip
    assert labelled(cord.label_receipt(entry).pages[0]) == [
        ("2x", "B-line.quantity"),
        ("Es", "B-line.description"),
        ("Teh", "I-line.description"),
        ("9.000", "B-line.net_amount"),
        ("900", "B-total_tax"),
    ]


def test_a_key_is_no_part_of_a_number_and_a_total_left_out_is_in_doubt() -> None:
    entry = {
        "id": "C2",
        "lines": [line("Solar", 0, 0, 0), line("Harga/liter 5.150", 100, 0, 5),
                  line("Total", 0, 40, 22), line("Qty 2", 0, 80, 27), line("15.000", 100, 40, 32),
                  line("Change 5.000", 0, 120, 38)],
        "entities": [
            {"label": "menu.nm", "word_ids": list(range(5))},
            {"label": "menu.unitprice", "word_ids": list(range(5, 22))},
        ],
    }  # fmt: skip
    assert labelled(cord.label_receipt(entry).pages[0]) == [
        ("Solar", "B-line.description"),
        ("5.150", "B-line.unit_price"),
        ("15.000", "?total_gross"),
    ]


def test_dots_that_lead_to_an_amount_are_a_word_of_no_entity() -> None:
    entry = {
        "id": "C3",
        "lines": [line("Solar.....9.000", 0, 0, 0)],
        "entities": [
            {"label": "menu.nm", "word_ids": list(range(5))},
            {"label": "menu.price", "word_ids": list(range(10, 15))},
        ],
    }
    assert labelled(cord.label_receipt(entry).pages[0]) == [
        ("Solar", "B-line.description"),
        ("9.000", "B-line.net_amount"),
    ]


def test_us_dates_are_month_first_and_amounts_are_no_dates() -> None:
    assert adbuy.read_us_date("03/29/20") == "2020-03-29"
    assert adbuy.read_us_date("5,625.00") is None


def test_groups_stay_on_one_side_and_a_tenth_is_held_out() -> None:
    parts = [part_of(f"seller {i}") for i in range(2000)]
    assert 140 < parts.count("dev") < 260
    assert part_of("seller 1") == part_of("seller 1")


def test_the_truth_of_a_receipt_has_cents_where_they_are_printed() -> None:
    texts = ["TOTAL", "62.000,00", "TAX", "Rp5.636"]
    labels = ["O", "B-total_gross", "O", "B-total_tax"]
    page = LabelledPage(400, 600, texts, [[0.1, 0.1, 0.2, 0.2]] * 4, [0, 0, 1, 1], labels, [-1] * 4)
    sample = Sample("r", "cord", "dev", "id", "receipt", [], [page])
    (document,) = public_documents([sample])
    assert document.truth == {"total_gross": ("62000.00",), "total_tax": ("5636.00",)}


def test_a_scan_of_a_generated_document_is_read_and_knows_its_truth() -> None:
    sample = scans.scan_generated(draw_document(scans.SEED, 1, "held_out", "receipt"))
    (document,) = public_documents([sample])
    assert document.document.pages[0].origin == "ocr"
    assert document.complete
    assert document.group.startswith("generated/")
    printed = " ".join(word.text for page in document.document.pages for word in page.words)
    assert document.truth["total_gross"][0].replace(".", "") in printed.translate(
        str.maketrans("", "", ".,' ")
    )


def test_a_scanned_print_is_judged_with_its_template() -> None:
    page = LabelledPage(400, 600, ["TOTAL"], [[0.1, 0.1, 0.2, 0.2]], [0], ["O"], [-1])
    truth = {"party": "A\nB"}
    sample = Sample("de_invoice_8-2", "scans", "dev", "de", "contract", [], [page], truth=truth)
    (document,) = public_documents([sample])
    assert document.group == "pages/de_invoice_8"
    assert document.truth == {"party": ("A", "B")}
