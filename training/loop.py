"""The training loop: bf16 where it is faster, resumable, log lines and dev figures per round.

Two single-threaded workers learn from halves of each round and average their weights every few
steps. On a machine that others use too this is several times faster than one process whose two
threads wait for each other in every layer.
"""

import json
import math
import random
import time
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
from tokenizers import Tokenizer
from transformers import LayoutLMForTokenClassification

from slm.serialise import WordTokenizer
from training.batches import Example, collate, draw_round, make_batches
from training.loss import multi_task_loss
from training.network import NEW_WEIGHTS, network_of
from training.recipe import CLIP_NORM, DEV_N, TOKENS_PER_BATCH_N, WEIGHT_DECAY, Stage
from training.sample import Sample, read_samples
from training.scores import score_dev

WORKERS_N = 2
AVERAGE_STEPS_N = 8
LOG_STEPS_N = 25
#: Sets of which all dev documents are scored: receipts are quick, the others unlike each other.
WHOLE_DEV = ("sroie", "cord", "pages", "papers")


@dataclass(frozen=True)
class Job:
    """A stage, and where it is trained.

    data: folder of SET.jsonl. folder: where STAGE.pt and STAGE.jsonl are left. start: the
    checkpoint to start from; tokenizer: its tokenizer.json. workers_n: processes, one thread each.
    """

    stage: Stage
    data: Path
    folder: Path
    start: Path
    tokenizer: Path
    workers_n: int = WORKERS_N


def run_stage(job: Job) -> None:
    """Trains a stage to its end, or goes on with it."""
    job.folder.mkdir(parents=True, exist_ok=True)
    rendezvous = job.folder.resolve() / f"{job.stage.name}.rendezvous"
    rendezvous.unlink(missing_ok=True)
    torch.multiprocessing.spawn(_work, (rendezvous, job), nprocs=job.workers_n, join=True)
    rendezvous.unlink(missing_ok=True)


def _work(rank: int, rendezvous: Path, job: Job) -> None:
    torch.set_num_threads(1)
    dist.init_process_group(
        "gloo", init_method=f"file://{rendezvous}", rank=rank, world_size=job.workers_n
    )
    run = Run(rank, job)
    run.resume()
    run.learn()
    dist.destroy_process_group()


class Run:
    """One worker's state of a stage: network, optimiser, position; saved after every round."""

    def __init__(self, rank: int, job: Job) -> None:
        torch.manual_seed(job.stage.seed)
        self.rank, self.stage, self.folder = rank, job.stage, job.folder
        self.workers_n = job.workers_n
        self.tokenizer = WordTokenizer(Tokenizer.from_file(str(job.tokenizer)))
        samples = load_parts(job.data, job.stage)
        self.train = [s for s in samples if s.part == "train"]
        self.dev = pick_dev(samples)
        self.network = network_of(torch.load(job.start, weights_only=True)["network"], "sdpa")
        self.optimiser = make_optimiser(self.network, self.stage)
        self.bf16 = bf16_pays()
        self.round = 0
        self.step = 0
        self.seconds = 0.0

    @property
    def checkpoint(self) -> Path:
        return self.folder / f"{self.stage.name}.pt"

    def resume(self) -> None:
        """Goes on where the last round was saved, if there is such a place."""
        if self.checkpoint.exists():
            state = torch.load(self.checkpoint, weights_only=True)
            self.network.load_state_dict(state["network"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.round, self.step, self.seconds = state["round"], state["step"], state["seconds"]

    def save(self) -> None:
        """Writes the checkpoint beside its final name first: a killed run leaves a whole file."""
        partial = self.checkpoint.with_suffix(".partial")
        torch.save(
            {
                "network": self.network.state_dict(),
                "optimiser": self.optimiser.state_dict(),
                "round": self.round,
                "step": self.step,
                "seconds": self.seconds,
            },
            partial,
        )
        partial.replace(self.checkpoint)

    def learn(self) -> None:
        """Runs the remaining rounds."""
        while self.round < self.stage.rounds_n:
            began = time.monotonic()
            rng = random.Random(self.stage.seed + self.round)
            examples = draw_round(self.train, self.stage, self.round, self.tokenizer)
            groups = list(make_batches(examples, TOKENS_PER_BATCH_N, rng))
            even = len(groups) - len(groups) % self.workers_n
            self._learn_round(groups[self.rank : even : self.workers_n])
            self.round += 1
            self.seconds += time.monotonic() - began
            if self.rank == 0:
                self.save()
                scores = score_dev(self.network, self.dev, self.tokenizer)
                self.log(kind="dev", round=self.round, **scores)

    def average(self) -> None:
        """Gives all workers the mean of their weights."""
        for parameter in self.network.parameters():
            dist.all_reduce(parameter.data)
            parameter.data /= self.workers_n

    def _learn_round(self, groups: list[list[Example]]) -> None:
        torch.manual_seed(self.stage.seed * 100 + self.round * self.workers_n + self.rank)
        self.network.train()
        total = len(groups) * self.stage.rounds_n
        sums: dict[str, float] = defaultdict(float)
        began, spent, tokens_n = time.monotonic(), time.process_time(), 0
        for number, group in enumerate(groups):
            scale = rate_scale(self.round * len(groups) + number, total, self.stage)
            for parameters in self.optimiser.param_groups:
                parameters["lr"] = parameters["peak"] * scale
            batch = collate(group)
            with torch.autocast("cpu", torch.bfloat16, enabled=self.bf16):
                output = self.network(
                    input_ids=batch.ids,
                    bbox=batch.boxes,
                    token_type_ids=batch.types,
                    attention_mask=batch.mask,
                ).logits
            losses = multi_task_loss(output, batch.targets)
            losses["total"].backward()
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), CLIP_NORM)
            self.optimiser.step()
            self.optimiser.zero_grad(set_to_none=True)
            self.step += 1
            if (number + 1) % AVERAGE_STEPS_N == 0 or number + 1 == len(groups):
                self.average()
            tokens_n += batch.ids.numel()
            for name, loss in losses.items():
                sums[name] += float(loss.detach())
            if (number + 1) % LOG_STEPS_N == 0 or number + 1 == len(groups):
                seconds = time.monotonic() - began
                self.log(
                    kind="train", round=self.round, step=self.step, of=total,
                    rate_scale=round(scale, 4), tokens_per_s=round(tokens_n / seconds),
                    tokens_n=tokens_n, s=round(seconds, 1),
                    cpu_s=round(time.process_time() - spent, 1),
                    **{k: round(v / LOG_STEPS_N, 4) for k, v in sums.items()},
                )  # fmt: skip
                sums.clear()
                began, spent, tokens_n = time.monotonic(), time.process_time(), 0

    def log(self, **entry: Any) -> None:
        """Appends a line to the stage's log; the first worker speaks for all."""
        if self.rank:
            return
        entry["at"] = time.strftime("%H:%M:%S")
        with (self.folder / f"{self.stage.name}.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(entry) + "\n")


def load_parts(data: Path, stage: Stage) -> list[Sample]:
    """The samples of every data set that the stage draws from."""
    samples: list[Sample] = []
    for source in stage.shares:
        samples += read_samples(data / f"{source}.jsonl")
    return samples


def pick_dev(samples: list[Sample]) -> list[Sample]:
    """The first dev documents of each set; all of those in `WHOLE_DEV`."""
    picked: dict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        members = picked[sample.source]
        if sample.part == "dev" and (sample.source in WHOLE_DEV or len(members) < DEV_N):
            members.append(sample)
    return [sample for members in picked.values() for sample in members]


@cache
def bf16_pays() -> bool:
    """Whether a linear layer forward is faster in bf16 than in fp32 on this CPU.

    Measured, for its flags do not tell: with AVX-512's bf16 alone, one CPU was a third slower than
    in fp32 and another twice as fast.
    """
    seconds = {}
    for dtype in (torch.float32, torch.bfloat16):
        tokens, layer = (
            torch.randn(TOKENS_PER_BATCH_N, 384, dtype=dtype),
            torch.nn.Linear(384, 1536),
        )
        with torch.no_grad():
            seconds[dtype] = min(_time(layer.to(dtype), tokens) for _ in range(10))
    return seconds[torch.bfloat16] < seconds[torch.float32] / 1.2


def _time(layer: torch.nn.Module, tokens: torch.Tensor) -> float:
    began = time.perf_counter()
    layer(tokens)
    return time.perf_counter() - began


def rate_scale(step: int, total: int, stage: Stage) -> float:
    """Linear warm-up, then a cosine from 1 to nothing."""
    warmup = max(1, int(total * stage.warmup))
    if step < warmup:
        return (step + 1) / warmup
    progress = min(1.0, (step - warmup) / max(1, total - warmup))
    return 0.5 * (1 + math.cos(math.pi * progress))


def make_optimiser(network: LayoutLMForTokenClassification, stage: Stage) -> torch.optim.AdamW:
    """AdamW with a higher rate for what no text encoder has, no decay on norms and biases."""
    groups: dict[tuple[bool, bool], list[torch.nn.Parameter]] = defaultdict(list)
    for name, parameter in network.named_parameters():
        new = (
            any(mark in name for mark in NEW_WEIGHTS)
            and "layoutlm.embeddings.position_" not in name
        )
        decays = parameter.ndim > 1 and "embeddings" not in name
        groups[new, decays].append(parameter)
    return torch.optim.AdamW(
        [
            {
                "params": parameters,
                "lr": 0.0,
                "peak": stage.new_rate if new else stage.rate,
                "weight_decay": WEIGHT_DECAY if decays else 0.0,
            }
            for (new, decays), parameters in groups.items()
        ],
        betas=(0.9, 0.98),
        fused=True,
    )
