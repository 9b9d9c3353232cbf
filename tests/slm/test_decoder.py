"""What a decoder has read is kept alike, whether its network copies it at each step or not."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from schemas.settings import REPOSITORY
from slm.decoder import CopiedCache, Network, OnnxDecoder, SharedCache
from slm.encoder import open_session
from slm.packed import read_weights

SHIPPED = REPOSITORY / "models" / "summariser"


class Forgetful:
    """A session that does not say that its cache may be shared."""

    def __init__(self, session: Any) -> None:
        self._session = session

    def get_modelmeta(self) -> Any:
        return SimpleNamespace(custom_metadata_map={})

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)


@pytest.fixture(scope="module")
def session() -> Any:
    weights = read_weights(SHIPPED / "weights.npz")
    return open_session(str(SHIPPED / "model.onnx"), 2, weights)


def read_on(decoder: OnnxDecoder) -> Iterator[np.ndarray]:
    prefix = decoder.open(4)
    yield decoder.read([[5, 7, 9, 11]], prefix)
    cache = decoder.copy(prefix, 3, 4)
    yield decoder.read([[3, 4]], cache)
    decoder.select(cache, [0, 0, 0])
    yield decoder.read([[8], [9], [10]], cache)
    decoder.select(cache, [2, 0])
    yield decoder.read([[1], [2]], cache)
    yield decoder.read([[3, 4]], decoder.copy(prefix, 1, 2))


def test_a_shared_cache_reads_as_a_copied_one_does(session: Any) -> None:
    shared, copied = OnnxDecoder(lambda: session), OnnxDecoder(lambda: Forgetful(session))
    assert isinstance(shared.open(1), SharedCache) and isinstance(copied.open(1), CopiedCache)
    scores = [np.concatenate(list(read_on(decoder))) for decoder in (shared, copied)]
    np.testing.assert_allclose(scores[0], scores[1], rtol=1e-5, atol=1e-4)


def test_a_prompt_read_on_leaves_its_fixed_part_as_it_was(session: Any) -> None:
    second, *_, again = list(read_on(OnnxDecoder(lambda: session)))[1:]
    np.testing.assert_allclose(second, again, rtol=1e-5, atol=1e-4)


@pytest.mark.parametrize("rows", [[2], [0, 2], [1, 0], [2, 0, 0], [0, 0, 1, 1]])
def test_the_rows_that_are_left_keep_what_they_read(rows: list[int]) -> None:
    names = {"past": ["past"], "present": ["present"]}
    network = Network(
        SimpleNamespace(), frozenset(), **names, heads_n=1, width=2, shares=True, tells=False
    )
    cache = SharedCache(network, 4, 5)
    cache.tokens_n = 3
    before = np.arange(24, dtype=np.float32).reshape(4, 1, 3, 2)
    cache.values[0][:, :, :3] = before
    cache.select(rows)
    np.testing.assert_array_equal(cache.values[0][: len(rows), :, :3], before[rows])


@pytest.mark.parametrize("shared", [True, False])
def test_states_are_told_for_every_new_token_beside_the_same_scores(
    session: Any, shared: bool
) -> None:
    decoder = OnnxDecoder(lambda: session if shared else Forgetful(session))
    prefix = decoder.open(2)
    decoder.read([[5, 7]], prefix)
    expected = decoder.read([[9, 11, 3]], decoder.copy(prefix, 1, 3))
    cache = decoder.copy(prefix, 1, 4)
    scores, states = decoder.read_states([9, 11, 3], cache)
    assert states is not None and states.shape == (3, 576)
    np.testing.assert_allclose(scores, expected, rtol=1e-5, atol=1e-4)
    assert decoder.read([[4]], cache).shape == expected.shape
