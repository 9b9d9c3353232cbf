"""Every complete date on the pages → one for each date field, chosen by the model's opinion.

The model may tag half a date, or the wrong one of two beside each other. So the dates themselves
are found by their form, and the model's probabilities only say which one is which field. The two
ends of a period are chosen together: in order, and best where they are printed as one range.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import mean
from typing import NamedTuple

from schemas.document import Page, union
from schemas.prediction import WordTag
from schemas.record import Field
from schemas.vocabulary import CONTRACT_FIELDS, INVOICE_FIELDS, Kind
from tasks.fields.claims import Claim
from tasks.values.cells import find_rows, word_rows
from tasks.values.dates import DateOrder, FoundDate, find_dates, find_open_starts
from tasks.values.day_words import is_paid_on
from tasks.values.entities import Entity, probability

DATE_FIELDS = tuple(
    name for name, (kind, _) in {**INVOICE_FIELDS, **CONTRACT_FIELDS}.items() if kind is Kind.DATE
)
PERIOD = ("period_start", "period_end")
_RANGE_MARK = re.compile(r"(?:[-–—]|to|thru|through|until|bis|au|al|tot|a|t/m)?", re.IGNORECASE)
_LEAST = 0.25  # probability from which a date may be a field
_LEAST_LONE = 0.8  # the same, for one end of a period without the other
_LEAST_ALONE = 0.03  # the same, for a date of issue where nothing better is printed
_RANGE_BONUS = 1.5
_REPEAT_BONUS = 0.35
_LATEST = timedelta(days=120)  # after the date of issue, for a date to be due
_TOLD = 0.8  # how often a due date is right that only its place in time tells
_SAME_DAY = 0.6  # how sure it is that a paper was written on the day of the delivery
_DISCOUNT = re.compile(
    r"skonto|discount|escompte|korting|sconto|descuento|pronto pago", re.IGNORECASE
)
#: What stands behind, or before, the day on which all is due.
_WHOLE = (
    r"(?:(?:rein )?netto|ohne (?:jeden |weiteren )?abzug|without (?:deduction|discount)"
    r"|sans escompte)"
)
_WHOLE_BEHIND = re.compile(rf"\s*{_WHOLE}(?!\w)", re.IGNORECASE)
_WHOLE_BEFORE = re.compile(rf"(?<!\w){_WHOLE} (?:bis|by|avant le)(?: zum)?\s*$", re.IGNORECASE)
_UNTIL = re.compile(r"(?<!\w)(?:bis|by|avant le)(?: zum)?\s*$", re.IGNORECASE)
#: What stands before a date on which a paper was made, or from which on something is so.
_NOT_DUE = re.compile(
    r"(?<!\w)(?:(?:erstellt|gedruckt|ausgestellt|ausgefertigt) am"
    r"|(?:émis|établi|édité|imprimé)e? le|(?:issued|printed|prepared|created)(?: on)?"
    r"|from|ab(?: dem)?|seit(?: dem)?|à (?:partir|compter) du|since|stand(?: vom)?"
    r"|kontostand am|solde au|balance (?:on|at))\s?:?\s?$",
    re.IGNORECASE,
)
#: What a sentence asks for by a date on which nothing is due: to be told of what is wrong.
_OBJECTS = re.compile(
    r"abweichung|einwendung|einwände|einspruch|unstimmigkeit|differenzen|discrepanc|objection"
    r"|(?<!\w)(?:quer(?:y|ies)|disputes?)(?!\w)|écarts|réclamation|contestation|anomalie"
    r"|discrepancia|contestazion|bezwaar|afwijking",
    re.IGNORECASE,
)
_DUE = re.compile(
    r"fällig|zahl|due|pay|überweis|gleich|eingezogen|abgebucht|échéance|règl|prélev|vir(?:er|ez)"
    r"|verse[rz]|sold(?:er|ez)|collect|debit|settle|remit|saldar",
    re.IGNORECASE,
)
_YEAR = re.compile(r"20[0-9]{2}(?![\w-])")
_SAME_LEFT = 0.01  # of the page's width: how far its left edges differ
_TEXT_N = 6  # words of a line that may be wrapped
_ENDS_N = 8  # candidates for each end of a period


class Span(NamedTuple):
    """A date, the words that print it, and the probability of each date field."""

    value: date
    page: int  # from 0
    words: tuple[int, ...]
    chances: Mapping[str, float]
    #: Of a period's beginning without its year: the words of the date that ends it.
    until: tuple[int, ...] = ()


def choose_dates(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]], order: DateOrder
) -> dict[str, Entity]:
    """The entity of each date field that is printed, most probably."""
    spans = find_spans(pages, tags, order)
    chosen: dict[str, Span] = {}
    period = _choose_period(pages, spans)
    if period is not None:
        chosen.update(zip(PERIOD, period, strict=True))
    for name in DATE_FIELDS:
        if name in PERIOD and period is not None:
            continue
        best = _best(spans, name, [span for span in chosen.values() if name in PERIOD])
        if best is not None:
            chosen[name] = best
    _drop_impossible_end(chosen)
    _drop_doubtful_end(pages, chosen)
    return {name: _to_entity(pages, name, span) for name, span in chosen.items()}


def drop_crossed_end(fields: Mapping[str, Field | list[Field]]) -> dict[str, Field | list[Field]]:
    """The fields without the less sure end of a period that would end before it starts."""
    start, end = (fields.get(name) for name in PERIOD)
    if not isinstance(start, Field) or not isinstance(end, Field) or start.value <= end.value:
        return dict(fields)
    weaker = PERIOD[start.confidence > end.confidence]
    return {name: found for name, found in fields.items() if name != weaker}


def drop_early_due_date(
    fields: Mapping[str, Field | list[Field]], claims: Sequence[Claim]
) -> dict[str, Field | list[Field]]:
    """The fields without a due date before the date of issue, where no caption calls it one.

    It is the date of an order or a delivery; where a caption names it, a clerk has to look.
    """
    issued, due = fields.get("issue_date"), fields.get("due_date")
    early = isinstance(issued, Field) and isinstance(due, Field) and due.value < issued.value
    if early and not any(claim.label == "due_date" for claim in claims):
        return {name: found for name, found in fields.items() if name != "due_date"}
    return dict(fields)


def date_by_delivery(
    fields: Mapping[str, Field | list[Field]],
) -> dict[str, Field | list[Field]]:
    """The fields of a delivery note that prints no day but that of the delivery: it is its own."""
    day = fields.get("delivery_date")
    if "issue_date" in fields or not isinstance(day, Field):
        return dict(fields)
    sure = min(day.confidence, _SAME_DAY)
    return {**fields, "issue_date": day.model_copy(update={"confidence": sure, "origin": "rule"})}


def drop_other_due_date(
    fields: Mapping[str, Field | list[Field]],
    pages: Sequence[Page],
    order: DateOrder,
    claims: Sequence[Claim],
) -> dict[str, Field | list[Field]]:
    """The fields without a due date that is the day of something else; a captioned one stays."""
    due = fields.get("due_date")
    if not isinstance(due, Field) or any(claim.label == "due_date" for claim in claims):
        return dict(fields)
    day = date.fromisoformat(due.value)
    before = [
        row.text[: found.start]
        for page in pages
        for row in find_rows(page)
        for found in find_dates(row.text, order)
        if found.value == day
    ]
    rest = [text for text in before if not is_paid_on(text)]
    led = len(rest) < len(before) or any(_NOT_DUE.search(t) or _OBJECTS.search(t) for t in rest)
    if not led or any(_DUE.search(text) for text in rest):
        return dict(fields)
    return {name: found for name, found in fields.items() if name != "due_date"}


def find_due_date(
    fields: Mapping[str, Field | list[Field]],
    pages: Sequence[Page],
    order: DateOrder,
    *,
    reminds: bool,
) -> dict[str, Field | list[Field]]:
    """The fields with the due date that the model took another for.

    Of the dates of one cell that grants a discount, the last is when all is due; where there is no
    due date, the day that all is to be paid by "without deduction" is. A reminder repeats when its
    invoices were due; its own deadline is later than itself.
    """
    issued, due = fields.get("issue_date"), fields.get("due_date")
    if not isinstance(issued, Field):
        return dict(fields)
    known = isinstance(due, Field) and due.value >= issued.value
    granted = date.fromisoformat(due.value) if isinstance(due, Field) and known else None
    start = date.fromisoformat(issued.value)
    taken = {f.value for n, f in fields.items() if isinstance(f, Field) and n != "due_date"}
    spans = [
        span
        for span in _find_printed(pages, order)
        if start < span.value <= start + _LATEST
        and span.value.isoformat() not in taken
        and not span.until
    ]
    if granted is not None:
        in_whole = [s for s in spans if s.value > granted and _is_due_in_whole(pages, s, order)]
        spans = _beside_discount(pages, spans, granted) or (
            in_whole if _is_of_discount(pages, granted, order) else []
        )
    elif not reminds:
        spans = [span for span in spans if _is_due_in_whole(pages, span, order)]
    if len({span.value for span in spans}) != 1:
        return dict(fields)
    entity = _to_entity(pages, "due_date", spans[0]._replace(chances={"due_date": _TOLD}))
    found = Field(
        value=spans[0].value.isoformat(),
        raw=entity.text,
        confidence=_TOLD,
        page=entity.page + 1,
        box=entity.box,
        origin="rule",
    )
    return {**fields, "due_date": found}


def _beside_discount(pages: Sequence[Page], spans: Sequence[Span], due: date) -> list[Span]:
    """The last date of the cell that grants a discount up to `due`."""
    for number, page in enumerate(pages):
        for row in find_rows(page):
            for cell in row.cells:
                here = [s for s in spans if s.page == number and set(s.words) <= set(cell.words)]
                if _DISCOUNT.search(cell.text) and due in {span.value for span in here}:
                    last = max(here, key=lambda span: span.value)
                    return [last] if last.value > due else []
    return []


def _is_of_discount(pages: Sequence[Page], due: date, order: DateOrder) -> bool:
    """Whether each print of a date is what a cell grants a discount up to."""
    texts = [
        cell.text
        for page in pages
        for row in find_rows(page)
        for cell in row.cells
        if any(found.value == due for found in find_dates(cell.text, order))
    ]
    return bool(texts) and all(_DISCOUNT.search(text) for text in texts)


def _is_due_in_whole(pages: Sequence[Page], span: Span, order: DateOrder) -> bool:
    """Whether the print says that all is due on a date: "bis 16.04.2026 ohne Abzug"."""
    for row in find_rows(pages[span.page]):
        for found in find_dates(row.text, order):
            if row.words_at(found.start, found.end) != span.words:
                continue
            before, behind = row.text[: found.start], row.text[found.end :]
            until = _UNTIL.search(before) and _WHOLE_BEHIND.match(behind)
            return bool(until or _WHOLE_BEFORE.search(before))
    return False


def find_spans(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]], order: DateOrder
) -> list[Span]:
    """All complete dates of all rows, with what the model makes of them."""
    return [
        span._replace(
            chances={
                name: _chance([probability(tags[span.page][i], name) for i in span.words])
                for name in DATE_FIELDS
            }
        )
        for span in _find_printed(pages, order)
    ]


def _find_printed(pages: Sequence[Page], order: DateOrder) -> Iterator[Span]:
    for number, page in enumerate(pages):
        printed = list(word_rows(page).values())
        yield from _find_wrapped(page, number, printed, order)
        for indices in printed:
            text, places = "", []
            for index in indices:
                start = len(text)
                text += page.words[index].text + " "
                places.append((start, len(text) - 1, index))
            opened = {one.end: one.start for one in find_open_starts(text, order)}
            for found in find_dates(text, order):
                words = _words_of(places, found)
                if begin := opened.get(found):
                    yield Span(begin.value, number, _words_of(places, begin), {}, words)
                yield Span(found.value, number, words, {})


def _find_wrapped(
    page: Page, number: int, rows: Sequence[Sequence[int]], order: DateOrder
) -> Iterator[Span]:
    """The dates of a text whose year stands at the beginning of the next line."""
    for row, below in pairwise(rows):
        year = page.words[below[0]].text
        lefts = [page.words[indices[0]].box[0] for indices in (row, below)]
        if len(row) < _TEXT_N or not _YEAR.match(year) or abs(lefts[0] - lefts[1]) > _SAME_LEFT:
            continue
        head = " ".join(page.words[i].text for i in row[-2:])
        for found in find_dates(f"{head} {year}", order):
            if found.start == 0:
                yield Span(found.value, number, (*row[-2:], below[0]), {})


def _words_of(places: Sequence[tuple[int, int, int]], found: FoundDate) -> tuple[int, ...]:
    """The words that print a date."""
    return tuple(i for a, b, i in places if a < found.end and b > found.start)


def _chance(word_chances: Sequence[float]) -> float:
    """A date of several words is one thing: its surest word speaks as loudly as all together."""
    return (max(word_chances) + mean(word_chances)) / 2


def _best(spans: Sequence[Span], name: str, taken: Sequence[Span]) -> Span | None:
    if name not in PERIOD:
        spans = [span for span in spans if not span.until]
    repeats = Counter(span.value for span in spans if span.chances[name] >= _LEAST)
    ranked = sorted(
        (span for span in spans if span not in taken),
        key=lambda s: (
            -(
                math.log(max(s.chances[name], 1e-4))
                + _REPEAT_BONUS * math.log(max(1, repeats[s.value]))
            )
        ),
    )
    if not ranked:
        return None
    best = ranked[0]
    if best.chances[name] >= _LEAST:
        return best
    if name != "issue_date":
        return None
    only_one = len({span.value for span in spans}) == 1
    return best if only_one or best.chances[name] >= _LEAST_ALONE else None


def _choose_period(pages: Sequence[Page], spans: Sequence[Span]) -> tuple[Span, Span] | None:
    """The best two ends in order; None where no pair is probable."""
    start_name, end_name = PERIOD
    starts = sorted(spans, key=lambda s: -s.chances[start_name])[:_ENDS_N]
    ends = sorted(spans, key=lambda s: -s.chances[end_name])[:_ENDS_N]
    ranges = [(a, b) for a, b in pairwise(spans) if _is_range(pages, a, b)]
    repeats = Counter((a.value, b.value) for a, b in ranges)
    pairs = [(a, b) for a in starts for b in ends] + ranges
    best: tuple[float, tuple[Span, Span]] | None = None
    for a, b in pairs:
        sum_of_chances = a.chances[start_name] + b.chances[end_name]
        either_way = sum_of_chances + a.chances[end_name] + b.chances[start_name]
        printed_as_range = (a, b) in ranges
        if a.value > b.value or (a.words == b.words and not printed_as_range):
            continue
        if (either_way if printed_as_range else sum_of_chances) < 2 * _LEAST:
            continue
        chance = either_way / 2 if printed_as_range else sum_of_chances / 2
        score = math.log(chance) + _RANGE_BONUS * printed_as_range
        score += _REPEAT_BONUS * math.log(max(1, repeats[a.value, b.value]))
        if best is None or score > best[0]:
            best = score, (a, b)
    return _share_word(*best[1]) if best else None


def _share_word(start: Span, end: Span) -> tuple[Span, Span]:
    """Both ends; in one word, each is as sure as the other: a word has but one label."""
    if start.words != end.words:
        return start, end
    sure = max(start.chances[PERIOD[0]], end.chances[PERIOD[1]])
    chances = {**start.chances, **dict.fromkeys(PERIOD, sure)}
    return start._replace(chances=chances), end._replace(chances=chances)


def _drop_impossible_end(chosen: dict[str, Span]) -> None:
    """Of two ends that stand in the wrong order the less probable one is no end."""
    start, end = (chosen.get(name) for name in PERIOD)
    if start is not None and end is not None and start.value > end.value:
        weaker = min(PERIOD, key=lambda n: chosen[n].chances[n])
        del chosen[weaker]


def _drop_doubtful_end(pages: Sequence[Page], chosen: dict[str, Span]) -> None:
    """One end alone is mostly the day of something else, unless the model is sure of it.

    Alone it also stands beside an improbable one, unless both are printed as a range.
    """
    ends = [chosen[name] for name in PERIOD if name in chosen]
    if len(ends) > 1 and _is_range(pages, *ends):
        return
    likely = [name for name in PERIOD if name in chosen and chosen[name].chances[name] >= _LEAST]
    alone = len(likely) == 1 and chosen[likely[0]].chances[likely[0]] < _LEAST_LONE
    for name in PERIOD:
        if name in chosen and (alone or name not in likely):
            del chosen[name]


def _is_range(pages: Sequence[Page], a: Span, b: Span) -> bool:
    """Whether both stand on one row with nothing but "-", "to", "bis" … between."""
    words = pages[a.page].words
    if a.page != b.page or words[a.words[0]].row != words[b.words[0]].row:
        return False
    if a.value > b.value:
        return False
    if b.words[0] <= a.words[-1]:
        return True  # "12/30/19-03/29/20" in one word
    between = " ".join(word.text for word in words[a.words[-1] + 1 : b.words[0]])
    if len(between) > 8 or not _RANGE_MARK.fullmatch(between):
        return False
    glued = words[a.words[-1]].text.endswith(("-", "–")) or words[b.words[0]].text.startswith("-")
    return bool(between) or glued


def _to_entity(pages: Sequence[Page], name: str, span: Span) -> Entity:
    words = [pages[span.page].words[index] for index in span.words]
    last = max(span.until or span.words)
    printed = pages[span.page].words[span.words[0] : last + 1] if span.until else words
    return Entity(
        label=name,
        page=span.page,
        words=span.words,
        text=" ".join(word.text for word in printed),
        box=union(word.box for word in words),
        confidences=(span.chances[name],),
        rows=tuple(sorted({word.row for word in words})),
    )
