"""Labelled mails with all that their needs_reply and urgency are told by.

What the models say of each mail comes from models that had not seen its group (`folds.py`), and so
does its deadline. A mail of our own that is like a labelled one is of that one's group.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from readers.mail import read_mail
from schemas.document import MailMessage
from schemas.record import Deadline
from schemas.settings import Settings
from slm.mail_clauses import ASKS
from slm.mail_encoder import MailEncoder, share_out, tell
from tasks.mails.ask_features import describe_hurry, describe_mail
from tasks.mails.asks import Chances
from tasks.mails.deadlines import choose_day, load_deadline_weights
from tasks.mails.mail_axes import count_days_left, is_pressing
from training.mail.clauses import fit_clauses
from training.mail.data import (
    MailSample,
    label_mail,
    read_asking,
    read_valid,
    trust,
    weigh_groups,
)
from training.mail.deadlines import FOLDS_N, JUDGED, fit, fold_of, make_case
from training.mail.evaluate import fit_calibration, judge_all
from training.mail.folds import SPLIT, Views
from training.mails.plain import HELD_OUT, read_plain
from training.sets.mail import read_entries

#: Mails of our own whose labels are whole; those that nothing is learned from.
PLAIN, KEPT = "plain", "kept"
#: Words that open a clause are weighed where so many mails of PLAIN use them: names that only the
#: mail set knows, or that our authors like, are not learned by heart.
OPENERS, OPENER_MAILS_N = ("opens:", "first opens:"), 3


class Ask(NamedTuple):
    """A labelled mail with all that its needs_reply and urgency are told by."""

    id: str
    source: str
    fold: int
    weight: float
    chances: Chances
    statements: frozenset[str]
    days_left: int | None
    pressing: bool
    needs_reply: bool
    urgency: str


def read_asks(data: Path, mails: Path, views: Views, encoder: MailEncoder) -> list[Ask]:
    """All mails: real, written (none that valid.json names) and our own.

    `encoder` judges those of KEPT; `views` are of the others.
    """
    valid = read_valid(data)
    asking = [entry for entry in read_asking(data, valid) if entry["group"]]
    kept = [entry | {"source": KEPT} for entry in read_plain(HELD_OUT)]
    entries = [*read_entries(data / "mail", valid), *read_plain(mails), *asking, *kept]
    messages = [read_mail(e["raw"].encode("utf-8", "replace"), Settings()) for e in entries]
    samples = [
        label_mail(entry, message, entry["source"], trust(entry))
        for entry, message in zip(entries, messages, strict=True)
    ]
    views = _join(views, judge_samples(encoder, [s for s in samples if s.source == KEPT]))
    place = {name: row for row, name in enumerate(views.ids)}
    order = [place[sample.id] for sample in samples]
    encoded, words = views.encoded[order], views.words[order]
    judged = [row for row, sample in enumerate(samples) if sample.source in JUDGED]
    shares, temperatures = fit_calibration(
        encoded[judged], words[judged], [samples[row] for row in judged]
    )
    folds = [fold_of(str(entry["group"]), SPLIT) for entry in entries]
    asking_chances = judge_clauses(samples, folds)
    chances = [
        share_out(one, other, shares, temperatures) | {ASKS: tell(chance)}
        for one, other, chance in zip(encoded, words, asking_chances, strict=True)
    ]
    dues = find_unseen_deadlines(entries, messages, chances)
    told = [describe_mail(mail) for mail in messages]
    common = find_openers(told, [entry["source"] for entry in entries])
    return [
        Ask(
            id=str(entry["id"]),
            source=entry["source"],
            fold=fold,
            weight=share,
            chances=seen,
            statements=frozenset(n for n in names if n in common or not n.startswith(OPENERS))
            | describe_hurry(days_left, is_pressing(mail)),
            days_left=days_left,
            pressing=is_pressing(mail),
            needs_reply=bool(entry["needs_reply"]),
            urgency=entry["urgency"],
        )
        for entry, fold, share, mail, names, seen, days_left in zip(
            entries, folds, weigh_groups(samples), messages, told, chances, dues, strict=True
        )
    ]


def judge_samples(encoder: MailEncoder, samples: Sequence[MailSample]) -> Views:
    """What encoder and word model say of these mails."""
    encoded, words = judge_all(encoder, encoder.words, samples)
    return Views([sample.id for sample in samples], encoded, words)


def judge_clauses(samples: Sequence[MailSample], folds: Sequence[int]) -> list[float]:
    """The chance that a clause of each mail asks, by a model that had not seen its fold."""
    chances = [0.0] * len(samples)
    for number in range(FOLDS_N):
        pairs = list(zip(samples, folds, strict=True))
        model = fit_clauses([sample for sample, fold in pairs if fold != number])
        for row, (sample, fold) in enumerate(pairs):
            if fold == number:
                chances[row] = model.judge(sample.text)
    return chances


def _join(*parts: Views) -> Views:
    return Views(
        [name for part in parts for name in part.ids],
        np.concatenate([part.encoded for part in parts]),
        np.concatenate([part.words for part in parts]),
    )


def find_openers(told: Sequence[frozenset[str]], sources: Sequence[str]) -> set[str]:
    """The openers among the mails' statements that enough mails of PLAIN use."""
    counts = Counter(
        name
        for names, source in zip(told, sources, strict=True)
        if source == PLAIN
        for name in names
        if name.startswith(OPENERS)
    )
    return {name for name, count in counts.items() if count >= OPENER_MAILS_N}


def find_unseen_deadlines(
    entries: Sequence[dict[str, Any]], mails: Sequence[MailMessage], chances: Sequence[Chances]
) -> list[int | None]:
    """Working days to each mail's deadline, by weights fitted without its fold.

    Nothing is learned from KEPT ones.
    """
    cases = [make_case(*case) for case in zip(entries, mails, chances, strict=True)]
    folds = [fold_of(case.group, SPLIT) for case in cases]
    learned = [(case, fold) for case, fold in zip(cases, folds, strict=True) if case.source != KEPT]
    threshold = load_deadline_weights().threshold
    dues: list[int | None] = [None] * len(cases)
    for number in range(FOLDS_N):
        weights = fit([case for case, fold in learned if fold != number])
        for row, (case, mail) in enumerate(zip(cases, mails, strict=True)):
            best = choose_day(case.candidates, weights) if folds[row] == number else None
            if best and best[1] >= threshold and mail.date:
                deadline = Deadline(text="", date=best[0].isoformat())
                dues[row] = count_days_left(mail.date.date(), deadline)
    return dues
