"""Item lines that are sums of others: headings of groups, rows below them, overviews."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate, pairwise

from schemas.record import Fields, Line
from tasks.items.printed_sums import SUM_COLUMNS, adds_up, is_priced_line, sum_lines

_SUMMED = ("quantity", "net_amount")
#: What a row that sums up a group of items is called.
_GROUP_SUM = re.compile(
    r"\b(?:sub-?\s?)?totaa?l[e]?\b|\bsous-?total\b|\bsum(?:me|a)?\b|\b(?:zwischen|gesamt)summe\b|\bgesamt\b",
    re.IGNORECASE,
)


def drop_subtotal_lines(lines: Sequence[Line], fields: Fields) -> list[Line]:
    """The lines without the headings of groups that print the sum of the items below them.

    Nor amounts alone that repeat an item's, nor the rows below a group that sum it up, "Total sole
    300.5   5,461.48", "Worker total   3,351.08".

    Nor those of an overview of all groups above the first one's items, or below the last one's.

    "DISTRIBUTION DE L'EAU   126,22" above items with their prices: dropped where each such line
    is the sum of those up to the next, and the others make the invoice's sum.
    """
    for drop in (_drop_echoes, _drop_sums_below):
        # What adds up to a sum that the document prints is whole.
        lines = lines if adds_up(lines, fields) else drop(lines)
    lines = _drop_nameless(_drop_mere_names(lines, fields), fields)
    lines = lines if adds_up(lines, fields) else _drop_overview(lines)
    lines = lines if adds_up(lines, fields) else _drop_overview_above(lines)
    heads = [n for n, line in enumerate(lines) if line.keys() == SUM_COLUMNS]
    if not heads or adds_up(lines, fields) or any("net_amount" not in line for line in lines):
        return list(lines)
    nets = [Decimal(line["net_amount"].value) for line in lines]
    groups = pairwise([*heads, len(lines)])
    if heads[0] == 0 and all(e - n > 1 and nets[n] == sum(nets[n + 1 : e]) for n, e in groups):
        spare = {nets[n] for n in heads}
    else:
        # Some headings were no items anyway; an overview elsewhere may name a sum once more.
        below = _without_headings(lines)
        spare = {net for net, line in zip(nets, lines, strict=True) if line not in below}
    kept = [line for n, line in enumerate(lines) if n not in heads or nets[n] not in spare]
    return kept if adds_up(kept, fields) else list(lines)


def _drop_mere_names(lines: Sequence[Line], fields: Fields) -> list[Line]:
    """The lines without names alone, where all others have amounts that make a printed sum.

    They head what follows: "Consignment 4711   Ulm - Cottbus" above its freight and its toll.
    """
    others = [line for line in lines if line.keys() != {"description"}]
    whole = bool(others) and all("net_amount" in line for line in others)
    return others if whole and adds_up(others, fields) else list(lines)


def _drop_nameless(lines: Sequence[Line], fields: Fields) -> list[Line]:
    """The lines without those that have no name, where only the others make a printed sum.

    They are amounts of a remark: "2,50 % sur CA net HT de 184 320,00 €" below an item.
    """
    named = [line for line in lines if "description" in line]
    spare = not adds_up(lines, fields) and adds_up(named, fields)
    return named if named and spare else list(lines)


def _drop_echoes(lines: Sequence[Line]) -> list[Line]:
    """The lines without bare amounts that say the item's above again: "Item Total   1,956.00"."""
    kept: list[Line] = []
    for line in lines:
        above = kept[-1].get("net_amount") if kept else None
        alone = line.keys() == {"net_amount"}
        if not alone or above is None or line["net_amount"].value != above.value:
            kept.append(line)
    return kept


def _drop_sums_below(lines: Sequence[Line]) -> list[Line]:
    """The lines without those that are called a sum, and are that of the ones right above."""
    kept: list[Line] = []
    group: list[Line] = []
    for line in lines:
        named = "description" in line and _GROUP_SUM.search(line["description"].value)
        if named and _sums_up(line, group):
            group = []
            continue
        kept.append(line)
        group.append(line)
    return kept


def _sums_up(line: Line, group: Sequence[Line]) -> bool:
    """Whether a line without price or code has the last lines' sums of quantities and amounts.

    Or, without a quantity, the sum of all amounts of its group.
    """
    if line.keys() & {"unit_price", "code"} or "net_amount" not in line:
        return False
    if "quantity" not in line:
        whole = len(group) > 1 and all("net_amount" in one for one in group)
        return whole and sum_lines(group) == sum_lines([line])
    wanted = [Decimal(line[column].value) for column in _SUMMED]
    summed = [Decimal(0) for _ in _SUMMED]
    for one in reversed(group):
        if not one.keys() >= set(_SUMMED):
            return False
        summed = [s + Decimal(one[c].value) for s, c in zip(summed, _SUMMED, strict=True)]
        if summed == wanted:
            return True
    return False


def _drop_overview(lines: Sequence[Line]) -> list[Line]:
    """The lines without an overview of them all.

    Those above the first priced one, if some first ones come to the rest, whether or not this
    repeats them as headings; the last ones, if each is the sum of some lines running, and they of
    all others.
    """
    nets = [Decimal(line["net_amount"].value) if "net_amount" in line else 0 for line in lines]
    first = next((n for n, line in enumerate(lines) if is_priced_line(line)), 0)
    for below in (lines[first:], _without_headings(lines[first:])):
        whole = sum_lines(below)
        if any(sum(nets[:n]) == whole for n in range(2, first + 1)):
            return list(below)
    for n in range(2, len(lines) // 2 + 1):
        if "unit_price" in lines[-n]:
            break
        if sum(nets[:-n]) == sum(nets[-n:]) and _are_sums(nets[-n:], nets[:-n]):
            return list(lines[:-n])
    return list(lines)


def _drop_overview_above(lines: Sequence[Line]) -> list[Line]:
    """The lines without the first ones, names with amounts alone, that sum up all others."""
    nets = [Decimal(line["net_amount"].value) if "net_amount" in line else 0 for line in lines]
    alone = [line.keys() == SUM_COLUMNS for line in lines]
    for n in range(2, (len(lines) + 1) // 2):
        if all(alone[:n]) and sum(nets[:n]) == sum(nets[n:]) and _are_sums(nets[:n], nets[n:]):
            return list(lines[n:])
    return list(lines)


def _without_headings(lines: Sequence[Line]) -> list[Line]:
    """The lines but those that print, beside a name alone, the sum of some right below them."""
    kept = []
    for n, line in enumerate(lines):
        alone = line.keys() == SUM_COLUMNS
        ends = range(n + 3, len(lines) + 1) if alone else ()
        if not any(sum_lines(lines[n + 1 : end]) == sum_lines([line]) for end in ends):
            kept.append(line)
    return kept


def _are_sums(sums: Sequence[Decimal | int], nets: Sequence[Decimal | int]) -> bool:
    """Whether the amounts, in order and none left out, come to these sums one after the other."""
    reached = list(accumulate(nets))
    return all(one and total in reached for one, total in zip(sums, accumulate(sums), strict=True))
