"""Quality on papers that others made: PDFs of a browser or of their own programs, office files.

Whoever wrote them knew the record's names and meanings and saw nothing of our generator, so they
tell what our own unseen layouts flatter. `papers/known` has been looked at, document by document,
rules were written for what was found, and confidences are fitted on it; `papers/new` has not, and
is to stay so. Nor has `papers/kin`, but others by the same authors were looked at, so it flatters
a little.

Beside each paper, a JSON of the same name names what it prints: `doc_type`, `fields`, `lines` (null
where the contract says no columns for its kind), and under `open` the fields that reasonable
readers may take in more than one way, which count neither as right nor as wrong. Units are left
out: one piece has several codes.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.counting import Tally, Truth
from benchmarks.held_out import extract_files, quality_rows, straight_through_row
from benchmarks.report import Row
from benchmarks.scan import scan_pdf
from schemas.record import Record
from schemas.vocabulary import INVOICE_TYPES

#: Least F1 of fields, F1 of lines, accuracy of types.
Limits = tuple[float, float, float]
FOLDER = Path(__file__).with_name("papers")
#: Part → what the table calls it.
PARTS = {
    "known": "papers of others, looked at",
    "kin": "papers of others, their like looked at",
    "new": "papers of others, never looked at",
}


#: The part that is read as scans, too.
SCANNED_PART = "new"


def measure_papers(limits: Limits, of_scans: Limits, folder: Path, seed: int) -> Iterator[Row]:
    """Reads all parts through the command line, and the PDFs of one also as scans.

    Args:
        limits: as in `measure_held_out`, of the papers as they are.
        of_scans: the same of scans.
        folder: where scans may be left.
        seed: of how the scanner does.
    """
    for part, what in PARTS.items():
        yield from _measure(what, {path: path for path in find_papers(part)}, limits)
    pdfs = [path for path in find_papers(SCANNED_PART) if path.suffix == ".pdf"]
    scans = {path: folder / f"{path.stem}.tiff" for path in pdfs}
    for number, (path, scan) in enumerate(scans.items()):
        scan_pdf(path, scan, seed + number)
    yield from _measure(f"{PARTS[SCANNED_PART]}, scans", scans, of_scans)


def _measure(what: str, files: Mapping[Path, Path], limits: Limits) -> Iterator[Row]:
    """Counts papers against their truth; files: each with the one to read."""
    records = extract_files([*files.values()])
    tally, invoices = Tally(), Tally()
    for path, file in files.items():
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        for counted in (tally, invoices) if truth["doc_type"] in INVOICE_TYPES else (tally,):
            add_paper(counted, truth, records.get(str(file)))
    yield from quality_rows(what, tally, limits)
    scanned = any(file is not path for path, file in files.items())
    of_invoices = f"{what}, invoices, credit notes and receipts"
    yield straight_through_row(of_invoices, invoices, scanned=scanned)


def find_papers(part: str) -> list[Path]:
    """The papers of a part, without what is said of them."""
    return sorted(path for path in (FOLDER / part).iterdir() if path.suffix != ".json")


def add_paper(tally: Tally, truth: Mapping[str, Any], record: Record | None) -> None:
    """Counts one paper, what is open in its truth left out on both sides."""
    left_out = set(truth["open"])
    lines = truth["lines"]
    expected = Truth(
        truth["doc_type"],
        {name: value for name, value in truth["fields"].items() if name not in left_out},
        lines or (),
    )
    if record is not None:
        fields = {n: found for n, found in record.fields.items() if n not in left_out}
        update: dict[str, Any] = {"fields": fields} | ({"lines": []} if lines is None else {})
        record = record.model_copy(update=update)
    tally.add(expected, record)
