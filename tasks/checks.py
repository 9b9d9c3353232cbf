"""The rules a document must satisfy: EN 16931 arithmetic, identifiers, the order of dates.

A rule is judged only where its operands are there: a missing amount passes nothing, so its check
is left out. Amounts compare after rounding half up to the minor unit, to two digits or more.
"""

from schemas.document import SourceDocument
from schemas.record import Check
from schemas.understanding import Understanding
from tasks.check_amounts import Amounts
from tasks.check_fields import check_dates, check_identifiers, check_parties
from tasks.check_lines import check_lines
from tasks.check_printed import check_printed
from tasks.check_replaced import check_replaced
from tasks.check_totals import check_paid, check_tax_rates, check_totals


def check_document(document: SourceDocument, understanding: Understanding) -> list[Check]:
    """All checks whose operands were read, passed or not."""
    book = Amounts(document, understanding)
    return [
        *check_totals(book),
        *check_lines(book),
        *check_tax_rates(book),
        *check_identifiers(understanding.fields),
        *check_dates(understanding.fields, understanding.doc_type.value),
        *check_parties(understanding.fields, understanding.doc_type.value),
        *check_printed(book),
        *check_paid(book),
        *check_replaced(book),
    ]
