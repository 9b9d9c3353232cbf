"""Whether a file of several pages holds another bill behind the first, or one behind a letter.

Its page is headed as a bill with a number of its own, which no bill before it prints, and has a
date and an amount. A page that goes on, an annex, a delivery note or a list of bills is none.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import NamedTuple

from schemas.document import Page
from schemas.record import Field
from schemas.understanding import Understanding
from schemas.vocabulary import INVOICE_TYPES, DocType
from tasks.fields.number_words import NO, OWN_NUMBERS
from tasks.values.accents import allow_bare_letters
from tasks.values.cells import find_rows
from tasks.values.dates import find_dates
from tasks.values.notation import AMOUNT
from tasks.values.title_words import TITLES


class AnotherPaper(NamedTuple):
    """The page (from 1) on which another bill begins, and its title or caption with its number."""

    page: int
    title: str


#: What a bill is sent with, and says nothing of its own: it is read in the bill's stead.
_COVERS = frozenset({"letter", "contract", "form", "report", "delivery_note", "other"})
_KINDS: tuple[DocType, ...] = ("invoice", "credit_note")
_CAPTIONS = allow_bare_letters("|".join(words for kind in _KINDS for words in OWN_NUMBERS[kind]))
#: A title or a caption that begins a cell, its number, and at most a day behind it.
_HEAD = re.compile(
    rf"(?:^|(?<=\t))(?:(?:{'|'.join(TITLES[kind] for kind in _KINDS)})(?:{NO})?|{_CAPTIONS})"
    r"\s?:?\s?(?P<number>(?=[^\s\t]*[0-9])[\w./-]*\w)"
    r"(?=\t|$|[\s,]{1,2}(?:vom|du|of|dated|del|van|d\.d\.|[–—-])\s)",
    re.IGNORECASE,
)
#: The same in two rows, where captions stand above their values.
_CAPTION = re.compile(rf"(?:{_CAPTIONS})\s?:?", re.IGNORECASE)
_NUMBER = re.compile(r"(?=\S*[0-9])[\w./-]*\w")
_EDGE = 0.02  # of the page's width: how far the left edges of one column's cells differ
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_LATER_PAGE = re.compile(
    r"\b(?:seite|page|blatt|pagina|página|pag\.|blad|sheet)\s?:?\s?(?:[2-9]|[1-9][0-9])\b",
    re.IGNORECASE,
)
_LEAST_SIGNS_N = 3
#: Letters and digits that a scan takes for each other.
_ALIKE = str.maketrans("OILSBZG", "0115826")


def find_later_bill(pages: Sequence[Page], content: Understanding) -> AnotherPaper | None:
    """Another bill behind a bill, or the first one behind what only comes with it."""
    doc_type, number = content.doc_type.value, content.fields.get("invoice_number")
    if len(pages) < 2:
        return None
    if doc_type in INVOICE_TYPES:
        return find_another_paper(pages, number.page if isinstance(number, Field) else None)
    return _find_enclosed(pages) if doc_type in _COVERS else None


def _find_enclosed(pages: Sequence[Page]) -> AnotherPaper | None:
    """The first page that is headed as a bill, where it is not the first of all."""
    heads = ((at, page, find_head(page)) for at, page in enumerate(pages, start=1))
    at, page, head = next((one for one in heads if one[2] is not None), (1, pages[0], None))
    if head is None or at == 1 or not _bills(page):
        return None
    return AnotherPaper(at, f"{head.name} {head.number}")


def find_another_paper(pages: Sequence[Page], numbered: int | None = None) -> AnotherPaper | None:
    """The first page that begins another bill, where one before it is headed as a bill, too.

    `numbered` is the page (from 1) of the number that was read, if any.
    """
    before, billed = "", False
    for at, page in enumerate(pages, start=1):
        head = find_head(page)
        if head is not None and billed and fold(head.number) not in before and _bills(page):
            return AnotherPaper(at, f"{head.name} {head.number}")
        billed = billed or head is not None or numbered == at
        before += "\n" + fold_pages([page])
    return None


class Head(NamedTuple):
    """A title or a caption of a bill, and the number with it: "Rechnung", "4711"."""

    name: str
    number: str


def find_head(page: Page) -> Head | None:
    """What heads a page above its first amount: a bill's title or caption, and its number."""
    rows = find_rows(page)
    for row, below in zip_longest(rows, rows[1:]):
        if AMOUNT.search(row.text):
            return None
        heads = [
            Head(row.text[m.start() : m.start("number")].strip(), m["number"])
            for m in _HEAD.finditer(row.text)
        ]
        captions = [cell for cell in row.cells if _CAPTION.fullmatch(cell.text)]
        heads += [
            Head(caption.text, cell.text)
            for caption in captions
            for cell in (below.cells if below else ())
            if abs(caption.x0 - cell.x0) < _EDGE and _NUMBER.fullmatch(cell.text)
        ]
        for head in heads:
            short = len(fold(head.number)) < _LEAST_SIGNS_N or _YEAR.fullmatch(head.number)
            if not short and not find_dates(head.number, "dmy"):
                return head
    return None


def _bills(page: Page) -> bool:
    """Whether a page has a date and an amount, and does not go on from one before it."""
    text = "\n".join(row.text for row in find_rows(page))
    dated = bool(find_dates(text, "dmy"))
    return dated and bool(AMOUNT.search(text)) and not _LATER_PAGE.search(text)


def fold_pages(pages: Iterable[Page]) -> str:
    """All words of the pages, folded; where one page ends no number goes on."""
    return "\n".join(fold("".join(word.text for word in page.words)) for page in pages)


def fold(text: str) -> str:
    """Letters and digits alone, those that look alike as one."""
    return re.sub(r"[\W_]", "", text).upper().translate(_ALIKE)
