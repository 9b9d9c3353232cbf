"""Terms of business and notices of privacy: what nobody enters."""

import re
from collections.abc import Sequence
from itertools import islice

from schemas.document import Page
from schemas.record import Fields
from tasks.kinds.forms import BLANK
from tasks.kinds.letters import greets
from tasks.parties.name_forms import ends_with_form
from tasks.values.cells import cell_texts

#: A firm that is called by what it does: "Datenschutz Nord GmbH".
_FIRM = re.compile(r"(?:datenschutz|agb)[ -][^\W\d_].*", re.IGNORECASE)

_GERMAN = (
    r"(?:unsere )?(?:allgemeine |besondere )?"
    r"(?:[^\W\d_]+(?:-|- (?:und|&)) ?){0,3}[^\W\d_]*bedingungen"
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


def is_general_terms(pages: Sequence[Page], terms: Fields) -> bool:
    """Whether a text is headed as terms of business or a notice of privacy, between no two parties.

    "Allgemeine Geschäftsbedingungen der Hafen GmbH", but not what two agreed on from a day on, a
    letter about them or a sheet to fill in; behind terms may stand a form of withdrawal.
    """
    parties = terms.get("party")
    is_agreed = isinstance(parties, list) and len(parties) > 1
    if is_agreed or "commences" in terms or "effective_date" in terms or not pages:
        return False
    rows = filter(None, map(str.strip, pages[0].row_texts()))
    if not any(map(_is_heading, islice(rows, _ROWS_N))):
        return False
    cells = cell_texts(pages)
    return not greets(cells) and not (len(pages) == 1 and any(map(BLANK.search, cells)))


def _is_heading(row: str) -> bool:
    is_firm = _FIRM.fullmatch(row) and ends_with_form(row.split())
    return bool(_HEADING.fullmatch(row)) and not is_firm
