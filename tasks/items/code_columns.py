"""Items' codes by the caption that they stand under.

The caption says where a code begins; what else stands on the row, a position's number or a
customer's own code, is none. Without such a column the numbers of a structured list ("01.02.0020",
"2.1"), as a bill of quantities has them, are what the items are known by.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from schemas.document import Page, Word
from schemas.line_labels import CODE, NAME, QUANTITY, UNIT
from schemas.prediction import OUTSIDE, Tags, WordTag
from tasks.fields.number_words import NO
from tasks.items.caption_cells import EDGE, TIGHT, cells_under
from tasks.items.code_dates import are_days, drop_days, drop_weeks, follow_on, is_dated, is_day
from tasks.items.column_roles import fits_role
from tasks.items.table_heads import Head, find_table
from tasks.items.tables import is_priced
from tasks.values.cells import word_rows
from tasks.values.entities import gap_between
from tasks.values.head_words import NAMES
from tasks.values.your_words import CUSTOMER, YOUR

#: Captions of the seller's codes and of nothing else.
_STRICT = re.compile(
    r"(?:(?:vendor|supplier|our|unsere?|lieferanten)[- ]?)?"
    rf"(?:(?:art(?:ikel|icle|\.)?|item|part|prod(?:uct|ukt|uit|\.)?|stock|mat(?:erial|\.)?|bestell"
    rf"|teile?|sach|leistungs?|cat(?:alogue|alog|\.)?|model|order)[-. ]*(?:{NO})"
    rf"|(?:goä-|goz-|gebühren)?ziff(?:er|\.)|(?:uv-)?(?:go[äz]|bema|ebm|gop|geb(?:ühren|\.)?)"
    rf"[- ]?{NO}|(?:uv-)?go[äz]|ebm|gop|bema|ccam|ngap|cpt"  # of what doctors charge
    r"|sku|r[ée]f(?:[ée]rence)?s?\.?(?: (?:art|article|produit)\.?)?"
    r"|(?:code|c[óo]d(?:igo|ice)?\.?)(?: (?:art|prod)\w*\.?)?|referencia|riferimento|artikelcode)"
)
#: Captions of the numbers by which a carrier's bill knows what it moved, where they stand first.
_MOVED = re.compile(
    rf"(?:sendung(?:s[- ]?(?:{NO}))?|frachtbrief(?:[- ]?(?:{NO}))?|(?:{NO} )?lettre de voiture"
    rf"|récépissé|(?:shipment|consignment|waybill)(?: (?:{NO}))?)"
)
#: The second caption of a column in which the name stands below the code: "Ref. / Description".
_NAMED = re.compile(rf"\s?/\s?(?:{NAMES}|descri\w+|details?)$")
#: A number that counts the items, or else is what they are known by: 21, 24, 31 of a wine list.
_BARE = re.compile(r"n(?:r|o|um(?:mer|ber|éro)?)?[.°º]?|#")
_LISTED = re.compile(r"[1-9][0-9]{1,5}")
_LETTERED = re.compile(r"[A-Z]{1,4}-?[0-9]{2,8}")
_LISTED_STEP = 4  # from one such number to the next, in the mean and at least
#: Captions of codes or of names.
_LOOSE = re.compile(
    r"(?:vendor |supplier )?"
    r"(?:art(?:ikel|icle|icolo|ículo|\.)?|item|part|material|produkt|product|produit)"
)
_OTHERS = re.compile(
    rf"\b{YOUR}\b|{CUSTOMER}|\bean\b|gtin|zoll|\bhs\b"
    r"|\bmf[rg]\b|manufacturer|hersteller|fabricant|\boem\b"
    r"|\bjob\b|auftrag|projekt|project|projet|progetto|proyecto|kommission|chantier"
)
_DIGITS, _LETTER = re.compile(r"[0-9]"), re.compile(r"[^\W\d_]")
_ALIKE_N = 3  # codes of one form that make a column
_POSITION = re.compile(r"(?:pos|position|poste|oz|lv-?pos|nr|no|item|ref|lot)\b.{0,6}|n[°º]|#")
_COUNTED_ON = re.compile(r"0[0-9]+0")
_STRUCTURED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,4}){1,3}\.?")
_PLACE = re.compile(rf"{_STRUCTURED.pattern}[a-z]?")
_WORDS_N = 5  # that a code has at most
_NAMES_N = 2  # words of a name of which the first may be a code
_SHARE = 0.6  # of the items' rows that must have a code under the caption
_ROWS_N = 2
_SURE = 0.9


def name_codes(pages: Sequence[Page], tags: Tags) -> list[tuple[WordTag, ...]]:
    """The tags with the codes of items as the captions of their tables tell them.

    Items of a page with too few of them to tell have theirs where the other pages have them.
    """
    named = [_name_page(page, list(row)) for page, row in zip(pages, tags, strict=True)]
    rows = [
        (page, mended, row)
        for page, mended in zip(pages, named, strict=True)
        for row in _item_rows(page, mended)
    ]
    _name_alike(rows)
    return [tuple(mended) for mended in named]


def _item_rows(page: Page, tags: Sequence[WordTag]) -> list[tuple[int, ...]]:
    _, items = find_table(page, tags)
    return [word_rows(page)[n] for n in items]


def _name_page(page: Page, tags: list[WordTag]) -> list[WordTag]:
    heads, items = find_table(page, tags)
    printed = word_rows(page)
    drop_weeks(page, tags)
    rows = [printed[n] for n in items]
    drop_days(page, tags, heads, rows)
    if rows and any(_NAMED.search(head.text) for head in heads):
        rows = [row for row in printed.values() if is_priced(tags[i].label for i in row)]
    _name_by_caption(page, tags, heads, rows)
    _drop_second(page, tags, heads, rows)
    _name_alike([(page, tags, row) for row in rows])
    _name_first(page, tags, rows)
    return tags


def _name_by_caption(
    page: Page, tags: list[WordTag], heads: Sequence[Head], rows: Sequence[Sequence[int]]
) -> None:
    """The codes of the one column that its caption and most rows prove, or of a structured list."""
    for pattern in (_STRICT, _LOOSE, _BARE):
        under = [at for at, h in enumerate(heads) if _says(pattern, h)]
        if pattern is _STRICT and heads and _says(_MOVED, heads[0]):
            under.append(0)
        found = {at: cells_under(page, tags, heads, at, rows) for at in under}
        proved = {at: codes for at, codes in found.items() if _is_proved(page, codes, len(rows))}
        if pattern is _LOOSE:
            proved = {at: c for at, c in proved.items() if not _is_named(tags, c)}
        if pattern is _STRICT:
            proved = {at: c for at, c in proved.items() if not _are_places(page, tags, c, rows)}
        if pattern is _BARE:
            proved = {at: c for at, c in proved.items() if _are_listed(page, c)}
        if len(proved) == 1:
            row_of = {index: row for row in rows for index in row}
            for code in next(iter(proved.values())):
                text = page.text_of(code)
                if _is_like_code(text) or not _is_named(tags, [code]):  # no name's "First"
                    _label(tags, row_of[code[0]], code)
        if proved:
            return
    _name_positions(page, tags, heads, rows)


def _drop_second(
    page: Page, tags: list[WordTag], heads: Sequence[Head], rows: Sequence[Sequence[int]]
) -> None:
    """Of two columns of codes only one is the items': the first that is no other party's.

    Where few items have two, it is the one in which most have theirs.
    """
    found = [_code_runs(page, tags, row) for row in rows]
    twice = [runs for runs in found if len(runs) > 1]
    least_n = max(_ROWS_N, _SHARE * len(rows))
    lefts = [page.words[runs[0][0]].box[0] for runs in found if runs]
    edge = median(lefts) if lefts else 0.0
    usual = [abs(left - edge) <= EDGE for left in lefts]
    if len(twice) < least_n and sum(usual) < least_n:
        return
    for runs in twice:
        own = [run for run in runs if not _is_others(page, heads, run)] or runs
        if len(twice) < least_n:
            near = (run for run in runs if abs(page.words[run[0]].box[0] - edge) <= EDGE)
            own = [
                run for run in near if any(c.isdecimal() for i in run for c in page.words[i].text)
            ]
        for index in (i for run in runs if own and run is not own[0] for i in run):
            tags[index] = WordTag.outside(_SURE)


def _code_runs(page: Page, tags: Sequence[WordTag], row: Sequence[int]) -> list[list[int]]:
    """The codes of a row, those parted by a wide gap or other words."""
    runs: list[list[int]] = []
    for before, index in zip((None, *row), row, strict=False):
        if tags[index].label != CODE:
            continue
        near = (
            before is not None
            and tags[before].label == CODE
            and gap_between(page, page.words[before], page.words[index]) <= TIGHT
        )
        runs[len(runs) - 1 if near else len(runs) :] = [[*(runs[-1] if near else ()), index]]
    return runs


def _is_others(page: Page, heads: Sequence[Head], run: Sequence[int]) -> bool:
    """Whether a code stands under a caption that names a maker's or a customer's."""
    x0, x1 = page.words[run[0]].box[0], page.words[run[-1]].box[2]
    above = [head for head in heads if head.x0 < x1 and x0 < head.x1]
    return len(above) == 1 and bool(_OTHERS.search(above[0].text))


def _name_alike(rows: Sequence[tuple[Page, list[WordTag], Sequence[int]]]) -> None:
    """Gives a row without a code the word that has the others' form and stands below them."""
    codes = [
        page.words[i]
        for page, tags, row in rows
        for i in row
        if tags[i].label == CODE and tags[i].begins
    ]
    groups = [[word for word in codes if _is_alike(first, word)] for first in codes]
    usual = max(groups, key=len, default=[])
    if len(usual) < max(_ALIKE_N, _SHARE * len(rows)):
        return
    for page, tags, row in rows:
        if any(tags[i].label == CODE for i in row):
            continue
        for index in row:
            if is_day(page.words[index].text):
                continue
            if tags[index].label == OUTSIDE and _is_alike(usual[0], page.words[index]):
                tags[index] = _tag(tags[index], begins=True)
                break


def _name_first(page: Page, tags: list[WordTag], rows: Sequence[Sequence[int]]) -> None:
    """What begins a row's name where the other rows have their codes, before the names' column."""
    firsts = [
        [next((i for i in row if tags[i].label == label), None) for label in (CODE, NAME)]
        for row in rows
    ]
    lefts = [
        (page.words[code].box[0], page.words[name].box[0])
        for code, name in firsts
        if code is not None and name is not None
    ]
    if len(lefts) < max(_ROWS_N, _SHARE * len(rows)):
        return
    edges = [median(found) for found in zip(*lefts, strict=True)]
    for row, (code, first) in zip(rows, firsts, strict=True):
        names = [i for i in row if tags[i].label == NAME]
        if code is not None or len(names) < _NAMES_N or first != row[0]:
            continue
        text = page.words[names[0]].text
        if not text.isupper() and not _DIGITS.search(text):
            continue
        starts = [page.words[i].box[0] for i in names[:_NAMES_N]]
        if all(abs(a - b) <= EDGE for a, b in zip(starts, edges, strict=True)):
            tags[names[0]] = _tag(tags[names[0]], begins=True)
            tags[names[1]] = tags[names[1]]._replace(begins=True)


def _is_alike(first: Word, second: Word) -> bool:
    forms = {_LETTER.sub("A", _DIGITS.sub("0", word.text)) for word in (first, second)}
    return len(forms) == 1 and "0" in min(forms) and abs(first.box[0] - second.box[0]) <= EDGE


def _says(pattern: re.Pattern[str], head: Head) -> bool:
    text = _NAMED.sub("", head.text).strip(" .:")
    return bool(pattern.fullmatch(text)) and not _OTHERS.search(head.text)


def _is_proved(page: Page, codes: Sequence[Sequence[int]], items_n: int) -> bool:
    """Whether enough items have something under a caption that may be a code."""
    texts = [page.text_of(run) for run in codes]
    letters = [text for text in texts if len(text) == 1]
    if len(set(letters)) < len(letters) and len(letters) * 2 > len(texts):
        return False  # "L" and "T": labour and parts
    likely_n = sum(map(_is_like_code, texts))
    return likely_n >= max(_ROWS_N, _SHARE * items_n) and not _are_counted(texts)


def _is_like_code(text: str) -> bool:
    is_one = text.isupper() and " " not in text
    return is_one or (any(c.isdigit() for c in text) and len(text.split()) <= _WORDS_N)


def _are_listed(page: Page, codes: Sequence[Sequence[int]]) -> bool:
    """Whether each code is a number of two to six figures that counts nothing.

    What counts the items, though some are left out, rises by little, or by tens or hundreds.
    Where half of them have letters before figures ("L019"), no number counts anything.
    """
    texts = [page.text_of(run) for run in codes]
    lettered_n = sum(bool(_LETTERED.fullmatch(text)) for text in texts)
    listed_n = sum(bool(_LISTED.fullmatch(text)) for text in texts)
    if len(texts) <= _ROWS_N or lettered_n + listed_n < len(texts):
        return False
    if lettered_n:
        return 2 * lettered_n >= len(texts) == len(set(texts))
    numbers = [int(text) for text in texts]
    rises = numbers == sorted(set(numbers))
    little = numbers[-1] - numbers[0] < _LISTED_STEP * (len(numbers) - 1)
    round_ones = all(number % 10 == 0 for number in numbers)
    return len(set(numbers)) == len(numbers) and not (rises and (little or round_ones))


def _are_counted(texts: Sequence[str]) -> bool:
    """Whether texts count the rows: 1, 2, 3 or 00010, 00020; on a later page, 00110, 00120."""
    numbers = [int(text) for text in texts if text.isdecimal()]
    steps = {after - before for before, after in pairwise(numbers)}
    if len(numbers) < len(texts) or not steps or not steps <= {1, 10}:
        return False
    return numbers[0] <= 100 or all(map(_COUNTED_ON.fullmatch, texts))


def _are_places(
    page: Page,
    tags: Sequence[WordTag],
    codes: Sequence[Sequence[int]],
    rows: Sequence[Sequence[int]],
) -> bool:
    """Whether they are places in a structured list ("1.02a") beside codes that the model sees."""
    own = {i for run in codes for i in run}
    if not all(len(run) == 1 and _PLACE.fullmatch(page.words[run[0]].text) for run in codes):
        return False
    others = [
        i
        for row in rows
        for i in row
        if i not in own
        and tags[i].label == CODE
        and tags[i].begins
        and _LETTER.search(page.words[i].text)
    ]
    return len(others) >= max(_ROWS_N, _SHARE * len(rows))


def _is_named(tags: Sequence[WordTag], codes: Sequence[Sequence[int]]) -> bool:
    """Whether the model takes what stands under a caption for the items' names."""
    labels = [tags[i].label for run in codes for i in run]
    return labels.count(NAME) * 2 > len(labels)


def _name_positions(
    page: Page, tags: list[WordTag], heads: Sequence[Head], rows: Sequence[Sequence[int]]
) -> None:
    """Numbers of a structured list are the items' codes where they have no others."""
    firsts = [row[0] for row in rows]
    numbers = [i for i in firsts if _STRUCTURED.fullmatch(page.words[i].text)]
    if len(numbers) < max(_ROWS_N, _SHARE * len(rows)):
        return
    edge = median(page.words[i].box[0] for i in numbers)  # "TS1" may stand below "2.6"
    listed = {i for i in firsts if abs(page.words[i].box[0] - edge) <= EDGE}
    if any(tags[i].label == CODE for row in rows for i in row if i not in listed):
        return
    above = heads[0].text if heads else ""
    if fits_role(above, "quantity") and not _POSITION.match(above):
        return  # "264.00" hours
    united = (i + 1 < len(tags) and tags[i + 1].label == UNIT for i in numbers)
    counts = [tags[i].label == QUANTITY and unit for i, unit in zip(numbers, united, strict=True)]
    if sum(counts) >= _SHARE * len(numbers):
        return  # "No." of "1.000 pcs"
    texts = [page.words[i].text for i in numbers]
    free = all(tags[i].label in (OUTSIDE, CODE) for i in numbers)
    may_be_days = all(map(is_day, texts)) and (follow_on(texts) or not free)
    if may_be_days and not _POSITION.match(above):
        return
    if is_dated(above) and are_days(texts):
        return
    for index in numbers:
        tags[index] = _tag(tags[index], begins=True)


def _label(tags: list[WordTag], row: Sequence[int], code: Sequence[int]) -> None:
    """Makes words of a row one code, and no others of it."""
    for index in row:
        if tags[index].label == CODE and index not in code:
            tags[index] = WordTag.outside(_SURE)
    for index in code:
        tags[index] = _tag(tags[index], begins=index == code[0])


def _tag(before: WordTag, *, begins: bool) -> WordTag:
    if before.label == CODE:
        return before._replace(begins=begins)
    return before.relabelled(CODE, _SURE, begins=begins)
