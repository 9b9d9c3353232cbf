"""The mail encoder's network: six layers, their averages over the tokens, one linear layer.

A linear layer on the averages of three depths tells the categories better than one on the last
layer alone: what a text is about is plainest in the middle of the original's twelve layers.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from transformers import BertModel

from slm.mail_heads import OUTPUTS_N

#: Layers kept of the original, and those of them that stay as they are.
LAYERS_N, FROZEN_N = 6, 4
#: After how many layers the token vectors are averaged.
DEPTHS = (2, 4, 6)
WIDTH = 384 * len(DEPTHS)


class MailNetwork(nn.Module):
    """Token numbers (batch, tokens) → logits (batch, OUTPUTS_N)."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder
        self.register_buffer("mean", torch.zeros(WIDTH))
        self.register_buffer("spread", torch.ones(WIDTH))
        self.head = nn.Linear(WIDTH, OUTPUTS_N)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        return self.judge(self.pool(input_ids, attention_mask))

    def pool(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Averages over the tokens after each of DEPTHS: (batch, WIDTH)."""
        states = self.encoder(
            input_ids, attention_mask=attention_mask, output_hidden_states=True
        ).hidden_states
        return average([states[depth] for depth in DEPTHS], attention_mask)

    def judge(self, pooled: Tensor) -> Tensor:
        """Averages → logits."""
        return self.head((pooled - self.mean) / self.spread)

    def finish(self, states: Tensor, attention_mask: Tensor) -> Tensor:
        """Token vectors after the frozen layers → their average after the last layer."""
        wide = attention_mask[:, None, None, :].to(states.dtype)
        bias = (1 - wide) * torch.finfo(states.dtype).min
        for layer in self.encoder.encoder.layer[FROZEN_N:]:
            output = layer(states, bias)
            states = output[0] if isinstance(output, tuple) else output
        return average([states], attention_mask)


def average(states: Sequence[Tensor], attention_mask: Tensor) -> Tensor:
    """Means over the tokens that are there, side by side."""
    weight = attention_mask.to(states[0].dtype)[..., None]
    count = weight.sum(1)
    return torch.cat([(state * weight).sum(1) / count for state in states], dim=1)
