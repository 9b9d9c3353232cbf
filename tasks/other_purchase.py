"""Tells two purchases apart that agree in seller, day and total: two coffees, hours apart.

Only what a second reading of the same paper would hardly change counts: the time of day, and
amounts whose sums prove that none was missed.
"""

import re
from decimal import Decimal

from schemas.record import Field, Record
from tasks.rows import parse_decimal

#: A time of day, also right behind a year: "06-05-201812:43:19".
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
#: A till's receipt and the slip of the card that paid it are printed within so many minutes.
_SAME_PURCHASE_MIN = 10


def is_other_purchase(record: Record, first: Record) -> bool:
    """Whether print that both records know says that they are two purchases."""
    return (
        _at_other_times(_minutes(record), _minutes(first))
        or _of_other_net(_proved_net(record), _proved_net(first))
        or _of_other_items(_proved_items(record), _proved_items(first))
    )


def _at_other_times(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and abs(one - other) > _SAME_PURCHASE_MIN


def _of_other_net(one: Decimal | None, other: Decimal | None) -> bool:
    return one is not None and other is not None and one != other


def _of_other_items(one: list[Decimal], other: list[Decimal]) -> bool:
    """Amounts of the one paper with tax, of the other without, say nothing."""
    return bool(one and other) and sum(one) == sum(other) and one != other


def _minutes(record: Record) -> int | None:
    """The minute of the day that is printed with the date of issue."""
    issued = record.field("issue_date")
    found = _CLOCK.search(issued.raw) if issued else None
    return 60 * int(found[1]) + int(found[2]) if found else None


def _proved_net(record: Record) -> Decimal | None:
    """The net total, where it makes the total with the tax."""
    net, tax, gross = (_amount(record.field(f"total_{name}")) for name in ("net", "tax", "gross"))
    if net is None or tax is None or net + tax != gross:
        return None
    return net


def _proved_items(record: Record) -> list[Decimal]:
    """The amounts of all items, where they make the total with or without tax; else none."""
    amounts = [_amount(line.get("net_amount")) for line in record.lines]
    known = [amount for amount in amounts if amount is not None]
    totals = [_amount(record.field(name)) for name in ("total_gross", "total_net")]
    if not known or len(known) < len(amounts) or sum(known) not in totals:
        return []
    return sorted(known)


def _amount(field: Field | None) -> Decimal | None:
    return parse_decimal(field.value) if field else None
