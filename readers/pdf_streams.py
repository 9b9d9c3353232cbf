"""Measures what the streams of a PDF unpack to, before a library unpacks one whole.

A megabyte of Deflate's output holds a gigabyte, which pdfium and qpdf keep in memory, some of it
several times. Streams are found by their keyword, so that no list of objects can hide one.
"""

import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from typing import Any

import pikepdf

from schemas.errors import MoreThanIsRead

#: Of one stream: a page scanned in colour at 600 dpi has a third of it.
MAX_STREAM_BYTES = 300_000_000
#: Of all that is looked through: a hundred such pages at 300 dpi have half of it.
MAX_STREAMS_BYTES = 5_000_000_000
#: Filters in each other, of one stream.
_DEPTH_N = 3
_CHUNK_BYTES = 65_536
#: LZW's codes that empty its table and that end it, and how many codes of how many bits there are.
_CLEAR, _END = 256, 257
_MOST_CODES_N, _WIDEST_N = 4096, 12
#: Filters that write bytes as letters, by both of their names.
_LETTERS = frozenset(
    pikepdf.Name(name) for name in ("/ASCII85Decode", "/A85", "/ASCIIHexDecode", "/AHx")
)
#: Filters that pack.
_LZW = frozenset((pikepdf.Name.LZWDecode, pikepdf.Name("/LZW")))
_DEFLATE = frozenset((pikepdf.Name.FlateDecode, pikepdf.Name("/Fl")))
_STREAM = re.compile(rb"(?<!end)stream[ \t]*\r?\n?")
#: What pikepdf raises on broken streams.
_BROKEN = (
    pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, TypeError, LookupError, RuntimeError,
)  # fmt: skip


def refuse_stream_bomb(data: bytes) -> None:
    """Raises MoreThanIsRead for a PDF that unpacks to more than the limits above allow."""
    room = _Room()
    for found in _STREAM.finditer(data):
        room.take(data, found.end())


def refuse_wrapped_bomb(document: pikepdf.Pdf) -> None:
    """The same for streams whose bytes do not show it: encrypted, written in letters, LZW.

    For encryption that asks for no password. What is broken is left to the reader.
    """
    room, objects = _Room(), document.objects
    for index in range(len(objects)):
        with suppress(*_BROKEN):  # a broken stream hides no other
            stream = objects[index]
            if not isinstance(stream, pikepdf.Stream):
                continue
            found: Any = stream.get("/Filter")
            names = list(found) if isinstance(found, pikepdf.Array) else [found]
            if not (document.is_encrypted or names[0] in _LETTERS or _LZW & {*names}):
                continue
            data = stream.read_raw_bytes()
            while names and names[0] in _LETTERS:
                data = _from_letters(data, names.pop(0))
            if _LZW & {*names}:
                room.take_chain(data, names, _find_early(stream))
            else:
                room.take(data, 0)


class _Room:
    """What may yet be unpacked."""

    def __init__(self) -> None:
        self._left_bytes = MAX_STREAMS_BYTES

    def take(self, data: bytes, start: int) -> None:
        """Counts what Deflate's output at a place in bytes unpacks to; raises MoreThanIsRead."""
        for depth in range(1, _DEPTH_N + 1):
            chunks = _read_chunks(data, start)
            for _ in range(depth):
                chunks = _inflate(chunks)
            head = next(chunks, b"")
            size_bytes = 0
            for chunk in chain([head], chunks):
                size_bytes += len(chunk)
                if size_bytes > min(self._left_bytes, MAX_STREAM_BYTES):
                    raise MoreThanIsRead("The PDF unpacks to more than can be read.")
            self._left_bytes -= size_bytes
            if not _is_packed(head):
                break

    def take_chain(self, data: bytes, names: Iterable[Any], early: int) -> None:
        """The same for what is packed by filters within each other, up to one of pictures."""
        for name in names:
            if name in _LZW:
                chunks = _unpack_lzw(data, early)
            elif name in _DEFLATE:
                chunks = _inflate([data])
            else:
                break
            data = b"".join(self._count(chunks))

    def _count(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        size_bytes = 0
        for chunk in chunks:
            size_bytes += len(chunk)
            if size_bytes > min(self._left_bytes, MAX_STREAM_BYTES):
                raise MoreThanIsRead("The PDF unpacks to more than can be read.")
            yield chunk
        self._left_bytes -= size_bytes


def _find_early(stream: pikepdf.Stream) -> int:
    """How many codes before its table is full a stream's LZW widens them: 1, or 0 if it says so."""
    found: Any = stream.get("/DecodeParms", stream.get("/DP"))
    parms = list(found) if isinstance(found, pikepdf.Array) else [found]
    return min(
        (int(one.get("/EarlyChange", 1)) for one in parms if isinstance(one, pikepdf.Dictionary)),
        default=1,
    )


def _unpack_lzw(data: bytes, early: int) -> Iterator[bytes]:
    """What LZW's output unpacks to (ISO 32000-1, 7.4.4), up to where it ends or is broken."""
    table = [bytes((code,)) for code in range(256)] + [b"", b""]
    held = bits_n = 0
    width_n, before = 9, b""
    for byte in data:
        held, bits_n = (held << 8 | byte) & 0xFFFFFF, bits_n + 8
        if bits_n < width_n:
            continue
        bits_n -= width_n
        code = held >> bits_n & (1 << width_n) - 1
        if code == _CLEAR:
            del table[_END + 1 :]
            width_n, before = 9, b""
            continue
        if code == _END or code > len(table):
            return
        chunk = table[code] if code < len(table) else before + before[:1]
        yield chunk
        if before and len(table) < _MOST_CODES_N:
            table.append(before + chunk[:1])
        before = chunk
        if len(table) + early >= 1 << width_n and width_n < _WIDEST_N:
            width_n += 1


def _from_letters(data: bytes, name: Any) -> bytes:
    with pikepdf.new() as scratch:
        return pikepdf.Stream(scratch, data, Filter=name).read_bytes()


def _read_chunks(data: bytes, start: int) -> Iterator[bytes]:
    return (data[at : at + _CHUNK_BYTES] for at in range(start, len(data), _CHUNK_BYTES))


def _inflate(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """What Deflate's output unpacks to, up to where it ends or is broken."""
    unpacker = zlib.decompressobj()
    with suppress(zlib.error):
        for packed in chunks:
            while packed and not unpacker.eof:
                if chunk := unpacker.decompress(packed, _CHUNK_BYTES):
                    yield chunk
                packed = unpacker.unconsumed_tail
            if unpacker.eof:
                return


def _is_packed(head: bytes) -> bool:
    """Whether bytes begin as Deflate's output does (RFC 1950)."""
    return len(head) > 1 and head[0] & 0x0F == zlib.DEFLATED and (head[0] << 8 | head[1]) % 31 == 0
