"""Quality on papers that others made: PDFs of a browser or of their own programs, office files.

Whoever wrote them knew the record's names and meanings and saw nothing of our generator, so they
tell what our own unseen layouts flatter. `papers/known` has been looked at, document by document,
and rules were written for what was found; `papers/new` has not, and is to stay so. Nor has
`papers/kin`, but others by the same authors were looked at, so it flatters a little.

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
from schemas.record import Record
from schemas.vocabulary import INVOICE_TYPES

FOLDER = Path(__file__).with_name("papers")
#: Part → what the table calls it.
PARTS = {
    "known": "papers of others, looked at",
    "kin": "papers of others, their like looked at",
    "new": "papers of others, never looked at",
}


def measure_papers(limits: tuple[float, float, float]) -> Iterator[Row]:
    """Reads all parts through the command line; limits as in `measure_held_out`."""
    for part, what in PARTS.items():
        paths = find_papers(part)
        records = extract_files(paths)
        tally, invoices = Tally(), Tally()
        for path in paths:
            truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
            for counted in (tally, invoices) if truth["doc_type"] in INVOICE_TYPES else (tally,):
                add_paper(counted, truth, records.get(str(path)))
        yield from quality_rows(what, tally, limits)
        yield straight_through_row(f"{what}, invoices, credit notes and receipts", invoices)


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
