"""What the model took for a sum, and is the price of an hour, a percentage or the year of a law."""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.record import Field, Fields
from schemas.vocabulary import AMOUNT_FIELDS
from tasks.fields.beside import rows_to, text_before, texts_beside
from tasks.sums.total_words import names_sum
from tasks.values.cells import find_rows

_SUMS = AMOUNT_FIELDS - {"amount_due"}
#: Behind an amount that is a price: "£42.00 per hour".
_RATE = re.compile(
    r"\s?(?:€|EUR|£|GBP|CHF|\$|USD)?\s?(?:/ ?|(?:per|pro|je|par|por|all['’]|de l['’]|l['’])\s?)"
    r"(?:hour|hr|day|week|month|night|unit|person|mile|km|kg|tonne|stunde|std|tag|monat|stück"
    r"|einheit|heure|jour|mois|nuit|unité|personne|ora|hora|uur)(?!\w)",
    re.IGNORECASE,
)
_LAW_YEAR = re.compile(r"(?:19|20)[0-9]{2}\)\.?")  # that ends a bracket
_PERCENT = re.compile(r" ?%(?! ?[0-9])")
_PERCENT_BELOW = re.compile(r"%(?!\s*[A-ZÀ-Ý0-9])")  # "% MwSt   Netto" heads a table
#: Before it, where it is what all costs: "Total TTC 119,00 € / mois".
_OF_ALL = re.compile(
    r"\b(?:sub-?)?tot(?:al|ale|aal)\b|\b(?:gesamt|end)(?:preis|betrag|summe|kosten)?\b|\bsumme",
    re.IGNORECASE,
)


def drop_rates(fields: Fields, pages: Sequence[Page]) -> Fields:
    """Without a sum that is the price of an hour or a piece: "corrections at £42.00 per hour".

    What a month costs in all is a sum. The year of a law is none: "exempt from VAT (VATCA 2010)";
    nor is a percentage: "der Sollzins beträgt 9,75 %".
    """
    return {
        name: found
        for name, found in fields.items()
        if name not in _SUMS or not isinstance(found, Field) or not _is_rate(found, pages)
    }


def _is_rate(found: Field, pages: Sequence[Page]) -> bool:
    before, behind = texts_beside(pages, found)
    if _LAW_YEAR.fullmatch(found.raw) or _is_percentage(found, behind, pages):
        return True
    return bool(_RATE.match(behind)) and not _OF_ALL.search(before)


def _is_percentage(found: Field, behind: str, pages: Sequence[Page]) -> bool:
    """Whether a value's sign is in it, behind it, or begins the row below as its row ends.

    What is called a sum stays, also above a table: "Total   33,00" over "%IVA   BASE   CUOTA".
    """
    if found.raw.endswith("%") or _PERCENT.match(behind):
        return True
    if behind or found.page is None or names_sum(text_before(pages, found)):
        return False
    above = len(rows_to(pages, found)[0])
    below = next((row.text for row in find_rows(pages[found.page - 1])[above:]), "")
    return bool(_PERCENT_BELOW.match(below))
