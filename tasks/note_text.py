"""A note's file as an editor left it: which letters stand in it, and how it is written to."""

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from textwrap import fill
from typing import NamedTuple

from tasks.file_moves import write_bytes_durably
from tasks.note_sections import clear_boxes

#: A note is a page of text; who puts something larger there has other plans.
_MOST_BYTES = 5_000_000
_WIDTH = 78
_NOT_TAKEN = "NOT TAKEN YET"


class Note(NamedTuple):
    """A note's text, and the file's size and time of change when it was read.

    `encoding` is None where its letters may be others than those that were typed.
    """

    text: str
    encoding: str | None
    size_bytes: int
    mtime_ns: int


def read_note(path: Path) -> Note | None:
    """A note as an editor left it, whatever it writes in; None for what is no note."""
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode) or status.st_size > _MOST_BYTES:
        return None
    with path.open("rb") as file:
        status, data = os.fstat(file.fileno()), file.read()
    state = (status.st_size, status.st_mtime_ns)
    encoding = _encoding(data)
    try:
        return Note(data.decode(encoding), encoding, *state)
    except UnicodeDecodeError:
        return Note(data.decode("latin-1"), None, *state)


def _encoding(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if b"\0" in data[:2]:
        return "utf-16-be" if data[0] == 0 else "utf-16-le"
    return "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"


def write_problems(hidden: Path, note: Note, problems: Sequence[str]) -> None:
    """Says in the note what was not understood, in the encoding that its editor wrote."""
    text = _with_problems(note.text, problems)
    if note.encoding is None:
        text = text.translate(str.maketrans("“”’…–", '""\'.-'))
    write_bytes_durably(hidden, text.encode(note.encoding or "latin-1", "replace"))


def _with_problems(text: str, problems: Sequence[str]) -> str:
    """The note with its boxes empty again, and what was not understood behind its first line."""
    first, _, rest = clear_boxes(text).partition("\n")
    if rest.lstrip().startswith(_NOT_TAKEN):
        rest = rest.lstrip().partition("\n\n")[2]
    told = "\n".join(map(_as_point, problems))
    block = f"{_NOT_TAKEN}\n{told}\nMend that, tick the box again and save this note."
    return f"{first}\n\n{block}\n\n{rest.lstrip()}"


def _as_point(problem: str) -> str:
    """A problem in short lines; a place in it stays whole."""
    return fill(
        problem,
        _WIDTH,
        initial_indent="  - ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
