"""What the mail encoder and the word model say of mails that they have not seen.

Whoever weighs their words must know how often they are wrong on new mails, and of what they were
trained on they are not. So for each fold of groups both are trained anew on the other folds.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from slm.mail_heads import OUTPUTS_N
from training.mail import train
from training.mail.data import MailSample
from training.mail.deadlines import fold_of
from training.mail.network import MailNetwork
from training.mail.words import fit_words

FOLDS_FILE = "folds.npz"
#: Parts into which the groups are shared out: as in the deadlines' first split.
SPLIT = 0

Floats = NDArray[np.float32]


class Views(NamedTuple):
    """Logits of network and word model, (mails, outputs) each, of the mails with these ids."""

    ids: list[str]
    encoded: Floats
    words: Floats


def judge_unseen(
    network: MailNetwork,
    tokenizer: Tokenizer,
    samples: Sequence[MailSample],
    groups: dict[str, str],
    work: Path,
    passes: float,
    seed: int,
    numbers: Sequence[int],
) -> Views:
    """Trains both models without each of the folds; what they say of the mails in these.

    Samples without a group are learned from in every fold. The networks are left in `work`, where
    a run that was stopped is gone on with.

    Args:
        groups: the group of each mail's id.
        numbers: the folds that count.
    """
    folds = [fold_of(groups[s.id], SPLIT) if s.id in groups else -1 for s in samples]
    cached = train.cache(network, tokenizer, list(samples))
    start = {name: value.clone() for name, value in network.state_dict().items()}
    ids: list[str] = []
    encoded, words = [np.zeros((0, OUTPUTS_N), np.float32)], [np.zeros((0, OUTPUTS_N), np.float32)]
    for number in numbers:
        seen = [row for row, fold in enumerate(folds) if fold != number]
        unseen = [row for row, fold in enumerate(folds) if fold == number]
        network.load_state_dict(start)
        checkpoint = work / f"fold{number}.pt"
        train.tune(network, [cached[row] for row in seen], passes, seed, checkpoint)
        encoded.append(train.judge_cached(network, [cached[row] for row in unseen]))
        model = fit_words([samples[row] for row in seen])
        words.append(np.stack([model.judge(samples[row].text) for row in unseen]))
        ids += [samples[row].id for row in unseen]
        print(f"fold {number}: {len(unseen)} mails", flush=True)
    return Views(ids, np.concatenate(encoded), np.concatenate(words))


def save_views(views: Views, path: Path) -> None:
    """Writes what `load_views` reads."""
    fields: dict[str, Any] = {"encoded": views.encoded, "words": views.words}
    np.savez_compressed(path, ids=np.array(views.ids), **fields)


def load_views(path: Path) -> Views:
    """Reads what `save_views` wrote."""
    with np.load(path, allow_pickle=False) as stored:
        return Views(stored["ids"].tolist(), stored["encoded"], stored["words"])
