"""What the steps of training write and where, and what they refuse before hours are spent."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from training.__main__ import main, parse_arguments
from training.adapter.__main__ import main as adapt
from training.pages import printing
from training.sample import Sample, read_samples, write_samples


def sample(name: str) -> Sample:
    return Sample(name, "made", "train", "de", "invoice", ["total_gross"], [])


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> None:
    monkeypatch.setattr(sys, "argv", ["training", *map(str, arguments)])
    main()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of data sets that are empty."""
    (tmp_path / "valid.json").write_text(json.dumps({"sroie": [], "mail": []}))
    return tmp_path


def test_samples_that_end_in_an_error_leave_the_file_as_it_was(tmp_path: Path) -> None:
    def break_off() -> Iterator[Sample]:
        yield sample("2")
        raise OSError

    path = tmp_path / "made.jsonl"
    write_samples(path, [sample("1")])
    with pytest.raises(OSError):
        write_samples(path, break_off())
    assert [one.id for one in read_samples(path)] == ["1"]


def test_a_rehearsal_writes_to_places_of_its_own() -> None:
    real, rehearsed = parse_arguments([]), parse_arguments(["--most", "40"])
    assert (real.work, real.target) == (Path("work"), Path("models/encoder"))
    assert rehearsed.work == Path("work/rehearsal")
    assert rehearsed.target == Path("work/rehearsal/encoder")
    assert rehearsed.artefact == real.artefact
    assert rehearsed.wheels == real.wheels
    told = parse_arguments(["--most", "40", "--work", "w", "--artefact", "a"])
    assert (told.work, told.target) == (Path("w"), Path("a"))


def test_a_missing_browser_is_told_before_a_set_is_read(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "which", lambda name: None)
    with pytest.raises(FileNotFoundError, match="chromium"):
        run(monkeypatch, "data", "--data", data, "--work", data / "work")
    assert not (data / "work").exists()


def test_missing_data_sets_are_told_with_the_option(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FileNotFoundError, match="--data"):
        run(monkeypatch, "data", "--data", tmp_path / "none")


def test_a_set_that_is_not_known_is_refused(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit, match=r"no scan; there are sroie, .*scans"):
        run(monkeypatch, "data", "--data", data, "--sets", "scan")


def test_the_adapter_asks_for_its_replies_before_it_trains(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["adapter", "--replies", str(tmp_path / "replies.json")])
    with pytest.raises(SystemExit):
        adapt()
    assert "training.mail asks" in capsys.readouterr().err
