"""What an encoder file is worth: F1 on dev documents, megabytes, milliseconds of one window."""

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from slm.encoder import feed, open_session
from slm.serialise import Window, WordTokenizer
from training.recipe import SOURCES
from training.sample import Sample, read_samples
from training.scores import score_samples

LATENCY_TOKENS = (128, 256, 512)
RUNS_N = 11
#: Rows of pieces that every vocabulary of ours has.
COMMON_ROWS = (200, 4000)


@dataclass
class Variant:
    """One encoder file with its tokenizer and what was measured of it.

    teacher: the name of the variant that it must come up to, None for a teacher. scores: as of
    `score_samples`. ms: tokens → (least, median) milliseconds.
    """

    name: str
    model: Path
    tokenizer: Path
    teacher: str | None = None
    scores: dict[str, Any] = field(default_factory=dict)
    ms: dict[int, tuple[float, float]] = field(default_factory=dict)

    @property
    def megabytes(self) -> float:
        return self.model.stat().st_size / 1e6


def dev_samples(data: Path, limit: int) -> list[Sample]:
    """The first `limit` dev documents of each set."""
    picked: dict[str, list[Sample]] = defaultdict(list)
    for source in SOURCES:
        for sample in read_samples(data / f"{source}.jsonl"):
            if sample.part == "dev" and len(picked[sample.source]) < limit:
                picked[sample.source].append(sample)
    return [sample for members in picked.values() for sample in members]


def measure_f1(variant: Variant, samples: Sequence[Sample], threads_n: int) -> None:
    """Fills in `scores`."""
    session = open_session(str(variant.model), threads_n)
    tokenizer = WordTokenizer(Tokenizer.from_file(str(variant.tokenizer)))
    variant.scores = score_samples(
        lambda windows: [session.run(None, feed(window))[0][0] for window in windows],
        samples,
        tokenizer,
    )


def measure_speed(variants: Sequence[Variant], threads_n: int, runs_n: int = RUNS_N) -> None:
    """Fills in `ms`. Runs take turns, so that other work on the machine slows all alike."""
    sessions = [open_session(str(variant.model), threads_n) for variant in variants]
    windows = {tokens_n: feed(_made_up(tokens_n)) for tokens_n in LATENCY_TOKENS}
    times: Mapping[tuple[int, int], list[float]] = defaultdict(list)
    for run in range(runs_n + 1):
        for tokens_n, inputs in windows.items():
            for number, session in enumerate(sessions):
                began = time.perf_counter()
                session.run(None, inputs)
                if run:  # the first run of a size only warms up
                    times[number, tokens_n].append((time.perf_counter() - began) * 1000)
    for (number, tokens_n), measured in times.items():
        variants[number].ms[tokens_n] = min(measured), float(np.median(measured))


def _made_up(tokens_n: int) -> Window:
    rng = np.random.default_rng(0)
    return Window(
        0,
        rng.integers(*COMMON_ROWS, tokens_n),
        np.sort(rng.integers(0, 1000, (tokens_n, 2, 2)), axis=1).reshape(tokens_n, 4),
        rng.integers(0, 50, tokens_n),
        np.arange(tokens_n),
        np.arange(tokens_n),
    )
