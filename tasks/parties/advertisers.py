"""Who advertises, where an order or a bill of a broadcaster or a paper says so: the buyer.

Such documents go to an agency, so the address block names another party. The advertiser stands
behind its caption, or below it where the next cell is a caption, too.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.fields.claims import Claim
from tasks.parties.address_lines import kind_of_line
from tasks.values.air_time import is_of_air_time, sells_air_time
from tasks.values.cells import Row, find_cells, find_rows, text_below, texts_behind

_WHO = (
    "advertiser",
    "annonceur",
    "anunciante",
    "inserzionista",
    "adverteerder",
    "werbekunde",
    "werbetreibender?",
)
#: Who is one on a paper of air time, where none is called so.
_CLIENTS = ("client", "sponsor")
_NAME_KEY = re.compile(r"name\s?:?", re.IGNORECASE)
_CAPTION_WORD = (
    r"(?:account|advertiser|agency|alt|bill to|billing|brand|broadcast|buyer|by|calendar|client"
    r"|code|contract|cycle|dates?|demo|desc(?:ription)?|end|entered|estimate|executive|external|flight"
    r"|id|invoice|market|month|n(?:o|umber|ame)|office|order|ori[gq]inal|page|period|product|property"
    r"|range|ref|region|rep(?:resentative)?|rev(?:ision)?|sales|start|station|total|type)"
)


def _captions(who: Sequence[str], *, runs_on: bool = False) -> re.Pattern[str]:
    """Captions of such words, in titles only: "the advertiser warrants" names nobody.

    Where columns touch or overlap, the caption is glued to the cell before it; then a gap follows
    it, or a torn-off word. `runs_on`: in capitals, one that the name goes on in its cell, beside
    another: "ADVERTISER NORD AG     FLIGHT".
    """
    words = "|".join(f"{w.capitalize()}|{w.upper()}" for w in who)
    capitals = "|".join(w.upper() for w in who)
    no_caption = rf"(?!(?i:{_CAPTION_WORD})\b)"
    pattern = (
        rf"(?:(?:^|\t)(?P<own>{words})(?:\s[Nn](?:ame|AME|om|OM))?\s?:?(?=\t|$|(?<=:)\s)"
        rf"|(?<=[^\t]\s)(?:{words})(?:\s{no_caption}[A-Z]\w*\.?)?:?(?=\t)"
    )
    led = rf"|^(?:{capitals})(?= {no_caption}[A-Z][^\ta-z:]+\t)" if runs_on else ""
    return re.compile(f"{pattern}{led})")


_CAPTION = _captions(_WHO)
#: The same where time on air is sold.
_ON_AIR = _captions(_WHO, runs_on=True)
#: A timesheet has a client, too, and a course a sponsor, who do not pay it.
_CERTAINLY_ON_AIR = _captions(_CLIENTS, runs_on=True)
#: How a station's letter says whose spots it means: "confirms your order for Nord AG as below".
_ORDERED_FOR = re.compile(
    r"\border(?:ed)? for (?P<name>[A-Z][^,\t]{3,60}?)(?=,|\.?$| as (?:below|follows)\b)"
)
#: A station's own number of a client before the name: "48821 Nord AG".
_OWN_NUMBER = re.compile(r"[0-9]{5,} (?=[^\W\d_]{2})")
#: A cell made of nothing but what captions are made of: "Original Date / Revision", or of one and
#: its number: "Order Number 4711".
_CAPTIONS = re.compile(
    rf"(?:{_CAPTION_WORD}\b\W*)+|(?:{_CAPTION_WORD}\b\W*){{2,}}[0-9][0-9/-]*", re.IGNORECASE
)
#: The caption of the next column, or of a running line, where it touches the name: "Nord AG Invoice
#: Date"; where it overlaps it, a word of the name may stand in between.
_GLUED = re.compile(
    r"\s(?:Alt |Original )?(?:Invoice|Order|Contract|Estimate|Product|Agency|Account)\s"
    r"(?:(?P<torn>[A-Z]\w+) )?(?:#|/|(?:No|Num|Number|Date|Dates|Period|Month|Code|Executive)\b)"
    r"|\s(?:Invoice|Order|Contract)(?=\t[0-9])"
    r"|\s(?:PRODUCT|AGENCY|STATION|FLIGHT|ESTIMATE|MARKET)(?=\t)"
    rf"|\s(?=[A-Z])(?i:(?:{_CAPTION_WORD}\s){{0,2}}{_CAPTION_WORD})\s?:"  # "Flight Dates:"
)
_SHIFT = 0.005  # of the page's width: how far from the name's left edge its next row begins
_WRAPPED_STRIP_N = 3  # rows of captions, of their values and of a value's end
_LEAST_COLUMNS_N = 2  # of such a strip: one alone is a list
#: The broadcaster's own number of a client behind the name: "Nord AG (20417)".
_NUMBERED = re.compile(r"(.*\w.*?)\s*\([0-9]{3,}\)?")
_NAME = re.compile(r"(?=.*[^\W\d_]{2})[^\W_a-z].*")


def find_advertisers(pages: Sequence[Page]) -> list[Claim]:
    """The advertiser's name wherever it is captioned; nothing where two are named.

    Where time on air is certainly sold, a client is one, too, and whom a sentence says it is
    ordered for.
    """
    on_air = is_of_air_time(pages)
    claims = list(_find_captioned(pages, _ON_AIR if on_air else _CAPTION))
    if not claims and on_air and sells_air_time(pages):
        claims = list(_find_captioned(pages, _CERTAINLY_ON_AIR))
        claims = claims or list(_find_ordered_for(pages))
    return _agreed(pages, claims)


def _find_captioned(pages: Sequence[Page], caption: re.Pattern[str]) -> Iterator[Claim]:
    for number, page in enumerate(pages):
        rows = find_rows(page)
        for at, row in enumerate(rows):
            for match in caption.finditer(row.text):
                words = _beside(row, match.end()) or _below(page, rows, at, match)
                if words:
                    words += _wrapped(page, row, rows[at + 1 : at + 2], words)
                    words += _wrapped_below(page, rows[at : at + 3], words)
                    words = _whole(page, rows, row, words) or words
                    yield Claim("buyer_name", number, words)


def _find_ordered_for(pages: Sequence[Page]) -> Iterator[Claim]:
    for number, page in enumerate(pages):
        for row in find_rows(page):
            for match in _ORDERED_FOR.finditer(row.text):
                yield Claim("buyer_name", number, row.words_at(*match.span("name")))


def _agreed(pages: Sequence[Page], claims: Sequence[Claim]) -> list[Claim]:
    """The claims if all name the same."""
    names = {
        " ".join(pages[claim.page].words[i].text for i in claim.words).casefold()
        for claim in claims
    }
    return list(claims) if len(names) == 1 else []


def is_of_advertiser(pages: Sequence[Page]) -> bool:
    """Whether the first page has an advertiser's caption, of whatever name."""
    return any(_CAPTION.search(row.text) for page in pages[:1] for row in find_rows(page))


def drop_client_number(fields: Mapping[str, Field | list[Field]], pages: Sequence[Page]) -> Fields:
    """The fields, the buyer without a number behind the name that another place prints without."""
    buyer = fields.get("buyer_name")
    numbered = _NUMBERED.fullmatch(buyer.value) if isinstance(buyer, Field) else None
    if numbered is None or not isinstance(buyer, Field):
        return dict(fields)
    name = numbered[1].casefold()
    cells = (cell.text.casefold() for page in pages for cell in find_cells(page))
    if name not in cells:
        return dict(fields)
    return {**fields, "buyer_name": buyer.model_copy(update={"value": numbered[1]})}


def _beside(row: Row, place: int) -> tuple[int, ...]:
    """The words of the first cell behind the caption, unless that is a caption itself."""
    for start, end in texts_behind(row, place):
        text = row.text[start:end].strip()
        if text and not _NAME_KEY.fullmatch(text):
            return _words_of_name(row, start, end)
    return ()


def _wrapped(page: Page, row: Row, below: Sequence[Row], name: tuple[int, ...]) -> tuple[int, ...]:
    """The next row if all it prints is the end of the name, right below its beginning."""
    for end in below if set(name) & {word for _, _, word in row.spans} else ():
        shift = abs(end.cells[0].x0 - page.words[name[0]].box[0])
        if len(end.cells) == 1 and shift < _SHIFT and ":" not in end.text:
            return end.cells[0].words
    return ()


def _wrapped_below(page: Page, rows: Sequence[Row], name: tuple[int, ...]) -> tuple[int, ...]:
    """The row below a strip of captions and their values, if all it prints is the name's end.

    Advertiser             Brand
    Nordland Fair Trade    Tariffs
    Action Fund
    """
    *strip, _ = rows if len(rows) == _WRAPPED_STRIP_N else ((),)
    if not strip or any(len(row.cells) < _LEAST_COLUMNS_N for row in strip):
        return ()
    end = _wrapped(page, strip[-1], rows[-1:], name)
    text = " ".join(page.words[i].text for i in end)
    plain = _NAME.fullmatch(text) and not _CAPTIONS.fullmatch(text)
    return end if plain and kind_of_line(text) == "text" else ()


def _whole(page: Page, rows: Sequence[Row], row: Row, name: tuple[int, ...]) -> tuple[int, ...]:
    """The cell that prints the name with the word that the next caption cut off, if there is one.

    "Nord AG Invoice Direct #" may be "Nord AG Direct", as its address block then says.
    """
    end = max((stop for _, stop, word in row.spans if word in name), default=0)
    glued = _GLUED.match(row.text, end)
    if not glued or not glued["torn"]:
        return ()
    wanted = [*(page.words[i].text for i in name), glued["torn"]]
    cells = (cell for other in rows for cell in other.cells)
    return next((c.words for c in cells if [page.words[i].text for i in c.words] == wanted), ())


def _below(page: Page, rows: Sequence[Row], at: int, match: re.Match[str]) -> tuple[int, ...]:
    """The words of the cell below the caption; one that is glued to others has none.

    Where another caption's value touches it, that begins right below its caption.
    """
    found = text_below(page, rows, at, match.start("own")) if match["own"] else None
    words = _words_of_name(*found) if found else ()
    own = rows[at].cell_of(rows[at].words_at(*match.span("own"))[0]) if words else None
    heads = [cell.x0 for cell in rows[at].cells if own and cell.x0 > own.x0]
    ends = (n for n, i in enumerate(words) for x0 in heads if _is_below(page, i, x0))
    return words[: next(ends, len(words))]


def _is_below(page: Page, word: int, x0: float) -> bool:
    """Whether a word begins where a caption above it does."""
    return abs(page.words[word].box[0] - x0) < _SHIFT


def _words_of_name(row: Row, start: int, end: int) -> tuple[int, ...]:
    """The words between two places of a row if they are a name, a caption behind them cut off."""
    own = _OWN_NUMBER.match(row.text, start, end)
    start = own.end() if own else start
    glued = _GLUED.search(row.text, start, min(len(row.text), end + 2))
    end = min(end, glued.start()) if glued else end
    text = row.text[start:end].strip()
    if text.endswith(":") or _CAPTIONS.fullmatch(text) or not _NAME.fullmatch(text):
        return ()
    return row.words_at(start, end)
