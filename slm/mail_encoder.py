"""The mail encoder at run time: what a mail is about, whether it wants an answer, how urgent.

A small multilingual encoder and a linear word model, whose logits are added; probabilities are
calibrated on held-out mails. Beside them a model of clauses tells whether one of them asks.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic import Field
from tokenizers import Tokenizer

from schemas.document import MailMessage
from schemas.errors import ModelError
from schemas.mail_model import Axes
from slm.encoder import open_session
from slm.mail_clauses import ASKS, ClauseModel
from slm.mail_heads import MAIL_HEADS
from slm.mail_input import join_parts, write_mail_text
from slm.mail_words import WordModel
from slm.model_folder import (
    MANIFEST,
    MODEL_FILE,
    TOKENIZER_FILE,
    Download,
    FolderManifest,
    open_folder,
)

#: Raised when the network's input or output changes its meaning, or a file is needed that was not.
FORMAT = 3
WORDS_FILE, CLAUSES_FILE = "words.npz", "clauses.npz"


class MailManifest(FolderManifest):
    """manifest.json: what the folder holds and how its parts are put together.

    heads: axis → its classes in output order. word_shares: axis → the
    factor of the word model's logits. temperatures: axis → what the sum is divided by.
    adapter_shares, adapter_temperatures: the same where the summariser judges too, by an adapter
    made for weights whose SHA-256 is adapter_base.
    """

    heads: dict[str, list[str]]
    tokens_n: int = Field(gt=2)
    word_shares: dict[str, float] = {}
    temperatures: dict[str, float] = {}
    adapter_base: str = ""
    adapter_shares: dict[str, float] = {}
    adapter_temperatures: dict[str, float] = {}


class Judge(Protocol):
    """What else can judge a mail."""

    def judge(self, mail: MailMessage) -> NDArray[np.float32]:
        """Logits of the mail axes: (outputs,)."""
        ...


class MailEncoder:
    """Mails → probabilities of the mail axes. Safe to share by threads."""

    def __init__(self, folder: Path, manifest: MailManifest, threads_n: int) -> None:
        self.manifest, self.folder = manifest, folder
        self._beside: Judge | None = None
        self._session = open_session(str(folder / MODEL_FILE), threads_n)
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        # What a mail says is data: no text in it stands for a special token.
        self._tokenizer.encode_special_tokens = True
        self._tokenizer.enable_truncation(manifest.tokens_n)
        self.words = WordModel.load(folder / WORDS_FILE)
        self.clauses = ClauseModel.load(folder / CLAUSES_FILE)

    def judge_beside(self, judge: Judge) -> None:
        """From now on another judges mails, too; for whoever loads both."""
        self._beside = judge

    def classify_mail(self, mail: MailMessage) -> Axes:
        """Axis → class → probability, as in `schemas.prediction.Prediction.mail`, and `ASKS`."""
        text = write_mail_text(mail)
        beside = self._beside.judge(mail) if self._beside else None
        return self.share_out(self.judge(text), self.words.judge(text), beside) | {
            ASKS: tell(self.clauses.judge(text))
        }

    def weigh_asking(self, sentences: Sequence[str]) -> list[float]:
        """How likely each sentence of a mail asks its reader for something, 0–1."""
        rows = (" ".join(sentence.replace("|", " ").split()) for sentence in sentences)
        return [self.clauses.judge(join_parts("", "", row)) for row in rows]

    def classify_text(self, text: str) -> Axes:
        """The axes of a text from `slm.mail_input`, by the encoder and its words alone."""
        return self.share_out(self.judge(text), self.words.judge(text))

    def share_out(
        self,
        encoded: NDArray[np.float32],
        words: NDArray[np.float32],
        adapted: NDArray[np.float32] | None = None,
    ) -> Axes:
        """The probabilities by the logits of network, word model and adapter, (outputs,) each."""
        manifest = self.manifest
        if adapted is None:
            return share_out(encoded, words, manifest.word_shares, manifest.temperatures)
        return share_out_beside(manifest, encoded, words, adapted)

    def judge(self, text: str) -> NDArray[np.float32]:
        """The network's logits alone: (outputs,)."""
        ids = np.array([self._tokenizer.encode(text).ids], np.int64)
        (output,) = self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        result: NDArray[np.float32] = output[0]
        return result


def tell(chance: float) -> dict[str, float]:
    """The probabilities of an axis that is a question."""
    return {"true": chance, "false": 1 - chance}


def add_shares(
    logits: NDArray[np.float32], added: NDArray[np.float32], shares: Mapping[str, float]
) -> NDArray[np.float32]:
    """Logits (…, outputs), and of others as much as the share of their axis says."""
    summed = logits.copy()
    for axis, head in MAIL_HEADS.items():
        summed[..., head.columns] += shares.get(axis, 0.0) * added[..., head.columns]
    return summed


def share_out(
    encoded: NDArray[np.float32],
    words: NDArray[np.float32],
    word_shares: Mapping[str, float],
    temperatures: Mapping[str, float],
) -> Axes:
    """Logits of network and word model, (outputs,) each → axis → class → probability."""
    axes: Axes = {}
    summed = add_shares(encoded, words, word_shares)
    for axis, head in MAIL_HEADS.items():
        logits = summed[head.columns] / temperatures.get(axis, 1.0)
        if len(head.classes) == 1:
            chance = float(1 / (1 + np.exp(-logits[0])))
            axes[axis] = tell(chance)
        else:
            odds = np.exp(logits - logits.max())
            axes[axis] = dict(zip(head.classes, (odds / odds.sum()).tolist(), strict=True))
    return axes


def share_out_beside(
    manifest: MailManifest,
    encoded: NDArray[np.float32],
    words: NDArray[np.float32],
    adapted: NDArray[np.float32],
) -> Axes:
    """The same where the summariser judges too, with its logits."""
    both = add_shares(encoded, adapted, manifest.adapter_shares)
    return share_out(both, words, manifest.word_shares, manifest.adapter_temperatures)


def load_mail_encoder(model: str, threads_n: int, download: Download | None = None) -> MailEncoder:
    """Opens the mail encoder in a local folder or under a hub id, and verifies every file.

    Raises:
        ModelError: a file is missing or altered, or the format is unknown.
    """
    folder, manifest, _ = open_folder(
        model,
        MailManifest,
        what="The mail encoder's folder",
        known_format=FORMAT,
        needed=(MODEL_FILE, TOKENIZER_FILE, WORDS_FILE, CLAUSES_FILE),
        download=download,
    )
    if manifest.heads != {axis: list(head.classes) for axis, head in MAIL_HEADS.items()}:
        raise ModelError(f"{MANIFEST} names other classes than this version knows.")
    try:
        return MailEncoder(folder, manifest, threads_n)
    except Exception as error:
        raise ModelError(f"The mail encoder cannot be loaded: {error}") from error
