"""Outlying channels: the same product, and fewer steps lost in 8 bits."""

from pathlib import Path

import pytest

onnx = pytest.importorskip("onnx")
pytest.importorskip("torch")

import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from onnx import TensorProto, helper, numpy_helper  # noqa: E402
from onnxruntime import InferenceSession  # noqa: E402
from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: E402

from slm.encoder import feed  # noqa: E402
from slm.serialise import Window  # noqa: E402
from training.smooth import FACTORS, SMOOTHED, smooth  # noqa: E402

WIDTH, ROWS_N = 32, 40
INPUTS = {"input_ids": 2, "bbox": 3, "attention_mask": 2, "token_type_ids": 2}


def _network() -> onnx.ModelProto:
    """Vectors that two layers take in, one of whose channels is a hundred times the others."""
    rng = np.random.default_rng(1)
    table = rng.normal(size=(ROWS_N, WIDTH)).astype(np.float32)
    table[:, 7] *= 100
    layers = [rng.normal(size=(WIDTH, 8)).astype(np.float32) for _ in range(2)]
    for layer in layers:
        layer[7] *= 0.01
    return helper.make_model(
        helper.make_graph(
            [
                helper.make_node("Gather", ["table", "input_ids"], ["vectors"], "look_up"),
                helper.make_node("MatMul", ["vectors", "first"], ["one"], "first/MatMul"),
                helper.make_node("MatMul", ["vectors", "second"], ["two"], "second/MatMul"),
            ],
            "two layers",
            [
                helper.make_tensor_value_info(name, TensorProto.INT64, [None] * rank)
                for name, rank in INPUTS.items()
            ],
            [
                helper.make_tensor_value_info(name, TensorProto.FLOAT, [None, None, 8])
                for name in ("one", "two")
            ],
            [
                numpy_helper.from_array(table, "table"),
                numpy_helper.from_array(layers[0], "first"),
                numpy_helper.from_array(layers[1], "second"),
            ],
        ),
        opset_imports=[helper.make_opsetid("", 18)],
        ir_version=8,
    )


def _window() -> Window:
    ids = np.arange(ROWS_N)
    return Window(0, ids, np.zeros((ROWS_N, 4), np.int64), ids, ids, ids)


def _run(model: bytes | str) -> list[NDArray[np.float32]]:
    found: list[NDArray[np.float32]] = InferenceSession(model).run(None, feed(_window()))
    return found


def _run_int8(model: onnx.ModelProto, folder: Path) -> list[NDArray[np.float32]]:
    onnx.save(model, folder / "fp32.onnx")
    quantize_dynamic(
        folder / "fp32.onnx",
        folder / "int8.onnx",
        per_channel=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul"],
        extra_options={"DefaultTensorType": TensorProto.FLOAT},
    )
    return _run(str(folder / "int8.onnx"))


def test_the_products_stay_and_int8_comes_nearer_to_them(tmp_path: Path) -> None:
    plain, even = _network(), _network()
    assert smooth(even, [_window()]) == 1
    expected = _run(plain.SerializeToString())
    for one, other in zip(expected, _run(even.SerializeToString()), strict=True):
        assert one == pytest.approx(other, abs=1e-4)
    losses = [
        [np.abs(one - other).mean() for one, other in zip(expected, found, strict=True)]
        for found in (_run_int8(plain, tmp_path), _run_int8(even, tmp_path))
    ]
    for before, after in zip(*losses, strict=True):
        assert after < before / 4


def test_layers_that_share_an_input_share_its_factors() -> None:
    model = _network()
    smooth(model, [_window()])
    sources = {node.input[0] for node in model.graph.node if node.op_type == "MatMul"}
    assert sources == {f"vectors{SMOOTHED}"}
    (factors,) = (t for t in model.graph.initializer if t.name == f"vectors{FACTORS}")
    values = numpy_helper.to_array(factors)
    assert values.argmin() == 7
    assert np.log(values).mean() == pytest.approx(0, abs=1e-5)
