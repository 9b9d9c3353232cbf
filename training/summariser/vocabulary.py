"""A smaller vocabulary: what our texts use, and everything those tokens are merged from.

Rare tokens are spelt in smaller pieces instead. The table of word vectors, a fifth of the model,
shrinks by half.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

#: Tokens with a lower id are kept in any case: merges are numbered by how common they were.
COMMON_N = 4_096


def choose_tokens(tokenizer: Tokenizer, texts: Iterable[str]) -> list[int]:
    """Ids to keep, ascending: the common ones, those in `texts`, and all that they are made of."""
    content = json.loads(tokenizer.to_str())
    ids: dict[str, int] = content["model"]["vocab"]
    parts = {"".join(pair): pair for pair in map(_pair, content["model"]["merges"])}
    names = {number: name for name, number in ids.items()}
    kept = set(range(COMMON_N))
    for encoding in tokenizer.encode_batch(list(texts), add_special_tokens=False):
        kept.update(encoding.ids)
    waiting = [names[number] for number in kept if number in names]
    while waiting:
        for part in parts.get(waiting.pop(), ()):
            if ids[part] not in kept:
                kept.add(ids[part])
                waiting.append(part)
    return sorted(kept)


def write_tokenizer(source: Path, kept: list[int], target: Path) -> None:
    """Writes a tokenizer.json that knows only the tokens in `kept`, numbered from 0."""
    content: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    model = content["model"]
    places = {old: new for new, old in enumerate(kept)}
    model["vocab"] = {name: places[old] for name, old in model["vocab"].items() if old in places}
    model["merges"] = [
        pair
        for pair in map(_pair, model["merges"])
        if all(name in model["vocab"] for name in (*pair, "".join(pair)))
    ]
    content["added_tokens"] = [
        {**token, "id": places[token["id"]]}
        for token in content["added_tokens"]
        if token["id"] in places
    ]
    byte_level = {"add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    content["decoder"] = {"type": "ByteLevel", **byte_level}
    content["post_processor"] = None
    target.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def _pair(merge: Any) -> list[str]:
    return merge.split(" ") if isinstance(merge, str) else list(merge)
