"""The seller of a broadcaster's bill: whom it is paid to, or the station that it is for."""

import pytest

from tasks.parties.stations import find_stations
from tests.tasks.tagged_pages import draw


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
        (["REMITTANCE ADVICE          Remit To", "                           WTAE"], "WTAE"),
    ],
)
def test_the_station_is_the_seller(rows: list[str], name: str) -> None:
    assert _found(rows) == name
