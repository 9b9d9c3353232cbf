"""From outcomes of the pipeline to what the manifest says of trust, and the figures about it.

Dev documents first, then first readings: papers as they were read before anybody looked at them.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from slm.calibrate import assess_field
from tasks.assess import KEY_FIELDS
from training.assessment import (
    Weights,
    accept_held_out,
    choose_by_first,
    choose_thresholds,
    cross_fit,
    fit_assessment,
    joint_of,
    tell_first,
)
from training.outcomes import Outcome, Read
from training.reliability import Pair, calibration_error, errors_by, plot_reliability

PLOT = "reliability.svg"
#: Acceptance groups as the card calls them.
_GROUPS = {
    "invoice": "born-digital invoices",
    "invoice_ocr": "scanned invoices",
    "receipt": "born-digital receipts",
    "receipt_ocr": "scanned receipts",
    "receipt_given": "receipts as given words",
    "other": "other born-digital documents",
    "other_ocr": "other scanned documents",
}


class Trust(NamedTuple):
    """What dev documents say (weights, thresholds) and what was measured of it."""

    assessment: Weights
    acceptance: dict[str, float]
    metrics: dict[str, Any]
    reliability: dict[str, list[Pair]]

    def plot(self, folder: Path) -> None:
        """Writes the reliability plot beside the model."""
        plot_reliability(self.reliability, folder / PLOT)


class Told(NamedTuple):
    """What ships: weights and thresholds after first readings, and what was measured of these."""

    assessment: Weights
    acceptance: dict[str, float]
    metrics: dict[str, Any]


def tell_trust(
    fitted: Weights,
    acceptance: Mapping[str, float],
    reads: Sequence[Read],
    outcomes: Sequence[Outcome],
) -> Told:
    """Tells weights and thresholds of dev documents what first readings say.

    The figures are of authors left out of weights and thresholds; before: by what dev documents
    say alone.
    """
    sure = cross_fit(reads, outcomes, fitted)
    before = [assess_field(fitted, o.name, o.features) for o in outcomes]
    joints, joints_before = ([joint_of(r, p) for r in reads] for p in (sure, before))
    chosen = choose_by_first(acceptance, reads, joints)
    known = [at for at, o in enumerate(outcomes) if o.right is not None and o.name in KEY_FIELDS]

    def error(confidences: Sequence[float]) -> float:
        return calibration_error([(confidences[at], bool(outcomes[at].right)) for at in known])

    through = accept_held_out(reads, joints, partial(choose_by_first, acceptance))
    through_before = [
        joint > 0 and joint >= acceptance[read.kind]
        for read, joint in zip(reads, joints_before, strict=True)
    ]
    metrics = {
        "documents": len(reads),
        "authors": len({read.group for read in reads}),
        "ece_before": error(before),
        "ece": error(sure),
        "straight_through_before": _straight_through(reads, through_before),
        "straight_through": _straight_through(reads, through),
    }
    return Told(tell_first(fitted, outcomes), chosen, metrics)


def fit_trust(reads: Sequence[Read], outcomes: Sequence[Outcome]) -> Trust:
    """Fits on all dev documents; every figure is of documents left out of the fit (five folds)."""
    sure = cross_fit(reads, outcomes)
    joints = [joint_of(read, sure) for read in reads]
    accepted = accept_held_out(reads, joints)
    judged = [
        (reads[o.document], o.name, (p, o.right), (o.stated, o.right))
        for o, p in zip(outcomes, sure, strict=True)
        if o.right is not None and not o.name.startswith("no.")
    ]
    by_source = [(read.source, after) for read, _, after, _ in judged]
    before = [(read.source, stated) for read, _, _, stated in judged]
    metrics = {
        "documents": len(reads),
        "values": len(judged),
        "ece": calibration_error([pair for _, pair in by_source]),
        "ece_by_set": errors_by(by_source),
        "ece_by_set_of_words_alone": errors_by(before),
        "ece_by_field": errors_by([(name, after) for _, name, after, _ in judged]),
        "straight_through": _straight_through(reads, accepted),
        "by_set": _table(reads, accepted, lambda read: read.source),
        "by_language": _table(reads, accepted, lambda read: read.language),
        "by_layout": _table(reads, accepted, lambda read: read.layout),
    }
    return Trust(
        fit_assessment(outcomes), choose_thresholds(reads, joints), metrics, _panels(judged)
    )


def _panels(
    judged: Sequence[tuple[Read, str, Pair, Pair]],
) -> dict[str, list[Pair]]:
    panels: dict[str, list[Pair]] = defaultdict(list)
    for read, name, pair, _ in judged:
        panels["all fields"].append(pair)
        panels[name].append(pair)
        if read.kind.startswith("receipt"):
            panels["receipts"].append(pair)
    return panels


def _straight_through(reads: Sequence[Read], accepted: Sequence[bool]) -> dict[str, Any]:
    """By what thresholds are chosen for."""
    names = {_GROUPS.get(kind, kind): kind for kind in sorted({read.kind for read in reads})}
    return {
        name: _passed(
            [(read, went) for read, went in zip(reads, accepted, strict=True) if read.kind == kind]
        )
        for name, kind in names.items()
    }


def _passed(members: Sequence[tuple[Read, bool]]) -> dict[str, Any]:
    through = [read for read, went in members if went]
    return {
        "documents": len(members),
        "accepted": round(len(through) / max(1, len(members)), 3),
        "accepted_right": round(sum(r.right for r in through) / len(through), 3)
        if through
        else None,
    }


def _table(
    reads: Sequence[Read], accepted: Sequence[bool], key: Callable[[Read], str]
) -> dict[str, Any]:
    """Group → field F1 after all rules, and how many go straight through."""
    groups: dict[str, list[tuple[Read, bool]]] = defaultdict(list)
    for read, went in zip(reads, accepted, strict=True):
        groups[key(read)].append((read, went))
    table = {}
    for name, members in sorted(groups.items()):
        counts = [sum(part) for part in zip(*(read.counts for read, _ in members), strict=True)]
        table[name] = {"field_f1": _f1(*counts)} | _passed(members)
    return table


def _f1(right_n: int, found_n: int, gold_n: int) -> float:
    return round(2 * right_n / max(1, found_n + gold_n), 4)
