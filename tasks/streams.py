"""Our own output: JSON as UTF-8, anything else as far as the terminal can; and where it is full."""

import io
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO


def spare_unknown_letters(stream: TextIO) -> None:
    """From now on "?" stands for what the stream's encoding lacks: ASCII has no "…", no "ü"."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")


def encode_as_json(stream: TextIO) -> None:
    """JSON is UTF-8, whatever the terminal's locale, and nothing in it is replaced."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="strict")


class WatchedOutput(io.TextIOWrapper):
    """A text stream that remembers why it took nothing; a reader that is gone is no reason."""

    trouble: OSError | None = None

    def write(self, text: str, /) -> int:
        with self._watching():
            return super().write(text)

    def flush(self) -> None:
        with self._watching():
            super().flush()

    @contextmanager
    def _watching(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if not isinstance(error, BrokenPipeError):
                self.trouble = error
            raise


def watch_stdout() -> None:
    """From now on stdout remembers its trouble; one that is not the process's own is let be."""
    own = sys.stdout
    if type(own) is io.TextIOWrapper and own is sys.__stdout__:
        encoding, errors = own.encoding, own.errors
        by_line, at_once = own.line_buffering, own.write_through
        watched = WatchedOutput(
            own.detach(), encoding, errors, line_buffering=by_line, write_through=at_once
        )
        sys.stdout = sys.__stdout__ = watched  # type: ignore[misc]


@contextmanager
def whole_lines() -> Iterator[None]:
    """Ctrl-C waits for what is being written, or a pipe has half of it. In the main thread only."""
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if came:
            signal.raise_signal(signal.SIGINT)


def find_trouble(stream: TextIO | None) -> OSError | None:
    """What keeps a stream from taking what was written to it; None where it has taken all.

    So it is where there is none: Python has no stdout where a shell has closed it.
    """
    if stream is None:
        return None
    with suppress(OSError, ValueError):
        stream.flush()
    return stream.trouble if isinstance(stream, WatchedOutput) else None


def drop_rest(stream: TextIO) -> None:
    """Lets what a stream could not write go nowhere: Python writes it once more as it ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
