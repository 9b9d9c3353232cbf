"""Whether anybody sees a PDF's words: what is written in white, under a box or on a layer that is
switched off leaves nothing on the page.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from readers.layout import TypesetWord
from readers.pdf_drawing import Draw

#: Longest side, in pixels, of the page that shows most words, and of the one that shows them all.
_QUICK_SIDE_PIXELS, _SHARP_SIDE_PIXELS = 850, 2600
#: Steps of 256 between the darkest and the lightest of a word's place: below the first a second
#: look is taken, below the other nobody sees a word. Print of #f3f3f3 on white is seen.
_CLEAR_STEPS, _SEEN_STEPS = 24, 10
#: Beside a word, of its height: a tall "I" alone is all ink.
_MARGIN = 0.2
#: Above and below, of its height: lines of a table.
_TRIM = 0.1


def seen_words(
    draw: Draw, words: Sequence[TypesetWord], width: float, height: float
) -> list[TypesetWord]:
    """The words, boxes in points of the page as shown, without those that nobody sees.

    White print on a dark ground is seen; so are the words that OCR has laid invisibly over a scan,
    for their ink is the picture's. Signs such as "·" are left alone.
    """
    told = [any(char.isalnum() for char in word.text) for word in words]
    doubtful = [word for word, is_told in zip(words, told, strict=True) if is_told]
    for side, least in ((_QUICK_SIDE_PIXELS, _CLEAR_STEPS), (_SHARP_SIDE_PIXELS, _SEEN_STEPS)):
        if not doubtful:
            return list(words)
        scale = side / max(width, height)
        shades = draw(scale, side == _QUICK_SIDE_PIXELS)
        doubtful = [word for word in doubtful if _contrast(shades, word.box, scale) < least]
    unseen = {id(word) for word in doubtful}
    return [word for word in words if id(word) not in unseen]


def _contrast(shades: NDArray[np.uint8], box: Sequence[float], scale: float) -> int:
    """Steps between the darkest and lightest shade in a box, of the channel that differs most."""
    x0, y0, x1, y1 = box
    size = min(x1 - x0, y1 - y0)
    beside, trim = _MARGIN * size, _TRIM * size
    if x1 - x0 >= y1 - y0:
        x0, x1, y0, y1 = x0 - beside, x1 + beside, y0 + trim, y1 - trim
    else:
        x0, x1, y0, y1 = x0 - beside, x1 + beside, y0 - beside, y1 + beside
    left, top = max(0, int(x0 * scale)), max(0, int(y0 * scale))
    place = shades[top : int(y1 * scale) + 1, left : int(x1 * scale) + 1]
    if not place.size:
        return 0
    if place.ndim == 2:
        return int(place.max()) - int(place.min())
    return int(np.ptp(place, axis=(0, 1)).max())
