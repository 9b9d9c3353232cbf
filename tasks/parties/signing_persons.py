"""The person who writes a bill, whose name is its sign, where what he does was taken for a name.

Hanna Brandt
Freies Lektorat · Hafenweg 12 · 24103 Kiel
…
Herzliche Grüße
Hanna Brandt
"""

import re
from collections.abc import Iterator, Sequence

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.parties.name_forms import ends_with_form
from tasks.parties.name_words import find_name, name_as_printed, plain
from tasks.values.cells import find_rows

#: How a letter ends, above who signs it.
_CLOSING = re.compile(
    r"(?:mit )?(?:freundlich|herzlich|best|schön|viel|lieb)en? gr(?:ü|ue)(?:ß|ss)en?"
    r"|(?:with )?(?:kind(?:est)?|best|warm) regards|yours (?:sincerely|faithfully|truly)"
    r"|(?:bien )?cordialement|(?:cordiales|sincères) salutations"
    r"|(?:un )?(?:cordial saludo|saludos cordiales)|(?:cordiali|distinti) saluti"
    r"|(?:met )?(?:vriendelijke|hartelijke) groet(?:en)?",
    re.IGNORECASE,
)
_PERSON = re.compile(r"(?:[A-ZÀ-Þ][^\W\d_]+[ -]){1,3}[A-ZÀ-Þ][^\W\d_]+")
_SIGN_ROWS_N = 2  # of the first page, in which such a sign stands
_BELOW_N = 3  # rows below a closing, in which its writer signs


def name_signing_person(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The fields with the seller's name as its sign and signature have it.

    The name that was found stands below the sign, nowhere else, and is no firm's.
    """
    known = fields.get("seller_name")
    if not isinstance(known, Field) or not pages or ends_with_form(known.value.split()):
        return fields
    name = [plain(text) for text in known.value.split()]
    found = [(n, words) for n, page in enumerate(pages) for words in find_name(page, name)]
    head = find_rows(pages[0])[: _SIGN_ROWS_N + 1]
    below = {word for row in head[1:] for cell in row.cells for word in cell.words}
    if len(found) != 1 or found[0][0] > 0 or not below.issuperset(found[0][1]):
        return fields
    signed = {letters for page in pages for letters in _signatures(page)}
    for row in head[:_SIGN_ROWS_N]:
        person = row.cells[0]
        if person.words[-1] < found[0][1][0] and plain(person.text) in signed:
            return {**fields, "seller_name": name_as_printed(known, pages[0], 0, person.words)}
    return fields


def _signatures(page: Page) -> Iterator[str]:
    """The letters of each person's name that stands alone right below the end of a letter."""
    rows = find_rows(page)
    for at, row in enumerate(rows):
        if _CLOSING.fullmatch(row.text.strip(" ,.!")):
            near = rows[at + 1 : at + 1 + _BELOW_N]
            yield from (plain(one.text) for one in near if _PERSON.fullmatch(one.text))
