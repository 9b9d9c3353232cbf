"""Invoice lines and tax rows of an e-invoice's XML, found again in the tables of its pages."""

import re
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from schemas.document import XmlTax
from tasks.values.notation import Notation, parse_number
from tasks.values.units import read_unit
from training import align
from training.blocks import find_block
from training.sample import LabelledPage

#: A line's values may stand on this many rows (amounts are pushed down by long cells).
DEEP_ROWS_N = 2
#: Rows above and below the values where the description and code may begin and end.
ABOVE_ROWS_N, BELOW_ROWS_N = 1, 7
PIECES = {"C62", "H87", "XPP"}
VALUES = ("net_amount", "unit_price", "quantity", "tax_rate")
HEADS = {
    "quantity": r"^(?:menge|anzahl|quantity|qty|quantité)",
    "unit_price": r"^(?:nettopreis|einzelpreis|preis|price|prix)",
}


class _Place(NamedTuple):
    """Where one line's values stand: page, first row, and a word for each value found."""

    page: int
    row: int
    words: dict[str, int]


def label_lines(
    pages: list[LabelledPage], lines: Sequence[Mapping[str, str]], notation: Notation
) -> set[str]:
    """Labels the lines in their printed order; returns the columns not found in every line."""
    missed: set[str] = set()
    places: list[_Place | None] = []
    start = (0, -1)
    for line in lines:
        place = _find_values(pages, line, notation, start)
        places.append(place)
        if place is not None:
            start = (place.page, max(pages[place.page].rows[i] for i in place.words.values()))
    for number, (line, place) in enumerate(zip(lines, places, strict=True)):
        if place is None:
            missed |= {f"line.{column}" for column in line}
            continue
        following = next((p for p in places[number + 1 :] if p is not None), None)
        stop = following.row if following and following.page == place.page else 10_000
        missed |= _label_line(pages[place.page], line, place, stop)
    return missed


def _find_values(
    pages: list[LabelledPage],
    line: Mapping[str, str],
    notation: Notation,
    start: tuple[int, int],
) -> _Place | None:
    """The first rows after `start` that hold the most of a line's values, at least two."""
    best: _Place | None = None
    for number, page in enumerate(pages):
        for row in sorted(set(page.rows)):
            if (number, row) <= start:
                continue
            words = _match_values(page, row, line, notation)
            if len(words) > (len(best.words) if best else 1) and "net_amount" in words:
                best = _Place(number, row, words)
    return best


def _match_values(
    page: LabelledPage, row: int, line: Mapping[str, str], notation: Notation
) -> dict[str, int]:
    """Column → its word in the rows from `row`; the row itself must hold one of them."""
    free = [i for i, r in enumerate(page.rows) if row <= r < row + DEEP_ROWS_N]
    free = [i for i in free if re.fullmatch(r"[-\d.,]+%?(?:€|EUR)?", page.texts[i])]
    found: dict[str, int] = {}
    for column in VALUES:
        if column not in line:
            continue
        target = abs(Decimal(line[column]))
        fits = [
            i
            for i in free
            if i not in found.values()
            and (number := parse_number(page.texts[i], notation)) is not None
            and _equals(abs(number), target, column)
            and _is_rate(page, i) <= (column == "tax_rate")
        ]
        fits = [i for i in fits if page.rows[i] == row] or fits
        if fits:
            found[column] = _choose(page, fits, column, found)
    if not any(page.rows[i] == row for i in found.values()):
        return {}
    return found


def _equals(printed: Decimal, target: Decimal, column: str) -> bool:
    """Whether the numbers are equal; a unit price may be printed to fewer decimals, at least 2."""
    if column == "unit_price" and printed.as_tuple().exponent == -2:
        return printed == target.quantize(printed, ROUND_HALF_UP)
    return printed == target


def _is_rate(page: LabelledPage, index: int) -> bool:
    after = page.texts[index + 1 : index + 2]
    return page.texts[index].endswith("%") or after == ["%"]


def _choose(page: LabelledPage, fits: list[int], column: str, found: Mapping[str, int]) -> int:
    """Of several equal numbers the one under its column's head; amounts stand rightmost."""
    if column == "net_amount" or column == "tax_rate":
        rated = [i for i in fits if _is_rate(page, i)]
        return max(rated or fits, key=lambda i: page.boxes[i][2])
    head = _head(page, column)
    if head is not None:
        return min(fits, key=lambda i: abs(page.boxes[i][0] + page.boxes[i][2] - head))
    left = [i for i in fits if "net_amount" not in found or i < found["net_amount"]]
    return max(left or fits, key=lambda i: page.boxes[i][2])


def _head(page: LabelledPage, column: str) -> float | None:
    """Twice the middle of the column's head word, if the page has one."""
    for text, box in zip(page.texts, page.boxes, strict=True):
        if re.search(HEADS[column], text.lower()):
            return box[0] + box[2]
    return None


def _label_line(page: LabelledPage, line: Mapping[str, str], place: _Place, stop: int) -> set[str]:
    for column, index in place.words.items():
        align.label_run(page.labels, align.Run((index,), 0), f"line.{column}")
        after = index + 1
        if column == "tax_rate" and page.texts[after : after + 1] == ["%"]:
            page.labels[after] = "I-line.tax_rate"
    found = set(place.words)
    if "unit" in line and "quantity" in place.words:
        found |= _label_unit(page, line["unit"], place.words["quantity"])
    first = place.row - ABOVE_ROWS_N
    last = min(place.row + BELOW_ROWS_N, stop)
    inside = [
        i
        for i, row in enumerate(page.rows)
        if first <= row < last and page.labels[i] == "O"
    ]  # fmt: skip
    for column in ("code", "description"):
        if column in line and _label_text(page, inside, column, line[column]):
            found.add(column)
    return {f"line.{column}" for column in line if column not in found}


def _label_unit(page: LabelledPage, unit: str, quantity: int) -> set[str]:
    """The word behind the quantity, where it is this unit; pieces need not be named."""
    beside = quantity + 1
    if beside < len(page.texts) and page.rows[beside] == page.rows[quantity]:
        text = page.texts[beside]
        read = read_unit(re.sub(r"\(.*", "", text))
        if read == unit or {read, unit} <= PIECES:
            align.label_run(page.labels, align.Run((beside,), 0), "line.unit")
            return {"unit"}
    return {"unit"} if unit in PIECES else set()


def _label_text(page: LabelledPage, inside: list[int], column: str, value: str) -> bool:
    for run in find_block(value, page, inside):
        if all(page.labels[i] == "O" for i in run.indices):
            align.label_run(page.labels, run, f"line.{column}")
            return True
    return False


def label_taxes(pages: list[LabelledPage], taxes: Sequence[XmlTax], notation: Notation) -> set[str]:
    """Labels the rows that print a rate with its base and amount; returns what was not found."""
    missed: set[str] = set()
    for tax in taxes:
        wanted = {c: v for c, v in tax.model_dump(exclude={"category"}).items() if v is not None}
        if not any(_label_tax(page, row, wanted, notation) for page, row in _rows(pages)):
            missed |= {"tax.rate", "tax.base", "tax.amount"}
    return missed


def _rows(pages: list[LabelledPage]) -> list[tuple[LabelledPage, list[int]]]:
    found = []
    for page in pages:
        by_row: dict[int, list[int]] = {}
        for index, row in enumerate(page.rows):
            by_row.setdefault(row, []).append(index)
        found += [(page, by_row[row]) for row in sorted(by_row)]
    return found


def _label_tax(
    page: LabelledPage, row: list[int], wanted: Mapping[str, str], notation: Notation
) -> bool:
    words: dict[str, int] = {}
    for column in ("amount", "base", "rate"):
        if column not in wanted:
            continue
        fits = [
            i
            for i in row
            if i not in words.values()
            and page.labels[i] == "O"
            and (number := parse_number(page.texts[i], notation)) is not None
            and abs(number) == abs(Decimal(wanted[column]))
            and _is_rate(page, i) <= (column == "rate")
        ]
        if not fits:
            return False
        words[column] = max(fits, key=lambda i: page.boxes[i][2])
    if len(words) < 2:
        return False
    for column, index in words.items():
        align.label_run(page.labels, align.Run((index,), 0), f"tax.{column}")
        if column == "rate" and page.texts[index + 1 : index + 2] == ["%"]:
            page.labels[index + 1] = "I-tax.rate"
    return True
