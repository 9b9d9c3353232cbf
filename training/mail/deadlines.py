"""Fits the weights by which deadlines are told from other days; cross-validated by groups.

The model's view of a mail is among the features. For the mails that it learned from it would look
too good, so each fold's view comes from a word model that saw none of the fold.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import torch
from torch import Tensor

from readers.mail import read_mail
from schemas.document import MailMessage
from schemas.settings import Settings
from slm.mail_heads import MAIL_HEADS
from slm.mail_words import WordModel
from tasks.mails.deadline_features import Candidate, Chances, find_candidates
from tasks.mails.deadlines import DeadlineWeights, choose_day
from tasks.mails.mail_order import decide_mail_order
from tasks.values.normalize import decide_conventions
from training.mail.data import label_mail, read_asking, read_valid, trust
from training.mail.words import fit_words
from training.mails.expand import LANGUAGES, expand, read_templates
from training.mails.plain import read_plain
from training.sets.mail import read_entries

#: How much a mail of each source counts.
SOURCES = {
    "real": 1.0,
    "written": 1.0,
    "plain": 0.8,
    "scenes": 0.25,
    "turned": 0.25,
    "template": 0.3,
}
#: What is judged; mails of our own are only ever learned from.
JUDGED = ("real", "written")
DRAWS_N = 2
FOLDS_N = 5
#: Ways of sharing the groups out among folds, over which the figures are averaged.
SPLITS_N = 3
LEAST_MAILS_N = 5
PENALTY = 1.0
#: Weights nearer to zero are not stored.
LEAST_WEIGHT = 0.02
THRESHOLDS = tuple(step / 100 for step in range(20, 61, 5))
#: Differences of F1 that are noise.
_ALIKE = 0.005


class Case(NamedTuple):
    """A mail's candidates, with the right day ("" for none)."""

    source: str
    group: str
    candidates: list[Candidate]
    day: str


def write_weights(data: Path, mails: Path, path: Path) -> dict[str, Any]:
    """Chooses the threshold by cross validation, fits on all mails, writes `path`."""
    cases = read_cases(data, mails)
    judged = list(cross_validate(cases))
    figures = {step: measure(judged, step) for step in THRESHOLDS}
    threshold = choose_threshold([figures[step]["all"] for step in THRESHOLDS])
    found = fit(cases)
    stored = {
        "bias": round(found.bias, 3),
        "threshold": threshold,
        "weights": {name: round(w, 3) for name, w in sorted(found.weights.items())},
    }
    path.write_text(json.dumps(stored, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    return {"mails_n": len(cases), "threshold": threshold, "f1": figures[threshold]}


def read_all(data: Path, mails: Path) -> Iterator[dict[str, Any]]:
    """Labelled mails: real and written (none that valid.json names), and our own.

    `mails`: the folder of those written out whole.
    """
    yield from read_entries(data / "mail", read_valid(data))
    yield from read_plain(mails)
    for language in LANGUAGES:
        for template in read_templates(language):
            rng = Random(template["id"])
            for _ in range(DRAWS_N):
                yield expand(template, rng)


def read_cases(data: Path, mails: Path) -> list[Case]:
    """All mails that can be learned from, each with what a model that never saw it thinks."""
    asking = (entry for entry in read_asking(data, read_valid(data)) if entry["group"])
    entries = [*read_all(data, mails), *asking]
    messages = [read_mail(e["raw"].encode("utf-8", "replace"), Settings()) for e in entries]
    samples = [
        label_mail(entry, message, entry["source"], SOURCES[entry["source"]] * trust(entry))
        for entry, message in zip(entries, messages, strict=True)
    ]
    folds = [fold_of(str(entry["group"]), 0) for entry in entries]
    chances: list[Chances] = [{} for _ in entries]
    for number in range(FOLDS_N):
        model = fit_words([s for s, fold in zip(samples, folds, strict=True) if fold != number])
        for row, fold in enumerate(folds):
            if fold == number:
                chances[row] = judge_words(model, samples[row].text)
    return [
        make_case(entry, mail, view)
        for entry, mail, view in zip(entries, messages, chances, strict=True)
    ]


def make_case(entry: dict[str, Any], mail: MailMessage, chances: Chances) -> Case:
    """One labelled mail as a case."""
    text = mail.new_text or mail.body
    candidates: list[Candidate] = []
    if mail.date:
        conventions = decide_conventions(text.split("\n"), entry["language"])
        order = decide_mail_order(conventions, mail.date)
        candidates = find_candidates(mail.subject, text, mail.date, order, chances)
    day = (entry["deadline"] or {}).get("date") or ""
    return Case(entry["source"], str(entry["group"]), candidates, day)


def judge_words(model: WordModel, text: str) -> Chances:
    """Axis → class → probability, by the word model alone."""
    logits = torch.from_numpy(model.judge(text))
    found = {}
    for axis, head in MAIL_HEADS.items():
        part = logits[head.columns]
        if len(head.classes) == 1:
            found[axis] = {"true": float(torch.sigmoid(part[0]))}
        else:
            found[axis] = dict(zip(head.classes, torch.softmax(part, 0).tolist(), strict=True))
    return found


def cross_validate(cases: Sequence[Case]) -> Iterator[tuple[Case, str, float]]:
    """Each judged case with the likeliest day and its probability, from weights fitted without."""
    for split in range(SPLITS_N):
        for number in range(FOLDS_N):
            apart = [fold_of(case.group, split) == number for case in cases]
            weights = fit([case for case, out in zip(cases, apart, strict=True) if not out])
            for case, out in zip(cases, apart, strict=True):
                if out and case.source in JUDGED:
                    best = choose_day(case.candidates, weights)
                    yield (case, best[0].isoformat(), best[1]) if best else (case, "", 0.0)


def measure(judged: Sequence[tuple[Case, str, float]], threshold: float) -> dict[str, float]:
    """F1 of the date by source, and of all."""
    figures = {}
    for name, sources in (*((s, (s,)) for s in JUDGED), ("all", JUDGED)):
        rows = [row for row in judged if row[0].source in sources]
        found = [(case, day) for case, day, chance in rows if day and chance >= threshold]
        hits_n = sum(case.day == day for case, day in found)
        wanted_n = sum(bool(case.day) for case, _, _ in rows)
        figures[name] = round(2 * hits_n / max(1, len(found) + wanted_n), 3)
    return figures


def choose_threshold(scores: Sequence[float]) -> float:
    """The lowest that scores as good as the best: one missed costs more than one too many."""
    good = (n for n, score in enumerate(scores) if score >= max(scores) - _ALIKE)
    return THRESHOLDS[next(good)]


def fit(cases: Sequence[Case]) -> DeadlineWeights:
    """Weights under which the right day, or none where there is none, is likeliest."""
    known = [c for c in cases if c.candidates and (not c.day or any(_marks(c)))]
    counts = Counter(
        name for c in known for name in set().union(*(one.features for one in c.candidates))
    )
    names = sorted(name for name, count in counts.items() if count >= LEAST_MAILS_N)
    place = {name: column for column, name in enumerate(names)}
    rows = [one for case in known for one in case.candidates]
    matrix = _matrix(rows, place)
    owner = torch.tensor([n for n, case in enumerate(known) for _ in case.candidates])
    right = torch.tensor([float(mark) for case in known for mark in _marks(case)])
    factor = torch.tensor([SOURCES[case.source] for case in known])
    empty = torch.zeros(len(known))
    dated = empty.index_add(0, owner, right) > 0
    theta = torch.zeros(len(names), requires_grad=True)
    bias = torch.tensor(-2.0, requires_grad=True)
    optimizer = torch.optim.LBFGS([theta, bias], max_iter=80, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimizer.zero_grad()
        odds = torch.exp((torch.mv(matrix, theta) + bias).clamp(max=30))
        total = 1 + empty.index_add(0, owner, odds)
        wanted = torch.where(dated, empty.index_add(0, owner, odds * right), torch.ones(len(known)))
        loss: Tensor = -(factor * torch.log(wanted / total)).sum() + PENALTY * (theta**2).sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    weights = dict(zip(names, theta.detach().tolist(), strict=True))
    kept = {name: weight for name, weight in weights.items() if abs(weight) >= LEAST_WEIGHT}
    return DeadlineWeights(kept, float(bias.detach()), 0.5)


def fold_of(group: str, split: int) -> int:
    """The fold of a group, 0 to FOLDS_N - 1, the same on every machine."""
    return int(hashlib.sha256(f"{split} {group}".encode()).hexdigest(), 16) % FOLDS_N


def _marks(case: Case) -> list[bool]:
    return [one.day.isoformat() == case.day for one in case.candidates]


def _matrix(rows: Sequence[Candidate], place: dict[str, int]) -> Tensor:
    pairs = [
        (row, place[name]) for row, one in enumerate(rows) for name in one.features if name in place
    ]
    where = torch.tensor(pairs).T
    size = (len(rows), len(place))
    return torch.sparse_coo_tensor(where, torch.ones(len(pairs)), size, check_invariants=False)
