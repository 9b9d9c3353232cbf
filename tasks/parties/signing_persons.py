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
#: What one does who works alone, as all that stands below his name: no school, no firm, no office.
_TRADE = re.compile(
    r"(?:\b(?:freie[rs]?|freelance|selbständige[rs]?|indépendante?) )?"
    r"(?:\w*lektorat|korrektorat|\w*übersetzung(?:en)?|übersetzer(?:in)?|dolmetsche[rn]\w*"
    r"|\w*design(?:er(?:in)?)?|\w*fotogra(?:f(?:ie|in)?)|\w*beratung|texter(?:in)?|redaktion|coaching"
    r"|illustrations?|illustrator(?:in)?|photograph(?:y|er)|copywrit(?:ing|er)|edit(?:ing|or(?:ial)?)"
    r"|proofreading|translat(?:ions?|or)|interpret(?:ing|er)|consulting|traduct(?:ions?|rice|eur)"
    r"|rédact(?:ion|rice|eur)|graphisme|graphiste|photograph(?:ie|e)|relecture|illustratrice"
    r"|traduzioni|traduttrice|traduttore|traducci(?:ón|ones)|traductora?|fotógraf[oa]|vertal(?:er|ing(?:en)?)"
    r"|vormgev(?:er|ing)|tekstschrijver|fotograaf)",
    re.IGNORECASE,
)
#: What makes a name that of several, or of an office.
_SEVERAL = re.compile(
    r"\b(?:und|and|et|y|e|en|partner\w*|team|studio|büro|agentur|agency|agence|schul\w*|\w*schule|school"
    r"|école|verein|institut\w*|akademie|academy|verlag|zentrum|cent(?:er|re)|amt|stadt\w*"
    r"|kanzlei|stiftung|universit\w+|hochschule)\b|&|\+",
    re.IGNORECASE,
)
_FUNCTION = re.compile(
    r"\w*(?:geschäftsf|leit(?:er|ung)|vorstand|vorsitz|kassen|schatzm|rechtsanw|direkt|präsident"
    r"|sekret|sachbearb|buchhalt|prokur|director|manager|secretary|treasurer|chair|head of|accounts"
    r"|bookings|administrat|partner|gérant|direct(?:rice|eur)|responsable|trésor|comptab|président"
    r"|amministra|direttor|contab|gerente|penningm|bestuur|zaakvoer)"
    r"|(?:i\. ?[av]\.|p\.?p\.?a?\.?) ",
    re.IGNORECASE,
)
_SIGN_ROWS_N = 2  # of the first page, in which such a sign stands
_BELOW_N = 3  # rows below a closing, in which its writer signs


def name_signing_person(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The fields with the seller's name as its sign and signature have it.

    The name that was found says but what a person does, and stands below the sign, nowhere else:
    who signs for a school or a firm is not it.
    """
    known = fields.get("seller_name")
    if not isinstance(known, Field) or not pages or not _is_trade(known.value):
        return fields
    name = [plain(text) for text in known.value.split()]
    found = [(n, words) for n, page in enumerate(pages) for words in find_name(page, name)]
    head = find_rows(pages[0])[: _SIGN_ROWS_N + 1]
    below = {word for row in head[1:] for word in row.words}
    if len(found) != 1 or found[0][0] > 0 or not below.issuperset(found[0][1]):
        return fields
    signed = {letters for page in pages for letters in _signatures(page)}
    for row in head[:_SIGN_ROWS_N]:
        person = row.cells[0]
        if person.words[-1] < found[0][1][0] and plain(person.text) in signed:
            return {**fields, "seller_name": name_as_printed(known, pages[0], 0, person.words)}
    return fields


def _is_trade(name: str) -> bool:
    """Whether a name is what a person does, alone or among words of what: "Garden Design"."""
    if ends_with_form(name.split()) or _SEVERAL.search(name):
        return False
    return any(_TRADE.fullmatch(word) for word in name.split())


def _signatures(page: Page) -> Iterator[str]:
    """The letters of each person's name that stands alone right below the end of a letter.

    What stands right below the name is no function: "Geschäftsführung".
    """
    rows = find_rows(page)
    for at, row in enumerate(rows):
        if not _CLOSING.fullmatch(row.text.strip(" ,.!")):
            continue
        for near, one in enumerate(rows[at + 1 : at + 1 + _BELOW_N], at + 2):
            under = " ".join(below.text for below in rows[near : near + 1])
            if _PERSON.fullmatch(one.text) and not _FUNCTION.match(under):
                yield plain(one.text)
