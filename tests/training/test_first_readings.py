"""What was read of papers on the day they came: noted once, read back as it was."""

from pathlib import Path

import pytest

from training import first_readings
from training.first_readings import FIRST, note, read_first
from training.outcomes import Outcome, Read

READ = Read("papers", "de", "papers", "papers/xa", "invoice", True, False, (1,), (0, 1), (1, 2, 2))


def outcomes(document: int, right: bool) -> list[Outcome]:
    return [
        Outcome(document, "iban", {"evidence": 1.5, "rule": 0.0}, 0.8, True),
        Outcome(document, "seller_name", {"evidence": -0.5}, 0.4, right),
    ]


@pytest.fixture(autouse=True)
def _own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_readings, "FILE", tmp_path / "first.jsonl.gz")


def test_nothing_is_noted_at_first() -> None:
    assert read_first() == ([], [])


def test_values_belong_to_their_papers() -> None:
    second = Read(
        "papers", "fr", "papers", "papers/xa", "receipt", True, True, (3,), (2, 3), (2, 2, 2)
    )
    values = [*outcomes(0, False), *outcomes(1, True)]
    note(["xa_1", "xa_2"], [READ, second], values)
    reads, found = read_first()
    assert [(r.source, r.language, r.key, r.required) for r in reads] == [
        (FIRST, "de", (1,), (0, 1)),
        (FIRST, "fr", (3,), (2, 3)),
    ]
    assert [(o.document, o.name, o.right) for o in found] == [
        (0, "iban", True),
        (0, "seller_name", False),
        (1, "iban", True),
        (1, "seller_name", True),
    ]
    assert found[0].features == {"evidence": 1.5}


def test_a_second_look_changes_nothing() -> None:
    note(["xa_1"], [READ], outcomes(0, False))
    note(["xa_1"], [READ], outcomes(0, True))
    assert [o.right for o in read_first()[1]] == [True, False]
