"""What an agency keeps of a bill of air time: the total is the gross one, the net one is due.

    Gross Total            $2,400.00
    Agency Commission        $360.00
    Net Amount Due         $2,040.00

Elsewhere what is let off makes the total less; a station bills its rates, and the agency, which
owes the sender no tax on its share, pays the rest.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from schemas.document import Page
from schemas.prediction import OUTSIDE, Tags, WordTag
from tasks.fields.claims import Claim
from tasks.sums.gross_columns import find_gross_column
from tasks.sums.printed_amounts import PrintedAmount, amounts_among, find_printed_amounts
from tasks.sums.total_words import names_owed, names_tax
from tasks.values.air_time import sells_spots, speaks_of_air_time
from tasks.values.cells import Row, find_rows
from tasks.values.normalize import Conventions
from tasks.values.paid_words import names_payment
from tasks.values.tax_words import TAX

_COMMISSION = re.compile(
    r"\b(?:commission|agency (?:comm?|discount|fee|[0-9]{1,2}(?:\.[0-9]+)? ?%))(?![^\W\d_])"
    r"|\b(?:AE|agentur|mittler)-?\s?(?:provision|rabatt|vergütung)|commission d['’]agence",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\b(?:pay this amount|please pay)\b", re.IGNORECASE)
_ROWS_N = 5  # from the commission to what is due, at most


def names_commission(text: str) -> bool:
    """Whether a text names what an agency keeps of a bill: "Less 15 % Agency Commission"."""
    return bool(_COMMISSION.search(text))


def find_commission(pages: Sequence[Page], tags: Tags, conventions: Conventions) -> list[Claim]:
    """The gross sum of a bill of air time as its total, and what its agency pays as due.

    Not where a tax is named below: "Net Due 850.00, GST 5 % 42.50"; then the total is another.
    """
    if not (speaks_of_air_time(pages) or sells_spots(pages)):
        return []
    printed = find_printed_amounts(pages, conventions)
    for at in reversed(range(1, len(printed))):
        gross, kept = printed[at - 1 : at + 1]
        left = abs(gross.value) - abs(kept.value)
        if not names_commission(kept.key) or not 0 < abs(kept.value) < left:
            continue
        if any(map(_is_taxed, printed[at + 1 :])):
            return []
        below = _read_below(printed[at + 1 : at + 1 + _ROWS_N], left)
        if below:
            named = [("total_gross", gross), (OUTSIDE, kept), *below]
            return [Claim(label, one.page, one.words) for label, one in named]
    strips = [
        strip
        for number, page in enumerate(pages)
        if (strip := _find_strip(number, page, conventions)) and not _is_items(strip, tags[number])
    ]
    if any(map(_is_taxed, printed)):
        return []
    if strips:
        return strips[0]
    columns = find_gross_column(pages, conventions)
    nets = {net for _, net in columns}
    due = [one for one in printed if one.value in nets and names_owed(one.key)]
    owed = [Claim("amount_due", one.page, one.words) for one in due[-1:]]
    return [*(claim for claim, _ in columns), *owed]


def _is_items(strip: Sequence[Claim], tags: Sequence[WordTag]) -> bool:
    return any(tags[i].label.startswith("line.") for claim in strip for i in claim.words)


def _find_strip(number: int, page: Page, conventions: Conventions) -> list[Claim]:
    """The only strip of a page; of a table with a row for each month none is the bill's."""
    rows = find_rows(page)
    for at, (head, row) in enumerate(pairwise(rows)):
        if strip := _read_strip(number, page, head, row, conventions):
            shares = {_shares_of(page, one, conventions) for one in rows[at + 1 :]} - {None}
            return strip if len(shares) == 1 else []
    return []


def _shares_of(page: Page, row: Row, conventions: Conventions) -> tuple[Decimal, ...] | None:
    """Gross, commission and net amount that stand side by side in a row, if any do."""
    words = row.words
    amounts = [abs(value) for value, _ in amounts_among(page, words, conventions)]
    shares = zip(amounts, amounts[1:], amounts[2:], strict=False)
    return next((one for one in shares if 0 < one[0] == one[1] + one[2]), None)


def _read_strip(
    number: int, page: Page, head: Row, row: Row, conventions: Conventions
) -> list[Claim]:
    """The same of a strip of captions and the amounts right below them.

    Gross Amount     Agency Commission     Net Amount Due
    $2,400.00        -$360.00              $2,040.00
    """
    keys = [cell.text for cell in head.cells]
    at = next((n for n, key in enumerate(keys) if n and names_commission(key)), len(keys))
    if len(row.cells) != len(keys) or not any(names_owed(key) for key in keys[at + 1 : at + 2]):
        return []
    found = [amounts_among(page, cell.words, conventions) for cell in row.cells[at - 1 : at + 2]]
    if any(len(amounts) != 1 for amounts in found):
        return []
    gross, kept, due = (abs(amounts[0][0]) for amounts in found)
    if not 0 < kept < gross - kept == due:
        return []
    labels = ("total_gross", OUTSIDE, "amount_due")
    return [Claim(label, number, one[0][1]) for label, one in zip(labels, found, strict=True)]


def _is_taxed(one: PrintedAmount) -> bool:
    return bool(one.value) and (names_tax(one.key) or bool(TAX.search(one.key)))


def _read_below(below: Sequence[PrintedAmount], left: Decimal) -> list[tuple[str, PrintedAmount]]:
    """The payments and what is due below a commission; nothing where the rest is not printed.

    Of "Net due", a payment and "Balance due" the last is due.
    """
    named = list[tuple[str, PrintedAmount]]()
    for one in below:
        value = abs(one.value)
        if value == left:
            is_due = names_owed(one.key) or _ASKED.search(one.key)
            if is_due:
                named = [(OUTSIDE if n == "amount_due" else n, known) for n, known in named]
            named.append(("amount_due" if is_due else OUTSIDE, one))
        if names_payment(one.key):
            left -= value
            named.append(("prepaid", one))
    if any(name == "amount_due" for name, _ in named):
        return named
    return [pair for pair in named if pair[0] == OUTSIDE]
