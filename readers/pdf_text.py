"""The text layer of a PDF page: characters → words with boxes, and whether it can be trusted.

What reads a page calls pdfium and must run inside `readers.pdf.PDFIUM`, because pdfium is not
thread-safe.
"""

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from readers.layout import TypesetWord, word_spans
from readers.pdf_drawing import Draw
from readers.pdf_ink import seen_words

#: More characters than any printed page holds; the rest of a hostile page is not read.
MAX_PAGE_CHARS = 60_000
#: What pdfium writes for a hyphen at a line's end, and the soft hyphen.
HYPHENS = frozenset("\x02\ufffe\u00ad")
LIGATURES = dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
#: A gap wider than this share of the font size parts two words.
WORD_GAP = 0.3
#: pdfium's own spaces are believed only where the gap is at least this share of the font size.
GENERATED_GAP = 0.08
_FONT_NAME_N = 128  # bytes of a font's name that are looked at


class _Char(NamedTuple):
    """One character in page fractions as shown, with the direction its line runs."""

    text: str
    box: tuple[float, float, float, float]  # points, origin top left, page as shown
    turn: int  # quarter turns clockwise of the reading direction, 0–3
    generated: bool  # put there by pdfium, not by the document
    place: int | None = None  # among the characters of the page that pdfium counts


@dataclass(frozen=True)
class TextLayer:
    """A page's text layer in points, origin top left.

    `rotation` is what turns the page as shown upright for reading, in degrees clockwise.
    """

    width: float
    height: float
    words: list[TypesetWord]
    rotation: int
    usable: bool


def read_text_layer(page: Any) -> TextLayer:
    """Reads the words of an open pypdfium2 page as it is shown; inside `readers.pdf.PDFIUM`."""
    width, height = (max(1.0, side) for side in page.get_size())
    to_view = _page_to_view(page, width, height)
    textpage = page.get_textpage()
    try:
        chars = list(_read_chars(textpage.raw, to_view))
        words = _drop_doubles(_build_words(chars, textpage.raw))
    finally:
        textpage.close()
    words = [word for word in words if _inside(word.box, width, height)]
    rotation = (4 - _dominant_turn(chars)) % 4 * 90
    usable = is_usable("".join(char.text for char in chars))
    return TextLayer(width, height, words, rotation, usable)


def seen_layer(layer: TextLayer, draw: Draw) -> TextLayer:
    """What people see of a layer where `draw` draws its page, turned upright."""
    width, height = layer.width, layer.height
    words = seen_words(draw, layer.words, width, height)
    if turn := (4 - layer.rotation // 90) % 4:
        words = [word._replace(box=_unturn(word.box, turn, width, height)) for word in words]
        if turn % 2:
            width, height = height, width
    return replace(layer, width=width, height=height, words=words)


def is_usable(text: str) -> bool:
    """Whether characters are text rather than codes of a font without a Unicode map.

    Broken: many replacement, private-use or control characters; or plenty of Latin letters with
    hardly a vowel, as when every code is shifted by a constant.
    """
    marks = [char for char in text if not char.isspace() and char not in HYPHENS]
    if not marks:
        return False
    broken = sum(
        char == "\ufffd" or unicodedata.category(char) in ("Co", "Cc", "Cn") for char in marks
    )
    if broken > 0.15 * len(marks):
        return False
    latin = [char for char in unicodedata.normalize("NFD", text).lower() if "a" <= char <= "z"]
    vowels = sum(char in "aeiouy" for char in latin)
    return len(latin) < 150 or vowels >= 0.15 * len(latin)


def _page_to_view(page: Any, width: float, height: float) -> tuple[float, ...]:
    """The affine map (a, b, c, d, e, f) from user space to points of the page as shown.

    pdfium knows crop box, /Rotate and default boxes; asking it where three points land spares us
    from repeating its rules.
    """
    size, reach = 1_000_000, 1000.0

    def place(x: float, y: float) -> tuple[float, float]:
        device_x, device_y = ctypes.c_int(), ctypes.c_int()
        pdfium_c.FPDF_PageToDevice(page.raw, 0, 0, size, size, 0, x, y, device_x, device_y)
        return device_x.value / size * width, device_y.value / size * height

    (e, f), (ax, ay), (bx, by) = place(0, 0), place(reach, 0), place(0, reach)
    return ((ax - e) / reach, (ay - f) / reach, (bx - e) / reach, (by - f) / reach, e, f)


def _read_chars(raw: Any, to_view: tuple[float, ...]) -> Iterator[_Char]:
    a, b, c, d, e, f = to_view
    page_angle = math.atan2(b, a)  # where user space's right points to in the view
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    loose = pdfium_c.FS_RECTF()
    trusted = True  # whether the current font's own box is believable
    for index in range(min(pdfium_c.FPDFText_CountChars(raw), MAX_PAGE_CHARS)):
        code = pdfium_c.FPDFText_GetUnicode(raw, index)
        text = chr(code) if 0 < code < 0x110000 else "\ufffd"
        text = "-" if text in HYPHENS else LIGATURES.get(text, text)
        if not pdfium_c.FPDFText_GetCharBox(raw, index, left, right, bottom, top):
            continue
        x0, x1, y0, y1 = left.value, right.value, bottom.value, top.value
        # The font's own box: as tall for "-" as for "g", so that a line's words share a height.
        if pdfium_c.FPDFText_GetLooseCharBox(raw, index, loose):
            if text.isalnum():
                trusted = _plausible(loose, x1 - x0, y1 - y0)
        else:
            loose.left = loose.right = loose.top = loose.bottom = 0
        if trusted and loose.top > loose.bottom:
            x0, x1 = min(x0, loose.left), max(x1, loose.right)
            y0, y1 = min(y0, loose.bottom), max(y1, loose.top)
        angle = page_angle + pdfium_c.FPDFText_GetCharAngle(raw, index)
        corners_x = (a * x0 + c * y0 + e, a * x1 + c * y1 + e)
        corners_y = (b * x0 + d * y0 + f, b * x1 + d * y1 + f)
        box = (min(corners_x), min(corners_y), max(corners_x), max(corners_y))
        turn = round(angle / (math.pi / 2)) % 4
        generated = bool(pdfium_c.FPDFText_IsGenerated(raw, index) == 1)
        yield _Char(text, box, turn, generated, index)


def _plausible(loose: Any, width: float, height: float) -> bool:
    """Whether a font's box fits its letter: broken fonts claim boxes of any size."""
    tall = max(width, height)
    return bool(0 < max(loose.top - loose.bottom, loose.right - loose.left) <= 5 * max(tall, 0.1))


def _dominant_turn(chars: list[_Char]) -> int:
    """The reading direction of most characters, in quarter turns clockwise."""
    turns = Counter(char.turn for char in chars if char.text.isalnum())
    if not turns:
        return 0
    turn, count = turns.most_common(1)[0]
    return turn if count > 0.6 * turns.total() else 0


def _build_words(chars: list[_Char], raw: Any = None) -> Iterator[TypesetWord]:
    current: list[_Char] = []
    space: _Char | None = None
    for char in chars:
        if char.text.isspace() or not char.text.isprintable():
            if current and (space is None or not char.generated):
                space = char
            continue
        if current and _parts(current[-1], char, space):
            yield from _join(current, raw)
            current = []
        current.append(char)
        space = None
    if current:
        yield from _join(current, raw)


def _parts(before: _Char, char: _Char, space: _Char | None) -> bool:
    """Whether a new word starts at `char`."""
    if before.turn != char.turn:
        return True
    start, end, low, high = _along(before.box, before.turn)
    next_start, next_end, next_low, next_high = _along(char.box, char.turn)
    # Some fonts tell no box for a hyphen but its ink, which is no measure of a gap.
    measure = min if char.text.isalnum() and before.text.isalnum() else max
    size = max(1e-6, measure(high - low, next_high - next_low))
    if abs((low + high) / 2 - (next_low + next_high) / 2) > 0.6 * size:
        return True  # another line
    gap = next_start - end
    if next_start < start - 0.1 * size and next_end < end:
        return True  # back to the left: another column or a repeated print
    if space is None:
        return gap > WORD_GAP * size
    return not space.generated or gap > GENERATED_GAP * size or gap < -size


def _along(box: tuple[float, ...], turn: int) -> tuple[float, float, float, float]:
    """(start, end) along the reading direction and (low, high) across it."""
    x0, y0, x1, y1 = box
    return (
        (x0, x1, y0, y1),
        (y0, y1, x0, x1),
        (-x1, -x0, y0, y1),
        (-y1, -y0, x0, x1),
    )[turn]


def _join(chars: list[_Char], raw: Any) -> Iterator[TypesetWord]:
    """Characters set close as words: one, but for dots that lead from a name to its amount."""
    marks = "".join(char.text[0] for char in chars)  # a ligature's letters stand in one box
    for start, end in word_spans(marks):
        boxes = [char.box for char in chars[start:end]]
        box = (
            min(b[0] for b in boxes),
            min(b[1] for b in boxes),
            max(b[2] for b in boxes),
            max(b[3] for b in boxes),
        )
        text = "".join(char.text for char in chars[start:end])
        yield TypesetWord(text, box, face=_face_of(raw, chars[start].place))


def _face_of(raw: Any, index: int | None) -> str:
    """How a character of a page is set, by its font's name and its colour.

    pdfium's weights are guesses from the stems: 625 for a regular font, 415 for a bold one.
    """
    if raw is None or index is None:
        return ""
    name = ctypes.create_string_buffer(_FONT_NAME_N)
    pdfium_c.FPDFText_GetFontInfo(raw, index, name, _FONT_NAME_N, ctypes.c_int())
    font = name.value.lower()
    bold = any(word in font for word in (b"bold", b"black", b"heavy"))
    italic = b"italic" in font or b"oblique" in font
    red, green, blue, opaque = (ctypes.c_uint() for _ in range(4))
    pdfium_c.FPDFText_GetFillColor(raw, index, red, green, blue, opaque)
    light = (299 * red.value + 587 * green.value + 114 * blue.value) / 1000  # luma of BT.601
    return f"{'b' * bold}{'i' * italic}{min(9, int(light / 25.6))}"


def _drop_doubles(words: Iterator[TypesetWord]) -> list[TypesetWord]:
    """Drops a word printed twice at one place, as some programs do for bold."""
    kept: list[TypesetWord] = []
    places: dict[str, list[tuple[float, float]]] = {}
    for word in words:
        box = word.box
        reach = 0.3 * max(1.0, box[3] - box[1])
        seen = places.setdefault(word.text, [])
        if any(abs(x - box[0]) < reach and abs(y - box[1]) < reach for x, y in seen):
            continue
        seen.append((box[0], box[1]))
        kept.append(word)
    return kept


def _inside(box: Any, width: float, height: float) -> bool:
    middle_x, middle_y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return bool(0 <= middle_x <= width and 0 <= middle_y <= height)


def _unturn(box: Any, turn: int, width: float, height: float) -> tuple[float, float, float, float]:
    """Turns a box back so that text running in direction `turn` runs to the right."""
    x0, y0, x1, y1 = box
    if turn == 1:  # runs downwards: turn the page counter-clockwise
        return y0, width - x1, y1, width - x0
    if turn == 2:
        return width - x1, height - y1, width - x0, height - y0
    return height - y1, x0, height - y0, x1
