"""The seller of a bill in a mail's own text is whom the mail names as its sender.

A colleague who passes a bill on names himself there: nothing of this holds for what he sends.
"""

from collections.abc import Sequence
from email.utils import parseaddr

from readers.mail_text import is_forwarded
from schemas.document import MailMessage, Page
from schemas.record import Field, Fields
from tasks.parties.name_forms import has_form, is_form, without_form
from tasks.parties.name_words import find_name, name_as_printed, plain
from tasks.parties.principal_words import name_length
from tasks.values.cells import find_cells
from tasks.values.normalize import letters_of

#: They take money and send receipts for others, whose bills these are.
_AGENTS = frozenset({
    "amazon", "amazoncom", "amazonde", "amazoncouk", "amazonfr", "airbnb", "adyen", "bookingcom",
    "ebay", "etsy", "fastspring", "gocardless", "google", "googleplay", "izettle", "zettle",
    "klarna", "lemonsqueezy", "mollie", "paddle", "paddlecom", "paypal", "shopify", "square",
    "stripe", "sumup", "uber", "ubereats",
})  # fmt: skip
_PRINTED = 0.6  # confidence of a sender's name in a text that names no seller
_NAME_N = 12  # words that may be a firm's name


def sender_of(mail: MailMessage | None) -> str:
    """How a mail's sender calls himself; nothing where he gives an address or passes it on."""
    if mail is None or is_forwarded(mail.subject):
        return ""
    return parseaddr(mail.sender)[0]


def settle_sender(fields: Fields, pages: Sequence[Page], sent_by: str) -> Fields:
    """The seller's name without the trade behind it: "Judith Amsel, Fachübersetzungen".

    A text that names no seller as such is the sender's, where it prints his name.
    """
    name = fields.get("seller_name")
    if not isinstance(name, Field):
        own = _find_printed(pages, sent_by)
        return {**fields, "seller_name": own} if own and not _is_buyer(own, fields) else fields
    head, _, trade = name.value.partition(",")
    if not trade or has_form(trade.split()):  # "Tarnwick, Inc."
        return fields
    if letters_of(without_form(head)) != letters_of(sent_by):
        return fields
    return {**fields, "seller_name": name.model_copy(update={"value": head.rstrip()})}


def is_sender(fields: Fields, pages: Sequence[Page], sent_by: str) -> bool:
    """Whether the sender calls himself as the seller does, but for the legal form, and is no agent.

    He may say what writes for him, too: "Service client Lumière & Cie". Where a firm's name begins
    like the seller's, that may be his brand: "Larkspur" of "Larkspur Internet Services Limited".
    """
    name = fields.get("seller_name")
    if not isinstance(name, Field) or is_form(name.value.split()):
        return False
    if _begins_other_firm(name.value, pages):
        return False
    words, own = _words(without_form(name.value)), _words(sent_by)
    if not words or "".join(words).lower() in _AGENTS:
        return False
    starts = range(len(own) - len(words) + 1)
    return any(own[at : at + len(words)] == words for at in starts)


def _find_printed(pages: Sequence[Page], sent_by: str) -> Field | None:
    """Where a cell is the sender's name, or begins with it before a comma."""
    own = [plain(word) for word in sent_by.split()]
    if not own or letters_of(sent_by).lower() in _AGENTS:
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
    buyer = fields.get("buyer_name")
    return isinstance(buyer, Field) and letters_of(buyer.value) == letters_of(name.value)


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
    return [letters for word in name.split() if (letters := letters_of(word))]
