"""A buyer's name printed once more, as where his goods go, is not the seller's.

Lieferanschrift: Pumpenwerk Sauerland GmbH, Werk 2, Am Bahnhof 5
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from schemas.document import Page
from schemas.prediction import Tags, WordTag
from tasks.values.normalize import letters_of

_SELLER, _BUYER = "seller_name", "buyer_name"
_SURE = 0.8
_SURER = 0.1  # by so much the model is surer of the buyer

_Run = tuple[int, list[int], str, float]  # page, words, letters, the model's mean confidence


def clear_buyers_names(pages: Sequence[Page], tags: Tags) -> list[tuple[WordTag, ...]]:
    """The tags without the seller's name where it is surely the buyer's, if another one is left."""
    buyers = {letters: sure for _, _, letters, sure in _find_runs(pages, tags, _BUYER)}
    sellers = list(_find_runs(pages, tags, _SELLER))
    mistaken = [run for run in sellers if buyers.get(run[2], 0.0) > run[3] + _SURER]
    mended = [list(row) for row in tags]
    if len(mistaken) < len(sellers):
        for number, words, _, _ in mistaken:
            for index in words:
                mended[number][index] = WordTag.outside(_SURE)
    return [tuple(row) for row in mended]


def _find_runs(pages: Sequence[Page], tags: Tags, label: str) -> Iterator[_Run]:
    """The names under a label, each of words side by side in one row."""
    for number, (page, row) in enumerate(zip(pages, tags, strict=True)):
        named = [(word.row, i) for i, word in enumerate(page.words) if row[i].label == label]
        runs = groupby(enumerate(named), lambda one: (one[1][0], one[1][1] - one[0]))
        for _, group in runs:
            words = [index for _, (_, index) in group]
            text = page.text_of(words)
            yield (
                number,
                words,
                letters_of(text),
                sum(row[i].confidence for i in words) / len(words),
            )
