"""A decoder that keeps what it has read (`text-generation-with-past`, as optimum exports it)."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
import onnxruntime as ort

Floats = npt.NDArray[np.float32]
#: A network says so in its metadata if it writes new keys and values into the buffers of the old.
SHARED_CACHE = "shared_cache"
#: A network may also give what its middle layer makes of each token: (rows, tokens, width).
STATES = "states"


class NextToken(Protocol):
    """The seam where a fake can stand in for the network.

    A cache holds, for each row, what was read so far. It grows where it is read on.
    """

    def open(self, tokens_n: int) -> Any:
        """A cache of one row that has read nothing and will read `tokens_n` tokens at most."""
        ...

    def copy(self, cache: Any, rows_n: int, tokens_n: int) -> Any:
        """The first row of a cache in a new one, with room for so many rows and more tokens."""
        ...

    def read(self, rows: Sequence[Sequence[int]], cache: Any) -> Floats:
        """Scores (rows, vocabulary) of every token to come after `rows`.

        All rows have the same number of ids and follow what the cache holds for them.
        """
        ...

    def read_states(self, row: Sequence[int], cache: Any) -> tuple[Floats, Floats | None]:
        """`read` of one row, and its new tokens' states (tokens, width) where the network tells."""
        ...

    def select(self, cache: Any, rows: Sequence[int]) -> None:
        """Leaves the given rows in a cache; a row named twice is there twice."""
        ...


class Network(NamedTuple):
    """A session with inputs `past_key_values.N.key` and `.value`: (rows, heads, tokens, width)."""

    session: ort.InferenceSession
    inputs: frozenset[str]
    past: Sequence[str]
    present: Sequence[str]
    heads_n: int
    width: int
    shares: bool
    tells: bool


class OnnxDecoder:
    """A network that reads on from what it has read.

    The scores may be of all tokens or of the last alone. The session is opened at the first
    reading: it takes a second that no invoice should wait for.
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
            shares=SHARED_CACHE in session.get_modelmeta().custom_metadata_map,
            tells=STATES in {entry.name for entry in session.get_outputs()},
        )

    def open(self, tokens_n: int) -> "Cache":
        """See `NextToken`."""
        return self._allocate(1, tokens_n)

    def copy(self, cache: "Cache", rows_n: int, tokens_n: int) -> "Cache":
        """See `NextToken`."""
        copied = self._allocate(rows_n, cache.tokens_n + tokens_n)
        copied.take(cache)
        return copied

    def _allocate(self, rows_n: int, tokens_n: int) -> "Cache":
        network = self._network
        return SharedCache(network, rows_n, tokens_n) if network.shares else CopiedCache(network)

    def read(self, rows: Sequence[Sequence[int]], cache: "Cache") -> Floats:
        """See `NextToken`."""
        (logits,) = self._run(rows, cache, ("logits",))
        scores: Floats = logits.numpy()[:, -1]
        return scores

    def read_states(self, row: Sequence[int], cache: "Cache") -> tuple[Floats, Floats | None]:
        """See `NextToken`."""
        if not self._network.tells:
            return self.read([row], cache), None
        logits, states = self._run([row], cache, ("logits", STATES))
        return logits.numpy()[:, -1], states.numpy()[0]

    def _run(
        self, rows: Sequence[Sequence[int]], cache: "Cache", wanted: Sequence[str]
    ) -> Sequence[ort.OrtValue]:
        ids = np.asarray([list(row) for row in rows], np.int64)
        rows_n, new_n = ids.shape
        read_n = cache.tokens_n + new_n
        feeds = {
            "input_ids": ids,
            "attention_mask": np.ones((rows_n, read_n), np.int64),
            "position_ids": np.tile(np.arange(cache.tokens_n, read_n), (rows_n, 1)),
        }
        given = {
            name: ort.OrtValue.ortvalue_from_numpy(feed)
            for name, feed in feeds.items()
            if name in self._network.inputs
        }
        outputs = cache.run(given, rows_n, wanted)
        cache.tokens_n = read_n
        return outputs

    def select(self, cache: "Cache", rows: Sequence[int]) -> None:
        """See `NextToken`."""
        cache.select(list(rows))


class Cache(Protocol):
    """Keys and values, in the order of the network's inputs."""

    tokens_n: int

    def take(self, other: Any) -> None:
        """Makes the first row of another cache of the same kind its own."""
        ...

    def run(
        self, given: Mapping[str, ort.OrtValue], rows_n: int, wanted: Sequence[str]
    ) -> Sequence[ort.OrtValue]:
        """Reads on; returns the outputs that are wanted."""
        ...

    def select(self, rows: list[int]) -> None:
        """See `NextToken`."""
        ...


class CopiedCache:
    """For a network that returns old and new keys and values together, as exporters write it."""

    def __init__(self, network: Network) -> None:
        shape = 1, network.heads_n, 0, network.width
        empty = ort.OrtValue.ortvalue_from_numpy(np.zeros(shape, np.float32))
        self._network = network
        self.values, self.tokens_n = [empty] * len(network.past), 0

    def take(self, other: "CopiedCache") -> None:
        """See `Cache`; what was returned is never written again, so it can be shared."""
        self.values, self.tokens_n = other.values, other.tokens_n

    def run(
        self, given: Mapping[str, ort.OrtValue], rows_n: int, wanted: Sequence[str]
    ) -> Sequence[ort.OrtValue]:
        """See `Cache`."""
        network = self._network
        feeds = {**given, **dict(zip(network.past, self.values, strict=True))}
        names = [*wanted, *network.present]
        outputs: list[ort.OrtValue] = network.session.run_with_ort_values(names, feeds)
        self.values = outputs[len(wanted) :]
        return outputs[: len(wanted)]

    def select(self, rows: list[int]) -> None:
        """See `NextToken`."""
        self.values = [
            ort.OrtValue.ortvalue_from_numpy(value.numpy()[rows]) for value in self.values
        ]


class SharedCache:
    """For a network that writes new keys and values behind the old: nothing is copied at a step."""

    def __init__(self, network: Network, rows_n: int, tokens_n: int) -> None:
        shape = rows_n, network.heads_n, tokens_n, network.width
        self._network = network
        self.values, self.tokens_n = [np.zeros(shape, np.float32) for _ in network.past], 0
        self._bound: tuple[int, Any, list[str]] = (0, None, [])

    def take(self, other: "SharedCache") -> None:
        """See `Cache`."""
        self.tokens_n = other.tokens_n
        for mine, value in zip(self.values, other.values, strict=True):
            mine[0, :, : self.tokens_n] = value[0, :, : self.tokens_n]

    def run(
        self, given: Mapping[str, ort.OrtValue], rows_n: int, wanted: Sequence[str]
    ) -> Sequence[ort.OrtValue]:
        """See `Cache`."""
        if self._bound[0] != rows_n:
            self._bound = rows_n, self._bind(rows_n), list(self._network.present)
        _, binding, bound = self._bound
        for name, feed in given.items():
            binding.bind_ortvalue_input(name, feed)
        bound += [name for name in wanted if name not in bound]
        for name in bound[len(self._network.present) :]:
            binding.bind_output(name)
        self._network.session.run_with_iobinding(binding)
        found = dict(zip(bound, binding.get_outputs(), strict=True))
        return [found[name] for name in wanted]

    def _bind(self, rows_n: int) -> Any:
        network = self._network
        binding = network.session.io_binding()
        for past, present, value in zip(network.past, network.present, self.values, strict=True):
            # The first rows of a buffer lie together: the network sees them in place.
            rows = ort.OrtValue.ortvalue_from_numpy(value[:rows_n])
            binding.bind_ortvalue_input(past, rows)
            binding.bind_ortvalue_output(present, rows)
        return binding

    def select(self, rows: list[int]) -> None:
        """See `NextToken`."""
        moved = [place for place, row in enumerate(rows) if row != place]
        sources = [rows[place] for place in moved]
        for value in self.values:
            value[moved, :, : self.tokens_n] = value[sources, :, : self.tokens_n]
