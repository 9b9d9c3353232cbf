"""Papers told by what only papers of their kind print, where no large title names them.

A receipt has a receipt's number and says how it was paid, a payslip takes its deductions off a
gross pay, a printed mail begins with its sender's and its reader's addresses. Each kind is told by
several such signs together; a page that lacks them keeps the type it has.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from schemas.document import Page
from schemas.record import Field, Fields, Labelled
from schemas.vocabulary import INVOICE_TYPES, DocType
from tasks.fields.business_terms import is_invoice_view
from tasks.fields.captioned_periods import bills_nights
from tasks.fields.number_words import OWN_NUMBERS
from tasks.kinds.charges import charges_money
from tasks.kinds.payslips import is_payslip
from tasks.kinds.priced_notes import name_priced_note
from tasks.kinds.receipts import NAMES_INVOICE, is_billed, is_doubtful_receipt, is_receipt
from tasks.kinds.titles import find_titles
from tasks.values.cells import find_cells, find_rows
from tasks.values.dates import DateOrder
from tasks.values.notation import AMOUNT, CURRENCY
from tasks.values.self_billed import is_self_billed
from tasks.values.title_words import TITLES

_CONFIDENCE = 0.85
_MAIL_CONFIDENCE = 0.93
#: Types of running text: what a printed mail is taken for.
_TEXTS = frozenset({"letter", "form", "report", "other", "contract"})
_IN_TABLES = frozenset({"invoice", "statement", "report", "remittance_advice"})
#: What a claim of expenses is taken for.
_OF_STAFF = frozenset({"payslip", "report", "receipt"})
#: What a paid bill is taken for, as a shop sends it.
_MISTAKEN_BILLS = frozenset({"order", "order_confirmation", "credit_note"})
#: A model that is less sure has no opinion.
_DOUBT = 0.7
_HARDLY = 0.5
_SURE_QUOTE = 0.9
_SURE_CONTRACT = 0.9  # from which a page is no form, whatever it asks to be filled in

#: How many rows a printed mail needs to come to its sender, reader, time and subject.
_MAIL_ROWS_N = 14
_ADDRESS = r"[^\s@<>]+@[^\s@<>]+"
_SENDER = re.compile(
    rf"\W*(?:(?:von|from|de|da|van)\s?:.*{_ADDRESS}|[^:]{{2,60}}<{_ADDRESS}>)", re.I
)
_NAMED_SENDER = re.compile(r"\W*(?:von|from|de|da|van)\s?:\s*\S", re.IGNORECASE)
_READER = re.compile(r"\W*(?:an|to|à|a|para|aan)\s?:\s*\S", re.IGNORECASE)
_SENT = re.compile(r"\W*(?:gesendet|sent|envoyé|enviado|inviato|verzonden)\b[^:]{0,6}:", re.I)
_DATED = re.compile(r"\W*(?:date|datum|fecha|data)\s?:|.*\b\d{1,2} ?[:h] ?\d\d\b", re.IGNORECASE)
_SUBJECT = re.compile(r"\W*(?:betreff|subject|objet|asunto|oggetto|onderwerp)\s?:", re.IGNORECASE)
_FAX = re.compile(r"\W*(?:tele)?fax\b", re.IGNORECASE)

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

#: What confirms an order in a sentence of a letter: "this is to confirm your order 4711".
_CONFIRMS = re.compile(
    r"\bconfirm(?:s|ing)? (?:(?:receipt|acceptance) of )?your (?:order|booking|reservation)\b"
    r"|\bbestätig(?:en|e) (?:wir |ich )?(?:ihnen )?(?:hiermit )?(?:ihren? |den )?"
    r"(?:auftrag|bestellung|buchung|reservierung)\b"
    r"|\bconfirm(?:ons|e) (?:\w+ ){0,2}?votre (?:commande|réservation)\b",
    re.IGNORECASE,
)

#: What a form asks of who fills it in, or keeps for who gets it.
_TO_FILL_IN = re.compile(
    r"à (?:compléter|remplir)\b|à (?:retourner|renvoyer) (?:dûment )?(?:complété|rempli)"
    r"|lettres capitales|réservé (?:au|à l)|bitte .{0,40}\bausfüllen\b"
    r"|\bauszufüllen\b|\bdruckbuchstaben\b|nur für (?:den )?(?:internen|amtlichen|dienst)"
    r"|please (?:complete|fill)|\bblock (?:capitals|letters)\b|\boffice use\b"
    r"|letras mayúsculas|rellenar|stampatello|da compilare|riservato (?:al|all)\b|blokletters"
    r"|in te vullen",
    re.IGNORECASE,
)

#: Captions of what is to be filled in, at the end of a row.
_ASKED = re.compile(
    r"[^:]{1,40}:$|(?:name|vorname|nachname|unterschrift|signature|anschrift|adresse|address|stra(?:ß|ss)e"
    r"|ort, datum|date|datum|iban|bic|sort code|account number|firma)\b[^.:]{0,30}$",
    re.IGNORECASE,
)
#: Room to write, and boxes to tick.
_BLANK = re.compile(r"_{4,}|\.{8,}|…{3,}|[☐□☒☑]")
_BOX = re.compile("[☐□☒☑]")
_BOXES_N = 4  # to tick, of one or two questions

_SALUTATION = re.compile(
    r"sehr geehrte|guten tag\b|dear\b|(?:madame|monsieur)\b.{0,30},$|geachte\b|estimad[oa]s?\b"
    r"|muy señor|egregi[oa]?\b|gentil[ei]\b|spett",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"freundliche[nm]? gr|hochachtungsvoll|im auftrag\b|yours (?:sincerely|faithfully|truly)"
    r"|(?:kind|best) regards|salutations|(?:prions d['’]|veuillez )agréer|atentamente"
    r"|(?:distinti|cordiali) saluti|vriendelijke groet",
    re.IGNORECASE,
)
#: An amount, also one without cents beside its currency: "CHF 250.–", "250 EUR".
_AMOUNT = re.compile(
    rf"{AMOUNT.pattern}|[0-9][.,][-–—]"
    rf"|(?:(?<!\w){CURRENCY}|\bFr\.) ?[0-9]|[0-9] ?{CURRENCY}(?!\w)",
    re.IGNORECASE,
)
#: Heads of a form on which an employee asks for what was laid out.
_EXPENSES = re.compile(
    r"\bexpenses? (?:claim|form|report)|\b(?:reisekosten|spesen)-?abrechnung|\bnotes? de frais\b"
    r"|\bnota spese\b|\bhoja de gastos\b|\bonkostendeclaratie",
    re.IGNORECASE,
)
_HEAD_ROWS_N = 5
#: What a customer writes who does not mean to pay all of a bill, to whoever sent it.
_DISPUTES = re.compile(
    r"\b(?:um|senden sie) .{0,20}(?:berichtigte|korrigierte)n? rechnung"
    r"|bitten (?:wir |sie )?um (?:eine )?gutschrift\b"
    r"|\b(?:halten|behalten) (?:wir|ich) (?:die|ihre|den) \w+ (?:zurück|ein)"
    r"|\b(?:(?:wir|ich) (?:beanstande|widerspreche)|(?:beanstande|widerspreche)n? (?:wir|ich))"
    r"|\b(?:we|i) (?:dispute|contest|reject|query)\b|[–-] complaint\b|withhold(?:ing)? payment"
    r"|\b(?:send|issue) .{0,20}(?:corrected|revised|amended) invoice"
    r"|ask you to (?:cancel|credit|correct)\b|contestation de (?:votre|la) facture"
    r"|\b(?:nous |je )contest|d['’]émettre un avoir|\bsuspend(?:ons|s) le (?:règlement|paiement)",
    re.IGNORECASE,
)
#: What a quotation calls itself somewhere.
_OFFER = re.compile(
    r"devis\b|offre\b|\boffer|angebot|\b(?:an)?bieten\b|offert|quot(?:e|ation)|estimate"
    r"|kostenvoranschlag|preventivo|presupuesto|oferta|proposal|propos(?:ition|ta|ons|er)|propuesta"
    r"|\bvalid until\b|\bgültig bis\b|\bvalable jusqu",
    re.IGNORECASE,
)
#: How a title names a paper that is one, and no other that it speaks of.
_TITLED = ("alone", "numbered", "leading")
#: What an offer comes to, without and with tax.
_SUMMED = re.compile(
    r"(?:sub|grand )?total\b|totale\b|totaal\b|(?:gesamt|end|netto|brutto|zwischen)"
    r"(?:summe|betrag|preis)\b|summe\b|montant total\b",
    re.IGNORECASE,
)
_SUMS_N = 2
#: Captions of an offer's own number, and of the day until which it holds.
_OFFER_NUMBER = re.compile("|".join(OWN_NUMBERS["quote"]), re.IGNORECASE)
_HOLDS = re.compile(
    rf"(?:(?:{TITLES['quote']}) )?(?:valid (?:until|to|for)|gültig bis|valable jusqu['’]au"
    r"|válid[ao] hasta|valid[ao] fino al|geldig tot)\b.*",
    re.IGNORECASE,
)
#: What only a contract says.
_OWN_TERMS = frozenset({"title", "governing_law", "notice_period", "term"})


def name_by_signs(
    pages: Sequence[Page], found: Labelled[DocType], order: DateOrder
) -> Labelled[DocType]:
    """The type that the page's own signs tell, else the one found."""
    if not pages:
        return found
    if found.value not in INVOICE_TYPES and is_invoice_view(pages):
        return Labelled(value="invoice", confidence=_CONFIDENCE)
    doubted = found.confidence < _DOUBT
    is_thin = found.value == "contract" and found.confidence < _SURE_CONTRACT
    if found.value in _TEXTS and _is_printed_mail(pages[0]):
        return Labelled(value="mail", confidence=_MAIL_CONFIDENCE)
    if (found.value in _IN_TABLES or doubted) and found.value != "payslip" and is_payslip(pages):
        return Labelled(value="payslip", confidence=_CONFIDENCE)
    if found.value == "credit_note" and (charges_money(pages) or is_self_billed(pages)):
        return Labelled(value="invoice", confidence=_CONFIDENCE)
    is_bill = found.value == "invoice" or (found.value in _MISTAKEN_BILLS and doubted)
    if is_bill and is_receipt(pages):
        return Labelled(value="receipt", confidence=_CONFIDENCE)
    if found.value in _IN_TABLES - {"statement"} and _is_statement(pages):
        return Labelled(value="statement", confidence=_CONFIDENCE)
    if found.value == "invoice" and _offers(pages):
        return Labelled(value="quote", confidence=_CONFIDENCE)
    if found.value == "invoice" and _confirms(pages):
        return Labelled(value="order_confirmation", confidence=_CONFIDENCE)
    if (found.value in _IN_TABLES or is_thin) and _is_blank(pages[0]):
        return Labelled(value="form", confidence=_CONFIDENCE)
    if found.value == "receipt" and (_is_hotel_bill(pages, order) or is_billed(pages)):
        return Labelled(value="invoice", confidence=_CONFIDENCE)
    if found.value == "receipt" and (note := name_priced_note(pages)) is not None:
        return Labelled(value=note, confidence=_CONFIDENCE)
    if found.value == "receipt" and is_doubtful_receipt(pages):
        return Labelled(value="receipt", confidence=min(found.confidence, _HARDLY))
    if found.value in _OF_STAFF and doubted and _claims_expenses(pages[0]):
        return Labelled(value="form", confidence=_CONFIDENCE)
    if found.value == "payment_reminder" and doubted and _claims_nothing(pages):
        return Labelled(value="letter", confidence=_CONFIDENCE)
    if found.value in ("payment_reminder", "remittance_advice") and _disputes(pages, found.value):
        return Labelled(value="letter", confidence=_CONFIDENCE)
    if found.value == "quote" and found.confidence < _SURE_QUOTE and _tells_prices(pages):
        return Labelled(value="letter", confidence=_CONFIDENCE)
    if found.value == "letter" and _quotes(pages):
        return Labelled(value="quote", confidence=_CONFIDENCE)
    if found.value == "form" and _is_letter_about_form(pages):
        return Labelled(value="letter", confidence=_CONFIDENCE)
    if found.confidence < _HARDLY and _is_bill_of_fare(pages[0]):
        return Labelled(value="other", confidence=_CONFIDENCE)
    return found


def owe_nothing(fields: Mapping[str, Field | list[Field]]) -> Fields:
    """A receipt's fields: no day to pay by, and nothing due but a printed balance of nothing."""
    kept = {name: found for name, found in fields.items() if name != "due_date"}
    due = kept.get("amount_due")
    if isinstance(due, Field) and due.value.strip("0."):
        del kept["amount_due"]
    return kept


def is_mere_letter(pages: Sequence[Page], terms: Mapping[str, Field | list[Field]]) -> bool:
    """Whether a text taken for a contract greets its reader and says nothing of what they say."""
    parties = terms.get("party")
    if _OWN_TERMS & terms.keys() or (isinstance(parties, list) and len(parties) > 1):
        return False
    return _greets(list(_cells(pages)))


def _tells_prices(pages: Sequence[Page]) -> bool:
    """Whether a text greets its reader and offers nothing by name: new prices, in a letter."""
    cells = list(_cells(pages))
    return _greets(cells) and not any(map(_OFFER.search, cells))


def _quotes(pages: Sequence[Page]) -> bool:
    """Whether a letter is titled as a quotation and nothing else, and adds up what it offers.

    "Quotation ref. Q/1904" above the greeting; the prices are on a schedule behind it.
    """
    if {title.kind for title in find_titles(pages[0]) if title.how in _TITLED} != {"quote"}:
        return False
    rows = [row.cells for page in pages for row in find_rows(page) if len(row.cells) > 1]
    summed = [row for row in rows if _SUMMED.match(row[0].text) and AMOUNT.search(row[-1].text)]
    return len(summed) >= _SUMS_N


def _is_hotel_bill(pages: Sequence[Page], order: DateOrder) -> bool:
    """Whether a page names its guest's nights, and none is headed as a receipt."""
    titled = any(title.kind == "receipt" for page in pages for title in find_titles(page))
    return not titled and any(bills_nights(find_rows(page), order) for page in pages)


def _claims_expenses(page: Page) -> bool:
    return any(_EXPENSES.search(row.text) for row in find_rows(page)[:_HEAD_ROWS_N])


def _claims_nothing(pages: Sequence[Page]) -> bool:
    """Whether a text greets its reader and names no amount: it reminds of no debt."""
    cells = list(_cells(pages))
    return _greets(cells) and not any(map(_AMOUNT.search, cells))


def _disputes(pages: Sequence[Page], doc_type: DocType) -> bool:
    """Whether a text without such a title greets its reader and disputes what that one billed."""
    cells = list(_cells(pages))
    titles = (title for title in find_titles(pages[0]) if title.how in ("alone", "numbered"))
    if not _greets(cells) or any(title.kind == doc_type for title in titles):
        return False
    return _DISPUTES.search(" ".join(cells)) is not None


def _offers(pages: Sequence[Page]) -> bool:
    """Whether a page without a title numbers an offer, says how long it holds, and bills nothing.

    An invoice may name the offer that it is for.
    """
    cells = list(_cells(pages))
    if any(map(NAMES_INVOICE.match, cells)) or list(find_titles(pages[0])):
        return False
    return any(map(_OFFER_NUMBER.match, cells)) and any(map(_HOLDS.fullmatch, cells))


def _confirms(pages: Sequence[Page]) -> bool:
    """Whether a letter without a title confirms an order in a sentence, and bills nothing."""
    cells = list(_cells(pages))
    if not _greets(cells) or list(find_titles(pages[0])) or any(map(NAMES_INVOICE.search, cells)):
        return False
    return _CONFIRMS.search(" ".join(cells)) is not None


def _greets(cells: Sequence[str]) -> bool:
    return any(map(_SALUTATION.match, cells)) and any(map(_CLOSING.search, cells))


def _is_letter_about_form(pages: Sequence[Page]) -> bool:
    """Whether a page headed by a form's name greets its reader, and has nothing to fill in."""
    cells = list(_cells(pages))
    if not _greets(cells) or any(map(_BLANK.search, cells)) or any(map(_TO_FILL_IN.search, cells)):
        return False
    ends = (row.cells[-1].text for page in pages for row in find_rows(page))
    return not any(map(_ASKED.match, ends))


def _cells(pages: Sequence[Page]) -> Iterator[str]:
    return (cell.text for page in pages for cell in find_cells(page))


def _is_printed_mail(page: Page) -> bool:
    """Whether the first rows name sender, reader and time as a mail program prints them.

    A memo or a fax names its sender, too, but by no address, and nobody sent it at an hour.
    """
    rows = [row.text.replace("\t", " ") for row in find_rows(page)[:_MAIL_ROWS_N]]

    def has(pattern: re.Pattern[str]) -> bool:
        return any(map(pattern.match, rows))

    if has(_FAX) or not has(_READER):
        return False
    if has(_SENDER):
        return has(_SENT) or has(_DATED) or has(_SUBJECT)
    return has(_NAMED_SENDER) and has(_SENT) and has(_SUBJECT)


def _is_bill_of_fare(page: Page) -> bool:
    headings = {cell.lower() for cell in _cells([page]) if _COURSES.fullmatch(cell)}
    return len(headings) >= _COURSES_N and not list(find_titles(page))


def _is_statement(pages: Sequence[Page]) -> bool:
    """Whether a page titled so says what the account held before and after; no bill does."""
    cells = list(_cells(pages))
    if not any(map(_OLD_BALANCE.search, cells)) or not any(map(_NEW_BALANCE.search, cells)):
        return False
    titles = [title for title in find_titles(pages[0]) if title.how in ("alone", "numbered")]
    return {title.kind for title in titles} == {"statement"}


def _is_blank(page: Page) -> bool:
    """Whether a page's titles name nothing but a form, and it says how to fill it in.

    Or has boxes to tick.
    """
    cells = list(_cells([page]))
    boxes_n = sum(len(_BOX.findall(cell)) for cell in cells)
    if boxes_n < _BOXES_N and not any(map(_TO_FILL_IN.search, cells)):
        return False
    return {title.kind for title in find_titles(page)} == {"form"}
