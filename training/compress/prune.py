"""Takes attention heads and word vectors away from a trained network.

A head's importance is how much the loss would change, to first order, if its output were scaled:
the sum of output × gradient over a batch, taken absolutely (Michel, Levy and Neubig, "Are sixteen
heads really better than one?", 2019), divided by the layer's norm so that layers compare.
"""

from collections.abc import Iterable, Mapping, Sequence

import torch
from torch import Tensor, nn
from transformers import LayoutLMForTokenClassification

from training.batches import Batch
from training.loss import multi_task_loss
from training.network import HEAD_WIDTH


def head_importance(
    network: LayoutLMForTokenClassification, batches: Iterable[Batch]
) -> list[list[float]]:
    """For each layer, each head's importance; at most 1, summed squares of a layer are 1."""
    network.eval()
    layers = [layer.attention.self for layer in network.layoutlm.encoder.layer]
    sums = [torch.zeros(layer.num_attention_heads) for layer in layers]
    outputs: dict[int, Tensor] = {}
    hooks = [layer.register_forward_hook(_keep(outputs, i)) for i, layer in enumerate(layers)]
    for batch in batches:
        logits = network(
            input_ids=batch.ids,
            bbox=batch.boxes,
            token_type_ids=batch.types,
            attention_mask=batch.mask,
        ).logits
        loss = multi_task_loss(logits, batch.targets)["total"]
        kept = [outputs[index] for index in range(len(layers))]
        for index, gradient in enumerate(torch.autograd.grad(loss, kept)):
            by_head = (kept[index].detach() * gradient).unflatten(-1, (-1, HEAD_WIDTH))
            sums[index] += by_head.sum(dim=(0, 1, 3)).abs()
    for hook in hooks:
        hook.remove()
    return [(row / row.norm().clamp(min=1e-12)).tolist() for row in sums]


def _keep(outputs: dict[int, Tensor], index: int):  # type: ignore[no-untyped-def]
    def hook(_: nn.Module, __: tuple[Tensor, ...], output: tuple[Tensor, ...]) -> None:
        outputs[index] = output[0]

    return hook


def choose_heads(importance: Sequence[Sequence[float]], number: int) -> dict[int, list[int]]:
    """The `number` least important heads, by layer; each layer keeps at least one.

    Raises:
        ValueError: more are to go than can.
    """
    heads = sorted(
        (value, layer, head)
        for layer, row in enumerate(importance)
        for head, value in enumerate(row)
    )
    chosen: dict[int, list[int]] = {}
    for _, layer, head in heads:
        if number == 0:
            break
        if len(chosen.get(layer, [])) < len(importance[layer]) - 1:
            chosen.setdefault(layer, []).append(head)
            number -= 1
    if number:
        raise ValueError(f"{number} heads too many to prune: each layer keeps one.")
    return {layer: sorted(members) for layer, members in sorted(chosen.items())}


def prune_heads(network: LayoutLMForTokenClassification, chosen: Mapping[int, list[int]]) -> None:
    """Cuts the heads out of the weights, in place: the layers really get narrower."""
    for number, heads in chosen.items():
        attention = network.layoutlm.encoder.layer[number].attention
        attention.prune_heads(set(heads))
        attention.pruned_heads = set()  # from here on, heads are counted as they are now


def prune_words(network: LayoutLMForTokenClassification, kept: Sequence[int]) -> None:
    """Keeps the given rows of the word table, in place and in that order."""
    embeddings = network.layoutlm.embeddings
    rows = embeddings.word_embeddings.weight.detach()[list(kept)].clone()
    embeddings.word_embeddings = nn.Embedding.from_pretrained(rows, freeze=False)
    network.config.vocab_size = len(kept)
