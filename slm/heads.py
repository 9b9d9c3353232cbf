"""How the encoder's one output row per token is shared out among the heads.

All heads are slices of a single linear layer, so that the network is a plain LayoutLM token
classifier. Token heads are read at each word's first token, document heads at [CLS] plus the mean
of all tokens.
"""

from typing import NamedTuple

from schemas.vocabulary import DOC_TYPES, ENTITY_NAMES, MAIL_CATEGORIES, URGENCIES

#: BIO labels in output order: O, then B- and I- of each entity.
TAG_LABELS: tuple[str, ...] = (
    "O",
    *(f"{prefix}-{name}" for name in ENTITY_NAMES for prefix in ("B", "I")),
)
TAG_INDEX: dict[str, int] = {label: index for index, label in enumerate(TAG_LABELS)}


class Head(NamedTuple):
    """One head: its columns in the output row, and the classes they stand for."""

    start: int
    classes: tuple[str, ...]

    @property
    def columns(self) -> slice:
        return slice(self.start, self.start + len(self.classes))


def lay_out(heads: dict[str, tuple[str, ...]]) -> dict[str, Head]:
    """One head behind the other, in the order given."""
    placed, start = {}, 0
    for name, classes in heads.items():
        placed[name] = Head(start, classes)
        start += len(classes)
    return placed


#: `salience` and `needs_reply` are single logits (sigmoid); the others are soft-maxed.
HEADS: dict[str, Head] = lay_out(
    {
        "tags": TAG_LABELS,
        "salience": ("salient",),
        "doc_type": DOC_TYPES,
        "category": MAIL_CATEGORIES,
        "needs_reply": ("true",),
        "urgency": URGENCIES,
    }
)
OUTPUTS_N = sum(len(head.classes) for head in HEADS.values())
