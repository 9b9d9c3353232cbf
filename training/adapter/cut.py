"""The summariser's network, cut in two: one that tells its middle states, one that goes on there."""

from pathlib import Path

import onnx
from onnx import helper, numpy_helper

from slm.decoder import STATES
from slm.mail_adapter import HIDDEN
from training.fuse import drop_unused
from training.summariser.integers import Array

FLOAT = onnx.TensorProto.FLOAT


def tell_states(graph: onnx.GraphProto, layer: int) -> None:
    """Lets the graph also give what goes into a layer; once is enough."""
    if any(output.name == STATES for output in graph.output):
        return
    _rename(graph, _input_of(graph, layer), STATES)
    shape = ["batch_size", "sequence_length", None]
    graph.output.append(helper.make_tensor_value_info(STATES, FLOAT, shape))


def cut_upper(model: onnx.ModelProto) -> onnx.ModelProto:
    """What follows after `STATES`, up to the last layer's output, which becomes `HIDDEN`."""
    upper = onnx.ModelProto()
    upper.CopyFrom(model)
    graph = upper.graph
    norm = next(node for node in graph.node if node.name.startswith("/model/norm/"))
    _rename(graph, norm.output[0] if norm.op_type == "Cast" else norm.input[0], HIDDEN)
    for node in graph.node:  # what makes the states is no part of it
        if STATES in node.output:
            graph.node.remove(node)
            break
    made = {name for node in graph.node for name in node.output}
    shape = ["batch_size", "sequence_length", None]
    info = {name: helper.make_tensor_value_info(name, FLOAT, shape) for name in (STATES, HIDDEN)}
    layers = _layers_after(graph)
    present = [o for o in graph.output if o.name.split(".")[1:2] and o.name.split(".")[1] in layers]
    past = [i for i in graph.input if i.name.split(".")[1:2] and i.name.split(".")[1] in layers]
    mask = next(entry for entry in graph.input if entry.name == "attention_mask")
    assert {o.name for o in present} <= made
    del graph.output[:], graph.input[:]
    graph.output.extend([info[HIDDEN], *present])
    graph.input.extend([info[STATES], mask, *past])
    drop_unused(upper)
    return upper


def read_scales(graph: onnx.GraphProto) -> dict[str, Array]:
    """Product → the size of one step of its integers, for each output."""
    return {
        entry.name.removesuffix(".scales"): numpy_helper.to_array(entry)
        for entry in graph.initializer
        if entry.name.startswith("layers.") and entry.name.endswith(".scales")
    }


def load(path: Path) -> onnx.ModelProto:
    """A network whose weights stay where they are."""
    return onnx.load(path, load_external_data=False)


def _layers_after(graph: onnx.GraphProto) -> set[str]:
    """Numbers of the layers that follow after the states."""
    reached, layers = {STATES}, set()
    for node in graph.node:
        if reached & set(node.input):
            reached |= set(node.output)
            if node.op_type == "GroupQueryAttention":
                layers.add(next(o for o in node.output if o.startswith("present.")).split(".")[1])
    return layers


def _input_of(graph: onnx.GraphProto, layer: int) -> str:
    """The name of the values that a layer gets, and adds its own to."""
    place = f"/model/layers.{layer}/input_layernorm/"
    node = next(node for node in graph.node if node.name.startswith(place))
    return str(node.output[0] if node.op_type == "Cast" else node.input[0])


def _rename(graph: onnx.GraphProto, old: str, new: str) -> None:
    for node in graph.node:
        for names in (node.input, node.output):
            for at, name in enumerate(names):
                if name == old:
                    names[at] = new
