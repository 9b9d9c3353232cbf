"""The taxes that a total holds, one row by rate, of a paper that may print no sum of them.

"TOTAL 32.60", "IVA 10 % incluido 2.64", "IVA 21 % incluido 0.62": what has a rate and holds that
much of it comes to the total. So do "MwSt 7 %  Netto 60.09  MwSt 4.21" and the other rates' rows,
and a sentence's parts: "incl. VAT 10 % on 82.00 = 8.20; 20 % on 15.00 = 3.00".
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, permutations
from typing import NamedTuple

from schemas.document import Page
from schemas.record import Field, Fields, Tax
from tasks.sums.amount_fields import CLOSED, ZERO, decimal_of
from tasks.sums.breakdown import RatedAmount, find_rates, read_rated
from tasks.sums.other_amounts import names_tourist_tax
from tasks.sums.printed_amounts import (
    PrintedAmount,
    amounts_among,
    find_printed_amounts,
    printed_field,
)
from tasks.values.amounts import CENT, comes_to
from tasks.values.cells import word_rows
from tasks.values.named_fields import find_fields, without
from tasks.values.normalize import Conventions
from tasks.values.tax_words import TAX

_Amounts = Sequence[tuple[Decimal, tuple[int, ...]]]

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
    printed = find_printed_amounts(pages, conventions)
    untaxed = [ZERO, *(one.value for one in printed if names_tourist_tax(one.key))]
    for rows in _readings(pages, conventions):
        if not 1 < len({row.rate for row in rows}) == len(rows) <= _MOST_RATES_N:
            continue
        made = {name for name, total in totals.items() if _make(rows, decimal_of(total), untaxed)}
        if not made:
            continue
        parts = {
            "total_tax": [row.amount for row in rows],
            "total_net": [row.base for row in rows if row.base is not None],
        }
        wrong = {name for name in parts if _is_part(fields, name, parts[name])}
        wrong |= made - {"total_gross"}
        kept = without(fields, *wrong)
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


def _readings(pages: Sequence[Page], conventions: Conventions) -> Iterator[list[_Row]]:
    """The rates of each page with the amounts of their own rows, then as sentences that go on."""
    for number, page in enumerate(pages, start=1):
        for goes_on in (False, True):
            yield list(_read_rows(page, number, conventions, goes_on))


def _read_rows(page: Page, number: int, conventions: Conventions, goes_on: bool) -> Iterator[_Row]:
    """The rates of a page with a tax of each, each once."""
    seen = set[tuple[Decimal, Decimal]]()
    for rate, word, amounts in _find_rated(page, conventions, goes_on):
        found = _read_row(page, number, (rate, word), amounts)
        if found and (found.rate, found.amount) not in seen:
            seen.add((found.rate, found.amount))
            yield found


def _find_rated(
    page: Page, conventions: Conventions, goes_on: bool
) -> Iterator[tuple[Decimal, int, _Amounts]]:
    """The rates of rows that name a tax, with their word and amounts: of several, up to the next.

    A sentence goes on in the row below it: "10 % VAT on" above "82.00 = 8.20; 20 % VAT on 15.00".
    So may "Prices with VAT 10 %" above "Cash 40.00": not unless told.
    """
    for row, below in pairwise([*word_rows(page).values(), []]):
        rates = [(v, w) for v, w, is_signed in find_rates(page, row, conventions) if is_signed]
        if not rates or not TAX.search(page.text_of(row)):
            continue
        starts = [0, *(row.index(word) for _, word in rates[1:])]
        for (rate, word), start, end in zip(rates, starts, [*starts[1:], None], strict=True):
            amounts = amounts_among(page, row[start:end], conventions)
            if goes_on and end is None and not amounts:
                amounts = amounts_among(page, _before_rate(page, below, conventions), conventions)
            yield rate, word, amounts


def _before_rate(page: Page, row: Sequence[int], conventions: Conventions) -> Sequence[int]:
    """The words of a row before the first rate."""
    rates = [word for _, word, is_signed in find_rates(page, row, conventions) if is_signed]
    return row[: row.index(rates[0])] if rates else row


def _amounts_beside(page: Page, rated: RatedAmount, conventions: Conventions) -> _Amounts:
    """All amounts of the row that names a rate."""
    return amounts_among(page, word_rows(page).get(rated.row, []), conventions)


def _read_row(
    page: Page, number: int, rated: tuple[Decimal, int], amounts: _Amounts
) -> _Row | None:
    """A row by its rate and amounts: the tax alone, or the one that is the rate of another."""
    if not 0 < len(amounts) <= _MOST_AMOUNTS_N:
        return None
    percent, word = rated
    rate = printed_field(page, number, [word], percent, CLOSED)
    if len(amounts) == 1:
        ((value, at),) = amounts
        if percent <= 0 or value <= 0:
            return None
        amount = printed_field(page, number, at, value, CLOSED)
        return _Row(percent, None, value, Tax(rate=rate, amount=amount))
    for (base, at), (tax, behind) in permutations(amounts, 2):
        if base > 0 and comes_to(base * percent / 100, tax):
            row = Tax(
                rate=rate,
                base=printed_field(page, number, at, base, CLOSED),
                amount=printed_field(page, number, behind, tax, CLOSED),
            )
            return _Row(percent, base, tax, row)
    return None


def _make(rows: Sequence[_Row], total: Decimal, untaxed: Sequence[Decimal]) -> bool:
    """Whether what was taxed comes to the total, each tax being off by no more than a cent.

    With one of the amounts that bear no tax, as what a town asks of its guests.
    """
    bases = [row.base for row in rows if row.base is not None]
    taxes = sum((row.amount for row in rows), ZERO)
    if bases:
        return len(bases) == len(rows) and total - sum(bases) - taxes in untaxed
    wholes = sum((row.amount * (100 + row.rate) / row.rate for row in rows), ZERO)
    most_off = sum((CENT * (100 + row.rate) / row.rate for row in rows), ZERO)
    return any(abs(wholes + one - total) <= most_off for one in untaxed)


def _is_part(fields: Fields, name: str, parts: Sequence[Decimal]) -> bool:
    """Whether a field that is the sum of several amounts is another, but for a cent of each."""
    found = fields.get(name)
    if not parts or not isinstance(found, Field):
        return False
    return abs(decimal_of(found) - sum(parts, ZERO)) > CENT * len(parts)
