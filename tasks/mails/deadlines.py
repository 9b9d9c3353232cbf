"""The date by which a mail's reader must act.

Every day that the mail names is a candidate; what stands around it speaks for or against it, by
weights learned from labelled mails (`python -m training.mail deadlines`). The likeliest day is the
deadline, unless that the mail sets none is likelier still.
"""

import json
import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from schemas.record import Deadline
from tasks.mails.deadline_features import Candidate, Chances, find_candidates
from tasks.values.dates import DateOrder

WEIGHTS_FILE = "deadline_weights.json"
#: Bounds of a score, so that its exponential stays a number.
_MOST = 30.0


class DeadlineWeights(NamedTuple):
    """What each feature adds to a candidate's score.

    A candidate's odds against "no deadline" are exp(bias + sum of weights); `threshold` (0–1) is
    the probability from which a day is believed.
    """

    weights: Mapping[str, float]
    bias: float
    threshold: float


def find_deadline(
    subject: str, text: str, sent: datetime, order: DateOrder, chances: Chances
) -> Deadline | None:
    """The likeliest deadline from the day of sending on, or None.

    `chances`: axis → class → probability, as a model sees the mail; may be empty.
    """
    candidates = find_candidates(subject, text, sent, order, chances)
    weights = load_deadline_weights()
    best = choose_day(candidates, weights)
    if best is None or best[1] < weights.threshold:
        return None
    named = [one for one in candidates if one.day == best[0]]
    phrase = max(named, key=lambda one: _score(one, weights)).phrase
    return Deadline(text=phrase, date=best[0].isoformat())


def choose_day(
    candidates: Sequence[Candidate], weights: DeadlineWeights
) -> tuple[date, float] | None:
    """The likeliest day and its probability, over all candidates that name it."""
    odds = [math.exp(_score(one, weights)) for one in candidates]
    all_odds = 1 + sum(odds)
    days: dict[date, float] = {}
    for one, share in zip(candidates, odds, strict=True):
        days[one.day] = days.get(one.day, 0.0) + share / all_odds
    if not days:
        return None
    best = max(days, key=lambda day: days[day])
    return best, days[best]


@cache
def load_deadline_weights() -> DeadlineWeights:
    """The weights shipped beside this module."""
    text = files("tasks.mails").joinpath(WEIGHTS_FILE).read_text(encoding="utf-8")
    return DeadlineWeights(**json.loads(text))


def _score(one: Candidate, weights: DeadlineWeights) -> float:
    # A set has no order of its own; fsum rounds alike in any.
    total = weights.bias + math.fsum(weights.weights.get(name, 0.0) for name in one.features)
    return max(-_MOST, min(_MOST, total))
