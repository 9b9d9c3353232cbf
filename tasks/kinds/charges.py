"""What is taken for a credit note and charges money all the same.

A bill for goods, less the empties that came back, has negative rows as a credit note may; a
corrected invoice that replaces the first one is titled as a correction. Credited, either would
turn all its sums.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from schemas.document import Page
from tasks.fields.number_words import NO
from tasks.sums.total_words import fields_named
from tasks.values.cells import Row, find_rows
from tasks.values.notation import AMOUNT
from tasks.values.title_words import TITLES

#: What a credit note calls itself or what it does, and the end of a row that sums up.
_CREDIT = re.compile(
    rf"(?<!\w)(?:{TITLES['credit_note']})(?!\w)|gutschrift|gutgeschrieben|schreiben .*\bgut\b"
    r"|(?<!\w)credit(?!or|\s?(?:card|terms|limit|transfer))|\bavoir\b|erstatt|refund|rembours|\bretour"
    r"|rettific|rectific|storn|korrektur|korrigier|correct|cancel|annul",
    re.IGNORECASE,
)
#: The same in words that bills print of other things, too.
_GIVEN_BACK = re.compile(
    r"vergüt|bonus|kredit|rimbors|reembols|devoluc|terugbetal|restitu", re.IGNORECASE
)
#: Titles of it that are said of other things where they are not alone: "Remise", "Crédit Mutuel".
_TITLED_BACK = re.compile(
    r"\W*(?:accredito|(?:document de )?cr[ée]dit|nota di variazione(?: in diminuzione)?"
    r"|(?:minder|minus)rechnung|(?:jahres)?boni|preisnachlass|ristourne(?: annuelle)?"
    r"|remise de fin d['’]année|(?:(?:volume|annual|year[- ]end) )?rebate|bonifica(?:tion|ción)"
    rf"|nc(?= ?\S*[0-9]))(?:{NO})?\s?:?(?: ?[0-9]\S*| ?\S*[0-9])?\W*",
    re.IGNORECASE,
)
_IN_MONEY = r"(?: amounts?)?(?: ?\(?(?:EUR|GBP|USD|CAD|AUD|NZD|CHF|[€£$])\)?)?"
#: Captions of two columns, of what is charged and of what came in: "Charges EUR", "Credits EUR".
_CHARGES = re.compile(rf"(?:charges?|debits?|débits?){_IN_MONEY}", re.IGNORECASE)
_CREDITS = re.compile(rf"(?:credits?|crédits?){_IN_MONEY}", re.IGNORECASE)
_AMOUNT = re.compile(
    rf"(?P<minus>(?<!\w)[-–−]\s?)?(?:[€£$]\s?)?{AMOUNT.pattern}\s?"
    r"(?P<behind>[-–−])?\s?(?:[€£$]|[A-Z]{3})?$"
)
#: The caption of an invoice's number.
_INVOICE_CAPTION = re.compile(
    r"(?:tax )?(?:rechnung|facture|invoice|fattura|factura|factuur)s?"
    rf"(?:{NO})?\s?[.:#]*",
    re.IGNORECASE,
)
#: The same with the number: what credits, however titled, may name the invoice that came before.
_NUMBERED_INVOICE = re.compile(
    rf"{_INVOICE_CAPTION.pattern}(?<=[.:#])\s?\S*[0-9]\S*", re.IGNORECASE
)
_TITLED = re.compile(rf"(?:{TITLES['credit_note']})(?!\w)", re.IGNORECASE)
#: Titles of a correction, which may be of either kind, and of one that is a bill of its own.
_CORRECTION = re.compile(
    r"(?:rechnungs)?korrektur(?:rechnung)?\b|facture rectificative|factura rectificativa"
    r"|correctiefactuur|(?:invoice|billing) correction",
    re.IGNORECASE,
)
_CORRECTED = re.compile(r"corrected (?:tax |vat )?invoice\b", re.IGNORECASE)
_REPLACES = re.compile(
    r"annule et remplace(?! partiel)|\bersetzt\b|\ban die stelle\b|\breplaces\b|\bsupersedes\b"
    r"|\bsostituisce\b|\bvervangt\b|\bsustituye\b",
    re.IGNORECASE,
)
_TITLE_CHARS = 60
_SUMS = frozenset({"total_gross", "amount_due", "total_net"})


def charges_money(pages: Sequence[Page]) -> bool:
    """Whether what is taken for a credit note is an invoice by what it prints."""
    rows = [row for page in pages for row in find_rows(page)]
    amounts = (n for n, row in enumerate(rows) if _AMOUNT.search(row.text))
    head = rows[: next(amounts, len(rows))]  # above the first that ends in an amount
    if _credits_nothing(rows):
        return True
    return (_takes_back(head, rows) or _replaces_invoice(head, rows)) and _owes(rows)


def tells_credit(pages: Sequence[Page]) -> bool:
    """Whether a word on any page tells a credit, or an amount at a row's end is negative."""
    rows = [row for page in pages for row in find_rows(page)]
    return any(map(_says_credit, rows)) or _is_given_back(rows) or any(_signs(rows))


def _is_given_back(rows: Sequence[Row]) -> bool:
    """Whether a row speaks of a bonus or the like, or a title is one of these."""
    return any(_GIVEN_BACK.search(row.text) for row in rows) or _is_titled_back(rows)


def _is_titled_back(rows: Sequence[Row]) -> bool:
    """Whether a cell above the first amount is a title of what is given back: "Accredito n. 12"."""
    head = takewhile(lambda row: not _AMOUNT.search(row.text), rows)
    cells = (cell.text for row in head for cell in row.cells)
    return any(_TITLED_BACK.fullmatch(text) for text in cells if len(text) <= _TITLE_CHARS)


def _credits_nothing(rows: Sequence[Row]) -> bool:
    """Whether a paper names an invoice's number, and a credit at most among its sums.

    That of another month is set off there: "Gutschrift aus Vormonat   -15,00". A number in its
    caption's cell counts on a guest's folio alone.
    """
    cells = [cell.text for row in rows for cell in row.cells]
    if not any(map(_INVOICE_CAPTION.fullmatch, cells)) and not _is_billed_folio(rows, cells):
        return False
    return not any(_says_credit(row) for row in rows if not _AMOUNT.search(row.text))


def _is_billed_folio(rows: Sequence[Row], cells: Sequence[str]) -> bool:
    """Whether an account of charges and credits has an invoice's number, and no negative sum."""
    if not any(map(_NUMBERED_INVOICE.fullmatch, cells)) or not any(map(_heads_account, rows)):
        return False
    firsts = ((row, _AMOUNT.sub("", row.cells[0].text)) for row in rows)
    sums = [row for row, first in firsts if _SUMS & set(fields_named(first))]
    return not any(_signs(sums)) and not _is_given_back(rows)


def _says_credit(row: Row) -> bool:
    """Whether a word of a row tells a credit, beyond the captions of an account's two columns."""
    if _heads_account(row):
        return any(_CREDIT.search(c.text) for c in row.cells if not _CREDITS.fullmatch(c.text))
    return bool(_CREDIT.search(row.text))


def _heads_account(row: Row) -> bool:
    """Whether a row has the captions of charges and of credits: "Charges EUR   Credits EUR"."""
    heads = (_CHARGES, _CREDITS)
    return all(any(head.fullmatch(cell.text) for cell in row.cells) for head in heads)


def _takes_back(head: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Whether amounts of both signs stand below a head without a word of credit."""
    if any(map(_says_credit, head)):
        return False
    return {False, True} <= set(_signs(rows))


def _replaces_invoice(head: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Whether a paper titled as a correction, and as nothing else, says that it is the new bill."""
    titles = [cell.text for row in head for cell in row.cells]
    titles = [text for text in titles if _TITLED.match(text) or _CORRECTED.match(text)]
    if not all(_CORRECTION.match(text) or _CORRECTED.match(text) for text in titles):
        return False
    corrected = any(map(_CORRECTED.match, titles))
    replaces = bool(titles) and any(_REPLACES.search(row.text) for row in rows)
    return corrected or replaces


def _owes(rows: Sequence[Row]) -> bool:
    """Whether the sums are printed, and none of them negative."""
    sums = [row for row in rows if _SUMS & set(fields_named(_AMOUNT.sub("", row.text)))]
    signs = list(_signs(sums))
    return bool(signs) and not any(signs)


def _signs(rows: Sequence[Row]) -> Iterator[bool]:
    """Of each amount that ends a row whether it is negative."""
    for row in rows:
        if found := _AMOUNT.search(row.text):
            yield bool(found["minus"] or found["behind"])
