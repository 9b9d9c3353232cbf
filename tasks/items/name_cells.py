"""Items' names as whole cells: what begins or ends the cell in which the rest of the name stands.

    CAN-16-SLV   16 oz sleeve-label can        38,916     0.214
    PAK-4-BLK    4-pack carrier, black          9,800    0.1925
    FLOAT        Fuel surcharge 9,5 %               1     71.06

A number before a name is of it where other names begin at its edge, but none that stands below
"Date" or "Tag"; and so is what alone is taken for a code where another name begins with it, a
count amid its words, a year or a rate behind it if it ends the cell. In a further row so is what
the model nearly saw. Under captions that name no counts and no prices, a rate and what it is of
are of the name as well:

    Service                                     VAT        Net
    Commission on sales (12%) of €884.50        20%     106.14
"""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.line_labels import CODE, DISCOUNT, NAME, PRICE, QUANTITY, UNIT
from schemas.prediction import OUTSIDE, WordTag
from tasks.items.caption_cells import EDGE
from tasks.items.code_dates import are_days, is_dated
from tasks.items.column_roles import fits_role
from tasks.items.table_heads import Head, find_table
from tasks.items.tables import AMOUNTS
from tasks.values.cells import Cell, find_rows
from tasks.values.dates import month_number
from tasks.values.entities import probability
from tasks.values.notation import CENTS
from tasks.values.page_by_page import page_by_page
from tasks.values.paid_words import DISCOUNTS
from tasks.values.units import read_unit

#: What the model may take the words of such a cell for.
_OWN = frozenset({OUTSIDE, "currency", NAME, QUANTITY, PRICE, UNIT, DISCOUNT})
#: What captions may say of numbers, as `column_roles` has it.
_FIGURES = ("amount", "quantity", "price", "hire", "duration", "measure")
_EDGE = 0.004  # of the page's width: how far apart the left edges of a column's names are
_SURE = 0.7
_NEARLY = 0.25  # probability of a word to be of the name that the rest of its cell is of
_RATE = re.compile(r"\(?[0-9][0-9.,]* ?%\)?")
_RATE_OF = re.compile(r"[0-9] ?%\)? (?:of|on|von|vom|auf|des?|du|sur|di|del|su|van|over)\b")
#: What stands before names and is of none: a position, a day of the week.
_LEADS = re.compile(
    r"pos|position|no|nr|art|artikel|item|ref|mo|di|mi|do|fr|sa|so|mon|tues?|wed|thur?s?|fri|sat|sun"
    r"|lun|mar|mer|jeu|ven|sam|dim",
    re.IGNORECASE,
)
#: What ends a name: "– January 2025", the time that it is for, or "9,5 %".
_TAIL = re.compile(r"\W*(?:[^\W\d_]+\W+)?20[0-9]{2}|[0-9][0-9.,]* ?%")


@page_by_page
def complete_name_cells(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags with the unlabelled beginnings and ends of names' cells under the name's label."""
    cells = [
        cell
        for row in find_rows(page)
        if any(tags[i].label in AMOUNTS for i in row.words)
        for cell in row.cells
        if any(tags[i].label == NAME for i in cell.words)
    ]
    heads, _ = find_table(page, tags)
    dated = [head for head in heads if is_dated(head.text)]
    coded_n = sum(tag.label == CODE for tag in tags)
    begun = [cell for cell in cells if tags[cell.words[0]].label == NAME]
    firsts = {page.words[cell.words[0]].text for cell in begun}
    edges = [cell.x0 for cell in begun]
    _complete_cut(page, tags, cells)
    for cell in cells:
        named = [at for at, i in enumerate(cell.words) if tags[i].label == NAME]
        before, behind = cell.words[: named[0]], cell.words[named[-1] + 1 :]
        first = cell.words[named[0]]
        lone_code = len(before) == coded_n == 1 and tags[before[0]].label == CODE
        own = lone_code and page.words[before[0]].text in firsts
        if (own or _begins(page, tags, before, dated)) and any(
            abs(x - cell.x0) < _EDGE for x in edges
        ):
            tags[before[0]] = WordTag(NAME, True, _SURE, ((OUTSIDE, 1 - _SURE),))
            tags[first] = tags[first]._replace(begins=False)
        if _ends(page, tags, behind):
            for index in behind:
                tags[index] = WordTag(NAME, False, _SURE, ((OUTSIDE, 1 - _SURE),))
    if _is_unpriced(heads):
        _keep_rates(page, tags, cells)
    for cell in cells:
        _keep_counts(page, tags, cell.words)
        _drop_day(page, tags, cell.words, dated)
    for row in find_rows(page):
        if not any(tags[i].label in AMOUNTS for i in row.words):
            for cell in row.cells:
                _fill_row(tags, cell.words)
    return tags


def _is_unpriced(heads: Sequence[Head]) -> bool:
    """Whether captions name an amount, and neither counts nor prices."""
    roles = [{role for role in _FIGURES if fits_role(head.text, role)} for head in heads]
    return {"amount"} in roles and all(found <= {"amount"} for found in roles)


def _keep_rates(page: Page, tags: list[WordTag], cells: Sequence[Cell]) -> None:
    """Gives a name that begins its cell a rate taken for a count, and the price that it is of.

    A count is none of it, though no caption names any: "Coffee 2", "Advice 5 hrs at 120.00".
    """
    for cell in cells:
        first, *rest = cell.words
        count = page.text_of(i for i in rest if tags[i].label == QUANTITY)
        own = tags[first].label == NAME and all(tags[i].label in _OWN for i in rest)
        rated = _RATE.fullmatch(count) or _is_of_rate(page, tags, rest)
        if own and rated:
            for index in rest:
                tags[index] = tags[index].relabelled(NAME, _SURE, begins=False)


def _is_of_rate(page: Page, tags: Sequence[WordTag], cell: Sequence[int]) -> bool:
    """Whether a price in a cell is what a rate is of: "27% of order value €884.50"; no discount."""
    prices = [at for at, i in enumerate(cell) if tags[i].label == PRICE]
    before = page.text_of(cell[: prices[0]]) if prices else ""
    return bool(_RATE_OF.search(before)) and not re.search(DISCOUNTS, before.lower())


def _drop_day(page: Page, tags: list[WordTag], cell: Sequence[int], dated: Sequence[Head]) -> None:
    """Takes from a name the day below "Date" that the model took for its first word."""
    first, *rest = cell
    if (
        rest
        and tags[first].label == tags[rest[0]].label == NAME
        and are_days([page.words[first].text])
        and _is_under(page, first, dated)
    ):
        tags[rest[0]] = tags[rest[0]]._replace(begins=tags[first].begins)
        tags[first] = WordTag.outside(_SURE)


def _keep_counts(page: Page, tags: list[WordTag], cell: Sequence[int]) -> None:
    """Gives a name the count amid its words: "Gas safety records, 5 no. @ £65"."""
    for before, index, behind in zip(cell, cell[1:], cell[2:], strict=False):
        amid = tags[before].label == tags[behind].label == NAME and not tags[behind].begins
        if amid and tags[index].label == QUANTITY and page.words[index].text.isdecimal():
            tags[index] = WordTag(NAME, False, _SURE, ((QUANTITY, 1 - _SURE),))


def _is_under(page: Page, word: int, heads: Sequence[Head]) -> bool:
    """Whether a word begins below one of the captions."""
    return any(head.x0 - EDGE <= page.words[word].box[0] <= head.x1 for head in heads)


def _fill_row(tags: list[WordTag], cell: Sequence[int]) -> None:
    """Gives a further row's cell to the name where the model nearly saw it whole: "inkl. Sitz"."""
    named = [i for i in cell if tags[i].label == NAME]
    if not named or any(tags[i].begins for i in named):
        return
    rest = [i for i in cell if i not in named]
    if all(tags[i].label == OUTSIDE and probability(tags[i], NAME) >= _NEARLY for i in rest):
        for index in rest:
            tags[index] = WordTag(NAME, False, _SURE, ((OUTSIDE, 1 - _SURE),))


def _begins(
    page: Page, tags: Sequence[WordTag], before: Sequence[int], dated: Sequence[Head]
) -> bool:
    """Whether one number without a label stands before the name in its cell, and below no days."""
    return (
        len(before) == 1
        and not _is_under(page, before[0], dated)
        and tags[before[0]].label == OUTSIDE
        and page.words[before[0]].text[0].isdigit()
        and not CENTS.search(page.words[before[0]].text)
    )


def _complete_cut(page: Page, tags: list[WordTag], cells: Sequence[Cell]) -> None:
    """Gives a name that goes on from nothing above it the words without a label before it.

    Not what stands before a column of names: no code, no day, no unit, no caption.
    """
    if not cells:
        return
    first, *others = (next(i for i in cell.words if tags[i].label == NAME) for cell in cells)
    before = cells[0].words[: cells[0].words.index(first)]
    if any(tag.label == NAME for tag in tags[:first]) or tags[first].begins:
        return
    edges = (page.words[i].box[0] for i in others)
    if any(abs(x - page.words[first].box[0]) < _EDGE for x in edges):
        return
    if all(tags[i].label == OUTSIDE for i in before) and _may_begin(page, before):
        for index in before:
            tags[index] = WordTag(NAME, index == before[0], _SURE, ((OUTSIDE, 1 - _SURE),))


def _may_begin(page: Page, before: Sequence[int]) -> bool:
    """Whether words may begin a name: "Carry out 40,000 mile", not "ART-4711", "Pos. 1"."""
    texts = [page.words[i].text for i in before]
    if not texts or not texts[0].isalpha() or read_unit(texts[0]) or month_number(texts[0]):
        return False
    return not _LEADS.fullmatch(texts[0]) and not any(text.endswith(":") for text in texts)


def _ends(page: Page, tags: Sequence[WordTag], behind: Sequence[int]) -> bool:
    """Whether a rate or a year without a label, with its month perhaps, ends the name's cell."""
    text = page.text_of(behind)
    return all(tags[i].label == OUTSIDE for i in behind) and bool(_TAIL.fullmatch(text))
