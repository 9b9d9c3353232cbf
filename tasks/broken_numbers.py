"""Account numbers, codes of banks and VAT ids that go on below: in the next row or its cell."""

import re
from collections.abc import Sequence
from itertools import pairwise

from schemas.document import Page
from schemas.record import Field
from tasks.cells import Cell, Row, find_rows, text_below, word_rows
from tasks.entities import is_inside, union
from tasks.identifiers import (
    Found,
    compact,
    find_ibans,
    is_bic,
    is_iban,
    is_vat_id,
    lacks_of_vat_id,
)

RULE_CONFIDENCE = 0.95
#: A cell that ends within an account number.
_HALF_IBAN = re.compile(r"(?<!\w)[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4})+$")
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_BIC_CAPTION = re.compile(r"\b(?:BIC|SWIFT)(?:-Code)?\s?:?$", re.IGNORECASE)
_EDGE = 0.02  # of the page's width: how far left of a number's beginning its rest may stand
_REST_WORDS_N = 3  # groups of digits that a VAT id may lack, at most


def find_wrapped_ibans(pages: Sequence[Page]) -> list[Field]:
    """Account numbers that running text breaks at the margin, or a narrow column in its cell."""
    fields = []
    for number, page in enumerate(pages, start=1):
        rows = find_rows(page)
        for row, below in pairwise(rows):
            text = f"{row.text} {below.text}"
            for found in find_ibans(text):
                if found.start < len(row.text) < found.end:
                    words = row.words_at(found.start, len(row.text))
                    fields.append(take_found(page, number, found, words))
        for at, cell in ((at, cell) for at, row in enumerate(rows) for cell in row.cells):
            below_it = text_below(page, rows, at, _start_of(rows[at], cell))
            if not _HALF_IBAN.search(cell.text) or below_it is None:
                continue
            row, start, end = below_it
            for found in find_ibans(f"{cell.text} {row.text[start:end]}"):
                if found.start < len(cell.text) < found.end:
                    words = (*cell.words, *row.words_at(start, end))
                    fields.append(take_found(page, number, found, words))
    return fields


def go_on_below(found: Field, pages: Sequence[Page]) -> Field | None:
    """An account number whose rest begins the next row, of the page or of its narrow column."""
    if found.box is None or found.page is None:
        return None
    page = pages[found.page - 1]
    rows = list(word_rows(page).values())
    for row, below in pairwise(rows):
        boxes = [page.words[i].box for i in row]
        if not any(is_inside(box, found.box) for box in boxes):
            continue
        column = [i for i in below if page.words[i].box[0] >= found.box[0] - _EDGE]
        for rest in (below, column):
            text, words = found.value, []
            for index in rest:
                text += page.words[index].text
                words.append(page.words[index])
                if is_iban(text):
                    raw = " ".join([found.raw, *(word.text for word in words)])
                    return found.model_copy(update={"value": compact(text), "raw": raw})
    return None


def with_lacking(cut: Field, pages: Sequence[Page]) -> Field:
    """A VAT id with the last digits that stand behind it, or in the next row of its column."""
    lacks_n = lacks_of_vat_id(cut.value)
    if not lacks_n or cut.box is None or cut.page is None:
        return cut
    page = pages[cut.page - 1]
    rows = find_rows(page)
    for at, cell in ((at, cell) for at, row in enumerate(rows) for cell in row.cells):
        own = [n for n, i in enumerate(cell.words) if is_inside(page.words[i].box, cut.box)]
        if not own:
            continue
        behind = cell.words[own[-1] + 1 :]
        if not behind and (below := text_below(page, rows, at, _start_of(rows[at], cell))):
            behind = below[0].words_at(*below[1:])
        digits = [page.words[i].text.rstrip(".,;") for i in behind[:_REST_WORDS_N]]
        for end in range(1, len(digits) + 1):
            rest = "".join(digits[:end])
            if not rest.isdecimal() or len(rest) != lacks_n:
                continue
            if lacks_n > 1 or is_vat_id(cut.value + rest):  # a single digit may be anything
                raw = " ".join([cut.raw or cut.value, *digits[:end]])
                return cut.model_copy(update={"value": cut.value + rest, "raw": raw})
    return cut


def find_bics_below(iban: Field | list[Field] | None, pages: Sequence[Page]) -> list[Field]:
    """The code of its country alone in the row below an account, in its column.

    In running text its caption may end the row above it.
    """
    if not isinstance(iban, Field) or iban.box is None or iban.page is None:
        return []
    page = pages[iban.page - 1]
    rows = find_rows(page)
    for at, cell in ((at, cell) for at, row in enumerate(rows) for cell in row.cells):
        inside = any(is_inside(page.words[i].box, iban.box) for i in cell.words)
        below = text_below(page, rows, at, _start_of(rows[at], cell)) if inside else None
        if below is None:
            continue
        row, start, end = below
        if _BIC_CAPTION.search(cell.text):
            end = start + len(row.text[start:end].split()[0].rstrip(".,;"))
        text = row.text[start:end]
        if _BIC.fullmatch(text) and is_bic(text) and text[4:6] == iban.value[:2]:
            found = Found(text, text, start, end)
            return [take_found(page, iban.page, found, row.words_at(start, end))]
    return []


def take_found(
    page: Page,
    number: int,
    found: Found,
    words: Sequence[int],
    confidence: float = RULE_CONFIDENCE,
) -> Field:
    """What was found on page `number` (from 1) as a field; its box is that of `words`."""
    return Field(
        value=found.value,
        raw=found.raw,
        confidence=confidence,
        page=number,
        box=union(page.words[i].box for i in words),
        origin="rule",
    )


def _start_of(row: Row, cell: Cell) -> int:
    return next(start for start, _, word in row.spans if word == cell.words[0])
