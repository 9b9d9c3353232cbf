"""Rows below an item that say how its amount came about: gross price, discount, net price.

    00020  10024903   Blind fastener 3/16in     3,000 PC   47.25 / 100 PC    1,346.62
                      Gross price                                            1,417.50
                      Discount on net                      5.00- %              70.88-

They are no items. Host programs print them so ("pricing conditions"), with the item's net amount
or its gross amount on the row of its name, or with its quantity alone there, and then the gross
price is the first of them and the net amount the last; the amounts must fit before anything is
believed.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from schemas.document import Page
from schemas.line_labels import DISCOUNT, NET_AMOUNT, PRICE, QUANTITY
from schemas.prediction import WordTag
from tasks.items.printed_sums import CLOSING
from tasks.items.tables import label_words
from tasks.values.amounts import comes_to
from tasks.values.cells import Row, find_rows
from tasks.values.notation import MINUS, POINT_NOTATION, Notation, parse_number
from tasks.values.page_by_page import page_by_page
from tasks.values.paid_words import DISCOUNTS

_GROSS = re.compile(
    r"(?:gross|list|base|catalogue)\s?(?:price|value|amount)|(?:brutto|listen|grund)-?\s?"
    r"(?:preis|wert|betrag)|(?:prix|montant|valeur) (?:brut|de base|catalogue)e?|prezzo lordo"
    r"|precio bruto|brutoprijs",
    re.IGNORECASE,
)
_NET = re.compile(
    r"(?:net|effective)\s?(?:price|value|amount)|(?:netto|positions)-?\s?(?:preis|wert|betrag)"
    r"|(?:prix|montant|valeur) nette?|prezzo netto|precio neto|nettoprijs",
    re.IGNORECASE,
)
_LESS = re.compile(
    rf"(?:[^\W\d_]+[ -])?trade discount|(?:[^\W\d_]*[ -]?){DISCOUNTS}\b|abschlag\b", re.IGNORECASE
)
_MORE = re.compile(
    r"(?:[^\W\d_]+[ -])?surcharge\b|[^\W\d_]*(?:zuschlag)\b|(?:supplément|majoration)\b",
    re.IGNORECASE,
)
#: How the net amount of one item is called, and no total.
_OF_ITEM = re.compile(
    r"position|\bitem\b|\bline\b|\bligne\b|\briga\b|\blínea\b|\bregel\b", re.IGNORECASE
)
_FIGURE = re.compile(rf"[{MINUS}]?[0-9][0-9.,'’\s]*[.,][0-9]{{2}}[{MINUS}]?")
_KINDS = {"gross": _GROSS, "net": _NET, "less": _LESS, "more": _MORE}
_MOST_ROWS_N = 8
_LEAST_N = 2  # gross and net
_SURE = 0.9


class _Condition(NamedTuple):
    """A row of such a kind: its row, whether gross, net, less or more, its amount's words."""

    row: Row
    kind: str
    amount: tuple[int, ...]
    value: Decimal


@page_by_page
def clear_price_conditions(page: Page, tags: list[WordTag], notation: Notation) -> list[WordTag]:
    """The tags without such rows; a discount's rate is its item's, and so is the net amount."""
    rows = find_rows(page)
    conditions = {n: c for n, row in enumerate(rows) if (c := _read(page, row, notation))}
    priced = [n for n, row in enumerate(rows) if n not in conditions and _amount_of(tags, row)]
    captions: set[str] = set()  # of the net amounts of items
    for at in priced:
        amount = _amount_of(tags, rows[at])
        below = [*_conditions_below(tags, rows, conditions, at)]
        value = _value(page, amount, notation)
        if not below or value is None:
            continue
        # Below the last item a discount may be one on the whole, and a net amount that is called
        # otherwise than those of the items above, a total.
        if at == priced[-1]:
            below = [c for c in below if c.kind != "net" or c.row.cells[0].text in captions]
        _settle(page, tags, amount, value, below)
        captions |= {c.row.cells[0].text for c in below if c.kind == "net"}
    counted = [
        n
        for n, row in enumerate(rows)
        if n not in conditions and any(tags[i].label == QUANTITY for i in row.words)
    ]
    for at, after in pairwise((*counted, len(rows))):
        if _amount_of(tags, rows[at]):
            continue
        below = [*_conditions_below(tags, rows[:after], conditions, at)]
        if not _fit(below):
            continue
        # Below the last item, a net amount that is called otherwise than those above is a total.
        caption = below[-1].row.cells[0].text
        total = any(tags[i].label in CLOSING for i in below[-1].amount)
        own = not total and (caption in captions or after < len(rows))
        if own or _OF_ITEM.search(caption):
            _price(page, tags, below)
            captions.add(caption)
    return tags


def _fit(below: Sequence[_Condition]) -> bool:
    """Whether conditions begin with a gross price and end with the net amount that they come to."""
    if len(below) < _LEAST_N or (below[0].kind, below[-1].kind) != ("gross", "net"):
        return False
    return comes_to(below[0].value + _change(below), below[-1].value)


def _price(page: Page, tags: list[WordTag], below: Sequence[_Condition]) -> None:
    """Gives a counted item the price and the net amount of the conditions below it."""
    gross, net = below[0], below[-1]
    for condition in below:
        for index in condition.row.words:
            if condition is not gross or tags[index].label != PRICE:
                tags[index] = WordTag.outside(_SURE)
    label_words(tags, net.amount, NET_AMOUNT, _SURE)
    _discount(page, tags, below)


def _conditions_below(
    tags: Sequence[WordTag], rows: Sequence[Row], conditions: dict[int, _Condition], at: int
) -> Iterator[_Condition]:
    """The conditions below a priced row, up to the next priced one or the net amount's."""
    for n in range(at + 1, min(at + 1 + _MOST_ROWS_N, len(rows))):
        if n in conditions:
            yield conditions[n]
            if conditions[n].kind == "net":
                return
        elif _amount_of(tags, rows[n]):
            return


def _settle(
    page: Page,
    tags: list[WordTag],
    amount: Sequence[int],
    value: Decimal,
    below: Sequence[_Condition],
) -> None:
    """Clears the conditions of an item of this amount if they explain it, or the net below it."""
    change = _change(below)
    gross = next((c.value for c in below if c.kind == "gross"), None)
    net = next((c for c in below if c.kind == "net"), None)
    if not change:
        return
    explained = gross is not None and comes_to(gross + change, value)
    reached = net is not None and comes_to(value + change, net.value)
    if not explained and not reached:
        return
    for condition in below:
        for index in condition.row.words:
            tags[index] = WordTag.outside(_SURE)
    if not explained and net is not None:
        for index in amount:
            tags[index] = WordTag.outside(_SURE)
        label_words(tags, net.amount, NET_AMOUNT, _SURE)
    _discount(page, tags, below)


def _change(below: Sequence[_Condition]) -> Decimal:
    """What conditions add to a price, or take from it."""
    return sum((c.value if c.kind == "more" else -c.value for c in below if _changes(c)), Decimal())


def _discount(page: Page, tags: list[WordTag], below: Sequence[_Condition]) -> None:
    """Labels the rate of the only change, if that is a discount."""
    changes = [c for c in below if _changes(c)]
    if len(changes) == 1 and changes[0].kind == "less":
        label_words(tags, _rate_of(page, changes[0]), DISCOUNT, _SURE)


def _changes(condition: _Condition) -> bool:
    return condition.kind in ("less", "more")


def _read(page: Page, row: Row, notation: Notation) -> _Condition | None:
    """What a row that begins with a caption and has an amount says of a price."""
    kind = next((k for k, pattern in _KINDS.items() if pattern.match(row.cells[0].text)), None)
    figures = [cell for cell in row.cells[1:] if _FIGURE.fullmatch(cell.text)]
    if kind is None or not figures:
        return None
    value = _value(page, figures[-1].words, notation)
    return None if value is None else _Condition(row, kind, figures[-1].words, value)


def _rate_of(page: Page, condition: _Condition) -> tuple[int, ...]:
    """The words of the rate before the amount: "5.00- %", "10%", "8,00 %-"."""
    before = [i for i in condition.row.words if i < condition.amount[0]]
    figures = [i for i in before if any(c.isdigit() for c in page.words[i].text)]
    if len(figures) != 1 or _value(page, figures, POINT_NOTATION) is None:
        return ()
    signs = [i for i in before if i == figures[0] + 1 and page.words[i].text in ("%", "%-")]
    rate = (*figures, *signs)
    return rate if "%" in "".join(page.words[i].text for i in rate) else ()


def _amount_of(tags: Sequence[WordTag], row: Row) -> tuple[int, ...]:
    return tuple(i for i in row.words if tags[i].label == NET_AMOUNT)


def _value(page: Page, words: Sequence[int], notation: Notation) -> Decimal | None:
    """The size of a number; its sign says no more than the row's caption."""
    value = parse_number("".join(page.words[i].text for i in words), notation)
    return None if value is None else abs(value)
