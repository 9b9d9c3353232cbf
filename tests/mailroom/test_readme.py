"""The README shows what the command line really says."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from schemas.settings import REPOSITORY

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def assert_holds(shown: Any, said: Any, place: str = "record") -> None:
    """Every key that is shown is there with that value; places and confidences about so."""
    if isinstance(shown, dict):
        for key, value in shown.items():
            assert key in said, f"{place}.{key}"
            if key in ("confidence", "box"):
                assert said[key] == pytest.approx(value, abs=0.01), f"{place}.{key}"
            else:
                assert_holds(value, said[key], f"{place}.{key}")
    elif isinstance(shown, list):
        for index, value in enumerate(shown):
            assert_holds(value, said[index], f"{place}[{index}]")
    else:
        assert said == shown, place


def test_the_first_example_is_what_the_command_line_prints() -> None:
    command = next(
        line[2:] for block in blocks("console") for line in block.splitlines() if "extract" in line
    )
    arguments = command.split("mailroom ", 1)[1]
    sample = re.search(r"'([^']+)'", arguments)
    assert sample is not None
    done = subprocess.run(
        [Path(sys.executable).with_name("mailroom"), "extract", sample[1], "--json"],
        cwd=REPOSITORY, capture_output=True, text=True, check=True,
    )  # fmt: skip
    shown = json.loads(blocks("json")[0])
    assert_holds(shown, json.loads(done.stdout))


def test_every_file_that_the_readme_names_exists() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (REPOSITORY / Path(target)).exists(), target


def test_every_make_target_that_the_readme_names_exists() -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"(?:^\$ |`)make ([a-z-]+)", README, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
