"""A tokenizer of a few merges and a decoder that wants to write a given text."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from slm.decoder import Floats
from slm.summariser import Summariser
from slm.summariser_artefact import FORMAT, WriterManifest

PREFIX = "<|im_start|>user\n"
SUFFIX = "<|im_end|>\n<|im_start|>assistant\n"
STOP = "<|im_end|>"


def build_tokenizer() -> Tokenizer:
    """Byte-level BPE with the marks of a chat as control tokens."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=300,
        special_tokens=["<|im_start|>", "<|im_end|>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(["the order is late and the sender asks for it"], trainer)
    return tokenizer


class EagerWriter:
    """Wants to write the first of its texts that still fits what stands there, token by token.

    Each scores better than the next by `gap`. `heard` are the ids of each prompt it was given,
    `texts_n` how many texts it went on at each reading; a cache holds what was written of each.
    """

    def __init__(self, *texts: str, gap: float = 1.0) -> None:
        self.gap = gap
        self.tokenizer = build_tokenizer()
        self.heard: list[list[int]] = []
        self.texts_n: list[int] = []
        self._wanted = [
            [*self.tokenizer.encode(text).ids, self.tokenizer.token_to_id(STOP)] for text in texts
        ]

    def open(self, tokens_n: int) -> list[list[int]]:
        """Begins a prompt's fixed part."""
        self.heard.append([])
        return []

    def copy(self, cache: list[list[int]], tokens_n: int) -> list[list[int]]:
        """Begins a prompt, or goes on behind one."""
        if not cache:
            self.heard.append([])
        return [*cache]

    def read(self, ids: Sequence[int], cache: list[list[int]]) -> tuple[Floats, None]:
        """Hears a prompt, of which it tells no states: nothing is written yet."""
        self.heard[-1].extend(ids)
        if len(ids) > 1:  # the fixed part is read token by token
            cache[:] = [[]]
        return self._score([])[None], None

    def read_each(self, ids: Sequence[int], after: Sequence[int], cache: list[list[int]]) -> Floats:
        """Scores that put the wanted token first, then those of the other texts."""
        cache[:] = [[*cache[row], token] for row, token in zip(after, ids, strict=True)]
        self.texts_n.append(len(ids))
        return np.stack([self._score(written) for written in cache])

    def _score(self, written: list[int]) -> Floats:
        scores = np.zeros(self.tokenizer.get_vocab_size(), np.float32)
        at = len(written)
        for rank, wanted in enumerate(self._wanted):
            if wanted[:at] == written and at < len(wanted):
                scores[wanted[at]] = max(scores[wanted[at]], 20 - self.gap * rank)
        return scores


def manifest(**more: object) -> WriterManifest:
    """A manifest for the tiny tokenizer."""
    content = {
        "format": FORMAT,
        "name": "tiny",
        "version": "0",
        "files": {},
        "prefix": PREFIX,
        "suffix": SUFFIX,
        "stop": STOP,
        "source_tokens_n": 400,
        **more,
    }
    return WriterManifest.model_validate(content)


def summariser(decoder: EagerWriter, **more: object) -> Summariser:
    """A summariser around a fake decoder."""
    return Summariser(decoder, decoder.tokenizer.to_str(), manifest(**more))


def write_folder(folder: Path, content: dict[str, object]) -> None:
    """Writes a manifest as it stands, for tests of broken ones."""
    (folder / "manifest.json").write_text(json.dumps(content), encoding="utf-8")
