"""Whether text that a PDF lays under a picture, or invisibly over it, is what the picture says.

Scanners and OCR programs write such a layer. People see the picture alone, so that a layer may
claim anything; that it has ink where the picture has some says little.
"""

import ctypes
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c
from PIL import Image

from readers.recognizer import Picture, mean_clarity, recognize_lines
from schemas.document import Box, Page, Word, union

#: A picture that covers this share of a page may be a scan of it.
SCAN_SHARE = 0.3
_DEPTH_N = 5  # of drawings within each other
#: Shades of no ink: a near white, and what hardly covers.
_LIGHT, _FAINT = 240, 16
#: Prints with fewer digits are not compared, nor more prints than these, the longest first.
_LEAST_DIGITS_N, _PRINTS_N = 4, 24
_GAP = 1.0  # of a print's height: what parts it from the next in its row
_MARGIN = 0.2  # of a print's height, around it
#: A print that OCR reads so clearly is another one where so few of its digits are alike.
_CLEAR, _ALIKE = 0.8, 0.7
_OTHERS_N = 2  # so many other prints, or a single long one, and the layer is not believed
_LONG_DIGITS_N = 12
_NOT_DIGITS = re.compile(r"[^0-9]+")


def picture_share(page: Any) -> float:
    """The largest share of an open pypdfium2 page that one image covers, 0–1; inside PDFIUM."""
    images = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=_DEPTH_N)
    return max((_share(image, page) for image in images), default=0.0)


def hides_text(page: Any) -> bool:
    """Whether a page has text that shows nothing beside a picture of the page; inside PDFIUM."""
    kinds = [pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_TEXT]
    below = False  # whether text lies below what comes next
    for thing in page.get_objects(filter=kinds, max_depth=_DEPTH_N):
        if thing.type == pdfium_c.FPDF_PAGEOBJ_TEXT:
            if _has_no_ink(thing):
                return True
            below = True
        elif below and _share(thing, page) >= SCAN_SHARE:
            return True
    return False


def _share(image: Any, page: Any) -> float:
    left, bottom, right, top = page.get_bbox()
    x0, y0, x1, y1 = image.get_bounds()
    width, height = min(x1, right) - max(x0, left), min(y1, top) - max(y0, bottom)
    area = max(1.0, (right - left) * (top - bottom))
    return float(max(0.0, width) * max(0.0, height) / area)


def _has_no_ink(text: Any) -> bool:
    mode = pdfium_c.FPDFTextObj_GetTextRenderMode(text.raw)
    if mode in (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP):
        return True
    color = [ctypes.c_uint() for _ in range(4)]
    if not pdfium_c.FPDFPageObj_GetFillColor(text.raw, *color):
        return False
    *shades, opaque = (one.value for one in color)
    return min(shades) >= _LIGHT or opaque <= _FAINT


def agrees(layer: Page, picture: Image.Image, threads_n: int) -> bool:
    """Whether the picture of a page shows the numbers that its text layer tells.

    An amount or an account is read from the picture where the layer has it. OCR misreads a letter
    here and there, the layer's and ours: few digits alike make another print.
    """
    pixels = np.asarray(picture.rotate(-layer.rotation, expand=True).convert("RGB"))[:, :, ::-1]
    prints = sorted(_prints(layer.words), key=lambda one: -len(_digits(one)))[:_PRINTS_N]
    crops = [_cut(pixels, union(word.box for word in one)) for one in prints]
    others = []
    for told, read in zip(map(_digits, prints), recognize_lines(crops, threads_n), strict=True):
        shown = _NOT_DIGITS.sub("", "".join(word.text for word in read))
        alike = SequenceMatcher(None, told, shown, autojunk=False).ratio()
        if alike < _ALIKE and (not read or mean_clarity(read) >= _CLEAR):
            others.append(told)
    return len(others) < _OTHERS_N and all(len(told) < _LONG_DIGITS_N for told in others)


def _prints(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words that stand close in a row and have some digits: "DE40 4740 6812 4158 6834 49"."""
    for _, row in groupby(words, key=lambda word: word.row):
        close: list[Word] = []
        for word in row:
            if close and _is_apart(close[-1], word):
                yield from _told([close])
                close = []
            close.append(word)
        yield from _told([close])


def _told(prints: list[list[Word]]) -> list[list[Word]]:
    return [one for one in prints if len(_digits(one)) >= _LEAST_DIGITS_N]


def _is_apart(before: Word, word: Word) -> bool:
    return word.box[0] - before.box[2] > _GAP * word.height


def _digits(words: Sequence[Word]) -> str:
    return _NOT_DIGITS.sub("", "".join(word.text for word in words))


def _cut(pixels: Picture, box: Box) -> Picture:
    height, width = pixels.shape[:2]
    x0, y0, x1, y1 = box[0] * width, box[1] * height, box[2] * width, box[3] * height
    margin = _MARGIN * (y1 - y0)
    left, top = max(0, int(x0 - margin)), max(0, int(y0 - margin))
    right, bottom = max(left + 1, int(x1 + margin)), max(top + 1, int(y1 + margin))
    return np.ascontiguousarray(pixels[top:bottom, left:right])
