"""A stage's weights are averaged with those it started from."""

from pathlib import Path

import pytest

pytest.importorskip("torch")

import torch

from training.average import average_checkpoints


def _checkpoint(path: Path, **weights: object) -> Path:
    torch.save({"network": weights, "step": 3}, path)
    return path


def test_average_is_the_weighted_mean(tmp_path: Path) -> None:
    first = _checkpoint(tmp_path / "a.pt", w=torch.tensor([0.0, 4.0]), ids=torch.tensor([7]))
    last = _checkpoint(tmp_path / "b.pt", w=torch.tensor([4.0, 0.0]), ids=torch.tensor([7]))
    average_checkpoints(first, last, tmp_path / "c.pt", share=0.25)
    found = torch.load(tmp_path / "c.pt", weights_only=True)["network"]
    assert found["w"].tolist() == [1.0, 3.0]
    assert found["ids"].tolist() == [7]


def test_other_networks_are_refused(tmp_path: Path) -> None:
    first = _checkpoint(tmp_path / "a.pt", w=torch.zeros(2))
    last = _checkpoint(tmp_path / "b.pt", v=torch.zeros(2))
    with pytest.raises(ValueError, match="not of one network"):
        average_checkpoints(first, last, tmp_path / "c.pt")
