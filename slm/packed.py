"""Weights of 4 bits on disk, products of 8-bit integers in memory.

A CPU multiplies whole 8-bit matrices several times faster than blocks of 4 bits that it has to
unpack each time, and the 8-bit weights of a small network are not too large to hold; on disk they
would be twice as large. So they are unpacked once, when the network is loaded.
"""

from collections.abc import Callable, Container, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime as ort

WEIGHTS_FILE = "weights.npz"
BLOCK, LARGEST = 16, 127
Change = Callable[[str], npt.NDArray[np.float32]]
#: The parts of a packed matrix, as suffixes of its name.
CODES, ZEROS, SCALES, INPUTS = ".codes", ".zeros", ".scales", ".inputs"


def read_weights(
    path: Path, layers: Container[str] | None = None, change: Change | None = None
) -> dict[str, ort.OrtValue]:
    """Name → matrix (inputs, outputs) of a file of what `pack` gave.

    Args:
        layers: numbers of the layers to read; all if None.
        change: a matrix' name → what is added to its weights, (outputs, inputs).

    Raises:
        OSError, ValueError, KeyError: the file is no such file.
    """
    with np.load(path) as packed:
        names = [name.removesuffix(CODES) for name in packed.files if name.endswith(CODES)]
        names = [name for name in names if layers is None or name.split(".")[1] in layers]
        sizes = [2 * BLOCK * packed[name + ZEROS].size for name in names]
        # One block of memory goes back to the system when the run time has copied it, many do not.
        memory = np.split(np.empty(sum(sizes), np.int8), np.cumsum(sizes)[:-1])
        values = {}
        for name, place in zip(names, memory, strict=True):
            weights = unpack(name, packed, change(name) if change else None)
            matrix = place.reshape(weights.shape)
            matrix[:] = weights
            values[name] = ort.OrtValue.ortvalue_from_numpy(matrix)
        return values


def pack(
    name: str,
    codes: npt.NDArray[np.uint8],
    zeros: npt.NDArray[np.uint8],
    scales: npt.NDArray[np.float32],
    inputs: npt.NDArray[np.float32],
) -> dict[str, npt.NDArray[np.generic]]:
    """The arrays to store of one matrix: round((code - zero) * scale * input) are its weights.

    Args:
        codes: (outputs, blocks, `BLOCK`), below 16, as all zeros are.
        zeros, scales: (outputs, blocks), of each block; an even number of blocks.
        inputs: a factor for each input, (inputs,).
    """
    half = BLOCK // 2
    return {
        name + CODES: codes[..., :half] | codes[..., half:] << 4,
        name + ZEROS: zeros[:, 0::2] | zeros[:, 1::2] << 4,
        name + SCALES: scales.astype(np.float16),
        name + INPUTS: inputs,
    }


def round_to_bytes(
    values: npt.NDArray[np.float32], axis: int | None = None
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Integers of 8 bits, and the size of their steps: one, or one for each place beside `axis`."""
    largest = np.abs(values).max(axis=axis, initial=0)
    scales = np.where(largest > 0, largest / LARGEST, 1).astype(np.float32)
    return np.rint(values / scales).astype(np.int8), scales


def unpack(
    name: str, packed: Mapping[str, npt.NDArray[Any]], change: npt.NDArray[np.float32] | None = None
) -> npt.NDArray[np.int8]:
    """One matrix (inputs, outputs) of what `pack` gave.

    `change` (outputs, inputs) is added before the weights are rounded to integers: most of it is
    smaller than one step, and added to integers it would be lost.
    """
    pairs, zero_pairs = packed[name + CODES], packed[name + ZEROS]
    codes = np.concatenate([pairs & 15, pairs >> 4], axis=-1)
    zeros = np.stack([zero_pairs & 15, zero_pairs >> 4], axis=-1).reshape(codes.shape[:2])
    weights = codes.astype(np.float32) - zeros[..., None]
    weights *= packed[name + SCALES].astype(np.float32)[..., None]
    flat = weights.reshape(len(codes), -1)
    flat *= packed[name + INPUTS]
    if change is not None:
        flat += change
    np.rint(flat, out=flat)
    np.clip(flat, -LARGEST, LARGEST, out=flat)
    return flat.astype(np.int8).T
