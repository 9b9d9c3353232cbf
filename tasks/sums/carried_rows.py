"""Rows that carry a sum from page to page: "Übertrag 1.402,10", "REPORT 4 073,63"."""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.values.cells import find_rows

_SUM = "lines_net"  # what the sum of the items so far may be taken for
_CARRIED = re.compile(
    r"(?:amount |total |sum )?(?:brought|carried) (?:forward|over)\b"
    r"|(?:zu )?übertrag(?! inkl)\b|(?:à reporter|report)(?: (?:de la )?page \S+)?[\s:.0-9,]*$"
    r"|(?:a )?riporto\b|suma y sigue\b|suma anterior\b|transporteren\b|transport[\s:.0-9,]*$",
    re.IGNORECASE,
)
_SURE = 0.95


def clear_carried(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags without sums in rows that say that they are carried."""
    return [_clear(page, list(row)) for page, row in zip(pages, tags, strict=True)]


def _clear(page: Page, tags: list[WordTag]) -> tuple[WordTag, ...]:
    for row in find_rows(page):
        if any(_CARRIED.match(cell.text) for cell in row.cells):
            for index in (i for cell in row.cells for i in cell.words):
                if tags[index].label == _SUM:
                    tags[index] = WordTag("O", False, _SURE)
    return tuple(tags)
