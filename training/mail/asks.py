"""Fits the weights by which needs_reply and urgency are told; cross-validated by groups."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import pstdev
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from schemas.vocabulary import URGENCIES
from slm.mail_clauses import ASKS
from slm.mail_encoder import MailEncoder
from tasks.mails.asks import AskWeights, view_asks, view_urgency
from tasks.mails.mail_axes import weigh_rules
from training.mail.ask_data import KEPT, PLAIN, Ask, read_asks
from training.mail.data import ASKING
from training.mail.deadlines import FOLDS_N, JUDGED
from training.mail.folds import Views

#: How much a mail counts, by its source. Who labelled ours rarely called a mail that asks for
#: nothing "normal", and one that asks "high" more often.
REPLY_WEIGHTS = dict.fromkeys(JUDGED, 1.0) | dict.fromkeys(ASKING, 0.1) | {PLAIN: 0.7, KEPT: 0.0}
URGENCY_WEIGHTS = dict.fromkeys(JUDGED, 1.0) | dict.fromkeys(ASKING, 0.03) | {PLAIN: 0.1, KEPT: 0.0}
LEAST_MAILS_N = 4
VIEW_PENALTY = 1.0
REPLY_PENALTY, URGENCY_PENALTY = 2.0, 30.0
#: Weights nearer to zero are not stored.
LEAST_WEIGHT = 0.02
#: What may speak for an urgency, beside the rules: the little that few mails can teach.
URGENCY_STATEMENTS = ("due:", "presses:", "how:")

Scores = list[list[float]]


class Rows(NamedTuple):
    """What a regression learns from: numbers, statements, the class's place, a weight."""

    views: list[dict[str, float]]
    statements: list[frozenset[str]]
    labels: list[int]
    weights: list[float]
    penalty: float
    outputs_n: int


def write_weights(
    data: Path, mails: Path, views: Views, encoder: MailEncoder, path: Path, replies: Path
) -> dict[str, Any]:
    """Cross-validates, fits on all mails, writes `path`; returns accuracies with their spread.

    Args:
        replies: where each mail's score of needs_reply goes but for what the encoder says of it: by
            its clauses and what stands in it, and weights that had not seen it.
    """
    asks = read_asks(data, mails, views, encoder)
    rows = reply_rows(asks)
    folds = fit_folds(asks, rows)
    beside = [{ASKS: view[ASKS]} for view in rows.views]
    stated = score_unseen(asks, rows._replace(views=beside), folds)
    scores = {ask.id: round(score, 4) for ask, (score,) in zip(asks, stated, strict=True)}
    replies.write_text(json.dumps(scores), encoding="utf-8")
    chances = [1 / (1 + float(np.exp(-score))) for (score,) in score_unseen(asks, rows, folds)]
    hurry = urgency_rows(asks, chances)
    urgencies = cross_fit(asks, hurry)
    (reply,), urgency = fit_scores(rows), fit_scores(hurry)
    stored: dict[str, AskWeights] = {
        "needs_reply": reply,
        **dict(zip(URGENCIES, urgency, strict=True)),
    }
    text = json.dumps({n: w._asdict() for n, w in stored.items()}, ensure_ascii=False, indent=0)
    path.write_text(text + "\n", encoding="utf-8")
    return {
        "mails_n": len(asks),
        "needs_reply": measure(asks, [c > 0.5 for c in chances], lambda ask: ask.needs_reply),
        "urgency": measure(
            asks, [URGENCIES[int(np.argmax(s))] for s in urgencies], lambda ask: ask.urgency
        ),
    }


def reply_rows(asks: Sequence[Ask]) -> Rows:
    """What needs_reply is learned from."""
    return Rows(
        [view_asks(ask.chances) for ask in asks],
        [ask.statements for ask in asks],
        [int(ask.needs_reply) for ask in asks],
        [_weigh(ask, REPLY_WEIGHTS) for ask in asks],
        REPLY_PENALTY,
        1,
    )


def urgency_rows(asks: Sequence[Ask], reply_chances: Sequence[float]) -> Rows:
    """What urgency is learned from: what the rules say, and little more."""
    ruled = [
        weigh_rules(ask.chances.get("urgency", {}), chance, ask.days_left, ask.pressing)
        for ask, chance in zip(asks, reply_chances, strict=True)
    ]
    return Rows(
        [view_urgency(chances) for chances in ruled],
        [frozenset(n for n in ask.statements if n.startswith(URGENCY_STATEMENTS)) for ask in asks],
        [[*URGENCIES].index(ask.urgency) for ask in asks],  # type: ignore[arg-type]
        [_weigh(ask, URGENCY_WEIGHTS) for ask in asks],
        URGENCY_PENALTY,
        len(URGENCIES),
    )


def cross_fit(asks: Sequence[Ask], rows: Rows) -> Scores:
    """The scores of each mail, by weights fitted without its fold."""
    return score_unseen(asks, rows, fit_folds(asks, rows))


def fit_folds(asks: Sequence[Ask], rows: Rows) -> list[list[AskWeights]]:
    """The weights fitted without each fold."""
    return [
        fit_scores(_select(rows, [r for r, ask in enumerate(asks) if ask.fold != number]))
        for number in range(FOLDS_N)
    ]


def score_unseen(asks: Sequence[Ask], rows: Rows, folds: Sequence[Sequence[AskWeights]]) -> Scores:
    """The scores of each mail, by the weights of its fold."""
    return [
        [weights.score(view, statements) for weights in folds[ask.fold]]
        for ask, view, statements in zip(asks, rows.views, rows.statements, strict=True)
    ]


def fit_scores(rows: Rows) -> list[AskWeights]:
    """Weights under which the labels are likeliest; one output is a sigmoid's, more a softmax's."""
    outputs_n = rows.outputs_n
    columns = sorted(set().union(*rows.views))
    counts = Counter(name for statements in rows.statements for name in statements)
    names = sorted(name for name, count in counts.items() if count >= LEAST_MAILS_N)
    numbers = torch.tensor([[view.get(name, 0.0) for name in columns] for view in rows.views])
    truths = _matrix(rows.statements, {name: column for column, name in enumerate(names)})
    labels, factor = torch.tensor(rows.labels), torch.tensor(rows.weights)
    by_view = torch.zeros(len(columns), outputs_n, requires_grad=True)
    by_name = torch.zeros(len(names), outputs_n, requires_grad=True)
    bias = torch.zeros(outputs_n, requires_grad=True)
    optimizer = torch.optim.LBFGS(
        [by_view, by_name, bias], max_iter=60, line_search_fn="strong_wolfe"
    )

    def closure() -> Tensor:
        optimizer.zero_grad()
        scores = numbers @ by_view + torch.sparse.mm(truths, by_name) + bias
        loss = (
            F.binary_cross_entropy_with_logits(scores[:, 0], labels.float(), reduction="none")
            if outputs_n == 1
            else F.cross_entropy(scores, labels, reduction="none")
        )
        penalty = VIEW_PENALTY * (by_view**2).sum() + rows.penalty * (by_name**2).sum()
        total: Tensor = (loss * factor).sum() + penalty
        total.backward()
        return total

    optimizer.step(closure)
    return [
        AskWeights(
            round(bias[output].item(), 3),
            _keep(columns, by_view[:, output]),
            _keep(names, by_name[:, output]),
        )
        for output in range(outputs_n)
    ]


def measure(
    asks: Sequence[Ask], found: Sequence[Any], wanted: Callable[[Ask], Any]
) -> dict[str, tuple[float, float]]:
    """Accuracy and its spread over the folds, by source and of all; groups as they are weighed."""
    right = [one == wanted(ask) for one, ask in zip(found, asks, strict=True)]
    figures = {}
    for name, sources in (*((s, (s,)) for s in JUDGED), ("all", JUDGED)):
        rows = [row for row, ask in enumerate(asks) if ask.source in sources]
        folds = [[row for row in rows if asks[row].fold == number] for number in range(FOLDS_N)]
        shares = [_share(asks, right, fold) for fold in folds if fold]
        if not shares:
            continue
        figures[name] = (round(_share(asks, right, rows), 3), round(pstdev(shares), 3))
    return figures


def _share(asks: Sequence[Ask], right: Sequence[bool], rows: Sequence[int]) -> float:
    return sum(asks[row].weight * right[row] for row in rows) / sum(
        asks[row].weight for row in rows
    )


def _select(rows: Rows, kept: Sequence[int]) -> Rows:
    return rows._replace(
        views=[rows.views[row] for row in kept],
        statements=[rows.statements[row] for row in kept],
        labels=[rows.labels[row] for row in kept],
        weights=[rows.weights[row] for row in kept],
    )


def _weigh(ask: Ask, weights: Mapping[str, float]) -> float:
    return ask.weight * weights[ask.source]


def _keep(names: Sequence[str], weights: Tensor) -> dict[str, float]:
    pairs = zip(names, weights.tolist(), strict=True)
    return {name: round(weight, 3) for name, weight in pairs if abs(weight) >= LEAST_WEIGHT}


def _matrix(rows: Sequence[frozenset[str]], place: dict[str, int]) -> Tensor:
    pairs = sorted(_place(rows, place))
    where = torch.tensor(pairs).reshape(-1, 2).T
    size = (len(rows), len(place))
    return torch.sparse_coo_tensor(where, torch.ones(len(pairs)), size, check_invariants=False)


def _place(rows: Sequence[frozenset[str]], place: dict[str, int]) -> Iterator[tuple[int, int]]:
    for row, names in enumerate(rows):
        yield from ((row, place[name]) for name in names if name in place)
