"""Papers on time bought of a station, by the columns of their tables."""

import pytest

from schemas.record import Field
from tasks.understand import understand
from tasks.values.air_time import is_of_air_time, is_stations_contract, sells_spots
from tests.tasks.tagged_pages import FakeModel, document, draw

SPOTS = "Ln   Description   Days   Length   Spots   Rate   Total"
ROW = "1   Morning News   MTWTF--   :30   10   50.00   500.00"


@pytest.mark.parametrize(
    ("head", "spots", "on_air"),
    [
        (SPOTS, True, True),
        ("PROGRAM   DAYS   TIME   DUR   RATE   OCT17   SPTS   COST", True, True),
        ("Station / schedule   Spots   Rate   Total", True, True),
        ("Program   Dur   Spot Rate   10/1   10/8   Units   Extended", True, True),
        ("Line   Daypart   Len   Rate   10/10   10/17   Total", False, True),
        ("Line   Program   Week of   Change   Rate   Gross change", False, True),
        ("Flight 10/14/2024 - 11/05/2024   Spots   Rate   Amount", True, True),
        ("Dates   Sec Length   SPW Mo Tu We Th Fr Sa Su Spots   Rate   Total", True, True),
        ("Our station has spots of length and rate so low   Notes   Week", False, False),
        ("Car park   Spots   Days   Rate   Total", False, False),
        ("Description   Length   Quantity   Rate   Total", False, False),
        ("The Station airs thirty spots in the program at a rate of $50.", False, False),
        ("Our station's program   Total Spots   61.00", False, False),
        ("The rate of a program of this length   Notes   Week", False, False),
    ],
)
def test_spots_are_priced_in_columns_of_what_is_on_air(
    head: str, spots: bool, on_air: bool
) -> None:
    page, _ = draw([head, ROW])
    assert sells_spots([page]) == spots
    assert is_of_air_time([page]) == on_air


@pytest.mark.parametrize(
    ("rows", "is_one"),
    [
        (["Contract # 40188", SPOTS], True),
        (["Harbour Cable Advertising Contract", SPOTS], True),
        (["BROADCAST ORDER / CONTRACT NO. 1171", SPOTS], True),
        (["STATION BUY ORDER", SPOTS], False),
        (["The agency accepts the terms of the contract that it has signed", SPOTS], False),
        (["Contract # 40188", "Quantity   Rate   Total"], False),
    ],
)
def test_a_station_calls_its_order_a_contract(rows: list[str], is_one: bool) -> None:
    page, _ = draw([*rows, ROW])
    assert is_stations_contract([page]) == is_one


def test_captions_without_numbers_below_are_no_table() -> None:
    page, _ = draw([SPOTS, "as agreed"])
    assert not is_of_air_time([page])


@pytest.mark.parametrize(
    "row",
    [
        ["The Station shall air thirty spots during the program at a total of $500 per month."],
        ["Tenant leases ten parking spots near the station at a rate of $100 per month for each."],
        [SPOTS, ROW],
    ],
)
def test_a_contract_that_speaks_of_spots_stays_one(row: list[str]) -> None:
    page, tags = draw(
        [
            "SPONSORSHIP AGREEMENT",
            "This Agreement is made as of May 1, 2026 between Alpha Radio Inc. and Beta Foods LLC.",
            *row,
            "This Agreement shall be governed by the laws of the State of New York.",
            "The term of this Agreement is two years.",
        ]
    )
    got = understand(document(page), FakeModel((tags,), "contract"))
    assert got.doc_type.value == "contract"
    assert {"governing_law", "term"} <= got.fields.keys()


def test_a_stations_contract_is_an_order_that_the_seller_sends() -> None:
    rows = [
        "[seller_name:Harbour] [seller_name+:Television] [seller_name+:Company]",
        "CONTRACT # 222543",
        "Advertiser    Seaside Ferries",
        SPOTS,
        ROW,
    ]
    page, tags = draw(rows)
    got = understand(document(page), FakeModel((tags,), "contract"))
    assert got.doc_type.value == "order"
    values = {name: one.value for name, one in got.fields.items() if isinstance(one, Field)}
    assert values["document_number"] == values["contract_number"] == "222543"
    assert "po_number" not in values
    assert values["seller_name"] == "Harbour Television Company"
    assert values["buyer_name"] == "Seaside Ferries"
    page, tags = draw([*rows[:3], "Monthly fee   500.00"])
    assert understand(document(page), FakeModel((tags,), "contract")).doc_type.value == "contract"
