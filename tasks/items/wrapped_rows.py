"""Descriptions that run over several rows: what stands right below one, in its column, goes on.

The model sees each row's words well where a price stands beside them; of the rows below it misses
some, or takes them for the next item's. Print tells: the column's edges, and how close rows stand.
"""

import re
from collections.abc import Sequence
from itertools import islice

from schemas.document import Page
from schemas.line_labels import CODE, NAME, QUANTITY
from schemas.prediction import OUTSIDE, WordTag
from tasks.items.item_rows import (
    BLOCK_GAP,
    CLOSE,
    DAY,
    INDENT,
    SURE,
    WORD_GAP,
    ItemRow,
    NameColumn,
    column_of,
    make_item_row,
    named_in,
)
from tasks.items.missed_words import complete_items
from tasks.items.own_rows import REMARK, says_more
from tasks.values.entities import gap_between, probability
from tasks.values.joining_words import JOINING
from tasks.values.page_by_page import page_by_page
from tasks.values.type_size import type_size

#: What no name ends with: "with block and", "Poster A1,".
HANGING = re.compile(rf"(?:[,/&(]|(?:\W|^){JOINING})$")
_LEADS_ON = re.compile(r"\(?(?:inkl|incl|exkl|zzgl|einschl)\.", re.IGNORECASE)
#: What a number follows: "17 x 40 x", "ähnlich RAL".
_WANTS = re.compile(r"(?:\W|^)(?:x|×|RAL|DIN|ISO|EN|CMR|[Nn]°|[Nn]r\.|No\.)$")
#: What at a name's end, behind a mark, has its number in the row below: "Crane hire, job".
_WORK = re.compile(
    r"job|auftrag|projekt|project|projet|kommission|commande|dossier|chantier", re.IGNORECASE
)
#: What a span's end stands behind.
_UNTIL = re.compile(r"to|until|bis|au|al|tot|t/m|[-–]", re.IGNORECASE)
#: What may number the next item: "2", "2.", "1.2", "B)".
_POSITION = re.compile(r"(?:[0-9]{1,3}|[A-Za-z])(?:[.)]\w*)*")
#: "[SF-BAN]", which ERP systems print before a name, in its cell.
_BRACKETED = re.compile(r"\[[^\[\]]+\]")
#: What a price above is for, in its own column: "je SA", "per 100 PC".
_BASE = re.compile(
    r"(?:je|pro|per|par|à|por|/)(?: [0-9][0-9.,]*)?(?: [^\W\d_]{1,5}\.?)?", re.IGNORECASE
)
_LAST_CLOSE = 0.5  # the same below the last item, where other text follows
_TIGHT = 0.3  # and what parts the rows of its name, where other text stands farther below
_LONG = 0.6  # of the room up to the next column: how far a name reaches that had to be broken
_ALIKE = 0.03  # of the type's size: by how much a row of the same type may be smaller
_ACCENT = 0.08  # of the type's size: by how much an accent may make a word higher
#: The same on scans, where the widths of letters tell, and by how much it may be larger.
_SCANNED, _LARGER = 0.95, 1.2
#: What is so much smaller there is small print, if the model sees a name with less than such a
#: probability, and if so many letters tell.
_SMALL = ((0.85, 1.1), (0.9, 0.8), (0.92, 0.3))
_TELLING_N = 6
_DIGITS_N = 4  # that a name may have in a row without letters; longer numbers are codes
_MEASURE_N = 2  # words: "20 l"
_MOST_ROWS_N = 4
_LETTERS = re.compile(r"[^\W\d_]{2}")
#: "107 x 48 x 4", "M12 x 1,25", "M 10 X 50", "(248 x 240)"; "0,75 l".
_SIZES = re.compile(
    r"\(?(?:M ?)?[0-9][0-9.,/]*(?:\s?[xX×]\s?[0-9][0-9.,/]*)+\)?|[0-9][0-9.,]* ?(?:m|c|d)?l"
)
#: "6,4", "M6": one size alone, where the model nearly sees the name go on.
_SIZE, _NEARLY = re.compile(r"M?[0-9]{1,3}(?:[.,/][0-9]{1,2})?"), 0.15
_DOUBTFUL = 0.5  # confidence of a word that what stands around it tells better
_HARDLY = 0.008  # probability of a name, below which the model is believed


@page_by_page
def continue_descriptions(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags with the rows that go on with an item's description under its label."""
    rows = complete_items(page, tags)
    items = [
        column_of(page, tags, row, above) for above, row in zip((None, *rows), rows, strict=False)
    ]
    last = max((at for at, column in enumerate(items) if column is not None), default=-1)
    for at, column in enumerate(items):
        if column is None or not named_in(tags, rows[at]):  # its name may have been small print
            continue
        beside = (row for row in rows[at + 1 :] if not _is_block(page, tags, row, column))
        nearest = list(islice(beside, _MOST_ROWS_N + 1))
        _continue_name(page, tags, rows[at], nearest, column, is_last=at == last)
    return tags


def _continue_name(
    page: Page,
    tags: list[WordTag],
    first: ItemRow,
    nearest: Sequence[ItemRow],
    column: NameColumn,
    *,
    is_last: bool,
) -> None:
    """Names what goes on with a name below its first row, and passes over small print there."""
    before = above = first
    for whole, after in islice(zip(nearest, (*nearest[1:], None), strict=False), _MOST_ROWS_N):
        loose = not is_last or _ends_block(above, whole, after)
        below = _without_block(page, tags, whole, column)
        if below is None:
            return
        name = first, before
        near = below.top - above.bottom < CLOSE * (above.bottom - above.top)
        if near and _is_small_print(page, tags, name, below, column):
            for index in below.words:
                tags[index] = WordTag.outside(SURE)
            above = below
        elif _goes_on(page, tags, name, below, column, CLOSE if loose else _LAST_CLOSE):
            _name_row(tags, tags[named_in(tags, before)[-1]], below, whole)
            before = above = below
        else:
            return


def _name_row(tags: list[WordTag], lead: WordTag, row: ItemRow, whole: ItemRow) -> None:
    """Names a row as the word does that it goes on with, and not the block beside it."""
    for index in row.words:
        if tags[index].label != NAME or tags[index].begins:
            tags[index] = lead._replace(begins=False)
    for index in whole.words:
        if index not in row.words and tags[index].label == NAME:
            tags[index] = WordTag.outside(SURE)


def _is_block(page: Page, tags: Sequence[WordTag], row: ItemRow, column: NameColumn) -> bool:
    """Whether a row is all of a block that stands left or right of the table, and no item's."""
    if row.left - column.end > INDENT:
        return not any(tags[i].label.startswith("line.") for i in row.words)
    number = _POSITION.fullmatch(page.words[row.words[-1]].text)
    return number is None and column.table - row.right > INDENT


def _without_block(
    page: Page, tags: Sequence[WordTag], row: ItemRow, column: NameColumn
) -> ItemRow | None:
    """A row without the words of a block left or right of the table; None if nothing is left.

    A number left of it may be the next item's, and so may what begins a name behind it. What the
    price above is for is no block either.
    """
    beside = [i for i in row.words if page.words[i].box[0] >= column.limit]
    if 0 < len(beside) < len(row.words):
        wide = gap_between(page, page.words[beside[0] - 1], page.words[beside[0]]) >= BLOCK_GAP
        if wide and _BASE.fullmatch(page.text_of(beside)):
            row = make_item_row(page, [i for i in row.words if i not in beside])
    right = [i for i in row.words if page.words[i].box[0] >= column.end]
    if len(right) == len(row.words):
        return None
    if right and not any(tags[i].label.startswith("line.") for i in right):
        row = make_item_row(page, [i for i in row.words if i not in right])
    block = [i for i in row.words if page.words[i].box[2] < column.table]
    if not block:
        return row
    rest = [i for i in row.words if i not in block]
    if (
        not rest
        or any(tags[i].begins for i in rest)
        or _POSITION.fullmatch(page.words[block[-1]].text)
    ):
        return None
    if gap_between(page, page.words[block[-1]], page.words[rest[0]]) < BLOCK_GAP:
        return None
    return make_item_row(page, rest)


def _ends_block(above: ItemRow, row: ItemRow, after: ItemRow | None) -> bool:
    """Whether a row stands right below the one above, and apart from what follows."""
    height = row.bottom - row.top
    near = row.top - above.bottom < _TIGHT * height
    return near and after is not None and after.top - row.bottom > CLOSE * height


def _is_surely_none(tags: Sequence[WordTag], row: ItemRow) -> bool:
    """Whether the model is sure that a row is no field's, all of its words."""
    return all(tags[i].label == OUTSIDE and tags[i].confidence >= SURE for i in row.words)


def _goes_on(
    page: Page,
    tags: Sequence[WordTag],
    name: tuple[ItemRow, ItemRow],
    row: ItemRow,
    column: NameColumn,
    most: float,
) -> bool:
    """Whether a row goes on with a name, of which the first row and the one above are given."""
    before = name[-1]
    names = named_in(tags, before)
    last = max(names)
    lead = page.words[last].text
    labels = column.labels | ({CODE} if _is_work(page, last) else set())
    height = min(row.bottom - row.top, before.bottom - before.top)
    if (
        row.top - before.bottom >= most * height
        or min(abs(row.left - left) for left in _lefts(page, column, name[0])) >= INDENT
        or row.right > column.limit
        or any(tags[i].label not in labels for i in _sure_of(tags, row))
        or _is_counted(page, tags, row, column)
    ):
        return False
    text = page.text_of(row.words)
    if says_more(text):
        return False
    wrapped = _is_wrapped(page, tags, last, row, column)
    alike = (
        _is_set_alike(page, named_in(tags, name[0]), names, row)
        and not (REMARK.match(text) or _is_unlikely(tags, row))
        and (wrapped or most > _LAST_CLOSE)
    )
    unseen = all(tags[i].label != NAME for i in row.words)  # by the model, which has to tell
    if column.amounts_above and unseen and not alike:
        return False
    ends = ends_span(lead, text) or (bool(_WANTS.search(lead)) and text[0].isdecimal())
    hangs = bool(HANGING.search(lead)) or _leads_on(page, last)
    seen = not _is_surely_none(tags, row) or hangs or alike or ends
    ends = ends or (hangs and text.isdecimal() and len(text) <= _DIGITS_N)  # "set of" above "25"
    short = hangs or max(map(len, re.findall("[0-9]+", text)), default=0) <= _DIGITS_N
    nearly = probability(tags[row.words[0]], NAME) >= _NEARLY and bool(_SIZE.fullmatch(text))
    told = bool(_LETTERS.search(text)) or (alike and (nearly or bool(_SIZES.fullmatch(text))))
    return seen and (told or (alike and wrapped and short) or ends)


def _is_counted(page: Page, tags: Sequence[WordTag], row: ItemRow, column: NameColumn) -> bool:
    """Whether a quantity stands before the column of names: it is the next item's."""
    return any(tags[i].label == QUANTITY and page.words[i].box[2] <= column.left for i in row.words)


def _sure_of(tags: Sequence[WordTag], row: ItemRow) -> Sequence[int]:
    """The words of a row but a first one that the model doubts, with more of a name behind it."""
    first, *rest = row.words
    more = rest and all(tags[i].label == NAME and not tags[i].begins for i in rest)
    return rest if more and tags[first].confidence < _DOUBTFUL else row.words


def _lefts(page: Page, column: NameColumn, first: ItemRow) -> list[float]:
    """Where a name's rows may begin: below it, or below a code in brackets right before it."""
    starts = [page.words[i].box[0] for i in first.words]
    at = next((n for n, start in enumerate(starts) if start >= column.left), 0)
    before = first.words[at - 1] if at else None
    if before is None or not _BRACKETED.fullmatch(page.words[before].text):
        return [column.left]
    close = gap_between(page, page.words[before], page.words[first.words[at]]) < WORD_GAP
    return [column.left, starts[at - 1]] if close else [column.left]


def _is_wrapped(
    page: Page, tags: Sequence[WordTag], last: int, row: ItemRow, column: NameColumn
) -> bool:
    """Whether what a row begins with has no room behind the name above, as far as names reach.

    It is a word, or a number with its unit.
    """
    end, first = page.words[last].box[2], page.words[row.words[0]]
    unit = page.words[row.words[-1]] if len(row.words) == _MEASURE_N else first
    begun = (unit if first.text[0].isdecimal() else first).box[2]
    widest = max(page.words[i].box[2] for i, tag in enumerate(tags) if tag.label == NAME)
    long = end - column.left > _LONG * (column.limit - column.left)
    return long and end + begun - first.box[0] > widest


def _is_unlikely(tags: Sequence[WordTag], row: ItemRow) -> bool:
    """Whether the model sees hardly a chance of a name in any word of a row."""
    return max(probability(tags[i], NAME) for i in row.words) < _HARDLY


def _is_set_alike(page: Page, first: Sequence[int], names: Sequence[int], row: ItemRow) -> bool:
    """Whether a row is set as the name above it: remarks are smaller, lighter or in italics.

    On scans its size is that of the name's first row; the one above may be of a few letters.
    """
    words = [page.words[i] for i in row.words]
    if page.origin == "ocr":
        above, cased = type_size(page, first), _are_alike_cased(page, first, row.words)
        return cased and _SCANNED * above <= type_size(page, row.words) < _LARGER * above
    heights = [word.height for word in words]
    size = min(page.words[i].height for i in names)
    return (
        bool(face := page.words[names[-1]].face)
        and all(word.face == face for word in words)
        and (1 - _ALIKE) * size < min(heights)
        and max(heights) < (1 + _ACCENT) * size
    )


def _are_alike_cased(page: Page, first: Sequence[int], words: Sequence[int]) -> bool:
    """Whether both are in capitals, or neither: how wide these are hangs on the face."""
    texts = ("".join(page.words[i].text for i in one) for one in (first, words))
    return len({text.isupper() for text in texts}) == 1


def _is_small_print(
    page: Page,
    tags: Sequence[WordTag],
    name: tuple[ItemRow, ItemRow],
    row: ItemRow,
    column: NameColumn,
) -> bool:
    """Whether a scan's row says more of an item in smaller type than its name above.

    What is not much smaller and has no room there goes on with it.
    """
    first, names = (named_in(tags, one) for one in name)
    letters_n = sum(len(page.words[i].text) for i in row.words)
    named = all(tags[i].label in (OUTSIDE, NAME) for i in row.words)
    if page.origin != "ocr" or not named or letters_n < _TELLING_N:
        return False
    if abs(row.left - column.left) >= INDENT or not _are_alike_cased(page, first, row.words):
        return False
    share = type_size(page, row.words) / type_size(page, first)
    seen = max(probability(tags[i], NAME) for i in row.words)
    wrapped = _is_wrapped(page, tags, names[-1], row, column)
    grades = _SMALL[:1] if wrapped else _SMALL
    return any(share < size and seen < least for size, least in grades)


def _leads_on(page: Page, last: int) -> bool:
    """Whether a name ends with what leads on behind a mark: "Fichte, inkl.", no "Akku inkl."."""
    return _is_behind_mark(page, last) and bool(_LEADS_ON.fullmatch(page.words[last].text))


def _is_work(page: Page, last: int) -> bool:
    """Whether a name ends with what work is for, which has a number: "hire, job", no "file fee"."""
    word = page.words[last].text
    behind = _is_behind_mark(page, last) or word.startswith("(")
    return behind and bool(_WORK.fullmatch(word.removeprefix("(")))


def _is_behind_mark(page: Page, index: int) -> bool:
    return bool(index) and page.words[index - 1].text.endswith((",", "("))


def ends_span(lead: str, text: str) -> bool:
    """Whether a text is but the day to which a span lasts: "01/04/2026 to" ends above it.

    `lead` is the last word of what stands above.
    """
    return bool(_UNTIL.fullmatch(lead) and DAY.fullmatch(text))
