"""Items' codes on the buyer's paper: what is "yours" there is the seller's.

    10   Hex bolt M10 x 60          2,000     12.50
         Your material no.: HB1060
         Material 70001234

The bare number is the buyer's own; on the seller's paper it is the other way round: there "yours"
is no code where the items have others.
"""

import re
from collections.abc import Mapping, Sequence

from schemas.document import Page
from schemas.line_labels import CODE
from schemas.prediction import OUTSIDE, Tags, WordTag
from tasks.items.caption_cells import cells_under
from tasks.items.table_heads import find_table
from tasks.items.tables import label_words
from tasks.parties.party_headings import SENT_BY_BUYER
from tasks.values.cells import word_rows
from tasks.values.your_words import YOUR

_KEY = re.compile(
    rf"{YOUR}\s?"
    r"(?:(?:art(?:ikel|icle|icolo|ículo)?|item|part|product|produkt|produit|prodotto|producto"
    r"|mat(?:erial)?|bestell|stock|cat(?:alogue)?)?[. -]*"
    r"(?:n(?:r|o|um(?:mer|ber|éro)?)\b\.?|n[°º]\.?|code|cod(?:ice|igo)?\b\.?|código"
    r"|r[ée]f(?:[ée]ren(?:ce|tie)|erenza|erencia)?\b\.?|id\b))"
    r"(?: (?:art|prod)\w*\.?)?\s?[:.#]?",
    re.IGNORECASE,
)
_WORDS_N = 3  # of a code, at most
_ROWS_N = 5  # below an item's first row, at most, where its code is looked for
_SHARE = 0.6  # of the items that must have one
_SURE = 0.9


def name_your_codes(pages: Sequence[Page], tags: Tags, doc_type: str) -> list[tuple[WordTag, ...]]:
    """The tags with the seller's codes as the items' only ones, as far as "yours" tells."""
    mend = _name_page if doc_type in SENT_BY_BUYER else _clear_page
    mended = [list(row) for row in tags]
    if doc_type == "order":
        for page, row in zip(pages, mended, strict=True):
            _name_column(page, row)
    return [mend(page, row) for page, row in zip(pages, mended, strict=True)]


def _clear_page(page: Page, tags: list[WordTag]) -> tuple[WordTag, ...]:
    rows = word_rows(page)
    yours = [row for row in rows.values() if _code_start(page, row) is not None]
    theirs = {i for row in yours for i in row if tags[i].label == CODE}
    own_n = sum(tag.label == CODE and tag.begins for i, tag in enumerate(tags) if i not in theirs)
    if own_n >= len(yours):
        for index in theirs:
            tags[index] = WordTag.outside(_SURE)
    return tuple(tags)


def _name_page(page: Page, tags: list[WordTag]) -> tuple[WordTag, ...]:
    _, items = find_table(page, tags)
    rows = word_rows(page)
    found = {n: code for n in items if (code := _code_below(page, rows, n, items))}
    if not found or len(found) < _SHARE * len(items):
        return tuple(tags)
    texts = {tuple(page.words[i].text for i in rows[row][start:]) for row, start in found.values()}
    if len(texts) == 1 < len(found):  # the offer that all refer to
        return tuple(tags)
    for item, (row, start) in found.items():
        for index in (i for n in range(item, row) for i in rows[n]):
            if tags[index].label == CODE:
                tags[index] = WordTag.outside(_SURE)
        for place, index in enumerate(rows[row]):
            label = CODE if place >= start else OUTSIDE
            tags[index] = WordTag(label, place == start, _SURE)
        after = min((n for n in items if n > item), default=max(rows) + 1)
        for index in (i for n in range(row + 1, after) for i in rows.get(n, ())):
            if tags[index].label == CODE:
                tags[index] = WordTag.outside(_SURE)
    return tuple(tags)


def _name_column(page: Page, tags: list[WordTag]) -> None:
    """The codes below a caption that calls them "yours", in a column of their own.

    One that a long name touches is the model's to tell: "geknüpft auf Gaze 47-B".
    """
    heads, items = find_table(page, tags)
    rows = [word_rows(page)[n] for n in items]
    yours = [at for at, head in enumerate(heads) if _KEY.fullmatch(head.text)]
    codes = cells_under(page, tags, heads, yours[0], rows) if len(yours) == 1 else []
    codes = [code for code in codes if all(_is_like_code(page.words[i].text) for i in code)]
    if len(codes) < max(1, _SHARE * len(rows)):
        return
    head = heads[yours[0]]
    for index in (i for row in rows for i in row):
        left, _, right, _ = page.words[index].box
        if tags[index].label == CODE and not (left < head.x1 and head.x0 < right):
            tags[index] = WordTag.outside(_SURE)
    for code in codes:
        label_words(tags, code, CODE, _SURE)


def _code_below(
    page: Page, rows: Mapping[int, Sequence[int]], item: int, items: Sequence[int]
) -> tuple[int, int] | None:
    """The row below an item that says which code is the seller's, and where in it the code is."""
    for number in range(item + 1, item + 1 + _ROWS_N):
        row = rows.get(number, [])
        if not row or number in items:
            return None
        start = _code_start(page, row)
        if start is not None:
            return number, start
    return None


def _code_start(page: Page, row: Sequence[int]) -> int | None:
    """Which word of a row begins the code that the words before call "yours"."""
    texts = [page.words[i].text for i in row]
    for start in range(max(1, len(row) - _WORDS_N), len(row)):
        is_code = all(map(_is_like_code, texts[start:]))
        if is_code and texts[start][0].isalnum() and _KEY.fullmatch(" ".join(texts[:start])):
            return start
    return None


def _is_like_code(text: str) -> bool:
    return text.isupper() or any(c.isdigit() for c in text)
