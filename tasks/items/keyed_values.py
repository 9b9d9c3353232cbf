"""Numbers of an item in a row below its name, each behind what its column would be called.

    Granite kerb 8/11, laid in concrete                   837.20
    Quantity 46 m   Price 18.20   VAT % 19

Such a row has nothing else, so it is no more of the name, and each number is what it is called;
what is known for the paper's currency remains that.
"""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.items.tables import label_words
from tasks.values.cells import Row, find_rows
from tasks.values.head_words import COUNTS, PRICES
from tasks.values.paid_words import DISCOUNT
from tasks.values.tax_words import TAX_WORDS

_KEYS = {
    "line.quantity": COUNTS,
    "line.unit_price": rf"(?:unit ?|einzel|stück)?{PRICES}(?: unit(?:aire|ario)?)?|p\.? ?u\.?|ep",
    "line.discount": DISCOUNT,
    "line.tax_rate": TAX_WORDS,
}
_COUNT, _PRICE = "line.quantity", "line.unit_price"
_NUMBER = r"-?[0-9]{1,3}(?:[ .'’][0-9]{3})+(?:[.,][0-9]+)?|-?[0-9]+(?:[.,][0-9]+)?"
_KEYED = "|".join(f"(?:{key})" for key in _KEYS.values())
#: "Qté 500 ctn", "P.U. 0,112 €", "TVA % 20".
_PART = re.compile(
    rf"(?P<key>{_KEYED})(?:-?satz)?\s?[.:]?\s?%?\s(?P<number>{_NUMBER})(?:\s?%)?"
    rf"(?:\s(?!(?:{_KEYED})\b)(?P<unit>[^\W\d]\S{{0,9}}|[€$£]))?(?=\s|$)",
    re.IGNORECASE,
)
_SURE = 0.9


def name_keyed_values(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags with what the numbers of such rows, of a quantity and a price at least, are."""
    return [_name_page(page, list(row)) for page, row in zip(pages, tags, strict=True)]


def _name_page(page: Page, tags: list[WordTag]) -> tuple[WordTag, ...]:
    for row in find_rows(page):
        parts = _read_row(row)
        for index in (i for cell in row.cells for i in cell.words if parts):
            if tags[index].label != "currency":
                tags[index] = WordTag.outside(_SURE)
        for label, part in parts.items():
            label_words(tags, row.words_at(*part.span("number")), label, _SURE)
            if label == _COUNT and part["unit"]:
                label_words(tags, row.words_at(*part.span("unit")), "line.unit", _SURE)
    return tuple(tags)


def _read_row(row: Row) -> dict[str, re.Match[str]]:
    """What a row is made of, by the label of each number; nothing where it has more than that."""
    found, at = {}, 0
    for part in _PART.finditer(row.text):
        keys = (k for k, v in _KEYS.items() if re.fullmatch(v, part["key"], re.IGNORECASE))
        label = next(keys, None)
        if label is None or row.text[at : part.start()].strip() or label in found:
            return {}
        found[label], at = part, part.end()
    rest = row.text[at:].strip()
    return found if {_COUNT, _PRICE} <= found.keys() and not rest else {}
