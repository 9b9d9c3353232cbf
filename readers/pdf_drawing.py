"""Has the pages of PDFs drawn by a process of its own, `readers.pdf_canvas`, within limits.

One such process serves all documents, and another takes its place where a drawing ended it.
Everything here must run inside `readers.pdf.PDFIUM`: one thread at a time asks.
"""

import atexit
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from itertools import count

import numpy as np
from numpy.typing import NDArray

from readers import pdf_canvas
from readers.pdf_canvas import ANSWER, CLOSE, DRAW, NO_MEMORY, OPEN, REQUEST
from schemas.errors import DamagedDocument, DocumentError, DocumentTooLarge

#: Draws a page at so many pixels a point, in grey or in colours: height × width, or × 3 (BGR).
Draw = Callable[[float, bool], NDArray[np.uint8]]

#: Seconds of processor time that drawing a page may take, and how many of those that were used a
#: PDF gets back with each further page: a hundred pages take 205 at most, none more than the first.
LIMIT_S, PAGE_S = 7.0, 2.0
#: Bytes of memory of the process that draws: a plan of A0 scanned at 300 dpi in colour takes half.
MAX_BYTES = 1_000_000_000

_NUMBERS = count()


class _Canvas:
    """The process that draws."""

    def __init__(self) -> None:
        # A session of its own: Ctrl-C is for us, whose end it sees. -P: no folder's modules.
        self._process = subprocess.Popen(  # noqa: S603 (our own program)
            [sys.executable, "-P", pdf_canvas.__file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )

    def runs(self) -> bool:
        return self._process.poll() is None

    def ask(self, request: bytes, data: bytes = b"") -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(request)
        self._process.stdin.write(data)
        self._process.stdin.flush()

    def read(self, size_bytes: int) -> bytes:
        assert self._process.stdout is not None
        data = self._process.stdout.read(size_bytes)
        if len(data) < size_bytes:
            raise EOFError
        return data

    def end(self) -> int:
        """Ends the process and returns how it ended, by itself or now."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(OSError):
                pipe.close()
        return self._process.wait()


_canvas: _Canvas | None = None


def _running_canvas() -> _Canvas:
    global _canvas
    if _canvas is not None and not _canvas.runs():
        _canvas.end()
        _canvas = None
    if _canvas is None:
        _canvas = _Canvas()
    return _canvas


def _end_canvas() -> int:
    global _canvas
    ended, _canvas = _canvas, None
    return ended.end() if ended is not None else 0


def _forget_canvas() -> None:
    """A fork of us has a canvas of its own."""
    global _canvas
    _canvas = None


atexit.register(_end_canvas)
os.register_at_fork(after_in_child=_forget_canvas)


class Drawing:
    """A PDF whose pages may be drawn; its bytes are handed on when the first is."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._number = next(_NUMBERS)
        self._canvas: _Canvas | None = None

    def draw(self, index: int, scale: float, in_grey: bool) -> NDArray[np.uint8]:
        """A page as it looks, its notes and filled fields included.

        Raises:
            DocumentTooLarge: that takes too long, or too much memory.
            DamagedDocument: it cannot be drawn.
        """
        try:
            canvas = _running_canvas()
            if canvas is not self._canvas:
                canvas.ask(self._request(OPEN, len(self._data)), self._data)
                self._canvas = canvas
            canvas.ask(self._request(DRAW, index, scale, in_grey))
            height, row_bytes, width, channels = ANSWER.unpack(canvas.read(ANSWER.size))
            rows = np.frombuffer(canvas.read(height * row_bytes), np.uint8)
        except (EOFError, BrokenPipeError) as error:
            raise _explain_end(_end_canvas(), index) from error
        except BaseException:
            _end_canvas()  # or the next would read this answer
            raise
        if not height:
            raise DamagedDocument(f"Page {index + 1} of the PDF cannot be drawn.")
        pixels = rows.reshape(height, row_bytes)[:, : width * channels]
        return pixels if channels == 1 else pixels.reshape(height, width, channels)[:, :, :3]

    def close(self) -> None:
        if self._canvas is not None and self._canvas is _canvas:
            with suppress(BrokenPipeError):
                self._canvas.ask(self._request(CLOSE))

    def _request(
        self, what: bytes, value: int = 0, scale: float = 0.0, in_grey: bool = False
    ) -> bytes:
        return REQUEST.pack(what, self._number, value, scale, in_grey, MAX_BYTES, LIMIT_S, PAGE_S)


def _explain_end(ended: int, index: int) -> DocumentError:
    """Why there is no drawing of a page, from how its process ended."""
    page = f"Page {index + 1} of the PDF"
    if ended == -signal.SIGXCPU:
        return DocumentTooLarge(f"{page} takes longer to draw than can be waited for.")
    if ended == NO_MEMORY:
        return DocumentTooLarge(f"{page} takes more memory to draw than there is for a page.")
    return DamagedDocument(f"{page} cannot be drawn.")
