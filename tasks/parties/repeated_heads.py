"""What stands at one place of several pages is one party's: a letterhead, the small print."""

from collections import defaultdict
from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import WordTag

_PARTIES = ("seller_", "buyer_")
_DIGITS_N = 3  # of a place, in fractions of the page


def agree_on_heads(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags with repeated words under no other label than the one that all pages speak for.

    Where a page has another party's they are nobody's: each more place of a name speaks for it.
    """
    places: dict[tuple[str, float, float], list[tuple[int, int]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for at, word in enumerate(page.words):
            x0, y0 = (round(side, _DIGITS_N) for side in word.box[:2])
            places[word.text, x0, y0].append((number, at))
    agreed = [list(row) for row in tags]
    for repeated in places.values():
        votes: dict[str, float] = defaultdict(float)
        for number, at in repeated:
            votes[tags[number][at].label] += tags[number][at].confidence
        named = {label: vote for label, vote in votes.items() if label.startswith(_PARTIES)}
        if len(named) < 2:
            continue
        best = max(named, key=lambda label: named[label])
        for number, at in repeated:
            if tags[number][at].label in named.keys() - {best}:
                agreed[number][at] = WordTag("O", False, tags[number][at].confidence)
    return [tuple(row) for row in agreed]
