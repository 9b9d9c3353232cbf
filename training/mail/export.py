"""Mail network → ONNX → the frozen layers in 4 bits, the others in 8."""

from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import (
    DefaultWeightOnlyQuantConfig,
    MatMulNBitsQuantizer,
)

from slm.model_folder import MODEL_FILE
from training.mail.network import FROZEN_N, MailNetwork

_FROZEN = tuple(f"/encoder/encoder/layer.{number}/" for number in range(FROZEN_N))
_WORDS = "word_embeddings"
#: Weights of 4 bits that have a scale of their own, as in the file that training starts from.
_BLOCK_N = 32


def export(network: MailNetwork, folder: Path) -> Path:
    """Writes folder/fp32.onnx and the quantised folder/model.onnx; returns the latter's path.

    What training left as it was is stored as it came, in blocks of 4 bits. Of the other layers
    weights are int8 per output channel; activations are scaled at run time, products of two
    activations stay fp32.
    """
    folder.mkdir(parents=True, exist_ok=True)
    exact, target = folder / "fp32.onnx", folder / MODEL_FILE
    ids = torch.tensor([[0, 10, 11, 2]])
    torch.onnx.export(
        network.eval(),
        (ids, torch.ones_like(ids)),
        exact,
        dynamo=False,
        input_names=["input_ids", "attention_mask"],
        output_names=["logits"],
        dynamic_axes={
            "input_ids": {0: "mails", 1: "tokens"},
            "attention_mask": {0: "mails", 1: "tokens"},
            "logits": {0: "mails"},
        },
        opset_version=17,
    )
    quantize_dynamic(
        _store_frozen(onnx.load(exact)),
        target,
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )
    return target


def _store_frozen(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same network, its frozen layers and word pieces in 4 bits."""
    kinds = ("MatMul", "Gather")
    tuned = [
        node.name
        for node in model.graph.node
        if node.op_type in kinds and not node.name.startswith(_FROZEN) and _WORDS not in node.name
    ]
    config = DefaultWeightOnlyQuantConfig(
        block_size=_BLOCK_N,
        is_symmetric=True,
        accuracy_level=4,
        op_types_to_quantize=kinds,
        quant_axes=(("MatMul", 0), ("Gather", 1)),
    )
    quantizer = MatMulNBitsQuantizer(model, algo_config=config, nodes_to_exclude=tuned)
    quantizer.process()
    result: onnx.ModelProto = quantizer.model.model
    return result
