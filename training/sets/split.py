"""Which part of our training data a document is held out for."""

import hashlib

DEV_SHARE = 0.1


def part_of(group: str) -> str:
    """ "dev" for a tenth of the groups, "train" for the rest; the same on every run."""
    digest = hashlib.sha256(group.encode()).digest()
    return "dev" if int.from_bytes(digest[:4], "big") / 2**32 < DEV_SHARE else "train"
