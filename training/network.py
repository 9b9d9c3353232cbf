"""The network: LayoutLM with a text encoder's weights; all heads share one linear layer."""

from collections.abc import Mapping

import torch
from transformers import LayoutLMConfig, LayoutLMForTokenClassification

from slm.heads import OUTPUTS_N
from slm.serialise import UNITS
from slm.shapes import TYPES_N

#: Parameters that no text encoder has learn faster.
NEW_WEIGHTS = ("position_embeddings.weight", "token_type", "classifier")
HEADS_N = 12
HEAD_WIDTH = 32
EMBEDDING_DROPOUT = 0.1
_TABLES_2D = ("x_position", "y_position", "h_position", "w_position")


def start_weights(source: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """A network's weights whose text side is the given encoder's and whose layout side is smooth.

    The box tables start as small sinusoids instead of noise: neighbouring coordinates begin
    alike, so what is learned at one place holds a little to the left as well. What is drawn at
    random depends on torch's seed alone, not on the source.

    Args:
        source: BERT's names → weights of an encoder of six layers, 384 wide, for 512 positions;
            its vocabulary may have any size.
    """
    network = _empty_network(
        "eager",
        vocab_size=30522,
        hidden_size=384,
        num_hidden_layers=6,
        num_attention_heads=HEADS_N,
        intermediate_size=1536,
        max_position_embeddings=512,
        max_2d_position_embeddings=UNITS + 1,
        type_vocab_size=TYPES_N,
        num_labels=OUTPUTS_N,
    )
    own = network.state_dict()
    for name, tensor in source.items():
        target = f"layoutlm.{name}"
        if name == "embeddings.token_type_embeddings.weight":
            own[target].copy_(tensor[:1].expand_as(own[target]))
            own[target].add_(torch.randn_like(own[target]) * 0.01)
        elif target in own and own[target].shape[1:] == tensor.shape[1:]:
            own[target] = tensor.clone()
    for table in _TABLES_2D:
        weight = own[f"layoutlm.embeddings.{table}_embeddings.weight"]
        weight.copy_(_sinusoids(*weight.shape) * 0.02)
    return dict(own)


def network_of(
    weights: Mapping[str, torch.Tensor], attention: str = "eager"
) -> LayoutLMForTokenClassification:
    """A network of a checkpoint's weights, whatever layers, heads and word pieces it has left.

    `attention`: "eager", whose graph is exported, or "sdpa", which never stores the scores of all
    token pairs.
    """

    def rows_n(name: str) -> int:
        return len(weights[f"layoutlm.{name}.weight"])

    layers_n = len([name for name in weights if name.endswith("attention.self.query.weight")])
    words_n, width = weights["layoutlm.embeddings.word_embeddings.weight"].shape
    network = _empty_network(
        attention,
        vocab_size=words_n,
        hidden_size=width,
        num_hidden_layers=layers_n,
        num_attention_heads=width // HEAD_WIDTH,
        intermediate_size=rows_n("encoder.layer.0.intermediate.dense"),
        max_position_embeddings=rows_n("embeddings.position_embeddings"),
        max_2d_position_embeddings=rows_n("embeddings.x_position_embeddings"),
        type_vocab_size=rows_n("embeddings.token_type_embeddings"),
        num_labels=len(weights["classifier.weight"]),
    )
    for number, layer in enumerate(network.layoutlm.encoder.layer):
        left_n = rows_n(f"encoder.layer.{number}.attention.self.query") // HEAD_WIDTH
        layer.attention.prune_heads(set(range(left_n, width // HEAD_WIDTH)))
        layer.attention.pruned_heads = set()  # from here on, heads are counted as they are now
    network.load_state_dict(weights)
    return network


def _empty_network(attention: str, **sizes: int) -> LayoutLMForTokenClassification:
    # No row of the word table is for padding, which is masked: row 0 may be a token like others.
    config = LayoutLMConfig(
        **sizes, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0, pad_token_id=None
    )
    network = LayoutLMForTokenClassification(config)
    # LayoutLM does not say that it can do with torch's own attention, but it can.
    network.config._attn_implementation = attention
    # Dropout in every layer takes a third of a CPU's time for its random numbers; pages are varied
    # enough (see augment.py), so only the embeddings lose some.
    network.layoutlm.embeddings.dropout.p = EMBEDDING_DROPOUT
    return network


def _sinusoids(rows_n: int, width: int) -> torch.Tensor:
    """Waves of 2 … 200 units length with random phase, so the six tables do not coincide."""
    position = torch.arange(rows_n, dtype=torch.float32)[:, None]
    lengths = torch.logspace(0.8, 3.3, width)[None, torch.randperm(width)]
    return torch.sin(position * 2 * torch.pi / lengths + torch.rand(1, width) * 2 * torch.pi)
