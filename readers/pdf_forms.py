"""Counts what the pages of a PDF draw, before pdfium draws it.

A form XObject is a drawing that others draw by its name. Forms that each draw the next ten times
make a million drawings out of two kilobytes, and pdfium keeps every one in memory.
"""

import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pikepdf

from schemas.errors import DocumentTooLarge

#: Drawings of a whole PDF, those in others counted as often as they are drawn.
MAX_FORMS_N = 100_000
#: Forms within each other.
MAX_DEPTH_N = 40
#: Unpacked bytes of pages and forms that are looked through.
MAX_CONTENT_BYTES = 200_000_000
_CHUNK_BYTES = 4096

_GAP = rb"(?:[\x00\s]++|%[^\r\n]{0,200}[\r\n])"
#: More comments behind a name are not read on: it counts as drawn.
_DRAW = re.compile(
    rb"/([^\x00\s/%()<>\[\]{}]*)"
    rb"(?:" + _GAP + rb"{1,20}+Do(?![^\x00\s/%()<>\[\]{}])|" + _GAP + rb"{20})"
)
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
#: What pikepdf raises on broken PDFs.
_BROKEN = (
    pikepdf.PdfError, pikepdf.PasswordError, pikepdf.DataDecodingError, ValueError, TypeError,
    LookupError, AttributeError, RuntimeError,
)  # fmt: skip

_TOO_MUCH = "The PDF draws more than can be read: its drawings hold one another too often."


def refuse_form_bomb(data: bytes) -> None:
    """Raises DocumentTooLarge for a PDF that draws more than the limits above allow.

    Each form is looked at once. What cannot be opened here is left to the reader.
    """
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as document:
            count = _Count()
            for page in document.pages:
                with suppress(*_BROKEN):  # a broken page hides no other
                    count.add_page(page)
    except _BROKEN:
        return


#: Forms by the names under which they are drawn, and the drawings that each makes, by its number.
Forms = dict[bytes, Any]
Drawn = dict[tuple[int, int], int]


class _Count:
    """The drawings of the pages seen so far."""

    def __init__(self) -> None:
        self._forms_n = self._content_bytes = self._depth_n = 0
        self._draws: dict[tuple[int, int], Counter[bytes]] = {}

    def add_page(self, page: pikepdf.Page) -> None:
        """Counts one page and the notes on it; raises DocumentTooLarge."""
        forms = _forms_of(page.resources)
        drawn: Drawn = {}
        self._depth_n = 0
        if forms:
            contents = page.obj.get("/Contents")
            streams = contents if isinstance(contents, pikepdf.Array) else [contents]
            content = b"\n".join(self._unpack(one) for one in streams if _is_stream(one))
            self._take(self._expand(_find_draws(content), forms, forms, drawn))
        for appearance in _appearances(page):
            self._take(self._count_form(appearance, forms, drawn))

    def _take(self, forms_n: int) -> None:
        self._forms_n += forms_n
        if self._forms_n > MAX_FORMS_N:
            raise DocumentTooLarge(_TOO_MUCH)

    def _expand(self, draws: Counter[bytes], forms: Forms, page: Forms, drawn: Drawn) -> int:
        """Drawings made by content that draws so; a name is looked up in `forms`, then the page's.

        Others are pictures, which are counted elsewhere.
        """
        return sum(
            times_n * self._count_form(form, page, drawn)
            for name, times_n in draws.items()
            if (form := forms.get(name, page.get(name))) is not None
        )

    def _count_form(self, form: Any, page: Forms, drawn: Drawn) -> int:
        """Drawings made by drawing a form once, itself included; `drawn` remembers them."""
        key = form.objgen
        if key in drawn:
            return drawn[key]
        drawn[key] = 0  # a form that draws itself is drawn once
        self._depth_n += 1
        if self._depth_n > MAX_DEPTH_N:
            raise DocumentTooLarge(_TOO_MUCH)
        if key not in self._draws:
            self._draws[key] = _find_draws(self._unpack(form))
        inside = _forms_of(form.get("/Resources"))
        drawn[key] = 1 + self._expand(self._draws[key], inside, page, drawn)
        self._depth_n -= 1
        return drawn[key]

    def _unpack(self, stream: Any) -> bytes:
        """A stream's content, never more than there is room for."""
        room = MAX_CONTENT_BYTES - self._content_bytes
        raw = stream.read_raw_bytes()
        names = stream.get("/Filter")
        names = list(names) if isinstance(names, pikepdf.Array) else [names] if names else []
        if names == [pikepdf.Name.FlateDecode]:
            content = _inflate(raw, room + 1)
        elif pikepdf.Name.FlateDecode in names:
            content = stream.read_bytes() if len(raw) * 1000 < room else b""
        else:
            content = stream.read_bytes() if names else raw
        self._content_bytes += len(content)
        if self._content_bytes > MAX_CONTENT_BYTES:
            raise DocumentTooLarge(_TOO_MUCH)
        return bytes(content)


def _inflate(raw: bytes, most_bytes: int) -> bytes:
    """What can be unpacked of Deflate's output, as pdfium reads it: up to where it is broken."""
    unpacker, content = zlib.decompressobj(), bytearray()
    with suppress(zlib.error):
        for start in range(0, len(raw), _CHUNK_BYTES):
            chunk = raw[start : start + _CHUNK_BYTES]
            content += unpacker.decompress(chunk, most_bytes - len(content))
            if len(content) >= most_bytes:
                break
    return bytes(content)


def _is_stream(found: Any) -> bool:
    return isinstance(found, pikepdf.Stream)


def _forms_of(resources: Any) -> Forms:
    """The forms that a page or form may draw, by name."""
    found = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(found, pikepdf.Dictionary):
        return {}
    return {
        name[1:].encode(errors="surrogateescape"): one
        for name, one in found.items()
        if _is_stream(one) and one.get("/Subtype") == pikepdf.Name.Form
    }


def _find_draws(content: bytes) -> Counter[bytes]:
    """How often each name is drawn by the content of a page or form."""
    names = (match[1] for match in _DRAW.finditer(content))
    return Counter(_ESCAPE.sub(lambda code: bytes([int(code[1], 16)]), name) for name in names)


def _appearances(page: pikepdf.Page) -> Iterator[Any]:
    """The forms that show a page's notes and fields."""
    notes = page.obj.get("/Annots")
    for note in notes if isinstance(notes, pikepdf.Array) else ():
        looks = note.get("/AP") if isinstance(note, pikepdf.Dictionary) else None
        normal = looks.get("/N") if isinstance(looks, pikepdf.Dictionary) else None
        if _is_stream(normal):
            yield normal
        elif isinstance(normal, pikepdf.Dictionary):
            yield from (one for _, one in normal.items() if _is_stream(one))
