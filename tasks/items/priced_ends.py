"""What is left at a name's end where count and price stood behind it.

Roggenbrot 750g à 3,20
Bio-Riegel 3 x 1,29          3,87
Regie 14.5 Std. à 118.00     1'711.00
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from schemas.record import Field, Line
from tasks.values.amounts import multiplies

_AT = re.compile(r"(?<=\S)\s+(?:à|je|zu je|@|at|each)$", re.IGNORECASE)
_TIMES = re.compile(r"(.*[^\W\d_]{2}\S*)\s+([0-9]{1,3})(?:\s?[x×*])?$", re.DOTALL)
_PRICE = re.compile(r"(.*[^\W\d_]{2}\S*)\s+([0-9]{1,6}[.,][0-9]{2})", re.DOTALL)
_SPACE = 0.06  # of the page's width


def mend_priced_ends(lines: Sequence[Line]) -> list[Line]:
    """The lines with such numbers set apart where amounts prove them, and no "à" behind names."""
    return [_mend(line) for line in lines]


def _mend(line: Line) -> Line:
    name, price, net = (line.get(n) for n in ("description", "unit_price", "net_amount"))
    if name is None:
        return line
    if price is None:
        return _set_price_apart(line, name)
    if _is_close(name, price):
        line = {**line, "description": _with_value(name, _AT.sub("", name.value))}
    counted = _TIMES.fullmatch(line["description"].value)
    if counted is None or net is None or "quantity" in line:
        return line
    count = Decimal(counted[2])
    if count < 2 or not multiplies(count, Decimal(price.value), Decimal(net.value)):
        return line
    quantity = _with_value(name, counted[2]).model_copy(update={"raw": counted[2]})
    return {**line, "description": _with_value(name, counted[1]), "quantity": quantity}


def _set_price_apart(line: Line, name: Field) -> Line:
    """The line with the number at its name's end as the price that makes the amount."""
    count, net, priced = line.get("quantity"), line.get("net_amount"), _PRICE.fullmatch(name.value)
    if count is None or net is None or priced is None:
        return line
    price = Decimal(priced[2].replace(",", "."))
    if not multiplies(Decimal(count.value), price, Decimal(net.value)):
        return line
    apart = name.model_copy(update={"value": str(price), "raw": priced[2]})
    return {**line, "description": _with_value(name, priced[1]), "unit_price": apart}


def _is_close(name: Field, price: Field) -> bool:
    """Whether a price stands right behind a name, and not in a column of its own."""
    if name.box is None or price.box is None or name.page != price.page:
        return False
    return -_SPACE < price.box[0] - name.box[2] < _SPACE


def _with_value(found: Field, value: str) -> Field:
    return found if found.value == value else found.model_copy(update={"value": value})
