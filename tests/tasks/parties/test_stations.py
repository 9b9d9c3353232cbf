"""The seller of a broadcaster's bill: whom it is paid to, or the station that it is for."""

import pytest

from schemas.record import Field
from tasks.parties.stations import (
    drop_call_sign,
    find_booked_station,
    find_stations,
    is_station,
)
from tasks.understand import understand
from tests.tasks.tagged_pages import FakeModel, document, draw


def _found(rows: list[str]) -> str:
    page, _ = draw(rows)
    return " ".join(page.words[i].text for c in find_stations([page]) for i in c.words)


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        (["Remit Address:", "KMSP", "4614 Collection Center Drive", "Chicago, IL 60693"], "KMSP"),
        (["Send Payment To:", "WTAE", "PO Box 90039"], "WTAE"),
        (["REMIT TO Sinclair Group Inc", "c/o WXLV"], "Sinclair Group Inc"),
        (["REMIT TO Sinclair Group Advertiser", "c/o WXLV"], "Sinclair Group"),
        (["WTAE", "PO Box 1", "Property          WTAE"], "WTAE"),
        (["Property          KTVW"], ""),
        (["WYFF 4", "505 Rutherford Street", "Greenville, SC 29609"], "WYFF 4"),
        (["KATE", "Hello"], ""),
        (["Remit Address:", "4614 Collection Center Drive"], ""),
        (["Remittance advice", "Nord Media"], ""),
        (["REMITTANCE ADVICE", "Nord Media"], ""),
        (["REMIT TO ADDRESS ABOVE"], ""),
        (
            ["Make checks payable to Nord Cable, LLC, PO Box 41, Boston, MA 02241."],
            "Nord Cable, LLC,",
        ),
        (["Please make your checks payable to the station and send them"], ""),
        (["REMITTANCE ADVICE          Remit To", "                           WTAE"], "WTAE"),
    ],
)
def test_the_station_is_the_seller(rows: list[str], name: str) -> None:
    assert _found(rows) == name


_SPOTS = ("Program     Len     Spots     Rate     Total", "News     30     2     5.00     10.00")


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        (["Client: Ferries     Station: KXQZ-TV", *_SPOTS, "Station Total KXQZ-TV"], "KXQZ-TV"),
        (["Station:     KXQZ     Advertiser:     Ferries", *_SPOTS], "KXQZ"),
        (["Station: KXQZ", "Station: WXQZ", *_SPOTS], ""),
        (["Station acceptance", *_SPOTS], ""),
        (["Property: Riverside Mall", *_SPOTS], ""),
        (["Vendor: Nordland Media LLC     Station: KXQZ", *_SPOTS], ""),
        (["Vendor no.: 4417     Station: KXQZ", *_SPOTS], "KXQZ"),
        (["Station: Nord", "Item     Quantity     Rate     Total"], ""),
        (["on station KXQZ-TV", "Spots     Gross     Net", "12     90.00     76.50"], "KXQZ-TV"),
        (["to Station: KXQZ (CW)     Effective: 10/30/14", *_SPOTS], "KXQZ"),
        (["Station: KXQZ-TV, Nordton     Advertiser: Ferries", "Spots aired"], "KXQZ-TV,"),
        (["STATION KXQZ-TV     NORDTON", *_SPOTS], "KXQZ-TV"),
        (["Station     Format", "KXQZ-FM Nordton     Country", "Week", *_SPOTS], "KXQZ-FM"),
        (["Station     Daypart", "KXQZ-FM     6a", "WXQZ-FM     6a", "Spots aired"], ""),
        (["System: Nordland Cable     Total Weeks: 2", *_SPOTS], "Nordland Cable"),
        (["Station     Time     Len     Spots     Rate", "All     6a     30     2     5.00"], ""),
        (["System: Nordland Cable", "Spots aired"], ""),
        (["Station: KXQZ", "Item     Quantity     Rate     Total"], ""),
    ],
)
def test_the_station_that_an_order_of_spots_names_sells_them(rows: list[str], name: str) -> None:
    page, _ = draw(rows)
    claims = find_booked_station([page])
    assert " ".join(page.words[i].text for c in claims for i in c.words) == name


def test_an_agency_orders_spots_of_a_station_for_its_client() -> None:
    rows = ["[seller_name:Quay Media]", "Client: Ferries     Station: KXQZ-TV", *_SPOTS]
    page, tags = draw(rows)
    fields = understand(document(page), FakeModel((tags,), "order")).fields
    assert fields["seller_name"].value == "KXQZ-TV"  # type: ignore[union-attr]
    assert fields["buyer_name"].value == "Ferries"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("letterhead", "name"),
    [("[seller_name:Quay Media]", "Quay Media"), ("Quay Representatives", "KXQZ-TV")],
)
def test_who_confirms_an_order_goes_before_the_station_that_it_names(
    letterhead: str, name: str
) -> None:
    page, tags = draw([letterhead, "Client: Ferries     Station: KXQZ-TV", *_SPOTS])
    fields = understand(document(page), FakeModel((tags,), "order_confirmation")).fields
    assert fields["seller_name"].value == name  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("KXQZ 17 Nordland Television, L.P.", "Nordland Television, L.P."),
        ("WXQZ-TV - Nordland Broadcasting, Inc.", "Nordland Broadcasting, Inc."),
        ("Two Rivers Radio KXQZ 1490 AM", "Two Rivers Radio"),
        ("Two Rivers Radio - KXQZ 98.7", "Two Rivers Radio"),
        ("KXQZ 17", "KXQZ 17"),
        ("WQR mediagroup GmbH", "WQR mediagroup GmbH"),
        ("KQSS FM Radio GmbH", "KQSS FM Radio GmbH"),
        ("WQK 24 Elektro GmbH", "WQK 24 Elektro GmbH"),
        ("KQOM Group Limited", "KQOM Group Limited"),
        ("WQP Engineering, Inc.", "WQP Engineering, Inc."),
        ("Autohaus Nord KFZ 24", "Autohaus Nord KFZ 24"),
        ("KXQZ Action News", "KXQZ Action News"),
        ("Two Rivers Radio", "Two Rivers Radio"),
    ],
)
def test_a_station_s_firm_is_without_its_call_sign(printed: str, name: str) -> None:
    def seller(*rows: str) -> str:
        page, _ = draw([printed, *rows])
        known = Field(
            value=printed, raw=printed, confidence=0.9, page=1, box=(0, 0, 1, 1), origin="model"
        )
        found = drop_call_sign({"seller_name": known}, [page])["seller_name"]
        return found.value if isinstance(found, Field) else ""

    assert seller("Air Date", "Total Spots 12") == name
    assert seller("Lamps") == printed


def _is_station(name: str, *rows: str) -> bool:
    page, _ = draw(["Aired spots", *rows])
    known = Field(value=name, raw=name, confidence=0.7, origin="rule")
    return is_station({"seller_name": known}, [page])


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("WQRS", ("Remit Address:", "WQRS", "PO Box 419", "Property   WQRS")),
        ("WQRS-TV", ("WQRS-TV", "12 Ardmore Blvd.", "Property   WQRS")),
        ("Salem WQRS", ("Salem WQRS", "Salem, OR 97301", "Station:   WQRS")),
    ],
)
def test_a_station_bills_its_own_time(name: str, rows: tuple[str, ...]) -> None:
    assert _is_station(name, *rows)


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("WQRS", ("WQRS", "12 Ardmore Blvd.", "", "Property   KABC")),
        ("WQRS", ("WQRS", "Lake Television, Inc.", "PO Box 419", "Property   WQRS")),
        ("WQRS", ("WQRS", "PO Box 419", "REMIT TO Lake Television Inc", "Property   WQRS")),
        ("WQRS", ("WQRS", "INVOICE", "", "Property   WQRS")),
    ],
)
def test_another_firm_may_bill_a_stations_time(name: str, rows: tuple[str, ...]) -> None:
    assert not _is_station(name, *rows)
