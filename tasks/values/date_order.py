"""Whether a document puts the day or the month first, and whether that is known or guessed.

What it says itself comes first ("MM/DD/YYYY"), then dates that can be read in one way only, then
where the one who issued it is at home.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from tasks.values.currency import STATE_NAMES
from tasks.values.dates import NUMERIC, DateOrder, parse_date
from tasks.values.identifiers import find_ibans, find_vat_ids
from tasks.values.tax_words import VAT_WORDS

_MONTH = r"mm?\s?[./-]\s?"
_DAY = r"(?:dd?|tt|jj|gg)\s?[./-]\s?"
#: "Date (MM/DD/YY)", "Datum (TT.MM.JJJJ)", "jj/mm/aaaa".
_SAID: dict[DateOrder, re.Pattern[str]] = {
    "mdy": re.compile(rf"\b{_MONTH}{_DAY}(?:yy|jj|aa)", re.IGNORECASE),
    "dmy": re.compile(rf"\b{_DAY}{_MONTH}(?:yy|jj|aa)", re.IGNORECASE),
}
_SLASHED = r"[0-9]{1,2}/[0-9]{1,2}/(?:[0-9]{4}|[0-9]{2})(?![0-9/])"
_RANGE = re.compile(
    rf"(?<![0-9/])(?P<from>{_SLASHED})\s?(?:[-–—]|to|thru|through|until|al|au|tot|bis)\s?"
    rf"(?P<to>{_SLASHED})",
    re.IGNORECASE,
)
#: Languages in which months may stand first.
_TORN = frozenset({"en", "es", "und"})
#: Currencies of countries where both orders are written; in America the month stands first.
_MIXED = frozenset({"CAD", "PHP"})

#: First digit of the postcode → states (USPS).
_US_STATES = (
    "CT MA ME NH NJ NY RI VT",
    "DE NY PA",
    "DC MD NC SC VA WV",
    "AL FL GA MS TN",
    "IN KY MI OH",
    "IA MN MT ND SD WI",
    "IL KS MO NE",
    "AR LA OK TX",
    "AZ CO ID NM NV UT WY",
    "AK CA HI OR WA",
)
#: "Portland, OR 97201"; without a comma the postcode has to be one of the state's.
_US_PLACE = re.compile(
    rf"(?<=[a-z]),\s+(?:{'|'.join(_US_STATES).replace(' ', '|')})\s+[0-9]{{5}}(?![0-9])|"
    + "|".join(
        rf"\b(?:{states.replace(' ', '|')})\.?,?\s+{digit}[0-9]{{4}}(?:-[0-9]{{4}})?(?![0-9])"
        for digit, states in enumerate(_US_STATES)
    )
)
#: "Grand Rapids, Michigan"; a country and an English town need their postcode.
_US_STATE = re.compile(
    rf"(?<=[a-z]), (?!(?:Georgia|Washington)\b(?! [0-9]{{5}}(?![0-9])))(?:{STATE_NAMES})\b",
    re.IGNORECASE,
)
_US_NAME = re.compile(r"\bU\.?S\.?A\b|\bUnited States\b", re.IGNORECASE)
_US_PHONE = re.compile(
    r"(?<![0-9])(?:\([2-9][0-9]{2}\)\s?|[2-9][0-9]{2}-)[0-9]{3}-[0-9]{4}(?![0-9])"
)
#: "5:00 PM EST".
_US_TIME = re.compile(r"(?<=[0-9])\s?[ap]\.?m\.?\s?\(?[ECMP][SD]T\b", re.IGNORECASE)
_BRITISH = re.compile(
    r"\bGB ?[0-9]{3} ?[0-9]{4} ?[0-9]{2}\b|\b(?:ABN|sort code)\b"
    r"|\bregistered in (?:England|Scotland|Wales|Northern Ireland|Ireland)\b"
    r"|\bcompany (?:reg(?:istration)?\.? )?(?:no|number)\b",
    re.IGNORECASE,
)
#: What firms print where the day stands before the month: keys of accounts and taxes, legal forms.
_ELSEWHERE = re.compile(
    rf"\bIBAN\b|\b(?i:{VAT_WORDS})\b[^0-9\n]{{0,20}}[0-9]{{8}}|\bCHE-?[0-9]{{3}}\.?[0-9]{{3}}"
    r"|\b(?:GmbH|mbH|OHG|SARL|SASU|Sàrl|S\.A\.R\.L\.|S\.r\.l\.|S\.p\.A\.|[BN]\.V\.|A/S|ApS|plc"
    r"|Sp\. z o\.o\.|s\.r\.o\.|Kft\.|Sdn\.? Bhd|Pty\.? Ltd|Pvt\.? Ltd|Pte\.? Ltd)(?!\w)"
    r"|[a-z] AG(?=,|\s*$| [·|])"
    # British and Irish postcodes, "LS9 8AG" and "R32 KX61"; "8005 Zürich, Switzerland".
    r"|\b[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][ABD-HJLNP-UW-Z]{2}\b"
    r"|\b[AC-FHKNPRTV-Y][0-9][0-9W] [0-9AC-FHKNPRTV-Y]{4}\b"
    r"|[\w.], (?:Austria|Belgium|Denmark|England|Finland|France|Germany|India|Ireland|Italy"
    r"|Luxembourg|(?:The )?Netherlands|Norway|Poland|Portugal|Scotland|Spain|Sweden|Switzerland"
    r"|UK|United Kingdom|Wales)\b",
    re.MULTILINE,
)
#: Words and spellings of English that is not American; Canada has some of them.
_NOT_AMERICAN = re.compile(
    r"\b(?:ltd|limited|vat|gst|bhd|jalan|jln|dockets?|cheques?|colours?|labour|litres?|metres?|tyres?|aluminium"
    r"|authorised)\b",
    re.IGNORECASE,
)


def decide_order(
    texts: Sequence[str], language: str, currency: str | None, own: Sequence[Sequence[str]] = ()
) -> tuple[DateOrder, bool]:
    """Day-first or month-first, and whether nothing on the document settles which.

    Args:
        own: where to look for the country of the one who wrote it, the surest place first; the
            whole document if it is empty.
    """
    known = _said(texts) or _shown(texts)
    if known is not None:
        return known, False
    if language not in _TORN:
        return "dmy", False  # two days side by side may stand newest first
    ranged = _ranged(texts)
    if ranged is not None:
        return ranged, False
    dollars = any("$" in text for text in texts)
    for place in own or (texts,):
        american = _is_from_america(place, dollars=dollars)
        if american != _is_from_elsewhere(place):
            return ("mdy" if american else "dmy"), False
    british = _NOT_AMERICAN.search("\n".join(own[-1] if own else texts))
    settled = language == "es" or currency not in {None, "USD"} or british
    return "dmy", not settled or currency in _MIXED


def may_be_turned(text: str) -> bool:
    """Whether a printed date is another possible one with day and month exchanged."""
    match = NUMERIC.search(text)
    if match is None or match[2] == "." or len(match[1]) > 2:
        return False
    return match[1].lstrip("0") != match[3].lstrip("0") and max(int(match[1]), int(match[3])) <= 12


def order_that_fits(earlier: str, later: str) -> DateOrder | None:
    """The only order in which a printed date is not after another; None if both are, or neither."""
    orders: tuple[DateOrder, ...] = ("dmy", "mdy")
    fitting = []
    for order in orders:
        first, second = parse_date(earlier, order), parse_date(later, order)
        if first is not None and second is not None and first <= second:
            fitting.append(order)
    return fitting[0] if len(fitting) == 1 else None


def _said(texts: Iterable[str]) -> DateOrder | None:
    """The order that captions name; None if none or both do."""
    joined = "\n".join(texts)
    said = [order for order, pattern in _SAID.items() if pattern.search(joined)]
    return said[0] if len(said) == 1 else None


def _shown(texts: Iterable[str]) -> DateOrder | None:
    """The order of most dates with a number above 12; dots are never month-first."""
    day_first = month_first = 0
    for first, second in _pairs(texts):
        day_first += 12 < first <= 31 and second <= 12
        month_first += 12 < second <= 31 and first <= 12
    if day_first == month_first:
        return None
    return "dmy" if day_first > month_first else "mdy"


def _ranged(texts: Iterable[str]) -> DateOrder | None:
    """The only order in which periods do not end before they begin: "10/10/2026 - 11/8/2026"."""
    ranges = (match for text in texts for match in _RANGE.finditer(text))
    fitting = {order_that_fits(match["from"], match["to"]) for match in ranges} - {None}
    return fitting.pop() if len(fitting) == 1 else None


def _pairs(texts: Iterable[str]) -> Iterator[tuple[int, int]]:
    """The first two numbers of dates that may begin with a month; no bill's, "26-10-4471"."""
    for text in texts:
        for match in NUMERIC.finditer(text):
            if len(match[1]) <= 2 and match[2] != "." and _may_be_year(match[4]):
                yield int(match[1]), int(match[3])


def _may_be_year(number: str) -> bool:
    """Whether a date may end in a number: a day of birth lies far back, "03/25/1962"."""
    return len(number) == 2 or number[:2] in ("19", "20")


def _is_from_america(texts: Sequence[str], *, dollars: bool) -> bool:
    """Whether texts name places, or phone numbers where sums are in dollars, of America."""
    joined = "\n".join(texts)
    signs = (_US_PLACE, _US_STATE, _US_NAME, _US_TIME)
    named = any(pattern.search(joined) for pattern in signs)
    return named or (dollars and bool(_US_PHONE.search(joined)))


def _is_from_elsewhere(texts: Sequence[str]) -> bool:
    joined = "\n".join(texts)
    if _BRITISH.search(joined) or _ELSEWHERE.search(joined):
        return True
    return any(find_ibans(text) or find_vat_ids(text) for text in texts)


def is_american(texts: Sequence[str], language: str) -> bool:
    """Whether places, phone numbers or names say that the document comes from the United States."""
    if language not in _TORN or _BRITISH.search("\n".join(texts)):
        return False
    return _is_from_america(texts, dollars=any("$" in text for text in texts))
