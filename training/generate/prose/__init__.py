"""Sentences of contracts, letters, payslips, forms and reports, one TOML file a language."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_prose(language: str) -> dict[str, Any]:
    """Reads a language's file once: section → key → texts."""
    return tomllib.loads(files(__package__).joinpath(f"{language}.toml").read_text("utf-8"))
