"""Folders of a mailbox as its server names them: whatever separates theirs, ours is a slash."""

import imaplib
import re

from imap_tools import BaseMailBox
from imap_tools.errors import MailboxFolderCreateError, MailboxFolderSelectError

from schemas.errors import FilingRefused

_SEPARATOR = re.compile(rb'\([^)]*\) (?:"\\?(.)"|NIL)')
NAME_ADVICE = (
    "Make it in a mail program, or name another by MAILROOM_IMAP_DONE_FOLDER; until then stored "
    "mails stay where they are."
)


def open_folder(box: BaseMailBox, name: str) -> str:
    """Selects a folder; returns its name on this server, as `find_folder` does.

    What can be opened need not be listed: the server is asked for its separator after a refusal.

    Raises:
        MailboxFolderSelectError: there is none that can be opened.
    """
    try:
        box.folder.set(name)
    except MailboxFolderSelectError:
        separated = name.replace("/", _ask_separator(box)) if "/" in name else name
        if separated == name:
            raise
        box.folder.set(separated)
        return separated
    return name


def find_folder(box: BaseMailBox, name: str) -> str:
    """The name of a folder on this server: as it was given, if there is such a one.

    Else with the server's separator for each slash: "Mailroom/Done" may be "Mailroom.Done" there.
    """
    if "/" not in name or box.folder.exists(name):
        return name
    return name.replace("/", _ask_separator(box))


def make_folder(box: BaseMailBox, name: str, host: str) -> None:
    """Makes a folder where it is missing.

    Raises:
        FilingRefused: the server makes none of this name.
    """
    if box.folder.exists(name):
        return
    try:
        box.folder.create(name)
    except (MailboxFolderCreateError, imaplib.IMAP4.readonly):
        raise FilingRefused(
            f"The mail server {host} cannot make the folder {name} for stored mails.",
            advice=NAME_ADVICE,
        ) from None


def _ask_separator(box: BaseMailBox) -> str:
    """What separates folders there; a slash where none is told."""
    try:
        status, answers = box.client.list('""', '""')
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:  # it does not know the question
        return "/"
    # A name that comes as a literal makes a pair of what stands before it and itself.
    first = answers[0] if answers else None
    told = first[0] if isinstance(first, tuple) else first
    found = _SEPARATOR.match(told) if status == "OK" and told else None
    return found[1].decode("ascii", "replace") if found and found[1] else "/"
