"""A network that goes on from what the summariser's tells of its middle."""

import onnx
from onnx import helper, numpy_helper

from slm.decoder import STATES
from slm.mail_adapter import HIDDEN
from training.fuse import drop_unused
from training.summariser.integers import Array
from training.summariser.states import FLOAT, SHAPE, find_input, rename

#: Where the inputs of an attention begin that only several texts in one row need.
_PLACES_AT = 9


def cut_upper(model: onnx.ModelProto) -> onnx.ModelProto:
    """What follows after `STATES`, up to the last layer's output, which becomes `HIDDEN`."""
    upper = onnx.ModelProto()
    upper.CopyFrom(model)
    graph = upper.graph
    rename(graph, find_input(graph, "/model/norm/"), HIDDEN)
    for node in graph.node:  # what makes the states is no part of it
        if STATES in node.output:
            graph.node.remove(node)
            break
    for node in graph.node:  # it reads one text, each token at its place in the row
        if node.op_type == "GroupQueryAttention":
            del node.input[_PLACES_AT:]
    layers = _layers_after(graph)
    kept = [
        [e for e in entries if _layer_of(e) in layers] for entries in (graph.input, graph.output)
    ]
    mask = next(entry for entry in graph.input if entry.name == "attention_mask")
    info = {name: helper.make_tensor_value_info(name, FLOAT, SHAPE) for name in (STATES, HIDDEN)}
    del graph.input[:], graph.output[:]
    graph.input.extend([info[STATES], mask, *kept[0]])
    graph.output.extend([info[HIDDEN], *kept[1]])
    drop_unused(upper)
    return upper


def read_scales(graph: onnx.GraphProto) -> dict[str, Array]:
    """Product → the size of one step of its integers, for each output."""
    return {
        entry.name.removesuffix(".scales"): numpy_helper.to_array(entry)
        for entry in graph.initializer
        if entry.name.startswith("layers.") and entry.name.endswith(".scales")
    }


def _layers_after(graph: onnx.GraphProto) -> set[str]:
    """Numbers of the layers that follow after the states."""
    reached, layers = {STATES}, set()
    for node in graph.node:
        if reached & set(node.input):
            reached |= set(node.output)
            layers |= {_number(name) for name in node.output if name.startswith("present.")}
    return layers


def _layer_of(entry: onnx.ValueInfoProto) -> str:
    """The layer whose keys or values an input or output is; empty for others."""
    return _number(entry.name) if entry.name.startswith(("past_key_values.", "present.")) else ""


def _number(name: str) -> str:
    return name.split(".")[1]
