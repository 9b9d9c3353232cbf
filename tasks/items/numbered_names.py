"""Numbers that begin the names of a receipt's items, and do not say how many.

    7 Zwerge Pudding         1,29
    3,5% Milch 1L            1,19
    Roggenbrot               3,49

A till that counts prints its counts before most names, or with a price or a sign: "2 x 0,89". One
that leaves "1" away counts few, and what it counts divides the amount: "2 Cappuccino   7,00".
"""

import re

from schemas.document import Page
from schemas.line_labels import NAME, NET_AMOUNT, PRICE, QUANTITY, UNIT
from schemas.prediction import WordTag
from tasks.items.tables import label_words
from tasks.values.cells import word_rows
from tasks.values.page_by_page import page_by_page

_PRICED = frozenset({PRICE, UNIT})
#: How much of a thing another is: "3,5%", "2%".
_SHARE = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,2})?%")
_WHOLE = re.compile(r"[0-9]{1,3}")
#: A count that the model took for the name's beginning: "1.Chicken", "2x".
_COUNTED = re.compile(r"[0-9]{1,2}[.xX×]")
_ENDS_PRICED = re.compile(r"[0-9][.,][0-9]{2,3}$")  # "HOT TEA12,000"
_CENTS = re.compile(r"[.,][0-9]{2}(?![0-9])")
_SURE = 0.9


@page_by_page
def name_by_numbers(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags of a receipt with such numbers as the beginnings of names."""
    rows = [(row, [tags[i].label for i in row]) for row in word_rows(page).values()]
    named = [(row, labels) for row, labels in rows if {NAME, NET_AMOUNT} <= set(labels)]
    shares = [row for row, _ in named if _SHARE.fullmatch(page.words[row[0]].text)]
    counted_n = sum(
        (QUANTITY in labels and row not in shares) or bool(_COUNTED.match(page.words[row[0]].text))
        for row, labels in named
    )
    seldom = 2 * counted_n <= len(named)
    for row, labels in named:
        bare = labels[0] == QUANTITY and _WHOLE.fullmatch(page.words[row[0]].text)
        last = [page.words[i].text for i in row if tags[i].label == NAME][-1]
        alone = bare and not _PRICED.intersection(labels) and not _ENDS_PRICED.search(last)
        amount = "".join(page.words[i].text for i in row if tags[i].label == NET_AMOUNT)
        alone = alone and not _divides(page.words[row[0]].text, amount)
        if labels[1] == NAME and labels[0] != NAME and (row in shares or (seldom and alone)):
            label_words(tags, row[:2], NAME, _SURE)
    return tags


def _divides(count: str, amount: str) -> bool:
    """Whether an amount is that many times a price in whole cents."""
    digits = int(re.sub(r"[^0-9]", "", amount) or 0)
    cents = digits if _CENTS.search(amount) else 100 * digits
    return int(count) > 0 and cents % int(count) == 0
