"""Printed dates, by the order of day and month that the document writes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.values.dates import (
    DateOrder,
    find_dates,
    find_open_starts,
    find_partial_dates,
    parse_date,
)


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("27/04/2018", "dmy", "2018-04-27"),
        ("1° luglio 2026", "dmy", "2026-07-01"),
        ("03/04/2026", "dmy", "2026-04-03"),
        ("03/04/2026", "mdy", "2026-03-04"),
        ("03.04.2026", "mdy", "2026-04-03"),
        ("12/30/19", "mdy", "2019-12-30"),
        ("2026-03-12", "mdy", "2026-03-12"),
        ("20180605", "dmy", "2018-06-05"),
        ("13 MAY 2018 18:26", "dmy", "2018-05-13"),
        ("13MAY2018", "dmy", "2018-05-13"),
        ("9 Mar'18", "dmy", "2018-03-09"),
        ("March 5, 2020", "mdy", "2020-03-05"),
        ("5. März 2026", "dmy", "2026-03-05"),
        ("1er février 2024", "dmy", "2024-02-01"),
        ("12 de enero de 2025", "dmy", "2025-01-12"),
        ("3 ottobre 2025", "dmy", "2025-10-03"),
        ("12 mei 2025", "dmy", "2025-05-12"),
        ("Datum: 12.03.26", "dmy", "2026-03-12"),
        ("Hafenweg 83 Belegdatum 23. April 2025", "dmy", "2025-04-23"),
    ],
)
def test_reads(text: str, order: str, expected: str) -> None:
    found = parse_date(text, order)  # type: ignore[arg-type]
    assert found is not None and found.isoformat() == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "30 Tage",
        "net 30 days",
        "31.02.2026",
        "2026-13-01",
        "29/02/18",
        "1.234,56",
        "99",
        "Tél. 05.61.22.11.08",
        "RE-45-10-05-24",
    ],
)
def test_payment_terms_and_impossible_dates_are_none(text: str) -> None:
    assert parse_date(text, "dmy") is None


@pytest.mark.parametrize(
    ("text", "day"), [("29. Jänner 2026", date(2026, 1, 29)), ("3. Feber 2026", date(2026, 2, 3))]
)
def test_austrian_months_are_known(text: str, day: date) -> None:
    assert parse_date(text, "dmy") == day


def test_a_range_in_one_word_gives_both_ends() -> None:
    found = find_dates("12/30/19-03/29/20", "mdy")
    assert [one.value for one in found] == [date(2019, 12, 30), date(2020, 3, 29)]


def test_a_date_without_year_is_the_next_one() -> None:
    near = date(2025, 12, 20)
    assert find_partial_dates("by 21/3", "dmy", near)[0].value == date(2026, 3, 21)
    assert find_partial_dates("22. Dezember", "dmy", near)[0].value == date(2025, 12, 22)


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("by 3/20", "dmy", date(2026, 3, 20)),
        ("by 20/3", "mdy", date(2026, 3, 20)),
        ("gültig bis 06/26", "dmy", None),
        ("valid until 03/27", "dmy", None),
        ("until 12/26", "dmy", None),
        ("your card expires 04/31", "dmy", None),
        ("24/7 support", "mdy", None),
        ("until 12/26", "mdy", date(2026, 12, 26)),
    ],
)
def test_a_month_of_a_year_is_no_day(text: str, order: DateOrder, day: date | None) -> None:
    found = find_partial_dates(text, order, date(2026, 3, 11))
    assert [one.value for one in found] == ([day] if day else [])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("nach § 4 des Gesetzes", None),
        ("les points 2 des conditions", None),
        ("des 4 points", None),
        ("am 4. Dez. bitte", date(2026, 12, 4)),
    ],
)
def test_of_the_is_no_month_without_a_year(text: str, day: date | None) -> None:
    found = find_partial_dates(text, "dmy", date(2026, 11, 24))
    assert [one.value for one in found] == ([day] if day else [])
    assert parse_date("4 Des 2026", "dmy") == date(2026, 12, 4)


@given(st.text(max_size=60), st.sampled_from(["dmy", "mdy"]))
def test_any_text_gives_dates_or_none(text: str, order: str) -> None:
    for found in find_dates(text, order):  # type: ignore[arg-type]
        assert isinstance(found.value, date)
        assert text[found.start : found.end].strip()


@given(st.dates(date(1971, 1, 1), date(2069, 12, 31)), st.sampled_from("./-"))
def test_what_is_printed_is_read_back(day: date, mark: str) -> None:
    assert parse_date(day.strftime(f"%d{mark}%m{mark}%Y"), "dmy") == day
    assert parse_date(day.strftime("%d %B %Y"), "dmy") == day
    if mark != ".":
        assert parse_date(day.strftime(f"%m{mark}%d{mark}%Y"), "mdy") == day


def test_a_time_may_be_glued_to_the_year() -> None:
    assert parse_date("Date : 06-05-201812:43:19", "dmy") == date(2018, 5, 6)


@pytest.mark.parametrize(
    ("text", "order", "start"),
    [
        ("01.03. – 31.03.2026", "dmy", "2026-03-01"),
        ("01.05.-15.05.2026", "dmy", "2026-05-01"),
        ("9. März bis 8. Mai 2026", "dmy", "2026-03-09"),
        ("du 14/05 au 17/05/2026", "dmy", "2026-05-14"),
        ("3/1 - 3/31/2026", "mdy", "2026-03-01"),
        ("Mar 1 - Mar 31, 2026", "mdy", "2026-03-01"),
        ("1 Mar-31 Mar 2026", "dmy", "2026-03-01"),
        ("1 to 31 May 2026", "dmy", "2026-05-01"),
        ("15.12. - 14.01.2026", "dmy", "2025-12-15"),
    ],
)
def test_a_period_s_end_gives_its_beginning_the_year(
    text: str, order: DateOrder, start: str
) -> None:
    assert [str(one.start.value) for one in find_open_starts(text, order)] == [start]
    assert str(parse_date(text, order)) == start
    assert parse_date(text, order, last=True) == find_dates(text, order)[-1].value


@pytest.mark.parametrize(
    "text",
    ["01.03.2026 – 31.03.2026", "1/3/26 - 31/3/26", "26-014 – 5. Mai 2026", "14:30 - 5.5.2026"],
)
def test_no_other_number_begins_a_period(text: str) -> None:
    assert find_open_starts(text, "dmy") == []


@pytest.mark.parametrize(
    "text", ["1189 March 23, 2026 March 27, 2026", "Mar 23 2026 Mar 27 2026 before 10"]
)
def test_the_year_of_one_date_does_not_begin_the_next(text: str) -> None:
    found = [one.value for one in find_dates(text, "mdy")]
    assert found == [date(2026, 3, 23), date(2026, 3, 27)]
