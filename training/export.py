"""Checkpoint → ONNX by optimum; then int8 by dynamic quantisation."""

from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from optimum.exporters.onnx import onnx_export_from_model

from training.fuse import fuse_attention
from training.network import HEADS_N, build_network

EXPORTED = "model.onnx"
QUANTISED = "model_quantized.onnx"


def export(checkpoint: Path, folder: Path) -> Path:
    """Writes folder/model.onnx (fp32) from a training checkpoint; returns its path."""
    network = build_network()
    network.load_state_dict(torch.load(checkpoint, weights_only=True)["network"])
    network.eval()
    folder.mkdir(parents=True, exist_ok=True)
    onnx_export_from_model(network, folder, task="token-classification", do_validation=False)
    return folder / EXPORTED


def quantise(folder: Path) -> Path:
    """Writes folder/int8/model_quantized.onnx from folder/model.onnx; returns its path.

    Weights are int8 per output channel, activations are scaled at run time. The embedding tables
    are quantised too: two thirds of the file are word vectors. Products of two activations stay
    fp32: in int8 they cost more than they save, in time and in accuracy.
    """
    target = folder / "int8"
    target.mkdir(parents=True, exist_ok=True)
    model = onnx.load(folder / EXPORTED)
    fuse_attention(model, HEADS_N)
    fused = target / "fused.onnx"
    onnx.save(model, fused)
    quantize_dynamic(
        fused,
        target / QUANTISED,
        per_channel=True,
        weight_type=QuantType.QInt8,
        # The type of the fused operator's output, which shape inference does not know.
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    fused.unlink()
    return target / QUANTISED
