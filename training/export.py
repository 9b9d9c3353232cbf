"""Checkpoint → ONNX by optimum; then int8 by dynamic quantisation."""

import json
from collections.abc import Iterable
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from optimum.exporters.onnx import onnx_export_from_model

from slm.serialise import Window
from training.compress.gate import StudentRefused, check_student
from training.compress.vocabulary import cut_tokenizer
from training.fuse import fuse_attention
from training.network import HEAD_WIDTH, network_of
from training.smooth import smooth
from training.tables import quantise_tables

EXPORTED = "model.onnx"
QUANTISED = "model_quantized.onnx"
TOKENIZER = "tokenizer.json"


def export(checkpoint: Path, tokenizer: Path, folder: Path, refuse: bool = True) -> Path:
    """Writes folder/model.onnx (fp32) and its tokenizer; returns the former.

    With `refuse`, a student passes only if `python -m training compare` found it good enough.

    Raises:
        StudentRefused: it is below its teacher, or was never compared with it.
    """
    state = torch.load(checkpoint, weights_only=True)
    if refuse and "teacher" in state:
        if "teacher_f1" not in state:
            name, teacher = checkpoint.stem, state["teacher"]
            raise StudentRefused(
                {},
                f"{name} is not compared yet with its teacher:"
                f" python -m training compare --teacher {teacher} --students {name}",
            )
        check_student(state["teacher_f1"], state["student_f1"])
    network = network_of(state["network"])
    network.eval()
    folder.mkdir(parents=True, exist_ok=True)
    content = json.loads(tokenizer.read_text(encoding="utf-8"))
    if "pieces" in state:
        content = cut_tokenizer(content, state["pieces"])
    compact = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    (folder / TOKENIZER).write_text(compact, encoding="utf-8")
    onnx_export_from_model(network, folder, task="token-classification", do_validation=False)
    return folder / EXPORTED


def quantise(folder: Path, windows: Iterable[Window]) -> Path:
    """Writes folder/int8/model_quantized.onnx from folder/model.onnx; returns its path.

    windows: what channels that stand out are told by (`smooth.py`). Weights are int8 per output
    channel, activations are scaled at run time. The embedding tables are quantised too, row by row
    (`tables.py`): two thirds of the file are word vectors. Products of two activations stay fp32:
    in int8 they cost more than they save, in time and in accuracy.
    """
    target = folder / "int8"
    target.mkdir(parents=True, exist_ok=True)
    fused = write_fused(folder / EXPORTED, target)
    smoothed = onnx.load(fused)
    smooth(smoothed, windows)
    onnx.save(smoothed, fused)
    quantize_dynamic(
        fused,
        target / QUANTISED,
        per_channel=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gemm"],
        # The type of the fused operator's output, which shape inference does not know.
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    fused.unlink()
    model = onnx.load(target / QUANTISED)
    quantise_tables(model)
    del model.graph.value_info[:]  # shapes that ONNX Runtime finds by itself
    onnx.save(model, target / QUANTISED)
    return target / QUANTISED


def write_fused(exported: Path, folder: Path) -> Path:
    """Writes folder/fused.onnx, the exported graph with each attention as one operator."""
    model = onnx.load(exported)
    fuse_attention(model, HEAD_WIDTH)
    onnx.save(model, folder / "fused.onnx")
    return folder / "fused.onnx"
