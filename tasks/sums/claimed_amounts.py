"""What a reminder claims, proved by what else it prints: nothing, or the rows that make it.

Rechnung RE-17    899,64
Rechnung RE-23    212,30
Mahngebühr         10,00
Zu zahlen       1.121,94
"""

from collections.abc import Sequence
from decimal import Decimal

from schemas.document import Page
from schemas.record import Field
from tasks.sums.printed_amounts import amounts_among, find_printed_amounts
from tasks.values.cells import word_rows
from tasks.values.normalize import Conventions

_LEAST_PARTS_N = 2
_MOST_PARTS_N = 40


def is_claim_proved(due: Field, pages: Sequence[Page], conventions: Conventions) -> bool:
    """Whether an amount is the only one on the pages, or the greatest and what those above make.

    Where anything is taken off, nobody knows which sum is the last one.
    """
    claimed = Decimal(due.value)
    printed = [
        value
        for page in pages
        for words in word_rows(page).values()
        for value, at in amounts_among(page, words, conventions)
        if not _is_rate(page, at[-1])
    ]
    if claimed <= 0 or not printed or min(printed) < 0 or max(printed) != claimed:
        return False
    if set(printed) == {claimed}:
        return True
    rows = [amount.value for amount in find_printed_amounts(pages, conventions)]
    return _is_made(claimed, rows) or _is_made(claimed, printed)


def _is_rate(page: Page, at: int) -> bool:
    """Whether a number is followed by the sign of a rate: "9,12 %"."""
    return at + 1 < len(page.words) and page.words[at + 1].text.startswith("%")


def _is_made(claimed: Decimal, amounts: Sequence[Decimal]) -> bool:
    """Whether two or more amounts right above one of this value come to it."""
    return any(
        claimed == sum(amounts[start:end])
        for end, amount in enumerate(amounts)
        if amount == claimed
        for start in range(max(0, end - _MOST_PARTS_N), end - _LEAST_PARTS_N + 1)
    )
