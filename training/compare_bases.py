"""Which encoder the network had better start from: each learns from the same documents.

One thread and one seed each, so the same variants of the same documents are met in the same
rounds. Batches hold as many tokens for each, so a base whose pieces are longer takes fewer steps.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from slm.serialise import WordTokenizer, serialise
from training.bases import CHECKPOINT, TOKENIZER, write_start
from training.compress.measure import Variant, measure_speed
from training.export import export, quantise
from training.gate import TagCount, compare
from training.loop import Job, run_stage
from training.network import network_of
from training.recipe import Stage
from training.sample import Sample, read_samples
from training.scores import score_samples, torch_encoder
from training.sets.generated import read_generated
from training.smooth import smoothing_windows

STAGE = Stage(
    "bases",
    {"sroie": 0.6, "cord": 0.4, "adbuy": 0.3, "einvoice": 3, "mail": 0.1, "registration": 0.2,
     "generated": 0.108},
    rounds_n=2,
)  # fmt: skip
#: Generated dev documents: enough of each language.
GENERATED_N = 300
#: Threads that the finished networks are timed on.
THREADS_N = 2


@dataclass
class Outcome:
    """What came of a base. scores: as of `score_samples`; pages: set → pages, tokens_n: tokens."""

    variant: Variant
    pieces_n: int
    tags: list[TagCount]
    pages: Counter[str]
    tokens_n: Counter[str]
    effort: dict[str, float]


def compare_bases(work: Path, wheels: Path, names: Sequence[str]) -> str:
    """Trains from each base, exports, scores; writes WORK/bases/table.md and returns its text."""
    torch.set_num_threads(1)
    samples = dev_samples(work / "data")
    outcomes = [try_base(name, work, wheels, samples) for name in names]
    measure_speed([outcome.variant for outcome in outcomes], THREADS_N)
    table = write_table(outcomes, samples)
    (work / "bases" / "table.md").write_text(table, encoding="utf-8")
    return table


def try_base(name: str, work: Path, wheels: Path, samples: Sequence[Sample]) -> Outcome:
    """Trains from one base, or goes on with it, and scores what came out in fp32."""
    folder = work / "bases" / name
    write_start(name, work / "data", wheels, folder)
    stage, tokenizer_file = replace(STAGE, name=name), folder / TOKENIZER
    run_stage(Job(stage, work / "data", folder, folder / CHECKPOINT, tokenizer_file, workers_n=1))
    checkpoint = folder / f"{name}.pt"
    export(checkpoint, tokenizer_file, folder / "export")
    measured = smoothing_windows(work / "data", tokenizer_file, sorted(stage.shares))
    variant = Variant(name, quantise(folder / "export", measured), tokenizer_file)
    tokenizer = WordTokenizer(Tokenizer.from_file(str(tokenizer_file)))
    network = network_of(torch.load(checkpoint, weights_only=True)["network"], "sdpa")
    tags: list[TagCount] = []
    variant.scores = score_samples(torch_encoder(network), samples, tokenizer, tag_counts=tags)
    (folder / "scores.json").write_text(json.dumps(variant.scores, indent=1), encoding="utf-8")
    pages: Counter[str] = Counter()
    tokens_n: Counter[str] = Counter()
    for sample in samples:
        pages[sample.source] += len(sample.pages)
        windows = serialise([page.page() for page in sample.pages], tokenizer)
        tokens_n[sample.source] += sum(len(window.ids) for window in windows)
    effort = read_effort(folder / f"{name}.jsonl")
    return Outcome(variant, network.config.vocab_size, tags, pages, tokens_n, effort)


def dev_samples(data: Path) -> list[Sample]:
    """All dev documents of the public sets, and generated ones as a set for each language."""
    public = [
        sample
        for source in STAGE.shares
        if source != "generated"
        for sample in read_samples(data / f"{source}.jsonl")
        if sample.part == "dev"
    ]
    made = [replace(s, source=f"{s.source} {s.language}") for s in read_generated(0, GENERATED_N)]
    return [*public, *sorted(made, key=lambda sample: sample.source)]


def read_effort(log: Path) -> dict[str, float]:
    """Steps, tokens (padding included), seconds and CPU seconds that a stage's log adds up to."""
    sums: dict[str, float] = defaultdict(float)
    for line in log.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry["kind"] == "train":
            sums["steps"] = entry["step"]
            for name in ("tokens_n", "s", "cpu_s"):
                sums[name] += entry[name]
    return sums


def write_table(outcomes: Sequence[Outcome], samples: Sequence[Sample]) -> str:
    """Both tables as Markdown; the first base is the one that the last is compared with."""
    documents = Counter(sample.source for sample in samples)
    names = [outcome.variant.name for outcome in outcomes]
    ahead = compare(outcomes[-1].tags, outcomes[0].tags)
    head = ["set", "documents"]
    for figure in ("tokens a page", "word tags", "fields", "types"):
        head += [f"{figure}, {name}" for name in names]
    rows = []
    for source, documents_n in documents.items():
        row = [source, str(documents_n)]
        row += [f"{o.tokens_n[source] / o.pages[source]:.0f}" for o in outcomes]
        for kind, key in (("tokens", source), ("micro", source), ("accuracy", f"{source}.type")):
            row += [_percent(outcome.variant.scores[kind].get(key)) for outcome in outcomes]
        gain = ahead.get(source)
        row.append(f"{100 * gain.loss:+.1f} ± {100 * gain.error:.1f}" if gain else "")
        rows.append(row)
    facts = [[outcome.variant.name, *_facts(outcome)] for outcome in outcomes]
    return "\n".join(
        [
            *_lines(["base", "pieces", "steps", "tokens", "minutes", "CPU minutes", "MB, int8",
                     "ms at 512 tokens, least / median"], facts), "",
            *_lines([*head, f"word tags, {names[-1]} ahead"], rows), "",
        ]
    )  # fmt: skip


def _facts(outcome: Outcome) -> list[str]:
    effort, variant = outcome.effort, outcome.variant
    least, median = variant.ms[512]
    return [
        f"{outcome.pieces_n:,}", f"{effort['steps']:.0f}", f"{effort['tokens_n']:,.0f}",
        f"{effort['s'] / 60:.1f}", f"{effort['cpu_s'] / 60:.1f}", f"{variant.megabytes:.1f}",
        f"{least:.0f} / {median:.0f}",
    ]  # fmt: skip


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f}"


def _lines(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[str]:
    return ["| " + " | ".join(cells) + " |" for cells in (head, ["---"] * len(head), *rows)]
