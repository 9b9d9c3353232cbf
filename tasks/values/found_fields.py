"""What rules find in a page's text, as fields."""

from collections.abc import Callable, Sequence

from schemas.document import Page
from schemas.record import Field
from tasks.values.cells import find_lines
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


def find_printed(pages: Sequence[Page], find: Callable[[str], list[Found]]) -> list[Field]:
    """Everything that `find` sees in the rows of all pages."""
    return [
        take_found(page, number, found, line.words_at(found.start, found.end))
        for number, page in enumerate(pages, start=1)
        for line in find_lines(page)
        for found in find(line.text)
    ]
