"""Lets the network also give what its middle layer makes of each token."""

import onnx
from onnx import helper

from slm.decoder import STATES

FLOAT, SHAPE = onnx.TensorProto.FLOAT, ["batch_size", "sequence_length", None]


def tell_states(graph: onnx.GraphProto, layer: int) -> None:
    """Lets the graph also give what goes into a layer; once is enough."""
    if any(output.name == STATES for output in graph.output):
        return
    rename(graph, find_input(graph, f"/model/layers.{layer}/input_layernorm/"), STATES)
    graph.output.append(helper.make_tensor_value_info(STATES, FLOAT, SHAPE))


def find_input(graph: onnx.GraphProto, place: str) -> str:
    """The name of the values that the norm at `place` reads, and others beside it."""
    node = next(node for node in graph.node if node.name.startswith(place))
    return str(node.output[0] if node.op_type == "Cast" else node.input[0])


def rename(graph: onnx.GraphProto, old: str, new: str) -> None:
    """Calls a value otherwise, wherever it is made or read."""
    for node in graph.node:
        for names in (node.input, node.output):
            for at, name in enumerate(names):
                if name == old:
                    names[at] = new
