"""How large type is: as high as its words are, and on a scan as wide as its letters.

A box that OCR draws is as high as the row's highest letter, but its width is that of the type.
Where in it one word ends and another begins is guessed, so that a row is measured as a whole.
"""

from collections.abc import Sequence
from statistics import median

from schemas.document import Page
from tasks.values.caches import kept_by_page
from tasks.values.entities import COLUMN_GAP, gap_between

#: How wide letters are, in sizes of a grotesque type; the others as `_USUAL`.
_ADVANCES = {
    char: width
    for chars, width in (
        ("iljI.,:;'’|!", 0.26),
        ('ftr()/-–" ', 0.3),
        ("mwMW%@", 0.86),
        ("ABCDEGHKNOPQRSUVXYZÄÖÜ&", 0.69),
    )
    for char in chars
}
_USUAL = 0.54
_TYPED = 0.6  # how wide all are on a typed page
_WORDS_N, _LETTERS_N = 20, 5  # words that tell a typed page, and how long each is, at least
_SHARE, _SPREAD = 0.5, 0.02  # of them whose letters are as wide as most, nearly


def type_size(page: Page, words: Sequence[int]) -> float:
    """The size of the type of a row's words, at least one, in shares of the page's width."""
    typed = is_typed(page)
    width = nominal = 0.0
    run: list[int] = []
    for index, after in zip(words, [*words[1:], None], strict=True):
        run.append(index)
        if after is None or gap_between(page, page.words[index], page.words[after]) > COLUMN_GAP:
            text = page.text_of(run)
            nominal += sum(_TYPED if typed else _ADVANCES.get(char, _USUAL) for char in text)
            width += page.words[run[-1]].box[2] - page.words[run[0]].box[0]
            run = []
    return width / nominal


def height_of(page: Page, words: Sequence[int]) -> float:
    """How high most of the words are set, at least one."""
    return median(page.words[i].height for i in words)


@kept_by_page
def usual_height(page: Page) -> float:
    """How high most of a page is set."""
    return median(word.height for word in page.words) if page.words else 1.0


@kept_by_page
def is_typed(page: Page) -> bool:
    """Whether all letters of a page, or of most of it, are equally wide."""
    widths = [
        (word.box[2] - word.box[0]) / len(word.text)
        for word in page.words
        if len(word.text) >= _LETTERS_N
    ]
    if len(widths) < _WORDS_N:
        return False
    usual = median(widths)
    alike_n = sum(abs(width - usual) < _SPREAD * usual for width in widths)
    return alike_n > _SHARE * len(widths)
