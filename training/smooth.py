"""Outlying channels evened out before a network is quantised (SmoothQuant, Xiao et al. 2022).

int8 has one scale for all that flows into a linear layer, and a single channel of a transformer
sets it: here one of 384 reaches 38 where the median reaches 2, so most values use a fraction of
the 256 steps. Such a channel is divided by a factor, its row of weights, which has steps to
spare, multiplied by the same: the product stays what it was.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

from slm.encoder import feed
from slm.serialise import Window, WordTokenizer, serialise
from training.recipe import SOURCES
from training.sample import read_samples

SMOOTHED = ".smoothed"
#: What a place's channels are multiplied by; its weights' rows are divided by them.
FACTORS = ".factors"
#: Windows of each data set that activations are measured on.
WINDOWS_N = 40
#: How much of a channel's unevenness the weights take over; of 0.5 to 1 the best on dev windows.
STRENGTH = 0.8
#: Channels that are next to silent, and rows next to empty, are taken for so large.
_LEAST = 1e-3

Floats = NDArray[np.float32]


def train_windows(data: Path, source: str, tokenizer: WordTokenizer) -> Iterator[Window]:
    """The first window of each train document of a set."""
    for sample in read_samples(data / f"{source}.jsonl"):
        if sample.part == "train":
            yield from serialise([page.page() for page in sample.pages], tokenizer)[:1]


def smoothing_windows(
    data: Path, tokenizer_file: Path, sources: Iterable[str] = SOURCES
) -> Iterator[Window]:
    """What activations are measured on: as many train windows of each set."""
    tokenizer = WordTokenizer(Tokenizer.from_file(str(tokenizer_file)))
    for source in sources:
        yield from islice(train_windows(data, source, tokenizer), WINDOWS_N)


def smooth(model: onnx.ModelProto, windows: Iterable[Window]) -> int:
    """Evens out what flows into the linear layers, in place; returns how many places.

    Layers that share an input share its factors. A place costs one product by element at run time.

    Raises:
        ValueError: there are no windows to measure.
    """
    weights = {tensor.name: tensor for tensor in model.graph.initializer}
    layers: dict[str, list[NodeProto]] = {}
    for node in model.graph.node:
        if node.op_type == "MatMul" and node.input[1] in weights:
            layers.setdefault(node.input[0], []).append(node)
    measured = _measure(model, list(layers), windows)
    if not measured:
        raise ValueError("There are no train windows to measure activations on.")
    for name, peaks in measured.items():
        tensors = [weights[node.input[1]] for node in layers[name]]
        factors = _factors(peaks, [numpy_helper.to_array(tensor) for tensor in tensors])
        for node, tensor in zip(layers[name], tensors, strict=True):
            scaled = numpy_helper.to_array(tensor) / factors[:, None]
            tensor.CopyFrom(numpy_helper.from_array(scaled, tensor.name))
            node.input[0] = name + SMOOTHED
        model.graph.initializer.append(numpy_helper.from_array(factors, name + FACTORS))
        product = helper.make_node(
            "Mul", [name, name + FACTORS], [name + SMOOTHED], name + SMOOTHED
        )
        model.graph.node.insert(list(model.graph.node).index(layers[name][0]), product)
    return len(layers)


def _factors(peaks: Floats, weights: Iterable[Floats]) -> Floats:
    """Channel → what its activations are multiplied by; their geometric mean is 1."""
    rows = np.maximum(np.abs(np.concatenate(list(weights), axis=1)).max(axis=1), _LEAST)
    factors = rows ** (1 - STRENGTH) / np.maximum(peaks, _LEAST) ** STRENGTH
    even: Floats = (factors / np.exp(np.log(factors).mean())).astype(np.float32)
    return even


def _measure(
    model: onnx.ModelProto, names: list[str], windows: Iterable[Window]
) -> Mapping[str, Floats]:
    """Name of an activation → the largest size of each of its channels."""
    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    watched.graph.output.extend(
        helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names
    )
    session = ort.InferenceSession(watched.SerializeToString())
    peaks: dict[str, Floats] = {}
    for window in windows:
        for name, found in zip(names, session.run(names, feed(window)), strict=True):
            here = np.abs(found).reshape(-1, found.shape[-1]).max(axis=0)
            peaks[name] = np.maximum(peaks.get(name, here), here)
    return peaks
