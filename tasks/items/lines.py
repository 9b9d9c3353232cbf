"""The rows of the item table, columns as in the contract."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from schemas.document import Page
from schemas.prediction import Tags
from schemas.record import Field, Line
from schemas.vocabulary import LINE_COLUMNS, Kind
from tasks.fields.candidates import Calibrate
from tasks.items.amounts_below import join_amounts_below, join_counts_below
from tasks.items.bare_lines import drop_bare, drop_texts_above
from tasks.items.line_amounts import group_thousands, price_first_of_two, read_times
from tasks.items.line_factors import factors_of, turn_prices
from tasks.items.line_names import settle_names
from tasks.items.line_texts import (
    counts_stand_above,
    drop_bare_counts,
    drop_numbers,
    drop_positions,
    mend_litres,
    part_descriptions,
)
from tasks.items.priced_ends import mend_priced_ends
from tasks.items.span_ends import end_with_spans
from tasks.items.tables import find_items, read_columns, table_rows
from tasks.values.amounts import multiplies
from tasks.values.entities import Segment, is_inside
from tasks.values.head_words import AMOUNTS, COUNTS, NAMES, PRICES, THINGS, UNITS
from tasks.values.named_fields import without
from tasks.values.normalize import Conventions, normalise
from tasks.values.notation import format_decimal
from tasks.values.paid_words import MEANS
from tasks.values.sum_words import CARRIED_WORDS, SUBTOTAL_WORDS
from tasks.values.thousands import begins_thousands

SUBTOTAL = re.compile(
    rf"^\W*(?:{SUBTOTAL_WORDS}|{CARRIED_WORDS}|(?:report|transport)\W*$|totale parziale|totaa?le?\b"
    r"|summe\b|gesamt(?:summe|betrag|preis)?\b)",
    re.IGNORECASE,
)
#: How a receipt was paid, with or without the count of its items before; or by which card, whose
#: number is masked: "Amex Business •••• 1007".
_PAYMENT = re.compile(
    r"^(?:[0-9]{1,3}\s)?(?:nb\.? articles|nombre d.articles|anzahl artikel|items sold"
    rf"|balance (?:due|to pay)|amount due|to pay|{MEANS}|debit|change|gegeben|geg|rückgeld"
    r"|zu zahlen|cb|rendu|à payer)\b"
    r"(?:\s(?:debit|credit|card|girocard|visa|mastercard|ec|bar|cb|eur|€))*[\s.:]*$"
    rf"|^{MEANS}\b.*\s(?:[•*]{{2,}}|x{{4}})[\s•*x]*[0-9]{{3,4}}$",
    re.IGNORECASE,
)
#: The row below all items that says how many they are.
_COUNTED = re.compile(
    r"(?:(?:gesamt|grand|in) ?)?(?:tota(?:a?le?|ls|ux|les)|summe)(?: général)?|gesamt(?:menge)?",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\[\s*([^\[\]]+?)\s*\]")
#: What a code is printed with where it stands in a row of its own: "Réf. LX-20", "Art.-Nr. 4711".
_CODE_KEY = re.compile(
    r"(?:réf(?:érence)?|ref(?:erence)?|art(?:ikel|icle)?|item|sku|code|part|prod(?:uct|ukt|uit)?|pzn)"
    r"\b[ .-]*(?:(?:nr|no|n°|num(?:mer|ber|éro)?|code)\b)?[ .:°]+(?=\S*[0-9A-Z]\S*$)",
    re.IGNORECASE,
)
#: The day on which an item was done, and the quarter that it is for; "01.12.02" is a code.
_DAY = re.compile(r"[0-9]{1,2}([./])[0-9]{1,2}\1(?:19|20)[0-9]{2}|20[0-9]{2}-[0-9]{2}-[0-9]{2}")
_QUARTER = re.compile(r"[QT][1-4][ /]20[0-9]{2}")
_AMBIGUOUS = re.compile(r"(?<![0-9.,])[0-9]{1,3}[.,][0-9]{3}(?![0-9.,])")
_TWO_AMOUNTS = re.compile(r"^([0-9]{1,3}(?:[.,][0-9]{3})+)([1-9][0-9]{0,2}(?:[.,][0-9]{3})+)$")
#: What a price is for, "1000" or "/1.000", and no amount: "1.000,00".
_THOUSAND = re.compile(r"^(?:\D{0,4}[/%])?1[.,' ]?000(?![.,]?[0-9])|‰$|^/?M$")
#: A caption in one word: "Price/000".
_PRICE_PER_THOUSAND = re.compile(
    r"(?:.*(?:pri[cx]e?|preis|prix|px)|stk?|pcs?|ea|eur|[€£$])\.?/(?:1[.,' ]?)?000", re.IGNORECASE
)
_PER = re.compile(r"per|pro|je|par|por|/|à|für|for|le|les|voor", re.IGNORECASE)
_TURNED_N = 2  # lines whose price is the amount, at least
_MISSED_ONE = 0.8  # how often what costs its price once is counted as one
_HEADER = re.compile(
    rf"{NAMES}|{THINGS}|{COUNTS}|{UNITS}|(?:einzel|gesamt)?{PRICES}|{AMOUNTS}|total|gesamt"
    r"|pos(?:ition)?|n[or]"
)


def group_lines(
    pages: Sequence[Page],
    tags: Tags,
    segments: Iterable[Segment],
    conventions: Conventions,
    calibrate: Calibrate,
    *,
    receipt: bool = False,
) -> list[Line]:
    """The item rows in printed order, each a mapping of column to field."""
    segments = list(segments)
    above = counts_stand_above(table_rows(segments, "line."), pages, conventions)
    lines = []
    for item in find_items(segments, "line.", counts_above=above):
        if receipt:
            price_first_of_two(item)
        line = read_columns(pages, tags, item, "line.", LINE_COLUMNS, conventions, calibrate)
        line |= read_times(pages, tags, item, line, conventions, calibrate)
        line = _bare_code(line)
        if line and not _is_no_item(line, receipt=receipt):
            lines.append(_part_glued(_settle_quantity(line, pages), conventions))
    lines = join_counts_below(lines)
    lines = lines if receipt else drop_bare(join_amounts_below(lines), pages)
    lines = lines if receipt else _swap_prices(lines)
    lines = drop_positions(lines if receipt else drop_numbers(group_thousands(lines)))
    lines = [_without_day(line, conventions) for line in lines]
    lines = lines if receipt else drop_bare_counts(lines, pages)
    parted = part_descriptions(lines, conventions, receipt=receipt)
    parted = mend_priced_ends(mend_litres(parted, pages, receipt=receipt))
    parted = end_with_spans(parted, pages)
    if receipt:
        return drop_texts_above(settle_names(parted), pages)
    return _count_ones(parted, pages)


def _swap_prices(lines: Sequence[Line]) -> list[Line]:
    """The lines with prices and amounts in each other's place where all of them say so.

    Tables at times begin with the amount: "£64.50   £2.15   Wine glass   30".
    """
    factors = [own for line in lines if (own := factors_of(line))]
    turned = [n for n, price, net in factors if multiplies(n, net, price) and abs(n) != 1]
    if len(turned) < _TURNED_N or not all(multiplies(n, net, price) for n, price, net in factors):
        return list(lines)
    return [turn_prices(line) if factors_of(line) else line for line in lines]


def _count_ones(lines: Sequence[Line], pages: Sequence[Page]) -> list[Line]:
    """The lines with the counts of one that OCR missed: to it, a lone thin figure is a speck.

    Others have counts, and the price is the amount.
    """
    if not any(map(_is_product, lines)):
        return list(lines)
    result = []
    for line in lines:
        price, net = line.get("unit_price"), line.get("net_amount")
        scanned = price is not None and price.page and pages[price.page - 1].origin == "ocr"
        if price and scanned and net and "quantity" not in line and _is_once(line):
            one = {"value": "1", "raw": "1", "confidence": _MISSED_ONE, "box": None}
            line = line | {"quantity": price.model_copy(update={**one, "origin": "rule"})}
        result.append(line)
    return result


def _is_product(line: Line) -> bool:
    """Whether a line has several of something, whose price makes the amount."""
    factors = factors_of(line)
    return factors is not None and factors[0] != 1 and multiplies(*factors)


def _is_once(line: Line) -> bool:
    """Whether a line's price is its amount."""
    return Decimal(line["unit_price"].value) == Decimal(line["net_amount"].value)


def _bare_code(line: Line) -> Line:
    """ "[FL-190] Oak plank", "Réf. LX-20": a code without brackets, key or line break."""
    code = line.get("code")
    if code is None:
        return line
    inside = _BRACKETED.fullmatch(code.value)
    bare = re.sub(r"(?<=\w)-\s+", "-", inside[1] if inside else code.value)
    bare = _CODE_KEY.sub("", bare, count=1) if _CODE_KEY.match(bare) else bare
    if bare == code.value:
        return line
    return {**line, "code": code.model_copy(update={"value": bare})}


def _without_day(line: Line, conventions: Conventions) -> Line:
    """The line without a code that is a day or a quarter."""
    code = line["code"].value if "code" in line else ""
    day = _DAY.fullmatch(code) and normalise(Kind.DATE, code, conventions)
    if not day and not _QUARTER.fullmatch(code):
        return line
    return without(line, "code")


def _settle_quantity(line: Line, pages: Sequence[Page]) -> Line:
    """ "1.000" is a thousand or one: the line's own price and amount decide.

    Where the row says that the price is for a thousand, they say nothing.
    """
    quantity, price, net = (line.get(name) for name in ("quantity", "unit_price", "net_amount"))
    if not quantity or not price or not net:
        return line
    if (tail := _digits_behind(quantity, pages)) is not None:
        whole = Decimal(f"{quantity.value}{tail}")
        if multiplies(whole, Decimal(price.value), abs(Decimal(net.value))):
            joined = {"value": format_decimal(whole), "raw": f"{quantity.raw} {tail}"}
            return {**line, "quantity": quantity.model_copy(update=joined)}
    if not _AMBIGUOUS.search(quantity.raw):
        return line
    read = Decimal(quantity.value)
    other = read / 1000 if read == read.to_integral() else read * 1000
    amount, unit_price = abs(Decimal(net.value)), abs(Decimal(price.value))
    if other < read and _is_per_thousand(price, (quantity, net), pages):
        return line
    if multiplies(other, unit_price, amount) and not multiplies(read, unit_price, amount):
        value = format_decimal(other.quantize(Decimal("0.001")) if other < read else other)
        return {**line, "quantity": quantity.model_copy(update={"value": value})}
    return line


def _digits_behind(quantity: Field, pages: Sequence[Page]) -> str | None:
    """Three digits close behind a quantity of up to three, which may be its thousands."""
    if (
        quantity.box is None
        or quantity.page is None
        or not re.fullmatch("[0-9]{1,3}", quantity.raw)
    ):
        return None
    page = pages[quantity.page - 1]
    at = next((i for i, w in enumerate(page.words) if is_inside(w.box, quantity.box)), None)
    if at is None or not begins_thousands(page, at):
        return None
    tail = page.words[at + 1].text
    return tail if tail.isdecimal() else None


def _is_per_thousand(price: Field, others: Sequence[Field], pages: Sequence[Page]) -> bool:
    """Whether a thousand that is none of the others stands right of a price: "412.00 per 1000".

    Or above it, in the caption: "Price per 1000", "Price/000".
    """
    if price.box is None or price.page is None:
        return False
    words = pages[price.page - 1].words
    rows = {word.row for word in words if is_inside(word.box, price.box)}
    taken = [other.box for other in others if other.box is not None]
    x0, y0, x1, _ = price.box
    for before, word in pairwise((None, *words)):
        per = before and word and _PER.fullmatch(before.text) and _THOUSAND.search(word.text)
        if word is None or not (per or _PRICE_PER_THOUSAND.fullmatch(word.text)):
            continue
        if word.box[3] < y0 and word.box[0] < x1 and x0 < word.box[2]:
            return True
    return any(
        word.row in rows
        and word.box[0] >= price.box[2]
        and _THOUSAND.search(word.text)
        and not any(is_inside(word.box, box) for box in taken)
        for word in words
    )


def _part_glued(line: Line, conventions: Conventions) -> Line:
    """Quantity and price printed without a space ("154.000" before 54.000) parted by arithmetic."""
    line = _part_twice_printed(line, conventions)
    net = line.get("net_amount")
    glued = [name for name in ("quantity", "unit_price") if name in line]
    if net is None or len(glued) != 1:
        return line
    printed = line[glued[0]]
    amount = Decimal(net.value)
    if Decimal(printed.value) == amount:
        return line
    for length in (1, 2, 3):
        head = printed.raw[:length].rstrip("xX@ ")
        tail = printed.raw[length:].lstrip("xX@ ")
        price = normalise(Kind.MONEY, tail, conventions) if tail[:1].isdigit() else None
        if not head.isdecimal() or price is None or int(head) * Decimal(price) != amount:
            continue
        return {
            **line,
            "quantity": printed.model_copy(update={"value": head, "raw": head}),
            "unit_price": printed.model_copy(update={"value": price, "raw": tail}),
        }
    return line


def _part_twice_printed(line: Line, conventions: Conventions) -> Line:
    """Price and amount printed without a space: "29,00029.000" is 29,000 and 29.000."""
    net = line.get("net_amount")
    match = _TWO_AMOUNTS.match(net.raw) if net and "unit_price" not in line else None
    if net is None or match is None:
        return line
    price, amount = (normalise(Kind.MONEY, part, conventions) for part in match.groups())
    if price is None or amount is None:
        return line
    return {
        **line,
        "unit_price": net.model_copy(update={"value": price, "raw": match[1]}),
        "net_amount": net.model_copy(update={"value": amount, "raw": match[2]}),
    }


def _is_no_item(line: Line, *, receipt: bool) -> bool:
    """Subtotals, carried-forward rows, repeated table headers and payments are no items."""
    description = line.get("description")
    if description is None:
        return False
    text = description.raw
    counted = line.keys() & {"quantity", "unit_price", "code"}
    if not counted and (SUBTOTAL.match(text) or (receipt and _PAYMENT.match(text))):
        return True
    if line.keys() <= {"description", "quantity", "unit"} and _COUNTED.fullmatch(text.strip(" :")):
        return True
    words = [w.strip(".:,()").lower() for w in text.split()]
    return line.keys() == {"description"} and len(words) >= 2 and all(map(_HEADER.fullmatch, words))
