"""The entries of a block of totals: amounts, each with all that its caption may mean.

The caption stands before its amount, behind it or above it, or in one cell with it.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from tasks.sums.account_rows import rows_of_account
from tasks.sums.other_amounts import names_balance_before
from tasks.sums.total_words import ASKS, fields_named
from tasks.values.cells import Cell, Row
from tasks.values.notation import CENTS, CURRENCY, MINUS, Notation, parse_number
from tasks.values.sum_words import CARRIED_WORDS, SUBTOTAL_WORDS
from tasks.values.tax_words import TAX_WORDS

#: Signs and codes of currencies beside an amount.
_SIGN = rf"(?:{CURRENCY}|R[ps]\.?|RM|(?<!\w)R(?=\s?[0-9]))"  # "R": rand
_AMOUNT = re.compile(
    rf"(?:[{MINUS}+(]|\(-\)|[-−–]\s)?(?:{_SIGN}\s?)?(?:[{MINUS}(]|[-−–]\s)?(?!0[0-9])"
    r"[0-9](?:[0-9.,'’]|\s(?=[0-9]{3}))*\)?"
    rf"\s?(?:{_SIGN})?-?"
)
_GLUED = re.compile(rf"(?P<caption>.*?[^\W\d].*?)[:\s]\s*(?P<amount>{_AMOUNT.pattern})")
_LED = re.compile(rf"(?P<amount>{_AMOUNT.pattern})\s+(?P<caption>[^\W\d].*)")
#: A tax amid its caption: "(inkl. 205,83 € MwSt. 19 %)", "(includes £4.20 VAT)".
_AMID = re.compile(
    rf"\(?(?P<head>(?i:(?:incl|inkl)[^\W\d]*\.?|dont|davon|waarvan)) (?P<amount>{_AMOUNT.pattern}) "
    rf"(?P<caption>(?:de )?(?:[0-9][0-9.,]*\s?% )?(?i:{TAX_WORDS})\b[^()]*)\)?"
)
#: What ends a cell with a caption and its amount: "62,91 Total base: 3.795,87".
_COLONED = re.compile(
    rf"(?:^|[0-9] )(?P<caption>[^\W\d_][^:0-9]*):\s(?P<amount>{_AMOUNT.pattern})$"
)
_MONEY = re.compile(rf"[0-9][.,'’\s][0-9]|{_SIGN}")
#: How many there are of all items, between the caption and the amount of a sum: "513 Nos".
_COUNTED = re.compile(r"[0-9][0-9.,]*(?: [^\W\d_]{1,5}\.?)?")
_CENTS = re.compile(rf"{CENTS.pattern}(?!\s?%)")
_RATE = re.compile(r"[0-9][0-9.,]*\s?%")
#: A tax that the amounts above hold: "VAT 21% (included)".
_INCLUDED = re.compile(
    r"\binclu|\bincl\b|\binkl|\benthalten|\bdavon\b|\bdarin\b|\bof which|\bdont\b|\bdi cui"
    r"|\bincl[uú]|\binbegrepen|\bwaarvan",
    re.IGNORECASE,
)
#: What goes from page to page, or from bill to bill, is no total.
_CARRIED = re.compile(rf"\b(?:{CARRIED_WORDS}|balance (?:forward|over)\b)|^report$")
#: What is owed or was paid though it speaks of a balance from before: "past due balance".
_OF_NOW = re.compile(r"rückstand|past due|^old\b|paid|payment|credit")
#: The sum of some of the items: "Subtotal delivery 4711", "Permits subtotal".
_GROUP = re.compile(rf"\b{SUBTOTAL_WORDS}\b")
#: That of the items that bear tax, or none: "Summe Abgaben ohne USt", "Total exempt of VAT".
_TAXED = re.compile(
    rf"\b(?:summe|total|totale|totaal) .*(?:pflichtig|ohne {TAX_WORDS}|exempt|exonéré|non soumis)"
)
#: That of an order of which a bill may be a part.
_OF_ORDER = re.compile(
    r"\border (?:total|value|amount)\b|\bbestell(?:wert|summe)\b|\bauftrags(?:wert|summe)\b"
)
_OF_LINES = "total_net", "lines_net"
_TO_PAY = "amount_due", "total_gross"
_CAPTION_WORDS_N = 7
_LED_N = 2  # cells of a row that an amount leads
#: What a caption adds, at times with an amount: "(of 35.37)", "19 % auf −69,75".
_BRACKETS = re.compile(
    rf"\([^)]*\)|(?<=%) (?:auf|aus|von|on|of|sur|de|su|sobre|over|op) [{MINUS}]?[0-9][0-9.,'’ ]*$"
)
#: Longer rows are running text, and the pattern grows slow on them.
_GLUED_CHARS = 200
_WRAPPED_N = 2  # rows of captions, where one of them is too long for its column
_DEEP_N = 2  # rows below a breakdown's head in which totals' amounts stand
_STRIP_N = 3  # totals that are captioned there: net, tax and gross


class Entry(NamedTuple):
    """An amount of the block, and what it may be."""

    fields: tuple[str, ...]  # what its caption may mean, the likeliest first
    amount: Decimal
    page: int
    words: tuple[int, ...]
    included: bool = False  # whether it is a tax that the amounts above hold already
    doubtful: bool = False  # whether it may be of a group of items, of an order or an item's


def find_total_entries(page: int, rows: Sequence[Row], notation: Notation) -> list[Entry]:
    """Captions of a page's rows with their amounts: behind them, or below them in a strip."""
    entries = []
    passed_by = rows_of_account(rows, notation)
    for at, row in enumerate(rows):
        if at in passed_by:
            continue
        found = list(_beside(page, row, notation)) or list(_behind(page, row, notation))
        if not found and at + 1 < len(rows):
            found = list(_below(page, row, rows[at + 1 :], notation))
        if not found and at + _WRAPPED_N < len(rows):
            wrapped = _wrap(row, rows[at + 1])
            below = rows[at + _WRAPPED_N :]
            found = list(_below(page, wrapped, below, notation, tight=True)) if wrapped else []
        if not found:
            found = list(_beside_breakdown(page, row, rows[at + 1 : at + 1 + _DEEP_N], notation))
        if not found and at + 1 < len(rows):
            found = list(_above_taxes(page, row, rows[at + 1], notation))
        entries += found
    return entries


def _above_taxes(page: int, row: Row, below: Row, notation: Notation) -> Iterator[Entry]:
    """An amount alone right above a tax: the sum of the items, which some programs do not name."""
    if len(row.cells) == 1 and _is_amount(row.text):
        taxes = [e for e in _beside(page, below, notation) if e.fields == ("total_tax",)]
        amount = parse_number(row.text, notation)
        if taxes and amount is not None:
            yield Entry(_OF_LINES, amount, page, row.cells[0].words, doubtful=True)


def _wrap(row: Row, below: Row) -> Row | None:
    """A row of captions with the ends that the next row prints: "Total", "goods" below it."""
    cells = list(row.cells)
    if len(below.cells) >= len(cells) or re.search(r"[0-9]", below.text):
        return None
    for end in below.cells:
        over = [n for n, one in enumerate(cells) if one.overlaps(end)]
        if len(over) != 1:
            return None
        cell = cells[over[0]]
        cells[over[0]] = cell._replace(text=f"{cell.text} {end.text}", x1=max(cell.x1, end.x1))
    return row._replace(cells=tuple(cells))


def _beside(page: int, row: Row, notation: Notation) -> Iterator[Entry]:
    """The last amount of a row with the caption before it."""
    if len(row.cells) < 2:
        yield from _glued(page, row, notation)
        return
    *_, caption, last = row.cells
    if (own := _COLONED.search(caption.text)) and own.start("caption"):
        return  # it has its own amount, behind another: "62,91 Total base: 3.795,87"
    if len(row.cells) > 2:
        before = row.cells[-3]
        counted = _COUNTED.fullmatch(caption.text) and "total_gross" in _fields_of(before.text)
        rated = _RATE.fullmatch(caption.text) and _fields_of(before.text) == ("total_tax",)
        aside = counted or rated or re.fullmatch(_SIGN, caption.text)
        caption = before if aside else caption
    yield from _entry(page, row, caption.text, last.text, last.words, notation)


def _behind(page: int, row: Row, notation: Notation) -> Iterator[Entry]:
    """An amount with its caption behind it, and nothing else: "944,15 €   Zwischensumme netto"."""
    if len(row.cells) == _LED_N and not _CENTS.search(_BRACKETS.sub("", row.cells[1].text)):
        amount, caption = row.cells
        yield from _entry(page, row, caption.text, amount.text, amount.words, notation, led=True)


def _glued(page: int, row: Row, notation: Notation) -> Iterator[Entry]:
    """A caption and its amount in one cell: "Total: 12,50 €", "12,50 € Total"."""
    if len(row.text) > _GLUED_CHARS:
        return
    for match in filter(None, (_GLUED.fullmatch(row.text), _LED.fullmatch(row.text))):
        caption, words = match["caption"], row.words_at(*match.span("amount"))
        led = match.start("amount") < match.start("caption")
        if _CENTS.search(_BRACKETS.sub("", caption)):
            continue
        found = list(_entry(page, row, caption, match["amount"], words, notation, led=led))
        if found:
            yield from found
            return
    if amid := _AMID.fullmatch(row.text):
        caption, words = f"{amid['head']} {amid['caption']}", row.words_at(*amid.span("amount"))
        yield from _entry(page, row, caption, amid["amount"], words, notation)


def _below(
    page: int, row: Row, rows: Sequence[Row], notation: Notation, *, tight: bool = False
) -> Iterator[Entry]:
    """A row of captions above a row of nothing but amounts; below a table's head stands an item.

    Rates may be among them; above more rows of amounts, those are of each rate's taxes, and what
    ends beside them is not. An amount at the right of its column may stand clear of the caption
    at its left, unless `tight`.
    """
    below, *after = rows
    if len(row.cells) < 2 or len(row.cells) != len(below.cells):
        return
    texts = [cell.text for cell in below.cells if not _RATE.fullmatch(cell.text)]
    if not all(_AMOUNT.fullmatch(text) for text in texts):
        return
    by_rate = len(texts) < len(below.cells) or any(_is_rate(cell.text) for cell in row.cells)
    more = _first(after) if by_rate else ()
    more = more if any(_is_amount(cell.text) for cell in more) else ()
    ends = [*(caption.x0 for caption in row.cells[1:]), 1.0]
    for caption, end, amount in zip(row.cells, ends, below.cells, strict=True):
        if any(cell.overlaps(amount) for cell in more):
            continue
        over = amount.overlaps(caption)
        within = not tight and caption.x0 < amount.x0 and amount.x1 < end
        if (over or within) and not _is_rate(caption.text):
            yield from _entry(page, below, caption.text, amount.text, amount.words, notation)


def _beside_breakdown(
    page: int, row: Row, rows: Sequence[Row], notation: Notation
) -> Iterator[Entry]:
    """Captions of totals at the end of a breakdown's head, their amounts a row or two below.

    VAT rate   21 %     6 %   Total excl. VAT   Total VAT   To pay
    Base     633.34  359.07
                                       992.41      154.54   1,146.95

    Captions behind a row's amounts may go before their own: "21 %  154.54  Total VAT: 154.54".
    """
    # A row with anything else is an item's.
    amounts = [
        (under, cell)
        for under in rows
        if all(_is_amount(cell.text) or _COLONED.search(cell.text) for cell in under.cells)
        for cell in under.cells
    ]
    found: list[Entry] = []
    for under, cell in amounts:
        if own := _COLONED.search(cell.text):
            words = cell.words[len(cell.text[: own.start("amount")].split()) :]
            found += _entry(page, under, own["caption"], own["amount"], words, notation)
    for caption in (one for one in row.cells if amounts and not _is_rate(one.text)):
        below = [
            (under, cell)
            for under, cell in amounts
            if _is_amount(cell.text)
            if cell.overlaps(caption)
        ]
        if len(below) == 1:
            under, cell = below[0]
            found += _entry(page, under, caption.text, cell.text, cell.words, notation)
    if len({entry.fields for entry in found}) >= _STRIP_N:
        yield from found


def _is_rate(caption: str) -> bool:
    """Whether what stands below a caption is a rate: "MwSt. %", "% IVA"; "MwSt. 19 %" is a tax."""
    named = caption.startswith("%") or caption.endswith("%")
    return named and not re.search(r"[0-9]", caption)


def _first(rows: Sequence[Row]) -> Sequence[Cell]:
    """The cells of the first row, if there is one."""
    return rows[0].cells if rows else ()


def _is_amount(text: str) -> bool:
    return bool(_AMOUNT.fullmatch(text) and _MONEY.search(text))


def _entry(
    page: int,
    row: Row,
    caption: str,
    printed: str,
    words: Sequence[int],
    notation: Notation,
    *,
    led: bool = False,
) -> Iterator[Entry]:
    """An amount and what it is called; one that is `led` by its amount may be an item's count.

    `words`: those of the row that print the amount.
    """
    amount = parse_number(printed, notation) if _is_amount(printed) else None
    fields = _fields_of(caption) if amount is not None else ()
    if amount is None or not fields:
        return
    said = caption.lower()
    doubtful = led or any(p.search(said) for p in (_GROUP, _TAXED, _OF_ORDER))
    digits = {i for a, b, i in row.spans if any(c.isdigit() for c in row.text[a:b])}
    figures = tuple(i for i in words if i in digits)
    included = fields == ("total_tax",) and bool(_INCLUDED.search(caption))
    doubtful = doubtful or included  # that of a part paid is none of the paper's
    yield Entry(fields, amount, page, figures, included, doubtful)


def _fields_of(caption: str) -> tuple[str, ...]:
    """What a caption may mean; nothing for long texts and unknown words."""
    plain = re.sub(
        r"\([^)]*\)|[0-9][0-9.,]*\s?%?|[€$£₹:%]"
        r"|\b(?:EURO?|USD|GBP|CHF|INR|AUD|CAD|NZD|SGD|HKD|ZAR|SEK|NOK|DKK|PLN|CZK)\b",
        " ",
        caption,
    )
    plain = " ".join(plain.split()).lower()
    if not plain or len(plain.split()) > _CAPTION_WORDS_N or _CARRIED.search(plain):
        return ()
    if names_balance_before(plain) and not _OF_NOW.search(plain):
        return ()
    named = _TO_PAY if plain in ASKS else fields_named(plain)
    if _GROUP.match(plain) and named[:1] not in (("total_gross",), ("total_tax",)):
        return _OF_LINES  # "Subtotal delivery 4711" is no charge
    return named
