"""The network that int8 is timed against says what the shipped one says."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.model import _random_inputs
from schemas.settings import Settings
from slm.encoder import open_session
from slm.model_folder import MODEL_FILE

onnx = pytest.importorskip("onnx", reason="comes with make bench")


def test_fp32_twins_agree_with_int8_and_with_each_other(tmp_path: Path) -> None:
    from benchmarks.dequantise import dequantise

    shipped = Path(Settings().model) / MODEL_FILE
    inputs = _random_inputs(90, seed=1)
    (small,) = open_session(str(shipped), 1).run(None, inputs)
    logits = []
    for attention in (True, False):
        twin = tmp_path / f"{attention}.onnx"
        dequantise(shipped, twin, attention)
        kinds = {node.op_type for node in onnx.load(twin).graph.node}
        assert "MatMulInteger" not in kinds
        assert ("Softmax" in kinds, "MultiHeadAttention" in kinds) == (attention, not attention)
        logits.append(open_session(str(twin), 1).run(None, inputs)[0])
    assert np.allclose(*logits, atol=1e-3)
    assert np.corrcoef(small.ravel(), logits[0].ravel())[0, 1] > 0.99


def test_a_network_without_8_bit_products_is_refused(tmp_path: Path) -> None:
    from benchmarks.dequantise import dequantise

    shipped, twin = Path(Settings().model) / MODEL_FILE, tmp_path / "twin.onnx"
    dequantise(shipped, twin, attention=False)
    with pytest.raises(ValueError, match="no 8-bit products"):
        dequantise(twin, tmp_path / "again.onnx", attention=False)
