"""What training never sees: whole parts, combinations of parts, and sellers."""

import hashlib
from typing import Literal, Protocol

Split = Literal["train", "held_out"]

#: Parts that only held-out documents have.
HELD_OUT_PARTS = frozenset({"boxed_head", "strip_info", "wide_rows", "right_sidebar"})


class PartNames(Protocol):
    """The part names that make a layout's family."""

    @property
    def head(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def info(self) -> str: ...
    @property
    def table(self) -> str: ...


def is_held_out(name: str, share: float = 0.12) -> bool:
    """Whether a family or seller is kept from training, by a hash of its name."""
    digest = hashlib.sha256(name.encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32 < share


def allows(layout: PartNames, split: Split) -> bool:
    """Whether a layout may be drawn for a split: its family and its parts decide."""
    family = f"{layout.head}.{layout.address}.{layout.info}.{layout.table}"
    parts = {f"{layout.head}_head", f"{layout.info}_info", layout.table, layout.head}
    held_out = bool(parts & HELD_OUT_PARTS) or is_held_out(family, 0.2)
    return held_out == (split == "held_out")
