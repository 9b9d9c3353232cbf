"""A picture of a page → words with boxes, by OCR.

PP-OCR detector and recogniser, whose ONNX models lie in the rapidocr wheel: they are loaded by
path, so nothing asks a network. One engine per process, loaded at first use; one page at a time,
because a second page at once would only share the same cores and double the memory.
"""

import logging
import threading
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from readers.layout import LooseWord, arrange_page
from readers.recognizer import Picture, PlacedWord, recognize_lines
from readers.upright import quarter_turns
from schemas.document import Page
from schemas.settings import Settings

#: Longest side the detector sees, in pixels; the recogniser reads from the full picture.
DETECT_SIDE_PIXELS = 1600
#: Longest side kept of any picture: more does not read better.
PICTURE_SIDE_PIXELS = 3200
#: Lines recognised below this mean confidence are specks, not text.
MIN_CONFIDENCE = 0.5

_LOCK = threading.Lock()


def recognize_page(picture: Image.Image, settings: Settings) -> Page:
    """Reads one page from its picture; boxes are those of the page turned upright."""
    pixels = _bounded(np.asarray(picture.convert("RGB"))[:, :, ::-1])
    with _LOCK:
        turns = quarter_turns(pixels, settings.threads_n)
        upright = np.ascontiguousarray(np.rot90(pixels, k=turns))
        words = _read_words(upright, settings.threads_n)
    height, width = upright.shape[:2]
    return arrange_page(words, width, height, "ocr", rotation=turns * -90 % 360)


def _bounded(pixels: Picture) -> Picture:
    longest = max(pixels.shape[:2])
    if longest <= PICTURE_SIDE_PIXELS:
        return pixels
    scale = PICTURE_SIDE_PIXELS / longest
    return cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)  # type: ignore[return-value]


def _read_words(pixels: Picture, threads_n: int) -> list[LooseWord]:
    scale = min(1.0, DETECT_SIDE_PIXELS / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    quads = _detector(threads_n)(small).boxes
    if quads is None:
        return []
    lines = [
        (quad, crop)
        for quad in np.asarray(quads, dtype=np.float32) / scale
        if (crop := _crop(pixels, quad)) is not None
    ]
    read = recognize_lines([crop for _, crop in lines], threads_n)
    return [
        (word.text, _span(quad, word.left, word.right), word.confidence)
        for (quad, _), words in zip(lines, read, strict=True)
        if words and _line_confidence(words) >= MIN_CONFIDENCE
        for word in words
    ]


def _line_confidence(words: list[PlacedWord]) -> float:
    letters_n = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters_n


def _crop(pixels: Picture, quad: NDArray[np.float32]) -> Picture | None:
    """The line inside `quad`, laid flat; None where it is too thin to hold text."""
    width = int(max(np.linalg.norm(quad[0] - quad[1]), np.linalg.norm(quad[2] - quad[3])))
    height = int(max(np.linalg.norm(quad[0] - quad[3]), np.linalg.norm(quad[1] - quad[2])))
    if min(width, height) < 4:
        return None
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    crop = cv2.warpPerspective(
        pixels,
        cv2.getPerspectiveTransform(quad, flat),
        (width, height),
        borderMode=cv2.BORDER_REPLICATE,
        flags=cv2.INTER_CUBIC,
    )
    return np.ascontiguousarray(np.rot90(crop)) if height >= 1.5 * width else crop  # type: ignore[return-value]


def _span(quad: NDArray[np.float32], left: float, right: float) -> tuple[float, ...]:
    """The upright box around the part of `quad` from `left` to `right`, as shares of its length."""
    top_left, top_right, bottom_right, bottom_left = quad
    width = float(np.linalg.norm(top_right - top_left))
    height = float(np.linalg.norm(bottom_left - top_left))
    if height >= 1.5 * width:  # read from top to bottom, or bottom to top: keep it whole
        points = quad
    else:
        points = np.array(
            [top_left + (top_right - top_left) * share for share in (left, right)]
            + [bottom_left + (bottom_right - bottom_left) * share for share in (left, right)]
        )
    (x0, y0), (x1, y1) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return x0, y0, x1, y1


@cache
def _detector(threads_n: int) -> Any:
    import rapidocr
    from rapidocr.ch_ppocr_det import TextDetector
    from rapidocr.utils.parse_parameters import ParseParams

    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    package = Path(rapidocr.__file__).parent
    config = ParseParams.load(package / "config.yaml")
    config.EngineConfig.onnxruntime.intra_op_num_threads = threads_n
    config.Det.engine_cfg = config.EngineConfig.onnxruntime
    config.Det.model_path = str(package / "models" / "PP-OCRv6_det_small.onnx")
    return TextDetector(config.Det)
