"""The tax breakdown (BG-23) that a page's own numbers prove.

Rows of a breakdown are missed where it stands in a sentence, has its rates as columns or is parted
from the other totals. But a net amount and its tax are the sums of its rows, and each row's tax is
its rate of its base: printed numbers that do all of this to the cent are the breakdown.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations, product
from math import prod
from typing import NamedTuple

from schemas.document import Page
from schemas.record import Tax
from schemas.vocabulary import Kind
from tasks.sums.printed_amounts import amounts_among, printed_field
from tasks.values.amounts import CENT
from tasks.values.cells import word_rows
from tasks.values.normalize import Conventions, normalise
from tasks.values.rates import MOST_RATE
from tasks.values.tax_words import TAX

#: A rate as one word: "19", "8.1%".
RATE_WORD = re.compile(r"[0-9]{1,2}(?:[.,][0-9]{1,3})?%?")
_CENTS_N = 2  # how far a tax may be from its rate: rounded by item or by row
_MOST_OF_ROW_N = 12  # numbers of a row in which a rate without a sign is looked for
_MOST_PLACES_N = 8  # the last of one value on a page, of which the nearest to others counts
_MOST_PARTS_N = 500  # of one document; more are chance
_MOST_ROWS_N = 4
_MOST_WAYS = 20_000  # combinations of rows to try; a page with more proves nothing
_PROVED = 0.97  # how often rows are right that make both sums
_COLUMNS = ("rate", "base", "amount")


class _Printed(NamedTuple):
    """A number and the words that print it, in one row of a page."""

    value: Decimal
    page: int  # from 0
    row: int
    words: tuple[int, ...]


class RatedAmount(NamedTuple):
    """A row of a page that names a rate and an amount, and the words that print them."""

    row: int
    rate: Decimal
    rate_words: tuple[int, ...]
    value: Decimal
    words: tuple[int, ...]


class _Part(NamedTuple):
    """A row of a breakdown as values; `rate` as normalised."""

    rate: Decimal
    base: Decimal
    amount: Decimal


def prove_breakdown(
    net: Decimal, tax: Decimal, pages: Sequence[Page], conventions: Conventions
) -> list[Tax]:
    """The only rows of different rates that make `net` and `tax`, two to a few; else none.

    Signs count for nothing: of a credit note at times only some amounts have one. The rows have
    that of `net`.
    """
    sign, net, tax = (-1 if net < 0 else 1), abs(net), abs(tax)
    by_rate: dict[Decimal, set[_Part]] = defaultdict(set)
    numbers = [_find_numbers(pages, number, conventions) for number in range(len(pages))]
    parts_n = 0
    for rates, amounts in numbers:
        for part in _find_parts(rates, amounts, net, tax):
            parts_n += part not in by_rate[part.rate]
            by_rate[part.rate].add(part)
            if parts_n > _MOST_PARTS_N:
                return []
    ways: list[tuple[_Part, ...]] = []
    tried_n = 0
    for rows_n in range(2, _MOST_ROWS_N + 1):
        for some in combinations(sorted(by_rate), rows_n):
            tried_n += prod(len(by_rate[rate]) for rate in some)
            if tried_n > _MOST_WAYS:
                return []
            ways += [
                parts
                for parts in product(*(by_rate[rate] for rate in some))
                if sum(part.base for part in parts) == net
                and sum(part.amount for part in parts) == tax
            ]
    if len(ways) != 1:
        return []
    return [_make_row(part, sign, numbers, pages) for part in ways[0]]


def _find_numbers(
    pages: Sequence[Page], number: int, conventions: Conventions
) -> tuple[list[tuple[_Printed, bool]], list[_Printed]]:
    """The rates of a page, each with whether a percent sign says so, and its amounts."""
    rates: list[tuple[_Printed, bool]] = []
    amounts: list[_Printed] = []
    page = pages[number]
    for row, words in word_rows(page).items():
        found = amounts_among(page, words, conventions)
        amounts += [_Printed(abs(value), number, row, own) for value, own in found]
        rates += [
            (_Printed(value, number, row, (word,)), is_signed)
            for value, word, is_signed in find_rates(page, words, conventions)
        ]
    return rates, amounts


def find_rates(
    page: Page, words: Sequence[int], conventions: Conventions
) -> Iterator[tuple[Decimal, int, bool]]:
    """The rates that words of a row print, each with its word and whether it has a sign."""
    for at, word in enumerate(words):
        text = page.words[word].text.strip("()")  # "TVQ (9,975 %)"
        if not RATE_WORD.fullmatch(text):
            continue
        value = normalise(Kind.RATE, text, conventions)
        if value is None or not 0 <= Decimal(value) <= MOST_RATE:
            continue
        after = page.words[words[at + 1]].text if at + 1 < len(words) else ""
        yield Decimal(value), word, text.endswith("%") or after.startswith("%")


def read_rated(page: Page, conventions: Conventions) -> list[RatedAmount]:
    """The rows that name a tax and a rate with its sign: the last of them, and the last amount."""
    rates, amounts = _find_numbers([page], 0, conventions)
    last = {amount.row: amount for amount in amounts}
    signed = {rate.row: rate for rate, is_signed in rates if is_signed}
    taxed = {row for row, words in word_rows(page).items() if TAX.search(page.text_of(words))}
    return [
        RatedAmount(row, rate.value, rate.words, last[row].value, last[row].words)
        for row, rate in signed.items()
        if row in last and row in taxed
    ]


def _find_parts(
    rates: Sequence[tuple[_Printed, bool]], amounts: Sequence[_Printed], net: Decimal, tax: Decimal
) -> Iterator[_Part]:
    """Rate, base and amount that fit on one page; on one row where no sign marks the rate."""
    yield from _fit({rate.value for rate, is_signed in rates if is_signed}, amounts, net, tax)
    rows: dict[int, list[_Printed]] = defaultdict(list)
    for amount in amounts:
        rows[amount.row].append(amount)
    for rate, is_signed in rates:
        if not is_signed and 1 < len(rows[rate.row]) <= _MOST_OF_ROW_N:
            others = [amount for amount in rows[rate.row] if amount.words != rate.words]
            yield from _fit({rate.value}, others, net, tax)


def _fit(
    rates: Iterable[Decimal], amounts: Iterable[_Printed], net: Decimal, tax: Decimal
) -> Iterator[_Part]:
    """The values of which one is a rate of another; one that is printed once is not both."""
    printed = Counter(amount.value for amount in amounts)
    bases = [value for value in printed if 0 < value < net]
    for rate, base in product(rates, bases):
        due = (base * rate / 100).quantize(CENT, ROUND_HALF_UP)
        for own in (due + off * CENT for off in range(-_CENTS_N, _CENTS_N + 1)):
            if 0 <= own <= tax and printed[own] > (own == base):
                yield _Part(rate, base, own)


def _make_row(
    part: _Part,
    sign: int,
    numbers: Sequence[tuple[Sequence[tuple[_Printed, bool]], Sequence[_Printed]]],
    pages: Sequence[Page],
) -> Tax:
    """The row with its places: of all ways to find its numbers on a page those nearest by."""
    ways = [
        (rate, base, own)
        for rates, amounts in numbers
        for rate in [rate for rate, _ in rates if rate.value == part.rate][-_MOST_PLACES_N:]
        for base in [amount for amount in amounts if amount.value == part.base][-_MOST_PLACES_N:]
        for own in [amount for amount in amounts if amount.value == part.amount][-_MOST_PLACES_N:]
        if own.words != base.words
    ]
    places = min(ways, key=_spread)
    values = (part.rate, sign * part.base, sign * part.amount if part.amount else part.amount)
    fields = {
        name: printed_field(pages[at.page], at.page + 1, at.words, value, _PROVED)
        for name, at, value in zip(_COLUMNS, places, values, strict=True)
    }
    return Tax(**fields)


def _spread(places: Sequence[_Printed]) -> int:
    """Over how many words the numbers of a row lie: the nearest belong together."""
    words = [word for place in places for word in place.words]
    return max(words) - min(words)
