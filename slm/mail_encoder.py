"""The mail encoder at run time: what a mail is about, whether it wants an answer, how urgent.

A small multilingual encoder and a linear word model, whose logits are added; probabilities are
calibrated on held-out mails.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, ValidationError
from tokenizers import Tokenizer

from schemas.document import Contract, MailMessage
from schemas.errors import ModelError
from schemas.mail_model import Axes
from slm.artefact import MANIFEST, Download, download_snapshot, find_folder, hash_file
from slm.encoder import open_session
from slm.mail_heads import MAIL_HEADS
from slm.mail_text import write_mail_text
from slm.mail_words import WordModel

#: Raised when the network's input or output changes its meaning.
FORMAT = 1
MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
WORDS_FILE = "words.npz"


class MailManifest(Contract):
    """manifest.json: what the folder holds and how its parts are put together.

    files: name → SHA-256, hex. heads: axis → its classes in output order. word_shares: axis → the
    factor of the word model's logits. temperatures: axis → what the sum is divided by.
    """

    format: int
    name: str
    version: str
    files: dict[str, str]
    heads: dict[str, list[str]]
    tokens_n: int = Field(gt=2)
    word_shares: dict[str, float] = {}
    temperatures: dict[str, float] = {}
    data: list[dict[str, Any]] = []
    metrics: dict[str, Any] = {}
    versions: dict[str, str] = {}


class MailEncoder:
    """Mails → probabilities of the mail axes. Safe to share by threads."""

    def __init__(self, folder: Path, manifest: MailManifest, threads_n: int) -> None:
        self._manifest = manifest
        self._session = open_session(str(folder / MODEL_FILE), threads_n)
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        # What a mail says is data: no text in it stands for a special token.
        self._tokenizer.encode_special_tokens = True
        self._tokenizer.enable_truncation(manifest.tokens_n)
        self._words = WordModel.load(folder / WORDS_FILE)

    def classify_mail(self, mail: MailMessage) -> Axes:
        """Axis → class → probability, as in `schemas.prediction.Prediction.mail`."""
        return self.classify_text(write_mail_text(mail))

    def classify_text(self, text: str) -> Axes:
        """The same, of a text from `slm.mail_text`."""
        encoded, words = self.judge(text), self._words.judge(text)
        axes: Axes = {}
        for axis, head in MAIL_HEADS.items():
            share = self._manifest.word_shares.get(axis, 0.0)
            logits = encoded[head.columns] + share * words[head.columns]
            logits = logits / self._manifest.temperatures.get(axis, 1.0)
            if len(head.classes) == 1:
                chance = float(1 / (1 + np.exp(-logits[0])))
                axes[axis] = {"true": chance, "false": 1 - chance}
            else:
                odds = np.exp(logits - logits.max())
                axes[axis] = dict(zip(head.classes, (odds / odds.sum()).tolist(), strict=True))
        return axes

    def judge(self, text: str) -> NDArray[np.float32]:
        """The network's logits alone: (outputs,)."""
        ids = np.array([self._tokenizer.encode(text).ids], np.int64)
        (output,) = self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        result: NDArray[np.float32] = output[0]
        return result


def load_mail_encoder(model: str, threads_n: int, download: Download | None = None) -> MailEncoder:
    """Opens the mail encoder in a local folder or under a hub id, and verifies every file.

    Raises:
        ModelError: a file is missing or altered, or the format is unknown.
    """
    folder = find_folder(model, download or download_snapshot)
    manifest = _read_manifest(folder / MANIFEST)
    for name in {MODEL_FILE, TOKENIZER_FILE, WORDS_FILE} - manifest.files.keys():
        raise ModelError(f"The mail encoder's manifest does not pin {name}.")
    for name, expected in manifest.files.items():
        file = folder / name
        if Path(name).name != name or not file.is_file():
            raise ModelError(f"The mail encoder's folder lacks {name}.")
        if hash_file(file) != expected:
            raise ModelError(f"{name} is not the file that the manifest names: its hash differs.")
    try:
        return MailEncoder(folder, manifest, threads_n)
    except Exception as error:
        raise ModelError(f"The mail encoder cannot be loaded: {error}") from error


def _read_manifest(path: Path) -> MailManifest:
    if not path.is_file():
        raise ModelError(f"The mail encoder's folder has no {MANIFEST}: {path.parent}")
    try:
        content = json.loads(path.read_bytes())
    except ValueError as error:
        raise ModelError(f"The mail encoder's {MANIFEST} is not JSON.") from error
    found = content.get("format") if isinstance(content, dict) else None
    if found != FORMAT:
        raise ModelError(f"{MANIFEST} has format {found}; this version reads format {FORMAT}.")
    try:
        manifest = MailManifest.model_validate(content)
    except ValidationError as error:
        raise ModelError(f"{MANIFEST} is incomplete: {error.error_count()} problems.") from error
    if manifest.heads != {axis: list(head.classes) for axis, head in MAIL_HEADS.items()}:
        raise ModelError(f"{MANIFEST} names other classes than this version knows.")
    return manifest
