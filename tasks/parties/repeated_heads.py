"""What stands at one place of several pages is one party's: a letterhead, the small print."""

from collections import defaultdict
from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import WordTag

_PARTIES = ("seller_", "buyer_")
_LEAD = 1.15  # times as likely one party's as the other's
_DIGITS_N = 3  # of a place, in fractions of the page


def agree_on_heads(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags with repeated words under no other party's label than all pages speak for.

    Where a page has another party's they are nobody's: each more place of a name speaks for it.
    """
    places: dict[tuple[str, float, float], list[tuple[int, int]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for at, word in enumerate(page.words):
            x0, y0 = (round(side, _DIGITS_N) for side in word.box[:2])
            places[word.text, x0, y0].append((number, at))
    agreed = [list(row) for row in tags]
    for repeated in places.values():
        votes = dict.fromkeys(_PARTIES, 0.0)
        for number, at in repeated:
            tag = tags[number][at]
            for party in _PARTIES:
                votes[party] += tag.confidence * tag.label.startswith(party)
        (other, least), (_, most) = sorted(votes.items(), key=lambda vote: vote[1])
        if most <= _LEAD * least:
            continue
        for number, at in repeated:
            if tags[number][at].label.startswith(other):
                agreed[number][at] = WordTag.outside(tags[number][at].confidence)
    return [tuple(row) for row in agreed]
