"""Dates as printed → date, by the order of day and month that the document writes.

Only complete calendar dates are read: no "in 30 days", no day without a year. What is impossible
(31.02.2026) is no date.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

from babel.dates import get_month_names

from tasks.values.caches import kept_by_text

DateOrder = Literal["dmy", "mdy"]

#: Locales whose month names are known; Malay and Indonesian stand on many receipts.
_LOCALES = ("en", "de", "de_AT", "fr", "es", "it", "nl", "pt", "ms", "id")
_EXTRA_MONTHS = {
    "sept": 9,
    "mrz": 3,
    "maerz": 3,
    "fevr": 2,
    "dec": 12,
    "okt": 10,
    "juillet": 7,
    "feber": 2,
}

NUMERIC = re.compile(
    # A time of day may be glued to the year: "06-05-201812:43:19".
    r"(?<![0-9])([0-9]{1,4})\s?([./-])\s?([0-9]{1,2})\s?\2\s?"
    r"([0-9]{4}(?=[0-9]{2}:[0-9]{2})|(?:[0-9]{4}|[0-9]{2})(?![0-9]))"
)
_COMPACT = re.compile(r"(?<![0-9])(20[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])(?![0-9])")
_WORD = r"([A-Za-zÀ-ÿ]{3,12})"
_DAY_MONTH = re.compile(
    # "OCT21/14-NOV04/14" is no 14 November: the year of one date stands before the next.
    rf"(?<![0-9])(?<![a-z][0-9]/)(?<![a-z][0-9][0-9]/)([0-9]{{1,2}})(?:st|nd|rd|th|er|º|°)?"
    rf"(?:\s*[.,]?\s*|[/'-])(?:de\s+|of\s+)?{_WORD}(?:\s*[.,]?\s*|[/'-])(?:de\s+|del\s+)?"
    # "1 Mar-31 Mar 2026": no year, but the day of another date.
    r"((?:19|20)[0-9]{2}|'?[0-9]{2}(?!,\s?20|\.?\s?[^\W\d_]{3,9}\.?\s(?:19|20)[0-9]{2}))"
    r"(?![0-9])",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"(?<![A-Za-z]){_WORD}[\s.,/-]*([0-9]{{1,2}})(?:st|nd|rd|th)?(?:\s*,\s*|\s+|[/-])"
    r"((?:19|20)[0-9]{2}|[0-9]{2})(?![0-9])",
    re.IGNORECASE,
)
#: The year may be that of the date before it: "March 23, 2026 March 27, 2026".
_YEAR_WORD = re.compile(
    rf"(?<![0-9])((?:19|20)[0-9]{{2}})[\s./-]*{_WORD}[\s./-]*([0-9]{{1,2}})"
    r"(?![0-9]|(?:,\s?| )(?:19|20)[0-9]{2})",
    re.IGNORECASE,
)


#: Indonesian December, which without a year is German and French "of the": "§ 4 des Gesetzes".
_ARTICLE = "des"
_PARTIAL_NUMERIC = re.compile(r"(?<![0-9./,-])([0-9]{1,2})[./]([0-9]{1,2})\.?(?![0-9/-]|[.,][0-9])")
_PARTIAL_DAY_MONTH = re.compile(
    rf"(?<![0-9.,/])([0-9]{{1,2}})(?:st|nd|rd|th|er|[º°.])?\s*(?:de\s+|of\s+)?{_WORD}",
    re.IGNORECASE,
)
_PARTIAL_MONTH_DAY = re.compile(
    rf"(?<![A-Za-z]){_WORD}\.?\s+([0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9]|:[0-9])",
    re.IGNORECASE,
)


_DAY = r"(?<![0-9.,:/-])([0-9]{1,2})(?:st|nd|rd|th|er|º|°)?"
_TO = r"(?P<to>\.?\s?(?:[-–—]|(?:bis|to|until|through|au|al|tot|hasta)(?: zum)?(?=\s))\s?)$"
#: How a period begins whose end alone has the year: "01.03. –", "9. März bis", "Mar 1 –", "1 to".
_OPEN_STARTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_DAY}[./](?P<number>[0-9]{{1,2}}){_TO}",
        rf"{_DAY}\.?\s?(?P<name>[A-Za-zÀ-ÿ]{{3,12}}){_TO}",
        rf"(?<![A-Za-z])(?P<name>[A-Za-zÀ-ÿ]{{3,12}})\.?\s{_DAY}{_TO}",
        rf"{_DAY}{_TO}",
    )
)
_OPEN_CHARS_N = 26
#: How many years about now a month's year may be, and how many ahead of now that of a card.
_YEARS_N, _CARD_YEARS_N = 3, 10


class FoundDate(NamedTuple):
    """A date and where it stands in the text it was found in."""

    value: date
    start: int
    end: int


@cache
def _months() -> dict[str, int]:
    names = dict(_EXTRA_MONTHS)
    for locale in _LOCALES:
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=locale).items():
                names[_fold(str(name))] = number
                if width == "wide":
                    names.setdefault(_fold(str(name))[:3], number)
    return names


def _fold(name: str) -> str:
    table = str.maketrans("áàâäãéèêëíìîïóòôöõúùûüçñ", "aaaaaeeeeiiiiooooouuuucn")
    return name.lower().strip(". ").translate(table)


def find_dates(text: str, order: DateOrder) -> list[FoundDate]:
    """Every complete, possible date in `text`, in reading order."""
    return [*_find_dates(text, order)] if any(map(str.isdigit, text)) else []


@kept_by_text
def _find_dates(text: str, order: DateOrder) -> tuple[FoundDate, ...]:
    found: list[FoundDate] = []
    readings: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], date | None]], ...] = (
        (NUMERIC, lambda m: _from_numbers(m[1], m[3], m[4], m[2], order)),
        (_COMPACT, lambda m: _make(m[1], int(m[2]), m[3])),
        (_YEAR_WORD, lambda m: _make(m[1], month_number(m[2]), m[3])),
        (_DAY_MONTH, lambda m: _make(m[3], month_number(m[2]), m[1])),
        (_MONTH_DAY, lambda m: _make(m[3], month_number(m[1]), m[2])),
    )
    for pattern, build in readings:
        at = 0
        while match := pattern.search(text, at):
            start, end = match.span()
            value = build(match)
            # What only looks like a date may reach into one: "Hill 83, dated 23 April 2025". Of a
            # longer run of numbers none is a date.
            at = end if value or pattern in (NUMERIC, _COMPACT) else start + 1
            if value and all(end <= other.start or other.end <= start for other in found):
                found.append(FoundDate(value, start, end))
    return tuple(sorted(found, key=lambda one: one.start))


class OpenStart(NamedTuple):
    """The beginning of a period that is printed without its year, and the date that ends it."""

    start: FoundDate
    end: FoundDate


def find_open_starts(text: str, order: DateOrder) -> list[OpenStart]:
    """The beginnings of periods like "01.03. – 31.03.2026" and "1 to 31 May 2026"."""
    found = []
    complete = find_dates(text, order)
    for end in complete:
        skipped = max(0, end.start - _OPEN_CHARS_N)
        for pattern in _OPEN_STARTS:
            match = pattern.search(text[skipped : end.start])
            value = _open_date(match, end.value, order) if match else None
            if match is None or value is None:
                continue
            start = FoundDate(value, skipped + match.start(), skipped + match.start("to"))
            if all(start.end <= one.start or one.end <= start.start for one in complete):
                found.append(OpenStart(start, end))
            break
    return found


def _open_date(match: re.Match[str], end: date, order: DateOrder) -> date | None:
    """The day and month that begin a period, in the last such year before its end."""
    named = match.groupdict()
    number, name = named.get("number"), named.get("name")
    day, month = match[1] if match[1].isdigit() else match[2], str(end.month)
    if number:
        swapped = order == "mdy" and "/" in match[0]
        day, month = (number, day) if swapped else (day, number)
    elif name:
        month = str(month_number(name))
    value = _make(str(end.year), int(month), day)
    if value is not None and value > end:
        value = _make(str(end.year - 1), int(month), day) if number or name else None
    return value


def parse_date(text: str, order: DateOrder, last: bool = False) -> date | None:
    """The first (or last) date in `text`, or None."""
    found = find_dates(text, order)
    if not found:
        return None
    if last:
        return found[-1].value
    opened = [one.start.value for one in find_open_starts(text, order) if one.end == found[0]]
    return opened[0] if opened else found[0].value


def find_partial_dates(text: str, order: DateOrder, near: date) -> list[FoundDate]:
    """Dates without a year ("21/3", "Friday 3 April"), taken as the next such day from `near`."""
    found: list[FoundDate] = []
    for pattern, day, month in (
        (_PARTIAL_NUMERIC, 1, 2),
        (_PARTIAL_DAY_MONTH, 1, 2),
        (_PARTIAL_MONTH_DAY, 2, 1),
    ):
        for match in pattern.finditer(text):
            first, second = match[day], match[month]
            if pattern is _PARTIAL_NUMERIC and "/" in match[0]:
                first, second = _day_first(first, second, order, near)
            number = int(second) if second.isdigit() else _month_alone(second)
            value = _make(str(near.year), number, first)
            if value and (near - value).days > 60:
                value = _make(str(near.year + 1), number, first)
            start, end = match.span()
            if value and all(end <= one.start or one.end <= start for one in found):
                found.append(FoundDate(value, start, end))
    return sorted(found, key=lambda one: one.start)


def _day_first(first: str, second: str, order: DateOrder, near: date) -> tuple[str, str]:
    """Day and month as printed in an order; "3/20" can be read in one way only.

    "06/26" is rather a month of 2026, and "24/7" always.
    """
    if order == "mdy":
        turned = int(first) > 12 and (first, second) != ("24", "7")
        return (first, second) if turned else (second, first)
    ahead = int(second) - near.year % 100
    is_year = abs(ahead) <= _YEARS_N or (first[0] == "0" and 0 < ahead <= _CARD_YEARS_N)
    return (second, first) if int(second) > 12 and not is_year else (first, second)


def _from_numbers(a: str, b: str, c: str, mark: str, order: DateOrder) -> date | None:
    if len(a) == 4:
        return _make(a, int(b), c) if len(c) == 2 else None
    if len(a) == 3:
        return None
    if order == "mdy" and mark != ".":
        return _make(c, int(a), b) or (_make(c, int(b), a) if int(a) > 12 else None)
    value = _make(c, int(b), a)
    if value is None and int(b) > 12 and mark != ".":
        return _make(c, int(a), b)
    return value


def month_number(word: str) -> int:
    """1–12 for a month named in one of the known languages, else 0."""
    return _months().get(_fold(word), 0)


def _month_alone(word: str) -> int:
    """1–12 for a month named without a year, else 0."""
    return 0 if word.lower() == _ARTICLE else month_number(word)


def _make(year: str, month: int, day: str) -> date | None:
    """A date, or None if impossible; two-digit years are 1970–2069."""
    year = year.lstrip("'")
    number = int(year)
    if len(year) <= 2:
        number += 2000 if number < 70 else 1900
    try:
        return date(number, month, int(day)) if 1970 <= number <= 2100 else None
    except ValueError:
        return None
