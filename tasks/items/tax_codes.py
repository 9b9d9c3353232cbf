"""Tax codes at the items' rows ("3,57 A") → rates, by the legend that the document prints.

"A = 7 %", "T1 = Standard rate 20%", or the rows of the tax table, "1 2,10 % 4,27 0,09", the sign at
times only above them: "Rate %". A code is believed where it stands alone at the end of most items'
rows, or as a letter before each amount ("BLE 5KG A 11,90"), and the legend has all of them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from schemas.document import Box, Page, Word
from schemas.line_labels import NAME
from schemas.prediction import Tags, WordTag
from schemas.record import Field, Line
from tasks.items.table_heads import find_columns, find_table, is_tax_caption
from tasks.values.cells import Cell, Row, find_rows
from tasks.values.entities import is_inside
from tasks.values.notation import AMOUNT, format_decimal
from tasks.values.rates import MOST_RATE
from tasks.values.tax_words import TAX_WORDS

_CODE = r"[A-Z][0-9]?|[0-9]"
_RATE = r"[0-9]{1,2}(?:[.,][0-9]{1,3})?"
#: "T0 = Zero rated 0%", "1 = 19 %", "A: 20 %"
_EXPLAINED = re.compile(
    rf"(?<![\w.,-])({_CODE})(?:\s?[=:]\s?|\s[-–]\s)"
    rf"(?:[^\W\d_][\w.'-]*\s){{0,4}}?({_RATE})\s?(%)"
)
#: "A 10 % 94,09 9,41", "MWST 1 2.6% auf 41.95", and without a sign where the model saw a rate.
_TABLED = re.compile(rf"^(?i:{TAX_WORDS}[a-z.-]*\s+)?({_CODE})\s?[=:]?\s+({_RATE})(\s?%|(?=\s))")
#: "2 9 095,33 10 % 909,53": what is taxed stands before the rate.
_BASED = re.compile(rf"^({_CODE})\s+{AMOUNT.pattern}\s+({_RATE})\s?(%)\s+{AMOUNT.pattern}(?=\t|$)")
#: "S Standard 20.00%", "Z Zero rated 0.00%"
_NAMED = re.compile(
    rf"^({_CODE})\s+(?i:standard|normal|full|reduced|lower|zero|voll|ermäßigt|regel)"
    rf"(?:[ -][^\W\d_]+){{0,2}}\s+({_RATE})\s?(%)"
)
#: "O Outside scope": a code whose items bear no tax.
_UNTAXED = re.compile(
    rf"^({_CODE})\s?[=:]?\s+(?i:outside (?:the )?scope|exempt|no (?:vat|tax)\b|steuerfrei"
    r"|nicht steuerbar|exonéré|hors champ|vrijgesteld|esente|exento)(?!.*%)"
)
#: The caption of rates that has their sign: "Rate %", "% TVA".
_SIGNED = re.compile(
    rf"(?=.*%)(?:{TAX_WORDS}|rates?|taux|(?:steuer)?s[aä]tze?|aliquota|tipo|tarief|de|\W)+",
    re.IGNORECASE,
)
#: A row of a legend: its code comes first.
_CODED = re.compile(rf"(?i:{TAX_WORDS}[a-z.-]*\s+)?(?:{_CODE})(?!\S)")
#: Captions of codes that say little else: "St", "VC", "Kz."
_SHORT = re.compile(r"(?:st|stk?z|sts|vc|tc|cd|sk|kz|mw|[ctvk])\.?")
_EDGE = 0.006  # of the page's width: how far a code may stand beside its caption
_MARKS = re.compile(r"[*#()]")
_SHARE = 0.6  # of the items with an amount, at least, that have a code
_CONFIDENCE = 0.9


def rate_by_codes(lines: Sequence[Line], pages: Sequence[Page], tags: Tags) -> list[Line]:
    """The lines with the rate that each one's code stands for; a code is no rate itself."""
    same = [dict(line) for line in lines]
    legend = _find_legend(pages, tags)
    if not legend:
        return same
    under = [_under_tax(page, row, legend) for page, row in zip(pages, tags, strict=True)]
    places = [_find_code(line, pages, under, legend) for line in lines]
    priced_n = sum("net_amount" in line for line in lines)
    if sum(place is not None for place in places) < max(_SHARE * priced_n, 1):
        places = _find_letters(lines, pages, legend)
    for line, place in zip(same, places, strict=True):
        if place is None:
            continue
        number, index = place
        word = pages[number - 1].words[index]
        rate = legend[_bare(word.text)]
        if "tax_rate" not in line or line["tax_rate"].value != rate:
            line["tax_rate"] = Field(
                value=rate,
                raw=word.text,
                confidence=_CONFIDENCE,
                page=number,
                box=word.box,
                origin="rule",
            )
        if "discount" in line and line["discount"].box == word.box:
            del line["discount"]
        _end_name(line, word)
    return same


def _end_name(line: Line, code: Word) -> None:
    """Ends the name of a line before the code that goes before its amount."""
    name = line.get("description")
    if name is not None and name.box is not None and is_inside(code.box, name.box):
        value, raw = (text.removesuffix(f" {code.text}") for text in (name.value, name.raw))
        line["description"] = name.model_copy(update={"value": value, "raw": raw})


def _find_legend(pages: Sequence[Page], tags: Tags) -> dict[str, str]:
    """Code → rate, of the codes that the document explains in one way only."""
    found: dict[str, set[str]] = {}
    for page, page_tags in zip(pages, tags, strict=True):
        signed: Cell | None = None
        for row in find_rows(page):
            signed = _signed_caption(row) or (signed if _CODED.match(row.text) else None)
            labels = {page_tags[i].label for i in row.words}
            if NAME in labels:
                continue
            based = not any(label.startswith("line.") for label in labels)
            for code, rate in _explained(row, page_tags, signed, based=based):
                found.setdefault(code, set()).add(rate)
    return {code: rates.pop() for code, rates in found.items() if len(rates) == 1}


def _signed_caption(row: Row) -> Cell | None:
    """The caption "Rate %" of a legend's rates, whose rows need no sign: "VAT code   Rate %"."""
    first, *others = row.cells
    if not is_tax_caption(first.text.lower()):
        return None
    return next((cell for cell in others if _SIGNED.fullmatch(cell.text)), None)


def _explained(
    row: Row, tags: Sequence[WordTag], signed: Cell | None, *, based: bool
) -> Iterator[tuple[str, str]]:
    untaxed = _UNTAXED.match(row.text)
    if untaxed:
        yield untaxed[1], "0"
    for pattern in (_EXPLAINED, _TABLED, *([_BASED] if based else []), _NAMED):
        for match in pattern.finditer(row.text):
            words = row.words_at(*match.span(2))
            cell = row.cell_of(words[0])
            tagged = any(tags[index].label == "tax.rate" for index in words) or (
                signed is not None and cell.x0 < signed.x1 and signed.x0 < cell.x1
            )
            rate = Decimal(match[2].replace(",", "."))
            if rate <= MOST_RATE and (match[3].strip() or tagged):
                text = format_decimal(rate)
                yield match[1], text.rstrip("0").rstrip(".") if "." in text else text


def _find_code(
    line: Line, pages: Sequence[Page], under: Sequence[Sequence[int]], legend: Mapping[str, str]
) -> tuple[int, int] | None:
    """Page and word of a line's code: the last of its row, or the one `under` a tax caption."""
    net = line.get("net_amount")
    if net is None or net.box is None or net.page is None:
        return None
    page = pages[net.page - 1]
    row = _row_at(page, net.box)
    if not row:
        return None
    if page.words[row[-1]].box[0] >= net.box[2] and _bare(page.words[row[-1]].text) in legend:
        return net.page, row[-1]
    counted = line["quantity"].box if "quantity" in line else None
    for index in under[net.page - 1]:
        word = page.words[index]
        if index in row and _bare(word.text) in legend and word.box != counted:
            return net.page, index
    return None


def _find_letters(
    lines: Sequence[Line], pages: Sequence[Page], legend: Mapping[str, str]
) -> list[tuple[int, int] | None]:
    """The letters before the amounts, where all have one and some share theirs; else none.

    "Vitamin A 5,00" and "Vitamin B 5,00" are names.
    """
    found: list[tuple[int, int] | None] = []
    letters: list[str] = []
    for line in lines:
        place = _letter_before(line.get("net_amount"), pages)
        found.append(place)
        if place is not None:
            letters.append(pages[place[0] - 1].words[place[1]].text)
        elif "net_amount" in line:
            return [None] * len(lines)
    shared = len(letters) > len(set(letters)) > 1
    return found if shared and set(letters) <= legend.keys() else [None] * len(lines)


def _letter_before(net: Field | None, pages: Sequence[Page]) -> tuple[int, int] | None:
    """Page and word of the letter that is printed last before an amount, behind a name."""
    if net is None or net.box is None or net.page is None:
        return None
    words, left = pages[net.page - 1].words, net.box[0]
    before = [at for at in _row_at(pages[net.page - 1], net.box) if words[at].box[2] <= left]
    lettered = len(before) > 1 and words[before[-1]].text.isalpha()
    return (net.page, before[-1]) if lettered else None


def _under_tax(page: Page, tags: Sequence[WordTag], legend: Mapping[str, str]) -> list[int]:
    """The words under a page's captions of taxes, and the codes under short ones, "St"."""
    columns = (c for c in find_columns(page, tags) if is_tax_caption(c.caption))
    found = [index for column in columns for index in column.words]
    heads, items = find_table(page, tags)
    short = [h for h in heads if is_tax_caption(h.text) or _SHORT.fullmatch(h.text)]
    for index, word in enumerate(page.words):
        if word.row in items and _bare(word.text) in legend:
            middle = (word.box[0] + word.box[2]) / 2
            if any(head.x0 - _EDGE <= middle <= head.x1 + _EDGE for head in short):
                found.append(index)
    return found


def _row_at(page: Page, box: Box) -> list[int]:
    """The words on the row that ends in a box, left to right."""
    rows = [word.row for word in page.words if is_inside(word.box, box)]
    return [i for i, word in enumerate(page.words) if rows and word.row == rows[-1]]


def _bare(text: str) -> str:
    """ "A*", "(1)": a code without its marks."""
    return _MARKS.sub("", text)
