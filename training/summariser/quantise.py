"""fp32 → weights in blocks of 4 or 8 bits; the table of word vectors stored once, in 8 bits.

The table is read from both ends, to look words up and to score them, and is the part that 4 bits
hurt most.
"""

from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

HEAD_BITS, HEAD_BLOCK = 8, 64
#: Products are computed in int8.
ACCURACY_LEVEL = 4


def quantise(source: Path, target: Path, bits: int, block: int) -> int:
    """Writes the quantised network to `target`; returns its size in bytes."""
    model = onnx.load(source)
    head = next(node for node in model.graph.node if "logits" in node.output)
    head.name = head.name or "head"
    untie_head(model.graph, head)
    body = MatMulNBitsQuantizer(
        model,
        bits=bits,
        block_size=block,
        is_symmetric=False,
        accuracy_level=ACCURACY_LEVEL,
        nodes_to_exclude=[head.name],
        op_types_to_quantize=("MatMul",),
    )
    body.process()
    scores = MatMulNBitsQuantizer(
        body.model.model,
        bits=HEAD_BITS,
        block_size=HEAD_BLOCK,
        is_symmetric=True,
        accuracy_level=ACCURACY_LEVEL,
        op_types_to_quantize=("MatMul",),
    )
    scores.process()
    model = scores.model.model
    share_table(model)
    halve_scales(model.graph)
    target.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, target)
    return target.stat().st_size


def untie_head(graph: onnx.GraphProto, head: onnx.NodeProto) -> None:
    """Gives the head weights of its own where the export turns the table around at run time."""
    weights = {entry.name: entry for entry in graph.initializer}
    if head.input[1] in weights:
        return
    turn = next(node for node in graph.node if head.input[1] in node.output)
    table = numpy_helper.to_array(weights[turn.input[0]])
    head.input[1] = "head.weight"
    graph.initializer.append(numpy_helper.from_array(np.ascontiguousarray(table.T), "head.weight"))
    graph.node.remove(turn)


def halve_scales(graph: onnx.GraphProto) -> None:
    """Stores the blocks' scales in half precision; the run time widens them when it loads.

    What that saves pays for smaller blocks.
    """
    weights = {entry.name: entry for entry in graph.initializer}
    casts = {}
    for node in graph.node:
        if node.op_type not in ("MatMulNBits", "Reshape"):
            continue
        for name in node.input:
            if name.endswith("_scales") and name in weights and name not in casts:
                scales = numpy_helper.to_array(weights[name]).astype(np.float16)
                graph.initializer.remove(weights[name])
                graph.initializer.append(numpy_helper.from_array(scales, f"{name}.half"))
                casts[name] = helper.make_node(
                    "Cast", [f"{name}.half"], [name], to=onnx.TensorProto.FLOAT
                )
    for cast in casts.values():
        graph.node.insert(0, cast)


def share_table(model: onnx.ModelProto) -> None:
    """Looks words up in the head's own quantised table instead of a second copy."""
    graph = model.graph
    head = next(node for node in graph.node if "logits" in node.output)
    initializers = {entry.name: entry for entry in graph.initializer}
    table, scales = (initializers[name] for name in head.input[1:3])
    words_n = table.dims[0]
    lookup = next(
        node
        for node in graph.node
        if node.op_type == "Gather"
        and node.input[0] in initializers
        and initializers[node.input[0]].dims[0] == words_n
    )
    for name in ("table", "scales"):
        shape = numpy_helper.from_array(np.array([words_n, -1], np.int64), f"shared.{name}.shape")
        graph.initializer.append(shape)
    flat = [
        helper.make_node("Reshape", [tensor.name, f"shared.{name}.shape"], [f"shared.{name}"])
        for name, tensor in (("table", table), ("scales", scales))
    ]
    shared = helper.make_node(
        "GatherBlockQuantized",
        ["shared.table", lookup.input[1], "shared.scales"],
        list(lookup.output),
        domain="com.microsoft",
        gather_axis=0,
        quantize_axis=1,
        block_size=HEAD_BLOCK,
        bits=HEAD_BITS,
    )
    graph.initializer.remove(initializers[lookup.input[0]])
    at = list(graph.node).index(lookup)
    graph.node.remove(lookup)
    for offset, node in enumerate((*flat, shared)):
        graph.node.insert(at + offset, node)
