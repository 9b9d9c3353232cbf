"""Checkpoint → ONNX by optimum; then int8 by dynamic quantisation."""

import shutil
from pathlib import Path

import torch
from optimum.exporters.onnx import onnx_export_from_model
from optimum.onnxruntime import ORTQuantizer
from optimum.onnxruntime.configuration import AutoQuantizationConfig

from training.network import build_network

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
    are quantised too: two thirds of the file are word vectors.
    """
    target = folder / "int8"
    shutil.rmtree(target, ignore_errors=True)
    quantizer = ORTQuantizer.from_pretrained(folder, file_name=EXPORTED)
    quantizer.quantize(
        save_dir=target,
        quantization_config=AutoQuantizationConfig.avx512_vnni(is_static=False, per_channel=True),
    )
    return target / QUANTISED
