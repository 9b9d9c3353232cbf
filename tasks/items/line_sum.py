"""Item lines held against the invoice's own sum of lines (BR-CO-10): what it disowns is no item."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate, takewhile, zip_longest

from schemas.record import Field, Fields, Line
from tasks.items.printed_sums import (
    PRICED_N,
    PRICES,
    SUM_COLUMNS,
    SUMS,
    is_priced_line,
    is_printed_sum,
    makes_total,
    sum_lines,
)
from tasks.values.named_fields import without

#: What the name of a sum has in it, however it was read: "Sub Total", "ITERS TOTN".
_SUM_NAME = re.compile(r"\btot|total|\bsub|\bsum|jumlah|gesamt", re.IGNORECASE)


def take_prices_for_amounts(lines: Sequence[Line], fields: Fields) -> list[Line]:
    """The lines with amounts for prices, where they have no other and make a printed sum.

    Where all count one, both are the same; below "Price" of a shop, "2   $179.98" is the amount.
    """
    prices = [Decimal(line[name].value) for line in lines for name in line.keys() & PRICES]
    both = any(line.keys() >= PRICES for line in lines)
    counts = [Decimal(line["quantity"].value) for line in lines if "quantity" in line]
    if both or len(prices) < PRICED_N or (counts and set(counts) == {1}):
        return list(lines)
    sums = [fields.get(name) for name in (*SUMS, "total_gross")]
    if all(not isinstance(s, Field) or Decimal(s.value) != sum(prices) for s in sums):
        return list(lines)
    names = {"unit_price": "net_amount"}
    return [{names.get(name, name): found for name, found in line.items()} for line in lines]


def keep_items(lines: Sequence[Line], fields: Fields, *, offered: bool = False) -> list[Line]:
    """The lines that are items, by a sum that stands among them or is printed for all.

    Rows of taxes, totals and discounts below the table may be taken for items, and so may the rows
    of an overview above it. `offered`: whether alternatives may follow that no sum counts.

    Hinges     90.00
    Subtotal   90.00    the sum of all above: it is no item, and none follows
    VAT        17.10
    """
    kept, ended = _end_at_sum(lines)
    target = next((f for n in SUMS if isinstance(f := fields.get(n), Field)), None)
    if ended or target is None:
        return kept
    return _keep_summed(kept, target, fields, offered=offered)


def _end_at_sum(lines: Sequence[Line]) -> tuple[list[Line], bool]:
    """The lines above one that is the sum of all of them, and whether there is one.

    Where the next page begins behind such a line, it is carried forward: it alone is left out.
    """
    kept: list[Line] = []
    for line, after in zip_longest(lines, lines[1:]):
        if not _is_sum_of(kept, line):
            kept.append(line)
        elif after is None or _page(after) <= _page(kept[-1]):
            return kept, True
    return kept, False


def _is_sum_of(above: Sequence[Line], line: Line) -> bool:
    """Whether a line is what several above it come to, each of which has an amount."""
    if len(above) < PRICED_N or "net_amount" not in line or not _may_be_sum(line):
        return False
    return all("net_amount" in one for one in above) and sum_lines(above) == _net(line)


def _keep_summed(
    lines: Sequence[Line], target: Field, fields: Fields, *, offered: bool
) -> list[Line]:
    """The lines that make the printed sum, where all together miss it and the first ones hit it.

    All stay where what follows those are items, too; below an overview of groups, the items stay.
    """
    made, whole = Decimal(target.value), sum_lines(lines)
    firsts_n = _count_makers(lines, made)
    firsts, rest = lines[:firsts_n], lines[firsts_n:]
    if whole == made or not firsts or _go_on(rest, whole, fields):
        return list(lines)
    if items := _find_below_overview(firsts, rest, made):
        return items
    if _is_one_part(firsts, rest) or (offered and _are_offered(rest, target)):
        return list(lines)
    return list(lines if _are_added(rest, whole, target, fields) else firsts)


def _count_makers(lines: Sequence[Line], made: Decimal) -> int:
    """How many first lines make a sum, the last of them with an amount; 0 where none do."""
    sums = enumerate(accumulate(map(_net, lines)), start=1)
    return next((n for n, total in sums if total == made and _net(lines[n - 1])), 0)


def _go_on(rest: Sequence[Line], whole: Decimal, fields: Fields) -> bool:
    """Whether items go on behind the first lines: what was taken for the lines' sum is one part's.

    Also where they come to the charges: "Labour   340.00" and below it "Parts   330.50" are groups.
    """
    if _are_items(rest, whole, fields) or _makes_charges(rest, fields):
        return True
    summed = is_printed_sum(whole, fields) and makes_total(whole, fields)
    return summed and any(line.keys() - SUM_COLUMNS for line in rest)


def _find_below_overview(firsts: Sequence[Line], rest: Sequence[Line], made: Decimal) -> list[Line]:
    """The items themselves, which make the same sum below an overview of their groups."""
    items_n = _count_priced_makers(rest, made)
    return [] if any(map(is_priced_line, firsts)) else list(rest[:items_n])


def _count_priced_makers(lines: Sequence[Line], made: Decimal) -> int:
    """How many first lines make a sum, all of them priced; 0 where none do."""
    sums = enumerate(accumulate(map(_net, takewhile(is_priced_line, lines))), start=1)
    return next((n for n, total in sums if total == made), 0)


def _is_one_part(firsts: Sequence[Line], rest: Sequence[Line]) -> bool:
    """Whether the first line is one part's sum, above that part's items."""
    return len(firsts) == 1 and not is_priced_line(firsts[0]) and any(map(is_priced_line, rest))


def _are_offered(rest: Sequence[Line], target: Field) -> bool:
    """Whether lines are alternatives, which stand above the sum that does not count them."""
    return all(_is_above(line, target) and _is_counted(line) for line in rest)


def _are_added(rest: Sequence[Line], whole: Decimal, target: Field, fields: Fields) -> bool:
    """Whether lines above the sum are in the total, or in what is to be paid: deposits on kegs."""
    if not all(_is_above(line, target) for line in rest):
        return False
    due = makes_total(whole, fields, "amount_due") and all(map(is_priced_line, rest))
    return due or makes_total(whole, fields)


def _net(line: Line) -> Decimal:
    """A line's amount; 0 where it has none."""
    return Decimal(line["net_amount"].value) if "net_amount" in line else Decimal(0)


def _page(line: Line) -> int:
    return max((found.page or 0 for found in line.values()), default=0)


def drop_part_sum(fields: Fields, lines: Sequence[Line]) -> Fields:
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
    return without(fields, "lines_net", "charges")


def _makes_charges(rest: Sequence[Line], fields: Fields) -> bool:
    """Whether priced lines come to what is taken for charges."""
    charges = fields.get("charges")
    return (
        isinstance(charges, Field)
        and len(rest) > 1
        and all(map(is_priced_line, rest))
        and sum(Decimal(line["net_amount"].value) for line in rest) == Decimal(charges.value)
    )


def _is_counted(line: Line) -> bool:
    """Whether a line has no amount, or quantity and price that make it."""
    return "net_amount" not in line or line.keys() >= {"description", "quantity", "unit_price"}


def _is_above(line: Line, other: Field) -> bool:
    """Whether a line's amount stands above another value."""
    names = ("net_amount", "unit_price", "description")
    one = next((line[name] for name in names if name in line), None)
    if one is None or one.box is None or other.box is None or not one.page or not other.page:
        return False
    return (one.page, one.box[3]) < (other.page, other.box[1])


def _are_items(rest: Sequence[Line], whole: Decimal, fields: Fields) -> bool:
    """Whether what follows are items, counted and priced, and all lines make a printed sum.

    With tax, or without: then the smaller one is that of a first group, as of one patient of two.
    """
    gross = fields.get("total_gross")
    makes = isinstance(gross, Field) and Decimal(gross.value) == whole
    return (makes or is_printed_sum(whole, fields)) and all(map(is_priced_line, rest))


def _may_be_sum(line: Line) -> bool:
    """Whether a line has the name of a sum, or none, and nothing but its amount."""
    name = line.get("description")
    named = name is None or bool(_SUM_NAME.search(name.raw))
    return named and not line.keys() - SUM_COLUMNS
