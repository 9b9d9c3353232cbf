"""Calibrates the mail encoder on the dev mails and measures it there, by source and language."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from slm.mail_encoder import MailEncoder
from slm.mail_heads import MAIL_HEADS
from slm.mail_words import WordModel
from training.mail.data import MailSample

Floats = NDArray[np.float32]
_TEMPERATURES = np.geomspace(0.4, 3.0, 30)
_SHARES = (0.0, 0.25, 0.5, 1.0, 1.5)


def judge_all(
    encoder: MailEncoder, words: WordModel, samples: Sequence[MailSample]
) -> tuple[Floats, Floats]:
    """Logits of the network and of the word model: (samples, outputs) each."""
    encoded = np.stack([encoder.judge(sample.text) for sample in samples])
    return encoded, np.stack([words.judge(sample.text) for sample in samples])


def fit_calibration(
    encoded: Floats,
    added: Floats,
    samples: Sequence[MailSample],
    shares_tried: Sequence[float] = _SHARES,
    heats_tried: Iterable[float] = _TEMPERATURES,
) -> tuple[dict[str, float], dict[str, float]]:
    """(shares of what is added, temperatures) by axis: those that make the labels likeliest."""
    shares, temperatures = {}, {}
    for axis in MAIL_HEADS:
        loss = {
            (share, float(heat)): _surprise(axis, encoded, added, samples, share, float(heat))
            for share in shares_tried
            for heat in heats_tried
        }
        shares[axis], temperatures[axis] = min(loss, key=lambda pair: loss[pair])
        temperatures[axis] = round(temperatures[axis], 3)
    return shares, temperatures


def measure(
    axes: Sequence[dict[str, dict[str, float]]], samples: Sequence[MailSample]
) -> dict[str, Any]:
    """Accuracy of each axis by source, and of the category by language and in macro F1."""
    best = [{axis: max(p, key=lambda name: p[name]) for axis, p in a.items()} for a in axes]
    rows = list(zip(best, samples, strict=True))
    result: dict[str, Any] = {}
    for source in sorted({s.source for s in samples}):
        result[source] = _count([row for row in rows if row[1].source == source])
    mails = [row for row in rows if row[1].source != "template"]
    result["mails"] = _count(mails)
    sure = [row for row in mails if row[1].sure]
    result["category_macro_f1"] = _macro_f1([(s.category, b["category"]) for b, s in sure])
    result["category_by_language"] = {
        language: _share(
            b["category"] == s.category for b, s in rows if s.sure and s.language == language
        )
        for language in sorted({s.language for s in samples})
    }
    return result


def _surprise(
    axis: str,
    encoded: Floats,
    words: Floats,
    samples: Sequence[MailSample],
    share: float,
    heat: float,
) -> float:
    """Mean negative log likelihood of the labels of one axis, each by its weight."""
    head = MAIL_HEADS[axis]
    logits = (encoded[:, head.columns] + share * words[:, head.columns]) / heat
    if len(head.classes) == 1:
        logits = np.concatenate([logits, np.zeros_like(logits)], axis=1)
        gold = [0 if s.needs_reply else 1 for s in samples]
    else:
        gold = [head.classes.index(str(getattr(s, axis))) for s in samples]
    logits = logits - logits.max(axis=1, keepdims=True)
    chance = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    weight = np.array([s.weight for s in samples])
    return float(-(weight * chance[np.arange(len(gold)), gold]).sum() / weight.sum())


def _count(rows: Sequence[tuple[dict[str, str], MailSample]]) -> dict[str, Any]:
    return {
        "mails_n": len(rows),
        "category": _share(b["category"] == s.category for b, s in rows if s.sure),
        "needs_reply": _share((b["needs_reply"] == "true") == s.needs_reply for b, s in rows),
        "urgency": _share(b["urgency"] == s.urgency for b, s in rows),
    }


def _macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    scores = []
    for name in {gold for gold, _ in pairs}:
        hits = sum(gold == found == name for gold, found in pairs)
        named = sum(gold == name for gold, _ in pairs) + sum(found == name for _, found in pairs)
        scores.append(2 * hits / named)
    return round(sum(scores) / max(1, len(scores)), 3)


def _share(hits: Iterable[bool]) -> float:
    found = list(hits)
    return round(sum(found) / max(1, len(found)), 3)
