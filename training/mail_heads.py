"""Fits the mail heads anew on the finished encoder: 650 mails are too few to steer it by.

The encoder stays as it is; the rows of the shared linear layer that stand for category, urgency
and needs_reply are solved for as regularised regressions on the pooled token vectors.
"""

from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from slm.heads import HEADS
from slm.serialise import WordTokenizer
from training.batches import Example, collate, make_examples
from training.network import network_of
from training.sample import read_samples

#: Mean squared weight is held down by this; chosen on the dev mails.
PENALTIES = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1)
_COLUMNS = {"category": 0, "needs_reply": 1, "urgency": 2}


def fit_mail_heads(
    data: Path, checkpoint: Path, tokenizer_file: Path, target: Path
) -> dict[str, tuple[float, float]]:
    """Writes `target`, a checkpoint with new mail heads; returns head → (penalty, dev accuracy)."""
    network = network_of(torch.load(checkpoint, weights_only=True)["network"])
    network.eval()
    tokenizer = WordTokenizer(Tokenizer.from_file(str(tokenizer_file)))
    parts: dict[str, list[Example]] = {"train": [], "dev": []}
    for sample in read_samples(data / "mail.jsonl"):
        parts[sample.part].append(make_examples(sample, tokenizer, None)[0])
    pooled = {part: _pool(network.layoutlm, examples) for part, examples in parts.items()}
    middle, spread = pooled["train"].mean(dim=0), pooled["train"].std(dim=0) + 1e-6
    chosen = {}
    for name, column in _COLUMNS.items():
        right = {
            part: torch.tensor([e.mail[column] for e in examples])
            for part, examples in parts.items()
        }
        weight = torch.tensor([e.mail[3] for e in parts["train"]])
        best: tuple[float, float, Tensor, Tensor] | None = None
        for penalty in PENALTIES:
            slopes, bias = _solve(
                (pooled["train"] - middle) / spread, right["train"], weight, name, penalty
            )
            logits = (pooled["dev"] - middle) / spread @ slopes.T + bias
            accuracy = float((_decide(logits) == right["dev"]).float().mean())
            if best is None or accuracy > best[1]:
                best = penalty, accuracy, slopes, bias
        assert best is not None
        penalty, accuracy, slopes, bias = best
        rows = HEADS[name].columns
        network.classifier.weight.data[rows] = slopes / spread
        # The pooled output is a sum of two output rows, so it holds the bias twice.
        network.classifier.bias.data[rows] = (bias - slopes @ (middle / spread)) / 2
        chosen[name] = penalty, round(accuracy, 3)
    torch.save({"network": network.state_dict()}, target)
    return chosen


def _pool(encoder: torch.nn.Module, examples: list[Example]) -> Tensor:
    """(documents, width): [CLS] plus the mean of all tokens."""
    rows = []
    with torch.inference_mode():
        for example in examples:
            batch = collate([example])
            hidden = (
                encoder(input_ids=batch.ids, bbox=batch.boxes, token_type_ids=batch.types)
                .last_hidden_state[0]
                .float()
            )
            rows.append(hidden[0] + hidden.mean(dim=0))
    return torch.stack(rows)


def _decide(logits: Tensor) -> Tensor:
    return (logits[:, 0] > 0).long() if logits.shape[1] == 1 else logits.argmax(dim=1)


def _solve(
    features: Tensor, right: Tensor, weight: Tensor, name: str, penalty: float
) -> tuple[Tensor, Tensor]:
    """Weighted logistic regression with an L2 penalty, by L-BFGS."""
    classes_n = len(HEADS[name].classes)
    slopes = torch.zeros(classes_n, features.shape[1], requires_grad=True)
    bias = torch.zeros(classes_n, requires_grad=True)
    optimiser = torch.optim.LBFGS([slopes, bias], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimiser.zero_grad()
        logits = features @ slopes.T + bias
        if classes_n == 1:
            loss = F.binary_cross_entropy_with_logits(logits[:, 0], right.float(), reduction="none")
        else:
            loss = F.cross_entropy(logits, right, reduction="none")
        total: Tensor = (loss * weight).sum() / weight.sum() + penalty * slopes.square().sum()
        total.backward()
        return total

    optimiser.step(closure)
    return slopes.detach(), bias.detach()
