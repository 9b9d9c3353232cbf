"""What rules find in a page's text, as fields."""

from collections.abc import Sequence

from schemas.document import Page
from schemas.record import Field
from tasks.values.identifiers import Found

RULE_CONFIDENCE = 0.95


def take_found(
    page: Page,
    number: int,
    found: Found,
    words: Sequence[int],
    confidence: float = RULE_CONFIDENCE,
) -> Field:
    """What was found on page `number` (from 1) as a field; its box is that of `words`."""
    return Field(
        value=found.value,
        raw=found.raw,
        confidence=confidence,
        page=number,
        box=page.box_of(words),
        origin="rule",
    )
