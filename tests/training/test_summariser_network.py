"""The summariser's network scores alike as it is exported, fused, quantised, and on integers."""

import importlib.util
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from slm.decoder import OnnxDecoder
from slm.encoder import open_session
from slm.packed import WEIGHTS_FILE, read_weights

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("torch") is None, reason="torch is in the training environment"
)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch
    from optimum.exporters.onnx import onnx_export_from_model
    from transformers import LlamaConfig, LlamaForCausalLM

    folder = tmp_path_factory.mktemp("exported")
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=64,
        hidden_size=128,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=8,
        num_key_value_heads=2,
        rope_theta=1000.0,
        tie_word_embeddings=True,
    )
    model = LlamaForCausalLM(config).eval()
    for name, value in model.named_parameters():
        if name.endswith("norm.weight"):  # else they are all alike, and exported as one
            torch.nn.init.uniform_(value, 0.5, 2.0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter's own
        onnx_export_from_model(
            model,
            folder,
            task="text-generation-with-past",
            do_validation=False,
            preprocessors=[],
        )
    return folder / "model.onnx"


@pytest.fixture(scope="module")
def fused(exported: Path) -> Path:
    import onnx

    from training.summariser.export import keep_last_scores
    from training.summariser.fuse import fuse_attention

    network = onnx.load(exported)
    keep_last_scores(network.graph)
    assert fuse_attention(network, 8, 2, 16, 1000.0) == 2
    onnx.save(network, exported.with_name("fused.onnx"))
    return exported.with_name("fused.onnx")


def score(open_network: Callable[[], Any]) -> np.ndarray:
    decoder = OnnxDecoder(open_network)
    prefix = decoder.open(4)
    first, _ = decoder.read([5, 7, 9, 11], prefix)
    cache = decoder.copy(prefix, 10)
    second, _ = decoder.read([3, 4], cache)
    third = decoder.read_each([8, 9, 10], [0, 0, 0], cache)
    fourth = decoder.read_each([1, 2], [2, 0], cache)
    fifth = decoder.read_each([6, 7, 8], [1, 0, 1], cache)
    again, _ = decoder.read([3, 4], decoder.copy(prefix, 2))
    np.testing.assert_allclose(again, second, atol=1e-5)
    return np.concatenate([first, second, third, fourth, fifth])


def test_the_fused_network_scores_prompt_and_drafts_alike(exported: Path, fused: Path) -> None:
    scores = [score(lambda path=path: open_session(str(path), 1)) for path in (exported, fused)]
    np.testing.assert_allclose(scores[1], scores[0], atol=1e-4)


def test_integers_say_what_the_blocks_of_four_bits_say(fused: Path, tmp_path: Path) -> None:
    from training.summariser.integers import measure, use_integers
    from training.summariser.quantise import quantise

    blocks = tmp_path / "model.onnx"
    quantise(fused, blocks, bits=4, block=16)
    folder = tmp_path / "integers"
    folder.mkdir()
    use_integers(blocks, folder, measure(blocks, [([5, 7, 9, 11, 3, 4, 8], 1)]))

    expected = score(lambda: open_session(str(blocks), 1))
    weights = read_weights(folder / WEIGHTS_FILE)
    assert {len(value.shape()) for value in weights.values()} == {2}
    found = score(lambda: open_session(str(folder / "model.onnx"), 1, weights))
    assert np.abs(found - expected).max() < 0.05 * np.abs(expected).max()
