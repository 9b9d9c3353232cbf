"""Word → shape class: how a word is written and what numbers look like, whatever its pieces say.

The class travels as LayoutLM's `token_type_ids`, combined with where the word stands in its row.
"""

import re
from enum import IntEnum
from functools import lru_cache

_WORDS_N = 4096  # more than a page has


class Shape(IntEnum):
    """What a word looks like, cheapest signs only."""

    OTHER = 0
    LOWER = 1
    CAPITALISED = 2
    ALL_CAPS = 3
    MIXED_CASE = 4
    SHORT_INTEGER = 5  # up to 3 digits
    LONG_INTEGER = 6
    MONEY = 7  # two decimals, or grouped thousands
    DECIMAL = 8
    DATE = 9
    TIME = 10
    PERCENT = 11
    CURRENCY = 12
    LETTERS_DIGITS = 13  # item codes, document numbers
    ADDRESSED = 14  # e-mail, web address
    COLON = 15  # a label: "Total:"
    PUNCTUATION = 16
    SIGNED_MONEY = 17  # money with its currency in the same word: "$5,625.00"
    IBAN_LIKE = 18


class Place(IntEnum):
    """Where a word stands among its neighbours of the same row."""

    FOLLOWS = 0  # close to the word before
    AFTER_GAP = 1  # starts a new cell or column
    STARTS_ROW = 2


#: Rows of the embedding table: 3 for special tokens, then one per (shape, place).
SPECIAL_TYPES_N = 3
SHAPES_N = len(Shape)
TYPES_N = SPECIAL_TYPES_N + SHAPES_N * len(Place)

_PATTERNS: tuple[tuple[Shape, re.Pattern[str]], ...] = tuple(
    (shape, re.compile(pattern))
    for shape, pattern in (
        (Shape.CURRENCY, r"(?:[€$£¥]|(?:EUR|USD|GBP|CHF|RM|MYR|IDR|Rp|Fr|PLN|SEK|DKK|CZK)\.?)"),
        (Shape.PERCENT, r"[-+]?\d+(?:[.,]\d+)?%"),
        (Shape.TIME, r"\d{1,2}:\d\d(?::\d\d)?(?:[AaPp][Mm])?"),
        (
            Shape.DATE,
            r"\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d\d)|\d{4}([./-])\d{1,2}\2\d{1,2}"
            r"|\d{1,2}[-/. ]?[A-Za-zäéû]{3,9}[-/. ,]?(?:\d{4}|\d\d)",
        ),
        (
            Shape.MONEY,
            r"[-+(]?(?:\d{1,3}(?:[.,'’]\d{3})*[.,]\d{2}|\d+[.,]\d{2}|[1-9]\d{0,2}(?:[.,'’]\d{3})+)"
            r"(?:-|\)|,-)?",
        ),
        (Shape.DECIMAL, r"[-+]?\d+[.,]\d+"),
        (Shape.SHORT_INTEGER, r"[-+]?\d{1,3}"),
        (Shape.LONG_INTEGER, r"[-+]?\d{4,}"),
        (Shape.IBAN_LIKE, r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}"),
        (Shape.SIGNED_MONEY, r"[-(]?(?:[€$£¥]|RM|Rp\.?|Fr\.?)-?\d[\d.,'’]*[)-]?"),
        (Shape.SIGNED_MONEY, r"[-(]?[A-Z]{3}-?\d[\d.,'’]*[.,]\d\d[)-]?"),
        (Shape.SIGNED_MONEY, r"[-(]?\d[\d.,'’]*(?:[€$£¥]|EUR|CHF|USD)\)?"),
        (Shape.ADDRESSED, r"\S+@\S+\.\S+|(?:https?://|www\.)\S+"),
        (Shape.COLON, r".*[A-Za-zÀ-ÿ].*:"),
        (Shape.PUNCTUATION, r"[^\w]+"),
        (Shape.LETTERS_DIGITS, r"(?=.*\d)(?=.*[A-Za-z]).+"),
    )
)


@lru_cache(maxsize=_WORDS_N)
def shape_of(text: str) -> Shape:
    """The shape class of one word: "12,50" → MONEY, "GmbH" → MIXED_CASE, "Total:" → COLON."""
    for shape, pattern in _PATTERNS:
        if pattern.fullmatch(text):
            return shape
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return Shape.OTHER
    if all(c.islower() for c in letters):
        return Shape.LOWER
    if all(c.isupper() for c in letters):
        return Shape.ALL_CAPS
    if letters[0].isupper() and all(c.islower() for c in letters[1:]):
        return Shape.CAPITALISED
    return Shape.MIXED_CASE


def type_id(shape: Shape, place: Place) -> int:
    """The row of the token-type table for a word: 3 … TYPES_N − 1."""
    return SPECIAL_TYPES_N + int(place) * SHAPES_N + int(shape)
