"""Words of one label joined along rows and down to the next."""

import pytest

from readers.layout import arrange_page
from schemas.prediction import WordTag
from tasks.values.entities import find_segments, join_entities
from tests.tasks.tagged_pages import draw


def test_two_close_lines_taken_for_one_row_are_read_one_after_the_other() -> None:
    loose = [
        ("84000 Avignon", (10, 10.0, 23, 11.0), 1.0),
        ("Date du", (60, 10.3, 67, 11.3), 1.0),
        ("France", (10, 10.6, 16, 11.6), 1.0),
    ]
    drawn = arrange_page(loose, 100, 60, "ocr")
    close = sorted((word._replace(row=0) for word in drawn.words), key=lambda word: word.box[0])
    page = drawn.model_copy(update={"words": tuple(close)})
    tags = [
        WordTag("O" if word.text in ("Date", "du") else "buyer_address", word.text == "84000", 0.98)
        for word in page.words
    ]
    entities = join_entities([page], [tags], find_segments([page], [tags]))
    assert [entity.text for entity in entities] == ["84000 Avignon France"]


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        (
            ["          [seller_name:Bluebonnet Mail]", "[seller_name+:BB]"],
            ["Bluebonnet Mail", "BB"],
        ),
        (["[seller_name:Bluebonnet Mail]", "[seller_name+:BB]"], ["Bluebonnet Mail BB"]),
    ],
)
def test_a_shops_sign_beside_its_name_is_no_part_of_it(rows: list[str], names: list[str]) -> None:
    page, tags = draw(rows)
    entities = join_entities([page], [tags], find_segments([page], [tags]))
    assert [entity.text for entity in entities] == names


def test_a_firm_behind_a_key_is_no_more_of_the_name_above() -> None:
    rows = [
        "[seller_name:Lahn Pumpen GmbH & Co. KG] · Uferweg 3 · 35037 Marburg",
        "Komplementärin: [seller_name+:Lahn Beteiligungs GmbH] · Sitz Marburg",
    ]
    page, tags = draw(rows)
    first, *_ = join_entities([page], [tags], find_segments([page], [tags]))
    assert first.text == "Lahn Pumpen GmbH & Co. KG"


def test_a_blank_line_may_part_a_street_from_its_place() -> None:
    def found(rows: list[str]) -> list[str]:
        page, tags = draw(rows)
        segments = find_segments([page], [tags])
        return [entity.text for entity in join_entities([page], [tags], segments)]

    street, place = "[buyer_address:Pappelweg 17]", "[buyer_address+:31855 Aerzen]"
    beside = " " * 60 + "Datum 18.09.2026"
    assert found([street, beside, place]) == ["Pappelweg 17 31855 Aerzen"]
    assert found([street, "Kundennummer 4711", place]) == ["Pappelweg 17", "31855 Aerzen"]
    assert found([street, beside, place.replace("+", "")]) == ["Pappelweg 17", "31855 Aerzen"]


def test_small_print_broken_behind_a_mark_goes_on_at_its_left_edge() -> None:
    rows = ["Delvaux SRL · [seller_address:Rue Haute 21 · 4460 Liège ·]"]
    rows += ["[seller_address+:Belgique]"]
    page, tags = draw(["   DELVAUX", *rows])
    between = next(i for i, word in enumerate(page.words) if word.text == "Belgique")
    page = page.model_copy(
        update={"words": (*page.words[1:between], page.words[0], page.words[between])}
    )
    tags = (*tags[1:between], tags[0], tags[between])
    entities = join_entities([page], [tags], find_segments([page], [tags]))
    texts = [entity.text for entity in entities if entity.label == "seller_address"]
    assert texts == ["Rue Haute 21 · 4460 Liège · Belgique"]


def test_small_print_broken_behind_a_postcode_goes_on_at_its_left_edge() -> None:
    rows = ["[seller_name:Lab GmbH] · [seller_address:Reutherstr. 88 · 68305]     Client"]
    rows += ["[seller_address+:Mannheim]                                     Order"]
    page, tags = draw(rows)
    entities = join_entities([page], [tags], find_segments([page], [tags]))
    assert [e.text for e in entities] == ["Lab GmbH", "Reutherstr. 88 · 68305 Mannheim"]


def test_small_print_goes_on_at_the_left_edge_of_the_firm_before_it() -> None:
    def read(firm: str) -> list[str]:
        rows = [f"{firm} [seller_address:Unit 4 Deer Park]          Bank of Clare",
                "[seller_address+:West, Limerick]"]  # fmt: skip
        page, tags = draw(rows)
        return [e.text for e in join_entities([page], [tags], find_segments([page], [tags]))]

    assert read("Harrow Linen Supplies DAC ·") == ["Unit 4 Deer Park West, Limerick"]
    apart = "Harrow Linen Supplies DAC                    "
    assert read(apart) == ["Unit 4 Deer Park", "West, Limerick"]


def test_a_stray_word_of_a_line_is_not_gone_on_with_at_its_left_edge() -> None:
    rows = ["The Owners, 41 Warren [buyer_address:Park] Terrace", "[buyer_address+:3 Hope Road]"]
    page, tags = draw(rows)
    entities = join_entities([page], [tags], find_segments([page], [tags]))
    assert [e.text for e in entities] == ["Park", "3 Hope Road"]


def test_terms_of_payment_go_on_at_the_left_edge_of_their_line() -> None:
    rows = [
        "This offer stays open until then. Terms of payment: [payment_terms:monthly in arrears,]",
        "[payment_terms:28 days net.] Our cover is limited.",
    ]
    page, tags = draw(rows)
    entities = join_entities([page], [tags], find_segments([page], [tags]))
    assert [e.text for e in entities] == ["monthly in arrears, 28 days net."]


def test_a_vat_id_behind_an_address_is_no_bridged_end_of_it() -> None:
    row = "[seller_address:Rue Haute 9 – 6800 Libramont –] [O?0.5:BE0461027736]"
    page, tags = draw([row])
    tags = (*tags[:-1], WordTag("O", False, 0.5, (("seller_address", 0.4),)))
    entities = join_entities([page], [tags], find_segments([page], [tags]))
    assert [e.text for e in entities] == ["Rue Haute 9 – 6800 Libramont –"]
