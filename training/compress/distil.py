"""A student of fewer layers that learns to answer as its teacher does.

It starts as some of the teacher's layers with the teacher's embeddings and heads, and learns on the
mixed data of training from what the teacher makes of the same batches: its tags and document heads,
softened, its last hidden state, and a little from the labels themselves. As in `loop.py`, one
thread, bf16 where it is faster. It runs for a given time: a budget is what one has.
"""

import json
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F
from transformers import LayoutLMForTokenClassification

from slm.heads import HEADS
from slm.serialise import WordTokenizer
from training.batches import Batch, collate, draw_round, make_batches
from training.loop import LOG_STEPS_N, bf16_pays, load_parts, make_optimiser, rate_scale
from training.loss import Targets, multi_task_loss
from training.network import network_of
from training.recipe import CLIP_NORM, SEED, TOKENS_PER_BATCH_N, Stage

#: A round is about a quarter of a million tokens; the clock says how many there are.
DISTIL = Stage(
    "distil",
    {"sroie": 2.4, "cord": 2, "adbuy": 1.4, "einvoice": 8, "mail": 0.2, "registration": 0.2,
     "generated": 0.45},
    rate=3e-4,
    new_rate=3e-4,
    warmup=0.05,
    rounds_n=16,
)  # fmt: skip
#: Logits are divided by this: what the teacher thinks of the other classes shows.
TEMPERATURE = 2.0
WEIGHTS = {"tags": 1.0, "document": 0.1, "salience": 0.1, "hidden": 1.0, "labels": 0.3}
_TICKS_N = 10_000

Weights = dict[str, Tensor]


def pick_layers(teacher: Weights, layers: Sequence[int]) -> Weights:
    """The teacher's weights with only the given layers, numbered anew.

    Raises:
        ValueError: the teacher has no such layer.
    """
    place_of = {layer: place for place, layer in enumerate(layers)}
    picked, found = {}, set()
    for name, weight in teacher.items():
        before, mark, after = name.partition("encoder.layer.")
        if not mark:
            picked[name] = weight.clone()
            continue
        number, _, rest = after.partition(".")
        if int(number) in place_of:
            found.add(int(number))
            picked[f"{before}{mark}{place_of[int(number)]}.{rest}"] = weight.clone()
    if found != set(layers):
        raise ValueError(f"The teacher has no layers {sorted(set(layers) - found)}.")
    return picked


def read_batch(network: LayoutLMForTokenClassification, batch: Batch) -> tuple[Tensor, Tensor]:
    """(logits, last hidden state) of a batch: (rows, tokens, outputs), (rows, tokens, width)."""
    hidden = network.layoutlm(
        input_ids=batch.ids,
        bbox=batch.boxes,
        token_type_ids=batch.types,
        attention_mask=batch.mask,
    ).last_hidden_state
    return network.classifier(hidden), hidden


def distil_loss(
    student: tuple[Tensor, Tensor], teacher: tuple[Tensor, Tensor], targets: Targets
) -> dict[str, Tensor]:
    """Losses by what is imitated, from the outputs of `read_batch`; "total" is their sum.

    Each is 0 where student and teacher agree, but for "labels".
    """
    own, own_hidden = student[0].float(), student[1].float()
    model, model_hidden = teacher[0].float(), teacher[1].float()
    at = targets.word_at[:, 0], targets.word_at[:, 1]
    tags, salience = HEADS["tags"].columns, HEADS["salience"].start
    shares = targets.token_mask / targets.token_mask.sum(dim=1, keepdim=True)
    own_cls, model_cls = (
        logits[:, 0] + (logits * shares[:, :, None]).sum(dim=1) for logits in (own, model)
    )
    documents = [
        _divergence(own_cls[:, HEADS[name].columns], model_cls[:, HEADS[name].columns])
        for name in ("doc_type", "category", "urgency")
    ]
    reply = HEADS["needs_reply"].start
    documents.append(_divergence(_both(own_cls[:, reply]), _both(model_cls[:, reply])))
    real = targets.token_mask.bool()
    apart = (own_hidden[real] - model_hidden[real]).square().mean()
    losses = {
        "tags": _divergence(own[at][:, tags], model[at][:, tags]),
        "document": torch.stack(documents).sum(),
        "salience": _divergence(_both(own[at][:, salience]), _both(model[at][:, salience])),
        "hidden": apart / model_hidden[real].square().mean(),
        "labels": multi_task_loss(own, targets)["total"],
    }
    losses["total"] = sum((WEIGHTS[name] * loss for name, loss in losses.items()), torch.zeros(()))
    return losses


def _both(logit: Tensor) -> Tensor:
    """A sigmoid's logit as the two of a soft maximum."""
    return torch.stack([torch.zeros_like(logit), logit], dim=-1)


def _divergence(own: Tensor, model: Tensor) -> Tensor:
    """Kullback-Leibler divergence from the model's softened classes, on the scale of one at 1."""
    return TEMPERATURE**2 * F.kl_div(
        F.log_softmax(own / TEMPERATURE, dim=-1),
        F.log_softmax(model / TEMPERATURE, dim=-1),
        reduction="batchmean",
        log_target=True,
    )


class Distillation:
    """A student that learns for `seconds` of `clock` from `teacher`; both have all word pieces."""

    def __init__(
        self,
        teacher: Weights,
        student: Weights,
        seconds: float,
        log: Path,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        torch.manual_seed(SEED)
        torch.set_num_threads(1)
        self.teacher = network_of(teacher, "sdpa").eval()
        self.student = network_of(student, "sdpa").train()
        self.optimiser = make_optimiser(self.student, DISTIL)
        self.seconds, self.log_path, self.clock = seconds, log, clock
        self.bf16 = bf16_pays()
        self.tokens_n = 0

    def learn(self, batches: Iterator[Batch]) -> Weights:
        """Learns until the time is up, and gives the student's weights."""
        sums: dict[str, float] = defaultdict(float)
        began, step = self.clock(), 0
        for batch in batches:
            spent = self.clock() - began
            if spent >= self.seconds:
                break
            losses = self._learn_batch(batch, spent / self.seconds)
            step, self.tokens_n = step + 1, self.tokens_n + batch.ids.numel()
            for name, loss in losses.items():
                sums[name] += float(loss.detach()) / LOG_STEPS_N
            if step % LOG_STEPS_N == 0:
                means = {name: round(value, 4) for name, value in sums.items()}
                self._log(step=step, s=round(spent), tokens_n=self.tokens_n, **means)
                sums.clear()
        weights: dict[str, Any] = self.student.state_dict()
        return weights

    def _learn_batch(self, batch: Batch, progress: float) -> dict[str, Tensor]:
        scale = rate_scale(int(progress * _TICKS_N), _TICKS_N, DISTIL)
        for parameters in self.optimiser.param_groups:
            parameters["lr"] = parameters["peak"] * scale
        with torch.autocast("cpu", torch.bfloat16, enabled=self.bf16):
            with torch.no_grad():
                model = read_batch(self.teacher, batch)
            own = read_batch(self.student, batch)
        losses = distil_loss(own, model, batch.targets)
        losses["total"].backward()
        torch.nn.utils.clip_grad_norm_(self.student.parameters(), CLIP_NORM)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        return losses

    def _log(self, **entry: Any) -> None:
        with self.log_path.open("a", encoding="utf-8") as log:
            log.write(json.dumps(entry) + "\n")


def draw_batches(data: Path, tokenizer_file: Path) -> Iterator[Batch]:
    """Batches of the train part without end, augmented anew in each round."""
    tokenizer = WordTokenizer(Tokenizer.from_file(str(tokenizer_file)))
    train = [sample for sample in load_parts(data, DISTIL) if sample.part == "train"]
    number = 0
    while True:
        rng = random.Random(SEED + number)
        examples = draw_round(train, DISTIL, number, tokenizer)
        for group in make_batches(examples, TOKENS_PER_BATCH_N, rng):
            yield collate(group)
        number += 1
