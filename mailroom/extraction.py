"""`mailroom extract`: documents → records on stdout, in the order given; nothing is stored.

The model is loaded once. Documents that are read side by side share the CPU threads; a single one
gets all of them.
"""

import contextlib
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TextIO, TypeVar

from readers.words import read_words
from schemas.errors import DamagedDocument, DocumentError
from schemas.prediction import DocumentModel
from schemas.record import Record
from schemas.settings import Settings
from slm.models import load_models
from tasks.extract import extract_document, extract_file, failed_record
from tasks.plain_text import clean_name, clean_text
from tasks.streams import encode_as_json, whole_lines

Job = TypeVar("Job")


def print_extraction(
    sources: Sequence[str], words: str | None, as_json: bool, settings: Settings
) -> bool:
    """Prints the records of all documents; returns whether every one of them could be read.

    Raises:
        ModelError: the model cannot be loaded.
    """
    lines = _numbered_lines(Path(words)) if words else []
    jobs_n = len(sources) + len(lines)
    model = load_models(settings, min(settings.workers_n, jobs_n))

    def read_source(source: str) -> list[Record]:
        # A name that is not valid UTF-8 could not be printed.
        return extract_file(Path(source), model, settings, source=clean_name(source))

    def read_line(numbered: tuple[int, bytes]) -> list[Record]:
        return extract_given_words(*numbered, str(words), model, settings)

    all_read = True
    records = _chain(
        map_in_order(read_source, sources, settings.workers_n),
        map_in_order(read_line, lines, settings.workers_n),
    )
    # Libraries that print must not spoil the JSON lines: stdout is ours alone.
    out = sys.stdout
    if as_json:
        encode_as_json(out)
    with contextlib.redirect_stdout(sys.stderr), _emitter(as_json, jobs_n, out) as emit:
        for family in records:
            emit(family)
            all_read = all_read and all(record.outcome != "failed" for record in family)
    return all_read


def extract_given_words(
    number: int, line: bytes, source: str, model: DocumentModel, settings: Settings
) -> list[Record]:
    """The records of line `number` (from 1) of a words file; a broken line is a failed record."""
    place = clean_text(f"{source}, line {number}")
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as error:
        return [_failed_line(line, place, f"{place} is not JSON: {clean_text(str(error))}.")]
    if not isinstance(given, dict):
        return [_failed_line(line, place, f"{place} is not a JSON object.")]
    try:
        document = read_words(given)
    except DocumentError as error:
        name = clean_text(str(given.get("id", place)))
        return [failed_record(name, name, error)]
    return extract_document(document, model, settings)


def _failed_line(line: bytes, place: str, message: str) -> Record:
    """What is said of a line that names no document: its bytes are its identity."""
    return failed_record(hashlib.sha256(line).hexdigest(), place, DamagedDocument(message))


def map_in_order(
    read: Callable[[Job], list[Record]], jobs: Iterable[Job], workers_n: int
) -> Iterator[list[Record]]:
    """Calls `read` on `workers_n` threads; yields in the order of `jobs`, as soon as ready."""
    pool = ThreadPoolExecutor(workers_n)
    try:
        yield from pool.map(read, jobs)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _numbered_lines(path: Path) -> list[tuple[int, bytes]]:
    """The lines that hold something, from 1. Only line feeds end them: JSON may hold the others."""
    lines = path.read_bytes().split(b"\n")
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _chain(*parts: Iterator[list[Record]]) -> Iterator[list[Record]]:
    for part in parts:
        yield from part


@contextlib.contextmanager
def _emitter(as_json: bool, jobs_n: int, out: TextIO) -> Iterator[Callable[[list[Record]], None]]:
    """What to do with the records of one document: print them, and move the progress bar."""
    from mailroom.report import print_record, progress_bar

    with progress_bar(jobs_n, "Reading") as advance:

        def emit(family: list[Record]) -> None:
            with whole_lines():
                for record in family:
                    if as_json:
                        out.write(record.to_json() + "\n")
                    else:
                        print_record(record, out)
                out.flush()
            advance()

        yield emit
