"""How the mail encoder's output row is shared out among the axes of a mail."""

from schemas.vocabulary import MAIL_CATEGORIES, URGENCIES
from slm.heads import Head

_CATEGORIES_N = len(MAIL_CATEGORIES)
#: `needs_reply` is a single logit (sigmoid); the others are soft-maxed.
MAIL_HEADS: dict[str, Head] = {
    "category": Head(0, MAIL_CATEGORIES),
    "needs_reply": Head(_CATEGORIES_N, ("true",)),
    "urgency": Head(_CATEGORIES_N + 1, URGENCIES),
}
OUTPUTS_N = sum(len(head.classes) for head in MAIL_HEADS.values())
