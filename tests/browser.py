"""A Chromium for the tests: the machine's own, else Debian's."""

import os
import shutil
import subprocess

import pytest

from training.pages.printing import BROWSERS


def find_chromium() -> str:
    """The path of a Chromium; installs Debian's where we may, else skips the test."""
    if found := _on_path():
        return found
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {"check": True, "stdout": subprocess.DEVNULL, "timeout": 600}
        subprocess.run(["apt-get", "update", "-qq"], **quiet)  # type: ignore[call-overload]
        subprocess.run(
            ["apt-get", "install", "-qq", "--no-install-recommends", "--yes", "chromium"],
            **quiet,  # type: ignore[call-overload]
        )
        if found := _on_path():
            return found
    pytest.skip("there is no Chromium here; install one to see the UI under test")


def _on_path() -> str | None:
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)
