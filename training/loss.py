"""The multi-task loss. What a data set does not label is not taught as "outside"."""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from slm.heads import HEADS

#: How strongly words without a label lean to "outside" rather than to an unlabelled entity.
OUTSIDE_LEAN = 0.05
WEIGHTS = {"doc_type": 0.3, "category": 0.6, "needs_reply": 0.3, "urgency": 0.3, "salience": 0.2}


@dataclass
class Targets:
    """What a batch should give.

    token_mask: (rows, tokens), 1.0 where a token is no padding.
    allowed: (words, tags) bool: the tags that are right for each word; word_at: (words, 2) batch
    row and token. Document targets are class indices, −1 where unknown; weight: (rows,).
    """

    token_mask: Tensor
    word_at: Tensor
    allowed: Tensor
    salient: Tensor
    doc_type: Tensor
    category: Tensor
    needs_reply: Tensor
    urgency: Tensor
    weight: Tensor
    mail_weight: Tensor


def multi_task_loss(output: Tensor, targets: Targets) -> dict[str, Tensor]:
    """Losses by head for `output` (rows, tokens, OUTPUTS_N); "total" is their weighted sum."""
    output = output.float()
    words = output[targets.word_at[:, 0], targets.word_at[:, 1]]
    row_weight = targets.weight[targets.word_at[:, 0]]
    log_p = F.log_softmax(words[:, HEADS["tags"].columns], dim=-1)
    right = torch.logsumexp(log_p.masked_fill(~targets.allowed, float("-inf")), dim=-1)
    outside = targets.allowed[:, 0].float() * OUTSIDE_LEAN
    tag_loss = -((1 - outside) * right + outside * log_p[:, 0])
    losses = {"tags": (tag_loss * row_weight).sum() / row_weight.sum().clamp(min=1e-6)}
    salient = words[:, HEADS["salience"].start]
    known = targets.salient >= 0
    if known.any():
        losses["salience"] = F.binary_cross_entropy_with_logits(
            salient[known], targets.salient[known].float()
        )
    # [CLS] and the mean of all tokens: text encoders are made for the mean to mean something.
    shares = targets.token_mask / targets.token_mask.sum(dim=1, keepdim=True)
    cls = output[:, 0] + (output * shares[:, :, None]).sum(dim=1)
    rows_n = len(cls)
    for name in ("doc_type", "category", "urgency"):
        target = getattr(targets, name)
        known = target >= 0
        if known.any():
            loss = F.cross_entropy(
                cls[known][:, HEADS[name].columns], target[known], reduction="none"
            )
            weight = torch.ones_like(loss) if name == "doc_type" else targets.mail_weight[known]
            losses[name] = (loss * weight).sum() / rows_n
    known = targets.needs_reply >= 0
    if known.any():
        loss = F.binary_cross_entropy_with_logits(
            cls[known][:, HEADS["needs_reply"].start],
            targets.needs_reply[known].float(),
            reduction="none",
        )
        losses["needs_reply"] = (loss * targets.mail_weight[known]).sum() / rows_n
    losses["total"] = sum(
        (WEIGHTS.get(name, 1.0) * loss for name, loss in losses.items()), torch.zeros(())
    )
    return losses
