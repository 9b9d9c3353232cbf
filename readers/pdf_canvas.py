"""The program that draws the pages of PDFs, in a process of its own.

A kilobyte can make pdfium draw for hours or take gigabytes, and nothing stops it but the end of its
process: before each drawing this one sets the processor time at which the system ends it, and
watches the memory that it holds. `readers.pdf_drawing` runs it by its path. It imports nothing else
of ours, and so stays small.
"""

import logging
import os
import resource
import signal
import struct
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

#: What to do, with how many bytes or which page; how that is to be drawn, in how many bytes of
#: memory and seconds of processor time, and how many of those that were used come back with each
#: page.
REQUEST = struct.Struct("<cQd?Qdd")
OPEN, DRAW, CLOSE = b"o", b"d", b"c"
#: A drawing's height, bytes a row, width and channels; its rows follow. Zeros where there is none.
ANSWER = struct.Struct("<IIII")
#: What this process exits with where a drawing takes more memory than it may.
NO_MEMORY = 86
#: How often that is looked at: a drawing takes some ten megabytes more in the meantime.
_LOOK_S = 0.02
_ASKED_BY = os.getppid()


def flatten_annotations(document: Any, page: Any, index: int) -> Any:
    """Makes filled form fields and typed notes part of the page, so that their text is read."""
    if pdfium_c.FPDFPage_GetAnnotCount(page.raw) <= 0:
        return page
    if pdfium_c.FPDFPage_Flatten(page.raw, pdfium_c.FLAT_NORMALDISPLAY) != pdfium_c.FLATTEN_SUCCESS:
        return page
    page.close()
    return document[index]


class _Sheets:
    """A PDF with the page of it that was drawn last."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: Any = None
        self._page: Any = None
        self._index = -1
        self._used_s = 0.0

    def draw(self, index: int, scale: float, in_grey: bool, limit_s: float, page_s: float) -> Any:
        """A bitmap of a page. The process is ended where that takes too long."""
        start_s = time.process_time()
        self._used_s = max(0.0, self._used_s - page_s * (index - self._index))
        with _limited(limit_s - self._used_s):
            if self._document is None:
                self._document = pdfium.PdfDocument(self._data)
                with suppress(pdfium.PdfiumError):  # draws fields that were filled but not drawn
                    self._document.init_forms()
            if index != self._index:
                page = self._document[index]
                self._page = flatten_annotations(self._document, page, index)
                self._index = index
            bitmap = self._page.render(scale=scale, grayscale=in_grey)
        self._used_s += time.process_time() - start_s
        return bitmap

    def close(self) -> None:
        if self._document is not None:
            self._document.close()


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """The system ends this process if it works for longer, in whole seconds."""
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    until = int(time.process_time() + max(0.0, seconds)) + 1
    soft = until if most == resource.RLIM_INFINITY else min(until, most)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))


@contextmanager
def _watched(most_bytes: int) -> Iterator[None]:
    """Ends this process if it holds more memory, or nobody waits for the drawing any more.

    The system could refuse it more, but then pdfium leaves out what it has no room for, and a page
    without its scan is a blank page.
    """
    drawn = threading.Event()
    threading.Thread(target=_end_if_larger, args=(drawn, most_bytes), daemon=True).start()
    try:
        yield
    finally:
        drawn.set()


def _end_if_larger(drawn: threading.Event, most_bytes: int) -> None:
    while not drawn.wait(_LOOK_S):
        if _held_bytes() > most_bytes:
            os._exit(NO_MEMORY)
        if os.getppid() != _ASKED_BY:
            os._exit(0)


def _held_bytes() -> int:
    """The memory that this process holds; 0 where no Linux tells it."""
    try:
        pages_n = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages_n * resource.getpagesize()


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Does what is asked until nobody asks any more."""
    sheets: _Sheets | None = None  # the one document in hand
    while len(head := requests.read(REQUEST.size)) == REQUEST.size:
        what, value, scale, in_grey, most_bytes, *times = REQUEST.unpack(head)
        if sheets is None:
            sheets = _Sheets(requests.read(value))
        elif what == CLOSE:
            sheets.close()
            sheets = None
        else:
            try:
                with _watched(most_bytes):
                    bitmap = sheets.draw(value, scale, in_grey, *times)
            except pdfium.PdfiumError:
                answers.write(ANSWER.pack(0, 0, 0, 0))
            else:
                shape = (bitmap.height, bitmap.stride, bitmap.width, bitmap.n_channels)
                answers.write(ANSWER.pack(*shape))
                answers.write(bitmap.buffer)
                bitmap.close()
            answers.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # meant for all of us: who asks finishes first
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # nobody asks any more
    logging.getLogger("pypdfium2").setLevel(logging.ERROR)  # our reader has warned already
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError):  # where memory runs out, we are to end and not who asks
        Path("/proc/self/oom_score_adj").write_text("1000")
    serve(sys.stdin.buffer, sys.stdout.buffer)
