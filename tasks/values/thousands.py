"""Amounts whose thousands stand apart: "2 450,00" is one number, in two words.

Where the model put the two words under different labels, or only the second under one, both get
that of the second, or of the first if it is surer: a narrow gap before three digits groups, a wide
one parts two columns. Where the first ends with the mark ("516, 780"), the second gets the first's.
"19 874.21" is one number where a page prints several so, and no "19,874.21". The "CR" behind an
item's amount, which makes it a credit, is part of it.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from schemas.document import Page
from schemas.line_labels import CODE, NAME, NET_AMOUNT, QUANTITY, UNIT
from schemas.prediction import WordTag
from schemas.vocabulary import INVOICE_FIELDS, LINE_COLUMNS, Kind
from tasks.values.caches import kept_by_page
from tasks.values.entities import COLUMN_GAP, gap_between
from tasks.values.notation import CENTS, MINUS, Notation, parse_number
from tasks.values.page_by_page import page_by_page
from tasks.values.type_size import is_typed

_HEAD = re.compile(rf"[{MINUS}(]?[0-9]{{1,3}}")
_TAIL = re.compile(r"[0-9]{3}(?:,[0-9]{2,4})?\)?[€-]?")
_END = re.compile(r"[0-9]{3},[0-9]{2,4}\)?[€-]?")
_POINT_END = re.compile(r"[0-9]{3}\.[0-9]{2}\)?[€-]?")
_COMMA_THOUSANDS = re.compile(r"[0-9],[0-9]{3}\.[0-9]{2}")
_POINTS_N = 2  # numbers that tell how a page groups
_NARROW = 0.4  # of the text height: a typewriter's space is wider, and parts two columns at times
_MARKED_HEAD = re.compile(rf"[{MINUS}(]?[0-9]{{1,3}}[.,]")
_MEASURE = re.compile(r"(?:[cdkm]?[lgm]|ltr|gr|mm)\.?", re.IGNORECASE)
_BARE_TAIL = re.compile(r"[0-9]{3}")
#: Of the text height: a wider gap parts two columns. A space of text files is 0.5, of Courier 0.57.
_TIGHT = 0.58
#: The same where all letters are as wide as a space, which is 0.66 in some types.
_TYPED_TIGHT = 0.7
_SAME_EDGE = 0.003  # of the page's width
#: Columns that end right before an amount, of which the model knows.
_COLUMNS_BEFORE = frozenset({NAME, QUANTITY, CODE, UNIT})
_MONEY = frozenset(
    {name for name, (kind, _) in INVOICE_FIELDS.items() if kind is Kind.MONEY}
    | {f"line.{name}" for name, (kind, _) in LINE_COLUMNS.items() if kind is Kind.MONEY}
    | {"tax.base", "tax.amount"}
)


@page_by_page
def join_thousands(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags with both words of such an amount under the label of its last one."""
    for at in range(len(page.words) - 2, -1, -1):
        _join_next(page, tags, at)
    return tags


def is_apart(page: Page, at: int) -> bool:
    """Whether a word is but the thousands of the amount that the next one ends: "2", "450,00"."""
    return begins_thousands(page, at) and _is_end(page, page.words[at + 1].text)


def begins_thousands(page: Page, at: int) -> bool:
    """Whether a word is but the thousands of a number, with decimals or without: "5", "000"."""
    if not 0 <= at < len(page.words) - 1:
        return False
    first, second = page.words[at : at + 2]
    return bool(
        _HEAD.fullmatch(first.text)
        and (_TAIL.fullmatch(second.text) or _is_end(page, second.text))
        and (_touch(page, at) or _is_typed_apart(page, at))
    )


def _is_end(page: Page, text: str) -> bool:
    """Whether a word may be the last three digits and decimals of an amount in two words."""
    return bool(_END.fullmatch(text)) or bool(_POINT_END.fullmatch(text) and _has_points(page))


@kept_by_page
def _has_points(page: Page) -> bool:
    """Whether a page prints its amounts as "19 874.21", with a point behind grouped thousands.

    Not one that is typed: there one space parts "Room 12" from its price, too.
    """
    if any(_COMMA_THOUSANDS.search(word.text) for word in page.words):
        return False
    apart_n = sum(
        bool(_HEAD.fullmatch(page.words[at].text))
        and bool(_POINT_END.fullmatch(page.words[at + 1].text))
        and _touch(page, at, _NARROW)
        for at in range(len(page.words) - 1)
    )
    return apart_n >= _POINTS_N


def whole_number(page: Page, last: int) -> list[int]:
    """The words of the number that the word `last` ends: "1", "250", "000,00".

    What says behind it that it is a credit, "21.04", "CR", is its sign.
    """
    last -= _is_credit_mark(page, last)
    first = last
    while begins_thousands(page, first - 1):
        first -= 1
    return [*range(first, last + 1 + _is_credit_mark(page, last + 1))]


def _is_credit_mark(page: Page, at: int) -> bool:
    """Whether a word is the "CR" right behind an amount."""
    if not 0 < at < len(page.words) or page.words[at].text != "CR":
        return False
    amount = CENTS.search(page.words[at - 1].text)
    return bool(amount) and _touch(page, at - 1, COLUMN_GAP)


def read_whole(page: Page, last: int, notation: Notation) -> Decimal | None:
    """The number that the word `last` ends, with the thousands that stand apart before it."""
    return parse_number("".join(page.words[i].text for i in whole_number(page, last)), notation)


def _is_counted(page: Page, tags: Sequence[WordTag], at: int) -> bool:
    """Whether a quantity of thousands ends in what was taken for its unit's beginning: "2 000 pce".

    Beside a price, their product tells.
    """
    labels = [tag.label for tag in tags[at : at + 3]]
    counted = labels == [QUANTITY, UNIT, UNIT]
    if not counted or not _touch(page, at, _NARROW):
        return False
    if page.words[at + 1].text != "000" and _MEASURE.fullmatch(page.words[at + 2].text):
        return False  # five bottles of "500 ml"
    row = page.words[at].row
    return not any(
        tag.label in _MONEY for word, tag in zip(page.words, tags, strict=True) if word.row == row
    )


def _is_multiplied(page: Page, at: int) -> bool:
    """Whether a row's amount is the product of two words: "4", "120,00", "480,00"."""
    product = int(page.words[at].text) * _plain(page.words[at + 1].text)
    return any(
        CENTS.search(word.text) and _plain(word.text) == product and whole_number(page, i) == [i]
        for i, word in enumerate(page.words)
        if word.row == page.words[at].row and i not in (at, at + 1)
    )


def _is_in_line(page: Page, tags: Sequence[WordTag], at: int) -> bool:
    """Whether a quantity ends where another one does that is no thousands: "2,5" above "130,00"."""
    edge = page.words[at].box[2]
    return any(
        tag.label == QUANTITY
        and word.row != page.words[at].row
        and abs(word.box[2] - edge) < _SAME_EDGE
        and not begins_thousands(page, i)
        for i, (word, tag) in enumerate(zip(page.words, tags, strict=True))
    )


def _plain(text: str) -> int:
    """The digits of a number as one."""
    return int(re.sub(r"[^0-9]", "", text) or 0)


def _touch(page: Page, at: int, gap: float = _TIGHT) -> bool:
    """Whether no more than a narrow gap parts a word from the next one of its row."""
    first, second = page.words[at : at + 2]
    return first.row == second.row and -gap < gap_between(page, first, second) < gap


def _is_typed_apart(page: Page, at: int) -> bool:
    """Whether but a typewriter's space parts two words, and more than that the first from others.

    "Room 12 350,00" is a room and its price.
    """
    first, second = page.words[at : at + 2]
    if first.row != second.row or gap_between(page, first, second) >= _TYPED_TIGHT:
        return False
    before = page.words[at - 1] if at else None
    alone = (
        before is None or before.row != first.row or gap_between(page, before, first) > COLUMN_GAP
    )
    return alone and is_typed(page)


def _join_next(page: Page, tags: list[WordTag], at: int) -> None:
    """Lets a word's value go on with the next word where both are one number."""
    first, second = page.words[at], page.words[at + 1]
    if tags[at].label == NET_AMOUNT and _is_credit_mark(page, at + 1):
        tags[at + 1] = tags[at]._replace(begins=False)
    if _MARKED_HEAD.fullmatch(first.text):
        ends = tags[at].label in _MONEY and _BARE_TAIL.fullmatch(second.text)
        goes_on = bool(ends) and _touch(page, at)
    elif not begins_thousands(page, at):
        return
    elif tags[at + 1].label not in _MONEY:
        amount = tags[at].label in _MONEY and _is_end(page, second.text)
        goes_on = amount or _is_counted(page, tags, at)
    else:
        if not _are_two(page, tags, at):
            _join_amount(tags, at)
        return
    if goes_on:
        tags[at + 1] = tags[at]._replace(begins=False)


def _are_two(page: Page, tags: Sequence[WordTag], at: int) -> bool:
    """Whether what might be thousands before an amount is a number of its own: "2   350,00"."""
    second = page.words[at + 1].text
    if _POINT_END.fullmatch(second) and tags[at].label in _COLUMNS_BEFORE:
        return True
    if tags[at].label == QUANTITY and (_is_multiplied(page, at) or _is_in_line(page, tags, at)):
        return True
    same = tags[at + 1].label == tags[at].label
    return not (same or _is_end(page, second) or second == "000")


def _join_amount(tags: list[WordTag], at: int) -> None:
    """Gives thousands and the amount behind them one label: the amount's, if theirs is no surer."""
    head, tail = tags[at], tags[at + 1]
    if head.label != tail.label and head.label in _MONEY and head.confidence > tail.confidence:
        tail = WordTag(head.label, False, head.confidence, ((tail.label, tail.confidence),))
    if head.label != tail.label:
        doubt = ((head.label, 1 - tail.confidence),)
        tags[at] = WordTag(tail.label, True, tail.confidence, doubt)
    tags[at + 1] = tail._replace(begins=False)
