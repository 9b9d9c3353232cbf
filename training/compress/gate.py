"""The gate of compression: a student more than a point of F1 below its teacher is refused."""

from collections.abc import Mapping
from typing import Any

#: F1 that a student may lose against its teacher, on any data set.
MOST_LOSS = 0.01


class StudentRefused(Exception):
    """The smaller network is measurably worse than what it was made from; it must not ship.

    losses: data set → F1 lost, only those that are too large. reason: why, where it is not these.
    """

    def __init__(self, losses: Mapping[str, float], reason: str = "") -> None:
        self.losses = dict(losses)
        named = ", ".join(f"{name} −{100 * loss:.1f}" for name, loss in losses.items())
        super().__init__(
            reason
            or f"More than {100 * MOST_LOSS:.0f} point of F1 below its teacher: {named}."
            " Train it longer, or take less away."
        )


def main_figures(scores: Mapping[str, Any]) -> dict[str, float]:
    """Data set → micro F1 of its fields; of its word tags where it gives no values."""
    return {name: float(f1) for name, f1 in {**scores["tokens"], **scores["micro"]}.items()}


def losses(teacher: Mapping[str, float], student: Mapping[str, float]) -> dict[str, float]:
    """Data set → F1 lost, where it is more than `MOST_LOSS`; a set not measured lost everything."""
    lost = {name: round(figure - student.get(name, 0.0), 4) for name, figure in teacher.items()}
    return {name: loss for name, loss in lost.items() if loss > MOST_LOSS}


def check_student(teacher: Mapping[str, float], student: Mapping[str, float]) -> None:
    """Lets a student pass, or says why not; both are data set → F1.

    Raises:
        StudentRefused: it lost more than `MOST_LOSS` on some data set.
    """
    too_large = losses(teacher, student)
    if too_large:
        raise StudentRefused(too_large)
