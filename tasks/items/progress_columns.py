"""Bills by progress: of each item only the part is charged that was done since the last bill.

    Description     Qty    Rate   Contract sum   Previous   To date   This period
    Drainage runs    90   42.00       3,780.00       20 %      50 %      1,134.00

Quantity × price makes what the item comes to in all; times the gain in percent, what is billed.
Or the last three columns are what was done to date, before and since, each in money; then the
contract's sum and the percentage done to date may stand before them, without quantity and price,
where what is billed makes a printed sum: "Heating 4,000.00   25 %   1,000.00   900.00   100.00" may
as well be a tenant's share and what was paid of it.
Of a bill in rates, "30 % on order", one percentage stands there, and the row ends with what it
makes.

A discount and a rate of VAT side by side look like such a gain, and their amounts like what is
billed: "0 %", "20 %" and a fifth of the whole.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise
from typing import NamedTuple

from schemas.document import Page
from schemas.line_labels import CODE, DISCOUNT, NAME, NET_AMOUNT, PRICE, QUANTITY, RATE
from schemas.prediction import WordTag
from tasks.items.tables import label_words
from tasks.values.amounts import CENT, comes_to
from tasks.values.cells import word_rows
from tasks.values.notation import CENTS, MINUS, NO_CENTS, Notation, parse_number
from tasks.values.page_by_page import page_by_page
from tasks.values.rates import VAT_RATES
from tasks.values.thousands import begins_thousands, whole_number

#: What the model takes the numbers behind a name for.
_NUMBERS = frozenset({QUANTITY, PRICE, NET_AMOUNT, CODE, DISCOUNT, RATE})
_NUMBER = re.compile(rf"[{MINUS}+(€$£]*[0-9][0-9.,'’]*(?:[-)€$£%]|{NO_CENTS})*")
_LIKELY = 0.5  # confidence of a word of a name
_MOST_NUMBERS_N = 12  # of a row: more are a spreadsheet's
_CUMULATED_N = 6  # quantity, price, their product; what was done to date, before and since
_SUMS_N = 3  # what was done to date, before and since
_OF_WHOLE_N = 5  # whole and percentage; what was done to date, before and since
_WHOLE = 100  # percent
_ROWS_N = 2  # rows that prove the layout
_SHARE = 0.6  # of the rows with two percentages, on which it must hold
_SURE = 0.9


#: Of a row: its words, its numbers by their last words, and those of them that are percentages.
_Numbers = tuple[Sequence[int], dict[int, Decimal], list[Decimal]]


class _Progress(NamedTuple):
    """The words of one row that end its numbers: the first two make a whole, billed in part.

    left, right: None where a whole stands alone.
    is_gain: whether what is billed cannot be a discount's or a tax's amount.
    to_date: what was done to date, where that alone tells what is billed.
    """

    left: int | None
    right: int | None
    billed: int
    is_gain: bool
    to_date: int | None = None


@page_by_page
def name_progress(page: Page, tags: list[WordTag], notation: Notation) -> list[WordTag]:
    """The tags with quantity, price and what is billed of each item where percentages prove it."""
    rows = [(row, *_find_numbers(page, tags, row, notation)) for row in word_rows(page).values()]
    rows = [one for one in rows if len(one[1]) <= _MOST_NUMBERS_N]
    proved = _prove([(row, _solve(numbers, rates)) for row, numbers, rates in rows if rates[1:]])
    single = [(row, n, rates[0]) for row, n, rates in rows if len(rates) == 1]
    proved = proved or _prove([(row, _share(n, rate)) for row, n, rate in single])
    for solve in (_subtract, _add):
        proved = proved or _prove([(r, solve(n)) for r, n, _ in rows if len(n) >= _CUMULATED_N])
    proved = proved or _prove_wholes(page, tags, rows)
    if not proved:
        return tags
    lefts, rights = ([_has_cents(page, p[side]) for _, p in proved] for side in (0, 1))
    first, second = (PRICE, QUANTITY) if all(lefts) and not all(rights) else (QUANTITY, PRICE)
    for row, progress in proved:
        name = max((i for i in row if tags[i].label == NAME), default=row[0])
        for index in row:
            if index > name and tags[index].label in _NUMBERS:
                tags[index] = WordTag.outside(_SURE)
        for last, label in zip(progress[:3], (first, second, NET_AMOUNT), strict=True):
            if last is not None:
                label_words(tags, whole_number(page, last), label, _SURE)
    return tags


def _prove(
    rows: Sequence[tuple[Sequence[int], Iterator[_Progress]]],
) -> list[tuple[Sequence[int], _Progress]]:
    """The rows that can be read so, with how; none where too few can."""
    found = [(row, next(readings, None)) for row, readings in rows]
    proved = [(row, progress) for row, progress in found if progress is not None]
    enough = len(proved) >= max(_ROWS_N, _SHARE * len(rows))
    return proved if enough and any(progress.is_gain for _, progress in proved) else []


def _prove_wholes(
    page: Page, tags: Sequence[WordTag], rows: Sequence[_Numbers]
) -> list[tuple[Sequence[int], _Progress]]:
    """The rows of a whole, a percentage and three sums, where what is billed makes a printed sum.

    What was done to date must not make more of them, nor as many where it is tagged as the amount.
    """
    headed = any(not n and not rates and _has_percent(page, row) for row, n, rates in rows)
    whole = [(r, n, rates) for r, n, rates in rows if len(n) + len(rates) >= _OF_WHOLE_N]
    proved = _prove([(r, _of_whole(n, rates, headed)) for r, n, rates in whole])
    if not proved:
        return []
    values = {index: value for _, numbers, _ in rows for index, value in numbers.items()}
    own = {index for row, _ in proved for index in row}
    printed = Counter(value for index, value in values.items() if index not in own)
    to_date = [one.to_date for _, one in proved if one.to_date is not None]
    billed_n = printed[sum((values[one.billed] for _, one in proved), Decimal(0))]
    to_date_n = printed[sum((values[index] for index in to_date), Decimal(0))]
    tagged = any(tags[index].label == NET_AMOUNT for index in to_date)
    return proved if billed_n > (to_date_n if tagged else to_date_n - 1) and billed_n else []


def _has_percent(page: Page, row: Sequence[int]) -> bool:
    return any("%" in page.words[i].text for i in row)


def _find_numbers(
    page: Page, tags: Sequence[WordTag], row: Sequence[int], notation: Notation
) -> tuple[dict[int, Decimal], list[Decimal]]:
    """The numbers of a row by their last words, and those of them that are percentages."""
    numbers: dict[int, Decimal] = {}
    rates: list[Decimal] = []
    for index, behind in pairwise([*row, None]):
        assert index is not None
        text = page.words[index].text
        named = tags[index].label == NAME and tags[index].confidence >= _LIKELY
        if named or not _NUMBER.fullmatch(text) or begins_thousands(page, index):
            continue
        printed = "".join(page.words[i].text for i in whole_number(page, index))
        value = parse_number(printed.strip("%"), notation)
        if value is None:
            continue
        if text.endswith("%") or (behind is not None and page.words[behind].text == "%"):
            rates.append(value)
        else:
            numbers[index] = value
    return numbers, rates


def _solve(numbers: dict[int, Decimal], rates: Sequence[Decimal]) -> Iterator[_Progress]:
    """Every reading of a row's numbers as left × right = whole, and the whole's part as billed."""
    gains = {
        after - before: after not in VAT_RATES or after - before not in (before, after)
        for before, after in pairwise(rates)
    }
    for left, right, whole, billed in combinations(numbers, 4):
        made = numbers[left] * numbers[right]
        if not made or not comes_to(made, numbers[whole]):
            continue
        for gain, is_gain in gains.items():
            if comes_to(made * gain / 100, numbers[billed]):
                yield _Progress(left, right, billed, is_gain)


def _share(numbers: dict[int, Decimal], rate: Decimal) -> Iterator[_Progress]:
    """Every reading of a row that ends with a share of its whole, which is no tax or discount.

    What is left of the whole would end a row with a discount; of half of it nothing tells which.
    """
    *left_of, billed = numbers or (0,)
    for left, right, whole in combinations(left_of, 3):
        made = numbers[left] * numbers[right]
        if not made or not comes_to(made, numbers[whole]):
            continue
        if comes_to(made * rate / 100, numbers[billed]):
            yield _Progress(left, right, billed, rate not in VAT_RATES and rate not in (50, 100))


def _subtract(numbers: dict[int, Decimal]) -> Iterator[_Progress]:
    """Every reading whose last numbers are what was done to date, before, and since."""
    *_, total, before, billed = numbers
    yield from _cumulate(numbers, total, before, billed)


def _add(numbers: dict[int, Decimal]) -> Iterator[_Progress]:
    """Every reading whose last numbers are what was done before, since, and to date."""
    *_, before, billed, total = numbers
    yield from _cumulate(numbers, total, before, billed)


def _cumulate(
    numbers: dict[int, Decimal], total: int, before: int, billed: int
) -> Iterator[_Progress]:
    if not comes_to(numbers[before] + numbers[billed], numbers[total]):
        return
    for left, right, whole in combinations([*numbers][:-3], 3):
        made = numbers[left] * numbers[right]
        if made and comes_to(made, numbers[whole]) and numbers[total] <= made + CENT:
            in_part = bool(numbers[billed]) and numbers[billed] < numbers[whole] - CENT
            yield _Progress(left, right, billed, in_part)


def _of_whole(
    numbers: dict[int, Decimal], rates: Sequence[Decimal], headed: bool
) -> Iterator[_Progress]:
    """The reading of a row as whole, percentage, what was done to date, before, and since.

    "64 000,00   80 %   51 200,00   38 400,00   12 800,00", or "80" where % heads the column.
    """
    if len(numbers) < _SUMS_N:
        return
    *first, total, before, billed = numbers
    if not comes_to(numbers[before] + numbers[billed], numbers[total]):
        return
    taxed = any(comes_to(numbers[before] * rate / 100, numbers[billed]) for rate in VAT_RATES)
    for whole in first:
        percents = [*rates, *(numbers[i] for i in first if headed and i > whole)]
        made = [numbers[whole] * one / 100 for one in percents if one <= _WHOLE]
        if any(comes_to(one, numbers[total]) for one in made):
            in_part = 0 < numbers[billed] < numbers[whole] - CENT
            yield _Progress(None, None, billed, in_part and not taxed, total)


def _has_cents(page: Page, index: int | None) -> bool:
    return index is not None and bool(CENTS.search(page.words[index].text))
