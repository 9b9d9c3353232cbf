"""The lesser amounts of a document, held against its total: what cannot be is left out.

A discount, a charge or a subtotal that is printed nowhere costs more than one that is missed: it
breaks the sums, and the document goes to a clerk although all that it pays by is right. So where
net and tax make the total, and leaving out the doubtful values that do not fit makes all sums
hold, they are left out; an amount that closes a sum, printed and claimed by nobody, is taken in.
Of a total and the same one rounded, the first is the total. What still contradicts goes to review.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from schemas.document import Box, Page, union
from schemas.record import Field, Tax
from tasks.sums.breakdown import MOST_RATE, prove_breakdown, read_rated
from tasks.sums.payments import amounts_among, find_printed_amounts, printed_field
from tasks.sums.taxes import fits
from tasks.sums.total_words import fields_named, names_owed
from tasks.values.cells import word_rows
from tasks.values.entities import is_inside
from tasks.values.normalize import Conventions

Fields = dict[str, Field | list[Field]]
_Amounts = Mapping[str, Decimal]

_LESSER = (
    "rounding",
    "charges",
    "allowances",
    "prepaid",
    "total_tax",
    "total_net",
    "lines_net",
)
#: Pairs that one printed amount may rightly be at once.
_ONE_AMOUNT = (
    frozenset({"total_gross", "amount_due"}),
    frozenset({"total_net", "lines_net"}),
    frozenset({"total_net", "total_gross"}),
    frozenset({"lines_net", "total_gross"}),
)
_BETWEEN = frozenset({"allowances", "charges"})  # the lines and the net
_FEWEST_LINES_N = 2
_TAXED = frozenset({"lines_net", "total_tax", "total_gross"})
_ROWS_APART = 2  # two taxes one below the other, a row of other text between them at most
_ENDS = frozenset({"total_net", "total_gross"})
_TOTALS_N = 3  # net, tax and gross
_ONE_SIDE_N = 3  # lines, net, and a discount or a charge
_MOST_DROPPED_N = 3
#: A value surer than this is not left out: that it contradicts the others is the paper's fault.
_SURE = 0.97
#: What was paid before stands alone: no sum but the one it may contradict speaks for it.
_SURE_PREPAID = 0.5
_MOST_ROUNDING = Decimal(1)
_COINS = Decimal("0.05")  # by which a total is rounded to what coins can pay
_CENT = Decimal("0.01")
_ZERO = Decimal(0)
_CLOSED_TWICE = 0.99  # the same, where the lines make it as well
_CLOSED = 0.9  # how often an amount is right that closes a sum and that nothing else claims


def settle_amounts(
    fields: Fields,
    taxes: Sequence[Tax],
    lines: Sequence[Mapping[str, Field]],
    pages: Sequence[Page],
    conventions: Conventions,
) -> tuple[Fields, list[Tax]]:
    """Fields and tax rows that agree, where leaving out lesser ones can make them agree."""
    rows = [
        tax
        for tax in taxes
        if tax.rate is None or abs(_value(tax.rate)) <= MOST_RATE or fits(tax, _CENT)
    ]
    fields = _tax_for_due(fields, pages, conventions)
    fields, rows = _split_tax(_turn_tax(fields, rows), rows, pages, conventions)
    fields = _total_before_rounding(fields, rows, pages, conventions)
    fields = _total_before_discount(fields, pages, conventions)
    fields = _drop_denied(fields, lines)
    fields = _close_lines(_change_sides(fields), rows, lines, pages, conventions)
    fields = _close_net(fields, rows, pages, conventions)
    dropped = _find_misfits(fields, rows, _find_confirmed(fields, rows, lines))
    kept = {name: found for name, found in fields.items() if name not in dropped}
    kept = _name_tax(_name_net(kept), rows)
    return kept, _settle_taxes(kept, rows, pages, conventions)


def settle_tax(
    fields: Fields, taxes: Sequence[Tax], pages: Sequence[Page], conventions: Conventions
) -> tuple[Fields, list[Tax]]:
    """The tax of a receipt, its net where that was taken for the tax, and rows that agree."""
    fields, rows = _split_tax(_turn_tax(fields, taxes), taxes, pages, conventions)
    fields, rows = _add_slip_sums(fields, rows, pages, conventions)
    return fields, _settle_taxes(fields, rows, pages, conventions)


def _add_slip_sums(
    fields: Fields, taxes: list[Tax], pages: Sequence[Page], conventions: Conventions
) -> tuple[Fields, list[Tax]]:
    """With the net and the tax that a breakdown below the total prints: "46.83   6.52".

    They make the total, or that before it was rounded, and are the only row's own or proved by the
    rows above them. What the model has stays if it makes the total.
    """
    found = _find(fields, "total_gross", "total_net", "total_tax")
    if "total_gross" not in found:
        return fields, taxes
    gross = _value(found["total_gross"])
    if len(found) == _TOTALS_N:
        off = _value(found["total_net"]) + _value(found["total_tax"]) - gross
        if abs(off) <= _MOST_ROUNDING:
            return fields, taxes
    elif "total_net" in found:
        return fields, taxes
    for number, page in enumerate(pages, start=1):
        for words in word_rows(page).values():
            amounts = amounts_among(page, words, conventions)
            wholes = {gross, *(v for v, _ in amounts if abs(v - gross) <= _COINS)}
            for (net, at), (tax, behind) in pairwise(amounts):
                if net + tax not in wholes or not net > tax >= 0:
                    continue
                only = len(taxes) == 1 and fits(taxes[0], _CENT)
                own = only and taxes[0].base is not None and _value(taxes[0].base) == net
                rows = taxes if own else prove_breakdown(net, tax, pages, conventions)
                if rows:
                    sums = {
                        "total_net": printed_field(page, number, at, net, _CLOSED),
                        "total_tax": printed_field(page, number, behind, tax, _CLOSED),
                    }
                    kept = {**sums, **fields} if len(found) < _TOTALS_N else {**fields, **sums}
                    return kept, rows
    return fields, taxes


def owe_total(fields: Fields, pages: Sequence[Page], conventions: Conventions) -> Fields:
    """With the total as what is due, where a row of its own says so: "Amount due", "Net à payer".

    One row that is both ("Total due") is the total; with a prepayment, unless that is doubtful,
    another amount is due.
    """
    total, due = _one(fields, "total_gross"), _one(fields, "amount_due")
    prepaid = _one(fields, "prepaid")
    if total is None or total.page is None or (prepaid and prepaid.confidence >= _SURE_PREPAID):
        return fields
    if due is not None and _value(due) != _value(total):
        return fields
    for amount in find_printed_amounts(pages, conventions):
        page = pages[amount.page]
        box = union(page.words[i].box for i in amount.words)
        own = amount.page + 1 == total.page and total.box and is_inside(box, total.box)
        if amount.value == _value(total) and not own and names_owed(amount.key):
            raw = " ".join(page.words[i].text for i in amount.words)
            place = {"raw": raw, "page": amount.page + 1, "box": box}
            if prepaid:
                place["confidence"] = min(total.confidence, 1 - prepaid.confidence)
            owed = {**fields, "amount_due": total.model_copy(update=place)}
            return {name: found for name, found in owed.items() if name != "prepaid"}
    return fields


def _turn_tax(fields: Fields, taxes: Sequence[Tax]) -> Fields:
    """With what was taken for the tax as the net, where the tax of the only row is its rate of it.

    A receipt names neither: "20 % MwSt. 16,25" below "81,25". And with the sign of a credit note's
    other totals, where that makes it fit.
    """
    tax, gross, net = (_one(fields, name) for name in ("total_tax", "total_gross", "total_net"))
    if tax is None or gross is None:
        return fields
    if net is not None:
        back = _value(net) < 0 < _value(tax) and _value(net) - _value(tax) == _value(gross)
        owed = tax.model_copy(update={"value": f"-{tax.value}"})
        return {**fields, "total_tax": owed} if back else fields
    row = taxes[0] if len(taxes) == 1 else Tax()
    if row.amount is None or _value(tax) + _value(row.amount) != _value(gross):
        return fields
    if not fits(row.model_copy(update={"base": tax}), _CENT):
        return fields
    return {**fields, "total_net": tax, "total_tax": row.amount}


def _tax_for_due(fields: Fields, pages: Sequence[Page], conventions: Conventions) -> Fields:
    """With what was doubtfully taken for the amount due as the tax, if net and total lack just it.

    The sum of all taxes in a table of their own, which no caption calls owed.
    """
    found = _find(fields, "total_net", "total_gross", "amount_due")
    if len(found) < _TOTALS_N or fields.keys() & {"total_tax", "prepaid"}:
        return fields
    net, gross, due = map(_value, found.values())
    rounding = _one(fields, "rounding")
    made = net + due + (_value(rounding) if rounding else _ZERO)
    is_tax = made == gross and 0 < due <= net * MOST_RATE / 100
    if not is_tax or found["amount_due"].confidence >= _SURE:
        return fields
    printed = find_printed_amounts(pages, conventions)
    if any(one.value == due and names_owed(one.key) for one in printed):
        return fields
    others = {name: field for name, field in fields.items() if name != "amount_due"}
    return {**others, "total_tax": found["amount_due"]}


def _split_tax(
    fields: Fields, taxes: Sequence[Tax], pages: Sequence[Page], conventions: Conventions
) -> tuple[Fields, list[Tax]]:
    """Without a total tax that is but one of two, their rates printed one row below the other.

    "GST 5 % 116.95" and "PST 7 % 47.39": no sum of them is printed.
    """
    found = _find(fields, "total_net", "total_tax", "total_gross")
    if len(found) < _TOTALS_N or found["total_tax"].box is None:
        return fields, list(taxes)
    net, tax, gross = map(_value, found.values())
    rest = gross - net - tax
    if rest and (proved := prove_breakdown(net, gross - net, pages, conventions)):
        return {name: f for name, f in fields.items() if name != "total_tax"}, proved
    number = found["total_tax"].page or 1
    page = pages[number - 1]
    rated = read_rated(page, conventions) if rest > 0 else []
    own, other = ([row for row in rated if row.value == amount] for amount in (tax, rest))
    if (len(own), len(other)) != (1, 1) or abs(own[0].row - other[0].row) > _ROWS_APART:
        return fields, list(taxes)
    rows = [
        Tax(
            rate=printed_field(page, number, row.rate_words, row.rate, _CLOSED),
            amount=printed_field(page, number, row.words, row.value, _CLOSED),
        )
        for row in sorted([*own, *other], key=lambda row: row.row)
    ]
    return {name: f for name, f in fields.items() if name != "total_tax"}, rows


def _name_net(fields: Fields) -> Fields:
    """With the lines' sum as the net too, where nothing but tax and rounding makes it the total."""
    found = _find(fields, "lines_net", "total_tax", "rounding", "total_gross")
    if fields.keys() & {"total_net", "allowances", "charges"} or not found.keys() >= _TAXED:
        return fields
    values = {name: _value(field) for name, field in found.items()}
    off = values["lines_net"] + values["total_tax"] - values["total_gross"]
    if abs(off) < _CENT or abs(off + values.get("rounding", _ZERO)) < _CENT:
        return {**fields, "total_net": found["lines_net"]}
    return fields


def _name_tax(fields: Fields, taxes: Sequence[Tax]) -> Fields:
    """With the tax of the only rate as the tax, where it makes the total of the net."""
    found = _find(fields, "total_net", "total_tax", "rounding", "total_gross")
    amounts = [tax.amount for tax in taxes if tax.amount is not None and _value(tax.amount)]
    if not found.keys() >= _ENDS or len(amounts) != 1:
        return fields
    values = {name: _value(field) for name, field in found.items()}
    off = values["total_net"] + _value(amounts[0]) - values["total_gross"]
    fits_in = abs(off) < _CENT or abs(off + values.get("rounding", _ZERO)) < _CENT
    if not fits_in or values.get("total_tax") == _value(amounts[0]):
        return fields
    return {**fields, "total_tax": amounts[0].model_copy(update={"origin": "rule"})}


def _drop_denied(fields: Fields, lines: Sequence[Mapping[str, Field]]) -> Fields:
    """Without discounts, charges and sums of some lines, where all lines alone make the net.

    Where there is no net, lines and tax make the total. What adds up otherwise stays.
    """
    found = _find(fields, "lines_net", "total_net", "total_tax", "total_gross", *_BETWEEN)
    values = {name: _value(field) for name, field in found.items()}
    nets = [_value(line["net_amount"]) for line in lines if "net_amount" in line]
    if len(nets) < max(len(lines), _FEWEST_LINES_N) or not found.keys() & _BETWEEN:
        return fields
    made, net = sum(nets, _ZERO), values.get("total_net")
    if net is None and "total_gross" in values:
        net = values["total_gross"] - values.get("total_tax", _ZERO)
    if net != made or _made_net({"lines_net": made, **values}) == net:
        return fields
    denied = _BETWEEN | ({"lines_net"} if values.get("lines_net") != made else set())
    return {name: one for name, one in fields.items() if name not in denied}


def _find_confirmed(
    fields: Fields, taxes: Sequence[Tax], lines: Sequence[Mapping[str, Field]]
) -> set[str]:
    """The amounts that item lines or tax rows make: what contradicts them is the paper's fault."""
    found = _find(fields, "lines_net", "total_net", "total_tax")
    nets = [_value(line["net_amount"]) for line in lines if "net_amount" in line]
    bases = [_value(tax.base) for tax in taxes if tax.base is not None]
    amounts = [_value(tax.amount) for tax in taxes if tax.amount is not None]
    made = {sum(nets, _ZERO), sum(bases, _ZERO), *bases}
    taxed = {sum(amounts, _ZERO)} if amounts else set[Decimal]()
    sums = {"lines_net": made, "total_net": made, "total_tax": taxed}
    return {name for name, field in found.items() if _value(field) in sums[name]}


def _find_misfits(fields: Fields, taxes: Sequence[Tax], confirmed: set[str]) -> frozenset[str]:
    """The least sure of the doubtful lesser amounts without which all fits, the total proved."""
    found = _find(fields, *_LESSER, "total_gross", "amount_due")
    if "total_gross" not in found or _agree(found, found.keys()):
        return frozenset()
    lesser = [
        name
        for name in _LESSER
        if name in found
        and name not in confirmed
        and found[name].confidence < (_SURE_PREPAID if name == "prepaid" else _SURE)
    ]
    ways = [
        (sum(found[name].confidence for name in out), out)
        for n in range(1, _MOST_DROPPED_N + 1)
        for out in combinations(lesser, n)
    ]
    for _, out in sorted(ways):
        kept = found.keys() - set(out)
        if _agree(found, kept) and _is_proved(found, kept, taxes):
            return frozenset(out)
    return frozenset()


def _agree(found: Mapping[str, Field], names: Iterable[str]) -> bool:
    """Whether no two of the fields are one printed amount, and all sums hold."""
    kept = sorted(names)
    for a, b in combinations(kept, 2):
        here = found[a].box is not None and found[a].box == found[b].box
        if here and found[a].page == found[b].page and frozenset({a, b}) not in _ONE_AMOUNT:
            return False
    values = {name: _value(found[name]) for name in kept}
    return all(abs(difference) < _CENT for difference in _differences(values))


def _differences(values: _Amounts) -> Iterator[Decimal]:
    """By how much each sum of EN 16931 whose ends are there fails (BR-CO-13, 15, 16)."""
    net, gross = values.get("total_net"), values["total_gross"]
    rounding = values.get("rounding", _ZERO)
    if net is not None and "lines_net" in values:
        yield _made_net(values) - net
    if net is not None and "total_tax" in values:
        off = net + values["total_tax"] - gross
        yield min((off, off + rounding), key=abs)
    if "amount_due" in values:
        off = gross - values.get("prepaid", _ZERO) - values["amount_due"]
        yield min((off, off + rounding), key=abs)


def _made_net(values: _Amounts) -> Decimal:
    return values["lines_net"] - values.get("allowances", _ZERO) + values.get("charges", _ZERO)


def _is_proved(found: Mapping[str, Field], names: Iterable[str], taxes: Sequence[Tax]) -> bool:
    """Whether a sum of at least two amounts, tax among them, makes the total."""
    values = {name: _value(found[name]) for name in names}
    net = values.get("total_net")
    if net is None and "lines_net" in values:
        net = _made_net(values)
    if net is None:
        return False
    if "total_tax" in values:
        return abs(net + values["total_tax"] - values["total_gross"]) < _CENT
    if any(tax.base is not None and _value(tax.base) == net for tax in taxes):
        return False  # one row is all the tax there is
    parts = {_value(tax.amount) for tax in taxes if tax.amount is not None}
    if "total_tax" in found:
        parts.add(_value(found["total_tax"]))
    return len(parts) > 1 and abs(net + sum(parts) - values["total_gross"]) < _CENT


def _total_before_rounding(
    fields: Fields, taxes: Sequence[Tax], pages: Sequence[Page], conventions: Conventions
) -> Fields:
    """An invoice's total is net and tax, where that is printed; rounded, it is what is due."""
    found = _find(fields, "total_net", "rounding", "total_gross")
    amounts = [tax.amount for tax in taxes if tax.amount is not None]
    parts = list(_find(fields, "total_tax").values()) or amounts
    if len(found) < _TOTALS_N or not parts:
        return fields
    net, rounding, rounded = (_value(f) for f in found.values())
    tax = sum(map(_value, parts), _ZERO)
    if not 0 < abs(rounding) <= _MOST_ROUNDING or net + tax + rounding != rounded:
        return fields
    for amount in find_printed_amounts(pages, conventions):
        if amount.value == net + tax:
            total = printed_field(
                pages[amount.page], amount.page + 1, amount.words, net + tax, _CLOSED
            )
            return {"amount_due": found["total_gross"], **fields, "total_gross": total}
    return fields


def _total_before_discount(
    fields: Fields, pages: Sequence[Page], conventions: Conventions
) -> Fields:
    """With net and tax as the total where a row calls them so, and what is less as what is due.

    "Total inc GST 10,653.50", "Less point-of-sale discount −2,166.00", "You pay 8,487.50".
    """
    found = _find(fields, "total_net", "total_tax", "total_gross")
    if len(found) < _TOTALS_N:
        return fields
    net, tax, less = (_value(field) for field in found.values())
    if not 0 < less < net + tax or not tax:
        return fields
    for amount in find_printed_amounts(pages, conventions):
        if amount.value == net + tax and "total_gross" in fields_named(amount.key):
            total = printed_field(
                pages[amount.page], amount.page + 1, amount.words, net + tax, _CLOSED
            )
            return {"amount_due": found["total_gross"], **fields, "total_gross": total}
    return fields


def _change_sides(fields: Fields) -> Fields:
    """A discount that is a charge, or the other way round, if only then the lines make the net.

    On a credit note both are negative, and a charge looks like a discount.
    """
    found = _find(fields, "lines_net", "total_net", "allowances", "charges")
    if "lines_net" not in found or "total_net" not in found or len(found) != _ONE_SIDE_N:
        return fields
    values = {name: _value(field) for name, field in found.items()}
    net = values.pop("total_net")
    old, new = ("allowances", "charges") if "allowances" in found else ("charges", "allowances")
    if abs(_made_net(values) - net) < _CENT:
        return fields
    amount = values.pop(old)
    for value in (amount, -amount):
        if abs(_made_net({**values, new: value}) - net) < _CENT:
            kept = {name: field for name, field in fields.items() if name != old}
            return {**kept, new: found[old].model_copy(update={"value": str(value)})}
    return fields


def _close_net(
    fields: Fields, taxes: Sequence[Tax], pages: Sequence[Page], conventions: Conventions
) -> Fields:
    """With the discount or charge between the lines' sum and the net, printed and unclaimed."""
    lines, net = _one(fields, "lines_net"), _one(fields, "total_net")
    if lines is None or net is None or lines.box is None or net.box is None:
        return fields
    parts = _find(fields, "lines_net", "allowances", "charges")
    off = _made_net({n: _value(f) for n, f in parts.items()}) - _value(net)
    name = "allowances" if off > 0 else "charges"
    if abs(off) < _CENT or name in fields or lines.page != net.page:
        return fields
    top, bottom = sorted((lines.box[1], net.box[1]))
    page = pages[(net.page or 1) - 1]
    for amount in find_printed_amounts([page], conventions):
        box = union(page.words[i].box for i in amount.words)
        closes = abs(amount.value) == abs(off) and top <= box[1] <= bottom
        if closes and not _is_claimed(box, net.page, fields, taxes):
            found = printed_field(page, net.page or 1, amount.words, abs(off), _CLOSED)
            return {**fields, name: found}
    return fields


def _close_lines(
    fields: Fields,
    taxes: Sequence[Tax],
    lines: Sequence[Mapping[str, Field]],
    pages: Sequence[Page],
    conventions: Conventions,
) -> Fields:
    """With the sum of all lines before a discount or charge, printed above it and unclaimed.

    The sum of a group of them may have been taken for it.
    """
    net, parts = _one(fields, "total_net"), _find(fields, *_BETWEEN)
    places = [net, *parts.values()]
    if net is None or not parts:
        return fields
    if any(f.box is None or f.page != net.page for f in places if f):
        return fields
    values = {name: _value(field) for name, field in parts.items()}
    made = _value(net) + values.get("allowances", _ZERO) - values.get("charges", _ZERO)
    nets = [_value(line["net_amount"]) for line in lines if "net_amount" in line]
    known = _one(fields, "lines_net")
    if made == _value(net) or sum(nets, _ZERO) != made or (known and _value(known) == made):
        return fields
    top = min(f.box[1] for f in places if f is not None and f.box is not None)
    page = pages[(net.page or 1) - 1]
    taken = [f.box for line in lines for f in line.values() if f.box and f.page == net.page]
    for amount in find_printed_amounts([page], conventions):
        box = union(page.words[i].box for i in amount.words)
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


def _settle_taxes(
    fields: Fields, taxes: Sequence[Tax], pages: Sequence[Page], conventions: Conventions
) -> list[Tax]:
    """The breakdown; of one that does not make a proved tax the rows that do, or nothing.

    Rows that were missed are found where the page's numbers prove them.
    """
    taxes = [_without_gross(tax) for tax in taxes]
    totals = _find(fields, "total_net", "total_tax", "total_gross")
    values = {name: _value(f) for name, f in totals.items()}
    if not values.keys() >= _ENDS or any(abs(off) >= _CENT for off in _differences(values)):
        return taxes
    net = values["total_net"]
    tax = values.get("total_tax", values["total_gross"] - net)
    amounts = [_value(row.amount) for row in taxes if row.amount is not None]
    made_whole = sum(amounts) == tax
    if made_whole and not any(row.rate and row.base and not fits(row, _CENT) for row in taxes):
        return taxes
    fitting = [row for row in taxes if fits(row, _CENT)]
    made = sum((_value(row.amount) for row in fitting if row.amount), _ZERO)
    if made == tax and fitting and not made_whole:
        return fitting
    proved = prove_breakdown(net, tax, pages, conventions)
    denied = amounts and not made_whole and not fitting and "total_tax" in values
    return proved or ([] if denied else taxes)


def _without_gross(tax: Tax) -> Tax:
    """A row without what is no base but holds the tax, or is it: "2.6 % of 41.95" is 1.06."""
    if tax.rate is None or tax.base is None or tax.amount is None or fits(tax, _CENT):
        return tax
    rate, base, amount = (_value(one) for one in (tax.rate, tax.base, tax.amount))
    within = base * rate / (100 + rate)
    no_base = base == amount or abs(within - amount) < _CENT
    return tax.model_copy(update={"base": None}) if no_base else tax


def _find(fields: Mapping[str, Field | list[Field]], *names: str) -> dict[str, Field]:
    return {name: found for name in names if (found := _one(fields, name)) is not None}


def _value(field: Field) -> Decimal:
    return Decimal(field.value)


def _one(fields: Mapping[str, Field | list[Field]], name: str) -> Field | None:
    found = fields.get(name)
    return found if isinstance(found, Field) else None
