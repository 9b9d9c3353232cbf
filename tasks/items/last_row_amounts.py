"""Names whose amounts stand on their second row: the first one is no more of the item above.

    Travel time                                     110.00
    Preparation of the deed, drafting and talks
    with the company's accountant                   960.00

Where names begin in capitals, one that does not goes on from the row above it, if that row ends so
or the model saw it begin there.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.items.tables import AMOUNTS
from tasks.items.wrapped_rows import HANGING
from tasks.values.cells import word_rows

_NAME = "line.description"
_FREE = frozenset({"O", _NAME})
#: What an item of its own may begin with: "zzgl. Pfand", "dont éco-participation".
_ADDED = re.compile(r"(?:zzgl|zuz|inkl|incl|exkl|plus|davon|dont|less|abz)", re.IGNORECASE)
_EDGE = 0.006  # of the page's width: how far apart the left edges of a name's rows may be
_CLOSE = 0.7  # of the text height: more free space than that parts two items


def begin_above(
    pages: Sequence[Page], seen: Sequence[Sequence[WordTag]], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags with such names whole. `seen`: those before rows were joined to names above."""
    return [_begin(page, own, list(row)) for page, own, row in zip(pages, seen, tags, strict=True)]


def _begin(page: Page, seen: Sequence[WordTag], tags: list[WordTag]) -> tuple[WordTag, ...]:
    rows = [row for _, row in sorted(word_rows(page).items())]
    capital = False  # whether the item above has a name that begins in one
    for above, row in pairwise([[], *rows]):
        names = [i for i in row if tags[i].label == _NAME]
        if not names or not any(tags[i].label in AMOUNTS for i in row):
            continue
        if capital and above and _is_first_row(page, seen, tags, above, row, names):
            lead = tags[names[0]]
            for index in above:
                tags[index] = lead._replace(begins=index == above[0])
            tags[names[0]] = lead._replace(begins=False)
        else:
            capital = page.words[names[0]].text[0].isupper()
    return tuple(tags)


def _is_first_row(
    page: Page,
    seen: Sequence[WordTag],
    tags: Sequence[WordTag],
    above: Sequence[int],
    row: Sequence[int],
    names: Sequence[int],
) -> bool:
    """Whether `above` is nothing but the beginning of the name that a priced row ends."""
    first, start = page.words[names[0]], page.words[above[0]]
    height = first.box[3] - first.box[1]
    last = names[-1]
    behind = [page.words[i].box[0] for i in row if page.words[i].box[0] > page.words[last].box[2]]
    begun = seen[above[0]].label == _NAME == seen[names[0]].label
    begun = begun and seen[above[0]].begins and not seen[names[0]].begins
    return (
        first.text.islower()
        and start.text[0].isupper()
        and not _ADDED.match(first.text)
        and (begun or bool(HANGING.search(page.words[above[-1]].text)))
        and all(tags[i].label in _FREE for i in above)
        and abs(first.box[0] - start.box[0]) < _EDGE
        and page.words[above[-1]].box[2] < min(behind, default=1.0)
        and first.box[1] - start.box[3] < _CLOSE * height
    )
