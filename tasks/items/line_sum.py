"""Item lines that the invoice's own sum of lines disowns (BR-CO-10), or that are sums of others."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise

from schemas.record import Field

#: What the lines should make; with discounts below them, the first.
_SUMS = ("lines_net", "total_net")
_SUMMED = ("quantity", "net_amount")
#: What the row of a sum has, beside items with more.
_SUM_COLUMNS = frozenset({"description", "net_amount"})
_PRICES = frozenset({"unit_price", "net_amount"})
_PRICED_N = 2  # lines with amounts that make a priced table
#: What a row that sums up a group of items is called.
_GROUP_SUM = re.compile(
    r"\b(?:sub-?\s?)?totaa?l[e]?\b|\bsous-?total\b|\bsum(?:me|a)?\b|\b(?:zwischen|gesamt)summe\b|\bgesamt\b",
    re.IGNORECASE,
)
#: What was paid before the bill, among what it charges.
_PREPAID = re.compile(
    r"(?:deposits?|advance(?: payment)?s?|prepayments?|payments?) (?:received|paid)\b"
    r"|(?:acomptes?|arrhes) (?:reçue?s?|versée?s?|réglée?s?)\b|(?:erhaltene|geleistete) anzahlung"
    r"|anzahlung (?:vom|erhalten)\b",
    re.IGNORECASE,
)
#: What a guest's payments are called, the first of them at least.
_PAID = re.compile(
    rf"{_PREPAID.pattern}|(?:deposit|payment|cash|visa|master ?card|amex|american express"
    r"|(?:credit|debit) card|kreditkarte|girocard|ec-?karte|barzahlung|zahlung|anzahlung|acompte"
    r"|arrhes|carte (?:bancaire|de crédit|bleue|visa|mastercard)|espèces|virement|règlement)\b",
    re.IGNORECASE,
)
#: What the name of a sum has in it, however it was read: "Sub Total", "ITERS TOTN".
_SUM_NAME = re.compile(r"\btot|total|\bsub|\bsum|jumlah|gesamt", re.IGNORECASE)


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
    target = next((f for n in _SUMS if isinstance(f := fields.get(n), Field)), None)
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
    whole = _is_sum(sums[-1], fields) and _makes_total(sums[-1], fields)
    if whole and any(line.keys() - _SUM_COLUMNS for line in rest):
        return list(lines)  # what was taken for the lines' sum is one part's
    if not any(map(_is_priced, lines[: hits[0]])):
        for n, total in enumerate(accumulate(net or Decimal(0) for net in nets[hits[0] :]), 1):
            if total == made and all(map(_is_priced, rest[:n])):
                return list(rest[:n])  # the items themselves, below an overview of their groups
    if hits[0] == 1 and not _is_priced(lines[0]) and any(map(_is_priced, rest)):
        return list(lines)  # one part's sum, above that part's items
    if offered and all(_is_above(line, target) and _is_counted(line) for line in rest):
        return list(lines)
    if _makes_total(sums[-1], fields) and all(_is_above(line, target) for line in rest):
        return list(lines)
    return list(lines[: hits[0]])


def _page(line: Mapping[str, Field]) -> int:
    return max((found.page or 0 for found in line.values()), default=0)


def drop_part_sum(
    fields: Mapping[str, Field | list[Field]], lines: Sequence[Mapping[str, Field]]
) -> dict[str, Field | list[Field]]:
    """The fields without a "sum of lines" that is that of a first group of them, and what it lacks.

    Where all lines make the net total, what lies between the two is no charge but other items.
    """
    part, whole = fields.get("lines_net"), fields.get("total_net")
    if not isinstance(part, Field) or not isinstance(whole, Field) or part.value == whole.value:
        return dict(fields)
    nets = [Decimal(line["net_amount"].value) for line in lines if "net_amount" in line]
    sums = list(accumulate(nets))
    if Decimal(part.value) not in sums or sums[-1] != Decimal(whole.value):
        return dict(fields)
    if not all(map(_is_priced, lines[sums.index(Decimal(part.value)) + 1 :])):
        return dict(fields)
    return {name: found for name, found in fields.items() if name not in ("lines_net", "charges")}


def drop_group_sums(
    lines: Sequence[dict[str, Field]], fields: Mapping[str, Field | list[Field]]
) -> list[dict[str, Field]]:
    """The lines without the headings of groups that print the sum of the items below them.

    Nor amounts alone that repeat an item's, nor the rows below a group that sum it up, "Total sole
    300.5   5,461.48", "Worker total   3,351.08".

    Nor those of an overview of all groups above the first one's items, or below the last one's.

    "DISTRIBUTION DE L'EAU   126,22" above items with their prices: dropped where each such line
    is the sum of those up to the next, and the others make the invoice's sum.
    """
    for drop in (_drop_echoes, _drop_sums_below):
        # What adds up to a sum that the document prints is whole.
        lines = lines if _adds_up(lines, fields) else drop(lines)
    lines = _drop_overview(_drop_nameless(_drop_mere_names(lines, fields), fields))
    lines = lines if _adds_up(lines, fields) else _drop_overview_above(lines)
    heads = [n for n, line in enumerate(lines) if line.keys() == _SUM_COLUMNS]
    if not heads or _adds_up(lines, fields) or any("net_amount" not in line for line in lines):
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
    return kept if _adds_up(kept, fields) else list(lines)


def _drop_mere_names(
    lines: Sequence[dict[str, Field]], fields: Mapping[str, Field | list[Field]]
) -> list[dict[str, Field]]:
    """The lines without names alone, where all others have amounts that make a printed sum.

    They head what follows: "Consignment 4711   Ulm - Cottbus" above its freight and its toll.
    """
    others = [line for line in lines if line.keys() != {"description"}]
    whole = bool(others) and all("net_amount" in line for line in others)
    return others if whole and _adds_up(others, fields) else list(lines)


def _drop_nameless(
    lines: Sequence[dict[str, Field]], fields: Mapping[str, Field | list[Field]]
) -> list[dict[str, Field]]:
    """The lines without those that have no name, where only the others make a printed sum.

    They are amounts of a remark: "2,50 % sur CA net HT de 184 320,00 €" below an item.
    """
    named = [line for line in lines if "description" in line]
    spare = not _adds_up(lines, fields) and _adds_up(named, fields)
    return named if named and spare else list(lines)


def _drop_echoes(lines: Sequence[dict[str, Field]]) -> list[dict[str, Field]]:
    """The lines without bare amounts that say the item's above again: "Item Total   1,956.00"."""
    kept: list[dict[str, Field]] = []
    for line in lines:
        above = kept[-1].get("net_amount") if kept else None
        alone = line.keys() == {"net_amount"}
        if not alone or above is None or line["net_amount"].value != above.value:
            kept.append(line)
    return kept


def _drop_sums_below(lines: Sequence[dict[str, Field]]) -> list[dict[str, Field]]:
    """The lines without those that are called a sum, and are that of the ones right above."""
    kept: list[dict[str, Field]] = []
    group: list[dict[str, Field]] = []
    for line in lines:
        named = "description" in line and _GROUP_SUM.search(line["description"].value)
        if named and _sums_up(line, group):
            group = []
            continue
        kept.append(line)
        group.append(line)
    return kept


def _adds_up(
    lines: Sequence[Mapping[str, Field]], fields: Mapping[str, Field | list[Field]]
) -> bool:
    """Whether all lines make a sum that the document prints."""
    whole = _sum(lines)
    return _is_sum(whole, fields) or _makes_total(whole, fields)


def _sums_up(line: Mapping[str, Field], group: Sequence[Mapping[str, Field]]) -> bool:
    """Whether a line without price or code has the last lines' sums of quantities and amounts.

    Or, without a quantity, the sum of all amounts of its group.
    """
    if line.keys() & {"unit_price", "code"} or "net_amount" not in line:
        return False
    if "quantity" not in line:
        whole = len(group) > 1 and all("net_amount" in one for one in group)
        return whole and _sum(group) == _sum([line])
    wanted = [Decimal(line[column].value) for column in _SUMMED]
    summed = [Decimal(0) for _ in _SUMMED]
    for one in reversed(group):
        if not one.keys() >= set(_SUMMED):
            return False
        summed = [s + Decimal(one[c].value) for s, c in zip(summed, _SUMMED, strict=True)]
        if summed == wanted:
            return True
    return False


def _drop_overview(lines: Sequence[dict[str, Field]]) -> list[dict[str, Field]]:
    """The lines without an overview of them all.

    Those above the first priced one, if some first ones come to the rest, whether or not this
    repeats them as headings; the last ones, if each is the sum of some lines running, and they of
    all others.
    """
    nets = [Decimal(line["net_amount"].value) if "net_amount" in line else 0 for line in lines]
    first = next((n for n, line in enumerate(lines) if _is_priced(line)), 0)
    for below in (lines[first:], _without_headings(lines[first:])):
        whole = _sum(below)
        if any(sum(nets[:n]) == whole for n in range(2, first + 1)):
            return list(below)
    for n in range(2, len(lines) // 2 + 1):
        if "unit_price" in lines[-n]:
            break
        if sum(nets[:-n]) == sum(nets[-n:]) and _are_sums(nets[-n:], nets[:-n]):
            return list(lines[:-n])
    return list(lines)


def _drop_overview_above(lines: Sequence[dict[str, Field]]) -> list[dict[str, Field]]:
    """The lines without the first ones, names with amounts alone, that sum up all others."""
    nets = [Decimal(line["net_amount"].value) if "net_amount" in line else 0 for line in lines]
    alone = [line.keys() == _SUM_COLUMNS for line in lines]
    for n in range(2, (len(lines) + 1) // 2):
        if all(alone[:n]) and sum(nets[:n]) == sum(nets[n:]) and _are_sums(nets[:n], nets[n:]):
            return list(lines[n:])
    return list(lines)


def _without_headings(lines: Sequence[dict[str, Field]]) -> list[dict[str, Field]]:
    """The lines but those that print, beside a name alone, the sum of some right below them."""
    kept = []
    for n, line in enumerate(lines):
        alone = line.keys() == _SUM_COLUMNS
        ends = range(n + 3, len(lines) + 1) if alone else ()
        if not any(_sum(lines[n + 1 : end]) == _sum([line]) for end in ends):
            kept.append(line)
    return kept


def _sum(lines: Sequence[Mapping[str, Field]]) -> Decimal:
    nets = (Decimal(line["net_amount"].value) for line in lines if "net_amount" in line)
    return sum(nets, Decimal(0))


def _are_sums(sums: Sequence[Decimal | int], nets: Sequence[Decimal | int]) -> bool:
    """Whether the amounts, in order and none left out, come to these sums one after the other."""
    reached = list(accumulate(nets))
    return all(one and total in reached for one, total in zip(sums, accumulate(sums), strict=True))


def _is_priced(line: Mapping[str, Field]) -> bool:
    return line.keys() >= {"description", "quantity", "unit_price", "net_amount"}


def _makes_total(whole: Decimal, fields: Mapping[str, Field | list[Field]]) -> bool:
    """Whether all lines and the tax make the total: a "sum" of fewer is one part's, of labour."""
    tax, gross = (fields.get(name) for name in ("total_tax", "total_gross"))
    if not isinstance(tax, Field) or not isinstance(gross, Field) or not Decimal(tax.value):
        return False
    return whole + Decimal(tax.value) == Decimal(gross.value)


def _is_sum(whole: Decimal, fields: Mapping[str, Field | list[Field]]) -> bool:
    """Whether the document prints this as the sum of its items."""
    printed = (fields.get(name) for name in _SUMS)
    return any(isinstance(f, Field) and Decimal(f.value) == whole for f in printed)


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
    return (makes or _is_sum(whole, fields)) and all(map(_is_priced, rest))


def _may_be_sum(line: Mapping[str, Field]) -> bool:
    """Whether a line has the name of a sum, or none, and nothing but its amount."""
    name = line.get("description")
    named = name is None or bool(_SUM_NAME.search(name.raw))
    return named and not line.keys() - _SUM_COLUMNS


def drop_below_total(
    lines: Sequence[dict[str, Field]], fields: Mapping[str, Field | list[Field]]
) -> list[dict[str, Field]]:
    """The lines without the last ones that have no price, below the total of all that have one.

    Small print: "KWKG-Umlage 0,275 ct/kWh", "Ref. 4471 9023   Sign up at ...".
    """
    total = fields.get("total_gross")
    priced = [n for n, line in enumerate(lines) if line.keys() & _PRICES]
    if not isinstance(total, Field) or len(priced) < _PRICED_N:
        return list(lines)
    if any(_is_below(lines[n], total) for n in priced):
        return list(lines)
    rest = lines[priced[-1] + 1 :]
    return [*lines[: priced[-1] + 1], *(one for one in rest if not _is_below(one, total))]


def _is_below(line: Mapping[str, Field], other: Field) -> bool:
    """Whether all of a line stands below another value."""
    places = [(one.page, one.box) for one in line.values()]
    if other.box is None or other.page is None:
        return False
    bottom = other.box[3]
    return all(
        page is not None and box is not None and (page, box[1]) >= (other.page, bottom)
        for page, box in places
    )


def drop_prepaid(
    lines: Sequence[dict[str, Field]], fields: Mapping[str, Field | list[Field]]
) -> list[dict[str, Field]]:
    """The lines without what was paid before, where the totals take it off: "Deposit received".

    In one amount, or below what a guest had: "Deposit 100.00", "Visa xxxx 7715   385.70"; without
    such an amount where the other lines alone make the total.
    """
    prepaid, total = fields.get("prepaid"), fields.get("total_gross")
    if not isinstance(prepaid, Field):
        others = [line for line in lines if not _is_paid(line)]
        makes = isinstance(total, Field) and _sum(others) == Decimal(total.value)
        return others if makes and not _adds_up(lines, fields) else list(lines)
    paid = abs(Decimal(prepaid.value))
    ends = (n for n in range(1, len(lines)) if all(map(_is_plain, lines[n:])))
    n = next((n for n in ends if _is_paid(lines[n])), len(lines))
    if n < len(lines) and abs(_sum(lines[n:])) == paid and not _adds_up(lines, fields):
        return list(lines[:n])
    return [line for line in lines if not _is_payment(line, paid)]


def _is_plain(line: Mapping[str, Field]) -> bool:
    """Whether a line is a name with an amount; a room's number may stand for its count."""
    return line.keys() - {"quantity"} == _SUM_COLUMNS


def _is_paid(line: Mapping[str, Field]) -> bool:
    return _is_plain(line) and bool(_PAID.match(line["description"].raw))


def _is_payment(line: Mapping[str, Field], paid: Decimal) -> bool:
    if line.keys() != _SUM_COLUMNS:
        return False
    return (
        bool(_PREPAID.match(line["description"].raw))
        and abs(Decimal(line["net_amount"].value)) == paid
    )
