"""What single words and pairs of words say about a mail, beside the encoder.

A linear model: who asks, thanks or presses uses the same few words, and for those a table of
weights learns more from few mails than a network does.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from slm.mail_input import part_mail_text
from slm.packed import round_to_bytes

Floats = NDArray[np.float32]
#: Words of a text that are looked at.
_WORDS_N = 200
#: Length of a text's vector.
SCALE = 8.0
#: Words of what the sender says himself, above a mail that he passes on.
_OWN_WORDS_N = 80
_WORD = re.compile(r"\w+|[?!€$£%]")
_DIGIT = re.compile(r"\d")


def terms_of(text: str) -> set[str]:
    """Words and pairs of neighbours, digits made alike; and what is told by their place.

    "s:…" words of the subject, "t:…" words and pairs of the sender's own above a forwarded mail,
    "#…" whether there is one, how long his own words are, and how many questions they hold.
    """
    lowered = _DIGIT.sub("0", text.lower()).removeprefix("query:")
    words = _WORD.findall(lowered)[:_WORDS_N]
    parts = part_mail_text(lowered)
    said = _WORD.findall(parts.own)
    terms = {
        *words,
        *map(" ".join, pairwise(words)),
        *("s:" + w for w in _WORD.findall(parts.subject)),
        f"#questions {min(said.count('?'), 2)}",
    }
    if not parts.passes_on:
        return terms | {f"#long {min(len(said) // 25, 6)}"}
    said = said[:_OWN_WORDS_N]
    return terms | {
        f"#forwards {min(len(said) // 6, 4)}",
        *("t:" + w for w in said),
        *("t:" + " ".join(pair) for pair in pairwise(said)),
    }


class WordModel:
    """Terms with their rarity and weights: (terms, outputs); `bias`: (outputs,)."""

    def __init__(self, terms: Sequence[str], rarity: Floats, weights: Floats, bias: Floats) -> None:
        self._place = {term: row for row, term in enumerate(terms)}
        self._rarity, self._weights, self._bias = rarity, weights, bias

    @classmethod
    def load(cls, path: Path) -> "WordModel":
        """Reads what `save` wrote; nothing in the file can be code."""
        with np.load(path, allow_pickle=False) as stored:
            terms = stored["terms"].tobytes().decode("utf-8").split("\n")
            return cls(
                terms,
                stored["rarity"].astype(np.float32),
                stored["weights"].astype(np.float32) * stored["scales"],
                stored["bias"],
            )

    def save(self, path: Path) -> None:
        """One compressed file: terms as UTF-8 lines, weights in 8 bits, a scale for each output."""
        steps, scales = round_to_bytes(self._weights, axis=0)
        np.savez_compressed(
            path,
            terms=np.frombuffer("\n".join(self._place).encode(), np.uint8),
            rarity=self._rarity.astype(np.float16),
            weights=steps,
            scales=scales,
            bias=self._bias,
        )

    def judge(self, text: str) -> Floats:
        """The logits of every output; the bias alone where no term is known."""
        # Sorted, so that a sum rounds alike on every run.
        rows = sorted(self._place[term] for term in terms_of(text) if term in self._place)
        vector: Floats = self._rarity[rows]
        length = float(np.linalg.norm(vector))
        if length == 0:
            return self._bias
        logits = self._bias + (vector * (SCALE / length)) @ self._weights[rows]
        return logits.astype(np.float32)
