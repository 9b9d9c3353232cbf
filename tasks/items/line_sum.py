"""Item lines held against the invoice's own sum of lines (BR-CO-10): what it disowns is no item."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import accumulate

from schemas.record import Field, Fields
from tasks.items.printed_sums import SUM_COLUMNS, SUMS, is_priced_line, is_printed_sum, makes_total

_PRICES = frozenset({"unit_price", "net_amount"})
_PRICED_N = 2  # lines with amounts that make a priced table
#: What the name of a sum has in it, however it was read: "Sub Total", "ITERS TOTN".
_SUM_NAME = re.compile(r"\btot|total|\bsub|\bsum|jumlah|gesamt", re.IGNORECASE)


def take_prices_for_amounts(
    lines: Sequence[dict[str, Field]], fields: Mapping[str, Field | list[Field]]
) -> list[dict[str, Field]]:
    """The lines with amounts for prices, where they have no other and make a printed sum.

    Where all count one, both are the same; below "Price" of a shop, "2   $179.98" is the amount.
    """
    prices = [Decimal(line[name].value) for line in lines for name in line.keys() & _PRICES]
    both = any(line.keys() >= _PRICES for line in lines)
    counts = [Decimal(line["quantity"].value) for line in lines if "quantity" in line]
    if both or len(prices) < _PRICED_N or (counts and set(counts) == {1}):
        return list(lines)
    sums = [fields.get(name) for name in (*SUMS, "total_gross")]
    if all(not isinstance(s, Field) or Decimal(s.value) != sum(prices) for s in sums):
        return list(lines)
    names = {"unit_price": "net_amount"}
    return [{names.get(name, name): found for name, found in line.items()} for line in lines]


def drop_rows_after_items(
    lines: Sequence[dict[str, Field]],
    fields: Mapping[str, Field | list[Field]],
    *,
    offered: bool = False,
) -> list[dict[str, Field]]:
    """The lines without what follows them, where the first lines alone make the printed sum.

    Rows of taxes, totals and discounts below the table may be taken for items. They are dropped
    only where all lines together miss the printed sum and some first ones hit it exactly, or from
    a line on that is the sum itself, unless a page carries that forward. `offered`: whether
    alternatives may follow that no sum counts.
    """
    nets = [Decimal(line["net_amount"].value) if "net_amount" in line else None for line in lines]
    target = next((f for n in SUMS if isinstance(f := fields.get(n), Field)), None)
    made = Decimal(target.value) if target is not None else None
    sums = list(accumulate(net or Decimal(0) for net in nets))
    for n in range(2, len(lines)):
        if nets[n] == sums[n - 1] and None not in nets[:n] and _may_be_sum(lines[n]):
            if n + 1 < len(lines) and _page(lines[n + 1]) > _page(lines[n - 1]):  # carried forward
                lines = [*lines[:n], *lines[n + 1 :]]
                return drop_rows_after_items(lines, fields, offered=offered)
            return list(lines[:n])
    if target is None or not sums or sums[-1] == made:
        return list(lines)
    hits = [n for n, total in enumerate(sums, start=1) if total == made and nets[n - 1]]
    if not hits or _are_items(lines[hits[0] :], sums[-1], fields):
        return list(lines)
    rest = lines[hits[0] :]
    if _makes_charges(rest, fields):
        return list(lines)  # "Labour   340.00" and "Parts   330.50" below them: groups of items
    whole = is_printed_sum(sums[-1], fields) and makes_total(sums[-1], fields)
    if whole and any(line.keys() - SUM_COLUMNS for line in rest):
        return list(lines)  # what was taken for the lines' sum is one part's
    if not any(map(is_priced_line, lines[: hits[0]])):
        for n, total in enumerate(accumulate(net or Decimal(0) for net in nets[hits[0] :]), 1):
            if total == made and all(map(is_priced_line, rest[:n])):
                return list(rest[:n])  # the items themselves, below an overview of their groups
    if hits[0] == 1 and not is_priced_line(lines[0]) and any(map(is_priced_line, rest)):
        return list(lines)  # one part's sum, above that part's items
    if offered and all(_is_above(line, target) and _is_counted(line) for line in rest):
        return list(lines)
    due = makes_total(sums[-1], fields, "amount_due") and all(map(is_priced_line, rest))
    above = all(_is_above(line, target) for line in rest)
    if above and (due or makes_total(sums[-1], fields)):
        return list(lines)  # deposits on kegs, too, which only what is to be paid counts
    return list(lines[: hits[0]])


def _page(line: Mapping[str, Field]) -> int:
    return max((found.page or 0 for found in line.values()), default=0)


def drop_part_sum(
    fields: Mapping[str, Field | list[Field]], lines: Sequence[Mapping[str, Field]]
) -> Fields:
    """The fields without a "sum of lines" that is that of a first group of them, and what it lacks.

    Where all lines make the net total, what lies between the two is no charge but other items; so
    is a charge that the lines behind that group make.
    """
    part, whole = fields.get("lines_net"), fields.get("total_net")
    if not isinstance(part, Field) or not isinstance(whole, Field) or part.value == whole.value:
        return dict(fields)
    nets = [Decimal(line["net_amount"].value) for line in lines if "net_amount" in line]
    sums = list(accumulate(nets))
    if Decimal(part.value) not in sums:
        return dict(fields)
    rest = lines[sums.index(Decimal(part.value)) + 1 :]
    if sums[-1] != Decimal(whole.value) and not _makes_charges(rest, fields):
        return dict(fields)
    if not all(map(is_priced_line, lines[sums.index(Decimal(part.value)) + 1 :])):
        return dict(fields)
    return {name: found for name, found in fields.items() if name not in ("lines_net", "charges")}


def _makes_charges(
    rest: Sequence[Mapping[str, Field]], fields: Mapping[str, Field | list[Field]]
) -> bool:
    """Whether priced lines come to what is taken for charges."""
    charges = fields.get("charges")
    return (
        isinstance(charges, Field)
        and len(rest) > 1
        and all(map(is_priced_line, rest))
        and sum(Decimal(line["net_amount"].value) for line in rest) == Decimal(charges.value)
    )


def _is_counted(line: Mapping[str, Field]) -> bool:
    """Whether a line has no amount, or quantity and price that make it."""
    return "net_amount" not in line or line.keys() >= {"description", "quantity", "unit_price"}


def _is_above(line: Mapping[str, Field], other: Field) -> bool:
    """Whether a line's amount stands above another value."""
    names = ("net_amount", "unit_price", "description")
    one = next((line[name] for name in names if name in line), None)
    if one is None or one.box is None or other.box is None or not one.page or not other.page:
        return False
    return (one.page, one.box[3]) < (other.page, other.box[1])


def _are_items(
    rest: Sequence[Mapping[str, Field]],
    whole: Decimal,
    fields: Mapping[str, Field | list[Field]],
) -> bool:
    """Whether what follows are items, counted and priced, and all lines make a printed sum.

    With tax, or without: then the smaller one is that of a first group, as of one patient of two.
    """
    gross = fields.get("total_gross")
    makes = isinstance(gross, Field) and Decimal(gross.value) == whole
    return (makes or is_printed_sum(whole, fields)) and all(map(is_priced_line, rest))


def _may_be_sum(line: Mapping[str, Field]) -> bool:
    """Whether a line has the name of a sum, or none, and nothing but its amount."""
    name = line.get("description")
    named = name is None or bool(_SUM_NAME.search(name.raw))
    return named and not line.keys() - SUM_COLUMNS


def drop_below_total(
    lines: Sequence[dict[str, Field]], fields: Mapping[str, Field | list[Field]]
) -> list[dict[str, Field]]:
    """The lines without the last ones that charge nothing, below the total of all that do.

    Small print: "KWKG-Umlage 0,275 ct/kWh", "Ref. 4471 9023   Sign up at ...". Or in its row: by
    what it was paid. Or an annex of what a flat rate includes: "05.03.2026   Mobile   0.00". What
    is counted, too, is given away: "Sample   2   0.00".
    """
    total = fields.get("total_gross")
    priced = [n for n, line in enumerate(lines) if _charges(line)]
    if not isinstance(total, Field) or len(priced) < _PRICED_N:
        return list(lines)
    if any(_is_below(lines[n], total) for n in priced):
        return list(lines)
    rest = lines[priced[-1] + 1 :]
    kept = (one for one in rest if _is_given(one) or not _is_below(one, total))
    return [*lines[: priced[-1] + 1], *kept]


def _is_given(line: Mapping[str, Field]) -> bool:
    """Whether a line counts what costs nothing."""
    return "quantity" in line and bool(_PRICES & line.keys())


def _charges(line: Mapping[str, Field]) -> bool:
    """Whether a line has a price or an amount that is not zero."""
    return any(Decimal(line[name].value) for name in _PRICES & line.keys())


def _is_below(line: Mapping[str, Field], other: Field) -> bool:
    """Whether all of a line stands below another value, or beside it."""
    places = [(one.page, one.box) for one in line.values()]
    if other.box is None or other.page is None:
        return False
    middle = (other.box[1] + other.box[3]) / 2
    return all(
        page is not None and box is not None and (page, box[3]) > (other.page, middle)
        for page, box in places
    )
