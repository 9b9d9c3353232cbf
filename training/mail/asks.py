"""Fits the weights by which needs_reply and urgency are told; cross-validated by groups.

What the models say of each mail comes from models that had not seen its group (`folds.py`), and so
does its deadline.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import pstdev
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from readers.mail import read_mail
from schemas.document import MailMessage
from schemas.record import Deadline
from schemas.settings import Settings
from schemas.vocabulary import URGENCIES
from slm.mail_encoder import share_out
from tasks.mails.ask_features import describe_hurry, describe_mail
from tasks.mails.asks import AskWeights, Chances, view_asks, view_urgency
from tasks.mails.deadlines import choose_day, load_weights
from tasks.mails.mail_axes import count_days_left, is_pressing, weigh_rules
from training.mail.data import label_mail, trust
from training.mail.deadlines import FOLDS_N, JUDGED, fit, fold_of, make_case
from training.mail.evaluate import fit_calibration
from training.mail.folds import SPLIT, Views
from training.mails.plain import read_plain
from training.sets.mail import read_entries

#: How much a mail of our own counts beside one of the mail set. Who labelled ours rarely called a
#: mail that asks for nothing "normal", and one that asks "high" more often.
REPLY_PLAIN_WEIGHT, URGENCY_PLAIN_WEIGHT = 0.7, 0.1
#: A group of near duplicates counts as so many mails at most.
GROUP_MAILS_N = 2
LEAST_MAILS_N = 4
VIEW_PENALTY = 1.0
REPLY_PENALTY, URGENCY_PENALTY = 2.0, 30.0
#: Weights nearer to zero are not stored.
LEAST_WEIGHT = 0.02
#: What may speak for an urgency, beside the rules: the little that few mails can teach.
URGENCY_STATEMENTS = ("due:", "presses:", "how:")
#: Words that open a clause are weighed where so many mails of our own use them: names that only the
#: mail set knows are not learned by heart.
OPENERS, OPENER_MAILS_N = ("opens:", "first opens:"), 3

Scores = list[list[float]]


class Ask(NamedTuple):
    """A labelled mail with all that its needs_reply and urgency are told by."""

    source: str
    fold: int
    weight: float
    chances: Chances
    statements: frozenset[str]
    days_left: int | None
    pressing: bool
    needs_reply: bool
    urgency: str


class Rows(NamedTuple):
    """What a regression learns from: numbers, statements, the class's place, a weight."""

    views: list[dict[str, float]]
    statements: list[frozenset[str]]
    labels: list[int]
    weights: list[float]
    penalty: float
    outputs_n: int


def write_weights(data: Path, mails: Path, views: Views, path: Path) -> dict[str, Any]:
    """Cross-validates, fits on all mails, writes `path`; returns accuracies with their spread."""
    asks = read_asks(data, mails, views)
    replies = cross_fit(asks, reply_rows(asks))
    chances = [1 / (1 + float(np.exp(-score[0]))) for score in replies]
    urgencies = cross_fit(asks, urgency_rows(asks, chances))
    (reply,) = fit_scores(reply_rows(asks))
    urgency = fit_scores(urgency_rows(asks, chances))
    stored = {"needs_reply": reply, **dict(zip(URGENCIES, urgency, strict=True))}
    text = json.dumps({n: w._asdict() for n, w in stored.items()}, ensure_ascii=False, indent=0)
    path.write_text(text + "\n", encoding="utf-8")
    return {
        "mails_n": len(asks),
        "needs_reply": measure(asks, [c > 0.5 for c in chances], lambda ask: ask.needs_reply),
        "urgency": measure(
            asks, [URGENCIES[int(np.argmax(s))] for s in urgencies], lambda ask: ask.urgency
        ),
    }


def read_asks(data: Path, mails: Path, views: Views) -> list[Ask]:
    """All mails with views: real, written (none that valid.json names) and our own."""
    valid = set(json.loads((data / "valid.json").read_text())["mail"])
    place = {name: row for row, name in enumerate(views.ids)}
    entries = [*read_entries(data / "mail", valid), *read_plain(mails)]
    messages = [read_mail(e["raw"].encode("utf-8", "replace"), Settings()) for e in entries]
    samples = [
        label_mail(entry, message, entry["source"], trust(entry))
        for entry, message in zip(entries, messages, strict=True)
    ]
    order = [place[sample.id] for sample in samples]
    encoded, words = views.encoded[order], views.words[order]
    judged = [row for row, sample in enumerate(samples) if sample.source in JUDGED]
    shares, temperatures = fit_calibration(
        encoded[judged], words[judged], [samples[row] for row in judged]
    )
    chances = [
        share_out(one, other, shares, temperatures)
        for one, other in zip(encoded, words, strict=True)
    ]
    sizes = Counter(str(entry["group"]) for entry in entries)
    dues = find_unseen_deadlines(entries, messages, chances)
    told = [describe_mail(mail) for mail in messages]
    common = find_openers(told, [entry["source"] for entry in entries])
    return [
        Ask(
            source=entry["source"],
            fold=fold_of(str(entry["group"]), SPLIT),
            weight=min(1.0, GROUP_MAILS_N / sizes[str(entry["group"])]),
            chances=seen,
            statements=frozenset(n for n in names if n in common or not n.startswith(OPENERS))
            | describe_hurry(days_left, is_pressing(mail)),
            days_left=days_left,
            pressing=is_pressing(mail),
            needs_reply=bool(entry["needs_reply"]),
            urgency=entry["urgency"],
        )
        for entry, mail, names, seen, days_left in zip(
            entries, messages, told, chances, dues, strict=True
        )
    ]


def find_openers(told: Sequence[frozenset[str]], sources: Sequence[str]) -> set[str]:
    """The openers among the mails' statements that enough mails of our own use."""
    counts = Counter(
        name
        for names, source in zip(told, sources, strict=True)
        if source not in JUDGED
        for name in names
        if name.startswith(OPENERS)
    )
    return {name for name, count in counts.items() if count >= OPENER_MAILS_N}


def find_unseen_deadlines(
    entries: Sequence[dict[str, Any]], mails: Sequence[MailMessage], chances: Sequence[Chances]
) -> list[int | None]:
    """Working days to each mail's deadline, by weights fitted without its fold."""
    cases = [make_case(*case) for case in zip(entries, mails, chances, strict=True)]
    folds = [fold_of(case.group, SPLIT) for case in cases]
    threshold = load_weights().threshold
    dues: list[int | None] = [None] * len(cases)
    for number in range(FOLDS_N):
        weights = fit([c for c, fold in zip(cases, folds, strict=True) if fold != number])
        for row, (case, mail) in enumerate(zip(cases, mails, strict=True)):
            best = choose_day(case.candidates, weights) if folds[row] == number else None
            if best and best[1] >= threshold and mail.date:
                deadline = Deadline(text="", date=best[0].isoformat())
                dues[row] = count_days_left(mail.date.date(), deadline)
    return dues


def reply_rows(asks: Sequence[Ask]) -> Rows:
    """What needs_reply is learned from."""
    return Rows(
        [view_asks(ask.chances) for ask in asks],
        [ask.statements for ask in asks],
        [int(ask.needs_reply) for ask in asks],
        [_weigh(ask, REPLY_PLAIN_WEIGHT) for ask in asks],
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
        [_weigh(ask, URGENCY_PLAIN_WEIGHT) for ask in asks],
        URGENCY_PENALTY,
        len(URGENCIES),
    )


def cross_fit(asks: Sequence[Ask], rows: Rows) -> Scores:
    """The scores of each mail, by weights fitted without its fold."""
    scores: Scores = [[] for _ in asks]
    for number in range(FOLDS_N):
        found = fit_scores(_select(rows, [r for r, ask in enumerate(asks) if ask.fold != number]))
        for row, ask in enumerate(asks):
            if ask.fold == number:
                scores[row] = [w.score(rows.views[row], rows.statements[row]) for w in found]
    return scores


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
        total.backward()  # type: ignore[no-untyped-call]
        return total

    optimizer.step(closure)  # type: ignore[no-untyped-call]
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


def _weigh(ask: Ask, plain_weight: float) -> float:
    return ask.weight * (1.0 if ask.source in JUDGED else plain_weight)


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
