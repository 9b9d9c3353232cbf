"""A ZIP archive → its members, within limits that no bomb passes."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from copy import copy
from unicodedata import normalize

from schemas.document import Contract
from schemas.errors import (
    DamagedDocument,
    DocumentTooLarge,
    EncryptedDocument,
    MoreThanIsRead,
    UnsupportedType,
)
from schemas.settings import Settings

#: What zipfile raises on broken archives.
BROKEN = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, LookupError, RuntimeError,
    OverflowError, MemoryError,
)  # fmt: skip
#: Below this an archive may be packed as densely as it likes: blank tables are.
SMALL_BYTES = 20_000_000
_ENCRYPTED = 0x1
_SAYS_UTF8 = 0x800  # else the name is in cp437, by the standard
#: Others unpack whole, whatever size the directory states: 600 bytes may become 600 MB.
_METHODS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
_CHUNK_BYTES = 65_536
#: Elements of an office file, some hundred bytes of memory each, a quarter of its attributes added;
#: and those of a workbook's sheets, which are read row by row.
MAX_ELEMENTS_N, MAX_SHEET_ELEMENTS_N = 2_000_000, 8_000_000
SHEETS = "xl/worksheets/"
_NOT_READ = ("xl/pivotcache/", "xl/externallinks/")
_XML = re.compile(rb"[\s\xef\xbb\xbf\xfe\xff\0]*<")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Member(Contract):
    """A file in an archive; `name` is its path inside, which leads nowhere outside."""

    name: str
    size_bytes: int
    position: int


class Archive:
    """An open archive whose directory was read and found harmless.

    Sizes are those that the directory states; reading a member never gives more.
    """

    def __init__(self, data: bytes, settings: Settings) -> None:
        """Opens it.

        Raises:
            DamagedDocument: it cannot be opened.
            DocumentTooLarge: more members or unpacked bytes than the settings allow.
        """
        # The directory itself may hold millions of entries: counted before it is parsed.
        if data.count(b"PK\x01\x02") > 20 * settings.max_members_n:
            raise _too_many(settings)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._entries = self._zip.infolist()
        except BROKEN as error:
            raise DamagedDocument("The archive is damaged and cannot be opened.") from error
        refuse_bomb(self._entries, len(data), settings)

    def members(self) -> Sequence[Member]:
        """The files in it, folders left out, in the archive's order."""
        return [
            Member(
                name=_safe_name(_read_name(entry)), size_bytes=entry.file_size, position=position
            )
            for position, entry in enumerate(self._entries)
            if not entry.is_dir()
        ]

    def read(self, member: Member) -> bytes:
        """A member's bytes.

        Raises:
            EncryptedDocument: it needs a password.
            UnsupportedType: it is packed by a method that is not known here.
            DamagedDocument: it is cut off or its checksum is wrong.
        """
        entry = self._entries[member.position]
        if entry.flag_bits & _ENCRYPTED:
            raise EncryptedDocument("The file in the archive is protected by a password.")
        if entry.compress_type not in _METHODS:
            raise UnsupportedType("The file is packed by a method that is not known.")
        try:
            return b"".join(_unpack(self._zip, entry))
        except BROKEN as error:
            raise DamagedDocument("The file in the archive is damaged.") from error


def refuse_bomb(entries: Sequence[zipfile.ZipInfo], packed_bytes: int, settings: Settings) -> None:
    """Raises DocumentTooLarge for an archive that unpacks to more than the settings allow."""
    size_bytes = sum(entry.file_size for entry in entries)
    if size_bytes > settings.max_unpacked_bytes:
        raise DocumentTooLarge(
            f"The archive unpacks to {size_bytes / 1e6:.0f} MB; at most "
            f"{settings.max_unpacked_bytes / 1e6:.0f} MB are read."
        )
    if size_bytes > max(SMALL_BYTES, settings.max_unpack_ratio * packed_bytes):
        raise DocumentTooLarge(
            f"The archive unpacks to {size_bytes / packed_bytes:.0f} times its size; at most "
            f"{settings.max_unpack_ratio} times are read."
        )


def refuse_forged(package: zipfile.ZipFile) -> None:
    """Raises BadZipFile where a member unpacks to more than the directory states.

    For libraries that unpack members whole, which takes all memory before the size is compared, and
    make an object of each tag: more than any office file has raise MoreThanIsRead.
    """
    elements_n, sheet_elements_n = 0, 0
    for entry in package.infolist():
        if entry.compress_type not in _METHODS:
            raise zipfile.BadZipFile("a method that office files do not use")
        probe = copy(entry)
        probe.file_size += 1
        del probe.CRC  # it is of the stated bytes
        name = entry.filename.lower()
        size_bytes = found_n = 0
        is_parsed = False
        for chunk in _unpack(package, probe):
            if not size_bytes:
                is_parsed = _XML.match(chunk) is not None and not name.startswith(_NOT_READ)
            size_bytes += len(chunk)
            if is_parsed:
                found_n += chunk.count(b"<") - chunk.count(b"</") + chunk.count(b"=") // 4
        if size_bytes > entry.file_size:
            raise zipfile.BadZipFile("a member is longer than stated")
        if name.startswith(SHEETS):
            sheet_elements_n += found_n
        else:
            elements_n += found_n
        if elements_n > MAX_ELEMENTS_N or sheet_elements_n > MAX_SHEET_ELEMENTS_N:
            raise MoreThanIsRead("The office file holds more elements than are read.")


def _unpack(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """A member's bytes, never more at once than a chunk."""
    with package.open(entry) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            yield chunk


def refuse_too_many(members_n: int, settings: Settings) -> None:
    """Raises DocumentTooLarge for more members than the settings allow."""
    if members_n > settings.max_members_n:
        raise _too_many(settings)


def _too_many(settings: Settings) -> DocumentTooLarge:
    return DocumentTooLarge(
        f"The file holds more than {settings.max_members_n} documents, which is the limit."
    )


def _read_name(entry: zipfile.ZipInfo) -> str:
    """The path as its packer meant it: macOS and Unix write UTF-8 and do not say so.

    What reads as UTF-8 is hardly ever anything else: "f├╝r" is "für".
    """
    name = entry.filename
    if not entry.flag_bits & _SAYS_UTF8:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return normalize("NFC", name)


def _safe_name(name: str) -> str:
    """The path inside the archive without anything that could lead out of it."""
    parts = re.split(r"[\\/]+", _CONTROL.sub("", name))
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "unnamed"
