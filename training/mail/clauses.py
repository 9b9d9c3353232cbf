"""Fits the clause model of mails: which clauses ask, learned from labels of whole mails."""

import math
from collections import Counter
from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional as F

from slm.mail_clauses import SCALE, ClauseModel, terms_of_clauses
from training.mail.data import ASKING, MailSample, weigh_groups

#: How much a mail counts, by its source; others teach nothing.
WEIGHTS = {"real": 1.0, "written": 1.0, "plain": 0.7} | dict.fromkeys(ASKING, 0.5)
#: Terms of fewer mails are left out.
LEAST_MAILS_N = 8
PENALTY = 0.1
_LEAST = 1e-6


def fit_clauses(samples: Sequence[MailSample]) -> ClauseModel:
    """The clause model under which the needs_reply of the samples is likeliest."""
    samples = [sample for sample in samples if sample.source in WEIGHTS]
    found = [terms_of_clauses(sample.text) for sample in samples]
    counts = Counter(term for clauses in found for term in set().union(*clauses))
    terms = sorted(t for t, count in counts.items() if count >= LEAST_MAILS_N and "\n" not in t)
    rows, columns, values, mails = _place(found, {term: at for at, term in enumerate(terms)})
    where, size = torch.tensor([rows, columns]), (len(mails), len(terms))
    matrix = torch.sparse_coo_tensor(
        where, torch.tensor(values), size, is_coalesced=True, check_invariants=False
    )
    place = torch.tensor(mails)
    asks = torch.tensor([float(sample.needs_reply) for sample in samples])
    counted = zip(samples, weigh_groups(samples), strict=True)
    shares = torch.tensor([WEIGHTS[sample.source] * share for sample, share in counted])
    weights = torch.zeros(len(terms), 1, requires_grad=True)
    bias = torch.tensor([-2.0], requires_grad=True)
    optimizer = torch.optim.LBFGS([weights, bias], max_iter=40, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimizer.zero_grad()
        scores = torch.sparse.mm(matrix, weights)[:, 0] + bias
        # The logarithm of the chance that no clause asks, negated.
        silence = torch.zeros(len(samples)).index_add(0, place, F.softplus(scores))
        asked = torch.log(-torch.expm1(-silence - _LEAST))
        likelihood = (shares * (asks * asked - (1 - asks) * silence)).sum()
        total: Tensor = PENALTY * (weights**2).sum() - likelihood
        total.backward()
        return total

    optimizer.step(closure)
    return ClauseModel(terms, weights.detach().numpy()[:, 0], float(bias.detach()))


def _place(
    found: Sequence[Sequence[set[str]]], columns: dict[str, int]
) -> tuple[list[int], list[int], list[float], list[int]]:
    """Row, column and value of each term of each clause, and the mail of each row."""
    rows: list[int] = []
    places: list[int] = []
    values: list[float] = []
    mails: list[int] = []
    for mail, clauses in enumerate(found):
        for terms in clauses:
            known = sorted(columns[term] for term in terms if term in columns)
            rows += [len(mails)] * len(known)
            places += known
            values += [SCALE / math.sqrt(len(terms))] * len(known)
            mails.append(mail)
    return rows, places, values, mails
