"""Moves files so that a power cut or kill -9 loses nothing, and nothing is ever overwritten."""

import errno
import filecmp
import os
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

#: What os.link answers where it cannot work: other file system, or one without hard links.
_NO_LINKS = (errno.EXDEV, errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS)
#: File names hold 255 bytes; room is kept for " (99)" and ".note.txt".
NAME_BYTES = 235
#: How a file is placed, as noted in a plan.
_LINK, _COPY = "link", "copy"


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


def staged_name(name: str) -> str:
    """The name under which a file is written until it is complete."""
    return f".{name}.part"


def write_durably(path: Path, text: str) -> None:
    """Writes a whole file of UTF-8 text or none of it."""
    write_bytes_durably(path, text.encode())


def write_bytes_durably(path: Path, data: bytes) -> None:
    """Writes a whole file or none of it."""
    staged = path.with_name(staged_name(path.name))
    with staged.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    staged.replace(path)
    sync_folder(path.parent)


def copy_durably(source: Path, target: Path) -> None:
    """Copies a whole file, times included, or nothing of it; replaces `target`."""
    staged = target.with_name(staged_name(target.name))
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


def move_once(
    source: Path, folder: Path, plan: Path, present: Callable[[Path], Path] = Path
) -> Path:
    """Moves a file into a folder under its own name, or as "name (2).ext" where that is taken.

    May be called again after any interruption: `plan` remembers the place, so that exactly one
    file results.

    Args:
        source: the file; may be missing if an earlier call moved it.
        folder: where to; made if missing. May be another file system.
        plan: a small file for the memory; stays, and is the caller's to remove.
        present: where a remembered place lies now, if folders were moved in between.

    Raises:
        OSError: the file could not be moved; it still lies at `source`.
    """
    if plan.exists():
        how, _, place = plan.read_text("utf-8").partition("\n")
        planned = present(Path(place))
        # A copy of both folders may have made two files of the two names of one.
        how = how if planned == Path(place) else _COPY
        if not source.exists() or _is_placed(source, planned, how):
            source.unlink(missing_ok=True)
            sync_folder(source.parent)
            return planned
    folder.mkdir(parents=True, exist_ok=True)
    for target in numbered_places(folder, source.name):
        if not os.path.lexists(target) and _place_link(source, target, plan):
            sync_folder(folder)
            source.unlink()
            sync_folder(source.parent)
            return target
    raise AssertionError("places never run out")


def numbered_places(folder: Path, name: str) -> Iterator[Path]:
    """The place of a file in `folder`, then those with a number: "name (2).pdf" and so on."""
    path = Path(name)
    yield folder / name
    for number in count(2):
        yield folder / f"{path.stem} ({number}){path.suffix}"


def place_staged(staged: Path, target: Path) -> bool:
    """Gives a complete file beside it the name `target`; False where that is taken."""
    try:
        os.link(staged, target)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if not _take_name(target):
            return False
        staged.replace(target)
    else:
        staged.unlink()
    return True


def _place_link(source: Path, target: Path, plan: Path) -> bool:
    """Gives the file its second name `target`; False when somebody else just took that."""
    write_durably(plan, f"{_LINK}\n{target}")
    try:
        os.link(source, target)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        return _place_copy(source, target, plan)
    return True


def _place_copy(source: Path, target: Path, plan: Path) -> bool:
    """The same where a file cannot have two names: takes the name with an empty file first."""
    write_durably(plan, f"{_COPY}\n{target}")
    if not _take_name(target):
        return False
    copy_durably(source, target)
    return True


def _take_name(target: Path) -> bool:
    """Makes an empty file; False where the name is taken."""
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
    except FileExistsError:
        return False
    return True


def _is_placed(source: Path, planned: Path, how: str) -> bool:
    """Whether an earlier call got as far as placing the file; mends a copy that was cut short.

    Equal bytes alone do not tell: the file at the planned place may be another copy of them.
    """
    if not planned.exists():
        return False
    if how == _LINK:
        return planned.samefile(source)
    if planned.stat().st_size == 0:
        copy_durably(source, planned)
    return filecmp.cmp(source, planned, shallow=False)
