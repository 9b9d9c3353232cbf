"""The model's tags on the item rows of a receipt, mended by what the rows around them show.

Receipts are short, photographed and full of misread letters, so single words of an item are often
missed. What one row does not tell, its neighbours do: amounts share a right edge, an amount has a
name before it, a row without amounts goes on with the name above.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import mean
from typing import NamedTuple

from schemas.document import Page
from schemas.line_labels import CODE, DISCOUNT, NAME, NET_AMOUNT, PRICE, QUANTITY
from schemas.prediction import OUTSIDE, WordTag
from tasks.values.cells import word_rows
from tasks.values.entities import probability
from tasks.values.notation import MINUS, parse_number
from tasks.values.page_by_page import page_by_page
from tasks.values.paid_words import DISCOUNTS

_NUMBERS = frozenset({NET_AMOUNT, PRICE, QUANTITY, DISCOUNT})
#: Labels of totals, which no item row holds.
_TOTALS = frozenset({
    "lines_net", "allowances", "charges", "total_net", "total_tax", "total_gross", "rounding",
    "amount_due", "prepaid", "tax.amount", "tax.base",
})  # fmt: skip
_AMOUNT = re.compile(rf"(?:rp\.?|rm|idr|[$€£@])?[{MINUS}]?[0-9][0-9.,]*[{MINUS}]?", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]")
_TIMES = frozenset("xX×")
#: Height, width and length in one word, no count: "2X6X10".
_SIZES = re.compile(r"[0-9]+(?:[./][0-9]+)?(?:[xX×][0-9]+(?:[./][0-9]+)?){2}")
_UNIT = re.compile(r"(?:m|c|d)?l|k?gr?|gram|pcs?|cm|oz", re.IGNORECASE)
_WORDY = re.compile(r"\W*[^\W\d_]{4}|.*[^\W\d_]{8}")
_NUMBERED_NAME = re.compile(r"[0-9]{3,}-[^\W\d_]{3,}")
#: No European tax: an item's own row may name its rate.
_TOTAL_ROW = re.compile(
    r"\bsu[bp]\W{0,2}t|total\b|\bjumlah|\btax\b|\bpajak|\bpb ?1\b|\bppn\b|\bgst\b|\bservice\b|"
    r"\bcash\b|\btunai\b|\bchange\b|\bkembali|\bround",
    re.IGNORECASE,
)
_DISCOUNT_ROW = re.compile(
    r"^(?:\S{1,4} )?(?:(?:disc|diskon|discont|potongan|hemat)\w*\b"
    rf"|(?:{DISCOUNTS}|aktion|r[ée]duc|promo)\w*\b"
    rf"(?=.*[{MINUS}%]))",
    re.IGNORECASE,
)
_AMOUNT_KEY = re.compile(r"^[^\W\d_]{2}(?:o|0)unt\b", re.IGNORECASE)  # "AMOUNT", "AHOUNT"
#: How a drink is wanted, in words that are no drink.
_SERVED = re.compile(
    r"(?:(?:less|no|extra|normal|regular|ice|iced|hot|cold|warm|dingin|panas|hangat|small|medium|large"
    r"|sugar|gula|es)\b\W*)+",
    re.IGNORECASE,
)
_MODIFIER = re.compile(r"^[+\-*=(%]|%$|^(?:no|less|extra|add|free|w/o|tanpa|pakai) ", re.IGNORECASE)
#: "10 x 2,49", "38,20 l x 1,759 EUR/l", whose "l" OCR reads as a "1".
_COUNT_ROW = re.compile(
    r"-?[0-9]{1,3}(?:[.,][0-9]{1,3})? (?P<unit>(?:[^\W\d_]{1,5}\.?|[1|]) )?[xX×*@]"
    r" [0-9]{1,5}[.,][0-9]{2,3}(?: (?:EUR|€|CHF)(?: ?/ ?[^\W\d_]{1,5}|/[1|])?)?"
)
#: What a price is for: "€/kg", "EUR/kg", "/l".
_PER_UNIT = re.compile(r"(?:EUR|CHF|[€£$])?/ ?[^\W\d_]{1,4}\.?", re.IGNORECASE)
#: An article that was taken back, or an empty that was brought: a line that is deducted.
_GIVEN_BACK = re.compile(
    r"\b(?:\w*storn[oi]|leergut|pfandrück|retoure?|rückgabe|void|refund|returned|return|annul\w*"
    r"|anulad[oa]|anulación|devoluci[oó]n|reso|vuoto a rendere|statiegeld retour)\b"
    rf"(?=.*\s(?:[{MINUS}]\S*[0-9]|[0-9][0-9.,]*[{MINUS}]))",
    re.IGNORECASE,
)
_SAME_EDGE = 0.02  # of the page's width
_INDENT = 0.03  # of the page's width: a row that begins so far from a name is no part of it
_THOUGHT_OF = 0.05  # least probability of a label that a neighbour speaks for
_LIKELY = 0.25  # the same, where it decides alone
_HALF = 0.5


class _Row(NamedTuple):
    """One visual row: indices into `Page.words`, left to right."""

    words: tuple[int, ...]
    text: str


@page_by_page
def mend_item_rows(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags of a receipt with its item rows completed, page by page."""
    rows = _rows(page)
    _label_count_rows(tags, rows)
    _name_what_is_wordy(page, tags, rows)
    _name_measures(page, tags, rows)
    items = _item_rows(tags, rows)
    _clear_sums(tags, rows, items)
    _set_discounts_apart(page, tags, items)
    edges = [
        page.words[i].box[2] for row in items for i in row.words if tags[i].label == NET_AMOUNT
    ]
    for row in items:
        if not _is_key(row):
            _find_amount(page, tags, row, edges)
            _find_name(page, tags, row)
    _name_between(page, tags, items)
    for above, row, below in zip(items, items[1:], items[2:], strict=False):
        if _is_wish_between(tags, above, row, below):
            _clear(tags, row)
    _join_text_rows(page, tags, items)
    _weigh_above(page, tags, items)
    _join_codes(page, tags, items)
    return tags


def _rows(page: Page) -> list[_Row]:
    return [
        _Row(tuple(indices), page.text_of(indices))
        for _, indices in sorted(word_rows(page).items())
    ]


def _label_count_rows(tags: list[WordTag], rows: Sequence[_Row]) -> None:
    """Rows of nothing but "10 x 2,49", next to an item's, say how many at what price."""
    for before, row, after in zip([None, *rows], rows, [*rows[1:], None], strict=False):
        near = [tags[i] for other in (before, after) if other for i in other.words]
        counted = _COUNT_ROW.fullmatch(row.text)
        if not counted or not any(_is_sure_item(tag) for tag in near):
            continue
        price = row.words[3 if counted["unit"] else 2]
        for index, label in ((row.words[0], QUANTITY), (price, PRICE)):
            if tags[index].label != label:
                tags[index] = _relabel(tags[index], label, begins=True)


def _name_measures(page: Page, tags: list[WordTag], rows: Sequence[_Row]) -> None:
    """A number within a name measures the goods, between a sign and a unit: "6 x 0.75 l".

    So does one that a bracket amid the name begins with: "Waiting time (4 min)", and what three
    sizes make before it: "2X6X10 LUMBER".
    """
    for row in rows:
        for first, second in pairwise(row.words):
            sized = tags[first].label == QUANTITY and tags[second].label == NAME
            if sized and _SIZES.fullmatch(page.words[first].text):
                tags[first] = _relabel(tags[first], NAME, begins=True)
                tags[second] = tags[second]._replace(begins=False)
        for before, index, unit in zip(row.words, row.words[1:], row.words[2:], strict=False):
            named = tags[before].label == tags[unit].label == NAME
            sign, _, measure = (page.words[i].text for i in (before, index, unit))
            measured = sign in _TIMES and _UNIT.fullmatch(measure) and tags[index].label == PRICE
            opened = page.words[index].text.startswith("(") and tags[index].label == QUANTITY
            if named and (measured or opened):
                tags[index] = _relabel(tags[index], NAME, begins=False)


def _item_rows(tags: Sequence[WordTag], rows: Sequence[_Row]) -> list[_Row]:
    """The rows from the first item to the last, and on to the totals."""
    tagged = [n for n, row in enumerate(rows) if any(_is_sure_item(tags[i]) for i in row.words)]
    if not tagged:
        return []
    stop = tagged[-1] + 1
    while stop < len(rows) and not _is_key(rows[stop]) and stop < tagged[-1] + 3:
        stop += 1
    # A "row" far below the totals is no item.
    ends = [n for n in range(tagged[0], stop) if _TOTAL_ROW.search(rows[n].text)]
    amounts = [n for n in tagged if any(tags[i].label == NET_AMOUNT for i in rows[n].words)]
    end = next((n for n in ends if not any(a > n for a in amounts)), stop)
    return list(rows[tagged[0] : end])


def _is_sure_item(tag: WordTag) -> bool:
    return tag.label.startswith("line.") and tag.confidence >= _HALF


def _is_key(row: _Row) -> bool:
    return bool(_TOTAL_ROW.search(row.text) or _DISCOUNT_ROW.search(row.text))


def _is_amount(page: Page, index: int) -> bool:
    return bool(_AMOUNT.fullmatch(page.words[index].text))


def _relabel(tag: WordTag, label: str, *, begins: bool) -> WordTag:
    """The tag under another label, no surer than an even chance unless the model was."""
    confidence = max(_HALF, probability(tag, label))
    return tag.relabelled(label, confidence, begins=begins)


def _name_what_is_wordy(page: Page, tags: list[WordTag], rows: Sequence[_Row]) -> None:
    """Words tagged as a number (or numbered names as a code) that are plainly names."""
    for row in rows:
        for place, index in enumerate(row.words):
            text = page.words[index].text
            following = row.words[place + 1 : place + 2]
            before_name = any(tags[i].label == NAME for i in following)
            numbered = before_name and _NUMBERED_NAME.match(text)
            if (tags[index].label in _NUMBERS and (_WORDY.match(text) or numbered)) or (
                tags[index].label == CODE and numbered
            ):
                named = any(tags[i].label == NAME for i in row.words[:place])
                tags[index] = _relabel(tags[index], NAME, begins=not named)
                if not named and following and tags[following[0]].label == NAME:
                    tags[following[0]] = tags[following[0]]._replace(begins=False)


def _set_discounts_apart(page: Page, tags: list[WordTag], rows: Sequence[_Row]) -> None:
    """A discount printed under an item is no item of its own.

    Right above the sums it is the whole receipt's, if the model says so.
    """
    below = False
    for row in rows:
        below = bool(_DISCOUNT_ROW.search(row.text) or (below and _AMOUNT_KEY.search(row.text)))
        if not below:
            continue
        for index in row.words:
            label = tags[index].label
            if label in (NAME, QUANTITY) or page.words[index].text.endswith("%"):
                tags[index] = WordTag.outside(_HALF)
            elif label == "allowances" and row is rows[-1]:
                continue
            elif label in _NUMBERS or label in _TOTALS:
                tags[index] = _relabel(tags[index], DISCOUNT, begins=True)


def _find_amount(page: Page, tags: list[WordTag], row: _Row, edges: Sequence[float]) -> None:
    """The amount of a row without one: its last number, where the other amounts end."""
    if any(tags[i].label == NET_AMOUNT for i in row.words):
        return
    amounts = [i for i in row.words if _is_amount(page, i)]
    if not amounts:
        return
    last = amounts[-1]
    label = tags[last].label
    prices_n = sum(tags[i].label == PRICE for i in row.words)
    named = any(tags[i].label == NAME for i in row.words)
    free = label == OUTSIDE or label in _TOTALS or (label == PRICE and prices_n > 1)
    named = named or bool(_GIVEN_BACK.search(row.text))
    likely = named or probability(tags[last], NET_AMOUNT) >= _LIKELY
    aligned = any(abs(edge - page.words[last].box[2]) <= _SAME_EDGE for edge in edges)
    if free and likely and aligned:
        tags[last] = _relabel(tags[last], NET_AMOUNT, begins=True)


def _find_name(page: Page, tags: list[WordTag], row: _Row) -> None:
    """The untagged words before an amount that belong to the item's name."""
    if not any(tags[i].label == NET_AMOUNT for i in row.words):
        return
    words = _words_before_amount(page, tags, row)
    back = bool(_GIVEN_BACK.search(row.text))
    likely = [i for i in words if back or probability(tags[i], NAME) >= _THOUGHT_OF]
    if all(tags[i].label == NAME for i in words):
        return
    if not back and mean(probability(tags[i], NAME) for i in words) < _LIKELY:
        return
    for index in words:
        between = words.index(likely[0]) <= words.index(index) <= words.index(likely[-1])
        if tags[index].label == OUTSIDE and between:
            tags[index] = _relabel(tags[index], NAME, begins=False)
    for index in words:
        if tags[index].label == NAME:
            tags[index] = tags[index]._replace(begins=index == likely[0])


def _words_before_amount(page: Page, tags: Sequence[WordTag], row: _Row) -> list[int]:
    """The words with letters before a row's amount that are a name's or nothing's: "Milk 1 l"."""
    words: list[int] = []
    around = zip((None, *row.words), row.words, (*row.words[1:], None), strict=False)
    for before, index, following in around:
        if _says_of_what(page, tags, before, index):
            continue
        measure = following is not None and _UNIT.fullmatch(page.words[following].text)
        if _is_amount(page, index) and words and not measure:
            break
        lettered = measure or _LETTERS.search(page.words[index].text)
        if tags[index].label in (NAME, OUTSIDE) and lettered:
            words.append(index)
    return words


def _says_of_what(page: Page, tags: Sequence[WordTag], before: int | None, index: int) -> bool:
    """Whether a word is the unit of the number before it: "0,846 kg", "2,19 €/kg"."""
    counted = before is not None and tags[before].label in (QUANTITY, PRICE)
    text = page.words[index].text
    return counted and bool(_UNIT.fullmatch(text) or _PER_UNIT.fullmatch(text))


def _clear_sums(tags: list[WordTag], rows: Sequence[_Row], items: Sequence[_Row]) -> None:
    """Rows of sums and payment below the items hold no item, unless they name one."""
    for row in rows[rows.index(items[-1]) + 1 if items else len(rows) :]:
        labels = {tags[i].label for i in row.words}
        if _TOTAL_ROW.search(row.text) and NAME not in labels:
            for index in row.words:
                if tags[index].label.startswith("line."):
                    tags[index] = WordTag.outside(_HALF)


def _name_between(page: Page, tags: list[WordTag], rows: Sequence[_Row]) -> None:
    """Words that begin where the names do, before an amount, are a name the model missed."""
    edges = [_name_edge(page, tags, row) for row in rows if _is_whole(tags, row)]
    last = max((n for n, row in enumerate(rows) if _is_whole(tags, row)), default=-1)
    for n, row in enumerate(rows):
        labels = {tags[i].label for i in row.words}
        sure = QUANTITY in labels or (n < last and len(edges) > 1)
        if _is_key(row) or NET_AMOUNT not in labels or not edges or not sure:
            continue
        words = [i for i in row.words if _LETTERS.search(page.words[i].text)]
        if NAME in labels or not words or any(tags[i].label != OUTSIDE for i in words):
            continue
        if min(abs(page.words[words[0]].box[0] - edge) for edge in edges) <= _SAME_EDGE:
            for index in words:
                tags[index] = _relabel(tags[index], NAME, begins=index == words[0])


def _clear(tags: list[WordTag], row: _Row) -> None:
    for index in row.words:
        tags[index] = WordTag.outside(_HALF)


def _name_edge(page: Page, tags: Sequence[WordTag], row: _Row) -> float:
    """Where the row's name begins."""
    return min(page.words[i].box[0] for i in row.words if tags[i].label == NAME)


def _join_text_rows(page: Page, tags: list[WordTag], rows: Sequence[_Row]) -> None:
    """A row of text below a whole item goes on with its name, or says how it was wanted.

    Only where names stand beside their amounts: elsewhere a row of text begins the next item.
    """
    whole = [_is_whole(tags, row) for row in rows]
    amounts_n = sum(any(tags[i].label == NET_AMOUNT for i in row.words) for row in rows)
    if sum(whole) * 3 < amounts_n * 2:
        return
    for n in range(1, len(rows)):
        row = rows[n]
        labels = {tags[i].label for i in row.words}
        if not whole[n - 1] or NAME not in labels or labels - {NAME, QUANTITY, OUTSIDE}:
            continue
        if _is_amount(page, row.words[-1]):
            continue
        if _begins_item(page, tags, rows[n + 1 :]) and not _counts_above(
            page, tags, rows[n - 1], rows[n + 1]
        ):
            continue
        shift = page.words[row.words[0]].box[0] - _name_edge(page, tags, rows[n - 1])
        if QUANTITY in labels or _MODIFIER.search(row.text) or abs(shift) > _INDENT:
            _clear(tags, row)
            continue
        for index in row.words:
            if tags[index].label == NAME:
                tags[index] = tags[index]._replace(begins=False)
            elif abs(shift) <= _SAME_EDGE and _LETTERS.search(page.words[index].text):
                tags[index] = _relabel(tags[index], NAME, begins=False)


def _weigh_above(page: Page, tags: list[WordTag], rows: Sequence[_Row]) -> None:
    """What is weighed in the row below its name is not counted: "1 TOMATE" above "0,846 kg"."""
    for above, row in pairwise(rows):
        labels = {tags[i].label for i in above.words}
        weighed = any(
            tags[i].label == QUANTITY and _UNIT.fullmatch(page.words[unit].text)
            for i, unit in pairwise(row.words)
        )
        if weighed and labels - {OUTSIDE} == {QUANTITY, NAME} and _lacks_name(tags, row):
            for index in above.words:
                if tags[index].label == QUANTITY:
                    tags[index] = WordTag.outside(_HALF)


def _join_codes(page: Page, tags: list[WordTag], rows: Sequence[_Row]) -> None:
    """A code's sign has its number below, where the cells of its row go on: "PZN" above digits."""
    for above, row in pairwise(rows):
        sign, number = ([i for i in one.words if tags[i].label == CODE] for one in (above, row))
        if len(sign) != 1 or len(number) != 1 or not _is_whole(tags, above):
            continue
        left, below = page.words[sign[0]], page.words[number[0]]
        under = abs(left.box[0] - below.box[0]) <= _SAME_EDGE and not re.search("[0-9]", left.text)
        if under and {tags[i].label for i in row.words} <= {CODE, NAME, OUTSIDE}:
            for index in row.words:
                tags[index] = tags[index]._replace(begins=False)


def _begins_item(page: Page, tags: Sequence[WordTag], below: Sequence[_Row]) -> bool:
    """Whether a row of text has its amounts below, where its name may go on in small letters."""
    for at, row in enumerate(below):
        labels = {tags[i].label for i in row.words}
        if labels - {NAME, OUTSIDE}:
            return _lacks_name(tags, row) and (at == 0 or NET_AMOUNT in labels)
        if NAME not in labels or not page.words[row.words[0]].text[0].islower():
            return False
    return False


def _counts_above(page: Page, tags: Sequence[WordTag], item: _Row, below: _Row) -> bool:
    """Whether a row of nothing but "3 x 3,20" makes the amount of an item further up."""
    if not _COUNT_ROW.fullmatch(below.text):
        return False
    labels = ((below, QUANTITY), (below, PRICE), (item, NET_AMOUNT))
    numbers = [
        parse_number(page.words[i].text)
        for row, label in labels
        for i in row.words
        if tags[i].label == label
    ]
    count, price, net = numbers if len(numbers) == len(labels) else (None, None, None)
    return count is not None and price is not None and count * price == net


def _is_wish_between(tags: Sequence[WordTag], above: _Row, row: _Row, below: _Row) -> bool:
    """Whether a row says how the name above it is wanted, and the row below how many."""
    labels = {tags[i].label for i in above.words}
    named = NAME in labels and labels <= {NAME, OUTSIDE}
    return named and bool(_SERVED.fullmatch(row.text)) and _lacks_name(tags, below)


def _is_whole(tags: Sequence[WordTag], row: _Row) -> bool:
    labels = {tags[i].label for i in row.words}
    return NAME in labels and NET_AMOUNT in labels


def _lacks_name(tags: Sequence[WordTag], row: _Row) -> bool:
    labels = {tags[i].label for i in row.words}
    return NAME not in labels and bool(labels & {NET_AMOUNT, PRICE, QUANTITY})
