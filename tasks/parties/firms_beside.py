"""The firm that stands beside a party's block below words of its own: "Abrechnung über:".

Where the two blocks touch, the model at times sees one name or one address in both.
"""

from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import OUTSIDE, WordTag
from tasks.parties.party_columns import find_beside
from tasks.values.page_by_page import page_by_page

_PARTY_TAGS = frozenset(
    f"{role}_{part}" for role in ("seller", "buyer") for part in ("name", "address")
)


@page_by_page
def drop_firms_beside(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags without a party's name and address where they run on into a firm beside it.

    "Dr. Ina Petersen  Verrechnungsstelle eG" below "Praxis am Deich       Abrechnung über:".
    """
    dropped: set[int] = set()
    for own, other in find_beside(page):
        shared = _labels(tags, own.words) & _labels(tags, other.words)
        if shared:
            dropped.update(at for at in other.words if tags[at].label in (*shared, OUTSIDE))
    return [
        WordTag.outside(tag.confidence) if at in dropped else tag for at, tag in enumerate(tags)
    ]


def _labels(tags: Sequence[WordTag], words: Sequence[int]) -> set[str]:
    return {tags[at].label for at in words} & _PARTY_TAGS
