"""What a table of gross and net columns of air time comes to: its total is the gross one.

    Station     Spots     Gross          Net
    WCPN-FM     30        3,510.00       2,983.50
    WSAL-AM     21        3,605.00       3,064.25
    All         51        $7,115.00      $6,047.75

The net one is what the agency pays when it has kept its commission.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from schemas.document import Page
from tasks.fields.claims import Claim
from tasks.sums.printed_amounts import amounts_among
from tasks.values.cells import Row, find_rows
from tasks.values.normalize import Conventions

_GROSS = re.compile(r"(?:total )?gross(?: (?:cost|amount|amt|total|billing))?(?: ?\$)?", re.I)
_NET = re.compile(r"(?:total )?net(?: (?:cost|amount|amt|total))?(?: ?\$)?", re.I)
_TOTAL = re.compile(r"(?:(?:grand|order|contract|campaign) )?totals?:?|all|overall", re.I)
_Amount = tuple[Decimal, tuple[int, ...]]
#: What agencies keep, and no more of it than that.
_LEAST, _MOST = Decimal("0.80"), Decimal("0.90")


def find_gross_column(
    pages: Sequence[Page], conventions: Conventions
) -> list[tuple[Claim, Decimal]]:
    """The gross sum, and the net one, of a row of totals below such captions, or of the only row.

    Nothing where two tables disagree.
    """
    found = [
        (gross, net, Claim("total_gross", number, words))
        for number, page in enumerate(pages)
        for (gross, words), (net, _) in _find(page, conventions)
    ]
    agree = len({gross for gross, _, _ in found}) == 1
    return [(claim, net) for _, net, claim in found] if agree else []


def _find(page: Page, conventions: Conventions) -> Iterator[tuple[_Amount, _Amount]]:
    rows = find_rows(page)
    for at, head in enumerate(rows):
        places = [_places(head, caption) for caption in (_GROSS, _NET)]
        if [len(found) for found in places] != [1, 1]:
            continue
        (gross_at,), (net_at,) = places
        below = rows[at + 1 :] if len(head.cells) > len(places) else rows[at + 1 : at + 2]
        for row in below:
            amounts = [a for c in row.cells for a in amounts_among(page, c.words, conventions)]
            is_total = len(head.cells) == len(places) or _TOTAL.fullmatch(row.cells[0].text)
            if not is_total or len(amounts) < max(gross_at, net_at):
                continue
            gross, net = amounts[-gross_at], amounts[-net_at]
            if gross[0] and _LEAST <= net[0] / gross[0] <= _MOST:
                yield gross, net
                break


def _places(head: Row, caption: re.Pattern[str]) -> list[int]:
    """Where captions stand, counted from the last: what is left may stand in fewer cells."""
    cells = enumerate(reversed(head.cells), start=1)
    return [place for place, cell in cells if caption.fullmatch(cell.text)]
