"""The taxes that a total holds, one row by rate, of a paper that may print no sum of them.

"TOTAL 32.60", "IVA 10 % incluido 2.64", "IVA 21 % incluido 0.62": what has a rate and holds that
much of it comes to the total. So do "MwSt 7 %  Netto 60.09  MwSt 4.21" and the other rates' rows.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations
from typing import NamedTuple

from schemas.document import Page
from schemas.record import Field, Fields, Tax
from tasks.sums.amount_fields import CLOSED, ZERO, decimal_of, find_fields
from tasks.sums.breakdown import RatedAmount, read_rated
from tasks.sums.printed_amounts import (
    PrintedAmount,
    amounts_among,
    find_printed_amounts,
    printed_field,
)
from tasks.values.amounts import CENT, comes_to
from tasks.values.cells import word_rows
from tasks.values.normalize import Conventions

_MOST_AMOUNTS_N = 3  # of one rate: its base, its tax, and both
_MOST_RATES_N = 5


class _Row(NamedTuple):
    """A rate, what it was paid on, if printed, and its tax."""

    rate: Decimal
    base: Decimal | None
    amount: Decimal
    tax: Tax


def split_included(
    fields: Fields, taxes: Sequence[Tax], pages: Sequence[Page], conventions: Conventions
) -> tuple[Fields, list[Tax]]:
    """With the rows of two rates or more, if what is taxed makes the total, or that before a tip.

    One rate's tax or base is then no sum of all, nor is the total before the tip their net. What
    is known to be taxed stays: "Netto 7%   9,35" above "MwSt 7%   0,65".
    """
    totals = find_fields(fields, "total_gross", "total_net")
    if "total_gross" not in totals:
        return fields, list(taxes)
    for number, page in enumerate(pages, start=1):
        rows = list(_read_rows(page, number, conventions))
        if not 1 < len({row.rate for row in rows}) == len(rows) <= _MOST_RATES_N:
            continue
        made = {name for name, total in totals.items() if _make(rows, decimal_of(total))}
        if not made:
            continue
        parts = {
            "total_tax": [row.amount for row in rows],
            "total_net": [row.base for row in rows if row.base is not None],
        }
        wrong = {name for name in parts if _is_part(fields, name, parts[name])}
        wrong |= made - {"total_gross"}
        kept = {name: found for name, found in fields.items() if name not in wrong}
        known = {_rated(tax): tax for tax in taxes if tax.base is not None}
        return kept, [
            row.tax if row.base is not None else known.get((row.rate, row.amount), row.tax)
            for row in rows
        ]
    return fields, list(taxes)


def _rated(tax: Tax) -> tuple[Decimal, Decimal] | None:
    """What is paid at which rate, where both are known."""
    if tax.rate is None or tax.amount is None:
        return None
    return decimal_of(tax.rate), decimal_of(tax.amount)


def total_of_included(fields: Fields, pages: Sequence[Page], conventions: Conventions) -> Fields:
    """With the only amount that holds a slip's tax at its rate as the total, if there is none.

    Or if what was taken for it is the tax: "Amount paid   14.50" above "incl VAT @ 20%   2.42". The
    last of several amounts beside a rate is at times the total: "MwSt 19%   1,27   6,71   7,98".
    """
    totals = find_fields(fields, "total_tax", "total_gross")
    values = {decimal_of(one) for one in totals.values()}
    if len(values) != 1 or "total_net" in fields:
        return fields
    (tax,) = values
    for number, page in enumerate(pages, start=1):
        for rated in read_rated(page, conventions):
            if rated.value != tax or len(_amounts_beside(page, rated, conventions)) > 1:
                continue
            if whole := _find_whole(page, rated, conventions):
                own = printed_field(page, number, rated.words, tax, CLOSED)
                total = printed_field(page, number, whole.words, whole.value, CLOSED)
                return {**fields, "total_tax": totals.get("total_tax", own), "total_gross": total}
    return fields


def _find_whole(page: Page, rated: RatedAmount, conventions: Conventions) -> PrintedAmount | None:
    """The one amount of a page that holds a tax at its rate, but for a cent."""
    if rated.rate <= 0 or rated.value <= 0:
        return None
    share = (100 + rated.rate) / rated.rate
    found = {
        one.value: one
        for one in find_printed_amounts([page], conventions)
        if abs(one.value - rated.value * share) <= CENT * share
    }
    return found.popitem()[1] if len(found) == 1 else None


def _read_rows(page: Page, number: int, conventions: Conventions) -> Iterator[_Row]:
    """The rows of a page that name a tax and its rate, each once."""
    seen = set[tuple[Decimal, Decimal]]()
    for rated in read_rated(page, conventions):
        found = _read_row(page, number, rated, _amounts_beside(page, rated, conventions))
        if found and (found.rate, found.amount) not in seen:
            seen.add((found.rate, found.amount))
            yield found


def _amounts_beside(
    page: Page, rated: RatedAmount, conventions: Conventions
) -> Sequence[tuple[Decimal, tuple[int, ...]]]:
    """All amounts of the row that names a rate."""
    return amounts_among(page, word_rows(page).get(rated.row, []), conventions)


def _read_row(
    page: Page,
    number: int,
    rated: RatedAmount,
    amounts: Sequence[tuple[Decimal, tuple[int, ...]]],
) -> _Row | None:
    """A row by its rate and amounts: the tax alone, or the one that is the rate of another."""
    if not 0 < len(amounts) <= _MOST_AMOUNTS_N:
        return None
    rate = printed_field(page, number, rated.rate_words, rated.rate, CLOSED)
    if len(amounts) == 1:
        if rated.rate <= 0 or rated.value <= 0:
            return None
        amount = printed_field(page, number, rated.words, rated.value, CLOSED)
        return _Row(rated.rate, None, rated.value, Tax(rate=rate, amount=amount))
    for (base, at), (tax, behind) in permutations(amounts, 2):
        if base > 0 and comes_to(base * rated.rate / 100, tax):
            row = Tax(
                rate=rate,
                base=printed_field(page, number, at, base, CLOSED),
                amount=printed_field(page, number, behind, tax, CLOSED),
            )
            return _Row(rated.rate, base, tax, row)
    return None


def _make(rows: Sequence[_Row], total: Decimal) -> bool:
    """Whether what was taxed comes to the total, each tax being off by no more than a cent."""
    bases = [row.base for row in rows if row.base is not None]
    taxes = sum((row.amount for row in rows), ZERO)
    if bases:
        return len(bases) == len(rows) and sum(bases) + taxes == total
    wholes = sum((row.amount * (100 + row.rate) / row.rate for row in rows), ZERO)
    return abs(wholes - total) <= sum((CENT * (100 + row.rate) / row.rate for row in rows), ZERO)


def _is_part(fields: Fields, name: str, parts: Sequence[Decimal]) -> bool:
    """Whether a field that is the sum of several amounts is another, but for a cent of each."""
    found = fields.get(name)
    if not parts or not isinstance(found, Field):
        return False
    return abs(decimal_of(found) - sum(parts, ZERO)) > CENT * len(parts)
