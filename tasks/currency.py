"""The currency of a document: printed signs and codes → ISO 4217.

Source of minor units: ISO 4217 (list one).
"""

import re
from collections import Counter
from collections.abc import Sequence

from tasks.notation import WHOLE_CURRENCIES

_CODES = [
    "EUR",
    "USD",
    "GBP",
    "CHF",
    "JPY",
    "AUD",
    "CAD",
    "NZD",
    "SEK",
    "NOK",
    "DKK",
    "PLN",
    "CZK",
    "HUF",
    "RON",
    "BGN",
    "ISK",
    "TRY",
    "MYR",
    "IDR",
    "SGD",
    "THB",
    "VND",
    "PHP",
    "INR",
    "CNY",
    "HKD",
    "KRW",
    "TWD",
    "AED",
    "SAR",
    "ILS",
    "ZAR",
    "EGP",
    "NGN",
    "KES",
    "MXN",
    "BRL",
    "ARS",
    "CLP",
    "COP",
    "PEN",
    "UYU",
    "RUB",
    "UAH",
]
_SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₩": "KRW",
    "₫": "VND",
    "฿": "THB",
    "zł": "PLN",
    "Kč": "CZK",
}
_SPELLED = {
    "RM": "MYR",
    "Rp": "IDR",
    "RP": "IDR",
    "SFr": "CHF",
    "Fr": "CHF",
    "CHF": "CHF",
    "US$": "USD",
    "A$": "AUD",
    "C$": "CAD",
    "S$": "SGD",
    "HK$": "HKD",
    "R$": "BRL",
    "Euro": "EUR",
    "euros": "EUR",
    "EURO": "EUR",
}
_DOLLAR_PLACES = (
    (
        re.compile(r"\bSDN\.?\s*BHD\b|\bMALAYSIA\b|\bJOHOR\b|\bSELANGOR\b|\bKUALA LUMPUR\b", re.I),
        "MYR",
    ),
    (re.compile(r"\bSingapore\b|\bPte\.?\s*Ltd\b", re.I), "SGD"),
    (re.compile(r"\bAustralia\b|\bABN\b"), "AUD"),
    (re.compile(r"\bCanada\b|\b(?:ON|BC|QC|AB)\s+[A-Z][0-9][A-Z]\b"), "CAD"),
    (re.compile(r"\bHong Kong\b", re.I), "HKD"),
    (re.compile(r"\bNew Zealand\b", re.I), "NZD"),
)
_CODE = re.compile(rf"(?<![A-Za-z])({'|'.join(_CODES)})(?![A-Za-z])")
_SPELLING = re.compile(
    rf"(?<![A-Za-z])({'|'.join(re.escape(key) for key in sorted(_SPELLED, key=len, reverse=True))})"
    r"\.?(?=\s?[0-9(]|\s*$)"
)
_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))


def minor_digits(currency: str | None) -> int:
    """Decimals that prices in the currency are printed with (2 when unknown)."""
    return 0 if currency in WHOLE_CURRENCIES else 2


def read_currency(text: str) -> str | None:
    """The ISO 4217 code that one printed text names, or None ("$" alone names none)."""
    text = text.strip()
    for pattern, table in ((_CODE, None), (_SPELLING, _SPELLED), (_SIGN, _SIGNS)):
        match = pattern.search(text)
        if match:
            return table[match[1] if pattern is _SPELLING else match[0]] if table else match[1]
    upper = text.upper()
    return upper if upper in _CODES else None


def decide_currency(texts: Sequence[str], language: str) -> tuple[str, str] | None:
    """(code, printed sign) that the document's own texts speak for most often, or None.

    A lone dollar sign is the dollar of the place named on the document, else the US dollar.
    Malaysian and Indonesian receipts often print no sign at all: the place decides there too.
    """
    votes: Counter[str] = Counter()
    printed: dict[str, str] = {}
    for text in texts:
        for pattern, table in ((_CODE, None), (_SPELLING, _SPELLED), (_SIGN, _SIGNS)):
            for match in pattern.finditer(text):
                code = (
                    match[0] if table is None else table[match[1] if match.lastindex else match[0]]
                )
                votes[code] += 1
                printed.setdefault(code, match[0])
    joined = "\n".join(texts)
    if votes:
        best = votes.most_common(1)[0][0]
        return best, printed[best]
    if "$" in joined:
        for place, code in _DOLLAR_PLACES:
            if place.search(joined):
                return code, "$"
        return "USD", "$"
    if _DOLLAR_PLACES[0][0].search(joined):
        return "MYR", ""
    if language == "id":
        return "IDR", ""
    return None
