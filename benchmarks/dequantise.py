"""The shipped network in fp32 again, as an export writes it: what int8 is timed against.

The network before quantisation is four times as large and not kept. As fast as it is this one,
which has its shapes and operators, and weights that differ from its own by their rounding alone.
"""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

from training.fuse import drop_unused

_QUANTISED = "_quantized"
#: `training.network`'s, which needs torch.
_HEAD_WIDTH = 32


def dequantise(shipped: Path, target: Path, attention: bool) -> None:
    """Writes to `target` what `training.export.quantise` would make `shipped` of.

    Each product of 8-bit numbers, with its scales and what evens out channels, becomes one MatMul
    of fp32. Tables stay as they are: one row a token is read of them either way.

    Args:
        attention: spell out attention in the operators that it is exported as, mask included;
            else it stays the one operator that training fuses it to.

    Raises:
        ValueError: the network holds no such product.
    """
    model = onnx.load(shipped)
    graph = model.graph
    made_by = {output: node for node in graph.node for output in node.output}
    used_by = {name: node for node in graph.node for name in node.input}
    weights = {weight.name: weight for weight in graph.initializer}
    products = [node for node in graph.node if node.op_type == "MatMulInteger"]
    if not products:
        raise ValueError(f"{shipped} has no 8-bit products.")
    for product in products:
        name = product.input[1].removesuffix(_QUANTISED)
        integers, scale, zero = (
            _numbers(weights[f"{name}{part}"]) for part in (_QUANTISED, "_scale", "_zero_point")
        )
        full = (integers - zero) * scale
        source = made_by[product.input[0]].input[0]  # of DynamicQuantizeLinear
        evened = made_by.get(source)
        if evened is not None and evened.op_type == "Mul" and evened.input[1] in weights:
            full = _numbers(weights[evened.input[1]]).reshape(-1, 1) * full
            source = evened.input[0]
        scaled = used_by[used_by[product.output[0]].output[0]]  # product → cast → scale
        graph.initializer.append(numpy_helper.from_array(full, f"{name}_full"))
        single = helper.make_node("MatMul", [source, f"{name}_full"], list(scaled.output))
        scaled.output[0] += "_unused"
        graph.node.insert(list(graph.node).index(product), single)
    if attention:
        _spell_out_attention(graph)
    drop_unused(model)
    onnx.save(model, target)


def _spell_out_attention(graph: onnx.GraphProto) -> None:
    """Each MultiHeadAttention as products, mask, softmax and changes of shape."""
    numbers: dict[str, NDArray[Any]] = {
        "heads": np.array([0, 0, -1, _HEAD_WIDTH], np.int64),
        "row": np.array([0, 0, -1], np.int64),
        "places": np.array([1, 2], np.int64),
        "root": np.array(_HEAD_WIDTH**0.5, np.float32),
        "one": np.array(1, np.float32),
        "least": np.array(np.finfo(np.float32).min, np.float32),
    }
    graph.initializer.extend(numpy_helper.from_array(v, f"plain.{n}") for n, v in numbers.items())
    spelled: list[onnx.NodeProto] = []

    def add(kind: str, *sources: str, **attributes: Any) -> str:
        output = f"plain.{len(graph.node)}.{len(spelled)}"
        spelled.append(helper.make_node(kind, list(sources), [output], **attributes))
        return output

    def put(before: onnx.NodeProto) -> None:
        index = list(graph.node).index(before)
        for offset, node in enumerate(spelled):
            graph.node.insert(index + offset, node)
        spelled.clear()

    seen = add("Cast", add("Unsqueeze", "attention_mask", "plain.places"), to=1)
    mask = add("Mul", add("Sub", "plain.one", seen), "plain.least")
    put(graph.node[0])
    for fused in [node for node in graph.node if node.op_type == "MultiHeadAttention"]:
        query, key, value = (add("Reshape", source, "plain.heads") for source in fused.input)
        query, value = (add("Transpose", part, perm=[0, 2, 1, 3]) for part in (query, value))
        scores = add("MatMul", query, add("Transpose", key, perm=[0, 2, 3, 1]))
        masked = add("Add", add("Div", scores, "plain.root"), mask)
        context = add("MatMul", add("Softmax", masked, axis=-1), value)
        add("Reshape", add("Transpose", context, perm=[0, 2, 1, 3]), "plain.row")
        spelled[-1].output[0] = fused.output[0]
        fused.output[0] += "_unused"
        put(fused)


def _numbers(weight: onnx.TensorProto) -> NDArray[np.float32]:
    return np.asarray(numpy_helper.to_array(weight), dtype=np.float32)
