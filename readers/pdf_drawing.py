"""Has the pages of PDFs drawn by a process of its own, `readers.pdf_canvas`, within limits.

A document has such a process to itself and leaves it to the next one, so that there are as many as
documents were open at once. Each has a pdfium of its own: nothing here needs `readers.pdf.PDFIUM`.
"""

import atexit
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress

import numpy as np
from numpy.typing import NDArray

from readers import pdf_canvas
from readers.pdf_canvas import ANSWER, CLOSE, DRAW, NO_MEMORY, OPEN, REQUEST
from schemas.errors import DamagedDocument, DocumentError, MoreThanIsRead

#: Draws a page at so many pixels a point, in grey or in colours: height × width, or × 3 (BGR).
Draw = Callable[[float, bool], NDArray[np.uint8]]

#: Seconds of processor time that drawing a page may take, and how many of those that were used a
#: PDF gets back with each further page: a hundred pages take 205 at most, none more than the first.
LIMIT_S, PAGE_S = 7.0, 2.0
#: Bytes of memory of the process that draws: a plan of A0 scanned at 300 dpi in colour takes half.
MAX_BYTES = 1_000_000_000

#: How the process ends that never began, fails itself or is ended by the system for want of memory;
#: what pdfium cannot bear makes it crash by another signal.
_NOT_ITS_DOING = frozenset((0, 1, -signal.SIGKILL))
_AGAIN = (
    "Drop the file once more; if it fails again, tell your operator, for the machine may be short "
    "of memory."
)


class _Canvas:
    """A process that draws."""

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


#: Those that no document has; putting one there and taking it is one step each, for any thread.
_idle: list[_Canvas] = []


def _take_canvas() -> _Canvas:
    with suppress(IndexError):
        while True:
            canvas = _idle.pop()
            if canvas.runs():
                return canvas
            canvas.end()
    return _Canvas()


def _end_idle() -> None:
    with suppress(IndexError):
        while True:
            _idle.pop().end()


atexit.register(_end_idle)
os.register_at_fork(after_in_child=_idle.clear)  # a fork of us has canvases of its own


class Drawing:
    """A PDF whose pages may be drawn, by one thread at a time.

    Its bytes are handed on when the first page is drawn.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._canvas: _Canvas | None = None

    def draw(self, index: int, scale: float, in_grey: bool) -> NDArray[np.uint8]:
        """A page as it looks, its notes and filled fields included.

        Raises:
            MoreThanIsRead: that takes too long, or too much memory.
            DamagedDocument: it cannot be drawn.
            DocumentError: there is no process that draws it, or not any more.
        """
        try:
            if self._canvas is None:
                self._canvas = _take_canvas()
                self._canvas.ask(_request(OPEN, len(self._data)), self._data)
            self._canvas.ask(_request(DRAW, index, scale, in_grey))
            height, row_bytes, width, channels = ANSWER.unpack(self._canvas.read(ANSWER.size))
            rows = np.frombuffer(self._canvas.read(height * row_bytes), np.uint8)
        except (EOFError, OSError) as error:
            raise _explain_end(self._end_canvas(), index) from error
        except BaseException:
            self._end_canvas()  # or the next would read this answer
            raise
        if not height:
            raise DamagedDocument(f"Page {index + 1} of the PDF cannot be drawn.")
        pixels = rows.reshape(height, row_bytes)[:, : width * channels]
        return pixels if channels == 1 else pixels.reshape(height, width, channels)[:, :, :3]

    def close(self) -> None:
        """Leaves the process to the next document."""
        if self._canvas is None:
            return
        try:
            self._canvas.ask(_request(CLOSE))
        except BrokenPipeError:
            self._end_canvas()
        else:
            _idle.append(self._canvas)
            self._canvas = None

    def _end_canvas(self) -> int:
        ended, self._canvas = self._canvas, None
        return ended.end() if ended is not None else 0


def _request(what: bytes, value: int = 0, scale: float = 0.0, in_grey: bool = False) -> bytes:
    return REQUEST.pack(what, value, scale, in_grey, MAX_BYTES, LIMIT_S, PAGE_S)


def _explain_end(ended: int, index: int) -> DocumentError:
    """Why there is no drawing of a page, from how its process ended."""
    page = f"Page {index + 1} of the PDF"
    if ended == -signal.SIGXCPU:
        return MoreThanIsRead(f"{page} takes longer to draw than can be waited for.")
    if ended == NO_MEMORY:
        return MoreThanIsRead(f"{page} takes more memory to draw than there is for a page.")
    if ended in _NOT_ITS_DOING:
        return DocumentError(
            f"{page} was not drawn: the program that draws pages has ended.", advice=_AGAIN
        )
    return DamagedDocument(f"{page} cannot be drawn.")
