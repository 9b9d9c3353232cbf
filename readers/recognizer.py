"""Pictures of printed lines → their words, placed along the line.

The recogniser (PP-OCR, a CTC model) sees a line 48 pixels high and says for each frame of 8 pixels
which character it holds. It often smells a space without being sure of it; that is enough for us
to part two words, which its own decoder would run together.
"""

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from readers.inference import open_packaged_model

LINE_HEIGHT_PIXELS = 48
#: Narrower pictures are padded to this width: the model was trained so.
MIN_WIDTH_PIXELS = 160
#: Wider lines are squeezed: no page has longer ones.
MAX_WIDTH_PIXELS = 3200
#: Lines read at once, and their width in all: the model answers 75 kB for each frame.
BATCH_N, BATCH_PIXELS = 6, 2400
#: A space this probable anywhere between two characters parts them.
SPACE_PROBABILITY = 0.15
#: So do this many frames without a character.
GAP_FRAMES = 8
#: Litres whose l was read as 1: a usual content, alone or so many times ("6x2l", "0,75l"), and how
#: probable an l must be there; more where that 1 makes but a whole number, of which many are
#: printed. No "11", and nothing that has four figures.
_LITRES = re.compile(
    r"(?:(?:[0-9]{1,2}[x×])?(?:[02][.,]25|0[.,](?:[2357]|3[35]|375|75)|[124][.,]5|1[.,]0)"
    r"|(?:[0-9][x×])?(?:[2-68]|1[0258]|[235]0|25|60|1?20))1"
)
LITRE_PROBABILITY, WHOLE_LITRE_PROBABILITY = 0.01, 0.05

Picture = NDArray[np.uint8]  # height × width × 3, BGR


class PlacedWord(NamedTuple):
    """A word of a line; `left` and `right` are shares of the line's length, 0–1.

    clarity: the mean probability of its letters. confidence: how probable it is that these and no
    other letters stand there; one doubtful letter of many makes a word doubtful.
    """

    text: str
    left: float
    right: float
    clarity: float
    confidence: float


def recognize_lines(lines: Sequence[Picture], threads_n: int) -> list[list[PlacedWord]]:
    """The words of each line, left to right."""
    widths = [_scaled_width(line) for line in lines]
    order = sorted(range(len(lines)), key=widths.__getitem__)
    read: list[list[PlacedWord]] = [[] for _ in lines]
    session, characters, spaces, litre = _model(threads_n)
    name = session.get_inputs()[0].name
    for batch in _batches(order, widths):
        padded = max(MIN_WIDTH_PIXELS, widths[batch[-1]])
        pixels = np.zeros((len(batch), 3, LINE_HEIGHT_PIXELS, padded), dtype=np.float32)
        for row, index in enumerate(batch):
            size = (widths[index], LINE_HEIGHT_PIXELS)
            scaled = cv2.resize(lines[index], size).astype(np.float32)
            pixels[row, :, :, : widths[index]] = scaled.transpose(2, 0, 1) / 127.5 - 1
        probabilities = session.run(None, {name: pixels})[0]
        for row, index in enumerate(batch):
            frames = probabilities[row].shape[0] * widths[index] / padded
            read[index] = _decode(probabilities[row], frames, characters, spaces, litre)
    return read


def _batches(order: Sequence[int], widths: Sequence[int]) -> Iterator[list[int]]:
    """Lines of like width together, so that little is padded."""
    batch: list[int] = []
    for index in order:
        if batch and (len(batch) == BATCH_N or widths[index] * (len(batch) + 1) > BATCH_PIXELS):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def mean_clarity(words: Sequence[PlacedWord]) -> float:
    """The mean over all characters, 0 where there are none."""
    letters_n = sum(len(word.text) for word in words)
    return sum(word.clarity * len(word.text) for word in words) / max(1, letters_n)


def _scaled_width(line: Picture) -> int:
    height, width = line.shape[:2]
    scaled = math.ceil(LINE_HEIGHT_PIXELS * width / height)
    return int(max(8, min(MAX_WIDTH_PIXELS, scaled)))


def _decode(
    probabilities: NDArray[np.float32],
    frames: float,
    characters: list[str],
    spaces: list[int],
    litre: int,
) -> list[PlacedWord]:
    """Greedy CTC decoding of (frame, character) probabilities into words."""
    best = probabilities.argmax(axis=1)
    sure = probabilities.max(axis=1)
    space = probabilities[:, spaces].max(axis=1)
    words: list[list[tuple[int, int]]] = []  # (character, frame)
    last = -1
    for frame in np.flatnonzero(best):  # 0 is the blank
        index = int(best[frame])
        if index in spaces or (frame and best[frame - 1] == index):
            continue
        parted = (
            frame - last > GAP_FRAMES or space[last + 1 : frame].max(initial=0) > SPACE_PROBABILITY
        )
        if not words or parted:
            words.append([])
        words[-1].append((index, int(frame)))
        last = int(frame)
    if not words:
        return []
    pitches = [b[1] - a[1] for word in words for a, b in pairwise(word)]
    half = max(1.0, float(np.median(pitches)) / 2) if pitches else 1.0
    halves = ((a[-1][1] + b[0][1] + 1) // 2 for a, b in pairwise(words))
    ends = [0, *halves, max(last + 1, math.ceil(frames))]
    nothing = probabilities[:, [0, *spaces]].sum(axis=1)
    placed = []
    for word, (begin, end) in zip(words, pairwise(ends), strict=True):
        letters = [index for index, _ in word]
        text = "".join(characters[index] for index in letters)
        if _LITRES.fullmatch(text):
            rest = slice(word[-1][1], end)
            chance = probabilities[rest, litre][best[rest] == letters[-1]].max()  # where the 1 is
            if chance >= (WHOLE_LITRE_PROBABILITY if text.isdecimal() else LITRE_PROBABILITY):
                letters[-1] = litre
                text = f"{text[:-1]}l"
        placed.append(
            PlacedWord(
                text,
                min(1.0, max(0.0, (word[0][1] + 0.5 - half) / frames)),
                min(1.0, (word[-1][1] + 0.5 + half) / frames),
                float(np.mean([sure[frame] for _, frame in word])),
                likelihood(probabilities[begin:end], nothing[begin:end], letters),
            )
        )
    return placed


def likelihood(
    probabilities: NDArray[np.float32], nothing: NDArray[np.float32], letters: Sequence[int]
) -> float:
    """How probable it is that frames hold these letters and no others, however they lie there.

    The forward algorithm of CTC; a space counts as nothing, for it parts words.
    """
    states_n = 2 * len(letters) + 1  # nothing, letter, nothing, letter, ..., nothing
    emitted = np.empty((len(probabilities), states_n))
    emitted[:, ::2] = nothing[:, None]
    emitted[:, 1::2] = probabilities[:, letters]
    skips = np.zeros(states_n)  # from one letter to the next with nothing between, unless alike
    skips[3::2] = [a != b for a, b in pairwise(letters)]
    reached = np.zeros(states_n)
    reached[:2] = emitted[0, :2]
    for frame in emitted[1:]:
        onward = reached.copy()
        onward[1:] += reached[:-1]
        onward[2:] += reached[:-2] * skips[2:]
        reached = onward * frame
    return float(min(1.0, reached[-2:].sum()))


@cache
def _model(threads_n: int) -> tuple[Any, list[str], list[int], int]:
    """The session, its characters by index, the indices that are spaces, and that of l."""
    import rapidocr

    path = Path(rapidocr.__file__).parent / "models" / "PP-OCRv6_rec_small.onnx"
    session, listed = open_packaged_model(path, threads_n)
    characters = ["", *listed, " "]
    spaces = [i for i, char in enumerate(characters) if char.isspace()]
    return session, characters, spaces, characters.index("l")
