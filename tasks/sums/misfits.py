"""The lesser amounts that cannot be: those without which the sums of a document hold.

A discount, a charge or a subtotal that is printed nowhere costs more than one that is missed: it
breaks the sums, and the document goes to a clerk although all that it pays by is right.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from schemas.record import Field, Fields, Line, Tax
from tasks.sums.amount_fields import ZERO, Amounts, decimal_of, made_net
from tasks.values.amounts import CENT
from tasks.values.named_fields import find_fields

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
_MOST_DROPPED_N = 3
#: A value surer than this is not left out: that it contradicts the others is the paper's fault.
SURE = 0.97
#: What was paid before stands alone: no sum but the one it may contradict speaks for it.
SURE_PREPAID = 0.5


def find_confirmed(fields: Fields, taxes: Sequence[Tax], lines: Sequence[Line]) -> set[str]:
    """The amounts that item lines or tax rows make: what contradicts them is the paper's fault."""
    found = find_fields(fields, "lines_net", "total_net", "total_tax")
    nets = [decimal_of(line["net_amount"]) for line in lines if "net_amount" in line]
    bases = [decimal_of(tax.base) for tax in taxes if tax.base is not None]
    amounts = [decimal_of(tax.amount) for tax in taxes if tax.amount is not None]
    made = {sum(nets, ZERO), sum(bases, ZERO), *bases}
    taxed = {sum(amounts, ZERO)} if amounts else set[Decimal]()
    sums = {"lines_net": made, "total_net": made, "total_tax": taxed}
    return {name for name, field in found.items() if decimal_of(field) in sums[name]}


def find_misfits(fields: Fields, taxes: Sequence[Tax], confirmed: set[str]) -> frozenset[str]:
    """The least sure of the doubtful lesser amounts without which all fits, the total proved."""
    found = find_fields(fields, *_LESSER, "total_gross", "amount_due")
    if "total_gross" not in found or _agree(found, found.keys()):
        return frozenset()
    lesser = [
        name
        for name in _LESSER
        if name in found
        and name not in confirmed
        and found[name].confidence < (SURE_PREPAID if name == "prepaid" else SURE)
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
    values = {name: decimal_of(found[name]) for name in kept}
    return all(abs(difference) < CENT for difference in differences(values))


def differences(values: Amounts) -> Iterator[Decimal]:
    """By how much each sum of EN 16931 whose ends are there fails (BR-CO-13, 15, 16)."""
    net, gross = values.get("total_net"), values["total_gross"]
    rounding = values.get("rounding", ZERO)
    if net is not None and "lines_net" in values:
        yield made_net(values) - net
    if net is not None and "total_tax" in values:
        off = net + values["total_tax"] - gross
        yield min((off, off + rounding), key=abs)
    if "amount_due" in values:
        off = gross - values.get("prepaid", ZERO) - values["amount_due"]
        yield min((off, off + rounding), key=abs)


def _is_proved(found: Mapping[str, Field], names: Iterable[str], taxes: Sequence[Tax]) -> bool:
    """Whether a sum of at least two amounts, tax among them, makes the total."""
    values = {name: decimal_of(found[name]) for name in names}
    net = values.get("total_net")
    if net is None and "lines_net" in values:
        net = made_net(values)
    if net is None:
        return False
    if "total_tax" in values:
        return abs(net + values["total_tax"] - values["total_gross"]) < CENT
    if any(tax.base is not None and decimal_of(tax.base) == net for tax in taxes):
        return False  # one row is all the tax there is
    parts = {decimal_of(tax.amount) for tax in taxes if tax.amount is not None}
    if "total_tax" in found:
        parts.add(decimal_of(found["total_tax"]))
    return len(parts) > 1 and abs(net + sum(parts) - values["total_gross"]) < CENT
