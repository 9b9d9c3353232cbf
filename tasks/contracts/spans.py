"""What is tagged as one of a contract's terms, cleared where its sentence says that it is not."""

from collections.abc import Callable, Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.values.entities import probability

_WORDS_N = 60  # of a sentence before a word, at most
_NUMBERED = {"Nr.", "No.", "Art.", "Abs.", "n."}  # what ends with a stop before a number
_AHEAD_N = 20  # words from a span's first on that are read
_LIKELY = 0.1  # from where on a word may come to be read as of a term
_SURE = 0.9


def clear_spans(
    page: Page, tags: Sequence[WordTag], label: str, is_other: Callable[[str, str], bool]
) -> tuple[WordTag, ...]:
    """The tags without a label's spans that are something else.

    is_other: tells that by what stands before a span in its sentence, and by the text from it on.
    """
    cleared = list(tags)
    for first, last in _runs([at for at, tag in enumerate(tags) if _may_be(tag, label)]):
        ahead = " ".join(word.text for word in page.words[first : first + _AHEAD_N])
        if is_other(sentence_before(page, first), ahead):
            cleared[first : last + 1] = [WordTag.outside(_SURE)] * (last + 1 - first)
    return tuple(cleared)


def _may_be(tag: WordTag, label: str) -> bool:
    return probability(tag, label) > _LIKELY


def _runs(indices: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of each run of neighbours."""
    runs: list[tuple[int, int]] = []
    for at in indices:
        if runs and at == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], at
        else:
            runs.append((at, at))
    return runs


def sentence_before(page: Page, at: int) -> str:
    """What stands before a word in its sentence or row of a table, at most 60 words."""
    first = at
    while first > max(0, at - _WORDS_N) and not _begins(page, first):
        first -= 1
    return " ".join(word.text for word in page.words[first:at])


def _begins(page: Page, at: int) -> bool:
    """Whether a word begins a sentence, or a row below one that ends with an amount."""
    before, word = page.words[at - 1 : at + 1]
    stopped = before.text.endswith((".", ";")) and not word.text[0].islower()
    stopped &= before.text not in _NUMBERED
    headed = before.text.endswith(":") and word.text[0].isupper()
    return stopped or headed or (before.row != word.row and before.text[-1].isdigit())
