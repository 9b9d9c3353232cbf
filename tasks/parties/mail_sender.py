"""The seller of a bill in a mail's own text is whom the mail names as its sender.

A colleague who passes a bill on names himself there: nothing of this holds for what he sends.
"""

import re
from collections.abc import Sequence

from readers.mail_text import holds_forwarded, is_forwarded
from schemas.document import MailMessage, Page
from schemas.record import Field, Fields
from tasks.parties.name_forms import has_form, is_form, without_form
from tasks.parties.name_words import find_name, name_as_printed, plain
from tasks.parties.principal_words import name_length
from tasks.values.cells import find_cells
from tasks.values.named_fields import one_field
from tasks.values.normalize import letters_of

#: They take money and send receipts for others, whose bills these are; words of their names.
_AGENTS = frozenset({
    "2checkout", "adyen", "airbnb", "amazon", "bolt", "booking", "deliveroo", "digistore24",
    "ebay", "etsy", "eventbrite", "expedia", "fastspring", "freenow", "getyourguide", "gocardless",
    "google", "gumroad", "izettle", "klarna", "lemonsqueezy", "lieferando", "mollie", "paddle",
    "paypal", "quickbooks", "shopify", "square", "stripe", "sumup", "takeaway", "trainline",
    "uber", "wolt", "xero", "zettle",
})  # fmt: skip
#: What a sender puts beside his name: who of him writes.
_OFFICES = frozenset({
    "the", "billing", "bills", "invoice", "invoices", "invoicing", "accounts", "accounting",
    "receivable", "receipt", "receipts", "support", "service", "services", "client", "clients",
    "customer", "care", "team", "orders", "order", "sales", "reservations", "booking", "bookings",
    "payments", "noreply", "no", "reply", "info", "online", "store", "mail", "kundenservice",
    "kundendienst", "kundenbetreuung", "buchhaltung", "rechnung", "rechnungen", "belege", "beleg",
    "bestellungen", "reservierung", "comptabilité", "facturation", "factures", "réservations",
    "commandes", "facturación", "reservas", "fatturazione", "amministrazione", "prenotazioni",
    "facturatie", "administratie",
})  # fmt: skip
#: Said where somebody else sells.
_FOR_OTHERS = re.compile(
    r"\bsold by\b|\bverkäufer(?:in)?\b|\bim namen und (?:für|auf) rechnung|\bon behalf of\b"
    r"|\bas (?:an )?agent\b|\bvendu par\b|\bau nom et pour le compte|\bpartners with\b"
    r"|provisionsgutschrift|gutschriftsverfahren|self-billed|autofacturation",
    re.IGNORECASE,
)
_LINKS = re.compile(r"&|\+|\b(?:und|and|et|y|e|en)\b", re.IGNORECASE)
_SEEN = 0.4  # least confidence of a name that the sender makes sure
_PRINTED = 0.61  # confidence of a sender's name where a text names no seller: no other rule's
_NAME_N = 12  # words that may be a firm's name


def sender_of(mail: MailMessage | None) -> str:
    """How a mail's sender calls himself; nothing where he gives an address or passes it on.

    Nor where he writes within his own house: then somebody else bills it.
    """
    if mail is None or is_forwarded(mail.subject) or mail.quotes or holds_forwarded(mail.body):
        return ""
    if _house_of(mail.sender) in map(_house_of, mail.to):
        return ""
    return mail.sender.rpartition("<")[0].strip(" \"'")


def _house_of(address: str) -> str:
    """The domain of an address with or without a name before it."""
    return address.rstrip("> ").rpartition("@")[2].lower()


def settle_sender(fields: Fields, pages: Sequence[Page], sent_by: str) -> Fields:
    """The seller's name without the trade behind it: "Judith Amsel, Fachübersetzungen".

    A text that names no seller as such is the sender's, where it prints his name.
    """
    name = one_field(fields, "seller_name")
    if name is None:
        own = _find_printed(pages, sent_by)
        return {**fields, "seller_name": own} if own and not _is_buyer(own, fields) else fields
    head, _, trade = name.value.partition(",")
    if not _is_trade(trade.split()) or not (" " in head and sent_by):  # "Weber, Kranz & Kollegen"
        return fields
    if letters_of(without_form(head)) != letters_of(sent_by):
        return fields
    return {**fields, "seller_name": name.model_copy(update={"value": head.rstrip()})}


def _is_trade(texts: Sequence[str]) -> bool:
    """Whether words behind a name and a comma say what one does, and are no partners or form."""
    if not texts or has_form(texts) or _LINKS.search(" ".join(texts)):
        return False
    return texts[0][0].islower() or len(texts) == 1


def is_sender(fields: Fields, pages: Sequence[Page], sent_by: str) -> bool:
    """Whether the sender calls himself as the seller does, but for the legal form, and is no agent.

    He may say who of him writes, or where: "Service client Lumière & Cie", "Taxi Berger Ulm".
    Where a firm's name begins like the seller's, that may be his brand: "Larkspur" of "Larkspur
    Internet Services Limited".
    """
    name = one_field(fields, "seller_name")
    if name is None or name.confidence < _SEEN or is_form(name.value.split()):
        return False
    if is_only_sender(fields):
        return False
    words, own = _words(without_form(name.value)), _words(without_form(sent_by))
    if not words or not _AGENTS.isdisjoint((*words, *own)):
        return False
    if _begins_other_firm(name.value, pages) or _is_for_others(pages):
        return False
    address = one_field(fields, "seller_address")
    beside = _OFFICES.union(_words(address.value) if address else ())
    starts = range(len(own) - len(words) + 1)
    return any(
        own[at : at + len(words)] == words
        and beside.issuperset((*own[:at], *own[at + len(words) :]))
        for at in starts
    )


def is_only_sender(fields: Fields) -> bool:
    """Whether nothing but the sender's name says who sells."""
    name = one_field(fields, "seller_name")
    return name is not None and (name.origin, name.confidence) == ("rule", _PRINTED)


def _is_for_others(pages: Sequence[Page]) -> bool:
    return any(_FOR_OTHERS.search(row) for page in pages for row in page.row_texts())


def _find_printed(pages: Sequence[Page], sent_by: str) -> Field | None:
    """Where a cell is the sender's name, or begins with it before a comma."""
    own = [plain(word) for word in sent_by.split()]
    if not own or not _AGENTS.isdisjoint(_words(sent_by)):
        return None
    for number, page in enumerate(pages):
        for cell in find_cells(page):
            texts = [page.words[at].text for at in cell.words[: len(own)]]
            whole = len(cell.words) == len(own) or texts[-1].endswith(",")
            if [plain(text) for text in texts] == own and whole:
                unread = Field(value="", raw="", confidence=_PRINTED, origin="rule")
                return name_as_printed(unread, page, number, cell.words[: len(own)])
    return None


def _is_buyer(name: Field, fields: Fields) -> bool:
    buyer = one_field(fields, "buyer_name")
    return buyer is not None and letters_of(buyer.value) == letters_of(name.value)


def _begins_other_firm(name: str, pages: Sequence[Page]) -> bool:
    """Whether pages print a firm's name with the same first word, and more or less behind it."""
    first = plain(name.split()[0])
    for page in pages:
        for at in (words[0] for words in find_name(page, [first])):
            texts = [word.text for word in page.words[at : at + _NAME_N]]
            firm = texts[: name_length(texts)]
            longer = letters_of(without_form(" ".join(firm))) != letters_of(without_form(name))
            if len(firm) > 1 and has_form(firm) and longer:
                return True
    return False


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", name.lower())
