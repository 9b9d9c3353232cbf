"""The summariser's upper layers with adapters on all their products.

LoRA: Hu et al., 2021, arXiv:2106.09685.
"""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModelForCausalLM

from slm.mail_heads import OUTPUTS_N
from training.summariser.base import require_base
from training.summariser.train import FROZEN_LAYERS_N, autocast, run_layers
from training.summariser.warm_start import read_tuned_layers

RANK, SCALE, DROPOUT = 8, 2.0, 0.05
HEAD_DROPOUT = 0.1


class Adapter(nn.Module):
    """A linear layer that stays as it is, and what is added to its output."""

    def __init__(self, layer: nn.Linear, rank: int = RANK) -> None:
        super().__init__()
        self.register_buffer("weight", layer.weight.data.to(torch.bfloat16), persistent=False)
        spread = 1 / math.sqrt(layer.in_features)
        self.down = nn.Parameter(torch.randn(rank, layer.in_features) * spread)
        self.up = nn.Parameter(torch.zeros(layer.out_features, rank))

    def forward(self, values: Tensor) -> Tensor:
        """(…, inputs) → (…, outputs)."""
        narrow = functional.linear(functional.dropout(values, DROPOUT, self.training), self.down)
        return functional.linear(values, self.weight) + SCALE * functional.linear(narrow, self.up)


class Judge(nn.Module):
    """States after the lower layers → logits of the mail axes."""

    def __init__(self, base: Path, artefact: Path) -> None:
        super().__init__()
        model: Any = AutoModelForCausalLM.from_pretrained(
            require_base(base), dtype=torch.float32, attn_implementation="sdpa"
        )
        model.load_state_dict(read_tuned_layers(artefact, FROZEN_LAYERS_N), strict=False)
        model.requires_grad_(False)
        self.rotary = model.model.rotary_emb
        self.upper = model.model.layers[FROZEN_LAYERS_N:]
        for layer in self.upper:
            for parent in (layer.self_attn, layer.mlp):
                for name, child in list(parent.named_children()):
                    if isinstance(child, nn.Linear):
                        setattr(parent, name, Adapter(child))
        self.head = nn.Linear(2 * model.config.hidden_size, OUTPUTS_N)
        nn.init.normal_(self.head.weight, std=0.01)
        nn.init.zeros_(self.head.bias)

    def adapters(self) -> list[tuple[str, Adapter]]:
        """Name of the product, as the artefact has it, and its adapter, in order."""
        return [
            (f"layers.{FROZEN_LAYERS_N + number}.{name.rpartition('.')[2]}", module)
            for number, layer in enumerate(self.upper)
            for name, module in layer.named_modules()
            if isinstance(module, Adapter)
        ]

    def forward(self, states: Sequence[Tensor], fixed: tuple[int, int]) -> Tensor:
        """States of texts → (texts, outputs). fixed: tokens of the prompt before and behind."""
        padded = nn.utils.rnn.pad_sequence([s.float() for s in states], batch_first=True)
        with autocast():
            hidden = run_layers(self.rotary, self.upper, padded).float()
        before, behind = fixed
        rows = list(zip(hidden, states, strict=True))
        last = torch.stack([row[len(state) - 1] for row, state in rows])
        mean = torch.stack([row[before : len(state) - behind].mean(0) for row, state in rows])
        told = [functional.layer_norm(part, part.shape[1:]) for part in (last, mean)]
        return self.head(functional.dropout(torch.cat(told, 1), HEAD_DROPOUT, self.training))
