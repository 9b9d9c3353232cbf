"""A decoder network with a key-value cache, and several drafts written at once under a rule."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import onnxruntime as ort

Floats = npt.NDArray[np.float32]
#: Keys and values of what was read so far, in the order of the network's inputs.
Cache = Sequence[Any]
#: At each place so many of the likeliest tokens are tried, and none whose score (a log
#: probability but for a constant) lies further below the best.
CANDIDATES_N, MOST_BELOW = 40, 8.0
#: The same text gets the same drafts on every run.
SEED = 0
#: So great a share of the drafts that have ended is not kept waiting by the long ones.
ENOUGH = 2 / 3


class NextToken(Protocol):
    """The seam where a fake can stand in for the network."""

    def read(self, rows: Sequence[Sequence[int]], cache: Cache | None) -> tuple[Floats, Cache]:
        """Scores (rows, vocabulary) of every token to come after `rows`.

        All rows have the same number of ids and follow what the cache holds for them.
        """
        ...

    def select(self, cache: Cache, rows: Sequence[int]) -> Cache:
        """The cache of the given rows alone; a row named twice is there twice."""
        ...


class OnnxDecoder:
    """A decoder as optimum exports it ("text-generation-with-past").

    `past_key_values.N.key` and `.value` have shape (rows, heads, tokens read, head width). The
    scores may be of all tokens or of the last alone. The session is opened at the first reading:
    it takes a second that no invoice should wait for.
    """

    def __init__(self, open_session: Callable[[], ort.InferenceSession]) -> None:
        self._open_session = open_session

    @cached_property
    def _session(self) -> ort.InferenceSession:
        session = self._open_session()
        inputs = session.get_inputs()
        self._names = {entry.name for entry in inputs}
        past = [entry for entry in inputs if entry.name.startswith("past_key_values.")]
        self._past = [entry.name for entry in past]
        present = [name.replace("past_key_values", "present") for name in self._past]
        self._outputs = ["logits", *present]
        heads, width = past[0].shape[1], past[0].shape[3]
        self._empty = ort.OrtValue.ortvalue_from_numpy(np.zeros((1, heads, 0, width), np.float32))
        return session

    def read(self, rows: Sequence[Sequence[int]], cache: Cache | None) -> tuple[Floats, Cache]:
        """See `NextToken`; without a cache there is one row."""
        session = self._session
        past = cache or [self._empty] * len(self._past)
        past_n = past[0].shape()[2]
        ids = np.asarray([list(row) for row in rows], np.int64)
        rows_n, new_n = ids.shape
        places = np.arange(past_n, past_n + new_n, dtype=np.int64)
        feeds = {
            "input_ids": ids,
            "attention_mask": np.ones((rows_n, past_n + new_n), np.int64),
            "position_ids": np.tile(places, (rows_n, 1)),
        }
        values = {
            name: ort.OrtValue.ortvalue_from_numpy(feed)
            for name, feed in feeds.items()
            if name in self._names
        }
        values.update(zip(self._past, past, strict=True))
        logits, *present = session.run_with_ort_values(self._outputs, values)
        scores: Floats = logits.numpy()[:, -1]
        return scores, present

    def select(self, cache: Cache, rows: Sequence[int]) -> Cache:
        """See `NextToken`."""
        chosen = list(rows)
        return [ort.OrtValue.ortvalue_from_numpy(value.numpy()[chosen]) for value in cache]


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
    prompt: tuple[Sequence[int], Cache | None],
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
        prompt: ids to read first, and the cache of what stands before them.
        allows: (text so far, whether it ends here) → whether it may stand.
    """
    ids, before = prompt
    scores, cache = decoder.read([ids], before)
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
        # Drafts that say the same so far are one row.
        first = {tuple(draft.tokens): draft for draft in reversed(growing)}
        rows = [draft.row for draft in first.values()]
        if rows != list(range(len(scores))):
            cache = decoder.select(cache, rows)
        scores, cache = decoder.read([tokens[-1:] for tokens in first], cache)
        row_of = {tokens: row for row, tokens in enumerate(first)}
        for draft in growing:
            draft.row = row_of[tuple(draft.tokens)]
    return [draft.end() for draft in drafts if not draft.barred]


@dataclass
class _Growing:
    """A draft being written; `barred` once no likely way on may stand.

    `row` is where the network reads it.
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
    top = np.argpartition(-scores, min(CANDIDATES_N, len(scores) - 1))[:CANDIDATES_N]
    top = top[np.argsort(-scores[top], kind="stable")]
    top = top[scores[top] >= scores[top[0]] - MOST_BELOW]
    order = np.argsort(-(scores[top] + luck[: len(top)]), kind="stable")
    return [int(token) for token in top[order]]


def _log_sum(scores: Floats) -> float:
    highest = float(scores.max())
    return highest + float(np.log(np.exp(scores - highest).sum()))
