"""Columns beside an item's name that have a caption of their own: packs, colours, remarks.

"Tomates pelées     Boîte 6 × 3/1" under "Désignation     Conditionnement": the second column
says nothing of what the first names, however near to it the model finds it. Nor does that of its
maker or kind, left of it: "Labor     Remove existing equipment" under "Activity     Description";
or of who worked a shift: "Okafor, N     Night" under "Worker     Grade / shift".
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, product
from typing import NamedTuple

from schemas.document import Page
from schemas.line_labels import NAME, NET_AMOUNT, PRICE, QUANTITY, RATE
from schemas.prediction import OUTSIDE, WordTag
from tasks.items.amount_words import is_no_name
from tasks.items.table_heads import CAPTIONS_N, captions_n, is_tax_caption
from tasks.values.air_time import heads_air_time
from tasks.values.amounts import multiplies
from tasks.values.cells import Cell, Row, find_rows
from tasks.values.head_words import NAMES, THINGS
from tasks.values.notation import CENTS, Notation, parse_number
from tasks.values.page_by_page import page_by_page

_SURE = 0.9
_CAPTION = re.compile(
    rf"{NAMES}|{THINGS}|ware\b|text\b|goods|details?\b|service|\bgrade\b|\bshift\b|\bfunktion\b"
    r"|\bprogram(?:me)?\b|tätigkeit|\bfonction\b|qualifi[ck]ation"
    r"|destinataire|empfänger|consignee|destinatario|concepto",
    re.IGNORECASE,
)
#: What stands left of the names and is none: who made an item or worked, what kind of item it is.
_BEFORE = re.compile(
    r"activity|categor(?:y|ia)|kategorie|catégorie|leistungsart|type"
    r"|brand|maker?|manufacturer|marke|hersteller|fabrikat|marque|fabricant|marca|produttore"
    r"|fabricante|merk|fabrikant"
    r"|(?:worker|employee|operative|candidate|temp|mitarbeiter(?:in|/in)?|salarié|intérimaire)"
    r"(?: ?/ ?\w+)?",
    re.IGNORECASE,
)
#: What the load of a count weighs: "4 pallets, 1.920 kg".
_WEIGHT = re.compile(r"kg|lbs?|tonnes?")
_ABOVE_ROWS_N = 3  # how far above the first item its captions may stand
_LEAST_CAPTIONS_N = 3
_LEAST_ROWS_N = 2  # on which the second column begins behind a wide gap
_SAME_EDGE = 0.006  # of the page's width


class _Captions(NamedTuple):
    name: Cell
    side: Cell
    limit: float  # where the caption behind both begins
    of_tax: bool  # whether the column beside the names is one of tax rates


@page_by_page
def drop_side_columns(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags without names in columns that have another caption than the names' own."""
    rows = find_rows(page)
    _drop_behind_prices(page, tags, rows)
    for row in rows:
        _drop_behind_quantity(page, tags, row)
        _drop_for_amount(tags, row)
    named = [at for at, row in enumerate(rows) if any(_named(tags, row))]
    for above in range(named[0] - 1, max(-1, named[0] - 1 - _ABOVE_ROWS_N), -1) if named else ():
        left = min(page.words[_named(tags, rows[at])[0]].box[0] for at in named)
        right = max(page.words[_named(tags, rows[at])[-1]].box[2] for at in named)
        _drop_before(page, tags, rows[above], [rows[at] for at in named])
        captions = _find_captions(page, rows[above], left, right)
        if captions is None:
            continue
        edge = _find_edge(page, tags, [rows[at] for at in named], captions)
        for at in named if edge is not None else ():
            for index in rows[at].words:
                x0 = page.words[index].box[0]
                beside = edge is not None and x0 >= edge - _SAME_EDGE
                rate = tags[index].label == RATE and x0 < captions.side.x1
                if beside and (tags[index].label == NAME or (rate and not captions.of_tax)):
                    tags[index] = WordTag.outside(_SURE)
        break
    return tags


def _named(tags: Sequence[WordTag], row: Row) -> list[int]:
    return [i for i in row.words if tags[i].label == NAME]


def _drop_before(page: Page, tags: list[WordTag], captions: Row, rows: Sequence[Row]) -> None:
    """A maker, a worker or a kind, in a column of its own before the names', is no part of them."""
    for before, name in pairwise(captions.cells):
        if not (_BEFORE.fullmatch(before.text) and _CAPTION.search(name.text)):
            continue
        for row in rows:
            named = _named(tags, row)
            cells = [c for c in row.cells if any(i in named for i in c.words)]
            apart = {i for c in cells[:-1] if c.x0 < before.x1 and c.x1 < name.x1 for i in c.words}
            words = [
                i
                for i in named
                if i in apart
                or (page.words[i].box[0] < before.x1 and page.words[i].box[2] < name.x0)
            ]
            if len(words) == len(named):
                continue
            began = any(tags[i].begins for i in words)
            for index in words:
                tags[index] = WordTag.outside(_SURE)
            for first in _named(tags, row)[:1]:
                _begin_name(page, tags, row, first, begun=began, edge=name.x0 - _SAME_EDGE)


def _begin_name(
    page: Page, tags: list[WordTag], row: Row, first: int, *, begun: bool, edge: float
) -> None:
    """Gives a name what the model missed before its first word, from the edge of its column on."""
    lead = tags[first]._replace(begins=begun or tags[first].begins)
    cell = row.cell_of(first)
    before = [i for i in cell.words[: cell.words.index(first)] if page.words[i].box[0] >= edge]
    missed = before if all(tags[i].label == OUTSIDE for i in before) else []
    for at, index in enumerate((*missed, first)):
        tags[index] = lead._replace(begins=lead.begins and at == 0)


def _drop_behind_quantity(page: Page, tags: list[WordTag], row: Row) -> None:
    """A bare number behind an item's quantity is no more of the name before it.

    Nor is any word behind its price: "64.00   on account". What a quantity weighs is no price
    either, "4 pallets, 1.920 kg", unless it makes the amount.
    """
    words = row.words
    labels = [tags[i].label for i in words]
    if NAME in labels and PRICE in labels[labels.index(NAME) :]:
        for index in words[labels.index(PRICE, labels.index(NAME)) :]:
            if tags[index].label == NAME and not tags[index].begins:
                tags[index] = WordTag.outside(_SURE)
    if NAME not in labels or QUANTITY not in labels[labels.index(NAME) :]:
        return
    behind = words[labels.index(QUANTITY, labels.index(NAME)) :]
    for index, after in zip(behind, (*behind[1:], None), strict=True):
        text = page.words[index].text
        weighs = after is not None and bool(_WEIGHT.fullmatch(page.words[after].text))
        named = tags[index].label == NAME and (text.isdecimal() or _WEIGHT.fullmatch(text))
        weighs = weighs and text[0].isdecimal() and not CENTS.search(text)
        priced = tags[index].label == PRICE and weighs
        if named or (priced and not _makes_amount(page, tags, words)):
            tags[index] = WordTag.outside(_SURE)


def _makes_amount(page: Page, tags: Sequence[WordTag], words: Sequence[int]) -> bool:
    """Whether a row's quantity and price make its amount, however its numbers are printed."""
    texts = [
        [page.words[i].text for i in words if tags[i].label == label and tags[i].begins]
        for label in (QUANTITY, PRICE, NET_AMOUNT)
    ]
    for notation in map(Notation, ".,"):
        numbers = [[parse_number(text, notation) or Decimal(0) for text in row] for row in texts]
        if any(net and multiplies(count, price, net) for count, price, net in product(*numbers)):
            return True
    return False


def _drop_behind_prices(page: Page, tags: list[WordTag], rows: Sequence[Row]) -> None:
    """No cell right of all prices is a name's where all begin left of them: "(rest in May)"."""
    prices = [word.box for word, tag in zip(page.words, tags, strict=True) if tag.label == PRICE]
    starts = [
        word.box[0]
        for word, tag in zip(page.words, tags, strict=True)
        if tag.label == NAME and tag.begins
    ]
    if len(prices) < _LEAST_ROWS_N or not starts or max(starts) >= min(box[0] for box in prices):
        return
    end = max(box[2] for box in prices)
    for index in (i for row in rows for cell in row.cells if cell.x0 >= end for i in cell.words):
        if tags[index].label == NAME:
            tags[index] = WordTag.outside(_SURE)


def _drop_for_amount(tags: list[WordTag], row: Row) -> None:
    """ "Lump sum" or "included", in a cell behind the name's, is no more of the name."""
    named = [
        at for at, cell in enumerate(row.cells) if any(tags[i].label == NAME for i in cell.words)
    ]
    for cell in row.cells[named[0] + 1 :] if named else ():
        if is_no_name(cell.text):
            for index in (i for i in cell.words if tags[i].label == NAME):
                tags[index] = WordTag.outside(_SURE)


def _find_captions(page: Page, row: Row, left: float, right: float) -> _Captions | None:
    """The names' caption and the one right of it, where that says something else.

    The names' own says so, or begins where they do, at `left`; it does not begin behind them all,
    at `right`, where "Goods" is a column of amounts.
    """
    if re.search(r"[0-9]{2}", row.text) and not heads_air_time(row.text):  # "Len   10/10   10/17"
        return None
    words = row.words
    if len(row.cells) < _LEAST_CAPTIONS_N and captions_n(page, words) < CAPTIONS_N:
        return None
    places = [at for at, cell in enumerate(row.cells[:-1]) if _CAPTION.search(cell.text)]
    places = [at for at in places if row.cells[at].x0 < right]
    if not places:
        places = [at for at, c in enumerate(row.cells[:-1]) if abs(c.x0 - left) <= _SAME_EDGE]
    if not places or _CAPTION.search(row.cells[places[-1] + 1].text):
        return None
    name, side, *more = row.cells[places[-1] :]
    of_tax = any(map(is_tax_caption, side.text.lower().split()))
    return _Captions(name, side, more[0].x0 if more else 1.0, of_tax)


def _find_edge(
    page: Page, tags: Sequence[WordTag], rows: Sequence[Row], captions: _Captions
) -> float | None:
    """Where the second column begins; None where names run on into it."""
    starts = list(_side_starts(tags, rows, captions))
    if len(starts) < _LEAST_ROWS_N:
        return None
    edge = min(starts)
    for row in rows:
        behind = [i for i in _named(tags, row) if page.words[i].box[2] > edge + _SAME_EDGE]
        cell = next((c for c in row.cells if behind and behind[0] in c.words), None)
        if cell is None or cell.x0 >= edge - _SAME_EDGE:
            continue
        begun = [i for i in cell.words if page.words[i].box[2] > edge + _SAME_EDGE]
        if abs(page.words[begun[0]].box[0] - edge) > _SAME_EDGE:
            return None
    return edge


def _side_starts(
    tags: Sequence[WordTag], rows: Sequence[Row], captions: _Captions
) -> Iterator[float]:
    """Left edges of the cells of words under the second caption, behind the name's."""
    for row in rows:
        named = [any(tags[i].label == NAME for i in cell.words) for cell in row.cells]
        for cell in row.cells[named.index(True) + 1 :]:
            side = captions.side
            under = min(cell.x1, side.x1) > max(cell.x0, side.x0)
            under = under or side.x0 <= cell.x0 < cell.x1 <= captions.limit
            labels = {tags[i].label for i in cell.words}
            is_text = NAME in labels or labels == {OUTSIDE}
            if under and is_text and cell.x0 > captions.name.x1 - _SAME_EDGE:
                yield cell.x0
                break
