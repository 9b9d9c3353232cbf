"""One value of an e-invoice, as written in the XML, into the record's normalised form."""

import re
from datetime import date
from decimal import Decimal

from schemas.vocabulary import Kind

# xs:decimal, bounded: no amount of an invoice needs more digits, and a bounded number cannot be
# made to cost time.
_DECIMAL = re.compile(r"([+-]?)(\d{1,18})?(?:\.(\d{0,12}))?")
_ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T[\d:.]+)?(?:Z|[+-]\d\d:\d\d)?")
_COMPACT_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\d{4}|\d{6}|\d{6}[+-]\d{4})?")
#: Programs write 0001-01-01, 1899-12-30 or 1900-01-01 where they have no date.
_FIRST_DAY = date(1970, 1, 1)
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")

#: UNTDID 2379 formats that name a day: 102 CCYYMMDD, 203 to minutes, 204 to seconds, 205 with zone.
_DAY_FORMATS = frozenset({"", "102", "203", "204", "205"})


def normalise_value(kind: Kind, text: str, date_format: str = "") -> str:
    """Normalises `text` as `kind` is written in the record.

    `date_format` is the UNTDID 2379 code beside a CII date. A day that stands for none gives "".

    Raises:
        ValueError: the text is no such value; the message ends a sentence that begins with the
            text ("is not a number").
    """
    match kind:
        case Kind.MONEY | Kind.QUANTITY | Kind.RATE:
            return normalise_decimal(text, min_scale=2 if kind is Kind.MONEY else 0)
        case Kind.DATE:
            return _normalise_date(text, date_format)
        case Kind.CURRENCY:
            return _match(r"[A-Z]{3}", text.strip().upper(), "is not a currency code")
        case Kind.IBAN:
            return _match(_IBAN, _without_space(text).upper(), "is not an IBAN")
        case Kind.VAT_ID | Kind.BIC:
            return _without_space(text).upper()
        case _:
            return " ".join(text.split())


def normalise_decimal(text: str, min_scale: int) -> str:
    """ "+007.5000" → "7.50" with `min_scale` 2: decimals beyond it lose their trailing zeros.

    Decimals are never added ("10" stays "10") and never rounded.

    Raises:
        ValueError: not an xs:decimal, or longer than an amount can be.
    """
    found = _DECIMAL.fullmatch(text.strip())
    sign, whole, decimals = found.groups() if found else ("", None, None)
    if not whole and not decimals:
        raise ValueError("is not a number")
    decimals = decimals or ""
    kept = max(min(min_scale, len(decimals)), len(decimals.rstrip("0")))
    value = (whole or "0").lstrip("0") or "0"
    if decimals[:kept]:
        value = f"{value}.{decimals[:kept]}"
    return value if sign != "-" or not Decimal(value) else f"-{value}"


def negate(value: str) -> str:
    """A normalised decimal string with the other sign; zero stays as it is."""
    if not Decimal(value):
        return value
    return value[1:] if value.startswith("-") else f"-{value}"


def _normalise_date(text: str, date_format: str) -> str:
    text = text.strip()
    if date_format not in _DAY_FORMATS:
        raise ValueError(f"names no day (date format {date_format[:8]})")
    found = _COMPACT_DATE.fullmatch(text) or _ISO_DATE.fullmatch(text)
    if found is None:
        raise ValueError("is not a date")
    year, month, day = (int(part) for part in found.groups())
    try:
        found_day = date(year, month, day)
    except ValueError as error:
        raise ValueError("is not a day of the calendar") from error
    return found_day.isoformat() if found_day >= _FIRST_DAY else ""


def _match(pattern: str | re.Pattern[str], text: str, complaint: str) -> str:
    if not re.fullmatch(pattern, text):
        raise ValueError(complaint)
    return text


def _without_space(text: str) -> str:
    return "".join(text.split())
