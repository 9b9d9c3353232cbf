"""The block of totals: which amount is which, by its captions and by what adds up.

A caption alone may mean two things ("Total" with or without tax, "Subtotal" before or after a
discount). Every reading of the block is tried, and the one in which net and tax make the gross
amount, lines less discounts make the net, and gross less what was paid makes the amount due, wins.
Nothing is said of a block in which nothing adds up.
"""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from itertools import product
from math import prod

from schemas.document import Page
from tasks.fields.claims import Claim
from tasks.sums.sum_rows import add_parts
from tasks.sums.total_entries import Entry, find_total_entries
from tasks.values.amounts import comes_to
from tasks.values.cells import find_rows
from tasks.values.notation import Notation
from tasks.values.rates import VAT_RATES

_NO_FIELD = ""
_TOLERANCE = Decimal("0.02")
_NEARLY = 0.9  # what a sum counts for that is a cent or two off
_ROWS_N = 14  # more rows are a table
_READINGS_N = 4096
_LEAST_PARTS_N = 2  # that a sum below them is of
#: Fields of which one paper prints several that add up.
_SUMMED = frozenset({"total_tax", "allowances", "charges", "prepaid"})


def find_totals(pages: Sequence[Page], notation: Notation) -> list[Claim]:
    """The amounts of the last block of totals in which something adds up."""
    for number in reversed(range(len(pages))):
        entries = find_total_entries(number, find_rows(pages[number]), notation)
        best = _best_reading(entries)
        single = _without_repeats(entries)
        if len(single) < len(entries):
            best = max(best, _best_reading(single), key=len)
        if best:
            return best
    return []


def _without_repeats(entries: Sequence[Entry]) -> list[Entry]:
    """The entries but taxes of the same amount as one before: of the only rate, and in all."""
    taxes: set[Decimal] = set()
    kept = []
    for entry in entries:
        if entry.fields != ("total_tax",) or entry.amount not in taxes:
            kept.append(entry)
        if entry.fields == ("total_tax",):
            taxes.add(entry.amount)
    return kept


def _best_reading(entries: Sequence[Entry]) -> list[Claim]:
    if not 2 <= len(entries) <= _ROWS_N:
        return []
    options = [(*entry.fields, _NO_FIELD) if entry.doubtful else entry.fields for entry in entries]
    best: tuple[float, tuple[str, ...], frozenset[str]] | None = None
    added = not any(entry.included for entry in entries)
    if prod(map(len, options)) > _READINGS_N:
        return []
    for reading in product(*options):
        values = _values(entries, reading)
        if values is None:
            continue
        pairs = zip(reading, entries, strict=True)
        held = not added and any(
            f == "total_gross" == e.fields[0] and not e.doubtful for f, e in pairs
        )
        holds, proved = _proved(values, added, held=held)
        if not proved:
            continue
        first = sum(field == entry.fields[0] for field, entry in zip(reading, entries, strict=True))
        score = holds + 0.1 * first
        if best is None or score > best[0]:
            best = score, reading, proved
    if best is None:
        return []
    _, reading, proved = best
    # A tax of nothing, at the rate of nothing, is no second tax.
    printed = [field for field, e in zip(reading, entries, strict=True) if e.amount]
    single = {field for field in proved if printed.count(field) <= 1 or field not in _SUMMED}
    return [
        Claim(field, entry.page, entry.words)
        for field, entry in zip(reading, entries, strict=True)
        if field in single and (entry.amount or field not in printed)
    ] + _taxes_by_rate(entries, reading, proved)


def _taxes_by_rate(
    entries: Sequence[Entry], reading: Sequence[str], proved: Collection[str]
) -> list[Claim]:
    """Of several taxes that of each rate, or that of all which stands below them.

    "TPS", "TVQ", "Total des taxes". Two of the same amount are the halves of one: "CGST", "SGST".
    """
    taxes = [entry for field, entry in zip(reading, entries, strict=True) if field == "total_tax"]
    if "total_tax" not in proved or not taxes:
        return []
    if _ends_with_sum([entry.amount for entry in taxes]):
        return [Claim("total_tax", taxes[-1].page, taxes[-1].words)]
    parts = [entry for entry in taxes if entry.amount]
    if len({entry.amount for entry in parts}) < max(_LEAST_PARTS_N, len(parts)):
        return []
    return [Claim("tax.amount", entry.page, entry.words) for entry in parts]


def _ends_with_sum(amounts: Sequence[Decimal]) -> bool:
    """Whether the last of several amounts is the sum of the others, two at least."""
    return len(amounts) > _LEAST_PARTS_N and sum(amounts[:-1]) == amounts[-1]


def _values(entries: Sequence[Entry], reading: Sequence[str]) -> dict[str, Decimal] | None:
    """Field → its amount in a reading; None where one field has two amounts."""
    found: dict[str, list[Decimal]] = {}
    for field, entry in zip(reading, entries, strict=True):
        amount = abs(entry.amount) if field in ("allowances", "prepaid") else entry.amount
        if field != _NO_FIELD:
            found.setdefault(field, []).append(amount)
    if any(len({*amounts}) > 1 for field, amounts in found.items() if field not in _SUMMED):
        return None
    values = {
        field: sum(amounts, Decimal(0)) if field in _SUMMED else amounts[0]
        for field, amounts in found.items()
    }
    if _ends_with_sum(found.get("total_tax", [])):
        values["total_tax"] = found["total_tax"][-1]
    total, due = values.get("total_gross"), values.get("amount_due")
    if "prepaid" in values and (total is None or due is None or total - due != values["prepaid"]):
        values["prepaid"] = add_parts(found["prepaid"])
    return values


def _proved(
    values: Mapping[str, Decimal], added: bool, *, held: bool
) -> tuple[float, frozenset[str]]:
    """How many sums hold less those that do not, and the fields of those that hold.

    `added`: whether tax comes on top of the lines' sum, which else holds it; `held`: whether a
    total surely holds it.
    """
    zero = Decimal(0)
    holds, proved = 0.0, set()
    sums = (
        (("lines_net", "total_net"), "allowances", "charges"),
        (("total_net", "total_gross"), "", "total_tax"),
        (("total_gross", "amount_due"), "prepaid", "rounding"),
    )
    for (start, end), less, more in sums:
        if start not in values or end not in values:
            continue
        between = {name for name in (less, more) if name in values}
        if not between:
            holds -= 0.5 if values[start] != values[end] else 0
            continue
        made = values[start] - values.get(less, zero) + values.get(more, zero)
        rounded = made + values.get("rounding", zero)
        if end == "total_gross" and "amount_due" not in values and rounded == values[end] != made:
            made, between = rounded, {*between, "rounding"}  # of one total, itself rounded
        if abs(made - values[end]) <= _TOLERANCE:
            holds += 1 if made == values[end] else _NEARLY
            proved |= {start, end, *between}
        else:
            holds -= 1
    held = held and "total_net" not in values
    if held and _is_share(values.get("total_tax", zero), values.get("total_gross", zero)):
        holds += 1
        proved |= {"total_tax", "total_gross"}
    if "total_tax" not in values and "total_net" in values and "total_gross" in values:
        holds -= 0.5
    if "total_net" not in values and {"lines_net", "total_gross"} <= values.keys():
        between = {"allowances", "charges"} & values.keys()
        made = values["lines_net"] - values.get("allowances", zero) + values.get("charges", zero)
        tax = values.keys() & {"total_tax"} if added else set()
        made += sum((values[name] for name in tax), zero)
        if between and abs(made - values["total_gross"]) <= _TOLERANCE:
            holds += 1
            proved |= {"lines_net", "total_gross", *between, *tax}
    return holds, frozenset(proved - ({"prepaid"} if values.get("prepaid") == zero else set()))


def _is_share(tax: Decimal, total: Decimal) -> bool:
    """Whether a total holds a tax of one of the usual rates: 109.00 of 1,199.00."""
    return tax != 0 and any(comes_to(total * rate / (100 + rate), tax) for rate in VAT_RATES)
