"""Whether a mail's reader is expected to answer or act, and how soon.

What the models think of a mail is weighed together with what stands in its headers and words, by
weights learned from labelled mails that those models had not seen (`python -m training.mail asks`).
"""

import json
import math
from collections.abc import Mapping, Set
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from schemas.vocabulary import URGENCIES, Urgency
from slm.mail_clauses import ASKS

WEIGHTS_FILE = "ask_weights.json"
#: Chances nearer to 0 or 1 than this count as this.
_LEAST = 1e-3

Chances = Mapping[str, Mapping[str, float]]


class AskWeights(NamedTuple):
    """One outcome's score: `bias`, weighed views (numbers), weights of true statements."""

    bias: float
    views: Mapping[str, float]
    statements: Mapping[str, float]

    def score(self, views: Mapping[str, float], statements: Set[str]) -> float:
        """The score; a view or statement without a weight adds nothing."""
        # A set has no order of its own; fsum rounds alike in any.
        return self.bias + math.fsum(
            [
                *(self.views.get(name, 0.0) * value for name, value in views.items()),
                *(self.statements.get(name, 0.0) for name in statements),
            ]
        )


def judge_reply(chances: Chances, statements: Set[str]) -> float:
    """The probability that the mail asks something of its reader.

    `chances`: axis → class → probability, as models see the mail; "asks": that a clause asks.
    """
    score = load_ask_weights()["needs_reply"].score(view_asks(chances), statements)
    return 1 / (1 + math.exp(-score))


def weigh_urgency(chances: Mapping[Urgency, float], statements: Set[str]) -> dict[Urgency, float]:
    """The probabilities of the urgencies, from what the rules make of them."""
    views = view_urgency(chances)
    weights = load_ask_weights()
    scores = {name: weights[name].score(views, statements) for name in URGENCIES}
    highest = max(scores.values())
    odds = {name: math.exp(score - highest) for name, score in scores.items()}
    return {name: part / sum(odds.values()) for name, part in odds.items()}


def view_asks(chances: Chances) -> dict[str, float]:
    """The models' chances as numbers to weigh: questions' in log odds, the others as they are."""
    views = {}
    for axis in ("needs_reply", ASKS):
        true = _limit(chances.get(axis, {}).get("true", 0.5))
        views[axis] = math.log(true / (1 - true))
    for axis in ("category", "urgency"):
        views |= {f"{axis}:{name}": chance for name, chance in chances.get(axis, {}).items()}
    return views


def view_urgency(chances: Mapping[Urgency, float]) -> dict[str, float]:
    """The chances of the urgencies as logarithms."""
    return {name: math.log(_limit(chances[name])) for name in URGENCIES}


@cache
def load_ask_weights() -> dict[str, AskWeights]:
    """The weights shipped beside this module: needs_reply, and one for each urgency."""
    text = files("tasks.mails").joinpath(WEIGHTS_FILE).read_text(encoding="utf-8")
    return {name: AskWeights(**weights) for name, weights in json.loads(text).items()}


def _limit(chance: float) -> float:
    return min(1 - _LEAST, max(_LEAST, chance))
