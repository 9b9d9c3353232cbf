"""Trains adapters and head for a given time; the lower layers' states are computed once."""

import json
import time
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from slm.summariser import Summariser
from training.adapter.data import Example
from training.adapter.network import Judge
from training.mail.data import MailSample
from training.mail.train import like_lengths, loss_of

RATE, HEAD_RATE, WEIGHT_DECAY = 4e-4, 1e-3, 0.01
BATCH_N, WARM_UP = 12, 0.05
SAVE_S = 600.0
CHECKPOINT, LOG = "run.pt", "run.jsonl"


class Cached(NamedTuple):
    """A labelled mail and its states after the lower layers."""

    sample: MailSample
    states: Tensor


def cache(summariser: Summariser, examples: list[Example]) -> tuple[list[Cached], tuple[int, int]]:
    """Every mail as the summariser that ships reads it; how many tokens stand before and behind it.

    The states of the float network are others: an adapter that learned by them is told what it has
    never seen.

    Raises:
        ValueError: the summariser tells no states.
    """
    prefix = np.concatenate(summariser.read_prefix()[1])
    cached, behind = [], 0
    for example in examples:
        prompt = summariser.read(example.source)
        if prompt.states is None:
            raise ValueError("The summariser tells no states: run `python -m training.summariser`.")
        states = torch.from_numpy(np.concatenate([prefix, prompt.states])).half()
        cached.append(Cached(example.sample, states))
        behind = len(prompt.states) - prompt.source_n
    return cached, (len(prefix), behind)


def train(work: Path, judge: Judge, cached: list[Cached], fixed: tuple[int, int], minutes: float,
          seed: int) -> None:  # fmt: skip
    """Trains until `minutes` have passed since the run's first start; writes `work`/run.pt."""
    rng = Random(seed)
    adapters = [p for _, adapter in judge.adapters() for p in (adapter.down, adapter.up)]
    trained = [*adapters, *judge.head.parameters()]
    optimizer = torch.optim.AdamW(
        [
            {"params": adapters, "lr": RATE},
            {"params": list(judge.head.parameters()), "lr": HEAD_RATE},
        ],
        betas=(0.9, 0.98),
        weight_decay=WEIGHT_DECAY,
    )
    rates = [group["lr"] for group in optimizer.param_groups]
    spent, seen_n = _resume(work, judge, optimizer)
    saved = mark = time.monotonic()
    judge.train()
    while True:
        for batch in like_lengths(cached, rng, BATCH_N):
            share = spent / (60 * minutes)
            if share >= 1:
                _save(work, judge, optimizer, spent, seen_n)
                return
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * min(1.0, WARM_UP + share / WARM_UP) * (1 - share)
            loss = loss_of(judge([c.states for c in batch], fixed), [c.sample for c in batch])
            loss.backward()
            nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            now = time.monotonic()
            spent, mark, seen_n = spent + now - mark, now, seen_n + len(batch)
            _log(work, spent, seen_n, float(loss))
            if now - saved > SAVE_S:
                _save(work, judge, optimizer, spent, seen_n)
                saved = now


def _resume(work: Path, judge: Judge, optimizer: torch.optim.Optimizer) -> tuple[float, int]:
    path = work / CHECKPOINT
    if not path.exists():
        return 0.0, 0
    state = torch.load(path, weights_only=False)
    judge.load_state_dict(state["weights"], strict=False)
    optimizer.load_state_dict(state["optimizer"])
    return float(state["seconds"]), int(state["seen_n"])


def _save(
    work: Path, judge: Judge, optimizer: torch.optim.Optimizer, seconds: float, seen_n: int
) -> None:
    weights = {name: p.detach() for name, p in judge.named_parameters() if p.requires_grad}
    state = {
        "weights": weights,
        "optimizer": optimizer.state_dict(),
        "seconds": seconds,
        "seen_n": seen_n,
    }
    torch.save(state, work / f"{CHECKPOINT}.partial")
    (work / f"{CHECKPOINT}.partial").replace(work / CHECKPOINT)


def _log(work: Path, seconds: float, seen_n: int, loss: float) -> None:
    row = {"minutes": round(seconds / 60, 2), "mails": seen_n, "loss": round(loss, 4)}
    with (work / LOG).open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
