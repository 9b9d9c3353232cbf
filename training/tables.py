"""Embedding tables → int8 with a scale for each row.

One scale for a whole table, as ONNX Runtime's own quantisation has it, is set by the longest
vector; most rows then use a fraction of the 256 steps. A scale a row costs two bytes and loses
next to nothing.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

STEPS = ".steps"
SCALES = ".scales"
_MOST = 127


def quantise_tables(model: onnx.ModelProto) -> None:
    """Replaces every look-up in a float table by one of its int8 rows and their scales."""
    graph = model.graph
    stored = {entry.name: entry for entry in graph.initializer}
    done: set[str] = set()
    for node in list(graph.node):
        table = stored.get(node.input[0]) if node.op_type == "Gather" else None
        if table is None or table.data_type != TensorProto.FLOAT or len(table.dims) != 2:
            continue
        if table.name not in done:
            graph.initializer.extend(split_table(table))
            done.add(table.name)
        at = list(graph.node).index(node)
        graph.node.remove(node)
        for offset, part in enumerate(_look_up(node, table.name)):
            graph.node.insert(at + offset, part)
    for name in done:
        graph.initializer.remove(stored[name])


def split_table(table: onnx.TensorProto) -> tuple[onnx.TensorProto, onnx.TensorProto]:
    """A table (rows, width) as int8 steps (rows, width) and half-precision scales (rows, 1)."""
    values = numpy_helper.to_array(table)
    scales = (np.abs(values).max(axis=1, keepdims=True) / _MOST).astype(np.float16)
    scales = np.maximum(scales, np.float16(1e-6))
    steps = np.clip(np.rint(values / scales.astype(np.float32)), -_MOST, _MOST)
    return (
        numpy_helper.from_array(steps.astype(np.int8), table.name + STEPS),
        numpy_helper.from_array(scales, table.name + SCALES),
    )


def join_table(steps: np.ndarray, scales: np.ndarray) -> np.ndarray:
    """The float table again: what `split_table` parted."""
    return steps.astype(np.float32) * scales.astype(np.float32)


def _look_up(node: onnx.NodeProto, table: str) -> list[onnx.NodeProto]:
    """The same look-up in both parts, widened to float, and their product."""
    out = node.output[0]
    parts = []
    for part in (STEPS, SCALES):
        row, wide = f"{out}{part}", f"{out}{part}.float"
        parts += [
            helper.make_node("Gather", [table + part, node.input[1]], [row], f"{node.name}{part}"),
            helper.make_node(
                "Cast", [row], [wide], f"{node.name}{part}.float", to=TensorProto.FLOAT
            ),
        ]
    ends = [f"{out}{part}.float" for part in (STEPS, SCALES)]
    return [*parts, helper.make_node("Mul", ends, [out], f"{node.name}.scaled")]
