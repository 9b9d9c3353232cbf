"""Plain text → pages of words on a grid, as a typewriter would set them."""

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from readers.invisible import drop_invisible
from readers.layout import TypesetWord, arrange_page
from schemas.document import Page
from schemas.errors import DocumentTooLarge
from schemas.settings import Settings

#: Characters of a line, and lines of a page.
COLUMNS_N, ROWS_N = 100, 60
#: Blank columns left and right, blank rows above and below.
MARGIN_COLUMNS_N, MARGIN_ROWS_N = 5, 2

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
#: Python's own notations, which no mail is written in and one of which takes for ever.
_NO_CHARSETS = frozenset(("punycode", "idna", "unicode-escape", "raw-unicode-escape"))
#: Halves of characters: some decoders let them through, no database takes them.
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
#: More are no slips.
_MAX_WRONG_BYTES = 10_000
_AS_CP1252 = "mailroom-cp1252"
#: A typewriter's space is more than twice as wide as that of print, and would look like the gap
#: between two cells.
_STRETCH = 0.6
_WORD = re.compile(r"\S+")
#: What one mark is said of: up to a wide gap.
_CELL = re.compile(r"\S+(?: \S+)*")


def decode_text(data: bytes, charset: str | None = None) -> str:
    """Decodes text by its byte-order mark, the stated charset, UTF-8 or Windows-1252.

    A charset that is unknown or does not fit is ignored; nothing raises.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if charset and charset.lower().replace("_", "-") not in ("us-ascii", "ascii", "iso-8859-1"):
        try:
            if codecs.lookup(charset).name.replace("_", "-") not in _NO_CHARSETS:
                return _SURROGATE.sub("\ufffd", data.decode(charset))
        except (LookupError, UnicodeError, ValueError):
            pass
    if len(data) > 3 and data[1::2].count(0) > 0.4 * len(data):
        return data.decode("utf-16-le", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            return data[: error.start].decode("utf-8")  # a character cut in two
    return _decode_mixed(data)


def without_utf16(data: bytes) -> bytes:
    """The bytes in UTF-8 where their mark says UTF-16, as Windows saves mails; else as they are."""
    is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return decode_text(data).encode() if is_utf16 else data


def _decode_mixed(data: bytes) -> str:
    """Windows-1252; but of UTF-8 in which few bytes are wrong, these alone are read so."""
    sound = data.decode("utf-8", errors="ignore")
    wrong_n = len(data) - len(sound.encode())
    letters_n = sum(map(len, _NOT_ASCII.findall(sound)))
    if wrong_n < min(letters_n, _MAX_WRONG_BYTES):
        return data.decode("utf-8", errors=_AS_CP1252)
    return data.decode("cp1252", errors="replace")


def _read_as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """What Python puts in place of bytes that are no UTF-8, and where it goes on."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error(_AS_CP1252, _read_as_cp1252)


def looks_like_text(head: bytes) -> bool:
    """Whether bytes are text of some encoding rather than a binary format."""
    text = decode_text(head)
    if not text:
        return False
    strange = len(_CONTROL.findall(text)) + text.count("\ufffd")
    return strange <= 0.01 * len(text)


def read_text(data: bytes, settings: Settings) -> tuple[Page, ...]:
    """Reads a text file; a form feed starts a new page.

    Raises:
        DocumentTooLarge: more pages than the settings allow.
    """
    return paginate(decode_text(data), settings)


def paginate(text: str, settings: Settings) -> tuple[Page, ...]:
    """Sets text on pages of `ROWS_N` rows, long lines wrapped; a form feed starts a new page.

    Raises:
        DocumentTooLarge: more pages than the settings allow.
    """
    return paginate_rows(_wrap_sheets(text), settings)


def _wrap_sheets(text: str) -> Iterator[str]:
    for number, sheet in enumerate(text.split("\f")):
        if number:
            yield "\f"
        yield from wrap_rows(sheet.splitlines())


def paginate_rows(
    rows: Iterable[str], settings: Settings, faces: Mapping[str, str] | None = None
) -> tuple[Page, ...]:
    """Sets rows as they are on pages; a page is as wide as its longest row asks.

    A row that is a form feed starts a new page. faces: the marks that end what is set otherwise
    than the rest, and how, as in `schemas.document.Word`; "" is the rest's.

    Raises:
        DocumentTooLarge: more pages than the settings allow.
    """
    pages: list[list[str]] = []
    page: list[str] = []
    for row in chain(rows, "\f"):
        if not page and not row.strip():
            continue  # a page does not begin with blank rows
        if row != "\f":
            page.append(row)
        if row == "\f" or len(page) == ROWS_N:
            if any(row.strip() for row in page):
                pages.append(page)
            page = []
        if len(pages) > settings.max_pages_n:
            raise DocumentTooLarge(
                f"The text has more than {settings.max_pages_n} pages of {ROWS_N} lines."
            )
    return tuple(lay_out_rows(page, faces=faces or {}) for page in pages)


def wrap_rows(lines: Sequence[str]) -> Iterator[str]:
    """Breaks lines longer than `COLUMNS_N` at spaces, or inside a word where there is none."""
    for raw in lines:
        line = drop_invisible(_CONTROL.sub("", raw)).expandtabs(8).rstrip()
        start = 0
        while len(line) - start > COLUMNS_N:
            cut = line.rfind(" ", start + 1, start + COLUMNS_N + 1)
            if cut <= 0 or not line[start:cut].strip():
                cut = start + COLUMNS_N
            yield line[start:cut].rstrip()
            start = cut
            while line[start : start + 1] == " ":
                start += 1
        yield line[start:]


def lay_out_rows(
    rows: Sequence[str], stretch: float = _STRETCH, faces: Mapping[str, str] | None = None
) -> Page:
    """One page of rows of text; its units are a character's width and a line's height.

    stretch: by how much of a character's width a word's box is wider than its letters.
    faces: as in `paginate_rows`.
    """
    faces = faces or {}
    width = max(COLUMNS_N, *map(len, rows), 0) + 2 * MARGIN_COLUMNS_N
    height = max(ROWS_N, len(rows)) + 2 * MARGIN_ROWS_N
    loose = [
        TypesetWord(
            text,
            (
                start + MARGIN_COLUMNS_N,
                number + MARGIN_ROWS_N + 0.1,
                start + len(text) + MARGIN_COLUMNS_N + stretch,
                number + MARGIN_ROWS_N + 0.9,
            ),
            face=face,
        )
        for number, row in enumerate(rows)
        for start, text, face in _words_of(row, faces)
    ]
    return arrange_page(loose, width, height, "text")


def _words_of(row: str, faces: Mapping[str, str]) -> Iterator[tuple[int, str, str]]:
    """The words of a row, where each begins, and how it is set."""
    for cell in _CELL.finditer(row):
        text = cell[0].rstrip("".join(faces))
        face = faces.get(cell[0][len(text) :][:1], "")
        for word in _WORD.finditer(text):
            yield cell.start() + word.start(), word[0], face
