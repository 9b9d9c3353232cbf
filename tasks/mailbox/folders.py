"""Folders of a mailbox as its server names them: whatever separates theirs, ours is a slash."""

import imaplib
import re

from imap_tools import BaseMailBox
from imap_tools.errors import MailboxFolderCreateError

from schemas.errors import FilingRefused

_SEPARATOR = re.compile(rb'\([^)]*\) (?:"\\?(.)"|NIL)')
NAME_ADVICE = (
    "Make it in a mail program, or name another by MAILROOM_IMAP_DONE_FOLDER; until then stored "
    "mails stay where they are."
)


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
    client = box.client
    status, answers = client.list('""', '""')
    told = next((one for one in answers if isinstance(one, bytes)), b"")
    found = _SEPARATOR.match(told) if status == "OK" else None
    return found[1].decode("ascii", "replace") if found and found[1] else "/"
