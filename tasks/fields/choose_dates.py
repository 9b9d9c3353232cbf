"""Every complete date on the pages → one for each date field, chosen by the model's opinion.

The model may tag half a date, or the wrong one of two beside each other. So the dates themselves
are found by their form, and the model's probabilities only say which one is which field. The two
ends of a period are chosen together: in order, and best where they are printed as one range.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import mean

from schemas.document import Page
from schemas.prediction import Tags
from schemas.record import Field, Fields
from schemas.vocabulary import DATE_FIELDS, PERIOD
from tasks.fields.printed_dates import Span, find_printed_dates, to_entity
from tasks.values.dates import DateOrder
from tasks.values.entities import Entity, probability
from tasks.values.named_fields import without

_RANGE_MARK = re.compile(r"(?:[-–—]|to|thru|through|until|bis|au|al|tot|a|t/m)?", re.IGNORECASE)
_LEAST = 0.25  # probability from which a date may be a field
_LEAST_LONE = 0.8  # the same, for one end of a period without the other
_LEAST_ALONE = 0.03  # the same, for a date of issue where nothing better is printed
_RANGE_BONUS = 1.5
_REPEAT_BONUS = 0.35
_SAME_DAY = 0.6  # how sure it is that a paper was written on the day of the delivery
_ENDS_N = 8  # candidates for each end of a period


def choose_dates(pages: Sequence[Page], tags: Tags, order: DateOrder) -> dict[str, Entity]:
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
    return {name: to_entity(pages, name, span) for name, span in chosen.items()}


def drop_crossed_end(fields: Fields) -> Fields:
    """The fields without the less sure end of a period that would end before it starts."""
    start, end = (fields.get(name) for name in PERIOD)
    if not isinstance(start, Field) or not isinstance(end, Field) or start.value <= end.value:
        return dict(fields)
    weaker = PERIOD[start.confidence > end.confidence]
    return without(fields, weaker)


def date_by_delivery(fields: Fields) -> Fields:
    """The fields of a delivery note that prints no day but that of the delivery: it is its own."""
    day, issued = fields.get("delivery_date"), fields.get("issue_date")
    if not isinstance(day, Field):
        return dict(fields)
    if isinstance(issued, Field) and (issued.box is None or issued.box != day.box):
        return dict(fields)
    sure = min(day.confidence, _SAME_DAY)
    return {**fields, "issue_date": day.model_copy(update={"confidence": sure, "origin": "rule"})}


def find_spans(pages: Sequence[Page], tags: Tags, order: DateOrder) -> list[Span]:
    """All complete dates of all rows, with what the model makes of them."""
    return [
        span._replace(
            chances={
                name: _chance([probability(tags[span.page][i], name) for i in span.words])
                for name in DATE_FIELDS
            }
        )
        for span in find_printed_dates(pages, order)
    ]


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
