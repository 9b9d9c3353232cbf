"""Numbers that go on below, in the next row or its cell: of accounts, taxes, documents."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemas.document import Box, Page, union
from schemas.record import Field, Fields
from schemas.vocabulary import DOCUMENT_NUMBERS
from tasks.values.cells import Cell, Row, find_cells, find_rows, text_below, word_rows
from tasks.values.entities import is_inside
from tasks.values.found_fields import take_found
from tasks.values.identifiers import (
    compact,
    find_ibans,
    is_iban,
    is_vat_id,
    lacks_of_vat_id,
)
from tasks.values.named_fields import without

#: A cell that ends within an account number.
_HALF_IBAN = re.compile(r"(?<!\w)[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4})+$")
_ROWS_BELOW_N = 3  # of a narrow column that an account number goes on in
_EDGE = 0.02  # of the page's width: how far left of a number's beginning its rest may stand
_REST_WORDS_N = 3  # groups of digits that a VAT id may lack, at most
#: What narrow cells break behind its marks: "INV/" above "26-27/118".
_UPPER = re.compile(r"(?=.*[A-Z0-9])[A-Z0-9/-]*[/-]")
_LOWER = re.compile(r"(?=.*[0-9])[A-Z0-9][A-Z0-9/-]*")
#: The last word of a number printed in groups, and those behind it that end its part of the cell;
#: the last is no year: "BL 26 07731", "FV 26 8810 du 02-10-2026", "8100 4471 2093 · Customer 30".
_GROUP = re.compile(r"(?:.* )?[0-9]{2,4}")
_GROUPS_BEHIND = re.compile(
    r"((?: [0-9]{1,5}){0,2} (?!(?:199|20[0-4])[0-9](?!\d))[0-9]{2,5})"
    r"(?: [·•|] | (?:vom|du|dated|of|van|del) |$)"
)
_ROWS_N = 2  # below its upper part in which a number's rest may stand: its caption is beside both
_SAME_EDGE = 0.006  # of the page's width: how far the edges, or middles, of both parts differ
_SPACE = 0.9  # of the text height: more space parts two rows of a cell


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
            if _HALF_IBAN.search(cell.text):
                fields += _read_down(page, number, rows, at, cell)
    return fields


def _read_down(
    page: Page, number: int, rows: Sequence[Row], at: int, cell: Cell
) -> Iterator[Field]:
    """The account number that a cell begins and the next rows of its column end."""
    text, words, start = cell.text, cell.words, rows[at].start_of(cell)
    for _ in range(_ROWS_BELOW_N):
        below = text_below(page, rows, at, start)
        if below is None:
            return
        row, start, end = below
        text, words = f"{text} {row.text[start:end]}", (*words, *row.words_at(start, end))
        found = [one for one in find_ibans(text) if one.start < len(cell.text) < one.end]
        if found:
            yield from (take_found(page, number, one, words) for one in found)
            return
        at = rows.index(row)


def go_on_below(found: Field, pages: Sequence[Page]) -> Field | None:
    """An account number whose rest begins the next row, of the page or of its narrow column."""
    if found.box is None or found.page is None:
        return None
    page = pages[found.page - 1]
    rows = list(word_rows(page).values())
    for row, below in pairwise(rows):
        own = [i for i in row if is_inside(page.words[i].box, found.box)]
        if not own:
            continue
        cells = (cell for one in find_rows(page) for cell in one.cells)
        left = next(cell.x0 for cell in cells if own[0] in cell.words)
        column = [i for i in below if page.words[i].box[0] >= left - _EDGE]
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
        if not behind and (below := text_below(page, rows, at, rows[at].start_of(cell))):
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


def join_broken_numbers(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The fields with documents' numbers whole, of which the model knows a part or parts them."""
    joined = dict(fields)
    for name in DOCUMENT_NUMBERS:
        found = joined.get(name)
        if isinstance(found, Field) and found.box is not None and found.page is not None:
            page = pages[found.page - 1]
            whole = _join_parts(_join_groups(found, found.box, page), found.box, page)
            joined[name] = whole
            if whole.raw != found.raw:
                joined = _without_parts(joined, name, whole)
    return joined


def _join_groups(found: Field, box: Box, page: Page) -> Field:
    """A number with the groups of digits behind it that end its cell."""
    if not _GROUP.fullmatch(found.value):
        return found
    for cell in find_cells(page):
        own = [n for n, i in enumerate(cell.words) if is_inside(page.words[i].box, box)]
        behind = cell.words[own[-1] + 1 :] if own else ()
        rest = _GROUPS_BEHIND.match("".join(f" {page.words[i].text}" for i in behind))
        if rest is not None:
            words = behind[: len(rest[1].split())]
            whole = union([box, *(page.words[i].box for i in words)])
            value = found.value + rest[1]
            return found.model_copy(update={"value": value, "raw": value, "box": whole})
    return found


def _without_parts(fields: Fields, name: str, whole: Field) -> Fields:
    """The fields but what was read out of the number `name`."""
    parts = {
        other
        for other, field in fields.items()
        if other != name and isinstance(field, Field) and field.page == whole.page
        if field.box is not None and whole.box is not None and is_inside(field.box, whole.box)
    }
    return without(fields, *parts)


def _join_parts(found: Field, box: Box, page: Page) -> Field:
    for pair in _broken_pairs(page):
        upper, lower = (page.words[i].text for i in pair)
        has_upper, has_lower = (is_inside(page.words[i].box, box) for i in pair)
        if has_upper and has_lower:
            value = found.value.replace(f"{upper} {lower}", upper + lower)
        elif has_upper:
            value = found.value.removesuffix(upper).removesuffix(upper[:-1]) + upper + lower
        elif has_lower and found.value.startswith(lower):
            value = upper + found.value
        else:
            continue
        whole = union([box, *(page.words[i].box for i in pair)])
        raw = found.raw if has_upper and has_lower else f"{upper} {lower}"
        return found.model_copy(update={"value": value, "raw": raw, "box": whole})
    return found


def _broken_pairs(page: Page) -> Iterator[tuple[int, int]]:
    """Words that end a cell within a number, each with the one that begins the cell's next row."""
    rows = find_rows(page)
    for at, row in enumerate(rows):
        for upper, first in ((cell.words[-1], cell.words[0]) for cell in row.cells):
            if not _UPPER.fullmatch(page.words[upper].text):
                continue
            below = (
                c.words[0] for next_row in rows[at + 1 : at + 1 + _ROWS_N] for c in next_row.cells
            )
            lower = next((w for w in below if _is_next_row(page, upper, w, first)), None)
            if lower is not None and _LOWER.fullmatch(page.words[lower].text):
                yield upper, lower


def _is_next_row(page: Page, upper: int, lower: int, first: int) -> bool:
    """Whether a word stands right below another: both begin, end or have their middle there.

    Or it begins where the text does that the upper one ends: "Original invoice HH-".
    """
    (a0, top, a1, bottom), (b0, below, b1, _) = (page.words[i].box for i in (upper, lower))
    shifts = (a0 - b0, a1 - b1, (a0 + a1 - b0 - b1) / 2)
    near = min(map(abs, (*shifts, page.words[first].box[0] - b0))) < _SAME_EDGE
    return near and below - bottom < _SPACE * (bottom - top)
