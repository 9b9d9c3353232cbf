"""Net and tax of a paper that prints both by rate and no sum of either: what all rates make.

"Net 6 %   300.00", "VAT 6 %   18.00", "Net 21 %   50.00", "VAT 21 %   10.50", "Total   378.50".
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from schemas.document import Page
from schemas.record import Field, Fields, Tax
from tasks.sums.amount_fields import CLOSED, ZERO, decimal_of
from tasks.sums.other_amounts import names_tourist_tax
from tasks.sums.printed_amounts import PrintedAmount, find_printed_amounts, printed_field
from tasks.sums.total_words import names_tax
from tasks.values.amounts import CENT
from tasks.values.named_fields import one_field
from tasks.values.normalize import Conventions
from tasks.values.rates import MOST_RATE

#: What an amount is called, and its rate, which alone stands before it.
_RATED = re.compile(r"(?P<name>[^0-9%]*[^\W\d_][^0-9%]*)(?P<rate>[0-9]{1,2}(?:[.,][0-9]{1,2})?) ?%")
_ROWS_N = 3  # in which a net amount's tax follows it, at most


class _Rated(NamedTuple):
    """An amount and the rate that its row names."""

    printed: PrintedAmount
    name: str
    rate: str


def sum_up_rates(
    fields: Fields, taxes: Sequence[Tax], pages: Sequence[Page], conventions: Conventions
) -> tuple[Fields, list[Tax]]:
    """With the nets of two rates or more, and their taxes, as the sums if they make the total.

    What a town asks of its guests, "Citytax   3.00", is part of the net and bears no tax.
    """
    total = one_field(fields, "total_gross")
    printed = find_printed_amounts(pages, conventions)
    pairs = list(_pairs(printed))
    rates, names = {net.rate for net, _ in pairs}, {net.name for net, _ in pairs}
    if total is None or len(rates) < 2 or len(names) > 1:
        return fields, list(taxes)
    nets = [net.printed.value for net, _ in pairs]
    own = [tax.printed.value for _, tax in pairs]
    untaxed = decimal_of(total) - sum(nets) - sum(own)
    if untaxed and not any(a.value == untaxed and names_tourist_tax(a.key) for a in printed):
        return fields, list(taxes)
    summed = dict(fields)
    whole = [*nets, untaxed] if untaxed else nets
    for name, parts in (("total_net", whole), ("total_tax", own), ("lines_net", nets)):
        found = one_field(fields, name)
        others = {*parts, decimal_of(total)} if name == "total_net" else parts
        misread = found and decimal_of(found) in others
        if (found is None and name != "lines_net") or misread:
            summed[name] = Field(
                value=str(sum(parts, ZERO)),
                raw=" + ".join(map(str, parts)),
                confidence=CLOSED,
                origin="rule",
            )
    return summed, [_make_row(net, tax, pages) for net, tax in pairs]


def _pairs(amounts: Sequence[PrintedAmount]) -> Iterator[tuple[_Rated, _Rated]]:
    """Each net amount with a rate, and the tax of it that the next rows print."""
    rated = [_read(one) for one in amounts]
    for at, net in enumerate(rated):
        if net is None or names_tax(net.name):
            continue
        rate = Decimal(net.rate)
        for tax in rated[at + 1 : at + 1 + _ROWS_N]:
            if tax is None or tax.rate != net.rate or not names_tax(tax.name):
                continue
            if abs(net.printed.value * rate / 100 - tax.printed.value) <= CENT:
                yield net, tax
                break


def _read(one: PrintedAmount) -> _Rated | None:
    found = _RATED.match(one.key)
    if not found or not re.fullmatch(r"\W*[0-9.,’' ]+\W*", one.key[found.end() :]):
        return None
    rate = found["rate"].replace(",", ".")
    return _Rated(one, found["name"].strip(), rate) if Decimal(rate) <= MOST_RATE else None


def _make_row(net: _Rated, tax: _Rated, pages: Sequence[Page]) -> Tax:
    base, amount = (
        printed_field(pages[p.page], p.page + 1, p.words, p.value, CLOSED)
        for p in (net.printed, tax.printed)
    )
    return Tax(rate=amount.model_copy(update={"value": tax.rate}), base=base, amount=amount)
