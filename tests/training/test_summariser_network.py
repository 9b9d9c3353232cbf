"""The fused attention of the summariser reads and keeps what the exported one does."""

import importlib.util
import warnings
from pathlib import Path

import numpy as np
import pytest

needs_torch = pytest.mark.skipif(
    importlib.util.find_spec("torch") is None, reason="torch is in the training environment"
)


@needs_torch
def test_the_fused_network_scores_prompt_and_drafts_alike(tmp_path: Path) -> None:
    import onnx
    import onnxruntime as ort
    import torch
    from optimum.exporters.onnx import onnx_export_from_model
    from transformers import LlamaConfig, LlamaForCausalLM

    from slm.generate import OnnxDecoder
    from training.summariser.fuse import fuse_attention

    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=60,
        hidden_size=96,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=6,
        num_key_value_heads=2,
        rope_theta=1000.0,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter's own
        onnx_export_from_model(
            LlamaForCausalLM(config).eval(),
            tmp_path,
            task="text-generation-with-past",
            do_validation=False,
            preprocessors=[],
        )
    network = onnx.load(tmp_path / "model.onnx")
    assert fuse_attention(network, 6, 2, 16, 1000.0) == 2
    onnx.save(network, tmp_path / "fused.onnx")

    scores = []
    for name in ("model.onnx", "fused.onnx"):
        decoder = OnnxDecoder(lambda name=name: ort.InferenceSession(tmp_path / name))
        first, cache = decoder.read([[5, 7, 9, 11]], None)
        second, cache = decoder.read([[3, 4]], cache)
        third, cache = decoder.read([[8], [9], [10]], decoder.select(cache, [0, 0, 0]))
        fourth, _ = decoder.read([[1], [2]], decoder.select(cache, [2, 0]))
        scores.append(np.concatenate([first, second, third, fourth]))
    np.testing.assert_allclose(scores[1], scores[0], atol=1e-4)
