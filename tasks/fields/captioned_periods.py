"""The period that a page names: "Leistungszeitraum 01.03.–31.03.2025", "Arrival", "Departure"."""

import datetime
import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from itertools import chain, islice, pairwise, repeat

from schemas.vocabulary import PERIOD
from tasks.fields.flight_words import BROADCASTS, FLIGHT, RUN, RUN_DATES, RUNNING, SCHEDULE
from tasks.fields.work_periods import AMOUNT_CELL, find_work_period
from tasks.values.cells import Cell, Row
from tasks.values.dates import (
    DateOrder,
    FoundDate,
    find_dates,
    find_open_starts,
    month_number,
)
from tasks.values.head_words import AMOUNTS, COUNTS, NAMES, PRICES, THINGS, UNITS

_CAPTION = re.compile(
    r"(?:^|\t)(?:(?:abrechnungs|rechnungs)(?:zeitraum|periode)|leistungsperiode"
    r"|billing period|période (?:de (?:facturation|consommation|service|transport"
    r"|livraison|location)|concernée|facturée))(?!\w)",
    re.IGNORECASE,
)
#: What a bill is for, unless it is of time on air: there it is the month of the station's books,
#: and the flight is what was bought.
_BILLED = re.compile(r"(?:^|\t)invoice period(?!\w)", re.IGNORECASE)
#: Captions that may as well be of an item, below its name.
_BARE_CAPTION = re.compile(
    r"(?:(?:^|\t)(?:(?:leistungs|liefer|leih|miet)?zeitraum|leihdauer|period|période|periodo|periode"
    r"|dates(?=\s?:))"
    r"|(?:^|\t)abrechnung(?=:?\s[0-9. ]{5,11}[-–])"
    r"|(?<=[,;] )(?:leistungs|abrechnungs)zeitraum)(?!\w)",
    re.IGNORECASE,
)
#: A sentence on when what is billed was done: "Pour les opérations effectuées du 1er au 31 mai".
_DONE = re.compile(
    r"(?:^|\t|(?<=[–—] ))(?:pour )?(?:les |nos |vos )?"
    r"(?:facturation du"
    r"|(?:opérations|prestations|travaux|interventions|services)"
    r"(?: (?:effectu|fourni|rendu|réalis|exécut)\w+)? du"
    r"|(?:für )?(?:unsere |die )?(?:leistungen|arbeiten|lieferungen) (?:im zeitraum )?vom"
    r"|(?:for )?(?:services|work) (?:rendered|provided|performed|done) from"
    r"|totaux du|totals from|(?:summen?|umsätze) vom)(?= [0-9])",
    re.IGNORECASE,
)
#: A guest's stay is the period that a hotel bills.
_STAY = tuple(
    re.compile(
        rf"(?:^|\t| [—–|·•] |(?<=[0-9]),? )(?:{words})(?:[ -]?(?:dat(?:e|um)|tag))?\s?:?(?=\s|$)",
        re.IGNORECASE,
    )
    for words in (
        r"arrival|arrived|check[ -]?in|anreise|arrivée|arrivo|llegada|aankomst",
        r"departure|departed|check[ -]?out|abreise|départ|partenza|salida|vertrek",
    )
)
#: Captions of its two ends: "PERIOD FROM", "PERIOD TO".
_ENDS = tuple(
    re.compile(rf"(?:^|\t)(?:{words})\s?:?(?=\s|$)", re.IGNORECASE)
    for words in (
        r"(?:billing )?period (?:from|start)|start of period|flight start(?:ing)?(?: date)?"
        r"|(?:leistungs)?zeitraum (?:von|ab|beginn)|leistung (?:von|ab)"
        r"|période du|début de (?:la )?période",
        r"(?:billing )?period (?:to|end|through)|end of period|flight end(?:ing)?(?: date)?"
        r"|(?:leistungs)?zeitraum (?:bis|ende)|leistung bis|période au|fin de (?:la )?période",
    )
)
#: Of a hire, which may be a lease of many years, billed by the month.
_HIRED = tuple(
    re.compile(rf"(?:^|\t)(?:{words})\s?:?(?=\s|$)", re.IGNORECASE)
    for words in (
        r"début de (?:la )?location|miet(?:beginn|e ab)"
        r"|(?:on[ -]hire|(?:hire|rental) (?:from|start))(?: date)?",
        r"fin de (?:la )?location|miet(?:ende|e bis)"
        r"|(?:off[ -]hire|(?:hire|rental) (?:to|end))(?: date)?",
    )
)
_YEAR = datetime.timedelta(days=360)
#: The same in a word each, which a colon makes a caption: "Du:", "Au:"; no columns of a table.
_BARE_ENDS = tuple(
    re.compile(rf"(?:^|\t)(?:(?:{bare})\s?:(?=\s|$)|{dated}\s?:?(?=\t|$))", re.IGNORECASE)
    for bare, dated in (
        (r"du|from|von|dal", r"from date(?!.*\tto date)"),
        (r"au|to|bis|al", "to date"),
    )
)
#: The end alone: of a week that is billed, of what was done up to a bill.
_END_ALONE = re.compile(
    r"(?:^|\t)(?:w/e|w\.e\.|(?:week|period|month)[ -]end(?:ing|ed)?"
    r"|for [^\t:]{0,40}\b(?:rendered|performed|provided) through)(?: date)?\s?:?(?=\s|$)",
    re.IGNORECASE,
)
#: A heading that names the month which is billed: "Ihre Rechnung für Oktober 2026".
_OF_MONTH = re.compile(
    r"(?:^|\t)(?:[^\W\d_]+ )?(?:[^\W\d_]+-?)?(?:rechnung|bill|invoice|facture)"
    r" (?:für|for|de|du mois d(?:e |['’]))\s?(?:den monat )?(?P<month>[^\W\d_]+)"
    r" (?P<year>20[0-9]{2})(?=\t|$)",
    re.IGNORECASE,
)
_EDGE = 0.02  # of the page's width: how far left edges of a caption and its date differ
#: What stands before the end of a period.
_UNTIL = re.compile(r"(?:^|\t)(?:to|until|through|bis|au|al|tot|t/m|[-–])\s$", re.IGNORECASE)
#: What ends a row that breaks within a period: "03.11.2025 –".
_BROKEN = re.compile(r"\s?(?:[-–—]|bis|to|until|au|al|tot)\s*", re.IGNORECASE)
#: What stands before both ends: "du 16/03/2026 au 31/03/2026".
_FROM = re.compile(r"(?:vom|von|from|du|dal|del|desde(?: el)?|van)", re.IGNORECASE)
#: What columns of a table of items are called.
_COLUMN = re.compile(
    rf"\b(?:{NAMES}|{THINGS}|{COUNTS}|{UNITS}|{PRICES}|{AMOUNTS})\b", re.IGNORECASE
)
_BELOW_N = 2  # rows below a caption or a beginning, in which a day or an end may stand

_Named = tuple[str, str, tuple[int, ...]]


def find_periods(
    rows: Sequence[Row], order: DateOrder, *, stays: bool, on_air: bool = False
) -> Iterator[_Named]:
    """Field, value and words of both ends of each period of a page that a caption names.

    stays: whether a guest's nights are one, on a paper that names no other; on_air: whether what
    starts and ends is the time for which spots are sold.
    """
    named = (
        (list(_find_named(rows, SCHEDULE, order)) if on_air else [])
        or list(_find_named(rows, _CAPTION, order))
        or ([] if on_air else list(_find_named(rows, _BILLED, order)))
        or list(_find_named(rows, _BARE_CAPTION, order))
        or list(_find_ends(rows, _ENDS, order))
        or list(_find_hire(rows, order))
        or list(_find_ends(rows, BROADCASTS, order))
        or (list(_find_ends(rows, RUN_DATES, order)) if on_air else [])
        or list(_find_ends(rows, _BARE_ENDS, order))
        or list(_find_named(rows, FLIGHT, order))
        or (list(_find_ends(rows, RUN, order)) if on_air else [])
    )
    if not named:
        done = list(_find_named(rows, _DONE, order))
        done = done or list(_find_named(rows, RUNNING, order))
        named = done if len(done) == len(PERIOD) else []  # else each is of an item
    named = named or list(_find_headed(rows, order))
    named = named or (list(find_stay(rows, order)) if stays else [])
    named = named or list(find_work_period(rows, order))
    yield from named or _find_end_alone(rows, order)


def _find_headed(rows: Sequence[Row], order: DateOrder) -> Iterator[_Named]:
    """The first and last day, printed side by side, of the one month that a heading bills."""
    heads = (match for row in rows for match in _OF_MONTH.finditer(row.text))
    months = {(int(match["year"]), month_number(match["month"])) for match in heads}
    year, month = months.pop() if len(months) == 1 else (0, 0)
    if not month:
        return
    ends = [datetime.date(year, month, day) for day in (1, monthrange(year, month)[1])]
    for row in rows:
        days = find_dates(row.text, order)
        if [day.value for day in days] == ends:
            for name, day in zip(PERIOD, days, strict=True):
                yield name, str(day.value), row.words_at(day.start, day.end)


def bills_nights(rows: Sequence[Row], order: DateOrder) -> bool:
    """Whether a page names the days of a guest's arrival and a later departure."""
    return any(find_stay(rows, order))


def find_stay(rows: Sequence[Row], order: DateOrder) -> Iterator[_Named]:
    """The days of a guest's arrival and a later departure."""
    return _find_ends(rows, _STAY, order)


def _find_named(
    rows: Sequence[Row], caption: re.Pattern[str], order: DateOrder
) -> Iterator[_Named]:
    for at, row in enumerate(rows):
        for match in caption.finditer(row.text):
            dates = [d for d in find_dates(row.text, order) if d.start >= match.end()]
            opened = [one.start for one in find_open_starts(row.text, order) if one.end in dates]
            if len(dates) == len(opened) == 1:
                dates = [*opened, *dates]
            places = [(row, date) for date in dates] or _fill_below(rows, at, match, order)
            if len(places) == 1 == len(dates):
                places += _find_end(row, dates[0], rows[at + 1 : at + 1 + _BELOW_N], order)
            if len(places) == 2 and places[0][1].value <= places[1][1].value:
                for name, (own, date) in zip(PERIOD, places, strict=True):
                    yield name, str(date.value), own.words_at(date.start, date.end)


def _fill_below(
    rows: Sequence[Row], at: int, caption: re.Match[str], order: DateOrder
) -> list[tuple[Row, FoundDate]]:
    """The dates of a period right below its caption, if each is all that its cell there says.

    The caption is all of its own cell, and heads no column of a table. The period may break:

    Leistungszeitraum
    01.05.2026 –
    31.05.2026
    """
    words = rows[at].words_at(*caption.span())
    head = rows[at].cell_of(words[0])
    if head.text.rstrip(" :") != caption.group().strip():
        return []
    opened = not _heads_items(rows, at)
    spans = (
        (row, _find_alone(row, cell, order, opened=opened))
        for row in rows[at + 1 :]
        for cell in row.cells
        if abs(cell.x0 - head.x0) < _EDGE
    )
    nothing: tuple[Row, list[FoundDate]] = rows[at], []
    (first, days), (second, more), (_, last) = islice(chain(spans, repeat(nothing)), 3)
    if len(days) == 1 and _BROKEN.fullmatch(first.text[days[0].end :].partition("\t")[0]):
        return [(first, days[0]), (second, more[0])] if len(more) == 1 and not last else []
    return [(first, day) for day in days] if len(days) == 2 and not more else []


def _heads_items(rows: Sequence[Row], at: int) -> bool:
    """Whether row `at` heads a table of items, each with a period of its own.

    Bezeichnung     Zeitraum            Menge    Betrag
    Wartung Tor     01.10.–31.10.2026       1    300,00
    """
    head, below = rows[at], rows[at + 1 : at + 3]
    if sum(bool(_COLUMN.search(cell.text)) for cell in head.cells) > 1:
        return True
    ends = [cell.text for row in below[:1] for cell in row.cells]
    listed = len(head.cells) > 2 and any(AMOUNT_CELL.fullmatch(text) for text in ends)
    return listed or any(len(row.cells) == len(head.cells) > 2 for row in below[1:])


def _find_alone(row: Row, cell: Cell, order: DateOrder, *, opened: bool) -> list[FoundDate]:
    """The dates of a cell that says nothing else but from when until when: "01.03.–31.03.2026".

    opened: whether a beginning without its year counts, which a column of items may have, too.
    """
    start = row.start_of(cell)
    end = start + len(cell.text)
    starts = [one.start for one in find_open_starts(row.text, order)] if opened else []
    days = [*find_dates(row.text, order), *starts]
    days = sorted(
        (day for day in days if start <= day.start and day.end <= end), key=lambda day: day.start
    )
    words = [{*row.words_at(day.start, day.end)} for day in days]
    if any(one & other and one != other for one, other in pairwise(words)):
        return []  # of "1–30 November" but the end could be kept
    ends = [(start, start), *((day.start, day.end) for day in days), (end, end)]
    first, *between = (row.text[a[1] : b[0]].strip(" .") for a, b in pairwise(ends))
    alone = not first or _FROM.fullmatch(first) or _BROKEN.fullmatch(first)
    return days if alone and all(not t or _BROKEN.fullmatch(t) for t in between) else []


def _find_end(
    row: Row, date: FoundDate, rows: Sequence[Row], order: DateOrder
) -> list[tuple[Row, FoundDate]]:
    """The end of a period whose row breaks behind its beginning, or has the end right below that.

    "03.11.2025 –" above "30.11.2025", "du 27/05/2024" above "au 25/11/2024".
    """
    next_days = find_dates(rows[0].text, order) if rows else []
    if next_days and not next_days[0].start and _BROKEN.fullmatch(row.text[date.end :]):
        return [(rows[0], next_days[0])]
    cell = row.cell_of(row.words_at(date.start, date.end)[0])
    under = _find_under(cell, rows, order)
    found = [(own, day) for own, day in under if _UNTIL.search(own.text[: day.start])]
    return found if len(found) == 1 else []


def _find_under(cell: Cell, rows: Sequence[Row], order: DateOrder) -> list[tuple[Row, FoundDate]]:
    """The dates at a cell's left edge, in the first row that has anything there."""
    for row in rows:
        under = {w for c in row.cells if abs(c.x0 - cell.x0) < _EDGE for w in c.words}
        if under:
            days = find_dates(row.text, order)
            return [(row, d) for d in days if under.issuperset(row.words_at(d.start, d.end))]
    return []


def _find_ends(
    rows: Sequence[Row], captions: Sequence[re.Pattern[str]], order: DateOrder
) -> Iterator[_Named]:
    """The days that two captions name, as of arrival and departure, with a night in between."""
    ends = [list(_find_days(rows, caption, order)) for caption in captions]
    days = [{date.value for _, date in end} for end in ends]
    if all(len(day) == 1 for day in days) and min(days[0]) < min(days[1]):
        for name, end in zip(PERIOD, ends, strict=True):
            for row, date in end:
                yield name, str(date.value), row.words_at(date.start, date.end)


def _find_hire(rows: Sequence[Row], order: DateOrder) -> Iterator[_Named]:
    """The days of a hire of less than a year, on a page that speaks of no other period."""
    if any(_CAPTION.search(row.text) or _BARE_CAPTION.search(row.text) for row in rows):
        return
    ends = list(_find_ends(rows, _HIRED, order))
    days = [datetime.date.fromisoformat(day) for _, day, _ in ends]
    if days and max(days) - min(days) < _YEAR:
        yield from ends


def _find_end_alone(rows: Sequence[Row], order: DateOrder) -> Iterator[_Named]:
    """The day up to which a page bills, where it names but one."""
    days = list(_find_days(rows, _END_ALONE, order))
    if len({date.value for _, date in days}) == 1:
        for row, date in days:
            yield PERIOD[1], str(date.value), row.words_at(date.start, date.end)


def _find_days(
    rows: Sequence[Row], caption: re.Pattern[str], order: DateOrder
) -> Iterator[tuple[Row, FoundDate]]:
    """The dates behind a caption, or right below it."""
    for at, row in enumerate(rows):
        for match in caption.finditer(row.text):
            beside = [d for d in find_dates(row.text, order) if 0 < d.start - match.end() <= 1]
            if beside:
                yield row, beside[0]
                continue
            head = row.cell_of(row.words_at(*match.span())[0])
            yield from _find_under(head, rows[at + 1 : at + 1 + _BELOW_N], order)
