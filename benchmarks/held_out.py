"""Quality on documents that we generate ourselves, of layouts and vendors kept from training.

It needs no data folder: the same seed gives the same documents everywhere.
"""

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.counting import Tally, Truth
from benchmarks.report import Row, at_least, at_most, describe_accepted
from schemas.document import Page
from schemas.record import Record
from schemas.settings import REPOSITORY, Settings
from tasks.read import read_file
from training.generate.pdf import write_pdf
from training.generate.produce import draw_document

#: Of born-digital invoices at least this share is to be accepted, and of those this share right.
LEAST_ACCEPTED, LEAST_RIGHT = 0.5, 0.99


@dataclass(frozen=True)
class HeldOut:
    """A generated document: its PDF and what it says."""

    pdf: Path
    truth: Truth


def make_held_out(
    documents_n: int, seed: int, folder: Path, doc_type: str | None = None
) -> list[HeldOut]:
    """Draws documents number 0 to `documents_n` - 1 of a seed, and writes their PDFs."""
    folder.mkdir(exist_ok=True)
    made = []
    for index in range(documents_n):
        document = draw_document(seed, index, "held_out", doc_type)
        pdf = folder / f"{document.id}.pdf"
        write_pdf(document.pages, pdf)
        made.append(HeldOut(pdf, Truth(document.doc_type, document.fields, document.lines)))
    return made


def pages_of(document: HeldOut, settings: Settings) -> tuple[Page, ...]:
    """The document's pages as the readers give them."""
    return read_file(document.pdf, settings).pages


def measure_held_out(
    what: str, files: Sequence[tuple[HeldOut, Path]], limits: tuple[float, float, float]
) -> Iterator[Row]:
    """Reads the files through the command line and counts the records against the truth.

    Args:
        what: names the files in the table.
        files: each document with the file to read, a PDF or a scan of it.
        limits: least F1 of fields, F1 of lines and accuracy of types.
    """
    start = time.perf_counter()
    records = extract_files([path for _, path in files])
    taken_s = time.perf_counter() - start
    tally = _count(files, records)
    yield from quality_rows(what, tally, limits)
    n = len(files)
    yield Row(f"{what}: time", n, f"{taken_s / n:.2f} s per document, start included")


def measure_straight_through(what: str, documents: Sequence[HeldOut]) -> Iterator[Row]:
    """How many go straight through, and how many of these are right."""
    records = extract_files([document.pdf for document in documents])
    tally = _count([(document, document.pdf) for document in documents], records)
    yield straight_through_row(what, tally)


def straight_through_row(what: str, tally: Tally, *, scanned: bool = False) -> Row:
    """How many of the invoices that were counted go straight through, and are right.

    Of scans nothing is asked.
    """
    counts = tally.summary()
    share, right = counts["accepted"], counts["accepted_precision"]
    wanted = "" if scanned else f"≥ {LEAST_ACCEPTED:.0%}, ≥ {LEAST_RIGHT:.0%} right"
    return Row(
        f"{what}: straight through",
        counts["documents"],
        describe_accepted(share, right, places=1),
        wanted,
        share >= LEAST_ACCEPTED and right >= LEAST_RIGHT if wanted else None,
        counts,
    )


def _count(files: Sequence[tuple[HeldOut, Path]], records: Mapping[str, Record]) -> Tally:
    tally = Tally()
    for document, path in files:
        tally.add(document.truth, records.get(str(path)))
    return tally


def quality_rows(what: str, tally: Tally, limits: tuple[float, float, float]) -> Iterator[Row]:
    """What was counted, as rows; limits as in `measure_held_out`."""
    counts = tally.summary()
    n = counts["documents"]
    fields, lines, types = limits
    micro = at_least(counts["micro_f1"], fields)
    yield Row(f"{what}: field F1 (micro)", n, **micro, details=counts)
    yield Row(f"{what}: line F1 (whole lines)", n, **at_least(counts["line_f1"], lines))
    yield Row(f"{what}: accuracy of type", n, **at_least(counts["type_accuracy"], types))
    accepted = describe_accepted(counts["accepted"], counts["accepted_precision"])
    yield Row(f"{what}: straight through", n, accepted)
    yield Row(f"{what}: calibration error", n, **at_most(counts["ece"], 0.05, "", 3))


def extract_files(paths: Sequence[Path]) -> dict[str, Record]:
    """The records of files, by their paths, as the command line prints them."""
    return {record.source: record for record in run_extract([str(path) for path in paths])}


def run_extract(arguments: Sequence[str]) -> list[Record]:
    """The records that the command line's `extract` prints."""
    mailroom = Path(sys.executable).with_name("mailroom")
    done = subprocess.run(
        [str(mailroom), "extract", *arguments, "--json"],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        check=False,  # 2 when a document could not be read: it has its record
    )
    return [Record.model_validate_json(line) for line in done.stdout.splitlines() if line]
