"""Terms of business, notices of privacy and notes of a sentence: what nobody enters or pays."""

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from schemas.document import Page
from schemas.record import Field

#: Words of a note beside files ("readme.txt"); no more digits than "Q4" has.
_NOTE_WORDS_N = 12
_NUMBER = re.compile(r"[0-9]{2}|[0-9][.,][0-9]|[€$£]")

_GERMAN = (
    r"(?:unsere )?(?:allgemeine )?(?:[^\W\d_]+(?:-|- (?:und|&)) ?){0,3}[^\W\d_]*bedingungen"
    r"|agb|datenschutz(?:erklärung|hinweise?|informationen|information|bestimmungen)?"
    r"|(?:hinweise|informationen) zum datenschutz|widerrufs(?:belehrung|recht)"
)
_HEADINGS = (
    _GERMAN,
    r"(?:our )?(?:general |standard )?terms (?:(?:and|&) conditions|of (?:sale|service|use|business"
    r"|trade|supply|delivery|payment))|(?:general )?conditions of (?:sale|purchase|trade|business)"
    r"|(?:privacy|data protection) (?:policy|notice|statement|information)",
    r"conditions générales|c\.?g\.?v\.?|politique de (?:confidentialité|protection des données)"
    r"|protection des données(?: personnelles)?",
    r"condiciones generales|política de privacidad|protección de datos|aviso de privacidad",
    r"condizioni generali|informativa (?:sulla )?privacy"
    r"|informativa (?:sul trattamento|sulla protezione) dei dati(?: personali)?",
    r"(?:onze )?algemene (?:[^\W\d_]*-? (?:en )?)?[^\W\d_]*voorwaarden"
    r"|privacy(?:verklaring|beleid|statement)",
)
#: A contract of its own, though it calls itself so.
_CONTRACT = r"(?!.*(?:employment|engagement|tenancy|anstellung|arbeits|travail|empleo|lavoro))"
#: A sentence about them: "Allgemeine Geschäftsbedingungen gelten für alle Lieferungen".
_SENTENCE = (
    r"(?!.*\b(?:ist|sind|gelten|finden|apply|applies|are|is|shall|est|sont|s['’]appliquent"
    r"|se aplican|son|si applicano|sono|zijn)\b)"
)
_HEADING = re.compile(
    rf"{_CONTRACT}{_SENTENCE}(?:{'|'.join(_HEADINGS)})(?![\w-])[^;:?!]{{0,70}}", re.IGNORECASE
)
#: In which rows of the first page it stands: a letterhead may be above it.
_ROWS_N = 4


def is_general_terms(pages: Sequence[Page], terms: Mapping[str, Field | list[Field]]) -> bool:
    """Whether a text is headed as terms of business or a notice of privacy, between no two parties.

    "Allgemeine Geschäftsbedingungen der Hafen GmbH", but not what two agreed on from a day on.
    """
    parties = terms.get("party")
    is_agreed = isinstance(parties, list) and len(parties) > 1
    if is_agreed or "commences" in terms or "effective_date" in terms or not pages:
        return False
    rows = filter(None, map(str.strip, pages[0].row_texts()))
    return any(map(_HEADING.fullmatch, islice(rows, _ROWS_N)))


def is_note(pages: Sequence[Page]) -> bool:
    """Whether a text file says hardly anything: "All receipts of November, sorted by date."."""
    words = [word.text for page in pages for word in page.words]
    return len(words) <= _NOTE_WORDS_N and not any(map(_NUMBER.search, words))
