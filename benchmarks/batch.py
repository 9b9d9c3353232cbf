"""A batch of 200 through Prefect: documents per second, orchestration, stages; a faulty batch."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.broken import write_broken_files
from benchmarks.home import bench_settings, prefect_server
from benchmarks.report import Row, at_most, not_measured
from mailroom.environment import child_environment
from schemas.settings import REPOSITORY, Settings

BATCH_N = 200
WARM_UP_N = 10
FAULTY_BATCH_N = 50
MAX_ORCHESTRATION_MS = 40.0
FILES_N = BATCH_N + FAULTY_BATCH_N + WARM_UP_N


def measure_batch(settings: Settings, pdfs: Sequence[Path], seed: int) -> Iterator[Row]:
    """Runs the worker on `pdfs` (at least FILES_N different ones) against a server of its own."""
    with tempfile.TemporaryDirectory(prefix="mailroom-bench-") as scratch:
        folder = Path(scratch)
        broken = write_broken_files(pdfs[0], folder, seed)
        whole = list(pdfs[: FILES_N - len(broken)])
        warm_up, whole = whole[:WARM_UP_N], whole[WARM_UP_N:]
        healthy_n = FAULTY_BATCH_N - len(broken)
        parts = {"warm_up": warm_up, "faulty": whole[:healthy_n] + broken}
        parts["files"] = whole[healthy_n:]
        result = _run_worker(bench_settings(settings, folder / "home", FILES_N), parts, folder)
    if result is None:
        yield not_measured("a batch through Prefect", "the measured process failed")
        return
    yield _faulty_row(result["faulty"], len(broken))
    yield from _speed_rows(result, len(parts["files"]))


def _run_worker(
    settings: Settings, parts: dict[str, list[Path]], folder: Path
) -> dict[str, Any] | None:
    spec, result = folder / "spec.json", folder / "result.json"
    named = {name: [str(path) for path in paths] for name, paths in parts.items()}
    spec.write_text(json.dumps(named | {"scratch": str(folder)}), encoding="utf8")
    settings.home.mkdir(parents=True)
    with prefect_server(settings):
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.batch_worker", str(spec), str(result)],
            env=child_environment(settings) | {"MAILROOM_READY_S": "0"},
            cwd=REPOSITORY,
            check=False,
        )
    if done.returncode != 0 or not result.exists():
        return None
    return dict(json.loads(result.read_text(encoding="utf8")))


def _faulty_row(faulty: dict[str, Any], broken_n: int) -> Row:
    failed = {name: reason for name, reason in faulty["failed"].items() if reason}
    rows_n = sum(faulty["outcomes"].values()) - len(faulty["failed"])
    return Row(
        f"batch of {FAULTY_BATCH_N} with {broken_n} broken files",
        FAULTY_BATCH_N,
        f"{rows_n} rows, {len(failed)} failed rows with reasons",
        wanted=f"{FAULTY_BATCH_N - broken_n} + {broken_n}",
        met=(rows_n, len(failed)) == (FAULTY_BATCH_N - broken_n, broken_n),
        details=faulty,
    )


def _speed_rows(result: dict[str, Any], documents_n: int) -> Iterator[Row]:
    flow = result["files"]
    if not flow["seen_by_prefect"]:
        yield not_measured("a batch through Prefect", "the server did not record all task runs")
        return
    direct_s = sum(result["direct_s"]) / len(result["direct_s"])
    overhead_ms = (flow["wall_s"] - direct_s) / documents_n * 1000
    yield Row(
        "born-digital PDFs end to end with Prefect",
        documents_n,
        f"{documents_n / flow['wall_s']:.1f} documents/s",
        details=result,
    )
    yield Row("the same without Prefect", documents_n, f"{documents_n / direct_s:.1f} documents/s")
    yield Row(
        "orchestration, per document",
        documents_n,
        **at_most(overhead_ms, MAX_ORCHESTRATION_MS, "ms"),
    )
    stages = ", ".join(f"{stage} {taken:.1f}" for stage, taken in flow["stages_ms"].items())
    yield Row("median ms per stage and file", documents_n, stages)
    yield Row(
        "memory of the measured process",
        documents_n,
        f"{result['rss_mb']:.0f} MB resident, {result['peak_mb']:.0f} MB at most",
    )
