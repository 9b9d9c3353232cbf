"""int8 with scales fixed beforehand, as an alternative to scales found at run time.

Static scales spare the search for each activation's range in every run; they are only as good as
the windows they were measured on, and one scale has to serve all tokens.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import onnx
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_dynamic,
    quantize_static,
)

from slm.encoder import feed
from slm.serialise import Window
from training.export import EXPORTED, QUANTISED, write_fused

METHODS = {"minmax": CalibrationMethod.MinMax, "percentile": CalibrationMethod.Percentile}
_EXTRA = {"DefaultTensorType": onnx.TensorProto.FLOAT, "MatMulConstBOnly": True}
#: Windows whose activations are held in memory at a time.
_HELD_N = 4


class _Windows(CalibrationDataReader):
    def __init__(self, windows: Iterable[Window]) -> None:
        self._feeds: Iterator[dict[str, Any]] = (feed(window) for window in windows)

    def get_next(self) -> dict[str, Any] | None:
        return next(self._feeds, None)


def cut_window(window: Window, tokens_n: int) -> Window:
    """The window's first tokens; what it says of words no longer holds, the network needs none."""
    return window._replace(
        ids=window.ids[:tokens_n], boxes=window.boxes[:tokens_n], types=window.types[:tokens_n]
    )


def quantise_static(folder: Path, windows: Iterable[Window], method: str) -> Path:
    """Writes folder/static-METHOD/model_quantized.onnx from folder/model.onnx; returns its path.

    windows: what activations are measured on. Tables are quantised as in `export.quantise`, linear
    layers with static activations.
    """
    target = folder / f"static-{method}"
    target.mkdir(parents=True, exist_ok=True)
    fused, tables = write_fused(folder / EXPORTED, target), target / "tables.onnx"
    quantize_dynamic(
        fused, tables, op_types_to_quantize=["Gather"], weight_type=QuantType.QInt8,
        extra_options=_EXTRA,
    )  # fmt: skip
    quantised = target / QUANTISED
    quantize_static(
        tables,
        quantised,
        _Windows(windows),
        quant_format=QuantFormat.QDQ,
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        calibrate_method=METHODS[method],
        extra_options={**_EXTRA, "CalibMaxIntermediateOutputs": _HELD_N},
    )
    fused.unlink()
    tables.unlink()
    return quantised
