"""How the mail encoder's output row is shared out among the axes of a mail."""

from schemas.vocabulary import MAIL_CATEGORIES, URGENCIES
from slm.heads import Head, lay_out

#: `needs_reply` is a single logit (sigmoid); the others are soft-maxed.
MAIL_HEADS: dict[str, Head] = lay_out(
    {"category": MAIL_CATEGORIES, "needs_reply": ("true",), "urgency": URGENCIES}
)
OUTPUTS_N = sum(len(head.classes) for head in MAIL_HEADS.values())
