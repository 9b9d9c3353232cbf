import pytest

onnx = pytest.importorskip("onnx")

import numpy as np  # noqa: E402
from onnx import TensorProto, helper, numpy_helper  # noqa: E402
from onnxruntime import InferenceSession  # noqa: E402

from training.tables import join_table, quantise_tables, split_table  # noqa: E402

TABLE = np.array([[0.01, -0.02, 0.0], [5.0, -9.0, 1.0], [0.0, 0.0, 0.0]], np.float32)


def test_each_row_keeps_its_own_precision() -> None:
    steps, scales = split_table(numpy_helper.from_array(TABLE, "words"))
    again = join_table(numpy_helper.to_array(steps), numpy_helper.to_array(scales))
    largest = np.abs(TABLE).max(axis=1, keepdims=True)
    assert (np.abs(again - TABLE) <= largest / 127 + 1e-6).all()


def test_a_network_looks_up_the_same_vectors() -> None:
    look_up = helper.make_node("Gather", ["words", "ids"], ["vectors"], "look_up")
    graph = helper.make_graph(
        [look_up],
        "tables",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, [None])],
        [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, [None, 3])],
        [numpy_helper.from_array(TABLE, "words")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    quantise_tables(model)
    assert {entry.name for entry in model.graph.initializer} == {"words.steps", "words.scales"}
    session = InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    (found,) = session.run(None, {"ids": np.array([1, 0, 2], np.int64)})
    assert found == pytest.approx(TABLE[[1, 0, 2]], abs=0.05)
