"""Temperatures per head and confidence curves per field, fitted on the dev part."""

import math
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from slm.calibrate import DEFAULT, Curve, evidence_of
from slm.decode import Floats, pool_document, softmax
from slm.heads import HEADS
from training.batches import Example
from training.scores import FieldOutcome

#: Below this many values a field shares the default curve.
LEAST_VALUES_N = 40
#: How strongly a curve is held to slope 1, bias 0.
PRIOR = 3.0
_TEMPERATURES = np.exp(np.linspace(math.log(0.5), math.log(3.0), 40))


def fit_temperatures(examples: Sequence[Example], outputs: Sequence[Floats]) -> dict[str, float]:
    """Head → the temperature with the least loss on the given windows."""
    words = np.concatenate([o[e.window.firsts] for e, o in zip(examples, outputs, strict=True)])
    allowed = np.concatenate([e.allowed for e in examples])
    # Words that are surely outside would drown the others: those with a label decide.
    labelled = allowed.sum(axis=1) == 1
    fitted = {}
    if labelled.any():
        logits = words[labelled][:, HEADS["tags"].columns]
        right = allowed[labelled].argmax(axis=1)
        fitted["tags"] = _best_temperature(logits, right)
    cls = np.stack([pool_document(o) for o in outputs])
    mail = np.array([e.mail[:3] for e in examples])
    for name, right in (
        ("doc_type", np.array([e.doc_type for e in examples])),
        ("category", mail[:, 0].astype(int)),
        ("urgency", mail[:, 2].astype(int)),
    ):
        known = right >= 0
        if known.sum() >= 20:
            fitted[name] = _best_temperature(cls[known][:, HEADS[name].columns], right[known])
    known = mail[:, 1] >= 0
    if known.sum() >= 20:
        reply = cls[known][:, HEADS["needs_reply"].start]
        both = np.stack([np.zeros_like(reply), reply], axis=1)
        fitted["needs_reply"] = _best_temperature(both, mail[known, 1].astype(int))
    return fitted


def _best_temperature(logits: Floats, right: NDArray[np.int64]) -> float:
    losses = [
        -np.log(np.maximum(softmax(logits / t)[np.arange(len(right)), right], 1e-9)).mean()
        for t in _TEMPERATURES
    ]
    return round(float(_TEMPERATURES[int(np.argmin(losses))]), 4)


def fit_curves(outcomes: Sequence[FieldOutcome]) -> dict[str, Curve]:
    """Field → logistic curve from the words' evidence to "the value is right"."""
    by_name: dict[str, list[FieldOutcome]] = defaultdict(list)
    for outcome in outcomes:
        by_name[outcome.name].append(outcome)
    curves = {DEFAULT: _fit_curve(outcomes)}
    for name, members in sorted(by_name.items()):
        if len(members) >= LEAST_VALUES_N:
            curves[name] = _fit_curve(members)
    return curves


def _fit_curve(outcomes: Sequence[FieldOutcome]) -> Curve:
    """Newton's method on the logistic loss with a pull to the identity curve."""
    x = np.array([evidence_of(o.confidences) for o in outcomes])
    y = np.array([float(o.right) for o in outcomes])
    design = np.stack([x, np.ones_like(x)], axis=1)
    prior = np.array([1.0, 0.0])
    theta = prior.copy()
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(design @ theta, -30, 30)))
        gradient = design.T @ (p - y) + PRIOR * (theta - prior)
        hessian = (design * (p * (1 - p))[:, None]).T @ design + PRIOR * np.eye(2)
        theta = theta - np.linalg.solve(hessian, gradient)
    return Curve(round(float(max(theta[0], 0.05)), 4), round(float(theta[1]), 4))
