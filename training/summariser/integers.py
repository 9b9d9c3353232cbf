"""Products of 4-bit blocks → products of whole 8-bit matrices that are still stored in 4 bits.

An operator that multiplies integers has one scale for all it is given: an input whose values are
seldom small leaves few steps to the others. Each input is therefore divided by a factor, the square
root of its usual size on mails, and its weights are multiplied by it (as SmoothQuant does); the
divisions are folded into the weights before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime as ort
from onnx import helper, numpy_helper

from slm.decoder import BIAS
from slm.packed import BLOCK, WEIGHTS_FILE, pack
from training.fuse import drop_unused
from training.summariser.states import tell_states
from training.summariser.train import FROZEN_LAYERS_N

Array = npt.NDArray[np.float32]
#: Which products read the same input, and what that input's division is folded into.
NORMALISED = (
    (("q_proj", "k_proj", "v_proj"), "input_layernorm"),
    (("gate_proj", "up_proj"), "post_attention_layernorm"),
)
#: A size of an input below this share of the largest is taken to be so large.
LEAST_SIZE = 1e-3
LARGEST = 127


@dataclass
class Matrix:
    """A product's weights as they are stored, (outputs, inputs) in blocks, and its two factors."""

    codes: npt.NDArray[np.uint8]
    zeros: npt.NDArray[np.uint8]
    scales: Array
    inputs: Array
    outputs: Array

    @property
    def weights(self) -> Array:
        """(outputs, inputs), factors applied."""
        blocks = (self.codes.astype(np.float32) - self.zeros[..., None]) * self.scales[..., None]
        return blocks.reshape(len(self.codes), -1) * self.inputs * self.outputs[:, None]


class Network:
    """The products of a network that `quantise` wrote, by layer and name."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self.model = model
        self.initializers = {entry.name: entry for entry in model.graph.initializer}
        casts = {
            node.output[0]: node.input[0] for node in model.graph.node if node.op_type == "Cast"
        }
        self.nodes: dict[tuple[int, str], onnx.NodeProto] = {}
        self.matrices: dict[tuple[int, str], Matrix] = {}
        for node in model.graph.node:
            if _is_in_layer(node):
                layer, _, rest = node.name.partition("/layers.")[2].partition("/")
                place = int(layer), rest.split("/")[1]
                self.nodes[place] = node
                self.matrices[place] = self._read(node, casts)
        self.layers_n = 1 + max(layer for layer, _ in self.nodes)

    def _read(self, node: onnx.NodeProto, casts: dict[str, str]) -> Matrix:
        shape = {entry.name: entry.i for entry in node.attribute}
        if (shape["bits"], shape["block_size"]) != (4, BLOCK):
            raise ValueError(f"{node.name} is not in blocks of {BLOCK} with 4 bits.")
        outputs_n, blocks_n = shape["N"], shape["K"] // BLOCK
        codes, scales, zeros = (
            numpy_helper.to_array(self.initializers[casts.get(name, name)])
            for name in node.input[1:4]
        )
        return Matrix(
            codes=_spread(codes).reshape(outputs_n, blocks_n, BLOCK),
            zeros=_spread(zeros).reshape(outputs_n, -1)[:, :blocks_n],
            scales=scales.astype(np.float32).reshape(outputs_n, blocks_n),
            inputs=np.ones(shape["K"], np.float32),
            outputs=np.ones(outputs_n, np.float32),
        )


def _spread(pairs: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    return np.stack([pairs & 15, pairs >> 4], axis=-1)


def use_integers(source: Path, target: Path, sizes: dict[str, Array]) -> None:
    """Writes network and weights of `source`, a network file, into the folder `target`.

    Args:
        sizes: of each input of a product, see `measure`.
    """
    network = Network(onnx.load(source))
    smooth(network, sizes)
    stored = replace_products(network)
    if network.layers_n > FROZEN_LAYERS_N:
        tell_states(network.model.graph, FROZEN_LAYERS_N)
    onnx.save(network.model, target / source.name)
    np.savez_compressed(target / WEIGHTS_FILE, allow_pickle=False, **stored)


def smooth(network: Network, sizes: dict[str, Array]) -> None:
    """Sets the matrices' factors, and divides the weights of norms."""
    matrices = network.matrices
    for layer in range(network.layers_n):
        for names, norm in NORMALISED:
            factor = _even_out(sizes[network.nodes[layer, names[0]].input[0]])
            for name in names:
                matrices[layer, name].inputs *= factor
            entry = network.initializers[f"model.layers.{layer}.{norm}.weight"]
            weights = numpy_helper.to_array(entry) / factor
            entry.CopyFrom(numpy_helper.from_array(weights, entry.name))
        factor = _even_out(sizes[network.nodes[layer, "down_proj"].input[0]])
        matrices[layer, "down_proj"].inputs *= factor
        matrices[layer, "up_proj"].outputs /= factor
        # Heads of queries that share a head of values share its factors.
        heads_n, width = read_value_heads(network.model.graph)
        factor = _even_out(sizes[network.nodes[layer, "o_proj"].input[0]])
        shared = factor.reshape(heads_n, -1, width)
        mean = shared.mean(1, keepdims=True)
        matrices[layer, "o_proj"].inputs *= np.broadcast_to(mean, shared.shape).reshape(-1)
        matrices[layer, "v_proj"].outputs /= mean.reshape(-1)


def read_value_heads(graph: onnx.GraphProto) -> tuple[int, int]:
    """How many heads of values a layer has, and how wide each is."""
    entry = next(e for e in graph.input if e.name.startswith("past_key_values."))
    shape = entry.type.tensor_type.shape.dim
    return int(shape[1].dim_value), int(shape[3].dim_value)


def _even_out(sizes: Array) -> Array:
    factor = np.sqrt(np.maximum(sizes, LEAST_SIZE * sizes.max()))
    even: Array = (factor / np.exp(np.log(factor).mean())).astype(np.float32)
    return even


def replace_products(network: Network) -> dict[str, npt.NDArray[np.generic]]:
    """One product for all that read the same input; returns the weights, packed.

    Queries, keys and values go to the attention as one matrix, as it can read them.
    """
    graph = network.model.graph
    stored: dict[str, npt.NDArray[np.generic]] = {}
    for layer in range(network.layers_n):
        for names in (*(names for names, _ in NORMALISED), ("o_proj",), ("down_proj",)):
            nodes = [network.nodes[layer, name] for name in names]
            name = f"layers.{layer}.{'+'.join(names)}"
            stored |= _store(graph, name, [network.matrices[layer, name] for name in names])
            output = f"{name}.product" if len(nodes) > 1 else nodes[0].output[0]
            after = []
            if "q_proj" in names:
                attention = next(node for node in graph.node if nodes[0].output[0] in node.input)
                attention.input[0], attention.input[1], attention.input[2] = output, "", ""
            elif len(nodes) > 1:
                widths = [len(network.matrices[layer, part].codes) for part in names]
                _add(graph, f"{name}.widths", np.array(widths, np.int64))
                outputs = [node.output[0] for node in nodes]
                after = [helper.make_node("Split", [output, f"{name}.widths"], outputs, axis=-1)]
            product = helper.make_node(
                "DynamicQuantizeMatMul",
                [nodes[0].input[0], name, f"{name}.scales"],
                [output],
                name=name,
                domain="com.microsoft",
            )
            at = min(list(graph.node).index(node) for node in nodes)
            for node in nodes:
                graph.node.remove(node)
            for offset, node in enumerate((product, *after)):
                graph.node.insert(at + offset, node)
    drop_unused(network.model)
    return stored


def _store(
    graph: onnx.GraphProto, name: str, matrices: list[Matrix]
) -> dict[str, npt.NDArray[np.generic]]:
    """Names the matrix in the graph, kept elsewhere, and its scales; returns it packed."""
    weights = np.concatenate([matrix.weights for matrix in matrices])
    scales = np.abs(weights).max(1) / LARGEST
    _add(graph, f"{name}.scales", scales)
    outside = onnx.TensorProto(
        name=name,
        data_type=onnx.TensorProto.INT8,
        dims=weights.T.shape,
        data_location=onnx.TensorProto.EXTERNAL,
    )
    for key, value in {"location": WEIGHTS_FILE, "length": str(weights.size)}.items():
        outside.external_data.add(key=key, value=value)
    graph.initializer.append(outside)
    blocks = np.concatenate([matrix.scales * matrix.outputs[:, None] for matrix in matrices])
    return pack(
        name,
        np.concatenate([matrix.codes for matrix in matrices]),
        np.concatenate([matrix.zeros for matrix in matrices]),
        blocks / scales[:, None],
        matrices[0].inputs,
    )


def _add(graph: onnx.GraphProto, name: str, value: npt.NDArray[np.generic]) -> None:
    graph.initializer.append(numpy_helper.from_array(value, name))


def measure(source: Path, texts: Iterable[tuple[Sequence[int], int]]) -> dict[str, Array]:
    """Input of a product → root mean square of each of its values over the tokens of texts.

    Args:
        texts: ids of each, and how many of the first are not counted.
    """
    model = onnx.load(source)
    graph = model.graph
    inputs = sorted({node.input[0] for node in graph.node if _is_in_layer(node)})
    for name in inputs:
        graph.output.append(helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None))
    session = ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    empty = {
        entry.name: np.zeros((1, entry.shape[1], 0, entry.shape[3]), np.float32)
        for entry in session.get_inputs()
        if entry.name.startswith("past_key_values.")
    }
    sums, tokens_n = dict.fromkeys(inputs, np.float32(0)), 0
    for ids, fixed_n in texts:
        feeds = {
            "input_ids": np.array([ids], np.int64),
            "attention_mask": np.ones((1, len(ids)), np.int64),
            "position_ids": np.arange(len(ids))[None],
            BIAS: np.zeros((1, 1, len(ids), len(ids)), np.float32),
        }
        values = session.run(inputs, feeds | empty)
        tokens_n += len(ids) - fixed_n
        for name, value in zip(inputs, values, strict=True):
            sums[name] = sums[name] + np.square(value[0, fixed_n:]).sum(0)
    return {name: np.sqrt(total / tokens_n) for name, total in sums.items()}


def _is_in_layer(node: onnx.NodeProto) -> bool:
    return node.op_type == "MatMulNBits" and "/layers." in node.name
