"""Whether the quantised network reads as well as its fp32 self: a loss must be one beyond chance.

Word-tag F1 on the same dev documents, set by set. A set of a dozen documents moves by more than a
point when two words change, so a set's loss counts when it is above the limit and a paired
bootstrap over its documents finds a loss in 95 of 100 draws. All sets together have documents
enough to be judged by the limit alone, and no set may lose three times the limit, chance or not.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

#: Micro F1 that int8 may lose, over all sets and on any one.
MOST_LOSS = 0.01
#: Share of bootstrap draws that must show a loss before a single set's counts.
CERTAIN = 0.95
DRAWS_N = 1000


class QuantisationLoss(Exception):
    """The int8 network is measurably worse than the fp32 one; it must not ship."""


class TagCount(NamedTuple):
    """Words of one document: tagged right, tagged at all, and tagged in the truth."""

    source: str
    counts: tuple[int, int, int]


class Loss(NamedTuple):
    """F1 lost by int8, its standard error, and in what share of the draws it is a loss."""

    documents: int
    loss: float
    error: float
    certain: float


def compare(fp32: Sequence[TagCount], int8: Sequence[TagCount]) -> dict[str, Loss]:
    """Set → its loss, and "all" for all together. Both sequences are of the same documents."""
    pairs: dict[str, list[tuple[TagCount, TagCount]]] = defaultdict(list)
    for one, other in zip(fp32, int8, strict=True):
        for name in (one.source, "all"):
            pairs[name].append((one, other))
    return {name: _loss(members) for name, members in sorted(pairs.items())}


def refuse_losses(losses: dict[str, Loss]) -> dict[str, Any]:
    """The losses as figures for the manifest.

    Raises:
        QuantisationLoss: all sets together lose more than `MOST_LOSS`, or one set surely does.
    """
    for name, (_, loss, _, certain) in losses.items():
        beyond_chance = name == "all" or certain >= CERTAIN or loss > 3 * MOST_LOSS
        if loss > MOST_LOSS and beyond_chance:
            raise QuantisationLoss(
                f"{name}: int8 loses {loss:.4f} F1 of word tags ({certain:.0%} of the draws)"
            )
    return {
        name: {field: round(value, 4) for field, value in loss._asdict().items()}
        for name, loss in losses.items()
    }


def _loss(pairs: Sequence[tuple[TagCount, TagCount]]) -> Loss:
    first = np.array([one.counts for one, _ in pairs], dtype=float)
    second = np.array([other.counts for _, other in pairs], dtype=float)
    rng = np.random.default_rng(0)
    drawn = rng.integers(0, len(pairs), (DRAWS_N, len(pairs)))
    draws = _f1(first[drawn].sum(axis=1)) - _f1(second[drawn].sum(axis=1))
    loss = _f1(first.sum(axis=0)) - _f1(second.sum(axis=0))
    return Loss(len(pairs), float(loss), float(draws.std()), float((draws > 0).mean()))


def _f1(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """(…, right/found/gold) → F1."""
    result: NDArray[np.float64] = (
        2 * counts[..., 0] / np.maximum(1, counts[..., 1] + counts[..., 2])
    )
    return result
