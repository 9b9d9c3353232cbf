"""What was paid before, where running text says so: "Ihre Anzahlung von 400,00 EUR haben wir
berücksichtigt. Bitte überweisen Sie den Restbetrag von 790,00 EUR".
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.sums.amount_fields import decimal_of
from tasks.sums.other_amounts import names_withheld
from tasks.sums.printed_amounts import amounts_among, printed_field
from tasks.values.cells import word_rows
from tasks.values.normalize import Conventions
from tasks.values.paid_words import DISCOUNTS, names_payment

#: What is to be paid if it is early, or at all: "If paid by 05/10/2026   £1,170.00".
_IF_PAID = (
    r"\bbei (?:[^\W\d_]+ )?zahlung\b|\b(?:if|when) (?:paid|pay|settled)\b"
    r"|\bpayment within\b|\b(?:si|en cas de) (?:paiement|règlement|payée?|réglée?)\b"
    r"|\bse pagat[oaie]\b|\bper pagament[oi]\b|\bpagamento entro\b|\bsi (?:se )?paga\b"
    r"|\b(?:bij|indien|mits|als) (?:tijdige )?beta(?:ling|ald)\b"
)
_DEPENDS = re.compile(_IF_PAID, re.IGNORECASE)
#: What is let off, paid to another, or to be paid or taken later, though it may speak of payment.
_NO_PAYMENT = re.compile(
    rf"(?!remise (?:des|en main|de chèque)|(?<=à la )remise){DISCOUNTS}|\bsplit\b|zahlbar"
    r"|credit note|gutschrift|\b(?:to|will) be (?:taken|collected|debited|charged)|abbuchung am"
    rf"|\bwird\b.*(?:abgebucht|eingezogen|belastet)|\bsera (?:prélevé|débité)|{_IF_PAID}",
    re.IGNORECASE,
)
#: That money is to come yet: "wird bei Auftragserteilung bezahlt", "is to be paid on order".
_TO_COME = re.compile(
    r"\b(?:to|must|will|shall) be (?:\w+ )?paid\b|\b(?:payable|due) (?:on|upon|at|with)\b"
    r"|\b(?:wird|werden|muss|soll)\b.{0,80}?(?:bezahlt|gezahlt|geleistet)"
    r"|\bzu (?:be)?zahlen (?:bei|mit|nach|vor)\b|\bà (?:verser|régler|payer)\b"
    r"|\b(?:sera|seront|être)\b.{0,40}?(?:versé|réglé|payé)|\bda (?:versare|pagare)\b"
    r"|\b(?:va|vanno|sarà|essere)\b.{0,40}?(?:versat|pagat)|\ba (?:pagar|abonar)\b"
    r"|\b(?:será|ser)\b.{0,40}?(?:abonad|pagad)|\bworden (?:betaald|voldaan)"
    r"|\b(?:wordt|moet|zal|dient)\b.{0,80}?(?:betaald|voldaan)",
    re.IGNORECASE,
)
#: That money came, or is taken off.
_RECEIVED = re.compile(
    r"erhalten|berücksichtigt|\babz(?:ü|g)|verrechnet|angerechnet|geleistet|(?:be|ge)zahlt"
    r"|eingegangen|received|applied|\bpaid\b|\bless\b|deducted|credited|with thanks"
    r"|reçu|versé|déduit|déduction|réglé|payé|\bmoins\b|ricevut|versat|pagat|dedott|detratt"
    r"|recibid|pagad|abonad|deducid|ontvangen|betaald|verrekend|voldaan|verminder",
    re.IGNORECASE,
)
#: What of a total is left to pay.
_REST = re.compile(
    r"\brest(?:e|o|ant|ante|betrag|zahlung|summe|bedrag)?\b|verbleib|\bbleib|\bzu zahlen"
    r"|\bzahlbetrag|\bbalance\b|\bleav(?:es|ing)\b|remain|outstanding|\bsolde\b|\bsaldo\b|rimane"
    r"|rimanente|pendiente|resterend|resteert|te betalen|\bamount due",
    re.IGNORECASE,
)
_Amount = tuple[Decimal, tuple[int, ...]]  # and its words
_PROVED = 0.95  # how often two amounts are right that make the total


def is_payment(key: str) -> bool:
    """Whether the words before an amount speak of a payment, and of nothing that is let off."""
    return names_payment(key) and not names_no_payment(key)


def names_no_payment(key: str) -> bool:
    """Whether words tell of what is let off, held back or to come: "If paid by 05/10/2026"."""
    return bool(_NO_PAYMENT.search(key)) or names_withheld(key)


def depends_on_payment(key: str) -> bool:
    """Whether words name what is to be paid if it is early: "Bei Zahlung bis 05.10.2026:"."""
    return bool(_DEPENDS.search(key))


def read_told_payment(
    fields: Fields, total: Decimal, pages: Sequence[Page], conventions: Conventions
) -> Fields:
    """The payment and the rest of the total that a sentence says, as far as they are not known.

    Nothing where another payment or another amount due is known.
    """
    for number, page in enumerate(pages, start=1):
        for words in _texts(page):
            for paid, left in _find_pairs(amounts_among(page, words, conventions), total):
                told = {"prepaid": paid, "amount_due": left}
                if not _says_so(page, words, paid[1], left[1]):
                    continue
                known = {n: decimal_of(f) for n in told if isinstance(f := fields.get(n), Field)}
                if abs(known.get("prepaid", paid[0])) != paid[0]:
                    continue
                if known.get("amount_due", left[0]) in (left[0], total):
                    return {
                        name: printed_field(page, number, at, amount, _PROVED)
                        for name, (amount, at) in told.items()
                        if name not in known or abs(known[name]) != amount
                    }
    return {}


def _find_pairs(amounts: Sequence[_Amount], total: Decimal) -> Iterator[tuple[_Amount, _Amount]]:
    """Two amounts each that make the total: what was paid, and the next that is what is left."""
    waiting = dict[Decimal, _Amount]()  # by what would be left
    for amount in amounts:
        if not 0 < amount[0] < total:
            continue
        paid = waiting.get(amount[0])
        if paid is not None:
            yield paid, amount
        waiting[total - amount[0]] = amount


def _texts(page: Page) -> Iterator[Sequence[int]]:
    """The words of each row that tells of money received, with those of the row below it."""
    rows = list(word_rows(page).values())
    for at, row in enumerate(rows):
        if _RECEIVED.search(page.text_of(row)):
            yield [*row, *(i for below in rows[at + 1 : at + 2] for i in below)]


def _says_so(page: Page, words: Sequence[int], paid: Sequence[int], left: Sequence[int]) -> bool:
    """Whether the words around an amount say that it came, and those behind it what is left."""
    ends = words.index(paid[0]), words.index(left[0])
    before = page.text_of(words[: ends[0]]).rpartition(". ")[2]
    between = page.text_of(words[ends[0] + len(paid) : ends[1]])
    said = f"{before} {between}"
    open_yet = names_no_payment(said) or _TO_COME.search(_REST.split(said)[0])
    return bool(_RECEIVED.search(said) and _REST.search(between)) and not open_yet
