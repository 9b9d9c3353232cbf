"""Output rows of all windows → one `Prediction`: the pure numbers part of the encoder."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from schemas.document import Page
from schemas.prediction import OUTSIDE, Prediction, WordTag
from schemas.vocabulary import DOC_TYPES, ENTITY_NAMES, MAIL_CATEGORIES, URGENCIES
from slm.heads import HEADS
from slm.serialise import Window, most_central

Floats = NDArray[np.floating[Any]]
ALTERNATIVES_N = 3
#: Labels by name: column 0 is O; column 1 + i is entity i, begun or continued.
NAMES: tuple[str, ...] = (OUTSIDE, *ENTITY_NAMES)


def decode(
    pages: Sequence[Page],
    windows: Sequence[Window],
    outputs: Sequence[Floats],
    temperatures: Mapping[str, float],
) -> Prediction:
    """Reads every head.

    outputs: per window (tokens, OUTPUTS_N). temperatures: head → what its logits are divided by.
    A word in several windows is taken from the one where it is most central; the document heads
    are averaged over the windows of the first page.
    """
    tags: list[tuple[WordTag, ...]] = []
    salience: list[tuple[float, ...]] = []
    for number, page in enumerate(pages):
        places = most_central(windows, number, len(page.words))
        if not places:
            tags.append(())
            salience.append(())
            continue
        rows = np.stack([outputs[window][token] for window, token in places])
        tags.append(tuple(_read_tags(rows, temperatures)))
        salient = _sigmoid(rows[:, HEADS["salience"].start] / temperatures.get("salience", 1.0))
        salience.append(tuple(round(float(s), 4) for s in salient))
    return Prediction(
        tags=tuple(tags), salience=tuple(salience), **_read_document(windows, outputs, temperatures)
    )


def _read_tags(rows: Floats, temperatures: Mapping[str, float]) -> list[WordTag]:
    """(words, OUTPUTS_N) → one tag per word; begun and continued share the label's probability."""
    bio = softmax(rows[:, HEADS["tags"].columns] / temperatures.get("tags", 1.0))
    begun, continued = bio[:, 1::2], bio[:, 2::2]
    names = np.concatenate([bio[:, :1], begun + continued], axis=1)
    order = np.argsort(-names, axis=1)[:, : ALTERNATIVES_N + 1]
    result = []
    for word, best in enumerate(order):
        top = int(best[0])
        result.append(
            WordTag(
                label=NAMES[top],
                begins=top > 0 and bool(begun[word, top - 1] > continued[word, top - 1]),
                confidence=_probability(names[word, top]),
                alternatives=tuple((NAMES[i], _probability(names[word, i])) for i in best[1:]),
            )
        )
    return result


def _read_document(
    windows: Sequence[Window], outputs: Sequence[Floats], temperatures: Mapping[str, float]
) -> dict[str, dict[str, object]]:
    """Document type and mail axes, from the windows of the first page."""
    first = min((window.page for window in windows), default=0)
    rows = [pool_document(o) for w, o in zip(windows, outputs, strict=True) if w.page == first]
    if not rows:
        return {"doc_types": {"other": 1.0}}
    row = np.mean(np.stack(rows), axis=0)

    def classes(head: str, names: Sequence[str]) -> dict[str, float]:
        scores = softmax(row[HEADS[head].columns] / temperatures.get(head, 1.0))
        return {n: _probability(s) for n, s in zip(names, scores, strict=True)}

    reply = _sigmoid(row[HEADS["needs_reply"].start] / temperatures.get("needs_reply", 1.0))
    return {
        "doc_types": dict(classes("doc_type", DOC_TYPES)),
        "mail": {
            "category": classes("category", MAIL_CATEGORIES),
            "needs_reply": {"true": _probability(reply), "false": _probability(1 - reply)},
            "urgency": classes("urgency", URGENCIES),
        },
    }


def pool_document(output: Floats) -> Floats:
    """(tokens, OUTPUTS_N) → (OUTPUTS_N,): [CLS] and the mean of all tokens, as in training."""
    pooled: Floats = output[0] + output.mean(axis=0)
    return pooled


def softmax(logits: Floats) -> Floats:
    """Over the last axis."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    result: Floats = shifted / shifted.sum(axis=-1, keepdims=True)
    return result


def _sigmoid(logits: Floats) -> Floats:
    result: Floats = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    return result


def _probability(value: float | Floats) -> float:
    return round(min(1.0, max(0.0, float(value))), 5)
