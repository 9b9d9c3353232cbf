"""What a clerk has stamped on a paper when it came in is nothing that the paper says.

"12 NOV. 2026" below "EINGEGANGEN" may lie in an item's row, or beside the date of issue.
"""

from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.values.came_in import find_stamped

_SURE = 0.95


def clear_stamps(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]], doc_type: str
) -> list[tuple[WordTag, ...]]:
    """The tags without the words of a stamp of receipt and the day in it.

    Nobody stamps a receipt so: what looks alike there is its title, and its own day.
    """
    if doc_type == "receipt":
        return [tuple(row) for row in tags]
    return [_clear(page, row) for page, row in zip(pages, tags, strict=True)]


def _clear(page: Page, tags: Sequence[WordTag]) -> tuple[WordTag, ...]:
    stamped = find_stamped(page)
    return tuple(WordTag.outside(_SURE) if i in stamped else tag for i, tag in enumerate(tags))
