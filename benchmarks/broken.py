"""Five files that no reader can read, each broken in its own way."""

from io import BytesIO
from pathlib import Path
from random import Random

import pikepdf
from PIL import Image


def write_broken_files(whole: Path, folder: Path, seed: int) -> list[Path]:
    """Writes a truncated, an encrypted, an empty and a noisy PDF, and an image of one pixel.

    `whole` is a readable PDF, from which the first two are made.
    """
    pdf = whole.read_bytes()
    noise = b"%PDF-1.7\n" + Random(seed).randbytes(5000)
    encrypted, pixel = BytesIO(), BytesIO()
    with pikepdf.open(whole) as document:
        document.save(encrypted, encryption=pikepdf.Encryption(owner="owner", user="user"))
    Image.new("L", (1, 1)).save(pixel, "PNG")
    contents = {
        "truncated.pdf": pdf[: len(pdf) // 3],
        "encrypted.pdf": encrypted.getvalue(),
        "zero-bytes.pdf": b"",
        "noise.pdf": noise,
        "one-pixel.png": pixel.getvalue(),
    }
    paths = []
    for name, data in contents.items():
        path = folder / name
        path.write_bytes(data)
        paths.append(path)
    return paths
