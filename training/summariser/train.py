"""Fine-tunes the upper layers for a given time; goes on where it was stopped.

The lower layers stay as they are, so what they make of a text is computed once and kept on disk:
that halves the work of every later pass on a machine without an accelerator.
"""

import hashlib
import json
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from transformers import AutoModelForCausalLM

from training.loop import bf16_pays
from training.summariser.base import require_base
from training.summariser.data import Pair, load_pairs
from training.summariser.prompt import Prompter
from training.summariser.warm_start import read_tuned_layers

FROZEN_LAYERS_N = 16
RATE, LEAST_RATE, WARM_UP_STEPS_N = 2e-4, 1e-5, 10
STEP_SEQUENCES_N, BATCH_TOKENS_N = 8, 1_300
SAVE_S = 600.0
#: Most pairs of a set in the first pass over the data and in later ones; mails come whole.
MOST_PAIRS = {
    "mail": (10_000, 10_000),
    "plain": (10_000, 10_000),
    "templates": (120, 120),
    "clauses": (20, 20),
}


@dataclass
class Sequence:
    """One tokenised pair and where the lower layers' output of it is kept."""

    ids: list[int]
    target_n: int
    cache: Path


@dataclass
class Progress:
    """Where a run stands; `seconds` counts training time over all its starts."""

    seconds: float = 0.0
    step: int = 0
    passes: int = 0
    losses: list[float] = field(default_factory=list)


class Tuner:
    """The network with its lower layers frozen."""

    def __init__(self, base: Path) -> None:
        self.model: Any = AutoModelForCausalLM.from_pretrained(
            require_base(base), dtype=torch.float32, attn_implementation="sdpa"
        )
        self.model.requires_grad_(False)
        self.rotary = self.model.model.rotary_emb
        self.upper = self.model.model.layers[FROZEN_LAYERS_N:]
        self.upper.requires_grad_(True)
        self.model.model.norm.requires_grad_(True)
        self.trained = [p for p in self.model.parameters() if p.requires_grad]

    def lower_output(self, sequence: Sequence) -> Tensor:
        """(tokens, width) out of the frozen layers, from disk where it was computed before."""
        if sequence.cache.exists():
            return torch.from_numpy(np.load(sequence.cache)).float()
        with torch.no_grad():
            hidden = self.model.model.embed_tokens(torch.tensor([sequence.ids]))
            with autocast():
                hidden = run_layers(self.rotary, self.model.model.layers[:FROZEN_LAYERS_N], hidden)[
                    0
                ]
        np.save(sequence.cache, hidden.half().numpy())
        return hidden.float()

    def loss(self, batch: list[Sequence]) -> Tensor:
        """Summed cross-entropy of the summaries' tokens. Padding stands last: nothing sees it."""
        hidden = torch.nn.utils.rnn.pad_sequence(
            [self.lower_output(sequence) for sequence in batch], batch_first=True
        )
        with autocast():
            hidden = run_layers(self.rotary, self.upper, hidden)
        rows, labels = [], []
        for row, sequence in zip(hidden, batch, strict=True):
            end = len(sequence.ids)
            rows.append(row[end - sequence.target_n - 1 : end - 1])
            labels.extend(sequence.ids[-sequence.target_n :])
        with autocast():
            logits = self.model.lm_head(self.model.model.norm(torch.cat(rows)))
        return functional.cross_entropy(logits.float(), torch.tensor(labels), reduction="sum")


def run_layers(rotary: Any, layers: Any, hidden: Tensor) -> Tensor:
    """(texts, tokens, width) through some of a decoder's layers; `rotary` turns their positions."""
    positions = rotary(hidden, torch.arange(hidden.shape[1])[None])
    for layer in layers:
        out = layer(hidden, attention_mask=None, position_embeddings=positions)
        hidden = out[0] if isinstance(out, tuple) else out
    return hidden


def autocast() -> torch.autocast:
    """bf16 where it is faster on this CPU: three times with AMX."""
    return torch.autocast("cpu", torch.bfloat16, enabled=bf16_pays())


def train(work: Path, minutes: float, artefact: Path | None = None) -> None:
    """Trains until `minutes` of training have passed since the run's first start.

    Args:
        artefact: the shipped folder, to start from its tuned layers instead of the base model's.
    """
    torch.set_num_threads(1)
    torch.manual_seed(0)
    tuner = Tuner(work / "base")
    if artefact is not None:
        tuned = read_tuned_layers(artefact, FROZEN_LAYERS_N)
        tuner.model.load_state_dict(tuned, strict=False)
    optimizer = torch.optim.AdamW(
        tuner.trained, lr=RATE, betas=(0.9, 0.98), weight_decay=0.01, fused=True
    )
    progress = _resume(work, tuner, optimizer)
    prompter = Prompter(work / "base" / "tokenizer.json")
    saved = mark = time.monotonic()
    while True:
        for step in _steps(work, prompter, progress.passes):
            rate = _rate(progress, minutes)
            for group in optimizer.param_groups:
                group["lr"] = rate
            targets_n = sum(sequence.target_n for batch in step for sequence in batch)
            total = 0.0
            for batch in step:
                loss = tuner.loss(batch) / targets_n
                loss.backward()
                total += float(loss)
            torch.nn.utils.clip_grad_norm_(tuner.trained, 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            now = time.monotonic()
            progress.seconds, mark = progress.seconds + now - mark, now
            progress.step += 1
            progress.losses.append(total)
            _log(work, progress, rate)
            done = progress.seconds >= 60 * minutes
            if done or now - saved > SAVE_S:
                _save(work, tuner, optimizer, progress)
                saved = now
            if done:
                return
        progress.passes += 1
        _save(work, tuner, optimizer, progress)


def _rate(progress: Progress, minutes: float) -> float:
    """Warm-up by steps, then a half cosine over the time given."""
    share = min(1.0, progress.seconds / (60 * minutes))
    cosine = LEAST_RATE + (RATE - LEAST_RATE) * (1 + math.cos(math.pi * share)) / 2
    return cosine * min(1.0, (progress.step + 1) / WARM_UP_STEPS_N)


def _steps(work: Path, prompter: Prompter, number: int) -> Iterator[list[list[Sequence]]]:
    """One pass over the data: steps of batches of sequences of about the same length."""
    rng = Random(number)
    pairs: list[Pair] = []
    for name, (first, later) in MOST_PAIRS.items():
        most = later if number else first
        found = load_pairs(work / "data", name, "train")
        pairs.extend(rng.sample(found, min(most, len(found))))
    rng.shuffle(pairs)
    sequences = [_sequence(pair, prompter, work) for pair in pairs]
    for start in range(0, len(sequences), STEP_SEQUENCES_N):
        chosen = sorted(
            sequences[start : start + STEP_SEQUENCES_N], key=lambda sequence: len(sequence.ids)
        )
        batches: list[list[Sequence]] = [[]]
        for sequence in chosen:
            if (len(batches[-1]) + 1) * len(sequence.ids) > BATCH_TOKENS_N and batches[-1]:
                batches.append([])
            batches[-1].append(sequence)
        yield batches


def _sequence(pair: Pair, prompter: Prompter, work: Path) -> Sequence:
    ids, target_n = prompter.encode(pair)
    key = hashlib.sha256(json.dumps(ids).encode()).hexdigest()[:24]
    folder = work / "cache"
    folder.mkdir(exist_ok=True)
    return Sequence(ids=ids, target_n=target_n, cache=folder / f"{key}.npy")


def _resume(work: Path, tuner: Tuner, optimizer: torch.optim.Optimizer) -> Progress:
    path = work / "run.pt"
    if not path.exists():
        return Progress()
    state = torch.load(path, weights_only=False)
    tuner.model.load_state_dict(state["weights"], strict=False)
    optimizer.load_state_dict(state["optimizer"])
    return Progress(**state["progress"])


def _save(work: Path, tuner: Tuner, optimizer: torch.optim.Optimizer, progress: Progress) -> None:
    trained = {n: p.detach() for n, p in tuner.model.named_parameters() if p.requires_grad}
    state = {
        "weights": trained,
        "optimizer": optimizer.state_dict(),
        "progress": vars(progress),
    }
    torch.save(state, work / "run.partial")
    (work / "run.partial").replace(work / "run.pt")


def _log(work: Path, progress: Progress, rate: float) -> None:
    recent = progress.losses[-20:]
    row = {
        "step": progress.step,
        "pass": progress.passes,
        "minutes": round(progress.seconds / 60, 2),
        "rate": rate,
        "loss": round(sum(recent) / len(recent), 4),
    }
    with (work / "run.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
