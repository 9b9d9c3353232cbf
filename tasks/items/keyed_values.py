"""Numbers of an item in a row below its name, each behind what its column would be called.

    Granite kerb 8/11, laid in concrete                   837.20
    Quantity 46 m   Price 18.20   VAT % 19
    Bollard, steel                                        112.00
    Ref BS-4 · Qty 2 · @ 56.00 · VAT 19%

Such cells have nothing else, so they are no more of the name, and each number is what it is called;
what is known for the paper's currency remains that.
"""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.line_labels import CODE, DISCOUNT, PRICE, QUANTITY, RATE, UNIT
from schemas.prediction import WordTag
from tasks.items.tables import label_words
from tasks.values.cells import Row, find_rows
from tasks.values.entities import DIVIDERS
from tasks.values.head_words import COUNTS, PRICES
from tasks.values.page_by_page import page_by_page
from tasks.values.paid_words import DISCOUNTS
from tasks.values.tax_words import TAX_WORDS

_KEYS = {
    QUANTITY: COUNTS,
    PRICE: rf"(?:unit ?|einzel|stück)?{PRICES}(?: unit(?:aire|ario)?)?|p\.? ?u\.?|ep"
    r"|@|à",
    DISCOUNT: DISCOUNTS,
    RATE: TAX_WORDS,
}
_NUMBER = r"-?[€$£]?(?:[0-9]{1,3}(?:[ .'’][0-9]{3})+(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)?)"
_KEYED = "|".join(f"(?:{key})" for key in _KEYS.values())
#: "Qté 500 ctn", "P.U. 0,112 €", "TVA % 20", "Ref BS-4".
_PART = re.compile(
    rf"(?<!\S)(?:(?:réf|ref|sku)[.:]?\s(?P<code>[^\W_]\S*)"
    rf"|(?P<key>{_KEYED})(?:-?satz)?\s?[.:]?\s?%?\s(?P<number>{_NUMBER})(?:\s?%)?"
    rf"(?:\s(?!(?:{_KEYED})(?:\b|\s))(?P<unit>[^\W\d]\S{{0,9}}|[€$£]))?)(?=\s|$)",
    re.IGNORECASE,
)
#: A price behind "à", unlike a range: "Qté 16 à 25".
_AT_PRICE = re.compile(r".*(?:[.,][0-9]{2,}\b|[€$£])", re.DOTALL)
#: What may stand between two parts.
_BETWEEN = re.compile(rf"\s*[{''.join(sorted(DIVIDERS))}]?\s*")
_SURE = 0.9


@page_by_page
def name_keyed_values(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags with what the numbers of such rows, of a quantity and a price at least, are."""
    for row in find_rows(page):
        parts = _read_row(row)
        for index in _words_of(row, list(parts.values())):
            if tags[index].label != "currency":
                tags[index] = WordTag.outside(_SURE)
        for label, part in parts.items():
            value = part.span("code" if label == CODE else "number")
            label_words(tags, row.words_at(*value), label, _SURE)
            if label == QUANTITY and part["unit"]:
                label_words(tags, row.words_at(*part.span("unit")), UNIT, _SURE)
    return tags


def _words_of(row: Row, parts: Sequence[re.Match[str]]) -> tuple[int, ...]:
    """The words from the first to the last of the parts."""
    return row.words_at(parts[0].start(), parts[-1].end()) if parts else ()


def _read_row(row: Row) -> dict[str, re.Match[str]]:
    """What cells are made of, by the label of each number; nothing where they have more than that.

    Other cells may stand before and behind them: "Qty 2 · @ 56.00          112.00".
    """
    found: dict[str, re.Match[str]] = {}
    at = 0
    for part in _PART.finditer(row.text):
        label = _label_of(part)
        apart = _BETWEEN.fullmatch(row.text[at : part.start()])
        first = not found and row.text[: part.start()][-1:] in {"", "\t"}
        if label is None or not (apart or first) or label in found:
            return {}
        found[label], at = part, part.end()
    ends = row.text[at : at + 1] in {"", "\t"}
    return found if {QUANTITY, PRICE} <= found.keys() and ends else {}


def _label_of(part: re.Match[str]) -> str | None:
    """What the number or code of a part is; none of a price in percent, or of a range's end."""
    if part["code"]:
        return CODE
    keys = (k for k, v in _KEYS.items() if re.fullmatch(v, part["key"], re.IGNORECASE))
    label = next(keys, None)
    if label in {QUANTITY, PRICE} and "%" in part[0]:
        return None
    if part["key"].casefold() == "à" and not _AT_PRICE.match(part[0]):
        return None
    return label
