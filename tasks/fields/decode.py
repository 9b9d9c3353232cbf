"""Entities → one value per header field, chosen together.

Each field takes the candidate with the best joint score: repeated values support each other, and
among near-equal amounts those win whose arithmetic fits.
"""

from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import Tags
from schemas.record import Fields
from schemas.vocabulary import PERIOD, REPEATED_FIELDS
from tasks.fields.candidates import (
    KINDS,
    Calibrate,
    Reading,
    gather_candidates,
    gather_second_best,
    part_names,
)
from tasks.fields.choose_amounts import AMOUNTS, choose_amounts
from tasks.fields.choose_dates import choose_dates
from tasks.values.entities import Entity
from tasks.values.normalize import Conventions

_SOFT = 0.25  # least probability of a second-best label to fill a field nobody else fills
_SOFT_TOTAL = 0.1  # the same for a total: nearly every document with amounts has one


def decode_fields(
    pages: Sequence[Page],
    tags: Tags,
    entities: Sequence[Entity],
    conventions: Conventions,
    calibrate: Calibrate,
    *,
    cash: bool,
) -> Fields:
    """One field per header label (a list for repeated ones), only those found.

    `cash`: whether of two totals the one rounded to what coins can pay was meant, as on receipts.
    """
    read = Reading(pages, tags, conventions, calibrate)
    dates = choose_dates(pages, tags, conventions.date_order)
    candidates = {
        name: gather_candidates(name, _entities_of(name, dates, entities), read) for name in KINDS
    }
    chances = _best_chances(tags)
    without = {*REPEATED_FIELDS, *(() if dates.keys() & {*PERIOD} else PERIOD)}
    for name in KINDS:
        least = _SOFT_TOTAL if name == "total_gross" else _SOFT
        wanted = not candidates[name] and name not in without
        if wanted and chances.get(name, 0.0) >= least:
            candidates[name] = gather_second_best(name, read, least)
    part_names(candidates)
    chosen = choose_amounts(candidates, chances, read, cash=cash)
    fields: Fields = {}
    for name, options in candidates.items():
        if name in REPEATED_FIELDS:
            if options:
                in_order = sorted(options, key=lambda c: (c.entity.page, c.entity.rows))
                fields[name] = [option.to_field() for option in in_order]
        elif name in chosen:
            fields[name] = chosen[name].to_field()
        elif options and name not in AMOUNTS:
            fields[name] = max(options, key=lambda c: c.score).to_field()
    return fields


def _best_chances(tags: Tags) -> dict[str, float]:
    """The highest probability of each label on any word."""
    best: dict[str, float] = {}
    for page_tags in tags:
        for tag in page_tags:
            for label, chance in ((tag.label, tag.confidence), *tag.alternatives):
                if chance > best.get(label, 0.0):
                    best[label] = chance
    return best


def _entities_of(name: str, dates: dict[str, Entity], entities: Sequence[Entity]) -> list[Entity]:
    """The chosen date, or what is tagged; of a period, if its other end was chosen."""
    if name in dates:
        return [dates[name]]
    if name in PERIOD and not any(end in dates for end in PERIOD):
        return []
    return [entity for entity in entities if entity.label == name]
