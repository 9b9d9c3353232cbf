"""What a business document says in as many words: captions, headed parties, proved sums."""

from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.captions import find_captioned
from tasks.claims import Claim, apply_claims
from tasks.party_blocks import find_parties
from tasks.sum_rows import clear_lines, find_sums
from tasks.values import Conventions

#: Documents whose captions speak for other things, or that have none.
_NOT_READ = frozenset({"receipt", "contract", "letter", "form", "mail"})


def find_claims(pages: Sequence[Page], doc_type: str, conventions: Conventions) -> list[Claim]:
    """All claims of a document; none where captions are not to be trusted."""
    if doc_type in _NOT_READ:
        return []
    return [
        *find_parties(pages, doc_type),
        *find_captioned(pages, doc_type, conventions.date_order),
        *find_sums(pages, conventions.notation),
    ]


def believe_claims(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]], claims: Sequence[Claim]
) -> list[tuple[WordTag, ...]]:
    """The tags as the claims have them; rows of totals and taxes hold no item."""
    return apply_claims(pages, clear_lines(pages, tags, claims), claims)
