"""Entities → one value per header field, chosen together.

Each field takes the candidate with the best joint score: repeated values support each other, and
among near-equal amounts those win whose arithmetic fits (total = net + tax + rounding).
"""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import product

from pydantic import BaseModel, ConfigDict

from schemas.document import Page
from schemas.prediction import WordTag
from schemas.record import Field, Fields
from schemas.vocabulary import CONTRACT_FIELDS, INVOICE_FIELDS, PARTY_NAMES, REPEATED_FIELDS, Kind
from tasks.fields.choose_dates import PERIOD, choose_dates
from tasks.sums.receipt_totals import find_proved_totals
from tasks.values.amounts import COIN
from tasks.values.entities import Entity, find_segments, join_entities, soften
from tasks.values.normalize import (
    Conventions,
    letters_of,
    mend_legal_form,
    normalise,
    tidy_address,
    tidy_name,
)
from tasks.values.person_words import MR

KINDS: dict[str, Kind] = {
    name: kind for name, (kind, _) in {**INVOICE_FIELDS, **CONTRACT_FIELDS}.items()
}

#: How sure the value of a field is, from its words: (label, confidences of the words) → 0–1.
Calibrate = Callable[[str, Sequence[float]], float]

#: Fields tied by arithmetic; chosen together.
_AMOUNTS = ("total_net", "total_tax", "total_gross", "rounding", "amount_due", "prepaid")
_TOP = 3  # candidates per field that take part in the joint choice
_BEHIND = 3.0  # log-score by which a candidate may trail its field's best and still take part
_FIT_BONUS = 1.2  # log-odds-like reward of one identity that holds
_REPEAT_BONUS = 0.35
_LENGTH_BONUS = 0.2  # that many words agree is no accident
_TORN = 0.4
_WHOLE_LEAST = 0.5  # confidence of an address to stand for its parts
_OTHER_NAME = 0.55  # the same of a name that a party has instead of the other's
_WHOLE_NAME_LEAST = 0.7  # the same of a name, for its first word alone
_PROVED_BONUS = 2.5
_PROVED_LEAST = 0.05  # what the model's opinion of a proved total counts for at least
_PROVED = 0.95  # how often a total is right that the amounts paid or added up come to
_SOFT = 0.25  # least probability of a second-best label to fill a field nobody else fills
_SOFT_TOTAL = 0.1  # the same for a total: nearly every document with amounts has one
_RIVAL = 0.05  # least probability of a second-best label to stand for election among amounts
_SURE = 0.99  # confidence of an amount that has no rivals among second-best labels
_DOUBLED = 6.0  # log-score that it costs to take one printed amount for net and total
_END_DATES = frozenset({"period_end", "due_date", "expiration_date"})
#: What a signature or a heading has before a name: "For Acme Ltd", "Firma Beispiel GmbH".
_BEFORE_NAME = re.compile(
    rf"(?:for|from|by|per|to|für|von|an|firma|fa\.|pour|de|m/s|messrs|{MR})\b",
    re.IGNORECASE,
)
#: What has a digit in it, or is but its beginning: "HRB".
_NUMBERED = frozenset(
    {"seller_registration_id", "invoice_number", "document_number", "preceding_invoice"}
)


class Candidate(BaseModel):
    """One possible value of a header field, and all the places that print it."""

    model_config = ConfigDict(frozen=True)

    value: str
    entity: Entity
    confidence: float
    repeats_n: int = 1
    support: float = 0.0  # of arithmetic, as a log-score

    @property
    def score(self) -> float:
        """Log of the confidence, raised by repetition, lowered where the beginning is missing."""
        score = math.log(max(self.confidence, 1e-4)) + self.support
        score += _REPEAT_BONUS * math.log(self.repeats_n)
        if KINDS[self.entity.label] is not Kind.TEXT:
            return score
        return (
            score
            + _LENGTH_BONUS * math.log(len(self.entity.words))
            - _TORN * (not self.entity.begins)
        )

    def to_field(self) -> Field:
        return Field(
            value=self.value,
            raw=self.entity.text,
            confidence=self.confidence,
            page=self.entity.page + 1,
            box=self.entity.box,
            origin="model",
        )


def geometric_confidence(_label: str, confidences: Sequence[float]) -> float:
    """The confidence of a value when the model brings no calibration: its words' geometric mean,
    held down by the weakest word."""
    logs = sum(math.log(max(c, 1e-4)) for c in confidences) / max(1, len(confidences))
    return min(1.0, math.sqrt(math.exp(logs) * min(confidences, default=0.0)))


def decode_fields(
    pages: Sequence[Page],
    tags: Sequence[Sequence[WordTag]],
    entities: Sequence[Entity],
    conventions: Conventions,
    calibrate: Calibrate,
    *,
    cash: bool,
) -> Fields:
    """One field per header label (a list for repeated ones), only those found.

    `cash`: whether of two totals the one rounded to what coins can pay was meant, as on receipts.
    """
    dates = choose_dates(pages, tags, conventions.date_order)
    candidates = {
        name: _candidates(
            name,
            _entities_of(name, dates, entities),
            conventions,
            calibrate,
        )
        for name in KINDS
    }
    chances = _best_chances(tags)
    without = {*REPEATED_FIELDS, *(() if dates.keys() & {*PERIOD} else PERIOD)}
    for name in KINDS:
        least = _SOFT_TOTAL if name == "total_gross" else _SOFT
        wanted = not candidates[name] and name not in without
        if wanted and chances.get(name, 0.0) >= least:
            soft = _soft_entities(pages, tags, name, least)
            candidates[name] = _candidates(name, soft, conventions, calibrate)
    _part_names(candidates)
    chosen = _choose_amounts(pages, tags, candidates, conventions, calibrate, cash)
    fields: Fields = {}
    for name, options in candidates.items():
        if name in REPEATED_FIELDS:
            if options:
                in_order = sorted(options, key=lambda c: (c.entity.page, c.entity.rows))
                fields[name] = [option.to_field() for option in in_order]
        elif name in chosen:
            fields[name] = chosen[name].to_field()
        elif options and name not in _AMOUNTS:
            fields[name] = max(options, key=lambda c: c.score).to_field()
    return fields


def _candidates(
    name: str, entities: Iterable[Entity], conventions: Conventions, calibrate: Calibrate
) -> list[Candidate]:
    """Values of the entities, equal ones merged, best first."""
    merged: dict[str, Candidate] = {}
    for entity in entities:
        value = normalise(KINDS[name], entity.text, conventions, last=name in _END_DATES)
        if value and (name == "party" or name.endswith("_name")):
            value = mend_legal_form(value)
        if value and name == "seller_name":
            value = tidy_name(value)
        if value and name.endswith("_address"):
            value = tidy_address(value)
        if value is None or (name in _NUMBERED and not re.search(r"[0-9]", value)):
            continue
        confidence = calibrate(name, entity.confidences)
        key = letters_of(value) if KINDS[name] is Kind.TEXT else value
        known = merged.get(key)
        if known is None:
            merged[key] = Candidate(value=value, entity=entity, confidence=confidence)
        else:
            best = known if known.confidence >= confidence else None
            merged[key] = Candidate(
                value=best.value if best else value,
                entity=best.entity if best else entity,
                confidence=max(known.confidence, confidence),
                repeats_n=known.repeats_n + 1,
            )
    if name.endswith("_address"):
        merged = _whole_only(merged)
    elif name.endswith("_name"):
        merged = _without_last_words(_without_first_words(merged))
    return sorted(merged.values(), key=lambda c: -c.score)


def _part_names(candidates: dict[str, list[Candidate]]) -> None:
    """Takes the name that both parties would have from the one that it is less sure for.

    Where that has another: a slip for payment repeats the buyer's.
    """
    best = {
        name: max(candidates[name], key=lambda c: c.score, default=None) for name in PARTY_NAMES
    }
    seller, buyer = best.values()
    if seller is None or buyer is None or letters_of(seller.value) != letters_of(buyer.value):
        return
    weaker = PARTY_NAMES[seller.confidence > buyer.confidence]
    others = [
        c
        for c in candidates[weaker]
        if c.confidence >= _OTHER_NAME and letters_of(c.value) != letters_of(seller.value)
    ]
    candidates[weaker] = others or candidates[weaker]


def _without_last_words(found: dict[str, Candidate]) -> dict[str, Candidate]:
    """Without names that only end one which a row prints whole: "Foods AG" of "Regio Foods AG"."""
    whole = [
        c.value.upper()
        for c in found.values()
        if len(c.entity.rows) == 1
        and c.confidence >= _WHOLE_NAME_LEAST
        and not _BEFORE_NAME.match(c.value)
    ]
    return {
        key: c
        for key, c in found.items()
        if not any(name.endswith(f" {c.value.upper()}") for name in whole)
    }


def _without_first_words(found: dict[str, Candidate]) -> dict[str, Candidate]:
    """Without single words that likely names begin with: "Sparkasse" of "Sparkasse Husum"."""
    begun = {
        c.value.split()[0].rstrip(",").upper()
        for c in found.values()
        if len(c.value.split()) > 1 and c.confidence >= _WHOLE_NAME_LEAST
    }
    return {k: c for k, c in found.items() if " " in c.value or c.value.upper() not in begun}


def _whole_only(found: dict[str, Candidate]) -> dict[str, Candidate]:
    """Without addresses that are a part of another: small print that repeats one in pieces.

    Each counts as the whole one printed again.
    """
    whole: dict[str, Candidate] = {}
    for key, candidate in sorted(found.items(), key=lambda item: -len(item[0])):
        wholes = (k for k, c in whole.items() if key in k and c.confidence >= _WHOLE_LEAST)
        around = next(wholes, None)
        if around is None:
            whole[key] = candidate
        else:
            repeats_n = max(whole[around].repeats_n, candidate.repeats_n)
            whole[around] = whole[around].model_copy(update={"repeats_n": repeats_n})
    return whole


def _best_chances(tags: Sequence[Sequence[WordTag]]) -> dict[str, float]:
    """The highest probability of each label on any word."""
    best: dict[str, float] = {}
    for page_tags in tags:
        for tag in page_tags:
            for label, chance in ((tag.label, tag.confidence), *tag.alternatives):
                if chance > best.get(label, 0.0):
                    best[label] = chance
    return best


def _soft_entities(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]], name: str, least: float
) -> list[Entity]:
    softened = soften(tags, name, least)
    return join_entities(pages, softened, find_segments(pages, softened))


def _entities_of(name: str, dates: dict[str, Entity], entities: Sequence[Entity]) -> list[Entity]:
    """The chosen date, or what is tagged; of a period, if its other end was chosen."""
    if name in dates:
        return [dates[name]]
    if name in PERIOD and not any(end in dates for end in PERIOD):
        return []
    return [entity for entity in entities if entity.label == name]


def _choose_amounts(
    pages: Sequence[Page],
    tags: Sequence[Sequence[WordTag]],
    candidates: dict[str, list[Candidate]],
    conventions: Conventions,
    calibrate: Calibrate,
    cash: bool,
) -> dict[str, Candidate]:
    """The jointly best amounts: each field's candidates, its rivals, or nothing."""
    options: list[list[Candidate | None]] = []
    chances = _best_chances(tags)
    for name in _AMOUNTS:
        own = candidates[name]
        if name == "total_gross" and (proved := _proved_totals(pages, tags, own, conventions)):
            options.append([*proved])
            continue
        if chances.get(name, 0.0) < _RIVAL:
            options.append([None])
            continue
        known = {c.value for c in own}
        sure = any(c.confidence >= _SURE for c in own)
        others = () if sure else _soft_entities(pages, tags, name, _RIVAL)
        rivals = [
            rival
            for rival in _candidates(name, others, conventions, calibrate)
            if rival.value not in known
        ]
        ranked = sorted([*own, *rivals], key=lambda c: -c.score)
        if name == "total_gross" and cash:
            ranked = sorted(_prefer_rounded(ranked[:_TOP]), key=_rounded_first)
        ranked = [c for c in ranked[:_TOP] if c.score >= ranked[0].score - _BEHIND]
        options.append([*ranked] if own else [None, *ranked[:1]])
    best = max(product(*options), key=_joint_score)
    return {name: choice for name, choice in zip(_AMOUNTS, best, strict=True) if choice}


def _proved_totals(
    pages: Sequence[Page],
    tags: Sequence[Sequence[WordTag]],
    own: Sequence[Candidate],
    conventions: Conventions,
) -> list[Candidate]:
    """The model's totals and those that the receipt's arithmetic proves, which stand out.

    Nothing where nothing is proved.
    """
    proved = find_proved_totals(pages, tags, conventions)
    known = {Decimal(c.value): c for c in own}
    found = []
    for entity in proved:
        value = normalise(Kind.MONEY, entity.text, conventions)
        if value is None:
            continue
        candidate = known.pop(Decimal(value), None) or Candidate(
            value=value, entity=entity, confidence=min(entity.confidences)
        )
        confidence = max(candidate.confidence, _PROVED)
        likely = max(candidate.confidence, _PROVED_LEAST)
        support = _PROVED_BONUS + math.log(likely / confidence)
        update = {"confidence": confidence, "support": support}
        found.append(candidate.model_copy(update=update))
    return [*found, *list(known.values())[:_TOP]] if found else []


def _rounded_first(candidate: Candidate) -> tuple[float, bool]:
    return -candidate.score, Decimal(candidate.value) % COIN != 0


def _joint_score(choice: Sequence[Candidate | None]) -> float:
    amounts = {
        name: Decimal(option.value)
        for name, option in zip(_AMOUNTS, choice, strict=True)
        if option is not None
    }
    # A field left empty costs as much as a coin toss: weak candidates need arithmetic behind them.
    score = sum(option.score if option else math.log(0.5) for option in choice)
    places = {
        name: (option.entity.page, option.entity.words)
        for name, option in zip(_AMOUNTS, choice, strict=True)
        if option is not None
    }
    doubled = "total_net" in places and places["total_net"] == places.get("total_gross")
    return score + _FIT_BONUS * _fits(amounts) - _DOUBLED * doubled


def _prefer_rounded(options: Sequence[Candidate]) -> list[Candidate]:
    """Of two totals a few cents apart the one rounded to 5 cents is what was paid."""
    values = [Decimal(option.value) for option in options]

    def is_rounded(value: Decimal) -> bool:
        return value % COIN == 0 and any(
            other % COIN != 0 and abs(other - value) < COIN for other in values
        )

    best = max((option.confidence for option in options), default=0.0)
    return [
        option.model_copy(update={"confidence": max(option.confidence, best)})
        if is_rounded(value) and option.confidence >= best / 3
        else option
        for option, value in zip(options, values, strict=True)
    ]


def _fits(amounts: dict[str, Decimal]) -> int:
    """How many identities hold among the amounts (BR-CO-15, BR-CO-16), less those that do not."""
    cent = Decimal("0.02")
    zero = Decimal(0)
    fits = 0
    gross, net, tax = (amounts.get(n) for n in ("total_gross", "total_net", "total_tax"))
    rounding = amounts.get("rounding", zero)
    if gross is not None and net is not None and tax is not None:
        holds = any(abs(net + tax + r - gross) <= cent for r in (zero, rounding))
        fits += 1 if holds else -1
    due, prepaid = amounts.get("amount_due"), amounts.get("prepaid", zero)
    if gross is not None and due is not None:
        holds = any(abs(gross - prepaid + r - due) <= cent for r in (zero, rounding))
        fits += 1 if holds else -1
    return fits
