"""The header fields of a mail, decoded."""

import re
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from itertools import chain

from readers.invisible import drop_invisible
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
    return _SPACE.sub(" ", drop_invisible(text).replace("\x00", "")).strip()[:MAX_HEADER_CHARS]


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
    for name, address in chain.from_iterable(map(_split_addresses, values)):
        name, address = decode_header_text(name), decode_header_text(address)
        if name and address and name != address:
            found.append(f"{name} <{address}>")
        elif name or address:
            found.append(address or name)
    return tuple(found[:MAX_ADDRESSES_N])


def _split_addresses(value: str) -> list[tuple[str, str]]:
    try:
        return getaddresses([value[: 50 * MAX_HEADER_CHARS]])
    except RecursionError:  # a thousand comments in comments, "((((": it names nobody
        return []


def parse_moment(value: str) -> datetime | None:
    """The moment a Date header names, aware; a missing zone means UTC.

    Some programs write "2026-03-12 09:15:00 +0100" (ISO 8601) for "Thu, 12 Mar 2026 09:15 +0100".
    """
    for parse in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            moment = parse(value.strip())
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def read_moment(message: Message) -> datetime | None:
    """When a mail was sent, or when the first machine on its way received it."""
    moment = parse_moment(read_header(message, "date"))
    for received in reversed(_header_values(message, "received")):
        moment = moment or parse_moment(received.rpartition(";")[2])
    return moment


def _header_values(message: Message, name: str) -> list[str]:
    """Raw values; `Message.get` would wrap 8-bit ones in objects that lose bytes."""
    return [value for key, value in message.raw_items() if key.lower() == name and value]


def read_addresses(message: Message, name: str) -> tuple[str, ...]:
    """The addresses of all such headers as "Name <box@host>"."""
    return parse_addresses(_header_values(message, name))


def read_header(message: Message, name: str) -> str:
    """The first such header as written, or ""."""
    return next(iter(_header_values(message, name)), "")
