"""The papers of others as training documents: their truth, found again among their words.

A truth says what a paper prints and not where. Where the shipped system reads a value rightly, its
place is known; the other values, which are those to learn from, are looked for by their text. What
is not found is left open: the loss asks nothing of words that a paper may well label.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from schemas.record import Field
from schemas.understanding import Understanding
from schemas.vocabulary import ENTITY_NAMES, INVOICE_FIELDS, LINE_COLUMNS, Kind
from tasks.fields.candidates import KINDS
from tasks.values.normalize import decide_conventions
from tasks.values.notation import Notation, parse_number
from training import align
from training.blocks import find_block
from training.sample import LabelledPage
from training.sets.einvoice import label_field
from training.sets.einvoice_rows import label_lines

#: What truths never say: the breakdown of taxes, units, and where the currency is printed.
UNSAID = frozenset({"tax.rate", "tax.base", "tax.amount", "line.unit", "currency"})
_COLUMNS = {name: kind for name, (kind, _) in LINE_COLUMNS.items()}
_LINE_NAMES = frozenset(f"line.{column}" for column in LINE_COLUMNS)
#: How far outside of its box a word's middle may lie, as a share of the page.
_SLACK = 0.002

Line = Mapping[str, str]


def label_paper(
    pages: list[LabelledPage], said: Mapping[str, Any], read: Understanding, language: str
) -> list[str]:
    """Labels the pages in place; returns the entity names of which everything printed is known."""
    texts = [text for page in pages for text in page.page().row_texts()]
    notation = decide_conventions(texts, language).notation
    opened = {name for name in said["open"] if name in KINDS}
    columns = {name.removeprefix("lines.") for name in said["open"]}
    opened |= {f"line.{name}" for name in columns if name in LINE_COLUMNS}
    missed = set(UNSAID) | opened
    later: list[tuple[str, str]] = []
    for name, value in said["fields"].items():
        if name in opened or name in UNSAID:
            continue
        later += [
            (name, one)
            for one in _as_list(value)
            if not _mark_read(pages, name, one, read.fields.get(name))
        ]
    if said["lines"] is None or "lines" in said["open"]:
        missed |= _LINE_NAMES
    else:
        missed |= _label_lines(pages, said["lines"], read.lines, notation) - opened
    for name, value in later:
        if name not in INVOICE_FIELDS or not _find(pages, name, value, notation):
            missed.add(name)
    for name, value in said["fields"].items():
        for one in _as_list(value):
            _doubt(pages, name, one)
    return [name for name in ENTITY_NAMES if name not in missed]


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _mark_read(
    pages: list[LabelledPage], name: str, value: str, found: Field | list[Field] | None
) -> bool:
    """Labels a value where the system read it, if it read it rightly."""
    for field in _as_list(found) if found else []:
        if align.comparable(KINDS[name], field.value) == align.comparable(KINDS[name], value):
            return _mark(pages, name, field)
    return False


def _mark(pages: list[LabelledPage], label: str, field: Field) -> bool:
    if field.page is None or field.box is None:
        return False
    page = pages[field.page - 1]
    x0, y0, x1, y1 = field.box
    inside = []
    for index, (left, top, right, bottom) in enumerate(page.boxes):
        across, down = (left + right) / 2, (top + bottom) / 2
        if x0 - _SLACK <= across <= x1 + _SLACK and y0 - _SLACK <= down <= y1 + _SLACK:
            inside.append(index)
    runs = find_block(field.raw, page, inside)
    free = [run for run in runs if all(page.labels[i] == "O" for i in run.indices)]
    if not free:
        return False
    align.label_run(page.labels, free[0], label)
    return True


def _find(pages: list[LabelledPage], name: str, value: str, notation: Notation) -> bool:
    return bool(
        label_field(pages, name, value, notation, keyed=True)
        or label_field(pages, name, value, notation, keyed=False)
    )


def _doubt(pages: list[LabelledPage], name: str, value: str) -> None:
    """Other places that print a text, an amount or an identifier: they may be meant as well."""
    if KINDS[name] in (Kind.DATE, Kind.QUANTITY, Kind.RATE, Kind.CURRENCY):
        return
    for page in pages:
        for run in find_block(value, page):
            align.doubt_run(page.labels, run, name)


def _label_lines(
    pages: list[LabelledPage],
    lines: Sequence[Line],
    read: Sequence[Mapping[str, Field]],
    notation: Notation,
) -> set[str]:
    """Labels the items; returns the names of columns that were not found in every one."""
    missed: set[str] = set()
    pairs = _pair(lines, read)
    alone = [line for line, got in zip(lines, pairs, strict=True) if got is None]
    for line, got in zip(lines, pairs, strict=True):
        if got is None:
            continue
        for column, value in line.items():
            cell = got.get(column)
            if cell is None or not _same(column, cell.value, value):
                if not _find_cell(pages, column, value, got, notation):
                    missed.add(f"line.{column}")
            elif not _mark(pages, f"line.{column}", cell):
                missed.add(f"line.{column}")
    if alone:
        plain = [{c: v for c, v in line.items() if c in _COLUMNS} for line in alone]
        missed |= label_lines(pages, plain, notation)
    return missed


def _same(column: str, found: str, value: str) -> bool:
    return align.comparable(_COLUMNS[column], found) == align.comparable(_COLUMNS[column], value)


def _pair(
    lines: Sequence[Line], read: Sequence[Mapping[str, Field]]
) -> list[Mapping[str, Field] | None]:
    """For each line the one that was read of it: the pairs in order with the most equal cells."""
    best: list[list[int]] = [[0] * (len(read) + 1)]
    for line in lines:
        row = [0]
        for number, got in enumerate(read):
            row.append(max(best[-1][number] + _likeness(line, got), best[-1][number + 1], row[-1]))
        best.append(row)
    pairs: list[Mapping[str, Field] | None] = [None] * len(lines)
    at, number = len(lines), len(read)
    while at and number:
        if best[at][number] == best[at - 1][number]:
            at -= 1
        elif best[at][number] == best[at][number - 1]:
            number -= 1
        else:
            at, number = at - 1, number - 1
            pairs[at] = read[number]
    return pairs


def _likeness(line: Line, got: Mapping[str, Field]) -> int:
    equal = [c for c, v in line.items() if c in got and _same(c, got[c].value, v)]
    known = {"description", "net_amount", "code"} & set(equal)
    return len(equal) + len(known) if known else 0


def _find_cell(
    pages: list[LabelledPage],
    column: str,
    value: str,
    got: Mapping[str, Field],
    notation: Notation,
) -> bool:
    """A cell that was not read rightly, looked for in the rows of those that were."""
    places = [(f.page, f.box) for f in got.values() if f.page is not None and f.box is not None]
    if not places:
        return False
    number = places[0][0]
    page = pages[number - 1]
    tops = [box[1] for at, box in places if at == number]
    bottoms = [box[3] for at, box in places if at == number]
    inside = [
        i
        for i, box in enumerate(page.boxes)
        if min(tops) - _SLACK <= (box[1] + box[3]) / 2 <= max(bottoms) + _SLACK
        and page.labels[i] == "O"
    ]
    if _COLUMNS[column] in (Kind.MONEY, Kind.QUANTITY, Kind.RATE):
        fits = [i for i in inside if _is_number(page.texts[i], value, notation)]
        if len(fits) != 1:
            return False
        align.label_run(page.labels, align.Run((fits[0],), 0), f"line.{column}")
        return True
    for run in find_block(value, page, inside):
        align.label_run(page.labels, run, f"line.{column}")
        return True
    return False


def _is_number(text: str, value: str, notation: Notation) -> bool:
    try:
        number = parse_number(text, notation)
        return number is not None and abs(number) == abs(Decimal(value))
    except InvalidOperation:
        return False
