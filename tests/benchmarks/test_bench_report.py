"""The table: rows survive from run to run, and say what is met."""

from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.__main__ import chosen_sections, main
from benchmarks.machine import describe_machine
from benchmarks.public_sets import SETS, measure_public_sets, rows_of


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(report, "RESULTS_JSON", tmp_path / "results.json")
    monkeypatch.setattr(report, "RESULTS_TABLE", tmp_path / "RESULTS.md")
    return tmp_path


def test_a_section_run_alone_keeps_the_others(results: Path) -> None:
    machine = describe_machine()
    slow = report.Row("latency", 1, **report.at_most(7.0, 5.0, "s"))
    report.save_section("service", [slow], "bench service", 1, machine)
    small = report.Row("size", 0, **report.at_most(24.5, 30, "MB"))
    report.save_section("model", [small], "bench model", 2, machine)
    report.save_section("service", [slow], "bench service", 3, machine)
    table = (results / "RESULTS.md").read_text(encoding="utf8")
    assert table.index("| model | size |  | 24.5 MB | ≤ 30 MB | yes |") < table.index(
        "| service | latency | 1 | 7.0 s | ≤ 5 s | **no** |"
    )
    assert "| `bench service` | 3 |" in table
    assert "| `bench service` | 1 |" not in table
    assert machine["cpu"] in table


def test_missing_data_is_said_not_invented(tmp_path: Path) -> None:
    [row] = measure_public_sets(tmp_path / "nowhere")
    assert row.figure.startswith("not measured")
    assert row.met is None


def test_sets_that_are_not_there_leave_former_figures(
    results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = report.Row("receipts", 100, "0.944")
    report.save_section("public", [row], "bench public", 1, describe_machine())
    before = (results / "RESULTS.md").read_text(encoding="utf8")
    main(["public", "--data", str(results / "nowhere")])
    assert (results / "RESULTS.md").read_text(encoding="utf8") == before
    assert "former figures stay" in capsys.readouterr().out


def test_rows_of_score_py() -> None:
    counts = {
        "documents": 7, "micro_f1": 0.84, "accepted": 0.5, "accepted_precision": 1.0, "ece": 0.02,
        "s_per_doc": 0.1, "fields": {},
    }  # fmt: skip
    by_name = {chosen.name: chosen for chosen in SETS}
    first, *others = rows_of(by_name["sroie_words"], counts)
    assert (first.documents_n, first.figure, first.wanted, first.met) == (
        7,
        "0.840",
        "≥ 0.93",
        False,
    )
    assert others[0].figure == "50% accepted, 100% of them right"
    lost = {"documents": 3, "read_with_total": 2}
    assert rows_of(by_name["xrechnung"], lost)[0].met is False


def test_groups_stand_for_their_sections() -> None:
    assert chosen_sections([]) == list(report.SECTIONS)
    assert chosen_sections(["speed"]) == ["batch", "service", "llm"]
    assert chosen_sections(["model", "quality"]) == [
        "public",
        "held_out",
        "papers",
        "asks",
        "text_bills",
        "model",
    ]
