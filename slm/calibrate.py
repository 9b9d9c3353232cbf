"""Confidence of a field, fitted on held-out documents in two steps.

First the confidences of a value's words become that of the value (`calibrate_field`), by which
candidates are compared. When a document has been read, what is known of each value by then (did
a rule agree, does the arithmetic fit, is there a rival) says how likely it is right
(`assess_field`); this is the confidence that the record carries.
"""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

#: Keeps logits finite; no field is ever called more certain than this.
CEILING = 0.999
DEFAULT = "default"
#: The features of `assess_field` that are always there: the value's own evidence, and one.
EVIDENCE, BIAS = "evidence", "bias"
#: The feature that tells values of receipts, whose weights are those of dev documents alone.
RECEIPT = "receipt"


class Curve(NamedTuple):
    """Logistic curve over the field's evidence: p = 1 / (1 + exp(−(slope · evidence + bias)))."""

    slope: float = 1.0
    bias: float = 0.0


def logit(probability: float) -> float:
    """Log-odds, held within what `CEILING` allows."""
    held = min(CEILING, max(1 - CEILING, probability))
    return math.log(held / (1 - held))


def evidence_of(confidences: Sequence[float]) -> float:
    """Logit of the geometric mean: one doubtful word costs a long value less than a short one."""
    if not confidences:
        return -math.inf
    return logit(math.exp(sum(math.log(max(c, 1e-4)) for c in confidences) / len(confidences)))


def calibrate_field(curves: Mapping[str, Curve], label: str, confidences: Sequence[float]) -> float:
    """How likely a value of `label` is right, 0–1, by the label's curve or the default one.

    Without words there is no evidence: 0.
    """
    if not confidences:
        return 0.0
    curve = curves.get(label) or curves.get(DEFAULT) or Curve()
    return _probability(curve.slope * evidence_of(confidences) + curve.bias)


def weights_for(
    told: Mapping[str, Mapping[str, float]],
    fitted: Mapping[str, Mapping[str, float]],
    features: Mapping[str, float],
) -> Mapping[str, Mapping[str, float]]:
    """The weights that assess a value: a receipt's by what dev documents alone say."""
    return fitted if features.get(RECEIPT) else told


def assess_field(
    weights: Mapping[str, Mapping[str, float]], label: str, features: Mapping[str, float]
) -> float:
    """How likely a value of `label` is right, 0–1, from the features of `tasks.assess`.

    Logistic in the features, by the label's weights or the default ones; features without a
    weight count nothing. Without any weights it is the evidence that speaks alone.
    """
    chosen = weights.get(label) or weights.get(DEFAULT) or {EVIDENCE: 1.0}
    score = sum(chosen.get(name, 0.0) * value for name, value in features.items())
    return _probability(score + chosen.get(BIAS, 0.0))


def _probability(score: float) -> float:
    return min(CEILING, 1 / (1 + math.exp(-max(-30.0, min(30.0, score)))))
