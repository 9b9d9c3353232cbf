"""Codes that stand alone below the items' names."""

import pytest

from tasks.items.codes_below import name_codes_below
from tests.tasks.tagged_pages import draw

_HEAD = "Item                         Qty     Price      Total"


def _codes(below: list[str], more: str = "") -> list[str]:
    rows = [_HEAD]
    for text in below:
        rows.append(
            f"[line.description:Switch]                       [line.quantity:2] "
            f"     [line.unit_price:4.00]       [line.net_amount:8.00]{more}"
        )
        rows.append(f"[line.description+?0.6:{text}]" if text else "")
    page, tags = draw(rows)
    (got,) = name_codes_below([page], [tags])
    return [w.text for w, t in zip(page.words, got, strict=True) if t.label == "line.code"]


def test_a_word_like_a_code_below_each_name_is_its_code() -> None:
    below = ["NET-FW60-36", "NET-SW48P", "PS-AH"]
    assert _codes(below) == below


@pytest.mark.parametrize(
    "below",
    [
        ["NET-FW60-36", "NET-SW48P"],
        ["NET-FW60-36", "NET-SW48P", "", ""],
        ["RAL-9005", "RAL-9005", "RAL-9005"],
        ["2026-03-01", "2026-03-02", "2026-03-03"],
        ["SELF-LOCKING", "NON-SLIP", "RED-BLUE"],
        ["01/26 – 03/26", "04/26 – 06/26", "07/26 – 09/26"],
        ["M8X40 · zinc", "M8X60 · zinc", "M8X80 · zinc"],
        ["12.50 | 10 %", "13.50 | 10 %", "14.50 | 10 %"],
        ["NET-FW60-36 black", "NET-SW48P white", "PS-A1 grey"],
    ],
)
def test_what_only_some_have_or_is_no_code_is_none(below: list[str]) -> None:
    assert _codes(below) == []


def test_items_with_a_code_elsewhere_have_no_other() -> None:
    below = ["NET-FW60-36", "NET-SW48P", "PS-A1"]
    assert set(_codes(below, "   [line.code:A7]")) == {"A7"}


def test_a_code_may_stand_before_a_divider_and_beside_a_side_bar() -> None:
    below = ["HB0117 · 2 x 2.2 kg", "HB0240 · 10 x 90 g", "HB0388 · 12 x 750 ml"]
    assert _codes(below) == ["HB0117", "HB0240", "HB0388"]
    rows = [f"             {_HEAD}"]
    for text in below:
        rows.append(
            "             [line.description:Switch]                       [line.quantity:2] "
            "     [line.unit_price:4.00]       [line.net_amount:8.00]"
        )
        rows.append(f"IBAN         {text}")
    page, tags = draw(rows)
    (got,) = name_codes_below([page], [tags])
    found = [w.text for w, t in zip(page.words, got, strict=True) if t.label == "line.code"]
    assert found == ["HB0117", "HB0240", "HB0388"]


def test_a_caption_tells_the_code_behind_it() -> None:
    below = [f"Material {code} Stat. 4819" for code in ("70011482", "70011490", "70020315")]
    assert _codes(below) == ["70011482", "70011490", "70020315"]
    assert _codes(["Art.-Nr. GT-0418", "Art.-Nr. GT-0532", "Art.-Nr. ZB-1107"]) == [
        "GT-0418", "GT-0532", "ZB-1107",
    ]  # fmt: skip


def test_codes_behind_a_caption_need_no_figures() -> None:
    assert _codes(["Ref MS-L2", "Ref CON-SEN", "Ref BKP-TB"]) == ["MS-L2", "CON-SEN", "BKP-TB"]
    assert _codes(["Our Ref A-BC1", "Our Ref A-BC2", "Our Ref A-BC3"]) == []
    assert _codes(["Ref INV-2025-11", "Ref INV-2025-12", "Ref INV-2025-13"]) == []
    assert _codes(["Ref 20250304", "Ref 20250305", "Ref 20250306"]) == []


def test_a_row_of_a_code_alone_that_the_model_knows_is_no_item_of_its_own() -> None:
    below = ["10034718", "[line.code?0.6:10034731]", "[line.code?0.6:10028850]"]
    rows = [_HEAD]
    for text in below:
        rows.append(
            "[line.description:Pepper]                       [line.quantity:2] "
            "     [line.unit_price:4.00]       [line.net_amount:8.00]"
        )
        rows.append(text)
    page, tags = draw(rows)
    (got,) = name_codes_below([page], [tags])
    found = [w.text for w, t in zip(page.words, got, strict=True) if t.label == "line.code"]
    assert found == ["10034718", "10034731", "10028850"]


def test_behind_a_caption_a_code_may_be_of_three_figures() -> None:
    below = [f"Art. {code} · LOT 2510-144" for code in ("201", "207", "233")]
    assert _codes(below) == ["201", "207", "233"]
    assert _codes([text.removeprefix("Art. ") for text in below]) == []


def test_capitals_below_a_name_are_a_code_where_most_items_have_theirs_so() -> None:
    def codes(*below: str) -> list[str]:
        rows = [_HEAD]
        for text in below:
            rows += [
                "[line.description:Switch]                       [line.quantity:2] "
                "     [line.unit_price:4.00]       [line.net_amount:8.00]",
                text,
            ]
        page, tags = draw(rows)
        (got,) = name_codes_below([page], [tags])
        return [w.text for w, t in zip(page.words, got, strict=True) if t.label == "line.code"]

    known = ["[line.code:CARBE]", "[line.code:HYDLI]", "[line.code:ROSPR]"]
    assert codes(*known, "CALKF", "MO2") == ["CARBE", "HYDLI", "ROSPR", "CALKF", "MO2"]
    assert codes(*known, "Calamus") == ["CARBE", "HYDLI", "ROSPR"]
    assert codes(*known[:2], "CALKF", "ILEDG") == ["CARBE", "HYDLI"]
