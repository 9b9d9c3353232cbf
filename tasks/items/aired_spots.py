"""What a station's bill charges, spot by spot, proved by its total.

    Line  Channel  Description        Time    Day  Date      Length  Air Time  Ad-ID   Rate
    1     KXYZ     Morning News 6a    6a-7a
                   03/02/20 to 03/08/20   2x   MT-----
                                              M    03/02/20  :30     6:27 AM   AB0130  $550.00
                                              Tu   03/03/20  :30     6:44 AM   AB0130  $550.00
    Gross Total                                                                     $1,100.00

What was ordered stands above what was aired, at the same rate, and is charged once: the rows that
count have a rate, and the time of day at which a spot was aired.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from schemas.document import Page
from schemas.record import Field, Fields, Line
from tasks.items.printed_sums import sum_lines
from tasks.parties.stations import CALL_SIGN
from tasks.sums.printed_amounts import amounts_among, printed_field
from tasks.values.air_time import speaks_of_air_time
from tasks.values.cells import Row, find_rows
from tasks.values.normalize import Conventions

_TIME = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\s?[apx]\.?m?\b"
#: When a spot was aired, "6:27 AM", "4:29p", "18:27:05"; no range, "5:00 AM-7:00 AM".
_AIRED = re.compile(
    rf"(?<![-–\w:])(?<![-–]\s)(?:{_TIME}|[0-2][0-9](?::[0-5][0-9]){{2}}\b)(?!\s?[-–])",
    re.IGNORECASE,
)
#: On which days of the week something was ordered: "MTWTF--", "--1-1--"; "10a-11a" is when.
_WEEK = re.compile(r"(?<!\S)(?=\S*[-M])[-M0-9][-T0-9][-W0-9][-T0-9][-F0-9][-S0-9]{2}(?!\S)")
_LINE_NUMBER = re.compile(r"[0-9]{1,3}(?:\.0)?\s")
#: What a row has before its programme: "13 1 WQRS Tu 01/14/20".
_NUMBERED = re.compile(
    rf"[0-9]{{1,3}}(?:\.0)? (?:[0-9]{{1,3}}|{CALL_SIGN.pattern})\b|{CALL_SIGN.pattern}(?![^\W\d_])"
    r"|(?:[^\W\d_]{1,3} )?[0-9]{1,2}/[0-9]{1,2}\b"
)
_PROGRAM = re.compile(r"descriptions?|program(?:me)?s?|dayparts?", re.IGNORECASE)
#: What stands beside that caption.
_BESIDE = re.compile(
    r"\b(?:times?|days?|dates?|length|len|rate|amount|cost|credit|ad-id|isci)\b", re.IGNORECASE
)
_BESIDE_N = 3
#: What may stand right before a programme: when it was, for how long, and the day of the week.
_BEFORE = re.compile(r"[0-9:/]+[ap]?m?|[ap]m|\([a-z]{2}\)", re.IGNORECASE)
#: The tape's number, which may stand close behind it.
_TAPE = re.compile(r"(?=.*[0-9])(?=.*[A-Z])[A-Z0-9]{7,}")
_LETTER = re.compile(r"[^\W\d_]")
_EDGE = 0.006  # of the page's width: how far left of its caption a column may begin
_SUMS = ("total_gross", "lines_net", "total_net")
_SURE = 0.97  # of an amount; all of them make a sum that the paper prints
_NAME_SURE = 0.9


class _Column(NamedTuple):
    """A column of programmes: where the caption before it ends, and its own and the next begin."""

    least: float
    x0: float
    x1: float


def read_spots(
    lines: Sequence[Line], fields: Fields, pages: Sequence[Page], conventions: Conventions
) -> list[Line]:
    """The spots that a bill of air time says were aired, where their rates make one of its sums.

    Lines that make such a sum stay, which have counts and prices; of the same spots they are given
    the programmes that they have not.
    """
    sums = {abs(Decimal(f.value)) for n in _SUMS if isinstance(f := fields.get(n), Field)}
    if not sums or not speaks_of_air_time(pages):
        return list(lines)
    spots = [*_find_spots(pages, conventions)]
    if not spots or abs(sum_lines(spots)) not in sums:
        return list(lines)
    if _amounts(lines) == _amounts(spots):
        return [_with_programme(*pair) for pair in zip(lines, spots, strict=True)]
    return list(lines) if lines and abs(sum_lines(lines)) in sums else spots


def _with_programme(line: Line, spot: Line) -> Line:
    """A line as its spot has it, but with its own description where that says more."""
    known, programme = line.get("description"), spot.get("description")
    if known is None or programme is None or _NUMBERED.match(known.value):
        return line | spot
    longer = max(known, programme, key=lambda one: len(one.value))
    return {**line, **spot, "description": longer}


def _amounts(lines: Sequence[Line]) -> list[str | None]:
    return [line["net_amount"].value if "net_amount" in line else None for line in lines]


def _find_spots(pages: Sequence[Page], conventions: Conventions) -> Iterator[Line]:
    """The rows of what was aired, each with its rate and its programme.

    Where no column of the row has it, it is that of the row above: of what was ordered, or of the
    first spot of a pair.
    """
    column, above = None, None
    for number, page in enumerate(pages, 1):
        for row in find_rows(page):
            if (head := _find_column(page, row)) is not None:
                column = head
                continue
            words = row.words
            inside = _find_program(page, words, column) if column else []
            rest = page.text_of(i for i in words if i not in inside)
            name = _read_name(page, number, inside)
            amounts = amounts_among(page, words, conventions)
            if amounts and _AIRED.search(rest) and not _WEEK.search(rest):
                value, of_amount = amounts[-1]
                above = name or above
                spot = {"net_amount": printed_field(page, number, of_amount, value, _SURE)}
                yield {"description": above, **spot} if above else spot
            elif name and _LINE_NUMBER.match(row.text):
                above = name


def _find_column(page: Page, row: Row) -> _Column | None:
    """The column of programmes below a row of captions, up to the next caption."""
    if re.search(r"[0-9]", row.text) or len(_BESIDE.findall(row.text)) < _BESIDE_N:
        return None
    words = [page.words[i] for i in row.words]
    for at, word in enumerate(words):
        if _PROGRAM.fullmatch(word.text):
            least = words[at - 1].box[2] if at else 0.0
            after = words[at + 1].box[0] - _EDGE if at + 1 < len(words) else 1.0
            return _Column(least, word.box[0] - _EDGE, after)
    return None


def _find_program(page: Page, words: Sequence[int], column: _Column) -> list[int]:
    """The words of a row in the column of programmes; captions are centred above it at times."""
    found = [i for i in words if column.least <= page.words[i].box[0] < column.x1]
    while found and page.words[found[0]].box[0] < column.x0 and _is(page, found[0], _BEFORE):
        found = found[1:]
    while found and _is(page, found[-1], _TAPE):
        found = found[:-1]
    return found


def _is(page: Page, word: int, pattern: re.Pattern[str]) -> bool:
    return bool(pattern.fullmatch(page.words[word].text))


def _read_name(page: Page, number: int, words: Sequence[int]) -> Field | None:
    text = page.text_of(words)
    if not _LETTER.search(text):
        return None
    box = page.box_of(words)
    return Field(value=text, raw=text, confidence=_NAME_SURE, page=number, box=box, origin="rule")
