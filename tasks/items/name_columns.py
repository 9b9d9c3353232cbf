"""Names that begin in the column before theirs: a pack's size is no part of what is in it.

    Pack               Produce
    crates / 13 kg     Bramley apples
    bunches / 100 g    Parsley, flat

All other names begin at one edge, and in each of their rows stands something where this one begins;
codes do not count, "[A-20] Solvent": a name may stand where another item has its code.
"""

from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.items.item_rows import CODE, NAME, find_named_rows

_EDGE = 0.004  # of the page's width: how far apart the left edges of a column's cells are
_NAMES_N, _SHARE = 3, 0.6  # that begin at one edge, and of all
_SURE = 0.9


def begin_in_column(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags with such names from their own column on."""
    return [_begin_page(page, list(row)) for page, row in zip(pages, tags, strict=True)]


def _begin_page(page: Page, tags: list[WordTag]) -> tuple[WordTag, ...]:
    rows = find_named_rows(page, tags)
    names = [[i for i in row if tags[i].label == NAME] for row in rows]
    edges = [page.words[words[0]].box[0] for words in names]
    own = max(edges, key=lambda x: sum(abs(x - edge) < _EDGE for edge in edges), default=0.0)
    others = [row for row, x in zip(rows, edges, strict=True) if abs(x - own) < _EDGE]
    if len(others) < max(_NAMES_N, _SHARE * len(names)):
        return tuple(tags)
    firsts = [_word_at(page, words, own) for words in names]
    for words, first, x in zip(names, firsts, edges, strict=True):
        alike = (f for f, edge in zip(firsts, edges, strict=True) if abs(edge - x) < _EDGE)
        if None in alike:  # names of another list: "Disbursements"
            continue
        if x > own - _EDGE or first is None:
            continue
        before = [_word_at(page, row, x) for row in others]
        if any(word is None or tags[word].label == CODE for word in before):
            continue
        for index in words[: words.index(first)]:
            tags[index] = WordTag.outside(_SURE)
        tags[first] = tags[first]._replace(begins=True)
    return tuple(tags)


def _word_at(page: Page, words: Sequence[int], edge: float) -> int | None:
    """The word that begins at an edge, if one does."""
    return next((i for i in words if abs(page.words[i].box[0] - edge) < _EDGE), None)
