"""Papers of others: whole, and counted with what is open left out."""

import json
from pathlib import Path

import pytest

from benchmarks.counting import Tally
from benchmarks.papers import PARTS, add_paper, find_papers
from schemas.vocabulary import CONTRACT_FIELDS, DOC_TYPES, INVOICE_FIELDS, LINE_COLUMNS

PAPERS = [path for part in PARTS for path in find_papers(part)]


def test_both_parts_are_there() -> None:
    assert {path.parent.name for path in PAPERS} == set(PARTS)


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_paper_has_its_truth(path: Path) -> None:
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert truth["doc_type"] in DOC_TYPES
    assert truth["fields"].keys() <= INVOICE_FIELDS.keys() | CONTRACT_FIELDS.keys()
    for line in truth["lines"] or ():
        assert line.keys() <= LINE_COLUMNS.keys()


def test_what_is_open_is_not_counted() -> None:
    truth = {
        "doc_type": "invoice",
        "fields": {"total_gross": "12.00", "due_date": "2025-06-05"},
        "open": ["due_date"],
        "lines": None,
    }
    tally = Tally()
    add_paper(tally, truth, None)
    assert {name: count.expected for name, count in tally.fields.items()} == {"total_gross": 1}
    assert tally.lines.expected == 0
