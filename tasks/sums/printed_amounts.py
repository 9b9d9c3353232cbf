"""The amounts that a paper prints, each with the words that name it."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from schemas.document import Page, union
from schemas.record import Field
from schemas.vocabulary import Kind
from tasks.values.caches import kept_by_page
from tasks.values.cells import word_rows
from tasks.values.entities import is_inside
from tasks.values.normalize import Conventions, normalise
from tasks.values.notation import CENTS, NO_CENTS
from tasks.values.thousands import is_apart

#: Words, but those that say what an amount is printed in.
_LETTERS = re.compile(r"\b(?!(?:EURO?|USD|GBP|CHF|TTC|HT)\b)[^\W\d_]{2}")
_AMOUNT = re.compile(r"[0-9]{1,3}(?:[.,:]?[0-9]{3})*(?:[.,][0-9]{2})?(?![0-9])")

_NO_CENTS = re.compile(rf"[0-9]{NO_CENTS}(?![0-9])")
Words = tuple[int, ...]
Amounts = tuple[tuple[Decimal, Words], ...]


class PrintedAmount(NamedTuple):
    """An amount, the words that name it, and the word that prints it."""

    value: Decimal
    key: str
    page: int  # from 0
    words: tuple[int, ...]  # two where the thousands stand apart


def printed_field(
    page: Page, number: int, words: Sequence[int], value: Decimal, confidence: float
) -> Field:
    """A field of an amount that arithmetic finds on page `number` (from 1)."""
    return Field(
        value=str(value),
        raw=page.text_of(words),
        confidence=confidence,
        page=number,
        box=page.box_of(words),
        origin="rule",
    )


def field_of_amounts(
    pages: Sequence[Page], parts: Sequence[PrintedAmount], value: Decimal, confidence: float
) -> Field:
    """A field of what several printed amounts come to; its place is that of the last page's."""
    page = parts[-1].page
    return Field(
        value=str(value),
        raw=" ".join(pages[one.page].words[i].text for one in parts for i in one.words),
        confidence=confidence,
        page=page + 1,
        box=union(pages[page].words[i].box for o in parts if o.page == page for i in o.words),
        origin="rule",
    )


def is_print_of(amount: PrintedAmount, pages: Sequence[Page], field: Field) -> bool:
    """Whether an amount is what prints a field."""
    if field.box is None or field.page != amount.page + 1:
        return False
    return is_inside(pages[amount.page].box_of(amount.words), field.box)


def find_printed_amounts(pages: Sequence[Page], conventions: Conventions) -> list[PrintedAmount]:
    """The last amount of each row, with the words before it; of a bare one, the row above."""
    found: list[PrintedAmount] = []
    for number, page in enumerate(pages):
        above = ""
        for words, amounts in amounts_by_row(page, conventions):
            text = page.text_of(words)
            if not amounts:
                above = text
                continue
            value, parts = amounts[-1]
            key = page.text_of(words[: words.index(parts[-1]) + 1])
            found.append(
                PrintedAmount(value, key if _LETTERS.search(text) else above, number, parts)
            )
            above = ""
    return found


@kept_by_page
def amounts_by_row(page: Page, conventions: Conventions) -> tuple[tuple[Words, Amounts], ...]:
    """The words of each row of a page, and the amounts that they print, top to bottom."""
    return tuple(
        (tuple(words), tuple(amounts_among(page, words, conventions)))
        for words in word_rows(page).values()
    )


def amounts_among(
    page: Page, words: Sequence[int], conventions: Conventions
) -> list[tuple[Decimal, tuple[int, ...]]]:
    """The amounts that the words of a row print, and the words of each."""
    parts = [
        tuple(words[at - 1 if at and is_apart(page, words[at - 1]) else at : at + 1])
        for at in range(len(words))
    ]
    return [
        (value, indices)
        for indices in parts
        if (value := _read("".join(page.words[i].text for i in indices), conventions)) is not None
    ]


def _read(text: str, conventions: Conventions) -> Decimal | None:
    """The amount in a word: with decimals where the document has them, else of three digits."""
    match = _AMOUNT.search(text)
    if not match or text.endswith("%"):
        return None
    digits_n = sum(map(str.isdigit, match.group()))
    has_cents = bool(CENTS.search(text) or _NO_CENTS.search(text))
    if not has_cents and not (conventions.notation.whole and (digits_n >= 3 or text == "0")):
        return None
    value = normalise(Kind.MONEY, text, conventions)
    return Decimal(value) if value is not None else None
