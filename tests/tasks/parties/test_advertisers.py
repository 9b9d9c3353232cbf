"""The advertiser's name: beside its caption, below it, wrapped, and where columns touch."""

import pytest

from schemas.record import Field
from tasks.parties.advertisers import find_advertisers
from tasks.understand import understand
from tests.tasks.tagged_pages import FakeModel, document, draw


def names(rows: list[str]) -> set[str]:
    page, _ = draw(rows)
    claims = find_advertisers([page])
    return {" ".join(page.words[i].text for i in claim.words) for claim in claims}


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        (["Agency    Nordlicht", "Advertiser    Ferries (4711)"], "Ferries (4711)"),
        (["Advertiser:  Seaside Ferries       Market: Harbour Town"], "Seaside Ferries"),
        (["Advertiser     Name:    Seaside Ferries / North"], "Seaside Ferries / North"),
        (["ADVERTISER    SEASIDE FERRIES"], "SEASIDE FERRIES"),
        (["Werbekunde:   Fähren Nord GmbH"], "Fähren Nord GmbH"),
        (["Advertiser     Seaside Ferries Invoice Date     02/23/20"], "Seaside Ferries"),
        (["Advertiser     Seaside Ferries Invoice     7304711"], "Seaside Ferries"),
        (["Advertiser     Seaside Ferries Invoice Direct #     84711"], "Seaside Ferries"),
        (["Advertiser: Seaside Ferries Flight Date Range: 1/2/20 - 2/2/20"], "Seaside Ferries"),
        (["Advertiser     Name: Seaside Ferries Sales Rep: M. Moore"], "Seaside Ferries"),
        (["ADVERTISER    SEASIDE FERRIES PRODUCT     TRAVEL 2026"], "SEASIDE FERRIES"),
        (["Harbour Television Inc Advertiser     Seaside Ferries"], "Seaside Ferries"),
        (["Harbour Group Advertiser Inc     Seaside Ferries"], "Seaside Ferries"),
    ],
)
def test_the_name_stands_behind_its_caption(rows: list[str], name: str) -> None:
    assert names(rows) == {name}


def test_a_word_cut_off_by_a_caption_belongs_to_a_name_printed_whole_elsewhere() -> None:
    rows = [
        "Advertiser     Seaside Ferries Invoice Direct #     84711",
        "Seaside Ferries Direct     Billing Type     Cash",
    ]
    assert names(rows) == {"Seaside Ferries Direct"}


def test_a_word_of_the_name_printed_below_it_is_not_added_to_it() -> None:
    page, tags = draw(
        [
            "Advertiser:       [buyer_name:Harbour Forward USA PAC]",
            "Product Desc:     HARBOUR FORWARD [buyer_name+:USA]",
        ]
    )
    got = understand(document(page), FakeModel((tags,)))
    assert got.fields["buyer_name"].value == "Harbour Forward USA PAC"


def test_a_name_below_its_caption_goes_on_in_the_row_below_the_strip() -> None:
    strip = ["Advertiser           Brand", "Seaside Ferries      Tariffs"]
    assert names([*strip, "Harbour Fund"]) == {"Seaside Ferries Harbour Fund"}
    assert names([*strip, "Start Date"]) == {"Seaside Ferries"}
    assert names([*strip, "Harbour Fund         North"]) == {"Seaside Ferries"}


def test_a_name_ends_where_the_next_caption_s_value_begins() -> None:
    rows = ["Advertiser      Product      Estimate", "Seaside Ferries Travel       4711"]
    assert names(rows) == {"Seaside Ferries"}


def test_the_name_stands_below_where_a_caption_is_beside() -> None:
    rows = [
        "Harbour TV     Advertiser           Original Date / Revision",
        "Main Street    Seaside Ferries      05/06/20 / 05/06/20",
    ]
    assert names(rows) == {"Seaside Ferries"}
    rows[1] = "Terms: see www Seaside Ferries      05/06/20 / 05/06/20"
    assert names(rows) == {"Seaside Ferries"}


@pytest.mark.parametrize(
    "beside", ["Agency / Bill To", "Order Number 67122", "Flight Date 10/03/26"]
)
def test_what_stands_beside_a_caption_is_no_name_if_it_is_one_itself(beside: str) -> None:
    rows = [f"Advertiser         {beside}", "Seaside Ferries    Quay Media"]
    assert names(rows) == {"Seaside Ferries"}


def test_the_name_goes_on_in_a_row_of_its_own_only() -> None:
    rows = ["Advertiser: Friends of     Market: Nord", "            the Ferries"]
    assert names(rows) == {"Friends of the Ferries"}
    rows[1] = "            the Ferries    Office: Sud"
    assert names(rows) == {"Friends of"}


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("Client     Seaside Ferries     Agency     Nordlicht Media", "Seaside Ferries"),
        ("Client: Seaside Ferries     Vendor: Harbour Television", "Seaside Ferries"),
        ("Sponsor     Seaside Ferries     Order date", "Seaside Ferries"),
        ("Client     48172 Seaside Ferries     Agency", "Seaside Ferries"),
        ("ADVERTISER SEASIDE FERRIES     FLIGHT", "SEASIDE FERRIES"),
        ("ADVERTISER CODE     FLIGHT", ""),
        ("THE ADVERTISER SEASIDE FERRIES", ""),
        ("Harbour Radio confirms your order for Seaside Ferries as below.", "Seaside Ferries"),
        ("The time ordered for Seaside Ferries, flight 10/14/2024", "Seaside Ferries,"),
        ("Prices ordered for the month as below", ""),
    ],
)
def test_who_has_time_on_air_bought_is_its_client(row: str, name: str) -> None:
    spots = ("Program     Spots     Rate     Total", "News     2     5.00     10.00")
    assert names([row, *spots]) == ({name} if name else set())
    assert names([row, "Advertiser     Hill Railways", *spots]) == (
        {"Hill Railways"} if not row.startswith("ADVERTISER S") else set()
    )
    elsewhere = {name} if row.startswith("ADVERTISER S") else set()
    assert names([row, "Item     Quantity     Rate     Total"]) == elsewhere


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        (["ADVERT 9902 SEASIDE FERRIES FU     12 QUAY STREET"], "SEASIDE FERRIES FU"),
        (["Order     4711     Advertiser Friends of the Ferries"], "Friends of the Ferries"),
        (["ADVERTISER     (POL) SEASIDE FERRIES     PRODUCT     TARIFFS"], "SEASIDE FERRIES"),
        (["Advertiser: 48172 Seaside Ferries     Product: Tariffs"], "Seaside Ferries"),
        (["CLIENT     SFF     SEASIDE FERRIES FUND", "PRODUCT     TAR"], "SEASIDE FERRIES FUND"),
        (["Client Legal Name Seaside Ferries     Rev. date", "Client     SF"], "SF"),
        (
            ["Client              Campaign     Buy #", "Seaside Ferries     Spring       33"],
            "Seaside Ferries",
        ),
        (
            ["Political Advertiser     Agency of record", "Seaside Ferries     Nordlicht"],
            "Seaside Ferries",
        ),
        (
            ["Advertiser:     Invoice # 4711-1", "Seaside Ferries     Date 1/2/20"],
            "Seaside Ferries",
        ),
        (["Account Name: Seaside Ferries     Account ID:     1"], "Seaside Ferries"),
        (["Account: 1077     Rep: Ann Example"], ""),
        (["To            On behalf of", "Nordlicht     Seaside Ferries"], "Seaside Ferries"),
        (["COMMITTEE     Seaside Ferries     TREASURER     A. Example"], "Seaside Ferries"),
        (
            [
                "Bill-to       Brand               Category",
                "Nordlicht     Seaside Ferries     Isles",
            ],
            "Seaside Ferries",
        ),
        (
            ["NORDLICHT MEDIA     61120", "FOR SEASIDE FERRIES FUND     ISSUE"],
            "SEASIDE FERRIES FUND",
        ),
        (["Nordlicht Media     1098", "For use of the hall     12"], ""),
        (["Disclaimer: PAID FOR BY SEASIDE FERRIES."], "SEASIDE FERRIES."),
        (["Advertiser accepts the terms below."], ""),
        (["ADVERTISER AGREES TO PAY     12"], ""),
        (
            ["Advertiser     Seaside Ferries", "By     Ann", "Advertiser     Accepted for Harbour"],
            "Seaside Ferries",
        ),
    ],
)
def test_each_system_calls_an_advertiser_something_else(rows: list[str], name: str) -> None:
    spots = ("Program     Spots     Rate     Total", "News     2     5.00     10.00")
    assert names([*rows, *spots]) == ({name} if name else set())


def test_a_name_wraps_beside_its_caption_but_not_into_what_stands_below_it() -> None:
    rows = [
        "AGENCY     NORDLICHT            ADVERTISER     FRIENDS OF ALL",
        "           12 QUAY STREET                      HARBOUR FERRIES",
    ]
    assert names(rows) == {"FRIENDS OF ALL HARBOUR FERRIES"}
    rows[1] = "           12 QUAY STREET       PRODUCT        HARBOUR FERRIES"
    assert names(rows) == {"FRIENDS OF ALL"}
    assert names(["ADVERTISER: FERRIES", "            RR 2 BOX 118"]) == {"FERRIES"}


@pytest.mark.parametrize(
    ("row", "head"),
    [
        ("Client:  Nord Energy Ltd", "Description     Week     Duration     Rate     Total"),
        ("Client     Matter", "Week     Duration     Rate     Amount"),
        ("Sponsor:  Dr Example", "Program     Duration     Amount"),
        ("Client:  Fleet Card 4", "Station     Start     Duration     kWh     Total"),
        ("Account: Business Plus", "LED spots with docking station     2     5.00     10.00"),
        ("Brand: Lumina", "LED spots, weather station     2     5.00     10.00"),
        ("Authorized by: Ann Example", "Parking spots with charging station     2     10.00"),
        ("Your order for Site Supervisor as below", "Week     Duration     Rate     Total"),
    ],
)
def test_a_client_of_hours_worked_or_of_a_course_does_not_buy_them(row: str, head: str) -> None:
    assert names([row, head]) == set()


@pytest.mark.parametrize(
    "rows",
    [
        ["Advertiser Code     MBLM"],
        ["Advertiser Ref      47441"],
        ["Payment by the advertiser     Seaside Ferries"],
        ["Agency/Advertiser:     Date:"],
        ["Advertiser    Seaside Ferries", "Advertiser    Hill Railways"],
        ["Advertiser    7304711"],
    ],
)
def test_other_captions_running_text_and_two_names_name_nobody(rows: list[str]) -> None:
    assert names(rows) == set()


def test_the_advertiser_is_the_buyer_and_not_its_agency() -> None:
    rows = [
        "Advertiser    Seaside Ferries",
        "Bill to",
        "[buyer_name:Nordlicht Media]",
        "12 Quay Street",
    ]
    page, tags = draw(rows)
    for doc_type in ("invoice", "contract", "order"):
        fields = understand(document(page), FakeModel((tags,), doc_type)).fields
        assert fields["buyer_name"].value == "Seaside Ferries"  # type: ignore[union-attr]


def test_on_whose_behalf_time_on_air_is_billed_is_its_buyer() -> None:
    rows = [
        "Harbour Television, Inc.",
        "Invoice To          On behalf of",
        "Nordlicht Media     [seller_name:Friends of Seaside Ferries]",
        "Date     Program     Spots     Rate     Total",
        "1/2/26   News        2         5.00     10.00",
    ]
    page, tags = draw(rows)
    fields = understand(document(page), FakeModel((tags,))).fields
    assert fields["buyer_name"].value == "Friends of Seaside Ferries"  # type: ignore[union-attr]


def test_a_clients_number_is_dropped_where_the_name_stands_without_it() -> None:
    rows = [
        "Advertiser     Seaside Ferries (4711)       Entered By     Ann Example",
        "SEASIDE FERRIES                             Billing Type   Cash",
    ]
    for printed, name in ((rows, "Seaside Ferries"), (rows[:1], "Seaside Ferries (4711)")):
        page, tags = draw(printed)
        buyer = understand(document(page), FakeModel((tags,))).fields["buyer_name"]
        assert isinstance(buyer, Field)
        assert buyer.value == name
