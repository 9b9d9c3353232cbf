"""Where an item's name ends: rows below that its column had room for are remarks or headings.

A name goes on below because the next word did not fit (EN 16931 knows it as BT-153). Where the
column plainly had room for that word, somebody broke the row: what stands below is a remark
(BT-154), a section's heading or the end of the table.
"""

import re
from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.cells import find_rows, word_rows
from tasks.wrapped_rows import says_own

_NAME = "line.description"
_BESIDE = frozenset({"line.net_amount", "line.unit_price", "line.quantity"})
_NO_NAME = WordTag("O", False, 0.9)
_SLACK = 0.2  # of the column's width: room that is left over beside the next word
_SPACE = 0.3  # of the text height: what two words stand apart
_SAME_EDGE = 0.008  # of the page's width: the left edges of one column's names
_INDENT = 0.02  # of the page's width: how far left of the name's edge its rows may begin
_FAR = 1.25  # of the text height: free space that no rows of one name have between them
_SMALLER = 0.94  # of the name's text height: print of another size
_EVEN = 0.02  # of the text height: by how much names of one print differ in height
_EVEN_SHARE = 0.75  # of the names that are of one height where boxes tell the print's size
#: A row that ends so goes on, whatever room there was: "Eiche, geölt,", "Schraube mit".
_OPEN_END = re.compile(
    r"(?:[,/&+(\[=:×„“«–-]|\W(?:mit|with|avec|con|met|und|and|et|y|ed?|en|oder|or|ou|of|de|des|du"
    r"|del|della|d['’]|à|a|au|aux|in|im|auf|on|sur|zu|zum|zur|to|für|for|pour|per|par|von|vom|van"
    r"|aus|from|bei|at|nach|inkl\.?|incl\.?|einschl\.?|ohne|without|sans|the|der|die|das|den|le"
    r"|la|les|x))$",
    re.IGNORECASE,
)
#: Rows that no name has: "* défaut charnière", "• geölt".
_MARKED = re.compile(r"[*•→]\s?\w")
_UNCLOSED = re.compile(r"[(\[][^)\]]*$")


class _Part(NamedTuple):
    """What one row holds of a name: its words, and where it stands."""

    words: tuple[int, ...]
    left: float
    right: float
    cell_left: float
    cell_right: float
    top: float
    bottom: float
    begins: bool  # whether the model saw a name begin
    valued: bool  # whether amounts of the item stand beside it


class _Name(NamedTuple):
    """An item's name as tagged: its rows, and how many of them are its own whatever follows."""

    page: int
    parts: tuple[_Part, ...]
    sure_n: int


def end_names(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags without the rows below an item's name that do not go on with it."""
    ended = [list(row) for row in tags]
    names = [name for at, page in enumerate(pages) for name in _find_names(at, page, tags[at])]
    for name in names:
        page = pages[name.page]
        limit = _right_limit(names, name)
        usual = _usual_height(pages, names) if page.origin == "text" else None
        for at in range(name.sure_n, len(name.parts)):
            before, part = name.parts[at - 1], name.parts[at]
            smaller = usual is not None and _is_smaller(page, before, part, usual)
            if smaller or _stands_apart(name, before, part) or _fitted(page, before, part, limit):
                for left_over in name.parts[at:]:
                    for index in left_over.words:
                        ended[name.page][index] = _NO_NAME
                break
    return [tuple(row) for row in ended]


def _find_names(number: int, page: Page, tags: Sequence[WordTag]) -> Iterator[_Name]:
    """The names of a page's items that have amounts beside them, top to bottom."""
    parts: list[_Part] = []
    for part in _parts(page, tags):
        valued = any(p.valued for p in parts)
        if part.begins or (valued and part.valued):
            yield from _make_name(number, parts)
            parts = []
        parts.append(part)
    yield from _make_name(number, parts)


def _make_name(number: int, parts: Sequence[_Part]) -> Iterator[_Name]:
    sure_n = next((n for n, part in enumerate(parts, start=1) if part.valued), 0)
    if sure_n:
        yield _Name(number, tuple(parts), sure_n)


def _parts(page: Page, tags: Sequence[WordTag]) -> Iterator[_Part]:
    rows = list(word_rows(page).values())
    labels = [{tags[i].label for i in indices} for indices in rows]
    bare = [bool(found & _BESIDE) and _NAME not in found for found in labels]
    heads = [
        at
        for at, indices in enumerate(rows)
        if not labels[at] & _BESIDE
        and any(tags[i].label == _NAME and tags[i].begins for i in indices)
    ]
    above_n = sum(at > 0 and bare[at - 1] for at in heads)
    below_n = sum(at + 1 < len(rows) and bare[at + 1] for at in heads)
    for at, row in enumerate(find_rows(page)):
        own = [i for i in rows[at] if tags[i].label == _NAME]
        if not own:
            continue
        first = next(cell for cell in row.cells if own[0] in cell.words)
        last = next(cell for cell in row.cells if own[-1] in cell.words)
        beside = at - 1 if above_n > below_n else at + 1  # where amounts stand that have no name
        starts = 0 <= beside < len(rows) and bare[beside]
        yield _Part(
            tuple(own),
            page.words[own[0]].box[0],
            page.words[own[-1]].box[2],
            first.x0,
            last.x1,
            min(page.words[i].box[1] for i in own),
            max(page.words[i].box[3] for i in own),
            tags[own[0]].begins or starts,
            starts or bool(labels[at] & _BESIDE),
        )


def _right_limit(names: Sequence[_Name], name: _Name) -> float:
    """How far to the right the column of a name is printed, whatever the page."""
    left = name.parts[0].left
    return max(
        part.right
        for other in names
        if abs(other.parts[0].left - left) < _SAME_EDGE
        for part in other.parts
    )


def _height(page: Page, part: _Part) -> float:
    return median(page.words[i].box[3] - page.words[i].box[1] for i in part.words)


def _usual_height(pages: Sequence[Page], names: Sequence[_Name]) -> float | None:
    """The text height of the names; None where boxes tell no print size, as of ink they do not."""
    heights = [_height(pages[name.page], name.parts[0]) for name in names]
    usual = median(heights)
    even_n = sum(abs(height - usual) <= _EVEN * usual for height in heights)
    return usual if even_n >= _EVEN_SHARE * len(heights) else None


def _is_smaller(page: Page, before: _Part, part: _Part, usual: float) -> bool:
    """Whether a row is of smaller print than the names."""
    own = abs(_height(page, before) - usual) <= _EVEN * usual
    return own and _height(page, part) < _SMALLER * usual


def _stands_apart(name: _Name, before: _Part, part: _Part) -> bool:
    """Whether a row begins left of the name's column, or is further below than rows of a text."""
    height = min(before.bottom - before.top, part.bottom - part.top)
    left = min(name.parts[0].cell_left, name.parts[0].left)
    return part.cell_left < left - _INDENT or part.top - before.bottom > _FAR * height


def _fitted(page: Page, before: _Part, part: _Part, limit: float) -> bool:
    """Whether the row above had clear room for the first word of this one."""
    text = " ".join(page.words[i].text for i in before.words)
    if _OPEN_END.search(text) or _UNCLOSED.search(text):
        return False
    first = page.words[part.words[0]].box
    below = " ".join(page.words[i].text for i in part.words)
    if _MARKED.match(below):
        return True
    space = _SPACE * (before.bottom - before.top) * page.height / page.width
    slack = 0.0 if says_own(below) else _SLACK * (limit - before.left)
    return before.cell_right + space + (first[2] - first[0]) + slack <= limit
