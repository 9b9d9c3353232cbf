"""Amounts beside a bill's own sums: what is withheld, brought forward or laid out without tax.

EN 16931 knows no field for them, so a sum of a sound bill fails by just that amount, which stands
above it. Each explains one sum alone: what is owed from before is no part of the total, and
what is free of tax is part of the net amount.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise, takewhile

from schemas.document import Page
from tasks.sums.amount_fields import ZERO
from tasks.sums.commissions import names_commission
from tasks.sums.printed_amounts import PrintedAmount, amounts_among, find_printed_amounts
from tasks.sums.total_words import fields_named
from tasks.values.cells import word_rows
from tasks.values.normalize import Conventions
from tasks.values.paid_words import ADVANCE, LAID_OUT, TIP, TOURIST_TAX, names_payment

#: Taken off what is to be paid: a tax that the buyer pays for the seller, a share held back.
_WITHHELD = re.compile(
    r"retenci[oó]n|\birpf\b|ritenuta|retenue|retention|retainage|withh[eo]ld|einbehalt"
    r"|bauabzugsteuer|inhouding|\bcis\b|bau(?:wesen)?versicherung|\bbau(?:strom|wasser)\b"
    # A public buyer pays the tax itself: "IVA a Vs. carico da versare all'Erario", "IVA 22 % (split
    # payment)"; an English "Split payment: Visa" is a part paid.
    r"|versar\w+ all['’] ?erario|\biva a (?:vs\.?|vostro) carico"
    r"|(?:\biva\b|\bimposta\b|17[- ]?ter).*\bsplit payment"
    r"|\bsplit payment\b.*(?:\biva\b|17[- ]?ter)|scissione dei pagamenti",
    re.IGNORECASE,
)
#: Added to it: what is owed from before.
_OWED = re.compile(
    r"vormonat|(?:saldo|konto|betrags?|rest)vortrag|vortrag (?:aus|vom)|rückstand"
    r"|(?:previous|prior|past due|overdue|old|opening) (?:balance|bill)"
    r"|balance (?:(?:brought )?forward|b/?f\b)"
    r"|balance (?:on|from|of) (?:your |the )?(?:last|previous) (?:bill|invoice|statement)"
    r"(?!.*\bpaid\b)"
    r"|(?:anfangs|alt)saldo|alter saldo|ancien solde|solde initial|openingssaldo"
    r"|solde (?:pr[ée]c[ée]dent|ant[ée]rieur|report[ée]|de (?:la|votre) facture pr[ée]c[ée]dente)"
    r"|report (?:à nouveau|du solde)"
    r"|saldo (?:(?:(?:delle )?(?:bollette|fatture) |facturas )?(?:precedent[ei]|anterior(?:es)?))"
    r"|vorig saldo",
    re.IGNORECASE,
)
#: What crates and bottles cost until they are given back, without tax.
_DEPOSITS = (
    r"\bvidanges?\b|\b(?:dé)?consignes?\b|\b[a-zäöü]*(?<!em)pfand|\bleergut|\bstatiegeld"
    r"|\bcauzion|(?:crate|bottle|keg|pallet|container)s? deposits?"
    r"|deposits? (?:on|for) (?:crate|bottle|keg|pallet|container)s?"
)
#: The same, where it is known to be no sum of this bill, and what is asked for paying it late.
_ADDED = re.compile(
    rf"{_OWED.pattern}|{_DEPOSITS}|offene[rn]?\b.*\b(?:rechnung|forderung)"
    r"|\bmahn(?:pauschale|gebühr|kosten)|(?:late|reminder) fee"
    r"|(?:unpaid|outstanding|overdue) (?:balance|invoice|bill)|impay[ée]"
    r"|frais de (?:relance|rappel)",
    re.IGNORECASE,
)
#: What holds such a balance, or is a part paid: "including previous balance", "Abschlag Vormonat".
_OF_MORE = re.compile(
    rf"\binc|\bink|y compris|compris[e]?\b|\bzzgl|\bplus\b|{ADVANCE}|instal", re.IGNORECASE
)
#: The balance that goes over to this bill, what was paid since the last one taken off.
_FORWARD = re.compile(
    r"brought forward|saldo ?vortrag|solde report[ée]|report du solde", re.IGNORECASE
)
_LESS = re.compile(rf"{_WITHHELD.pattern}|{_DEPOSITS}", re.IGNORECASE)
_DEPOSIT = re.compile(_DEPOSITS, re.IGNORECASE)
#: Before a deposit that is a part of the sums, or in none: "davon Einwegpfand", "Ohne Pfand".
_PART = re.compile(
    r"\b(?:davon|darin|dont|of which|in[ck]l\w*|ohne|sans|without|ex[ck]l\w*|hors)\b|enthalten",
    re.IGNORECASE,
)
_RETURNED = re.compile(
    r"rückgabe|rücknahme|retour|\breturn|leergut|\bvidange|\bdéconsigne", re.IGNORECASE
)
#: Added to the total: what was laid out for the buyer, a town's tax of its guests.
_LAID_OUT = re.compile(rf"{LAID_OUT}|{TOURIST_TAX}", re.IGNORECASE)
_LAID_OUT_OR_TIP = re.compile(rf"{_LAID_OUT.pattern}|{TIP}", re.IGNORECASE)
_OF_GUESTS = re.compile(TOURIST_TAX, re.IGNORECASE)


def names_withheld(text: str) -> bool:
    """Whether a text speaks of what the buyer keeps back of a bill."""
    return bool(_WITHHELD.search(text))


def names_balance_before(text: str) -> bool:
    """Whether a text speaks of what was owed before a bill, and of nothing that it is a part of."""
    return bool(_OWED.search(text)) and not _OF_MORE.search(text)


def names_tourist_tax(text: str) -> bool:
    """Whether a text speaks of what a town asks of its guests: "Citytax (umsatzsteuerfrei)"."""
    return bool(_OF_GUESTS.search(text))


def explains_due(
    pages: Sequence[Page], conventions: Conventions, made: Decimal, due: Decimal
) -> bool:
    """Whether a balance from before or what is withheld is why `due` is not what the sums make.

    A balance brought forward may as well stand far from what is due, which a bill repeats on top.
    What was paid of it may stand with it. An agency keeps its commission, wherever that stands.
    """
    if _explains(pages, conventions, made, due, _ADDED if due > made else _LESS):
        return True
    if any(_goes_on_strip(page, conventions, made, due) for page in pages):
        return True
    amounts = find_printed_amounts(pages, conventions)
    if any(abs(a.value) == made - due and names_commission(a.key) for a in amounts):
        return True
    return _goes_on_account(amounts, made, due) or (
        due > made and any(a.value == due - made and _FORWARD.search(a.key) for a in amounts)
    )


def is_withheld(
    pages: Sequence[Page], conventions: Conventions, total: Decimal, due: Decimal
) -> bool:
    """Whether what the buyer keeps back, right above `due`, is why it is less than the total.

    "Retención IRPF 15 %   -90,00" above "Total a pagar   636,00".
    """
    return due < total and _explains(pages, conventions, total, due, _WITHHELD)


def explains_lines(
    pages: Sequence[Page], conventions: Conventions, lines: Decimal, total: Decimal
) -> bool:
    """Whether what is let off or charged besides, right above a sum, is why it is not the lines'.

    "Fuel surcharge 8.5 %   106.84", "Remise 9 %   -30,14".
    """
    amounts = find_printed_amounts(pages, conventions)
    for at, below in enumerate(amounts):
        if abs(below.value) != abs(total):
            continue
        made = abs(lines)
        for one in reversed(amounts[:at]):
            named = fields_named(one.key)
            if named not in (("allowances",), ("charges",)):
                break
            made += abs(one.value) if named == ("charges",) else -abs(one.value)
            if made == abs(total):
                return True
    return False


def _goes_on_account(amounts: Sequence[PrintedAmount], made: Decimal, due: Decimal) -> bool:
    """Whether a balance from before and payments, right above what is due, are the difference.

    "Previous balance 614.20", "Payment received -600.00", "New charges 747.88", "Total due 762.08".
    """
    for at, below in enumerate(amounts):
        rest, owed = due - made, False
        for one in reversed(amounts[:at] if below.value == due else ()):
            if abs(one.value) == abs(made):
                continue
            if _is_told(one, _ADDED):
                rest, owed = rest - abs(one.value), True
            elif names_payment(one.key):
                rest += abs(one.value)
            else:
                break
            if owed and not rest:
                return True
    return False


def _goes_on_strip(page: Page, conventions: Conventions, made: Decimal, due: Decimal) -> bool:
    """Whether such a balance, payments, the total and what is due stand side by side.

    Previous balance     Payment received     New charges     Total due
    614.20               -600.00              747.88          762.08

    Or the total, what an agency keeps of it, and what is due.
    """
    kept = [made, made - due, due]
    for above, row in pairwise(word_rows(page).values()):
        values = [abs(value) for value, _ in amounts_among(page, row, conventions)]
        owed, *paid = values[:-2] or [ZERO]
        on_account = values[-2:] == [made, due] and owed - sum(paid) == due - made
        text = page.text_of(above)
        if on_account and _OWED.search(text):
            return True
        if values[-3:] == kept and names_commission(text):
            return True
    return False


def explains_total(
    pages: Sequence[Page], conventions: Conventions, made: Decimal, total: Decimal
) -> bool:
    """Whether untaxed outlays are why `total` is more than what the sums make."""
    return total > made and _explains(pages, conventions, made, total, _LAID_OUT)


def explains_paid(
    pages: Sequence[Page], conventions: Conventions, made: Decimal, total: Decimal
) -> bool:
    """The same, or a tip: a total that is named as one may hold it."""
    return total > made and _explains(pages, conventions, made, total, _LAID_OUT_OR_TIP)


def _explains(
    pages: Sequence[Page],
    conventions: Conventions,
    made: Decimal,
    printed: Decimal,
    words: re.Pattern[str],
) -> bool:
    """Whether the amounts printed right above `printed` are the difference, by their words.

    What was paid, and what the sums make, may stand between them. One paid in whole explains none.
    """
    found = find_printed_amounts(pages, conventions)
    paid = {abs(a.value) for a in found if names_payment(a.key) and not words.search(a.key)}
    amounts = [
        amount
        for amount in found
        if abs(amount.value) != abs(made)
        if not (abs(amount.value) in paid and words.search(amount.key))
        if abs(amount.value) == abs(printed)
        or words.search(amount.key)  # "Ritenuta d'acconto"
        or "prepaid" not in fields_named(amount.key)
    ]
    return made != printed and any(
        abs(below.value) == abs(printed) and abs(printed - made) in _sums_above(amounts[:at], words)
        for at, below in enumerate(amounts)
    )


def _sums_above(amounts: Sequence[PrintedAmount], words: re.Pattern[str]) -> Iterator[Decimal]:
    """What the last of the amounts that such words name come to: of the last, the last two, …"""
    named = takewhile(lambda amount: _is_told(amount, words), reversed(amounts))
    return accumulate(abs(amount.value) for amount in named)


def _is_told(amount: PrintedAmount, words: re.Pattern[str]) -> bool:
    """Whether such words name an amount: a deposit is taken off only where it is given back."""
    deposit = _DEPOSIT.search(amount.key)
    if deposit and _PART.search(amount.key[: deposit.start()]):
        return False
    back = amount.value < 0 or _RETURNED.search(amount.key)
    named = _WITHHELD if words is _LESS and not back else words
    return bool(named.search(amount.key))
