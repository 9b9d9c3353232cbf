"""Lines of a page that leans, was photographed askew, or lay bent → the same lines level.

A scan leans as a whole. The camera sees each line lean another way: those above converge with
those below, and on paper that was folded or rolled they rise and sink along the line. Detected
lines tell how print leans where they stand, and a smooth surface through that tells it everywhere.
"""

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

#: Number × 2, in pixels. A line's are its corners from top left clockwise.
Points = NDArray[np.floating[Any]]

#: A page that leans by less needs no levelling; one that leans by more is not a scan.
MIN_TILT_DEGREES, MAX_TILT_DEGREES = 0.3, 15.0
#: Lines this much longer than high tell a direction; and how many tell one, or a surface.
_LONG, _LEAST_TILTS_N, _LEAST_SLOPES_N = 4.0, 3, 6
#: Lines not as long that are found exactly level were too short for the detector to see them lean.
_SURELY_LEVEL = 12.0
#: How exactly a line is detected, in its height; and how far print leans off by itself.
_HEIGHT_ERROR, _SLOPE_ERROR = 0.06, 0.003
#: How large the surface's terms usually are, as slopes.
_USUAL = np.array([0.02, 0.02, 0.03, 0.02, 0.02])
_ROUNDS_N, _ODD = 5, 2.5  # of fitting; lines that are off by more errors count for less
#: Where nothing moves by so much of a line's height, the page is flat enough.
_LEAST_MOVE = 0.15


class Levelling:
    """How a page of `shape` (height, width in pixels) leans, told by the lines found on it."""

    def __init__(self, lines: Sequence[Points], shape: tuple[int, int]) -> None:
        self._half = np.array([shape[1] / 2, shape[0] / 2])
        self._rotation = _rotation(-_median_tilt(lines), shape)
        self._terms = self._find_surface([line for line in lines if _tells_slope(line)])

    def level(self, points: Points) -> Points:
        """Where points of the page would lie if it were flat and seen from above."""
        turned = self._turn(points)
        sunk = self._place_terms(turned) @ self._terms * self._half[0]
        return np.column_stack([turned[:, 0], turned[:, 1] - sunk])

    def _find_surface(self, lines: Sequence[Points]) -> Points:
        flat = np.zeros(len(_USUAL))
        if len(lines) < _LEAST_SLOPES_N:
            return flat
        turned = [self._turn(line) for line in lines]
        middles = np.array([line.mean(axis=0) for line in turned])
        along = np.array([_along(line) for line in turned])
        heights = np.array([sides(line)[1] for line in turned])
        errors = np.hypot(_HEIGHT_ERROR * heights / along[:, 0], _SLOPE_ERROR)
        terms = _fit(self._slope_terms(middles), along[:, 1] / along[:, 0], errors)
        ends = np.concatenate(turned)
        moved = np.abs(self._place_terms(ends) @ terms).max() * self._half[0]
        return terms if moved > _LEAST_MOVE * float(np.median(heights)) else flat

    def _turn(self, points: Points) -> Points:
        return np.asarray(points @ self._rotation[:, :2].T + self._rotation[:, 2], dtype=np.float64)

    def _slope_terms(self, points: Points) -> Points:
        u, v = ((points - self._half) / self._half).T
        return np.column_stack([np.ones_like(u), u, v, u * u, u * v])

    def _place_terms(self, points: Points) -> Points:
        """Those of the slope, added up from the page's middle to where the points are."""
        u, v = ((points - self._half) / self._half).T
        return np.column_stack([u, u**2 / 2, u * v, u**3 / 3, u**2 * v / 2])


def sides(line: Points) -> tuple[float, float]:
    """Width and height of a quadrilateral in pixels, the longer of each pair of sides."""
    width = max(np.linalg.norm(line[0] - line[1]), np.linalg.norm(line[2] - line[3]))
    height = max(np.linalg.norm(line[0] - line[3]), np.linalg.norm(line[1] - line[2]))
    return float(width), float(height)


def _along(line: Points) -> Points:
    """From the middle of its left side to that of its right side."""
    return np.asarray((line[1] + line[2] - line[0] - line[3]) / 2, dtype=np.float64)


def _tells_slope(line: Points) -> bool:
    right, down = _along(line)
    return bool(right > (_LONG if down else _SURELY_LEVEL) * sides(line)[1])


def _median_tilt(lines: Sequence[Points]) -> float:
    """Degrees clockwise that the page's lines lean, 0 where that is too little to matter."""
    tilts = []
    for line in lines:
        width, height = sides(line)
        if width > _LONG * height:  # short words tell no direction
            right, down = _along(line)
            tilts.append(float(np.degrees(np.arctan2(down, right))))
    tilt = float(np.median(tilts)) if len(tilts) >= _LEAST_TILTS_N else 0.0
    return tilt if MIN_TILT_DEGREES <= abs(tilt) <= MAX_TILT_DEGREES else 0.0


def _rotation(degrees: float, shape: tuple[int, int]) -> Points:
    """The 2 × 3 matrix that turns points clockwise about the page's middle."""
    matrix = cv2.getRotationMatrix2D((shape[1] / 2, shape[0] / 2), -degrees, 1.0)
    return np.asarray(matrix, dtype=np.float64)


def _fit(terms: Points, slopes: Points, errors: Points) -> Points:
    """The likeliest surface through slopes, some of which may be wrong altogether."""
    weights = np.ones_like(slopes)
    fitted: Points = np.zeros(terms.shape[1])
    for _ in range(_ROUNDS_N):
        scaled = terms * (weights / errors**2)[:, None]
        fitted = np.linalg.solve(scaled.T @ terms + np.diag(_USUAL**-2.0), scaled.T @ slopes)
        off = np.abs(terms @ fitted - slopes) / errors
        weights = np.minimum(1.0, _ODD / np.maximum(off, 1e-9))
    return np.asarray(fitted, dtype=np.float64)
