"""Codes of banks below an account, above it or behind its end, where no caption names them."""

import re
from collections.abc import Sequence

from schemas.document import Box, Page
from schemas.record import Field
from tasks.values.cells import find_rows, text_below
from tasks.values.entities import is_inside
from tasks.values.found_fields import take_found
from tasks.values.identifiers import Found, is_bic_of

#: A code in its brackets: "(NOLADE21NOS)".
_BRACKETED = re.compile(r"\([A-Z0-9]{8,11}\)[.,;]?")
_BIC_CAPTION = re.compile(r"\b(?:BIC|SWIFT)(?:-Code)?\s?:?$", re.IGNORECASE)
_BIC_HEADING = re.compile(
    r"(?:BIC|SWIFT)(?: ?/ ?(?:BIC|SWIFT))?(?:-?Code)?"
    r"(?: (?:des (?:Kreditinstituts|Zahlungsempfängers)|der Bank|de la banque))?[^\w]*",
    re.IGNORECASE,
)
_GROUP_N = 4  # figures and letters that a row prints of an account's end, at least
_IBAN_N = 50  # characters of a row that an account's end takes, at most
_EDGE = 0.02  # of the page's width: how far apart a code and its account may begin
_SPACE = 0.9  # of the text height: more space parts two rows of a cell


def find_bics_below(iban: Field | list[Field] | None, pages: Sequence[Page]) -> list[Field]:
    """The code of an account's country alone in the row below it or below a caption, in its column.

    In running text its caption may end the row above it; or it stands behind the account's end.
    """
    if not isinstance(iban, Field) or iban.box is None or iban.page is None:
        return []
    page = pages[iban.page - 1]
    rows = find_rows(page)
    for at, cell in ((at, cell) for at, row in enumerate(rows) for cell in row.cells):
        inside = any(is_inside(page.words[i].box, iban.box) for i in cell.words)
        inside = inside or bool(_BIC_HEADING.fullmatch(cell.text))
        below = text_below(page, rows, at, rows[at].start_of(cell)) if inside else None
        if below is None:
            continue
        row, start, end = below
        if _BIC_CAPTION.search(cell.text):
            end = start + len(row.text[start:end].split()[0].rstrip(".,;)"))
        text = row.text[start:end]
        if is_bic_of(text, iban.value):
            found = Found(text, text, start, end)
            return [take_found(page, iban.page, found, row.words_at(start, end))]
    place = page, iban.page, iban.value, iban.box
    return (
        _find_bic_right_below(*place)
        or _find_bic_right_above(*place)
        or _find_bic_behind(page, iban.page, iban.value)
    )


def _find_bic_right_below(page: Page, number: int, iban: str, box: Box) -> list[Field]:
    """The code of an account's country alone below it, or at the next row's head: "(FNBRDE2A),".

    In brackets it may stand within that row: "Sparkasse Husum (NOLADE21NOS) mit".
    """
    for row in find_rows(page):
        for cell in row.cells:
            for at in cell.words:
                word = page.words[at]
                if at != cell.words[0] and not _BRACKETED.fullmatch(word.text):
                    continue
                text = word.text.strip("(),.;")
                beside = word.box[0] > box[2] or word.box[2] < box[0] or len(cell.words) > 1
                near = abs(word.box[1] - box[3]) < _SPACE * (box[3] - box[1])
                if near and is_bic_of(text, iban) and not (beside and cell != row.cells[0]):
                    return [take_found(page, number, Found(text, text, 0, 0), [at])]
    return []


def _find_bic_right_above(page: Page, number: int, iban: str, box: Box) -> list[Field]:
    """The code of an account's country alone above it, where both begin: "NOLADE21NOS"."""
    for at in (
        cell.words[0] for row in find_rows(page) for cell in row.cells if len(cell.words) == 1
    ):
        word = page.words[at]
        near = abs(word.box[3] - box[1]) < _SPACE * (box[3] - box[1])
        if near and abs(word.box[0] - box[0]) < _EDGE and is_bic_of(word.text, iban):
            return [take_found(page, number, Found(word.text, word.text, 0, 0), [at])]
    return []


def _find_bic_behind(page: Page, number: int, iban: str) -> list[Field]:
    """The code of an account's country behind the groups that go on in the row below it.

    "Postbank DE02" above "2700 1008 0003 0876 808 · PBNKDEFF".
    """
    for row in find_rows(page):
        for start, end, at in row.spans:
            if start > _IBAN_N:
                break
            rest = re.sub(r"\W", "", row.text[:start])
            behind = len(rest) >= _GROUP_N and iban.endswith(rest)
            if behind and is_bic_of(text := page.words[at].text.strip("(),.;"), iban):
                return [take_found(page, number, Found(text, text, start, end), [at])]
    return []
