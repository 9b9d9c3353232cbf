"""Confidence of a field from the confidences of its words, fitted on held-out documents."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

#: Keeps logits finite; no field is ever called more certain than this.
CEILING = 0.999
DEFAULT = "default"


class Curve(NamedTuple):
    """Logistic curve over the field's evidence: p = 1 / (1 + exp(−(slope · evidence + bias)))."""

    slope: float = 1.0
    bias: float = 0.0


def evidence_of(confidences: Sequence[float]) -> float:
    """Logit of the geometric mean: one doubtful word costs a long value less than a short one."""
    if not confidences:
        return -math.inf
    mean = math.exp(sum(math.log(max(c, 1e-4)) for c in confidences) / len(confidences))
    mean = min(CEILING, max(1 - CEILING, mean))
    return math.log(mean / (1 - mean))


def calibrate_field(curves: Mapping[str, Curve], label: str, confidences: Sequence[float]) -> float:
    """How likely a value of `label` is right, 0–1, by the label's curve or the default one.

    Without words there is no evidence: 0.
    """
    if not confidences:
        return 0.0
    curve = curves.get(label) or curves.get(DEFAULT) or Curve()
    score = curve.slope * evidence_of(confidences) + curve.bias
    return min(CEILING, 1 / (1 + math.exp(-max(-30.0, min(30.0, score)))))
