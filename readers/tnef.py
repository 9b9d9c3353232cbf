"""winmail.dat (TNEF, [MS-OXTNEF]) → its text and the files inside.

A parser of our own: the one library for it copies the rest of the file for every attribute, so a
small file of many would take hours.
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from readers.html import html_to_text
from readers.rtf import rtf_to_plain, unpack_rtf
from readers.text import decode_text
from schemas.document import Attachment, Contract
from schemas.errors import DamagedDocument

SIGNATURE = b"\x78\x9f\x3e\x22"
#: More attributes than Outlook writes for any mail.
MAX_ATTRIBUTES_N = 20_000
_ATTACHMENT_LEVEL = 2
#: [MS-OXTNEF] 2.1.3.2: attribute ids without their type.
_SUBJECT, _BODY, _MESSAGE_PROPS = 0x8004, 0x800C, 0x9003
_ATTACH_DATA, _ATTACH_TITLE, _ATTACH_START, _ATTACH_PROPS = 0x800F, 0x8010, 0x9002, 0x9005
_CODE_PAGE = 0x9007
#: [MS-OXPROPS] property ids.
_P_SUBJECT, _P_BODY, _P_HTML, _P_RTF = 0x0037, 0x1000, 0x1013, 0x1009
_P_LONG_NAME, _P_NAME, _P_MIME, _P_DATA, _P_DISPLAY = 0x3707, 0x3704, 0x370E, 0x3701, 0x3001
#: [MS-OXCDATA] 2.11.1: bytes of the property types of fixed length, padded to four.
_FIXED = {0x0: 0, 0x1: 0, 0x2: 4, 0x3: 4, 0x4: 4, 0x5: 8, 0x6: 8, 0x7: 8, 0xA: 4, 0xB: 4, 0x14: 8,
          0x40: 8, 0x48: 16}  # fmt: skip
_VARIABLE = frozenset((0xD, 0x1E, 0x1F, 0x102))
_MULTIPLE = 0x1000
#: An embedded message stands behind the id of its interface.
_INTERFACE_BYTES = 16


class TnefContent(Contract):
    """What a winmail.dat holds; `text` is its body as plain text."""

    subject: str
    text: str
    attachments: tuple[Attachment, ...]


class _Attribute(NamedTuple):
    level: int
    name: int
    data: bytes


class _Draft:
    """An attachment while its attributes arrive."""

    def __init__(self) -> None:
        self.title = self.long_name = self.mime = ""
        self.data = b""

    def finish(self, number: int) -> Attachment:
        name = (self.long_name or self.title).replace("\\", "/").rsplit("/", 1)[-1].strip()[:200]
        if self.data.startswith(SIGNATURE):
            name = (name or f"mail-{number}").removesuffix(".dat") + ".dat"
        return Attachment(
            name=name or f"attachment-{number}",
            media_type=self.mime or "application/octet-stream",
            data=self.data,
        )


def read_tnef(data: bytes) -> TnefContent:
    """Reads a winmail.dat; a mail inside it is an attachment of the same kind.

    Raises:
        DamagedDocument: it is cut off or no TNEF.
    """
    try:
        return _read(data)
    except (struct.error, ValueError, LookupError, OverflowError) as error:
        raise DamagedDocument("The Outlook container (winmail.dat) is damaged.") from error


def _read(data: bytes) -> TnefContent:
    if not data.startswith(SIGNATURE):
        raise ValueError("no TNEF")
    charset, subject, texts = "cp1252", "", {"plain": "", "html": "", "rtf": ""}
    drafts: list[_Draft] = []
    for level, name, content in _attributes(data):
        if level == _ATTACHMENT_LEVEL:
            if name == _ATTACH_START or not drafts:
                drafts.append(_Draft())
            _fill(drafts[-1], name, content, charset)
        elif name == _CODE_PAGE and len(content) >= 4:
            charset = f"cp{struct.unpack_from('<I', content)[0]}"
        elif name == _SUBJECT:
            subject = subject or _text(content, charset)
        elif name == _BODY:
            texts["plain"] = texts["plain"] or _text(content, charset)
        elif name == _MESSAGE_PROPS:
            subject = _read_message_props(content, charset, texts) or subject
    return TnefContent(
        subject=subject,
        text=_choose_text(texts),
        attachments=tuple(draft.finish(number) for number, draft in enumerate(drafts, start=1)),
    )


def _attributes(data: bytes) -> Iterator[_Attribute]:
    """Level, id and data of each attribute; raises struct.error where the end is missing."""
    view, place = memoryview(data), 6
    for _ in range(MAX_ATTRIBUTES_N):
        if place + 11 > len(data):
            return
        level, name, length = struct.unpack_from("<BHxxI", data, place)
        if level not in (1, _ATTACHMENT_LEVEL):
            return  # padding that gateways append
        end = place + 9 + length
        if end + 2 > len(data):
            raise struct.error("an attribute is cut off")
        yield _Attribute(level, name, bytes(view[place + 9 : end]))
        place = end + 2
    raise ValueError("attributes without end")


def _fill(draft: _Draft, name: int, content: bytes, charset: str) -> None:
    if name == _ATTACH_TITLE:
        draft.title = _text(content, charset)
    elif name == _ATTACH_DATA:
        draft.data = content
    elif name == _ATTACH_PROPS:
        for prop, kind, value in _properties(content):
            if prop == _P_LONG_NAME:
                draft.long_name = _string(value, kind, charset)
            elif prop in (_P_NAME, _P_DISPLAY):
                draft.title = draft.title or _string(value, kind, charset)
            elif prop == _P_MIME:
                draft.mime = _string(value, kind, charset)
            elif prop == _P_DATA and kind in (0xD, 0x102):
                draft.data = value[_INTERFACE_BYTES:] if kind == 0xD else value


def _read_message_props(content: bytes, charset: str, texts: dict[str, str]) -> str:
    """Fills `texts` with the bodies; returns the subject."""
    subject = ""
    for prop, kind, value in _properties(content):
        if prop == _P_SUBJECT:
            subject = _string(value, kind, charset)
        elif prop == _P_BODY:
            texts["plain"] = _string(value, kind, charset) or texts["plain"]
        elif prop == _P_HTML:
            texts["html"] = _string(value, kind, "utf-8")
        elif prop == _P_RTF:
            texts["rtf"] = unpack_rtf(value)
    return subject


def _choose_text(texts: dict[str, str]) -> str:
    if texts["plain"].strip():
        return texts["plain"]
    return html_to_text(texts["html"]) if texts["html"] else rtf_to_plain(texts["rtf"])


def _properties(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Id, type and bytes of each MAPI property; of several values only the first."""
    count, place = struct.unpack_from("<I", data)[0], 4
    for _ in range(count):
        kind, prop = struct.unpack_from("<HH", data, place)
        place += 4
        if prop >= 0x8000:  # named: a GUID, then an id or a name
            named, number = struct.unpack_from("<16xII", data, place)
            place += 24 + (_padded(number) if named else 0)
        values_n = 1
        base = kind & ~_MULTIPLE
        if kind & _MULTIPLE or base in _VARIABLE:
            values_n = struct.unpack_from("<I", data, place)[0]
            place += 4
        first = None
        for _ in range(values_n):
            if base in _VARIABLE:
                length = struct.unpack_from("<I", data, place)[0]
                place += 4
            else:
                length = _FIXED[base]
            if place + length > len(data):
                raise struct.error("a property is cut off")
            first = data[place : place + length] if first is None else first
            place += _padded(length)
            if length == 0 and base not in _VARIABLE:
                break  # values without bytes would never end
        yield prop, base, first or b""


def _padded(length: int) -> int:
    return length + (-length % 4)


def _string(value: bytes, kind: int, charset: str) -> str:
    if kind == 0x1F:
        return value.decode("utf-16-le", errors="replace").split("\x00")[0]
    return _text(value, charset)


def _text(value: bytes, charset: str) -> str:
    return decode_text(value.split(b"\x00")[0], charset)
