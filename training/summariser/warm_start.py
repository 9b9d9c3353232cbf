"""The shipped summariser as a starting point: the tuned layers' 4-bit weights, taken back to fp32.

Checkpoints are never committed; the artefact is. The layers that training leaves alone are the
base model's own, so only the tuned ones are read.
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

_HALF = ".half"


def read_tuned_layers(model: Path, first_layer: int) -> dict[str, torch.Tensor]:
    """Parameter name → value, of all layers from `first_layer` on, out of a quantised ONNX file.

    Raises:
        ValueError: the file's weights are not 4-bit blocks.
    """
    graph = onnx.load(model).graph
    stored = {entry.name: entry for entry in graph.initializer}
    found = {}
    for node in graph.node:
        parts = node.name.strip("/").split("/")
        if node.op_type != "MatMulNBits" or not parts[1].startswith("layers."):
            continue
        if int(parts[1].partition(".")[2]) < first_layer:
            continue
        sizes = {entry.name: entry.i for entry in node.attribute}
        if sizes["bits"] != 4:
            raise ValueError(f"{model.name} has weights of {sizes['bits']} bits.")
        weight = _read_blocks(list(node.input), stored, sizes)
        found[".".join(parts[:-1]) + ".weight"] = torch.from_numpy(weight)
    for name, entry in stored.items():
        layer = name.split(".")[2:3]
        tuned = name.startswith("model.layers.") and int(layer[0]) >= first_layer
        if name.endswith("norm.weight") and (tuned or name == "model.norm.weight"):
            found[name] = torch.from_numpy(numpy_helper.to_array(entry).copy())
    return found


def _read_blocks(
    inputs: "onnx.RepeatedScalarFieldContainer",
    stored: dict[str, onnx.TensorProto],
    sizes: dict[str, int],
) -> NDArray[np.float32]:
    """(out, in) weights of one MatMulNBits node."""
    rows, columns, block = sizes["N"], sizes["K"], sizes["block_size"]
    packed, scales, zeros = (_find(name, stored) for name in list(inputs)[1:4])
    blocks_n = -(-columns // block)
    steps = _unpack(packed.reshape(rows, blocks_n, block // 2))
    points = _unpack(zeros.reshape(rows, -1))[:, :blocks_n, None]
    weight = (steps - points) * scales.reshape(rows, blocks_n, 1).astype(np.float32)
    return np.ascontiguousarray(weight.reshape(rows, -1)[:, :columns], np.float32)


def _find(name: str, stored: dict[str, onnx.TensorProto]) -> NDArray[np.generic]:
    return numpy_helper.to_array(stored.get(name) or stored[name + _HALF])


def _unpack(packed: NDArray[np.generic]) -> NDArray[np.float32]:
    """Two 4-bit numbers a byte, the low one first, along the last axis."""
    low, high = packed & 15, packed >> 4  # type: ignore[operator]
    return np.stack([low, high], axis=-1).reshape(*packed.shape[:-1], -1).astype(np.float32)
