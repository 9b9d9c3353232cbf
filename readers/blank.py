"""Whether a scanned page is blank: the back of a sheet, on which nobody wrote or printed anything.

Dust, punch holes and the dark edge that a scanner leaves are no ink; what shines through from the
front is some, though pale.
"""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from readers.recognizer import Picture

#: Longest side, in pixels, of the page that is looked at: a letter has some eight.
_SIDE_PIXELS = 850
#: Print is smaller than the first. Paper with shades (of 256) that differ by more is a picture.
_PRINT_PIXELS, _PAPER_STEPS = 51, 48
#: So much darker than its paper is a thing that is no noise, and one that hardly shines through.
_NOISE_STEPS, _DARK_STEPS = 12, 64
_DUST_PIXELS_N = 5
#: Of the page's sides: where its holes and dark edges are.
_MARGIN = 0.09
#: How large a hole is, in the page's longest side, and how much of the square around it is dark.
_HOLE_SIDES, _HOLE_SHARE = (0.01, 0.04), 0.6


class Ink(NamedTuple):
    """What was found on a page's paper: anything, and anything that is not pale."""

    some: bool
    dark: bool


def find_ink(pixels: Picture) -> Ink:
    """The ink on a page's picture in colours: none on a white back with two holes."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    scale = min(1.0, _SIDE_PIXELS / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    square = np.ones((_PRINT_PIXELS, _PRINT_PIXELS), dtype=np.uint8)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, square)
    inner = tuple(slice(int(_MARGIN * side), side - int(_MARGIN * side)) for side in small.shape)
    if np.ptp(paper[inner]) > _PAPER_STEPS:
        return Ink(some=True, dark=True)
    darker = cv2.subtract(paper, small)
    noisy = (darker >= _NOISE_STEPS).astype(np.uint8)
    _, marks, found, _ = cv2.connectedComponentsWithStats(noisy, connectivity=8)
    measures = np.asarray(found, dtype=np.int32)
    large = measures[:, cv2.CC_STAT_AREA] >= _DUST_PIXELS_N
    within = np.isin(np.arange(len(measures)), marks[inner])
    is_ink = large & (within | ~_is_edge_or_hole(measures, small.shape))
    is_ink[0] = False  # the paper
    seen = darker[is_ink[marks]]
    return Ink(some=bool(seen.size), dark=bool((seen >= _DARK_STEPS).any()))


def _is_edge_or_hole(measures: NDArray[np.int32], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Which marks at a page's side touch its edge, or are as round as a punch leaves them."""
    left, top, wide, high, area = measures.T
    edge = (left == 0) | (top == 0) | (left + wide == shape[1]) | (top + high == shape[0])
    least, most = (share * max(shape) for share in _HOLE_SIDES)
    square = np.maximum(wide, high)
    is_hole = (np.minimum(wide, high) >= least) & (square <= most)
    is_hole &= area >= _HOLE_SHARE * square**2
    return np.asarray(edge | is_hole, dtype=np.bool_)
