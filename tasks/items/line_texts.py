"""Item lines whose columns ran together: codes, counts and prices taken out of the description.

What is taken out is what the line lacks, and how the document's other lines stand decides where a
number could also be part of a name.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from schemas.document import Page
from schemas.line_labels import NET_AMOUNT, PRICE, QUANTITY
from schemas.record import Line
from schemas.vocabulary import Kind
from tasks.items.tables import is_count_row
from tasks.values.amounts import multiplies
from tasks.values.cells import find_rows
from tasks.values.entities import Segment
from tasks.values.named_fields import without
from tasks.values.normalize import Conventions, normalise, tidy
from tasks.values.paid_words import DISCOUNTS
from tasks.values.your_words import YOUR

#: Of four figures or more; "2024 Silvaner" is a vintage.
_LEADING_CODE = re.compile(r"^(?!(?:19|20)[0-9]{2}\s)([0-9]{4,13})\s+(\S*[^\W\d_]{2}.*)$")
_LETTERED_CODE = re.compile(r"^([A-Z][0-9]{5,12})\s+(\S*[^\W\d_]{2}.*)$")
#: "Gouda x 3", "Super E10 x3", but not "screw M12 x 40"
_TRAILING_COUNT = re.compile(
    r"^(.*[^\W\d_]{2}\S*|.*[^\W\d_]{2}.*(?=\s+[xX×][0-9]))\s+[xX×]\s?([0-9]{1,3})$"
)
#: "Dry bag 20 L × 3", where all names end so and one in a "×" whose count was read for itself.
_EVERY_COUNT = re.compile(r"^(.*[^\W\d_]{2}.*?)\s+[xX×]\s?([0-9]{1,3})$")
_LEADING_COUNT = re.compile(r"^([0-9]{1,2})(?:\s?[xX]?\s?|\.\s?)([^\W\d_].*)$")
#: How receipts run counts and names together: "1BREZEL", "Wasser2"; but "1PC BREZEL" is all
#: name, and "DEPT04" a cash register's department.
_STUCK_LEAD = re.compile(
    r"^([0-9]{1,2})\s?((?!pcs?|(?:[mc]?l|k?gr?|[cm]m|oz)\b|[mc]l)[\[(]?[^\W\d_]{2}.*)$",
    re.IGNORECASE,
)
_STUCK_TRAIL = re.compile(
    r"^((?!dep).*(?:[^\W\d_]{2}[0-9](?=[0-9]$)|[^\W\d_]{2}|[)\]]))([0-9]{1,2})$", re.IGNORECASE
)
_LAST_NUMBER = re.compile(r"^(.*[^\W\d_]{2}\S*)\s([0-9]{1,2})$")
_TIMES_COUNT = re.compile(r"^([0-9]{1,2}|[Il|])\s?[xX](?:\s+(?=[A-Z])|(?=[A-Z][^\W\d_]{2}))(.*)$")
_TIMES = re.compile(r"^[xX×]\s+(?=\S)")
#: What stays of "Wool crew × 2" where the count was read for itself.
_LEFT_TIMES = re.compile(r"\s+×$")
_TRAILING_TIMES = re.compile(r"^(.*[^\W\d_]{2}\S*)\s([0-9]{1,2})\s?[xX]$")
_PIECES = re.compile(r"^pcs?\b[\s.-]*(?=[^\W\d_]{2})", re.IGNORECASE)
_TRAILING_PRICE = re.compile(r"^(.*[^\W\d_]{2}\)?)\s?([0-9]{1,3}(?:[.,-][0-9]{3})+)$")
#: A price without a mark that touches the name, "HOT TEA12000": only arithmetic tells it apart.
_GLUED_PRICE = re.compile(r"^(.*[^\W\d_]{2}\)?)\s?([1-9][0-9]{3,6})$")
#: The key of another column behind the name: "Solar Harga/liter".
_COLUMN_KEY = re.compile(r"\s+(?:harga|jml|jumlah)\b.*$", re.IGNORECASE)
#: A running number, and the code behind it.
_POSITION = re.compile(r"(0{0,4}[0-9]{1,4})\.?(?:\s+(\S.*))?$")
_CODE_KEY = (
    r"(?:réf(?:érence)?|ref(?:erence)?|art(?:ikel)?|item|sku|code(?: article)?|best|product)"
    r"\.?[ -]?(?:nr|no|n°|num(?:ber|mer))?\s?[.:#]*"
)
#: A code behind the name that says so, "Souris optique (réf. 171.960)", but not a discount's or
#: a credit's. Without figures it is in capitals.
_TRAILING_CODE = re.compile(
    rf"^(?!.*\b(?:{DISCOUNTS}|voucher|gutschein|coupon|promo\w*|credit(?! card)|gutschrift|avoir)"
    rf"\b)(.*\S)\s+[(\[]?(?:(?:{YOUR}|notre|our|unsere) )?"
    rf"{_CODE_KEY}\s?(\w[\w./-]*[0-9][\w./-]*|(?-i:[A-Z]{{2,}}(?:-[A-Z]+)+))[)\]]?$",
    re.IGNORECASE | re.DOTALL,
)
#: What stays of it where the code itself, in the row below, was read: "Souris optique (réf."
_LEFT_KEY = re.compile(rf"\s+[(\[]{_CODE_KEY}$", re.IGNORECASE)
_NUMBERED = re.compile(r"([0-9]{1,3})([.)]?)\s+(\S.*)$", re.DOTALL)
#: What heads running numbers.
_PLACES = re.compile(r"#|(?:lfd\.? ?)?nr\.?|pos(?:ition)?\.?|no\.?|n[°º]|item|ligne|line", re.I)
_EDGE = 0.02  # of the page's width
_COUNTED_N = 4  # lines whose quantities may be their numbers
_BARE_N = 3  # lines that bare numbers must number: "1 year licence", "2 year support"
#: "Apple juice 1 l" as OCR reads it: "Apple juice 1 1", "Apple juice 1 I", "Riesling 2023, 0.75 1",
#: "Shredder P-4, 25 1", "12x0,7 1"; or without the space, "12x0.71", "Grape juice, 1,01". A one
#: before another unit is one: "resistor 0603 1 kΩ".
_LITRES = re.compile(
    r"((?:(?:(?:[^\W\d_]{2}|[0-9]\s?[xX])\S*|%)\s[0-9]{1,4}(?:[.,][0-9]{1,3})?"
    r"|,\s(?:[0-9]{1,2}|[0-9][.,][0-9]{1,3})|[xX×]\s?[0-9](?:[.,][0-9]{1,3})?|\s0[.,][0-9]{1,3})\s"
    r"|[0-9][xX×]\s?(?:0[.,](?:2|25|33|5|7|75)|1[.,][05])|,\s1[.,]0)(?P<read>[1I|])(?=,?(?:\s|$))"
    r"(?!\s(?:[kM]?Ω|[npµμm]F|[kM]?Hz|[kmM]?[VWA]|%)(?:\W|$))"
)
#: And behind what holds them, or parts of one that bottles hold: "bouteille 11", "Merlot 0,751".
_HELD_LITRES = re.compile(
    r"(?<!\w)((?i:bouteille|bidon|fontaine|bottle|canister|tin|drum|\w*flasche|\w*kanister|\w*eimer"
    r"|\w*dose|botella|bottiglia|fles|fusto|fût)\s[0-9]{1,2}"
    r"|(?!(?i:EUR|CHF|USD|GBP|\w*(?:preis|price|prix|tarif|rate|gewicht|weight|fläche)))"
    r"(?:[^\W\d_]{3,}|(?:19|20)[0-9]{2}),?\s0[.,](?:75|70|375|33|35|25))[1I](?=[,;]?(?:\s|$))"
    r"(?![,;]?\s(?:[€£$%]|EUR|CHF|USD|GBP|[kcm]?[gml][²³]?(?:\W|$)))"
)
#: "Threaded rod 1 m" as OCR reads it: "Threaded rod l m".
_ONES = re.compile(r"(?<![0-9]\s)(?<!\S)[lI|](?=\s(?:[ckm]?m|kg|g)(?![\w.]))")
#: How many of the names must have a count stuck to them, where none was read for itself: "7UP" and
#: "4 PINT MILK" begin so, too.
_LED_SHARE, _ENDED_SHARE = 0.6, 0.5
_TIMED_SHARE = 4  # one name in so many, at least, ends in a count where such ends are counts
_MISSED_N = 3  # item lines that may be missing where the numbers tell that they run
#: A longer description is running text, and left as it is: these patterns look for its end anew
#: from each of its words.
_LONGEST_N = 500

#: Column, pattern of the description, the pattern's groups of what stays and what is taken out.
_Rule = tuple[str, re.Pattern[str], int, int]


def part_descriptions(
    lines: Sequence[Line], conventions: Conventions, *, receipt: bool = False
) -> list[Line]:
    """The lines with codes, counts and prices that stand in their descriptions set apart.

    `receipt`: whether counts may also touch the names, as they do on photographed receipts.
    """
    rules = _count_rules(lines, receipt)
    return [_part(line, rules, conventions, receipt) for line in lines]


def _count_rules(lines: Sequence[Line], receipt: bool) -> list[_Rule]:
    """How a count is told from a name, by where the other lines have theirs."""
    counted_n = sum("quantity" in line for line in lines)
    lead_n, trail_n = (sum(_count_place(line) == p for line in lines) for p in ("lead", "trail"))
    rules: list[_Rule] = []
    # "EGGS X12" among names without a count is a pack of twelve.
    names = [line["description"].raw[:_LONGEST_N] for line in lines if "description" in line]
    others = [name for name in names if not _LEFT_TIMES.search(name)]
    if len(others) < len(names) and all(map(_EVERY_COUNT.match, others)):
        rules.append(("quantity", _EVERY_COUNT, 1, 2))
    for ending in (_TRAILING_COUNT, _TRAILING_TIMES):
        timed_n = sum(bool(ending.match(name)) for name in names)
        if not receipt or timed_n * _TIMED_SHARE >= len(names):
            rules.append(("quantity", ending, 1, 2))
    if lead_n * 2 > counted_n:
        rules.append(("quantity", _LEADING_COUNT, 2, 1))
    if not receipt:
        return rules
    if any("code" in line for line in lines):
        rules.append(("code", _LETTERED_CODE, 2, 1))
    texts = [
        line["description"].raw[:_LONGEST_N]
        for line in lines
        if {"description", "net_amount"} <= line.keys()
    ]
    stuck = _STUCK_LEAD, _STUCK_TRAIL
    lead, trail = (
        sum(bool(p.match(text)) for text in texts) > share * len(texts)
        for p, share in zip(stuck, (_LED_SHARE, _ENDED_SHARE), strict=True)
    )
    if lead_n * 2 > counted_n or (not counted_n and lead):
        rules.append(("quantity", _STUCK_LEAD, 2, 1))
    elif trail_n * 2 > counted_n or (not counted_n and trail):
        rules.append(("quantity", _STUCK_TRAIL, 1, 2))
        rules.append(("quantity", _LAST_NUMBER, 1, 2))
    return rules


def _count_place(line: Line) -> str | None:
    """Whether the quantity stands on the description's row, before it or right behind it."""
    quantity, text = line.get("quantity"), line.get("description")
    if quantity is None or text is None or quantity.box is None or text.box is None:
        return None
    if quantity.box[1] >= text.box[3] or text.box[1] >= quantity.box[3]:
        return None
    return "lead" if quantity.box[0] <= text.box[0] else "trail"


def _part(line: Line, counts: list[_Rule], conventions: Conventions, receipt: bool) -> Line:
    description = line.get("description")
    if description is None or len(description.raw) > _LONGEST_N:
        return line
    parted = dict(line)
    text = _COLUMN_KEY.sub("", description.raw) if receipt else description.raw
    for column, pattern, text_group, value_group in _rules_for(
        text, line, counts, conventions, receipt
    ):
        match = pattern.match(text)
        if match and column not in parted:
            text, printed = match[text_group], match[value_group]
            value = printed if column != "unit_price" else _price(printed, conventions)
            value = "1" if value in ("I", "l", "|") else value
            parted[column] = description.model_copy(update={"value": value, "raw": printed})
    text = _drop_left(text, line, receipt)
    if text != description.raw:
        update = {"value": tidy(text), "raw": text}
        parted["description"] = description.model_copy(update=update)
    return parted


def _rules_for(
    text: str, line: Line, counts: list[_Rule], conventions: Conventions, receipt: bool
) -> list[_Rule]:
    """What may be parted from a line's text, in the order in which it is tried."""
    rules: list[_Rule] = [
        ("code", _LEADING_CODE, 2, 1),
        ("code", _TRAILING_CODE, 1, 2),
        ("quantity", _TIMES_COUNT, 2, 1),
        *counts,
    ]
    if conventions.notation.whole and "net_amount" in line:
        rules.append(("unit_price", _TRAILING_PRICE, 1, 2))
    if receipt and _is_glued_price(text, line):
        rules.append(("unit_price", _GLUED_PRICE, 1, 2))
    return rules


def _drop_left(text: str, line: Line, receipt: bool) -> str:
    """A text without what is left of a code or a count that the line had before: "x", "pcs"."""
    if "code" in line:
        text = _LEFT_KEY.sub("", text)
    if "quantity" in line or receipt:
        text = _TIMES.sub("", text)
    return _PIECES.sub("", _LEFT_TIMES.sub("", text)) if "quantity" in line else text


def _is_glued_price(text: str, line: Line) -> bool:
    """Whether the digits that end a name times the quantity are the line's amount."""
    glued, net = _GLUED_PRICE.match(text), line.get("net_amount")
    if glued is None or net is None:
        return False
    pieces = Decimal(line["quantity"].value) if "quantity" in line else Decimal(1)
    return pieces * Decimal(glued[2]) == Decimal(net.value)


def _price(printed: str, conventions: Conventions) -> str:
    dotted = printed.replace("-", ".")
    return normalise(Kind.MONEY, dotted, conventions) or dotted


def drop_positions(lines: Sequence[Line]) -> list[Line]:
    """The lines without their running numbers where these were taken for codes.

    "000010 1582219", "000020 4020955": what goes up by ones or tens from line to line is no code.
    """
    heads = [_POSITION.match(line["code"].raw) if "code" in line else None for line in lines]
    places = [int(head[1]) for head in heads if head]
    if not (_runs(places, 1, len(lines)) or _runs(places, 10, len(lines))):
        return list(lines)
    kept = []
    for line, head in zip(lines, heads, strict=True):
        if head is not None:
            code = line["code"]
            line = without(line, "code")
            if head[2]:
                line["code"] = code.model_copy(update={"value": tidy(head[2]), "raw": head[2]})
        kept.append(line)
    return kept


def drop_bare_counts(lines: Sequence[Line], pages: Sequence[Page]) -> list[Line]:
    """The lines without quantities that but number them: 1, 2, 3 and so on.

    All have amounts, and none a unit or a price; or their column is headed "Pos.".
    """
    counted = [(at, line) for at, line in enumerate(lines, start=1) if "quantity" in line]
    if counted and counted[-1][0] > 1 and all(_is_place(line, at, pages) for at, line in counted):
        return [without(line, "quantity") for line in lines]
    for number, line in enumerate(lines, start=1):
        raw = line["quantity"].raw if "quantity" in line else ""
        if raw != str(number) or "net_amount" not in line or line.keys() & {"unit", "unit_price"}:
            return list(lines)
    if len(lines) < _COUNTED_N:
        return list(lines)
    return [without(line, "quantity") for line in lines]


def _is_place(line: Line, place: int, pages: Sequence[Page]) -> bool:
    """Whether an unpriced line's quantity is its place, below a heading that says so."""
    count = line.get("quantity")
    if (
        "unit_price" in line
        or count is None
        or count.raw.rstrip(".") != str(place)
        or not count.page
        or not count.box
    ):
        return False
    left, top = count.box[:2]
    cells = (cell for row in find_rows(pages[count.page - 1]) for cell in row.cells)
    return any(
        _PLACES.fullmatch(cell.text)
        and abs(cell.x0 - left) < _EDGE
        and pages[count.page - 1].words[cell.words[0]].box[1] < top
        for cell in cells
    )


def drop_numbers(lines: Sequence[Line]) -> list[Line]:
    """The lines without the running numbers that stand before all their descriptions.

    Or before some, which are those of their places, if no other begins with a number.
    """
    heads = [
        _NUMBERED.match(line["description"].raw) if "description" in line else None
        for line in lines
    ]
    numbered = [(place, head) for place, head in enumerate(heads, start=1) if head]
    if any(int(head[1]) != place for place, head in numbered):
        return list(lines)
    marked = all(head[2] for _, head in numbered)
    every = len(numbered) == len(lines) and len(lines) >= (2 if marked else _BARE_N)
    some = len(numbered) >= _BARE_N
    if not every and not some:
        return list(lines)
    return [
        {
            **line,
            "description": line["description"].model_copy(
                update={"value": tidy(head[3]), "raw": head[3]}
            ),
        }
        if head
        else line
        for line, head in zip(lines, heads, strict=True)
    ]


def _runs(places: Sequence[int], step: int, lines_n: int) -> bool:
    """Whether numbers go up by a step from line to line, some lines left out."""
    return (
        len(places) > max(1, lines_n / 2)
        and all(place % step == 0 for place in places)
        and all(a < b for a, b in pairwise(places))
        and places[-1] <= step * (lines_n + _MISSED_N)
    )


def mend_litres(
    lines: Sequence[Line], pages: Sequence[Page], *, receipt: bool = False
) -> list[Line]:
    """The lines with "l" for litres, and 1 of a unit, where OCR took one for the other.

    On a receipt a "1" may also be a count.
    """
    mended = []
    for line in lines:
        text = line.get("description")
        if text is not None and text.page and pages[text.page - 1].origin == "ocr":
            value = _LITRES.sub(
                lambda m: m[0] if receipt and m["read"] == "1" else f"{m[1].rstrip()} l",
                _HELD_LITRES.sub(r"\1 l", text.value[:_LONGEST_N]),
            )
            value = value if receipt else _ONES.sub("1", value)
            value += text.value[_LONGEST_N:]
            line = line | {"description": text.model_copy(update={"value": value})}
        mended.append(line)
    return mended


def counts_stand_above(
    rows: Sequence[list[Segment]], pages: Sequence[Page], conventions: Conventions
) -> bool:
    """Whether rows of "2 x 5.00" belong to the amount below them, not to the one above.

    Their own product tells.
    """
    above = below = 0
    for before, row, after in zip([[], *rows], rows, [*rows[1:], []], strict=False):
        if not is_count_row({segment.label for segment in row}):
            continue
        count, price = (
            _number(row, label, kind, pages, conventions)
            for label, kind in ((QUANTITY, Kind.QUANTITY), (PRICE, Kind.MONEY))
        )
        if count is None or price is None:
            continue
        amounts = [
            _number(near, NET_AMOUNT, Kind.MONEY, pages, conventions) for near in (before, after)
        ]
        fits = [a is not None and multiplies(count, price, a) for a in amounts]
        above += fits[1] and not fits[0]
        below += fits[0] and not fits[1]
    return above > below


def _number(
    row: Sequence[Segment],
    label: str,
    kind: Kind,
    pages: Sequence[Page],
    conventions: Conventions,
) -> Decimal | None:
    for segment in row:
        if segment.label == label:
            words = pages[segment.page].words
            text = " ".join(words[i].text for i in segment.words)
            value = normalise(kind, text, conventions)
            return Decimal(value) if value is not None else None
    return None
