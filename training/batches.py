"""Samples → batches of windows of like length, padded only as far as needed."""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from schemas.vocabulary import DOC_TYPES, MAIL_CATEGORIES, URGENCIES
from slm.heads import TAG_INDEX, TAG_LABELS
from slm.serialise import Window, WordTokenizer, serialise
from training.augment import Augmenter
from training.loss import Targets
from training.recipe import Stage
from training.sample import LabelledPage, Sample


@dataclass
class Example:
    """One window with its targets; arrays as in `Window` and `Targets`."""

    window: Window
    allowed: NDArray[np.bool_]
    salient: NDArray[np.int64]
    doc_type: int
    mail: tuple[int, int, int, float]
    weight: float


@dataclass
class Batch:
    """Tensors for the network: (rows, tokens), boxes (rows, tokens, 4)."""

    ids: Tensor
    boxes: Tensor
    types: Tensor
    mask: Tensor
    targets: Targets


def make_examples(
    sample: Sample, tokenizer: WordTokenizer, augmenter: Augmenter | None
) -> list[Example]:
    """All windows of a sample; with an augmenter, of a variant of it."""
    pages = [page.page() for page in sample.pages]
    if augmenter:
        pages = [augmenter.vary(page) for page in pages]
    others = _unlabelled(sample.names)
    rows = [_allowed(page, others) for page in sample.pages]
    doc_type = DOC_TYPES.index(sample.doc_type) if sample.doc_type else -1
    mail = _mail_targets(sample)
    examples = []
    for window in serialise(pages, tokenizer):
        page = sample.pages[window.page]
        if augmenter:
            _mask_words(window, tokenizer.specials.mask, augmenter)
        examples.append(
            Example(
                window,
                rows[window.page][window.words],
                np.array(page.salient, dtype=np.int64)[window.words],
                doc_type,
                mail,
                sample.weight,
            )
        )
    return examples


def draw_round(
    train: Sequence[Sample], stage: Stage, number: int, tokenizer: WordTokenizer
) -> list[Example]:
    """A round's share of each data set, augmented anew."""
    rng = random.Random(stage.seed * 1000 + number)
    augmenter = Augmenter(stage.seed * 1000 + number)
    by_source: dict[str, list[Sample]] = defaultdict(list)
    for sample in train:
        by_source[sample.source].append(sample)
    examples: list[Example] = []
    for source, members in sorted(by_source.items()):
        share = stage.shares.get(source, 0) / stage.rounds_n
        whole, part = divmod(share, 1)
        chosen = members * int(whole) + rng.sample(members, round(part * len(members)))
        for sample in chosen:
            examples += make_examples(sample, tokenizer, augmenter)
    return examples


def _unlabelled(names: Sequence[str]) -> NDArray[np.bool_]:
    """Which tags a word without label may have: O, and all entities the set does not label."""
    labelled = set(names)
    return np.array([label == "O" or label[2:] not in labelled for label in TAG_LABELS])


def _allowed(page: LabelledPage, others: NDArray[np.bool_]) -> NDArray[np.bool_]:
    allowed = np.tile(others, (len(page.labels), 1))
    for index, label in enumerate(page.labels):
        if label.startswith("?"):
            allowed[index, [TAG_INDEX[f"B-{label[1:]}"], TAG_INDEX[f"I-{label[1:]}"]]] = True
        elif label != "O":
            allowed[index] = False
            allowed[index, TAG_INDEX[label]] = True
    return allowed


def _mail_targets(sample: Sample) -> tuple[int, int, int, float]:
    mail = sample.mail
    if mail is None:
        return -1, -1, -1, 0.0
    return (
        MAIL_CATEGORIES.index(mail["category"]) if mail["category"] else -1,
        int(mail["needs_reply"]),
        URGENCIES.index(mail["urgency"]),
        float(mail["weight"]),
    )


def _mask_words(window: Window, mask_id: int, augmenter: Augmenter) -> None:
    """Hides some words, so that place and neighbours have to be used."""
    ends = [*window.firsts[1:].tolist(), len(window.ids) - 1]
    for start, stop in zip(window.firsts.tolist(), ends, strict=True):
        if augmenter.masks():
            window.ids[start:stop] = mask_id


def make_batches(
    examples: list[Example], tokens_n: int, rng: random.Random
) -> Iterator[list[Example]]:
    """Groups examples of like length so that rows × longest ≤ `tokens_n`, in random order."""
    order = sorted(
        range(len(examples)), key=lambda i: len(examples[i].window.ids) + rng.random() * 40
    )
    groups: list[list[Example]] = []
    group: list[Example] = []
    for index in order:
        longest = max(len(e.window.ids) for e in [*group, examples[index]])
        if group and longest * (len(group) + 1) > tokens_n:
            groups.append(group)
            group = []
        group.append(examples[index])
    if group:
        groups.append(group)
    rng.shuffle(groups)
    yield from groups


def collate(examples: Sequence[Example]) -> Batch:
    """Pads a group to its longest window; with which id is all one, since the mask hides it."""
    rows_n, longest = len(examples), max(len(e.window.ids) for e in examples)
    ids = np.zeros((rows_n, longest), dtype=np.int64)
    boxes = np.zeros((rows_n, longest, 4), dtype=np.int64)
    types = np.zeros((rows_n, longest), dtype=np.int64)
    mask = np.zeros((rows_n, longest), dtype=np.int64)
    word_at = []
    for row, example in enumerate(examples):
        n = len(example.window.ids)
        ids[row, :n], boxes[row, :n] = example.window.ids, example.window.boxes
        types[row, :n], mask[row, :n] = example.window.types, 1
        word_at += [(row, token) for token in example.window.firsts.tolist()]
    mail = np.array([e.mail for e in examples])
    return Batch(
        torch.from_numpy(ids),
        torch.from_numpy(boxes),
        torch.from_numpy(types),
        torch.from_numpy(mask),
        Targets(
            token_mask=torch.from_numpy(mask.astype(np.float32)),
            word_at=torch.tensor(word_at, dtype=torch.long),
            allowed=torch.from_numpy(np.concatenate([e.allowed for e in examples])),
            salient=torch.from_numpy(np.concatenate([e.salient for e in examples])),
            doc_type=torch.tensor([e.doc_type for e in examples]),
            category=torch.from_numpy(mail[:, 0].astype(np.int64)),
            needs_reply=torch.from_numpy(mail[:, 1].astype(np.int64)),
            urgency=torch.from_numpy(mail[:, 2].astype(np.int64)),
            weight=torch.tensor([e.weight for e in examples]),
            mail_weight=torch.from_numpy(mail[:, 3].astype(np.float32)),
        ),
    )
