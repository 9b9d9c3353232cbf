"""Several drafts of one text → the one that the others say most alike.

What a small model is sure of stands in most of its drafts; what it makes up stands in one.
"""

import re
from collections.abc import Sequence
from statistics import mean

_WORD = re.compile(r"\w+")


def rouge_l(text: str, other: str) -> float:
    """ROUGE-L F1 over lower-case words, 0 to 1: the longest common subsequence of both."""
    left, right = (_WORD.findall(part.lower()) for part in (text, other))
    row = [0] * (len(right) + 1)
    for word in left:
        below = [0]
        for index, second in enumerate(right):
            below.append(row[index] + 1 if word == second else max(row[index + 1], below[-1]))
        row = below
    return 2 * row[-1] / max(1, len(left) + len(right))


def choose_typical(texts: Sequence[str]) -> str | None:
    """The text with the highest mean ROUGE-L with all of them, the first of several."""
    return max(texts, key=lambda text: mean(rouge_l(text, other) for other in texts), default=None)
