"""Identifiers that prove themselves: IBAN (ISO 13616), BIC (ISO 9362), VAT ids.

Their check digits let them be found by pattern alone, so they supplement the model where it found
none.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from schwifty import BIC, IBAN
from schwifty.exceptions import SchwiftyException
from stdnum.ar import cuit
from stdnum.au import abn
from stdnum.ca import bn
from stdnum.ch import uid as swiss_uid
from stdnum.ch import vat as swiss_vat
from stdnum.cl import rut
from stdnum.co import nit
from stdnum.es import nif
from stdnum.eu import vat as eu_vat
from stdnum.exceptions import ValidationError
from stdnum.gb import vat as british_vat
from stdnum.it import iva
from stdnum.mx import rfc
from stdnum.no import orgnr
from stdnum.nz import ird
from stdnum.pe import ruc

from tasks.values.tax_words import VAT_WORDS

#: One of a country that has digits alone, some of them read as the letters they look like.
_MISREAD_IBAN = re.compile(
    r"(?<![A-Z0-9])(AT|BE|CZ|DE|DK|ES|FI|HR|HU|LT|PL|PT|SE|SI|SK)((?: ?[0-9OISBZ]){13,26})"
    r"(?![A-Z0-9])"
)
_DIGITS = str.maketrans("OISBZ", "01582")
#: How both look; only check digits tell whether one is right.
IBAN_FORM = r"[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{2,4}){2,8}(?: ?[A-Z0-9]{1,3})?"
BIC_FORM = r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?"
_IBAN = re.compile(rf"(?<![A-Z0-9]){IBAN_FORM}")
_BIC = re.compile(rf"(?<![A-Z0-9]){BIC_FORM}(?![A-Za-z0-9])")
#: What stands between a BIC and its IBAN.
_TO_IBAN = re.compile(r"\W+(?:IBAN\W+)?", re.IGNORECASE)
#: Whose signs begin VAT ids. Norway's does not tell: "No" is a number's, too.
VAT_COUNTRIES = (
    r"(?:AT|BE|BG|CHE|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GB|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI"
    r"|SK|XI)"
)
_VAT = re.compile(
    rf"(?<![A-Z0-9]){VAT_COUNTRIES}(?:(?<=AT) ?U|(?<=BE) ?[01]|(?<=ES) ?[A-Z0-9]"
    r"|(?<=FR) ?[A-Z0-9]{2}|(?<!AT)(?<!BE)(?<!ES)(?<!FR))[- ]?[0-9]"
    r"(?:[-. ]?[0-9A-Z]){5,12}(?![A-Za-z0-9])"
)
#: Numbers for VAT without their country's sign: what is called how, its form and its check.
_NATIONAL: tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...] = tuple(
    (
        re.compile(rf"(?<![^\W_])(?i:{key})(?![^\W_])[^\t0-9]{{0,20}}?\t?(?<!\w)({form})(?!\w)"),
        is_valid,
    )
    for key, form, is_valid in (
        (r"(?:p\.?|part(?:ita|\.)) ?iva", r"[0-9]{11}", iva.is_valid),
        ("vat", r"[0-9]{3} ?[0-9]{4} ?[0-9]{2}", british_vat.is_valid),
        (
            r"(?:gst|hst|tps|tvh)(?: ?[0-9]{1,2} ?%)?",
            r"[0-9]{5} ?[0-9]{4} ?RT ?[0-9]{4}",
            bn.is_valid,
        ),
        ("gst", r"[0-9]{2,3}[- ]?[0-9]{3}[- ]?[0-9]{3}", ird.is_valid),
        ("gst", r"[0-9]{8,9}[A-Z]|M[0-9A-Z]-?[0-9]{7}-?[0-9A-Z]", bool),
        ("gstin", r"[0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][0-9A-Z]{3}", bool),
        (r"a\.?b\.?n\.?", r"[0-9]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}", abn.is_valid),
        (
            r"n\.?i\.?f\.?|c\.?i\.?f\.?|d\.?n\.?i\.?",
            r"[A-Z][-. ]?[0-9]{2}\.?[0-9]{3}\.?[0-9]{2}[0-9A-Z]"
            r"|[0-9]{2}\.?[0-9]{3}\.?[0-9]{3}[- ]?[A-Z]",
            nif.is_valid,
        ),
        (r"r\.?f\.?c\.?", r"[A-ZÑ&]{3,4}[- ]?[0-9]{6}[- ]?[0-9A-Z]{3}", rfc.is_valid),
        (r"n\.?i\.?t\.?", r"[0-9]{3}\.?[0-9]{3}\.?[0-9]{3} ?[-–] ?[0-9]", nit.is_valid),
        (r"r\.?u\.?t\.?", r"[0-9]{1,2}\.?[0-9]{3}\.?[0-9]{3} ?[-–] ?[0-9Kk]", rut.is_valid),
        (r"c\.?u\.?i\.?t\.?", r"[0-9]{2}[- ]?[0-9]{8}[- ]?[0-9]", cuit.is_valid),
        (r"r\.?u\.?c\.?", r"[0-9]{11}", ruc.is_valid),
    )
)
#: Behind the sign of a country it is a part of another VAT id.
_SIGN = re.compile(rf"(?<![A-Z]){VAT_COUNTRIES}[-.\s]*$")
_EORI = re.compile(r"(?P<before>.{0,14})\bEORI\b(?P<behind>[^0-9\t]{0,12})$", re.IGNORECASE)
_TAX = re.compile(VAT_WORDS, re.IGNORECASE)


#: How many letters and digits a VAT id has in all, where that never varies.
_VAT_LENGTHS = {
    "AT": 11, "BE": 12, "DE": 11, "DK": 10, "FI": 10, "FR": 13, "GB": 11, "IT": 13, "LU": 10,
    "NL": 14, "PL": 12, "PT": 11, "XI": 11,
}  # fmt: skip


class Found(NamedTuple):
    """An identifier found in a text: normalised, as printed, and where."""

    value: str
    raw: str
    start: int
    end: int


def compact_vat_id(text: str) -> str:
    """A VAT id without marks; a Swiss one keeps the tax's name as it is registered.

    Norway's check; before any other number "No" is no country.

    >>> compact_vat_id("CHE-107.787.577 MWST"), compact_vat_id("CHE-107.787.577 VAT")
    ('CHE107787577MWST', 'CHE107787577')
    >>> compact_vat_id("No 4730118264"), compact_vat_id("NO 974 760 673 MVA")
    ('4730118264', 'NO974760673MVA')
    """
    value = compact(text)
    if (norwegian := re.fullmatch(r"NO([0-9]+[A-Z0-9]*)", value)) and not orgnr.is_valid(
        norwegian[1].removesuffix("MVA")
    ):
        value = norwegian[1]
    return re.sub(r"^(CHE[0-9]{9})VAT$", r"\1", value)


def compact(text: str) -> str:
    """Upper case, letters and digits only."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())


def is_iban(text: str) -> bool:
    """Whether the text is an IBAN of right length and mod-97 remainder."""
    try:
        IBAN(compact(text))
    except SchwiftyException:
        return False
    return True


def is_bic(text: str) -> bool:
    """Whether the text has the structure of a BIC with an existing country."""
    try:
        BIC(compact(text))
    except SchwiftyException:
        return False
    return True


def is_bic_of(text: str, iban: str) -> bool:
    """Whether a word is the code of a bank in an account's country."""
    return bool(_BIC.fullmatch(text)) and is_bic(text) and text[4:6] == iban[:2]


def is_vat_id(text: str) -> bool | None:
    """Whether the VAT id's check digits are right; None for countries without a known rule."""
    value = compact(text)
    try:
        if value.startswith("CHE"):
            swiss_uid.validate(value[:12])
            return len(value) == 12 or swiss_vat.is_valid(value)
        if value.startswith(("GB", "XI")):
            british_vat.validate(value[2:])
            return True
        country = "GR" if value[:2] == "EL" else value[:2]
        if country.lower() not in eu_vat.MEMBER_STATES | {"gr"}:
            return None
        eu_vat.validate(value)
    except ValidationError:
        return False
    return True


def read_iban(text: str) -> str | None:
    """The valid IBAN in `text` (anything else around it is ignored), or None."""
    for match in find_ibans(text):
        return match.value
    return None


def find_ibans(text: str) -> list[Found]:
    """All valid IBANs in a line of text; with letters that OCR read for digits set right."""
    found: list[Found] = []
    at = 0
    while match := _IBAN.search(text, at):
        # The pattern may run into the next word: take the longest prefix that checks.
        raw = match.group()
        while len(compact(raw)) >= 15 and not is_iban(raw):
            raw = raw[:-1].rstrip()
        at = match.start() + 1  # a VAT id before an IBAN looks like the beginning of one
        if len(compact(raw)) >= 15:
            at = match.start() + len(raw)
            found.append(Found(compact(raw), raw, match.start(), at))
    if found:
        return found
    for match in _MISREAD_IBAN.finditer(text):
        value = match[1] + compact(match[2]).translate(_DIGITS)
        if is_iban(value):
            found.append(Found(value, match.group(), *match.span()))
    return found


def find_bics(text: str) -> list[Found]:
    """All BICs in a line that says "BIC" or "SWIFT", and those of an IBAN of their country.

    Such a one stands behind it, or right before it.
    """
    named = re.search(r"\bBIC\b|\bSWIFT\b", text, re.IGNORECASE)
    ibans = [] if named else find_ibans(text)
    return [
        Found(m.group(), m.group(), *m.span())
        for m in _BIC.finditer(text)
        if (named or any(_is_beside(m, iban, text) for iban in ibans)) and is_bic(m.group())
    ]


def _is_beside(code: re.Match[str], iban: Found, text: str) -> bool:
    """Whether what looks like a BIC is of an IBAN's country, and behind it or right before it."""
    before = _TO_IBAN.fullmatch(text[code.end() : iban.start])
    return code.group()[4:6] == iban.value[:2] and (code.start() > iban.end or bool(before))


def find_vat_ids(text: str) -> list[Found]:
    """All VAT ids in a line whose check digits are right; an IBAN may begin like one.

    The number that customs know a firm by (EORI) is none, though a VAT id begins it.
    """
    found = []
    ibans = find_ibans(text)
    for match in _VAT.finditer(text):
        raw = match.group()
        eori = _EORI.search(text[: match.start()])
        if eori and not _TAX.search(eori["before"] + eori["behind"]):
            continue
        if any(iban.start <= match.start() < iban.end for iban in ibans):
            continue
        while len(compact(raw)) >= 8:
            start = match.start()
            if is_vat_id(raw) and not text[start + len(raw) :][:1].isdigit():
                found.append(Found(compact_vat_id(raw), raw, start, start + len(raw)))
                break
            raw = raw[:-1].rstrip(" .-")
    return found


def find_national_vat_ids(text: str) -> list[tuple[int, Found]]:
    """VAT ids without the sign of their country, and where in the line each one's name begins.

    They have to be called what they are, and to check; India's and Singapore's look like nothing
    else.
    """
    return [
        (match.start(), Found(compact(match[1]), match[1], *match.span(1)))
        for form, is_valid in _NATIONAL
        for match in form.finditer(text)
        if is_valid(compact(match[1])) and not _SIGN.search(text[: match.start(1)])
    ]


def lacks_of_vat_id(text: str) -> int:
    """How many characters a VAT id lacks that breaks off: "GB 618 9923" two; 0 if none is known."""
    value = compact(text)
    return max(0, _VAT_LENGTHS.get(value[:2], 0) - len(value))


def country_of(identifier: str) -> str | None:
    """The ISO 3166 country a VAT id or IBAN begins with."""
    head = compact(identifier)[:2]
    return {"EL": "GR", "XI": "GB"}.get(head, head) if head.isalpha() else None
