"""The seller's name as small print has it, with its legal form: "ACME" is "Acme GmbH"."""

import re
from collections.abc import Sequence
from typing import Any

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.parties.name_forms import begins_with_form, ends_with_form, find_with_form
from tasks.parties.name_words import OWNER, find_name, name_as_printed, plain
from tasks.parties.signed_names import LEAST_SIGN_N, find_longer_signs
from tasks.values.cells import find_cells, find_rows

#: The first word of a form of two: "Pvt. Ltd.", "(Pty) Ltd", "Sdn. Bhd."
_HALF_FORM = re.compile(r"\(?(?:pvt|pte|pty|private|sdn|co)\.?\)?", re.IGNORECASE)
_OWNER = re.compile(rf"{OWNER}[.:]*", re.IGNORECASE)
_OWNER_WORDS_N = 4  # from "Inh." to the owner's last name, at most: "Inh. Ing. Alois Huber"
_BETWEEN_N = 2  # more words of a name between its beginning and its legal form
#: What stands before a firm's name on data sheets.
_NAME_CAPTION = re.compile(
    r"(?<!\w)(?:name|firma|nom|company(?: name)?|nombre|nome)\s?:[ \t]", re.IGNORECASE
)


def give_legal_name(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The seller's name with its legal form where small print has it: "ACME" is "Acme GmbH", or
    "SARL Acme" where that begins a cell.

    Of several the longest: "Hahn GmbH & Co. KG" is not run by itself but by "Hahn GmbH". Where none
    has a form, with the place that a larger sign at the head goes on with. What a
    caption names ("Name: ACME") stays as it is; a firm's name torn within a word is the cell that
    ends with it.
    """
    short = fields.get("seller_name")
    if not isinstance(short, Field) or _captioned_words(pages, short.value):
        return fields
    whole = _find_whole(pages, short.value)
    if whole is not None:
        number, words = whole
        return {**fields, "seller_name": name_as_printed(short, pages[number], number, words)}
    if ends_with_form(short.value.split()):
        *begun, _ = short.value.split()
        cut = bool(begun) and _HALF_FORM.fullmatch(begun[-1])  # "Pvt. Ltd." in two rows
        named = None if cut else _captioned_words(pages, " ".join(begun))
        return {**fields, "seller_name": short.model_copy(update=named)} if named else fields
    sign = [plain(text) for text in short.value.split()]
    found: list[tuple[int, range]] = []
    for between_n in (0, _BETWEEN_N) if len(sign) >= LEAST_SIGN_N else (0,):
        found = found or [
            (number, words)
            for number, page in enumerate(pages)
            for words in find_with_form(page, sign, between_n)
            if not _is_owners(page, words[0])
        ]
    found = found or [
        (number, range(words[0] - 1, words[-1] + 1))
        for number, page in enumerate(pages)
        for words in find_name(page, sign)
        if begins_with_form(page, words[0])
    ]
    found = found or [(0, words) for words in find_longer_signs(pages[0], short, sign)]
    if not found:
        return fields
    number, words = max(found, key=lambda one: len(one[1]))
    return {**fields, "seller_name": name_as_printed(short, pages[number], number, words)}


def _is_owners(page: Page, first: int) -> bool:
    """Whether a name stands behind "Inh." in its row: the owner's, not the firm's."""
    row = page.words[first].row
    return any(
        word.row == row and _OWNER.fullmatch(word.text)
        for word in page.words[max(0, first - _OWNER_WORDS_N) : first]
    )


def _captioned_words(pages: Sequence[Page], name: str) -> dict[str, Any]:
    """Where a caption names a party so and no longer, as what changes of a field."""
    for number, page in enumerate(pages, start=1):
        for row in find_rows(page):
            for match in _NAME_CAPTION.finditer(row.text):
                if row.text[match.end() :].partition("\t")[0] == name:
                    words = row.words_at(match.end(), match.end() + len(name))
                    box = page.box_of(words)
                    return {"value": name, "raw": name, "page": number, "box": box}
    return {}


def _find_whole(pages: Sequence[Page], torn: str) -> tuple[int, Sequence[int]] | None:
    """The cell that ends with a name torn within a word: "großhandel GmbH"."""
    if not (torn[:1].islower() and ends_with_form(torn.split())):
        return None
    for number, page in enumerate(pages):
        for cell in find_cells(page):
            before = cell.text.removesuffix(torn)
            if before != cell.text and re.search(r"[^\W\d_]$", before):
                return number, cell.words
    return None
