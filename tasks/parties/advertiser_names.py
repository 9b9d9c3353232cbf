"""The words of an advertiser's name: beside its caption, below it, over two rows."""

import re
from collections.abc import Sequence

from schemas.document import Page
from tasks.parties.address_lines import kind_of_line
from tasks.parties.advertiser_captions import CAPTIONED, CAPTIONS, GLUED
from tasks.values.cells import Row, text_below, texts_behind

_NAME_KEY = re.compile(r"(?:legal )?name\s?:?", re.IGNORECASE)
#: A station's own number or mark of a client before the name: "48821 Nord AG", "(POL) Nord AG".
_OWN_NUMBER = re.compile(r"\s*(?:[0-9]{5,}|\([A-Z]{2,4}\)) (?=[^\W\d_]{2})")
_RUN_NUMBER = re.compile(r"\s*[0-9]{3,} (?=[^\W\d_]{2})")
_FIGURE = re.compile(r"\b(?!(?:19|20)[0-9]{2}\b)[0-9]")  # a year may be of a name
_CODE = re.compile(r"[A-Z0-9]{2,6}")  # of a client, a column of its own before the name
_SHIFT = 0.005  # of the page's width: how far from the name's left edge its next row begins
_WRAPPED_STRIP_N = 3  # rows of captions, of their values and of a value's end
_LEAST_COLUMNS_N = 2  # of such a strip: one alone is a list
#: None begins as a place to sign does: "For KXYZ", "ACCEPTED FOR STATION".
_NAME = re.compile(
    r"(?=.*[^\W\d_]{2})(?!For |(?i:accepted|approved|authori[sz]ed|signature|signed|by)\b)"
    r"[^\W_a-z].*"
)


def name_at(page: Page, rows: Sequence[Row], at: int, match: re.Match[str]) -> tuple[int, ...]:
    """The words of the name that a caption in row `at` stands for; none if there is none."""
    row = rows[at]
    words = running_on(row, match) or _beside(row, match.end()) or _below(page, rows, at, match)
    if not words:
        return ()
    words += _wrapped(page, row, rows[at + 1 : at + 2], words)
    words += _wrapped_beside(page, rows[at : at + 2], match, words)
    words += _wrapped_below(page, rows[at : at + 3], words)
    return _whole(page, rows, row, words) or words


def running_on(row: Row, match: re.Match[str]) -> tuple[int, ...]:
    """The rest of the caption's own cell: "ADVERT 9902 NORD AG"."""
    groups = match.groupdict()
    if not groups.get("run"):
        return ()
    start, end = match.span("run")
    own = _RUN_NUMBER.match(row.text, start, end)
    return _words_of_name(row, own.end() if own else start, end)


def _beside(row: Row, place: int) -> tuple[int, ...]:
    """The words of the first cell behind the caption, unless that is a caption itself.

    Nor is it the name if it is but a code and the name stands behind it.
    """
    texts = [(start, end) for start, end in texts_behind(row, place) if row.text[start:end].strip()]
    texts = [t for t in texts if not _NAME_KEY.fullmatch(row.text[slice(*t)].strip())]
    found = [_words_of_name(row, *text) for text in texts[:2]]
    if len(found) > 1 and len(found[1]) > 1 and _CODE.fullmatch(row.text[slice(*texts[0])].strip()):
        return found[1]
    return found[0] if found else ()


def _wrapped(page: Page, row: Row, below: Sequence[Row], name: tuple[int, ...]) -> tuple[int, ...]:
    """The next row if all it prints is the end of the name, right below its beginning."""
    for end in below if set(name) & {word for _, _, word in row.spans} else ():
        shift = abs(end.cells[0].x0 - page.words[name[0]].box[0])
        plain = ":" not in end.text and not _FIGURE.search(end.text)
        if len(end.cells) == 1 and shift < _SHIFT and plain:
            return end.cells[0].words
    return ()


def _wrapped_beside(
    page: Page, rows: Sequence[Row], match: re.Match[str], name: tuple[int, ...]
) -> tuple[int, ...]:
    """What stands right below the name and has no caption of its own, if it is a name's end.

    Agency    Nordlicht        Advertiser    Seaside Ferries and
              12 Main Street                 Harbour Towns
    """
    row, *below = rows
    if not below or name[0] not in {word for _, _, word in row.spans}:
        return ()
    caption = page.words[row.words_at(*match.span())[0]].box[0]
    left = page.words[name[0]].box[0]
    own = [page.words[word].box for _, _, word in below[0].spans]
    if left - caption < _SHIFT or any(x1 > caption and x0 < left - _SHIFT for x0, _, x1, _ in own):
        return ()
    end = next((cell for cell in below[0].cells if abs(cell.x0 - left) < _SHIFT), None)
    whole = page.text_of(name)
    if end is None or whole.endswith(end.text) or not _ends_a_name(end.text):
        return ()
    return end.words


def _ends_a_name(text: str) -> bool:
    plain = _NAME.fullmatch(text) and not CAPTIONS.fullmatch(text) and not _FIGURE.search(text)
    return bool(plain) and ":" not in text and kind_of_line(text) == "text"


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
    return end if _ends_a_name(page.text_of(end)) else ()


def _whole(page: Page, rows: Sequence[Row], row: Row, name: tuple[int, ...]) -> tuple[int, ...]:
    """The cell that prints the name with the word that the next caption cut off, if there is one.

    "Nord AG Invoice Direct #" may be "Nord AG Direct", as its address block then says.
    """
    end = max((stop for _, stop, word in row.spans if word in name), default=0)
    glued = GLUED.match(row.text, end)
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
    glued = GLUED.search(row.text, start, min(len(row.text), end + 2))
    end = min(end, glued.start()) if glued else end
    text = row.text[start:end].strip()
    captioned = text.endswith(":") or CAPTIONS.fullmatch(text) or CAPTIONED.match(text)
    if captioned or not _NAME.fullmatch(text):
        return ()
    return row.words_at(start, end)
