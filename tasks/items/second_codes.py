"""Trade numbers below the items' codes, in the same column: of the same items, and no other codes.

    Art.-Nr.         Bezeichnung                      Menge     Betrag
      EAN
    430902           Kalkzementputz maschinengängig      84     499,80
    4069414346223    Körnung 0-1 mm, Sack 30 kg

What stands beside such a number goes on with the item's name, and so do the texts below it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from stdnum import ean

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.items.caption_cells import TIGHT
from tasks.items.own_rows import says_more
from tasks.items.tables import is_priced
from tasks.values.cells import word_rows
from tasks.values.entities import gap_between

_CODE, _NAME = "line.code", "line.description"
_TAKEN_FOR = frozenset({_CODE, _NAME, "line.quantity"})
_DIGITS_N = 12  # that tell such a number
_ITEMS_N = 2  # items with a trade number below their code, at least
_EDGE = 0.006  # of the page's width: how far apart the left edges of a column's cells are
_SURE = 0.9


def drop_second_codes(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags without such numbers as codes, and with the words beside them as of the name."""
    return [_drop(page, list(row)) for page, row in zip(pages, tags, strict=True)]


def _drop(page: Page, tags: list[WordTag]) -> tuple[WordTag, ...]:
    found = [*_find(page, tags)]
    if len(found) < _ITEMS_N:
        return tuple(tags)
    for number, names in found:
        if tags[number].label in _TAKEN_FOR:
            tags[number] = WordTag.outside(_SURE)
        for index in names:
            tags[index] = WordTag(_NAME, False, _SURE, ((tags[index].label, 1 - _SURE),))
    return tuple(tags)


def _find(page: Page, tags: Sequence[WordTag]) -> Iterator[tuple[int, list[int]]]:
    """Every trade number right below another code, and the words that go on with the name."""
    rows = list(word_rows(page).values())
    for at, (row, below) in enumerate(pairwise(rows)):
        code = next((i for i in row if tags[i].label == _CODE), None)
        name = next((i for i in row if tags[i].label == _NAME), None)
        if code is None or name is None or not is_priced(tags[i].label for i in row):
            continue
        number, *rest = below
        if (
            abs(page.words[number].box[0] - page.words[code].box[0]) <= _EDGE
            and _is_trade_number(page.words[number].text)
            and not _is_trade_number(page.words[code].text)
            and not is_priced(tags[i].label for i in below)
        ):
            yield number, [*_go_on(page, (rest, *rows[at + 2 :]), name)]


def _is_trade_number(text: str) -> bool:
    """Whether it is one of twelve figures and more: of shorter ones too many are so by chance."""
    return len(text) >= _DIGITS_N and ean.is_valid(text)


def _go_on(page: Page, rows: Iterable[Sequence[int]], name: int) -> Iterator[int]:
    """The words of the first rows that each are a text of the name."""
    for row in rows:
        if not _goes_on(page, row, name):
            return
        yield from row


def _goes_on(page: Page, row: Sequence[int], name: int) -> bool:
    """Whether a row is one text that begins at the name's edge, and says nothing of its own."""
    words = [page.words[i] for i in row]
    return (
        bool(words)
        and abs(words[0].box[0] - page.words[name].box[0]) <= _EDGE
        and all(gap_between(page, *pair) <= TIGHT for pair in pairwise(words))
        and not says_more(" ".join(word.text for word in words))
    )
