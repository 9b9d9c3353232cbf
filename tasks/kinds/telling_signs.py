"""Papers told by what only papers of their kind print, where no large title names them.

A receipt has a receipt's number and says how it was paid, a payslip takes its deductions off a
gross pay, a printed mail begins with its sender's and its reader's addresses. Each kind is told by
several such signs together; a page that lacks them keeps the type it has.
"""

import re
from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from functools import partial
from math import inf
from typing import NamedTuple

from schemas.document import Page
from schemas.record import Field, Fields, Labelled
from schemas.vocabulary import DOC_TYPES, INVOICE_TYPES, DocType
from tasks.fields.business_terms import is_invoice_view
from tasks.fields.number_words import OWN_NUMBERS
from tasks.kinds.careers import is_career, is_price_list
from tasks.kinds.charges import charges_money, tells_credit
from tasks.kinds.forms import asks_for_air_time, claims_expenses, is_blank, is_letter_about_form
from tasks.kinds.letters import (
    claims_nothing,
    confirms_order,
    disputes,
    greets,
    quotes,
    tells_prices,
)
from tasks.kinds.payslips import is_payslip
from tasks.kinds.priced_notes import name_priced_note, name_unpaid
from tasks.kinds.printed_mails import is_printed_mail
from tasks.kinds.receipts import (
    NAMES_INVOICE,
    is_billed,
    is_doubtful_receipt,
    is_hotel_bill,
    is_receipt,
)
from tasks.kinds.titles import find_titles
from tasks.values.cells import cell_texts
from tasks.values.dates import DateOrder
from tasks.values.named_fields import without
from tasks.values.self_billed import is_self_billed
from tasks.values.title_words import TITLES

_CONFIDENCE = 0.85
_MAIL_CONFIDENCE = 0.93
_CAREER_CONFIDENCE = 0.93
_ALL: frozenset[str] = frozenset(DOC_TYPES)
#: Types of running text: what a printed mail is taken for.
_TEXTS = frozenset({"letter", "form", "report", "other", "contract"})
#: What a person's career is taken for: its form to fill in is one.
_CAREERS = _TEXTS - {"form"} | {"payslip"}
_IN_TABLES = frozenset({"invoice", "statement", "report", "remittance_advice"})
#: A narrow one may look like a till's slip.
_IN_COLUMNS = _IN_TABLES | {"receipt"}
#: What a claim of expenses is taken for.
_OF_STAFF = frozenset({"payslip", "report", "receipt"})
#: What a paid bill is taken for, as a shop sends it.
_MISTAKEN_BILLS = frozenset({"order", "order_confirmation", "credit_note"})
#: A model that is less sure has no opinion.
_DOUBT = 0.7
_HARDLY = 0.5
_SURE_QUOTE = 0.9
_SURE_CONTRACT = 0.9  # from which a page is no form, whatever it asks to be filled in
#: The courses of a bill of fare, each a heading of its own.
_COURSES = re.compile(
    r"(?:les |unsere |our |nos )?(?:entrées|plats(?: principaux)?|desserts?|fromages|vorspeisen"
    r"|hauptgerichte|hauptspeisen|nachspeisen|starters|mains|main courses|antipasti"
    r"|(?:primi|secondi)(?: piatti)?|dolci|entrantes|postres"
    r"|voorgerechten|hoofdgerechten|nagerechten)",
    re.IGNORECASE,
)
_COURSES_N = 2
#: What an account held before a statement's entries, and after them.
_OLD_BALANCE = re.compile(
    r"(?:ancien|précédent) solde|solde (?:précédent|initial|de départ)|alter (?:konto)?saldo"
    r"|(?:konto)?saldo alt|anfangssaldo|saldovortrag|(?:opening|previous|old) balance"
    r"|balance brought forward|saldo (?:iniziale|precedente|inicial|anterior)"
    r"|(?:vorig|begin) ?saldo",
    re.IGNORECASE,
)
_NEW_BALANCE = re.compile(
    r"nouveau solde|solde (?:final|de clôture)|neuer (?:konto)?saldo|(?:konto)?saldo neu"
    r"|endsaldo|schlusssaldo|(?:closing|new) balance|balance carried forward"
    r"|saldo (?:finale|final)|nuevo saldo|nuovo saldo|(?:nieuw|eind) ?saldo",
    re.IGNORECASE,
)
#: Captions of an offer's own number, and of the day until which it holds.
_OFFER_NUMBER = re.compile("|".join(OWN_NUMBERS["quote"]), re.IGNORECASE)
_HOLDS = re.compile(
    rf"(?:(?:{TITLES['quote']}) )?(?:valid (?:until|to|for)|gültig bis|valable jusqu['’]au"
    r"|válid[ao] hasta|valid[ao] fino al|geldig tot)\b.*",
    re.IGNORECASE,
)
#: What only a contract says.
_OWN_TERMS = frozenset({"title", "governing_law", "notice_period", "term"})
#: What a letter's subject is about: "Mängelanzeige – Hafenweg 3, Mietvertrag 3318/02 vom".
_BY_NUMBER = re.compile(
    r"\w.*(?:,| [–—-]) \S*(?:vertrag|contract|contrat|agreement|lease|bail)\S* (?:n\S+ )?\S*[0-9]",
    re.IGNORECASE,
)


def _offers(pages: Sequence[Page]) -> bool:
    """Whether a page without a title numbers an offer, says how long it holds, and bills nothing.

    An invoice may name the offer that it is for.
    """
    cells = cell_texts(pages)
    if any(map(NAMES_INVOICE.match, cells)) or list(find_titles(pages[0])):
        return False
    return any(map(_OFFER_NUMBER.match, cells)) and holds_until(pages)


def holds_until(pages: Sequence[Page]) -> bool:
    """Whether a page says how long what it offers holds: "Valid until 16 March"."""
    return any(map(_HOLDS.fullmatch, cell_texts(pages)))


def _is_statement(pages: Sequence[Page]) -> bool:
    """Whether a page titled so says what the account held before and after; no bill does."""
    cells = cell_texts(pages)
    if not any(map(_OLD_BALANCE.search, cells)) or not any(map(_NEW_BALANCE.search, cells)):
        return False
    titles = [title for title in find_titles(pages[0]) if title.how in ("alone", "numbered")]
    return {title.kind for title in titles} == {"statement"}


def _is_bill_of_fare(pages: Sequence[Page]) -> bool:
    """Whether the first page, without a title, is headed by the courses of a meal."""
    headings = {cell.lower() for cell in cell_texts(pages[:1]) if _COURSES.fullmatch(cell)}
    return len(headings) >= _COURSES_N and not list(find_titles(pages[0]))


class _Sign(NamedTuple):
    """What tells papers of a kind among those that the model takes for others.

    below: the confidence from which the model knows better.
    """

    taken_for: Collection[str]
    kind: DocType
    tells: Callable[[Sequence[Page]], bool]
    below: float = inf
    confidence: float = _CONFIDENCE


#: Of papers of business, the first that tells wins.
_SIGNS = (
    _Sign(_ALL - INVOICE_TYPES, "invoice", is_invoice_view),
    _Sign(_TEXTS, "mail", is_printed_mail, confidence=_MAIL_CONFIDENCE),
    _Sign(_CAREERS, "other", is_career, confidence=_CAREER_CONFIDENCE),
    _Sign({"invoice"}, "other", is_price_list),
    _Sign(_IN_COLUMNS, "payslip", is_payslip),
    _Sign(_ALL - _IN_COLUMNS - {"payslip"}, "payslip", is_payslip, below=_DOUBT),
    _Sign({"credit_note"}, "invoice", charges_money),
    _Sign({"credit_note"}, "invoice", is_self_billed),
    _Sign({"invoice"}, "receipt", is_receipt),
    _Sign(_MISTAKEN_BILLS, "receipt", is_receipt, below=_DOUBT),
    _Sign(_IN_COLUMNS - {"statement"}, "statement", _is_statement),
    _Sign(_ALL, "form", asks_for_air_time),
    _Sign({"invoice"}, "quote", _offers),
    _Sign({"invoice"}, "order_confirmation", confirms_order),
    _Sign(_IN_TABLES, "form", is_blank),
    _Sign({"contract"}, "form", is_blank, below=_SURE_CONTRACT),
    _Sign(_ALL, "form", is_blank, below=_DOUBT),
)
#: Of what may be running text, where nothing tells a paper of business.
_TEXT_SIGNS = (
    _Sign(_OF_STAFF, "form", claims_expenses, below=_DOUBT),
    _Sign({"payment_reminder"}, "letter", claims_nothing, below=_DOUBT),
    _Sign({"payment_reminder"}, "letter", partial(disputes, doc_type="payment_reminder")),
    _Sign({"remittance_advice"}, "letter", partial(disputes, doc_type="remittance_advice")),
    _Sign({"quote"}, "letter", tells_prices, below=_SURE_QUOTE),
    _Sign({"letter"}, "quote", quotes),
    _Sign({"form"}, "letter", is_letter_about_form),
    _Sign(_ALL, "other", _is_bill_of_fare, below=_HARDLY),
)


def name_by_signs(
    pages: Sequence[Page], found: Labelled[DocType], order: DateOrder
) -> Labelled[DocType]:
    """The type that the page's own signs tell, else the one found."""
    if not pages:
        return found
    return (
        _find_told(_SIGNS, pages, found)
        or _doubt_receipt(pages, found, order)
        or _doubt_credit(pages, found)
        or _find_told(_TEXT_SIGNS, pages, found)
        or found
    )


def _find_told(
    signs: Sequence[_Sign], pages: Sequence[Page], found: Labelled[DocType]
) -> Labelled[DocType] | None:
    """The type of the first sign that tells one."""
    for sign in signs:
        is_taken = found.value in sign.taken_for and found.confidence < sign.below
        if is_taken and sign.tells(pages):
            return Labelled(value=sign.kind, confidence=sign.confidence)
    return None


def _doubt_receipt(
    pages: Sequence[Page], found: Labelled[DocType], order: DateOrder
) -> Labelled[DocType] | None:
    """What a paper taken for a receipt is instead, or that it may be none."""
    if found.value != "receipt":
        return None
    if is_hotel_bill(pages, order) or is_billed(pages):
        return Labelled(value="invoice", confidence=_CONFIDENCE)
    if (note := name_priced_note(pages)) is not None:
        return Labelled(value=note, confidence=_CONFIDENCE)
    if is_doubtful_receipt(pages):
        if (unpaid := name_unpaid(pages)) is not None:
            return Labelled(value=unpaid, confidence=_CONFIDENCE)
        return Labelled(value="receipt", confidence=min(found.confidence, _HARDLY))
    return None


def _doubt_credit(pages: Sequence[Page], found: Labelled[DocType]) -> Labelled[DocType] | None:
    """That what says nothing of a credit may be no credit note: its sums would change sides."""
    if found.value != "credit_note" or tells_credit(pages):
        return None
    return Labelled(value="credit_note", confidence=min(found.confidence, _HARDLY))


def owe_nothing(fields: Fields) -> Fields:
    """A receipt's fields: no day to pay by, and nothing due but a printed balance of nothing.

    A deposit's leaves a part of the total to be paid: "Deposit received 200.00, Balance 400.00".
    """
    total, due = fields.get("total_gross"), fields.get("amount_due")
    owed = Decimal(due.value) if isinstance(due, Field) else Decimal(0)
    if isinstance(total, Field) and 0 < owed < Decimal(total.value):
        return dict(fields)
    dropped = {"due_date", "amount_due"} if owed else {"due_date"}
    return without(fields, *dropped)


def is_mere_letter(pages: Sequence[Page], terms: Fields) -> bool:
    """Whether a text taken for a contract greets its reader and says nothing of what they say.

    Its subject may name a contract by its number.
    """
    parties, title = terms.get("party"), terms.get("title")
    named = isinstance(title, Field) and _BY_NUMBER.match(title.value)
    if (_OWN_TERMS - ({"title"} if named else set())) & terms.keys() or (
        isinstance(parties, list) and len(parties) > 1
    ):
        return False
    return greets(cell_texts(pages))
