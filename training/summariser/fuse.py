"""Each layer's attention as one operator of ONNX Runtime that keeps the cache itself.

Exported attention is a hundred nodes a layer, which turn positions, copy the cache and repeat keys
and values for the heads that share them. GroupQueryAttention reads the products of queries, keys
and values, and the cache as it is.
"""

import numpy as np
import onnx
from onnx import helper, numpy_helper

from slm.decoder import BIAS
from training.fuse import drop_unused

_DOMAIN = "com.microsoft"
#: Tokens of a prompt and its answer together; of a prompt and all answers that share it.
MOST_TOKENS_N, ROOM_N = 512, 2048


def fuse_attention(
    model: onnx.ModelProto, heads_n: int, cached_heads_n: int, head_width: int, rotary_base: float
) -> int:
    """Puts GroupQueryAttention into every layer, in place; returns how many there were.

    Inputs and outputs of the graph keep their names and shapes, and `slm.decoder.BIAS` is one more
    input. No place behind `MOST_TOKENS_N` can be read, and no more than `ROOM_N` tokens in a row.

    Args:
        heads_n, cached_heads_n: heads of queries, and of keys and values.
        rotary_base: the base of the rotary embedding's wave lengths.

    Raises:
        ValueError: the graph is not the one that optimum writes of a Llama.
    """
    graph = model.graph
    producers = {output: node for node in graph.node for output in node.output}
    bias = ["one", "one", "sequence_length", "total_sequence_length"]
    graph.input.append(helper.make_tensor_value_info(BIAS, onnx.TensorProto.FLOAT, bias))
    _add_lengths(graph)
    _add_waves(graph, head_width, rotary_base)
    layers_n = 0
    while f"present.{layers_n}.key" in producers:
        place = f"/model/layers.{layers_n}/self_attn"
        products = [_find(graph, f"{place}/{part}_proj/MatMul") for part in "qkv"]
        after = _find(graph, f"{place}/o_proj/MatMul")
        outputs = [after.input[0], *(f"present.{layers_n}.{part}" for part in ("key", "value"))]
        for output in outputs:
            node = producers[output]
            node.output[list(node.output).index(output)] = f"{output}.unused"
        fused = helper.make_node(
            "GroupQueryAttention",
            [
                *(product.output[0] for product in products),
                *(f"past_key_values.{layers_n}.{part}" for part in ("key", "value")),
                "attention.last",
                "attention.all",
                "attention.cosines",
                "attention.sines",
                "position_ids",
                BIAS,
            ],
            outputs,
            name=f"{place}/GroupQueryAttention",
            domain=_DOMAIN,
            num_heads=heads_n,
            kv_num_heads=cached_heads_n,
            do_rotary=1,
        )
        at = max(list(graph.node).index(product) for product in products)
        graph.node.insert(at + 1, fused)
        layers_n += 1
    drop_unused(model)
    return layers_n


def _find(graph: onnx.GraphProto, name: str) -> onnx.NodeProto:
    node: onnx.NodeProto
    for node in graph.node:
        if node.name.startswith(name):
            return node
    raise ValueError(f"The graph has no node {name}.")


def _add_lengths(graph: onnx.GraphProto) -> None:
    """Where each row's last token stands, and how many tokens there are, out of the mask."""
    _add_weights(
        graph, {"attention.axis": np.array([1], np.int64), "attention.one": np.array(1, np.int64)}
    )
    nodes = [
        helper.make_node(
            "ReduceSum", ["attention_mask", "attention.axis"], ["attention.read"], keepdims=0
        ),
        helper.make_node("Sub", ["attention.read", "attention.one"], ["attention.last.long"]),
        helper.make_node("Shape", ["attention_mask"], ["attention.shape"]),
        helper.make_node(
            "Gather", ["attention.shape", "attention.one"], ["attention.all.long"], axis=0
        ),
        *(
            helper.make_node(
                "Cast", [f"attention.{name}.long"], [f"attention.{name}"], to=onnx.TensorProto.INT32
            )
            for name in ("last", "all")
        ),
    ]
    for index, node in enumerate(nodes):
        graph.node.insert(index, node)


def _add_waves(graph: onnx.GraphProto, head_width: int, rotary_base: float) -> None:
    """Cosines and sines of every place, and zeros up to `ROOM_N`: so many the operator asks for."""
    lengths = rotary_base ** (-np.arange(0, head_width, 2) / head_width)
    angles = np.arange(MOST_TOKENS_N)[:, None] * lengths
    waves = {"attention.cosines": np.cos(angles), "attention.sines": np.sin(angles)}
    _add_weights(graph, {f"{name}.all": wave.astype(np.float32) for name, wave in waves.items()})
    _add_weights(graph, {"attention.room": np.array([0, 0, ROOM_N - MOST_TOKENS_N, 0], np.int64)})
    for name in waves:
        graph.node.insert(0, helper.make_node("Pad", [f"{name}.all", "attention.room"], [name]))


def _add_weights(graph: onnx.GraphProto, weights: dict[str, np.ndarray]) -> None:
    graph.initializer.extend(
        numpy_helper.from_array(np.asarray(value), name) for name, value in weights.items()
    )
