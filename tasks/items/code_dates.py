"""Days and weeks that stand where the items' codes do, but are none."""

import re
from collections.abc import Sequence
from itertools import pairwise

from schemas.document import Page
from schemas.line_labels import CODE, DISCOUNT, QUANTITY, RATE, UNIT
from schemas.prediction import Tags, WordTag
from tasks.items.caption_cells import EDGE
from tasks.items.table_heads import Head, find_table
from tasks.values.cells import word_rows

_NUMBERS = frozenset({CODE, UNIT, QUANTITY, DISCOUNT, RATE})
_DAY = re.compile(r"[0-3]?[0-9]\.[01]?[0-9]\.?")
_DATED = re.compile(r"(?:datum|tag|dates?|day|jour|data|giorno|fecha|día|dag)\W*")
_WHOLE_DAY = re.compile(r"(?:0[1-9]|[12][0-9]|3[01])\.(?:0[1-9]|1[0-2])\.")
_DAY_OF_YEAR = re.compile(
    r"[0-3]?[0-9](?P<mark>[./])[0-3]?[0-9](?P=mark)(?:20)?(?P<year>[0-9]{2})"
    r"|20(?P<first>[0-9]{2})-[01][0-9]-[0-3][0-9]"
)
_WEEK = re.compile(
    r"(?:kw|wk|week|sem\.?|semaine|woche) [0-9]{1,2}(?: ?/ ?[0-9]{2,4})?", re.IGNORECASE
)
_SURE = 0.9


def drop_weeks(page: Page, tags: list[WordTag]) -> None:
    """ "KW 51/2026", below an item or beside its rates, is when it comes."""
    for index, (word, behind) in enumerate(pairwise(page.words)):
        if _WEEK.fullmatch(f"{word.text} {behind.text}"):
            for at in (index, index + 1):
                tags[at] = WordTag.outside(_SURE) if tags[at].label in _NUMBERS else tags[at]


def drop_slips_days(pages: Sequence[Page], tags: Tags) -> list[tuple[WordTag, ...]]:
    """The tags of a slip without the days of its items as their codes, as a hotel prints them."""
    mended = [list(page_tags) for page_tags in tags]
    for page, page_tags in zip(pages, mended, strict=True):
        heads, items = find_table(page, page_tags)
        drop_days(page, page_tags, heads, [word_rows(page)[n] for n in items])
    return [tuple(page_tags) for page_tags in mended]


def drop_days(
    page: Page, tags: list[WordTag], heads: Sequence[Head], rows: Sequence[Sequence[int]]
) -> None:
    """ "08.02." or "09.02.26" below "Date", before the items of a stay, are their days."""
    dated = [head for head in heads if is_dated(head.text)]
    under = [
        i
        for row in rows
        for i in row
        if tags[i].label == CODE
        and any(head.x0 - EDGE <= page.words[i].box[0] <= head.x1 for head in dated)
    ]
    if are_days([page.words[i].text for i in under]):
        for index in under:
            tags[index] = WordTag.outside(_SURE)


def are_days(texts: Sequence[str]) -> bool:
    """Whether all are days of one year or two: 1.04.12 and 2.01.03 are the places of a list."""
    if texts and all(map(_WHOLE_DAY.fullmatch, texts)):
        return True
    found = [match for match in map(_DAY_OF_YEAR.fullmatch, texts) if match]
    years = {int(match["year"] or match["first"]) for match in found}
    return bool(years) and len(found) == len(texts) and max(years) - min(years) <= 1


def is_day(text: str) -> bool:
    """Whether a text may be a day of some month: "8.02", "31.12."."""
    return bool(_DAY.fullmatch(text))


def follow_on(texts: Sequence[str]) -> bool:
    """Whether days of some months follow one another: "3.2", then "1.1", do not."""
    days = [tuple(map(int, reversed(text.strip(".").split(".")))) for text in texts]
    return days == sorted(days)


def is_dated(caption: str) -> bool:
    """Whether days stand under a caption."""
    return bool(_DATED.fullmatch(caption))
