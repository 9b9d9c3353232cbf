"""A picture of a page → words with boxes, by OCR.

PP-OCR detector and recogniser, whose ONNX models lie in the rapidocr wheel: they are loaded by
path, so nothing asks a network. One engine per process, loaded at first use; one page at a time,
because a second page at once would only share the same cores and double the memory.
"""

import logging
import threading
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from readers.layout import LooseWord, arrange_page
from readers.upright import quarter_turns
from schemas.document import Page
from schemas.settings import Settings

#: Longest side the detector sees, in pixels; the recogniser reads from the full picture.
DETECT_SIDE_PIXELS = 1600
#: Longest side kept of any picture: more does not read better.
PICTURE_SIDE_PIXELS = 3200
#: Lines recognised below this mean confidence are specks, not text.
MIN_CONFIDENCE = 0.5
#: A gap of more columns of the recogniser (8 pixels at 48 pixels height) parts two words.
WORD_GAP_COLUMNS = 5

Picture = NDArray[np.uint8]  # height × width × 3, BGR

_LOCK = threading.Lock()


class _Line(NamedTuple):
    quad: NDArray[np.float32]  # 4 × 2 corners from top left clockwise, pixels
    words: list[LooseWord]
    confidence: float


def recognize_page(picture: Image.Image, settings: Settings) -> Page:
    """Reads one page from its picture; boxes are those of the page turned upright."""
    pixels = _bounded(np.asarray(picture.convert("RGB"))[:, :, ::-1])
    with _LOCK:
        turns = quarter_turns(pixels, settings.threads_n)
        upright = np.ascontiguousarray(np.rot90(pixels, k=turns))
        lines = _read_lines(upright, settings.threads_n)
    height, width = upright.shape[:2]
    loose = [word for line in lines for word in line.words]
    return arrange_page(loose, width, height, "ocr", rotation=turns * -90 % 360)


def _bounded(pixels: Picture) -> Picture:
    longest = max(pixels.shape[:2])
    if longest <= PICTURE_SIDE_PIXELS:
        return pixels
    scale = PICTURE_SIDE_PIXELS / longest
    return cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)  # type: ignore[return-value]


def _read_lines(pixels: Picture, threads_n: int) -> list[_Line]:
    detector, recognizer = _engine(threads_n)
    scale = min(1.0, DETECT_SIDE_PIXELS / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    quads = detector(small).boxes
    if quads is None:
        return []
    quads = np.asarray(quads, dtype=np.float32) / scale
    crops = [_crop(pixels, quad) for quad in quads]
    kept = [(quad, crop) for quad, crop in zip(quads, crops, strict=True) if crop is not None]
    if not kept:
        return []
    from rapidocr.ch_ppocr_rec import TextRecInput

    result = recognizer(TextRecInput(img=[crop for _, crop in kept], return_word_box=True))
    return [
        _Line(quad, _split_line(quad, text, info), score)
        for (quad, _), text, score, info in zip(
            kept, result.txts, result.scores, result.word_results, strict=True
        )
        if text.strip() and score >= MIN_CONFIDENCE
    ]


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


def _split_line(quad: NDArray[np.float32], text: str, info: Any) -> list[LooseWord]:
    """Words of one line, each placed by the recogniser's columns within the line's corners."""
    columns = [column for word in info.word_cols for column in word]
    confidences = [c for c, char in zip(info.confs, text, strict=False) if not char.isspace()]
    chars = [char for char in text if not char.isspace()]
    if len(columns) != len(chars) or not info.line_txt_len:
        return [(text, _span(quad, 0.0, 1.0), float(np.mean(info.confs or [0.0])))]
    words: list[LooseWord] = []
    start, position = 0, 0
    after_space = False
    for char in text:
        if char.isspace():
            after_space = True
            continue
        wide = position > start and columns[position] - columns[position - 1] > WORD_GAP_COLUMNS
        if position > start and (after_space or wide):
            words.append(_word(quad, chars, columns, confidences, start, position, info))
            start = position
        after_space = False
        position += 1
    words.append(_word(quad, chars, columns, confidences, start, position, info))
    return words


def _word(
    quad: NDArray[np.float32],
    chars: list[str],
    columns: list[int],
    confidences: list[float],
    start: int,
    end: int,
    info: Any,
) -> LooseWord:
    """Characters start … end−1 as one word; half a character's width is added on each side."""
    total = float(info.line_txt_len)
    pitch = (columns[-1] - columns[0]) / max(1, len(columns) - 1) if len(columns) > 1 else 2.0
    left = max(0.0, (columns[start] + 0.5 - pitch / 2) / total)
    right = min(1.0, (columns[end - 1] + 0.5 + pitch / 2) / total)
    confidence = float(np.mean(confidences[start:end])) if confidences[start:end] else 0.0
    return "".join(chars[start:end]), _span(quad, left, max(left, right)), confidence


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
def _engine(threads_n: int) -> tuple[Any, Any]:
    """Detector and recogniser on `threads_n` threads."""
    import rapidocr
    from rapidocr.ch_ppocr_det import TextDetector
    from rapidocr.ch_ppocr_rec import TextRecognizer
    from rapidocr.utils.parse_parameters import ParseParams

    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    package = Path(rapidocr.__file__).parent
    config = ParseParams.load(package / "config.yaml")
    config.EngineConfig.onnxruntime.intra_op_num_threads = threads_n
    config.EngineConfig.onnxruntime.inter_op_num_threads = 1
    config.Det.engine_cfg = config.Rec.engine_cfg = config.EngineConfig.onnxruntime
    config.Det.model_path = str(package / "models" / "PP-OCRv6_det_small.onnx")
    config.Rec.model_path = str(package / "models" / "PP-OCRv6_rec_small.onnx")
    config.Rec.font_path = None
    return TextDetector(config.Det), TextRecognizer(config.Rec)
