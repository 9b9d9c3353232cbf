"""Bills by progress, of which each item is charged in part."""

import pytest

from tasks.items.progress_columns import name_progress
from tasks.understand import understand
from tasks.values.notation import POINT_NOTATION
from tests.tasks.tagged_pages import FakeModel, document, draw

_HEAD = "Item               Qty     Rate    Contract    Before   To date    This bill"
_PLASTER = (
    "[line.description:Plaster]     [line.code:200]   [line.unit_price:30.00]   "
    "[line.net_amount:6,000.00]    [line.discount:25] %    75 %    3,000.00"
)
_PAINT = (
    "[line.description:Paint]       [line.quantity:10]   [line.unit_price:8.50]   "
    "[line.net_amount:85.00]    [line.discount:0%]    40%    34.00"
)


def _rows(rows: list[str]) -> list[str]:
    page, tags = draw(rows)
    (got,) = name_progress([page], [tags], POINT_NOTATION)
    found: dict[int, list[str]] = {}
    for word, tag in zip(page.words, got, strict=True):
        if tag.label != "O":
            found.setdefault(word.row, []).append(f"{tag.label[5:]} {word.text}")
    return [", ".join(one) for one in found.values()]


def test_what_was_done_since_the_last_bill_is_the_amount() -> None:
    assert _rows([_HEAD, _PLASTER, _PAINT]) == [
        "description Plaster, quantity 200, unit_price 30.00, net_amount 3,000.00",
        "description Paint, quantity 10, unit_price 8.50, net_amount 34.00",
    ]


@pytest.mark.parametrize("other", ["3,100.00", "6,000.00"])
def test_a_discount_and_a_rate_of_tax_are_no_progress(other: str) -> None:
    rows = [_HEAD, _PLASTER.replace("3,000.00", other), _PAINT]
    assert "net_amount 6,000.00" in _rows(rows)[0]


@pytest.mark.parametrize(
    "row",
    [
        "[line.net_amount:{}.00]   [line.discount:0%]   [line.tax_rate:20%]   {}.00   {}.00",
        "{}.00   [line.discount:10%]   {}.00   [line.tax_rate:20%]   [line.net_amount:{}.00]",
    ],
)
def test_amounts_of_tax_and_discount_are_no_gain(row: str) -> None:
    item = "[line.description:Plaster]   [line.quantity:{}]   [line.unit_price:50.00]   " + row
    part = 20 if "0%]   [line.tax" in row and "10%" not in row else 10
    rows = [item.format(n, n * 50, n * 50 * part // 100, n * 50 - n * 5) for n in (2, 4)]
    assert all("net_amount" in found and "%" in found for found in _rows([_HEAD, *rows]))


def test_a_first_bill_gains_what_is_no_rate_of_tax() -> None:
    assert "net_amount 34.00" in _rows([_HEAD, _PAINT, _PAINT])[0]


def test_where_the_whole_is_captioned_as_the_amount_the_part_is_billed_all_the_same() -> None:
    page, tags = draw([
        "Description                Qty    Price      Amount    Before    To date     This bill",
        "[line.description:Plaster]                    200    30.00    6,000.00"
        "      25 %       75 %      3,000.00",
        "[line.description:Paint]                       10     8.50       85.00"
        "       0 %       40 %         34.00",
    ])  # fmt: skip
    lines = understand(document(page), FakeModel((tags,))).lines
    assert [line["net_amount"].value for line in lines] == ["3000.00", "34.00"]


_CUMULATED = (
    ("86.5", "42.60", "3,684.90", "3,684.90", "3,684.90", "0.00"),
    ("38", "318.50", "12,103.00", "12,103.00", "9,746.10", "2,356.90"),
    ("248", "58.75", "14,570.00", "8,742.00", "0.00", "8,742.00"),
)


@pytest.mark.parametrize("order", [(3, 4, 5), (4, 5, 3)])
def test_what_was_done_to_date_less_what_was_done_before_is_billed(order: tuple[int, ...]) -> None:
    head = "Item      Qty      Price      Market      To date      Before      This"
    rows = [
        f"[line.description:Walls]   {row[0]}   [line.unit_price:{row[1]}]   "
        f"[line.net_amount:{row[2]}]   {'   '.join(row[at] for at in order)}"
        for row in _CUMULATED
    ]
    assert _rows([head, *rows])[1:] == [
        "description Walls, quantity 38, unit_price 318.50, net_amount 2,356.90",
        "description Walls, quantity 248, unit_price 58.75, net_amount 8,742.00",
    ]


def test_amounts_with_tax_are_no_progress() -> None:
    head = "Item      Qty      Price      Net      Gross      Tax      Net"
    row = "[line.description:Wall]   2   50.00   [line.net_amount:100.00]   120.00   20.00   100.00"
    assert _rows([head, row, row])[0].endswith("net_amount 100.00")
    assert "quantity" not in _rows([head, row, row])[0]


_OF_WHOLE = (
    "[line.description:{}]   [line.net_amount:{}]   {}   [line.unit_price:{}]   {}"
    "   [line.net_amount:{}]"
)


@pytest.mark.parametrize("sign", ["%", " %", ""])
def test_what_is_done_of_a_whole_to_date_is_no_price(sign: str) -> None:
    head = "Item      Contract    Done %    To date    Before    This month"
    rows = [
        _OF_WHOLE.format("Walls", "64,000.00", f"80{sign}", "51,200.00", "38,400.00", "12,800.00"),
        _OF_WHOLE.format("Doors", "22,500.00", f"60{sign}", "13,500.00", "9,000.00", "4,500.00"),
    ]
    for total in ("Net   17,300.00", "Total   86,500.00   64,700.00   47,400.00   17,300.00"):
        tail = [total, "This month   17,300.00"]
        assert _rows([head, *rows, *tail]) == [
            "description Walls, net_amount 12,800.00",
            "description Doors, net_amount 4,500.00",
        ]
    for tail in ([], ["Net   64,700.00"], ["Total   86,500.00   64,700.00   47,400.00"]):
        assert "unit_price 51,200.00" in _rows([head, *rows, *tail])[0]


_SHARES = (("4,000.00", "25 %", "1,000.00", "900.00", "100.00"),
           ("800.00", "25 %", "200.00", "150.00", "50.00"))  # fmt: skip
_RETAINED = (("64,000.00", "80 %", "51,200.00", "2,560.00", "48,640.00"),
             ("10,000.00", "50 %", "5,000.00", "250.00", "4,750.00"))  # fmt: skip
_COMMISSION = (("1,000.00", "15 %", "150.00", "138.57", "11.43"),
               ("2,000.00", "15 %", "300.00", "277.14", "22.86"))  # fmt: skip
_PER_HUNDRED = (("200", "50.00", "100.00", "95.00", "5.00"),
                ("400", "25.00", "100.00", "95.00", "5.00"))  # fmt: skip


@pytest.mark.parametrize(
    ("items", "tail"),
    [
        (_SHARES, ["Total   1,200.00", "Prepaid   1,050.00", "Still to pay   150.00"]),
        (_SHARES, ["Total   4,800.00   1,200.00   1,050.00   150.00"]),
        (_RETAINED, ["Net   56,200.00"]),
        (_COMMISSION, ["Total   450.00"]),
        (_PER_HUNDRED, ["Total   200.00", "Deposit   10.00"]),
    ],
)
def test_the_parts_of_a_share_are_no_progress(
    items: tuple[tuple[str, ...], ...], tail: list[str]
) -> None:
    head = "Item      Whole    Rate    Amount    Part    Rest"
    row = "[line.description:Heating]   {}   {}   [line.net_amount:{}]   {}   {}"
    found = _rows([head, *(row.format(*item) for item in items), *tail])
    assert found == [f"description Heating, net_amount {item[2]}" for item in items]


def test_rows_of_more_percentages_than_amounts_are_no_progress() -> None:
    row = "[line.description:Oil]   [line.quantity:4]   10 %   5 %   20 %   [line.net_amount:80.00]"
    assert all("net_amount 80.00" in found for found in _rows([_HEAD, row, row]))


def test_price_per_hundred_with_gross_net_and_tax_is_no_progress() -> None:
    head = "Item      Qty    Price/100    Gross    Net    VAT"
    rows = [
        _OF_WHOLE.format("Bolts", "2,400", "20.00", "480.00", "400.00", "80.00"),
        _OF_WHOLE.format("Plates", "800", "60.00", "480.00", "400.00", "80.00"),
    ]
    assert all("unit_price 480.00" in row for row in _rows([head, *rows]))


_STAGE = (
    "[line.description:{}]   [line.quantity:{}]   [line.unit_price:{}]   [line.net_amount:{}]"
    "   [line.discount:{}] %   {}"
)


def test_one_percentage_and_what_it_makes_of_the_whole_are_a_stage() -> None:
    head = "Item      Qty      Price      Order value      Rate      Amount"
    rows = [
        _STAGE.format("Machine", "1", "28,000.00", "28,000.00", "30", "8,400.00"),
        _STAGE.format("Training", "6", "1,280.00", "7,680.00", "30", "2,304.00"),
    ]
    assert _rows([head, *rows]) == [
        "description Machine, quantity 1, unit_price 28,000.00, net_amount 8,400.00",
        "description Training, quantity 6, unit_price 1,280.00, net_amount 2,304.00",
    ]


@pytest.mark.parametrize(
    ("rate", "behind"),
    [("20", "56.00"), ("50", "140.00"), ("30", "196.00"), ("30", "84.00   196.00")],
)
def test_a_tax_and_a_discount_are_no_stage(rate: str, behind: str) -> None:
    row = _STAGE.format("Machine", "2", "140.00", "280.00", rate, behind)
    assert "net_amount 280.00" in _rows(["Item  Qty  Price  Value  Rate  Amount", row, row])[0]
