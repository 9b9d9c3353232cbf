"""What the mail encoder is trained from."""

import struct
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

from training.mail.start import read_from_wheels, read_tensors


def write_small_file(values: np.ndarray) -> bytes:
    """The 4-bit format with one exact tensor, "emb.pos", and one of 4 bits, "l0.q.w"."""
    scale = np.float16(0.5)
    steps = (values / np.float32(scale) + 8).astype(np.uint8)
    packed = scale.tobytes() + (steps[:16] | steps[16:] << 4).tobytes()
    exact = np.array([1.5, -2.0], "<f4").tobytes()
    head = b"E5S1" + struct.pack("<I7ifi", 1, 32, 1, 1, 1, 1, 1, 1, 1e-12, 32)
    head += struct.pack("<5iQ", 0, 0, 0, 0, 0, 0) + struct.pack("<I", 0) + struct.pack("<iI", 0, 0)
    names = [(b"emb.pos", 0, 2, exact), (b"l0.q.w", 1, 32, packed)]
    place = len(head) + 4 + sum(2 + len(name) + 21 for name, *_ in names)
    directory, body = struct.pack("<i", len(names)), b""
    for name, kind, count, stored in names:
        directory += struct.pack("<H", len(name)) + name
        directory += struct.pack("<BIQQ", kind, count, place + len(body), len(stored))
        body += stored
    return head + directory + body


def test_four_bit_weights_come_back_as_numbers() -> None:
    values = np.arange(32, dtype=np.float32) % 16 * 0.5 - 4
    found = read_tensors(write_small_file(values))
    assert found["emb.pos"].tolist() == [1.5, -2.0]
    assert found["l0.q.w"].tolist() == values.tolist()


def test_another_file_is_refused() -> None:
    with pytest.raises(ValueError, match="4-bit"):
        read_tensors(b"GGUF" + bytes(100))


def test_a_member_is_found_in_whichever_wheel_holds_it(tmp_path: Path) -> None:
    for name in ("a", "b"):
        with ZipFile(tmp_path / f"{name}.whl", "w") as wheel:
            wheel.writestr(f"{name}/data.bin", name)
    assert read_from_wheels(tmp_path, "b/data.bin") == b"b"
    with pytest.raises(FileNotFoundError):
        read_from_wheels(tmp_path, "c/data.bin")
