"""Several drafts written at once under a rule."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from slm.decoder import Floats, NextToken

#: At each place so many of the likeliest tokens are tried, and none whose score (a log
#: probability but for a constant) lies further below the best.
CANDIDATES_N, MOST_BELOW = 40, 8.0
#: The same text gets the same drafts on every run.
SEED = 0
#: So great a share of the drafts that have ended is not kept waiting by the long ones.
ENOUGH = 4 / 5


@dataclass(frozen=True)
class Draft:
    """What was written.

    `confidence` is the mean log probability of its tokens, `finished` whether the model ended it.
    """

    text: str
    finished: bool
    confidence: float


def write_drafts(
    decoder: NextToken,
    prompt: tuple[Any, Floats],
    decode: Callable[[list[int]], str],
    allows: Callable[[str, bool], bool],
    *,
    stop: int,
    most_n: int,
    drafts_n: int,
    temperature: float,
) -> list[Draft]:
    """At most `drafts_n` drafts of at most `most_n` tokens, read by the network side by side.

    The first draft takes the likeliest token that `allows` lets through, the others draw theirs
    by the scores over `temperature`. A draft with no way on that may stand is left out, and so
    are the last ones once `ENOUGH` have ended.

    Args:
        prompt: the cache of all that stands before, which stays as it is, and the scores after it.
        allows: (text so far, whether it ends here) → whether it may stand.
    """
    before, scores = prompt
    cache = decoder.copy(before, drafts_n * most_n)
    drafts = growing = [_Growing(number) for number in range(drafts_n)]
    draws = np.random.default_rng(SEED)
    for _ in range(most_n):
        luck = temperature * draws.gumbel(size=(drafts_n, CANDIDATES_N))
        luck[0] = 0
        for draft in growing:
            draft.grow(scores[draft.row], luck[draft.number], decode, allows, stop)
        finished = [draft.end() for draft in drafts if draft.finished]
        growing = [draft for draft in growing if not (draft.finished or draft.barred)]
        if not growing or len(finished) >= ENOUGH * drafts_n:
            return finished
        # Drafts that say the same so far are read once.
        read = {tuple(draft.tokens): draft for draft in growing}
        last = [tokens[-1] for tokens in read]
        scores = decoder.read_each(last, [draft.row for draft in read.values()], cache)
        row_of = {tokens: row for row, tokens in enumerate(read)}
        for draft in growing:
            draft.row = row_of[tuple(draft.tokens)]
    return [draft.end() for draft in drafts if not draft.barred]


@dataclass
class _Growing:
    """A draft being written; `barred` once no likely way on may stand.

    `row` is which of the texts that the network read last it is.
    """

    number: int
    row: int = 0
    tokens: list[int] = field(default_factory=list)
    text: str = ""
    confidence: float = 0.0
    finished: bool = False
    barred: bool = False

    def end(self) -> Draft:
        return Draft(self.text.strip(), self.finished, self.confidence / max(1, len(self.tokens)))

    def grow(
        self,
        scores: Floats,
        luck: npt.NDArray[np.float64],
        decode: Callable[[list[int]], str],
        allows: Callable[[str, bool], bool],
        stop: int,
    ) -> None:
        """Takes the token with the best sum of score and luck that may stand here."""
        for token in _rank(scores, luck):
            ends = token == stop
            longer = self.text if ends else decode([*self.tokens, token]).rstrip("\ufffd")
            if allows(longer, ends):
                break
        else:
            self.barred = True
            return
        self.finished, self.text = ends, longer
        if not ends:
            self.tokens.append(token)
            self.confidence += float(scores[token] - _log_sum(scores))


def _rank(scores: Floats, luck: npt.NDArray[np.float64]) -> list[int]:
    near = np.flatnonzero(scores >= scores.max() - MOST_BELOW)
    top = near[np.argsort(-scores[near], kind="stable")][:CANDIDATES_N]
    order = np.argsort(-(scores[top] + luck[: len(top)]), kind="stable")
    return [int(token) for token in top[order]]


def _log_sum(scores: Floats) -> float:
    highest = float(scores.max())
    return highest + float(np.log(np.exp(scores - highest).sum()))
