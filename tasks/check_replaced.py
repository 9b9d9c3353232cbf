"""Whether a bill says that it takes another one's place, or only names it.

"Diese Rechnung ersetzt RE-41", "CORRECTED INVOICE"; not "Bezug: Abschlagsrechnung RE-41".
"""

import re
from collections.abc import Iterable, Sequence

from schemas.document import Page
from schemas.record import Check, Field
from schemas.vocabulary import INVOICE_TYPES
from tasks.check_amounts import Amounts
from tasks.values.cells import find_rows

#: The rule of a bill that says so; `tasks.compare_bills` holds it beside the one that it names.
REPLACES = "REPLACES"
_PUTS_RIGHT = (
    r"(?:ersetz(?:t|en)|ersatz(?: für)?|an stelle|korrigier\w+|korrektur|berichtig\w+|storn\w+"
    r"|replac(?:e[ds]?|ing|ement)|supersedes?|correct(?:s|ed|ing|ion|ive)|cancel(?:s|led|ling|lation)"
    r"|reissued?|remplac(?:e|ant|ement)|annul\w+|rectifi\w+|corrig\w+|correcti\w+"
    r"|sostitu\w+|rettific\w+|storna\w*|sustitu\w+|reemplaz\w+|anula\w*|rectifica\w*"
    r"|vervang\w+|geannuleer\w+|gecorrigeer\w+)"
)
_BILL = r"(?:rechnung|invoice|bill|facture|factura|fattura|factuur)"
_NEITHER = r"(?:nicht|keine?|nie|not|never|pas|jamais|niet|nooit|geen|mai|nunca)"
_SAID = re.compile(
    rf"\b(?:{_PUTS_RIGHT}(?:\s(?!(?:{_NEITHER}|pro|proforma)\b)[^\W\d_]+){{0,4}}?[\s:-]{{0,2}}{_BILL}"
    rf"|{_BILL}s?(?:\s(?:di|de|d|ist))?[\s'’-]?{_PUTS_RIGHT}\b(?!\s{_NEITHER}\b))",
    re.IGNORECASE,
)
#: What may stand between such a word and the number alone: "Annule et remplace : FR-41".
_NAMED = re.compile(rf"\b{_PUTS_RIGHT}\b(?!\s{_NEITHER}\b)[^.;]{{0,40}}$", re.IGNORECASE)
#: What may become of the number that stands before it: "Rechnung RE-41 wird storniert".
_UNDONE = re.compile(
    rf"(?:(?!\b{_NEITHER}\b)[^.;]){{0,30}}?\b(?:{_PUTS_RIGHT}|void|ungültig|gegenstandslos|hinfällig)\b",
    re.IGNORECASE,
)
#: The title of a bill that corrects another, alone in its cell or with a number behind it.
_TITLE = (
    r"(?:(?:korrektur|berichtigungs|ersatz|storno)-?rechnung|rechnungs-?(?:korrektur|berichtigung)"
    r"|(?:korrigierte|berichtigte) rechnung|rechnung \W?(?:korrigiert|berichtigt)"
    r"|(?:corrected|revised|amended|corrective|replacement) (?:tax )?invoice|invoice \W?corrected"
    r"|facture (?:rectificative|corrigée|corrective|de remplacement)"
    r"|fattura (?:rettificativa|di rettifica|sostitutiva)|factura (?:rectificativa|corregida)"
    r"|(?:gecorrigeerde|verbeterde) factuur|correctiefactuur)"
)
_TITLED = re.compile(
    rf"(?:{_TITLE}\W*)+(?:(?:nr|no|num(?:mer)?|n[°º])\b\W*)?(?:[\w./-]*[0-9][\w./-]*)?\W*",
    re.IGNORECASE,
)
#: A sentence on this very bill and another one: "Diese Rechnung ersetzt unsere Rechnung vom …".
_THIS_ONE = re.compile(
    rf"\b(?:diese|this|cette|présente|questa|presente|esta|deze) {_BILL} (?:is a |[^\W\d_]+ )?"
    rf"{_PUTS_RIGHT} (?!{_NEITHER}\b)(?:et |and |und |[^\W\d_]+ ){{0,3}}?{_BILL}\b",
    re.IGNORECASE,
)
_NOT_SO = re.compile(rf"\b(?:{_NEITHER}|ne|non?)\s$|n['’]t?\s?$", re.IGNORECASE)


def check_replaced(book: Amounts) -> Iterable[Check]:
    """A passed check where a bill says that it replaces, corrects or cancels another one.

    One that names none may come under that one's own number. An e-invoice without pages says no
    more than which one that is: it may.
    """
    understanding, pages = book.understanding, book.document.pages
    named = understanding.fields.get("preceding_invoice")
    if isinstance(named, list) or understanding.doc_type.value not in INVOICE_TYPES:
        return
    if not any(page.words for page in pages):
        is_said = named is not None
    else:
        is_said = says_corrected(pages) if named is None else says_replaced(pages, named)
    if is_said:
        which = f": {named.value}" if named is not None else ""
        message = f"This invoice takes the place of another one, or may{which}."
        yield Check(rule=REPLACES, passed=True, message=message)


def says_replaced(pages: Sequence[Page], named: Field) -> bool:
    """Whether a row says that a bill takes the place of a bill, or of that number."""
    return any(_says(text, named.raw) for page in pages for text in page.row_texts())


def says_corrected(pages: Sequence[Page]) -> bool:
    """Whether a title or a sentence says that this bill takes the place of one it does not name.

    Terms of sale do not: "Invoice corrections must be requested within 30 days."
    """
    return any(
        _THIS_ONE.search(row.text.replace("\t", " "))
        or any(_TITLED.fullmatch(c.text) for c in row.cells)
        for page in pages
        for row in find_rows(page)
    )


def _says(text: str, number: str) -> bool:
    found = re.search(rf"(?<!\w){re.escape(number)}(?!\w)", text)
    heads = [*_SAID.finditer(text), *(_NAMED.finditer(text[: found.start()]) if found else ())]
    return bool(found and _UNDONE.match(text[found.end() :])) or any(
        not _NOT_SO.search(text[: head.start()][-8:]) for head in heads
    )
