"""What the model missed of an item's own row: the words before, within and behind its name.

Print tells: the column's edges, what stands close, and what the other items begin with. Blocks left
of the table are taken from the names and codes.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from schemas.document import Page
from schemas.line_labels import CODE, NAME, NET_AMOUNT, QUANTITY, RATE, UNIT
from schemas.prediction import OUTSIDE, WordTag
from tasks.items.code_letters import fill_prefixes
from tasks.items.item_rows import (
    BLOCK_GAP,
    CLOSE,
    DAY,
    EDGE,
    INDENT,
    SURE,
    WORD_GAP,
    ItemRow,
    NameColumn,
    column_of,
    named_in,
    rows_without,
    touches,
)
from tasks.items.own_rows import OWN
from tasks.items.table_heads import captions_n, find_table
from tasks.items.tables import AMOUNTS, LEAST_AMOUNTS_N, MONEY, is_priced
from tasks.sums.total_words import fields_named
from tasks.values.cells import word_rows
from tasks.values.entities import gap_between
from tasks.values.head_words import COUNTS, NAMES

_TORN = re.compile(r"\w-$")
_INITIAL = re.compile(r"[A-ZÄÖÜÉ]\.(?:-?[A-ZÄÖÜÉ]\.)?")
_ROMAN = frozenset("IVX")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_TIMES = frozenset("×xX@")  # between a count and a price: "2 × 118.00"
_CODE_KEY = re.compile(
    r"\S*:|id|sku|code|r[ée]f\.?|art(?:\.|icle|ikel)?|item|n[or]\.?|n[°º]|number|nummer",
    re.IGNORECASE,
)
_KEY_N = 3  # words, at most, that say that the next one is a code
_SECONDS_N = 2  # items with their prices on a second row that make a rule of it
#: What the model takes words within a description for.
_FILLED = frozenset({OUTSIDE, UNIT, CODE})
#: What a row without a price has before its name: "60 Stück".
_COUNTED = frozenset({QUANTITY, UNIT})
_BLOCK_ITEMS_N, _BLOCK_SHARE = 5, 0.4  # of so many items so few have a number of such a block
_ROOM = 1.1  # of the free space between items: how close below them more of them stand
#: The caption above the names of items.
_NAMES = re.compile(rf"(?:{NAMES}|leistung|artikel|prestation):?", re.IGNORECASE)
#: What stands before a count below its name: "Qty: 2 × 84.00".
_COUNTED_BY = re.compile(rf"(?:{COUNTS}|stück)\b.?", re.IGNORECASE)
_CAPTIONS_N = 3  # that the head of such a table has, at least
_HEAD_N = 3  # rows above the first item in which it stands
_CAPTIONED = 0.7  # how sure a name is of which nothing but its caption tells
_NEXT_N = 2  # rows: on the first one below the last item, too, a discount is an item
#: What may be an item of its own where the model sees its amount as one.
_DEDUCTED = frozenset({"allowances"})


def complete_items(page: Page, tags: list[WordTag]) -> list[ItemRow]:
    """Mends the tags of the items' own rows, in place; returns the page's rows."""
    rows = list(rows_without(page, _join_codes(page, tags)))
    _drop_days(page, tags, rows)
    for row in rows:
        _fill_cell(page, tags, row)
    _fill_empty(page, tags, rows)
    _fill_initials(page, tags, rows)  # first, for where names begin tells of starts that lack
    _fill_starts(page, tags, rows)
    fill_prefixes(page, tags, rows)
    _drop_beside(page, tags, rows)
    _drop_codes_beside(page, tags, rows)
    return rows


def _join_codes(page: Page, tags: list[WordTag]) -> set[int]:
    """Gives a code that ends in a hyphen its rest, which stands right below: "BRG-6205-", "2RS".

    Returns the words so joined.
    """
    joined = set()
    rows = word_rows(page)
    for index, word in enumerate(page.words):
        if tags[index].label != CODE or not _TORN.search(word.text):
            continue
        height = word.height
        for below in range(index + 1, len(page.words)):
            other = page.words[below]
            if other.box[1] - word.box[3] > CLOSE * height:
                break
            beside = abs(other.box[0] - word.box[0]) >= EDGE
            if other.row == word.row or beside or other.box[1] < word.box[3] - 0.3 * height:
                continue
            beside_n = sum(tags[i].label in AMOUNTS for i in rows[other.row])
            own = tags[below].label == CODE and tags[below].begins and beside_n > 0
            if not own and beside_n < LEAST_AMOUNTS_N:
                tags[below] = tags[index]._replace(begins=False)
                joined.add(below)
                _end_code(page, tags, rows[other.row], below)
            break
    return joined


def _end_code(page: Page, tags: list[WordTag], row: Sequence[int], last: int) -> None:
    """Takes from a code what stands in the next column, which may go on with the name there."""
    behind = row[row.index(last) + 1 :]
    if behind and gap_between(page, page.words[last], page.words[behind[0]]) >= WORD_GAP:
        for index in behind:
            if tags[index].label == CODE and not tags[index].begins:
                tags[index] = WordTag.outside(1 - tags[index].confidence)


def _drop_days(page: Page, tags: list[WordTag], rows: Sequence[ItemRow]) -> None:
    """Takes from the items names that are but the day of delivery, above the name itself."""
    for row, below in pairwise(rows):
        names = named_in(tags, row)
        under = {tags[i].label for i in below.words}
        if len(names) != 1 or not DAY.fullmatch(page.words[names[0]].text):
            continue
        if NAME in under and not under & AMOUNTS:
            tags[names[0]] = WordTag.outside(SURE)


def _fill_cell(page: Page, tags: list[WordTag], row: ItemRow, most: float = WORD_GAP) -> None:
    """Gives a description the words right behind it, up to the next column: a gap of `most`."""
    for before, index in pairwise(row.words):
        near = gap_between(page, page.words[before], page.words[index]) < most
        if not near or tags[before].label != NAME or tags[index].label == NAME:
            continue
        # "Cable ties, 100 pieces": the line's own quantity stands in the next column.
        label = tags[index].label
        again = any(tags[i].label == label and tags[i].begins for i in row.words if i > index)
        if label in _FILLED or (label == QUANTITY and again) or _is_bracketed(page, row, index):
            tags[index] = tags[before]._replace(begins=False)


def _is_bracketed(page: Page, row: ItemRow, index: int) -> bool:
    """Whether a word stands within the brackets of its row: "Filing fee (value 285,000.00 €)"."""
    before = "".join(page.words[i].text for i in row.words if i < index)
    after = "".join(page.words[i].text for i in row.words if i >= index)
    return before.rfind("(") > before.rfind(")") and ")" in after.partition("(")[0]


def _fill_empty(page: Page, tags: list[WordTag], rows: Sequence[ItemRow]) -> None:
    """Gives a description to a priced row whose words at the column's edge have no label."""
    columns = [column_of(page, tags, row) for row in rows]
    lefts = [column.left for column in columns if column is not None]
    lefts = lefts or _find_captioned(page, tags, rows)
    if not lefts:
        return
    left = median(lefts)
    sure = min((tag.confidence for tag in tags if tag.label == NAME), default=_CAPTIONED)
    amounts = _find_amounts(page, tags, rows, columns)
    seconds = [row for above, row in pairwise(rows) if _is_second(tags, above, row)]
    for row in rows:
        labels = {tags[i].label for i in row.words}
        of_item = len(labels & (AMOUNTS | {RATE})) >= LEAST_AMOUNTS_N or row in amounts
        if NAME in labels or not (of_item or labels >= _COUNTED):
            continue
        start = _find_start(page, tags, row, left, aligned=row in amounts)
        if start is None or tags[start].label != OUTSIDE or page.words[start].text.isdecimal():
            continue
        if not of_item and tags[start].confidence >= SURE:
            continue
        text = page.words[start].text
        if DAY.fullmatch(text) or _COUNTED_BY.fullmatch(text) or text in _TIMES:
            continue
        labelled = next((i for i in row.words if i > start and tags[i].label != OUTSIDE), None)
        if labelled and tags[labelled].label == CODE:
            keyed = labelled - start <= _KEY_N and _CODE_KEY.fullmatch(
                page.words[labelled - 1].text
            )
            if labelled == start + 1 or keyed:
                continue  # "Art. ZA-1210", "Réf. article: 74.7631.98", below the name or above it
        second = row in seconds and len(seconds) >= _SECONDS_N
        tags[start] = WordTag(NAME, not second, sure, ((OUTSIDE, tags[start].confidence),))
        _fill_cell(page, tags, row, BLOCK_GAP if second else WORD_GAP)
        if row in amounts:
            tags[amounts[row]] = tags[amounts[row]]._replace(label=NET_AMOUNT)


def _find_start(
    page: Page, tags: Sequence[WordTag], row: ItemRow, left: float, *, aligned: bool
) -> int | None:
    """The first word of a row at the left edge of the names that is no count.

    aligned: whether else the row's name may be one that is set flush right or centred.
    """
    edged = (i for i in row.words if abs(page.words[i].box[0] - left) < INDENT)
    start = next((i for i in edged if tags[i].label != QUANTITY), None)
    return _find_aligned(page, tags, row) if start is None and aligned else start


def _find_aligned(page: Page, tags: Sequence[WordTag], row: ItemRow) -> int | None:
    """The first word of a name that shares its right edge or its middle with a table's names."""
    boxes = [word.box for word, tag in zip(page.words, tags, strict=True) if tag.label == NAME]
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    own = [i for i in row.words if page.words[i].box[0] > left and tags[i].label == OUTSIDE]
    if not own:
        return None
    start, end = page.words[own[0]].box[0], page.words[own[-1]].box[2]
    aligned = abs(end - right) < EDGE or abs(start + end - left - right) < INDENT
    return own[0] if aligned and page.words[own[0]].text[0].isalpha() else None


def _is_second(tags: Sequence[WordTag], above: ItemRow, row: ItemRow) -> bool:
    """Whether a row has the price of an item of which the row above has name and quantity."""
    one, other = ({tags[i].label for i in words} for words in (above.words, row.words))
    unpriced = one >= {NAME, QUANTITY} and not one & MONEY
    return unpriced and bool(other & MONEY) and QUANTITY not in other


def _find_captioned(page: Page, tags: Sequence[WordTag], rows: Sequence[ItemRow]) -> list[float]:
    """Where the names of a table are captioned in which the model sees none, above its prices."""
    priced = (at for at, row in enumerate(rows) if is_priced(tags[i].label for i in row.words))
    first = next(priced, 0)
    return [
        page.words[i].box[0]
        for row in rows[max(0, first - _HEAD_N) : first]
        if captions_n(page, row.words) >= _CAPTIONS_N
        for i in row.words
        if _NAMES.fullmatch(page.words[i].text)
    ][-1:]


def _find_amounts(
    page: Page,
    tags: Sequence[WordTag],
    rows: Sequence[ItemRow],
    columns: Sequence[NameColumn | None],
) -> dict[ItemRow, int]:
    """The one amount of each row that stands among the items or as close below them.

    It is in their amounts' column, and taken for one or, hardly, for a charge on the whole.
    """
    items = [at for at, column in enumerate(columns) if column is not None]
    named = [i for at in items for i in rows[at].words if tags[i].label == NET_AMOUNT]
    spaces = [rows[at].top - rows[at - 1].bottom for at in items[1:]]
    if not named or not spaces:
        return {}
    edge = median(page.words[i].box[2] for i in named)
    found: dict[ItemRow, int] = {}
    for at in range(items[0] + 1, len(rows)):
        before, row = rows[at - 1], rows[at]
        if at > items[-1] and row.top - before.bottom > _ROOM * max(spaces):
            break
        between = at < items[-1]
        under = [i for i in row.words if _may_be_amount(tags[i], between)]
        if len(under) != 1 or abs(page.words[under[0]].box[2] - edge) >= EDGE:
            continue
        text = page.text_of(row.words)
        own = between or (at < items[-1] + _NEXT_N and tags[under[0]].label == NET_AMOUNT)
        if not _is_of_items(text, _DEDUCTED if own else frozenset()):
            found[row] = under[0]
    return found


def _is_of_items(text: str, but: frozenset[str]) -> bool:
    """Whether a row names a sum of items, or a charge on all of them that is none of `but`."""
    named = fields_named(text)
    return bool(OWN.match(text)) or bool(named and not but.issuperset(named))


def _may_be_amount(tag: WordTag, between: bool) -> bool:
    """Whether a number is an item's amount: `between` two items, also one that is taken off."""
    charge = tag.label == "charges" and tag.confidence < SURE
    return charge or tag.label == NET_AMOUNT or (between and tag.label == "allowances")


def _fill_starts(page: Page, tags: list[WordTag], rows: Sequence[ItemRow]) -> None:
    """Gives a name the words right before it, where the other names begin with them."""
    items = [(row, c) for row in rows if (c := column_of(page, tags, row)) is not None]
    for row, column in items:
        others = [other.left for near, other in items if near is not row]
        edge = median(others) if others else column.left
        first = start = next(at for at, i in enumerate(row.words) if tags[i].label == NAME)
        while start and abs(page.words[row.words[start]].box[0] - edge) >= EDGE:
            before, after = row.words[start - 1], row.words[start]
            near = gap_between(page, page.words[before], page.words[after]) < WORD_GAP
            if not near or tags[before].label != OUTSIDE:
                break
            start -= 1
        if start == first or abs(page.words[row.words[start]].box[0] - edge) >= EDGE:
            continue
        for index in row.words[start : first + 1]:
            tags[index] = tags[row.words[first]]._replace(begins=index == row.words[start])


def _fill_initials(page: Page, tags: list[WordTag], rows: Sequence[ItemRow]) -> None:
    """Gives a name the person's initial or the year right before it: "K. Young", "2023 Riesling".

    Letters that run on from item to item number them, as do those from A on and Roman numbers; one
    letter alone tells nothing. What others have codes for is one.
    """
    firsts = [
        next(i for i in row.words if tags[i].label == NAME)
        for row in rows
        if column_of(page, tags, row) is not None
    ]
    before = [i - 1 for i in firsts if tags[i].begins and touches(page, i)]
    initials = [
        i for i in before if tags[i].label == OUTSIDE and _INITIAL.fullmatch(page.words[i].text)
    ]
    letters = [page.words[i].text[0] for i in initials]
    steps = [ord(b) - ord(a) for a, b in pairwise(letters)]
    numbered = letters[:1] == ["A"] or all(step == 1 for step in steps)
    if not any(steps) or numbered or set(letters) <= _ROMAN:
        initials = []
    codes = [i for i in before if tags[i].label == CODE]
    years = [
        i
        for i in before
        if tags[i].label in (CODE, OUTSIDE) and _YEAR.fullmatch(page.words[i].text)
    ]
    for index in (*initials, *(years if {*codes} <= {*years} else ())):
        tags[index] = tags[index + 1]
        tags[index + 1] = tags[index + 1]._replace(begins=False)


def _drop_beside(page: Page, tags: list[WordTag], rows: Sequence[ItemRow]) -> None:
    """Takes from a name the words of a block left of the table, where all others begin."""
    items = {row: c.left for row in rows if (c := column_of(page, tags, row)) is not None}
    for row in items:
        lefts = [left for near, left in items.items() if near is not row]
        if not lefts or max(lefts) - min(lefts) >= INDENT:
            continue
        start = next((i for i in row.words if page.words[i].box[0] > min(lefts) - EDGE), 0)
        before = [i for i in row.words if i < start and tags[i].label == NAME]
        if not before or tags[start].label != NAME:
            continue
        if gap_between(page, page.words[start - 1], page.words[start]) >= BLOCK_GAP:
            for index in before:
                tags[index] = WordTag.outside(SURE)
            tags[start] = tags[start]._replace(begins=True)


def _drop_codes_beside(page: Page, tags: list[WordTag], rows: Sequence[ItemRow]) -> None:
    """Takes from the items what few of them have far left of all else: numbers of a block there.

    Codes that a caption stands above are theirs. More of them have theirs at their names' edge.
    """
    items = [row for row in rows if column_of(page, tags, row) is not None]
    if len(items) < _BLOCK_ITEMS_N:
        return
    found: list[list[int]] = []
    for row in items:
        codes = [i for i in row.words if tags[i].label == CODE]
        behind = [i for i in row.words if codes and i > codes[-1]]
        gap = gap_between(page, page.words[codes[-1]], page.words[behind[0]]) if behind else 0
        if gap >= BLOCK_GAP and not any(tags[i].label == NAME for i in row.words if i < codes[0]):
            found.append(codes)
    lefts = [c.left for row in items if (c := column_of(page, tags, row)) is not None]
    own_n = sum(
        tag.label == CODE and tag.begins and min(abs(word.box[0] - x) for x in lefts) < EDGE
        for word, tag in zip(page.words, tags, strict=True)
    )  # below their names
    if not found or len(found) > max(_BLOCK_SHARE * len(items), own_n):
        return
    beside = [i for codes in found for i in codes]
    headed = any(
        head.x0 < page.words[i].box[2] and page.words[i].box[0] < head.x1
        for head in find_table(page, tags)[0]
        if not re.search(r"@|[0-9]{4}", head.text)
        for i in beside
    )
    if not headed:
        for index in beside:
            tags[index] = WordTag.outside(SURE)
