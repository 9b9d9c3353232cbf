"""Words in a column of tax rates: "Zero Rated" below "20%" is no tax."""

from collections.abc import Iterator, Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.items.tables import AMOUNTS, label_words
from tasks.values.cells import word_rows
from tasks.values.rates import NO_TAX

_RATE = "line.tax_rate"
_EDGE = 0.006  # of the page's width: how far right or left edges in one column differ
_WORDS_N = 2  # that such words are at most
_SURE = 0.9


def name_rate_words(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags with such words of an item as its rate, where the rates of others stand so."""
    return [_name(page, list(row)) for page, row in zip(pages, tags, strict=True)]


def _name(page: Page, tags: list[WordTag]) -> tuple[WordTag, ...]:
    boxes = [word.box for word, tag in zip(page.words, tags, strict=True) if tag.label == _RATE]
    for row in word_rows(page).values() if boxes else ():
        labels = {tags[i].label for i in row}
        if _RATE in labels or not labels & AMOUNTS:
            continue
        for words in _find_words(page, row):
            if _is_below(page, words, boxes):
                label_words(tags, words, _RATE, _SURE)
    return tuple(tags)


def _find_words(page: Page, row: Sequence[int]) -> Iterator[Sequence[int]]:
    """The words of a row, one or two at a time, that stand for a rate of nothing."""
    for size in range(_WORDS_N, 0, -1):
        for at in range(len(row) - size + 1):
            words = row[at : at + size]
            if NO_TAX.fullmatch(" ".join(page.words[i].text for i in words)):
                yield words


def _is_below(page: Page, words: Sequence[int], boxes: Sequence[Sequence[float]]) -> bool:
    """Whether words end or begin at the edge of a rate."""
    left, right = page.words[words[0]].box[0], page.words[words[-1]].box[2]
    return any(abs(right - box[2]) < _EDGE or abs(left - box[0]) < _EDGE for box in boxes)
