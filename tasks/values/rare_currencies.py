"""Currencies that few papers are in: codes of ISO 4217 that count only where amounts stand."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from babel.core import get_global

#: Codes that are words or names as well: one alone beside an amount is no currency.
_WORDS = frozenset({"ALL", "AMD", "BAM", "BOB", "CUP", "GEL", "LAK", "MAD", "MOP", "SOS", "TOP"})
_CODE = re.compile(r"[A-Z]{3}(?![A-Za-z])")
_AHEAD = re.compile(r"\s?-?[0-9][0-9.,'’ ]*[.,][0-9]{2,3}(?![0-9])")
_BEFORE = re.compile(r"(?<![0-9.,])[0-9]+(?:[.,'’ ][0-9]{3})*[.,][0-9]{2,3}\s?$")
_SUM = re.compile(
    r"(?:total|summe|\bdue\b|betrag|zu zahlen|montant|importe|bedrag|totaal|\bsaldo|solde)",
    re.IGNORECASE,
)


@cache
def _current() -> frozenset[str]:
    """The codes that are legal tender somewhere today."""
    countries = get_global("territory_currencies").values()
    return frozenset(
        code for codes in countries for code, _, end, tender in codes if tender and end is None
    )


def count_rare_currencies(texts: Iterable[str], known: Iterable[str]) -> Counter[str]:
    """How often each other code than the known ones stands beside an amount, and beside a sum.

    >>> count_rare_currencies(["Subtotal 885.00 KWD", "TOP 19.99", "Total 885.00"], ["EUR"])
    Counter({'KWD': 1})
    """
    beside: Counter[str] = Counter()
    summed: set[str] = set()
    rare = _current().difference(known)
    for text in texts:
        codes = [m[0] for m in _CODE.finditer(text) if m[0] in rare and _is_beside(m)]
        beside.update(codes)
        if codes and _SUM.search(text):
            summed.update(codes)
    return Counter({c: beside[c] for c in summed if beside[c] > 1 or c not in _WORDS})


def _is_beside(code: re.Match[str]) -> bool:
    """Whether a code stands right before an amount with its decimals, or right behind one."""
    text, (start, end) = code.string, code.span()
    if start and text[start - 1].isalpha():
        return False
    return bool(_AHEAD.match(text, end) or _BEFORE.search(text[:start]))
