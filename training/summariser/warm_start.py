"""The shipped summariser as a starting point: the tuned layers' weights, taken back to fp32.

Checkpoints are never committed; the artefact is. The layers that training leaves alone are the
base model's own, so only the tuned ones are read: as they were smoothed (`integers.py`), which
changes nothing of what a layer does.
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from slm.model_folder import MODEL_FILE
from slm.packed import WEIGHTS_FILE, read_weights

_PLACES = {
    "q_proj": "self_attn",
    "k_proj": "self_attn",
    "v_proj": "self_attn",
    "o_proj": "self_attn",
}


def read_tuned_layers(folder: Path, first_layer: int) -> dict[str, torch.Tensor]:
    """Parameter name → value, of all layers from `first_layer` on, out of the artefact."""
    graph = onnx.load(folder / MODEL_FILE, load_external_data=False).graph
    stored = {entry.name: entry for entry in graph.initializer}
    found = {}
    for name, value in read_weights(folder / WEIGHTS_FILE).items():
        _, layer, joined = name.split(".")
        if int(layer) < first_layer:
            continue
        scales = numpy_helper.to_array(stored[f"{name}.scales"])
        weights = value.numpy().T.astype(np.float32) * scales[:, None]
        parts = joined.split("+")
        for part, rows in zip(parts, _split(weights, len(parts)), strict=True):
            place = f"model.layers.{layer}.{_PLACES.get(part, 'mlp')}.{part}.weight"
            found[place] = torch.from_numpy(np.ascontiguousarray(rows))
    for name, entry in stored.items():
        tuned = name.startswith("model.layers.") and int(name.split(".")[2]) >= first_layer
        if name.endswith("norm.weight") and (tuned or name == "model.norm.weight"):
            found[name] = torch.from_numpy(numpy_helper.to_array(entry).copy())
    return found


def _split(weights: np.ndarray, parts_n: int) -> list[np.ndarray]:
    """(outputs, inputs) of products that were joined: queries are as wide as the input."""
    if parts_n == 3:
        queries = weights.shape[1]
        return [weights[:queries], *np.split(weights[queries:], 2)]
    return np.split(weights, parts_n)
