"""Writes small Outlook message files ([MS-CFB] containers as [MS-OXMSG] fills them)."""

import struct
from collections.abc import Mapping

SECTOR, MINI_SECTOR = 512, 64
END, FREE, FAT_SECTOR, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF

Tree = Mapping[str, "bytes | Tree"]
Properties = Mapping[int, "str | bytes | int"]


def properties(values: Properties, header_bytes: int) -> dict[str, "bytes | Tree"]:
    """The streams of one object: strings and bytes by property id, integers inline."""
    streams: dict[str, bytes | Tree] = {}
    table = bytes(header_bytes)
    for pid, value in sorted(values.items()):
        if isinstance(value, int):
            table += struct.pack("<HHIII", 0x0003, pid, 6, value, 0)
            continue
        ptyp = 0x001F if isinstance(value, str) else 0x0102
        content = value.encode("utf-16-le") if isinstance(value, str) else value
        streams[f"__substg1.0_{pid:04X}{ptyp:04X}"] = content
        table += struct.pack("<HHIII", ptyp, pid, 6, len(content), 0)
    streams["__properties_version1.0"] = table
    return streams


def write_container(root: Tree) -> bytes:
    """A compound file of streams shorter than 4096 bytes each."""
    entries: list[list[int | str]] = []  # name, type, right, child, mini start, size
    mini, mini_fat = bytearray(), []

    def add(name: str, node: "bytes | Tree", kind: int) -> int:
        number = len(entries)
        entries.append([name, kind, NONE, NONE, 0, 0])
        if isinstance(node, bytes):
            assert len(node) < 4096
            entries[number][4:] = [len(mini_fat) if node else END, len(node)]
            sectors = -(-len(node) // MINI_SECTOR)
            mini_fat.extend(range(len(mini_fat) + 1, len(mini_fat) + sectors + 1))
            if sectors:
                mini_fat[-1] = END
            mini.extend(node.ljust(sectors * MINI_SECTOR, b"\0"))
            return number
        before = None
        for child_name, child in sorted(node.items(), key=lambda item: (len(item[0]), item[0])):
            child_number = add(child_name, child, 2 if isinstance(child, bytes) else 1)
            if before is None:
                entries[number][3] = child_number
            else:
                entries[before][2] = child_number
            before = child_number
        return number

    add("Root Entry", root, 5)
    table = struct.pack(f"<{len(mini_fat)}I", *mini_fat)
    blocks = [_pad(bytes(128) * len(entries)), _pad(table, b"\xff"), _pad(bytes(mini))]
    starts, fat = [], [FAT_SECTOR]
    for block in blocks:
        starts.append(len(fat))
        sectors = len(block) // SECTOR
        fat.extend(range(len(fat) + 1, len(fat) + sectors + 1))
        fat[-1] = END
    entries[0][4:] = [starts[2], len(mini)]
    blocks[0] = _pad(b"".join(map(_entry, entries)))
    assert len(fat) <= SECTOR // 4
    fat += [FREE] * (SECTOR // 4 - len(fat))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, starts[0], 0, 4096, starts[1], len(blocks[1]) // SECTOR, END, 0,
    )  # fmt: skip
    difat = struct.pack("<I", 0) + b"\xff" * (108 * 4)
    return header + difat + struct.pack(f"<{SECTOR // 4}I", *fat) + b"".join(blocks)


def _entry(entry: list[int | str]) -> bytes:
    name, kind, right, child, start, size = entry
    encoded = str(name).encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII36xIII", encoded, len(encoded), kind, 1, NONE, right, child, start, size, 0
    )


def _pad(block: bytes, filler: bytes = b"\0") -> bytes:
    return block + filler * (-len(block) % SECTOR)
