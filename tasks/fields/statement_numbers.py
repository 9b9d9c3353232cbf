"""The number of an invoice that calls itself a statement, as lawyers do, where it has no other."""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import Tags
from tasks.fields.claims import Claim
from tasks.values.cells import find_rows

#: What captions call such a number before it is known whether the invoice has its own.
STATEMENT_NUMBER = "statement_number"
_OWN = "invoice_number"
#: What may be the invoice's own number, though no caption surely says so: "Ref: 26-0118".
_OTHER = re.compile(
    r"(?:^|\t)(?:(?:tax )?(?:invoice|inv|bill)|(?:our )?ref(?:erence)?|no|number|document(?: no)?)"
    r"(?:\.? ?(?:no|number|#))?\.?\s?:?\s\S*[0-9]{2}",
    re.IGNORECASE,
)


def settle_statement_number(
    pages: Sequence[Page], tags: Tags, claims: Sequence[Claim]
) -> list[Claim]:
    """The claims with the one "Statement No." as the invoice's number, or without it.

    A bill may name the account's statement that it goes on beside its own number: the statement's
    counts only where no caption, no row and no word that the model saw may be the own one.
    """
    told = [claim for claim in claims if claim.label == STATEMENT_NUMBER]
    kept = [claim for claim in claims if claim.label != STATEMENT_NUMBER]
    words = {(claim.page, word) for claim in told for word in claim.words}
    seen = {
        (number, at)
        for number, page_tags in enumerate(tags)
        for at, tag in enumerate(page_tags)
        if tag.label == _OWN
    }
    rows = (row for page in pages for row in find_rows(page))
    own = any(claim.label == _OWN for claim in kept) or not seen <= words
    if own or any(_OTHER.search(row.text) for row in rows):
        return kept
    return [*kept, *(claim._replace(label=_OWN) for claim in told)]
