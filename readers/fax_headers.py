"""The row that the sender's machine prints above each page of a fax.

"09.05.2022 12:57 FAX 0351 555 2290 S. 01/01" is no part of the paper: its date is that of the
sending, its number that of a machine, and no letterhead begins below it.
"""

import re

from schemas.document import Page

#: It stands in this part of the page, and is one of its first rows.
_TOP = 0.06
_FIRST_N = 2
_TIME = re.compile(r"(?<![\d.,])\d{1,2} ?: ?\d{2}(?![\d,])")
_MONTH = (
    r"(?:jan|feb|f[ée]v|m[aä]r|mrz|apr|avr|abr|ma[iyg]|jun|juin|giu|jul|juil|lug|aug|ao[uû]|ago|sep"
    r"|set|o[ck]t|ott|nov|de[cz]|d[ée]c|dic|gen|ene)[^\W\d_]{0,2}\.?"
)
_DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}[-./ ]{1,2}\d{1,2}[-./ ]{1,2}\d{2,4}|\d{4}[-./]\d{1,2}[-./]\d{1,2}"
    rf"|\d{{1,2}}[-. ]{{0,3}}{_MONTH}[-. ,]{{0,3}}\d{{2,4}}"
    rf"|{_MONTH}[-. ]{{1,2}}\d{{1,2}}[-., ]{{1,2}}\d{{2,4}})(?!\d)",
    re.IGNORECASE,
)
_FAX = re.compile(
    r"\b(?:tele)?fax|\bt[ée]l[ée]cop|\bfrom ?:.*\bto ?:|\bvon ?:.*\ban ?:", re.IGNORECASE
)
#: The number of a machine, and of a page: what shows a header where it has no such word.
_NUMBER = re.compile(r"(?<![\w/.,-])(?:\+|00?)[1-9][\d ()/-]{6,}\d")
_PAGE = re.compile(
    r"(?:\b(?:p|pg|pag|page|seite|s|bl)\b ?[.:]? ?\d{1,3}(?: ?(?:/|of|von|de) ?\d{1,3})?"
    r"|(?<!\d)\d{1,4}/\d{1,4})\W*$",
    re.IGNORECASE,
)


def drop_fax_header(page: Page) -> Page:
    """The page as it was before it was sent."""
    for row, text in enumerate(page.row_texts()[:_FIRST_N]):
        words = [word for word in page.words if word.row == row]
        if words[-1].box[3] <= _TOP and is_fax_header(text):
            kept = (word for word in page.words if word.row != row)
            moved = (w._replace(row=w.row - 1) if w.row > row else w for w in kept)
            return page.model_copy(update={"words": tuple(moved)})
    return page


def is_fax_header(row: str) -> bool:
    """Whether a page's first row tells when it was sent, and by which machine."""
    if not _TIME.search(row) or not _DATE.search(row):
        return False
    return bool(_FAX.search(row) or (_NUMBER.search(row) and _PAGE.search(row)))
