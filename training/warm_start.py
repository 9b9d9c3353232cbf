"""The shipped artefact as a starting point: its int8 weights, taken back to fp32.

Checkpoints are never committed; the artefact is. What rounding to 256 steps lost, a few hundred
training steps find again.
"""

import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor
from transformers import LayoutLMForTokenClassification

from slm.model_folder import MODEL_FILE, TOKENIZER_FILE
from training.bases import CHECKPOINT, TOKENIZER
from training.network import network_of, start_weights
from training.smooth import FACTORS, SMOOTHED
from training.tables import SCALES, STEPS, join_table

_QUANTISED = "_quantized"
#: Weights that the exported graph has no use for; they keep their first values.
_UNUSED = "layoutlm.pooler."
_WORDS = "layoutlm.embeddings.word_embeddings.weight"


def network_of_artefact(model: Path) -> LayoutLMForTokenClassification:
    """A network with the weights of a quantised ONNX file (dynamic int8, per channel).

    Raises:
        ValueError: the file lacks a weight, or has it in another shape.
    """
    state = start_weights({})
    found = _read_weights(onnx.load(model))
    if _WORDS in found:
        state[_WORDS] = found[_WORDS]
    for name, own in state.items():
        if name.startswith(_UNUSED) or not own.is_floating_point():
            continue
        weight = found.get(name)
        if weight is None or weight.shape != own.shape:
            raise ValueError(f"{model.name} has no {name} of shape {tuple(own.shape)}.")
        own.copy_(weight)
    return network_of(state)


def write_artefact_start(artefact: Path, folder: Path) -> None:
    """Writes folder/start.pt and its tokenizer.json with what an artefact folder holds."""
    folder.mkdir(parents=True, exist_ok=True)
    network = network_of_artefact(artefact / MODEL_FILE)
    shutil.copyfile(artefact / TOKENIZER_FILE, folder / TOKENIZER)
    torch.save({"network": network.state_dict()}, folder / CHECKPOINT)


def _read_weights(model: onnx.ModelProto) -> dict[str, Tensor]:
    """Parameter name → value. Linear weights are told by the place of their node in the graph."""
    stored = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
    found = {name: _tensor(array) for name, array in stored.items() if array.dtype == np.float32}
    for name in stored:
        if name.endswith(_QUANTISED) and not name.startswith("onnx::"):
            base = name.removesuffix(_QUANTISED)
            found[base] = _tensor(_dequantise(stored, base))
        if name.endswith(STEPS):
            base = name.removesuffix(STEPS)
            found[base] = _tensor(join_table(stored[name], stored[base + SCALES]))
    made_by = {output: node for node in model.graph.node for output in node.output}
    for node in model.graph.node:
        if node.op_type == "MatMulInteger" and node.input[1] in stored:
            weight = _dequantise(stored, node.input[1].removesuffix(_QUANTISED))
            source = made_by[node.input[0]].input[0].removesuffix(SMOOTHED)
            if (factors := stored.get(source + FACTORS)) is not None:
                weight = weight * factors[:, None]
            place = node.name.strip("/").rsplit("/", 1)[0].replace("/", ".")
            found[f"{place}.weight"] = _tensor(weight.T)
    return found


def _dequantise(stored: dict[str, NDArray[np.generic]], base: str) -> NDArray[np.float32]:
    steps = stored[base + _QUANTISED].astype(np.float32)
    zero = stored[f"{base}_zero_point"].astype(np.float32)
    scale = stored[f"{base}_scale"].astype(np.float32)
    return (steps - zero) * scale


def _tensor(array: NDArray[np.generic]) -> Tensor:
    return torch.from_numpy(np.array(array, order="C"))
