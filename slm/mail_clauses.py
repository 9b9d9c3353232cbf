"""Whether a clause of a mail asks something of its reader, beside the encoder.

A mail expects an answer if one clause asks for it, whatever the others say, and an average over the
mail loses that one among many. So each clause is scored alone, by a linear model of its words, and
the mail's chance is that of at least one that asks (noisy or: multiple-instance learning, where
labels are of mails alone).
"""

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from slm.mail_input import part_mail_text
from slm.packed import round_to_bytes

Floats = NDArray[np.float32]
#: The axis that it tells, beside those of `slm.mail_heads`.
ASKS = "asks"
#: Length of a clause's vector.
SCALE = 3.0
_CLAUSE = re.compile(r"(?<=[.!?:;])\s+|\s+-{1,3}\s+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|[?!]")
_START, _END, _NUMBER, _NAME = "<s>", "</s>", "#", "<n>"
#: How many clauses of the sender's own and of what he passes on are looked at; words of each.
_OWN_N, _PASSED_ON_N, _WORDS_N = 40, 12, 45
_LEAST = 1e-6


def terms_of_clauses(text: str) -> list[set[str]]:
    """The terms of each clause of a text from `slm.mail_input`.

    Words, pairs and threes of neighbours, numbers and names made alike. "s:…" in the subject, "f:…"
    in what is passed on; of the sender's own clauses also how long they are, which is the first and
    the last, and whether they ask and speak of "you".
    """
    parts = part_mail_text(text)
    said = list(_split(parts.own, _OWN_N))
    clauses = []
    for at, words in enumerate(said):
        terms = _join(words)
        terms |= {f"#sender {parts.kind}", f"#long {min(len(words) // 5, 6)}"}
        terms |= {"#first"} if at == 0 else set()
        terms |= {"#last"} if at == len(said) - 1 else set()
        terms.add(f"#asks {'?' in words} you {bool({'you', 'your'} & {*words})}")
        clauses.append(terms)
    clauses.append({f"s:{term}" for term in _join(_normalise(parts.subject))})
    told = (_join(words) for words in _split(parts.passed_on, _PASSED_ON_N))
    return [*clauses, *({f"f:{term}" for term in terms} for terms in told)]


def _split(text: str, most_n: int) -> Iterator[list[str]]:
    clauses = (_normalise(clause) for clause in _CLAUSE.split(text))
    yield from [words for words in clauses if words][:most_n]


def _normalise(clause: str) -> list[str]:
    words = []
    for at, word in enumerate(_WORD.findall(clause)[:_WORDS_N]):
        lowered = word.lower()
        if lowered.isdigit():
            words.append(_NUMBER)
        elif at and word[0].isupper() and len(word) > 1 and not lowered.startswith(("i'", "i’")):
            words.append(_NAME)
        else:
            words.append(lowered)
    return words


def _join(words: Sequence[str]) -> set[str]:
    row = [_START, *words, _END]
    threes = zip(row, row[1:], row[2:], strict=False)
    return {*row, *map(" ".join, pairwise(row)), *map(" ".join, threes)}


class ClauseModel:
    """Terms with their weights, and a bias. Safe to share by threads."""

    def __init__(self, terms: Sequence[str], weights: Floats, bias: float) -> None:
        self._weights: dict[str, float] = dict(zip(terms, weights.tolist(), strict=True))
        self._bias = bias

    @classmethod
    def load(cls, path: Path) -> "ClauseModel":
        """Reads what `save` wrote; nothing in the file can be code."""
        with np.load(path, allow_pickle=False) as stored:
            terms = stored["terms"].tobytes().decode("utf-8").splitlines()
            weights = stored["weights"].astype(np.float32) * stored["scale"]
            return cls(terms, weights, float(stored["bias"]))

    def save(self, path: Path) -> None:
        """One compressed file: terms as UTF-8 lines, weights in 8 bits; those of zero left out."""
        steps, scale = round_to_bytes(np.array([*self._weights.values()], np.float32))
        kept = [term for term, step in zip(self._weights, steps, strict=True) if step]
        np.savez_compressed(
            path,
            terms=np.frombuffer("\n".join(kept).encode(), np.uint8),
            weights=steps[steps != 0],
            scale=scale,
            bias=np.float32(self._bias),
        )

    def judge(self, text: str) -> float:
        """The chance that the mail asks something, 0 to 1."""
        silence = sum(
            float(np.logaddexp(0, self._score(terms))) for terms in terms_of_clauses(text)
        )
        return float(np.clip(-np.expm1(-silence), _LEAST, 1 - _LEAST))

    def _score(self, terms: set[str]) -> float:
        # Sorted, so that a sum rounds alike on every run.
        known = sum(self._weights.get(term, 0.0) for term in sorted(terms))
        return self._bias + SCALE * known / math.sqrt(len(terms))
