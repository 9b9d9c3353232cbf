"""What a rule is worth: a paper with and without it, counted against its truth."""

from pathlib import Path

from made_documents import write_pdf

from benchmarks.rules import Change, count_changes, judge_paper, render_rules
from schemas.settings import Settings
from tests.tasks.tagged_pages import FakeModel

ROWS = ["ACME Ltd   INVOICE", "Invoice no.: 4711"]
TRUTH = """{"doc_type": "invoice", "fields": {"invoice_number": "4711"}, "open": [], "lines": []}"""


def test_a_rule_gains_what_would_be_missing_without_it(tmp_path: Path) -> None:
    paper = write_pdf(tmp_path / "a.pdf", ROWS)
    paper.with_suffix(".json").write_text(TRUTH, encoding="utf-8")
    changes = dict(judge_paper(paper, FakeModel(), Settings(home=tmp_path)))
    assert changes["believe_claims"] == 1
    assert "supplement_fields" not in changes  # nothing is read without it
    paper.with_suffix(".json").write_text(TRUTH.replace("4711", "4712"), encoding="utf-8")
    changes = dict(judge_paper(paper, FakeModel(), Settings(home=tmp_path)))
    assert changes["believe_claims"] == -1


def test_the_least_useful_rules_come_first() -> None:
    papers = [[Change("a", 2), Change("b", 0)], [Change("a", -1)], [Change("a", 1)]]
    counts = count_changes(papers)
    assert counts["a"] == {"changed": 3, "better": 2, "worse": 1}
    *_, first, last = render_rules(counts, 3, "now").splitlines()
    assert (first, last) == ("| `b` | 1 | 0 | 0 |", "| `a` | 3 | 2 | 1 |")
