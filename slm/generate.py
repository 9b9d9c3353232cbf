"""A decoder network with a key-value cache, and greedy writing under a rule."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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


class NextToken(Protocol):
    """The seam where a fake can stand in for the network."""

    def read(self, ids: Sequence[int], cache: Cache | None) -> tuple[Floats, Cache]:
        """Scores of every token to come after `ids`, which follow what `cache` holds."""
        ...


class OnnxDecoder:
    """A decoder as optimum exports it ("text-generation-with-past"), one text at a time.

    `past_key_values.N.key` and `.value` have shape (1, heads, tokens read, head width). The
    scores may be of all tokens or of the last alone.
    """

    def __init__(self, session: ort.InferenceSession) -> None:
        self._session = session
        inputs = session.get_inputs()
        self._names = {entry.name for entry in inputs}
        past = [entry for entry in inputs if entry.name.startswith("past_key_values.")]
        self._past = [entry.name for entry in past]
        present = [name.replace("past_key_values", "present") for name in self._past]
        self._outputs = ["logits", *present]
        heads, width = past[0].shape[1], past[0].shape[3]
        self._empty = ort.OrtValue.ortvalue_from_numpy(np.zeros((1, heads, 0, width), np.float32))

    def read(self, ids: Sequence[int], cache: Cache | None) -> tuple[Floats, Cache]:
        """See `NextToken`."""
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
        logits, *present = self._session.run_with_ort_values(self._outputs, values)
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
    ids, cache = prompt
    written: list[int] = []
    text, confidence = "", 0.0
    for _ in range(most_n):
        scores, cache = decoder.read(ids, cache)
        for token in _likeliest(scores):
            if token == stop:
                if allows(text, True):
                    return Draft(text.strip(), True, confidence / max(1, len(written)))
                continue
            longer = decode([*written, token]).rstrip("\ufffd")
            if allows(longer, False):
                break
        else:  # every likely way on would break a copy: nothing here can be trusted
            return Draft("", False, confidence / max(1, len(written)))
        confidence += float(scores[token] - _log_sum(scores))
        written.append(token)
        text, ids = longer, [token]
    return Draft(text.strip(), False, confidence / max(1, len(written)))


def _likeliest(scores: Floats) -> list[int]:
    top = np.argpartition(-scores, min(CANDIDATES_N, len(scores) - 1))[:CANDIDATES_N]
    ranked = top[np.argsort(-scores[top], kind="stable")]
    return [int(token) for token in ranked if scores[token] >= scores[ranked[0]] - MOST_BELOW]


def _log_sum(scores: Floats) -> float:
    highest = float(scores.max())
    return highest + float(np.log(np.exp(scores - highest).sum()))
