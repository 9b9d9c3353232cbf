"""Field F1 on the dev part of our own training data: what models are chosen by."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import nn

from schemas.document import Page
from schemas.prediction import Prediction
from slm.decode import Floats, decode
from slm.serialise import Window, WordTokenizer, serialise
from training import align
from training.gate import TagCount
from training.sample import Sample
from training.sets.adbuy import read_us_date
from training.sets.sroie import read_date

Encode = Callable[[Sequence[Window]], list[Floats]]
_MONEY = ("total_gross", "total_net", "total_tax", "amount_due", "lines_net")


def torch_encoder(network: nn.Module) -> Encode:
    """Runs windows one by one through the network."""

    def encode(windows: Sequence[Window]) -> list[Floats]:
        network.eval()
        with torch.inference_mode():
            return [
                network(
                    input_ids=torch.from_numpy(w.ids)[None],
                    bbox=torch.from_numpy(w.boxes)[None],
                    token_type_ids=torch.from_numpy(w.types)[None],
                )
                .logits[0]
                .float()
                .numpy()
                for w in windows
            ]

    return encode


def score_dev(
    network: nn.Module, samples: Sequence[Sample], tokenizer: WordTokenizer
) -> dict[str, Any]:
    """Figures of a torch network by data set."""
    return score_samples(torch_encoder(network), samples, tokenizer)


class FieldOutcome(NamedTuple):
    """One value that was read where the truth is known."""

    name: str
    confidences: tuple[float, ...]
    right: bool


def score_samples(
    encode: Encode,
    samples: Sequence[Sample],
    tokenizer: WordTokenizer,
    temperatures: Mapping[str, float] | None = None,
    outcomes: list[FieldOutcome] | None = None,
    tag_counts: list[TagCount] | None = None,
) -> dict[str, Any]:
    """Per data set: field F1 where values are given, token F1, type and mail accuracies.

    With `outcomes`, every value read is appended to it; with `tag_counts`, every document with
    labels.
    """
    fields: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
    tokens: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    hits: dict[str, list[int]] = defaultdict(list)
    for sample in samples:
        pages = [page.page() for page in sample.pages]
        windows = serialise(pages, tokenizer)
        prediction = decode(pages, windows, encode(windows), temperatures or {})
        if sample.gold:
            values = best_values(pages, prediction)
            for name, gold in sample.gold.items():
                counts = fields[sample.source][name]
                counts[2] += 1
                if name in values:
                    counts[1] += 1
                    right = same_value(name, values[name][0], gold, sample.source)
                    counts[0] += right
                    if outcomes is not None:
                        outcomes.append(FieldOutcome(name, values[name][1], right))
        counted = _count_tokens(sample, prediction)
        tokens[sample.source] = [a + b for a, b in zip(tokens[sample.source], counted, strict=True)]
        if tag_counts is not None and sample.names:
            tag_counts.append(TagCount(sample.source, counted))
        if sample.doc_type:
            best = max(prediction.doc_types, key=prediction.doc_types.__getitem__)
            hits[f"{sample.source}.type"].append(best == sample.doc_type)
        if sample.mail:
            for axis in ("category", "urgency"):
                scores = prediction.mail[axis]
                hits[axis].append(max(scores, key=scores.__getitem__) == sample.mail[axis])
            reply = prediction.mail["needs_reply"]["true"] > 0.5
            hits["needs_reply"].append(reply == sample.mail["needs_reply"])
    return {
        "fields": {s: {n: f1(c) for n, c in by.items()} for s, by in fields.items()},
        "micro": {s: f1(np.sum(list(by.values()), axis=0)) for s, by in fields.items()},
        "tokens": {s: f1(c) for s, c in tokens.items() if c[2]},
        "accuracy": {name: round(float(np.mean(h)), 3) for name, h in hits.items()},
    }


def f1(counts: Sequence[int]) -> float:
    """(right, predicted, gold) → F1."""
    return round(2 * float(counts[0]) / max(1, counts[1] + counts[2]), 4)


def best_values(
    pages: Sequence[Page], prediction: Prediction
) -> dict[str, tuple[str, tuple[float, ...]]]:
    """The most confident entity of each name: its words joined, and their confidences."""
    entities: list[tuple[str, list[str], list[float]]] = []
    for page, tags in zip(pages, prediction.tags, strict=True):
        open_entity: dict[str, int] = {}
        for word, tag in zip(page.words, tags, strict=True):
            if tag.label == "O":
                continue
            if tag.begins or tag.label not in open_entity:
                open_entity[tag.label] = len(entities)
                entities.append((tag.label, [], []))
            entities[open_entity[tag.label]][1].append(word.text)
            entities[open_entity[tag.label]][2].append(tag.confidence)
    best: dict[str, tuple[str, tuple[float, ...]]] = {}
    for name, texts, scores in entities:
        if name not in best or np.mean(scores) > np.mean(best[name][1]):
            best[name] = (" ".join(texts), tuple(scores))
    return best


def same_value(name: str, value: str, gold: str, source: str) -> bool:
    """Whether two printed values say the same, by the field's kind; gold may list several."""
    if "\n" in gold:
        return any(same_value(name, value, one, source) for one in gold.split("\n"))
    if name in _MONEY:
        return align.read_money(re.sub(r"^[A-Za-z:]+", "", value)) == align.read_money(gold)
    if name.endswith(("_date", "_start", "_end")):
        reader = read_us_date if source == "adbuy" else read_date
        read = reader(value)
        if read is not None:
            return read == reader(gold)
    return align.letters_digits(value) == align.letters_digits(gold)


def _count_tokens(sample: Sample, prediction: Prediction) -> tuple[int, int, int]:
    names = set(sample.names)
    right_n = found_n = gold_n = 0
    for page, tags in zip(sample.pages, prediction.tags, strict=True):
        for label, tag in zip(page.labels, tags, strict=True):
            gold = label[2:] if label[:2] in ("B-", "I-") else "O"
            found = tag.label if tag.label in names and not label.startswith("?") else "O"
            right_n += gold == found != "O"
            found_n += found != "O"
            gold_n += gold != "O"
    return right_n, found_n, gold_n
