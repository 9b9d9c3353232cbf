"""Two firms that were read as one name: "Stadtwerke Hahn GmbH Hahn Netz GmbH & Co. KG".

A legal form stands amid such a name, with more words and another form behind. That is not so where
a row prints it as it is, nor where a form is but linked to the next: "Hahn GmbH & Co. KG". A French
form that begins a row begins a name: "LE COMPTOIR" above "SAS JULIMAX" is how the firm trades.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.parties.account_holders import HOLDER
from tasks.parties.name_forms import begins_with_form, ends_with_form, is_form, is_form_or_link
from tasks.parties.name_words import find_name, name_as_printed, plain
from tasks.parties.registers import find_entries
from tasks.values.cells import Row, find_rows, run_on
from tasks.values.identifiers import find_vat_ids

_LEAST_N = 2  # words of a firm's name with its form
#: A form with what a firm does: "Versorgungs-GmbH".
_GLUED = re.compile(r"[^\W\d_]+-(?:gGmbH|GmbH|AG|KG|SE)[,;]?")


def part_firms(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The fields with the one of two firms for the seller that the paper registers or pays."""
    known = fields.get("seller_name")
    if not isinstance(known, Field):
        return fields
    begun = _find_begun_by_form(known, pages)
    own = [begun] if begun else [
        place for part in find_firms(known, pages) if (place := _find_own(part, pages))
    ]  # fmt: skip
    if len(own) != 1:
        return fields
    number, words = own[0]
    return {**fields, "seller_name": name_as_printed(known, pages[number], number, words)}


def find_firms(name: Field, pages: Sequence[Page]) -> list[list[str]]:
    """The words of each firm in a name that is two or more; nothing if it is one."""
    texts = name.value.split()
    if not ends_with_form(texts):
        return []
    firms: list[list[str]] = [[]]
    for text, behind in zip(texts, [*texts[1:], "&"], strict=True):
        firms[-1].append(text)
        formed = is_form([text]) or _GLUED.fullmatch(text)
        if formed and len(firms[-1]) >= _LEAST_N and not is_form_or_link(behind):
            firms.append([])
    if len(firms) < 2 or any(len(firm) < _LEAST_N for firm in firms):
        return []
    whole = [plain(text) for text in texts]
    return [] if any(True for page in pages for _ in _in_one_row(page, whole)) else firms


def _in_one_row(page: Page, name: Sequence[str]) -> Iterator[range]:
    for words in find_name(page, name):
        if page.words[words[0]].row == page.words[words[-1]].row:
            yield words


def _find_own(firm: Sequence[str], pages: Sequence[Page]) -> tuple[int, range] | None:
    """Where a firm stands with its register entry, its VAT id or its account; None if nowhere."""
    name = [plain(text) for text in firm]
    for number, page in enumerate(pages):
        rows = rows_run_on(page)
        for words in _in_one_row(page, name):
            row = rows[page.words[words[0]].row]
            if _is_registered(page, row, words[-1]) or _holds_account(row.text, firm):
                return number, words
    return None


def rows_run_on(page: Page) -> dict[int, Row]:
    """The rows of a page by their numbers, those of running text each with the next one.

    There an entry in a register may end.
    """
    rows = find_rows(page)
    joined = (run_on(page, row, below) for row, below in pairwise(rows))
    return {
        page.words[row.cells[0].words[0]].row: whole or row
        for row, whole in zip(rows, (*joined, None), strict=False)
    }


def _is_registered(page: Page, row: Row, last: int) -> bool:
    """Whether a register entry or a VAT id stands behind a word of a row, before another firm."""
    text = entry_behind(page, row, last)
    return bool(find_vat_ids(text)) or any(True for _ in find_entries(text))


def entry_behind(page: Page, row: Row, last: int) -> str:
    """What a row says behind a word, up to another firm's legal form."""
    behind: list[str] = []
    for at in (at for at in row.words if at > last):
        behind.append(page.words[at].text)
        if len(behind) > 1 and is_form(behind[-1:]):
            break
    return " ".join(behind)


def _holds_account(row: str, firm: Sequence[str]) -> bool:
    return any(match["name"].split() == list(firm) for match in HOLDER.finditer(row))


def _find_begun_by_form(name: Field, pages: Sequence[Page]) -> tuple[int, range] | None:
    """Where a part of a name stands that begins its cell with a French form."""
    texts = name.value.split()
    for at in range(1, len(texts) - 1):
        rest = [plain(text) for text in texts[at:]]
        if any(map(is_form, ([text] for text in texts[:at]))) or not texts[at + 1][0].isupper():
            continue
        for number, page in enumerate(pages):
            for words in _in_one_row(page, rest):
                if begins_with_form(page, words[1]):
                    return number, words
    return None
