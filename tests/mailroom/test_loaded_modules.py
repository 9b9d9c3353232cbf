"""Commands that only tell of stored documents start without readers, rules and models."""

import subprocess
import sys

import pytest

HEAVY = ("onnxruntime", "cv2", "numpy", "pypdfium2", "lxml", "prefect", "tasks.extract")


@pytest.mark.parametrize("module", ["mailroom.status", "mailroom.show", "tasks.hand_over"])
def test_what_asks_the_database_loads_no_reader(module: str) -> None:
    code = f"import sys, {module}; print([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
