"""The currency of a document: printed signs and codes → ISO 4217.

Source of minor units: ISO 4217 (list one).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tasks.values.notation import AMOUNT, OF_THOUSANDTHS, WHOLE_CURRENCIES
from tasks.values.rare_currencies import count_rare_currencies

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
    "US$": "USD",
    "A$": "AUD",
    "C$": "CAD",
    "S$": "SGD",
    "HK$": "HKD",
    "R$": "BRL",
    "Euro": "EUR",
    "euros": "EUR",
    "EURO": "EUR",
    "EUROS": "EUR",
}
_DOLLAR_PLACES = (
    (
        re.compile(r"\bSDN\.?\s*BHD\b|\bMALAYSIA\b|\bJOHOR\b|\bSELANGOR\b|\bKUALA LUMPUR\b", re.I),
        "MYR",
    ),
    (re.compile(r"\bSingapore\b|\bPte\.?\s*Ltd\b", re.I), "SGD"),
    (re.compile(r"\bAustralia\b|\bABN\b"), "AUD"),
    (
        re.compile(
            r"\bCanada\b|\((?:Québec|Ontario|Manitoba)\)"
            r"|\b(?:ON|BC|QC|AB|MB|SK|NS|NB|Ontario|British Columbia|Qu[eé]bec|Alberta|Manitoba"
            r"|Saskatchewan|Nova Scotia|New Brunswick),?\s+[A-Z][0-9][A-Z]\b"
            r"|\bTVQ\b|\bHST\b"
        ),
        "CAD",
    ),
    (re.compile(r"\bHong Kong\b", re.I), "HKD"),
    (re.compile(r"\bNew Zealand\b", re.I), "NZD"),
)
#: The states of America by their names.
STATE_NAMES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii"
    "|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan"
    "|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico"
    "|New York|(?:North|South) (?:Carolina|Dakota)|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island"
    "|Tennessee|Texas|Utah|Vermont|(?:West )?Virginia|Washington|Wisconsin|Wyoming"
)
#: Where the others' dollar is named by a place, this one's is by a state and its postcode.
STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND"
    "|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC"
    f"|{STATE_NAMES}"
)
_PARTY_PLACES = (
    *_DOLLAR_PLACES,
    (re.compile(r"(?<!New )\bM[eé]xico\b|\bde C\.? ?V\b", re.I), "MXN"),
    (re.compile(r"\bArgentina\b", re.I), "ARS"),
    (re.compile(r"\bChile\b", re.I), "CLP"),
    (re.compile(r"\bColombia\b", re.I), "COP"),
    (re.compile(r"\b(?:NSW|VIC|QLD|TAS|SA|WA|NT|ACT),? [0-9]{4}\b|\bPty\.?\s*Ltd\b"), "AUD"),
    (
        re.compile(
            rf"\b(?:{STATES}),? [0-9]{{5}}(?![0-9])|, DE [0-9]{{5}}(?![0-9])|\bUSA\b|\bU\.S\.A\b"
            r"|\bUnited States\b|\bEIN\b"
        ),
        "USD",
    ),
)
#: Whose dollars a sentence says that amounts are in.
_NAMED_DOLLARS = (
    (r"(?:U\.?S\.?|American|United States) dollars?|dollars? (?:US|américains)", "USD"),
    (r"Canadian dollars?|dollars? canadiens?", "CAD"),
    (r"Australian dollars?", "AUD"),
    (r"New Zealand dollars?", "NZD"),
    (r"Singapore dollars?", "SGD"),
    (r"Hong Kong dollars?", "HKD"),
)
#: "R 1 250,00" on a paper of South Africa, known by its firms and their numbers (2009/018842/07).
_RAND = re.compile(rf"(?<![A-Za-z0-9])R ?-?{AMOUNT.pattern}")
_RAND_PLACE = re.compile(r"\(Pty\)|(?<![0-9/])(?:19|20)[0-9]{2}/[0-9]{6}/[0-9]{2}(?![0-9/])", re.I)
#: "Rate (Rs.)" on a paper of India, known by its tax or by "28,75,000.00", which some neighbours
#: write, too.
_RUPEES = re.compile(r"(?<![A-Za-z0-9])Rs\.?(?![A-Za-z])")
_INDIA = re.compile(
    r"\bGSTIN\b|\b[CSI]GST\b|(?<![0-9,])[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?![0-9,])"
)
_NEIGHBOUR = re.compile(r"\b(?:Pakistan|Nepal|Sri Lanka|Bangladesh|NTN|STRN)\b", re.IGNORECASE)
_AMOUNT_AHEAD = r"(?=\s?[-(]?\s?[0-9])"
_AMOUNT_BEHIND = r"(?<=[0-9][.,][0-9]{2})(?<![.,][0-9]{2}[.,][0-9]{2})\s?"  # no day: "04.11.25"
#: A weekday before its date or time, or behind another: "Fr 10/18/24", "Fr 11:14 PM", "Th Fr 2".
#: "Fr. 12.10." may end a sentence: a day behind a stop has its year, or a month of one digit.
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])\."
_CENTS = r"[0-9][0-9'’]*[.,](?:[0-9]{2}(?![0-9])|[-–])"
_FRIDAY = (
    r"Fr\.?\s?(?:[0-9]{1,2}[/-][0-9]{1,2}(?:[/-][0-9]{2,4})?(?![0-9.,'’])"
    rf"|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|{_DAY}(?:0?[1-9]|1[0-2])\.[0-9]{{2,4}}(?![0-9])"
    rf"|{_DAY}[1-9]\.(?![0-9–-])|[0-9]{{1,2}}:[0-5][0-9]"
    r"|[0-9]{1,2}(?:[.:][0-5][0-9])?(?:\s?[ap]m(?![^\W\d_.])|[ap](?=\s?[-–]\s?[0-9])))"
    rf"|Fr\s(?:{_DAY}(?:0[1-9]|1[0-2])\.(?![0-9–-])|[0-9]{{1,2}}[ap](?![^\W\d_.]))"
    rf"|(?<=(?:Th|Do)[ ,/-])Fr(?!\.?\s?{_CENTS})"
)
#: "RM 73": the trade register of a French department, no ringgit; "RON95": petrol, no leu; "Mo-Fr
#: 6.30-17.00", "Mo–Fr 8–12 Uhr", "Fr 10/18/24", "Fr 6a-10a": a Friday, no francs. "RM18 7NR": a
#: postcode of Romford. "REA RM-3775998": the register of Rome. "5 EUR-Paletten": what goods stand
#: on; "8,50 EUR Paletten" is a price. "RM-20-0733": an order's number.
_OTHERS = (
    r"(?:RM\s[0-9]{2,3}(?![0-9.,])|RM[0-9]{1,2}\s?[0-9][A-Z]{2}(?![A-Za-z])"
    r"|RM\s?-\s?[0-9]{6,7}(?![0-9.,])|[A-Za-z]{2,4}-[0-9]+-[0-9]"
    r"|(?i:(?:euro?-|(?<![.,][0-9]{2}\s)euro?\s(?!\w+\.?\s[0-9]+[.,][0-9]{2}(?![0-9])))"
    r"pal(?:l?ets?|letten?|ettes?|etten?)?)(?![^\W\d_])"
    r"|RON[\s-]?(?:9[0-9]|100)(?![0-9]|[.,][0-9])"
    rf"|{_FRIDAY}"
    r"|Fr\.?\s?(?:[01]?[0-9]|2[0-4])(?:[.:][0-5][05]\s?(?:[-–]|bis\b|Uhr\b)|\s?Uhr\b"
    r"|\s?(?:[-–]|bis)\s?(?:[01]?[0-9]|2[0-4])(?![0-9.,'’])))"
)
#: What may follow a currency and a dash: "EUR-BETRAG" is no article's code.
_OF_MONEY = "BETRAG|NETTO|BRUTTO|KONTO|KURS|PREIS"
_ANY_CODE = "|".join(_CODES)
_ANY_SPELLING = "|".join(re.escape(key) for key in sorted(_SPELLED, key=len, reverse=True))
#: Beside an amount, any code or spelling; elsewhere only what is no other word or abbreviation.
_BESIDE = re.compile(
    rf"(?<![A-Za-z0-9])(?!{_OTHERS})({_ANY_CODE}|{_ANY_SPELLING})\.?{_AMOUNT_AHEAD}"
    rf"|(?:{_AMOUNT_BEHIND}|(?<=\$)\s?)(?!{_OTHERS})({_ANY_CODE}|{_ANY_SPELLING})(?![^\W\d_])"
)
_WORDLIKE = frozenset({"TRY", "PEN", "COP", "SAR", "CAD"})
_ABBREVIATIONS = _WORDLIKE | {"INR"}
#: Behind one of these, no amount: "TRY-24" is a tray, "CAD 2D" a drawing, "INR 1" a blood test.
_NO_AMOUNT = re.compile(r"-[0-9]+(?![0-9]|[.,][0-9])|\s?[0-9]{1,4}(?![0-9]|[.,'’ ][0-9])")
#: "14.50 Rp./kWh" on a Swiss paper: hundredths of a franc.
_RAPPEN = re.compile(r"\bCHF\b|\bRp\.?\s?/\s?k?Wh\b")
_ALONE = re.compile(
    rf"(?<![A-Za-z0-9])(?!{_OTHERS})({_ANY_CODE})(?![A-Za-z0-9]|-(?!{_OF_MONEY})(?:[A-Z]{{2}}|[0-9]))|\((RM|Rp|SFr)\.?\)"
)
#: A caption that says what all amounts below it are in: "Amount in USD", "Betrag EUR".
_OF_AMOUNTS = re.compile(
    r"\b(?i:amounts?|betrag|beträge|montants?|importes?|importo|bedrag|value|wert|preise?|prices?)"
    rf" (?i:in |en )?({_ANY_CODE})(?![A-Za-z0-9])(?!\s*-?[0-9])"
)
#: One that is a word as well, where it names what sums are in: "Currency CAD", "Total due (CAD)".
_WORDLIKE_NAMED = re.compile(
    r"\b(?:(?i:currency|währung|devise|monnaie|valuta|moneda|divisa)\s?:?\s"
    r"|(?i:total|amount|balance|montant|solde)(?: [^\W\d_]+)? \()"
    rf"({'|'.join(sorted(_WORDLIKE))})(?=[\s)]|$)"
)
_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))
#: The word in a caption of sums, where a paper prints neither sign nor code: "TOTAL EUROS",
#: "Beträge in Euro"; no "EURO 6" of a car, nor one of several currencies to pay in.
_EUROS = re.compile(
    r"(?<!\w)(?:total[es]?|totaal|totali|\w*summe|\w*betrag|beträge|bedrag(?:en)?|import(?:[ei]|es?|o)"
    r"|montants?|amounts?|prices?|preise|prix|prijzen|precios|prezzi|fattura|factura)"
    r"(?: [^\W\d_]+){0,2}? (?:(?:in|en) |\()?(?P<word>euros?)\b"
    r"(?![ -]?[0-9](?![0-9]*[.,][0-9]{2})|[ -]?(?:pal|norm)| [IVX]+\b| (?:ou|or|oder|of|o|u)\b)",
    re.IGNORECASE,
)
#: What is said of how to pay tells of no sums.
_OF_PAYING = re.compile(
    r"zahlung|zahlbar|payment|payable|paiement|règlement|\bpago\b|pagament|betaling|accept|annahme"
    r"|konto|account|compte|cuenta|\bconto\b|rekening|iban|bank",
    re.IGNORECASE,
)


_EURO_COUNTRIES = (
    *("AT", "BE", "CY", "DE", "EE", "ES", "FI", "FR", "GR", "HR"),
    *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PT", "SI", "SK"),
)
#: Country → currency of what its sellers write without a sign (ISO 3166-1, ISO 4217).
_OF_COUNTRY = {
    **dict.fromkeys(_EURO_COUNTRIES, "EUR"),
    "GB": "GBP",
    "CH": "CHF",
    "LI": "CHF",
    "SE": "SEK",
    "NO": "NOK",
    "DK": "DKK",
    "PL": "PLN",
    "CZ": "CZK",
    "HU": "HUF",
    "RO": "RON",
}


def currency_of(country: str | None) -> str | None:
    """The currency of a country, None where it is not known."""
    return _OF_COUNTRY.get(country or "")


def minor_digits(currency: str | None) -> int:
    """Decimals that prices in the currency are printed with (2 when unknown)."""
    return 0 if currency in WHOLE_CURRENCIES else 2


def most_digits(currency: str | None) -> int:
    """Decimals that sums in the currency have at most: "KWD 1,250.505", and "885.00" as well.

    >>> most_digits("KWD"), most_digits("EUR"), most_digits("JPY")
    (3, 2, 0)
    """
    return 3 if currency in OF_THOUSANDTHS else minor_digits(currency)


def read_currency(text: str) -> str | None:
    """The ISO 4217 code that one printed text names, or None ("$" alone names none)."""
    bare = text.strip(" .:()")
    if bare in _SPELLED:
        return _SPELLED[bare]
    if bare.upper() in _CODES:
        return bare.upper()
    return next((code for code, _, _ in _mentions(text)), None)


def _mentions(text: str) -> Iterator[tuple[str, str, int]]:
    """(code, as printed, weight) of every currency named in a row of text."""
    for match in _BESIDE.finditer(text):
        name = match[1] or match[2]
        coded = name in _ABBREVIATIONS and match[1] and _NO_AMOUNT.match(text, match.end())
        if not coded:
            yield _SPELLED.get(name, name), name, 3
    for match in _ALONE.finditer(text):
        name = match[1] or match[2]
        if name not in _WORDLIKE:
            yield _SPELLED.get(name, name), name, 1
    for match in _OF_AMOUNTS.finditer(text):  # what amounts are in, whatever rate is told as well
        yield match[1], match[1], 6
    for match in _WORDLIKE_NAMED.finditer(text):
        yield match[1], match[1], 3
    for match in _SIGN.finditer(text):
        yield _SIGNS[match[0]], match[0], 3


def named_dollars(text: str) -> set[str]:
    """The currencies that a text names in words: "payable in US dollars"."""
    return {
        code
        for words, code in _NAMED_DOLLARS
        if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE)
    }


def dollars_of_places(text: str) -> set[str]:
    """The currencies of the places that a text names where "$" alone is printed."""
    return {code for place, code in _PARTY_PLACES if place.search(text)}


def captioned_euros(texts: Iterable[str]) -> str | None:
    """How a caption of sums writes that they are euros: "TOTAL EUROS"; None if none does.

    >>> captioned_euros(["Importi in euro"]), captioned_euros(["Bei Zahlung in Euro 2 % Spesen"])
    ('euro', None)
    """
    found = (_EUROS.search(text) for text in texts if not _OF_PAYING.search(text))
    return next((match["word"] for match in found if match), None)


def captioned_currency(texts: Iterable[str]) -> str | None:
    """The one code that captions of amounts name: "Amount in USD"; None if none or two do."""
    codes = {match[1] for text in texts for match in _OF_AMOUNTS.finditer(text)}
    return codes.pop() if len(codes) == 1 else None


def decide_currency(texts: Sequence[str], language: str) -> tuple[str, str] | None:
    """(code, printed sign) that the document's own texts speak for most often, or None.

    Where none is named, the place decides: see `_guess_currency`.
    """
    votes: Counter[str] = Counter()
    printed: dict[str, str] = {}
    for text in texts:
        for code, name, weight in _mentions(text):
            votes[code] += weight
            printed.setdefault(code, name)
    for code, times in count_rare_currencies(texts, _CODES).items():
        votes[code] += 3 * times
        printed[code] = code
    joined = "\n".join(texts)
    if _RAPPEN.search(joined) and votes["CHF"]:
        del votes["IDR"]
    if votes:
        best = votes.most_common(1)[0][0]
        return best, printed[best]
    return _guess_currency(joined, language)


def _guess_currency(joined: str, language: str) -> tuple[str, str] | None:
    """The currency of a sign that several have, or of a paper without any, by the place it names.

    A lone dollar sign is the dollar of the place named on the document, else the US dollar.
    Malaysian and Indonesian receipts often print no sign at all: the place decides there too.
    """
    if "$" in joined:
        return next((code for place, code in _DOLLAR_PLACES if place.search(joined)), "USD"), "$"
    if _RAND.search(joined) and _RAND_PLACE.search(joined):
        return "ZAR", "R"
    indian = _INDIA.search(joined) and not _NEIGHBOUR.search(joined)
    if indian and _RUPEES.search(joined):
        return "INR", "Rs."
    if _DOLLAR_PLACES[0][0].search(joined):
        return "MYR", ""
    if language == "id":
        return "IDR", ""
    return None
