"""Descriptions that run over several rows: what stands right below one, in its column, goes on.

The model sees each row's words well where a price stands beside them; of the rows below it misses
some, or takes them for the next item's. Print tells: the column's edges, and how close rows stand.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice, pairwise
from statistics import median
from typing import NamedTuple

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.items.table_heads import find_table
from tasks.items.tables import AMOUNTS, LEAST_AMOUNTS_N, is_priced
from tasks.sums.total_words import fields_named
from tasks.values.cells import word_rows
from tasks.values.entities import gap_between, probability
from tasks.values.sum_words import CARRIED_WORDS
from tasks.values.type_size import type_size

_NAME, _CODE, _COUNT = "line.description", "line.code", "line.quantity"
_RATE = "line.tax_rate"
_TORN = re.compile(r"\w-$")
#: What no name ends with: "with block and", "Poster A1,".
HANGING = re.compile(
    r"(?:[,/&(]|(?:\W|^)(?:and|or|with|for|of|und|oder|mit|für|von|et|ou|avec|pour|de|du|des|con"
    r"|para|per|di|da|met|voor|van))$"
)
_LEADS_ON = re.compile(r"\(?(?:inkl|incl|exkl|zzgl|einschl)\.", re.IGNORECASE)
#: What a number follows: "17 x 40 x", "ähnlich RAL".
_WANTS = re.compile(r"(?:\W|^)(?:x|×|RAL|DIN|ISO|EN|CMR|[Nn]°|[Nn]r\.|No\.)$")
#: What a span's end stands behind.
_UNTIL = re.compile(r"to|until|bis|au|al|tot|t/m|[-–]", re.IGNORECASE)
#: What may number the next item: "2", "2.", "1.2", "B)".
_POSITION = re.compile(r"(?:[0-9]{1,3}|[A-Za-z])(?:[.)]\w*)*")
_AMOUNT = "line.net_amount"
_INITIAL = re.compile(r"[A-ZÄÖÜÉ]\.(?:-?[A-ZÄÖÜÉ]\.)?")
_ROMAN = frozenset("IVX")
_DAY = re.compile(r"[0-9]{1,2}([./])[0-9]{1,2}\1(?:19|20)?[0-9]{2}|20[0-9]{2}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_PREFIX = re.compile(r"(?!(?:EAN|GTIN|PN|UPC|SKU|REF|ART|NR|NO|POS|ISBN)$)[A-Z]{1,4}")
_PREFIX_GAP = 1.0  # of the text height: what parts the two is less than a column's space
_PREFIXES_N = 3  # items with the same letters before their codes, at least
#: What the model takes words within a description for.
_FILLED = frozenset({"O", "line.unit", "line.code"})
_WORD_GAP = 0.45  # of the text height: a wider gap is between columns
_EDGE = 0.006  # of the page's width: how far apart the left edges of a torn code may be
_INDENT = 0.02  # of the page's width: how far a row may begin from the description's left edge
_CLOSE = 0.7  # of the text height: more free space than that parts two items
_LAST_CLOSE = 0.5  # the same below the last item, where other text follows
_BLOCK_GAP = 1.6  # of the text height: at least, between a table and a block left of it
_BLOCK_ITEMS_N, _BLOCK_SHARE = 5, 0.4  # of so many items so few have a number of such a block
_LONG = 0.6  # of the room up to the next column: how far a name reaches that had to be broken
_ALIKE = 0.03  # of the type's size: by how much a row of the same type may be smaller
_ACCENT = 0.08  # of the type's size: by how much an accent may make a word higher
_ROOM = 1.1  # of the free space between items: how close below them more of them stand
#: The same on scans, where the widths of letters tell, and by how much it may be larger.
_SCANNED, _LARGER = 0.95, 1.2
#: What is so much smaller there is small print, if the model sees a name with less than such a
#: probability, and if so many letters tell.
_SMALL = ((0.85, 1.1), (0.9, 0.8), (0.92, 0.3))
_TELLING_N = 6
_DIGITS_N = 4  # that a name may have in a row without letters; longer numbers are codes
_MEASURE_N = 2  # words: "20 l"
_MOST_ROWS_N = 4
_NEXT_N = 2  # rows: on the first one below the last item, too, a discount is an item
#: What may be an item of its own where the model sees its amount as one.
_DEDUCTED = frozenset({"allowances"})
_SURE = 0.75  # probability of no field, or of a charge, from which the model is believed
_LETTERS = re.compile(r"[^\W\d_]{2}")
#: "107 x 48 x 4", "M12 x 1,25".
_SIZES = re.compile(r"M?[0-9][0-9.,/]*(?:\s?[x×]\s?[0-9][0-9.,/]*)+")
_HARDLY = 0.008  # probability of a name, below which the model is believed
#: Rows in the column that say something of their own.
_OWN = re.compile(
    r"(?:art(?:ikel)?|réf|ref|sku|ean|gtin|code|cod|item|part|mat(?:erial)?)\b[^:]{0,12}[.:#]"
    r"|(?:ean|gtin|isbn|gencod|upc|unspsc|mfg|charg(?:e|en)|lot(?! de )|batch|mhd|serial"
    r"|serien\w*|imei"
    r"|s/n|liefer(?:schein|termin|datum|ung)|bon de livraison|b\.?l\.?|livr(?:é|aison)"
    r"|deliver(?:y|ed)"
    r"|haltbar|zolltarif\w*|warennummer|hs|ursprung\w*|country of origin|kostenstelle|rückstand"
    r"|eta|etd|r[ée]f fourn\w*|(?:ihre?|your|votre) (?:order|part|item|drawing|ref|pos|art|plan"
    r"|artikel|bestell|zeichnung|material|teile|sach|commande|référence)\w*\.?)"
    r"\b[^\w]{0,3}(?:[^\W\d_]{1,12}\W{1,3}){0,3}\S*[0-9]"
    r"|(?:vom|du|from|dal|del|van) [0-9]{1,2}(?:[./-]|\. ?[^\W\d_]{3}| [^\W\d_]{3,9} [12][0-9]{3})"
    r"|[0-9]{1,4} (?:kartons?|ktn|kisten?|gebinde|kolli|colli|paletten?|säcke?|cartons?|cases?"
    r"|box(?:es)?|crates?|pallets?|bags?|caisses?|palettes?|sacs?|cajas?|scatole|dozen|kratten)"
    r" (?:à|zu(?: je)?|je|mit|of|with|x|de|con|da|van|met) [0-9]"
    r"|(?:bottes|boîtes|cartons?|caisses|sacs|sachets|lots|palettes|boxes|bags|cases|packs"
    r"|bundles|crates|trays|pallets|scatole|sacchi|mazzi|cajas|bolsas|sacos|kratten|dozen|zakken"
    r"|kisten|kartons|säcke|bunde|gebinde|paletten) (?:of|de|à|da|con|van|zu|à|je|mit) [0-9]"
    r"|\*\*"
    rf"|(?:sub|zwischen|sous)?-?(?:total|summe)|{CARRIED_WORDS}|report(?:\s[0-9]|\s?:)"
    r"|un ?[0-9]{4}\b",
    re.IGNORECASE,
)
#: What is said of an item in a row of its own: "Reason: not ordered".
_REMARK = re.compile(r"[^\W\d_][^:]{1,20}:(?:\s|$)")
#: "Best.-Nr. Lieferant: MV203761": a number's key and what it names.
_KEYED = re.compile(
    r"(?=[^:]*(?:n[ro°º]|num|id|ref|réf|code|kennz)\b)"
    r"[^\W\d_][^:]{1,28}:\s?[^\s0-9]*[0-9]\S*(?:\s\S+)?",
    re.IGNORECASE,
)


class _Row(NamedTuple):
    words: tuple[int, ...]
    left: float
    right: float
    top: float
    bottom: float


class _Column(NamedTuple):
    left: float
    limit: float  # where the next column begins
    table: float  # where the item's row begins
    end: float  # where it ends
    labels: frozenset[str]  # that words of the rows below may have: a number is no second quantity
    amounts_above: bool  # whether its amounts stand on the row above it


def continue_descriptions(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags with the rows that go on with an item's description under its label."""
    return [_continue(page, list(row)) for page, row in zip(pages, tags, strict=True)]


def _continue(page: Page, tags: list[WordTag]) -> tuple[WordTag, ...]:
    joined = _join_codes(page, tags)
    rows = list(_rows(page, joined))
    _drop_days(page, tags, rows)
    for row in rows:
        _fill_cell(page, tags, row)
    _fill_empty(page, tags, rows)
    _fill_starts(page, tags, rows)
    _fill_initials(page, tags, rows)
    _fill_prefixes(page, tags, rows)
    _drop_beside(page, tags, rows)
    _drop_codes_beside(page, tags, rows)
    items = [
        _column_of(page, tags, row, above) for above, row in zip((None, *rows), rows, strict=False)
    ]
    last = max((at for at, column in enumerate(items) if column is not None), default=-1)
    for at, column in enumerate(items):
        if column is None or not _named(tags, rows[at]):  # its name may have been small print
            continue
        before = above = rows[at]
        beside = (row for row in rows[at + 1 :] if not _is_block(page, row, column))
        for whole in islice(beside, _MOST_ROWS_N):
            most = _LAST_CLOSE if at == last else _CLOSE
            below = _without_block(page, tags, whole, column)
            if below is None:
                break
            name = rows[at], before
            near = below.top - above.bottom < _CLOSE * (above.bottom - above.top)
            if near and _is_small_print(page, tags, name, below, column):
                for index in below.words:
                    tags[index] = WordTag("O", False, _SURE)
                above = below
                continue
            if not _goes_on(page, tags, name, below, column, most):
                break
            lead = tags[_named(tags, before)[-1]]
            for index in below.words:
                if tags[index].label != _NAME or tags[index].begins:
                    tags[index] = lead._replace(begins=False)
            before = above = below
    return tuple(tags)


def _join_codes(page: Page, tags: list[WordTag]) -> set[int]:
    """Gives a code that ends in a hyphen its rest, which stands right below: "BRG-6205-", "2RS".

    Returns the words so joined.
    """
    joined = set()
    rows = word_rows(page)
    for index, word in enumerate(page.words):
        if tags[index].label != _CODE or not _TORN.search(word.text):
            continue
        height = word.box[3] - word.box[1]
        for below in range(index + 1, len(page.words)):
            other = page.words[below]
            if other.box[1] - word.box[3] > _CLOSE * height:
                break
            beside = abs(other.box[0] - word.box[0]) >= _EDGE
            if other.row == word.row or beside or other.box[1] < word.box[3] - 0.3 * height:
                continue
            beside_n = sum(tags[i].label in AMOUNTS for i in rows[other.row])
            own = tags[below].label == _CODE and tags[below].begins and beside_n > 0
            if not own and beside_n < LEAST_AMOUNTS_N:
                tags[below] = tags[index]._replace(begins=False)
                joined.add(below)
            break
    return joined


def _drop_days(page: Page, tags: list[WordTag], rows: Sequence[_Row]) -> None:
    """Takes from the items names that are but the day of delivery, above the name itself."""
    for row, below in pairwise(rows):
        names = _named(tags, row)
        under = {tags[i].label for i in below.words}
        if len(names) != 1 or not _DAY.fullmatch(page.words[names[0]].text):
            continue
        if _NAME in under and not under & AMOUNTS:
            tags[names[0]] = WordTag("O", False, _SURE)


def _fill_cell(page: Page, tags: list[WordTag], row: _Row) -> None:
    """Gives a description the words right behind it, up to the next column."""
    for before, index in pairwise(row.words):
        near = gap_between(page, page.words[before], page.words[index]) < _WORD_GAP
        if not near or tags[before].label != _NAME or tags[index].label == _NAME:
            continue
        # "Cable ties, 100 pieces": the line's own quantity stands in the next column.
        label = tags[index].label
        again = any(tags[i].label == label and tags[i].begins for i in row.words if i > index)
        if label in _FILLED or (label == _COUNT and again):
            tags[index] = tags[before]._replace(begins=False)


def _fill_empty(page: Page, tags: list[WordTag], rows: Sequence[_Row]) -> None:
    """Gives a description to a priced row whose words at the column's edge have no label."""
    columns = [_column_of(page, tags, row) for row in rows]
    lefts = [column.left for column in columns if column is not None]
    if not lefts:
        return
    left = median(lefts)
    sure = min(tag.confidence for tag in tags if tag.label == _NAME)
    amounts = _find_amounts(page, tags, rows, columns)
    for row in rows:
        labels = {tags[i].label for i in row.words}
        of_item = len(labels & (AMOUNTS | {_RATE})) >= LEAST_AMOUNTS_N
        if _NAME in labels or not (of_item or row in amounts):
            continue
        start = next((i for i in row.words if abs(page.words[i].box[0] - left) < _INDENT), None)
        if start is None or tags[start].label != "O" or page.words[start].text.isdecimal():
            continue
        if _DAY.fullmatch(page.words[start].text):
            continue
        if start + 1 in row.words and tags[start + 1].label == _CODE:
            continue  # "Art. ZA-1210", below the name
        tags[start] = WordTag(_NAME, True, sure, (("O", tags[start].confidence),))
        _fill_cell(page, tags, row)
        if row in amounts:
            tags[amounts[row]] = tags[amounts[row]]._replace(label=_AMOUNT)


def _find_amounts(
    page: Page, tags: Sequence[WordTag], rows: Sequence[_Row], columns: Sequence[_Column | None]
) -> dict[_Row, int]:
    """The one amount of each row that stands among the items or as close below them.

    It is in their amounts' column, and taken for one or, hardly, for a charge on the whole.
    """
    items = [at for at, column in enumerate(columns) if column is not None]
    named = [i for at in items for i in rows[at].words if tags[i].label == _AMOUNT]
    spaces = [rows[at].top - rows[at - 1].bottom for at in items[1:]]
    if not named or not spaces:
        return {}
    edge = median(page.words[i].box[2] for i in named)
    found: dict[_Row, int] = {}
    for at in range(items[0] + 1, len(rows)):
        before, row = rows[at - 1], rows[at]
        if at > items[-1] and row.top - before.bottom > _ROOM * max(spaces):
            break
        between = at < items[-1]
        under = [i for i in row.words if _may_be_amount(tags[i], between)]
        if len(under) != 1 or abs(page.words[under[0]].box[2] - edge) >= _EDGE:
            continue
        text = " ".join(page.words[i].text for i in row.words)
        own = between or (at < items[-1] + _NEXT_N and tags[under[0]].label == _AMOUNT)
        if not _is_of_items(text, _DEDUCTED if own else frozenset()):
            found[row] = under[0]
    return found


def _is_of_items(text: str, but: frozenset[str]) -> bool:
    """Whether a row names a sum of items, or a charge on all of them that is none of `but`."""
    named = fields_named(text)
    return bool(_OWN.match(text)) or bool(named and not but.issuperset(named))


def _may_be_amount(tag: WordTag, between: bool) -> bool:
    """Whether a number is an item's amount: `between` two items, also one that is taken off."""
    charge = tag.label == "charges" and tag.confidence < _SURE
    return charge or tag.label == _AMOUNT or (between and tag.label == "allowances")


def _fill_starts(page: Page, tags: list[WordTag], rows: Sequence[_Row]) -> None:
    """Gives a name the words right before it, where the other names begin with them."""
    items = [(row, c) for row in rows if (c := _column_of(page, tags, row)) is not None]
    for row, column in items:
        others = [other.left for near, other in items if near is not row]
        edge = median(others) if others else column.left
        first = start = next(at for at, i in enumerate(row.words) if tags[i].label == _NAME)
        while start and abs(page.words[row.words[start]].box[0] - edge) >= _EDGE:
            before, after = row.words[start - 1], row.words[start]
            near = gap_between(page, page.words[before], page.words[after]) < _WORD_GAP
            if not near or tags[before].label != "O":
                break
            start -= 1
        if start == first or abs(page.words[row.words[start]].box[0] - edge) >= _EDGE:
            continue
        for index in row.words[start : first + 1]:
            tags[index] = tags[row.words[first]]._replace(begins=index == row.words[start])


def _fill_initials(page: Page, tags: list[WordTag], rows: Sequence[_Row]) -> None:
    """Gives a name the person's initial or the year right before it: "K. Young", "2023 Riesling".

    Letters that run on from item to item number them, as do those from A on and Roman numbers; one
    letter alone tells nothing. What others have codes for is one.
    """
    firsts = [
        next(i for i in row.words if tags[i].label == _NAME)
        for row in rows
        if _column_of(page, tags, row) is not None
    ]
    before = [i - 1 for i in firsts if tags[i].begins and _touches(page, i)]
    initials = [
        i for i in before if tags[i].label == "O" and _INITIAL.fullmatch(page.words[i].text)
    ]
    letters = [page.words[i].text[0] for i in initials]
    steps = [ord(b) - ord(a) for a, b in pairwise(letters)]
    numbered = letters[:1] == ["A"] or all(step == 1 for step in steps)
    if not any(steps) or numbered or set(letters) <= _ROMAN:
        initials = []
    codes = [i for i in before if tags[i].label == _CODE]
    years = [i for i in codes if _YEAR.fullmatch(page.words[i].text)]
    for index in (*initials, *(years if len(years) == len(codes) else ())):
        tags[index] = tags[index + 1]
        tags[index + 1] = tags[index + 1]._replace(begins=False)


def _fill_prefixes(page: Page, tags: list[WordTag], rows: Sequence[_Row]) -> None:
    """Gives codes the letters right before them, where several items have the same: "HP 4419"."""
    found: dict[str, list[int]] = {}
    for row in rows:
        for index in row.words:
            if tags[index].label != _CODE or not _touches(page, index, _PREFIX_GAP):
                continue
            counted = index > 1 and tags[index - 2].label == _COUNT
            if tags[index - 1].label == "O" or (
                tags[index - 1].label == "line.unit" and not counted
            ):
                found.setdefault(page.words[index - 1].text, []).append(index - 1)
    for text, places in found.items():
        if len(places) >= _PREFIXES_N and _PREFIX.fullmatch(text):
            for index in places:
                tags[index] = tags[index + 1]._replace(begins=True)
                tags[index + 1] = tags[index + 1]._replace(begins=False)


def _touches(page: Page, index: int, gap: float = _WORD_GAP) -> bool:
    """Whether a word stands right behind another one of its row, no farther than `gap`."""
    if index == 0 or page.words[index - 1].row != page.words[index].row:
        return False
    return gap_between(page, page.words[index - 1], page.words[index]) < gap


def _drop_beside(page: Page, tags: list[WordTag], rows: Sequence[_Row]) -> None:
    """Takes from a name the words of a block left of the table, where all others begin."""
    items = {row: c.left for row in rows if (c := _column_of(page, tags, row)) is not None}
    for row in items:
        lefts = [left for near, left in items.items() if near is not row]
        if not lefts or max(lefts) - min(lefts) >= _INDENT:
            continue
        start = next((i for i in row.words if page.words[i].box[0] > min(lefts) - _EDGE), 0)
        before = [i for i in row.words if i < start and tags[i].label == _NAME]
        if not before or tags[start].label != _NAME:
            continue
        if gap_between(page, page.words[start - 1], page.words[start]) >= _BLOCK_GAP:
            for index in before:
                tags[index] = WordTag("O", False, _SURE)
            tags[start] = tags[start]._replace(begins=True)


def _drop_codes_beside(page: Page, tags: list[WordTag], rows: Sequence[_Row]) -> None:
    """Takes from the items what few of them have far left of all else: numbers of a block there.

    Codes that a caption stands above are theirs. More of them have theirs at their names' edge.
    """
    items = [row for row in rows if _column_of(page, tags, row) is not None]
    if len(items) < _BLOCK_ITEMS_N:
        return
    found: list[list[int]] = []
    for row in items:
        codes = [i for i in row.words if tags[i].label == _CODE]
        behind = [i for i in row.words if codes and i > codes[-1]]
        gap = gap_between(page, page.words[codes[-1]], page.words[behind[0]]) if behind else 0
        if gap >= _BLOCK_GAP and not any(tags[i].label == _NAME for i in row.words if i < codes[0]):
            found.append(codes)
    lefts = [c.left for row in items if (c := _column_of(page, tags, row)) is not None]
    own_n = sum(
        tag.label == _CODE and tag.begins and min(abs(word.box[0] - x) for x in lefts) < _EDGE
        for word, tag in zip(page.words, tags, strict=True)
    )  # below their names
    if not found or len(found) > max(_BLOCK_SHARE * len(items), own_n):
        return
    beside = [i for codes in found for i in codes]
    headed = any(
        head.x0 < page.words[i].box[2] and page.words[i].box[0] < head.x1
        for head in find_table(page, tags)[0]
        if not re.search(r"@|[0-9]{4}", head.text)
        for i in beside
    )
    if not headed:
        for index in beside:
            tags[index] = WordTag("O", False, _SURE)


def _rows(page: Page, joined: Collection[int]) -> Iterator[_Row]:
    """The rows' words, but those with which a code from the row above goes on."""
    for every in word_rows(page).values():
        indices = [i for i in every if i not in joined]
        if indices:
            yield _make_row(page, indices)


def _make_row(page: Page, indices: Sequence[int]) -> _Row:
    boxes = [page.words[i].box for i in indices]
    return _Row(
        tuple(indices),
        min(box[0] for box in boxes),
        max(box[2] for box in boxes),
        min(box[1] for box in boxes),
        max(box[3] for box in boxes),
    )


def _column_of(
    page: Page, tags: Sequence[WordTag], row: _Row, above: _Row | None = None
) -> _Column | None:
    """Where the description of an item's row stands; None where the row is no item with amounts.

    The amounts may stand without a name on the row right above.
    """
    own = _named(tags, row)
    if not own:
        return None
    words = row.words
    if not any(tags[i].label in AMOUNTS for i in words):
        if above is None or not _is_bare(tags, above):
            return None
        words = (*above.words, *words)
    end = max(page.words[i].box[2] for i in own)
    behind = [page.words[i].box[0] for i in words if page.words[i].box[0] >= end]
    counted = any(tags[i].label == _COUNT for i in words)
    return _Column(
        min(page.words[i].box[0] for i in own),
        min(behind, default=1.0),
        min(page.words[i].box[0] for i in words if tags[i].label.startswith("line.")),
        max(page.words[i].box[2] for i in words if tags[i].label.startswith("line.")),
        frozenset({"O", _NAME, _COUNT} if counted else {"O", _NAME}),
        words is not row.words,
    )


def _is_bare(tags: Sequence[WordTag], row: _Row) -> bool:
    """Whether a row has amounts, or a code and a quantity, and no name."""
    labels = [tags[i].label for i in row.words]
    return _NAME not in labels and (is_priced(labels) or {_CODE, _COUNT} <= {*labels})


def _is_block(page: Page, row: _Row, column: _Column) -> bool:
    """Whether a row is all of a block that stands left of the table, and no item's number."""
    number = _POSITION.fullmatch(page.words[row.words[-1]].text)
    return number is None and column.table - row.right > _INDENT


def _without_block(page: Page, tags: Sequence[WordTag], row: _Row, column: _Column) -> _Row | None:
    """A row without the words of a block left or right of the table; None if nothing is left.

    A number left of it may be the next item's, and so may what begins a name behind it.
    """
    right = [i for i in row.words if page.words[i].box[0] >= column.end]
    if len(right) == len(row.words):
        return None
    if right and not any(tags[i].label.startswith("line.") for i in right):
        row = _make_row(page, [i for i in row.words if i not in right])
    block = [i for i in row.words if page.words[i].box[2] < column.table]
    if not block:
        return row
    rest = [i for i in row.words if i not in block]
    if (
        not rest
        or any(tags[i].begins for i in rest)
        or _POSITION.fullmatch(page.words[block[-1]].text)
    ):
        return None
    if gap_between(page, page.words[block[-1]], page.words[rest[0]]) < _BLOCK_GAP:
        return None
    return _make_row(page, rest)


def _is_surely_none(tags: Sequence[WordTag], row: _Row) -> bool:
    """Whether the model is sure that a row is no field's, all of its words."""
    return all(tags[i].label == "O" and tags[i].confidence >= _SURE for i in row.words)


def _goes_on(
    page: Page,
    tags: Sequence[WordTag],
    name: tuple[_Row, _Row],
    row: _Row,
    column: _Column,
    most: float,
) -> bool:
    """Whether a row goes on with a name, of which the first row and the one above are given."""
    before = name[-1]
    height = min(row.bottom - row.top, before.bottom - before.top)
    if (
        row.top - before.bottom >= most * height
        or abs(row.left - column.left) >= _INDENT
        or row.right > column.limit
        or any(tags[i].label not in column.labels for i in row.words)
    ):
        return False
    text = " ".join(page.words[i].text for i in row.words)
    if says_more(text):
        return False
    names = _named(tags, before)
    last = max(names)
    wrapped = _is_wrapped(page, tags, last, row, column)
    alike = (
        _is_set_alike(page, _named(tags, name[0]), names, row)
        and not (_REMARK.match(text) or _is_unlikely(tags, row))
        and (wrapped or most > _LAST_CLOSE)
    )
    unseen = all(tags[i].label != _NAME for i in row.words)  # by the model, which has to tell
    if column.amounts_above and unseen and not alike:
        return False
    lead = page.words[last].text
    ends = _is_end(lead, text) or (bool(_WANTS.search(lead)) and text[0].isdecimal())
    hangs = bool(HANGING.search(lead)) or _leads_on(page, last)
    seen = not _is_surely_none(tags, row) or hangs or alike or ends
    short = hangs or max(map(len, re.findall("[0-9]+", text)), default=0) <= _DIGITS_N
    told = bool(_LETTERS.search(text)) or (alike and bool(_SIZES.fullmatch(text)))
    return seen and (told or (alike and wrapped and short) or ends)


def says_more(text: str) -> bool:
    """Whether a row says something of its own: a number behind its key, a day, how it is packed."""
    return bool(_OWN.match(text) or _KEYED.fullmatch(text))


def _is_wrapped(page: Page, tags: Sequence[WordTag], last: int, row: _Row, column: _Column) -> bool:
    """Whether what a row begins with has no room behind the name above, as far as names reach.

    It is a word, or a number with its unit.
    """
    end, first = page.words[last].box[2], page.words[row.words[0]]
    unit = page.words[row.words[-1]] if len(row.words) == _MEASURE_N else first
    begun = (unit if first.text[0].isdecimal() else first).box[2]
    widest = max(page.words[i].box[2] for i, tag in enumerate(tags) if tag.label == _NAME)
    long = end - column.left > _LONG * (column.limit - column.left)
    return long and end + begun - first.box[0] > widest


def _is_unlikely(tags: Sequence[WordTag], row: _Row) -> bool:
    """Whether the model sees hardly a chance of a name in any word of a row."""
    return max(probability(tags[i], _NAME) for i in row.words) < _HARDLY


def _named(tags: Sequence[WordTag], row: _Row) -> list[int]:
    """The words of a row that are a name's."""
    return [i for i in row.words if tags[i].label == _NAME]


def _is_set_alike(page: Page, first: Sequence[int], names: Sequence[int], row: _Row) -> bool:
    """Whether a row is set as the name above it: remarks are smaller, lighter or in italics.

    On scans its size is that of the name's first row; the one above may be of a few letters.
    """
    words = [page.words[i] for i in row.words]
    if page.origin == "ocr":
        above, cased = type_size(page, first), _are_alike_cased(page, first, row.words)
        return cased and _SCANNED * above <= type_size(page, row.words) < _LARGER * above
    heights = [word.box[3] - word.box[1] for word in words]
    size = min(page.words[i].box[3] - page.words[i].box[1] for i in names)
    return (
        bool(face := page.words[names[-1]].face)
        and all(word.face == face for word in words)
        and (1 - _ALIKE) * size < min(heights)
        and max(heights) < (1 + _ACCENT) * size
    )


def _are_alike_cased(page: Page, first: Sequence[int], words: Sequence[int]) -> bool:
    """Whether both are in capitals, or neither: how wide these are hangs on the face."""
    texts = ("".join(page.words[i].text for i in one) for one in (first, words))
    return len({text.isupper() for text in texts}) == 1


def _is_small_print(
    page: Page,
    tags: Sequence[WordTag],
    name: tuple[_Row, _Row],
    row: _Row,
    column: _Column,
) -> bool:
    """Whether a scan's row says more of an item in smaller type than its name above.

    What is not much smaller and has no room there goes on with it.
    """
    first, names = (_named(tags, one) for one in name)
    letters_n = sum(len(page.words[i].text) for i in row.words)
    named = all(tags[i].label in ("O", _NAME) for i in row.words)
    if page.origin != "ocr" or not named or letters_n < _TELLING_N:
        return False
    if abs(row.left - column.left) >= _INDENT or not _are_alike_cased(page, first, row.words):
        return False
    share = type_size(page, row.words) / type_size(page, first)
    seen = max(probability(tags[i], _NAME) for i in row.words)
    wrapped = _is_wrapped(page, tags, names[-1], row, column)
    grades = _SMALL[:1] if wrapped else _SMALL
    return any(share < size and seen < least for size, least in grades)


def _leads_on(page: Page, last: int) -> bool:
    """Whether a name ends with what leads on behind a mark: "Fichte, inkl.", no "Akku inkl."."""
    before = page.words[last - 1].text if last else ""
    return bool(_LEADS_ON.fullmatch(page.words[last].text)) and before.endswith((",", "("))


def _is_end(lead: str, text: str) -> bool:
    """Whether a row is but the day to which a span lasts that begins above: "01/04/2026 to"."""
    return bool(_UNTIL.fullmatch(lead) and _DAY.fullmatch(text))
