"""The captions above an item table, and the numbers that stand under each.

A caption may be stacked over rows ("Rück-" over "stand"); a number belongs to the caption that it
stands under, or else to the nearest one.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from schemas.document import Box, Page, Word, union
from schemas.line_labels import CODE, NAME, PRICE, QUANTITY
from schemas.prediction import WordTag
from tasks.items.tables import KNOWN_BY
from tasks.values.cells import word_rows
from tasks.values.entities import gap_between
from tasks.values.head_words import AMOUNTS, COUNTS, NAMES, PRICES, THINGS, UNITS
from tasks.values.notation import MINUS, NO_CENTS
from tasks.values.paid_words import DISCOUNTS
from tasks.values.tax_words import TAX_WORDS
from tasks.values.thousands import begins_thousands, whole_number

#: What no head has, though its row says what they are: "Qty 46 m  Price 18.20".
_COUNTED = frozenset({QUANTITY, PRICE})
#: Words of which a table's head has several; any other row above it has one at most.
_CAPTION = re.compile(
    rf"^\W*(?:{NAMES}|{THINGS}|{COUNTS}|{UNITS}|\w*{PRICES}|\w*{AMOUNTS}|pos|position|art"
    r"|artikel\w*|line|poste|ligne|sku|code|code article|r[ée]f|r[ée]f[ée]rence|details?|title"
    r"|material|anz|stück|stk|nombre|cant|me|einh|uom|u/m|un|u|uq|u\.v|p\.u|pu|px|rate|\w*wert|value"
    rf"|eur|total|gesamt|netto|net|{DISCOUNTS}|rab|disc|rem|rm|dto|mwst\w*"
    rf"|{TAX_WORDS}|bestellt\w*|geliefert\w*|rückstand|ordered|order"
    r"|best|gel|offen|liv|sent|picked|backlog|follow|shipped|ship"
    r"|delivered|despatched|back|balance|to follow|command[ée]e?s?|livr[ée]e?s?|reliquat|reste"
    r"|voll|full|besteld|geleverd|pedid[oa]"
    r"|entregad[oa]|pendiente|ordinat[oa]|consegnat[oa]|packs?|pack"
    r"|per|pro|pe|extended|goods|hours?|hrs|stunden|std|heures|tarif"
    r"|sendung|relation|fracht|récépissé|trajet|palettes)\W*$",
    re.IGNORECASE,
)
#: Tax rates, or codes for them, and not amounts with or without tax.
_TAX = re.compile(rf"\b{TAX_WORDS}(?:\b|satz|code|schl|kennz|kz)|^t(?:/c|c)?$")
_AMOUNT_OF_TAX = re.compile(
    r"betrag|amount|montant|importe?o?\b|bedrag|hors|ohne|\bzzgl|\bex|\bin[ck]|preis|price|prix"
    r"|total|gesamt|\bp\.?u\b|net|brutto|gross|[€$£]|\bo\.|\bpre-?tax|\bafter\b|\bless\b"
    r"|\bh\.? ?t\b|\bbase\b"
)
#: "TVA%", which is all of a caption where another one follows: "TVA % Montant HT", as typed, or
#: "% Rem." before it.
_SHARE = re.compile(r"[^\W\d_]+\.? ?%|% ?[^\W\d_]+\.?")
_DIGIT = re.compile(r"[0-9]")
#: With what may stand behind it: a sign, "CR", the "T" of what is taxed.
_NUMBER = re.compile(rf"[{MINUS}+(€$£]*\.?[0-9][0-9.,'’]*(?:[-)€$£%]|{NO_CENTS}|CR)*T?")
_TIGHT = 0.55  # of the text height: a wider gap parts two captions
_WIDE = 2.0  # and what parts a cell from the name before it
_STACKED = 1.1  # of the text height: free space between two rows of one head
_ABOVE_N = 6  # rows above the first item, at most, where its head stands
_ROWS_N = 3  # rows that a head has at most
CAPTIONS_N = 2  # captions that make a head
_OWN_CAPTIONS_N = 3  # captions that make the head of one of several tables
_COLUMN_N = 2  # numbers that line up in one
_GROUP_ROWS_N = 2  # items that each of them has, at least
_GROUPS_N = 2  # tables with heads of their own that are told apart
_WORDS_N = 7  # that a caption has at most
_STARTS_N = 3  # rows like an item's of which the first under the head is looked for
_NEAR = 0.02  # of the page's width: from a caption to a number beside it
_LEAD = 0.01  # and how much farther, beyond twice as far, the next caption is
_SURE = 0.7  # confidence of a code that is no number
_LIKELY = 0.5  # and of a word of a name
_SAME_EDGE = 0.006  # of the page's width
_PAGES_N = 8


class Column(NamedTuple):
    """A caption, lower-case, and the numbers under it (indices into `Page.words`), one a row."""

    caption: str
    words: tuple[int, ...]


class Head(NamedTuple):
    """A caption, lower-case, and from where to where it is printed."""

    text: str
    x0: float
    x1: float


def find_columns(page: Page, tags: Sequence[WordTag]) -> tuple[Column, ...]:
    """The captioned columns of a page's item table, left to right; none without a head."""
    return _find_columns(page, _plain(tags))


def find_column_groups(page: Page, tags: Sequence[WordTag]) -> tuple[tuple[Column, ...], ...]:
    """The columns of each table of items on a page that has a head of its own: labour, parts."""
    return _find_groups(page, _plain(tags))


def find_table(page: Page, tags: Sequence[WordTag]) -> tuple[tuple[Head, ...], tuple[int, ...]]:
    """The captions of a page's item table, left to right, and the numbers of its items' rows."""
    return _find_table(page, _plain(tags))


def _plain(tags: Sequence[WordTag]) -> tuple[tuple[str, float], ...]:
    return tuple((tag.label, tag.confidence) for tag in tags)


@lru_cache(maxsize=_PAGES_N)
def _find_table(
    page: Page, tags: tuple[tuple[str, float], ...]
) -> tuple[tuple[Head, ...], tuple[int, ...]]:
    rows = word_rows(page)
    items = [n for n, row in sorted(rows.items()) if _is_item(page, tags, row)]
    others = {
        n: row
        for n, row in rows.items()
        if n not in items and not _COUNTED.issubset(tags[i][0] for i in row)
    }
    # Rows of another table, of meters or shipments, may stand above the items' own head.
    start = max(
        items[:_STARTS_N], key=lambda n: (_best_above(page, others, n)[1], -n), default=None
    )
    if start is None:
        return (), ()
    heads = _find_heads(page, others, start, _number_edges(page, tags, items))
    return tuple(heads), tuple(n for n in items if n >= start)


@lru_cache(maxsize=_PAGES_N)
def _find_groups(page: Page, tags: tuple[tuple[str, float], ...]) -> tuple[tuple[Column, ...], ...]:
    rows = word_rows(page)
    items = [n for n, row in sorted(rows.items()) if _is_item(page, tags, row)]
    groups: list[tuple[tuple[Head, ...], list[int]]] = []
    for before, n in pairwise([-1, *items]):
        between = {at: row for at, row in rows.items() if before < at < n}
        if any(_is_own_head(page, between[at]) for at in _rows_above(between, n)):
            groups.append((tuple(_find_heads(page, between, n, ())), []))
        if groups:
            groups[-1][1].append(n)
    alike = len({tuple(head.text for head in own) for own, _ in groups}) < len(groups)
    if len(groups) < _GROUPS_N or alike or min(len(n) for _, n in groups) < _GROUP_ROWS_N:
        return (_find_columns(page, tags),)  # sections of one table, or too few rows to tell
    return tuple(_columns_under(page, tags, own, tuple(numbers)) for own, numbers in groups)


def _is_own_head(page: Page, row: Sequence[int]) -> bool:
    """Whether a row among items heads a table of its own: captions in columns, no figures."""
    figures = any(_DIGIT.search(page.words[i].text) for i in row)
    return not figures and captions_n(page, row) >= _OWN_CAPTIONS_N <= len(_cells(page, row))


@lru_cache(maxsize=_PAGES_N)
def _find_columns(page: Page, tags: tuple[tuple[str, float], ...]) -> tuple[Column, ...]:
    heads, items = _find_table(page, tags)
    return _columns_under(page, tags, heads, items)


def _columns_under(
    page: Page,
    tags: tuple[tuple[str, float], ...],
    heads: tuple[Head, ...],
    items: tuple[int, ...],
) -> tuple[Column, ...]:
    rows = word_rows(page)
    numbers = [i for n in items if heads for i in rows[n] if _is_number(page, tags, i)]
    under: list[list[int]] = [[] for _ in heads]
    apart = []
    for aligned in _aligned(page, numbers):
        nearest = _nearest(page, heads, aligned)
        if nearest is None:
            nearest = _nearest(page, heads, _with_units(page, tags, aligned))
        if nearest is None:
            apart.append(aligned)
        else:
            under[nearest].extend(aligned)
    for aligned in reversed(apart):
        _name_between(page, heads, under, aligned)
    under = [_alone(page, words) for words in under]
    return tuple(Column(head.text, tuple(words)) for head, words in zip(heads, under, strict=True))


def _name_between(
    page: Page, heads: Sequence[Head], under: list[list[int]], numbers: Sequence[int]
) -> None:
    """Gives numbers between two captions to the first, where only the second has others.

    Captions begin where their columns do, and numbers end where those do; where none stands below
    its caption, those behind the last one, right to left, are first:

        Qté livrée        Poids kg             Menge     Kolli
               420           7 350                120         5
    """
    x0, _, x1, _ = _extent(page, numbers)
    if heads[-1].x1 < x0 and not any(under):
        under[-1].extend(numbers)
    for at, (left, right) in enumerate(pairwise(heads)):
        if left.x1 < x0 and x1 < right.x0 and under[at + 1] and not under[at]:
            under[at].extend(numbers)


def is_tax_caption(caption: str) -> bool:
    """Whether a column is of tax rates or of codes for them, not of amounts with or without it."""
    return bool(_TAX.search(caption)) and not _AMOUNT_OF_TAX.search(caption)


def _is_item(page: Page, tags: Sequence[tuple[str, float]], row: Sequence[int]) -> bool:
    """Whether a row has the name or code of an item, and a number beside it."""
    return any(tags[index][0] in KNOWN_BY for index in row) and any(
        _is_number(page, tags, index) for index in row
    )


def _is_number(page: Page, tags: Sequence[tuple[str, float]], index: int) -> bool:
    label, confidence = tags[index]
    if label == NAME and confidence >= _LIKELY:
        return False
    if _is_base(page, index):
        return False
    # "26 052": no code has its thousands apart.
    if label == CODE and confidence >= _SURE and not begins_thousands(page, index - 1):
        return False
    return bool(_NUMBER.fullmatch(page.words[index].text)) and not begins_thousands(page, index)


def _is_base(page: Page, index: int) -> bool:
    """Whether a number says what a price is for: "412,80 / 1.000"; below it, "/ 100 ST"."""
    if index < 1 or page.words[index - 1].text != "/":
        return False
    *before, stroke, base = page.words[max(0, index - 2) : index + 1]
    if not before or before[0].row != base.row:
        return stroke.row == base.row
    return bool(_NUMBER.fullmatch(before[0].text)) or gap_between(page, before[0], stroke) >= _WIDE


def _number_edges(
    page: Page, tags: Sequence[tuple[str, float]], items: Sequence[int]
) -> tuple[float, ...]:
    """Where columns of numbers end, in the rows of items."""
    rows = word_rows(page)
    numbers = [i for n in items for i in rows[n] if _is_number(page, tags, i)]
    columns = [c for c in _aligned(page, numbers) if len(c) >= _COLUMN_N]
    return tuple(page.words[column[0]].box[2] for column in columns)


def _find_heads(
    page: Page, rows: Mapping[int, Sequence[int]], first: int, edges: Sequence[float]
) -> list[Head]:
    """The captions of the table whose first item stands on row `first`, left to right.

    `edges` are where its columns of numbers end.
    """
    best, most = _best_above(page, rows, first)
    if most < CAPTIONS_N:
        return []
    heads: list[Head] = []
    for number in sorted(_choose_rows(page, rows, first, best), reverse=True):
        for cell in _cells(page, rows[number], edges):
            _stack(heads, cell)
    return sorted(heads, key=lambda head: head.x0)


def _choose_rows(page: Page, rows: Mapping[int, Sequence[int]], first: int, best: int) -> list[int]:
    """The row with most captions, and those stacked upon it and below it that are captions too."""
    above = _rows_above(rows, first)
    chosen = [best]
    for step in (-1, 1):
        at = above.index(best) + step
        while 0 <= at < len(above) and len(chosen) < _ROWS_N:
            if not _is_captions(page, rows[above[at]], rows[above[at - step]]):
                break
            chosen.append(above[at])
            at += step
    return chosen


def _is_captions(page: Page, row: Sequence[int], beside: Sequence[int]) -> bool:
    """Whether a row has captions, and stands as close to another one as the rows of a head."""
    if not captions_n(page, row) or any(_DIGIT.search(page.words[i].text) for i in row):
        return False
    return _is_stacked(page, row, beside) and not _is_text(page, row)


def _stack(heads: list[Head], cell: Head) -> None:
    """Puts a cell on top of the heads below it, or beside them all where there is none."""
    below = [i for i, head in enumerate(heads) if cell.x0 < head.x1 and head.x0 < cell.x1]
    for i, text in zip(below, _part(cell.text, len(below)), strict=True):
        x0, x1 = heads[i].x0, heads[i].x1
        if len(below) == 1:
            x0, x1 = min(x0, cell.x0), max(x1, cell.x1)
        heads[i] = Head(_join(text, heads[i].text), x0, x1)
    if not below:
        heads.append(cell)


def _part(text: str, parts_n: int) -> list[str]:
    """What stands above each of several captions: "Rab. Nettobetrag" over "%" and "EUR" is two."""
    words = text.split()
    if 1 < parts_n == len(words) and all(map(_CAPTION.match, words)):
        return words
    return [text] * parts_n


def _rows_above(rows: Mapping[int, Sequence[int]], first: int) -> list[int]:
    return [n for n in sorted(rows) if n < first][-_ABOVE_N:]


def _best_above(page: Page, rows: Mapping[int, Sequence[int]], first: int) -> tuple[int, int]:
    """The row above an item that has most captions, and how many; 0 where there is none."""
    counts = ((captions_n(page, rows[n]), n) for n in _rows_above(rows, first))
    most, best = max(counts, default=(0, 0))
    return best, most if most >= CAPTIONS_N else 0


def captions_n(page: Page, row: Sequence[int]) -> int:
    """How many words of a row are captions of a table's columns."""
    return sum(bool(_CAPTION.match(page.words[index].text)) for index in row)


def _is_stacked(page: Page, row: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two rows stand as close as the rows of one text."""
    upper, lower = sorted(
        (
            min(page.words[i].box[1] for i in words),
            max(page.words[i].box[3] for i in words),
        )
        for words in (row, other)
    )
    return lower[0] - upper[1] <= _STACKED * min(upper[1] - upper[0], lower[1] - lower[0])


def _is_text(page: Page, row: Sequence[int]) -> bool:
    """Whether a row has more words side by side than a caption has."""
    return any(len(cell.text.split()) > _WORDS_N for cell in _cells(page, row))


def _cells(page: Page, row: Sequence[int], edges: Sequence[float] = ()) -> list[Head]:
    """The words of one row of a head, those of one caption together."""
    cells: list[list[int]] = []
    for index in row:
        if cells and _is_one_caption(page, cells[-1], index):
            cells[-1].append(index)
        else:
            cells.append([index])
    return [_head(page, part) for cell in cells for part in _part_at(page, cell, edges)]


def _is_one_caption(page: Page, cell: Sequence[int], index: int) -> bool:
    """Whether a word of a head goes on with the caption before it."""
    word = page.words[index]
    is_tight = gap_between(page, page.words[cell[-1]], word) <= _TIGHT
    before = _head(page, cell).text
    return is_tight and not (_SHARE.fullmatch(before) and _CAPTION.match(word.text.lower()))


def _part_at(page: Page, cell: Sequence[int], edges: Sequence[float]) -> list[Sequence[int]]:
    """The captions that a narrow table has side by side, each ending where its numbers end.

    Item        Qty Days Rate Total
    Subwoofer     8    3   39   936
    """
    ends = [at for at, i in enumerate(cell, 1) if _ends_at(page.words[i], edges)]
    if len(ends) < CAPTIONS_N:
        return [cell]
    bounds = [0, *ends, len(cell)]
    return [cell[start:end] for start, end in pairwise(bounds) if start < end]


def _ends_at(word: Word, edges: Sequence[float]) -> bool:
    return any(abs(word.box[2] - edge) <= _SAME_EDGE for edge in edges)


def _head(page: Page, words: Sequence[int]) -> Head:
    """The words of one caption."""
    found = [page.words[i] for i in words]
    text = " ".join(word.text.lower() for word in found)
    return Head(text, found[0].box[0], found[-1].box[2])


def _join(upper: str, lower: str) -> str:
    """ "rück-" over "stand" is one word."""
    return upper[:-1] + lower if upper.endswith("-") else f"{upper} {lower}"


def _aligned(page: Page, numbers: Sequence[int]) -> list[list[int]]:
    """The numbers in groups whose right edges line up."""
    groups: list[list[int]] = []
    for index in sorted(numbers, key=lambda i: page.words[i].box[2]):
        edge = page.words[index].box[2]
        if groups and edge - page.words[groups[-1][0]].box[2] <= _SAME_EDGE:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _alone(page: Page, words: Sequence[int]) -> list[int]:
    """The words of a column, top to bottom, that are the only ones of their row in it."""
    counts = Counter(page.words[index].row for index in words)
    return [index for index in sorted(words) if counts[page.words[index].row] == 1]


def _with_units(page: Page, tags: Sequence[tuple[str, float]], numbers: Sequence[int]) -> list[int]:
    """Numbers with the one word behind each that ends its cell: the sheets of "24 sheets"."""
    cells = list(numbers)
    rows = word_rows(page)
    for index in numbers:
        row = rows[page.words[index].row]
        words = [page.words[i] for i in row[row.index(index) :][:3]]
        close = [gap_between(page, *pair) <= _TIGHT for pair in pairwise(words)]
        if close[:1] != [True] or True in close[1:] or not words[0].text[-1].isdigit():
            continue
        unit = row[row.index(index) + 1]
        if tags[unit][0] not in KNOWN_BY:
            cells.append(unit)
    return cells


def _extent(page: Page, cells: Sequence[int]) -> Box:
    """Where words of one column stand, with the thousands that stand apart before them."""
    return union(page.words[i].box for index in cells for i in whole_number(page, index))


def _nearest(page: Page, heads: Sequence[Head], cells: Sequence[int]) -> int | None:
    """The caption that the words of one column stand under, or surely beside."""
    x0, _, x1, _ = _extent(page, cells)
    gaps = [max(head.x0 - x1, x0 - head.x1) for head in heads]  # below 0: how far they overlap
    best, *others = sorted(range(len(heads)), key=lambda i: gaps[i])
    if gaps[best] <= 0:
        return best
    is_alone = not others or gaps[others[0]] >= 2 * gaps[best] + _LEAD
    return best if gaps[best] <= _NEAR and is_alone else None
