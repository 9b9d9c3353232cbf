"""Texts that begin alike share a row of the network, and each is scored as if it were alone."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import onnxruntime as ort
import pytest
from tokenizers import Tokenizer

from schemas.settings import REPOSITORY
from slm.decoder import SCORED_N, OnnxDecoder
from slm.encoder import open_session
from slm.model_folder import TOKENIZER_FILE
from slm.packed import read_weights
from slm.summariser import Prompt, load_summariser

SHIPPED = REPOSITORY / "models" / "summariser"
MAIL = """From: Anna Bell
To: Paul Kern
Subject: Boards

Paul, the boards for order 4711 have not come. Please send them by Friday, or call me."""
TEXTS = (
    " Anna asks Paul to send the boards by",
    " Anna wants Paul to call about the boards",
    " The boards for order 4711 have not come",
)


@pytest.fixture(scope="module")
def decoder() -> OnnxDecoder:
    weights = read_weights(SHIPPED / "weights.npz")
    session = open_session(str(SHIPPED / "model.onnx"), 2, weights)
    return OnnxDecoder(lambda: session)


@pytest.fixture(scope="module")
def prompt() -> Prompt:
    return load_summariser(str(SHIPPED), 2).read(MAIL)


def encode(text: str) -> list[int]:
    ids: list[int] = Tokenizer.from_file(str(SHIPPED / TOKENIZER_FILE)).encode(text).ids
    return ids


def read_alone(decoder: OnnxDecoder, prompt: Prompt, ids: list[int]) -> np.ndarray:
    cache = decoder.copy(prompt.cache, len(ids))
    return [decoder.read([token], cache)[0][0] for token in ids][-1]


def test_each_text_sees_what_it_says_and_nothing_of_the_others(
    decoder: OnnxDecoder, prompt: Prompt
) -> None:
    ids = [encode(text) for text in TEXTS]
    tokens_n = min(map(len, ids))
    cache = decoder.copy(prompt.cache, len(ids) * tokens_n)
    scores = np.empty(0)
    before = [0, 0, 0]  # which text is read where
    for at in range(tokens_n):
        now = [(text + at) % 3 for text in range(3)]
        after = [before.index(text) if at else 0 for text in now]
        scores = decoder.read_each([ids[text][at] for text in now], after, cache)
        before = now
    alone = [read_alone(decoder, prompt, text[:tokens_n]) for text in ids]
    # One scale of eight bits is for all that is read at once, so they are not quite the same.
    likeness = np.corrcoef([*alone, *scores])[:3, 3:]
    for place, text in enumerate(before):
        assert likeness[text, place] > 0.995
        assert max(np.delete(likeness[:, place], text)) < 0.95


def test_several_go_on_one_text_and_others_end(decoder: OnnxDecoder, prompt: Prompt) -> None:
    first, second = (encode(text)[:3] for text in TEXTS[1:])
    cache = decoder.copy(prompt.cache, 8)
    decoder.read_each([first[0], second[0]], [0, 0], cache)
    decoder.read_each([second[1]] * 2, [1, 1], cache)
    scores = decoder.read_each([second[2]] * 3, [1, 0, 1], cache)
    alone = read_alone(decoder, prompt, second)
    np.testing.assert_array_equal(scores.argmax(axis=1), [alone.argmax()] * 3)
    assert np.corrcoef([alone, *scores])[0].min() > 0.995


def test_a_text_is_scored_alike_however_many_are_read_beside_it(
    decoder: OnnxDecoder, prompt: Prompt
) -> None:
    (token, *_) = encode(TEXTS[0])
    scores = decoder.read_each(
        [token] * SCORED_N, [0] * SCORED_N, decoder.copy(prompt.cache, SCORED_N)
    )
    alone = read_alone(decoder, prompt, [token])
    np.testing.assert_allclose(scores, [alone] * SCORED_N, atol=1e-3)


def test_a_prompt_read_on_leaves_its_fixed_part_as_it_was(decoder: OnnxDecoder) -> None:
    prefix = decoder.open(4)
    decoder.read([5, 7, 9, 11], prefix)
    first, _ = decoder.read([3, 4], decoder.copy(prefix, 2))
    decoder.read([900, 901, 902], decoder.copy(prefix, 3))
    again, _ = decoder.read([3, 4], decoder.copy(prefix, 2))
    np.testing.assert_array_equal(first, again)


def test_states_are_told_for_every_new_token(decoder: OnnxDecoder) -> None:
    prefix = decoder.open(2)
    decoder.read([5, 7], prefix)
    scores, states = decoder.read([9, 11, 3], decoder.copy(prefix, 3))
    assert states is not None and states.shape == (3, 576)
    assert scores.shape[0] == 1


class Echo:
    """A network as exporters write it: the scores of a row are how often it has read each id."""

    def get_inputs(self) -> list[SimpleNamespace]:
        shape = ["batch", 1, "past", 1]
        names = ("input_ids", "attention_mask", "past_key_values.0.key", "past_key_values.0.value")
        return [SimpleNamespace(name=name, shape=shape) for name in names]

    def get_outputs(self) -> list[SimpleNamespace]:
        return [SimpleNamespace(name="logits")]

    def run_with_ort_values(self, names: list[str], feeds: dict[str, ort.OrtValue]) -> list[Any]:
        ids = feeds["input_ids"].numpy().astype(np.float32)[:, None, :, None]
        read = np.concatenate([feeds["past_key_values.0.key"].numpy(), ids], axis=2)
        counts = np.array([np.bincount(row.astype(int).ravel(), minlength=9) for row in read])
        results = {"logits": counts[:, None].astype(np.float32)}
        return [ort.OrtValue.ortvalue_from_numpy(results.get(name, read)) for name in names]


def test_another_network_has_a_row_for_each_text() -> None:
    decoder = OnnxDecoder(lambda: Echo())  # type: ignore[arg-type,return-value]
    prompt = decoder.open(2)
    decoder.read([1, 2], prompt)
    cache = decoder.copy(prompt, 3)
    decoder.read_each([3, 4, 5], [0, 0, 0], cache)
    first, second, third = decoder.read_each([6, 7, 8], [2, 0, 0], cache)
    assert np.flatnonzero(first).tolist() == [1, 2, 5, 6]
    assert np.flatnonzero(second).tolist() == [1, 2, 3, 7]
    assert np.flatnonzero(third).tolist() == [1, 2, 3, 8]
    (last,) = decoder.read_each([0], [1], cache)
    assert np.flatnonzero(last).tolist() == [0, 1, 2, 3, 7]
    scores, states = decoder.read([4], decoder.copy(prompt, 1))
    assert np.flatnonzero(scores[0]).tolist() == [1, 2, 4] and states is None


def test_more_texts_than_the_network_scores_are_refused(
    decoder: OnnxDecoder, prompt: Prompt
) -> None:
    count = SCORED_N + 1
    with pytest.raises(ValueError, match="at once"):
        decoder.read_each([8] * count, [0] * count, decoder.copy(prompt.cache, count))
