"""The measured process: `python -m benchmarks.batch_worker SPEC RESULT`, within the service's env.

It is the watching service without its watching: the same workshop, the same runner, the same
flow. The same files are handled once more without Prefect, before and after, so that the
difference is what orchestration costs.
"""

import json
import resource
import shutil
import sys
import threading
import time
import urllib.request
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from flows.direct import process_directly
from flows.service import BatchRunner
from flows.watch import claim_ready
from flows.workshop import Workshop, build_workshop, open_workshop
from mailroom.environment import ui_url
from schemas.arrival import Claim
from schemas.settings import Settings
from tasks.handled import HandledFile
from tasks.intake import Sighting, prepare_folders
from tasks.store import Store

RECORDER_WAIT_S = 30.0


class Bench:
    """One process that handles the same files by several roads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._handled: list[HandledFile] = []
        self._workshop = build_workshop(settings, self._handled.append, threading.Event())
        open_workshop(self._workshop)
        self._runner = BatchRunner(self._workshop)
        self._flow_tasks_n = 0

    def run_flow(self, files: Sequence[Path]) -> dict[str, Any]:
        """One flow run over the files in a home that has not seen them."""
        claims = self._drop(files, self._workshop)
        self._handled.clear()
        start = time.perf_counter()
        self._runner.run(claims)
        wall_s = time.perf_counter() - start
        self._flow_tasks_n += len(claims)
        return {
            "claims_n": len(claims),
            "wall_s": wall_s,
            "outcomes": Counter(file.outcome for file in self._handled),
            "failed": {f.name: f.reason for f in self._handled if f.outcome == "failed"},
            "stages_ms": self._stages(),
            "seen_by_prefect": self._await_task_runs(self._flow_tasks_n),
        }

    def run_directly(self, files: Sequence[Path], home: Path) -> float:
        """The same work without Prefect, in a home of its own; seconds."""
        settings = self._settings.model_copy(update={"home": home})
        prepare_folders(settings)
        store = Store(settings.sql_url)
        store.migrate()
        workshop = Workshop(settings, self._workshop.model, store)
        claims = self._drop(files, workshop)
        start = time.perf_counter()
        handled_n = len(process_directly(claims, workshop, batch_id="direct"))
        wall_s = time.perf_counter() - start
        if handled_n != len(files):
            raise RuntimeError(f"{handled_n} of {len(files)} files were handled")
        return wall_s

    def _drop(self, files: Sequence[Path], workshop: Workshop) -> list[Claim]:
        inbox = workshop.settings.inbox / "invoices"
        for file in files:
            shutil.copyfile(file, inbox / file.name)
        claims: list[Claim] = []
        seen: dict[Path, Sighting] = {}
        give_up_at = time.monotonic() + 60
        while len(claims) < len(files):
            claims += claim_ready(workshop, seen)
            if time.monotonic() > give_up_at:
                raise RuntimeError(f"only {len(claims)} of {len(files)} files became ready")
            time.sleep(0.05)
        return claims

    def _stages(self) -> dict[str, float]:
        """Median milliseconds per stage over the records of the last flow run."""
        stages: dict[str, list[float]] = defaultdict(list)
        for file in self._handled:
            stages["whole file"].append(file.duration_ms)
            record = self._workshop.store.record(file.documents[0].document_id)
            for stage, taken in (record.timings_ms if record else {}).items():
                stages[stage].append(taken)
        return {stage: median(taken) for stage, taken in stages.items()}

    def _await_task_runs(self, wanted_n: int) -> bool:
        """Whether the server knows all task runs: else the runner went around Prefect."""
        request = urllib.request.Request(  # noqa: S310 (our own server)
            f"{ui_url(self._settings)}/api/task_runs/count",
            data=b"{}",
            headers={"Content-Type": "application/json"},
        )
        give_up_at = time.monotonic() + RECORDER_WAIT_S
        while time.monotonic() < give_up_at:
            with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
                if json.load(answer) >= wanted_n:
                    return True
            time.sleep(0.5)
        return False


def main(spec_path: str, result_path: str) -> None:
    """Handles the spec's files; the spec is {"warm_up", "faulty", "files", "scratch"}."""
    spec = json.loads(Path(spec_path).read_text(encoding="utf8"))
    files = {name: [Path(path) for path in spec[name]] for name in ("warm_up", "faulty", "files")}
    scratch = Path(spec["scratch"])
    bench = Bench(Settings())
    result: dict[str, Any] = {"warm_up": bench.run_flow(files["warm_up"])}
    result["faulty"] = bench.run_flow(files["faulty"])
    direct_s = [bench.run_directly(files["files"], scratch / "before")]
    result["files"] = bench.run_flow(files["files"])
    direct_s.append(bench.run_directly(files["files"], scratch / "after"))
    result["direct_s"] = direct_s
    result["rss_mb"] = psutil.Process().memory_info().rss / 1e6
    result["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    Path(result_path).write_text(json.dumps(result), encoding="utf8")


if __name__ == "__main__":
    main(*sys.argv[1:])
