"""Each layer's attention as one operator of ONNX Runtime, which never stores the scores.

Exported attention is a dozen operators that write a (heads, tokens, tokens) array three times; on a
CPU they take as long as all quantised linear layers together. Windows are run one at a time and
hold no padding, so the fused operator gets no mask; `attention_mask` stays an input of the graph
without effect, so that both graphs are fed alike.
"""

import onnx
from onnx import helper

_DOMAIN = "com.microsoft"


def fuse_attention(model: onnx.ModelProto, head_width: int) -> int:
    """Replaces query, key and value products by MultiHeadAttention, in place; returns how many.

    A layer has as many heads of `head_width` as its query is wide: some may have been pruned.

    Raises:
        ValueError: the graph is not the one that `training.export` writes.
    """
    nodes = {node.name: node for node in model.graph.node}
    widths = {weight.name: weight.dims[-1] for weight in model.graph.initializer if weight.dims}
    layers = sorted(name for name in nodes if name.endswith("/attention/self/query/Add"))
    for name in layers:
        place = name.removesuffix("query/Add")
        inputs = [nodes[f"{place}{part}/Add"].output[0] for part in ("query", "key", "value")]
        query_n = max(widths.get(source, 0) for source in nodes[name].input)
        context = nodes.get(f"{place}Reshape_3")
        if context is None or not query_n:
            raise ValueError(f"{place} does not end as expected.")
        fused = helper.make_node(
            "MultiHeadAttention",
            inputs,
            list(context.output),
            name=f"{place}MultiHeadAttention",
            domain=_DOMAIN,
            num_heads=query_n // head_width,
        )
        # Shape inference does not know the operator, and what has no type is not quantised.
        shape = ["rows", "tokens", query_n]
        model.graph.value_info.append(
            helper.make_tensor_value_info(context.output[0], onnx.TensorProto.FLOAT, shape)
        )
        context.output[0] += "_unused"
        nodes[fused.name] = fused
        index = list(model.graph.node).index(nodes[f"{place}value/Add"])
        model.graph.node.insert(index + 1, fused)
    model.opset_import.append(helper.make_opsetid(_DOMAIN, 1))
    drop_unused(model)
    return len(layers)


def drop_unused(model: onnx.ModelProto) -> None:
    """Removes what no output needs any more, last node first."""
    needed = {output.name for output in model.graph.output}
    kept = []
    for node in reversed(model.graph.node):
        if needed.intersection(node.output):
            needed.update(node.input)
            kept.append(node)
    del model.graph.node[:]
    model.graph.node.extend(reversed(kept))
    weights = [weight for weight in model.graph.initializer if weight.name in needed]
    del model.graph.initializer[:]
    model.graph.initializer.extend(weights)
