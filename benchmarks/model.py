"""The shipped int8 model against its fp32 self: size, time, and agreement on the same pages."""

import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.report import Row, at_least, at_most, not_measured
from schemas.document import Page
from schemas.identity import hash_file
from schemas.settings import Settings
from slm.artefact import open_artefact
from slm.encoder import load_encoder, open_session
from slm.model_folder import MANIFEST, MODEL_FILE, TOKENIZER_FILE

LENGTHS = (128, 256, 512)
RUNS_N = 30
WARM_UP_N = 5
MAX_SIZE_MB = 30.0
MAX_MS_512 = 45.0
LEAST_RATIO = 1.8


def measure_model(
    settings: Settings, fp32: Path | None, documents: Sequence[Sequence[Page]], seed: int
) -> Iterator[Row]:
    """Times both models on random tokens; compares their tags on held-out documents.

    Args:
        settings: names the shipped model and the threads to use.
        fp32: the same network before quantisation, as the training's export leaves it. Without it
            the shipped one is timed against itself in fp32 (`dequantise.py`).
        documents: pages to tag.
        seed: of the random tokens.
    """
    shipped = Path(settings.model)
    size_mb = (shipped / MODEL_FILE).stat().st_size / 1e6
    yield Row("model file, int8", 0, **at_most(size_mb, MAX_SIZE_MB, "MB"))
    with tempfile.TemporaryDirectory() as folder:
        full = [fp32] if fp32 else _in_fp32(shipped / MODEL_FILE, Path(folder))
        quantised, *others = _time_lengths([shipped / MODEL_FILE, *full], settings.threads_n, seed)
    for length in LENGTHS:
        small = quantised[length]
        figure: dict[str, Any] = {"figure": f"{small.median_ms:.1f} ms"}
        if length == max(LENGTHS):
            figure = at_most(small.median_ms, MAX_MS_512, "ms")
        figure["figure"] += f" (fastest {small.fastest_ms:.1f})"
        yield Row(f"{length} tokens, int8, {settings.threads_n} threads", 0, **figure)
        for name, times in zip(("fp32", "fp32 with attention fused"), others, strict=False):
            large = times[length]
            yield Row(
                f"{length} tokens, {name}, {settings.threads_n} threads",
                0,
                f"{large.median_ms:.1f} ms (fastest {large.fastest_ms:.1f})",
            )
            ratio = large.median_ms / small.median_ms
            limited = length == max(LENGTHS) and name == "fp32"
            figures = at_least(ratio, LEAST_RATIO, 2) if limited else {"figure": f"{ratio:.2f}"}
            yield Row(f"{length} tokens, {name} time over int8 time", 0, **figures)
    if fp32 is None:
        why = "the network before quantisation is not on this machine (MAILROOM_FP32)"
        yield not_measured("words that int8 and fp32 tag alike", why)
        return
    same, words_n = _agreement(shipped, fp32, settings.threads_n, documents)
    yield Row(
        "words that int8 and fp32 tag alike",
        len(documents),
        f"{same:.2%} of {words_n} words",
    )


class Timing(NamedTuple):
    """The fastest run is what the machine can do when nothing else uses its cores."""

    median_ms: float
    fastest_ms: float


def _time_lengths(networks: Sequence[Path], threads_n: int, seed: int) -> list[dict[int, Timing]]:
    """Time of one window by its length in tokens, per network; sessions are set up as in service.

    The networks take turns, so that whatever else the machine does meets all of them alike.
    """
    sessions = [open_session(str(path), threads_n) for path in networks]
    times: list[dict[int, Timing]] = [{} for _ in sessions]
    for length in LENGTHS:
        inputs = _random_inputs(length, seed)
        taken: list[list[float]] = [[] for _ in sessions]
        for _ in range(WARM_UP_N + RUNS_N):
            for session, runs in zip(sessions, taken, strict=True):
                start = time.perf_counter()
                session.run(None, inputs)
                runs.append((time.perf_counter() - start) * 1000)
        for by_length, runs in zip(times, taken, strict=True):
            counted = runs[WARM_UP_N:]
            by_length[length] = Timing(statistics.median(counted), min(counted))
    return times


def _random_inputs(length: int, seed: int) -> dict[str, NDArray[np.int64]]:
    """One window of `length` random tokens and boxes."""
    rng = np.random.default_rng(seed)
    corners = np.sort(rng.integers(0, 1000, (1, length, 2, 2)), axis=2)
    return {
        # Rows that every vocabulary has, however far it was cut.
        "input_ids": rng.integers(200, 4000, (1, length)),
        "bbox": corners.reshape(1, length, 4),
        "attention_mask": np.ones((1, length), np.int64),
        "token_type_ids": np.zeros((1, length), np.int64),
    }


def _in_fp32(shipped: Path, folder: Path) -> list[Path]:
    """The network in fp32 as it is exported, and with each attention as one operator."""
    from benchmarks.dequantise import dequantise  # onnx is among what only benchmarks need

    exported, fused = folder / "exported.onnx", folder / "fused.onnx"
    dequantise(shipped, exported, attention=True)
    dequantise(shipped, fused, attention=False)
    return [exported, fused]


def _make_twin(shipped: Path, fp32: Path, folder: Path) -> None:
    """The shipped artefact with the fp32 network in the place of the quantised one."""
    shutil.copyfile(shipped / TOKENIZER_FILE, folder / TOKENIZER_FILE)
    shutil.copyfile(fp32, folder / MODEL_FILE)
    manifest = open_artefact(str(shipped)).manifest
    files = manifest.files | {MODEL_FILE: hash_file(fp32)}
    twin = manifest.model_copy(update={"files": files})
    (folder / MANIFEST).write_text(twin.model_dump_json(), encoding="utf8")


def _agreement(
    shipped: Path, fp32: Path, threads_n: int, documents: Sequence[Sequence[Page]]
) -> tuple[float, int]:
    """Share of words with the same label from both models, and how many words there were."""
    with tempfile.TemporaryDirectory() as twin:
        _make_twin(shipped, fp32, Path(twin))
        small, large = load_encoder(str(shipped), threads_n), load_encoder(twin, threads_n)
    same = words_n = 0
    for pages in documents:
        tags = [
            [tag.label for page in model.predict(pages).tags for tag in page]
            for model in (small, large)
        ]
        words_n += len(tags[0])
        same += sum(a == b for a, b in zip(*tags, strict=True))
    return same / max(1, words_n), words_n
