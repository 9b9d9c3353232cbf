"""Who sends a broadcaster's bill: the firm or station to which payments go, or whose time it was.

    Remit Address:                Property    WTAE
    WTAE
    400 Ardmore Blvd.

Its letterhead is a picture or a block like the agency's; what a bill is paid to is plainly said.
"""

import re
from collections.abc import Iterator, Sequence

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.fields.claims import Claim
from tasks.parties.address_lines import ADDRESS_KINDS, kind_of_line
from tasks.parties.name_forms import has_form
from tasks.parties.party_headings import REMIT_TO
from tasks.values.air_time import sells_spots, speaks_of_air_time
from tasks.values.cells import Row, find_rows, text_below, texts_behind
from tasks.values.normalize import letters_of

_PAID_TO = re.compile(rf"(?:{REMIT_TO})\b(?:\s?:)?", re.IGNORECASE)
_PROPERTY = re.compile(r"(?:property|station|call letters)\s?:?", re.IGNORECASE)
#: Where spots are ordered, "Property" may be a mall with screens. A cable's zones are a system.
_BOOKED = re.compile(r"(?:(?:on|to) )?(?:station|call letters|system)\s?:?", re.IGNORECASE)
_VENDOR = re.compile(r"(?:vendor|supplier|seller)\s?:?", re.IGNORECASE)
_NAME = re.compile(r"(?=.*[^\W\d_]{2})[A-ZÀ-Þ0-9][^:]{1,60}")
#: A station's call sign, which heads its address: "WLVI-TV", "WYFF 4".
CALL_SIGN = re.compile(r"[KW][A-Z]{2,3}(?:[- ](?:TV|DT|FM|AM|CD|LD|LP))?(?: ?[0-9]{1,2})?")
#: The same, before what tells where it is or what it airs: "KXQZ-TV (FOX)", "KXQZ-FM Austin".
_SIGN_FIRST = re.compile(rf"(?P<sign>{CALL_SIGN.pattern})(?:,|\s?\(|\s[A-Z]|$)")
#: The same, with its channel or a divider behind, before the name of an American firm, or with its
#: wave behind any: "KXQZ 17", "KXQZ 1490 AM". "WDR mediagroup GmbH" is no station's sign.
_SIGN_BEFORE = re.compile(
    rf"(?![KW][A-Z]{{2,3}}\s[^\W\d_]){CALL_SIGN.pattern}(?:\s[·•|–—-])?\s(?P<firm>\S.*"
    r"\b(?:Inc|INC|LLC|L\.L\.C|LP|L\.P|LLP|Corp|CORP|Corporation|CORPORATION|Co|CO|Company)\b\.?)"
)
_SIGN_BEHIND = re.compile(
    r"(?P<firm>\S.*?)\s(?:[·•|–—-]\s)?[KW][A-Z]{2,3}"
    r"(?:-[AF]M\s[0-9]{2,4}(?:\.[0-9])?|\s[0-9]{2,3}\.[0-9](?:\s[AF]M)?|\s[0-9]{2,4}\s[AF]M)"
)
#: To whom a bill's checks go: "Make checks payable to Nordland Cable, LLC, PO Box 4".
_PAYABLE = re.compile(
    r"\b[Cc]he(?:ck|que)s? payable to:? (?P<firm>[A-ZÀ-Þ][^\t:;]{1,60}?"
    r"\b(?:Inc|INC|LLC|L\.L\.C|LP|L\.P|LLP|Corp|CORP|Corporation|Co|Company)\b)(?=[.,]|\t|$)"
)
#: What is no name: a caption beside an empty one.
_CAPTION = re.compile(
    r"(?:invoice|order|account|billing|sales|page|transaction|agency|advertiser|address|advice|copy"
    r"|(?:station )?(?:above|below))\b.*"
    r"|time|days?|dates?|dayparts?|programs?|format|market|length|len",
    re.IGNORECASE,
)
_FIRM_WORDS_N = 2  # that a firm's name has at least, its form among them
#: Long names reach under the caption of the next column.
_OVERPRINTED = re.compile(r"advertiser:?", re.IGNORECASE)


def find_stations(pages: Sequence[Page]) -> list[Claim]:
    """The seller's name on a bill of air time: whom it is paid to, else the station it is for."""
    for number, page in enumerate(pages[:1]):
        rows = find_rows(page)
        for find in (_find_payees, _find_properties, _find_call_signs):
            for words in find(page, rows):
                return [Claim("seller_name", number, words)]
    for number, page in enumerate(pages):
        for row in find_rows(page):
            if payable := _PAYABLE.search(row.text):
                return [Claim("seller_name", number, row.words_at(*payable.span("firm")))]
    return []


def find_booked_station(pages: Sequence[Page]) -> list[Claim]:
    """The seller's name on an order of spots, if it names one station: "Station: WTAE".

    Not where it says who is the vendor. A call sign is one on any paper on time on air; a name is
    one only where a table heads spots and their price.
    """
    claims = [*_find_booked(pages)]
    names = {_text_of(pages, claim) for claim in claims}
    if len(names) != 1 or any(_find_behind(pages, _VENDOR)):
        return []
    is_sign = CALL_SIGN.fullmatch(names.pop())
    sells = sells_spots(pages) or bool(is_sign and speaks_of_air_time(pages))
    return claims if sells else []


def _text_of(pages: Sequence[Page], claim: Claim) -> str:
    return pages[claim.page].text_of(claim.words).rstrip(",")


def _find_booked(pages: Sequence[Page]) -> Iterator[Claim]:
    """The stations behind their captions, or where these have no call sign, the sign below one."""
    behind = [*_find_behind(pages, _BOOKED)]
    signs = any(_SIGN_FIRST.match(_text_of(pages, claim)) for claim in behind)
    below = [] if signs else [*_find_signs_below(pages)]
    yield from (_sign_of(pages, claim) for claim in below or behind)


def _find_signs_below(pages: Sequence[Page]) -> Iterator[Claim]:
    """The call signs below a caption, each the only one: a table's column names many stations."""
    for number, page in enumerate(pages):
        rows = find_rows(page)
        for at, start, text, head in _find_cells(rows, _BOOKED):
            below = text_below(page, rows, at, start) if text == head[0] else None
            if not below or not _SIGN_FIRST.match(below[0].text[below[1] : below[2]]):
                continue
            row, first, last = below
            next_one = text_below(page, rows, rows.index(row), first)
            if not next_one or not _SIGN_FIRST.match(next_one[0].text[next_one[1] : next_one[2]]):
                yield Claim("seller_name", number, row.words_at(first, last))


def _sign_of(pages: Sequence[Page], claim: Claim) -> Claim:
    """The claim, of "KXQZ-TV, Boston" only the sign."""
    sign = _SIGN_FIRST.match(_text_of(pages, claim))
    return claim._replace(words=claim.words[: len(sign["sign"].split())]) if sign else claim


def _find_behind(pages: Sequence[Page], begins: re.Pattern[str]) -> Iterator[Claim]:
    """The names right behind a caption."""
    for number, page in enumerate(pages):
        rows = find_rows(page)
        for at, start, text, head in _find_cells(rows, begins):
            behind = text[head.end() :]
            if behind and not head[0].endswith(":") and not _SIGN_FIRST.match(behind.strip()):
                continue  # "Station Total"
            places = texts_behind(rows[at], start + head.end())
            said = ((a, b) for a, b in places if rows[at].text[a:b].strip())
            for words in _words_of_name(page, rows[at], *next(said, (0, 0))):
                yield Claim("seller_name", number, words)


def drop_call_sign(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The fields, a station's firm without its sign: "KXQZ 17 Nordland Television, L.P."."""
    known = fields.get("seller_name")
    if not isinstance(known, Field) or not speaks_of_air_time(pages):
        return fields
    before, behind = (one.fullmatch(known.value) for one in (_SIGN_BEFORE, _SIGN_BEHIND))
    found = before if before and has_form(before["firm"].split()) else behind
    if not found or len(found["firm"].split()) < _FIRM_WORDS_N:
        return fields
    firm = found["firm"]
    return {**fields, "seller_name": known.model_copy(update={"value": firm, "raw": firm})}


def is_station(fields: Fields, pages: Sequence[Page]) -> bool:
    """Whether the seller is the station whose time is billed, above its address, and no firm's."""
    name = fields.get("seller_name")
    if not isinstance(name, Field) or not pages or not speaks_of_air_time(pages):
        return False
    page, rows = pages[0], find_rows(pages[0])
    signs = {letters_of(text.split()[0]) for text in _find_signs(page, rows)} - {""}
    words = [letters_of(word) for word in name.value.split()]
    if not any(word.startswith(sign) for word in words for sign in signs):
        return False
    payees = [text[head.end() :] for *_, text, head in _find_cells(rows, _PAID_TO)]
    below = _below_name(page, rows, name.value)
    if any(has_form(text.split()) for text in (*payees, *below)):
        return False
    return any(kind_of_line(text) in ADDRESS_KINDS for text in below)


def _below_name(page: Page, rows: Sequence[Row], name: str) -> list[str]:
    """What stands below each cell that is a name."""
    cells = [(at, cell) for at, row in enumerate(rows) for cell in row.cells if cell.text == name]
    found = (text_below(page, rows, at, rows[at].start_of(cell)) for at, cell in cells)
    return [row.text[start:end] for row, start, end in filter(None, found)]


def _find_signs(page: Page, rows: Sequence[Row]) -> Iterator[str]:
    """What stands behind or below the caption of the station."""
    for at, start, text, head in _find_cells(rows, _PROPERTY):
        if text != head[0]:
            yield text[head.end() :].strip() or "-"
            continue
        for row, first, last in _places_told(page, rows, at, start, text)[:1]:
            yield row.text[first:last]


def _places_told(
    page: Page, rows: Sequence[Row], at: int, start: int, caption: str
) -> list[tuple[Row, int, int]]:
    """Row, start and end of what stands behind a caption, and of what stands below it."""
    behind = next(texts_behind(rows[at], start + len(caption) + 1), None)
    places = ((rows[at], *behind) if behind else None, text_below(page, rows, at, start))
    return [*filter(None, places)]


def _find_payees(page: Page, rows: Sequence[Row]) -> Iterator[tuple[int, ...]]:
    for at, start, text, head in _find_cells(rows, _PAID_TO):
        if text[head.end() :].startswith(" "):
            yield from _words_of_name(page, rows[at], start + head.end(), start + len(text))
        elif text == head[0] and (below := text_below(page, rows, at, start)):
            yield from _words_of_name(page, *below)


def _find_properties(page: Page, rows: Sequence[Row]) -> Iterator[tuple[int, ...]]:
    """The station behind or below its caption, where it stands elsewhere on the page as well."""
    texts = [cell.text for row in rows for cell in row.cells]
    for at, start, text, head in _find_cells(rows, _PROPERTY):
        if text != head[0]:
            continue
        for row, first, last in _places_told(page, rows, at, start, text):
            if texts.count(row.text[first:last]) > 1:
                yield from _words_of_name(page, row, first, last)


def _find_call_signs(page: Page, rows: Sequence[Row]) -> Iterator[tuple[int, ...]]:
    for at, start, text, sign in _find_cells(rows, CALL_SIGN):
        below = text_below(page, rows, at, start) if text == sign[0] else None
        if below and kind_of_line(below[0].text[below[1] : below[2]]) == "street":
            yield rows[at].words_at(start, start + len(text))


def _find_cells(
    rows: Sequence[Row], begins: re.Pattern[str]
) -> Iterator[tuple[int, int, str, re.Match[str]]]:
    """Row, start in its text, text and match of each cell that begins so."""
    for at, row in enumerate(rows):
        for cell in row.cells:
            if match := begins.match(cell.text):
                start = row.start_of(cell)
                yield at, start, cell.text, match


def _words_of_name(page: Page, row: Row, start: int, end: int) -> Iterator[tuple[int, ...]]:
    """The words between two places if they are a name, without a caption printed over them."""
    words = row.words_at(start, end)
    words = tuple(i for i in words if not _OVERPRINTED.fullmatch(page.words[i].text))
    text = page.text_of(words)
    plain = _NAME.fullmatch(text) and not _CAPTION.fullmatch(text)
    if plain and kind_of_line(text) == "text":
        yield words
