"""Moves files so that a power cut or kill -9 loses nothing, and nothing is ever overwritten."""

import errno
import filecmp
import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

#: What os.link answers where it cannot work: other file system, or one without hard links.
_NO_LINKS = (errno.EXDEV, errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS)
#: File names hold 255 bytes; room is kept for " (99)" and ".note.txt".
NAME_BYTES = 235


def sync_folder(folder: Path) -> None:
    """Makes the folder's entries survive a power cut, where the file system can."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def write_durably(path: Path, text: str) -> None:
    """Writes a whole file or none of it."""
    staged = path.with_name(f".{path.name}.part")
    with staged.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    staged.replace(path)
    sync_folder(path.parent)


def copy_durably(source: Path, target: Path) -> None:
    """Copies a whole file, times included, or nothing of it; replaces `target`."""
    staged = target.with_name(f".{target.name}.part")
    shutil.copyfile(source, staged)
    with staged.open("rb+") as file:
        os.fsync(file.fileno())
    status = source.stat()
    os.utime(staged, ns=(status.st_atime_ns, status.st_mtime_ns))
    staged.replace(target)
    sync_folder(target.parent)


def fit_name(name: str) -> str:
    """The name, its stem shortened where the file system would refuse what we append."""
    path = Path(name)
    suffix = path.suffix if len(path.suffix.encode()) <= 20 else ""
    stem = name.removesuffix(suffix)
    room = NAME_BYTES - len(suffix.encode())
    return stem.encode()[:room].decode(errors="ignore") + suffix


def move_once(source: Path, folder: Path, plan: Path) -> Path:
    """Moves a file into a folder under its own name, or as "name (2).ext" where that is taken.

    May be called again after any interruption: `plan` remembers the place, so that exactly one
    file results.

    Args:
        source: the file; may be missing if an earlier call moved it.
        folder: where to; made if missing. May be another file system.
        plan: a small file for the memory; stays, and is the caller's to remove.

    Raises:
        OSError: the file could not be moved; it still lies at `source`.
    """
    if plan.exists():
        planned = Path(plan.read_text("utf-8"))
        if not source.exists() or _is_placed(source, planned):
            source.unlink(missing_ok=True)
            sync_folder(source.parent)
            return planned
    folder.mkdir(parents=True, exist_ok=True)
    for target in _free_places(folder, source.name):
        write_durably(plan, str(target))
        if _place(source, target):
            sync_folder(folder)
            source.unlink()
            sync_folder(source.parent)
            return target
    raise AssertionError("places never run out")


def _free_places(folder: Path, name: str) -> Iterator[Path]:
    stem, suffix = os.path.splitext(name)  # noqa: PTH122 — Path.suffix differs for "a.": keep it
    for number in count(1):
        target = folder / (name if number == 1 else f"{stem} ({number}){suffix}")
        if not os.path.lexists(target):
            yield target


def _place(source: Path, target: Path) -> bool:
    """Gives the file its second name `target`; False when somebody else just took that."""
    try:
        os.link(source, target)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        return _place_copy(source, target)
    return True


def _place_copy(source: Path, target: Path) -> bool:
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
    except FileExistsError:
        return False
    copy_durably(source, target)
    return True


def _is_placed(source: Path, planned: Path) -> bool:
    """Whether an earlier call got as far as placing the file; mends a copy that was cut short.

    An empty file at the planned place is the placeholder of `_place_copy`: the place was free
    when it was planned.
    """
    if not planned.exists():
        return False
    if planned.samefile(source):
        return True
    if planned.stat().st_size == 0:
        copy_durably(source, planned)
    return filecmp.cmp(source, planned, shallow=False)
