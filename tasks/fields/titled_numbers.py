"""A paper's own number right below its title, without a caption.

It begins as the title does or has its initials, "CREDIT NOTE" above "CN-4711", or the two lead a
column of captions with their values below.
"""

import re
from collections.abc import Iterator, Sequence

from schemas.document import Page
from tasks.fields.caption_fields import LISTS, own_number_field
from tasks.fields.caption_places import is_in_side_bar
from tasks.fields.claims import Claim
from tasks.fields.number_words import OWN_NUMBERS
from tasks.values.cells import Row, find_nearest, part_touching
from tasks.values.dates import DateOrder, find_dates
from tasks.values.title_words import TITLES

#: A number and the letters before it: "FACT-0731", "K-PO-0731"; no year, and no month of one.
_SIGNED_NUMBER = re.compile(
    r"((?:[^\W\d_]{1,4}[-/])?)([^\W\d_]+)[-/ ]?(?!20[0-9]{2}(?:[-/][01]?[0-9])?$"
    r"|[01]?[0-9][-/]20[0-9]{2}$)[0-9][0-9/-]{2,}(?: (?:bis|ter|rev\.? ?[1-9A-Z]))?"
)
#: The same printed apart: "C N 4 7 1 1".
_APART = re.compile(r"(?:\w ){4,}\w")
_TITLED: dict[str, re.Pattern[str]] = {
    kind: re.compile(words, re.IGNORECASE)
    for kind, words in TITLES.items()
    if kind in OWN_NUMBERS and kind not in LISTS | {"payment_reminder"}
}
#: Letters that mark a number as one of a paper of some type: a credit note's is no "RE-88123".
_MARKS = {"PO": "order", **dict.fromkeys(("RE", "RG", "INV"), "invoice")}
_PAGE_OF = re.compile(r"[^\W\d_]+ ?[0-9]{1,3}/[0-9]{1,3}")  # "PAGE 1/12"
_TITLE_CELLS_N = 2  # of a row that a title ends


def find_titled_numbers(
    pages: Sequence[Page], doc_type: str, order: DateOrder
) -> Iterator[tuple[str, Claim]]:
    """The number right below the title of a paper that lists no others.

    The title heads no column: it stands alone, or right of the seller's name.

    FACTURE
    FACT-0731
    """
    title = _TITLED.get(doc_type)
    rows = part_touching(pages[0]) if pages and title else []
    for at, row in enumerate(rows[:-1]):
        titles = [cell for cell in row.cells if title and title.fullmatch(cell.text)]
        if not titles:
            continue
        ends = len(row.cells) <= _TITLE_CELLS_N and titles[0] == row.cells[-1]
        under = find_nearest(rows[at + 1 : at + 2], titles[0]) if ends else None
        text = _together(under[1].text) if under else ""
        sign = None if find_dates(text, order) else _SIGNED_NUMBER.fullmatch(text)
        if not under or not sign:
            return
        marked = _is_mark(sign, doc_type) and _leads_captions(rows, at)
        if marked or _tells(titles[0].text, sign):
            yield text, Claim(own_number_field(doc_type), 0, under[1].words)
        return


def _together(text: str) -> str:
    """A number whose signs are printed apart, as one word."""
    return text.replace(" ", "") if _APART.fullmatch(text) else text


def _tells(title: str, sign: re.Match[str]) -> bool:
    """Whether a number's letters are how a title begins, or its initials: "CN", "AV", "K-PO"."""
    said, letters = title.upper(), sign[2].upper()
    initials = "".join(word[0] for word in said.split())
    return letters == initials or (not sign[1] and said.startswith(letters))


def _is_mark(sign: re.Match[str], doc_type: str) -> bool:
    """Whether a number's letters are a mark, of no other type of paper: no "Kunde", no "Page"."""
    return (
        sign[2].isupper()
        and not _PAGE_OF.fullmatch(sign[0])
        and _MARKS.get(sign[2], doc_type) == doc_type
    )


def _leads_captions(rows: Sequence[Row], at: int) -> bool:
    """Whether the row below a title and its number is a caption of a side bar that goes on."""
    return at + 2 < len(rows) and is_in_side_bar(rows, at + 2, rows[at + 2].cells[0])
