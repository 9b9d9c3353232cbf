"""How far a vehicle has run, which belongs to its name: "VW Golf, EZ 03/2010, 98.400 km"."""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.values.cells import find_cells

_NAME = "line.description"
_COUNTED = frozenset({"line.quantity", "line.unit_price"})
_RUN = re.compile(r"[0-9]{1,3}(?:[.,'’]?[0-9]{3})+")  # no way that is charged
_UNIT = re.compile(r"(?:kms?|miles|mi)\b\W*", re.IGNORECASE)


def name_mileages(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags with thousands of kilometres behind a name's comma as words of that name."""
    return [_name(page, list(row)) for page, row in zip(pages, tags, strict=True)]


def _name(page: Page, tags: list[WordTag]) -> tuple[WordTag, ...]:
    if not any(tag.label in _COUNTED for tag in tags):
        return tuple(tags)
    for cell in find_cells(page):
        texts = [page.words[i].text for i in cell.words]
        for at in range(1, len(texts) - 1):
            before, run, unit = cell.words[at - 1 : at + 2]
            named = tags[before].label == _NAME and texts[at - 1].endswith(",")
            counted = tags[run].label in _COUNTED
            if named and counted and _RUN.fullmatch(texts[at]) and _UNIT.fullmatch(texts[at + 1]):
                for index in (run, unit):
                    tags[index] = tags[before]._replace(begins=False)
    return tuple(tags)
