"""Names that are never documents: of files on their way, of what systems leave behind, of notes."""

import os
import time
from fnmatch import fnmatchcase

#: What systems and programs leave beside documents, lower case; hidden names are junk as well.
_LEFT_BEHIND = (
    "desktop.ini", "thumbs.db", "ehthumbs.db", "@eadir", "#recycle", "$recycle.bin", "__macosx",
    "lost+found", "system volume information", "icon\r", "*.swp", "~$*",
)  # fmt: skip
#: Behind a file's name: the note beside it.
NOTE_SUFFIX = ".note.txt"
#: What a program names so while it writes, and our own notes.
_ON_ITS_WAY = (
    "*.part", "*.partial", "*.tmp", "*.temp", "*.crdownload", "*.download", "*.filepart", "*~",
    f"*{NOTE_SUFFIX}",
)  # fmt: skip
#: Hidden files that nobody dropped: those of macOS and LibreOffice, and our own claims.
_HIDDEN = ("._*", ".~*", ".*.claimed")
#: What has such a name and nothing has touched for so long is on no way any more.
STALE_S = 3600.0


def is_junk(name: str) -> bool:
    """Whether a file or folder of this name is never a document."""
    return name.startswith(".") or _is_like(name, _LEFT_BEHIND) or _is_like(name, _ON_ITS_WAY)


def is_stale(entry: os.DirEntry[str]) -> bool:
    """Whether a junk name may be a document's or a folder's all the same: ".bill.xml", "Old.tmp".

    It is of old, then: the last change of any kind counts, as copies bring their own date along.
    Hidden folders are programs'.
    """
    if _is_like(entry.name, (*_LEFT_BEHIND, *_HIDDEN)):
        return False
    if entry.name.startswith(".") and "." not in entry.name[1:]:  # ".DS_Store"
        return False
    status = entry.stat(follow_symlinks=False)
    shown = entry.is_dir(follow_symlinks=False) and not entry.name.startswith(".")
    of_old = time.time() - status.st_ctime > STALE_S
    return of_old and (shown or entry.is_file(follow_symlinks=False))


def _is_like(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name.lower(), pattern) for pattern in patterns)
