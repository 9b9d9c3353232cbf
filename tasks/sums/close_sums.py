"""What stands between the sum of the lines and the net: discounts, charges, and that sum itself.

An amount that closes a sum, printed and claimed by nobody, is taken in; what the lines deny is not.
"""

from collections.abc import Sequence
from decimal import Decimal

from schemas.document import Box, Page
from schemas.record import Field, Fields, Line, Tax
from tasks.sums.amount_fields import BETWEEN, CLOSED, ZERO, decimal_of, made_net
from tasks.sums.printed_amounts import find_printed_amounts, printed_field
from tasks.values.amounts import CENT
from tasks.values.entities import is_inside
from tasks.values.named_fields import find_fields, one_field, without
from tasks.values.normalize import Conventions

_FEWEST_LINES_N = 2
_ONE_SIDE_N = 2  # the lines' sum, and a discount or a charge
_CLOSED_TWICE = 0.99  # as CLOSED, where the lines make it as well


def drop_denied(fields: Fields, lines: Sequence[Line]) -> Fields:
    """Without discounts, charges and sums of some lines, where all lines alone make the net.

    Where there is no net, lines and tax make the total. What adds up otherwise stays.
    """
    found = find_fields(fields, "lines_net", *BETWEEN)
    values = {name: decimal_of(field) for name, field in found.items()}
    nets = [decimal_of(line["net_amount"]) for line in lines if "net_amount" in line]
    if len(nets) < max(len(lines), _FEWEST_LINES_N) or not found.keys() & BETWEEN:
        return fields
    made, net = sum(nets, ZERO), _net_of(fields)
    if net != made or made_net({"lines_net": made, **values}) == net:
        return fields
    denied = BETWEEN | ({"lines_net"} if values.get("lines_net") != made else set())
    return without(fields, *denied)


def drop_of_lines(fields: Fields, lines: Sequence[Line]) -> Fields:
    """Without discounts and charges of a receipt that are an item's amount, or its discount.

    Each printed amount counts once: "Happy Hour  -3.00" is a line, or taken off the sum of them.
    """
    columns = ("net_amount", "discount")
    taken = {(f.page, f.box) for line in lines for n in columns if (f := line.get(n)) and f.box}
    twice = {n for n, f in find_fields(fields, *BETWEEN).items() if (f.page, f.box) in taken}
    return without(fields, *twice)


def _net_of(fields: Fields) -> Decimal | None:
    """The net, or the total without its tax."""
    net, tax, total = (one_field(fields, f"total_{name}") for name in ("net", "tax", "gross"))
    if net is not None or total is None:
        return None if net is None else decimal_of(net)
    return decimal_of(total) - (ZERO if tax is None else decimal_of(tax))


def change_sides(fields: Fields) -> Fields:
    """A discount that is a charge, or the other way round, if only then the lines make the net.

    On a credit note both are negative, and a charge looks like a discount. Where no net is printed,
    as below "Cassa previdenza 4 %", the total without its tax is it.
    """
    found = find_fields(fields, "lines_net", "allowances", "charges")
    net = _net_of(fields)
    if "lines_net" not in found or net is None or len(found) != _ONE_SIDE_N:
        return fields
    values = {name: decimal_of(field) for name, field in found.items()}
    old, new = ("allowances", "charges") if "allowances" in found else ("charges", "allowances")
    if abs(made_net(values) - net) < CENT:
        return fields
    amount = values.pop(old)
    for value in (amount, -amount):
        if abs(made_net({**values, new: value}) - net) < CENT:
            kept = without(fields, old)
            return {**kept, new: found[old].model_copy(update={"value": str(value)})}
    return fields


def close_net(
    fields: Fields, taxes: Sequence[Tax], pages: Sequence[Page], conventions: Conventions
) -> Fields:
    """With the discount or charge between the lines' sum and the net, printed and unclaimed."""
    lines, net = one_field(fields, "lines_net"), one_field(fields, "total_net")
    if lines is None or net is None or lines.box is None or net.box is None:
        return fields
    parts = find_fields(fields, "lines_net", "allowances", "charges")
    off = made_net({n: decimal_of(f) for n, f in parts.items()}) - decimal_of(net)
    name = "allowances" if off > 0 else "charges"
    if abs(off) < CENT or name in fields or lines.page != net.page:
        return fields
    top, bottom = sorted((lines.box[1], net.box[1]))
    page = pages[(net.page or 1) - 1]
    for amount in find_printed_amounts([page], conventions):
        box = page.box_of(amount.words)
        closes = abs(amount.value) == abs(off) and top <= box[1] <= bottom
        if closes and not _is_claimed(box, net.page, fields, taxes):
            found = printed_field(page, net.page or 1, amount.words, abs(off), CLOSED)
            return {**fields, name: found}
    return fields


def close_lines(
    fields: Fields,
    taxes: Sequence[Tax],
    lines: Sequence[Line],
    pages: Sequence[Page],
    conventions: Conventions,
) -> Fields:
    """With the sum of all lines before a discount or charge, printed above it and unclaimed.

    The sum of a group of them may have been taken for it.
    """
    net, parts = one_field(fields, "total_net"), find_fields(fields, *BETWEEN)
    places = [net, *parts.values()]
    if net is None or not parts:
        return fields
    if any(f.box is None or f.page != net.page for f in places if f):
        return fields
    values = {name: decimal_of(field) for name, field in parts.items()}
    made = decimal_of(net) + values.get("allowances", ZERO) - values.get("charges", ZERO)
    nets = [decimal_of(line["net_amount"]) for line in lines if "net_amount" in line]
    known = one_field(fields, "lines_net")
    if made == decimal_of(net) or sum(nets, ZERO) != made or (known and decimal_of(known) == made):
        return fields
    top = min(f.box[1] for f in places if f is not None and f.box is not None)
    page = pages[(net.page or 1) - 1]
    taken = [f.box for line in lines for f in line.values() if f.box and f.page == net.page]
    for amount in find_printed_amounts([page], conventions):
        box = page.box_of(amount.words)
        if amount.value != made or box[1] >= top or any(is_inside(box, one) for one in taken):
            continue
        if not _is_claimed(box, net.page, fields, taxes):
            found = printed_field(page, net.page or 1, amount.words, made, _CLOSED_TWICE)
            return {**fields, "lines_net": found}
    return fields


def _is_claimed(box: Box, page: int | None, fields: Fields, taxes: Sequence[Tax]) -> bool:
    """Whether the middle of a word lies within a value that was read."""
    columns = (column for tax in taxes for column in (tax.rate, tax.base, tax.amount))
    found = (f for f in (*fields.values(), *columns) if isinstance(f, Field))
    return any(f.box is not None and f.page == page and is_inside(box, f.box) for f in found)
