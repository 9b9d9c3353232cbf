"""The spots that a station's bill says were aired are its items, where they make its total."""

import pytest

from schemas.record import Field
from tasks.items.aired_spots import read_spots
from tasks.values.normalize import Conventions
from tasks.values.notation import Notation
from tests.tasks.tagged_pages import draw

_CONVENTIONS = Conventions(notation=Notation(decimal="."))
#: What was ordered stands above what was aired, without a programme.
_BELOW_ORDERED = (
    "Line  Ch    Description        Time    Day  Date      Length  Air Time  Ad-ID     Rate",
    "1     WQRS  Morning News       6a-7a",
    "            03/02/20 to 03/08/20  2x  MT-----",
    "      WQRS                             M    03/02/20  :30     6:27 AM   ABC0130H  $550.00",
    "      WQRS                             Tu   03/03/20  :30     6:44 AM   ABC0130H  $550.00",
    "2     WQRS  M-F 5p-530p        5p-530p",
    "            03/02/20 to 03/08/20  1x  --W----",
    "      WQRS                             W    03/04/20  :30     5:12 PM   ABC0130H  $400.00",
)
#: The price of what was ordered stands above that of the spots.
_WITH_PRICES = (
    "Line  Start     End        Description        Time         MTWTFSS  Length  Rate",
    "1     03/02/20  03/08/20   4:30AM News        4:30 AM-5:00 AM  MT-----  :30  $550.00",
    "Spots:  #  Ch    Day  Air Date  Air Time   Description     Time     Length  Ad-ID     Rate",
    "        2  WQRS  M    03/02/20  4:41 AM    4:30AM News     4:30-5a  :30     ABC0130H  $550.00",
    "        1  WQRS  Tu   03/03/20  4:52 AM    4:30AM News     4:30-5a  :15     ABC0130H  $275.00",
    "                                4:54 AM                             :15     ABD0130H  $275.00",
    "        3  WQRS  W    03/04/20             4:30AM News     4:30-5a  :00               $400.00",
)
#: A log, its caption centred above the programmes, beside which stands the tape.
_LOG = (
    "Line Type   Scheduled  Air Time               Length     Program        Copy/ISCI  Amount",
    "2.0  SPOT   Day,M-4    03/02/20 9:59AM (Mo)   00:15 City Hospital Now   QT0115SENH   $10.00",
    "2.0  SPOT   Day,M-4    03/02/20 10:17AM (Mo)  00:15 City Hospital Now   QT0115SENH   $10.00",
)
#: A radio station's, and what another lets off.
_DAYPARTS = (
    "Line  Date        Day  Time     Daypart   Length  Copy / ISCI  Rate",
    "1     05/16/2022  Mon  5:49 AM  Farm Hour  30     QT7002H      $15.00",
    "3     05/16/2022  Mon  7:54 AM  AM Drive   30     QT7004H      $18.00",
)
_CREDITED = (
    "Air Date  Program          Time         Ad-ID     Reason              Credit",
    "10/16/24  Late Eyewitness  11:21:40 PM  QT2420H   Missed by overrun   (875.00)",
)


def _field(value: str) -> Field:
    return Field(value=value, raw=value, confidence=0.9, origin="model")


def _read(
    rows: tuple[str, ...], total: str, lines: tuple[dict[str, str], ...] = ()
) -> list[tuple[str, str]]:
    page, _ = draw([*rows, "Aired spots on this station", f"Gross Total {total}"])
    known = [{name: _field(value) for name, value in line.items()} for line in lines]
    found = read_spots(known, {"total_gross": _field(total)}, [page], _CONVENTIONS)
    return [(one["description"].value, one["net_amount"].value) for one in found]


@pytest.mark.parametrize(
    ("rows", "total", "spots"),
    [
        (
            _BELOW_ORDERED,
            "1500.00",
            [("Morning News", "550.00"), ("Morning News", "550.00"), ("M-F 5p-530p", "400.00")],
        ),
        (
            _WITH_PRICES,
            "1100.00",
            [("4:30AM News", "550.00"), ("4:30AM News", "275.00"), ("4:30AM News", "275.00")],
        ),
        (_DAYPARTS, "33.00", [("Farm Hour", "15.00"), ("AM Drive", "18.00")]),
        (_CREDITED, "875.00", [("Late Eyewitness", "-875.00")]),
        (_LOG, "20.00", [("City Hospital Now", "10.00"), ("City Hospital Now", "10.00")]),
    ],
)
def test_what_was_aired_is_what_is_charged(
    rows: tuple[str, ...], total: str, spots: list[tuple[str, str]]
) -> None:
    assert _read(rows, total) == spots


def test_spots_that_do_not_make_the_total_are_left_to_the_model() -> None:
    known = ({"description": "Morning News", "net_amount": "1200.00"},)
    assert _read(_BELOW_ORDERED, "1600.00", known) == [("Morning News", "1200.00")]


def test_lines_that_make_the_total_stay() -> None:
    known = ({"description": "News 2x", "net_amount": "1500.00"},)
    assert _read(_BELOW_ORDERED, "1500.00", known) == [("News 2x", "1500.00")]


def test_lines_of_the_same_spots_are_given_the_programmes() -> None:
    known = tuple({"description": "WQRS M", "net_amount": net} for net in ("10.00", "10.00"))
    assert _read(_LOG, "20.00", known) == [("City Hospital Now", "10.00")] * 2


@pytest.mark.parametrize(
    ("description", "kept"),
    [
        ("City Hospital Now with Joe & Kathy", True),
        ("2.0 SPOT City Hospital Now Day,M-4", True),
        ("13 1 WQRS Tu 01/14/20 City Hospital", False),
        ("WQRS-TV Tu City Hospital Now", False),
        ("01/14/20 9:59AM City Hospital Now", False),
        ("60 Minutes, City Hospital Special", True),
        ("City", False),
    ],
)
def test_a_description_that_says_more_than_the_programme_stays(
    description: str, kept: bool
) -> None:
    known = tuple({"description": description, "net_amount": net} for net in ("10.00", "10.00"))
    name = description if kept else "City Hospital Now"
    assert _read(_LOG, "20.00", known) == [(name, "10.00")] * 2


def test_a_page_that_sells_no_air_time_has_no_spots() -> None:
    rows = ("Date      Time     Guest       Amount", "03/02/20  6:27 AM  Breakfast   20.00")
    page, _ = draw([*rows, "Total 20.00"])
    assert read_spots([], {"total_gross": _field("20.00")}, [page], _CONVENTIONS) == []
