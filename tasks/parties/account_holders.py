"""The seller's whole name as the holder of the account to pay to: "(Kontoinhaber: …)"."""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.parties.name_forms import ends_with_form
from tasks.parties.name_words import plain
from tasks.values.cells import find_rows

#: Whose account it is.
HOLDER = re.compile(
    r"(?<!\w)(?:konto-?inhaber(?:in)?|account (?:holder|name)|titulaire du compte"
    r"|intestatario (?:del )?conto|titular de la cuenta)\s?:?\s+"
    r"(?P<name>[^\t,;:()|·•]{3,70}?)(?=\.?$|[\t,;()|·•]|\s[–—-]\s|\s(?:IBAN|BIC)\b)",
    re.IGNORECASE,
)
_MORE_WORDS_N = 4  # at most, of the holder's name


def give_holders_name(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The fields with the account holder's name for a seller's that is a part of it.

    That is its end ("Immobilien GbR" of "Gebr. Terbeck Immobilien GbR") or, where it has no legal
    form, its beginning. A factor's account has another name altogether.
    """
    short = fields.get("seller_name")
    if not isinstance(short, Field):
        return fields
    part = [plain(text) for text in short.value.split()]
    may_begin = not ends_with_form(short.value.split())
    for number, page in enumerate(pages, start=1):
        for row in find_rows(page):
            for match in HOLDER.finditer(row.text):
                name = match["name"].strip()
                whole = [plain(text) for text in name.split()]
                if not 0 < len(whole) - len(part) <= _MORE_WORDS_N:
                    continue
                if whole[-len(part) :] != part and not (may_begin and whole[: len(part)] == part):
                    continue
                words = row.words_at(*match.span("name"))
                box = page.box_of(words)
                update = {"value": name, "raw": name, "page": number, "box": box}
                return {**fields, "seller_name": short.model_copy(update=update)}
    return fields
