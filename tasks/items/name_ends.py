"""Where an item's name ends: rows below that stand apart, are marked or are set otherwise."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from schemas.document import Page
from schemas.line_labels import NAME, NET_AMOUNT, PRICE, QUANTITY
from schemas.prediction import OUTSIDE, WordTag
from tasks.items.tables import AMOUNTS
from tasks.values.cells import find_rows, word_rows
from tasks.values.entities import probability
from tasks.values.page_by_page import page_by_page
from tasks.values.type_size import type_size

_COUNTS = frozenset({QUANTITY, PRICE})
_SURE = 0.9
_INDENT = 0.02  # of the page's width: how far left of the name's edge its rows may begin
_FAR = 1.25  # of the text height: free space that no rows of one name have between them
_SMALLER = 0.9  # of the height of the name's own rows: remarks are set in smaller type
#: Of the size of the names' type on a scan, where widths tell and heights do not: all remarks
#: together, of so many rows at least, and each of them.
_NARROWER, _NARROW, _REMARKS_N = 0.91, 0.95, 2
_TELLING_N = 6  # letters of a row that tell its size
_SURELY = 0.85  # of the size of the name's first row: below that hardly a row is the name's
#: Rows that no name has: "* défaut charnière", "• geölt".
_MARKED = re.compile(r"[*•→]\s?\w")
#: Rows that trace a single delivery: "Charge 26-0411", "Lot 4471".
_TRACED = re.compile(
    r"(?:(?:charg(?:e|en)|lot|batch|mhd|s/n)\b[^\w]{0,3}(?:n[ro°º]\.?|no\.|nummer|number)?"
    r"|serien\w*|serial (?:n[ro°º]|number))\W{0,3}(?![0-9]+x[0-9])(?:\S*[0-9]){3}\S*$",
    re.IGNORECASE,
)
#: Rows that say how a quantity was measured, or on which days: "Traufe: 2 x 24,60 = 49,20". With a
#: year they are the period that an item is for.
_MEASURED = re.compile(
    r"[^=]{3,60}[0-9)] ?= ?-?[0-9][0-9.,]*(?: ?\S{1,3})?$"
    r"|[0-9]{1,2}\.[0-9]{1,2}\. ?(?:\+|bis|und|u\.|[-–]) ?[0-9]{1,2}\.[0-9]{1,2}\.$"
)
#: Rows that say of how many pieces a weight or length is, where a load goes to, or what is to
#: follow: "B/O 2".
_DETAILED = re.compile(
    r"[0-9]{1,4} (?:stab|stäbe|stangen?|tafeln?|ringe?|coils?|bund|rollen?|platten?|barres?|tôles?"
    r"|bars?|sheets?|lengths?) (?:a|à|zu|je|of|x|de) [0-9]"
    r"|(?:b/?o|back[ -]?order(?:ed)?|im rückstand|rückstand|reliquat)\W{0,2} [0-9]"
    r"|(?:dest|exp)\. ?\w|(?:destinataire|expéditeur|empfänger|consignee)\s?:",
    re.IGNORECASE,
)
_LED_TO = re.compile(r"to|nach|vers|naar|hasta")  # "LE19 to B78"
_HALF = 0.1  # probability of a word that may begin the name behind it
_LIGHTER = 2  # tenths from black to white
_SHOUTED_N = 5  # capitals that a remark or heading has at least


class _Part(NamedTuple):
    """What one row holds of a name: its words, and where it stands."""

    words: tuple[int, ...]
    text: str  # of the cell that they stand in
    left: float  # and where it begins
    top: float
    bottom: float
    height: float  # of its words, the middle one
    begins: bool  # whether the model saw a name begin
    valued: bool  # whether amounts of the item stand beside it


class _Name(NamedTuple):
    """An item's name as tagged: its rows, and how many of them are its own whatever follows."""

    parts: tuple[_Part, ...]
    sure_n: int


@page_by_page
def end_names(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags without the rows below an item's name that do not go on with it."""
    _begin_names(page, tags)
    _drop_behind_counts(page, tags)
    names = list(_find_names(page, tags))
    least = _remarks_size(page, names)
    for name in names:
        for at in range(name.sure_n, len(name.parts)):
            before, part = name.parts[at - 1], name.parts[at]
            hangs = _print(page, before).endswith(",")  # "with locknut," over "grey"
            small = _is_small(page, name.parts[0], part) and not hangs
            apart = small or _stands_apart(name, before, part)
            narrow = _tells(page, part) and _is_narrow(page, name, part, least)
            apart = apart or narrow or _is_set_apart(page, before, part)
            said = any(says.match(part.text) for says in (_TRACED, _MEASURED, _DETAILED))
            if apart or said or _is_marked(page, part) or _is_shouted(page, name, part):
                for left_over in name.parts[at:]:
                    _clear(page, tags, left_over)
                break
    return tags


def _clear(page: Page, tags: list[WordTag], part: _Part) -> None:
    """Takes a row out of a name: all it has of an item where it seemed to begin another one."""
    row = word_rows(page)[page.words[part.words[0]].row] if part.begins else part.words
    for index in row:
        if tags[index].label.startswith("line."):
            tags[index] = WordTag.outside(_SURE)


def _begin_names(page: Page, tags: list[WordTag]) -> None:
    """Gives a counted name that goes on in its row without having begun the word that begins it.

    The model may see that of "Courier and photocopies" only "and photocopies" goes on a name.
    """
    for row in find_rows(page):
        if not any(tags[i].label in AMOUNTS for i in row.words):
            continue
        for cell in row.cells:
            first, *others = cell.words
            rest = [tags[i] for i in others]
            if tags[first].label != OUTSIDE or not rest:
                continue
            led = _LED_TO.fullmatch(page.words[others[0]].text)  # no name begins with it
            if probability(tags[first], NAME) < _HALF and not led:
                continue
            if not all(tag.label == NAME and not tag.begins for tag in rest):
                continue
            if page.words[first].text.isdecimal():  # a position: "1 Leistung laut Vertrag"
                tags[others[0]] = tags[others[0]]._replace(begins=True)
            else:
                tags[first] = WordTag(NAME, True, _HALF, ((OUTSIDE, 1 - _HALF),))


def _drop_behind_counts(page: Page, tags: list[WordTag]) -> None:
    """Takes from a priced name what stands behind the counts below it: "3 h à 58.00 – by phone"."""
    rows = list(word_rows(page).values())
    for above, row in pairwise(rows):
        labels = {tags[i].label for i in above}
        own = [i for i in row if tags[i].label == NAME]
        before = {tags[i].label for i in row if own and i < own[0]}
        counted = before >= _COUNTS and not any(tags[i].label == NET_AMOUNT for i in row)
        if counted and labels >= {NAME, NET_AMOUNT} and not tags[own[0]].begins:
            for index in own:
                tags[index] = WordTag.outside(_SURE)


def _find_names(page: Page, tags: Sequence[WordTag]) -> Iterator[_Name]:
    """The names of a page's items that have amounts beside them, top to bottom."""
    parts: list[_Part] = []
    for part in _parts(page, tags):
        valued = any(p.valued for p in parts)
        if (part.begins and not _is_remark(page, parts, part)) or (valued and part.valued):
            yield from _make_name(parts)
            parts = []
        parts.append(part)
    yield from _make_name(parts)


def _is_remark(page: Page, parts: Sequence[_Part], part: _Part) -> bool:
    """Whether a row that seems to begin a name is set smaller and as no other, right below one.

    Without amounts, and in italics or lighter: "Posts 8 ft on center" below a priced fence.
    """
    priced = next((p for p in reversed(parts) if p.valued), None)
    if priced is None or part.valued:
        return False
    return _is_small(page, parts[0], part) and _is_set_apart(page, priced, part)


def _make_name(parts: Sequence[_Part]) -> Iterator[_Name]:
    sure_n = next((n for n, part in enumerate(parts, start=1) if part.valued), 0)
    if sure_n:
        yield _Name(tuple(parts), sure_n)


def _parts(page: Page, tags: Sequence[WordTag]) -> Iterator[_Part]:
    rows = list(word_rows(page).values())
    labels = [{tags[i].label for i in indices} for indices in rows]
    bare = [bool(found & AMOUNTS) and NAME not in found for found in labels]
    heads = [
        at
        for at, indices in enumerate(rows)
        if not labels[at] & AMOUNTS
        and any(tags[i].label == NAME and tags[i].begins for i in indices)
    ]
    above_n = sum(at > 0 and bare[at - 1] for at in heads)
    below_n = sum(at + 1 < len(rows) and bare[at + 1] for at in heads)
    for at, row in enumerate(find_rows(page)):
        own = [i for i in rows[at] if tags[i].label == NAME]
        if not own:
            continue
        first = row.cell_of(own[0])
        beside = at - 1 if above_n > below_n else at + 1  # where amounts stand that have no name
        starts = 0 <= beside < len(rows) and bare[beside]
        yield _Part(
            tuple(own),
            first.text,
            first.x0,
            min(page.words[i].box[1] for i in own),
            max(page.words[i].box[3] for i in own),
            median(page.words[i].height for i in own),
            tags[own[0]].begins or starts,
            starts or bool(labels[at] & AMOUNTS),
        )


def _stands_apart(name: _Name, before: _Part, part: _Part) -> bool:
    """Whether a row begins left of the name's column, or is further below than rows of a text."""
    height = min(before.bottom - before.top, part.bottom - part.top)
    return part.left < name.parts[0].left - _INDENT or part.top - before.bottom > _FAR * height


def _is_marked(page: Page, part: _Part) -> bool:
    return bool(_MARKED.match(_print(page, part)))


def _is_shouted(page: Page, name: _Name, part: _Part) -> bool:
    """Whether a row is all in capitals, without figures, below a name that is not."""
    first, text = _print(page, name.parts[0]), _print(page, part)
    letters = [c for c in text if c.isalpha()]
    shouted = len(letters) >= _SHOUTED_N and text.isupper() and not any(map(str.isdigit, text))
    return shouted and sum(map(str.islower, first)) > sum(map(str.isupper, first))


def _print(page: Page, part: _Part) -> str:
    """The words of a name in one row, without others of their cell."""
    return page.text_of(part.words)


def _is_set_apart(page: Page, before: _Part, part: _Part) -> bool:
    """Whether a row is set otherwise than all of the one above: bold or not, in italics, lighter.

    Names at times begin in italics, or are all in them: upright rows below go on.
    """
    faces = {page.words[i].face for i in before.words}
    face = page.words[part.words[0]].face
    if not face or not all(faces) or face in faces:
        return False
    above = page.words[before.words[-1]].face
    lighter = int(face[-1]) - int(above[-1]) >= _LIGHTER
    return lighter or ("b" in face) != ("b" in above) or ("i" in face and "i" not in above)


def _remarks_size(page: Page, names: Sequence[_Name]) -> float:
    """How large the type below names is at most where all is set smaller, on a scan.

    In shares of the page's width; 0 where it is no smaller.
    """
    below = [part for name in names for part in name.parts[name.sure_n :] if _tells(page, part)]
    if page.origin != "ocr" or len(below) < _REMARKS_N:
        return 0.0
    usual = median(type_size(page, name.parts[0].words) for name in names)
    smaller = median(type_size(page, part.words) for part in below) < _NARROWER * usual
    return _NARROW * usual if smaller else 0.0


def _is_narrow(page: Page, name: _Name, part: _Part, least: float) -> bool:
    """Whether a scan's row is set smaller than `least`, or much smaller than the name's first."""
    if page.origin != "ocr":
        return False
    size, first = type_size(page, part.words), name.parts[0]
    alike = _print(page, part).isupper() == _print(page, first).isupper()
    return size < least or (alike and size < _SURELY * type_size(page, first.words))


def _tells(page: Page, part: _Part) -> bool:
    """Whether a row has the letters that tell how large its type is: "mois" has too few."""
    return len(_print(page, part)) >= _TELLING_N


def _is_small(page: Page, first: _Part, part: _Part) -> bool:
    """Whether a row is lower than the name's first; on a scan its height does not tell."""
    return page.origin == "text" and part.height < _SMALLER * first.height
