"""Makes each pass over a document a little different, as scanners, printers and OCR do."""

import random

from schemas.document import Page, Word

#: What OCR takes for what.
_CONFUSED = {
    "0": "O", "O": "0", "1": "I", "I": "1", "l": "1", "5": "S", "S": "5", "8": "B", "B": "8",
    "6": "G", "G": "6", "2": "Z", "rn": "m", "m": "rn", ".": ",", ",": ".", "e": "c", "a": "o",
}  # fmt: skip
MASK = "[MASK]"


class Augmenter:
    """Draws one variant of a page per call; the labels stay parallel to the words."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        # Drawn apart: how many windows a page has does not change how the next page varies.
        self._mask_random = random.Random(f"mask/{seed}")

    def vary(self, page: Page) -> Page:
        """Shifted, scaled, jittered boxes; on shares of pages, other case and OCR errors."""
        rng = self._random
        noise = rng.choice((0.0, 0.0, 0.0, 0.01, 0.03))
        case = rng.choices((None, str.upper, str.lower), (0.86, 0.09, 0.05))[0]
        scale_x, scale_y = rng.uniform(0.9, 1.0), rng.uniform(0.85, 1.0)
        shift_x, shift_y = rng.uniform(0, 1 - scale_x), rng.uniform(0, 1 - scale_y)
        row_shift: dict[int, float] = {}
        jitter = rng.choice((0.0, 0.001, 0.003))
        words = []
        for word in page.words:
            text = word.text
            if case and rng.random() < 0.95:
                text = case(text)
            if noise:
                text = self._misread(text, noise)
            move = row_shift.setdefault(word.row, rng.gauss(0, jitter))
            x0, y0, x1, y1 = word.box
            slide = rng.gauss(0, jitter)
            box = (
                x0 * scale_x + shift_x + slide,
                y0 * scale_y + shift_y + move,
                x1 * scale_x + shift_x + slide,
                y1 * scale_y + shift_y + move,
            )
            words.append(Word(text, box, word.row, word.confidence))
        return page.model_copy(update={"words": tuple(words)})

    def masks(self, share: float = 0.08) -> bool:
        """Whether the next word is hidden from the model."""
        return self._mask_random.random() < share

    def _misread(self, text: str, rate: float) -> str:
        rng = self._random
        letters = []
        for c in text:
            if rng.random() >= rate:
                letters.append(c)
            elif rng.random() < 0.7:
                letters.append(_CONFUSED.get(c, c))
            elif rng.random() < 0.5:
                letters.append(c + c)
        return "".join(letters) or text
