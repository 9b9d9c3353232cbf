"""Items' amounts printed with their tax: without it, the tax, and at times with it as well.

The first is the amount. The columns' captions say so and every row proves it: net and tax make the
total. Or there are but two columns, no counts, and the second is one usual rate of the first or
within it, or nothing where an item bears no tax. Or the second column is the amount with its tax,
"HT | TTC". Or the rate stands between the amount and its tax: "Charges | VAT % | VAT".
"""

import re
from collections.abc import Collection, Sequence
from decimal import Decimal
from itertools import combinations, pairwise
from statistics import median

from schemas.document import Page
from schemas.line_labels import DISCOUNT, NAME, NET_AMOUNT, PRICE, QUANTITY
from schemas.prediction import Tags, WordTag
from tasks.items.column_roles import role_of
from tasks.items.table_heads import Column, find_columns, is_tax_caption
from tasks.items.tables import MONEY
from tasks.values.amounts import comes_to
from tasks.values.cells import word_rows
from tasks.values.notation import Notation
from tasks.values.rates import VAT_RATES
from tasks.values.tax_words import TAX
from tasks.values.thousands import read_whole, whole_number

_ROLES = frozenset({QUANTITY, PRICE, NET_AMOUNT, DISCOUNT})
_NET = re.compile(
    r"\b(?:net|netto|nett|ht|hors|excl?|ohne|zzgl|before|sin|imponibile|neto|premium)\b"
)
_WITH = re.compile(r"\b(?:ttc|gross|brutto|incl?|inkl)\b")
_WITHOUT = re.compile(r"\b(?:excl?|ohne|zzgl|hors|before|sin|ex)\b")
_ROWS_N = 2  # rows that prove the columns
_PAIR_N = 2  # amounts of a row without counts: an item's and its tax
_EDGE = 0.006  # of the page's width: how far apart the right edges of a column's amounts are
_BEHIND = 0.1  # of the page's width: how far behind its amounts a caption may end
_FREE = Decimal(0)  # percent
_SURE = 0.95


def name_net_amounts(
    pages: Sequence[Page], tags: Tags, notation: Notation
) -> list[tuple[WordTag, ...]]:
    """The tags with the amounts without tax for the items', where those with tax stand beside."""
    mended = [
        _name_untaxed(p, _name_rated(p, _name_page(p, list(t), notation), notation), notation)
        for p, t in zip(pages, tags, strict=True)
    ]
    _name_before_taxed(pages, mended, notation)
    return [tuple(page_tags) for page_tags in mended]


def _name_page(page: Page, tags: list[WordTag], notation: Notation) -> list[WordTag]:
    for net, tax, whole in combinations(find_columns(page, tags), 3):
        if not _NET.search(net.caption) or not TAX.search(tax.caption):
            continue
        if TAX.search(net.caption) and not _WITHOUT.search(net.caption):
            continue
        if _NET.search(tax.caption) or _NET.search(whole.caption):
            continue
        rows = _add_up(page, (net, tax, whole), notation)
        if rows is None:
            continue
        _label(page, tags, rows, net, (tax, whole))
        break
    return tags


def _name_rated(page: Page, tags: list[WordTag], notation: Notation) -> list[WordTag]:
    """ "Charges | VAT % | VAT": what the rate beside it makes a tax of on every row is the amount.

    What stands behind the tax, "Total", has it in.
    """
    columns = find_columns(page, tags)
    for at, (net, rate, tax) in enumerate(zip(columns, columns[1:], columns[2:], strict=False)):
        if not is_tax_caption(rate.caption) or not TAX.search(tax.caption):
            continue
        if role_of(net) == "price":
            continue
        rows = _bear_rates(page, (net, rate, tax), notation)
        if rows:
            _label(page, tags, rows, net, columns[at + 2 :])
            break
    return tags


def _bear_rates(page: Page, columns: Sequence[Column], notation: Notation) -> frozenset[int]:
    """The rows with an amount, a rate and the tax that they make, where they do on all; or none."""
    numbers = [{page.words[i].row: i for i in column.words} for column in columns]
    rows = frozenset.intersection(*(frozenset(column) for column in numbers))
    taxes = []
    for row in rows:
        net, rate, tax = (read_whole(page, column[row], notation) for column in numbers)
        if net is None or rate is None or tax is None or not comes_to(net * rate / 100, tax):
            return frozenset()
        taxes.append(tax)
    return rows if len(rows) >= _ROWS_N and any(taxes) else frozenset()


def _label(
    page: Page, tags: list[WordTag], rows: Collection[int], net: Column, others: Sequence[Column]
) -> None:
    """Makes the numbers of a column the amounts of these rows, and those of the others none."""
    for index in (i for column in others for i in column.words):
        if page.words[index].row in rows and tags[index].label in _ROLES:
            for at in whole_number(page, index):
                tags[at] = WordTag.outside(_SURE)
    for index in net.words:
        if page.words[index].row in rows:
            first, *rest = whole_number(page, index)
            before = tags[first].label
            for at in (first, *rest):
                tags[at] = WordTag(NET_AMOUNT, at == first, _SURE, ((before, 1 - _SURE),))


def _name_before_taxed(
    pages: Sequence[Page], tags: Sequence[list[WordTag]], notation: Notation
) -> None:
    """ "HT EUR" beside "TTC EUR": on every row the second is the first and a usual rate of it."""
    found = []
    for page, page_tags in zip(pages, tags, strict=True):
        for net, whole in pairwise(find_columns(page, page_tags)):
            if not _NET.search(net.caption) or not _WITH.search(whole.caption):
                continue
            numbers = [{page.words[i].row: i for i in column.words} for column in (net, whole)]
            rows = numbers[0].keys() & numbers[1].keys()
            pairs = [(numbers[0][row], numbers[1][row]) for row in rows]
            if role_of(net) != "amount" or role_of(whole) == "price" or not pairs:
                continue
            rates = {_rate_within(page, pair, notation) for pair in pairs}
            found.append((page, page_tags, rows, net, whole, rates))
    rates = {rate for *_, own in found for rate in own}
    if sum(len(rows) for _, _, rows, *_ in found) < _ROWS_N or None in rates or not any(rates):
        return
    for page, page_tags, rows, net, whole, _ in found:
        _label(page, page_tags, rows, net, (whole,))


def _rate_within(page: Page, pair: tuple[int, int], notation: Notation) -> Decimal | None:
    """In percent, what the second of two amounts has more than the first, if it is a usual rate."""
    net, whole = (read_whole(page, index, notation) for index in pair)
    if not net or whole is None:
        return None
    return next((r for r in VAT_RATES if comes_to(net * (100 + r) / 100, whole)), None)


def _name_untaxed(page: Page, tags: list[WordTag], notation: Notation) -> list[WordTag]:
    """ "1,850.00   370.00" and "588.00   117.60": 20 % tax on what is no price but the amount.

    Or within it: "81,30 €   5,32 €" and "5,50 €   0,36 €" below "Preis   MwSt 7 %".
    """
    positions = _positions(page, tags)
    pairs = _find_pairs(page, tags, positions)
    if len(pairs) < _ROWS_N or not _is_headed(page, pairs[0]):
        return tags
    if not any(_bear_tax(page, pairs, notation, within) for within in (False, True)):
        return tags
    for index in positions:
        tags[index] = WordTag.outside(_SURE)
    edges = [median(page.words[pair[side]].box[2] for pair in pairs) for side in range(_PAIR_N)]
    for index, word in enumerate(page.words):
        if tags[index].label not in MONEY:
            continue
        if abs(word.box[2] - edges[0]) < _EDGE:
            tags[index] = tags[index].relabelled(NET_AMOUNT, _SURE, begins=True)
        elif abs(word.box[2] - edges[1]) < _EDGE:
            tags[index] = WordTag.outside(_SURE)
    return tags


def _find_pairs(
    page: Page, tags: Sequence[WordTag], positions: Sequence[int]
) -> list[tuple[int, int]]:
    """The amounts of each named row with two; none where a row counts what it names."""
    pairs = []
    for row in word_rows(page).values():
        amounts = [i for i in row if tags[i].label in MONEY]
        if any(tags[i].label == QUANTITY and i not in positions for i in row):
            return []
        if len(amounts) == _PAIR_N and any(tags[i].label == NAME for i in row):
            pairs.append((amounts[0], amounts[1]))
    return pairs


def _positions(page: Page, tags: Sequence[WordTag]) -> list[int]:
    """The counts that but number the rows they begin: 1, 2, 3."""
    firsts = [row[0] for row in word_rows(page).values() if tags[row[0]].label == QUANTITY]
    texts = [page.words[index].text.rstrip(".") for index in firsts]
    return firsts if texts == [str(n) for n in range(1, len(texts) + 1)] else []


def _is_headed(page: Page, pair: tuple[int, int]) -> bool:
    """Whether a tax is named above the second of two amounts, and not above the first."""
    (_, _, edge, _), (_, top, end, _) = (page.words[index].box for index in pair)
    return any(
        TAX.search(word.text.lower()) and edge < word.box[2] < end + _BEHIND
        for word in page.words
        if word.box[3] <= top
    )


def _bear_tax(
    page: Page, pairs: Sequence[tuple[int, int]], notation: Notation, within: bool
) -> bool:
    """Whether the second of each two amounts is one usual rate of the first, or nothing.

    Args:
        within: whether the first has the tax in.
    """
    values = [[read_whole(page, index, notation) for index in pair] for pair in pairs]
    read = [(whole, tax) for whole, tax in values if whole and tax is not None]
    taxed = [(whole, tax) for whole, tax in read if tax]
    return len(read) == len(pairs) and any(
        all(comes_to(whole * rate / (100 + within * rate), tax) for whole, tax in taxed)
        for rate in VAT_RATES - {_FREE}
        if taxed
    )


def _add_up(page: Page, columns: Sequence[Column], notation: Notation) -> frozenset[int] | None:
    """The rows with a number in each column, where on all of them the first two make the third.

    With them those without a tax, where the first is the third.
    """
    numbers = [{page.words[i].row: i for i in column.words} for column in columns]
    rows = frozenset.intersection(*(frozenset(column) for column in numbers))
    taxes = []
    for row in rows:
        values = [read_whole(page, column[row], notation) for column in numbers]
        if None in values or Decimal(values[0] or 0) + Decimal(values[1] or 0) != values[2]:
            return None
        taxes.append(values[1])
    if len(rows) < _ROWS_N or not any(taxes):
        return None
    net, tax, whole = numbers
    free = {
        row
        for row in net.keys() & whole.keys() - tax.keys()
        if (value := read_whole(page, net[row], notation)) is not None
        and value == read_whole(page, whole[row], notation)
    }
    return rows | free
