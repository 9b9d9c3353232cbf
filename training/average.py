"""The mean of a stage's first and last weights, which generalises better than either.

A stage on new layouts forgets some of what earlier ones knew; halfway between them the network
keeps both (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models").
"""

from pathlib import Path

import torch


def average_checkpoints(first: Path, last: Path, target: Path, share: float = 0.5) -> None:
    """Writes `target`, a checkpoint with `share` of `last`'s weights and the rest of `first`'s.

    Raises:
        ValueError: the two are not of one network.
    """
    ours, theirs = (torch.load(path, weights_only=True)["network"] for path in (first, last))
    if ours.keys() != theirs.keys():
        raise ValueError(f"{first.name} and {last.name} are not of one network.")
    mean = {
        name: torch.lerp(weight, theirs[name], share) if weight.is_floating_point() else weight
        for name, weight in ours.items()
    }
    torch.save({"network": mean}, target)
