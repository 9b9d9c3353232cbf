"""Columns of an item table by their captions, proved by arithmetic where prices are printed.

Quantity × price, less a discount in percent or money and for a base of 1, 10, 100 or 1000, makes
the amount. Without prices the caption alone tells: of ordered, delivered and backlog, the delivered
is the quantity.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from schemas.document import Page
from schemas.line_labels import DISCOUNT, NAME, NET_AMOUNT, PRICE, QUANTITY, RATE, UNIT
from schemas.prediction import OUTSIDE, WordTag
from tasks.items.column_roles import PACKAGES, Table, fits_role, role_of
from tasks.items.table_heads import Column, find_column_groups
from tasks.values.amounts import multiplies
from tasks.values.notation import Notation
from tasks.values.page_by_page import page_by_page
from tasks.values.rates import VAT_RATES
from tasks.values.thousands import whole_number

_ROLES = frozenset({QUANTITY, PRICE, NET_AMOUNT})
_PRINTED_RATE = re.compile(r"[0-9]{1,2}(?:[.,][0-9]{1,3})?\s?%?")
_BASES = tuple(map(Decimal, (1, 100, 1000, 10)))
_PARCELS = re.compile(r"colis|parcel|package|carton|karton|kolli|colli", re.IGNORECASE)
_SHARE = 0.6  # of the rows with all numbers, on which they must multiply
#: What a bridge weighs: a lorry full and empty, and the difference.
_SCALES = (r"brutto\b|gross\b|brut\b", r"tara\b|tare\b", r"netto\b|net\b|nett\b")
#: A price of one piece, whatever is counted; "Price" alone may be what all of them cost.
_OF_ONE = re.compile(
    r"(?:einzel|stück|einheits)-?preis|\bunit price|\bprix unit|\bp\.? ?u\b|prezzo unit|precio unit"
    r"|(?:preis|price|prix|prezzo|precio|prijs) ?(?:/|je|pro|per|each|pièce|par|al|por)"
)
_ROWS_N = 2  # rows that prove a table
_SURE, _DOUBTFUL = 0.9, 0.5
_NUMBER = re.compile(r"\.?[0-9][0-9.,']*")
_SAME_EDGE = 0.006  # of the page's width


class _Proof(NamedTuple):
    """The columns that multiply, and the rows on which they do."""

    quantity: Column
    price: Column
    amount: Column
    discount: Column | None
    rows: frozenset[int]


@page_by_page
def name_columns(page: Page, tags: list[WordTag], notation: Notation) -> list[WordTag]:
    """The tags with each number under the label that its column's caption or arithmetic gives."""
    for columns in find_column_groups(page, tags):
        _name_table(Table(page, notation, columns), tags)
    return tags


def _name_table(table: Table, tags: list[WordTag]) -> None:
    proof = _prove(table)
    if proof is not None:
        _follow(table, tags, proof)
    else:
        _count(table, tags)
        _drop_measures(table, tags)
        _name_discounts(table, tags)
        _name_prices(table, tags)
    _drop_bases(table, tags)
    _name_rates(table, tags)


def _prove(table: Table) -> _Proof | None:
    """The columns of quantity, price and amount that multiply on most rows, if any."""
    names = ("delivered", "quantity", "ordered", "", "unit", "measure", "duration")
    counts = [*table.with_role(*names)]
    discounts = [*table.with_role("discount"), None]
    durations = [None, *table.with_role("duration")]
    prices, amounts = table.with_role("price", "hire"), table.with_role("amount")
    best: _Proof | None = None
    for chosen in product(counts, prices, amounts, discounts, durations):
        count, price, *_, duration = chosen
        timed = role_of(price) != "hire" or duration is not None or len(durations) == 1
        if count is duration or not timed:
            continue
        found = _multiply(table, *chosen)
        if found and (best is None or len(found.rows) > len(best.rows)):
            best = found
    return best


def _multiply(
    table: Table,
    count: Column,
    price: Column,
    amount: Column,
    discount: Column | None,
    duration: Column | None,
) -> _Proof | None:
    counts, prices, amounts = (table.by_row(column) for column in (count, price, amount))
    rates, times = table.by_row(discount), table.by_row(duration)
    rows = counts.keys() & prices.keys() & amounts.keys()
    if (discount and not rows & rates.keys()) or (duration and not rows & times.keys()):
        return None
    proved = set()
    for row in rows:
        numbers = [table.value(i) for i in (counts[row], prices[row], amounts[row])]
        rate = table.value(rates[row]) if row in rates else Decimal(0)
        times_n = table.value(times[row]) if row in times else Decimal(1)
        if None in numbers or rate is None or times_n is None:
            continue
        *factors, whole = (number or Decimal(0) for number in numbers)
        if times_n and _makes([*factors, whole / times_n], rate):
            proved.add(row)
    if len(proved) < max(_ROWS_N, _SHARE * len(rows)):
        return None
    return _Proof(count, price, amount, discount, frozenset(proved))


def _makes(numbers: Iterable[Decimal | None], discount: Decimal) -> bool:
    """Whether quantity × price is the amount for some base, less a discount in percent or money."""
    count, price, amount = (number or Decimal(0) for number in numbers)
    return bool(amount) and any(
        multiplies(count / base, price, amount, discount) for base in _BASES
    )


def _follow(table: Table, tags: list[WordTag], proof: _Proof) -> None:
    """Names the numbers of proved columns; none other of their rows is quantity, price, amount."""
    named = {QUANTITY: proof.quantity, PRICE: proof.price, NET_AMOUNT: proof.amount}
    if proof.discount is not None:
        named[DISCOUNT] = proof.discount
    labels = {index: label for label, column in named.items() for index in column.words}
    rows = {table.page.words[index].row for index in labels}
    counted = table.by_row(proof.quantity)
    for column in table.with_role("quantity", "measure"):
        # "12 cuts at 13.75 each": a row whose count stands in another column than the others'.
        rows -= {row for row in table.by_row(column) if row not in counted}
        for row in _weighed(table, proof, column):
            labels.pop(counted[row], None)
            labels[table.by_row(column)[row]] = QUANTITY
    named_words = {i for index in labels for i in whole_number(table.page, index)}
    for index, word in enumerate(table.page.words):
        if index in labels:
            _label(table.page, tags, index, labels[index])
        elif tags[index].label == NAME and _is_missed_count(table, proof, index):
            _label(table.page, tags, index, QUANTITY)
        elif word.row not in rows or tags[index].label not in _ROLES or index in named_words:
            continue
        elif tags[index].label != QUANTITY or not _counts(table, proof, index):
            tags[index] = WordTag.outside(_SURE)


def _counts(table: Table, proof: _Proof, index: int) -> bool:
    """Whether a quantity that stands in no column, as where OCR reads "5.2 l" as "5.2 1", fits."""
    row = table.page.words[index].row
    counts, prices, amounts = map(table.by_row, (proof.quantity, proof.price, proof.amount))
    if row in counts or not (row in prices and row in amounts):
        return False
    rates = table.by_row(proof.discount)
    rate = table.value(rates[row]) if row in rates else Decimal(0)
    numbers = [table.value(i) for i in (index, prices[row], amounts[row])]
    return rate is not None and _makes(numbers, rate)


def _is_missed_count(table: Table, proof: _Proof, index: int) -> bool:
    """Whether a number that the model took for the name's stands where the quantities do, and fits.

    The model is surest of names, so no column had it.
    """
    word = table.page.words[index]
    if not _NUMBER.fullmatch(word.text):
        return False
    edges = [table.page.words[i].box[2] for i in proof.quantity.words]
    near = min(abs(edge - word.box[2]) for edge in edges) <= _SAME_EDGE
    return near and _counts(table, proof, index)


def _weighed(table: Table, proof: _Proof, column: Column) -> Iterator[int]:
    """The rows on which another quantity than the proved column's makes the amount.

    "8 St   Kalbsoberschale   19,36   18,45   357,19" among items priced by the piece.
    """
    numbers = [table.by_row(c) for c in (proof.quantity, column, proof.price, proof.amount)]
    rates = table.by_row(proof.discount)
    for row in set.intersection(*(set(found) for found in numbers)) - proof.rows:
        _, *others = (table.value(found[row]) for found in numbers)
        rate = table.value(rates[row]) if row in rates else Decimal(0)
        if None not in others and rate is not None and _makes(others, rate):
            yield row


def _count(table: Table, tags: list[WordTag]) -> None:
    """Names the quantity of a table without prices, or what the model missed of it."""
    scales = _find_scales(table)
    delivered = _choose_delivered(table, scales)
    others = [*table.with_role("ordered", "backlog", "before", "returned"), *scales[:2]]
    if any(role_of(column) == "full" for column in delivered):
        others += table.with_role("empty")
    weights = [c for c in table.with_role("measure") if c not in delivered]
    if delivered and not _is_priced(table, tags):  # beside them, what they weigh is no quantity
        others += weights
    counted = [column for column in table.with_role("quantity") if column not in delivered]
    if len(delivered) == 1 and (others or any(_PARCELS.search(c.caption) for c in counted)):
        _drop_units(table, tags, [c for c in weights if c in others])
        _count_delivered(table, tags, delivered[0], [*others, *counted])
    elif len(counted) == 1 and not delivered and not others:
        _count_once(table, tags, counted[0])


def _choose_delivered(table: Table, scales: Sequence[Column]) -> list[Column]:
    """The columns of what was delivered: "Quantité livrée" beside "Cartons x bout. livrés"."""
    delivered = [c for c in table.with_role("delivered") if c.words and c not in scales]
    delivered = delivered or [*_find_delivered(table)] or _find_full(table)
    if not delivered and not any(table.with_role("quantity", "packages", "ordered")):
        delivered = [*scales[2:]]
    if len(delivered) > 1:
        delivered = [c for c in delivered if fits_role(c.caption, "quantity")] or delivered
    return delivered


def _find_full(table: Table) -> list[Column]:
    """The column of bottles that go out full, beside those that go back, if nothing else counts."""
    if any(table.with_role("quantity")) or not any(table.with_role("returned", "empty")):
        return []
    return [column for column in table.with_role("full") if column.words]


def _count_delivered(
    table: Table, tags: list[WordTag], delivered: Column, others: Iterable[Column]
) -> None:
    """Names the numbers of a column as quantities, and on its rows no others."""
    words = table.page.words
    for index in delivered.words:
        _label(table.page, tags, index, QUANTITY)
    rows = table.by_row(delivered)
    for index in (i for column in others for i in column.words):
        if tags[index].label in _ROLES and words[index].row in rows:
            tags[index] = WordTag.outside(_SURE)
    # "2 to follow" among the remarks
    named = {i for index in delivered.words for i in whole_number(table.page, index)}
    for index, word in enumerate(words):
        if word.row in rows and tags[index].label == QUANTITY and index not in named:
            tags[index] = WordTag.outside(_SURE)


def _is_priced(table: Table, tags: Sequence[WordTag]) -> bool:
    """Whether a table has prices or amounts, which may be for what its items weigh."""
    measured = {index for column in table.with_role("measure") for index in column.words}
    return any(table.with_role("price", "hire", "amount")) or any(
        tag.label in (PRICE, NET_AMOUNT) and index not in measured for index, tag in enumerate(tags)
    )


def _drop_units(table: Table, tags: list[WordTag], columns: Iterable[Column]) -> None:
    """The unit right behind a number that is no quantity is not the item's: "40   1.240 kg"."""
    words = table.page.words
    for index in (i for column in columns for i in column.words if i + 1 < len(words)):
        if tags[index + 1].label == UNIT and words[index + 1].row == words[index].row:
            tags[index + 1] = WordTag.outside(_SURE)


def _find_scales(table: Table) -> list[Column]:
    """The columns of a bridge, which weighs lorries full and empty, and of the goods: the rest."""
    scales = [c for name in _SCALES for c in table.columns if re.match(name, c.caption)]
    fits = _subtract(table, *scales) if len(scales) == len(_SCALES) else []
    return scales if fits and all(fits) else []


def _subtract(table: Table, whole: Column, part: Column, rest: Column) -> list[bool]:
    """Of each row with all three numbers, whether the last is the first less the second."""
    numbers = [table.by_row(column) for column in (whole, part, rest)]
    rows = set.intersection(*(set(found) for found in numbers))
    found = [[table.value(by_row[row]) for by_row in numbers] for row in rows]
    return [a is not None and b is not None and c is not None and a - b == c for a, b, c in found]


def _find_delivered(table: Table) -> Iterator[Column]:
    """The column without such a caption that is the rest of ordered and backlog on all rows."""
    ordered, backlog = ([*table.with_role(role)] for role in ("ordered", "backlog"))
    if len(ordered) != 1 or len(backlog) != 1:
        return
    for column in table.with_role("quantity", "packages", ""):
        fits = _subtract(table, ordered[0], column, backlog[0])
        if len(fits) >= _ROWS_N and all(fits):
            yield column


def _count_once(table: Table, tags: list[WordTag], counted: Column) -> None:
    """Names the quantity on the rows where the model saw none.

    Where it mostly saw the column, other counts beside it, of packages, are no quantities; nor are
    those whose caption or unit says that they count packages, or what a unit holds: "10 ctn x 6",
    "5    100 St".
    """
    packed = {index for column in table.with_role("packages", "unit") for index in column.words}
    texts = [word.text for word in table.page.words]
    packed |= {i for i, unit in enumerate(texts[1:]) if PACKAGES.fullmatch(unit)}
    seen_n = sum(tags[index].label == QUANTITY for index in counted.words)
    is_seen = seen_n * 2 > len(counted.words)
    named: dict[int, list[int]] = {}
    for index, word in enumerate(table.page.words):
        if tags[index].label == QUANTITY:
            named.setdefault(word.row, []).append(index)
    for row, index in table.by_row(counted).items():
        whole = whole_number(table.page, index)
        others = [i for i in named.get(row, []) if i not in whole]
        if not (is_seen or packed.issuperset(others)):
            continue
        for other in others:
            tags[other] = WordTag.outside(_SURE)
        if tags[index].label in (OUTSIDE, NAME) or tags[index].confidence < _DOUBTFUL:
            _label(table.page, tags, index, QUANTITY)


def _name_discounts(table: Table, tags: list[WordTag]) -> None:
    """Names the numbers under a discount's caption where all are percentages."""
    columns = [*table.with_role("discount")]
    if len(columns) != 1:
        return
    words = columns[0].words
    values = [table.value(index) for index in words]
    if any(tags[i].label in _ROLES and tags[i].confidence >= _SURE for i in words):
        return
    if all(value is not None and value < 100 for value in values):
        for index in words:
            _label(table.page, tags, index, DISCOUNT)


def _name_prices(table: Table, tags: list[WordTag]) -> None:
    """Names the numbers under "Unit price" that were taken for amounts, which have no column.

    "from 10   284.00", "from 25   261.50": price breaks of an offer. All the same without counts.
    """
    columns = [c for c in table.with_role("price") if c.words and _OF_ONE.search(c.caption)]
    amounts = any(column.words for column in table.with_role("amount"))
    counted = {
        w.row for w, tag in zip(table.page.words, tags, strict=True) if tag.label == QUANTITY
    }
    if len(columns) != 1 or amounts:
        return
    words = [i for i in columns[0].words if table.page.words[i].row in counted]
    if len(words) >= _ROWS_N and all(tags[i].label == NET_AMOUNT for i in words):
        for index in words:
            _label(table.page, tags, index, PRICE)


def _drop_measures(table: Table, tags: list[WordTag]) -> None:
    """What an item weighs or holds is no money; what stands under "per kg" is."""
    based = any(table.with_role("base"))
    for column in () if based else table.with_role("measure"):
        for index in column.words:
            if tags[index].label in (PRICE, NET_AMOUNT):
                tags[index] = WordTag.outside(_SURE)


def _drop_bases(table: Table, tags: list[WordTag]) -> None:
    """What a price is for, "per 100", is no number of the item."""
    for column in table.with_role("base"):
        if all(table.value(index) in _BASES for index in column.words):
            for index in column.words:
                if tags[index].label in _ROLES | {RATE, DISCOUNT}:
                    tags[index] = WordTag.outside(_SURE)


def _name_rates(table: Table, tags: list[WordTag]) -> None:
    """Names the numbers under a tax caption where all are rates in force.

    Those under another one, beside it, are what the taxes come to: "VAT % | VAT in GBP".
    """
    columns = [column for column in table.with_role("rate") if column.words]
    rates = [column for column in columns if _are_rates(table, column)]
    if len(rates) != 1:
        return
    for index in rates[0].words:
        _label(table.page, tags, index, RATE)
    for column in columns:
        for index in column.words if column is not rates[0] else ():
            if tags[index].label in _ROLES:
                tags[index] = WordTag.outside(_SURE)


def _are_rates(table: Table, column: Column) -> bool:
    return all(
        table.value(i) in VAT_RATES and _PRINTED_RATE.fullmatch(table.page.words[i].text)
        for i in column.words
    )


def _label(page: Page, tags: list[WordTag], index: int, label: str) -> None:
    """Gives a number its label, with the thousands that stand apart before it."""
    if tags[index].label != label:
        tags[index] = tags[index].relabelled(label, _SURE, begins=True)
    first, *rest = whole_number(page, index)
    for at in (first, *rest):
        tags[at] = tags[index]._replace(begins=at == first)
