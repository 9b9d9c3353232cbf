"""A Maildir below the inbox: which of its files are messages, and their names outside of it.

A delivering program writes into tmp/ and renames the whole message into new/; a reading one
renames it into cur/ with its flags behind ":2,". Any reader may take a message out by a rename.
"""

import re
from collections.abc import Collection
from pathlib import Path

_FOLDERS = frozenset(("cur", "new", "tmp"))
#: The flags, behind ":2,", or another sign where the file system takes no colon.
_FLAGS = re.compile(r"[:;!]2,([A-Za-z]*)$")
#: Sizes that some servers note in the name.
_SIZES = re.compile(r",[SW]=\d+")
_TRASHED, _DRAFT = "T", "D"


def is_maildir(folders: Collection[str]) -> bool:
    """Whether a folder with these folders in it is a Maildir."""
    return _FOLDERS.issubset(folders)


def may_be_taken(parent: Path, name: str) -> bool:
    """Whether an entry of a Maildir, or of its cur or new, is taken: a message, no draft or trash.

    tmp/ holds what is still being written; beside the folders lie the server's own notes.
    """
    if parent.name not in ("cur", "new"):
        return name in ("cur", "new")
    flags = _FLAGS.search(name)
    return flags is None or not {_TRASHED, _DRAFT}.intersection(flags[1])


def is_message(path: Path) -> bool:
    """Whether a file lies in new/ or cur/ of a Maildir."""
    box = path.parent.parent
    return path.parent.name in ("cur", "new") and all((box / name).is_dir() for name in _FOLDERS)


def outer_path(path: Path) -> Path:
    """A message's path as if it lay in the Maildir itself, as "mail/box/1712.M1.host.eml"."""
    base = _SIZES.sub("", _FLAGS.sub("", path.name))
    name = base if base.lower().endswith(".eml") else f"{base}.eml"
    return path.parent.parent / name
