"""What a figure was measured on."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psutil

from schemas.settings import REPOSITORY

_PACKAGES = ("prefect", "onnxruntime", "rapidocr", "pypdfium2", "sqlalchemy")
#: What benchmarks write themselves, as git leaves it out.
_RESULTS = (
    ":!benchmarks/RESULTS.md",
    ":!benchmarks/results.json",
    ":!benchmarks/RULES.md",
)


def describe_machine() -> dict[str, str]:
    """CPU, cores, memory, versions, commit, time and load: read anew for every section."""
    return {
        "cpu": _cpu_model(),
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else
                     os.cpu_count()),
        "memory": f"{psutil.virtual_memory().total / 2**30:.0f} GiB",
        "load": f"{os.getloadavg()[0]:.1f}",
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "packages": ", ".join(f"{name} {version(name)}" for name in _PACKAGES),
        "commit": _commit(),
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
    }  # fmt: skip


def _cpu_model() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf8").splitlines():
            if line.startswith("model name"):
                return " ".join(line.partition(":")[2].split())
    return platform.processor() or platform.machine()


def _commit() -> str:
    """The commit; "-dirty" where more than a benchmark's own results is changed."""
    commit = _git("describe", "--always")
    changed = _git("status", "--porcelain", "--untracked-files=no", "--", ".", *_RESULTS)
    return f"{commit}-dirty" if changed else commit or "unknown"


def _git(*words: str) -> str:
    command = ["git", *words]
    found = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    return found.stdout.strip()
