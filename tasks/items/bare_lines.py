"""Rows that neither name nor price anything, or say more of another item: no items."""

import re
from collections.abc import Collection, Sequence

from schemas.document import Page
from schemas.record import Field, Line
from tasks.items.printed_sums import SUM_COLUMNS
from tasks.values.entities import is_inside
from tasks.values.notation import CENTS
from tasks.values.sum_words import SUBTOTAL_WORDS

#: A sum's name behind a group's: "Labour & installation subtotal".
_SUBTOTAL_WORD = re.compile(rf"\b(?:{SUBTOTAL_WORDS}|total|summe)\b", re.IGNORECASE)
#: "64 sq m @", "12 x": how an amount above was reckoned.
_CALCULATED = re.compile(r"[0-9][0-9.,]*(?: \S{1,3}){0,2} [@x×]|[\W\d]+")
#: Columns that are no item's, alone.
_BARE = (
    frozenset({"code", "unit"}),
    frozenset({"code", "discount", "tax_rate"}),
    frozenset({"quantity", "unit", "unit_price", "discount", "tax_rate"}),
)
_SUBTOTAL_ROW = re.compile(rf"\W*{SUBTOTAL_WORDS}\b", re.IGNORECASE)
#: "UN1090 ACETONE, 3, PG II": what is dangerous of the item above.
_HAZARD = re.compile(r"UN ?[0-9]{4}\b")
#: What is said of the rest of an item: "6 × LF-2040 will follow in May".
_FOLLOWS = re.compile(
    r"\bfollows?\b|\bbalance\b|back[ -]?order|\bfolg(?:t|en)\b|\brest\b|\brestmenge|rückstand"
    r"|\breste\b|\bsuiv(?:ra|ront|re)\b|\breliquat|\bseguir[áà]n?\b|\bpendiente|\bseguiranno\b"
    r"|\bvolg(?:t|en)\b",
    re.IGNORECASE,
)
#: What may be an amount that is not read as one: "14,5O", "£14", "free"; no "27 Rue Basse, Lyon 2".
_FIGURE = re.compile(
    r"[€$£] ?[0-9]|[0-9OIl][.,][0-9OSIl]{2}(?![\w.,])|[0-9] ?(?:€|EUR|CHF|GBP|USD)$"
    r"|\b(?:free|gratis|offert|kostenlos|frei|gratuit|omaggio)\W*$",
    re.IGNORECASE,
)

_PRICED_N = 2  # items with amounts, at least, above which a text is none


def drop_bare(lines: Sequence[Line], pages: Sequence[Page]) -> list[Line]:
    """The lines but those that neither name nor price anything among others that do both.

    "1 drum F-ISI20 to follow" has a code, "64 sq m @ 2.85" and "4 boxes of 6" no name, and a text
    among priced items, as a group's heading, no amount; or above the first of several with codes
    and counts, neither.
    """
    named_n = sum(line.keys() >= {"description"} and len(line) > 1 for line in lines)
    priced = [n for n, line in enumerate(lines) if line.keys() >= {"description", "net_amount"}]
    counted = [n for n, line in enumerate(lines) if line.keys() >= {"description", "quantity"}]
    coded = not priced and len(counted) > 1 and all("code" in lines[n] for n in counted)
    codes = {line["code"].value for line in lines if line.keys() >= {"code", "description"}}
    kept = []
    for n, line in enumerate(lines):
        bare = named_n > 1 and any(line.keys() <= columns for columns in _BARE)
        above = bool(priced) and n < priced[0]
        if len(priced) >= _PRICED_N:
            says_nothing = _is_sum if "net_amount" in line else _is_unpriced
            bare = bare or says_nothing(line, pages, above=above)
        elif coded:
            bare = bare or (n < counted[0] and line.keys() == {"description"})
        hazard = n > 0 and _is_hazard(line, pages) and not _begins_hazard(lines[n - 1], pages)
        if not (bare or hazard or _is_told_of(line, codes, pages)):
            kept.append(line)
    return kept


def drop_texts_above(lines: Sequence[Line], pages: Sequence[Page]) -> list[Line]:
    """A receipt's lines without texts above the priced ones: where a taxi went, who served.

    What holds a figure may be an item whose amount was misread: "Menu du jour 14,5O".
    """
    priced = [n for n, line in enumerate(lines) if line.keys() >= {"description", "net_amount"}]
    if len(priced) < _PRICED_N:
        return list(lines)
    return [
        line
        for n, line in enumerate(lines)
        if n > priced[0]
        or "net_amount" in line
        or not _is_unpriced(line, pages, above=True)
        or _FIGURE.search(_row_text(line.get("description") or line["quantity"], pages))
    ]


def _is_hazard(line: Line, pages: Sequence[Page]) -> bool:
    """Whether a line says in its row what is dangerous of the item above, and has no amount."""
    if line.keys() == {"description"}:
        return bool(_HAZARD.match(_row_text(line["description"], pages)))
    return len(line) <= 2 and "code" in line and bool(_HAZARD.match(line["code"].raw))


def _begins_hazard(line: Line, pages: Sequence[Page]) -> bool:
    """Whether an item is named by what is dangerous of it, as gases are: "UN 1066 NITROGEN"."""
    first = line.get("code") or line.get("description")
    return first is not None and bool(_HAZARD.match(_row_text(first, pages)))


def _is_told_of(line: Line, codes: Collection[str], pages: Sequence[Page]) -> bool:
    """Whether a line counts what is to come of another: "6 × LF-2040 will follow in May"."""
    counts = line.keys() == {"code", "quantity"} and line["code"].value in codes
    return counts and bool(_FOLLOWS.search(_row_text(line["code"], pages)))


def _is_sum(line: Line, pages: Sequence[Page], *, above: bool) -> bool:
    """Whether an amount that has a name at most is that of a group, or stands above all items."""
    if not line.keys() <= SUM_COLUMNS:
        return False
    row = _row_text(line["net_amount"], pages)
    if "description" in line:
        return bool(_SUBTOTAL_ROW.match(row))
    return above or bool(_SUBTOTAL_WORD.search(row))


def _is_unpriced(line: Line, pages: Sequence[Page], *, above: bool) -> bool:
    """Whether a line without an amount is a text among the items, or says how one was reckoned.

    Below the first item nothing else is called free, nor has a figure that may be a price.
    """
    name = line.get("description")
    if name is not None:
        text = line.keys() == {"description"} and not _is_priced(name, pages)
        text = text and (above or not _FIGURE.search(_row_text(name, pages)))
        return text or ("quantity" not in line and bool(_CALCULATED.fullmatch(name.raw)))
    # "STD23   6,271.22   1,442.38" sums up what is taxed
    taxed = {"quantity"} <= line.keys() <= {"code", "quantity", "unit_price"}
    return taxed and bool(CENTS.search(line["quantity"].raw))


def _row_text(found: Field, pages: Sequence[Page]) -> str:
    """What the row of a value says."""
    assert found.box is not None and found.page is not None
    words = pages[found.page - 1].words
    rows = {word.row for word in words if is_inside(word.box, found.box)}
    return " ".join(word.text for word in words if word.row in rows)


def _is_priced(name: Field, pages: Sequence[Page]) -> bool:
    """Whether an amount that is no column's stands on the row of a name."""
    return any(map(CENTS.search, _row_text(name, pages).split()))
