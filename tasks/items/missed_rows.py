"""Rows of an item table that the model missed: lump sums, and items that have no amount.

An amount among the items' that brings them to the printed sum is an item's; and a row that has a
word in its place ("included", "nur EP") is one, too.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from schemas.document import Page
from schemas.line_labels import CODE, NAME, NET_AMOUNT, PRICE, QUANTITY, UNIT
from schemas.prediction import OUTSIDE, Tags, WordTag
from tasks.items.amount_words import stands_for_amount
from tasks.items.lines import SUBTOTAL
from tasks.items.products import label_products
from tasks.sums.other_amounts import names_balance_before
from tasks.sums.total_words import fields_named
from tasks.values.cells import Cell, Row, find_rows
from tasks.values.notation import CENTS, CURRENCY, MINUS, Notation
from tasks.values.paid_words import LAID_OUT, TIP
from tasks.values.tax_words import TAX_WORDS
from tasks.values.thousands import read_whole, whole_number

_SUMS = frozenset({"lines_net", "total_net", "total_gross"})
#: What the model may take a missed row's words for.
_FREE = frozenset({OUTSIDE, "currency", NAME, UNIT, QUANTITY, CODE, PRICE})
#: What the words of a row may say that closes the sum: no sum, but perhaps a charge.
_ITEMS = frozenset({"charges", "allowances", "prepaid"})
#: What no caption of a sum names of what is no item.
_NO_ITEM = re.compile(
    rf"\b(?:{TAX_WORDS}|deposit|anzahlung|acompte)\b|{TIP}",
    re.IGNORECASE,
)
#: What professionals charge for their expenses, as the last of their items.
_OUTLAY = re.compile(
    rf"{LAID_OUT}|spesen|frais forfaitaires|expenses|spese\b|onkosten", re.IGNORECASE
)
#: What is said of an item: "(outside the scope of VAT)".
_BRACKETS = re.compile(r"\([^)]*\)")
#: An amount that is taken off, or what is said of it: "(48.14)", "48.14-", "Less retainer".
_REDUCED = re.compile(
    rf"(?:^|[\t ])[{MINUS}(]\s?(?:{CURRENCY}\s?)?[0-9.,'’]+\)?(?:\s?{CURRENCY})?$|[0-9][{MINUS}]$"
    r"|(?:^|\t)(?:less|abz(?:üglich|gl\.?)|moins|meno|menos|minus|minder|./\.)\s",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"[0-9]{2,4}")
_WORD = re.compile(r"[^\W\d_]{3}")
_INDENT = 0.02  # of the page's width: how far from the names' left edge a name may begin
_EDGE = 0.006  # of the page's width: how far apart the edges of a column's amounts may be
_BELIEVED = 0.75  # probability of a charge from which the model is believed
_SURE = 0.9


class _Table(NamedTuple):
    """Where the names of a page's items begin and their amounts stand, and the rows of both."""

    page: Page
    lefts: tuple[float, ...]  # and of their cells, in which counts may stand first: "3 x Tuning"
    others: tuple[float, ...]  # where names begin in rows that have none in their column
    x0: float
    x1: float
    rows: tuple[Row, ...]
    last: int  # the first word of the last item
    printed: re.Pattern[str]  # how amounts are: with cents, or all without
    waits: bool  # whether the name of the first row may begin in the one above it


class _Missed(NamedTuple):
    """A row that may be an item's: its name, and the words of its amount."""

    name: Cell
    amount: tuple[int, ...]
    value: Decimal
    counted: bool  # whether the model has the amount already
    deducted: bool  # whether it takes it for a discount


def name_missed_rows(
    pages: Sequence[Page], tags: Tags, notation: Notation, *, between: bool = False
) -> list[tuple[WordTag, ...]]:
    """The tags with the names and amounts of such rows; `between`: above the last item alone."""
    named = [list(page_tags) for page_tags in tags]
    tables = [_find_table(p, t) for p, t in zip(pages, named, strict=True)]
    missed: list[list[_Missed]] = []
    for table, page_tags in zip(tables, named, strict=True):
        if table is not None:
            _name_unpriced(table, page_tags)
        found = _find_missed(table, page_tags, notation) if table else ()
        last = table.last if table and between else len(page_tags)
        missed.append([row for row in found if row.name.words[0] <= last])
    rows = [row for own in missed for row in own]
    closing = _choose_closing(rows, pages, named, notation) if rows else []
    for page, own, page_tags in zip(pages, missed, named, strict=True):
        for row in (row for row in own if row in closing):
            _label(page_tags, _without_currency(page, row.name.words), NAME)
            _label(page_tags, row.amount, NET_AMOUNT)
    return [tuple(page_tags) for page_tags in named]


def price_missed_rows(
    pages: Sequence[Page], tags: Tags, before: Tags, notation: Notation
) -> list[tuple[WordTag, ...]]:
    """The tags with what the rows named just now cost apiece, where the arithmetic has it.

    Args:
        before: the tags without those rows.
    """
    priced = label_products(pages, tags, notation)
    result = []
    for page, own, old, new in zip(pages, tags, before, priced, strict=True):
        found = {
            word.row
            for word, now, then in zip(page.words, own, old, strict=True)
            if now.label == NET_AMOUNT != then.label
        }
        pairs = zip(page.words, own, new, strict=True)
        result.append(tuple(b if word.row in found else a for word, a, b in pairs))
    return result


def _find_table(page: Page, tags: Sequence[WordTag]) -> _Table | None:
    """The rows of a page from its first item to the sum below the last, and its columns."""
    rows = find_rows(page)
    labels = [{tags[i].label for i in row.words} for row in rows]
    items = [at for at, found in enumerate(labels) if {NAME, NET_AMOUNT} <= found]
    named = items
    if not items:  # each name may stand in a row of its own
        items = [at for at, found in enumerate(labels) if NET_AMOUNT in found]
        named = [at for at, found in enumerate(labels) if NAME in found]
    if not items or not named:
        return None
    words = [rows[at].words for at in items]
    names = [next(i for i in rows[at].words if tags[i].label == NAME) for at in named]
    counted = [
        cell.x0
        for at in named
        for cell in rows[at].cells
        if tags[cell.words[0]].label == QUANTITY and any(i in names for i in cell.words)
    ]
    amounts = [[i for i in row if tags[i].label == NET_AMOUNT] for row in words]
    start = next(at for at, found in enumerate(labels) if NET_AMOUNT in found)
    while start and labels[start - 1] & {NAME, NET_AMOUNT}:
        start -= 1
    whole = all(_WHOLE.fullmatch(page.words[row[-1]].text) for row in amounts)
    end = next((at for at, found in enumerate(labels) if at > items[-1] and found & _SUMS), None)
    top = rows[start].words
    waits = not _begins_item(tags, top) and (NAME in labels[start] or named is not items)
    table = _Table(
        page,
        (median(page.words[i].box[0] for i in names), *counted),
        tuple(_other_lefts(rows, named, tags)),
        min(page.words[row[0]].box[0] for row in amounts),
        median(page.words[row[-1]].box[2] for row in amounts),
        rows[start:end],
        words[-1][0],
        _WHOLE if whole else CENTS,
        waits,
    )
    return table._replace(rows=rows[_first_row(table, rows[:start], tags) : end])


def _other_lefts(rows: Sequence[Row], named: Sequence[int], tags: Sequence[WordTag]) -> list[float]:
    """Where cells begin that hold but a name, as of expenses left of the other items' names.

    A number before the name is a count that the model missed.

    03/04/26  KLM  Draft memorandum on waiver   2.8   245.00   686.00
    03/23/26    Expense: overnight courier                      86.40
    """
    labels = [(c, {tags[i].label for i in c.words}) for at in named for c in rows[at].cells]
    cells = [cell for cell, found in labels if NAME in found <= {NAME, OUTSIDE}]
    return [cell.x0 for cell in cells if _WORD.match(cell.text)]


def _first_row(table: _Table, above: Sequence[Row], tags: Sequence[WordTag]) -> int:
    """Where the rows right above the first item begin that have a name and an amount, too."""
    for at in reversed(range(len(above))):
        row = above[at]
        last = table.page.words[row.cells[-1].words[-1]]
        priced = table.printed.search(last.text) and abs(last.box[2] - table.x1) < _EDGE
        other = _named_by(row.cells) - {"charges"} or names_balance_before(row.text)
        if not priced or other or _name_cell(table, row, tags) is None:
            return at + 1
    return 0


def _name_cell(
    table: _Table,
    row: Row,
    tags: Sequence[WordTag],
    *,
    begun: bool = False,
    priced: bool = False,
) -> Cell | None:
    """The cell of a row that stands where the names do and has none yet, if it has words.

    Args:
        begun: whether the model may have seen one begin there.
        priced: whether the row must have an amount: then it may be left of the other names.
    """
    aside = priced and _is_expense(row, tags)
    lefts = (*table.lefts, *table.others) if aside else table.lefts
    for cell in row.cells:
        if min(abs(cell.x0 - left) for left in lefts) < _INDENT:
            free = {tags[i].label for i in cell.words} <= _FREE
            free = free and (begun or not tags[cell.words[0]].begins)
            return cell if free and _WORD.search(cell.text) else None
    return None


def _is_expense(row: Row, tags: Sequence[WordTag]) -> bool:
    """Whether a row without a name may be an expense: nothing is taken off or added to a sum."""
    named = any(tags[i].label == NAME for i in row.words)
    return not (named or _named_by(row.cells) or _REDUCED.search(row.text))


def _name_unpriced(table: _Table, tags: list[WordTag]) -> None:
    """Names the rows that have a word in the column of the amounts."""
    for row in table.rows:
        name, last = _name_cell(table, row, tags), row.cells[-1]
        under = last.x1 > table.x0 and last.x0 < table.x1
        if name is None or name is last or not under or _named_by(row.cells[:-1]):
            continue
        if stands_for_amount(last.text):
            _label(tags, name.words, NAME)


def _find_missed(table: _Table, tags: Sequence[WordTag], notation: Notation) -> Iterator[_Missed]:
    """The rows with a name and one amount in the column of the amounts that are no item's yet.

    An amount below the row of a name that has none is that item's.
    """
    waits = table.waits
    for row in table.rows:
        words = row.words
        priced = any(tags[i].label == NET_AMOUNT for i in words)
        waiting, waits = waits, (waits or _begins_item(tags, words)) and not priced
        if waiting and priced:
            continue
        name = _name_cell(table, row, tags, begun=not priced, priced=True)
        under = [
            i for i in words
            if table.printed.search(table.page.words[i].text)
            and abs(table.page.words[whole_number(table.page, i)[-1]].box[2] - table.x1) < _EDGE
        ]  # fmt: skip
        if name is None or len(under) != 1 or under[0] in name.words:
            continue
        whole = whole_number(table.page, under[0])
        amount = (*_sign_before(table.page, row, whole[0]), *whole)
        others = {tags[i].label for i in words if i not in amount}
        value = read_whole(table.page, under[0], notation)
        value = -value if value is not None and len(amount) > len(whole) else value
        if value is None or not others <= _FREE or _names_sum(row) or SUBTOTAL.match(name.text):
            continue
        label, confidence = tags[under[0]].label, tags[under[0]].confidence
        whole_item = PRICE in others and _begins_item(tags, words)
        if label == NET_AMOUNT and (whole_item or _is_code(tags, name)):
            continue
        free = label == OUTSIDE
        reduces = label == "allowances" or (free and "allowances" in _named_by(row.cells))
        deducted = reduces and value < 0
        below = label != NET_AMOUNT and name.words[0] > table.last
        ends = below and not deducted and _named_by(row.cells) and not _OUTLAY.search(name.text)
        if ends and not _is_counted(table.page, words, amount, value, notation):
            continue  # "Shipping 12.00" below the items, but not "Shipping 1 12.00 12.00"
        doubtful = label == "charges" and confidence < _BELIEVED
        if free or label == NET_AMOUNT or doubtful or deducted:
            yield _Missed(name, amount, value, label == NET_AMOUNT, deducted)


def _is_counted(
    page: Page, words: Sequence[int], amount: Sequence[int], value: Decimal, notation: Notation
) -> bool:
    """Whether an amount is what the two numbers before it make: a count and a price."""
    before = [i for i in words if i < amount[0] and page.words[i].text[0].isdecimal()]
    read = [found for i in before if (found := read_whole(page, i, notation)) is not None]
    return len(read) == len(before) == 2 and read[0] * read[1] == value


def _without_currency(page: Page, name: Sequence[int]) -> Sequence[int]:
    """The words of a name without the currency of the amount behind it: "Passenger tax EUR"."""
    last = page.words[name[-1]].text
    return name[:-1] if len(name) > 1 and re.fullmatch(CURRENCY, last) else name


def _is_code(tags: Sequence[WordTag], cell: Cell) -> bool:
    """Whether the model surely sees an item's code and its key, no name: "Ref.: 91881220"."""
    seen = [tags[i] for i in cell.words]
    told = any(tag.label == CODE for tag in seen)
    return told and all(t.label in (CODE, OUTSIDE) and t.confidence >= _SURE for t in seen)


def _sign_before(page: Page, row: Row, first: int) -> list[int]:
    """The minus that stands apart in an amount's cell: "– 48.14"."""
    cell = row.cell_of(first)
    apart = cell.words.index(first) == 1 and re.fullmatch(f"[{MINUS}]", page.words[first - 1].text)
    return [first - 1] if apart else []


def _begins_item(tags: Sequence[WordTag], words: Sequence[int]) -> bool:
    return any(tags[i].label == NAME and tags[i].begins for i in words)


def _named_by(cells: Sequence[Cell]) -> frozenset[str]:
    """The fields of which the words of a row may name the amount: a tax's, a charge's, a sum's."""
    text = " ".join(cell.text for cell in cells)
    taxed = _NO_ITEM.search(_BRACKETS.sub("", text))
    return frozenset(fields_named(text) or (("total_tax",) if taxed else ()))


def _names_sum(row: Row) -> bool:
    return not _named_by(row.cells) <= _ITEMS


def _choose_closing(
    rows: Sequence[_Missed], pages: Sequence[Page], tags: Tags, notation: Notation
) -> list[_Missed]:
    """The rows with which the items' amounts make a printed sum: all, one, or those counted.

    A discount is an item only where the first sum below counts it.
    """
    sums = {v for label in _SUMS for v in _values(pages, tags, label, notation)}
    made = sum(_values(pages, tags, NET_AMOUNT, notation), Decimal(0))
    counted = [row for row in rows if row.counted]
    missed = [row for row in rows if not row.counted]
    added = [row for row in missed if not row.deducted]
    for more in ([], added, *([row] for row in added), missed):
        if made + sum(row.value for row in more) in sums:
            return [*counted, *more]
    return []


def _values(pages: Sequence[Page], tags: Tags, label: str, notation: Notation) -> Iterator[Decimal]:
    for page, page_tags in zip(pages, tags, strict=True):
        for index, tag in enumerate(page_tags):
            after = page_tags[index + 1] if index + 1 < len(page_tags) else None
            if tag.label == label and (after is None or after.label != label or after.begins):
                value = read_whole(page, index, notation)
                if value is not None:
                    yield value


def _label(tags: list[WordTag], words: Sequence[int], label: str) -> None:
    for index in words:
        if tags[index].label != label or index == words[0]:
            tags[index] = WordTag(label, index == words[0], _SURE)
