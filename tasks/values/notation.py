"""Numbers as printed → Decimal, by the document's own notation.

Whether "1.234" is a thousand or little more than one cannot be told from the number alone, so the
decimal separator is decided once per document, from all its numbers together.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from tasks.values.caches import kept_by_text

#: Currencies (ISO 4217) whose prices are printed without minor units.
WHOLE_CURRENCIES = frozenset({"IDR", "JPY", "KRW", "VND", "CLP", "ISK", "PYG", "UGX"})
#: Those of a thousand minor units: "KWD 1,250.500".
OF_THOUSANDTHS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})

#: Those of `language.LANGUAGES` in which decimals mostly stand behind a comma.
COMMA_LANGUAGES = frozenset(
    {"de", "fr", "es", "it", "nl", "pt", "pl", "cs", "da", "sv", "no", "fi", "id"}
)
#: A count or weight of three decimals before its unit.
_WEIGHED = re.compile(
    r"(?<![0-9.,])[0-9]{1,3},[0-9]{3}\s+"
    r"(?:kg|to|t|st(?:c?k)?|pal|sck|lfm|m[²³23]?|km|l|ltr|pce|un|paar|rolle?|kt|ktn|krt|std|vpe)(?!\w)",
    re.IGNORECASE,
)
_APOSTROPHES = "'’´`"
_SPACES = "\u00a0\u202f\u2009"
_NUMBER = re.compile(
    rf"(?<![0-9])(?<![0-9][.,])[0-9](?:[0-9.,{_APOSTROPHES}{_SPACES}]*[0-9])?(?![0-9])"
)
#: Longer rows of digits are barcodes and references, and too long to reckon with exactly.
_MOST_DIGITS_N = 15
#: Numbers that say nothing of how amounts are written: dates, months, times, percentages.
_OTHER = re.compile(
    r"[0-9.,]+\s?%|\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}:\d{2}(?::\d{2})?"
    r"|(?<![0-9.,])(?:0[1-9]|1[0-2])\.20[0-3][0-9](?![0-9])"
)
#: The point of a price of less than one: ".3150", and not that of "Rs.500" or "100 .000".
_NOTHING_BEFORE = re.compile(
    r"(?:^|(?<=[$€£(+-])|(?<=[^0-9]\s))\.(?=(?:[0-9]{1,2}|[0-9]{4})(?![0-9.,]))"
)
#: For character classes: the signs that print a minus.
MINUS = r"\-−–—"
#: What an amount is printed in. "Rs", "RM" and "kr" may be parts of words.
CURRENCY = (
    r"(?:[€$£₹]|EUR(?:OS?)?|[Ee]uros?|(?:A|C|US)\$|USD|GBP|CHF|AUD|CAD|NZD|SGD|HKD|INR|IDR|MYR|ZAR|SEK"
    r"|NOK|DKK)"
)
#: Behind the whole of an amount; no end of a day, "31.01.", "04.11.25".
_CENTS = r"[.,](?!(?:0[1-9]|1[0-2])\.)[0-9]{2}(?![0-9]|[.,/-][0-9])"
#: An amount with cents, also "28,75,000.00"; no date and no version.
AMOUNT = re.compile(
    r"(?<![0-9.,])[0-9]{1,3}(?:(?:[., '’]?[0-9]{3})*|(?:,[0-9]{2})+,[0-9]{3})" + _CENTS
)
#: What ends so, whatever it begins with.
CENTS = re.compile(r"[0-9](?<![.,][0-9])(?<![.,][0-9]{2})" + _CENTS)


#: Strokes for no cents: "200,--", "24.-".
NO_CENTS = rf"[.,][{MINUS}]{{1,2}}"


class Notation(NamedTuple):
    """The separators of one document.

    `decimal` is "." or ","; `whole` says that a separator before three digits always groups (the
    currency has no minor unit, or the document shows no decimals at all).
    """

    decimal: str = "."
    whole: bool = False


#: English notation, where nothing else is known.
POINT_NOTATION = Notation()


def decide_notation(texts: Sequence[str], currency: str | None, language: str) -> Notation:
    """Decides the separators from every number in `texts`.

    A number with both separators, or with a repeated one, settles which is which; one or two
    digits behind a lone separator make it the decimal one. Where three-digit groups prevail over
    decimals of two digits, prices have no decimals and every such group is a thousand.
    """
    numbers = [n for text in texts for n in _NUMBER.findall(_OTHER.sub(" ", text))]
    votes: Counter[str] = Counter()
    for number in numbers:
        decimal, weight = _vote(number)
        votes[decimal] += weight
    custom = "," if language in COMMA_LANGUAGES else "."
    decimal = max(".,", key=lambda mark: (votes[mark], mark == custom))
    whole = currency in WHOLE_CURRENCIES or (
        currency not in OF_THOUSANDTHS and _has_no_decimals(numbers)
    )
    weighed = language != "id" and any(map(_WEIGHED.search, texts))
    if custom == "," and (currency == "EUR" or (currency is None and weighed)):
        # "10,000" on a French paper in euros, or before its unit, is a weight or a count with
        # three decimals.
        whole = whole and not any(re.fullmatch(r"[0-9]{1,3},[0-9]{3}", n) for n in numbers)
    return Notation(decimal, whole)


def _has_no_decimals(numbers: Iterable[str]) -> bool:
    """Whether a separator before three digits must be a grouping one in this document."""
    thousands = decimals = 0
    for number in set(numbers):
        whole, _, tail = number.partition("." if "." in number else ",")
        if re.search(r"[.,]", tail):  # several marks: the last part tells
            decimals += bool(re.search(r"[.,][0-9]{2}$", tail))
        elif len(tail) == 3 and whole.strip("0"):
            thousands += 1
        elif (tail.strip("0") and len(tail) < 5) or len(tail) == 2:
            decimals += 1
    return thousands >= 2 * decimals


def _vote(number: str) -> tuple[str, int]:
    """The decimal separator that one number speaks for, and how loudly (0 = not at all)."""
    marks = re.findall(r"[.,]", number)
    if not marks:
        return ".", 0
    last = marks[-1]
    tail = re.split(r"[.,]", number)[-1]
    other = "," if last == "." else "."
    if len(set(marks)) == 2:
        # "1.234,56": the last one is decimal, unless it stands more than once.
        return (last, 3) if marks.count(last) == 1 else (other, 0)
    if len(marks) > 1:
        # "1.234.567" groups; "1.2.3" is a version or a date cut off
        grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", number)
        return (other, 1) if grouped else (other, 0)
    if len(tail) == 2:
        return last, 2
    if len(tail) == 1 or len(tail) > 3 or number.startswith("0"):
        return last, 1
    return last, 0


@kept_by_text
def parse_number(text: str, notation: Notation = POINT_NOTATION) -> Decimal | None:
    """The number in `text`, or None if it does not hold exactly one, or a barcode.

    Signs: a leading or trailing minus, accounting parentheses, and a trailing CR make it
    negative. Currency names, keys glued to the amount ("TOTAL91000") and percent signs are
    ignored.

    >>> parse_number("1.234,50-", Notation(","))
    Decimal('-1234.50')
    """
    if notation.decimal == "." and not notation.whole:
        text = _NOTHING_BEFORE.sub("0.", text)
    # OCR reads a comma as a colon, or twice: "9:900", "23.,000".
    text = re.sub(r"(?<=[0-9])(?:[.,:;]{2}|[:;])(?=[0-9]{3}(?![0-9]))", ",", text)
    if notation.whole:  # or sees a colon within the thousands, or a dash: "2:0,500", "17-999"
        text = re.sub(r"(?<![0-9.,:])([0-9]):(?=[0-9]{1,2}[.,][0-9]{3}(?![0-9]))", r"\1", text)
        text = re.sub(r"(?<![0-9.,-])([0-9]{1,3})[-~](?=[0-9]{3}(?![0-9.,-]))", r"\1.", text)
    numbers = list(_NUMBER.finditer(text))
    if len(numbers) != 1:
        joined = _join_spaced(text)
        if joined is None:
            return None
        text, numbers = joined, list(_NUMBER.finditer(joined))
    match = numbers[0]
    plain = _to_plain(match.group(), notation)
    if plain is None or len(plain) > _MOST_DIGITS_N + 1:
        return None
    value = Decimal(plain)
    return -value if _is_negative(text, match.start(), match.end()) else value


def _join_spaced(text: str) -> str | None:
    """ "1 234,56" with a plain space (or its pieces) as one number, else None."""
    compact = re.sub(r"(?<=\d)\s+(?=\d{3}(?!\d))", "", text)
    compact = re.sub(r"(?<=\d)\s*([.,])\s*(?=\d{2}(?!\d))", r"\1", compact)
    compact = re.sub(r"(?<![\d.,])(\d{1,3}[.,])\s+(?=\d{3}(?!\d))", r"\1", compact)
    return compact if len(_NUMBER.findall(compact)) == 1 else None


def _to_plain(number: str, notation: Notation) -> str | None:
    """Digits with a point, from digits with separators."""
    number = re.sub(rf"[{_APOSTROPHES}{_SPACES}]", "", number)
    marks, parts = re.findall(r"[.,]", number), re.split(r"[.,]", number)
    if len(set(marks)) == 2:
        return _join_by_both(parts, marks, notation)
    if len(marks) > 1:
        return _join_by_one(parts)
    grouped = len(parts[-1]) == 3 and parts[0] not in {"0", "00"}
    grouped = grouped and (notation.whole or marks != [notation.decimal])
    return ("" if grouped else ".").join(parts)


def _join_by_both(parts: Sequence[str], marks: Sequence[str], notation: Notation) -> str | None:
    """Digits with a point from those with points and commas: the last mark is the decimal one."""
    if notation.whole and all(len(group) == 3 for group in parts[1:]):
        return "".join(parts)  # "1,565.938": OCR mixed the marks
    if marks.count(marks[-1]) > 1:
        return None
    return "".join(parts[:-1]) + "." + parts[-1]


def _join_by_one(parts: Sequence[str]) -> str | None:
    """Digits from those with one mark several times: it parts thousands."""
    if any(len(group) != 3 for group in parts[1:-1]):
        return None
    if len(parts[-1]) == 3:
        return "".join(parts)
    # "1.234.56": OCR turned the comma into a point.
    return "".join(parts[:-1]) + "." + parts[-1] if len(parts[-1]) <= 2 else None


def _is_negative(text: str, start: int, end: int) -> bool:
    before, after = text[:start], text[end:]
    if "(" in before and ")" in after and not re.search(r"[A-Za-z]{4,}", before + after):
        return True
    lead = re.sub(r"(?:(?:\b[A-Z]{1,3})?[$€£¥]|\b[A-Z]{2,3}|\bRp|\bFr)\.?\s*$", "", before)
    if re.search(rf"^\s*[{MINUS}]\s*$|[^\w{MINUS}][{MINUS}]$|\([{MINUS}]\)\s?$", lead):
        return True
    trail = re.sub(r"^\s*(?:[€$£¥]|[A-Z]{3}\b)", "", after)
    return bool(re.match(rf"[{MINUS}](?!\d)|\s*CR\b", trail))


def format_decimal(value: Decimal, keep: int = 0) -> str:
    """A decimal string with a point and no grouping, at least `keep` decimals, no exponent."""
    text = format(value, "f")
    whole, _, fraction = text.partition(".")
    fraction = fraction.ljust(keep, "0")
    return f"{whole}.{fraction}" if fraction else whole
