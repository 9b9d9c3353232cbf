"""Amounts beside a bill's own sums: what is withheld, brought forward or laid out without tax.

EN 16931 knows no field for them, so the sums of a sound bill fail by just that amount.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from schemas.document import Page
from tasks.payments import find_printed_amounts
from tasks.values import Conventions

#: Taken off what is to be paid: a tax that the buyer pays for the seller, a share held back.
_WITHHELD = re.compile(
    r"retenci[oó]n|\birpf\b|ritenuta|retenue|retention|retainage|withh[eo]ld|einbehalt"
    r"|bauabzugsteuer|inhouding",
    re.IGNORECASE,
)
#: Added to it: what is owed from before, and what was laid out for the buyer.
_ADDED = re.compile(
    r"vormonat|vortrag|rückstand|(?:previous|prior|past due|old) (?:balance|bill)"
    r"|balance (?:brought )?forward|solde (?:précédent|antérieur)|report (?:à nouveau|du solde)"
    r"|saldo (?:precedente|anterior)|vorig saldo|auslagen|verauslagt|durchlaufend"
    r"|disbursement|débours|suplido|anticipazioni|verschotten|(?:ust|mwst|steuer)-?frei"
    r"|zero[- ]rated|tax exempt|hors champ|non soumis|fuori campo|no sujet",
    re.IGNORECASE,
)


def explains_difference(
    pages: Sequence[Page], conventions: Conventions, made: Decimal, printed: Decimal
) -> bool:
    """Whether one printed amount, by its caption, is why `printed` is not what the sums make."""
    off = printed - made
    words = _ADDED if off > 0 else _WITHHELD
    return off != 0 and any(
        abs(amount.value) == abs(off) and words.search(amount.key)
        for amount in find_printed_amounts(pages, conventions)
    )
