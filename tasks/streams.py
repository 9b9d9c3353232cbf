"""How our own output is encoded: JSON as UTF-8, anything else as far as the terminal can."""

import io
from typing import TextIO


def spare_unknown_letters(stream: TextIO) -> None:
    """From now on "?" stands for what the stream's encoding lacks: ASCII has no "…", no "ü"."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")


def encode_as_json(stream: TextIO) -> None:
    """JSON is UTF-8, whatever the terminal's locale, and nothing in it is replaced."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="strict")
