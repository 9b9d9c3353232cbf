"""Damage as scanners and OCR engines do it: to words, and to page images."""

import io
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

#: What OCR engines take for what.
CONFUSIONS = {
    "0": "O",
    "O": "0",
    "1": "l",
    "l": "1",
    "I": "l",
    "5": "S",
    "S": "5",
    "8": "B",
    "B": "8",
    "rn": "m",
    "m": "rn",
    "ü": "u",
    "ö": "o",
    "ä": "a",
    "ß": "B",
    "é": "e",
    "è": "e",
    ",": ".",
    ".": ",",
    "G": "6",
    "2": "Z",
    "c": "e",
    "€": "E",
    "§": "S",
    "-": "",
    ":": "",
    "'": "",
    "°": "o",
    "t": "f",
    "h": "b",
}


@dataclass(frozen=True)
class Noise:
    """Rates per word of what goes wrong; `jitter` in shares of the word's height."""

    confuse: float
    split: float
    merge: float
    drop: float
    jitter: float
    tilt: float

    @classmethod
    def draw(cls, rng: Random) -> "Noise":
        """A mild to bad scan."""
        bad = rng.random() ** 2
        return cls(
            0.01 + 0.08 * bad,
            0.02 * bad,
            0.02 + 0.08 * bad,
            0.01 * bad,
            0.02 + 0.12 * bad,
            rng.uniform(-0.012, 0.012),
        )


def degrade_words(document: dict[str, Any], rng: Random, noise: Noise) -> None:
    """Changes a generated document's words in place; labels follow their words."""
    for page in document["pages"]:
        words: list[dict[str, Any]] = []
        for word in page["words"]:
            if rng.random() < noise.drop and word["label"] == "O":
                continue
            words += _split(word, rng) if rng.random() < noise.split else [word]
        page["words"] = _merge(words, rng, noise.merge)
        middle = page["width"] / 2
        for word in page["words"]:
            if rng.random() < noise.confuse:
                word["text"] = confuse(word["text"], rng)
            x0, y0, x1, y1 = word["box"]
            spread = noise.jitter * (y1 - y0)
            lift = noise.tilt * ((x0 + x1) / 2 - middle)
            moved = [
                round(value, 2)
                for value in (
                    x0 + rng.gauss(0, spread),
                    y0 + lift + rng.gauss(0, spread),
                    x1 + rng.gauss(0, spread),
                    y1 + lift + rng.gauss(0, spread),
                )
            ]
            if moved[2] > moved[0] and moved[3] > moved[1]:
                word["box"] = moved


def confuse(text: str, rng: Random) -> str:
    """Replaces one character that OCR often misreads; never leaves nothing."""
    spots = [key for key in CONFUSIONS if key in text]
    if not spots:
        return text
    key = rng.choice(spots)
    at = rng.choice([i for i in range(len(text)) if text.startswith(key, i)])
    return (text[:at] + CONFUSIONS[key] + text[at + len(key) :]) or text


def _split(word: dict[str, Any], rng: Random) -> list[dict[str, Any]]:
    text, (x0, y0, x1, y1), label = word["text"], word["box"], word["label"]
    if len(text) < 4:
        return [word]
    at = rng.randint(1, len(text) - 1)
    cut = x0 + (x1 - x0) * at / len(text)
    rest = label if label == "O" else f"I-{label[2:]}"
    return [
        {"text": text[:at], "box": [x0, y0, cut - 0.3, y1], "label": label},
        {"text": text[at:], "box": [cut + 0.3, y0, x1, y1], "label": rest},
    ]


def _merge(words: list[dict[str, Any]], rng: Random, share: float) -> list[dict[str, Any]]:
    """Joins neighbours of one line and one mention, as an engine that misses a space does."""
    merged: list[dict[str, Any]] = []
    for word in words:
        last = merged[-1] if merged else None
        if last and rng.random() < share and _touching(last, word):
            box, other = last["box"], word["box"]
            merged[-1] = {
                "text": last["text"] + word["text"],
                "box": [box[0], min(box[1], other[1]), other[2], max(box[3], other[3])],
                "label": last["label"],
            }
        else:
            merged.append(word)
    return merged


def _touching(left: dict[str, Any], right: dict[str, Any]) -> bool:
    gap = right["box"][0] - left["box"][2]
    height = left["box"][3] - left["box"][1]
    same = left["label"][2:] == right["label"][2:] and not right["label"].startswith("B-")
    return (
        same
        and abs(left["box"][1] - right["box"][1]) < 0.2 * height
        and -0.1 * height < gap < 0.5 * height
    )


def scan_pages(pdf: Path | bytes, rng: Random, dpi: int, strength: float) -> bytes:
    """All pages of a PDF, printed and scanned: a TIFF. `strength` as in `degrade_image`."""
    with pypdfium2.PdfDocument(pdf) as document:
        first, *others = [
            degrade_image(page.render(scale=dpi / 72).to_pil(), rng, strength) for page in document
        ]
    buffer = io.BytesIO()
    first.save(buffer, "TIFF", save_all=True, append_images=others, dpi=(dpi, dpi))
    return buffer.getvalue()


def degrade_image(image: Image.Image, rng: Random, strength: float = 0.5) -> Image.Image:
    """A page image as a scanner gives it: slightly turned, blurred, noisy, uneven; grey.

    `strength` from 0 (clean) to 1 (bad).
    """
    paper = rng.randint(235, 255)
    scan = image.convert("L")
    angle = rng.uniform(-1.6, 1.6) * strength
    scan = scan.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    scan = scan.filter(ImageFilter.GaussianBlur(rng.uniform(0.2, 1.1) * strength))
    pixels = np.asarray(scan, dtype=np.float32)
    noise = np.random.default_rng(rng.getrandbits(32))
    shade = np.linspace(
        1.0, 1.0 - rng.uniform(0.0, 0.12) * strength, pixels.shape[1], dtype=np.float32
    )
    grain = noise.normal(0, 14 * strength, pixels.shape).astype(np.float32)
    pixels = pixels * np.float32(paper / 255) * shade + grain
    specks = noise.random(pixels.shape) < 0.0006 * strength
    pixels[specks] = noise.integers(0, 160, int(specks.sum()))
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
