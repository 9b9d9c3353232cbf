"""The summariser's steps: what is refused, and that a refusal leaves the shipped one as it was."""

import json
from pathlib import Path

import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

from slm.model_folder import MODEL_FILE, TOKENIZER_FILE
from training.summariser.ship import ship
from training.summariser.train import Tuner


@pytest.fixture
def twin(tmp_path: Path) -> Path:
    """A twin of 4 bits that does not multiply integers."""
    folder = tmp_path / "q4-16"
    folder.mkdir()
    for name in (MODEL_FILE, TOKENIZER_FILE):
        (folder / name).write_text("new")
    return folder


def shipped(tmp_path: Path) -> Path:
    folder = tmp_path / "shipped"
    folder.mkdir()
    (folder / MODEL_FILE).write_text("old")
    return folder


def test_a_twin_without_scores_replaces_nothing(twin: Path, tmp_path: Path) -> None:
    target = shipped(tmp_path)
    with pytest.raises(FileNotFoundError, match="evaluate"):
        ship(twin, tmp_path, target)
    assert (target / MODEL_FILE).read_text() == "old"


def test_a_twin_that_multiplies_no_integers_replaces_nothing(twin: Path, tmp_path: Path) -> None:
    target = shipped(tmp_path)
    (tmp_path / "scores-q4-16-mail.json").write_text(json.dumps({}))
    with pytest.raises(FileNotFoundError, match="integers"):
        ship(twin, tmp_path, target)
    assert (target / MODEL_FILE).read_text() == "old"


def test_a_missing_base_model_is_told_with_the_step_that_writes_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"training\.summariser base"):
        Tuner(tmp_path / "base")
