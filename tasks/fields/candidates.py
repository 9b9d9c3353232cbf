"""Entities → the values that a header field may have, equal ones merged.

What is but a piece of another candidate, of a name or an address, is no candidate of its own.
"""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from schemas.document import Page
from schemas.prediction import Tags
from schemas.record import Field
from schemas.vocabulary import CONTRACT_FIELDS, INVOICE_FIELDS, PARTY_NAMES, Kind
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

_REPEAT_BONUS = 0.35
_LENGTH_BONUS = 0.2  # that many words agree is no accident
_TORN = 0.4
_WHOLE_LEAST = 0.5  # confidence of an address to stand for its parts
_OTHER_NAME = 0.55  # the same of a name that a party has instead of the other's
_WHOLE_NAME_LEAST = 0.7  # the same of a name, for its first word alone
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
#: Right before what is left of the number of a card or account: "**** 8821", "XXXX 1007".
_MASK = re.compile(r"\S*(?:[*•]{2,}|x{4})[\s•*x-]*", re.IGNORECASE)
_MASK_N = 40  # characters before a number that tell whether it is masked, however long the mask is
_LEFT_OF_NUMBER = re.compile(r"(?<![0-9.,])[0-9]{3,4}$")


class Reading(NamedTuple):
    """A document's pages, the labels of their words, and how its values are read."""

    pages: Sequence[Page]
    tags: Tags
    conventions: Conventions
    calibrate: Calibrate


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


def gather_candidates(name: str, entities: Iterable[Entity], read: Reading) -> list[Candidate]:
    """Values of the entities, equal ones merged, best first."""
    merged: dict[str, Candidate] = {}
    for entity in entities:
        if KINDS[name] is Kind.MONEY and _is_masked(entity, read.pages[entity.page]):
            continue
        value = normalise(KINDS[name], entity.text, read.conventions, last=name in _END_DATES)
        if value and (name == "party" or name.endswith("_name")):
            value = mend_legal_form(value)
        if value and name == "seller_name":
            value = tidy_name(value)
        if value and name.endswith("_address"):
            value = tidy_address(value)
        if value is None or (name in _NUMBERED and not re.search(r"[0-9]", value)):
            continue
        confidence = read.calibrate(name, entity.confidences)
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


def _is_masked(entity: Entity, page: Page) -> bool:
    """Whether what was taken for an amount is the end of a masked number: "Card **** 8821"."""
    first = page.words[entity.words[0]]
    before = page.words[entity.words[0] - 1] if entity.words[0] else first
    masked = before.row == first.row and _MASK.fullmatch(before.text[-_MASK_N:])
    return bool(_LEFT_OF_NUMBER.search(entity.text) and (masked or _MASK.match(first.text)))


def gather_second_best(name: str, read: Reading, least: float) -> list[Candidate]:
    """Values of words for which the field is at least so probable, even where another is more."""
    softened = soften(read.tags, name, least)
    entities = join_entities(read.pages, softened, find_segments(read.pages, softened))
    return gather_candidates(name, entities, read)


def part_names(candidates: dict[str, list[Candidate]]) -> None:
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
