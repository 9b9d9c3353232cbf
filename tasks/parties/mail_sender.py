"""The seller of a bill in a mail's own text is whom the mail names as its sender.

A colleague who passes a bill on names himself there: nothing of this holds for what he sends.
"""

from collections.abc import Sequence
from email.utils import parseaddr

from schemas.document import MailMessage, Page
from schemas.record import Field, Fields
from tasks.parties.name_forms import has_form, is_form, without_form
from tasks.parties.name_words import find_name, plain
from tasks.parties.principal_words import name_length
from tasks.values.normalize import letters_of

#: They take money and send receipts for others, whose bills these are.
_AGENTS = frozenset({
    "amazon", "amazoncom", "amazonde", "amazoncouk", "amazonfr", "airbnb", "adyen", "bookingcom",
    "ebay", "etsy", "fastspring", "gocardless", "google", "googleplay", "izettle", "zettle",
    "klarna", "lemonsqueezy", "mollie", "paddle", "paddlecom", "paypal", "shopify", "square",
    "stripe", "sumup", "uber", "ubereats",
})  # fmt: skip
_NAME_N = 12  # words that may be a firm's name


def sender_of(mail: MailMessage | None) -> str:
    """How a mail's sender calls himself; nothing where he gives only an address."""
    return parseaddr(mail.sender)[0] if mail is not None else ""


def cut_at_sender(fields: Fields, sent_by: str) -> Fields:
    """Without the trade behind the seller's name: "Judith Amsel, Fachübersetzungen"."""
    name = fields.get("seller_name")
    if not isinstance(name, Field):
        return fields
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
