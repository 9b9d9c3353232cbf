"""Fits the word model of mails: a regularised regression on words and pairs of words.

Mails that ask for understanding (`ASKING`) teach it nothing: it would remember their topics.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

from slm.mail_heads import OUTPUTS_N
from slm.mail_words import SCALE, WordModel, terms_of
from training.mail.data import ASKING, MailSample
from training.mail.train import loss_of

#: Terms of fewer texts are left out.
LEAST_TEXTS_N = 4
PENALTY = 2e-3


def fit_words(samples: Sequence[MailSample]) -> WordModel:
    """The word model of the given samples."""
    samples = [sample for sample in samples if sample.source not in ASKING]
    found = [terms_of(sample.text) for sample in samples]
    counts = Counter(term for terms in found for term in terms)
    terms = [term for term, count in counts.items() if count >= LEAST_TEXTS_N and "\n" not in term]
    rarity = np.log(len(samples) / np.array([counts[t] for t in terms], np.float32))
    matrix = _matrix(found, {term: row for row, term in enumerate(terms)}, rarity)
    layer = nn.Linear(len(terms), OUTPUTS_N)
    nn.init.zeros_(layer.weight)
    nn.init.zeros_(layer.bias)
    optimizer = torch.optim.LBFGS(layer.parameters(), max_iter=60, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimizer.zero_grad()
        logits = torch.sparse.mm(matrix, layer.weight.T) + layer.bias
        total = loss_of(logits, samples) + PENALTY * (layer.weight**2).sum()
        total.backward()
        return total

    optimizer.step(closure)
    weights = layer.weight.detach().numpy().T.copy()
    return WordModel(terms, rarity.astype(np.float32), weights, layer.bias.detach().numpy())


def _matrix(found: list[set[str]], place: dict[str, int], rarity: np.ndarray) -> Tensor:
    rows, columns, values = [], [], []
    for row, terms in enumerate(found):
        known = [place[term] for term in terms if term in place]
        vector = rarity[known]
        length = float(np.linalg.norm(vector)) or 1.0
        rows += [row] * len(known)
        columns += known
        values += (vector * (SCALE / length)).tolist()
    where, size = torch.tensor([rows, columns]), (len(found), len(place))
    return torch.sparse_coo_tensor(where, torch.tensor(values), size, check_invariants=False)
