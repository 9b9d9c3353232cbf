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
from typing import Any, NamedTuple

import pikepdf

from readers.pdf_streams import refuse_wrapped_bomb
from schemas.errors import MoreThanIsRead

#: Drawings of a whole PDF, those in others counted as often as they are drawn.
MAX_FORMS_N = 100_000
#: Forms within each other.
MAX_DEPTH_N = 40
#: Unpacked bytes of pages and forms that are looked through; and of one page with all that it
#: draws, of which pdfium makes twenty times as much: a crowded map has a tenth.
MAX_CONTENT_BYTES, MAX_PAGE_BYTES = 200_000_000, 30_000_000
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

_TOO_MUCH = "The PDF draws more than can be read."


def refuse_form_bomb(data: bytes) -> None:
    """Raises MoreThanIsRead for a PDF that draws more than the limits above allow.

    Each form is looked at once. What cannot be opened here is left to the reader.
    """
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as document:
            refuse_wrapped_bomb(document)
            count = _Count()
            for page in document.pages:
                with suppress(*_BROKEN):  # a broken page hides no other
                    count.add_page(page)
    except _BROKEN:
        return


class _Cost(NamedTuple):
    """What drawing something once takes: forms, and bytes of content."""

    forms_n: int = 0
    content_bytes: int = 0

    def plus(self, other: "_Cost", times_n: int) -> "_Cost":
        return _Cost(
            self.forms_n + times_n * other.forms_n,
            self.content_bytes + times_n * other.content_bytes,
        )


#: Forms by the names under which they are drawn, and what each takes, by its number.
Forms = dict[bytes, Any]
Drawn = dict[tuple[int, int], _Cost]


class _Count:
    """The drawings of the pages seen so far."""

    def __init__(self) -> None:
        self._forms_n = self._content_bytes = self._depth_n = 0
        self._draws: dict[tuple[int, int], Counter[bytes]] = {}
        self._own: Drawn = {}  # without what else it draws

    def add_page(self, page: pikepdf.Page) -> None:
        """Counts one page and the notes on it; raises MoreThanIsRead."""
        forms = _forms_of(page.resources)
        drawn: Drawn = {}
        self._depth_n = 0
        contents = page.obj.get("/Contents")
        streams = contents if isinstance(contents, pikepdf.Array) else [contents]
        content = b"\n".join(self._unpack(one) for one in streams if _is_stream(one))
        cost = _Cost(content_bytes=len(content))
        if forms:
            cost = cost.plus(self._expand(_find_draws(content), forms, forms, drawn), 1)
        for appearance in _appearances(page):
            cost = cost.plus(self._count_form(appearance, forms, drawn), 1)
        self._forms_n += cost.forms_n
        if self._forms_n > MAX_FORMS_N or cost.content_bytes > MAX_PAGE_BYTES:
            raise MoreThanIsRead(_TOO_MUCH)

    def _expand(self, draws: Counter[bytes], forms: Forms, page: Forms, drawn: Drawn) -> _Cost:
        """What content that draws so takes; a name is looked up in `forms`, then the page's.

        Others are pictures, which are counted elsewhere.
        """
        cost = _Cost()
        for name, times_n in draws.items():
            if (form := forms.get(name, page.get(name))) is not None:
                cost = cost.plus(self._count_form(form, page, drawn), times_n)
        return cost

    def _count_form(self, form: Any, page: Forms, drawn: Drawn) -> _Cost:
        """What drawing a form once takes, itself included; `drawn` remembers it."""
        key = form.objgen
        if key in drawn:
            return drawn[key]
        drawn[key] = _Cost()  # a form that draws itself is drawn once
        self._depth_n += 1
        if self._depth_n > MAX_DEPTH_N:
            raise MoreThanIsRead(_TOO_MUCH)
        if key not in self._draws:
            content = self._unpack(form)
            self._draws[key], self._own[key] = _find_draws(content), _Cost(1, len(content))
        inside = self._expand(self._draws[key], _forms_of(form.get("/Resources")), page, drawn)
        drawn[key] = self._own[key].plus(inside, 1)
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
            raise MoreThanIsRead(_TOO_MUCH)
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
