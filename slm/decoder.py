"""A decoder that keeps what it has read (`text-generation-with-past`, as optimum exports it)."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
import onnxruntime as ort

Floats = npt.NDArray[np.float32]
#: (1, 1, new tokens, all tokens): what is added to the score of each token that a new one looks at.
#: A network that asks for it lets texts that begin alike share one row, and writes new keys and
#: values into the buffers of the old.
BIAS = "attention_bias"
#: A network may also give what its middle layer makes of each token: (rows, tokens, width).
STATES = "states"
#: It may score so many of the last tokens alone, or all of them.
SCORED_N = 16
_UNSEEN = -1e9


class NextToken(Protocol):
    """The seam where a fake can stand in for the network.

    A cache holds what was read so far, of one text or of several that begin alike. It grows where
    it is read on.
    """

    def open(self, tokens_n: int) -> Any:
        """A cache that has read nothing and will read `tokens_n` tokens at most."""
        ...

    def copy(self, cache: Any, tokens_n: int) -> Any:
        """What a cache of one text holds in a new one, with room for so many more tokens."""
        ...

    def read(self, ids: Sequence[int], cache: Any) -> tuple[Floats, Floats | None]:
        """Scores (1, vocabulary) of every token to come after `ids`, which go on the one text.

        Beside them the states (tokens, width) of `ids`, where the network tells them.
        """
        ...

    def read_each(self, ids: Sequence[int], after: Sequence[int], cache: Any) -> Floats:
        """Scores (texts, vocabulary) after one more token of each of several texts.

        Args:
            ids: the tokens, at most `SCORED_N`.
            after: for each, which of the texts of the last reading it goes on; several may go on
                the same.
        """
        ...


class Network(NamedTuple):
    """A session with inputs `past_key_values.N.key` and `.value`: (rows, heads, tokens, width)."""

    session: ort.InferenceSession
    inputs: frozenset[str]
    past: Sequence[str]
    present: Sequence[str]
    heads_n: int
    width: int
    tells: bool


class OnnxDecoder:
    """A network that reads on from what it has read.

    The session is opened at the first reading: it takes a second that no invoice should wait for.
    """

    def __init__(self, open_session: Callable[[], ort.InferenceSession]) -> None:
        self._open_session = open_session

    @cached_property
    def _network(self) -> Network:
        session = self._open_session()
        inputs = session.get_inputs()
        past = [entry for entry in inputs if entry.name.startswith("past_key_values.")]
        return Network(
            session,
            inputs=frozenset(entry.name for entry in inputs),
            past=[entry.name for entry in past],
            present=[entry.name.replace("past_key_values", "present") for entry in past],
            heads_n=past[0].shape[1],
            width=past[0].shape[3],
            tells=STATES in {entry.name for entry in session.get_outputs()},
        )

    def open(self, tokens_n: int) -> "Cache":
        """See `NextToken`."""
        network = self._network
        return OneRow(network, tokens_n) if BIAS in network.inputs else ManyRows(network)

    def copy(self, cache: "Cache", tokens_n: int) -> "Cache":
        """See `NextToken`."""
        copied = self.open(cache.tokens_n + tokens_n)
        copied.take(cache)
        return copied

    def read(self, ids: Sequence[int], cache: "Cache") -> tuple[Floats, Floats | None]:
        """See `NextToken`."""
        wanted = ("logits", STATES) if self._network.tells else ("logits",)
        scores, *states = cache.run(cache.go_on(ids), wanted)
        return scores[:, -1], states[0][0] if states else None

    def read_each(self, ids: Sequence[int], after: Sequence[int], cache: "Cache") -> Floats:
        """See `NextToken`."""
        (scores,) = cache.run(cache.branch(ids, after), ("logits",))
        each: Floats = scores.reshape(-1, scores.shape[-1])[-len(ids) :]
        return each


Feeds = Mapping[str, npt.NDArray[Any]]


class Cache(Protocol):
    """Keys and values, in the order of the network's inputs."""

    tokens_n: int

    def take(self, other: Any) -> None:
        """Makes what another cache of the same kind holds its own."""
        ...

    def go_on(self, ids: Sequence[int]) -> Feeds:
        """What to `run` to read on one text."""
        ...

    def branch(self, ids: Sequence[int], after: Sequence[int]) -> Feeds:
        """What to `run` to read one token of each text, see `NextToken.read_each`."""
        ...

    def run(self, feeds: Feeds, wanted: Sequence[str]) -> Sequence[Floats]:
        """Reads on; returns the outputs that are wanted."""
        ...


class ManyRows:
    """A row for each text, for a network that returns keys and values, as exporters write it."""

    def __init__(self, network: Network) -> None:
        shape = 1, network.heads_n, 0, network.width
        empty = ort.OrtValue.ortvalue_from_numpy(np.zeros(shape, np.float32))
        self._network = network
        self.values, self.tokens_n = [empty] * len(network.past), 0

    def take(self, other: "ManyRows") -> None:
        """See `Cache`; what was returned is never written again, so it can be shared."""
        self.values, self.tokens_n = other.values, other.tokens_n

    def go_on(self, ids: Sequence[int]) -> Feeds:
        """See `Cache`."""
        return self._feed(np.array([ids], np.int64))

    def branch(self, ids: Sequence[int], after: Sequence[int]) -> Feeds:
        """See `Cache`."""
        if list(after) != list(range(self.values[0].shape()[0])):
            self.values = [
                ort.OrtValue.ortvalue_from_numpy(value.numpy()[list(after)])
                for value in self.values
            ]
        return self._feed(np.array(ids, np.int64)[:, None])

    def _feed(self, ids: npt.NDArray[np.int64]) -> Feeds:
        before, (rows_n, new_n) = self.tokens_n, ids.shape
        self.tokens_n += new_n
        return {
            "input_ids": ids,
            "attention_mask": np.ones((rows_n, self.tokens_n), np.int64),
            "position_ids": np.tile(np.arange(before, self.tokens_n), (rows_n, 1)),
        }

    def run(self, feeds: Feeds, wanted: Sequence[str]) -> Sequence[Floats]:
        """See `Cache`."""
        network = self._network
        given = {**_convert(feeds, network), **dict(zip(network.past, self.values, strict=True))}
        names = [*wanted, *network.present]
        outputs = network.session.run_with_ort_values(names, given)
        self.values = outputs[len(wanted) :]
        return [output.numpy() for output in outputs[: len(wanted)]]


class OneRow:
    """All texts in one row: what they begin with is there, and looked at, once.

    Each token looks at those of its own text alone. New keys and values are written behind the
    old, and nothing is copied, neither at a step nor where a text goes two ways.
    """

    def __init__(self, network: Network, tokens_n: int) -> None:
        shape = 1, network.heads_n, tokens_n, network.width
        self.values, self.tokens_n = [np.zeros(shape, np.float32) for _ in network.past], 0
        #: For each text of the last reading, which tokens are its own: (texts, tokens).
        self._own = np.ones((1, 0), bool)
        self._network = network
        self._binding = network.session.io_binding()
        for past, present, value in zip(network.past, network.present, self.values, strict=True):
            shared = ort.OrtValue.ortvalue_from_numpy(value)
            self._binding.bind_ortvalue_input(past, shared)
            self._binding.bind_ortvalue_output(present, shared)
        self._bound = list(network.present)

    def take(self, other: "OneRow") -> None:
        """See `Cache`."""
        self.tokens_n, self._own = other.tokens_n, other._own
        for mine, value in zip(self.values, other.values, strict=True):
            mine[:, :, : self.tokens_n] = value[:, :, : self.tokens_n]

    def go_on(self, ids: Sequence[int]) -> Feeds:
        """See `Cache`."""
        before, new_n = self.tokens_n, len(ids)
        self._own = np.ones((1, before + new_n), bool)
        seen = np.ones((new_n, before + new_n), bool)  # the network itself looks at none to come
        return self._feed(ids, np.arange(before, before + new_n), seen)

    def branch(self, ids: Sequence[int], after: Sequence[int]) -> Feeds:
        """See `Cache`."""
        if len(ids) > SCORED_N:
            raise ValueError(f"The network scores {SCORED_N} texts at once, not {len(ids)}.")
        old = self._own[list(after)]
        self._own = np.concatenate([old, np.eye(len(ids), dtype=bool)], axis=1)
        return self._feed(ids, old.sum(axis=1), self._own)

    def _feed(
        self, ids: Sequence[int], places: npt.NDArray[np.int64], seen: npt.NDArray[np.bool_]
    ) -> Feeds:
        self.tokens_n += len(ids)
        return {
            "input_ids": np.array([ids], np.int64),
            "attention_mask": np.ones((1, self.tokens_n), np.int64),
            "position_ids": places[None],
            BIAS: np.where(seen, 0, _UNSEEN).astype(np.float32)[None, None],
        }

    def run(self, feeds: Feeds, wanted: Sequence[str]) -> Sequence[Floats]:
        """See `Cache`."""
        for name, feed in _convert(feeds, self._network).items():
            self._binding.bind_ortvalue_input(name, feed)
        self._bound += [name for name in wanted if name not in self._bound]
        for name in self._bound[len(self._network.present) :]:
            self._binding.bind_output(name)
        self._network.session.run_with_iobinding(self._binding)
        found = dict(zip(self._bound, self._binding.get_outputs(), strict=True))
        return [found[name].numpy() for name in wanted]


def _convert(feeds: Feeds, network: Network) -> dict[str, ort.OrtValue]:
    return {
        name: ort.OrtValue.ortvalue_from_numpy(feed)
        for name, feed in feeds.items()
        if name in network.inputs
    }
