"""Mail network → ONNX → int8."""

from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from slm.model_folder import MODEL_FILE
from training.mail.network import MailNetwork

#: The layer of the heads stays fp32: it is tiny, and its inputs differ much in size.
_EXACT = ["/head/Gemm", "/head/MatMul"]


def export(network: MailNetwork, folder: Path) -> Path:
    """Writes folder/fp32.onnx and the quantised folder/model.onnx; returns the latter's path.

    Weights are int8 per output channel and the table of word pieces is int8 too; activations are
    scaled at run time, products of two activations stay fp32.
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
        exact,
        target,
        per_channel=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=_EXACT,
        extra_options={"MatMulConstBOnly": True},
    )
    return target
