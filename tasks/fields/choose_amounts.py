"""Amounts of a document, chosen together: those win whose arithmetic fits.

Among near-equal candidates total = net + tax + rounding, and due = total - prepaid, decide.
"""

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import product

from schemas.vocabulary import Kind
from tasks.fields.candidates import Candidate, Reading, gather_second_best
from tasks.sums.receipt_totals import find_proved_totals
from tasks.values.amounts import COIN
from tasks.values.normalize import normalise

#: Fields tied by arithmetic; chosen together.
AMOUNTS = ("total_net", "total_tax", "total_gross", "rounding", "amount_due", "prepaid")
_TOP = 3  # candidates per field that take part in the joint choice
_BEHIND = 3.0  # log-score by which a candidate may trail its field's best and still take part
_FIT_BONUS = 1.2  # log-odds-like reward of one identity that holds
_PROVED_BONUS = 2.5
_PROVED_LEAST = 0.05  # what the model's opinion of a proved total counts for at least
_PROVED = 0.95  # how often a total is right that the amounts paid or added up come to
_RIVAL = 0.05  # least probability of a second-best label to stand for election among amounts
_SURE = 0.99  # confidence of an amount that has no rivals among second-best labels
_DOUBLED = 6.0  # log-score that it costs to take one printed amount for net and total


def choose_amounts(
    candidates: Mapping[str, list[Candidate]],
    chances: Mapping[str, float],
    read: Reading,
    *,
    cash: bool,
) -> dict[str, Candidate]:
    """The jointly best amounts: each field's candidates, its rivals, or nothing.

    chances: the highest probability of each label on any word. cash: whether of two totals the
    one rounded to what coins can pay was meant.
    """
    options: list[list[Candidate | None]] = []
    for name in AMOUNTS:
        own = candidates[name]
        if name == "total_gross" and (proved := _proved_totals(own, read)):
            options.append([*proved])
            continue
        if chances.get(name, 0.0) < _RIVAL:
            options.append([None])
            continue
        known = {c.value for c in own}
        sure = any(c.confidence >= _SURE for c in own)
        others = () if sure else gather_second_best(name, read, _RIVAL)
        rivals = [rival for rival in others if rival.value not in known]
        ranked = sorted([*own, *rivals], key=lambda c: -c.score)
        if name == "total_gross" and cash:
            ranked = sorted(_prefer_rounded(ranked[:_TOP]), key=_rounded_first)
        ranked = [c for c in ranked[:_TOP] if c.score >= ranked[0].score - _BEHIND]
        options.append([*ranked] if own else [None, *ranked[:1]])
    best = max(product(*options), key=_joint_score)
    return {name: choice for name, choice in zip(AMOUNTS, best, strict=True) if choice}


def _proved_totals(own: Sequence[Candidate], read: Reading) -> list[Candidate]:
    """The model's totals and those that the receipt's arithmetic proves, which stand out.

    Nothing where nothing is proved.
    """
    proved = find_proved_totals(read.pages, read.tags, read.conventions)
    known = {Decimal(c.value): c for c in own}
    found = []
    for entity in proved:
        value = normalise(Kind.MONEY, entity.text, read.conventions)
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
        for name, option in zip(AMOUNTS, choice, strict=True)
        if option is not None
    }
    # A field left empty costs as much as a coin toss: weak candidates need arithmetic behind them.
    score = sum(option.score if option else math.log(0.5) for option in choice)
    places = {
        name: (option.entity.page, option.entity.words)
        for name, option in zip(AMOUNTS, choice, strict=True)
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
