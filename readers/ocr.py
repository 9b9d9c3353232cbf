"""A picture of a page → words with boxes, by OCR.

PP-OCR detector and recogniser, whose ONNX models lie in the rapidocr wheel: they are loaded by
path, so nothing asks a network. One engine per process, loaded at first use; one page at a time,
on all CPU threads: a second page at once would only share the same cores and double the memory.
"""

import logging
import threading
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
from PIL import Image

from readers.blank import find_ink
from readers.fax_headers import drop_fax_header
from readers.layout import LooseWord, arrange_page
from readers.levelling import Levelling, Points, sides
from readers.ocr_letters import mend_words
from readers.recognizer import Picture, PlacedWord, mean_clarity, recognize_lines
from readers.upright import quarter_turns
from schemas.document import Page
from schemas.settings import Settings

#: Longest side the detector sees, in pixels; the recogniser reads from the full picture.
DETECT_SIDE_PIXELS = 1280
#: The detector enlarges a short side to 736 pixels; strips longer than this are widened first.
MAX_ASPECT = 5
#: Longest side kept of any picture: more does not read better.
PICTURE_SIDE_PIXELS = 3200
#: Of a picture this many times as long as wide, too little of the width is left at that size.
MAX_THINNESS = 500
#: Lines recognised below this mean clarity are specks, not text.
MIN_CLARITY = 0.5
#: A page read below this mean clarity may stand on its head.
DOUBTFUL_CLARITY = 0.8
#: Lines this much taller than wide run up or down; a lone digit is less so.
VERTICAL_RATIO = 2.5
_LOCK = threading.Lock()


class _Reading(NamedTuple):
    """What OCR made of a page after `turns` quarter turns counter-clockwise."""

    turns: int
    shape: tuple[int, int]  # height, width in pixels, as turned
    words: list[LooseWord]
    clarity: float  # mean over letters, 0 if there are none
    sideways: bool  # most lines run up or down


def recognize_page(picture: Image.Image, settings: Settings) -> Page:
    """Reads one page from its picture; boxes are those of the page turned upright.

    A blank page is not read; one through which but the front of its sheet shines is blank, too.
    The row that a fax machine printed above the page is no part of it.
    """
    rgb = picture if picture.mode == "RGB" else picture.convert("RGB")
    pixels = _bounded(np.asarray(rgb)[:, :, ::-1])
    blank = Page(width=pixels.shape[1], height=pixels.shape[0], words=(), origin="ocr", blank=True)
    ink = find_ink(pixels)
    if not ink.some:
        return blank
    with _LOCK:
        reading = _read_upright(pixels, settings.threads_n)
        if not ink.dark and _is_mirrored(pixels, reading, settings.threads_n):
            return blank
    height, width = reading.shape
    page = arrange_page(reading.words, width, height, "ocr", rotation=reading.turns * -90 % 360)
    return drop_fax_header(page)


def is_too_thin(width: float, height: float) -> bool:
    """Whether a picture is so long for its width that no text in it can be read."""
    return max(width, height) > MAX_THINNESS * min(width, height)


def _read_upright(pixels: Picture, threads_n: int) -> _Reading:
    """Reads the page as the classifier says it stands, and other ways round if that reads badly."""
    guess = quarter_turns(pixels, threads_n)
    reading = _read(pixels, guess, threads_n)
    if reading.sideways:
        others = [(guess + 1) % 4, (guess + 3) % 4]
    elif reading.clarity < DOUBTFUL_CLARITY:
        others = [(guess + 2) % 4]
    else:
        return reading
    return max([reading, *(_read(pixels, turns, threads_n) for turns in others)], key=_clarity)


def _is_mirrored(pixels: Picture, reading: _Reading, threads_n: int) -> bool:
    """Whether a page reads badly, and well in a mirror: that is the other side of its sheet."""
    if reading.clarity >= DOUBTFUL_CLARITY:
        return False
    mirrored = _read_upright(np.ascontiguousarray(pixels[:, ::-1]), threads_n)
    return _clarity(mirrored) >= DOUBTFUL_CLARITY


def _clarity(reading: _Reading) -> float:
    return -1.0 if reading.sideways else reading.clarity


def _read(pixels: Picture, turns: int, threads_n: int) -> _Reading:
    upright = np.ascontiguousarray(np.rot90(pixels, k=turns))
    lines = _find_lines(upright, threads_n)
    read = recognize_lines([line.crop for line in lines], threads_n)
    kept = [
        (line, words)
        for line, words in zip(lines, read, strict=True)
        if words and mean_clarity(words) >= MIN_CLARITY
    ]
    shape = (upright.shape[0], upright.shape[1])
    page = Levelling([line.quad for line, _ in kept], shape)
    loose: list[LooseWord] = [
        (word.text, _span(page.level(line.quad), word), word.confidence)
        for line, words in kept
        for word in words
    ]
    return _Reading(
        turns=turns,
        shape=shape,
        words=mend_words(loose),
        clarity=mean_clarity([word for words in read for word in words]),
        sideways=len(lines) >= 4 and 2 * sum(line.vertical for line in lines) > len(lines),
    )


def _bounded(pixels: Picture) -> Picture:
    longest = max(pixels.shape[:2])
    if longest <= PICTURE_SIDE_PIXELS:
        return pixels
    scale = PICTURE_SIDE_PIXELS / longest
    return cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)  # type: ignore[return-value]


def _widen_strip(pixels: Picture) -> Picture:
    """Adds white below or right of a long strip, whose short side the detector would blow up."""
    height, width = pixels.shape[:2]
    least = max(height, width) // MAX_ASPECT
    below, right = max(0, least - height), max(0, least - width)
    if not below and not right:
        return pixels
    white = (255, 255, 255)
    widened = cv2.copyMakeBorder(pixels, 0, below, 0, right, cv2.BORDER_CONSTANT, value=white)
    return np.asarray(widened, dtype=np.uint8)


class _Line(NamedTuple):
    """A printed line: its four corners from top left clockwise, and its picture laid flat."""

    quad: Points
    crop: Picture
    vertical: bool


def _find_lines(pixels: Picture, threads_n: int) -> list[_Line]:
    scale = min(1.0, DETECT_SIDE_PIXELS / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    quads = _detector(threads_n)(_widen_strip(np.asarray(small, dtype=np.uint8))).boxes
    if quads is None:
        return []
    cut = (_cut_line(pixels, quad) for quad in np.asarray(quads, dtype=np.float32) / scale)
    return [line for line in cut if line is not None]


def _cut_line(pixels: Picture, quad: Points) -> _Line | None:
    """The line inside `quad`; None where it is too thin to hold text."""
    width, height = sides(quad)
    if min(width, height) < 4:
        return None
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    crop = cv2.warpPerspective(
        pixels,
        cv2.getPerspectiveTransform(quad, flat),
        (int(width), int(height)),
        borderMode=cv2.BORDER_REPLICATE,
        flags=cv2.INTER_CUBIC,
    )
    vertical = height >= VERTICAL_RATIO * width
    if vertical:
        crop = np.ascontiguousarray(np.rot90(crop))
    return _Line(quad, np.asarray(crop, dtype=np.uint8), vertical)


def _span(quad: Points, word: PlacedWord) -> tuple[float, ...]:
    """The upright box around a word's part of its line."""
    top_left, top_right, bottom_right, bottom_left = quad
    if np.linalg.norm(bottom_left - top_left) >= VERTICAL_RATIO * np.linalg.norm(
        top_right - top_left
    ):  # read from bottom to top
        starts, ends = (bottom_left, bottom_right), (top_left, top_right)
    else:
        starts, ends = (top_left, bottom_left), (top_right, bottom_right)
    points = np.array(
        [
            start + (end - start) * share
            for start, end in zip(starts, ends, strict=True)
            for share in (word.left, word.right)
        ]
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
