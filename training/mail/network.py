"""The mail encoder's network: twelve layers, their averages over the tokens, one linear layer.

A linear layer on the averages of three depths tells the categories better than one on the last
layer alone: what a text is about is plainest in the middle of the layers.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from transformers import BertModel

from slm.mail_heads import OUTPUTS_N

#: Layers of the original, and those of them that stay as they are.
LAYERS_N, FROZEN_N = 12, 4
#: After how many layers the token vectors are averaged.
DEPTHS = (4, 8, 12)
WIDTH = 384 * len(DEPTHS)
#: Of hidden states and averages while they are tuned, not of attention.
DROPOUT = 0.1


class MailNetwork(nn.Module):
    """Token numbers (batch, tokens) → logits (batch, OUTPUTS_N)."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder
        self.norm = nn.LayerNorm(WIDTH)
        self.drop = nn.Dropout(DROPOUT)
        self.head = nn.Linear(WIDTH, OUTPUTS_N)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        states = self.encoder(
            input_ids, attention_mask=attention_mask, output_hidden_states=True
        ).hidden_states
        return self.judge(average([states[depth] for depth in DEPTHS], attention_mask))

    def judge(self, pooled: Tensor) -> Tensor:
        """Averages (batch, WIDTH) → logits."""
        result: Tensor = self.head(self.drop(self.norm(pooled)))
        return result

    def begin(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Token vectors after the frozen layers: (batch, tokens, width)."""
        layers = self.encoder.encoder.layer
        self.encoder.encoder.layer = layers[:FROZEN_N]
        try:
            states: Tensor = self.encoder(input_ids, attention_mask=attention_mask)[0]
            return states
        finally:
            self.encoder.encoder.layer = layers

    def finish(self, states: Tensor, attention_mask: Tensor) -> Tensor:
        """Token vectors after the frozen layers → averages over the tokens: (batch, WIDTH)."""
        wide = attention_mask[:, None, None, :].to(states.dtype)
        bias = (1 - wide) * torch.finfo(states.dtype).min
        depths = [states] if FROZEN_N in DEPTHS else []
        for number, layer in enumerate(self.encoder.encoder.layer[FROZEN_N:], start=FROZEN_N + 1):
            output = layer(states, bias)
            states = output[0] if isinstance(output, tuple) else output
            if number in DEPTHS:
                depths.append(states)
        return average([state.float() for state in depths], attention_mask)


def average(states: Sequence[Tensor], attention_mask: Tensor) -> Tensor:
    """Means over the tokens that are there, side by side."""
    weight = attention_mask.to(states[0].dtype)[..., None]
    count = weight.sum(1)
    return torch.cat([(state * weight).sum(1) / count for state in states], dim=1)
