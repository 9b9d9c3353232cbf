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
from schemas.line_labels import CODE, NAME
from schemas.prediction import OUTSIDE, Tags, WordTag
from tasks.items.tables import AMOUNTS
from tasks.items.wrapped_rows import HANGING
from tasks.values.cells import word_rows

_FREE = frozenset({OUTSIDE, NAME})
#: What an item of its own may begin with: "zzgl. Pfand", "dont éco-participation".
_ADDED = re.compile(r"(?:zzgl|zuz|inkl|incl|exkl|plus|davon|dont|less|abz)", re.IGNORECASE)
_ITEMS_N = 2  # priced rows of a table, at least
_EDGE = 0.006  # of the page's width: how far apart the left edges of a name's rows may be
_CLOSE = 0.7  # of the text height: more free space than that parts two items


def begin_above(pages: Sequence[Page], tags: Tags, seen: Tags) -> list[tuple[WordTag, ...]]:
    """The tags with such names whole. `seen`: those before rows were joined to names above."""
    return [_begin(page, own, list(row)) for page, own, row in zip(pages, seen, tags, strict=True)]


def _begin(page: Page, seen: Sequence[WordTag], tags: list[WordTag]) -> tuple[WordTag, ...]:
    rows = [row for _, row in sorted(word_rows(page).items())]
    _join_hanging(page, tags, rows)
    _join_priced(page, tags, rows)
    if _begin_all(page, tags, rows):
        return tuple(tags)
    capital = False  # whether the item above has a name that begins in one
    for above, row in pairwise([[], *rows]):
        names = [i for i in row if tags[i].label == NAME]
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


def _join_hanging(page: Page, tags: list[WordTag], rows: Sequence[Sequence[int]]) -> None:
    """Goes on with a name that ends in a comma in the row of names below, above its amounts."""
    for above, row, priced in zip(rows, rows[1:], rows[2:], strict=False):
        if any(tags[i].label != NAME for i in (*above, *row)) or _names(tags, priced):
            continue
        start, first = page.words[above[0]].box, page.words[row[0]].box
        close = first[1] - start[3] < _CLOSE * (start[3] - start[1])
        hangs = HANGING.search(page.words[above[-1]].text)
        if close and hangs and abs(first[0] - start[0]) < _EDGE and _is_counted(tags, priced):
            tags[row[0]] = tags[row[0]]._replace(begins=False)


def _join_priced(page: Page, tags: list[WordTag], rows: Sequence[Sequence[int]]) -> None:
    """Goes on with an unpriced name that ends in a comma in the priced row right below it.

    "29/07   TKT 41066   Plasterboard surcharge," above "load over 10% gypsum   1   85.00   85.00".
    """
    for above, row in pairwise(rows):
        lead, names = _names(tags, above), _names(tags, row)
        own = any(tags[i].begins and tags[i].label in (NAME, CODE) for i in above)
        if not lead or not own or _is_counted(tags, above):
            continue
        if not names or row[0] != names[0] or not _is_counted(tags, row):
            continue
        upper, first = page.words[lead[-1]], page.words[row[0]]
        height = upper.height
        # The model may have missed the first words of the row above.
        starts = [page.words[i].box[0] for i in above if i <= lead[0]]
        aligned = any(abs(first.box[0] - start) < _EDGE for start in starts)
        near = first.box[1] - upper.box[3] < _CLOSE * height
        if aligned and near and HANGING.search(upper.text) and not _ADDED.match(first.text):
            tags[row[0]] = tags[row[0]]._replace(begins=False)


def _is_counted(tags: Sequence[WordTag], row: Sequence[int]) -> bool:
    return any(tags[index].label in AMOUNTS for index in row)


def _begin_all(page: Page, tags: list[WordTag], rows: Sequence[Sequence[int]]) -> bool:
    """Whether all amounts of a table stand on the last rows of names, which then are whole.

    The first item tells: it has rows above; all that have go on with them where they are priced,
    and nothing follows the last one.
    """
    priced = [at for at, row in enumerate(rows) if _is_priced(tags, row)]
    if len(priced) < _ITEMS_N:
        return False
    left = min(page.words[_names(tags, rows[at])[0]].box[0] for at in priced)
    amounts = [i for at in priced for i in rows[at] if tags[i].label in AMOUNTS]
    column = left, min(page.words[i].box[0] for i in amounts)
    blocks = {at: _rows_above(page, tags, rows, at, column) for at in priced}
    last = priced[-1]
    follows = last + 1 < len(rows) and _is_unpriced(page, tags, rows[last + 1], rows[last], column)
    if not blocks[priced[0]] or follows:
        return False
    for at in (at for at in priced if blocks[at]):
        first = page.words[_names(tags, rows[at])[0]].text
        if not first[0].islower() and not HANGING.search(page.words[blocks[at][-1][-1]].text):
            return False
    for at, above in blocks.items():
        lead = tags[_names(tags, rows[at])[0]]
        words = [index for row in above for index in row]
        for index in words:
            tags[index] = lead._replace(begins=index == words[0])
        for index in _names(tags, rows[at]) if words else ():
            tags[index] = tags[index]._replace(begins=False)
    return True


def _names(tags: Sequence[WordTag], row: Sequence[int]) -> list[int]:
    return [index for index in row if tags[index].label == NAME]


def _is_priced(tags: Sequence[WordTag], row: Sequence[int]) -> bool:
    return bool(_names(tags, row)) and _is_counted(tags, row)


def _rows_above(
    page: Page,
    tags: Sequence[WordTag],
    rows: Sequence[Sequence[int]],
    at: int,
    column: tuple[float, float],
) -> list[list[int]]:
    """The unpriced rows right above a priced one, in the column of names."""
    found: list[list[int]] = []
    while at - len(found) > 0:
        row, below = rows[at - len(found) - 1], rows[at - len(found)]
        if not _is_unpriced(page, tags, row, below, column):
            break
        found.insert(0, [i for i in row if page.words[i].box[0] > column[0] - _EDGE])
    return found


def _is_unpriced(
    page: Page,
    tags: Sequence[WordTag],
    row: Sequence[int],
    beside: Sequence[int],
    column: tuple[float, float],
) -> bool:
    """Whether a row is nothing but some of a name, close to another of its rows.

    column: where names begin, and where amounts do.
    """
    left, right = column
    own = [i for i in row if page.words[i].box[0] > left - _EDGE]
    number = [page.words[i].text.rstrip(".") for i in row if i not in own]
    if not own or len(number) > 1 or not all(text.isdecimal() for text in number):
        return False
    inside = abs(page.words[own[0]].box[0] - left) < _EDGE and page.words[own[-1]].box[2] < right
    if not inside or any(tags[i].label not in _FREE for i in own):
        return False
    upper, lower = sorted((page.words[own[0]].box, page.words[beside[-1]].box), key=lambda b: b[1])
    return lower[1] - upper[3] < _CLOSE * (upper[3] - upper[1])


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
    height = first.height
    last = names[-1]
    behind = [page.words[i].box[0] for i in row if page.words[i].box[0] > page.words[last].box[2]]
    begun = seen[above[0]].label == NAME == seen[names[0]].label
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
