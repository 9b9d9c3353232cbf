"""Numbers of an item that the model put under one column, or that touch, dealt out to theirs."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from schemas.document import Page
from schemas.line_labels import NET_AMOUNT, PRICE, QUANTITY
from schemas.prediction import Tags
from schemas.record import Field, Line
from schemas.vocabulary import Kind
from tasks.fields.candidates import Calibrate
from tasks.items.line_factors import factors_of, turn_prices
from tasks.items.tables import Item
from tasks.values.amounts import multiplies
from tasks.values.entities import Segment, make_entity
from tasks.values.named_fields import without
from tasks.values.normalize import Conventions, normalise

#: "2X28,000", "1@20.000", "3 x 4,50": how many, and at what price.
_TIMES = re.compile(
    r"([0-9]{1,3}(?:[.,][0-9]{3})?\s?[xX×*@])\s?@?((?:[Rr][Pp]\.?)?[0-9]{1,3}(?:[.,]?[0-9]{2,3})+)"
)

#: "1.500", but not "1.234", which may be weighed.
_ROUND = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{2}0")
_WHOLE = re.compile(r"[0-9]{1,4}")
_THOUSAND = 1000


def group_thousands(lines: Sequence[Line]) -> list[Line]:
    """The lines with "1.000" read as a thousand where others of the same unit print plain "400".

    With decimals that would be "400.000": a paper prints all counts of a unit alike, unless
    prices and amounts of both prove otherwise: "20 kg" of butter, "14,260 kg" of ham. Whole
    hundreds are counted, at a price for a thousand, unless others of the unit are weighed.
    """
    plain = [
        line for line in lines if "quantity" in line and _WHOLE.fullmatch(line["quantity"].raw)
    ]
    units = {_unit(line) for line in plain}
    if any(map(_multiplies, plain)):
        units -= {_unit(line) for line in lines if _multiplies(line) and _is_weighed(line)}
    return [_group(line) if _unit(line) in units else line for line in lines]


def _multiplies(line: Line) -> bool:
    """Whether a quantity, and no whole hundreds, × price, less a discount, is the amount."""
    factors = factors_of(line)
    if factors is None or re.search("[.,][0-9]00$", line["quantity"].raw):
        return False
    off = Decimal(line["discount"].value) if "discount" in line else Decimal(0)
    count, price, net = map(abs, factors)
    return any(multiplies(count, price, net, less) for less in (Decimal(0), off))


def _is_weighed(line: Line) -> bool:
    """Whether a quantity has three decimals, and is no thousand by what its price said."""
    quantity = line["quantity"]
    return bool(_ROUND.fullmatch(quantity.raw)) and Decimal(quantity.value) < _THOUSAND


def _group(line: Line) -> Line:
    quantity = line.get("quantity")
    if quantity is None or not _ROUND.fullmatch(quantity.raw):
        return line
    if "unit" not in line and line.keys() >= {"unit_price", "net_amount"}:
        return line  # arithmetic tells
    return {
        **line,
        "quantity": quantity.model_copy(update={"value": re.sub(r"[.,]", "", quantity.raw)}),
    }


def _unit(line: Line) -> str:
    return line["unit"].value if "unit" in line else ""


def price_first_of_two(item: Item) -> None:
    """Of two amounts on a row without a price, the left one is the price of a single piece."""
    nets = item.get(NET_AMOUNT, [])
    if PRICE in item or len(nets) != 2 or nets[0].row != nets[1].row:
        return
    left, right = sorted(nets, key=lambda segment: segment.box[0])
    item[PRICE], item[NET_AMOUNT] = [left], [right]


def turn_crossed(lines: Sequence[Line]) -> list[Line]:
    """The lines, price and amount turned where only so they multiply, left and right as elsewhere.

    Amount    Price   Qty
    224,00   112,00     2   Double room
      5,06     2,53     2   Tourist tax
    """
    if not any(_multiplies(line) and _ends_left(line) for line in lines):
        return list(lines)
    return [
        turn_prices(line) if _is_crossed(line) and not _ends_left(line) else line for line in lines
    ]


def _is_crossed(line: Line) -> bool:
    """Whether quantity × amount is the price, and not the other way."""
    priced = {"unit_price", "net_amount"} <= line.keys()
    return priced and _multiplies(turn_prices(line)) and not _multiplies(line)


def _ends_left(line: Line) -> bool:
    """Whether an item's amount stands left of its price."""
    price, net = line["unit_price"].box, line["net_amount"].box
    return price is not None and net is not None and net[2] < price[0]


def read_times(
    pages: Sequence[Page],
    tags: Tags,
    item: Mapping[str, Sequence[Segment]],
    line: Line,
    conventions: Conventions,
    calibrate: Calibrate,
) -> Line:
    """Count and price of an item that are printed as one word and so were no value of either."""
    if "unit_price" in line:
        return {}
    for segment in (*item.get(PRICE, ()), *item.get(QUANTITY, ())):
        entity = make_entity(pages, tags, [segment])
        match = _TIMES.fullmatch(entity.text)
        values = match and [
            normalise(kind, text, conventions)
            for kind, text in zip((Kind.QUANTITY, Kind.MONEY), match.groups(), strict=True)
        ]
        if match and values and all(values):
            found = {
                column: Field(
                    value=str(value),
                    raw=raw,
                    confidence=calibrate(segment.label, entity.confidences),
                    page=entity.page + 1,
                    box=entity.box,
                    origin="model",
                )
                for column, value, raw in zip(
                    ("quantity", "unit_price"), values, match.groups(), strict=True
                )
            }
            return without(found, *line)
    return {}
