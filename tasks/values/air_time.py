"""Papers on time bought of a station: orders of spots, each of a length at a rate, and bills.

    Program        Days      Time     Len   Rate     Spots   Total
    Morning News   MTWTF--   5A-7A    :30   60.00    20      1,200.00

Its caption names the advertiser, who is the buyer; the agency that orders for him is not.
"""

import re
from collections.abc import Iterator, Sequence

from schemas.document import Page
from tasks.values.cells import Row, cell_texts, find_rows

_WORD = re.compile(r"[a-z]+")
_SPOTS = frozenset({"spots", "spts", "spt", "announcements"})
_PRICED = frozenset({"rate", "rates", "cost", "amount", "total"})
#: Columns of what is on air, and when: a car park, too, lets spots at a rate.
_ON_AIR = frozenset(
    {"len", "length", "dur", "duration", "daypart", "program", "programme", "network", "station"}
)
_FLIGHT = re.compile(r"\bflight(?: dates?| range)*:?\s[0-9]", re.IGNORECASE)
#: Its title or a caption: few words, one of them "contract".
_CONTRACT = re.compile(r"(?:[\w&/#.-]+ ){0,4}contract(?! terms)(?:\W|$)", re.IGNORECASE)
#: A column for each: "M T W T F S S", "Mo Tu We Th Fr Sa Su".
_WEEKDAY = re.compile("M|T|W|F|S|Mo|Tu|We|Th|Fr|Sa|Su|Mon|Tue|Wed|Thu|Fri|Sat|Sun", re.IGNORECASE)
_DAYS_N = 7
_LONG_ENOUGH_N = 2  # such columns, without the spots'
_HEADS_N = 3  # captions side by side, at least
_CAPTION_N = 7  # words of one, besides the days of the week
_AMOUNT = re.compile(r"[0-9][.,][0-9]{2}(?![0-9])")  # among captions are days, "10/17", at most
_BELOW_N = 4  # rows below captions, the first of which are at times their second halves
#: Each in a group of its own: one of them alone may be of a shop's radios or a bus's stations.
_WORDS = re.compile(
    r"\b(?:(spots|werbespots?)|(aired|air ?(?:day|date|time)s?)|(advertisers?|annonceur|werbekunde)"
    r"|(affidavits?)|(dayparts?)|(isci)|(syscode)|((?:radio|television|tv) (?:network|station)s?)"
    r"|((?:first|last) (?:broadcast|air date)s?)|((?:no\.|number) of announcements)"
    r"|(flight(?: dates?)?)|(impressions)"
    r"|(broadcast(?:s|er|ed|ing)?|sendezeit(?:en)?|diffusions?)|(stations?)|(radio|hörfunk)"
    r"|(television))\b",
    re.IGNORECASE,
)
_TELLING_N = 10  # the first groups; of the rest a film's crew or a journey's bill may name two
_WORDS_N = 2
#: Words that nobody else has: a shop sells radios, a traveller flies from a station.
_ONLY_ON_AIR = re.compile(
    r"\b(?:aired|air ?(?:day|date|time)s|advertisers?|annonceur|werbekunde|affidavits?|dayparts?"
    r"|isci|syscode|(?:no\.|number) of announcements)\b",
    re.IGNORECASE,
)


def sells_spots(pages: Sequence[Page]) -> bool:
    """Whether a row heads columns of spots and of their price, and of what is on air.

    Or the page says when they are: "flight 10/14/2024 to 11/05/2024".
    """
    flight = any(_FLIGHT.search(row.text) for page in pages for row in find_rows(page))
    return any(_heads_spots(text, needs_air=not flight) for text in _table_heads(pages))


def is_of_air_time(pages: Sequence[Page]) -> bool:
    """The same, or such a table whose spots stand below the weeks: "Daypart, Len, Rate, 10/10"."""
    return sells_spots(pages) or any(map(heads_air_time, _table_heads(pages)))


def _table_heads(pages: Sequence[Page]) -> Iterator[str]:
    """The rows that may be captions, cells side by side with numbers below, and no sentences.

    "The Station shall air thirty spots at a total of $500 per month." heads no table.
    """
    for page in pages:
        rows = find_rows(page)
        for at, row in enumerate(rows):
            below = rows[at + 1 : at + 1 + _BELOW_N]
            if _is_head(row) and any(re.search(r"[0-9]", one.text) for one in below):
                yield row.text


def _is_head(row: Row) -> bool:
    if row.text.endswith((".", ";")) or _AMOUNT.search(row.text):
        return False
    words = [[w for w in c.text.split() if not _WEEKDAY.fullmatch(w)] for c in row.cells]
    return len(words) >= _HEADS_N and all(len(cell) <= _CAPTION_N for cell in words)


def is_stations_contract(pages: Sequence[Page]) -> bool:
    """Whether the station writes such a paper, which it calls a contract: "Contract # 40188".

    An agency writes buys and orders.
    """
    named = any(_CONTRACT.match(text) for text in cell_texts(pages[:1]))
    return named and sells_spots(pages)


def _heads_spots(text: str, *, needs_air: bool) -> bool:
    words = set(_WORD.findall(text.lower()))
    spots = words & _SPOTS or "spot rate" in text.lower()
    return bool(spots and words & _PRICED and (words & _ON_AIR or not needs_air))


def heads_air_time(text: str) -> bool:
    """Whether a row heads two columns of what is on air, and one of its price.

    Those of the days of a week count as one, as does one of spots beside them: "Program, Mo, Tu,
    We, Th, Fr, Sa, Su, Rate".
    """
    words = set(_WORD.findall(text.lower()))
    told = len(words & (_ON_AIR | {"week"}))
    if _heads_days(text):
        told += 1 + bool(words & _SPOTS)
    return bool(words & _PRICED) and told >= _LONG_ENOUGH_N


def _heads_days(text: str) -> bool:
    return sum(bool(_WEEKDAY.fullmatch(word)) for word in text.split()) >= _DAYS_N


def airs_by_days(pages: Sequence[Page]) -> bool:
    """Whether such a table has a column for each day of the week."""
    return any(_heads_days(text) and heads_air_time(text) for text in _table_heads(pages))


def speaks_of_air_time(pages: Sequence[Page]) -> bool:
    """Whether a paper speaks of air time in two ways, one telling: "Total Spots", "Radio"."""
    texts = (text for page in pages for text in page.row_texts())
    groups = {match.lastindex or 0 for text in texts for match in _WORDS.finditer(text)}
    return len(groups) >= _WORDS_N and min(groups) <= _TELLING_N


def sells_air_time(pages: Sequence[Page]) -> bool:
    """Whether a table is of spots and their price, or both head and words are of time on air.

    "Week, Duration, Rate" alone heads a timesheet, "station" and "flight" are of a journey.
    """
    if sells_spots(pages):
        return True
    if not speaks_of_air_time(pages):
        return False
    told = any(_ONLY_ON_AIR.search(text) for page in pages for text in page.row_texts())
    return told or is_of_air_time(pages)
