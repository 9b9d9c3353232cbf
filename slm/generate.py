"""A decoder network with a key-value cache, and greedy writing under a rule."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
#: So often a word that cannot be ended is begun anew with another token.
RETRIES_N = 4


class NextToken(Protocol):
    """The seam where a fake can stand in for the network."""

    def read(self, ids: Sequence[int], cache: Cache | None) -> tuple[Floats, Cache]:
        """Scores of every token to come after `ids`, which follow what `cache` holds."""
        ...


class OnnxDecoder:
    """A decoder as optimum exports it ("text-generation-with-past"), one text at a time.

    `past_key_values.N.key` and `.value` have shape (1, heads, tokens read, head width). The
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

    def read(self, ids: Sequence[int], cache: Cache | None) -> tuple[Floats, Cache]:
        """See `NextToken`."""
        session = self._session
        past = cache or [self._empty] * len(self._past)
        past_n = past[0].shape()[2]
        row = np.asarray([list(ids)], np.int64)
        feeds = {
            "input_ids": row,
            "attention_mask": np.ones((1, past_n + len(ids)), np.int64),
            "position_ids": np.arange(past_n, past_n + len(ids), dtype=np.int64)[None],
        }
        values = {
            name: ort.OrtValue.ortvalue_from_numpy(feed)
            for name, feed in feeds.items()
            if name in self._names
        }
        values.update(zip(self._past, past, strict=True))
        logits, *present = session.run_with_ort_values(self._outputs, values)
        scores: Floats = logits.numpy()[0, -1]
        return scores, present


@dataclass(frozen=True)
class Draft:
    """What was written; empty where the rule barred every way on.

    `confidence` is the mean log probability of its tokens, `finished` whether the model ended it.
    """

    text: str
    finished: bool
    confidence: float


def write(
    decoder: NextToken,
    prompt: tuple[Sequence[int], Cache | None],
    decode: Callable[[list[int]], str],
    allows: Callable[[str, bool], bool],
    stop: int,
    most_n: int,
) -> Draft:
    """Writes at most `most_n` tokens, each the likeliest that `allows` lets through.

    Args:
        prompt: ids to read first, and the cache of what stands before them.
        allows: (text so far, whether it ends here) → whether it may stand.
    """
    scores, cache = decoder.read(*prompt)
    here = _Place([], "", 0.0, scores, cache, _likeliest(scores))
    word, retries_n = here, 0
    while len(here.written) < most_n:
        step = _take_step(here, decode, allows, stop)
        if step is None:  # every likely way on would break a copy: try another word
            if retries_n == RETRIES_N:
                return Draft("", False, here.mean())
            here, retries_n = word, retries_n + 1
            continue
        token, text = step
        if token == stop:
            return Draft(here.text.strip(), True, here.mean())
        if text[len(here.text) :].startswith(" "):
            word = here
        confidence = here.confidence + float(here.scores[token] - _log_sum(here.scores))
        scores, cache = decoder.read([token], here.cache)
        written = [*here.written, token]
        here = _Place(written, text, confidence, scores, cache, _likeliest(scores))
    return Draft(here.text.strip(), False, here.mean())


@dataclass
class _Place:
    """A place in a text: what stands before it, and which tokens are still to be tried there."""

    written: list[int]
    text: str
    confidence: float
    scores: Floats
    cache: Cache
    waiting: list[int]

    def mean(self) -> float:
        return self.confidence / max(1, len(self.written))


def _take_step(
    here: _Place,
    decode: Callable[[list[int]], str],
    allows: Callable[[str, bool], bool],
    stop: int,
) -> tuple[int, str] | None:
    """The next token that may stand here, and the text with it; None where none may."""
    while here.waiting:
        token = here.waiting.pop(0)
        if token == stop:
            if allows(here.text, True):
                return token, here.text
            continue
        longer = decode([*here.written, token]).rstrip("\ufffd")
        if allows(longer, False):
            return token, longer
    return None


def _likeliest(scores: Floats) -> list[int]:
    top = np.argpartition(-scores, min(CANDIDATES_N, len(scores) - 1))[:CANDIDATES_N]
    ranked = top[np.argsort(-scores[top], kind="stable")]
    return [int(token) for token in ranked if scores[token] >= scores[ranked[0]] - MOST_BELOW]


def _log_sum(scores: Floats) -> float:
    highest = float(scores.max())
    return highest + float(np.log(np.exp(scores - highest).sum()))
