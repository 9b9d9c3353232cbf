"""The seller as a French firm's legal notice names it: "SELVA ÉLEC SAS au capital de …".

Or as "Selva SA – siège social : …".

It wins over a branch or a trade above the address, where the same name is the sign at the head.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.values.cells import find_rows
from tasks.values.legal_forms import FRENCH_FORMS
from tasks.values.normalize import letters_of

_IMPRINT = re.compile(
    r"(?P<name>[^\W\d_][^\t:]{2,60}?)(?:,| [-–—|·])?"
    rf" (?P<form>{FRENCH_FORMS})(?:(?: à \w+ \w+)?,? au capital (?:social )?de\b"
    r"|(?:,| [-–—|·]) siège social\b)"
)
#: A sign in capitals, and what the firm does behind it: "TRANSCÉVENOL messagerie et lots".
_CAPITALS = re.compile(r"(?P<sign>[^a-zß-ÿ\d]{4,}) [a-zß-ÿ].*")
_SIGN_ROWS_N = 3  # of the page, in which its sender's sign stands
_SURE = 0.9  # of a name that is left alone


def give_imprint_name(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The fields with such a name for a seller's that is doubtful and shares no word with it."""
    known = fields.get("seller_name")
    if not pages or not isinstance(known, Field):
        return fields
    if known.origin == "model" and known.confidence >= _SURE:
        return fields
    signs = set(_signs(pages[0]))
    for number, page in enumerate(pages):
        for row in find_rows(page):
            found = _IMPRINT.match(row.text)
            if found is None or letters_of(found["name"]) not in signs:
                continue
            if _words(known.value) & _words(found["name"]):
                return fields
            behind = found.end("name") + 1 == found.start("form")
            end = found.end("form" if behind else "name")
            words = row.words_at(0, end)
            name = Field(
                value=row.text[:end],
                raw=row.text[:end],
                confidence=known.confidence,
                page=number + 1,
                box=page.box_of(words),
                origin=known.origin,
            )
            return {**fields, "seller_name": name}
    return fields


def _signs(page: Page) -> Iterator[str]:
    """What stands at a page's head, cell by cell and in two rows below each other."""
    rows = find_rows(page)[:_SIGN_ROWS_N]
    for row in rows:
        yield from (letters_of(cell.text) for cell in row.cells)
        parted = (_CAPITALS.fullmatch(cell.text) for cell in row.cells)
        yield from (letters_of(match["sign"]) for match in parted if match)
    for above, below in pairwise(rows):
        yield from (
            letters_of(f"{cell.text} {other.text}") for cell in above.cells for other in below.cells
        )


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) > 2}
