"""The header fields of a mail, decoded."""

import re
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from readers.text import decode_text

MAX_HEADER_CHARS = 2_000
MAX_ADDRESSES_N = 100

_ENCODED_GAP = re.compile(r"(\?=)\s+(=\?)")
_Chunk = tuple[bytes | str, str | None]
_SPACE = re.compile(r"\s+")


def decode_header_text(raw: str) -> str:
    """A header's value in plain characters: encoded words, raw 8-bit and folding undone."""
    raw = raw[: 4 * MAX_HEADER_CHARS]
    if not raw.isascii():
        raw = decode_text(raw.encode("utf-8", errors="surrogateescape"))
    chunks: list[_Chunk]
    try:
        chunks = decode_header(_ENCODED_GAP.sub(r"\1\2", raw)) if "=?" in raw else [(raw, None)]
    except (HeaderParseError, ValueError):
        chunks = [(raw, None)]
    text = "".join(
        chunk if isinstance(chunk, str) else decode_text(chunk, charset)
        for chunk, charset in _join_same_charset(chunks)
    )
    text = text if text.strip() else raw  # an encoded word that decodes to nothing is kept
    return _SPACE.sub(" ", text.replace("\x00", "")).strip()[:MAX_HEADER_CHARS]


def _join_same_charset(chunks: list[_Chunk]) -> list[_Chunk]:
    """Joins neighbours, since some programs cut encoded words inside a character."""
    joined: list[_Chunk] = []
    for chunk, charset in chunks:
        before, before_charset = joined[-1] if joined else ("", None)
        if isinstance(before, bytes) and isinstance(chunk, bytes) and before_charset == charset:
            joined[-1] = (before + chunk, charset)
        else:
            joined.append((chunk, charset))
    return joined


def parse_addresses(values: list[str]) -> tuple[str, ...]:
    """Addresses as "Name <box@host>", names decoded."""
    found = []
    for name, address in getaddresses([value[: 50 * MAX_HEADER_CHARS] for value in values]):
        name, address = decode_header_text(name), decode_header_text(address)
        if name and address and name != address:
            found.append(f"{name} <{address}>")
        elif name or address:
            found.append(address or name)
    return tuple(found[:MAX_ADDRESSES_N])


def parse_moment(value: str) -> datetime | None:
    """The moment a Date header names, aware; a missing zone means UTC."""
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _header_values(message: Message, name: str) -> list[str]:
    """Raw values; `Message.get` would wrap 8-bit ones in objects that lose bytes."""
    return [value for key, value in message.raw_items() if key.lower() == name and value]


def read_addresses(message: Message, name: str) -> tuple[str, ...]:
    """The addresses of all such headers as "Name <box@host>"."""
    return parse_addresses(_header_values(message, name))


def read_header(message: Message, name: str) -> str:
    """The first such header as written, or ""."""
    return next(iter(_header_values(message, name)), "")
