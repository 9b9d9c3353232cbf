"""Codes of items in a row of their own above each item's name.

     GV23-075
1    Grüner Veltliner 2023      18 Fl    8,90    160,20
     Ried Loiserberg, 0,75 l

What stands so above several items, a car's plate above its rent and its service, is no item's.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median

from schemas.document import Page
from schemas.line_labels import CODE, NAME, NET_AMOUNT
from schemas.prediction import WordTag
from schemas.record import Line
from tasks.items.codes_below import is_code
from tasks.items.tables import AMOUNTS, is_priced
from tasks.values.cells import word_rows
from tasks.values.page_by_page import page_by_page

_ROWS_N = 2  # above an item's amounts, at most, where its code is looked for
_ITEMS_N = 3  # items with a code that make a rule of it
_SHARE = 0.8  # of the items that have one
_EDGE = 0.006  # of the page's width: how far apart codes and names begin
_LETTERS_N = 4  # that a code without figures has at least
_SURE = 0.9


@page_by_page
def name_codes_above(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags with codes above the names, where nearly all items have one, the first as well."""
    rows = word_rows(page)
    items = [n for n, row in sorted(rows.items()) if is_priced(tags[i].label for i in row)]
    if len(items) < _ITEMS_N:
        return tags
    names = [i for n in items for i in rows[n] if tags[i].label == NAME and tags[i].begins]
    if not names:
        return tags
    edge = median(page.words[i].box[0] for i in names)
    found = [
        _word_above(page, tags, rows, edge, before, item)
        for before, item in pairwise((items[0] - _ROWS_N - 1, *items))
    ]
    behind = _word_above(page, tags, rows, edge, items[-1], items[-1] + _ROWS_N + 1)
    if found[0] is None or behind is not None or not is_code(page.words[found[0]].text):
        return tags
    words = [i for i in found if i is not None]
    codes = {page.words[i].text for i in words if is_code(page.words[i].text)}
    lettered_n = sum(any(map(str.isalpha, code)) for code in codes)
    numbered_n = sum(any(map(str.isdigit, code)) for code in codes)
    taken = any(tags[i].label == CODE for n in items for i in rows[n])
    if taken or len(codes) < max(_ITEMS_N, _SHARE * len(items)):
        return tags
    if 2 * min(lettered_n, numbered_n) < len(codes):  # months, notes of delivery; headings
        return tags
    for index in words:
        tags[index] = tags[index].relabelled(CODE, _SURE, begins=True)
    return tags


@page_by_page
def drop_codes_of_groups(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags without codes in rows that head several items each, none of which has a code."""
    rows = word_rows(page)
    labels = {n: {tags[i].label for i in row} for n, row in rows.items()}
    items = [n for n, found in labels.items() if NET_AMOUNT in found]
    coded = [n for n, found in sorted(labels.items()) if CODE in found]
    if len(coded) < _ITEMS_N or any(labels[n] & AMOUNTS for n in coded):
        return tags
    bounds = pairwise([*coded, max(rows) + 1])
    headed = [sum(first < n < after for n in items) for first, after in bounds]
    if min(headed) < 1 or sum(n > 1 for n in headed) < _SHARE * len(headed):
        return tags
    return [WordTag.outside(_SURE) if tag.label == CODE else tag for tag in tags]


def move_codes_down(lines: Sequence[Line]) -> list[Line]:
    """Each code with the line below, where a code alone heads them and the last line has none.

    Till receipts print them so: "4006885220019", then "2 x 6,49", then the name and its amount.
    """
    codes = [line["code"] for line in lines[:-1] if "code" in line]
    headed = len(lines) >= _ITEMS_N and set(lines[0]) == {"code"} and "code" not in lines[-1]
    if not headed or len(codes) < len(lines) - 1:
        return list(lines)
    return [{**line, "code": code} for line, code in zip(lines[1:], codes, strict=True)]


def _word_above(
    page: Page,
    tags: Sequence[WordTag],
    rows: Mapping[int, Sequence[int]],
    edge: float,
    before: int,
    item: int,
) -> int | None:
    """The one word of a row between two items, at the names' edge, that may be a code.

    It stands closer to the row below it than to the one above.
    """
    for number in range(max(before + 1, item - _ROWS_N), item):
        row, above, below = (rows.get(n, []) for n in (number, number - 1, number + 1))
        if len(row) != 1 or not below or abs(page.words[row[0]].box[0] - edge) > _EDGE:
            continue
        word = page.words[row[0]]
        parted = page.words[below[0]].box[1] - word.box[3]
        if above and word.box[1] - page.words[above[0]].box[3] < parted:
            continue
        named = len(word.text) >= _LETTERS_N and word.text.isupper() and word.text.isalpha()
        if tags[row[0]].label not in AMOUNTS and (is_code(word.text) or named):
            return row[0]
    return None
