"""Fits how sure each value is, and from where documents are accepted, on outcomes of the pipeline.

Figures that are reported come from cross-fitting: whoever wrote a document, or the layout it has,
is left out of what its confidences were fitted on.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from slm.calibrate import BIAS, DEFAULT, EVIDENCE, RECEIPT, assess_field, weights_for
from tasks.assess import KEY_FIELDS, NOT_PRINTED
from training.outcomes import Outcome, Read

Weights = dict[str, dict[str, float]]
#: Documents and their joint probabilities → a threshold for each group.
Choose = Callable[[Sequence[Read], Sequence[float]], dict[str, float]]
#: The fields of which first readings tell.
_TOLD = frozenset(KEY_FIELDS) | {NOT_PRINTED + name for name in KEY_FIELDS}
Numbers = NDArray[np.float64]

#: Below this many values a field shares the default weights.
LEAST_VALUES_N = 30
#: How strongly the default weights are held to "the evidence alone", a field's to the default.
PRIOR, FIELD_PRIOR = 4.0, 8.0
#: How strongly what first readings say of a field is held to what dev documents say.
FIRST_PRIOR = 1.0
FOLDS_N = 5
#: Of the documents accepted, this share may be wrong; of one set, twice as many.
MOST_WRONG = 0.01
#: Of first readings, by acceptance group, one mistake added: rules have been mended since for most
#: of what was wrong, and what is no bill books nothing. Bills that come as PDFs keep to
#: `MOST_WRONG` all the same.
MOST_WRONG_AT_FIRST = {
    "invoice": MOST_WRONG,
    "invoice_ocr": 0.02,
    "receipt": 0.02,
    "receipt_ocr": 0.02,
    "other": 0.04,
    "other_ocr": 0.04,
}
#: The joint probability to ask for where too few documents prove any threshold.
UNPROVED = 0.97
#: No document is accepted that is thought wrong more often than this says, whatever was seen.
LOWEST = 0.9
#: Fewer accepted documents than these, be they all right, prove no threshold.
LEAST_ACCEPTED_N = 60
#: Least confidence of each required field that is not judged jointly, as by default in settings.
LEAST_REQUIRED = 0.9


def fit_assessment(outcomes: Sequence[Outcome]) -> Weights:
    """Field → feature → weight; the default first, then every field that has enough values."""
    known = [outcome for outcome in outcomes if outcome.right is not None]
    names = sorted({name for outcome in known for name in outcome.features} - {EVIDENCE})
    columns = [EVIDENCE, *names, BIAS]
    trust = np.array([1.0, *[0.0] * (len(columns) - 1)])
    common = _fit(known, columns, trust, PRIOR)
    weights = {DEFAULT: _named(columns, common)}
    for name, members in _by_name(known).items():
        weights[name] = _named(columns, _fit(members, columns, common, FIELD_PRIOR))
    return weights


def tell_first(fitted: Weights, outcomes: Sequence[Outcome]) -> Weights:
    """Weights fitted on dev documents, and then, field by field, on first readings.

    Of fields that no acceptance rests on the truths of papers leave open much that is printed, so
    that too few of their values are wrong: these keep their weights. So do receipts, which the
    public sets have by the thousand, real ones for which no rule is mended.
    """
    known = [
        o
        for o in outcomes
        if o.right is not None and o.name in _TOLD and not o.features.get(RECEIPT)
    ]
    names = {name for weights in fitted.values() for name in weights}
    names |= {name for outcome in known for name in outcome.features}
    columns = [EVIDENCE, *sorted(names - {EVIDENCE, BIAS}), BIAS]
    weights = dict(fitted)
    for name, members in _by_name(known).items():
        before = fitted.get(name, fitted[DEFAULT])
        prior = np.array([before.get(column, 0.0) for column in columns])
        weights[name] = _named(columns, _fit(members, columns, prior, FIRST_PRIOR))
    return weights


def assess_told(fitted: Weights, told: Weights, outcome: Outcome) -> float:
    """How likely a value is right, as the encoder says it at run time."""
    weights = weights_for(told, fitted, outcome.features)
    return assess_field(weights, outcome.name, outcome.features)


def _by_name(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """Field → its values, of those that have enough, in the fields' order."""
    members: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        members[outcome.name].append(outcome)
    return {name: m for name, m in sorted(members.items()) if len(m) >= LEAST_VALUES_N}


def _fit(
    outcomes: Sequence[Outcome], columns: Sequence[str], prior: Numbers, strength: float
) -> Numbers:
    """Newton's method on the logistic loss with a pull to `prior`; steps that overshoot halved."""
    design = np.array([[o.features.get(c, float(c == BIAS)) for c in columns] for o in outcomes])
    right = np.array([float(bool(o.right)) for o in outcomes])
    if not len(design):
        return prior.copy()

    def loss(theta: Numbers) -> float:
        scores = design @ theta
        likelihood = np.logaddexp(0, scores) - right * scores
        return float(likelihood.sum() + strength / 2 * ((theta - prior) ** 2).sum())

    theta, least = prior.copy(), loss(prior)
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(design @ theta, -30, 30)))
        gradient = design.T @ (p - right) + strength * (theta - prior)
        hessian = (design * (p * (1 - p))[:, None]).T @ design + strength * np.eye(len(theta))
        step = np.linalg.solve(hessian, gradient)
        while loss(theta - step) > least and np.abs(step).max() > 1e-6:
            step /= 2
        theta = theta - step
        least = loss(theta)
        if np.abs(step).max() < 1e-6:
            break
    return theta


def _named(columns: Sequence[str], theta: Numbers) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(columns, theta, strict=True)}


def fold_of(group: str) -> int:
    """Which fold a seller or layout falls in; the same on every run."""
    return int.from_bytes(hashlib.sha256(group.encode()).digest()[:4], "big") % FOLDS_N


def cross_fit(
    reads: Sequence[Read],
    outcomes: Sequence[Outcome],
    fitted: Weights | None = None,
) -> list[float]:
    """Each value's confidence by weights that never met its seller or layout.

    fitted: the weights that are told the outcomes; else they are fitted on these alone.
    """
    fold = [fold_of(reads[outcome.document].group) for outcome in outcomes]
    sure = [0.0] * len(outcomes)
    for number in range(FOLDS_N):
        others = [o for o, f in zip(outcomes, fold, strict=True) if f != number]
        weights = fit_assessment(others) if fitted is None else tell_first(fitted, others)
        for index, outcome in enumerate(outcomes):
            if fold[index] == number:
                sure[index] = assess_told(fitted or weights, weights, outcome)
    return sure


def joint_of(read: Read, sure: Sequence[float]) -> float:
    """How likely the key values are all right; 0 for what is reviewed for another reason."""
    floor = all(sure[i] >= LEAST_REQUIRED for i in read.required if i not in read.key)
    if not (read.passable and floor):
        return 0.0
    return float(np.prod([sure[index] for index in read.key]))


def choose_least(reads: Sequence[Read], joints: Sequence[float]) -> float:
    """The lowest joint probability above which documents are right often enough.

    Above it lies no mistake at all, or one or more among so many that with one mistake added
    they are still few enough. Too few documents leave it at `UNPROVED`. No set may be much worse
    than all together.
    """
    ranked = sorted(zip(joints, reads, strict=True), key=lambda pair: -pair[0])
    ranked = [(joint, read) for joint, read in ranked if joint > 0]
    wrong: dict[str, int] = defaultdict(int)
    seen: dict[str, int] = defaultdict(int)
    least = UNPROVED
    for place, (joint, read) in enumerate(ranked):
        seen[read.source] += 1
        wrong[read.source] += not read.right
        below = ranked[place + 1][0] if place + 1 < len(ranked) else joint - 0.01
        if below == joint:
            continue
        wrong_n, accepted_n = sum(wrong.values()), place + 1
        rare = not wrong_n or wrong_n + 1 <= MOST_WRONG * accepted_n
        proved = rare and accepted_n >= LEAST_ACCEPTED_N
        if proved and all(wrong[s] <= 2 * MOST_WRONG * seen[s] for s in seen):
            least = (joint + below) / 2
    return round(max(least, LOWEST), 4)


def choose_thresholds(reads: Sequence[Read], joints: Sequence[float]) -> dict[str, float]:
    """Acceptance group → least joint probability."""
    groups = sorted({read.kind for read in reads})
    return {
        group: choose_least(
            [read for read in reads if read.kind == group],
            [joint for read, joint in zip(reads, joints, strict=True) if read.kind == group],
        )
        for group in groups
    }


def choose_by_first(
    acceptance: Mapping[str, float], reads: Sequence[Read], joints: Sequence[float]
) -> dict[str, float]:
    """The thresholds, those of groups with enough first readings by what is wrong of these.

    It is the lowest one above which few enough are wrong, were it one more. Of dev documents rules
    have read most rightly since they were looked at, so they prove less; where too few first
    readings reach theirs, it stands; where enough do and prove none, it is `UNPROVED` at least.
    That of receipts is never lowered: the public sets have real ones, photographed and scanned,
    for which no rule is mended, and authors draw clean ones.
    """
    chosen = dict(acceptance)
    for group in MOST_WRONG_AT_FIRST.keys() & acceptance.keys():
        most = MOST_WRONG_AT_FIRST[group]
        ranked = sorted(
            (
                (joint, read.right)
                for read, joint in zip(reads, joints, strict=True)
                if read.kind == group and joint > 0
            ),
            reverse=True,
        )
        wrong_n, least = 0, None
        for place, (joint, right) in enumerate(ranked):
            wrong_n += not right
            if place + 1 >= LEAST_ACCEPTED_N and wrong_n + 1 <= most * (place + 1):
                least = joint
        if least is not None:
            lowest = acceptance[group] if group.startswith("receipt") else LOWEST
            chosen[group] = round(max(least, lowest), 4)
        elif sum(joint >= acceptance[group] for joint, _ in ranked) >= LEAST_ACCEPTED_N:
            chosen[group] = max(acceptance[group], UNPROVED)
    return chosen


def accept_held_out(
    reads: Sequence[Read], joints: Sequence[float], choose: Choose = choose_thresholds
) -> list[bool]:
    """Which documents go straight through, by thresholds that `choose` finds without their fold."""
    folds = [fold_of(read.group) for read in reads]
    accepted = [False] * len(reads)
    for number in range(FOLDS_N):
        others = [i for i, fold in enumerate(folds) if fold != number]
        least = choose([reads[i] for i in others], [joints[i] for i in others])
        for index, read in enumerate(reads):
            if folds[index] == number:
                needed = least.get(read.kind, UNPROVED)
                accepted[index] = joints[index] > 0 and joints[index] >= needed
    return accepted
