"""What the steps of training write."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from training.sample import Sample, read_samples, write_samples


def sample(name: str) -> Sample:
    return Sample(name, "made", "train", "de", "invoice", ["total_gross"], [])


def test_samples_that_end_in_an_error_leave_the_file_as_it_was(tmp_path: Path) -> None:
    def break_off() -> Iterator[Sample]:
        yield sample("2")
        raise OSError

    path = tmp_path / "made.jsonl"
    write_samples(path, [sample("1")])
    with pytest.raises(OSError):
        write_samples(path, break_off())
    assert [one.id for one in read_samples(path)] == ["1"]
