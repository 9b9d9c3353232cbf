"""Lines that charge nothing, below the total of all that do: small print, an annex."""

from collections.abc import Sequence
from decimal import Decimal

from schemas.record import Field, Fields, Line
from tasks.items.printed_sums import PRICED_N, PRICES


def drop_below_total(lines: Sequence[Line], fields: Fields) -> list[Line]:
    """The lines without the last ones that charge nothing, below the total of all that do.

    Small print: "KWKG-Umlage 0,275 ct/kWh", "Ref. 4471 9023   Sign up at ...". Or in its row: by
    what it was paid. Or an annex of what a flat rate includes: "05.03.2026   Mobile   0.00". What
    is counted, too, is given away: "Sample   2   0.00".
    """
    total = fields.get("total_gross")
    priced = [n for n, line in enumerate(lines) if _charges(line)]
    if not isinstance(total, Field) or len(priced) < PRICED_N:
        return list(lines)
    if any(_is_below(lines[n], total) for n in priced):
        return list(lines)
    rest = lines[priced[-1] + 1 :]
    kept = (one for one in rest if _is_given(one) or not _is_below(one, total))
    return [*lines[: priced[-1] + 1], *kept]


def _is_given(line: Line) -> bool:
    """Whether a line counts what costs nothing."""
    return "quantity" in line and bool(PRICES & line.keys())


def _charges(line: Line) -> bool:
    """Whether a line has a price or an amount that is not zero."""
    return any(Decimal(line[name].value) for name in PRICES & line.keys())


def _is_below(line: Line, other: Field) -> bool:
    """Whether all of a line stands below another value, or beside it."""
    places = [(one.page, one.box) for one in line.values()]
    if other.box is None or other.page is None:
        return False
    middle = (other.box[1] + other.box[3]) / 2
    return all(
        page is not None and box is not None and (page, box[3]) > (other.page, middle)
        for page, box in places
    )
