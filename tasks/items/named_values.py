"""Amounts that an item's name tells, no prices: what a fee is measured by.

21100  Beurkundungsverfahren, Geschäftswert 185.000,00 EUR        762,00
       Prime d'assurance, capital garanti 250 000,00 €            412,50
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from schemas.document import Page
from schemas.line_labels import NAME, NET_AMOUNT, PRICE, QUANTITY
from schemas.prediction import OUTSIDE, WordTag
from tasks.items.item_rows import find_named_rows
from tasks.items.tables import label_words
from tasks.values.cells import find_rows
from tasks.values.notation import CURRENCY, Notation, parse_number
from tasks.values.page_by_page import page_by_page

_CURRENCY = re.compile(rf"(?:{CURRENCY})[,.;)]?", re.IGNORECASE)
#: What is measured, within few words before how much it is: "Geschäftswert nach § 97 GNotKG".
_MEASURED = re.compile(
    r"(?:(?:geschäfts|gegenstands|streit|verfahrens|verkehrs|versicherungs|nenn|waren|bestell"
    r"|auftrags)wert|(?:versicherungs|bau|auftrags)summe|kaufpreis|darlehen|umsatz|valeur|enjeu"
    r"|chiffre d['’]affaires|capital(?:e)? (?:garanti|assur|souscrit|assicurat|asegurad|insured)\w*"
    r"|(?:sum|amount|value) (?:insured|in dispute|at risk)|insured (?:value|sum|for)|turnover"
    r"|valor|valore|verzekerd \w+|verzekerde \w+)(?!\w)(?:\W+\w+){0,4}\W*$"
    r"|(?<!\w)(?:wert|value(?: of)?|capital(?:e)?|waarde)\W*$",
    re.IGNORECASE,
)
_SURE = 0.9


@page_by_page
def join_named_values(page: Page, tags: list[WordTag], notation: Notation) -> list[WordTag]:
    """The tags with such amounts, and their currencies, as more of their names.

    Each stands in its name's cell behind what is measured, and is more than the item's amount,
    which counts nothing.
    """
    cells = {i: cell.words for row in find_rows(page) for cell in row.cells for i in cell.words}
    for row in find_named_rows(page, tags):
        price = [i for i in row if tags[i].label == PRICE]
        amount = [i for i in row if tags[i].label == NET_AMOUNT]
        if not price or not amount or any(tags[i].label == QUANTITY for i in row):
            continue
        own = cells[price[0]]
        before, behind = own[: own.index(price[0])], own[own.index(price[0]) :]
        rest = behind[len(price) :]
        told = tuple(price) == behind[: len(price)] and before and tags[before[-1]].label == NAME
        if not told or not all(_CURRENCY.fullmatch(page.words[i].text) for i in rest):
            continue
        said = page.text_of(before)
        more = _value(page, price, notation) > _value(page, amount, notation)
        if more and _free(tags, rest) and _MEASURED.search(said):
            first = next(i for i in before if tags[i].label == NAME)
            label_words(tags, own[own.index(first) :], NAME, _SURE)
    return tags


def _free(tags: Sequence[WordTag], words: Sequence[int]) -> bool:
    return all(tags[i].label in (OUTSIDE, NAME, PRICE) for i in words)


def _value(page: Page, words: Sequence[int], notation: Notation) -> Decimal:
    """An amount without its sign, 0 of what is none."""
    text = "".join(page.words[i].text for i in words)
    return abs(parse_number(_CURRENCY.sub("", text), notation) or Decimal())
